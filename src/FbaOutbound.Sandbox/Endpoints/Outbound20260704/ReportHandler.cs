using System;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20260704;

/// <summary>updateOrderStatus and updatePackage, which only sandboxes have.</summary>
internal sealed class ReportHandler(Ledger ledger)
{
    public Refusal MoveOrder(string id, ReadOnlyMemory<byte> body, DateTimeOffset now, string? reader)
    {
        using var document = Reading.Parse(body, out var given);
        var status = given.Word("status", Wording.Status) ?? throw given.MissingMember("status");
        return ledger.Engine.MoveTo(id, status, now, reader);
    }

    public Refusal ReportPackage(string id, string packageId, ReadOnlyMemory<byte> body, DateTimeOffset now, string? reader)
    {
        using var document = Reading.Parse(body, out var given);
        var status = given.Word("status", Wording.Parcel) ?? throw given.MissingMember("status");
        var arrival = given.Date("deliveryTime");
        var tracking = given.Object("tracking") is { } said ? ReadTracking(said) : null;
        return ledger.Engine.Report(id, packageId, (parcel, at) => new ParcelReport(status, at)
        {
            Arrival = arrival ?? parcel.Said?.Arrival,
            Tracking = tracking ?? parcel.Said?.Tracking,
        }, now, reader);
    }

    /// <summary>Keeps the tracking information unchanged if it matches the model.</summary>
    private static string ReadTracking(Members tracking)
    {
        if (tracking.Object("carrier") is { } carrier)
        {
            carrier.RequiredText("carrierCode");
            carrier.Text("trackingNumber");
            carrier.Text("trackingUrl");
        }

        if (tracking.Object("amazon") is { } amazon)
        {
            amazon.Text("trackingNumber");
            amazon.Text("trackingUrl");
        }

        if (tracking.Object("proofOfDelivery") is { } proof)
        {
            proof.Text("deliveryPhotoUrl");
            proof.Text("receivedBy");
        }

        OrderReader.ReadDropOff(tracking.Object("dropOffLocation"));
        return tracking.Raw;
    }
}
