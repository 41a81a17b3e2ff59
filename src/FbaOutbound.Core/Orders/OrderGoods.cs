using System;
using System.Linq;
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

        foreach (var member in AddressMembers.All.Where(member => member.Name != nameof(Address.Phone)))
        {
            Add(member.Get(address));
        }

        foreach (var sku in order.Items.GroupBy(item => item.SellerSku?.Trim() ?? "", StringComparer.Ordinal)
            .OrderBy(sku => sku.Key, StringComparer.Ordinal))
        {
            text.Append(sku.Key.Length).Append(':').Append(sku.Key).Append('×').Append(sku.Sum(item => (long)(item.Quantity ?? 0)))
                .Append(';');
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
