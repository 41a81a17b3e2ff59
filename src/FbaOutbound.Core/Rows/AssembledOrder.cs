using System;
using System.Collections.Generic;
using System.Globalization;
using FbaOutbound.Orders;

namespace FbaOutbound.Rows;

/// <summary>An order whose rows are complete, or what is wrong with them. A bad row refuses its whole order.</summary>
internal sealed class AssembledOrder
{
    /// <summary>The problem of a row that names no order.</summary>
    public const string OrderIdMissing = nameof(OrderIdMissing);

    /// <summary>The problem of an order whose rows hold what cannot be read or contradict one another.</summary>
    public const string RowInvalid = nameof(RowInvalid);

    /// <summary>The problem of rows that came after the end of their order in a stream.</summary>
    public const string OrderIdRepeated = nameof(OrderIdRepeated);

    /// <summary>The order; null if there are problems.</summary>
    public FulfillmentOrder? Order { get; init; }

    /// <summary>What could be read of an order whose rows hold other values that cannot; null if there are no problems.</summary>
    public FulfillmentOrder? Rest { get; init; }

    /// <summary>The order's id; null if the rows give none that can be shown.</summary>
    public string? Id { get; init; }

    public long FirstRow { get; init; }

    public long LastRow { get; init; }

    /// <summary>The numbers of the rows, in the order of the items.</summary>
    public IReadOnlyList<long> ItemRows { get; init; } = [];

    public IReadOnlyList<RowProblem> Problems { get; init; } = [];

    /// <summary>
    /// <see cref="OrderIdMissing"/>, <see cref="RowInvalid"/> or <see cref="OrderIdRepeated"/>; null if there are no problems.
    /// </summary>
    public string? ProblemCode { get; init; }

    /// <summary>What an error about the order names as its target: the id, or <c>row 17</c>.</summary>
    public string Target => Id ?? FormattableString.Invariant($"row {FirstRow}");

    /// <summary>
    /// Returns the number of the row that a member such as <c>Items[1].Quantity</c> came from; the first for what belongs to the order.
    /// </summary>
    public long RowOf(string member)
    {
        const string Items = "Items[";
        var end = member.IndexOf(']');
        return member.StartsWith(Items, StringComparison.Ordinal) && end > 0
            && int.TryParse(
                member.Substring(Items.Length, end - Items.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < ItemRows.Count
            ? ItemRows[index]
            : FirstRow;
    }
}
