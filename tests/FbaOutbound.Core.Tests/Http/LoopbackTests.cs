using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Quota;
using FbaOutbound.Sessions;
using Xunit;
using static FbaOutbound.Core.Tests.Http.RawServer;

namespace FbaOutbound.Core.Tests.Http;

/// <summary>The real handler over real sockets: what it throws is told apart as it should be.</summary>
public sealed class LoopbackTests
{
    [Fact]
    public async Task AGoodAnswerIsRead()
    {
        await using var server = new RawServer(
            (stream, _, _) => WriteAsync(stream, Response(200, """{"a":1}""", "x-amzn-RequestId: id-1\r\n")));
        using var session = Open(server.Endpoint);
        Assert.Equal("""{"a":1}""", await WriteOneAsync(session));
        var request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /things HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("x-amz-access-token: Atza|raw", request, StringComparison.Ordinal);
        Assert.Contains($"User-Agent: {UserAgent.Value}", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Expect:", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProxyIsAskedForATunnelWithItsCredentials()
    {
        await using var proxy = new RawServer((stream, request, _) => WriteAsync(
            stream,
            request.Contains("Proxy-Authorization", StringComparison.OrdinalIgnoreCase)
                ? Response(502, "")
                : Response(407, "", "Proxy-Authenticate: Basic realm=\"proxy\"\r\n")));
        await using var tokens = new RawServer((stream, _, _) => WriteAsync(stream, Response(500, "")));
        using var session = Open(
            new Uri("https://sellingpartnerapi-na.example/"),
            new Uri(tokens.Endpoint, "auth/o2/token"),
            options => options with
            {
                Proxy = new WebProxy(proxy.Endpoint) { Credentials = new NetworkCredential("user", "password") },
            });

        var error = await Assert.ThrowsAsync<FbaConnectionException>(() => WriteOneAsync(session));

        Assert.Equal(RequestOutcome.NotTaken, error.Outcome);
        Assert.All(
            proxy.Requests,
            request => Assert.StartsWith("CONNECT sellingpartnerapi-na.example:443 HTTP/1.1\r\n", request, StringComparison.Ordinal));
        Assert.Contains(
            proxy.Requests, request => request.Contains("Proxy-Authorization: Basic dXNlcjpwYXNzd29yZA==", StringComparison.Ordinal));
        Assert.All(proxy.Requests, request => Assert.DoesNotContain("Atza", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AProxyThatWantsCredentialsAndGetsNoneIsItsOwnError()
    {
        await using var proxy = new RawServer(
            (stream, _, _) => WriteAsync(stream, Response(407, "", "Proxy-Authenticate: Basic realm=\"proxy\"\r\n")));
        await using var tokens = new RawServer((stream, _, _) => WriteAsync(stream, Response(500, "")));
        using var session = Open(
            new Uri("https://sellingpartnerapi-na.example/"),
            new Uri(tokens.Endpoint, "auth/o2/token"),
            options => options with { Proxy = new WebProxy(proxy.Endpoint) });

        var error = await Assert.ThrowsAsync<FbaProxyException>(() => WriteOneAsync(session));

        Assert.Contains("-ProxyCredential", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AProxyThatRefusesTheCredentialsIsNotAskedForOnes(bool isOfToken)
    {
        await using var proxy = new RawServer(
            (stream, _, _) => WriteAsync(stream, Response(407, "", "Proxy-Authenticate: Basic realm=\"proxy\"\r\n")));
        await using var tokens = new RawServer((stream, _, _) => WriteAsync(stream, Response(500, "")));
        using var session = Open(
            new Uri("https://sellingpartnerapi-na.example/"),
            isOfToken ? new Uri("https://tokens.example/auth/o2/token") : new Uri(tokens.Endpoint, "auth/o2/token"),
            options => options with
            {
                Proxy = new WebProxy(proxy.Endpoint) { Credentials = new NetworkCredential("user", "password") },
            });

        var error = await Assert.ThrowsAsync<FbaProxyException>(() => WriteOneAsync(session));

        Assert.True(error.AreCredentialsRefused);
        Assert.Contains("refused the user name and the password", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Connect with -Proxy", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThisMachineIsNeverReachedThroughAProxy()
    {
        await using var server = new RawServer((stream, _, _) => WriteAsync(stream, Response(200, "{}")));
        await using var proxy = new RawServer((stream, _, _) => WriteAsync(stream, Response(500, "")));
        using var session = Open(server.Endpoint, change: options => options with { Proxy = new WebProxy(proxy.Endpoint) });

        await WriteOneAsync(session);

        Assert.Empty(proxy.Requests);
    }

    [Fact]
    public async Task ACompressedAnswerIsRead()
    {
        await using var server = new RawServer(async (stream, _, stop) =>
        {
            using var compressed = new MemoryStream();
            await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            {
                await gzip.WriteAsync("""{"a":"gzip"}"""u8.ToArray(), stop);
            }

            await WriteAsync(
                stream, $"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\nContent-Length: {compressed.Length}\r\n\r\n");
            await stream.WriteAsync(compressed.ToArray(), stop);
        });
        using var session = Open(server.Endpoint);
        Assert.Equal("""{"a":"gzip"}""", await WriteOneAsync(session));
    }

    [Fact]
    public async Task ARefusedConnectionWasNotTaken()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var session = Open(new Uri($"http://127.0.0.1:{port}/"));
        var error = await Assert.ThrowsAsync<FbaConnectionException>(() => WriteOneAsync(session));
        Assert.Equal((RequestOutcome.NotTaken, "127.0.0.1"), (error.Outcome, error.Host));
        Assert.Contains($"127.0.0.1:{port} could not be reached", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatStaysOnThisMachineGoesThroughNoProxy()
    {
        await using var proxy = new RawServer((stream, _, _) => WriteAsync(stream, Response(200, "{}")));
        await using var server = new RawServer((stream, _, _) => WriteAsync(stream, Response(200, """{"a":1}""")));
        var before = HttpClient.DefaultProxy;
        try
        {
            HttpClient.DefaultProxy = new ProxyFor(server.Endpoint, proxy.Endpoint);
            using var session = Open(server.Endpoint);
            Assert.Equal("""{"a":1}""", await WriteOneAsync(session));
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        Assert.Empty(proxy.Requests);
    }

    [Fact]
    public async Task AnUnknownHostWasNotTaken()
    {
        using var session = Open(new Uri("https://no-such-host.invalid/"), new Uri("https://no-such-host.invalid/token"));
        var error = await Assert.ThrowsAsync<FbaConnectionException>(() => WriteOneAsync(session));
        Assert.Equal(RequestOutcome.NotTaken, error.Outcome);
        Assert.Contains("no-such-host.invalid could not be resolved", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("closed before an answer")]
    [InlineData("reset before an answer")]
    [InlineData("reset in the headers")]
    [InlineData("half a body")]
    [InlineData("half a chunk")]
    [InlineData("gzip that lies")]
    [InlineData("not HTTP")]
    [InlineData("redirect")]
    [InlineData("html")]
    [InlineData("endless headers")]
    public async Task WhatBrokeOffAfterTheRequestIsUnknown(string fault)
    {
        await using var server = new RawServer((stream, _, _) => BreakAsync(stream, fault));
        using var session = Open(server.Endpoint);
        var error = await Assert.ThrowsAnyAsync<FbaServiceException>(() => WriteOneAsync(session));
        Assert.Equal(RequestOutcome.Unknown, error.Outcome);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task ARefusalWhoseBodyBreaksOffMayBeAnybodys()
    {
        await using var server = new RawServer(
            (stream, _, _) => WriteAsync(stream, "HTTP/1.1 400 Bad\r\nContent-Length: 500\r\n\r\n{\"errors\":"));
        using var session = Open(server.Endpoint);
        var error = await Assert.ThrowsAsync<FbaServiceException>(() => WriteOneAsync(session));
        Assert.Equal((RequestOutcome.Unknown, 400), (error.Outcome, error.StatusCode));
    }

    [Fact]
    public async Task ABodyThatNeverEndsIsCutAtTheCap()
    {
        await using var server = new RawServer(async (stream, _, stop) =>
        {
            await WriteAsync(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            var block = Enumerable.Repeat((byte)' ', 1024 * 1024).ToArray();
            while (true)
            {
                await stream.WriteAsync(block, stop);
            }
        });
        using var session = Open(server.Endpoint);
        var error = await Assert.ThrowsAsync<FbaServiceException>(() => ReadOneAsync(session));
        Assert.Contains("the response is too large", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, error.Attempts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnAnswerThatStallsTimesOut(bool afterHeaders)
    {
        await using var server = new RawServer(async (stream, _, stop) =>
        {
            if (afterHeaders)
            {
                await WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{");
            }

            await Task.Delay(Timeout.Infinite, stop);
        });
        using var session = Open(server.Endpoint, change: options => options with { RequestTimeout = TimeSpan.FromMilliseconds(200) });
        var error = await Assert.ThrowsAsync<FbaTimeoutException>(() => WriteOneAsync(session));
        Assert.Equal(RequestOutcome.Unknown, error.Outcome);
    }

    [Fact]
    public async Task CancellingReachesTheSocket()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new RawServer(async (stream, _, stop) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, stop);
        });
        using var session = Open(server.Endpoint);
        var error = await Assert.ThrowsAsync<FbaServiceException>(() => WriteOneAsync(session, cancel.Token));
        Assert.Equal(RequestOutcome.Unknown, error.Outcome);
    }

    [Fact]
    public async Task AnUntrustedCertificateIsReportedAtOnceAndNothingIsSent()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var created = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var certificate = X509CertificateLoader.LoadPkcs12(created.Export(X509ContentType.Pfx), null);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var connections = 0;
        var loop = Task.Run(async () =>
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                connections++;
                await using var tls = new SslStream(client.GetStream());
                try
                {
                    await tls.AuthenticateAsServerAsync(certificate);
                    _ = await tls.ReadAsync(new byte[1]);
                }
                catch (Exception exception) when (exception is System.Security.Authentication.AuthenticationException or IOException)
                {
                }
            }
        });
        using var session = Open(new Uri($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
        var error = await Assert.ThrowsAsync<FbaConnectionException>(() => WriteOneAsync(session));
        Assert.Contains("no trusted TLS connection to localhost", error.Message, StringComparison.Ordinal);
        Assert.Equal((RequestOutcome.NotTaken, 1), (error.Outcome, connections));
        listener.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => loop);
    }

    private static async Task BreakAsync(NetworkStream stream, string fault)
    {
        switch (fault)
        {
            case "reset before an answer":
                Reset(stream);
                break;
            case "reset in the headers":
                await WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-");
                Reset(stream);
                break;
            case "half a body":
                await WriteAsync(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":1}");
                break;
            case "half a chunk":
                await WriteAsync(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{\"a\":1}\r\n");
                break;
            case "gzip that lies":
                await WriteAsync(stream, Response(200, "{\"a\":1}", "Content-Encoding: gzip\r\n"));
                break;
            case "not HTTP":
                await WriteAsync(stream, "220 mail.example.com ESMTP\r\n\r\n");
                break;
            case "redirect":
                await WriteAsync(stream, Response(307, "", $"Location: https://example.com/\r\n"));
                break;
            case "html":
                await WriteAsync(stream, Response(502, "<html>"));
                break;
            case "endless headers":
                await WriteAsync(stream, "HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Repeat($"x: {new string('y', 1000)}\r\n", 200)));
                break;
            default:
                break;
        }
    }

    private static FbaSession Open(Uri endpoint, Uri? tokenEndpoint = null, Func<SessionOptions, SessionOptions>? change = null)
    {
        var options = new SessionOptions
        {
            Marketplace = "US",
            Credential = new LwaCredential("id", "secret", "Atzr|raw"),
            Endpoint = endpoint,
            TokenEndpoint = tokenEndpoint,
            TimeProvider = new HastyTimeProvider(),
            Quotas = new QuotaRegistry(),
        };
        return new FbaSession(change is null ? options : change(options));
    }

    private static Task<string> WriteOneAsync(FbaSession session, CancellationToken cancellationToken = default) =>
        session.Pipeline.SendAsync(Harness.Request(Harness.Write, "things"), cancellationToken);

    private static Task<string> ReadOneAsync(FbaSession session) => session.Pipeline.SendAsync(Harness.Request(Harness.Read), default);

    /// <summary>The system's clock, except that waits between repeats (0.5 to 8 seconds) end at once.</summary>
    internal sealed class HastyTimeProvider : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(
                callback,
                state,
                dueTime >= TimeSpan.FromSeconds(0.5) && dueTime <= TimeSpan.FromSeconds(8) ? TimeSpan.Zero : dueTime,
                period);
    }

    /// <summary>A proxy for one address, so that tests that run at the same time do without.</summary>
    private sealed class ProxyFor(Uri address, Uri proxy) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy;

        public bool IsBypassed(Uri host) => host.Authority != address.Authority;
    }
}
