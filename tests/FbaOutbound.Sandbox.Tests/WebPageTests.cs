using System;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Server;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

/// <summary>
/// A web page that somebody looks at has no business with the sandbox of the same machine. And a body that is too large gets a response.
/// </summary>
public sealed class WebPageTests : IAsyncLifetime, IDisposable
{
    private readonly SandboxService _sandbox = new(new SandboxOptions { TimeProvider = new ManualTimeProvider() });
    private SandboxServer _server = null!;
    private HttpClient? _client;

    private HttpClient Http => _client!;

    private string Own => _server.Address.GetLeftPart(UriPartial.Authority);

    public async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(_sandbox, ["http://127.0.0.1:0"]);
        _client = new HttpClient { BaseAddress = _server.Address };
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _client?.Dispose();
        _sandbox.Dispose();
    }

    [Theory]
    [InlineData("Origin", "https://example.com")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost:1")]
    [InlineData("Origin", "")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task APageOfAnotherOriginIsNotAnsweredAtAnyEndpoint(string header, string value)
    {
        foreach (var (method, path)
            in new[]
            {
                ("POST", "/sandbox/reset"), ("GET", "/sandbox/clock"), ("POST", "/auth/o2/token"), ("POST", Mws.MwsClient.Outbound),
                ("GET", Client.Orders)
            })
        {
            // A form or a text is what a page can send without being asked first.
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.RelativeOrAbsolute));
            request.Content = method == "POST" ? new StringContent("""{"advance":"1.00:00:00"}""", Encoding.UTF8, "text/plain") : null;
            request.Headers.TryAddWithoutValidation(header, value);
            using var response = await Http.SendAsync(request);
            Assert.Equal((path, 403), (path, (int)response.StatusCode));
            Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
        }

        Assert.Equal(0, _sandbox.RequestCount);
    }

    [Theory]
    [InlineData("example.com")]
    [InlineData("example.com:5080")]
    [InlineData("localhost.example.com")]
    [InlineData("127.0.0.1.example.com")]
    [InlineData("10.0.0.1")]
    public async Task ANameThatWasMadeToLeadHereOpensNoTestControlAndGetsNoTokens(string host)
    {
        Assert.Equal(403, await SendAsync("POST", "/sandbox/reset", host));
        Assert.Equal(403, await SendAsync("POST", "/auth/o2/token", host, ("Origin", "http://" + host)));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.2.3:80")]
    [InlineData("[::1]:5080")]
    public async Task NamesOfThisMachineAreAnswered(string host) => Assert.Equal(200, await SendAsync("POST", "/sandbox/reset", host));

    [Fact]
    public async Task TheServersOwnPagesAndProgramsAreAnswered()
    {
        Assert.Equal(200, await SendAsync("POST", "/sandbox/reset", null, ("Origin", Own)));
        Assert.Equal(200, await SendAsync("POST", "/sandbox/reset", null, ("Sec-Fetch-Site", "same-origin")));
        Assert.Equal(200, await SendAsync("GET", "/sandbox/clock", null, ("Sec-Fetch-Site", "none")));
        Assert.Equal(403, await SendAsync("GET", Client.Orders, "sellingpartnerapi-na.amazon.com"));
        Assert.Equal(1, _sandbox.RequestCount);
    }

    [Theory]
    [InlineData("POST", Client.Orders)]
    [InlineData("POST", NewVersion.Orders)]
    [InlineData("POST", "/auth/o2/token")]
    [InlineData("POST", "/" + Mws.MwsClient.Outbound)]
    [InlineData("POST", "/mfn/v0/shipments")]
    [InlineData("POST", "/sandbox/clock")]
    public async Task ABodyThatIsTooLargeIsAnsweredWith413(string method, string path)
    {
        foreach (var (size, isChunked) in new[] { (2 << 20, false), (2 << 20, true), ((1 << 20) + 1, false), (64 << 20, false) })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
            request.Content = new ByteArrayContent(new byte[size]);
            request.Headers.TransferEncodingChunked = isChunked;
            using var response = await Http.SendAsync(request);
            Assert.Equal(413, (int)response.StatusCode);
            Assert.Contains("larger than the limit", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TheSameIsSaidInTheProcess()
    {
        using var client = new Client { ChecksAnswers = false };
        var reply = await client.SendAsync("POST", Client.Orders, new string(' ', (1 << 20) + 1));
        Assert.Equal((413, "RequestEntityTooLarge"), (reply.Status, reply.Code));
        Assert.NotNull(reply.Header("x-amzn-RequestId"));
    }

    [Theory]
    [InlineData("clock", """{"advance":"10000000.00:00:00"}""")]
    [InlineData("clock", "{}")]
    [InlineData("faults", """{"kind":99}""")]
    [InlineData("faults", """{"kind":"DropAfter","chance":2}""")]
    [InlineData("faults", """{"kind":"None"}""")]
    [InlineData("faults", """{"kind":"Stall","delay":"100.00:00:00"}""")]
    [InlineData("merchantOrders", """{"amazonOrderId":"903-5563053-5647845","items":null}""")]
    [InlineData("merchantOrders", """{"amazonOrderId":"903-5563053-5647845","items":{"1":1},"countryCode":null}""")]
    public async Task WhatTestControlRefusesHasChangedNothing(string path, string body)
    {
        var before = _sandbox.Now;
        using var content = new StringContent(body);
        using var response = await Http.PostAsync(new Uri("/sandbox/" + path, UriKind.Relative), content);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(before, _sandbox.Now);
        Assert.Equal(200, await SendAsync("GET", "/sandbox/clock", null));
    }

    [Theory]
    [InlineData("stock/SKU-1", "{}")]
    [InlineData("stock/SKU-1", """{"quantity":9223372036854775807}""")]
    [InlineData("stock/", """{"quantity":1}""")]
    [InlineData("orders/order-1/status", """{"status":77}""")]
    public async Task WhatIsPutIsCheckedToo(string path, string body)
    {
        var before = _sandbox.GetStock("SKU-1");
        using var content = new StringContent(body);
        using var response = await Http.PutAsync(new Uri("/sandbox/" + path, UriKind.Relative), content);
        Assert.InRange((int)response.StatusCode, 400, 404);
        Assert.Equal(before, _sandbox.GetStock("SKU-1"));
    }

    private async Task<int> SendAsync(string method, string path, string? host, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Headers.Host = host;
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
