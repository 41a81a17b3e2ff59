using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FbaOutbound.Protocols;

/// <summary>Dates on the wire: strict when they go out, in any ISO 8601 form when they come in.</summary>
internal static class IsoTime
{
    private const int Longest = 64;

    private static readonly Regex s_iso = new(
        @"^\s*(?<year>[0-9]{4})-?(?<month>[0-9]{2})-?(?<day>[0-9]{2})"
        + @"(?:[Tt ](?<hour>[0-9]{2}):?(?<minute>[0-9]{2})(?::?(?<second>[0-9]{2})(?:[.,](?<fraction>[0-9]+))?)?"
        + @"\s?(?:[Zz]|(?<sign>[+-])(?<offsetHours>[0-9]{2}):?(?<offsetMinutes>[0-9]{2})?)?)?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>Returns the instant in UTC with a <c>Z</c>: the services refuse offsets. Milliseconds stand there only when there are some.</summary>
    public static string Write(DateTimeOffset instant)
    {
        var utc = instant.UtcDateTime;
        return utc.ToString(utc.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    /// <summary>Returns the instant in UTC with milliseconds, also where there are none: the form that the inventory of features is asked in.</summary>
    public static string? WriteMilliseconds(DateTimeOffset? instant) =>
        instant?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static string? Write(DateTimeOffset? instant) => instant is { } given ? Write(given) : null;

    /// <summary>
    /// Returns the instant in UTC; a text without an offset is in UTC already. Null where it is not a date: a bad date loses no order.
    /// </summary>
    public static DateTimeOffset? Read(string? text)
    {
        if (text is null || text.Length > Longest || s_iso.Match(text) is not { Success: true } match)
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

    private static long Ticks(string fraction) =>
        fraction.Length == 0 ? 0 : long.Parse(fraction.PadRight(7, '0').Substring(0, 7), CultureInfo.InvariantCulture);
}
