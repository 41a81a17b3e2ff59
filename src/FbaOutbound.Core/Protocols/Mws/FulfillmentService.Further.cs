using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
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
                ApiVersion, "cannot leave the fees out of a preview", "Leave -ExcludeFee out, or use version 2026-07-04.");
        }

        return AskAsync(
            Operations.GetFulfillmentPreview,
            order.SellerFulfillmentOrderId,
            OrderWriter.Preview(order, options),
            ErrorText.For(order),
            result => OrderReader.Previews(result, order),
            answer => AnswerNames.Of(answer, order),
            cancellationToken);
    }

    public Task<Answer<PackageTracking>> TrackAsync(int packageNumber, CancellationToken cancellationToken)
    {
        var id = packageNumber.ToString(CultureInfo.InvariantCulture);
        return AskAsync(
            Operations.GetPackageTrackingDetails,
            "package " + id,
            OrderWriter.Package(packageNumber),
            ErrorText.Default,
            OrderReader.Tracking,
            answer => AnswerNames.Of(answer, packageNumber),
            cancellationToken);
    }

    public Task<Answer<IReadOnlyList<ReturnReason>>> ListReturnReasonsAsync(ReturnReasonQuery query, CancellationToken cancellationToken) =>
        AskAsync(
        Operations.ListReturnReasonCodes,
        query.SellerSku,
        OrderWriter.ReturnReasons(query),
        ErrorText.Default,
        result => OrderReader.Reasons(result, query.SellerSku),
        names: null,
        cancellationToken);

    public Task<Answer<FulfillmentReturn>> CreateReturnAsync(
        string sellerFulfillmentOrderId, IReadOnlyList<ReturnRequestItem> items, CancellationToken cancellationToken) => AskAsync(
        Operations.CreateFulfillmentReturn,
        sellerFulfillmentOrderId,
        OrderWriter.Return(sellerFulfillmentOrderId, items),
        ErrorText.Hiding(null, [.. items.Select(item => item.ReturnComment)]),
        result => OrderReader.Return(result, sellerFulfillmentOrderId),
        answer => AnswerNames.Of(answer, items),
        cancellationToken);

    private Task<Answer<T>> AskAsync<T>(
        Operation operation,
        string subject,
        WireNode parameters,
        ErrorText text,
        Func<WireNode, T> map,
        Func<Answer<T>, IEnumerable<AnswerName>>? names,
        CancellationToken cancellationToken)
        where T : class
    {
        var errors = new MwsErrorDialect(text);
        return SendAsync(
            operation,
            subject,
            parameters,
            errors,
            answer => MwsAnswer.Read(answer, operation, errors, (result, call) => new Answer<T>(map(result), call)),
            names,
            cancellationToken);
    }
}
