using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>
/// Keeps one object for an item that many orders have, which is never changed: the same SKU, quantity and item id, and nothing else. It
/// remembers and races like a <see cref="TextPool"/>.
/// </summary>
internal sealed class ItemPool
{
    private readonly ItemContent?[] _items = new ItemContent?[4096];

    /// <summary>Returns the item, in the object that was kept for it where there is one.</summary>
    public ItemContent Of(ItemContent item)
    {
        if (item.Sku is null || !IsPlain(item))
        {
            return item;
        }

        var hash = (((item.Sku.GetHashCode() * 31) + item.ItemId.GetHashCode()) * 31) + item.Quantity;
        ref var kept = ref _items[(hash & int.MaxValue) % _items.Length];
        return kept is { } known && known.Sku == item.Sku && known.ItemId == item.ItemId && known.Quantity == item.Quantity
            ? known
            : kept = item;
    }

    private static bool IsPlain(ItemContent item) =>
        (item.GiftMessage ?? item.Comment ?? item.NetworkSku ?? item.Disposition) is null
        && (item.DeclaredValue ?? item.Price ?? item.Tax ?? item.PaidOnDelivery) is null
        && item.Slip is null;
}
