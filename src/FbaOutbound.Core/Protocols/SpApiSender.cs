using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols;

/// <summary>Sends requests with the Selling Partner API's headers and JSON bodies.</summary>
internal sealed class SpApiSender(IRequestPipeline pipeline)
{
    private static readonly MediaTypeWithQualityHeaderValue s_acceptedType = new("application/json");
    private static readonly MediaTypeHeaderValue s_sentType = new("application/json");

    public Task<T> SendAsync<T>(
        Operation operation,
        string? subject,
        HttpMethod method,
        Uri uri,
        byte[]? body,
        SpApiErrorDialect errors,
        Func<HttpAnswer, T> read,
        Func<T, IEnumerable<AnswerName>>? names,
        CancellationToken cancellationToken) => pipeline.SendAsync(
            new ServiceRequest<T>
            {
                Operation = operation,
                Subject = subject,
                CreateMessage = () => CreateMessage(method, uri, body),
                Read = read,
                Names = names,
                Errors = errors,
            },
            cancellationToken);

    /// <summary>Reads the token of a list's next page; null at its end.</summary>
    /// <exception cref="FormatException">
    /// It is not a text: a list that seems to end would prove the absence of what is on its next page.
    /// </exception>
    public static string? ReadToken(WireNode page) => page.Find("nextToken") switch
    {
        null or { Kind: WireKind.Text, Value: null or "" } => null,
        { Kind: WireKind.Text, Value: var text } => text,
        _ => throw new FormatException("The next page token is not a string."),
    };

    /// <summary>Reads the orders of a page.</summary>
    /// <exception cref="FormatException">An entry is not an order: skipping it would prove the absence of an existing order.</exception>
    public static FulfillmentOrder[] ReadOrders(WireNode orders, Func<WireNode, FulfillmentOrder> map) =>
        orders.Kind == WireKind.List
            && orders.Children.All(order => order.Kind == WireKind.Object || order is { Kind: WireKind.Text, Value: null })
            ? [.. orders.Children.Where(order => order.Kind == WireKind.Object).Select(map)]
            : throw new FormatException("The list contains something other than orders.");

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
}
