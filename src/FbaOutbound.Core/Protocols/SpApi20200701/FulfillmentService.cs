using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Orders;

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
            answer => new CreateAnswer(SpApiAnswer.ReadEmpty(answer, errors), Accepted: answer.StatusCode == 202),
            cancellationToken);
    }

    public Task<OrderAnswer> GetAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => _sender.SendAsync(
        Operations.GetFulfillmentOrder,
        sellerFulfillmentOrderId,
        HttpMethod.Get,
        ServiceUri.ForId(Orders, sellerFulfillmentOrderId),
        body: null,
        SpApiErrorDialect.Default,
        answer => new OrderAnswer(ReadOrder(answer, sellerFulfillmentOrderId), answer.Call),
        cancellationToken);

    public Task<OrderPage> ListAsync(DateTimeOffset updatedAfter, string? nextToken, CancellationToken cancellationToken) => _sender.SendAsync(
        Operations.ListAllFulfillmentOrders,
        subject: null,
        HttpMethod.Get,
        ServiceUri.WithQuery(Orders, ("queryStartDate", IsoTime.Write(updatedAfter)), ("nextToken", nextToken)),
        body: null,
        SpApiErrorDialect.Default,
        ReadPage,
        cancellationToken);

    public Task<CallInfo> UpdateAsync(OrderUpdate update, CancellationToken cancellationToken)
    {
        var errors = new SpApiErrorDialect(ErrorText.For(update));
        return _sender.SendAsync(
            Operations.UpdateFulfillmentOrder,
            update.SellerFulfillmentOrderId,
            HttpMethod.Put,
            ServiceUri.ForId(Orders, update.SellerFulfillmentOrderId),
            RequestWriter.Update(update),
            errors,
            answer => SpApiAnswer.ReadEmpty(answer, errors),
            cancellationToken);
    }

    public Task<CallInfo> CancelAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => _sender.SendAsync(
        Operations.CancelFulfillmentOrder,
        sellerFulfillmentOrderId,
        HttpMethod.Put,
        ServiceUri.ForId(Orders, sellerFulfillmentOrderId, "cancel"),
        body: null,
        SpApiErrorDialect.Default,
        answer => SpApiAnswer.ReadEmpty(answer, SpApiErrorDialect.Default),
        cancellationToken);

    private static FulfillmentOrder ReadOrder(HttpAnswer answer, string askedFor)
    {
        var order = SpApiAnswer.Read(answer, SpApiErrorDialect.Default, body => Payload(body) is { } payload ? AnswerReader.Whole(payload) : null);

        // An answer without the id is still the answer to the id that was asked for.
        return order.SellerFulfillmentOrderId.Length == 0 ? order with { SellerFulfillmentOrderId = askedFor } : order;
    }

    private static OrderPage ReadPage(HttpAnswer answer) => SpApiAnswer.Read(answer, SpApiErrorDialect.Default, body => Payload(body) is { } page
        ? new OrderPage(
            page.Find("fulfillmentOrders") is { IsNull: false } orders ? SpApiSender.ReadOrders(orders, AnswerReader.Order) : [], SpApiSender.ReadToken(page), answer.Call)
        : null);

    private static WireNode? Payload(WireNode body) => body.Find("payload") is { Kind: WireKind.Object } payload ? payload : null;
}
