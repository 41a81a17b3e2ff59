using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Protocols.Mws;

internal sealed partial class FulfillmentService
{
    public Task<Answer<IReadOnlyList<FulfillmentPreview>>> PreviewAsync(
        FulfillmentOrder order, PreviewOptions options, CancellationToken cancellationToken)
    {
        if (options.ExcludeFees)
        {
            throw new OperationNotSupportedException(
                MwsOperations.Version, "cannot leave the fees out of a preview", "Leave -ExcludeFee out, or use version 2026-07-04.");
        }

        return AskAsync(
            MwsOperations.GetFulfillmentPreview,
            order.SellerFulfillmentOrderId,
            MwsRequestWriter.Preview(order, options),
            ErrorText.For(order),
            result => MwsAnswerReader.Previews(result, order),
            answer => AnswerNames.Of(answer, order),
            cancellationToken);
    }
}
