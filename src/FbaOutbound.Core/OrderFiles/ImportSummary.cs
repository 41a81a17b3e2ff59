using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace FbaOutbound.OrderFiles;

/// <summary>What an import has read, and what became of it: every order of the files is counted once.</summary>
public sealed record ImportSummary
{
    private const int MostSkus = 20;

    /// <summary>The files, each with its format.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>How many orders the files have.</summary>
    public int OrdersRead { get; init; }

    /// <summary>How many orders were returned.</summary>
    public int Sendable { get; init; }

    /// <summary>How many orders were refused, each with an error.</summary>
    public int Refused { get; init; }

    /// <summary>How many rows without an order's id were refused, each with an error. They are not counted as orders.</summary>
    public int RowsWithoutId { get; init; }

    /// <summary>How many orders were skipped, by reason.</summary>
    public IReadOnlyDictionary<SkipReason, int> Skipped { get; init; } = new Dictionary<SkipReason, int>();

    /// <summary>The lines that were left out of orders that were returned.</summary>
    public IReadOnlyList<SkippedLine> SkippedLines { get; init; } = [];

    /// <summary>How many units of each SKU the returned orders have.</summary>
    public IReadOnlyDictionary<string, long> UnitsBySku { get; init; } = new Dictionary<string, long>();

    /// <summary>What the formats cannot know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Returns the counts as text of a few lines.</summary>
    public override string ToString()
    {
        static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

        var text = new StringBuilder();
        text.Append(string.Join("; ", Files)).Append(": ").Append(Number(OrdersRead)).Append(OrdersRead == 1 ? " order" : " orders")
            .Append(" read, ").Append(Number(Sendable)).Append(" to send, ").Append(Number(Skipped.Values.Sum())).Append(" skipped, ")
            .Append(Number(Refused)).Append(" refused.");
        if (RowsWithoutId > 0)
        {
            text.Append(" Also refused: ").Append(Number(RowsWithoutId)).Append(RowsWithoutId == 1 ? " row" : " rows")
                .Append(" without an order's id.");
        }

        if (Skipped.Count > 0)
        {
            text.Append("\nSkipped: ").Append(string.Join(", ", Skipped.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal)
                .Select(pair => $"{pair.Key} {Number(pair.Value)}"))).Append('.');
        }

        if (SkippedLines.Count > 0)
        {
            text.Append("\nLines left out: ").Append(string.Join(", ", SkippedLines.GroupBy(line => line.SkipReason)
                .Select(lines => $"{lines.Key} {Number(lines.Count())}"))).Append('.');
        }

        if (UnitsBySku.Count > 0)
        {
            text.Append("\nUnits: ").Append(string.Join(", ", UnitsBySku.OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MostSkus).Select(pair => $"{pair.Key} {Number(pair.Value)}")));
            text.Append(UnitsBySku.Count > MostSkus ? $" and {Number(UnitsBySku.Count - MostSkus)} more SKUs." : ".");
        }

        foreach (var note in Notes)
        {
            text.Append("\nNote: ").Append(note);
        }

        return text.ToString();
    }
}
