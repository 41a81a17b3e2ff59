using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Texts;

namespace FbaOutbound.Protocols.SpApi20200701;

/// <summary>Version 2020-07-01 of the Fulfillment Outbound API.</summary>
internal sealed partial class FulfillmentService(IRequestPipeline pipeline)
    : IFulfillmentService, IPreviewService, IOfferService, ITrackingService, IReturnService, IFeatureService, ISandboxService
{
    private const string Base = "fba/outbound/2020-07-01/";
    private const string Orders = Base + "fulfillmentOrders";

    private static readonly Uri s_orders = new(Orders, UriKind.Relative);

    private readonly SpApiSender _sender = new(pipeline);

    public ProtocolRules Rules => Rules20200701.Protocol.Rules;

    public Task<CreateAnswer> CreateAsync(FulfillmentOrder order, CancellationToken cancellationToken)
    {
        var errors = new SpApiErrorDialect(ErrorText.For(order));
        return _sender.SendAsync(
            Operations20200701.CreateFulfillmentOrder,
            order.SellerFulfillmentOrderId,
            HttpMethod.Post,
            s_orders,
            RequestWriter20200701.Create(order),
            errors,
            answer => new CreateAnswer(SpApiAnswer.ReadEmpty(answer, errors)),
            names: null,
            cancellationToken);
    }

    public Task<OrderAnswer> GetAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => _sender.SendAsync(
        Operations20200701.GetFulfillmentOrder,
        sellerFulfillmentOrderId,
        HttpMethod.Get,
        ServiceUri.ForId(Orders, sellerFulfillmentOrderId),
        body: null,
        SpApiErrorDialect.Of(sellerFulfillmentOrderId),
        ReadOrder,
        answer => AnswerNames.Of(answer, sellerFulfillmentOrderId),
        cancellationToken);

    public Task<OrderPage> ListAsync(DateTimeOffset updatedAfter, string? nextToken, CancellationToken cancellationToken) =>
        _sender.SendAsync(
        Operations20200701.ListAllFulfillmentOrders,
        subject: null,
        HttpMethod.Get,
        ServiceUri.WithQuery(Orders, ("queryStartDate", IsoTime.Write(updatedAfter)), ("nextToken", nextToken)),
        body: null,
        SpApiErrorDialect.Default,
        ReadPage,
        names: null,
        cancellationToken);

    public Task<CallInfo> UpdateAsync(OrderUpdate update, CancellationToken cancellationToken)
    {
        var errors = new SpApiErrorDialect(ErrorText.For(update), update.SellerFulfillmentOrderId);
        return _sender.SendAsync(
            Operations20200701.UpdateFulfillmentOrder,
            update.SellerFulfillmentOrderId,
            HttpMethod.Put,
            ServiceUri.ForId(Orders, update.SellerFulfillmentOrderId),
            RequestWriter20200701.Update(update),
            errors,
            answer => SpApiAnswer.ReadEmpty(answer, errors),
            names: null,
            cancellationToken);
    }

    public Task<CallInfo> CancelAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => _sender.SendAsync(
        Operations20200701.CancelFulfillmentOrder,
        sellerFulfillmentOrderId,
        HttpMethod.Put,
        ServiceUri.ForId(Orders, sellerFulfillmentOrderId, "cancel"),
        body: null,
        SpApiErrorDialect.Of(sellerFulfillmentOrderId),
        answer => SpApiAnswer.ReadEmpty(answer, SpApiErrorDialect.Default),
        names: null,
        cancellationToken);

    private static OrderAnswer ReadOrder(HttpAnswer answer) => SpApiAnswer.Read(answer, SpApiErrorDialect.Default, body =>
        Payload(body) is { } payload && AnswerReader20200701.Whole(payload) is { } order ? new OrderAnswer(order, answer.Call) : null);

    private static OrderPage ReadPage(HttpAnswer answer) =>
        SpApiAnswer.Read(answer, SpApiErrorDialect.Default, body => Payload(body) is { } page
        ? new OrderPage(
            page.Find("fulfillmentOrders") is { IsNull: false } orders
                ? SpApiSender.ReadOrders(orders, AnswerReader20200701.Order)
                : [], SpApiSender.ReadToken(page), answer.Call)
        : null);

    private static WireNode? Payload(WireNode body) => body.Find("payload") is { Kind: WireKind.Object } payload ? payload : null;

    private static Func<HttpAnswer, Answer<TResult>> Reading<TResult>(SpApiErrorDialect errors, Func<WireNode, TResult?> map)
        where TResult : class =>
        answer =>
            new Answer<TResult>(SpApiAnswer.Read(answer, errors, body => Payload(body) is { } payload ? map(payload) : null), answer.Call);

    private Task<Answer<TResult>> GetAsync<TResult>(
        Operation operation,
        string? subject,
        Uri uri,
        Func<WireNode, TResult?> map,
        Func<Answer<TResult>, IEnumerable<AnswerName>>? names,
        CancellationToken cancellationToken)
        where TResult : class =>
        _sender.SendAsync(
            operation, subject, HttpMethod.Get, uri, body: null, SpApiErrorDialect.Default, Reading(SpApiErrorDialect.Default, map), names,
            cancellationToken);

    private Task<Answer<TResult>> PostAsync<TResult>(
        Operation operation,
        string subject,
        string path,
        byte[] body,
        ErrorText text,
        Func<WireNode, TResult?> map,
        Func<Answer<TResult>, IEnumerable<AnswerName>>? names,
        CancellationToken cancellationToken)
        where TResult : class
    {
        var errors = new SpApiErrorDialect(text);
        return _sender.SendAsync(
            operation, subject, HttpMethod.Post, new Uri(Base + path, UriKind.Relative), body, errors, Reading(errors, map), names,
            cancellationToken);
    }
}
