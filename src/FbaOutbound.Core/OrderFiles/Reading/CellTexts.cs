using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>The texts of a file's cells as they are read: numbers and dates in one form, without what shops write for nothing.</summary>
/// <param name="format">The format of the file.</param>
internal sealed class CellTexts(OrderFormat format)
{
    private const int MostRecent = 4096;
    private const int LongestRecent = 40;

    private readonly Dictionary<string, string> _recent = new(StringComparer.Ordinal);

    /// <summary>Returns the text of a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="isValue">Whether it holds a number or a date, whose form in the workbook does not matter.</param>
    /// <param name="isId">Whether it holds an id or a SKU, of which a spreadsheet's mark is not removed.</param>
    public string Of(SourceCell cell, bool isValue, bool isId) => Clean(TextOf(cell, isValue), isId);

    /// <summary>Returns the text of what a script made.</summary>
    public string Of(object? value, bool isId) => Clean(TextOf(value), isId);

    private static string TextOf(SourceCell cell, bool isValue) => cell.Value switch
    {
        DateTime date when isValue => TextOf(date),
        double number when isValue => TextOf(number),
        _ => cell.Text,
    };

    private static string TextOf(object? value) => value switch
    {
        null => "",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime date => date.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        DateTimeOffset date => date.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        double number => number.ToString("0.############", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    // A shop or a program puts an apostrophe before what a spreadsheet would calculate or shorten. Whether it belongs to an id that begins
    // with a digit is not known.
    private string Clean(string text, bool isId)
    {
        var clean = text.Trim();
        if (clean.Length > 1 && clean[0] == '\'' && ((char.IsDigit(clean[1]) && !isId) || "=+-@".IndexOf(clean[1]) >= 0))
        {
            clean = clean.Substring(1).Trim();
        }

        if (clean.Length == 0 || format.Blanks.Contains(clean))
        {
            return "";
        }

        // Most cells of a file say what others say: a status, a country, a SKU.
        if (clean.Length > LongestRecent)
        {
            return clean;
        }

        if (_recent.TryGetValue(clean, out var known))
        {
            return known;
        }

        if (_recent.Count < MostRecent)
        {
            _recent.Add(clean, clean);
        }

        return clean;
    }
}
