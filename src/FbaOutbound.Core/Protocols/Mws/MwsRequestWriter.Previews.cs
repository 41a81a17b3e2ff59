using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.Mws;

internal static partial class MwsRequestWriter
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
}
