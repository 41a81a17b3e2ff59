using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace FbaOutbound.Rows;

/// <summary>
/// Recognizes the row of sums that people put below the orders of a spreadsheet. It has neither an id nor anything that says which goods
/// or which recipient are meant, so it is no line of the order above it.
/// </summary>
internal static class SumRow
{
    /// <summary>What is wrong with it.</summary>
    public const string Fault = "is missing, and the row has only sums or other numbers, so it is not a line of an order: remove the row";

    // Longer ones may be item numbers or barcodes, which say which goods are meant.
    private static readonly Regex s_number = new(
        @"^\p{Sc}?\s?-?[0-9]{1,6}(?:[.,'\u2019\u00A0\u202F ][0-9]{1,3})*\s?(?:\p{Sc}|%)?$", RegexOptions.CultureInvariant);

    private static readonly HashSet<string> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        "Total", "Totals", "Grand total", "Subtotal", "Sum", "Summe", "Gesamt", "Gesamtsumme", "Somme", "Totale", "Somma", "Suma", "Totaal",
        "Summa", "Razem", "合計", "总计", "合计",
    };

    /// <summary>What a column is for.</summary>
    public enum Use
    {
        /// <summary>Quantities and amounts.</summary>
        Number,

        /// <summary>The currency of the amounts.</summary>
        Currency,

        /// <summary>Other values that are read.</summary>
        Value,

        /// <summary>What is not read.</summary>
        None,
    }

    /// <summary>Whether the cells of a row without an id are sums.</summary>
    public static bool Is(IEnumerable<(string Text, Use Use)> cells)
    {
        var given = cells.Where(cell => !string.IsNullOrWhiteSpace(cell.Text)).ToList();
        return given.Exists(cell => cell.Use == Use.Number && cell.Text.Any(char.IsDigit)) && given.TrueForAll(IsOfSum);
    }

    private static bool IsOfSum((string Text, Use Use) cell) => s_words.Contains(cell.Text.Trim().TrimEnd(':')) || cell.Use switch
    {
        Use.Number => cell.Text.Any(char.IsDigit),
        Use.Currency => true,
        Use.None => s_number.IsMatch(cell.Text.Trim()),
        _ => false,
    };
}
