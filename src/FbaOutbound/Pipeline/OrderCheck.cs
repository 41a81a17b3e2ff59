using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Errors;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Services;
using FbaOutbound.Sessions;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Fills orders in and holds them to the rules. Each becomes one to send, or an error that tells all that is wrong with it.
/// </summary>
/// <param name="sessionOf">Finds the session of an order that was read with one.</param>
/// <param name="validate">The rules that the orders are held to.</param>
/// <param name="tellEnded">Describes what happened to an order that a late row of a stream belongs to.</param>
internal sealed class OrderCheck(
    Func<SessionMark?, FbaSession> sessionOf, Func<FulfillmentOrder, OrderContext, IReadOnlyList<OrderProblem>> validate,
    Func<string, string> tellEnded)
{
    public const string NothingSent = "Nothing was sent";

    /// <summary>What an error says did not happen to its order, such as <c>Nothing was sent</c>.</summary>
    public string Nothing { get; init; } = NothingSent;

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

    /// <summary>Fills in and validates an order of rows.</summary>
    public OrderIntakeResult Finish(AssembledOrder assembled)
    {
        if (assembled.Order is { } order)
        {
            return Finish(order, assembled.FirstRow, assembled.RowOf);
        }

        if (assembled.Rest is { } rest)
        {
            return Refuse(assembled.Target, assembled.FirstRow, assembled.Problems, rest, assembled.RowOf);
        }

        FbaException problem = assembled.ProblemCode switch
        {
            AssembledOrder.OrderIdMissing => new OrderIdMissingException(TextOf(assembled.Target, assembled.Problems)),
            AssembledOrder.OrderIdRepeated => new LateRowException(LateRows(assembled)),
            _ => Invalid(assembled.Target, assembled.Problems),
        };
        return new OrderIntakeResult(assembled.Target, assembled.FirstRow) { Problem = problem, Problems = ToProblems(assembled.Problems) };
    }

    /// <summary>Refuses an order with one error that tells all: what cannot be read, and what the rules say of the rest.</summary>
    public OrderIntakeResult Refuse(
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

    private string LateRows(AssembledOrder assembled)
    {
        var rows = assembled.Problems.Select(problem => problem.Row).Distinct().ToList();
        return $"{tellEnded(assembled.Id!)} without {(rows.Count == 1 ? "row" : "rows")} {string.Join(", ", rows)}, which came too late: with -Stream, an order ends where the next one begins. Leave -Stream out, or keep the rows of an order together.";
    }
}
