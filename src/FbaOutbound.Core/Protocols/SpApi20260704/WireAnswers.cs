using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>The answer to a create: the order, or of one that was only accepted its id.</summary>
internal sealed class WireCreateAnswer
{
    [JsonConverter(typeof(TolerantObject<WireOrder>))]
    public WireOrder? Order { get; set; }

    public string? OrderId { get; set; }
}

internal sealed class WireOrderAnswer
{
    [JsonConverter(typeof(TolerantObject<WireOrder>))]
    public WireOrder? Order { get; set; }
}

/// <summary>A page of orders. The list itself is read without tolerance: an order that is skipped would prove the absence of one that is there.</summary>
internal sealed class WireListAnswer
{
    public List<WireOrder?>? Orders { get; set; }

    public WirePagination? Pagination { get; set; }
}

internal sealed class WirePagination
{
    public JsonElement NextToken { get; set; }
}

internal sealed class WireShipment
{
    public string? AmazonShipmentId { get; set; }

    [JsonConverter(typeof(TolerantObject<WireFacility>))]
    public WireFacility? AmazonFacility { get; set; }

    public string? Status { get; set; }

    public string? ShipTime { get; set; }

    public string? DeliveryTime { get; set; }

    [JsonConverter(typeof(TolerantList<string>))]
    public List<string>? ShippingNotes { get; set; }

    [JsonConverter(typeof(TolerantList<WireShipmentItem>))]
    public List<WireShipmentItem>? Items { get; set; }

    [JsonConverter(typeof(TolerantList<WirePackage>))]
    public List<WirePackage>? Packages { get; set; }

    [JsonConverter(typeof(TolerantObject<WireServiceLevel>))]
    public WireServiceLevel? ServiceLevel { get; set; }
}

internal sealed class WireFacility
{
    public string? FacilityId { get; set; }

    [JsonConverter(typeof(TolerantObject<WireAddress>))]
    public WireAddress? Address { get; set; }
}

internal sealed class WireShipmentItem
{
    [JsonConverter(typeof(TolerantObject<WireProductIdentifier>))]
    public WireProductIdentifier? ProductIdentifier { get; set; }

    public string? LineItemId { get; set; }

    [JsonConverter(typeof(TolerantObject<WireAmount>))]
    public WireAmount? Amount { get; set; }

    public string? PackageId { get; set; }

    [JsonConverter(typeof(TolerantObject<Dictionary<string, JsonElement>>))]
    public Dictionary<string, JsonElement>? UnitIdentifiers { get; set; }

    public string? ShipmentItemId { get; set; }
}

/// <summary>A package of an answer; without its identifiers it is the body that changes one in a sandbox.</summary>
internal sealed class WirePackage
{
    public string? PackageId { get; set; }

    public string? DeliveryTime { get; set; }

    public string? Status { get; set; }

    [JsonConverter(typeof(TolerantObject<WireTracking>))]
    public WireTracking? Tracking { get; set; }

    [JsonConverter(typeof(TolerantList<string>))]
    public List<string>? ShipmentItemIds { get; set; }
}

internal sealed class WireTracking
{
    [JsonConverter(typeof(TolerantObject<WireCarrierTracking>))]
    public WireCarrierTracking? Carrier { get; set; }

    [JsonConverter(typeof(TolerantObject<WireAmazonTracking>))]
    public WireAmazonTracking? Amazon { get; set; }

    [JsonConverter(typeof(TolerantObject<WireDropOffLocation>))]
    public WireDropOffLocation? DropOffLocation { get; set; }

    [JsonConverter(typeof(TolerantObject<WireProofOfDelivery>))]
    public WireProofOfDelivery? ProofOfDelivery { get; set; }
}

internal sealed class WireCarrierTracking
{
    public string? TrackingNumber { get; set; }

    public string? CarrierCode { get; set; }

    public string? TrackingUrl { get; set; }
}

internal sealed class WireAmazonTracking
{
    public string? TrackingNumber { get; set; }

    public string? TrackingUrl { get; set; }
}

internal sealed class WireProofOfDelivery
{
    public string? DeliveryPhotoUrl { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? ReceivedBy { get; set; }
}
