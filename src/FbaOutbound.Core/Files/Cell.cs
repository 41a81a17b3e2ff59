using System;
using System.Collections.Generic;
using System.Globalization;
using FbaOutbound.Orders;
using FbaOutbound.Validation;

namespace FbaOutbound.Files;

/// <summary>
/// Reads one value for one column. A blank is not given; what cannot be read exactly is a fault, never a guess. A fault quotes the value
/// only where it cannot be a recipient's, however the columns of the file may have slipped.
/// </summary>
internal static class Cell
{
    /// <summary>Returns what the value means, or null where it is blank or <paramref name="fault"/> says what is wrong with it.</summary>
    public static object? Read(OrderColumn column, object? value, out string? fault)
    {
        fault = null;
        if (column.Kind is CellKind.List or CellKind.Features or CellKind.Map)
        {
            return CellLists.Read(column.Kind, value, out fault);
        }

        if (column.Kind is CellKind.Date or CellKind.DateText or CellKind.OrderDate && Instant(value) is { } instant)
        {
            return Date(column.Kind, instant, IsoText(instant));
        }

        var text = TextOf(value, out fault);
        if (text is null)
        {
            return null;
        }

        switch (column.Kind)
        {
            case CellKind.Text:
                return text;
            case CellKind.Code:
                return text.ToUpperInvariant();
            case CellKind.Word:
                return WordIn(text, column.Words, out fault);
            case CellKind.Integer:
                return Integer(text, out fault);
            case CellKind.Amount:
                return Amount(text, out fault);
            case CellKind.Boolean:
                return Flag(text, out fault);
            default:
                if (!IsoDate.TryParse(text, out var date))
                {
                    fault = $"{Quote(text, "0123456789-/.:TZ+", 30)}is not an ISO 8601 date: write {IsoDate.Forms}";
                    return null;
                }

                return Date(column.Kind, date, text);
        }
    }

    /// <summary>Returns the trimmed text of a scalar; null where it is blank or <paramref name="fault"/> says what is wrong with it.</summary>
    public static string? TextOf(object? value, out string? fault)
    {
        fault = null;
        var text = value switch
        {
            null or DBNull => "",
            string given => given,
            char or bool or Guid or Uri => value.ToString(),
            Enum word => word.ToString(),
            DateTime or DateTimeOffset => IsoText(Instant(value)!.Value),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            float number => number.ToString("R", CultureInfo.InvariantCulture),
            IFormattable number when value is int or long or decimal or short or byte or sbyte or ushort or uint or ulong
                => number.ToString(null, CultureInfo.InvariantCulture),
            // netstandard2.0 does not know the type, but a script of PowerShell 7 can hold one.
            IFormattable day when value.GetType().FullName == "System.DateOnly" => day.ToString("O", CultureInfo.InvariantCulture),
            _ => null,
        };

        if (text is null)
        {
            fault = $"is an object of type {value!.GetType().Name}: give a single value";
            return null;
        }

        text = text.Trim();
        fault = TextFlaw.Of(text);
        return fault is null && text.Length > 0 ? text : null;
    }

    public static string? WordIn(string text, IReadOnlyList<string> words, out string? fault)
    {
        fault = null;
        foreach (var word in words)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            {
                return word;
            }
        }

        // Only what is nearly one of the words is quoted: a slipped column could have put a name here.
        var near = Spelling.Nearest(text, words);
        fault = $"{(near is null ? "" : $"'{Spelling.Showable(text)}' ")}is not one of {string.Join(", ", words)}{(near is null ? "" : $": did you mean {near}?")}";
        return null;
    }

    private static int? Integer(string text, out string? fault)
    {
        fault = null;
        if (IsPlain(text, allowPoint: false) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        fault = $"{Quote(text, "0123456789.,+-eE", 12)}is not a whole number: write digits only, such as 2";
        return null;
    }

    private static Money? Amount(string text, out string? fault)
    {
        fault = null;
        // Beyond 28 digits the conversion would round without a word.
        if (text.Length <= 28 && IsPlain(text, allowPoint: true)
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return new Money { Value = number };
        }

        fault = $"{Quote(text, "0123456789.,+-eE", 12)}is not an amount: write digits with a point before the decimals, such as 1234.50, and no separators of thousands";
        return null;
    }

    private static bool? Flag(string text, out string? fault)
    {
        fault = null;
        switch (text.ToUpperInvariant())
        {
            case "TRUE" or "YES" or "1":
                return true;
            case "FALSE" or "NO" or "0":
                return false;
            default:
                fault = "is neither true nor false: write true, false, yes, no, 1 or 0";
                return null;
        }
    }

    private static object Date(CellKind kind, DateTimeOffset date, string text) => kind switch
    {
        CellKind.Date => date,
        CellKind.OrderDate => new OrderDate(date, IsDay: !text.Contains("T")),
        _ => text,
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

    private static DateTimeOffset? Instant(object? value) => value switch
    {
        DateTimeOffset instant => instant,
        DateTime { Kind: DateTimeKind.Local } local => new DateTimeOffset(local.ToUniversalTime()),
        DateTime date => new DateTimeOffset(DateTime.SpecifyKind(date, DateTimeKind.Utc)),
        _ => null,
    };

    private static string IsoText(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static string Quote(string text, string harmless, int longest)
    {
        if (text.Length > longest)
        {
            return "";
        }

        foreach (var character in text)
        {
            if (harmless.IndexOf(character) < 0)
            {
                return "";
            }
        }

        return $"'{text}' ";
    }
}
