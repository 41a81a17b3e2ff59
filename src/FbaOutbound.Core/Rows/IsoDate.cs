using System;

namespace FbaOutbound.Rows;

/// <summary>
/// Reads the ISO 8601 forms that are accepted, and nothing else: what <see cref="DateTime"/> guesses depends on the machine's culture,
/// and a guessed day is printed on a packing slip.
/// </summary>
internal static class IsoDate
{
    /// <summary>The length of a date without a time.</summary>
    public const int DayLength = 10;

    public const string Forms = "2026-05-14, 2026-05-14T10:30Z, 2026-05-14T10:30:00Z or 2026-05-14T10:30:00+02:00";

    /// <summary>
    /// Reads a date (midnight UTC of that day) or a date and time (UTC unless it says otherwise; converted to UTC). A blank may stand for
    /// the T and before the offset.
    /// </summary>
    public static bool TryParse(string text, out DateTimeOffset date)
    {
        date = default;
        var at = 0;
        if (!Number(text, ref at, 4, out var year) || !Skip(text, ref at, '-') || !Number(text, ref at, 2, out var month)
            || !Skip(text, ref at, '-') || !Number(text, ref at, 2, out var day)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        var ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks;
        if (at < text.Length)
        {
            if (!(SkipBlanks(text, ref at) || Skip(text, ref at, 'T') || Skip(text, ref at, 't'))
                || !Time(text, ref at, out var time) || !Zone(text, ref at, out var offset) || at < text.Length)
            {
                return false;
            }

            ticks += time - offset;
        }

        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        date = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool Time(string text, ref int at, out long ticks)
    {
        ticks = 0;
        if (!Number(text, ref at, 2, out var hour)
            || !Skip(text, ref at, ':') || !Number(text, ref at, 2, out var minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute);
        if (!Skip(text, ref at, ':'))
        {
            return true;
        }

        if (!Number(text, ref at, 2, out var second) || second > 59)
        {
            return false;
        }

        ticks += second * TimeSpan.TicksPerSecond;
        return !Skip(text, ref at, '.') || Fraction(text, ref at, ref ticks);
    }

    private static bool Fraction(string text, ref int at, ref long ticks)
    {
        var start = at;
        for (var worth = TimeSpan.TicksPerSecond / 10; at < text.Length && IsDigit(text[at]); at++, worth /= 10)
        {
            ticks += (text[at] - '0') * worth;
        }

        return at > start;
    }

    private static bool Zone(string text, ref int at, out long ticks)
    {
        ticks = 0;
        SkipBlanks(text, ref at);
        if (at == text.Length
            || Skip(text, ref at, 'Z') || Skip(text, ref at, 'z') || SkipWord(text, ref at, "UTC") || SkipWord(text, ref at, "GMT"))
        {
            return true;
        }

        var sign = text[at] == '-' ? -1 : 1;
        if (!Skip(text, ref at, '+') && !Skip(text, ref at, '-'))
        {
            return false;
        }

        if (!Number(text, ref at, 2, out var hours))
        {
            return false;
        }

        var minutes = 0;
        if (at < text.Length)
        {
            Skip(text, ref at, ':');
            if (!Number(text, ref at, 2, out minutes))
            {
                return false;
            }
        }

        ticks = sign * ((hours * TimeSpan.TicksPerHour) + (minutes * TimeSpan.TicksPerMinute));
        return minutes < 60 && Math.Abs(ticks) <= 14 * TimeSpan.TicksPerHour;
    }

    private static bool Number(string text, ref int at, int digits, out int number)
    {
        number = 0;
        if (at + digits > text.Length)
        {
            return false;
        }

        for (var end = at + digits; at < end; at++)
        {
            if (!IsDigit(text[at]))
            {
                return false;
            }

            number = (number * 10) + (text[at] - '0');
        }

        return true;
    }

    private static bool Skip(string text, ref int at, char character)
    {
        if (at == text.Length || text[at] != character)
        {
            return false;
        }

        at++;
        return true;
    }

    // Shops and databases write a blank where ISO 8601 has a T, and before the offset; both mean the same.
    private static bool SkipBlanks(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }

        return at > start;
    }

    private static bool SkipWord(string text, ref int at, string word)
    {
        if (string.Compare(text, at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0)
        {
            return false;
        }

        at += word.Length;
        return true;
    }

    private static bool IsDigit(char character) => character is >= '0' and <= '9';
}
