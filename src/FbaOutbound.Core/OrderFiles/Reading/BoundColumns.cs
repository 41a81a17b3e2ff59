using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>Finds the columns of a file that hold the fields of a format, and gives each a slot.</summary>
/// <param name="format">The format.</param>
/// <param name="path">The file.</param>
/// <param name="columns">The names of its columns.</param>
/// <param name="header">The same names, as they are found.</param>
internal sealed class BoundColumns(OrderFormat format, string path, IReadOnlyList<string> columns, HeaderNames header)
{
    // What every line has of its own, whatever the format calls it.
    private static readonly HashSet<string> s_lineFields = new(StringComparer.Ordinal)
    {
        "Sku", "Quantity", "RefundedQuantity", "RemainingQuantity", "ItemName", "ItemNumber", "ItemId",
    };

    /// <summary>What is kept of a row.</summary>
    public List<ColumnSlot> Slots { get; } = [];

    /// <summary>The slots of the order's fields: one for each name under which the file has the field.</summary>
    public Dictionary<string, List<int>> Order { get; } = new(StringComparer.Ordinal);

    /// <summary>The slots of the fields of each item that a row can have.</summary>
    public List<Dictionary<string, List<int>>> Items { get; } = [];

    /// <summary>
    /// The fields that the file has under several names, which must not differ. Fields that only the rules of the format read are left out,
    /// because they are held to each value.
    /// </summary>
    public List<(string Field, List<int> Slots)> Twofold { get; } = [];

    /// <summary>The slots of cells that hold whole items.</summary>
    public List<int> Cells { get; } = [];

    /// <summary>The names of the fields' columns.</summary>
    public Dictionary<string, string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The fields that the user says something about.</summary>
    public HashSet<string> Mapped { get; } = new(StringComparer.Ordinal);

    /// <summary>The fields whose values a script makes.</summary>
    public HashSet<string> Made { get; } = new(StringComparer.Ordinal);

    /// <summary>Finds the columns of the fields.</summary>
    /// <exception cref="OrderFileException">A column that is named is not there, or items would be lost.</exception>
    public void Bind(ColumnMap map)
    {
        var perLine = new HashSet<string>(s_lineFields, StringComparer.Ordinal);
        perLine.UnionWith(format.Items.LineId);
        perLine.UnionWith(format.Rules.Where(rule => rule.Line).Select(rule => rule.Field));
        perLine.UnionWith(format.Items.Prices);
        perLine.UnionWith(format.Totals.SelectMany(rule => rule.LineFields));
        perLine.UnionWith(OrderColumns.OfItem.Select(column => column.Name).Where(name => name != "Currency"));

        var inColumns = format.Items.Columns is not null && map.Find("Quantity") is null
            && format.Fields.TryGetValue("Quantity", out var quantity) && !quantity.Any(name => header.Find(name) is not null);
        if (format.Items.Kind == ItemKind.Rows)
        {
            Items.Add(new(StringComparer.Ordinal));
        }

        foreach (var field in format.Fields.Keys.Concat(map.Fields).Distinct())
        {
            var isLine = format.Items.Kind == ItemKind.Rows && perLine.Contains(field);
            var isValue = field is "OrderDate" or "Quantity" or "RefundedQuantity" or "RemainingQuantity" or "RefundedAmount" or "RefundedLineAmount"
                or "OutstandingBalance" or "UpdateQuantity"
                || format.Totals.Any(rule => rule.Has(field)) || format.Items.Prices.Contains(field)
                || OrderColumns.Find(field) is { Kind: CellKind.Amount or CellKind.Integer or CellKind.Date or CellKind.OrderDate };
            if (map.Find(field) is { } entry && !(entry.IsBlank && HeaderNames.Of(format, field, header) is not null))
            {
                Mapped.Add(field);
                if (entry is { Make: not null, IsBlank: false })
                {
                    Made.Add(field);
                }

                Add(isLine ? Items[0] : Order, field, [ColumnOf(entry)], entry.Make, isValue);
            }
            else if (format.Fields.TryGetValue(field, out var names))
            {
                if (isLine && inColumns)
                {
                    BindNumbered(format.Items.Columns!, field, names, isValue);
                }
                else if (ColumnsOf(field, names) is { Count: > 0 } found)
                {
                    Add(isLine ? Items[0] : Order, field, found, null, isValue);
                }
            }
        }

        if (format.Items is { Kind: ItemKind.Cells, Cells: { } cells })
        {
            BindCells(cells);
        }
    }

    private void BindNumbered(string pattern, string field, string[] names, bool isValue)
    {
        for (var number = 1; ; number++)
        {
            var at = number;
            var found = ColumnsOf(field, names.Select(name => string.Format(CultureInfo.InvariantCulture, pattern, name, at)));
            if (found.Count == 0)
            {
                RefuseGap(pattern, names, number);
                return;
            }

            while (Items.Count < number)
            {
                Items.Add(new(StringComparer.Ordinal));
            }

            Add(Items[number - 1], field, found, null, isValue);
        }
    }

