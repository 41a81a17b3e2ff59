using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.Errors;
using FbaOutbound.OrderFiles;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Services;
using FbaOutbound.Sessions;

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
/// <param name="sessionOf">Finds the session of an order that was read with one.</param>
/// <param name="validate">The rules that the orders are held to.</param>
/// <param name="tellEnded">Describes what happened to an order that a late row of a stream belongs to.</param>
internal sealed class OrderIntake(
    RowOverrides overrides, bool isStream, SkippedInput skipped, Func<SessionMark?, FbaSession> sessionOf,
    Func<FulfillmentOrder, OrderContext, IReadOnlyList<OrderProblem>> validate,
    Func<string, string> tellEnded)
{
    public const string NothingSent = "Nothing was sent";

    private const int MostUnknown = 1000;

    private readonly List<UnknownColumn> _unknown = [];
    private readonly HashSet<string> _toldUnknown = new(StringComparer.OrdinalIgnoreCase);
    private readonly EarlierOrders _earlier = new();

    // Rows of an order, previews of one, an order with its number, or a result.
    private readonly Queue<object> _waiting = new();

    // The order of rows, or of previews, that the next record may belong to.
    private object? _open;
    private PreviewedOrder? _previews;
    private bool _hasRows;
    private long _row;

    /// <summary>Whether an order whose id an earlier one has is not one to send.</summary>
    public bool SendsOnce { get; init; }

    /// <summary>Whether an order with a value in a column that is probably mistyped is refused.</summary>
    public bool RefusesMistyped { get; init; } = true;

    /// <summary>What an error says did not happen to its order, such as <c>Nothing was sent</c>.</summary>
    public string Nothing { get; init; } = NothingSent;

    private OrderAssembler Assembler => field ??= new(overrides, isStream)
    {
        OfNewOrders = SendsOnce,
        FlawOfUnknown = RefusesMistyped
            ? new MistypedCells(column => OrderFileFault.Required.Contains(column) || overrides.Replaces(column)).FlawOf
            : null,
    };

    /// <summary>How many records were read.</summary>
    public long Read => _row;

    /// <summary>How many orders wait for the end of the input, or to be taken.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Takes one record and returns the orders that are complete by it.</summary>
    public IEnumerable<OrderIntakeResult> Take(object? input) => PipelineRecord.Each(input).SelectMany(TakeOne);

    /// <summary>Takes a record that is not an order, which comes out in its place.</summary>
    public IEnumerable<OrderIntakeResult> TakeOther(object? input)
    {
        _row++;
        return After(new OrderIntakeResult(FormattableString.Invariant($"row {_row}"), _row) { Other = input });
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

    /// <summary>Fills in and validates an order.</summary>
    public OrderIntakeResult Finish(FulfillmentOrder order, long row, Func<string, long>? rowOf = null)
    {
        var id = order.SellerFulfillmentOrderId;
        var target = id.Length > 0 ? id : row > 0 ? FormattableString.Invariant($"row {row}") : "the preview";
        try
        {
            var session = sessionOf(new SessionMark(order.Session, order.Account));
            var fileRow = order.Source is { Rows.Count: > 0 } source ? source.Rows[0] : (long?)null;
            var context = session.OrderContext;
            if (order.Items is null)
            {
                return OfList(target, row, session);
            }

            var filled = OrderDefaults.Fill(order, context);
            filled = order.Source is null ? filled with { Recipient = Recipients.Of(filled) } : filled;
            var found = validate(filled, context);
            if (found.Count == 0)
            {
                return new OrderIntakeResult(target, row) { Order = filled, FileRow = fileRow, Session = session, RowOf = rowOf };
            }

            OrderProblem[] problems = [.. found.Select(problem => problem with { Row = rowOf?.Invoke(problem.Member) ?? 0 })];
            var errors = problems.Where(problem => problem.Severity == ProblemSeverity.Error).ToList();
            if (errors.Count > 0)
            {
                return new OrderIntakeResult(target, row)
                {
                    Problem = Invalid(
                        target, errors.Select(problem => Place(problem.Row, order.Source) + problem.Message)),
                    Problems = problems,
                    FileRow = fileRow,
                    Session = session,
                };
            }

            return new OrderIntakeResult(target, row)
            {
                Order = filled,
                FileRow = fileRow,
                Session = session,
                RowOf = rowOf,
                Problems = problems,
                Warnings = [.. problems.Select(problem => $"Order '{id}'{From(order.Source)}: {problem.Message}")],
            };
        }
        catch (SessionChoiceException exception)
        {
            return new OrderIntakeResult(target, row) { Problem = exception };
        }
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

    private OrderIntakeResult OfList(string target, long row, FbaSession session)
    {
        var problem = new OrderProblem
        {
            Code = ProblemCodes.MemberMissing, Member = nameof(FulfillmentOrder.Items), Severity = ProblemSeverity.Error,
            Message = "The order has no items, because it came from a list. Read it with Get-FbaFulfillmentOrder -Detailed.",
        };
        return new OrderIntakeResult(target, row)
        {
            Problem = Invalid(target, [problem.Message]), Problems = [problem], Session = session,
        };
    }

    private OrderInputException Invalid(string target, IEnumerable<object> problems) => new(TextOf(target, problems));

    private string TextOf(string target, IEnumerable<object> problems) => OrderInputException.Text(Nothing, target, problems);

    private static string Place(long? row, OrderSource? source) =>
        row is > 0 ? FormattableString.Invariant($"row {row}: ") : source is null ? "" : $"{source}: ";

    private static string From(OrderSource? source) => source is null ? "" : $" ({source})";

    private static OrderProblem[] ToProblems(IEnumerable<RowProblem> problems) =>
    [
        .. problems.Select(problem => new OrderProblem
        {
            Code = ProblemCodes.RowInvalid,
            Member = problem.Column,
            Message = $"{problem.Column} {problem.Message}",
            Row = problem.Row,
        }),
    ];

    private IEnumerable<OrderIntakeResult> TakeOne(object? input)
    {
        _row++;
        var record = PipelineRecord.Unwrap(input);
        if (record is FulfillmentOrder order)
        {
            return After(order);
        }

        if (record is FulfillmentPreview { Order: not null } preview)
        {
            return SendsOnce && preview.Order.SellerFulfillmentOrderId.Length > 0
                ? TakePreview(preview.ToOrder()!)
                : After(preview.ToOrder()!);
        }

        if (record is FileSystemInfo file)
        {
            var place = FormattableString.Invariant($"row {_row}");
            return After(new OrderIntakeResult(place, _row)
            {
                Problem = new OrderInputException(
                    $"Row {_row} is {(file is FileInfo ? "a file" : "a folder")}, not a row or an order. Pipe in its content, for example with Import-Csv '{Spelling.Showable(file.Name)}'."),
            });
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
            return After(new OrderIntakeResult(target, _row) { Problem = new OrderInputException($"Row {_row} {fault}") });
        }

        return OrderObjectReader.IsOrder(properties) ? FromObject(properties) : TakeRow(properties);
    }

    private IEnumerable<OrderIntakeResult> TakeRow(IReadOnlyList<(string Name, object? Value)> properties)
    {
        var ended = _previews is null ? [] : EndOpen();
        _hasRows = true;
        return Assembler.Add(new OrderRow(_row, properties)) is { } begun ? ended.Concat(Open(begun)) : ended;
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
        var ended = Open(begun);
        _previews = begun;
        return ended;
    }

    private IEnumerable<OrderIntakeResult> Open(object begun)
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

    // What is not a row comes out in its place among the orders.
    private IEnumerable<OrderIntakeResult> After(object complete)
    {
        Assembler.Break();
        _previews = null;
        if (complete is FulfillmentOrder order)
        {
            complete = new CompleteOrder(overrides.ApplyTo(order), _row);
        }

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

    private OrderIntakeResult ToResult(object complete) => _earlier.Compare(
        Judge(complete), complete, SendsOnce, () => _waiting.OfType<OrderRows>().Count(rows => rows.FindRepeated() is not null));

    private OrderIntakeResult Judge(object complete) => complete switch
    {
        OrderRows rows => FromRows(rows.Complete()),
        CompleteOrder(var order, var row) => Finish(order, row),
        PreviewedOrder { Speeds: null } previewed => Finish(previewed.Order, previewed.Row),
        PreviewedOrder previewed => EarlierOrders.Refuse(Finish(previewed.Order, previewed.Row), new OrderRepeatedException(
            $"{previewed.Speeds.Count} different previews of order '{previewed.Order.SellerFulfillmentOrderId}' were piped in "
                + $"({string.Join(", ", previewed.Speeds)}), so none of them is sent. Select one, for example with Where-Object "
                + $"ShippingSpeedCategory -eq {previewed.Speeds[0]}, or with Sort-Object TotalFee | Select-Object -First 1.")),
        _ => (OrderIntakeResult)complete,
    };

    private void FindFileFault()
    {
        var rows = _waiting.OfType<OrderRows>().ToList();
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
        var isRefused = new HashSet<object>(refused);
        var target = refused.Count == 1
            ? FormattableString.Invariant($"row {refused[0].FirstRow}")
            : FormattableString.Invariant($"rows {refused[0].FirstRow} to {refused.Max(order => order.LastRow)}");
        _waiting.Clear();
        foreach (var one in waiting)
        {
            if (one == refused[0])
            {
                _waiting.Enqueue(new OrderIntakeResult(target, refused[0].FirstRow) { Problem = new OrderFileException(message) });
            }
            else if (!isRefused.Contains(one))
            {
                _waiting.Enqueue(one);
            }
        }
    }

    private IEnumerable<OrderIntakeResult> FromObject(IReadOnlyList<(string Name, object? Value)> properties)
    {
        var read = OrderObjectReader.Read(properties, PipelineRecord.View);
        var order = (read.Value ?? read.Rest)!;
        var lost = LostMembers.Of(properties, order, read.Unknown, Assembler.FlawOfUnknown).ToList();
        _unknown.AddRange(read.Unknown.Where(column => !lost.Exists(problem => problem.Column == column.Name)));
        if (read.Value is not null && lost.Count == 0)
        {
            return After(order);
        }

        var target = read.Id ?? FormattableString.Invariant($"row {_row}");
        return After(PartlyReadOf(target, _row, [.. read.Problems, .. lost], overrides.ApplyTo(order), rowOf: null));
    }

    // One error tells all that is wrong with an order: what cannot be read, and what the rules say of the rest.
    private OrderIntakeResult PartlyReadOf(
        string target, long row, IReadOnlyList<RowProblem> unread, FulfillmentOrder rest, Func<string, long>? rowOf)
    {
        var others = PartlyRead.Others(Finish(rest, row, rowOf).Problems, unread).ToList();
        return new OrderIntakeResult(target, row)
        {
            Problem = Invalid(
                target,
                unread.Select(problem => problem.ToString())
                    .Concat(others.Select(problem => Place(problem.Row, source: null) + problem.Message))),
            Problems = ToProblems(unread).Concat(others).ToList(),
        };
    }

    private OrderIntakeResult FromRows(AssembledOrder assembled)
    {
        if (assembled.Order is { } order)
        {
            return Finish(order, assembled.FirstRow, assembled.RowOf);
        }

        if (assembled.Rest is { } rest)
        {
            return PartlyReadOf(assembled.Target, assembled.FirstRow, assembled.Problems, rest, assembled.RowOf);
        }

        FbaException problem = assembled.ProblemCode switch
        {
            AssembledOrder.OrderIdMissing => new OrderIdMissingException(TextOf(assembled.Target, assembled.Problems)),
            AssembledOrder.OrderIdRepeated => new LateRowException(LateRows(assembled)),
            _ => Invalid(assembled.Target, assembled.Problems),
        };
        return new OrderIntakeResult(assembled.Target, assembled.FirstRow) { Problem = problem, Problems = ToProblems(assembled.Problems) };
    }

    private string LateRows(AssembledOrder assembled)
    {
        var rows = assembled.Problems.Select(problem => problem.Row).Distinct().ToList();
        return $"{tellEnded(assembled.Id!)} without {(rows.Count == 1 ? "row" : "rows")} {string.Join(", ", rows)}, which came too late: with -Stream, an order ends where the next one begins. Leave -Stream out, or keep the rows of an order together.";
    }

    private sealed record CompleteOrder(FulfillmentOrder Order, long Row);
}
