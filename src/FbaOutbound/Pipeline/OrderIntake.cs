using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Errors;
using FbaOutbound.Files;
using FbaOutbound.Orders;
using FbaOutbound.Sessions;
using FbaOutbound.Validation;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Makes orders of what comes down the pipeline: rows, of which consecutive ones with one id are one order, and objects that are orders. Each
/// comes out filled in and validated, or as an error that tells all that is wrong with it.
/// </summary>
/// <param name="overrides">What was given as parameters.</param>
/// <param name="sessionOf">Finds the session of an order that was read with one.</param>
/// <param name="validate">The rules that the orders are held to.</param>
internal sealed class OrderIntake(
    RowOverrides overrides, Func<string?, FbaSession> sessionOf, Func<FulfillmentOrder, OrderContext, IReadOnlyList<OrderProblem>> validate)
{
    private readonly OrderAssembler _assembler = new(overrides);
    private readonly List<UnknownColumn> _unknown = [];
    private long _row;

    /// <summary>Takes one record and returns the orders that are complete by it.</summary>
    public IEnumerable<OrderIntakeResult> Take(object? input) => PipelineRecord.Each(input).SelectMany(TakeOne);

    /// <summary>Returns the order whose rows came last.</summary>
    public IEnumerable<OrderIntakeResult> Complete() => FromRows(_assembler.Complete());

    /// <summary>Fills in and validates an order.</summary>
    public OrderIntakeResult Finish(FulfillmentOrder order, long row, Func<string, long>? rowOf = null)
    {
        var id = order.SellerFulfillmentOrderId;
        var target = id.Length > 0 ? id : FormattableString.Invariant($"row {row}");
        try
        {
            var session = sessionOf(order.Session);
            var context = session.OrderContext;
            var filled = OrderDefaults.Fill(order, context);
            OrderProblem[] problems = [.. validate(filled, context).Select(problem => problem with { Row = rowOf?.Invoke(problem.Member) ?? 0 })];
            var errors = problems.Where(problem => problem.Severity == ProblemSeverity.Error).ToList();
            if (errors.Count > 0)
            {
                return new OrderIntakeResult(target, row)
                {
                    Problem = OrderInputException.For(target, errors.Select(problem => Place(problem.Row) + problem.Message)),
                    Problems = problems,
                    Session = session,
                };
            }

            return new OrderIntakeResult(target, row)
            {
                Order = filled,
                Session = session,
                Problems = problems,
                Warnings = [.. problems.Select(problem => $"Order '{id}': {problem.Message}")],
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
        _unknown.AddRange(_assembler.TakeUnknownColumns());
        if (_unknown.Count == 0)
        {
            return [];
        }

        UnknownColumn[] unknown = [.. _unknown];
        _unknown.Clear();
        return unknown;
    }

    private static string Place(long? row) => row is > 0 ? FormattableString.Invariant($"row {row}: ") : "";

    private static OrderProblem[] ToProblems(IEnumerable<RowProblem> problems) =>
    [
        .. problems.Select(problem => new OrderProblem
        {
            Code = ProblemCodes.RowInvalid,
            Member = problem.Column,
            Message = $"{problem.Column}: {problem.Message}",
            Row = problem.Row,
        }),
    ];

    private IEnumerable<OrderIntakeResult> TakeOne(object? input)
    {
        _row++;
        if (PipelineRecord.Unwrap(input) is FulfillmentOrder order)
        {
            return [.. Complete(), Finish(overrides.ApplyTo(order), _row)];
        }

        if (PipelineRecord.Unwrap(input) is FulfillmentPreview { Order: not null } preview)
        {
            return [.. Complete(), Finish(overrides.ApplyTo(preview.ToOrder()!), _row)];
        }

        var properties = PipelineRecord.Properties(input);
        if (properties is null)
        {
            var target = FormattableString.Invariant($"row {_row}");
            var kind = input is null ? "null" : $"a {PipelineRecord.Unwrap(input)!.GetType().Name}";
            return [.. Complete(), new OrderIntakeResult(target, _row) { Problem = new OrderInputException($"{target} is {kind}, not a row or an order. Pipe in what Import-Csv returns, or objects with the order's columns as properties.") }];
        }

        return OrderObjectReader.IsOrder(properties)
            ? [.. Complete(), FromObject(properties)]
            : FromRows(_assembler.Add(new OrderRow(_row, properties)));
    }

    private OrderIntakeResult FromObject(IReadOnlyList<(string Name, object? Value)> properties)
    {
        var read = OrderObjectReader.Read(properties, PipelineRecord.View);
        _unknown.AddRange(read.Unknown);
        if (read.Value is { } order)
        {
            return Finish(overrides.ApplyTo(order), _row);
        }

        var target = read.Id ?? FormattableString.Invariant($"row {_row}");
        return new OrderIntakeResult(target, _row) { Problem = OrderInputException.For(target, read.Problems.Select(problem => problem.ToString())), Problems = ToProblems(read.Problems) };
    }

    private IEnumerable<OrderIntakeResult> FromRows(AssembledOrder? assembled) => assembled switch
    {
        null => [],
        { Order: { } order } => [Finish(order, assembled.FirstRow, assembled.RowOf)],
        { ProblemCode: AssembledOrder.OrderIdMissing } => [new(assembled.Target, assembled.FirstRow) { Problem = new OrderIdMissingException(OrderInputException.Text(assembled.Target, assembled.Problems.Select(problem => problem.ToString()))), Problems = ToProblems(assembled.Problems) }],
        _ => [new(assembled.Target, assembled.FirstRow) { Problem = OrderInputException.For(assembled.Target, assembled.Problems.Select(problem => problem.ToString())), Problems = ToProblems(assembled.Problems) }],
    };
}

/// <summary>An order to send, or why it is not sent.</summary>
/// <param name="Target">What an error names: the order's id, or <c>row 17</c>.</param>
/// <param name="Row">The number of its first row.</param>
internal sealed record OrderIntakeResult(string Target, long Row)
{
    public FulfillmentOrder? Order { get; init; }

    /// <summary>Everything that is known to be wrong with the order, what does not refuse it, too.</summary>
    public IReadOnlyList<OrderProblem> Problems { get; init; } = [];

    /// <summary>The session that the order goes out with; set where there is an order.</summary>
    public FbaSession? Session { get; init; }

    public FbaException? Problem { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>Input of which no order can be made. One error tells every row and column.</summary>
internal sealed class OrderInputException(string message) : FbaException(message)
{
    public static OrderInputException For(string target, IEnumerable<string> problems) => new(Text(target, problems));

    public static string Text(string target, IEnumerable<string> problems) =>
        $"Nothing was sent for {(target.StartsWith("row ", StringComparison.Ordinal) ? target : $"the order '{target}'")}: {Sentence.Of(problems)}";
}
