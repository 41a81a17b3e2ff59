using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FbaOutbound.Texts;

/// <summary>Dates on the wire: strict when they go out, in any form with one meaning when they come in.</summary>
internal static class IsoTime
{
    private const int Longest = 64;

    private static readonly Regex s_iso = new(
        @"^\s*(?<year>[0-9]{4})-?(?<month>[0-9]{2})-?(?<day>[0-9]{2})"
        + @"(?:[Tt ](?<hour>[0-9]{2}):?(?<minute>[0-9]{2})(?::?(?<second>[0-9]{2})(?:[.,](?<fraction>[0-9]+))?)?"
        + @"\s?(?:[Zz]|(?<sign>[+-])(?<offsetHours>[0-9]{2}):?(?<offsetMinutes>[0-9]{2})?)?)?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    // As 10/16/2018 07:41:12, 2018/10/16 07:41 or 10/16/2018 7:41:12 AM.
    private static readonly Regex s_slashed = new(
        @"^\s*(?:(?<year>[0-9]{4})/(?<month>[0-9]{1,2})/(?<day>[0-9]{1,2})|(?<first>[0-9]{1,2})/(?<second>[0-9]{1,2})/(?<year>[0-9]{4}))"
        + @"(?<time>[Tt ]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[AaPp][Mm])?)?\s*(?:Z|UTC|GMT)?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly string[] s_times = ["H:mm", "H:mm:ss", "h:mm tt", "h:mm:ss tt", "h:mmtt", "h:mm:sstt"];

    /// <summary>
    /// Returns the instant in UTC with a <c>Z</c>: the services refuse offsets. Milliseconds stand there only when there are some.
    /// </summary>
    public static string Write(DateTimeOffset instant)
    {
        var utc = instant.UtcDateTime;
        return utc.ToString(
            utc.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Returns the instant in UTC with milliseconds, also where there are none: the form that the inventory of features is asked in.
    /// </summary>
    public static string? WriteMilliseconds(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string? Write(DateTimeOffset? instant) => instant is { } given ? Write(given) : null;

    /// <summary>
    /// Returns the instant in UTC; a text without an offset is in UTC already. Null if it is not a date, or one that could be read in two
    /// ways, such as 05/04/2026: a day that is guessed is worse than none.
    /// </summary>
    public static DateTimeOffset? Read(string? text) =>
        text is null || text.Length > Longest ? null : ReadIso(text) ?? ReadSlashed(text) ?? ReadHttp(text);

    /// <summary>Whether a date that can be read says no time of the day.</summary>
    public static bool IsDay(string? text) => text is not null && text.IndexOf(':') < 0 && text.IndexOfAny(['T', 't']) < 0;

    private static DateTimeOffset? ReadIso(string text)
    {
        if (s_iso.Match(text) is not { Success: true } match)
        {
            return null;
        }

        int Number(string group) => match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

        try
        {
            var local = new DateTime(
                Number("year"), Number("month"), Number("day"), Number("hour"), Number("minute"), Number("second"), DateTimeKind.Utc)
                .AddTicks(Ticks(match.Groups["fraction"].Value));
            var offset = new TimeSpan(Number("offsetHours"), Number("offsetMinutes"), 0);
            return new DateTimeOffset(match.Groups["sign"].Value == "-" ? local + offset : local - offset);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static DateTimeOffset? ReadSlashed(string text)
    {
        if (s_slashed.Match(text) is not { Success: true } match)
        {
            return null;
        }

        int Number(string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

        var isYearFirst = match.Groups["month"].Success;
        var (month, day) = isYearFirst ? (Number("month"), Number("day")) : (Number("first"), Number("second"));
        if (!isYearFirst && month != day && month <= 12 && day <= 12)
        {
            return null;
        }

        (month, day) = month > 12 ? (day, month) : (month, day);
        var time = match.Groups["time"].Value.TrimStart('T', 't', ' ');
        if (month is < 1 or > 12 || Number("year") < 1 || day < 1 || day > DateTime.DaysInMonth(Number("year"), month))
        {
            return null;
        }

        var date = new DateTime(Number("year"), month, day, 0, 0, 0, DateTimeKind.Utc);
        return time.Length == 0 ? date
            : DateTime.TryParseExact(time, s_times, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out var parsed)
            ? date + parsed.TimeOfDay
            : null;
    }

    private static DateTimeOffset? ReadHttp(string text) =>
        DateTimeOffset.TryParseExact(text.Trim(), "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static long Ticks(string fraction) =>
        fraction.Length == 0 ? 0 : long.Parse(fraction.PadRight(7, '0').Substring(0, 7), CultureInfo.InvariantCulture);
}
