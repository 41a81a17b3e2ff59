using System;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Quota;
using FbaOutbound.Sessions;
using Xunit;
using static FbaOutbound.Core.Tests.Http.RawServer;

namespace FbaOutbound.Core.Tests.Http;

/// <summary>
/// Faults that only a real handler over real sockets can show: what it decompresses, follows, waits for and shakes hands with.
/// </summary>
public sealed class LoopbackFaultTests
{
    private const int Megabyte = 1024 * 1024;

    [Theory]
    [InlineData("cut off in the middle")]
    [InlineData("a flipped bit")]
    [InlineData("a wrong checksum")]
    [InlineData("a longer length than there is")]
    [InlineData("deflate that is none")]
    public async Task ACompressedAnswerThatLiesIsUnknown(string lie)
    {
        await using var server = new RawServer((stream, _, _) => LieAsync(stream, lie));
        using var session = Open(server.Endpoint);
        var error = await Assert.ThrowsAnyAsync<FbaServiceException>(() => WriteOneAsync(session));
        Assert.Equal(RequestOutcome.Unknown, error.Outcome);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(200, false)]
    [InlineData(500, false)]
    public async Task AHundredMegabytesAreNotKept(int status, bool isCompressed)
    {
        var taken = 0;
        await using var server = new RawServer((stream, _, stop) => FloodAsync(stream, status, isCompressed, () => taken++, stop));
        using var session = Open(server.Endpoint);
        var error = await Assert.ThrowsAsync<FbaServiceException>(() => WriteOneAsync(session));
        Assert.Equal((RequestOutcome.Unknown, status), (error.Outcome, error.StatusCode));
        Assert.Equal(status == 200, error.Message.Contains("the response is too large", StringComparison.Ordinal));
        Assert.Single(server.Requests);

        // What the sockets hold is a few megabytes.
        Assert.InRange(taken, 0, (HttpTransport.LargestBody / Megabyte) + 32);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task ARedirectIsNotFollowedAndNoTokenGoesThere(int status)
    {
        await using var elsewhere = new RawServer((stream, _, _) => WriteAsync(stream, Response(200, "{}")));
        await using var server = new RawServer(
            (stream, _, _) => WriteAsync(stream, Response(status, "", $"Location: {elsewhere.Endpoint}things\r\n")));
        using var session = Open(server.Endpoint);
        Assert.Equal(RequestOutcome.Unknown, (await Assert.ThrowsAsync<FbaServiceException>(() => WriteOneAsync(session))).Outcome);
        Assert.Single(server.Requests);
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task AnAnswerThatDripsIsCutAtTheTimeLimit()
    {
        await using var server = new RawServer(async (stream, _, stop) =>
        {
            await WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
            while (true)
            {
                await WriteAsync(stream, " ");
                await Task.Delay(20, stop);
            }
        });
        using var session = Open(server.Endpoint, TimeSpan.FromMilliseconds(300));
        var watch = Stopwatch.StartNew();
        Assert.Equal(RequestOutcome.Unknown, (await Assert.ThrowsAsync<FbaTimeoutException>(() => WriteOneAsync(session))).Outcome);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("")]
    public async Task ATlsHandshakeThatBreaksOffWasNotTaken(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var loop = Task.Run(async () =>
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                _ = await client.GetStream().ReadAsync(new byte[1024]);
                await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
            }
        });
        using var session = Open(new Uri($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
        Assert.Equal(RequestOutcome.NotTaken, (await Assert.ThrowsAsync<FbaConnectionException>(() => WriteOneAsync(session))).Outcome);
        listener.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => loop);
    }

    private static async Task LieAsync(NetworkStream stream, string lie)
    {
        var body = Gzip(Encoding.UTF8.GetBytes("""{"a":"gzip, and long enough to be cut, flipped and measured"}"""));
        var encoding = "gzip";
        var length = body.Length;
        switch (lie)
        {
            case "cut off in the middle":
                body = body[..(body.Length / 2)];
                length = body.Length;
                break;
            case "a flipped bit":
                body[body.Length / 2] ^= 0x10;
                break;
            case "a wrong checksum":
                body[^6] ^= 0x10;
                break;
            case "a longer length than there is":
                length += 10;
                break;
            default:
                encoding = "deflate";
                break;
        }

        await WriteAsync(
            stream,
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: {encoding}\r\nConnection: close\r\nContent-Length: "
                + $"{length}\r\n\r\n");
        await stream.WriteAsync(body);
    }

    private static async Task FloodAsync(NetworkStream stream, int status, bool isCompressed, Action taken, CancellationToken stop)
    {
        var block = Enumerable.Repeat((byte)' ', Megabyte).ToArray();
        if (isCompressed)
        {
            var bomb = Gzip([.. Enumerable.Repeat(block, 100).SelectMany(part => part)]);
            await WriteAsync(
                stream, $"HTTP/1.1 {status} X\r\nContent-Encoding: gzip\r\nConnection: close\r\nContent-Length: {bomb.Length}\r\n\r\n");
            await stream.WriteAsync(bomb, stop);
            return;
        }

        await WriteAsync(
            stream, $"HTTP/1.1 {status} X\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: {100 * Megabyte}\r\n\r\n");
        for (var i = 0; i < 100; i++)
        {
            await stream.WriteAsync(block, stop);
            taken();
        }
    }

    private static byte[] Gzip(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }

    private static FbaSession Open(Uri endpoint, TimeSpan? requestTimeout = null) => new(new SessionOptions
    {
        Marketplace = "US",
        Credential = new LwaCredential("id", "secret", "Atzr|raw"),
        Endpoint = endpoint,
        RequestTimeout = requestTimeout ?? TimeSpan.FromSeconds(60),
        TimeProvider = new LoopbackTests.HastyTimeProvider(),
        Quotas = new QuotaRegistry(),
    });

    private static Task<string> WriteOneAsync(FbaSession session) =>
        session.Pipeline.SendAsync(Harness.Request(Harness.Write, "things"), default);
}
