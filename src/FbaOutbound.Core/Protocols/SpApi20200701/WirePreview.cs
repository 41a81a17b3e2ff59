using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace FbaOutbound.Protocols.SpApi20200701;

internal sealed class WirePreviewRequest
{
    public string? MarketplaceId { get; set; }

    [JsonConverter(typeof(TolerantObject<WireAddress>))]
    public WireAddress? Address { get; set; }

    [JsonConverter(typeof(TolerantList<WirePreviewRequestItem>))]
    public List<WirePreviewRequestItem>? Items { get; set; }

    [JsonConverter(typeof(TolerantList<string>))]
    public List<string>? ShippingSpeedCategories { get; set; }

    public bool? IncludeCODFulfillmentPreview { get; set; }

    public bool? IncludeDeliveryWindows { get; set; }

    [JsonConverter(typeof(TolerantList<WireFeature>))]
    public List<WireFeature>? FeatureConstraints { get; set; }
}

internal sealed class WirePreviewRequestItem
{
    public string? SellerSku { get; set; }

    public int? Quantity { get; set; }

    [JsonConverter(typeof(TolerantObject<WireMoney>))]
    public WireMoney? PerUnitDeclaredValue { get; set; }

    public string? SellerFulfillmentOrderItemId { get; set; }
}

internal sealed class WirePreviewAnswer
{
    [JsonConverter(typeof(TolerantObject<WirePreviewResult>))]
    public WirePreviewResult? Payload { get; set; }
}

internal sealed class WirePreviewResult
{
    [JsonConverter(typeof(TolerantList<WirePreview>))]
    public List<WirePreview>? FulfillmentPreviews { get; set; }
}

internal sealed class WirePreview
{
    public string? ShippingSpeedCategory { get; set; }

    [JsonConverter(typeof(TolerantObject<WireScheduledDelivery>))]
    public WireScheduledDelivery? ScheduledDeliveryInfo { get; set; }

    public bool? IsFulfillable { get; set; }

    public bool? IsCODCapable { get; set; }

    [JsonConverter(typeof(TolerantObject<WireWeight>))]
    public WireWeight? EstimatedShippingWeight { get; set; }

    [JsonConverter(typeof(TolerantList<WireFee>))]
    public List<WireFee>? EstimatedFees { get; set; }

    [JsonConverter(typeof(TolerantList<WirePreviewShipment>))]
    public List<WirePreviewShipment>? FulfillmentPreviewShipments { get; set; }

    [JsonConverter(typeof(TolerantList<WireUnfulfillableItem>))]
    public List<WireUnfulfillableItem>? UnfulfillablePreviewItems { get; set; }

    [JsonConverter(typeof(TolerantList<string>))]
    public List<string>? OrderUnfulfillableReasons { get; set; }

    public string? MarketplaceId { get; set; }

    [JsonConverter(typeof(TolerantList<WireFeature>))]
    public List<WireFeature>? FeatureConstraints { get; set; }
}

internal sealed class WireScheduledDelivery
{
    public string? DeliveryTimeZone { get; set; }

    [JsonConverter(typeof(TolerantList<WireDeliveryWindow>))]
    public List<WireDeliveryWindow>? DeliveryWindows { get; set; }
}

internal sealed class WireWeight
{
    public string? Unit { get; set; }

    public string? Value { get; set; }
}

internal sealed class WireFee
{
    public string? Name { get; set; }

    [JsonConverter(typeof(TolerantObject<WireMoney>))]
    public WireMoney? Amount { get; set; }
}

internal sealed class WirePreviewShipment
{
    public string? EarliestShipDate { get; set; }

    public string? LatestShipDate { get; set; }

    public string? EarliestArrivalDate { get; set; }

    public string? LatestArrivalDate { get; set; }

    [JsonConverter(typeof(TolerantList<string>))]
    public List<string>? ShippingNotes { get; set; }

    [JsonConverter(typeof(TolerantList<WirePreviewItem>))]
    public List<WirePreviewItem>? FulfillmentPreviewItems { get; set; }
}

internal sealed class WirePreviewItem
{
    public string? SellerSku { get; set; }

    public int? Quantity { get; set; }

    public string? SellerFulfillmentOrderItemId { get; set; }

    [JsonConverter(typeof(TolerantObject<WireWeight>))]
    public WireWeight? EstimatedShippingWeight { get; set; }

    public string? ShippingWeightCalculationMethod { get; set; }
}

internal sealed class WireUnfulfillableItem
{
    public string? SellerSku { get; set; }

    public int? Quantity { get; set; }

    public string? SellerFulfillmentOrderItemId { get; set; }

    [JsonConverter(typeof(TolerantList<string>))]
    public List<string>? ItemUnfulfillableReasons { get; set; }
}
