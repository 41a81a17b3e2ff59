using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>Changes a held order, whole or not at all.</summary>
internal static class OrderChanges
{
    public static Refusal Apply(FulfillmentOrder order, OrderChange change)
    {
        var changes = change.Items ?? [];
        var content = order.Content;
        var fillsInPart = (change.Policy ?? order.Policy) != OrderPolicy.FillOrKill;
        var needed = new Dictionary<StockKeepingUnit, long>();
        foreach (var item in changes)
        {
            if (Find(content, item.ItemId) is not (>= 0 and var index))
            {
                return new Refusal(RefusalReason.ItemUnknown, item.ItemId);
            }

            var line = order.Items[index];
            if (item.Sku is not null && item.Sku != line.Stock.Sku)
            {
                return new Refusal(RefusalReason.SkuInvalid, item.ItemId);
            }

            needed.TryGetValue(line.Stock, out var sum);
            needed[line.Stock] = sum += item.Quantity - line.Quantity;
            if (!fillsInPart && sum > line.Stock.Available)
            {
                return new Refusal(RefusalReason.NotEnoughStock, item.ItemId);
            }
        }

        var units = order.Items.Sum(line => (long)line.Quantity);
        var wanted = units + changes.Sum(item => (long)item.Quantity - order.Items[Find(content, item.ItemId)].Quantity);
        if (wanted > OrderLimits.MostUnits && wanted > units)
        {
            return new Refusal(RefusalReason.TooManyUnits, wanted.ToString(CultureInfo.InvariantCulture));
        }

        var items = content.Items.ToArray();
        foreach (var item in changes)
        {
            var index = Find(content, item.ItemId);
            Reserve(order, order.Items[index], item.Quantity);
            items[index] = Change(items[index], item);
        }

        order.Content = content with
        {
            MarketplaceId = change.MarketplaceId ?? content.MarketplaceId,
            DisplayableId = change.DisplayableId ?? content.DisplayableId,
            DisplayableDate = change.DisplayableDate ?? content.DisplayableDate,
            DisplayableComment = change.DisplayableComment ?? content.DisplayableComment,
            Speed = change.Speed ?? content.Speed,
            Address = change.Address ?? content.Address,
            Policy = change.Policy ?? content.Policy,
            ShipFromCountryCode = change.ShipFromCountryCode ?? content.ShipFromCountryCode,
            NotificationEmails = change.NotificationEmails ?? content.NotificationEmails,
            Features = change.Features ?? content.Features,
            Terms = Change(content.Terms, change).Shared(),
            Items = items,
        };
        return default;
    }

    private static OrderTerms Change(OrderTerms terms, OrderChange change) => terms with
    {
        Speeds = change.Speed is null ? terms.Speeds : null,
        Slip = change.DisplayableId is null && change.DisplayableDate is null && change.DisplayableComment is null ? terms.Slip : null,
    };

    private static int Find(OrderContent content, string itemId)
    {
        for (var i = 0; i < content.Items.Count; i++)
        {
            if (string.Equals(content.Items[i].ItemId, itemId, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    private static void Reserve(FulfillmentOrder order, OrderItem line, int quantity)
    {
        if (order.HasStock)
        {
            var more = quantity - line.Quantity;
            if (more > 0)
            {
                line.Reserve(more);
            }
            else
            {
                line.Return(-more);
            }
        }

        line.Quantity = quantity;
    }

    private static ItemContent Change(ItemContent old, ItemContent item) => old with
    {
        Quantity = item.Quantity,
        GiftMessage = item.GiftMessage ?? old.GiftMessage,
        Comment = item.Comment ?? old.Comment,
        NetworkSku = item.NetworkSku ?? old.NetworkSku,
        Disposition = item.Disposition ?? old.Disposition,
        DeclaredValue = item.DeclaredValue ?? old.DeclaredValue,
        Price = item.Price ?? old.Price,
        Tax = item.Tax ?? old.Tax,
        Slip = item.GiftMessage is null && item.Comment is null ? old.Slip : null,
    };
}
