using System;
using System.Collections.Generic;
using System.Globalization;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>Where a package is.</summary>
internal enum ParcelStatus
{
    Processing,
    InTransit,
    Delayed,
    OutForDelivery,
    Delivered,
    Undeliverable,
    Expired,
}

/// <summary>What happened to a package on its way.</summary>
internal enum ParcelEvent
{
    CarrierNotified,
    PickedUp,
    Departed,
    Arrived,
    OutForDelivery,
    Delivered,
    Delayed,
    Undeliverable,
}

/// <summary>
/// The way of a package from the fulfillment center to its recipient. It follows from the time alone, unless a status was set.
/// </summary>
internal static class Journey
{
    private static readonly TimeSpan s_lastMile = TimeSpan.FromHours(6);

    public static TimeSpan TravelTime(ShippingSpeed speed) => TimeSpan.FromDays(speed switch
    {
        ShippingSpeed.Priority => 1,
        ShippingSpeed.Expedited => 2,
        _ => 5,
    });

    /// <summary>When what departs then arrives: within the order's window where it has one.</summary>
    public static DateTimeOffset Arrival(OrderContent content, DateTimeOffset departure)
    {
        var usual = departure + TravelTime(content.Speed);
        return content.Speed == ShippingSpeed.ScheduledDelivery
            && DateTimeOffset.TryParse(
                content.Terms.DeliveryWindow?.End, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
            && end > departure ? end : usual;
    }

    public static ParcelStatus StatusOf(ParcelInfo parcel, DateTimeOffset departure, DateTimeOffset arrival, DateTimeOffset now) =>
        parcel.Said?.Status
        ?? (now >= arrival ? ParcelStatus.Delivered
            : now >= arrival - s_lastMile ? ParcelStatus.OutForDelivery
            : now >= departure ? ParcelStatus.InTransit
            : ParcelStatus.Processing);

    /// <summary>What has happened so far, the newest first, and whether it happened near the recipient.</summary>
    public static List<(DateTimeOffset At, ParcelEvent What, bool AtDestination)> Events(
        ParcelInfo parcel, DateTimeOffset departure, DateTimeOffset arrival, DateTimeOffset now)
    {
        List<(DateTimeOffset At, ParcelEvent What, bool AtDestination)> events =
        [
            (departure.AddHours(-2), ParcelEvent.CarrierNotified, false),
            (departure, ParcelEvent.PickedUp, false),
            (departure.AddTicks((arrival - departure).Ticks / 4), ParcelEvent.Departed, false),
            (departure.AddTicks((arrival - departure).Ticks / 4 * 3), ParcelEvent.Arrived, true),
            (arrival - s_lastMile, ParcelEvent.OutForDelivery, true),
            (arrival, ParcelEvent.Delivered, true),
        ];
        if (parcel.Said is { } said)
        {
            events.RemoveAll(one => one.At >= said.At || one.What == ParcelEvent.Delivered);
            if (EventOf(said.Status) is { } what)
            {
                events.Add((said.At, what, true));
            }
        }

        events.RemoveAll(one => one.At > now);
        events.Sort(static (one, other) => other.At.CompareTo(one.At));
        return events;
    }

    private static ParcelEvent? EventOf(ParcelStatus status) => status switch
    {
        ParcelStatus.OutForDelivery => ParcelEvent.OutForDelivery,
        ParcelStatus.Delivered => ParcelEvent.Delivered,
        ParcelStatus.Delayed => ParcelEvent.Delayed,
        ParcelStatus.Undeliverable => ParcelEvent.Undeliverable,
        _ => null,
    };
}

/// <summary>The status that was set for a package, which overrides the one that follows from the time.</summary>
internal sealed class ParcelReport(ParcelStatus status, DateTimeOffset at)
{
    public ParcelStatus Status { get; } = status;

    public DateTimeOffset At { get; } = at;

    public DateTimeOffset? Arrival { get; init; }

    /// <summary>The tracking information unchanged, in JSON; null if none was given.</summary>
    public string? Tracking { get; init; }
}