    // A further name is another thing in some formats, and read only without the first.
    private List<int> ColumnsOf(string field, IEnumerable<string> names)
    {
        var found = names.Select(header.Find).OfType<int>().Distinct();
        return [.. format.FirstOnly.Contains(field) ? found.Take(1) : found];
    }

    private void BindCells(string pattern)
    {
        for (var number = 1; header.Find(string.Format(CultureInfo.InvariantCulture, pattern, number)) is { } column; number++)
        {
            Cells.Add(Slots.Count);
            Slots.Add(new ColumnSlot(column, null, false));
            if (pattern.IndexOf('{') < 0)
            {
                break;
            }
        }

        RefuseUnread(pattern);
        if (Cells.Count == 0)
        {
            throw new OrderFileException(
                $"Nothing was read from {Path.GetFileName(path)}: the format {format.Name} needs the column "
                    + $"{string.Format(CultureInfo.InvariantCulture, pattern, 1)}"
                    + $"{(format.Items.LacksRefunds ? ", or a row for each item and -Map with Sku and Quantity" : "")}.");
        }
    }

    // What stands behind a missing column would be lost.
    private void RefuseGap(string pattern, string[] names, int missing)
    {
        string NameOf(string name, int number) => string.Format(CultureInfo.InvariantCulture, pattern, name, number);
        if (names.FirstOrDefault(name => Enumerable.Range(missing + 1, header.Names.Count())
                .Any(number => header.Find(NameOf(name, number)) is not null)) is { } lost)
        {
            throw new OrderFileException(
                $"Nothing was read from {Path.GetFileName(path)}: it has no column '{NameOf(lost, missing)}', but columns with higher "
                    + "numbers, whose items would be lost. Export the file again with all columns.");
        }
    }

    // A column of items with a wrong name, or behind a missing one, holds items that would be lost.
    private void RefuseUnread(string pattern)
    {
        if (pattern.IndexOf('{') < 0)
        {
            return;
        }

        var stem = LettersOf(pattern);
        foreach (var name in header.Names)
        {
            if (MistypedColumns.Differences(LettersOf(name), stem) <= 1
                && !Cells.Exists(slot => Slots[slot].Column == header.Find(name)))
            {
                throw new OrderFileException(
                    $"Nothing was read from {Path.GetFileName(path)}: the column '{Spelling.Showable(name)}' is not one of "
                        + $"{string.Format(CultureInfo.InvariantCulture, pattern, 1)} to "
                        + $"{string.Format(CultureInfo.InvariantCulture, pattern, Cells.Count)}, so its items would be lost. Number the item "
                        + "columns without gaps.");
            }
        }
    }

    private static string LettersOf(string name) => new([.. name.Where(char.IsLetter)]);

    private void Add(
        Dictionary<string, List<int>> slots, string field, List<int> found,
        Func<IReadOnlyList<(string Name, object? Value)>, object?>? make, bool isValue)
    {
        slots[field] = [.. Enumerable.Range(Slots.Count, found.Count)];
        if (found.Count > 1 && (s_lineFields.Contains(field) || !format.Rules.Any(rule => rule.Field == field)))
        {
            Twofold.Add((field, slots[field]));
        }

        if (found[0] >= 0)
        {
            Names[field] = columns[found[0]].Trim();
        }

        Slots.AddRange(found.Select(column => new ColumnSlot(column, make, isValue) { IsId = field is "Key" or "Sku" }));
    }

    // What is not there would be blank, as if the file said so.
    private int ColumnOf(ColumnMap.Entry entry)
    {
        foreach (var name in entry.Make is null ? [entry.Column!] : entry.Reads)
        {
            if (header.Find(name) is null)
            {
                throw new OrderFileException(
                    $"Nothing was read from {Path.GetFileName(path)}: it has no column '{Spelling.Showable(name)}', which "
                        + $"{(entry.Make is null ? "-Map names" : "the -Map script reads")} for {entry.Name}"
                        + $"{Spelling.Hint(NearestTo(name))}.");
            }
        }

        return entry.Make is null ? header.Find(entry.Column!)!.Value : -1;
    }

    private string? NearestTo(string name) => Spelling.Nearest(name, header.Names)
        ?? header.Names.FirstOrDefault(column => name.Length > 2 && column.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0);
}

/// <summary>What is kept of a row in one place.</summary>
/// <param name="Column">The column; below 0 where a script makes the value.</param>
/// <param name="Make">The script; null for the column's cell.</param>
/// <param name="IsValue">Whether it is a number or a date.</param>
internal sealed record ColumnSlot(int Column, Func<IReadOnlyList<(string Name, object? Value)>, object?>? Make, bool IsValue)
{
    /// <summary>Whether it is the number of an order or a SKU.</summary>
    public bool IsId { get; init; }
}
