using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Rows;

/// <summary>What was read of an object, and what is wrong with it.</summary>
/// <param name="Value">The order or the items; null if there are problems.</param>
/// <param name="Problems">What is wrong, each with its member; the row is 0.</param>
/// <param name="Unknown">The members that are not known and were not read.</param>
/// <param name="Id">The order's id, also where there are problems; null if none can be read.</param>
internal sealed record ReadObject<T>(T? Value, IReadOnlyList<RowProblem> Problems, IReadOnlyList<UnknownColumn> Unknown, string? Id = null)
    where T : class
{
    /// <summary>What could be read, where there are problems.</summary>
    public T? Rest { get; init; }

    /// <summary>The members that are not known, each with the members beside it.</summary>
    public IReadOnlyList<UnreadMember> Lost { get; init; } = [];
}

/// <summary>Reads an order from an object that has its members: a hashtable, a script's object, or an order that was serialized.</summary>
internal static class OrderObjectReader
{
    /// <summary>Whether the members are those of an order and not of a row.</summary>
    public static bool IsOrder(IReadOnlyList<(string Name, object? Value)> members)
    {
        foreach (var (name, _) in members)
        {
            if (ObjectMembers.IsNamed(name, nameof(FulfillmentOrder.Items)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads an order. Columns of the order are taken at its top, too.</summary>
    public static ReadObject<FulfillmentOrder> Read(IReadOnlyList<(string Name, object? Value)> members, IObjectView view)
    {
        var reading = new ObjectReading(view);
        var order = reading.Order(members);
        return new(
            reading.Problems.Count == 0 ? order : null,
            reading.Problems,
            reading.Unknown,
            order.SellerFulfillmentOrderId is { Length: > 0 } id ? id : null)
        {
            Rest = reading.Problems.Count > 0 ? order : null,
            Lost = reading.Lost,
        };
    }

    /// <summary>Returns the rows of an order; what could not be read stands in them as it was given.</summary>
    /// <param name="members">The members of the order.</param>
    /// <param name="view">How the objects are looked into.</param>
    /// <param name="faults">What no row can say, each with its member. There are no rows then.</param>
    public static IReadOnlyList<IReadOnlyList<(string Name, object? Value)>> ToRows(
        IReadOnlyList<(string Name, object? Value)> members, IObjectView view, out IReadOnlyList<RowProblem> faults)
    {
        var reading = new ObjectReading(view);
        var rows = OrderRowWriter.Write(reading.Order(members), out faults);
        if (reading.LacksParts)
        {
            faults = reading.Problems;
            return [];
        }

        return
        [
            .. rows.Select((row, index) => (IReadOnlyList<(string, object?)>)
                [.. row.Select(cell => (cell.Name, reading.Unread.FirstOrDefault(
                    unread => unread.Column == cell.Name && (unread.Item ?? index) == index)?.Value ?? cell.Value))]),
        ];
    }

    /// <summary>Reads items that are given as hashtables or objects with the item columns, one or a list of them.</summary>
    public static ReadObject<IReadOnlyList<FulfillmentOrderItem>> ReadItems(object? items, IObjectView view)
    {
        var reading = new ObjectReading(view);
        var read = reading.Items(items, "Item");
        return new(reading.Problems.Count == 0 ? read : null, reading.Problems, reading.Unknown) { Lost = reading.Lost };
    }
}
