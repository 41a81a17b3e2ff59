using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rows;

namespace FbaOutbound.Pipeline;

/// <summary>Finds the values of an order object that would be lost, by the rule for rows: its members are columns, too.</summary>
internal static class LostMembers
{
    /// <summary>Returns what is wrong with the members that are not known.</summary>
    /// <param name="lost">The members that are not known.</param>
    /// <param name="order">What could be read of the object.</param>
    /// <param name="cells">The rule for rows; null if nothing is to be wrong.</param>
    public static IEnumerable<RowProblem> Of(IReadOnlyList<UnreadMember> lost, FulfillmentOrder order, UnknownCells? cells)
    {
        if (lost.Count == 0 || cells is null)
        {
            yield break;
        }

        // What the object has in its parts is not missing at its top, and what the order has is not missing in its parts.
        IReadOnlyList<(string, object?)> ofOrder =
        [
            .. OrderColumns.OfOrder.Select(column => (column.Name, Value: (object?)column.Get(order)))
                .Where(cell => cell.Value is not null),
        ];
        IReadOnlyList<(string, object?)> ofItems =
        [
            .. OrderColumns.OfItem.Where(column => (order.Items ?? []).Any(item => column.Get(item) is not null))
                .Select(column => (column.Name, (object?)null)),
        ];
        foreach (var member in lost)
        {
            var isTop = member.Path.Length == 0;
            var row = new OrderRow(0, [.. member.Members, .. ofOrder, .. isTop ? ofItems : []]);
            if (cells.FlawOf(row, member.Place, isTop) is { } flaw)
            {
                yield return new RowProblem(0, member.Column.Name, flaw);
            }
        }
    }
}
