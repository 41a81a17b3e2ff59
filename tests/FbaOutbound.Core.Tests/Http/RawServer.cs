using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Core.Tests.Http;

/// <summary>A server on loopback that reads one request per connection and then does to the connection whatever a test wants.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, string, CancellationToken, Task> _answer;
    private readonly Task _loop;

    public RawServer(Func<NetworkStream, string, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _loop = AcceptAsync();
    }

    public Uri Endpoint { get; }

    public ConcurrentQueue<string> Requests { get; } = new();

    public static Task WriteAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

    public static string Response(int status, string body, string headers = "") =>
        $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
            + $"{Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}";

    /// <summary>Ends the connection with a reset.</summary>
    public static void Reset(NetworkStream stream) => stream.Socket.LingerState = new LingerOption(enable: true, seconds: 0);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var text = await ReadRequestAsync(stream);
                if (text.Contains("/auth/o2/token", StringComparison.Ordinal))
                {
                    await WriteAsync(stream, Response(200, """{"access_token":"Atza|raw","expires_in":3600}"""));
                    return;
                }

                Requests.Enqueue(text);
                await _answer(stream, text, _stop.Token);
            }
            catch (Exception exception) when (
                exception is OperationCanceledException or SocketException or System.IO.IOException or ObjectDisposedException)
            {
            }
        }
    }

    private async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(length), _stop.Token);
            length += count;
            var text = Encoding.UTF8.GetString(buffer, 0, length);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (count == 0 || (end >= 0 && length >= end + 4 + ContentLength(text)))
            {
                return text;
            }
        }
    }

    private static int ContentLength(string text)
    {
        const string Name = "Content-Length: ";
        var start = text.IndexOf(Name, StringComparison.OrdinalIgnoreCase);
        return start < 0
            ? 0
            : int.Parse(
                text.AsSpan(start + Name.Length, text.IndexOf('\r', start) - start - Name.Length),
                System.Globalization.CultureInfo.InvariantCulture);
    }
}
