using System;
using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Files;

/// <summary>
/// Makes orders of rows. Consecutive rows of one SellerFulfillmentOrderId are one order; what belongs to the order may stand on any of them
/// and must not differ. Of an order that is complete only a hash of its id is kept.
/// </summary>
internal sealed class OrderAssembler(RowOverrides? overrides = null)
{
    private static readonly FulfillmentOrder s_newOrder = new();
    private static readonly FulfillmentOrderItem s_newItem = new();

    private readonly RowOverrides _overrides = overrides ?? RowOverrides.None;
    private readonly HeaderMap _header = new();
    private readonly IdHashes _seen = new();
    private readonly object?[] _cells = new object?[OrderColumns.OfOrder.Count];
    private readonly List<RowProblem> _problems = [];
    private OpenOrder? _open;

    /// <summary>How many rows held nothing, as spreadsheets write them below their last line. They are skipped.</summary>
    public long BlankRows { get; private set; }

    /// <summary>Takes a row. Returns the order that is complete because this row begins another one.</summary>
    public AssembledOrder? Add(OrderRow row)
    {
        var item = new object?[OrderColumns.OfItem.Count];
        if (!Read(row, item, out var describesOrder))
        {
            BlankRows++;
            return null;
        }

        var id = (string?)_cells[OrderColumns.SellerFulfillmentOrderId.Index];
        if (id is not null && _open?.Id == id)
        {
            _open.Take(row.Number, _cells, item, _problems);
            return null;
        }

        var idIsUnreadable = id is null && _problems.Exists(problem => problem.Column == OrderColumns.SellerFulfillmentOrderId.Name);
        if (id is null && !idIsUnreadable)
        {
            var columns = _header.Describe(row);
            if (!describesOrder && _open is { Id: not null })
            {
                // Where it says nothing about an order of its own it is probably meant for the one above, which must not go out without it.
                _open.Refuse(row.Number, new RowProblem(row.Number, OrderColumns.SellerFulfillmentOrderId.Name,
                    $"is missing, and the row says nothing else about an order, so it may be a part of the one above it; {columns}"), _problems);
                return null;
            }

            _problems.Clear();
            _problems.Add(new RowProblem(row.Number, OrderColumns.SellerFulfillmentOrderId.Name, $"is missing: no order can be made of the row; {columns}"));
        }

        var complete = Complete();
        _open = new OpenOrder(id, row.Number, id is null && !idIsUnreadable ? AssembledOrder.OrderIdMissing : null);
        if (id is not null && !_seen.Add(id))
        {
            _open.ProblemCode = AssembledOrder.OrderIdRepeated;
        }

        _open.Take(row.Number, _cells, item, _problems);
        return complete;
    }

    /// <summary>Returns the order whose rows came last, when no more will come.</summary>
    public AssembledOrder? Complete()
    {
        var complete = _open?.Complete();
        _open = null;
        return complete;
    }

    /// <summary>Returns the columns that are not known and were not returned before.</summary>
    public IReadOnlyList<UnknownColumn> TakeUnknownColumns() => _header.TakeUnknown();

    /// <summary>Reads the cells of a row; false where it holds nothing.</summary>
    private bool Read(OrderRow row, object?[] item, out bool describesOrder)
    {
        Array.Clear(_cells, 0, _cells.Length);
        _problems.Clear();
        describesOrder = false;
        var holdsAnything = false;
        for (var i = 0; i < row.Cells.Count; i++)
        {
            var (name, value) = row.Cells[i];
            var column = _header.Find(i, name);
            if (value is null or "" || (value is string text && string.IsNullOrWhiteSpace(text)))
            {
                continue;
            }

            holdsAnything = true;
            if (column is null || _overrides.Replaces(column))
            {
                continue;
            }

            var parsed = Cell.Read(column, value, out var fault);
            if (fault is not null)
            {
                _problems.Add(new RowProblem(row.Number, column.Name, fault));
                continue;
            }

            if (parsed is null)
            {
                continue;
            }

            var values = column.Scope == ColumnScope.Order ? _cells : item;
            if (values[column.Index] is { } other && !CellLists.AreSame(other, parsed))
            {
                _problems.Add(new RowProblem(row.Number, column.Name, "is given twice in the row, by two names, with different values: leave one of them out"));
            }

            values[column.Index] = parsed;
            describesOrder |= column.Scope == ColumnScope.Order;
        }

        if (holdsAnything)
        {
            Replace(_cells, _overrides.Order);
            Replace(item, _overrides.Item);
            var currency = (string?)item[OrderColumns.Currency.Index];
            OrderMapper.SetCurrency(_cells, currency);
            OrderMapper.SetCurrency(item, currency);
        }

        return holdsAnything;
    }

