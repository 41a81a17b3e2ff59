using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles.Formats;

namespace FbaOutbound.OrderFiles.Imports;

/// <summary>Tells which lines of an order are lines that went out, whose files may have named lines in another way.</summary>
/// <param name="part">What went out.</param>
/// <param name="format">The format of the file of now.</param>
/// <param name="now">The lines of now.</param>
/// <param name="isOnlyFormat">Whether the journal knows no other format.</param>
internal sealed class LineNames(SentPart part, string format, IReadOnlyDictionary<string, SentLine> now, bool isOnlyFormat)
{
    private bool HasSkus => part.Lines!.Values.All(line => line.Sku is not null);

    /// <summary>Whether a line that is not found did surely not go out.</summary>
    public bool AreComparable => HasSkus
        || (isOnlyFormat && (OrderFormats.Find(format).Items.LineId.Count == 0 || now.All(line => line.Value.Sku != line.Key)));

    // One format names lines by one kind of key, unless a column is missing.
    private bool HaveSameKeys => part.Format == format && HasIds(part.Lines!) == HasIds(now);

    /// <summary>Returns the lines that are there again.</summary>
    public IEnumerable<(int Units, string Name)> Again()
    {
        var keys = new HashSet<string>(now.Keys.Select(OrderNumbers.WithoutCase));
        var skus = new HashSet<string>(now.Values.Select(line => OrderNumbers.WithoutCase(line.Sku!)));
        return part.Lines!
            .Where(line => (line.Value.Sku is null || HaveSameKeys) && keys.Contains(OrderNumbers.WithoutCase(line.Key))
                || (line.Value.Sku is null && skus.Contains(OrderNumbers.WithoutCase(line.Key)))
                || (line.Value.Sku is { } sku && !HaveSameKeys && skus.Contains(OrderNumbers.WithoutCase(sku))))
            .Select(line => (line.Value.Units, line.Value.Sku ?? line.Key));
    }

    private static bool HasIds(IReadOnlyDictionary<string, SentLine> lines) => lines.Any(line => line.Value.Sku != line.Key);
}
