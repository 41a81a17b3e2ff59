using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Protocols.Mws;

internal static partial class MwsRequestWriter
{
    public static WireNode ReturnReasons(ReturnReasonQuery query) => WireNode.Object(
        "",
        WireNode.Of("MarketplaceId", query.MarketplaceId),
        WireNode.Of("SellerFulfillmentOrderId", query.SellerFulfillmentOrderId),
        WireNode.Of("SellerSKU", query.SellerSku),
        WireNode.Of("Language", query.Language));

    public static WireNode Return(string sellerFulfillmentOrderId, IReadOnlyList<ReturnRequestItem> items) => WireNode.Object(
        "",
        WireNode.Of("SellerFulfillmentOrderId", sellerFulfillmentOrderId),
        WireNode.List("Items", Member, items.Select(item => WireNode.Object(
            "",
            WireNode.Of("SellerReturnItemId", item.SellerReturnItemId),
            WireNode.Of("SellerFulfillmentOrderItemId", item.SellerFulfillmentOrderItemId),
            WireNode.Of("AmazonShipmentId", item.AmazonShipmentId),
            WireNode.Of("ReturnReasonCode", item.ReturnReasonCode),
            WireNode.Of("ReturnComment", item.ReturnComment)))));
}
