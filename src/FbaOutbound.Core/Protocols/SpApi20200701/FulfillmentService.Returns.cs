using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Protocols.SpApi20200701;

internal sealed partial class FulfillmentService
{
    public Task<Answer<IReadOnlyList<ReturnReason>>> ListReturnReasonsAsync(ReturnReasonQuery query, CancellationToken cancellationToken) =>
        GetAsync(
        Operations20200701.ListReturnReasonCodes,
        query.SellerSku,
        ServiceUri.WithQuery(
            Base + "returnReasonCodes",
            ("sellerSku", query.SellerSku),
            ("marketplaceId", query.MarketplaceId),
            ("sellerFulfillmentOrderId", query.SellerFulfillmentOrderId),
            ("language", query.Language)),
        result => AnswerReader20200701.Reasons(result, query.SellerSku),
        names: null,
        cancellationToken);

    public Task<Answer<FulfillmentReturn>> CreateReturnAsync(
        string sellerFulfillmentOrderId, IReadOnlyList<ReturnRequestItem> items, CancellationToken cancellationToken)
    {
        var errors = new SpApiErrorDialect(ErrorText.Hiding(null, [.. items.Select(item => item.ReturnComment)]), sellerFulfillmentOrderId);
        return _sender.SendAsync(
            Operations20200701.CreateFulfillmentReturn,
            sellerFulfillmentOrderId,
            HttpMethod.Put,
            ServiceUri.ForId(Orders, sellerFulfillmentOrderId, "return"),
            RequestWriter20200701.Return(items),
            errors,
            Reading(errors, result => AnswerReader20200701.Return(result, sellerFulfillmentOrderId)),
            answer => AnswerNames.Of(answer, items),
            cancellationToken);
    }
}
