using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Services;

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
            answer => new CreateAnswer(MwsAnswer.ReadEmpty(answer, Operations.CreateFulfillmentOrder, errors)),
            names: null,
            cancellationToken);
    }

    public Task<OrderAnswer> GetAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => SendAsync(
        Operations.GetFulfillmentOrder,
        sellerFulfillmentOrderId,
        ForId(sellerFulfillmentOrderId),
        MwsErrorDialect.Of(sellerFulfillmentOrderId),
        answer => MwsAnswer.Read(answer, Operations.GetFulfillmentOrder, MwsErrorDialect.Default, (result, call) =>
            OrderReader.Whole(result) is { } order ? new OrderAnswer(order, call) : null),
        answer => AnswerNames.Of(answer, sellerFulfillmentOrderId),
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
            names: null,
            cancellationToken);
    }

    public Task<CallInfo> UpdateAsync(OrderUpdate update, CancellationToken cancellationToken)
    {
        MwsAvailability.RequireOutbound(Operations.UpdateFulfillmentOrder, countryCode);
        var errors = new MwsErrorDialect(ErrorText.For(update), update.SellerFulfillmentOrderId);
        return SendAsync(
            Operations.UpdateFulfillmentOrder,
            update.SellerFulfillmentOrderId,
            OrderWriter.Update(update),
            errors,
            answer => MwsAnswer.ReadEmpty(answer, Operations.UpdateFulfillmentOrder, errors),
            names: null,
            cancellationToken);
    }

    public Task<CallInfo> CancelAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken)
    {
        MwsAvailability.RequireOutbound(Operations.CancelFulfillmentOrder, countryCode);
        return SendAsync(
            Operations.CancelFulfillmentOrder,
            sellerFulfillmentOrderId,
            ForId(sellerFulfillmentOrderId),
            MwsErrorDialect.Of(sellerFulfillmentOrderId),
            answer => MwsAnswer.ReadEmpty(answer, Operations.CancelFulfillmentOrder, MwsErrorDialect.Default),
            names: null,
            cancellationToken);
    }

    private Task<T> SendAsync<T>(
        Operation operation,
        string? subject,
        WireNode parameters,
        MwsErrorDialect errors,
        Func<HttpAnswer, T> read,
        Func<T, IEnumerable<AnswerName>>? names,
        CancellationToken cancellationToken) =>
        MwsSection.Outbound.SendAsync(pipeline, operation, subject, parameters, errors, read, names, cancellationToken);

    private static WireNode ForId(string id) => WireNode.Object("", WireNode.Of("SellerFulfillmentOrderId", id));
}
