using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20200701;

internal static partial class AnswerReader
{
    public static IReadOnlyList<FulfillmentPreview> Previews(WireNode result, FulfillmentOrder order) =>
        result.List("fulfillmentPreviews", preview => Preview(preview, order));

    /// <summary>An empty list is a response, too: there is no offer.</summary>
    public static IReadOnlyList<DeliveryOffer> Offers(WireNode result, string sellerSku)
    {
        var offers = result.List("deliveryOffers", offer => Offer(offer, sellerSku));
        return offers.Count > 0 ? offers : [new DeliveryOffer { SellerSku = sellerSku, Unread = result.Unread() }];
    }

    public static PackageTracking Tracking(WireNode tracking) => new()
    {
        PackageId = PackageId(tracking) ?? "",
        CarrierCode = tracking.Text("carrierCode"),
        TrackingNumber = tracking.Text("trackingNumber"),
        CurrentStatus = tracking.Text("currentStatus"),
        CurrentStatusDescription = tracking.Lines("currentStatusDescription"),
        ShipDate = tracking.Date("shipDate"),
        EstimatedArrivalDate = tracking.Date("estimatedArrivalDate"),
        EarliestDelivery = tracking.Find("deliveryWindow")?.Date("earliest"),
        LatestDelivery = tracking.Find("deliveryWindow")?.Date("latest"),
        ShipToAddress = tracking.Map("shipToAddress", TrackingAddress),
        SignedForBy = tracking.Prose("signedForBy"),
        AdditionalLocationInfo = tracking.Prose("additionalLocationInfo"),
        CustomerTrackingLink = tracking.Text("customerTrackingLink"),
        CarrierPhoneNumber = tracking.Prose("carrierPhoneNumber"),
        CarrierUrl = tracking.Text("carrierURL"),
        Events = tracking.List("trackingEvents", happened => new TrackingEvent
        {
            EventDate = happened.Date("eventDate"),
            EventCode = happened.Text("eventCode"),
            EventDescription = happened.Lines("eventDescription"),
            EventAddress = happened.Map("eventAddress", TrackingAddress),
        }),
        Unread = tracking.Unread(),
    };

    public static IReadOnlyList<ReturnReason> Reasons(WireNode result, string sellerSku) =>
        result.List("reasonCodeDetails", reason => new ReturnReason
    {
        SellerSku = sellerSku,
        ReturnReasonCode = reason.Text("returnReasonCode") ?? "",
        Description = reason.Lines("description"),
        TranslatedDescription = reason.Lines("translatedDescription"),
    });

    public static FulfillmentReturn Return(WireNode result, string sellerFulfillmentOrderId) => new()
    {
        SellerFulfillmentOrderId = sellerFulfillmentOrderId,
        ReturnItems = result.List("returnItems", ReturnItem),
        InvalidReturnItems = result.List("invalidReturnItems", item => new InvalidReturnItem
        {
            SellerReturnItemId = item.Text("sellerReturnItemId"),
            SellerFulfillmentOrderItemId = item.Text("sellerFulfillmentOrderItemId"),
            InvalidItemReasonCode = item.Find("invalidItemReason")?.Text("invalidItemReasonCode"),
            Description = item.Find("invalidItemReason")?.Lines("description"),
        }),
        ReturnAuthorizations = result.List("returnAuthorizations", ReturnAuthorization),
        Unread = result.Unread(),
    };

    public static IReadOnlyList<Feature> Features(WireNode result, string marketplaceId) => result.List("features", feature => new Feature
    {
        FeatureName = feature.Text("featureName") ?? "",
        FeatureDescription = feature.Lines("featureDescription"),
        SellerEligible = feature.Flag("sellerEligible"),
        MarketplaceId = marketplaceId,
        Unread = feature.Unread(),
    });

    public static IReadOnlyList<FeatureSku> FeatureSkus(WireNode page, string marketplaceId, string featureName) =>
        page.List("featureSkus", sku => new FeatureSku
    {
        SellerSku = sku.Text("sellerSku"),
        FeatureName = page.Text("featureName") ?? featureName,
        MarketplaceId = page.Text("marketplaceId") ?? marketplaceId,
        IsEligible = true,
        SkuCount = sku.Decimal("skuCount"),
        FnSku = sku.Text("fnSku"),
        Asin = sku.Text("asin"),
        OverlappingSkus = sku.Texts("overlappingSkus"),
        Unread = sku.Unread(),
    });

    public static FeatureSku FeatureSku(WireNode sku, string marketplaceId, string featureName, string sellerSku) => new()
    {
        SellerSku = sku.Text("sellerSku") ?? sellerSku,
        FeatureName = sku.Text("featureName") ?? featureName,
        MarketplaceId = sku.Text("marketplaceId") ?? marketplaceId,
        IsEligible = sku.Flag("isEligible"),
        IneligibleReasons = sku.Texts("ineligibleReasons"),
        SkuCount = sku.Decimal("skuCount"),
        FnSku = sku.Text("fnSku"),
        Asin = sku.Text("asin"),
        Unread = sku.Unread(),
    };

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

    private static TrackingAddress TrackingAddress(WireNode address) =>
        new() { City = address.Prose("city"), State = address.Prose("state"), Country = address.Prose("country") };
}
