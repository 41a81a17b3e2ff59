using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Core.Tests.Http;

/// <summary>
/// A service and its token endpoint in place of the network. Answers are given in the order of the calls; the last one stays.
/// </summary>
internal sealed class StubService : HttpMessageHandler
{
    private readonly ConcurrentQueue<SeenRequest> _seen = new();
    private int _calls;
    private int _tokenCalls;

    public StubService(params Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>[] answers) => Answers = answers;

    public IReadOnlyList<Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>> Answers { get; set; }

    public Func<int, CancellationToken, Task<HttpResponseMessage>> Token { get; set; } =
        (call, _) => Task.FromResult(Json(200, $$"""{"access_token":"Atza|canary-{{call}}","token_type":"bearer","expires_in":3600}"""));

    public IReadOnlyList<SeenRequest> Seen => [.. _seen.Where(request => !request.IsToken)];

    public IReadOnlyList<SeenRequest> TokenRequests => [.. _seen.Where(request => request.IsToken)];

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Answer(
        int status, string body = "{}", params (string Name, string Value)[] headers) =>
        (_, _) => Task.FromResult(Json(status, body, headers));

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Error(
        int status, string code, string message, string details = "", params (string Name, string Value)[] headers) =>
        Answer(status, $$$"""{"errors":[{"code":"{{{code}}}","message":"{{{message}}}","details":"{{{details}}}"}]}""", headers);

    public static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Throw(Exception exception) =>
        (_, _) => Task.FromException<HttpResponseMessage>(exception);

    public static HttpResponseMessage Json(int status, string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json")
        };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isToken = request.RequestUri!.AbsolutePath == "/auth/o2/token";
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        _seen.Enqueue(new SeenRequest(isToken, request, request.RequestUri, body));
        if (isToken)
        {
            return await Token(Interlocked.Increment(ref _tokenCalls), cancellationToken);
        }

        var call = Interlocked.Increment(ref _calls) - 1;
        return await Answers[Math.Min(call, Answers.Count - 1)](request, cancellationToken);
    }

    internal sealed record SeenRequest(bool IsToken, HttpRequestMessage Message, Uri Uri, string Body)
    {
        public string? Header(string name) => Message.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
    }
}

/// <summary>A response that never comes.</summary>
internal sealed class HangingService
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task;

    public async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException();
    }
}
