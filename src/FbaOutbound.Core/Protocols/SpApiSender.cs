using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;

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
    /// <exception cref="JsonException">It is no text: a list that seems to end would prove the absence of what is on its next page.</exception>
    public static string? ReadToken(JsonElement token) => token.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => null,
        JsonValueKind.String => token.GetString() is { Length: > 0 } text ? text : null,
        _ => throw new JsonException("The token of the next page is no text."),
    };

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
