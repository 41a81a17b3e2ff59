using System;
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

    private readonly SpApiSender _sender = new(pipeline);

    public string ApiVersion => Operations.Version;

    public Task<CreateAnswer> CreateAsync(FulfillmentOrder order, CancellationToken cancellationToken)
    {
        var errors = new SpApiErrorDialect(ErrorText.For(order));
        return _sender.SendAsync(
            Operations.CreateFulfillmentOrder,
            order.SellerFulfillmentOrderId,
            HttpMethod.Post,
            new Uri(Orders, UriKind.Relative),
            RequestWriter.Create(order),
            errors,
            answer => new CreateAnswer(SpApiAnswer.ReadEmpty(answer, errors)),
            names: null,
            cancellationToken);
    }

    public Task<OrderAnswer> GetAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => _sender.SendAsync(
        Operations.GetFulfillmentOrder,
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
        Operations.ListAllFulfillmentOrders,
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
            Operations.UpdateFulfillmentOrder,
            update.SellerFulfillmentOrderId,
            HttpMethod.Put,
            ServiceUri.ForId(Orders, update.SellerFulfillmentOrderId),
            RequestWriter.Update(update),
            errors,
            answer => SpApiAnswer.ReadEmpty(answer, errors),
            names: null,
            cancellationToken);
    }

    public Task<CallInfo> CancelAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => _sender.SendAsync(
        Operations.CancelFulfillmentOrder,
        sellerFulfillmentOrderId,
        HttpMethod.Put,
        ServiceUri.ForId(Orders, sellerFulfillmentOrderId, "cancel"),
        body: null,
        SpApiErrorDialect.Of(sellerFulfillmentOrderId),
        answer => SpApiAnswer.ReadEmpty(answer, SpApiErrorDialect.Default),
        names: null,
        cancellationToken);

    private static OrderAnswer ReadOrder(HttpAnswer answer) => SpApiAnswer.Read(answer, SpApiErrorDialect.Default, body =>
        Payload(body) is { } payload && AnswerReader.Whole(payload) is { } order ? new OrderAnswer(order, answer.Call) : null);

    private static OrderPage ReadPage(HttpAnswer answer) =>
        SpApiAnswer.Read(answer, SpApiErrorDialect.Default, body => Payload(body) is { } page
        ? new OrderPage(
            page.Find("fulfillmentOrders") is { IsNull: false } orders
                ? SpApiSender.ReadOrders(orders, AnswerReader.Order)
                : [], SpApiSender.ReadToken(page), answer.Call)
        : null);

    private static WireNode? Payload(WireNode body) => body.Find("payload") is { Kind: WireKind.Object } payload ? payload : null;
}
