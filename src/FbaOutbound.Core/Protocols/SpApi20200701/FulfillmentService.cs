using System;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20200701;

/// <summary>Version 2020-07-01 of the Fulfillment Outbound API.</summary>
internal sealed class FulfillmentService(IRequestPipeline pipeline) : IFulfillmentService
{
    private const string Orders = "fba/outbound/2020-07-01/fulfillmentOrders";

    private static readonly MediaTypeWithQualityHeaderValue s_acceptedType = new("application/json");
    private static readonly MediaTypeHeaderValue s_sentType = new("application/json");

    public string ApiVersion => Operations.Version;

    public Task<CreateAnswer> CreateAsync(FulfillmentOrder order, CancellationToken cancellationToken)
    {
        var errors = new SpApiErrorDialect(ErrorText.For(order));
        return SendAsync(
            Operations.CreateFulfillmentOrder,
            order.SellerFulfillmentOrderId,
            HttpMethod.Post,
            new Uri(Orders, UriKind.Relative),
            RequestWriter.Create(order),
            errors,
            answer => new CreateAnswer(SpApiAnswer.ReadEmpty(answer, errors), Accepted: answer.StatusCode == 202),
            cancellationToken);
    }

    public Task<OrderAnswer> GetAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => SendAsync(
        Operations.GetFulfillmentOrder,
        sellerFulfillmentOrderId,
        HttpMethod.Get,
        ServiceUri.ForId(Orders, sellerFulfillmentOrderId),
        body: null,
        SpApiErrorDialect.Default,
        answer => new OrderAnswer(ReadOrder(answer, sellerFulfillmentOrderId), answer.Call),
        cancellationToken);

    public Task<OrderPage> ListAsync(DateTimeOffset updatedAfter, string? nextToken, CancellationToken cancellationToken) => SendAsync(
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
        return SendAsync(
            Operations.UpdateFulfillmentOrder,
            update.SellerFulfillmentOrderId,
            HttpMethod.Put,
            ServiceUri.ForId(Orders, update.SellerFulfillmentOrderId),
            RequestWriter.Update(update),
            errors,
            answer => SpApiAnswer.ReadEmpty(answer, errors),
            cancellationToken);
    }

    public Task<CallInfo> CancelAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) => SendAsync(
        Operations.CancelFulfillmentOrder,
        sellerFulfillmentOrderId,
        HttpMethod.Put,
        ServiceUri.ForId(Orders, sellerFulfillmentOrderId, "cancel"),
        body: null,
        SpApiErrorDialect.Default,
        answer => SpApiAnswer.ReadEmpty(answer, SpApiErrorDialect.Default),
        cancellationToken);

    private Task<T> SendAsync<T>(
        Operation operation,
        string? subject,
        HttpMethod method,
        Uri uri,
        byte[]? body,
        SpApiErrorDialect errors,
        Func<HttpAnswer, T> read,
        CancellationToken cancellationToken) => pipeline.SendAsync(
            new ServiceRequest<T>
            {
                Operation = operation,
                Subject = subject,
                CreateMessage = () => CreateMessage(method, uri, body),
                Read = read,
                Errors = errors,
            },
            cancellationToken);

    private static HttpRequestMessage CreateMessage(HttpMethod method, Uri uri, byte[]? body)
    {
        var message = new HttpRequestMessage(method, uri);
        message.Headers.Accept.Add(s_acceptedType);
        if (body is not null)
        {
            message.Content = new ByteArrayContent(body) { Headers = { ContentType = s_sentType } };
        }

        return message;
    }

    private static FulfillmentOrder ReadOrder(HttpAnswer answer, string askedFor)
    {
        var order = SpApiAnswer.Read(answer, SpApiErrorDialect.Default, WireJson.Tolerant.WireGetOrderAnswer, body =>
            body.Payload is { FulfillmentOrder: { } found } ? AnswerReader.Order(body.Payload, found) : null);

        // An answer without the id is still the answer to the id that was asked for.
        return order.SellerFulfillmentOrderId.Length == 0 ? order with { SellerFulfillmentOrderId = askedFor } : order;
    }

    private static OrderPage ReadPage(HttpAnswer answer) =>
        SpApiAnswer.Read(answer, SpApiErrorDialect.Default, WireJson.Tolerant.WireListOrdersAnswer, body => body.Payload is { } page
            ? new OrderPage(
                [.. (page.FulfillmentOrders ?? []).OfType<WireOrder>().Select(AnswerReader.Order)], ReadToken(page.NextToken), answer.Call)
            : null);

    private static string? ReadToken(JsonElement token) => token.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => token.GetString() is { Length: > 0 } text ? text : null,
        _ => throw new JsonException("The token of the next page is no text."),
    };
}
