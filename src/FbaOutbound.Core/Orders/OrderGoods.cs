using System;
using System.Collections.Generic;
using System.Text;
using FbaOutbound.Texts;

namespace FbaOutbound.Orders;

/// <summary>What an order brings to whom, whatever its id: the recipient, and the SKUs with their quantities.</summary>
internal static class OrderGoods
{
    /// <summary>
    /// Returns a text that two orders share where they bring the same goods to the same recipient; null if an order has no recipient or
    /// no goods.
    /// </summary>
    public static string? TextOf(FulfillmentOrder order)
    {
        if (order.DestinationAddress is not { } address || order.Items.Count == 0)
        {
            return null;
        }

        var text = new StringBuilder();

        // The lengths keep two members from being read as one.
        void Add(string? part)
        {
            var canonical = DifferenceList.Canonical(part ?? "");
            text.Append(canonical.Length).Append(':').Append(canonical);
        }

        foreach (var member in AddressMembers.All)
        {
            if (member.Name != nameof(Address.Phone))
            {
                Add(member.Get(address));
            }
        }

        var units = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var item in order.Items)
        {
            var sku = item.SellerSku?.Trim() ?? "";
            units[sku] = (units.TryGetValue(sku, out var others) ? others : 0) + (item.Quantity ?? 0);
        }

        foreach (var sku in units)
        {
            text.Append(sku.Key.Length).Append(':').Append(sku.Key).Append('×').Append(sku.Value).Append(';');
        }

        return text.ToString();
    }
}

/// <summary>
/// Finds orders of one command that bring the same goods to the same recipient. It remembers the last orders, a hash and the id of each.
/// </summary>
internal sealed class RepeatedGoods
{
    private const int MostOrders = 100_000;

    private readonly RecentTexts _orders = new(MostOrders);

    /// <summary>Remembers an order; returns the id of an earlier one with the same recipient and goods, or null.</summary>
    public string? Add(FulfillmentOrder order)
    {
        if (OrderGoods.TextOf(order) is not { } text || order.SellerFulfillmentOrderId.Length == 0)
        {
            return null;
        }

        var earlier = _orders.Add(text, order.SellerFulfillmentOrderId);
        return earlier == order.SellerFulfillmentOrderId ? null : earlier;
    }
}
