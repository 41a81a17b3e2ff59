using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Texts;

namespace FbaOutbound.Rows;

/// <summary>
/// Reads one value in one form. A blank is not given; what cannot be read exactly is a fault, never a guess. A fault quotes the value
/// only as <see cref="Offending"/> allows.
/// </summary>
internal static class Cell
{
    private const string ConvertedDate = "is a date, but must be the text that the preview returned: read the preview with "
        + "ConvertFrom-Json -DateKind String (PowerShell 7.5 or newer), or save it with Export-Clixml";

    /// <summary>Returns what the value means, or null if it is blank or <paramref name="fault"/> says what is wrong with it.</summary>
    public static object? Read(CellForm form, object? value, out string? fault)
    {
        fault = null;
        if (form.Kind is CellKind.List or CellKind.Features or CellKind.Map)
        {
            return CellLists.Read(form.Kind, value, out fault);
        }

        if (form.Kind is CellKind.Date or CellKind.DateText or CellKind.OrderDate && Instant(value) is { } instant)
        {
            if (form.Kind == CellKind.DateText)
            {
                // The text cannot be made again: services write a time in several forms.
                fault = ConvertedDate;
                return null;
            }

            return Date(form.Kind, instant, IsoText(instant));
        }

        var text = GivenText.Of(value, form, out fault);
        if (text is null)
        {
            return null;
        }

        switch (form.Kind)
        {
            case CellKind.Text:
                return text;
            case CellKind.Code:
                return text.ToUpperInvariant();
            case CellKind.Word:
                return Word(text, form, out fault);
            case CellKind.Integer:
                return Integer(text, form, out fault);
            case CellKind.Amount:
                return Amount(text, form, out fault);
            case CellKind.Boolean:
                return Flag(text, form, out fault);
            default:
                if (!IsoDate.TryParse(text, out var date))
                {
                    fault = $"{Offending.Shown(text, form)}is not an ISO 8601 date: use {IsoDate.Forms}";
                    return null;
                }

                return Date(form.Kind, date, text);
        }
    }

    /// <summary>Whether a column of this form reads the same value of two texts.</summary>
    public static bool AreSame(CellForm form, string left, string right) =>
        Read(form, left, out _) is { } one && Read(form, right, out _) is { } other && CellLists.AreSame(one, other);

    /// <summary>
    /// Returns the trimmed text of a scalar that is an identifier; null if it is blank or <paramref name="fault"/> says what is wrong
    /// with it.
    /// </summary>
    public static string? TextOf(object? value, out string? fault) => GivenText.Of(value, TextUse.Id, out fault);

    public static string? WordIn(string text, IReadOnlyList<string> words, out string? fault, Func<string, string>? shown = null)
    {
        fault = null;
        foreach (var word in words)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            {
                return word;
            }
        }

        // What is nearly one of the words is one, wherever it stands.
        var near = Spelling.Nearest(text, words);
        var quoted = (near is null ? shown?.Invoke(text) : Offending.Quoted(text))?.TrimEnd();
        fault = $"must be {Either(words)}{(string.IsNullOrEmpty(quoted) ? "" : $", not {quoted}")}"
            + (near is null ? "" : $": did you mean {near}?");
        return null;
    }

    private static string Either(IReadOnlyList<string> words) =>
        string.Join(", ", words.Take(words.Count - 1)) + (words.Count > 1 ? " or " : "") + words[words.Count - 1];

    // Apart from Read, which would make the delegate's object for every cell.
    private static string? Word(string text, CellForm form, out string? fault) =>
        WordIn(text, form.Words, out fault, given => Offending.Shown(given, form));

    private static int? Integer(string text, CellForm form, out string? fault)
    {
        fault = null;
        text = WithoutZeros(text);
        if (IsPlain(text, allowPoint: false)
            && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        fault = $"{Offending.Shown(text, form)}is not a whole number: use digits only, such as 2";
        return null;
    }

    /// <summary>Returns a number without decimals that are all zeros: programs that take everything for a number write 2.0000.</summary>
    public static string WithoutZeros(string number)
    {
        var whole = number.TrimEnd('0');
        return whole.Length > 1 && whole.Length < number.Length && whole[whole.Length - 1] == '.'
            && char.IsDigit(whole[whole.Length - 2])
            ? whole.Substring(0, whole.Length - 1)
            : number;
    }

    private static Money? Amount(string text, CellForm form, out string? fault)
    {
        fault = null;
        // Beyond 28 digits the conversion would round without a word.
        if (text.Length <= 28 && IsPlain(text, allowPoint: true)
            && decimal.TryParse(
                text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return new Money { Value = number };
        }

        fault = $"{Offending.Shown(text, form)}is not an amount: use digits with a decimal point and no thousands separators, such as 1234.50";
        return null;
    }

    private static bool? Flag(string text, CellForm form, out string? fault)
    {
        fault = null;
        switch (text.ToUpperInvariant())
        {
            case "TRUE" or "YES" or "1":
                return true;
            case "FALSE" or "NO" or "0":
                return false;
            default:
                fault = $"{Offending.Shown(text, form)}is neither true nor false: use true, false, yes, no, 1 or 0";
                return null;
        }
    }

    private static object Date(CellKind kind, DateTimeOffset date, string text) => kind switch
    {
        CellKind.Date => date,
        CellKind.OrderDate => new OrderDate(date, IsDay: text.Length <= IsoDate.DayLength),

        // A window that a preview gave is sent back byte for byte; a space in it did not come from Amazon.
        _ => text.IndexOf(' ') >= 0 ? IsoText(date) : text,
    };

    private static bool IsPlain(string text, bool allowPoint)
    {
        var digits = 0;
        for (var i = text[0] == '-' ? 1 : 0; i < text.Length; i++)
        {
            if (text[i] is >= '0' and <= '9')
            {
                digits++;
            }
            else if (text[i] == '.' && allowPoint && digits > 0 && i < text.Length - 1)
            {
                allowPoint = false;
            }
            else
            {
                return false;
            }
        }

        return digits > 0;
    }

    internal static DateTimeOffset? Instant(object? value) => value switch
    {
        DateTimeOffset instant => instant,
        DateTime { Kind: DateTimeKind.Local } local => new DateTimeOffset(local.ToUniversalTime()),
        DateTime date => new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Utc)),
        _ => null,
    };

    internal static string IsoText(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
