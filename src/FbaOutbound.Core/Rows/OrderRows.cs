using System;
using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Rows;

/// <summary>The rows of one order, as compact as they can be kept until the last one has been read.</summary>
internal sealed class OrderRows(string? id, long firstRow, string? problemCode)
{
    private static readonly FulfillmentOrder s_newOrder = new();
    private static readonly FulfillmentOrderItem s_newItem = new();

    private CompactValues _values;
    private readonly List<(long Row, CompactValues Values)> _items = new(1);
    private List<(int Column, long Row)>? _givenLater;
    private List<RowProblem>? _problems;

    /// <summary>The order's id; null if the rows give none that can be read.</summary>
    public string? Id => id;

    /// <summary>The number of the row that began the order.</summary>
    public long FirstRow => firstRow;

    /// <summary>The number of the last row that was read of the order.</summary>
    public long LastRow { get; private set; }

    /// <summary>Whether text of the order was damaged when the file was read.</summary>
    public bool HasDamagedText { get; private set; }

    /// <summary>Returns the numbers of two rows with the same item, all its columns being equal; null if there are none.</summary>
    public (long First, long Second)? FindRepeated()
    {
        if (_items.Count < 2)
        {
            return null;
        }

        var seen = new Dictionary<object, List<(long Row, object?[] Values)>>(_items.Count);
        foreach (var (row, compact) in _items)
        {
            var values = compact.Expand(OrderColumns.OfItem.Count);
            var sku = values[OrderColumns.SellerSku.Index] ?? "";
            if (!seen.TryGetValue(sku, out var others))
            {
                seen.Add(sku, others = []);
            }
            else if (others.Find(other => AreSame(other.Values, values)) is { Row: > 0 } first)
            {
                return (first.Row, row);
            }

            others.Add((row, values));
        }

        return null;
    }

    /// <summary>Takes a row of the order.</summary>
    public void Take(long row, object?[] cells, object?[] item, IReadOnlyCollection<RowProblem> problems)
    {
        if (problemCode == AssembledOrder.OrderIdRepeated)
        {
            Refuse(
                row, [new RowProblem(row, OrderColumns.SellerFulfillmentOrderId.Name, "belongs to an order that ended before this row")]);
            return;
        }

        _items.Add((row, CompactValues.Of(item)));
        Refuse(row, problems);
        if (_items.Count == 1)
        {
            _values = CompactValues.Of(cells);
            return;
        }

        Merge(row, cells);
    }

    /// <summary>Refuses the order for a row that may be a part of it.</summary>
    public void Refuse(long row, IReadOnlyCollection<RowProblem> problems)
    {
        LastRow = row;
        if (problems.Count > 0)
        {
            (_problems ??= new List<RowProblem>(problems.Count)).AddRange(problems);
        }

        foreach (var problem in problems)
        {
            HasDamagedText |= problem.IsDamagedText;
        }
    }

    /// <summary>Whether cells of a row are certainly of another order: a column that both give has another value.</summary>
    public bool IsOther(object?[] cells)
    {
        var values = _values.Expand(cells.Length);
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] is { } cell && values[i] is { } value && !CellLists.AreSame(value, cell))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes an order of the rows.</summary>
    public AssembledOrder Complete() => new()
    {
        Id = Id,
        FirstRow = FirstRow,
        LastRow = LastRow,
        ItemRows = _items.ConvertAll(static item => item.Row),
        Problems = _problems ?? (IReadOnlyList<RowProblem>)[],
        ProblemCode = problemCode ?? (_problems is null ? null : AssembledOrder.RowInvalid),
        Order = _problems is null && problemCode is null ? ToOrder() : null,
        Rest = _problems is not null && problemCode is null && _items.Count > 0 ? ToOrder() : null,
    };

    private void Merge(long row, object?[] cells)
    {
        var values = _values.Expand(cells.Length);
        var isChanged = false;
        for (var column = 0; column < cells.Length; column++)
        {
            if (cells[column] is not { } cell)
            {
                continue;
            }

            if (values[column] is not { } value)
            {
                values[column] = cell;
                isChanged = true;
                (_givenLater ??= []).Add((column, row));
            }
            else if (!CellLists.AreSame(value, cell))
            {
                var first = _givenLater?.Find(given => given.Column == column) is { Row: > 0 } later ? later.Row : FirstRow;
                Refuse(row, [new RowProblem(row, OrderColumns.OfOrder[column].Name,
                    FormattableString.Invariant($"differs from row {first} of the same order: give it once, or the same value in each row"))]);
            }
        }

        if (isChanged)
        {
            _values = CompactValues.Of(values);
        }
    }

    private FulfillmentOrder ToOrder()
    {
        // An amount without a currency has that of an earlier row, or of the first row that gives one, so that the place of the rows does
        // not matter.
        string? currency = null;
        var itemValues = _items.ConvertAll(item => item.Values.Expand(OrderColumns.OfItem.Count));
        foreach (var item in itemValues)
        {
            currency ??= CurrencyOf(item);
        }

        var values = _values.Expand(OrderColumns.OfOrder.Count);
        OrderMapper.SetCurrency(values, currency);
        var items = new FulfillmentOrderItem[itemValues.Count];
        for (var i = 0; i < items.Length; i++)
        {
            currency = CurrencyOf(itemValues[i]) ?? currency;
            OrderMapper.SetCurrency(itemValues[i], currency);
            items[i] = OrderMapper.ToItem(itemValues[i], s_newItem);
        }

        return OrderMapper.ToOrder(values, items, s_newOrder);
    }

    private static bool AreSame(object?[] left, object?[] right)
    {
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] is null ? right[i] is not null : right[i] is null || !CellLists.AreSame(left[i]!, right[i]!))
            {
                return false;
            }
        }

        return true;
    }

    private static string? CurrencyOf(object?[] item) => (string?)item[OrderColumns.Currency.Index];
}
