using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Shipments;

namespace FbaOutbound.Protocols;

/// <summary>
/// What each kind of answer says it is about, for all protocols: the list of all that is compared with what was requested. Answers that are
/// not here name nothing of their request.
/// </summary>
internal static class AnswerNames
{
    public static IEnumerable<AnswerName> Of(OrderAnswer answer, string orderId) =>
        [new(AnswerName.Order, answer.Order.SellerFulfillmentOrderId, orderId)];

    public static IEnumerable<AnswerName> Of(CreateAnswer answer, string orderId) =>
        answer.SellerFulfillmentOrderId is { } named ? [new(AnswerName.Order, named, orderId)] : [];

    public static IEnumerable<AnswerName> Of(Answer<PackageTracking> answer, int packageNumber) =>
        [new("package", answer.Value.PackageId, packageNumber.ToString(CultureInfo.InvariantCulture))];

    public static IEnumerable<AnswerName> Of(Answer<FeatureSku> answer, string sellerSku) =>
        [new("SKU", answer.Value.SellerSku, sellerSku)];

    public static IEnumerable<AnswerName> Of(Answer<IReadOnlyList<DeliveryOffer>> answer, string sellerSku) =>
        answer.Value.Select(offer => new AnswerName("SKU", offer.SellerSku, sellerSku));

    /// <summary>A page of stock is about the marketplace, and about the SKUs where some were requested.</summary>
    public static IEnumerable<AnswerName> Of(InventoryPage page, InventoryQuery query)
    {
        string?[] marketplaces = [query.MarketplaceId, null];
        return page.Entries.Where(_ => query.SellerSkus.Count > 0)
            .Select(entry => new AnswerName("SKU", entry.SellerSku, query.SellerSkus))
            .Prepend(new("marketplace", page.MarketplaceId, marketplaces));
    }

    /// <summary>A preview plans items of the order, and no others.</summary>
    public static IEnumerable<AnswerName> Of(Answer<IReadOnlyList<FulfillmentPreview>> answer, FulfillmentOrder order)
    {
        string?[] skus = [.. order.Items.Select(item => item.SellerSku), null];
        string?[] ids = [.. order.Items.Select(item => item.SellerFulfillmentOrderItemId), null];
        foreach (var preview in answer.Value)
        {
            var items = preview.Shipments.SelectMany(shipment => shipment.Items).Select(
                item => (item.SellerSku, item.SellerFulfillmentOrderItemId))
                .Concat(preview.UnfulfillableItems.Select(item => (item.SellerSku, item.SellerFulfillmentOrderItemId)));
            foreach (var (sku, id) in items)
            {
                yield return new("SKU", sku, skus);
                yield return new("item", id, ids);
            }
        }
    }

    /// <summary>Every item of the return is accepted or refused, under its own two ids.</summary>
    public static IEnumerable<AnswerName> Of(Answer<FulfillmentReturn> answer, IReadOnlyList<ReturnRequestItem> items)
    {
        string?[] asked = [.. items.Select(item => Pair(item.SellerReturnItemId, item.SellerFulfillmentOrderItemId))];
        string?[] answered =
        [
            .. answer.Value.ReturnItems.Select(item => Pair(item.SellerReturnItemId, item.SellerFulfillmentOrderItemId)),
            .. answer.Value.InvalidReturnItems.Select(item => Pair(item.SellerReturnItemId, item.SellerFulfillmentOrderItemId)),
        ];
        return answered.Select(pair => new AnswerName("return item", pair, asked))
            .Concat(asked.Where(pair => !answered.Contains(pair)).Select(_ => new AnswerName("return item", null, asked)));
    }

    /// <summary>The id of a shipment is a GUID, which is the same in capitals.</summary>
    public static IEnumerable<AnswerName> Of(ShipmentAnswer answer, string shipmentId) =>
        [new("shipment", IsSameGuid(answer.Shipment.ShipmentId, shipmentId) ? shipmentId : answer.Shipment.ShipmentId, shipmentId)];

    public static IEnumerable<AnswerName> Of(ShipmentAnswer answer, ShipmentRequest request)
    {
        string?[] items = [.. request.ItemList.Select(item => item.OrderItemId)];
        return answer.Shipment.ItemList.Select(item => new AnswerName("item", item.OrderItemId, items))
            .Prepend(new(AnswerName.Order, answer.Shipment.AmazonOrderId, request.AmazonOrderId));
    }

    private static string Pair(string? returnItemId, string? orderItemId) => $"{returnItemId} of order item {orderItemId}";

    private static bool IsSameGuid(string? one, string other) =>
        Guid.TryParseExact(one, "D", out var guid) && Guid.TryParseExact(other, "D", out var same) && guid == same;
}
