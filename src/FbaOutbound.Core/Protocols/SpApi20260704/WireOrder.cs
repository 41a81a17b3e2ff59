using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FbaOutbound.Protocols.SpApi20260704;

// The objects of the model. A request and an answer share one class where the model has several that differ in a few members.

internal sealed class WireOrder
{
    public string? OrderId { get; set; }

    public string? Channel { get; set; }

    public string? ReceiveTime { get; set; }

    public string? Status { get; set; }

    public string? StatusUpdateTime { get; set; }

    [JsonConverter(typeof(TolerantObject<WireConfiguration>))]
    public WireConfiguration? FulfillmentConfiguration { get; set; }

    [JsonConverter(typeof(TolerantObject<WireOrigin>))]
    public WireOrigin? Origin { get; set; }

    [JsonConverter(typeof(TolerantObject<WireDestination>))]
    public WireDestination? Destination { get; set; }

    [JsonConverter(typeof(TolerantList<WireLineItem>))]
    public List<WireLineItem>? LineItems { get; set; }

    [JsonConverter(typeof(TolerantList<WireShipment>))]
    public List<WireShipment>? Shipments { get; set; }

    [JsonConverter(typeof(TolerantObject<WirePayments>))]
    public WirePayments? PaymentInformation { get; set; }
}

internal sealed class WireConfiguration
{
    [JsonConverter(typeof(TolerantObject<WireServiceLevel>))]
    public WireServiceLevel? ServiceLevel { get; set; }

    public string? Action { get; set; }

    public string? Policy { get; set; }

    [JsonConverter(typeof(TolerantObject<WireServices>))]
    public WireServices? Services { get; set; }
}

/// <summary>A list of tiers in a request and an order, one tier in an offer and a shipment.</summary>
internal sealed class WireServiceLevel
{
    [JsonConverter(typeof(TolerantList<string>))]
    public List<string>? ServiceTiers { get; set; }

    public string? ServiceTier { get; set; }

    [JsonConverter(typeof(TolerantObject<WireInterval>))]
    public WireInterval? DeliveryInterval { get; set; }

    [JsonConverter(typeof(TolerantObject<WireInterval>))]
    public WireInterval? ShipInterval { get; set; }
}

internal sealed class WireInterval
{
    public string? StartTime { get; set; }

    public string? EndTime { get; set; }
}

internal sealed class WireServices
{
    [JsonConverter(typeof(TolerantObject<WirePackaging>))]
    public WirePackaging? Packaging { get; set; }

    [JsonConverter(typeof(TolerantObject<WireDeliveryServices>))]
    public WireDeliveryServices? Delivery { get; set; }

    [JsonConverter(typeof(ProseMap))]
    public Dictionary<string, string?>? Additional { get; set; }
}

internal sealed class WirePackaging
{
    public string? PackagingOption { get; set; }

    public string? Overbox { get; set; }

    [JsonConverter(typeof(TolerantObject<WirePackingSlip>))]
    public WirePackingSlip? PackingSlip { get; set; }
}

internal sealed class WirePackingSlip
{
    public string? TemplateName { get; set; }

    [JsonConverter(typeof(ProseMap))]
    public Dictionary<string, string?>? TemplateAttributes { get; set; }
}

internal sealed class WireOrigin
{
    public string? CountryCode { get; set; }
}

internal sealed class WireDestination
{
    [JsonConverter(typeof(TolerantObject<WireAddress>))]
    public WireAddress? DeliveryAddress { get; set; }

    public string? IpAddress { get; set; }

    [JsonConverter(typeof(ProseLines))]
    public string? DeliveryNotes { get; set; }

    [JsonConverter(typeof(TolerantObject<WireDropOffLocation>))]
    public WireDropOffLocation? DropOffLocation { get; set; }
}

internal sealed class WireAddress
{
    [JsonConverter(typeof(ProseLine))]
    public string? Name { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? AddressLine1 { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? AddressLine2 { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? AddressLine3 { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? City { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? DistrictOrCounty { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? StateOrRegion { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? PostalCode { get; set; }

    public string? CountryCode { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? Phone { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? Email { get; set; }
}

internal sealed class WireDropOffLocation
{
    public string? Type { get; set; }

    [JsonConverter(typeof(ProseMap))]
    public Dictionary<string, string?>? Attributes { get; set; }
}

internal sealed class WireLineItem
{
    public string? LineItemId { get; set; }

    [JsonConverter(typeof(TolerantObject<WireProduct>))]
    public WireProduct? Product { get; set; }

    [JsonConverter(typeof(TolerantObject<WireAmount>))]
    public WireAmount? Amount { get; set; }

    [JsonConverter(typeof(TolerantObject<WireAmount>))]
    public WireAmount? CancelledAmount { get; set; }

    [JsonConverter(typeof(TolerantObject<WireAmount>))]
    public WireAmount? UnfulfillableAmount { get; set; }

    [JsonConverter(typeof(TolerantObject<WireConfiguration>))]
    public WireConfiguration? FulfillmentConfiguration { get; set; }
}

internal sealed class WireProduct
{
    [JsonConverter(typeof(TolerantObject<WireProductIdentifier>))]
    public WireProductIdentifier? ProductIdentifier { get; set; }

    [JsonConverter(typeof(TolerantObject<WireMoney>))]
    public WireMoney? PerUnitDeclaredValue { get; set; }
}

internal sealed class WireProductIdentifier
{
    public string? AmazonSku { get; set; }
}

internal sealed class WireAmount
{
    public string? Unit { get; set; }

    public string? Value { get; set; }
}

internal sealed class WireMoney
{
    public string? CurrencyCode { get; set; }

    public string? Amount { get; set; }
}

internal sealed class WirePayments
{
    [JsonConverter(typeof(TolerantList<WirePayment>))]
    public List<WirePayment>? Payments { get; set; }
}

internal sealed class WirePayment
{
    public string? PaymentId { get; set; }

    public string? PaymentMethod { get; set; }

    public string? PaymentTime { get; set; }
}

/// <summary>An order's delivery services are none so far; a line item's are what is paid on delivery, and an offer's whether that is possible.</summary>
internal sealed class WireDeliveryServices
{
    public JsonElement? PaymentOnDelivery { get; set; }
}

internal sealed class WirePaymentOnDelivery
{
    [JsonConverter(typeof(TolerantObject<WireMoney>))]
    public WireMoney? PerUnitServicePrice { get; set; }
}
