using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.Mws;

internal static partial class MwsAnswerReader
{
    public static IReadOnlyList<ReturnReason> Reasons(WireNode result, string sellerSku) =>
        result.List("ReasonCodeDetailsList", reason => new ReturnReason
    {
        SellerSku = sellerSku,
        ReturnReasonCode = reason.Text("ReturnReasonCode") ?? "",
        Description = reason.Lines("Description"),
        TranslatedDescription = reason.Lines("TranslatedDescription"),
    });

    public static FulfillmentReturn Return(WireNode result, string sellerFulfillmentOrderId) => new()
    {
        SellerFulfillmentOrderId = sellerFulfillmentOrderId,
        ReturnItems = result.List("ReturnItemList", ReturnItem),
        InvalidReturnItems = result.List("InvalidReturnItemList", item => new InvalidReturnItem
        {
            SellerReturnItemId = item.Text("SellerReturnItemId"),
            SellerFulfillmentOrderItemId = item.Text("SellerFulfillmentOrderItemId"),
            InvalidItemReasonCode = item.Find("InvalidItemReason")?.Text("InvalidItemReasonCode"),
            Description = item.Find("InvalidItemReason")?.Lines("Description"),
        }),
        ReturnAuthorizations = result.List("ReturnAuthorizationList", ReturnAuthorization),
        Unread = result.Unread(),
    };
}
