using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Protocols.Mws;

internal sealed partial class FulfillmentService
{
    public Task<Answer<IReadOnlyList<ReturnReason>>> ListReturnReasonsAsync(ReturnReasonQuery query, CancellationToken cancellationToken) =>
        AskAsync(
        MwsOperations.ListReturnReasonCodes,
        query.SellerSku,
        MwsRequestWriter.ReturnReasons(query),
        ErrorText.Default,
        result => MwsAnswerReader.Reasons(result, query.SellerSku),
        names: null,
        cancellationToken);

    public Task<Answer<FulfillmentReturn>> CreateReturnAsync(
        string sellerFulfillmentOrderId, IReadOnlyList<ReturnRequestItem> items, CancellationToken cancellationToken) => AskAsync(
        MwsOperations.CreateFulfillmentReturn,
        sellerFulfillmentOrderId,
        MwsRequestWriter.Return(sellerFulfillmentOrderId, items),
        ErrorText.Hiding(null, [.. items.Select(item => item.ReturnComment)]),
        result => MwsAnswerReader.Return(result, sellerFulfillmentOrderId),
        answer => AnswerNames.Of(answer, items),
        cancellationToken);
}
