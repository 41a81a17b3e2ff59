using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Formats;

/// <summary>
/// Columns that the user adds or replaces: the name of a column of the file, or what makes a value of a row. An empty name stands for a
/// column that the file does not have, and whose cells are all blank.
/// </summary>
internal sealed class ColumnMap
{
    public static readonly ColumnMap None = new([]);

    private static readonly Dictionary<string, string> s_fields = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(OrderColumns.SellerFulfillmentOrderId)] = "Key",
        [nameof(OrderColumns.SellerSku)] = "Sku",
        [nameof(OrderColumns.DisplayableOrderDate)] = "OrderDate",
        [nameof(OrderColumns.SellerFulfillmentOrderItemId)] = "ItemId",
    };

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.OrdinalIgnoreCase);

    public ColumnMap(IEnumerable<Entry> entries)
    {
        foreach (var entry in entries)
        {
            _entries[FieldOf(entry.Name)] = entry.Column?.Length == 0
                ? new Entry(entry.Name, null, static _ => "") { IsBlank = true }
                : entry;
        }
    }

    public IEnumerable<string> Fields => _entries.Keys;

    public bool Has(string field) => _entries.ContainsKey(field);

    public Entry? Find(string field) => _entries.TryGetValue(field, out var entry) ? entry : null;

    /// <summary>The names of the columns that scripts of this map read.</summary>
    public HashSet<string> NamesOfScripts => new(
        _entries.Values.SelectMany(entry => entry.Reads), StringComparer.OrdinalIgnoreCase);

    /// <summary>Returns the names of all columns that a format or this map reads, whether a file has them or not.</summary>
    public HashSet<string> NamesWith(OrderFormat format) => new(
        format.Fields.Values.SelectMany(names => names).Concat(format.Identify)
            .Concat(_entries.Values.SelectMany(entry => entry.Column is { } column ? [column] : entry.Reads)),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Refuses a name that neither the format nor an order has.</summary>
    public void Check(OrderFormat format)
    {
        foreach (var pair in _entries)
        {
            if (!format.Fields.ContainsKey(pair.Key) && OrderColumns.Find(pair.Value.Name) is null)
            {
                var near = Spelling.Nearest(pair.Value.Name, format.Fields.Keys.Concat(OrderColumns.OfOrder.Select(column => column.Name)));
                throw new OrderFileException(
                    $"Nothing was read: -Map names '{Spelling.Showable(pair.Value.Name)}', which is neither an order column nor a field of "
                        + $"the format {format.Name}{Spelling.Hint(near)}. Get-FbaOrderFormat lists the fields.");
            }
        }
    }

    /// <summary>Returns the field of a format that an order column is.</summary>
    public static string FieldOf(string name) =>
        s_fields.TryGetValue(OrderColumns.Find(name)?.Name ?? name, out var field) ? field : OrderColumns.Find(name)?.Name ?? name.Trim();

    /// <summary>What stands for a field.</summary>
    internal sealed record Entry(string Name, string? Column, Func<IReadOnlyList<(string Name, object? Value)>, object?>? Make)
    {
        /// <summary>Whether the file is said to have no such column. If it has it all the same, it is read.</summary>
        public bool IsBlank { get; init; }

        /// <summary>The columns of the row that <see cref="Make"/> names.</summary>
        public IReadOnlyList<string> Reads { get; init; } = [];
    }
}
