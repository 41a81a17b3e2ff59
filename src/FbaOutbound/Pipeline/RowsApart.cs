using System;
using System.Linq;
using FbaOutbound.Journal;
using FbaOutbound.Orders;

namespace FbaOutbound.Pipeline;

/// <summary>Explains the errors of a script that gives each row of an order to a separate command.</summary>
internal static class RowsApart
{
    /// <summary>
    /// Returns the error with an explanation, or null if an earlier command that sent other rows of the order does not explain it.
    /// </summary>
    /// <param name="error">The error of an order that an earlier command of the session has sent from rows.</param>
    public static FbaException? Explain(FbaException error) => error switch
    {
        OrderConflictException conflict when conflict.Differences.All(IsOfItemsOrMinor) =>
            new OrderConflictException(Explained(error))
            {
                SellerFulfillmentOrderId = conflict.SellerFulfillmentOrderId, Differences = conflict.Differences
            },
        JournalException { Problem: JournalProblem.OtherContent } =>
            new JournalException(JournalProblem.OtherContent, Explained(error), error),
        _ => null,
    };

    private static bool IsOfItemsOrMinor(OrderDifference difference) =>
        difference.Kind != DifferenceKind.Conflict
            || difference.Member.StartsWith(nameof(FulfillmentOrder.Items), StringComparison.Ordinal);

    private static string Explained(FbaException error) =>
        $"{error.Message} An earlier command in this session sent other rows of this order. Send all rows of an order with one command "
            + "($rows | New-FbaFulfillmentOrder), not in a loop over the rows.";
}
