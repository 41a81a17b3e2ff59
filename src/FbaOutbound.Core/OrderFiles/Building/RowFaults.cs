using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Building;

/// <summary>Tells whether rows are those of one order, undamaged and each there once.</summary>
internal static class RowFaults
{
    /// <summary>Returns the id that the order has without a suffix; null where a problem says why it has none.</summary>
    public static string? IdOf(OrderCells cells)
    {
        var (key, options) = (cells.Group.Key, cells.Options);
        var fault = key.Length == 0 ? cells.Group.IsSum ? SumRow.Fault : "is blank, so the row belongs to no order"
            : Cell.Read(OrderColumns.SellerFulfillmentOrderId.Form, key, out var unread) is null ? unread ?? "is blank"
            : OrderNumbers.FlawOf(cells.Format, key, isMapped: options.Map.Has("Key"));
        if (fault is not null)
        {
            cells.Problem(cells.Rows[0].Number, "Key", fault);
            return null;
        }

        // What is to be cancelled has the id that Amazon knows.
        return cells.Format.Cancels ? key : options.IdPrefix?.Trim() + key;
    }

    /// <summary>
    /// Describes of which orders the rows are, if they are of several; null if they are of one. A number that two orders have must not make
    /// one order of them, whatever either one's state is.
    /// </summary>
    public static string? SeveralOrders(OrderCells cells)
    {
        foreach (var field in (string[])["ShopId", "Store"])
        {
            if (cells.Values(field) is { Count: > 1 } values)
            {
                return FormattableString.Invariant($"rows {values[0].Row} and {values[1].Row} belong to two orders with the same ")
                    + $"{cells.NameOf("Key")} but a different {cells.NameOf(field)}, so neither is sent. Send them with "
                    + "New-FbaFulfillmentOrder, each with its own id";
            }
        }

        return null;
    }

    /// <summary>Notes what is wrong with the rows, and returns whether they have two versions of the order.</summary>
    public static bool Find(OrderCells cells)
    {
        var (binding, group, problems) = (cells.Binding, cells.Group, cells.Problems);
        foreach (var row in group.Rows)
        {
            if (binding.BrokenCell(row) is var (column, text))
            {
                problems.Add(FormattableString.Invariant($"row {row.Number}, {column}: {SpreadsheetErrors.FaultOf(text)}"));
            }
        }

        if (!cells.Format.Own && group.Rows.Find(row => row.IsShort) is { } cut)
        {
            problems.Add(FormattableString.Invariant(
                $"row {cut.Number} has fewer cells than the header, so what its last columns say is unknown: {binding.AdviceForShort}"));
        }

        if (group.Rows.Find(row => row.Doubt is not null) is { } doubtful)
        {
            problems.Add(FormattableString.Invariant($"row {doubtful.Number} {doubtful.Doubt}"));
        }

        if (group.StrayRow is { } stray)
        {
            problems.Add(FormattableString.Invariant($"row {stray}, below this order, has no {cells.NameOf("Key")}, ")
                + "so it may be a line of this order: fill it in, or export the file again");
        }

        if (group.ClaimingRow is { } claiming)
        {
            problems.Add(FormattableString.Invariant(
                $"row {claiming} has two order ids, one of them of this order, so it may be a line of this order: remove the wrong one"));
        }

        foreach (var row in group.Rows)
        {
            problems.AddRange(binding.TwofoldIn(row).Select(columns => FormattableString.Invariant(
                $"row {row.Number}, {columns}: {OrderCells.TwoNames}")));
        }

        if (!cells.Format.Own && !cells.Format.Cancels && RepeatedAt(cells.Rows) is { } repeated)
        {
            problems.Add(FormattableString.Invariant(
                $"row {repeated.Number} is where the order's rows start to repeat, so the file contains the order twice: ")
                + "remove the repeated rows");
        }
        else if (BeginsTwice(cells) is { } second)
        {
            problems.Add(FormattableString.Invariant(
                $"row {second} begins the order again, so the file contains it twice, perhaps with changes: import the newest file alone"));
            return true;
        }
        else if (!cells.Format.Own && RepeatedLine(cells) is var (one, same))
        {
            problems.Add(FormattableString.Invariant($"rows {one.Number} and {same.Number} are the same line of the order")
                + (one.Cells.SequenceEqual(same.Cells)
                    ? ", which the file contains twice: remove one of them" : " with different values: import the newest file alone"));
            return true;
        }

        return false;
    }

    /// <summary>
    /// Returns two rows with items that are the same, and that are both sent; null if there are none. Two lines of an order can be the
    /// same, and a row can be there twice by mistake.
    /// </summary>
    public static (long First, long Second)? SameRows(OrderCells cells, IEnumerable<long> sentRows)
    {
        if (cells.Rows.Count == 1 || cells.Format.Items.Kind != ItemKind.Rows)
        {
            return null;
        }

        // In our own columns, the recipient can stand in the first row alone.
        string[] fields = !cells.Format.Own ? []
            : [.. OrderColumns.OfItem.Select(column => ColumnMap.FieldOf(column.Name)).Where(cells.Has)];
        var sent = new HashSet<long>(sentRows);
        var same = cells.Rows.FindAll(row => sent.Contains(row.Number))
            .GroupBy(
                row => string.Join("\0", cells.Format.Own ? fields.Select(field => cells.Binding.OfItem(field, row)) : row.Cells),
                row => row.Number)
            .FirstOrDefault(rows => rows.Count() > 1);
        return same is null ? null : (same.First(), same.ElementAt(1));
    }

    // A file that was appended to itself has the rows of each order several times, and would send a multiple of the goods.
    private static FileRow? RepeatedAt(List<FileRow> rows)
    {
        for (var length = 1; length <= rows.Count / 2; length++)
        {
            if (rows.Count % length == 0
                && Enumerable.Range(length, rows.Count - length).All(i => rows[i].Cells.SequenceEqual(rows[i - length].Cells)))
            {
                return rows[length];
            }
        }

        return null;
    }

    // One line with two states comes of two exports in one file: the newer one may have cancelled it.
    private static (FileRow First, FileRow Second)? RepeatedLine(OrderCells cells)
    {
        var ids = cells.Format.Items.LineId.Count;
        if (cells.Rows.Count == 1 || ids == 0 || cells.Format.Items.Kind != ItemKind.Rows)
        {
            return null;
        }

        var twice = cells.Rows.Select(row => (Row: row, Keys: cells.LineKeys(row)))
            .Where(line => line.Keys.Length == ids)
            .GroupBy(line => string.Join("\n", line.Keys), line => line.Row, StringComparer.Ordinal)
            .FirstOrDefault(rows => rows.Count() > 1);
        return twice is null ? null : (twice.First(), twice.ElementAt(1));
    }

    // The shop's own id stands in the first row of an order, or in all rows where the user filled them. Formats of which each row has
    // it can have a SKU in two lines.
    private static long? BeginsTwice(OrderCells cells)
    {
        var first = cells.Rows.FindAll(row => cells.Binding.OfOrder("ShopId", row).Length > 0);
        if (first.Count < 2)
        {
            return null;
        }

        var skus = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return first.Count < cells.Rows.Count ? first[1].Number
            : !cells.Format.Required.Contains("ShopId") ? null
            : first.Find(row => cells.Binding.OfItem("Sku", row) is { Length: > 0 } sku && !skus.Add(sku))?.Number;
    }
}
