using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Texts;

namespace FbaOutbound.Rules;

/// <summary>
/// An item to return, as far as the user names it: by its SKU or its id in the order, and by its shipment where there are several.
/// </summary>
internal sealed record ReturnWish
{
    /// <summary>A SKU or, where no item has that SKU, an item's id in the order.</summary>
    public string? SkuOrItemId { get; init; }

    public string? SellerSku { get; init; }

    public string? SellerFulfillmentOrderItemId { get; init; }

    public string? AmazonShipmentId { get; init; }

    public string? SellerReturnItemId { get; init; }

    /// <summary>How many of the units are returned in all; null for the only one.</summary>
    public int? Quantity { get; init; }

    public string ReturnReasonCode { get; init; } = "";

    public string? ReturnComment { get; init; }

    /// <summary>The item in the user's words.</summary>
    public string Name => SkuOrItemId ?? SellerSku ?? SellerFulfillmentOrderItemId ?? "";
}

/// <summary>Finds the ids that a return needs in the order itself.</summary>
internal static class ReturnPlan
{
    private const string Shipped = "SHIPPED";

    /// <summary>Returns the units to return; null, with a fault as a sentence, where an item cannot be told.</summary>
    public static IReadOnlyList<ReturnRequestItem>? Make(FulfillmentOrder order, IEnumerable<ReturnWish> wishes, out string? fault)
    {
        List<ReturnRequestItem> items = [];
        foreach (var wish in wishes)
        {
            var lines = LinesOf(order);
            var found = Matching(lines.Where(line => line.IsShipped), wish);
            fault = found.Count switch
            {
                0 => Missing(wish, lines),
                1 => QuantityFault(wish, found[0]),
                _ => $"'{wish.Name}' was shipped {found.Count} times: {Choices(found)}. Choose one with "
                    + "-Item @{ SellerFulfillmentOrderItemId = '...'; AmazonShipmentId = '...' }.",
            };
            if (fault is not null)
            {
                return null;
            }

            items.AddRange(Units(order.SellerFulfillmentOrderId, wish, found[0]));
        }

        fault = null;
        return items;
    }

    /// <summary>
    /// Returns a key that is the same whenever the same unit is returned, so that a repeated command returns nothing twice.
    /// </summary>
    internal static string KeyOf(string orderId, string itemId, string shipmentId, int unit) =>
        $"{orderId}-{TextHash.Hex(FormattableString.Invariant($"{orderId}\n{itemId}\n{shipmentId}\n{unit}")).Substring(0, 16)}";

    private static IEnumerable<ReturnRequestItem> Units(string orderId, ReturnWish wish, Line line) =>
        Enumerable.Range(1, wish.Quantity ?? 1).Select(unit => new ReturnRequestItem
        {
            SellerReturnItemId = wish.SellerReturnItemId ?? KeyOf(orderId, line.ItemId, line.ShipmentId, unit),
            SellerFulfillmentOrderItemId = line.ItemId,
            AmazonShipmentId = line.ShipmentId,
            ReturnReasonCode = wish.ReturnReasonCode,
            ReturnComment = wish.ReturnComment,
            Name = line.Sku ?? wish.Name,
            IsKeyMade = wish.SellerReturnItemId is null,
            Units = line.Quantity,
            SellerSku = line.Sku,
        });

    private static string? QuantityFault(ReturnWish wish, Line line) =>
        wish.Quantity is null && line.Quantity is not 1
            ? $"Shipment {line.ShipmentId} contains {line.Units} of '{wish.Name}'. Use -Quantity to say how many to return."
            : wish.Quantity > line.Quantity
                ? FormattableString.Invariant(
                    $"{wish.Quantity} of '{wish.Name}' cannot be returned, because shipment {line.ShipmentId} contains {line.Units}.")
                : wish is { Quantity: > 1, SellerReturnItemId: not null }
                    ? $"A SellerReturnItemId identifies one unit. Leave it out for '{wish.Name}', or return only one unit."
                    : null;

    private static string Missing(ReturnWish wish, IReadOnlyList<Line> lines)
    {
        if (Matching(lines, wish).Count > 0)
        {
            return $"'{wish.Name}' has not been shipped yet, and only shipped units can be returned.";
        }

        var shipped = lines.Where(line => line.IsShipped).ToList();
        var place = wish.AmazonShipmentId is null ? "" : $" in shipment {wish.AmazonShipmentId}";
        return shipped.Count == 0
            ? $"'{wish.Name}' cannot be returned, because no shipment of the order has shipped yet."
            : $"The order has no shipped item '{wish.Name}'{place}. Its shipped items are {Choices(shipped)}.";
    }

    private static string Choices(IEnumerable<Line> lines) =>
        string.Join(
            ", ", lines.Select(line => $"{line.Sku ?? "an item"} (item {line.ItemId}, shipment {line.ShipmentId}, {line.Units})"));

    private static List<Line> Matching(IEnumerable<Line> lines, ReturnWish wish)
    {
        var of = lines.Where(line => wish.AmazonShipmentId is null || line.ShipmentId == wish.AmazonShipmentId).ToList();
        if (wish.SkuOrItemId is { } word)
        {
            var bySku = of.FindAll(line => line.Sku == word);
            return bySku.Count > 0 ? bySku : of.FindAll(line => line.ItemId == word);
        }

        return of.FindAll(line =>
            (wish.SellerSku is null || line.Sku == wish.SellerSku)
                && (wish.SellerFulfillmentOrderItemId is null || line.ItemId == wish.SellerFulfillmentOrderItemId));
    }

    // An item can stand in several packages of a shipment.
    private static IReadOnlyList<Line> LinesOf(FulfillmentOrder order)
    {
        var skus = order.Items.GroupBy(item => item.SellerFulfillmentOrderItemId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().SellerSku, StringComparer.Ordinal);
        return
        [
            .. order.Shipments.SelectMany(shipment => shipment.Items.Select(item => (shipment, item)))
                .Where(pair => pair.shipment.AmazonShipmentId is not null && pair.item.SellerFulfillmentOrderItemId is not null)
                .GroupBy(pair => (Shipment: pair.shipment.AmazonShipmentId!, Item: pair.item.SellerFulfillmentOrderItemId!))
                .Select(group => new Line(
                    group.First().item.SellerSku ?? (skus.TryGetValue(group.Key.Item, out var sku) ? sku : null),
                    group.Key.Item,
                    group.Key.Shipment,
                    Totals.Shown(Totals.Units(group.Select(pair => pair.item.Quantity))),
                    string.Equals(group.First().shipment.FulfillmentShipmentStatus, Shipped, StringComparison.OrdinalIgnoreCase))),
        ];
    }

    private sealed record Line(string? Sku, string ItemId, string ShipmentId, int? Quantity, bool IsShipped)
    {
        public string Units => Quantity switch
        {
            null => "an unknown number of units",
            1 => "1 unit",
            var units => FormattableString.Invariant($"{units} units"),
        };
    }
}
