using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Endpoints;

namespace FbaOutbound.Sandbox;

/// <summary>The sandbox as the transport of an HttpClient in the same process: it fails as a network fails.</summary>
internal sealed class SandboxHandler(SandboxService service) : HttpMessageHandler
{
    public static async Task<HttpResponseMessage> SendAsync(
        RequestDispatcher dispatcher, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var uri = request.RequestUri ?? throw new InvalidOperationException("The request has no address.");
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
        var call = new SandboxCall(request.Method.Method, uri.AbsolutePath, uri.Query.Length > 1 ? uri.Query.Substring(1) : "", body)
        {
            Host = request.Headers.Host ?? uri.Authority,
            ContentType = request.Content?.Headers.ContentType?.MediaType,
            AccessToken = request.Headers.TryGetValues("x-amz-access-token", out var values) ? values.FirstOrDefault() : null,
            ServiceId = request.Headers.TryGetValues("x-amzn-fulfillment-service-id", out var services) ? services.FirstOrDefault() : null,
        };
        var answer = await dispatcher.HandleAsync(call, cancellationToken).ConfigureAwait(false);
        return answer.Delivery switch
        {
            Delivery.Refused => throw Failure(SocketError.ConnectionRefused),
            Delivery.Dropped => throw Failure(SocketError.ConnectionReset),
            _ => Respond(request, answer),
        };
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        service.HandleAsync(request, cancellationToken);

    private static HttpRequestException Failure(SocketError error)
    {
        var socket = new SocketException((int)error);
        return error == SocketError.ConnectionReset
            ? new HttpRequestException(
                "An error occurred while sending the request.",
                new IOException("Unable to read data from the transport connection.", socket))
            : new HttpRequestException("The connection could not be established.", socket);
    }

    private static HttpResponseMessage Respond(HttpRequestMessage request, SandboxAnswer answer)
    {
        HttpContent content = answer.Delivery == Delivery.Truncated
            ? new StreamContent(new TruncatedStream(answer.Body))
            : new ByteArrayContent(answer.Body);
        content.Headers.TryAddWithoutValidation("Content-Type", answer.ContentType);
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = content, RequestMessage = request };
        answer.VisitHeaders<HttpHeaders>(response.Headers, static (headers, name, value) => headers.TryAddWithoutValidation(name, value));
        return response;
    }

    /// <summary>The first half of a body, and then the end of the connection.</summary>
    private sealed class TruncatedStream(byte[] body) : Stream
    {
        private int _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var left = (body.Length / 2) - _position;
            if (left <= 0)
            {
                throw new IOException("The response ended prematurely.", new SocketException((int)SocketError.ConnectionReset));
            }

            var taken = Math.Min(left, count);
            Array.Copy(body, _position, buffer, offset, taken);
            _position += taken;
            return taken;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
