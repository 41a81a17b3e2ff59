using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Orders;

namespace FbaOutbound.Tracking;

/// <summary>A line of a shop's order that a parcel brings.</summary>
/// <param name="Id">The line.</param>
/// <param name="SellerSku">The SKU of the item; null if the line is a kit.</param>
/// <param name="Quantity">How many of the shop's units it brings.</param>
internal sealed record ShopLine(ShopLineId Id, string? SellerSku, int Quantity);

/// <summary>
/// Counts in the shop's units what parcels bring: a kit counts with the parcel that brings its last part, and a pack of three with the
/// parcel that brings the third piece. Where a shop's file has no quantities, a line counts with the parcel that brings its last unit.
/// </summary>
internal sealed class ShopLines
{
    private readonly string _orderId;
    private readonly Dictionary<string, List<(string ItemId, ShopLineId Line, string? Sku)>> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _shipped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _told = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _ordered = new(StringComparer.Ordinal);
    private readonly bool _isWhole;

    /// <param name="order">The order.</param>
    /// <param name="isWhole">Whether a line counts only once all its units are shipped.</param>
    public ShopLines(FulfillmentOrder order, bool isWhole = false)
    {
        _orderId = order.SellerFulfillmentOrderId;
        _isWhole = isWhole;
        foreach (var item in order.Items)
        {
            Add(item.SellerFulfillmentOrderItemId, item.SellerSku);
            _ordered[item.SellerFulfillmentOrderItemId] = item.Quantity ?? int.MaxValue;
        }
    }

    /// <summary>
    /// Whether the parcels so far bring all that was ordered. Units that were cancelled or could not be fulfilled are never brought: what
    /// becomes of them is between the shop and its customer.
    /// </summary>
    public bool AreAllShipped => _ordered.All(item => CountOf(_shipped, item.Key) >= item.Value);

    /// <summary>Returns the lines that a parcel brings, after those that were taken before.</summary>
    /// <exception cref="TrackingException">What is in the parcel is not known.</exception>
    public IReadOnlyList<ShopLine> Take(ShippedParcel parcel)
    {
        var touched = new List<string>();
        foreach (var line in parcel.Lines)
        {
            if (line.ItemId is not { Length: > 0 } itemId || line.Quantity is not { } quantity)
            {
                throw Unknown(parcel);
            }

            var name = ShopLineId.Parse(itemId).Line;
            if (!_parts.TryGetValue(name, out var parts) || !parts.Exists(part => part.ItemId == itemId))
            {
                Add(itemId, line.SellerSku);
            }

            _shipped[itemId] = CountOf(_shipped, itemId) + quantity;
            if (!touched.Contains(name))
            {
                touched.Add(name);
            }
        }

        if (touched.Count == 0)
        {
            throw Unknown(parcel);
        }

        var lines = new List<ShopLine>();
        foreach (var name in touched)
        {
            var parts = _parts[name];
            var whole = parts.Min(part => CountOf(_shipped, part.ItemId) / part.Line.Units);
            var more = whole - CountOf(_told, name);
            if (more > 0 && (!_isWhole || parts.TrueForAll(part => CountOf(_shipped, part.ItemId) >= OrderedOf(part.ItemId))))
            {
                _told[name] = whole;
                lines.Add(new ShopLine(parts[0].Line, parts.Count == 1 ? parts[0].Sku : null, more));
            }
        }

        return lines;
    }

    // An item that a shipment brings and the order does not have is never whole.
    private int OrderedOf(string itemId) => _ordered.TryGetValue(itemId, out var count) ? count : int.MaxValue;

    private static int CountOf(Dictionary<string, int> counts, string key) => counts.TryGetValue(key, out var count) ? count : 0;

    private void Add(string itemId, string? sku)
    {
        var line = ShopLineId.Parse(itemId);
        if (!_parts.TryGetValue(line.Line, out var parts))
        {
            _parts.Add(line.Line, parts = []);
        }

        parts.Add((itemId, line, sku));
    }

    private TrackingException Unknown(ShippedParcel parcel) => new(
        TrackingProblem.NotExpressible,
        $"The service does not say which lines and how many units parcel '{parcel.Package.TrackingNumber}' of order '{_orderId}' contains, so "
            + "they cannot be written to the shop's file. Enter the order's parcels in the shop by hand.");
}
