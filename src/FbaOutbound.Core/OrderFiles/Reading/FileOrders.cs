using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>The orders of one file, as rows.</summary>
internal sealed class FileOrders(TableBinding binding)
{
    private readonly RowWidths _widths = new(binding);
    private readonly LostFileCells _lost = new(binding);
    private readonly RowGroups _rows = new(binding);

    public TableBinding Binding => binding;

    /// <summary>The orders by their first rows.</summary>
    public List<OrderGroup> Groups => _rows.All;

    /// <summary>The lines that repeat the header, where files were appended to each other.</summary>
    public List<long> RepeatedHeaders { get; } = [];

    /// <summary>Where the file says that it has another number of records than there are.</summary>
    public List<FooterDifference> Differences { get; } = [];

    /// <summary>The columns that have the orders' numbers, the one that is read first.</summary>
    public IReadOnlyList<string> KeyColumns { get; private set; } = [];

    /// <summary>Notes by which columns the orders are numbered.</summary>
    /// <exception cref="OrderFileException">They are numbered by another column than those of earlier files.</exception>
    public void AddTo(KeyColumns keys) => keys.Add(binding.Format, binding.Path, KeyColumns, binding.Header);

    /// <summary>Whether a spreadsheet has changed the shop's own ids of all orders that have one.</summary>
    public bool HasDamagedIds => Groups.Select(group => binding.HasDamagedId(group.Rows)).OfType<bool>().ToList() is { Count: > 0 } ids
        && ids.TrueForAll(isDamaged => isDamaged);

    /// <summary>Whether cells that hold no order back say that one is not to be shipped.</summary>
    public bool HasStops { get; private set; }

    /// <summary>How many orders have rows that belong to them only because they stand below them.</summary>
    public int Continued { get; private set; }

    /// <exception cref="OrderFileException">
    /// The file was sorted, so it is unknown which rows belong to which order, or a column with a wrong name has values.
    /// </exception>
    public void Read(ISourceTable table)
    {
        var header = new RepeatedHeader(binding.Format, table);
        var footer = new FileFooter(binding.Format.Footer);
        var first = 0;
        foreach (var source in table.ReadRows())
        {
            if (footer.IsIn(source, out var records))
            {
                Compare(first, source.Number, records);
            }
            else if (header.IsIn(source))
            {
                first = Groups.Count;
                RepeatedHeaders.Add(source.Number);
                _widths.End(_rows.Count);
                _rows.BeginNext();
            }
            else
            {
                Take(source);
            }
        }

        _lost.Refuse();
        _widths.End(_rows.Count);
        _rows.End();
        KeyColumns = [.. _rows.KeyColumns.Select(column => column.Name)];
        Continued = Groups.Count(group => group.IsContinued);
        RefuseIfSorted();
    }

    private void Take(SourceRow source)
    {
        var row = binding.Take(source);
        if (Array.TrueForAll(row.Cells, cell => cell.Length == 0))
        {
            return;
        }

        _lost.Add(source, row);
        HasStops |= row.Stops.Count > 0;
        var key = binding.OfOrder("Key", row);
        var isExplanation = binding.Format.Explains && Groups.Count == 0 && key.Length > 0 && !key.Any(char.IsDigit);
        if (!isExplanation)
        {
            _widths.Add(row);
            _rows.Add(source, row, key);
        }
    }

    private void RefuseIfSorted()
    {
        if (Continued > 0 && IsSorted())
        {
            throw new OrderFileException(
                $"Nothing was read from {Path.GetFileName(binding.Path)}: rows without an order number belong to the order above them, but the orders are in sequence neither by number nor by date, so the file was probably sorted. Import the export as "
                    + "the shop wrote it, or have it fill the order's columns in all rows.");
        }
    }

    // Whether a record is an order, a row or a line differs with what was sold.
    private void Compare(int first, long row, long? records)
    {
        if (records is { } said)
        {
            var groups = Groups.Skip(first).ToList();
            var rows = groups.Sum(group => group.Rows.Count);
            var lines = groups.Sum(group => group.Rows.Count(one =>
                binding.Format.Items.When.Any(field => binding.OfItem(field, one).Length > 0)));
            if (said != groups.Count && said != rows && said != lines)
            {
                Differences.Add(new FooterDifference(row, said, groups.Count));
            }
        }
    }

    // An export has its orders by number or date. A spreadsheet that sorts it by something else moves rows to other orders.
    private bool IsSorted()
    {
        var keys = Groups.Select(group => long.TryParse(group.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : (long?)null).ToList();
        var dates = Groups.Select(group => IsoDate.TryParse(binding.OfOrder("OrderDate", group.Rows[0]), out var date)
            ? date.UtcTicks : (long?)null).ToList();
        var known = new[] { keys, dates }.Where(values => values.TrueForAll(value => value is not null)).ToList();
        return known.Count > 0 && !known.Exists(values => IsMonotonic(values, 1) || IsMonotonic(values, -1));
    }

    private static bool IsMonotonic(List<long?> values, int sign) =>
        values.Zip(values.Skip(1), (value, next) => sign * value!.Value.CompareTo(next!.Value) <= 0).All(isInOrder => isInOrder);
}
