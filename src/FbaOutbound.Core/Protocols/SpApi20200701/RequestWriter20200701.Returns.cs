using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20200701;

internal static partial class RequestWriter20200701
{
    public static byte[] Return(IReadOnlyList<ReturnRequestItem> items) => JsonSerializer.SerializeToUtf8Bytes(
        new WireReturnRequest
        {
            Items =
            [
                .. items.Select(item => new WireReturnRequestItem
                {
                    SellerReturnItemId = Text(item.SellerReturnItemId),
                    SellerFulfillmentOrderItemId = Text(item.SellerFulfillmentOrderItemId),
                    AmazonShipmentId = Text(item.AmazonShipmentId),
                    ReturnReasonCode = Text(item.ReturnReasonCode),
                    ReturnComment = Text(item.ReturnComment),
                }),
            ],
        },
        WireJson.Strict.WireReturnRequest);
}
