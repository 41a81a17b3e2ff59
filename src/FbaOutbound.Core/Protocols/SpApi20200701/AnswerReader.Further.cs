using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20200701;

internal static partial class AnswerReader
{
    public static IReadOnlyList<FulfillmentPreview> Previews(WirePreviewResult result, FulfillmentOrder order) => List(result.FulfillmentPreviews, preview => new FulfillmentPreview
    {
        SellerFulfillmentOrderId = order.SellerFulfillmentOrderId,
        ShippingSpeedCategory = preview.ShippingSpeedCategory,
        IsFulfillable = preview.IsFulfillable ?? false,
        IsCodCapable = preview.IsCODCapable ?? false,
        EstimatedShippingWeight = Weight(preview.EstimatedShippingWeight),
        EstimatedFees = List(preview.EstimatedFees, fee => new FulfillmentFee { FeeName = fee.Name, Amount = Money(fee.Amount) }),
        TotalFee = Orders.Money.Sum((preview.EstimatedFees ?? []).Select(fee => Money(fee.Amount))),
        Shipments = List(preview.FulfillmentPreviewShipments, PreviewShipment),
        UnfulfillableItems = List(preview.UnfulfillablePreviewItems, item => new UnfulfillablePreviewItem
        {
            SellerSku = item.SellerSku,
            SellerFulfillmentOrderItemId = item.SellerFulfillmentOrderItemId,
            Quantity = item.Quantity ?? 0,
            ItemUnfulfillableReasons = item.ItemUnfulfillableReasons ?? [],
        }),
        OrderUnfulfillableReasons = preview.OrderUnfulfillableReasons ?? [],
        DeliveryTimeZone = preview.ScheduledDeliveryInfo?.DeliveryTimeZone,
        DeliveryWindows = List(preview.ScheduledDeliveryInfo?.DeliveryWindows, window =>
            new DeliveryWindow { StartDate = window.StartDate ?? "", EndDate = window.EndDate ?? "" }),
        MarketplaceId = preview.MarketplaceId,
        FeatureConstraints = List(preview.FeatureConstraints, feature =>
            new FeatureConstraint { FeatureName = feature.FeatureName, FeatureFulfillmentPolicy = feature.FeatureFulfillmentPolicy }),
        Order = order,
    });

    /// <summary>An empty list is an answer, too: there is no offer.</summary>
    public static IReadOnlyList<DeliveryOffer> Offers(WireOffersResult result, string sellerSku)
    {
        var offers = List(result.DeliveryOffers, offer => new DeliveryOffer
        {
            SellerSku = sellerSku,
            IsAvailable = true,
            EarliestDelivery = IsoTime.Read(offer.DateRange?.Earliest),
            LatestDelivery = IsoTime.Read(offer.DateRange?.Latest),
            ExpiresAt = IsoTime.Read(offer.ExpiresAt),
            Message = offer.Policy?.Message?.Text,
            MessageLocale = offer.Policy?.Message?.Locale,
        });
        return offers.Length > 0 ? offers : [new DeliveryOffer { SellerSku = sellerSku }];
    }

    public static PackageTracking Tracking(WireTracking tracking) => new()
    {
        PackageId = Id(tracking.PackageNumber) ?? "",
        CarrierCode = tracking.CarrierCode,
        TrackingNumber = tracking.TrackingNumber,
        CurrentStatus = tracking.CurrentStatus,
        CurrentStatusDescription = tracking.CurrentStatusDescription,
        ShipDate = IsoTime.Read(tracking.ShipDate),
        EstimatedArrivalDate = IsoTime.Read(tracking.EstimatedArrivalDate),
        EarliestDelivery = IsoTime.Read(tracking.DeliveryWindow?.Earliest),
        LatestDelivery = IsoTime.Read(tracking.DeliveryWindow?.Latest),
        ShipToAddress = TrackingAddress(tracking.ShipToAddress),
        SignedForBy = tracking.SignedForBy,
        AdditionalLocationInfo = tracking.AdditionalLocationInfo,
        CustomerTrackingLink = tracking.CustomerTrackingLink,
        CarrierPhoneNumber = tracking.CarrierPhoneNumber,
        CarrierUrl = tracking.CarrierURL,
        Events = List(tracking.TrackingEvents, happened => new TrackingEvent
        {
            EventDate = IsoTime.Read(happened.EventDate),
            EventCode = happened.EventCode,
            EventDescription = happened.EventDescription,
            EventAddress = TrackingAddress(happened.EventAddress),
        }),
    };

