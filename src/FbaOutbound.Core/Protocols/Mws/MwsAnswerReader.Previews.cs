using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.Mws;

internal static partial class MwsAnswerReader
{
    public static IReadOnlyList<FulfillmentPreview> Previews(WireNode result, FulfillmentOrder order) =>
        result.List("FulfillmentPreviews", preview => new FulfillmentPreview
        {
            SellerFulfillmentOrderId = order.SellerFulfillmentOrderId,
            ShippingSpeedCategory = preview.Text("ShippingSpeedCategory"),
            IsFulfillable = preview.Flag("IsFulfillable"),
            IsCodCapable = preview.Flag("IsCODCapable"),
            EstimatedShippingWeight = preview.Weight("EstimatedShippingWeight"),
            EstimatedFees = preview.List(
                "EstimatedFees", fee => new FulfillmentFee { FeeName = fee.Text("Name"), Amount = fee.Money("Amount") }),
            TotalFee = Money.Sum(
                preview.List("EstimatedFees", fee => new FulfillmentFee { Amount = fee.Money("Amount") }).Select(fee => fee.Amount)),
            Shipments = preview.List("FulfillmentPreviewShipments", PreviewShipment),
            UnfulfillableItems = preview.List("UnfulfillablePreviewItems", item => new UnfulfillablePreviewItem
            {
                SellerSku = item.Text("SellerSKU"),
                SellerFulfillmentOrderItemId = item.Text("SellerFulfillmentOrderItemId"),
                Quantity = item.Integer("Quantity"),
                ItemUnfulfillableReasons = item.Texts("ItemUnfulfillableReasons"),
            }),
            OrderUnfulfillableReasons = preview.Texts("OrderUnfulfillableReasons"),
            DeliveryTimeZone = preview.Find("ScheduledDeliveryInfo")?.Text("DeliveryTimeZone"),
            DeliveryWindows = preview.Find("ScheduledDeliveryInfo")?.List("DeliveryWindows", Window) ?? [],
            MarketplaceId = preview.Text("MarketplaceId"),
            Order = order,
            Unread = preview.Unread(),
        });

    private static PreviewShipment PreviewShipment(WireNode shipment) => new()
    {
        EarliestShipDate = shipment.Date("EarliestShipDate"),
        LatestShipDate = shipment.Date("LatestShipDate"),
        EarliestArrivalDate = shipment.Date("EarliestArrivalDate"),
        LatestArrivalDate = shipment.Date("LatestArrivalDate"),
        ShippingNotes = shipment.Texts("ShippingNotes"),
        Items = shipment.List("FulfillmentPreviewItems", item => new PreviewItem
        {
            SellerSku = item.Text("SellerSKU"),
            SellerFulfillmentOrderItemId = item.Text("SellerFulfillmentOrderItemId"),
            Quantity = item.Integer("Quantity"),
            EstimatedShippingWeight = item.Weight("EstimatedShippingWeight"),
            ShippingWeightCalculationMethod = item.Text("ShippingWeightCalculationMethod"),
        }),
    };

    // The page's example wraps each window once more.
    private static DeliveryWindow Window(WireNode member)
    {
        var window = member.Find("DeliveryWindow") ?? member;
        return new DeliveryWindow
        {
            StartDate = window.Text("StartDateTime", "StartDate") ?? "", EndDate = window.Text("EndDateTime", "EndDate") ?? ""
        };
    }
}
