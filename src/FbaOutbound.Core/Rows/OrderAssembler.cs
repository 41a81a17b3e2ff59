using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Texts;

namespace FbaOutbound.Rows;

/// <summary>
/// Reads rows and gathers those of one SellerFulfillmentOrderId, wherever they stand: they are one order, whose own columns may stand on
/// any of them and must not differ. In a stream, which has no end to wait for, an order ends where the next one begins, and only a hash of
/// its id is kept.
/// </summary>
internal sealed class OrderAssembler(RowOverrides? overrides = null, bool isStream = false)
{
    private readonly RowOverrides _overrides = overrides ?? RowOverrides.None;
    private readonly HeaderMap _header = new();
    private readonly Dictionary<string, OrderRows> _orders = new(StringComparer.Ordinal);
    private readonly HashSet<TextHash> _ended = [];
    private readonly object?[] _cells = new object?[OrderColumns.OfOrder.Count];
    private readonly List<RowProblem> _problems = [];
    private readonly HashSet<OrderColumn> _given = [];
    private (OrderColumn? Column, string? Text, object? Parsed)[] _rowAbove = [];
    private readonly Dictionary<string, RowProblem> _claimed = new(StringComparer.Ordinal);
    private OrderRows? _above;
    private string? _missing;
    private string? _otherId;

    /// <summary>Whether the rows are new orders, whose ids and SKUs must not look as only a spreadsheet writes them.</summary>
    public bool OfNewOrders { get; init; }

    /// <summary>Returns what is wrong with a value whose column is not known, by the row and the cell's place; null for nothing.</summary>
    public Func<OrderRow, int, string?>? FlawOfUnknown { get; init; }

    /// <summary>How many rows held nothing, as spreadsheets write them below their last line. They are skipped.</summary>
    public long BlankRows { get; private set; }

    /// <summary>How many cells hold letters beyond ASCII that were read as they are.</summary>
    public long IntactTexts { get; private set; }

    /// <summary>How many cells hold text that was damaged when the file was read.</summary>
    public long DamagedTexts { get; private set; }

    /// <summary>What the names of the columns say of the input.</summary>
    public HeaderMap Header => _header;

    /// <summary>Whether a row, or a parameter, gave a value for the column.</summary>
    public bool IsGiven(OrderColumn column) => _given.Contains(column) || _overrides.Replaces(column);

    /// <summary>
    /// Takes a row. Returns the order that it begins; null if it belongs to one that was begun before, or holds nothing.
    /// </summary>
    public OrderRows? Add(OrderRow row)
    {
        var item = new object?[OrderColumns.OfItem.Count];
        if (!Read(row, item))
        {
            BlankRows++;
            return null;
        }

        var id = (string?)_cells[OrderColumns.SellerFulfillmentOrderId.Index];
        Claim(row.Number, id);
        if (id is not null && Find(id) is { } known)
        {
            known.Take(row.Number, _cells, item, _problems);
            _above = known;
            return null;
        }

        string? problemCode = null;
        if (id is null && !_problems.Exists(problem => problem.Column == OrderColumns.SellerFulfillmentOrderId.Name))
        {
            var columns = _header.Describe(row);
            if (IsSum(row))
            {
                var sum = new OrderRows(null, row.Number, AssembledOrder.OrderIdMissing);
                sum.Refuse(row.Number, [new RowProblem(row.Number, OrderColumns.SellerFulfillmentOrderId.Name, SumRow.Fault)]);
                _above = isStream ? sum : _above;
                return sum;
            }

            if (_above is { Id: not null } && !_above.IsOther(_cells))
            {
                // It may be meant for the order above, which must not be sent without it.
                _problems.Insert(0, new RowProblem(row.Number, OrderColumns.SellerFulfillmentOrderId.Name,
                    "is missing, and no other order column of the row differs from the order above, so the row may belong to it; "
                        + columns));
                _above.Refuse(row.Number, _problems);
                return null;
            }

            // All rows of a file may lack it, and then keep one text.
            var missing = $"is missing; {columns}";
            _missing = missing == _missing ? _missing : missing;
            _problems.Clear();
            _problems.Add(new RowProblem(row.Number, OrderColumns.SellerFulfillmentOrderId.Name, _missing));
            problemCode = AssembledOrder.OrderIdMissing;
        }

        _above = new OrderRows(
            id, row.Number, id is not null && isStream && !_ended.Add(TextHash.Of(id)) ? AssembledOrder.OrderIdRepeated : problemCode);
        if (id is not null && !isStream)
        {
            _orders.Add(id, _above);
        }

        _above.Take(row.Number, _cells, item, _problems);
        if (id is not null && _claimed.TryGetValue(id, out var claim))
        {
            _above.Refuse(claim.Row, [claim]);
        }

        return _above;
    }

    /// <summary>
    /// Reports that something other than a row arrived: what follows is not a part of the order above, and in a stream that order has
    /// ended.
    /// </summary>
    public void Break() => _above = null;

    /// <summary>
    /// Refuses the order above for a record that is null, and may have been one of its rows. Returns whether there is one.
    /// </summary>
    public bool RefuseAbove(long row)
    {
        if (_above is not { Id: not null } above)
        {
            return false;
        }

        above.Refuse(row, [new RowProblem(row, "the record", "is null, and may have been a row of this order")]);
        return true;
    }

    /// <summary>Returns the columns that are not known and were not returned before.</summary>
    public IReadOnlyList<UnknownColumn> TakeUnknownColumns() => _header.TakeUnknown();

