using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20200701;

internal static partial class AnswerReader20200701
{
    public static IReadOnlyList<FulfillmentPreview> Previews(WireNode result, FulfillmentOrder order) =>
        result.List("fulfillmentPreviews", preview => Preview(preview, order));

    /// <summary>An empty list is a response, too: there is non offer.</summary>
    public static IReadOnlyList<DeliveryOffer> Offers(WireNode result, string sellerSku)
    {
        var offers = result.List("deliveryOffers", offer => Offer(offer, sellerSku));
        return offers.Count > 0 ? offers : [new DeliveryOffer { SellerSku = sellerSku, Unread = result.Unread() }];
    }

    private static FulfillmentPreview Preview(WireNode preview, FulfillmentOrder order)
    {
        var fees = preview.List("estimatedFees", fee => new FulfillmentFee { FeeName = fee.Text("name"), Amount = fee.Money("amount") });
        return new FulfillmentPreview
        {
            SellerFulfillmentOrderId = order.SellerFulfillmentOrderId,
            ShippingSpeedCategory = preview.Text("shippingSpeedCategory"),
            IsFulfillable = preview.Flag("isFulfillable"),
            IsCodCapable = preview.Flag("isCODCapable"),
            EstimatedShippingWeight = preview.Weight("estimatedShippingWeight"),
            EstimatedFees = fees,
            TotalFee = Money.Sum(fees.Select(fee => fee.Amount)),
            Shipments = preview.List("fulfillmentPreviewShipments", PreviewShipment),
            UnfulfillableItems = preview.List("unfulfillablePreviewItems", item => new UnfulfillablePreviewItem
            {
                SellerSku = item.Text("sellerSku"),
                SellerFulfillmentOrderItemId = item.Text("sellerFulfillmentOrderItemId"),
                Quantity = item.Integer("quantity"),
                ItemUnfulfillableReasons = item.Texts("itemUnfulfillableReasons"),
            }),
            OrderUnfulfillableReasons = preview.Texts("orderUnfulfillableReasons"),
            DeliveryTimeZone = preview.Find("scheduledDeliveryInfo")?.Text("deliveryTimeZone"),
            DeliveryWindows = preview.Find("scheduledDeliveryInfo")?.List("deliveryWindows", Window) ?? [],
            MarketplaceId = preview.Text("marketplaceId"),
            FeatureConstraints = preview.List("featureConstraints", Feature),
            Order = order,
            Unread = preview.Unread(),
        };
    }

    private static DeliveryOffer Offer(WireNode offer, string sellerSku)
    {
        var message = offer.Find("policy")?.Find("message");
        return new DeliveryOffer
        {
            SellerSku = sellerSku,
            IsAvailable = true,
            EarliestDelivery = offer.Find("dateRange")?.Date("earliest"),
            LatestDelivery = offer.Find("dateRange")?.Date("latest"),
            ExpiresAt = offer.Date("expiresAt"),
            Message = message?.Lines("text"),
            MessageLocale = message?.Text("locale"),
            Unread = offer.Unread(),
        };
    }

    private static PreviewShipment PreviewShipment(WireNode shipment) => new()
    {
        EarliestShipDate = shipment.Date("earliestShipDate"),
        LatestShipDate = shipment.Date("latestShipDate"),
        EarliestArrivalDate = shipment.Date("earliestArrivalDate"),
        LatestArrivalDate = shipment.Date("latestArrivalDate"),
        ShippingNotes = shipment.Texts("shippingNotes"),
        Items = shipment.List("fulfillmentPreviewItems", item => new PreviewItem
        {
            SellerSku = item.Text("sellerSku"),
            SellerFulfillmentOrderItemId = item.Text("sellerFulfillmentOrderItemId"),
            Quantity = item.Integer("quantity"),
            EstimatedShippingWeight = item.Weight("estimatedShippingWeight"),
            ShippingWeightCalculationMethod = item.Text("shippingWeightCalculationMethod"),
        }),
    };
}
