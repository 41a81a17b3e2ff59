using FbaOutbound.Journal;
using FbaOutbound.Orders;

namespace FbaOutbound.Pipeline;

/// <summary>An order of which an earlier command of the session has sent other rows.</summary>
internal sealed class RowsOfOneOrderException(string id, FbaException cause) : FbaException(
    $"{cause.Message} An earlier command of this session sent other rows of '{id}': all rows of an order belong in one command "
    + "($rows | New-FbaFulfillmentOrder), which a loop over the rows does not give it.",
    cause)
{
    /// <summary>Whether an error says that an order of the same id holds something else.</summary>
    public static bool IsOtherContent(FbaException error) => error is OrderConflictException or JournalException { Problem: JournalProblem.OtherContent };
}
