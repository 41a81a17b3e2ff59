using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20200701;

internal static partial class AnswerReader20200701
{
    public static IReadOnlyList<ReturnReason> Reasons(WireNode result, string sellerSku) =>
        result.List("reasonCodeDetails", reason => new ReturnReason
    {
        SellerSku = sellerSku,
        ReturnReasonCode = reason.Text("returnReasonCode") ?? "",
        Description = reason.Lines("description"),
        TranslatedDescription = reason.Lines("translatedDescription"),
    });

    public static FulfillmentReturn Return(WireNode result, string sellerFulfillmentOrderId) => new()
    {
        SellerFulfillmentOrderId = sellerFulfillmentOrderId,
        ReturnItems = result.List("returnItems", ReturnItem),
        InvalidReturnItems = result.List("invalidReturnItems", item => new InvalidReturnItem
        {
            SellerReturnItemId = item.Text("sellerReturnItemId"),
            SellerFulfillmentOrderItemId = item.Text("sellerFulfillmentOrderItemId"),
            InvalidItemReasonCode = item.Find("invalidItemReason")?.Text("invalidItemReasonCode"),
            Description = item.Find("invalidItemReason")?.Lines("description"),
        }),
        ReturnAuthorizations = result.List("returnAuthorizations", ReturnAuthorization),
        Unread = result.Unread(),
    };
}
