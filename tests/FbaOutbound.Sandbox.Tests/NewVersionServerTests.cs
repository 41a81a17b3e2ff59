using System;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Server;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

/// <summary>Version 2026-07-04 over real HTTP on a free port of this machine.</summary>
public sealed class NewVersionServerTests : IAsyncLifetime, IDisposable
{
    private readonly SandboxService _sandbox = new(new SandboxOptions { TimeProvider = new ManualTimeProvider(), Rate = 0 });
    private SandboxServer _server = null!;
    private HttpClient? _client;

    private HttpClient Http => _client!;

    public async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(_sandbox, ["http://127.0.0.1:0"]);
        _client = new HttpClient { BaseAddress = _server.Address };
        _client.DefaultRequestHeaders.Add("x-amz-access-token", _sandbox.IssueToken("app", "Atzr|one"));
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _client?.Dispose();
        _sandbox.Dispose();
    }

    [Fact]
    public async Task AnAnswerWithoutContentHasNoBodyAndKeepsTheConnection()
    {
        using var created = await SendAsync("POST", NewVersion.Orders, NewVersion.Order().ToJsonString());
        Assert.Equal(200, (int)created.StatusCode);
        for (var i = 0; i < 3; i++)
        {
            using var moved = await SendAsync("PUT", NewVersion.Orders + "/order-1/status", """{"status":"COMPLETE"}""");
            Assert.Equal((204, ""), ((int)moved.StatusCode, await moved.Content.ReadAsStringAsync()));
            Assert.Equal("FS01-mine", moved.Headers.NonValidated["x-amzn-fulfillment-service-id"].ToString());
        }

        Assert.Contains(
            "\"COMPLETE\"", await Http.GetStringAsync(new Uri(NewVersion.Orders + "/order-1", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain", 10, 415)]
    [InlineData("application/json", 600_000, 413)]
    public async Task ABodyOfTheWrongTypeOrSizeIsAnsweredAsSuch(string type, int length, int status)
    {
        using var request =
            new HttpRequestMessage(HttpMethod.Post, NewVersion.Orders)
            {
                Content = new StringContent(new string(' ', length), Encoding.UTF8, type)
            };
        using var response = await Http.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task TestControlMovesOrders()
    {
        using var created = await SendAsync("POST", NewVersion.Orders, NewVersion.Order().ToJsonString());
        using var moved = await Http.PutAsJsonAsync(new Uri("/sandbox/orders/order-1/status", UriKind.Relative),
            new { status = "Processing" });
        Assert.Contains("\"Processing\"", await moved.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var back = await Http.PutAsJsonAsync(new Uri("/sandbox/orders/order-1/status", UriKind.Relative),
            new { status = "Received" });
        Assert.Equal(404, (int)back.StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string body)
    {
        using var request =
            new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("x-amzn-fulfillment-service-id", "FS01-mine");
        return await Http.SendAsync(request);
    }
}
