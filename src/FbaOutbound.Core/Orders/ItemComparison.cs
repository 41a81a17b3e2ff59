using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Orders;

/// <summary>Compares the items of two orders: by their ids, or by SKU where the ids were filled in.</summary>
internal static class ItemComparison
{
    /// <summary>The name under which the ids of all items count as filled in.</summary>
    public const string Ids = nameof(FulfillmentOrder.Items) + "." + nameof(FulfillmentOrderItem.SellerFulfillmentOrderItemId);

    public static void Compare(
        DifferenceList list,
        IReadOnlyList<FulfillmentOrderItem> wanted,
        IReadOnlyList<FulfillmentOrderItem> found,
        bool otherItemsAllowed)
    {
        if (wanted.Count == 0)
        {
            return;
        }

        var bySku = list.IsFilledIn(Ids);
        if (found.Count == 0 || found.Any(i => string.IsNullOrWhiteSpace(Key(i, bySku))))
        {
            list.Add(nameof(FulfillmentOrder.Items), DifferenceKind.NotComparable);
            return;
        }

        var foundByKey = ByKey(found, bySku);
        var wantedByKey = ByKey(wanted, bySku);
        foreach (var pair in wantedByKey)
        {
            if (foundByKey.TryGetValue(pair.Key, out var same))
            {
                CompareItem(list, Member(pair.Key), pair.Value, same);
            }
            else
            {
                list.Add(Member(pair.Key), DifferenceKind.Conflict);
            }
        }

        if (!otherItemsAllowed)
        {
            foreach (var key in foundByKey.Keys.Where(k => !wantedByKey.ContainsKey(k)))
            {
                list.Add(Member(key), DifferenceKind.Conflict);
            }
        }
    }

    private static void CompareItem(DifferenceList list, string member, FulfillmentOrderItem wanted, FulfillmentOrderItem found)
    {
        list.Id($"{member}.{nameof(wanted.SellerSku)}", wanted.SellerSku, found.SellerSku, DifferenceKind.Conflict);
        list.Units($"{member}.{nameof(wanted.Quantity)}", wanted.Quantity, found.Quantity, DifferenceKind.Conflict);
        list.Code($"{member}.{nameof(wanted.Unit)}", wanted.Unit, found.Unit, DifferenceKind.Conflict);
        list.Slip($"{member}.{nameof(wanted.PackingSlip)}", wanted.PackingSlip, found.PackingSlip);
        list.Text($"{member}.{nameof(wanted.GiftMessage)}", wanted.GiftMessage, found.GiftMessage);
        list.Text($"{member}.{nameof(wanted.DisplayableComment)}", wanted.DisplayableComment, found.DisplayableComment);
        list.Id(
            $"{member}.{nameof(wanted.FulfillmentNetworkSku)}",
            wanted.FulfillmentNetworkSku,
            found.FulfillmentNetworkSku,
            DifferenceKind.Minor);
        list.Amount(
            $"{member}.{nameof(wanted.PerUnitDeclaredValue)}",
            wanted.PerUnitDeclaredValue,
            found.PerUnitDeclaredValue,
            DifferenceKind.Minor);
        list.Amount($"{member}.{nameof(wanted.PerUnitPrice)}", wanted.PerUnitPrice, found.PerUnitPrice, DifferenceKind.Conflict);
        list.Amount($"{member}.{nameof(wanted.PerUnitTax)}", wanted.PerUnitTax, found.PerUnitTax, DifferenceKind.Conflict);
    }

    private static Dictionary<string, FulfillmentOrderItem> ByKey(IEnumerable<FulfillmentOrderItem> items, bool bySku) =>
        items.GroupBy(i => Key(i, bySku).Trim(), StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => g.First() with
                {
                    Quantity = g.Any(i => i.Quantity is null) ? null : (int)Math.Min(int.MaxValue, g.Sum(i => (long)i.Quantity!))
                },
                StringComparer.Ordinal);

    private static string Key(FulfillmentOrderItem item, bool bySku) => (bySku ? item.SellerSku : item.SellerFulfillmentOrderItemId) ?? "";

    private static string Member(string key) => $"{nameof(FulfillmentOrder.Items)}[{key}]";
}