    private bool IsSum(OrderRow row) => !_overrides.Replaces(OrderColumns.SellerSku) && SumRow.Is(row.Cells
        .Where(cell => !cell.Name.Equals(HeaderMap.Reason, StringComparison.OrdinalIgnoreCase))
        .Select(cell => (Convert.ToString(cell.Value, CultureInfo.InvariantCulture) ?? "", OrderColumns.Find(cell.Name) switch
        {
            null => SumRow.Use.None,
            { Kind: CellKind.Integer or CellKind.Amount } => SumRow.Use.Number,
            var column => column == OrderColumns.Currency ? SumRow.Use.Currency : SumRow.Use.Value,
        })));

    // A row with two ids may be a line of either order.
    private void Claim(long row, string? id)
    {
        if (_otherId is not { } other || other == id)
        {
            return;
        }

        var claim = new RowProblem(
            row, OrderColumns.SellerFulfillmentOrderId.Name, "is given twice in the row, so the row may belong to this order");
        if (Find(other) is { } known)
        {
            known.Refuse(row, [claim]);
        }
        else
        {
            _claimed[other] = claim;
        }
    }

    /// <summary>Reads the cells of a row; false if it holds nothing.</summary>
    private bool Read(OrderRow row, object?[] item)
    {
        Array.Clear(_cells, 0, _cells.Length);
        _problems.Clear();
        _otherId = null;
        var holdsAnything = false;
        for (var i = 0; i < row.Cells.Count; i++)
        {
            var (name, value) = row.Cells[i];
            var column = _header.Find(i, name);
            if (value is null or "" || (value is string given && string.IsNullOrWhiteSpace(given)))
            {
                continue;
            }

            holdsAnything = true;
            if (column is null)
            {
                RefuseLost(row, i, name);
                continue;
            }

            if (_overrides.Replaces(column))
            {
                continue;
            }

            var parsed = ReadCell(i, column, value, out var fault);
            if (fault is not null)
            {
                var problem = new RowProblem(row.Number, column.Name, fault) { IsDamagedText = TextFlaw.IsOfEncoding(fault) };
                _problems.Add(problem);
                _given.Add(column);
                DamagedTexts += problem.IsDamagedText ? 1 : 0;
                continue;
            }

            if (parsed is null)
            {
                continue;
            }

            _given.Add(column);
            IntactTexts += parsed is string text && !IsAscii(text) ? 1 : 0;

            var values = column.Scope == ColumnScope.Order ? _cells : item;
            if (values[column.Index] is { } other && !CellLists.AreSame(other, parsed))
            {
                _otherId = column == OrderColumns.SellerFulfillmentOrderId ? other as string : _otherId;
                _problems.Add(
                    new RowProblem(
                        row.Number, column.Name, "is given twice in the row, under two names, with different values: leave one of them out"));
            }

            values[column.Index] = parsed;
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

    private void RefuseLost(OrderRow row, int place, string name)
    {
        if (OrderColumns.IsPart(name.Trim()) && GivenText.FlawOf(row.Cells[place].Value!) is not null)
        {
            _header.Forget(name);
            _problems.Add(new RowProblem(
                row.Number, Spelling.Showable(name), "is an object, which a row cannot hold: give its columns, or the items as Items"));
        }
        else if (!name.Equals(HeaderMap.Reason, StringComparison.OrdinalIgnoreCase) && FlawOfUnknown?.Invoke(row, place) is { } flaw)
        {
            _header.Forget(name);
            _problems.Add(new RowProblem(row.Number, Spelling.Showable(name), flaw));
        }
    }

    // The rows of an order repeat its values, and many orders have the same city or SKU: what was read of the row above is not read again.
    private object? ReadCell(int place, OrderColumn column, object? value, out string? fault)
    {
        if (value is not string text || column.Form.Kind is CellKind.List or CellKind.Features or CellKind.Map)
        {
            return Cell.Read(column.Form, value, out fault);
        }

        if (place >= _rowAbove.Length)
        {
            Array.Resize(ref _rowAbove, Math.Max(2 * place, OrderColumns.OfOrder.Count));
        }

        if (_rowAbove[place] is { Parsed: { } known } above && above.Column == column && above.Text == text)
        {
            fault = null;
            return known;
        }

        var parsed = Cell.Read(column.Form, text, out fault);
        if (OfNewOrders && parsed is string id && FlawOf(column, id) is { } flaw)
        {
            parsed = null;
            fault = $"{Offending.Quoted(id)}{flaw}: correct it in the file, or, if it is right, send the order as an object with a list of "
                + "items";
        }

        _rowAbove[place] = (column, text, parsed);
        return parsed;
    }

    private static string? FlawOf(OrderColumn column, string text) => column == OrderColumns.SellerFulfillmentOrderId
        ? SpreadsheetForms.OfNumber(text, mayBeDate: false)
        : column == OrderColumns.SellerSku ? SpreadsheetForms.OfSku(text) : null;

    private static void Replace(object?[] values, object?[] replacing)
    {
        for (var i = 0; i < replacing.Length; i++)
        {
            values[i] = replacing[i] ?? values[i];
        }
    }

    private static bool IsAscii(string text)
    {
        foreach (var character in text)
        {
            if (character > '\u007F')
            {
                return false;
            }
        }

        return true;
    }

    private OrderRows? Find(string id) => isStream
        ? _above?.Id == id ? _above : null
        : _orders.TryGetValue(id, out var rows) ? rows : null;
}
