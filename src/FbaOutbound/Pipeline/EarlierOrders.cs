using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Rules;
using FbaOutbound.Services;
using FbaOutbound.Texts;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Compares each order of a command with the earlier ones: by its id, by an id that is nearly the same, and by what it brings to whom.
/// </summary>
internal sealed class EarlierOrders
{
    private const string ResembleAdvice = "If they are the same order, it will be sent twice: spell its id the same way each time.";
    private const string RepeatAdvice = "Repeat orders are normal, but check that this one is intended.";

    private const int MostNames = 20;

    private readonly RepeatedGoods _goods = new();

    // By the first order of the same goods: how many more came after the one that was told at once, and the first of their ids.
    private readonly Dictionary<string, (int Count, List<string> Ids)> _repeats = new(StringComparer.Ordinal);
    private readonly ResemblingIds _ids = new();
    private readonly RepeatedIds _taken = new();
    private bool _hasToldRepeatedRows;

    /// <summary>Returns an order with what it has in common with earlier ones, or as one that is refused for it.</summary>
    /// <param name="result">The order.</param>
    /// <param name="complete">What it was made of.</param>
    /// <param name="sendsOnce">Whether an order whose id an earlier one has is not one to send.</param>
    /// <param name="waiting">Counts the orders still to come that have the same row twice.</param>
    public OrderIntakeResult Compare(OrderIntakeResult result, IntakeEntry complete, bool sendsOnce, Func<int> waiting)
    {
        if (result.Order is not { } order)
        {
            return result;
        }

        if (sendsOnce && _taken.Add(result.Session!.Name, order, result.IsOfRows) is { } differences)
        {
            return differences.Count == 0 ? WarnOfSame(result with { Warnings = [] }, order.SellerFulfillmentOrderId) : Refuse(
                result,
                new OrderRepeatedException(
                    $"Another order '{order.SellerFulfillmentOrderId}' came earlier in the same pipeline, so this one is not sent. "
                        + $"It differs in {string.Join(", ", differences)}. Pipe in only one of them; only a different order needs an id of its own.") { IsLater = true });
        }

        if (complete is IntakeEntry.Previews { Order.IsRepeated: true })
        {
            result = WarnOfSame(result, order.SellerFulfillmentOrderId) with { IsRepeat = false };
        }

        if (complete is IntakeEntry.Rows(var rows) && rows.FindRepeated() is var (first, second))
        {
            result = WarnOfRows(result, order.SellerFulfillmentOrderId, first, second, waiting);
        }

        if (_ids.Add(order.SellerFulfillmentOrderId) is { } other)
        {
            result = Warn(
                result,
                ProblemCodes.OrderIdResembles,
                result.ShownRow,
                $"The id is almost the same as that of order '{other}'. {ResembleAdvice}",
                $"Orders '{other}' and '{order.SellerFulfillmentOrderId}' have almost the same id. {ResembleAdvice}");
        }

        return _goods.Add(order) is { } earlier ? WarnOfRepeat(result, order.SellerFulfillmentOrderId, earlier) : result;
    }

    /// <summary>Returns an order as one that is refused, because another one has its id.</summary>
    public static OrderIntakeResult Refuse(OrderIntakeResult result, OrderRepeatedException problem) =>
        new(result.Target, result.Row)
        {
            Problem = problem,
            Problems =
            [
                new OrderProblem
                {
                    Code = ProblemCodes.OrderRepeated, Member = nameof(FulfillmentOrder.SellerFulfillmentOrderId),
                    Message = problem.Message, Row = result.Row, Severity = ProblemSeverity.Error,
                },
            ],
            FileRow = result.FileRow,
            Session = result.Session,
            RowOf = result.RowOf,
        };

    // A file that repeats rows as a rule does so often, and one warning says it.
    private OrderIntakeResult WarnOfRows(OrderIntakeResult result, string id, long first, long second, Func<int> waiting)
    {
        const string Advice = "Remove one of them if the item should be sent only once.";
        var isTold = _hasToldRepeatedRows;
        _hasToldRepeatedRows = true;
        var more = isTold ? 0 : waiting();
        var others = more == 0
            ? ""
            : FormattableString.Invariant(
                $" {more} more {(more == 1 ? "order has" : "orders have")} such rows; Test-FbaFulfillmentOrder lists them.");
        return Warn(result, ProblemCodes.RowRepeated, second,
            FormattableString.Invariant($"Row {second} is the same as row {first}, and both are sent. {Advice}"),
            isTold
                ? null
                : FormattableString.Invariant(
                    $"Order '{id}': rows {first} and {second} are the same, and both are sent. {Advice}{others}"));
    }

    /// <summary>Returns a warning for each group of orders with the same recipient and items of which more came than a pair.</summary>
    public IEnumerable<string> TellRepeats() =>
        from repeat in _repeats
        let more = repeat.Value
        where more.Count > 0
        select FormattableString.Invariant(
            $"{more.Count} more {(more.Count == 1 ? "order has" : "orders have")} the same recipient and items as order '{repeat.Key}': ")
            + $"{NameList.OfFirst(more.Ids, more.Count)}. "
            + (more.Count == 1 ? RepeatAdvice : "Repeat orders are normal, but check that these are intended.");

    // The first pair of a group is told before it is sent; a warning for each further order would drown the other warnings.
    private OrderIntakeResult WarnOfRepeat(OrderIntakeResult result, string id, string earlier)
    {
        var isTold = _repeats.TryGetValue(earlier, out var more);
        if (!isTold)
        {
            more = (0, []);
        }
        else if (++more.Count <= MostNames)
        {
            more.Ids.Add(id);
        }

        _repeats[earlier] = more;
        return Warn(
            result, ProblemCodes.GoodsRepeated, result.ShownRow,
            $"The recipient and the items are the same as in order '{earlier}'. {RepeatAdvice}",
            isTold ? null : $"Order '{id}' has the same recipient and items as order '{earlier}'. {RepeatAdvice}") with
        {
            RepeatsOrder = true,
        };
    }

    private static OrderIntakeResult WarnOfSame(OrderIntakeResult result, string id)
    {
        const string Once = "is in the input more than once, with the same content. It is sent only once.";
        return Warn(result, ProblemCodes.OrderRepeated, result.ShownRow, $"The order {Once}", $"Order '{id}' {Once}") with
        {
            IsRepeat = true,
        };
    }

    private static OrderIntakeResult Warn(OrderIntakeResult result, string code, long row, string message, string? warning) => result with
    {
        Problems =
        [
            .. result.Problems,
            new OrderProblem
            {
                Code = code, Member = nameof(FulfillmentOrder.SellerFulfillmentOrderId), Message = message, Row = row,
                Severity = ProblemSeverity.Warning
            },
        ],
        Warnings = warning is null ? result.Warnings : [.. result.Warnings, warning],
    };
}
