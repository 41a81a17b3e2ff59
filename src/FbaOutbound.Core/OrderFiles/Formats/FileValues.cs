using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Formats;

/// <summary>Reads dates, amounts and quantities as the file's shop or country writes them. What has two meanings is a fault.</summary>
/// <param name="format">The format of the file.</param>
/// <param name="culture">The culture that the user has given; null for the format's.</param>
/// <param name="delimiter">What stands between two cells.</param>
internal sealed class FileValues(OrderFormat format, CultureInfo? culture, char delimiter = ',')
{
    private static readonly Regex s_thousands = new(@"^-?[1-9][0-9]{0,2}(\.[0-9]{3})+$", RegexOptions.CultureInvariant);

    private static readonly Regex s_time = new(
        @"^(?<h>\d{1,2}):(?<m>\d{2})(:(?<s>\d{2})(\.\d+)?)?\s*(?<ap>[AaPp][Mm])?\s*(?<z>Z|UTC|GMT|[+-]\d{2}:?\d{2}|P[SD]T|E[SD]T|C[SD]T|M[SD]T)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex s_money = new(
        @"^(?<s>[-\u2212])?(?<c>[$£€¥]|[A-Z]{3})?\s?(?<n>[-\u2212]?[0-9][0-9.,' \u00A0\u202F]*)\s?(?<d>[$£€¥]|[A-Z]{3})?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    // Zero in every culture, with whatever currency.
    private static readonly Regex s_zero = new(
        @"^[\p{L}\p{Sc}\s.+\u2212-]{0,5}0[0.,'’\s]*[\p{L}\p{Sc}\s.-]{0,5}$", RegexOptions.CultureInvariant);

    // Negative in every culture. Behind a separator a dash stands for no cents, as in 25,-.
    private static readonly Regex s_negative = new(
        @"^(\p{Sc}?\s?[-\u2212\u2013]\s?(\p{Sc}|\p{L}{1,3})?\s?[0-9][0-9.,'’\s]*(\p{Sc}|\p{L}{1,3})?"
            + @"|(\p{Sc}|\p{L}{1,3})?\s?[0-9]([0-9.,'’\s]*[0-9\s])?(\p{Sc}|\p{L}{1,3})?[-\u2212\u2013](\s?\p{Sc}|\s[A-Z]{3})?"
            + @"|\(\s?(\p{Sc}|\p{L}{1,3})?\s?-?[0-9][0-9.,'’\s]*(\p{Sc}|\p{L}{1,3})?\s?\))$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex s_noCents = new(@"^[^-\u2212\u2013]*[0-9][.,][-\u2212\u2013]{1,2}$", RegexOptions.CultureInvariant);

    private static readonly char[] s_minus = ['-', '\u2212', '\u2013'];

    private static readonly Regex s_cents = new(@"(?<p>[.,])[0-9]{1,2}\D*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Dictionary<string, int> s_months = new(StringComparer.OrdinalIgnoreCase)
    {
        ["jan"] = 1, ["feb"] = 2, ["mar"] = 3, ["mär"] = 3, ["mrz"] = 3, ["apr"] = 4, ["may"] = 5, ["mai"] = 5, ["jun"] = 6, ["jul"] = 7,
        ["aug"] = 8, ["sep"] = 9, ["oct"] = 10, ["okt"] = 10, ["nov"] = 11, ["dec"] = 12, ["dez"] = 12,
    };

    private readonly bool[] _dayFirst = culture is not null
        ? [DayFirst(culture)]
        : [.. format.Dates.Where(form => form[0] is 'd' or 'M').Select(form => form[0] == 'd').Distinct()];

    // Most amounts are digits with a point, and need no rules.
    private readonly bool _isPointed =
        (culture ?? CultureInfo.GetCultureInfo(format.Culture)).NumberFormat.NumberDecimalSeparator == ".";

    private CultureInfo? Numbers { get; } =
        culture ?? (format.Culture.Length > 0 ? CultureInfo.GetCultureInfo(format.Culture) : null);

    /// <summary>Reads a date; null where <paramref name="fault"/> says what is wrong.</summary>
    public OrderDate? Date(string text, out string? fault)
    {
        fault = null;
        if (IsoDate.TryParse(text, out var iso))
        {
            return new OrderDate(iso, text.Length <= IsoDate.DayLength);
        }

        var (day, time) = Split(text);
        var clock = TimeSpan.Zero;
        if (time.Length > 0 && !TryTime(time, out clock))
        {
            return NoDate(out fault);
        }

        if (IsSerial(text))
        {
            fault = "is the number that a spreadsheet has for a date: format the column as a date, and save the file again";
            return null;
        }

        var days = Days(day).Distinct().ToList();
        if (days.Count == 1)
        {
            return new OrderDate(new DateTimeOffset(days[0], TimeSpan.Zero) + clock, time.Length == 0);
        }

        if (days.Count > 1)
        {
            fault = "can be read in two ways, with the day or the month first: give -Culture, such as en-US or en-GB";
            return null;
        }

        return NoDate(out fault);
    }

    /// <summary>The day that a date shows, whatever its time zone; null where it is none.</summary>
    public DateTime? DayShown(string text)
    {
        if (IsoDate.TryParse(text, out _))
        {
            return DateTime.ParseExact(text.Substring(0, IsoDate.DayLength), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        var days = Days(Split(text).Day).Distinct().ToList();
        return days.Count == 1 ? days[0] : null;
    }

    /// <summary>Makes of an amount the digits with a point that a column takes; null where <paramref name="fault"/> says why not.</summary>
    public string? Amount(string text, out string? currency, out string? fault)
    {
        (currency, fault) = (null, null);
        if (Numbers is null)
        {
            return text;
        }

        // Accounting puts what is negative into brackets.
        var isInBrackets = text.Length > 2 && text[0] == '(' && text[text.Length - 1] == ')';
        var match = s_money.Match(
            isInBrackets ? $"-{text.Substring(1, text.Length - 2)}"
            : text.Length > 1 && Array.IndexOf(s_minus, text[text.Length - 1]) >= 0 && s_negative.IsMatch(text)
            ? $"-{text.TrimEnd(s_minus)}"
            : text);
        var number = (match.Groups["s"].Value + match.Groups["n"].Value).Trim().Replace('\u2212', '-');
        var point = Numbers.NumberFormat.NumberDecimalSeparator;
        var group = Numbers.NumberFormat.NumberGroupSeparator;
        var separator = Regex.Escape(group).Replace("\\ ", "[ \u00A0\u202F]").Replace("\u00A0", "[ \u00A0\u202F]").Replace("\u202F", "[ \u00A0\u202F]");
        if (match.Success && Regex.IsMatch(
            number, $"^-?([0-9]+|[0-9]{{1,3}}({separator}[0-9]{{3}})+)({Regex.Escape(point)}[0-9]+)?$", RegexOptions.CultureInvariant))
        {
            var code = match.Groups["c"].Value + match.Groups["d"].Value;
            currency = code.Length == 3 ? code : null;
            return new string([.. number.Where(character => char.IsDigit(character) || character == '-' || point.IndexOf(character) >= 0)])
                .Replace(point, ".");
        }

        if (s_zero.IsMatch(text))
        {
            return "0";
        }

        fault = FaultOf(text);
        return null;
    }

    /// <summary>Describes how an amount is written that cannot be read, and what to do about it.</summary>
    public string FaultOf(string text)
    {
        var numbers = Numbers ?? CultureInfo.InvariantCulture;
        var read = culture is null ? $"amounts in {format.Name} files look like {1234.5m.ToString("N2", numbers)} ({numbers.Name})"
            : $"with -Culture {numbers.Name} amounts look like {1234.5m.ToString("N2", numbers)}";
        var separator = s_money.IsMatch(text) ? s_cents.Match(text).Groups["p"].Value : "";
        if (separator.Length == 0 || (separator == numbers.NumberFormat.NumberDecimalSeparator && text.IndexOf('\'') < 0))
        {
            return $"is not an amount: {read}";
        }

        var (what, other) = text.IndexOf('\'') >= 0 ? ("with an apostrophe", "de-CH")
            : separator == "." ? ("with a decimal point", "en-US")
            : char.IsDigit(text[0]) && text.Any(char.IsWhiteSpace) && char.IsDigit(text[text.Length - 1])
                ? ("with a decimal comma", "fr-FR")
            : ("with a decimal comma", "de-DE");
        return $"is written {what}, but {read}: "
            + $"{(culture is null ? "-Culture overrides it, such as" : "use another one, such as")} -Culture {other}";
    }

    /// <summary>Whether a text is written as an amount, but not as this file's culture writes one.</summary>
    public bool IsMisread(string text) => s_money.IsMatch(text) && Number(text) is null;

    /// <summary>
    /// Whether an amount is below zero, however it is written; null where a minus sign stands at one of its ends, and it is no amount.
    /// </summary>
    public bool? IsNegative(string text) => Number(text) is { } number ? number < 0
        : s_negative.IsMatch(text) ? text.Any(character => character is >= '1' and <= '9')
        : (Array.IndexOf(s_minus, text[0]) < 0 && Array.IndexOf(s_minus, text[text.Length - 1]) < 0) || MissingValue.Is(text)
            || s_noCents.IsMatch(text) ? false : null;

    /// <summary>Whether an amount is not zero; what cannot be read is.</summary>
    public bool IsNotZero(string text) => Number(text) != 0;

    /// <summary>Reads an amount; null where it is none.</summary>
    public decimal? Number(string text)
    {
        const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (_isPointed && decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var plain))
        {
            return plain;
        }

        return Amount(text, out _, out _) is { } amount
            && decimal.TryParse(amount, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Reads a number of units; null where it is none.</summary>
    public static int? Units(string text)
    {
        var bare = text.EndsWith(",0", StringComparison.Ordinal) ? text.Substring(0, text.Length - 2) : Cell.WithoutZeros(text);
        return bare.Length <= 9 && int.TryParse(bare, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    /// <summary>
    /// Whether a number of units can have a point between its thousands, or decimals that are all zeros: programs write 1.0000, and people
    /// who group with points write 1.000. In their countries Excel puts semicolons between cells.
    /// </summary>
    public bool MayBeThousands(string text) => s_thousands.IsMatch(text)
        && (Numbers is { } numbers ? numbers.NumberFormat.NumberGroupSeparator == "." : delimiter == ';');

    // Days since 1900: five digits from 1954 to 2173, with the time as a fraction.
    private static bool IsSerial(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days)
            && days is >= 20_000 and < 100_000;

    private static (string Day, string Time) Split(string text)
    {
        var split = text.IndexOfAny([' ', 'T', ',']);
        return split < 0 ? (text, "") : (text.Substring(0, split), text.Substring(split + 1).Trim(' ', ','));
    }

    private static bool DayFirst(CultureInfo culture)
    {
        var pattern = culture.DateTimeFormat.ShortDatePattern;
        return pattern.IndexOf('d') < pattern.IndexOf('M');
    }

    private static OrderDate? NoDate(out string? fault)
    {
        fault = $"is not a date in a form that this format uses: use {IsoDate.Forms}, or give -Culture";
        return null;
    }

    private IEnumerable<DateTime> Days(string text)
    {
        var parts = text.Split('/', '-', '.');
        if (parts.Length != 3 || parts.Any(part => part.Length == 0))
        {
            yield break;
        }

        var named = Array.FindIndex(parts, part => char.IsLetter(part[0]));
        if (named >= 0)
        {
            var name = parts[named].TrimEnd('.');
            if (named < 2 && name.Length >= 3 && s_months.TryGetValue(name.Substring(0, 3), out var month)
                && Make(parts[2], month, parts[1 - named]) is { } date)
            {
                yield return date;
            }

            yield break;
        }

        if (parts[0].Length == 4)
        {
            if (Units(parts[1]) is { } monthOfYear && Make(parts[0], monthOfYear, parts[2]) is { } dated)
            {
                yield return dated;
            }

            yield break;
        }

        // Dots put the day first, except for those who said that the month is.
        foreach (var dayFirst in text.IndexOf('.') < 0 ? _dayFirst : culture is null || DayFirst(culture) ? [true] : [true, false])
        {
            if (Units(parts[dayFirst ? 1 : 0]) is { } month && Make(parts[2], month, parts[dayFirst ? 0 : 1]) is { } date)
            {
                yield return date;
            }
        }
    }

    private static DateTime? Make(string yearText, int month, string dayText)
    {
        if (yearText.Length is not (2 or 4) || Units(yearText) is not { } year || Units(dayText) is not { } day || dayText.Length > 2)
        {
            return null;
        }

        year += yearText.Length == 2 ? 2000 : 0;
        return month is >= 1 and <= 12 && year >= 1 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc)
            : null;
    }

    private static bool TryTime(string text, out TimeSpan time)
    {
        time = TimeSpan.Zero;
        var match = s_time.Match(text);
        if (!match.Success)
        {
            return false;
        }

        int Number(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : 0;
        var (hour, half) = (Number("h"), match.Groups["ap"].Value.ToUpperInvariant());
        if (hour > 23 || Number("m") > 59 || Number("s") > 59 || (half.Length > 0 && hour is 0 or > 12))
        {
            return false;
        }

        hour = half == "PM" ? (hour % 12) + 12 : half == "AM" ? hour % 12 : hour;
        time = new TimeSpan(hour, Number("m"), Number("s"));
        var zone = match.Groups["z"].Value;
        if (zone.Length > 0 && zone[0] is '+' or '-')
        {
            var offset = new TimeSpan(
                int.Parse(zone.Substring(1, 2), CultureInfo.InvariantCulture),
                int.Parse(zone.Substring(zone.Length - 2), CultureInfo.InvariantCulture),
                0);
            time -= zone[0] == '-' ? -offset : offset;
        }
        else if (zone.EndsWith("T", StringComparison.Ordinal) && zone is not "GMT")
        {
            time += TimeSpan.FromHours(8 - "PMCE".IndexOf(zone[0]) - (zone[1] == 'D' ? 1 : 0));
        }

        return true;
    }
}
