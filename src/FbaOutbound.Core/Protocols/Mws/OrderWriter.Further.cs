using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Protocols.Mws;

internal static partial class OrderWriter
{
    public static WireNode Preview(FulfillmentOrder order, PreviewOptions options) => WireNode.Object(
        "",
        WireNode.Of("MarketplaceId", order.MarketplaceId),
        order.DestinationAddress is { } address ? Address("Address", address) : null,
        WireNode.List("Items", Member, order.Items.Select(item => WireNode.Object(
            "",
            WireNode.Of("SellerSKU", item.SellerSku),
            WireNode.Of("SellerFulfillmentOrderItemId", item.SellerFulfillmentOrderItemId),
            WireNode.Of("Quantity", (decimal?)item.Quantity)))),
        WireNode.List("ShippingSpeedCategories", Member, options.Speeds),
        WireNode.Of("IncludeCODFulfillmentPreview", options.IncludeCod ? true : null),
        WireNode.Of("IncludeDeliveryWindows", options.IncludeDeliveryWindows ? true : null));

    public static WireNode Package(int packageNumber) =>
        WireNode.Object("", WireNode.Of("PackageNumber", packageNumber.ToString(CultureInfo.InvariantCulture)));

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
