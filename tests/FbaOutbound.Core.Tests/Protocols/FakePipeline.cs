using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Http;

namespace FbaOutbound.Core.Tests.Protocols;

/// <summary>Maps a request and one canned answer, whatever the response is about, and keeps what would have been sent.</summary>
internal sealed class FakePipeline : IRequestPipeline
{
    private static readonly Uri s_endpoint = new("https://sellingpartnerapi.example/");

    public List<SentRequest> Sent { get; } = [];

    public int Status { get; set; } = 200;

    public string? ContentType { get; set; } = "application/json";

    public byte[] Body { get; set; } = "{}"u8.ToArray();

    public SentRequest Last => Sent[^1];

    public static FakePipeline Answering(string body, int status = 200) => new() { Status = status, Body = Encoding.UTF8.GetBytes(body) };

    public async Task<T> SendAsync<T>(ServiceRequest<T> request, CancellationToken cancellationToken)
    {
        using var message = request.CreateMessage();
        var body = message.Content is null ? null : await message.Content.ReadAsStringAsync(cancellationToken);
        var uri = new Uri(s_endpoint, message.RequestUri!);
        Sent.Add(
            new SentRequest(
                request.Operation,
                request.Subject,
                message.Method.Method,
                uri,
                body,
                message.Content?.Headers.ContentType?.ToString()) { NamesNothing = request.Names is null });
        var answer = new HttpAnswer(Status, ContentType, Body, new CallInfo("request-1", 1, TimeSpan.FromMilliseconds(5)));
        if (Status is >= 200 and < 300)
        {
            return request.Read(answer);
        }

        throw new RefusedException(request.Errors.Read(answer));
    }
}

internal sealed record SentRequest(Operation Operation, string? Subject, string Method, Uri Uri, string? Body, string? ContentType)
{
    /// <summary>Whether the responses to the operation name nothing that the request named.</summary>
    public bool NamesNothing { get; init; }

    /// <summary>The path and query, exactly as they stand in the request line.</summary>
    public string Target => Uri.AbsoluteUri["https://sellingpartnerapi.example".Length..];
}

internal sealed class RefusedException(ServiceError error) : Exception(error.Message)
{
    public ServiceError Error { get; } = error;
}
