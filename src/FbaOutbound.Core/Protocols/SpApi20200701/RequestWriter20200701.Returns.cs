using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20200701;

internal static partial class RequestWriter20200701
{
    public static byte[] Return(IReadOnlyList<ReturnRequestItem> items) => JsonTree.Write(WireNode.Object(
        "",
        WireNode.AllOf("items", items.Select(item => WireNode.Object(
            "",
            WireNode.Of("sellerReturnItemId", item.SellerReturnItemId),
            WireNode.Of("sellerFulfillmentOrderItemId", item.SellerFulfillmentOrderItemId),
            WireNode.Of("amazonShipmentId", item.AmazonShipmentId),
            WireNode.Of("returnReasonCode", item.ReturnReasonCode),
            WireNode.Of("returnComment", item.ReturnComment))))));
}
