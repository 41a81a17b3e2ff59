using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.Mws;

internal static partial class MwsAnswerReader
{
    public static PackageTracking Tracking(WireNode tracking) => new()
    {
        PackageId = tracking.Text("PackageNumber") ?? "",
        CarrierCode = tracking.Text("CarrierCode"),
        TrackingNumber = tracking.Text("TrackingNumber"),
        CurrentStatus = tracking.Text("CurrentStatus"),
        CurrentStatusDescription = tracking.Lines("CurrentStatusDescription"),
        ShipDate = tracking.Date("ShipDate"),
        EstimatedArrivalDate = tracking.Date("EstimatedArrivalDate"),
        ShipToAddress = tracking.Map("ShipToAddress", TrackingAddress),
        SignedForBy = tracking.Prose("SignedForBy"),
        AdditionalLocationInfo = tracking.Prose("AdditionalLocationInfo"),
        CustomerTrackingLink = tracking.Text("CustomerTrackingLink"),
        CarrierPhoneNumber = tracking.Prose("CarrierPhoneNumber"),
        CarrierUrl = tracking.Text("CarrierURL"),
        Events = tracking.List("TrackingEvents", happened => new TrackingEvent
        {
            EventDate = happened.Date("EventDate"),
            EventCode = happened.Text("EventCode"),
            EventDescription = happened.Lines("EventDescription"),
            EventAddress = happened.Map("EventAddress", TrackingAddress),
        }),
        Unread = tracking.Unread(),
    };

    private static TrackingAddress TrackingAddress(WireNode address) =>
        new() { City = address.Prose("City"), State = address.Prose("State"), Country = address.Prose("Country") };
}
