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
    public ProtocolRules Rules => MwsRules.Protocol.Rules;

    public Task<CreateAnswer> CreateAsync(FulfillmentOrder order, CancellationToken cancellationToken)
    {
        MwsAvailability.RequireOutbound(MwsOperations.CreateFulfillmentOrder, countryCode);
        var errors = new MwsErrorDialect(ErrorText.For(order));
        return SendAsync(
            MwsOperations.CreateFulfillmentOrder,
            order.SellerFulfillmentOrderId,
            MwsRequestWriter.Create(order),
            errors,
            answer => new CreateAnswer(MwsAnswer.ReadEmpty(answer, MwsOperations.CreateFulfillmentOrder, errors)),
            names: null,
            cancellationToken);
    }

    public Task<OrderAnswer> GetAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => SendAsync(
        MwsOperations.GetFulfillmentOrder,
        sellerFulfillmentOrderId,
        ForId(sellerFulfillmentOrderId),
        MwsErrorDialect.Of(sellerFulfillmentOrderId),
        answer => MwsAnswer.Read(answer, MwsOperations.GetFulfillmentOrder, MwsErrorDialect.Default, (result, call) =>
            MwsAnswerReader.Whole(result) is { } order ? new OrderAnswer(order, call) : null),
        answer => AnswerNames.Of(answer, sellerFulfillmentOrderId),
        cancellationToken);

    public Task<OrderPage> ListAsync(DateTimeOffset updatedAfter, string? nextToken, CancellationToken cancellationToken)
    {
        var isFirst = string.IsNullOrEmpty(nextToken);
        var operation = isFirst ? MwsOperations.ListAllFulfillmentOrders : MwsOperations.ListAllFulfillmentOrdersByNextToken;
        return SendAsync(
            operation,
            subject: null,
            WireNode.Object("", isFirst ? WireNode.Of("QueryStartDateTime", updatedAfter) : WireNode.Of("NextToken", nextToken)),
            MwsErrorDialect.Default,
            answer => MwsAnswer.Read(answer, operation, MwsErrorDialect.Default, (result, call) =>
                new OrderPage(result.List("FulfillmentOrders", MwsAnswerReader.Order), result.Exact("NextToken"), call)),
            names: null,
            cancellationToken);
    }

    public Task<CallInfo> UpdateAsync(OrderUpdate update, CancellationToken cancellationToken)
    {
        MwsAvailability.RequireOutbound(MwsOperations.UpdateFulfillmentOrder, countryCode);
        var errors = new MwsErrorDialect(ErrorText.For(update), update.SellerFulfillmentOrderId);
        return SendAsync(
            MwsOperations.UpdateFulfillmentOrder,
            update.SellerFulfillmentOrderId,
            MwsRequestWriter.Update(update),
            errors,
            answer => MwsAnswer.ReadEmpty(answer, MwsOperations.UpdateFulfillmentOrder, errors),
            names: null,
            cancellationToken);
    }

    public Task<CallInfo> CancelAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken)
    {
        MwsAvailability.RequireOutbound(MwsOperations.CancelFulfillmentOrder, countryCode);
        return SendAsync(
            MwsOperations.CancelFulfillmentOrder,
            sellerFulfillmentOrderId,
            ForId(sellerFulfillmentOrderId),
            MwsErrorDialect.Of(sellerFulfillmentOrderId),
            answer => MwsAnswer.ReadEmpty(answer, MwsOperations.CancelFulfillmentOrder, MwsErrorDialect.Default),
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
