using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20200701;

internal static partial class AnswerReader20200701
{
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

    private static TrackingAddress TrackingAddress(WireNode address) =>
        new() { City = address.Prose("city"), State = address.Prose("state"), Country = address.Prose("country") };
}