    private static void Replace(object?[] values, object?[] replacing)
    {
        for (var i = 0; i < replacing.Length; i++)
        {
            values[i] = replacing[i] ?? values[i];
        }
    }

    /// <summary>The order whose rows are being read.</summary>
    private sealed class OpenOrder(string? id, long firstRow, string? problemCode)
    {
        private readonly object?[] _values = new object?[OrderColumns.OfOrder.Count];
        private readonly List<object?[]> _items = new(1);
        private readonly List<long> _rows = new(1);
        private long[]? _givenIn;
        private List<RowProblem>? _problems;
        private readonly long _firstRow = firstRow;
        private long _lastRow = firstRow;

        public string? Id { get; } = id;

        public string? ProblemCode { get; set; } = problemCode;

        public void Take(long row, object?[] cells, object?[] item, List<RowProblem> problems)
        {
            if (ProblemCode == AssembledOrder.OrderIdRepeated)
            {
                Refuse(row, new RowProblem(row, OrderColumns.SellerFulfillmentOrderId.Name,
                    "the order was already sent (or refused) without this row: the rows of an order must follow one another"));
                return;
            }

            _lastRow = row;
            _items.Add(item);
            _rows.Add(row);
            if (problems.Count > 0)
            {
                (_problems ??= []).AddRange(problems);
            }

            if (_items.Count == 1)
            {
                Array.Copy(cells, _values, cells.Length);
                return;
            }

            for (var i = 0; i < cells.Length; i++)
            {
                if (cells[i] is { } cell)
                {
                    Merge(row, i, cell);
                }
            }
        }

        public void Refuse(long row, RowProblem problem, IEnumerable<RowProblem>? others = null)
        {
            _lastRow = row;
            (_problems ??= []).Add(problem);
            _problems.AddRange(others ?? []);
        }

        public AssembledOrder Complete() => new()
        {
            Id = Id,
            FirstRow = _firstRow,
            LastRow = _lastRow,
            ItemRows = _rows,
            Problems = _problems ?? (IReadOnlyList<RowProblem>)[],
            ProblemCode = ProblemCode ?? (_problems is null ? null : AssembledOrder.RowInvalid),
            Order = _problems is null ? ToOrder() : null,
        };

        private void Merge(long row, int index, object cell)
        {
            if (_values[index] is not { } value)
            {
                _values[index] = cell;
                (_givenIn ??= new long[_values.Length])[index] = row;
            }
            else if (!CellLists.AreSame(value, cell))
            {
                var first = _givenIn is null || _givenIn[index] == 0 ? _firstRow : _givenIn[index];
                (_problems ??= []).Add(new RowProblem(row, OrderColumns.OfOrder[index].Name,
                    FormattableString.Invariant($"contradicts row {first} of the same order: give it once, or the same on each row")));
            }
        }

        private FulfillmentOrder ToOrder()
        {
            var items = new FulfillmentOrderItem[_items.Count];
            string? currency = null;
            for (var i = 0; i < items.Length; i++)
            {
                currency = (string?)_items[i][OrderColumns.Currency.Index] ?? currency;
                OrderMapper.SetCurrency(_items[i], currency);
                OrderMapper.SetCurrency(_values, currency);
                items[i] = OrderMapper.ToItem(_items[i], s_newItem);
            }

            return OrderMapper.ToOrder(_values, items, s_newOrder);
        }
    }
}
