using System;
using System.Collections.Generic;

namespace FbaOutbound.Shipments;

/// <summary>
/// A day that was given without a time, as the point in time that is sent for it. Carriers deliver until the evening, which in America is
/// the next day in UTC, so a day is one of the marketplace's region.
/// </summary>
internal static class ShipmentDay
{
    private static readonly TimeSpan s_noon = TimeSpan.FromHours(12);
    private static readonly TimeSpan s_end = new(23, 59, 59);

    /// <summary>Returns the middle of a day, so that it is the same day in most time zones.</summary>
    public static DateTimeOffset Noon(DateTime day, TimeSpan offset) => At(day, s_noon, offset);

    /// <summary>Returns the end of a day.</summary>
    public static DateTimeOffset End(DateTime day, TimeSpan offset) => At(day, s_end, offset);

    /// <summary>Returns a point in time and, if it may stand for a day, the midnight that earlier versions sent for the day.</summary>
    public static IReadOnlyList<DateTimeOffset?> Spellings(DateTimeOffset? time) =>
        time is { } given && (given.TimeOfDay == s_noon || given.TimeOfDay == s_end)
            ? [given, new DateTimeOffset(given.Date, TimeSpan.Zero)]
            : [time];

    // The first and the last day of the calendar have no room for an offset.
    private static DateTimeOffset At(DateTime day, TimeSpan time, TimeSpan offset) =>
        new(DateTime.SpecifyKind(day.Date + time, DateTimeKind.Unspecified), day.Year is > 1 and < 9999 ? offset : TimeSpan.Zero);
}
