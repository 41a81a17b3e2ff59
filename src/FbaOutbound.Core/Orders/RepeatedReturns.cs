using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Texts;

namespace FbaOutbound.Orders;

/// <summary>
/// Finds return items of one command that have the key of an earlier one, and tells in what they differ. Without it, chance would decide
/// which of the two is returned.
/// </summary>
internal sealed class RepeatedReturns
{
    private static readonly (string Name, Func<ReturnRequestItem, string?> Get)[] s_members =
    [
        (nameof(ReturnRequestItem.SellerFulfillmentOrderItemId), item => item.SellerFulfillmentOrderItemId),
        (nameof(ReturnRequestItem.AmazonShipmentId), item => item.AmazonShipmentId),
        (nameof(ReturnRequestItem.ReturnReasonCode), item => item.ReturnReasonCode),
        (nameof(ReturnRequestItem.ReturnComment), item => item.ReturnComment),
    ];

    private readonly Dictionary<TextHash, TextHash[]> _items = [];

    /// <summary>
    /// Remembers an item. Returns null for the first one with its key; for a later one, in which members it differs from the first.
    /// </summary>
    /// <param name="session">The session of the order.</param>
    /// <param name="orderId">The order: keys are unique in an order.</param>
    /// <param name="item">The item.</param>
    public IReadOnlyList<string>? Add(string session, string orderId, ReturnRequestItem item)
    {
        var key = TextHash.Of($"{session}\n{orderId}\n{item.SellerReturnItemId}");
        TextHash[] content = [.. s_members.Select(member => TextHash.Of(member.Get(item) ?? ""))];
        if (_items.TryGetValue(key, out var first))
        {
            return [.. s_members.Where((_, i) => !first[i].Equals(content[i])).Select(member => member.Name)];
        }

        _items.Add(key, content);
        return null;
    }
}
