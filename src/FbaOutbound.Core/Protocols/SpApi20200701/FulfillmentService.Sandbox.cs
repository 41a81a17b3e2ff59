using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;

namespace FbaOutbound.Protocols.SpApi20200701;

internal sealed partial class FulfillmentService
{
    public Task<CallInfo> SetStatusAsync(string sellerFulfillmentOrderId, string status, CancellationToken cancellationToken) =>
        _sender.SendAsync(
        Operations20200701.SubmitFulfillmentOrderStatusUpdate,
        sellerFulfillmentOrderId,
        HttpMethod.Put,
        ServiceUri.ForId(Orders, sellerFulfillmentOrderId, "status"),
        RequestWriter20200701.Status(status),
        SpApiErrorDialect.Of(sellerFulfillmentOrderId),
        answer => SpApiAnswer.ReadEmpty(answer, SpApiErrorDialect.Default),
        names: null,
        cancellationToken);
}
