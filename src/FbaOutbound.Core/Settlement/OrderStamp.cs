using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Settlement;

/// <summary>Writes on an order, its shipments and their packages where they came from, so that each can be piped separately.</summary>
internal static class OrderStamp
{
    public static FulfillmentOrder On(FulfillmentOrder order, SessionMark? session, string apiVersion) => order with
    {
        Session = session?.Name,
        Account = session?.Account,
        ApiVersion = apiVersion,
        Content = OrderContent.Of(order),
        Shipments = order.Shipments is not { Count: > 0 } ? order.Shipments! : (FulfillmentShipment[])
        [
            .. order.Shipments.Select(shipment => shipment with
            {
                SellerFulfillmentOrderId = order.SellerFulfillmentOrderId,
                Session = session?.Name,
                Account = session?.Account,
                Packages = (FulfillmentShipmentPackage[])
                [
                    .. shipment.Packages.Select(package => package with
                    {
                        SellerFulfillmentOrderId = order.SellerFulfillmentOrderId,
                        AmazonShipmentId = shipment.AmazonShipmentId,
                        Session = session?.Name,
                        Account = session?.Account,
                    }),
                ],
            }),
        ],
    };

    /// <summary>Returns an order of a list. What a list does not hold is unknown, which is not the same as none.</summary>
    public static FulfillmentOrder OfList(FulfillmentOrder order) => order with
    {
        Items = order.Items.Count == 0 ? null! : order.Items,
        Shipments = order.Shipments.Count == 0 ? null! : order.Shipments,
    };
}
