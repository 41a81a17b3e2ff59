using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace FbaOutbound.Protocols.SpApi20260704;

internal sealed class WirePreviewRequest
{
    public string? Channel { get; set; }

    [JsonConverter(typeof(TolerantObject<WireConfiguration>))]
    public WireConfiguration? FulfillmentConfiguration { get; set; }

    [JsonConverter(typeof(TolerantObject<WireOrigin>))]
    public WireOrigin? Origin { get; set; }

    [JsonConverter(typeof(TolerantObject<WireDestination>))]
    public WireDestination? Destination { get; set; }

    [JsonConverter(typeof(TolerantList<WireLineItem>))]
    public List<WireLineItem>? LineItems { get; set; }

    public bool? ExcludeEstimatedFees { get; set; }

    public bool? IncludePaymentOnDelivery { get; set; }
}

internal sealed class WirePreviewAnswer
{
    [JsonConverter(typeof(TolerantList<WirePlannedShipment>))]
    public List<WirePlannedShipment>? PlannedShipments { get; set; }

    [JsonConverter(typeof(TolerantList<WireConstraint>))]
    public List<WireConstraint>? Constraints { get; set; }
}

internal sealed class WirePlannedShipment
{
    [JsonConverter(typeof(TolerantObject<WireWeight>))]
    public WireWeight? EstimatedShippingWeight { get; set; }

    [JsonConverter(typeof(TolerantList<WirePlannedItem>))]
    public List<WirePlannedItem>? Items { get; set; }

    [JsonConverter(typeof(TolerantList<WirePreviewOffer>))]
    public List<WirePreviewOffer>? Offers { get; set; }
}

internal sealed class WirePlannedItem
{
    [JsonConverter(typeof(TolerantObject<WireProductIdentifier>))]
    public WireProductIdentifier? ProductIdentifier { get; set; }

    [JsonConverter(typeof(TolerantObject<WireAmount>))]
    public WireAmount? Amount { get; set; }
}

internal sealed class WireWeight
{
    public string? Unit { get; set; }

    public string? Value { get; set; }
}

internal sealed class WirePreviewOffer
{
    [JsonConverter(typeof(TolerantObject<WireEstimatedPrice>))]
    public WireEstimatedPrice? EstimatedPrice { get; set; }

    [JsonConverter(typeof(TolerantObject<WireConfiguration>))]
    public WireConfiguration? FulfillmentConfiguration { get; set; }
}

internal sealed class WireEstimatedPrice
{
    [JsonConverter(typeof(TolerantList<WireRollupPrice>))]
    public List<WireRollupPrice>? RollupPrices { get; set; }

    [JsonConverter(typeof(TolerantObject<WireMoney>))]
    public WireMoney? TotalPrice { get; set; }
}

internal sealed class WireRollupPrice
{
    public string? Type { get; set; }

    [JsonConverter(typeof(TolerantObject<WireMoney>))]
    public WireMoney? Value { get; set; }
}

internal sealed class WireConstraint
{
    [JsonConverter(typeof(ProseLines))]
    public string? Message { get; set; }

    public string? Type { get; set; }

    public string? Code { get; set; }

    [JsonConverter(typeof(TolerantList<WireConstraintDetail>))]
    public List<WireConstraintDetail>? Details { get; set; }
}

internal sealed class WireConstraintDetail
{
    public string? Type { get; set; }

    public string? Value { get; set; }
}

internal sealed class WireOffersRequest
{
    [JsonConverter(typeof(TolerantObject<WireConfiguration>))]
    public WireConfiguration? FulfillmentConfiguration { get; set; }

    [JsonConverter(typeof(TolerantObject<WireOrigin>))]
    public WireOrigin? Origin { get; set; }

    [JsonConverter(typeof(TolerantObject<WireDestination>))]
    public WireDestination? Destination { get; set; }

    [JsonConverter(typeof(TolerantList<WireOfferItem>))]
    public List<WireOfferItem>? Items { get; set; }
}

internal sealed class WireOfferItem
{
    [JsonConverter(typeof(TolerantObject<WireProductIdentifier>))]
    public WireProductIdentifier? ProductIdentifier { get; set; }
}

internal sealed class WireOffersAnswer
{
    [JsonConverter(typeof(TolerantList<WireOfferResult>))]
    public List<WireOfferResult>? OfferResults { get; set; }
}

internal sealed class WireOfferResult
{
    [JsonConverter(typeof(TolerantObject<WireOfferItem>))]
    public WireOfferItem? Item { get; set; }

    [JsonConverter(typeof(TolerantList<WireOffer>))]
    public List<WireOffer>? Offers { get; set; }

    [JsonConverter(typeof(TolerantList<WireConstraint>))]
    public List<WireConstraint>? Constraints { get; set; }
}

internal sealed class WireOffer
{
    public string? ExpiryTime { get; set; }

    [JsonConverter(typeof(TolerantObject<WireConfiguration>))]
    public WireConfiguration? FulfillmentConfiguration { get; set; }
}
