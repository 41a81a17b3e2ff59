using System.Collections.Generic;
using FbaOutbound.Texts;

namespace FbaOutbound.Orders;

/// <summary>
/// Finds orders of one command that have the id of an earlier one, and tells in what they differ. It keeps 40 bytes of each order. The
/// content of an order of rows is not read, because all rows with an id are one order.
/// </summary>
internal sealed class RepeatedIds
{
    private readonly Dictionary<TextHash, OrderContent?> _orders = [];

    /// <summary>
    /// Remembers an order. Returns null for the first one with its id; for a later one, in what it differs from the first.
    /// </summary>
    /// <param name="session">The session of the order: ids are unique in an account.</param>
    /// <param name="order">The order.</param>
    /// <param name="isOfRows">Whether it was made of rows.</param>
    public IReadOnlyList<string>? Add(string session, FulfillmentOrder order, bool isOfRows)
    {
        var id = TextHash.Of($"{session}\n{order.SellerFulfillmentOrderId}");
        OrderContent? content = isOfRows ? null : OrderContent.Of(order);
        if (_orders.TryGetValue(id, out var first))
        {
            return content is { } later && first is { } earlier
                ? later.DifferencesFrom(earlier) : ["how it was piped in: one of them as rows, one as an object"];
        }

        _orders.Add(id, content);
        return null;
    }
}
