using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.Mws;

/// <summary>The section FulfillmentOutboundShipment, version 2010-10-01.</summary>
/// <param name="pipeline">The pipeline, which signs.</param>
/// <param name="countryCode">The country of the session's marketplace.</param>
internal sealed partial class FulfillmentService(IRequestPipeline pipeline, string? countryCode)
    : IFulfillmentService, IPreviewService, ITrackingService, IReturnService
{
    public string ApiVersion => Operations.Version;

    public Task<CreateAnswer> CreateAsync(FulfillmentOrder order, CancellationToken cancellationToken)
    {
        MwsAvailability.RequireOutbound(Operations.CreateFulfillmentOrder, countryCode);
        var errors = new MwsErrorDialect(ErrorText.For(order));
        return SendAsync(
            Operations.CreateFulfillmentOrder,
            order.SellerFulfillmentOrderId,
            OrderWriter.Create(order),
            errors,
            answer => new CreateAnswer(MwsAnswer.ReadEmpty(answer, Operations.CreateFulfillmentOrder, errors), Accepted: false),
            cancellationToken);
    }

    public Task<OrderAnswer> GetAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => SendAsync(
        Operations.GetFulfillmentOrder,
        sellerFulfillmentOrderId,
        ForId(sellerFulfillmentOrderId),
        MwsErrorDialect.Default,
        answer => MwsAnswer.Read(answer, Operations.GetFulfillmentOrder, MwsErrorDialect.Default, (result, call) =>
            OrderReader.Whole(result) is { } order ? new OrderAnswer(Named(order, sellerFulfillmentOrderId), call) : null),
        cancellationToken);

    public Task<OrderPage> ListAsync(DateTimeOffset updatedAfter, string? nextToken, CancellationToken cancellationToken)
    {
        var isFirst = string.IsNullOrEmpty(nextToken);
        var operation = isFirst ? Operations.ListAllFulfillmentOrders : Operations.ListAllFulfillmentOrdersByNextToken;
        return SendAsync(
            operation,
            subject: null,
            WireNode.Object("", isFirst ? WireNode.Of("QueryStartDateTime", updatedAfter) : WireNode.Of("NextToken", nextToken)),
            MwsErrorDialect.Default,
            answer => MwsAnswer.Read(answer, operation, MwsErrorDialect.Default, (result, call) =>
                new OrderPage(result.List("FulfillmentOrders", OrderReader.Order), result.Exact("NextToken"), call)),
            cancellationToken);
    }

    public Task<CallInfo> UpdateAsync(OrderUpdate update, CancellationToken cancellationToken)
    {
        MwsAvailability.RequireOutbound(Operations.UpdateFulfillmentOrder, countryCode);
        var errors = new MwsErrorDialect(ErrorText.For(update));
        return SendAsync(
            Operations.UpdateFulfillmentOrder,
            update.SellerFulfillmentOrderId,
            OrderWriter.Update(update),
            errors,
            answer => MwsAnswer.ReadEmpty(answer, Operations.UpdateFulfillmentOrder, errors),
            cancellationToken);
    }

    public Task<CallInfo> CancelAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken)
    {
        MwsAvailability.RequireOutbound(Operations.CancelFulfillmentOrder, countryCode);
        return SendAsync(
            Operations.CancelFulfillmentOrder,
            sellerFulfillmentOrderId,
            ForId(sellerFulfillmentOrderId),
            MwsErrorDialect.Default,
            answer => MwsAnswer.ReadEmpty(answer, Operations.CancelFulfillmentOrder, MwsErrorDialect.Default),
            cancellationToken);
    }

    private Task<T> SendAsync<T>(
        Operation operation, string? subject, WireNode parameters, MwsErrorDialect errors, Func<HttpAnswer, T> read, CancellationToken cancellationToken) =>
        MwsSection.Outbound.SendAsync(pipeline, operation, subject, parameters, errors, read, cancellationToken);

    private static WireNode ForId(string id) => WireNode.Object("", WireNode.Of("SellerFulfillmentOrderId", id));

    // An answer without the id is still the answer to the id that was asked for.
    private static FulfillmentOrder Named(FulfillmentOrder order, string askedFor) =>
        order.SellerFulfillmentOrderId.Length == 0 ? order with { SellerFulfillmentOrderId = askedFor } : order;
}
