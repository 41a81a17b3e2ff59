using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Texts;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>Version 2026-07-04 of the Fulfillment Outbound API.</summary>
/// <param name="pipeline">Sends the requests.</param>
/// <param name="countryOf">
/// Returns the two letters of a marketplace's country, of the session's where the id is null, or null if unknown.
/// </param>
internal sealed class FulfillmentService(IRequestPipeline pipeline, Func<string?, string?> countryOf)
    : IFulfillmentService, IDetailedListService, IBriefReadService, IPreviewService, IOfferService, ISandboxService, ISandboxPackageService
{
    private const string Base = "fulfillment/outbound/2026-07-04/";
    private const string Orders = Base + "orders";

    private readonly SpApiSender _sender = new(pipeline);

    public ProtocolRules Rules => Rules20260704.Protocol.Rules;

    public Task<CreateAnswer> CreateAsync(FulfillmentOrder order, CancellationToken cancellationToken)
    {
        Refuse(Losses.Of(order));
        var errors = new SpApiErrorDialect(ErrorText.For(order));
        return _sender.SendAsync(
            Operations20260704.CreateOrder,
            order.SellerFulfillmentOrderId,
            HttpMethod.Post,
            new Uri(Orders, UriKind.Relative),
            RequestWriter20260704.Create(order, Origin(order)),
            errors,
            answer => ReadCreated(answer, errors),
            answer => AnswerNames.Of(answer, order.SellerFulfillmentOrderId),
            cancellationToken);
    }

    public Task<OrderAnswer> GetAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) =>
        GetAsync(sellerFulfillmentOrderId, ServiceUri.ForId(Orders, sellerFulfillmentOrderId), cancellationToken);

    public Task<OrderAnswer> GetBriefAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => GetAsync(
        sellerFulfillmentOrderId,
        ServiceUri.WithQuery(ServiceUri.ForId(Orders, sellerFulfillmentOrderId).OriginalString, ("shipments", "EXCLUDE")),
        cancellationToken);

    private Task<OrderAnswer> GetAsync(string sellerFulfillmentOrderId, Uri uri, CancellationToken cancellationToken) => _sender.SendAsync(
        Operations20260704.GetOrder,
        sellerFulfillmentOrderId,
        HttpMethod.Get,
        uri,
        body: null,
        SpApiErrorDialect.Of(sellerFulfillmentOrderId),
        ReadOrder,
        answer => AnswerNames.Of(answer, sellerFulfillmentOrderId),
        cancellationToken);

    public Task<OrderPage> ListAsync(DateTimeOffset updatedAfter, string? nextToken, CancellationToken cancellationToken) =>
        ListAsync(updatedAfter, nextToken, "EXCLUDE", cancellationToken);

    public Task<OrderPage> ListDetailedAsync(DateTimeOffset updatedAfter, string? nextToken, CancellationToken cancellationToken) =>
        ListAsync(updatedAfter, nextToken, "INCLUDE", cancellationToken);

    public Task<CallInfo> UpdateAsync(OrderUpdate update, CancellationToken cancellationToken)
    {
        Refuse(Losses.Of(update));
        return _sender.SendAsync(
            Operations20260704.UpdateOrder,
            update.SellerFulfillmentOrderId,
            HttpMethod.Put,
            ServiceUri.ForId(Orders, update.SellerFulfillmentOrderId),
            RequestWriter20260704.Update(update.Action),
            SpApiErrorDialect.Of(update.SellerFulfillmentOrderId),
            ReadAccepted,
            names: null,
            cancellationToken);
    }

    public Task<CallInfo> CancelAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => _sender.SendAsync(
        Operations20260704.CancelOrder,
        sellerFulfillmentOrderId,
        HttpMethod.Put,
        ServiceUri.ForId(Orders, sellerFulfillmentOrderId, "cancel"),
        body: null,
        SpApiErrorDialect.Of(sellerFulfillmentOrderId),
        ReadAccepted,
        names: null,
        cancellationToken);

    public Task<Answer<IReadOnlyList<FulfillmentPreview>>> PreviewAsync(
        FulfillmentOrder order, PreviewOptions options, CancellationToken cancellationToken)
    {
        Refuse(Losses.OfPreview(order));
        var errors = new SpApiErrorDialect(ErrorText.For(order));
        return _sender.SendAsync(
            Operations20260704.GetOrderPreview,
            order.SellerFulfillmentOrderId,
            HttpMethod.Post,
            new Uri(Base + "previews", UriKind.Relative),
            RequestWriter20260704.Preview(order, options, Origin(order)),
            errors,
            answer => new Answer<IReadOnlyList<FulfillmentPreview>>(
                SpApiAnswer.Read(answer, errors, body => PreviewReader.Previews(body, order, options)),
                answer.Call),
            answer => AnswerNames.Of(answer, order),
            cancellationToken);
    }

    public Task<Answer<IReadOnlyList<DeliveryOffer>>> GetOffersAsync(OfferRequest request, CancellationToken cancellationToken)
    {
        if (request.Quantity is > 1)
        {
            throw new OperationNotSupportedException(
                Operations20260704.Version, "supports delivery offers for only one unit of a product", "Leave -Quantity out, or use version 2020-07-01.");
        }

        var errors = new SpApiErrorDialect(ErrorText.Hiding(request.DestinationAddress, request.IpAddress));
        return _sender.SendAsync(
            Operations20260704.GetOffers,
            request.SellerSku,
            HttpMethod.Post,
            new Uri(Base + "offers", UriKind.Relative),
            RequestWriter20260704.Offers(request),
            errors,
            answer => new Answer<IReadOnlyList<DeliveryOffer>>(
                SpApiAnswer.Read(answer, errors, body => PreviewReader.Offers(body, request.SellerSku)), answer.Call),
            answer => AnswerNames.Of(answer, request.SellerSku),
            cancellationToken);
    }

    public Task<CallInfo> SetStatusAsync(string sellerFulfillmentOrderId, string status, CancellationToken cancellationToken) =>
        _sender.SendAsync(
        Operations20260704.UpdateOrderStatus,
        sellerFulfillmentOrderId,
        HttpMethod.Put,
        ServiceUri.ForId(Orders, sellerFulfillmentOrderId, "status"),
        RequestWriter20260704.Status(status),
        SpApiErrorDialect.Of(sellerFulfillmentOrderId),
        answer => SpApiAnswer.ReadNothing(answer, SpApiErrorDialect.Default),
        names: null,
        cancellationToken);

    public Task<CallInfo> SetPackageAsync(string sellerFulfillmentOrderId, PackageUpdate update, CancellationToken cancellationToken)
    {
        var errors = new SpApiErrorDialect(
            ErrorText.Hiding(null, [update.ReceivedBy, .. update.DropOffLocation?.Attributes.Values ?? []]), sellerFulfillmentOrderId);
        return _sender.SendAsync(
            Operations20260704.UpdatePackage,
            sellerFulfillmentOrderId,
            HttpMethod.Put,
            ServiceUri.ForId(
                ServiceUri.ForId(Orders, sellerFulfillmentOrderId, "packages").OriginalString, update.PackageId, what: "package id"),
            RequestWriter20260704.Package(update),
            errors,
            answer => SpApiAnswer.ReadNothing(answer, errors),
            names: null,
            cancellationToken);
    }

    private static CallInfo ReadAccepted(HttpAnswer answer) =>
        SpApiAnswer.ReadNothing(answer, SpApiErrorDialect.Default) with { Accepted = true };

    // 202 names the order that was accepted, 200 holds the existing order.
    private static CreateAnswer ReadCreated(HttpAnswer answer, SpApiErrorDialect errors) =>
        SpApiAnswer.Read(answer, errors, body => answer.StatusCode == 202
        ? new CreateAnswer(answer.Call) { Accepted = true, SellerFulfillmentOrderId = body.Text("orderId") ?? "" }
        : Order(body) is { } order ? Created(order, answer.Call) : null);

    private static CreateAnswer Created(FulfillmentOrder order, CallInfo call) =>
        new(call) { SellerFulfillmentOrderId = order.SellerFulfillmentOrderId, Order = order };

    private static OrderAnswer ReadOrder(HttpAnswer answer) => SpApiAnswer.Read(answer, SpApiErrorDialect.Default, body =>
        Order(body) is { } order ? new OrderAnswer(order, answer.Call) : null);

    private static FulfillmentOrder? Order(WireNode body) =>
        body.Find("order") is { Kind: WireKind.Object } found ? AnswerReader20260704.Order(found) : null;

    private static OrderPage ReadPage(HttpAnswer answer) =>
        SpApiAnswer.Read(answer, SpApiErrorDialect.Default, page => page.Find("orders") is { } orders
        ? new OrderPage(SpApiSender.ReadOrders(orders, AnswerReader20260704.Order), Pagination(page), answer.Call)
        : null);

    private static string? Pagination(WireNode page) => page.Find("pagination") switch
    {
        null or { IsNull: true } => null,
        { Kind: WireKind.Object } pagination => SpApiSender.ReadToken(pagination),
        _ => throw new FormatException("The pagination is not an object."),
    };

    private void Refuse(IReadOnlyList<Loss> losses)
    {
        if (losses.Count > 0)
        {
            throw new OperationNotSupportedException(
                Operations20260704.Version, $"cannot send this request: {string.Join("; ", losses.Select(loss => $"{loss.Member} {loss.Reason}"))}",
                "Version 2020-07-01 can.");
        }
    }

    private Task<OrderPage> ListAsync(
        DateTimeOffset updatedAfter, string? nextToken, string shipments, CancellationToken cancellationToken) =>
        _sender.SendAsync(
        Operations20260704.ListOrders,
        subject: null,
        HttpMethod.Get,
        ServiceUri.WithQuery(Orders, ("updatedAfter", IsoTime.Write(updatedAfter)), ("pageToken", nextToken), ("shipments", shipments)),
        body: null,
        SpApiErrorDialect.Default,
        ReadPage,
        names: null,
        cancellationToken);

    private string? Origin(FulfillmentOrder order) =>
        string.IsNullOrWhiteSpace(order.ShipFromCountryCode)
            ? countryOf(string.IsNullOrWhiteSpace(order.MarketplaceId) ? null : order.MarketplaceId)
            : order.ShipFromCountryCode;
}
