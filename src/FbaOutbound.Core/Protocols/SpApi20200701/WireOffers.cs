using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace FbaOutbound.Protocols.SpApi20200701;

internal sealed class WireOffersRequest
{
    [JsonConverter(typeof(TolerantObject<WireOfferProduct>))]
    public WireOfferProduct? Product { get; set; }

    [JsonConverter(typeof(TolerantObject<WireOfferTerms>))]
    public WireOfferTerms? Terms { get; set; }
}

internal sealed class WireOfferProduct
{
    [JsonConverter(typeof(TolerantObject<WireProductIdentifier>))]
    public WireProductIdentifier? ProductIdentifier { get; set; }

    [JsonConverter(typeof(TolerantObject<WireAmount>))]
    public WireAmount? Amount { get; set; }
}

internal sealed class WireProductIdentifier
{
    public string? MerchantSku { get; set; }
}

internal sealed class WireAmount
{
    public string? UnitOfMeasure { get; set; }

    public string? Value { get; set; }
}

internal sealed class WireOfferTerms
{
    [JsonConverter(typeof(TolerantObject<WireOrigin>))]
    public WireOrigin? Origin { get; set; }

    [JsonConverter(typeof(TolerantObject<WireOfferDestination>))]
    public WireOfferDestination? Destination { get; set; }
}

internal sealed class WireOrigin
{
    public string? CountryCode { get; set; }
}

internal sealed class WireOfferDestination
{
    [JsonConverter(typeof(TolerantObject<WireAddress>))]
    public WireAddress? DeliveryAddress { get; set; }

    public string? IpAddress { get; set; }
}

internal sealed class WireOffersAnswer
{
    [JsonConverter(typeof(TolerantObject<WireOffersResult>))]
    public WireOffersResult? Payload { get; set; }
}

internal sealed class WireOffersResult
{
    [JsonConverter(typeof(TolerantList<WireOffer>))]
    public List<WireOffer>? DeliveryOffers { get; set; }
}

internal sealed class WireOffer
{
    public string? ExpiresAt { get; set; }

    [JsonConverter(typeof(TolerantObject<WireDateRange>))]
    public WireDateRange? DateRange { get; set; }

    [JsonConverter(typeof(TolerantObject<WireOfferPolicy>))]
    public WireOfferPolicy? Policy { get; set; }
}

internal sealed class WireDateRange
{
    public string? Earliest { get; set; }

    public string? Latest { get; set; }
}

internal sealed class WireOfferPolicy
{
    [JsonConverter(typeof(TolerantObject<WireOfferMessage>))]
    public WireOfferMessage? Message { get; set; }
}

internal sealed class WireOfferMessage
{
    [JsonConverter(typeof(ProseLines))]
    public string? Text { get; set; }

    public string? Locale { get; set; }
}
