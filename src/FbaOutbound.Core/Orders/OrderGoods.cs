using System;
using System.Text;
using FbaOutbound.Texts;

namespace FbaOutbound.Orders;

/// <summary>
/// What an order brings to whom, whatever its id: the recipient, and the SKUs with their quantities. Journals keep a hash of it. That two
/// orders of one id are the same is another question, in which every member counts (<see cref="OrderContent"/>).
/// </summary>
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

        FulfillmentOrderItem[] items = [.. order.Items];
        Array.Sort(items, static (left, right) => string.CompareOrdinal(SkuOf(left), SkuOf(right)));
        for (var i = 0; i < items.Length;)
        {
            var sku = SkuOf(items[i]);
            var units = 0L;
            for (; i < items.Length && SkuOf(items[i]) == sku; i++)
            {
                units += items[i].Quantity ?? 0;
            }

            text.Append(sku.Length).Append(':').Append(sku).Append('×').Append(units).Append(';');
        }

        return text.ToString();
    }

    private static string SkuOf(FulfillmentOrderItem item) => item.SellerSku?.Trim() ?? "";
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
