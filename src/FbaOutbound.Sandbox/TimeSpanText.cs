using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FbaOutbound.Sandbox;

/// <summary>
/// Reads a time span that a user gave: a TimeSpan, or text with a unit. A bare number is refused, because PowerShell makes ticks of it and
/// people mean hours or days.
/// </summary>
internal static class TimeSpanText
{
    private const string Forms = "give a number with a unit, such as '3 days', '36 h', '15 min' or '5 s', or a TimeSpan such as "
        + "'1.12:00:00'";

    private static readonly Regex s_parts = new(
        @"^-?((?<number>[0-9]+(\.[0-9]+)?) *(?<unit>weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|min|m|seconds?|secs?|s|milliseconds?|ms)(,| )* *)+$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);

    private static readonly Regex s_clock = new(
        "^-?([0-9]+[.])?[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,7})?)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>Returns the time span; null if <paramref name="fault"/> says what is wrong with the value.</summary>
    /// <param name="value">The value, without the engine's wrapper.</param>
    /// <param name="fault">What is wrong, to be read behind the name of the value.</param>
    public static TimeSpan? Read(object? value, out string? fault)
    {
        fault = null;
        switch (value)
        {
            case TimeSpan span:
                return span;
            case string text when Parse(text.Trim()) is { } read:
                return read;
            case string text when text.Trim().Length == 0:
                fault = $"is blank: {Forms}";
                return null;
            case string text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _):
                fault = $"'{Showable(text.Trim())}' has no unit: {Forms}";
                return null;
            case string text:
                fault = $"{(text.Trim().Length is > 0 and <= 40 ? $"'{Showable(text.Trim())}' " : "")}is not a time span: {Forms}";
                return null;
            case IFormattable number when value.GetType().IsPrimitive || value is decimal:
                fault = $"{number.ToString(null, CultureInfo.InvariantCulture)} has no unit: {Forms}";
                return null;
            default:
                fault = $"is not a time span: {Forms}";
                return null;
        }
    }

    private static TimeSpan? Parse(string text)
    {
        if (s_clock.IsMatch(text))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var clock) ? clock : null;
        }

        if (s_parts.Match(text) is not { Success: true } match)
        {
            return null;
        }

        var ticks = 0m;
        var numbers = match.Groups["number"].Captures;
        for (var i = 0; i < numbers.Count; i++)
        {
            if (!decimal.TryParse(numbers[i].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                || number > long.MaxValue / TimeSpan.TicksPerMillisecond)
            {
                return null;
            }

            ticks += number * TicksOf(match.Groups["unit"].Captures[i].Value);
        }

        return ticks > TimeSpan.MaxValue.Ticks ? null : TimeSpan.FromTicks((long)(text[0] == '-' ? -ticks : ticks));
    }

    private static long TicksOf(string unit) => unit.ToUpperInvariant() switch
    {
        "MS" or "MILLISECOND" or "MILLISECONDS" => TimeSpan.TicksPerMillisecond,
        var name => name[0] switch
        {
            'W' => 7 * TimeSpan.TicksPerDay,
            'D' => TimeSpan.TicksPerDay,
            'H' => TimeSpan.TicksPerHour,
            'M' => TimeSpan.TicksPerMinute,
            _ => TimeSpan.TicksPerSecond,
        },
    };

    private static string Showable(string text) => Regex.Replace(text, "[\\p{C}]", "?");
}
