using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Protocols;
using FbaOutbound.Quota;

namespace FbaOutbound.Sessions;

/// <summary>The test control of a sandbox server on this machine. Its requests have no token and count against no quota.</summary>
internal sealed class ServerControl(PipelineOptions options, HttpTransport transport) : IDisposable
{
    // What the server says about a request is for its caller; only what cannot be its response is an error here.
    private static readonly DeclaredStatuses s_statuses = new([200, 400, 403, 404, 405, 413], []);
    private static readonly Operation s_read = new("sandbox server request", "control", IsRead: true, new UsagePlan(0, 1), s_statuses);
    private static readonly Operation s_change = s_read with { IsRead = false };

    private readonly Lazy<RequestPipeline> _pipeline =
        new(() => new RequestPipeline(options with { Deadline = null }, transport, authorizer: null, quotas: null));

    /// <summary>Sends a request and returns the status and the body of its response.</summary>
    /// <param name="isRead">Whether it is a GET; otherwise it is a POST.</param>
    /// <param name="path">The path, relative to the session's endpoint.</param>
    /// <param name="body">The body, as JSON; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<(int Status, byte[] Body)> SendAsync(bool isRead, string path, byte[]? body, CancellationToken cancellationToken) =>
        _pipeline.Value.SendAsync(
            new ServiceRequest<(int Status, byte[] Body)>
            {
                Operation = isRead ? s_read : s_change,
                Errors = SpApiErrorDialect.Default,
                Read = answer => (answer.StatusCode, answer.Body.ToArray()),
                Names = null,
                CreateMessage = () => new HttpRequestMessage(isRead ? HttpMethod.Get : HttpMethod.Post, new Uri(path, UriKind.Relative))
                {
                    Content = body is null ? null : Json(body),
                },
            },
            cancellationToken);

    public void Dispose()
    {
        if (_pipeline.IsValueCreated)
        {
            _pipeline.Value.Dispose();
        }
    }

    private static ByteArrayContent Json(byte[] body) =>
        new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
