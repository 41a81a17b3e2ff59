using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rows;

namespace FbaOutbound.Pipeline;

/// <summary>Finds the values of an order object that would be lost, by the rule for rows: its members are columns, too.</summary>
internal static class LostMembers
{
    /// <summary>Returns what is wrong with the members that are not known.</summary>
    /// <param name="members">The members of the object.</param>
    /// <param name="order">What could be read of it.</param>
    /// <param name="unknown">The members that are not known.</param>
    /// <param name="flawOf">What is wrong with a cell of a row whose column is not known; null if nothing is to be.</param>
    public static IEnumerable<RowProblem> Of(
        IReadOnlyList<(string Name, object? Value)> members, FulfillmentOrder order, IReadOnlyList<UnknownColumn> unknown,
        Func<OrderRow, int, string?>? flawOf)
    {
        if (unknown.Count == 0 || flawOf is null)
        {
            yield break;
        }

        // What the object has in its parts is not missing at its top.
        IReadOnlyList<(string, object?)> cells =
        [
            .. members,
            .. OrderColumns.OfOrder.Where(column => column.Get(order) is not null).Select(column => (column.Name, (object?)null)),
            .. OrderColumns.OfItem.Where(column => (order.Items ?? []).Any(item => column.Get(item) is not null))
                .Select(column => (column.Name, (object?)null)),
        ];
        for (var i = 0; i < members.Count; i++)
        {
            var name = Spelling.Showable(members[i].Name);
            if (unknown.Any(column => column.Name == name) && flawOf(new OrderRow(0, cells), i) is { } flaw)
            {
                yield return new RowProblem(0, name, flaw);
            }
        }
    }
}