    public static IReadOnlyList<ReturnReason> Reasons(WireReasonsResult result, string sellerSku) => List(result.ReasonCodeDetails, reason => new ReturnReason
    {
        SellerSku = sellerSku,
        ReturnReasonCode = reason.ReturnReasonCode ?? "",
        Description = reason.Description,
        TranslatedDescription = reason.TranslatedDescription,
    });

    public static FulfillmentReturn Return(WireReturnResult result, string sellerFulfillmentOrderId) => new()
    {
        SellerFulfillmentOrderId = sellerFulfillmentOrderId,
        ReturnItems = List(result.ReturnItems, ReturnItem),
        InvalidReturnItems = List(result.InvalidReturnItems, item => new InvalidReturnItem
        {
            SellerReturnItemId = item.SellerReturnItemId,
            SellerFulfillmentOrderItemId = item.SellerFulfillmentOrderItemId,
            InvalidItemReasonCode = item.InvalidItemReason?.InvalidItemReasonCode,
            Description = item.InvalidItemReason?.Description,
        }),
        ReturnAuthorizations = List(result.ReturnAuthorizations, ReturnAuthorization),
    };

    public static IReadOnlyList<Feature> Features(WireFeaturesResult result, string marketplaceId) => List(result.Features, feature => new Feature
    {
        FeatureName = feature.FeatureName ?? "",
        FeatureDescription = feature.FeatureDescription,
        SellerEligible = feature.SellerEligible,
        MarketplaceId = marketplaceId,
    });

    public static IReadOnlyList<FeatureSku> FeatureSkus(WireFeatureInventoryResult page, string marketplaceId, string featureName) => List(page.FeatureSkus, sku => new FeatureSku
    {
        SellerSku = sku.SellerSku,
        FeatureName = page.FeatureName ?? featureName,
        MarketplaceId = page.MarketplaceId ?? marketplaceId,
        IsEligible = true,
        SkuCount = Number(sku.SkuCount),
        FnSku = sku.FnSku,
        Asin = sku.Asin,
        OverlappingSkus = sku.OverlappingSkus ?? [],
    });

    public static FeatureSku FeatureSku(WireFeatureSkuResult sku, string marketplaceId, string featureName, string sellerSku) => new()
    {
        SellerSku = sku.SellerSku ?? sellerSku,
        FeatureName = sku.FeatureName ?? featureName,
        MarketplaceId = sku.MarketplaceId ?? marketplaceId,
        IsEligible = sku.IsEligible ?? false,
        IneligibleReasons = sku.IneligibleReasons ?? [],
        SkuCount = Number(sku.SkuCount),
        FnSku = sku.FnSku,
        Asin = sku.Asin,
    };

    private static PreviewShipment PreviewShipment(WirePreviewShipment shipment) => new()
    {
        EarliestShipDate = IsoTime.Read(shipment.EarliestShipDate),
        LatestShipDate = IsoTime.Read(shipment.LatestShipDate),
        EarliestArrivalDate = IsoTime.Read(shipment.EarliestArrivalDate),
        LatestArrivalDate = IsoTime.Read(shipment.LatestArrivalDate),
        ShippingNotes = shipment.ShippingNotes ?? [],
        Items = List(shipment.FulfillmentPreviewItems, item => new PreviewItem
        {
            SellerSku = item.SellerSku,
            SellerFulfillmentOrderItemId = item.SellerFulfillmentOrderItemId,
            Quantity = item.Quantity ?? 0,
            EstimatedShippingWeight = Weight(item.EstimatedShippingWeight),
            ShippingWeightCalculationMethod = item.ShippingWeightCalculationMethod,
        }),
    };

    private static TrackingAddress? TrackingAddress(WireTrackingAddress? address) =>
        address is null ? null : new() { City = address.City, State = address.State, Country = address.Country };

    private static Weight? Weight(WireWeight? weight) => Number(weight?.Value) is { } value ? new() { Unit = weight!.Unit, Value = value } : null;

    private static decimal? Number(string? text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
