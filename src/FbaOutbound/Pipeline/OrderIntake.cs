using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.Errors;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.Orders;
using FbaOutbound.Rows;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Makes orders of what comes down the pipeline: rows, and objects that are orders. Each comes out filled in and validated, or as an error
/// that tells all that is wrong with it. Objects come out at once until the first row; from then on all wait for the end of the input, in
/// the order in which they began, because any row may be the last one of any order. In a stream an order of rows comes out when another
/// record begins. Where each order is sent once, so do previews, because a further one of the same order leaves open which one is meant.
/// </summary>
/// <param name="overrides">What was given as parameters.</param>
/// <param name="isStream">Whether the input need not end.</param>
/// <param name="skipped">Takes what an import skipped, which comes out nowhere.</param>
/// <param name="check">Fills the orders in and holds them to the rules.</param>
internal sealed class OrderIntake(RowOverrides overrides, bool isStream, SkippedInput skipped, OrderCheck check)
{
    private const int MostUnknown = 1000;

    private readonly List<UnknownColumn> _unknown = [];
    private readonly HashSet<string> _toldUnknown = new(StringComparer.OrdinalIgnoreCase);
    private readonly EarlierOrders _earlier = new();

    private readonly Queue<IntakeEntry> _waiting = new();

    // The order of rows, or of previews, that the next record may belong to.
    private IntakeEntry? _open;
    private PreviewedOrder? _previews;
    private bool _hasRows;
    private long _row;

    /// <summary>Whether an order whose id an earlier one has is not one to send.</summary>
    public bool SendsOnce { get; init; }

    /// <summary>Whether an order with a value in a column that is probably mistyped is refused.</summary>
    public bool RefusesMistyped { get; init; } = true;

    private UnknownCells? UnknownCells => !RefusesMistyped ? null
        : field ??= new(new LostInputCells(column => OrderFileFault.Required.Contains(column) || overrides.Replaces(column)));

    private OrderAssembler Assembler => field ??= new(overrides, isStream)
    {
        OfNewOrders = SendsOnce,
        FlawOfUnknown = UnknownCells is { } cells ? cells.FlawOf : null,
    };

    /// <summary>How many records were read.</summary>
    public long Read => _row;

    /// <summary>How many orders wait for the end of the input, or to be taken.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Returns the warnings that the end of the command tells of orders with the same recipient and items.</summary>
    public IEnumerable<string> TellRepeats() => _earlier.TellRepeats();

    /// <summary>Takes one record and returns the orders that are complete by it.</summary>
    public IEnumerable<OrderIntakeResult> Take(object? input) => PipelineRecord.Each(input).SelectMany(TakeOne);

    /// <summary>Takes a record that is not an order, which comes out in its place.</summary>
    public IEnumerable<OrderIntakeResult> TakeOther(object? input)
    {
        _row++;
        return After(new IntakeEntry.Judged(new OrderIntakeResult(FormattableString.Invariant($"row {_row}"), _row) { Other = input }));
    }

    /// <summary>Returns the orders that waited for the end of the input, each when it is requested.</summary>
    public IEnumerable<OrderIntakeResult> Complete()
    {
        if (isStream || !_hasRows)
        {
            return EndOpen();
        }

        FindFileFault();
        return TakeWaiting();
    }

    /// <summary>Returns the columns and members that are not known, each once.</summary>
    public IReadOnlyList<UnknownColumn> TakeUnknown()
    {
        _unknown.AddRange(Assembler.TakeUnknownColumns());

        // The same member of another item is not another column.
        UnknownColumn[] unknown =
        [
            .. _unknown.Where(column =>
                _toldUnknown.Count < MostUnknown && _toldUnknown.Add(Regex.Replace(column.Name, @"\[\d+\]", "[]"))),
        ];
        _unknown.Clear();
        return unknown;
    }

    private IEnumerable<OrderIntakeResult> TakeOne(object? input)
    {
        _row++;
        var record = PipelineRecord.Unwrap(input);
        if (record is FulfillmentOrder order)
        {
            return AfterOrder(order);
        }

        if (record is FulfillmentPreview { Order: not null } preview)
        {
            return SendsOnce && preview.Order.SellerFulfillmentOrderId.Length > 0
                ? TakePreview(preview.ToOrder()!)
                : AfterOrder(preview.ToOrder()!);
        }

        if (record is FileSystemInfo file)
        {
            var place = FormattableString.Invariant($"row {_row}");
            return AfterProblem(place, new OrderInputException(
                $"Row {_row} is {(file is FileInfo ? "a file" : "a folder")}, not a row or an order. Pipe in its content, for example with Import-Csv '{Spelling.Showable(file.Name)}'."));
        }

        var properties = PipelineRecord.Properties(input);
        if (skipped.Leave(input, properties))
        {
            return [];
        }

        if (record is null && Assembler.RefuseAbove(_row))
        {
            return [];
        }

        if (properties is null || SavedPreview.Is(input, properties))
        {
            var target = FormattableString.Invariant($"row {_row}");
            var fault = properties is not null ? SavedPreview.Fault
                : $"is {(record is null ? "null" : TypeText.Of(record))}, not a row or an order. Pipe in the output of Import-Csv, or "
                    + "objects with the order's columns as properties.";
            return AfterProblem(target, new OrderInputException($"Row {_row} {fault}"));
        }

        return OrderObjectReader.IsOrder(properties) ? FromObject(properties) : TakeRow(properties);
    }

    private IEnumerable<OrderIntakeResult> TakeRow(IReadOnlyList<(string Name, object? Value)> properties)
    {
        var ended = _previews is null ? [] : EndOpen();
        _hasRows = true;
        return Assembler.Add(new OrderRow(_row, properties)) is { } begun ? ended.Concat(Open(new IntakeEntry.Rows(begun))) : ended;
    }

