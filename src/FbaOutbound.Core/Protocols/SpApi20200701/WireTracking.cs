using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace FbaOutbound.Protocols.SpApi20200701;

internal sealed class WireTrackingAnswer
{
    [JsonConverter(typeof(TolerantObject<WireTracking>))]
    public WireTracking? Payload { get; set; }
}

internal sealed class WireTracking
{
    public int? PackageNumber { get; set; }

    public string? TrackingNumber { get; set; }

    public string? CustomerTrackingLink { get; set; }

    public string? CarrierCode { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? CarrierPhoneNumber { get; set; }

    public string? CarrierURL { get; set; }

    public string? ShipDate { get; set; }

    public string? EstimatedArrivalDate { get; set; }

    [JsonConverter(typeof(TolerantObject<WireTrackingAddress>))]
    public WireTrackingAddress? ShipToAddress { get; set; }

    public string? CurrentStatus { get; set; }

    [JsonConverter(typeof(ProseLines))]
    public string? CurrentStatusDescription { get; set; }

    [JsonConverter(typeof(TolerantObject<WireDateRange>))]
    public WireDateRange? DeliveryWindow { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? SignedForBy { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? AdditionalLocationInfo { get; set; }

    [JsonConverter(typeof(TolerantList<WireTrackingEvent>))]
    public List<WireTrackingEvent>? TrackingEvents { get; set; }
}

internal sealed class WireTrackingAddress
{
    [JsonConverter(typeof(ProseLine))]
    public string? City { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? State { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? Country { get; set; }
}

internal sealed class WireTrackingEvent
{
    public string? EventDate { get; set; }

    [JsonConverter(typeof(TolerantObject<WireTrackingAddress>))]
    public WireTrackingAddress? EventAddress { get; set; }

    public string? EventCode { get; set; }

    [JsonConverter(typeof(ProseLines))]
    public string? EventDescription { get; set; }
}
