using System;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <content>What a sandbox lets its users say about orders and packages, and what is known of packages.</content>
internal sealed partial class FulfillmentEngine
{
    /// <summary>Moves an order to a status; one that has ended, or is past it, is refused.</summary>
    public Refusal MoveTo(string id, OrderStatus target, DateTimeOffset now, string? reader = null)
    {
        now = Settle(now);
        return Readable(id, now, reader) is { } order ? _lifeCycle.MoveTo(order, target, now) : new Refusal(RefusalReason.OrderUnknown);
    }

    /// <summary>Finds a package by its number.</summary>
    public ParcelInfo? FindParcel(int number, DateTimeOffset now, string? reader = null)
    {
        Settle(now);
        return _lifeCycle.FindParcel(number) is { } parcel && parcel.Shipment.Order.IsSeenBy(reader) ? parcel : null;
    }

    /// <summary>Says where a package is, whatever the time says.</summary>
    public Refusal Report(
        string id, string packageId, Func<ParcelInfo, DateTimeOffset, ParcelReport> report, DateTimeOffset now, string? reader = null)
    {
        now = Settle(now);
        if (Readable(id, now, reader) is not { } order)
        {
            return new Refusal(RefusalReason.OrderUnknown);
        }

        foreach (var shipment in order.Shipments ?? [])
        {
            foreach (var parcel in shipment.Parcels)
            {
                if (Identifiers.PackageId(parcel.Number) == packageId)
                {
                    parcel.Said = report(parcel, now);
                    return default;
                }
            }
        }

        return new Refusal(RefusalReason.ParcelUnknown, packageId);
    }
}