    private IEnumerable<OrderIntakeResult> TakePreview(FulfillmentOrder order)
    {
        order = overrides.ApplyTo(order);
        if (_previews is { } previews && previews.Take(order))
        {
            return [];
        }

        Assembler.Break();
        var begun = new PreviewedOrder(order, _row);
        var ended = Open(new IntakeEntry.Previews(begun));
        _previews = begun;
        return ended;
    }

    private IEnumerable<OrderIntakeResult> Open(IntakeEntry begun)
    {
        _previews = null;
        if (_hasRows && !isStream)
        {
            _waiting.Enqueue(begun);
            return [];
        }

        var ended = EndOpen();
        _open = begun;
        return ended;
    }

    private IEnumerable<OrderIntakeResult> AfterOrder(FulfillmentOrder order) =>
        After(new IntakeEntry.Whole(overrides.ApplyTo(order), _row));

    private IEnumerable<OrderIntakeResult> AfterProblem(string target, FbaException problem) =>
        After(new IntakeEntry.Judged(new OrderIntakeResult(target, _row) { Problem = problem }));

    // What is not a row comes out in its place among the orders.
    private IEnumerable<OrderIntakeResult> After(IntakeEntry complete)
    {
        Assembler.Break();
        _previews = null;
        if (isStream || !_hasRows)
        {
            return [.. EndOpen(), ToResult(complete)];
        }

        _waiting.Enqueue(complete);
        return [];
    }

    private IEnumerable<OrderIntakeResult> EndOpen()
    {
        OrderIntakeResult[] ended = _open is null ? [] : [ToResult(_open)];
        (_open, _previews) = (null, null);
        return ended;
    }

    private IEnumerable<OrderIntakeResult> TakeWaiting()
    {
        while (_waiting.Count > 0)
        {
            yield return ToResult(_waiting.Dequeue());
        }
    }

    private OrderIntakeResult ToResult(IntakeEntry complete) =>
        _earlier.Compare(Judge(complete), complete, SendsOnce, () => WaitingRows.Count(rows => rows.FindRepeated() is not null));

    private IEnumerable<OrderRows> WaitingRows => _waiting.OfType<IntakeEntry.Rows>().Select(entry => entry.Order);

    private OrderIntakeResult Judge(IntakeEntry complete) => complete switch
    {
        IntakeEntry.Rows(var rows) => check.Finish(rows.Complete()),
        IntakeEntry.Whole(var order, var row) => check.Finish(order, row),
        IntakeEntry.Previews(var previewed) => JudgePreviews(previewed),
        IntakeEntry.Judged(var result) => result,
        _ => throw new NotSupportedException(complete.GetType().Name),
    };

    private OrderIntakeResult JudgePreviews(PreviewedOrder previewed)
    {
        var result = check.Finish(previewed.Order, previewed.Row);
        return previewed.Speeds is not { } speeds ? result : EarlierOrders.Refuse(result, new OrderRepeatedException(
            $"{speeds.Count} different previews of order '{previewed.Order.SellerFulfillmentOrderId}' were piped in "
                + $"({string.Join(", ", speeds)}), so none of them is sent. Select one, for example with Where-Object "
                + $"ShippingSpeedCategory -eq {speeds[0]}, or with Sort-Object TotalFee | Select-Object -First 1."));
    }

    private void FindFileFault()
    {
        var rows = WaitingRows.ToList();
        if (rows.Count == 0)
        {
            return;
        }

        if (OrderFileFault.OfHeader(Assembler.Header, rows.Count) is { } header)
        {
            Replace(rows, header);
            return;
        }

        var damaged = rows.Where(order => order.HasDamagedText).ToList();
        if (OrderFileFault.OfEncoding(Assembler, damaged, rows.Count) is { } encoding)
        {
            Replace(damaged, encoding);
        }
        else if (OrderFileFault.OfValues(_waiting.Select(Judge), Assembler) is { } values)
        {
            Replace(rows, values);
        }
    }

    // One error replaces the first of the orders.
    private void Replace(IReadOnlyList<OrderRows> refused, string message)
    {
        var waiting = _waiting.ToArray();
        var isRefused = new HashSet<OrderRows>(refused);
        var target = refused.Count == 1
            ? FormattableString.Invariant($"row {refused[0].FirstRow}")
            : FormattableString.Invariant($"rows {refused[0].FirstRow} to {refused.Max(order => order.LastRow)}");
        _waiting.Clear();
        foreach (var one in waiting)
        {
            if (one is not IntakeEntry.Rows(var rows) || !isRefused.Contains(rows))
            {
                _waiting.Enqueue(one);
            }
            else if (rows == refused[0])
            {
                _waiting.Enqueue(new IntakeEntry.Judged(
                    new OrderIntakeResult(target, rows.FirstRow) { Problem = new OrderFileException(message) }));
            }
        }
    }

    private IEnumerable<OrderIntakeResult> FromObject(IReadOnlyList<(string Name, object? Value)> properties)
    {
        var read = OrderObjectReader.Read(properties, PipelineRecord.View);
        var order = (read.Value ?? read.Rest)!;
        var lost = LostMembers.Of(read.Lost, order, UnknownCells).ToList();
        _unknown.AddRange(read.Unknown.Where(column => !lost.Exists(problem => problem.Column == column.Name)));
        if (read.Value is not null && lost.Count == 0)
        {
            return AfterOrder(order);
        }

        var target = read.Id ?? FormattableString.Invariant($"row {_row}");
        return After(new IntakeEntry.Judged(
            check.Refuse(target, _row, [.. read.Problems, .. lost], overrides.ApplyTo(order), rowOf: null) with
            {
                LosesMembers = lost.Count > 0,
            }));
    }
}
