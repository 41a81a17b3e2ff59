using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sandbox.Server;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

/// <summary>The sandbox over real HTTP on a free port of this machine; its clock still stands still.</summary>
[Collection(ReplacesTheConsole.Name)]
public sealed class ServerTests : IAsyncLifetime, IDisposable
{
    private readonly SandboxService _sandbox = new(new SandboxOptions { TimeProvider = new ManualTimeProvider(), Rate = 5, Burst = 30 });
    private SandboxServer _server = null!;
    private HttpClient? _client;

    private HttpClient Http => _client!;

    public async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(_sandbox, ["http://127.0.0.1:0"]);
        _client = new HttpClient { BaseAddress = _server.Address };
        using var grant = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token", ["client_id"] = "a", ["client_secret"] = "b", ["refresh_token"] = "Atzr|x",
        });
        using var response = await Http.PostAsync(new Uri("/auth/o2/token", UriKind.Relative), grant);
        var json = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Http.DefaultRequestHeaders.Add("x-amz-access-token", json["access_token"]!.GetValue<string>());
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _client?.Dispose();
        _sandbox.Dispose();
    }

    // The only thing that a caller gives to the sandbox and that can fail anywhere in it is its clock.
    [Fact]
    public async Task ADefectOfTheServerShowsNothingOfARequestInItsAnswerOrOnTheConsole()
    {
        var clock = new FailingClock();
        using var sandbox = new SandboxService(new SandboxOptions { TimeProvider = clock });
        var (error, output) = (Console.Error, Console.Out);
        using var console = new StringWriter();
        try
        {
            Console.SetError(console);
            Console.SetOut(console);
            await using var server = await SandboxServer.StartAsync(sandbox, ["http://127.0.0.1:0"]);
            using var http = new HttpClient { BaseAddress = server.Address };
            clock.Fails = true;
            using var body = new StringContent("""{"destinationAddress":{"name":"Ada Canary"}}""", Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(new Uri(Client.Orders + "?name=Canary", UriKind.Relative), body);

            Assert.Equal(500, (int)response.StatusCode);
            Assert.DoesNotContain(
                "Canary", $"{response} {await response.Content.ReadAsStringAsync()} {console}", StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            Console.SetError(error);
            Console.SetOut(output);
            clock.Fails = false;
        }
    }

    private sealed class FailingClock : TimeProvider
    {
        public bool Fails { get; set; }

        public override DateTimeOffset GetUtcNow() =>
            Fails ? throw new FormatException("The input string 'Ada Canary' was not in a correct format.") : base.GetUtcNow();

        public override long GetTimestamp() =>
            Fails ? throw new FormatException("The input string 'Ada Canary' was not in a correct format.") : base.GetTimestamp();
    }

    [Fact]
    public async Task AnOrderIsCreatedReadListedAndCancelledOverHttp()
    {
        const string Id = "a/b %41#ä";
        using var created = await CreateAsync(Id);
        Assert.Equal("{}", await created.Content.ReadAsStringAsync());
        Assert.Equal("5.0", created.Headers.NonValidated["x-amzn-RateLimit-Limit"].ToString());
        var path = Client.Orders + "/" + Uri.EscapeDataString(Id);
        Assert.Contains("Ada Canary", await Http.GetStringAsync(new Uri(path, UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains(
            "Received",
            await Http.GetStringAsync(new Uri(Client.Orders + "?queryStartDate=2026-05-14T10%3A00%3A00Z", UriKind.Relative)),
            StringComparison.Ordinal);
        using var cancelled = await Http.PutAsync(new Uri(path + "/cancel", UriKind.Relative), null);
        Assert.Equal(200, (int)cancelled.StatusCode);
        Assert.Equal("Cancelled", _sandbox.Find(Id)!.Status.ToString());
    }

    [Theory]
    [InlineData(FaultKind.DropBefore, 0)]
    [InlineData(FaultKind.DropAfter, 1)]
    [InlineData(FaultKind.ConnectionRefused, 0)]
    public async Task ADroppedConnectionIsReallyDropped(FaultKind kind, int orders)
    {
        _sandbox.Faults.Add(kind);
        await Assert.ThrowsAsync<HttpRequestException>(() => CreateAsync("order-1"));
        Assert.Equal(orders, _sandbox.OrderCount);
    }

    [Fact]
    public async Task ATruncatedBodyIsShorterThanItsLength()
    {
        await CreateAsync("order-1");
        _sandbox.Faults.Add(FaultKind.TruncatedBody);
        using var response =
            await Http.GetAsync(new Uri(Client.Orders + "/order-1", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.True(response.Content.Headers.ContentLength > 0);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var stream = await response.Content.ReadAsStreamAsync();
            await stream.CopyToAsync(Stream.Null);
        });
    }

    [Fact]
    public async Task TheQuotaHoldsOverHttp()
    {
        var throttled = 0;
        for (var i = 0; i < 35; i++)
        {
            using var response = await CreateAsync($"order-{i}");
            throttled += (int)response.StatusCode == 429 ? 1 : 0;
        }

        Assert.Equal(5, throttled);
        Assert.Equal(30, _sandbox.OrderCount);
    }

    [Fact]
    public async Task TestControlMovesTheClockAndTellsOfOrdersAndRequests()
    {
        await CreateAsync("order-1");
        await ControlAsync("POST", "clock", """{"advance":"1.00:00:00"}""");
        var order = await ControlAsync("GET", "orders/order-1");
        Assert.Equal("Complete", order!["status"]!.GetValue<string>());
        Assert.DoesNotContain("Canary", order.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(1, (await ControlAsync("GET", "orders"))!["count"]!.GetValue<int>());
        Assert.Equal(2, (await ControlAsync("GET", "requests"))!["requests"]!.AsArray().Count);
    }

    [Fact]
    public async Task TestControlSetsStockFaultsAndStuckOrders()
    {
        await ControlAsync("PUT", "stock/SKU-1", """{"quantity":1}""");
        await ControlAsync("PUT", "orders/order-1/stuck");
        await ControlAsync("POST", "faults", """{"kind":"ErrorBefore","operation":"createFulfillmentOrder","delay":"00:00:02"}""");
        Assert.Equal(500, (int)(await CreateAsync("order-1")).StatusCode);
        Assert.Equal(200, (int)(await CreateAsync("order-1")).StatusCode);
        Assert.Equal(400, (int)(await CreateAsync("order-2")).StatusCode);
        await ControlAsync("POST", "clock", """{"advance":"7.00:00:00"}""");
        Assert.Equal("Planning", _sandbox.Find("order-1")!.Status.ToString());
        Assert.Equal(0, (await ControlAsync("GET", "stock/SKU-1"))!["quantity"]!.GetValue<int>());
        await ControlAsync("POST", "reset");
        Assert.Equal(0, _sandbox.OrderCount);
    }

    [Theory]
    [InlineData("POST", "clock", """{"advance":"never"}""", 400)]
    [InlineData("POST", "clock", """{"advance":"-1.00:00:00"}""", 400)]
    [InlineData("POST", "faults", """{"kind":"Nonsense"}""", 400)]
    [InlineData("GET", "nothing", null, 404)]
    [InlineData("GET", "orders/nobody", null, 404)]
    public async Task TestControlSaysWhatItDoesNotUnderstand(string method, string path, string? body, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/sandbox/" + path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body);
        using var response = await Http.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "orders/nobody", "No order has this id.")]
    [InlineData("GET", "shipments/nobody", "No shipment has this id.")]
    [InlineData("PUT", "orders/nobody/status", "The id was not found, or its status cannot be changed to the requested one.")]
    public async Task AReadOfAnUnknownIdSaysNothingOfAChange(string method, string path, string fault)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/sandbox/" + path, UriKind.Relative));
        request.Content = new StringContent("""{"status":"Complete"}""");
        using var response = await Http.SendAsync(request);
        Assert.Equal(404, (int)response.StatusCode);
        Assert.Contains(fault, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("clock", "{", "The body is not valid JSON. Its members are: advance.")]
    [InlineData("clock", "", "The body is not valid JSON. Its members are: advance.")]
    [InlineData("clock", "[]", "The body must be a JSON object. Its members are: advance.")]
    [InlineData("clock", "{}", "The member 'advance' is missing.")]
    [
        InlineData(
            "clock",
            """{"advance":"never"}""",
            "The member 'advance' 'never' is not a time span: give a number with a unit, such as '3 days', '36 h', '15 min' or '5 s', or a TimeSpan such as '1.12:00:00'.")]
    [InlineData("clock", """{"advance":"1 d","by":1}""", "Unknown member 'by'. Its members are: advance.")]
    [InlineData("faults", """{"kind":"DropBefore","times":"two"}""", "The member 'times' must be a whole number.")]
    [InlineData("faults", """{"kind":"DropBefore","times":1.5}""", "The member 'times' must be a whole number.")]
    [InlineData("faults", """{"kind":"DropBefore","chance":"x"}""", "The member 'chance' must be a number.")]
    [InlineData("faults", """{"kind":"DropBefore","orderId":5}""", "The member 'orderId' must be a string.")]
    [
        InlineData(
            "faults",
            """{"kind":"DropBefore","chance":0.5,"operation":"getOrder"}""",
            "A chance applies to every request that the fault can affect. Leave out operation, orderId, delay and times.")]
    [InlineData("faults", """{"kind":"BurntId","operation":"getOrder"}""", "The fault BurntId cannot affect getOrder.")]
    [
        InlineData(
            "merchantOrders",
            """{"amazonOrderId":"903-5563053-5647845","items":{"1":"x"}}""",
            "The member 'items' must be an object with a whole number for each name.")]
    [InlineData("merchantOrders", """{"countryCode":null}""", "The member 'countryCode' must not be null.")]
    public async Task TestControlNamesTheMemberInItsOwnWords(string path, string body, string error)
    {
        using var response = await Http.PostAsync(new Uri("/sandbox/" + path, UriKind.Relative), new StringContent(body));
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(error, (await response.Content.ReadFromJsonAsync<JsonNode>())!["error"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"kind":"Nonsense"}""", "The member 'kind' must be one of None, ConnectionRefused, ")]
    [
        InlineData(
            """{"kind":"DropBefore","operation":"createOrders"}""",
            "Unknown operation 'createOrders'. The operations are: cancelFulfillmentOrder, cancelOrder, ")]
    public async Task TestControlListsWhatAWordCanBe(string body, string error)
    {
        using var response = await Http.PostAsync(new Uri("/sandbox/faults", UriKind.Relative), new StringContent(body));
        Assert.Equal(400, (int)response.StatusCode);
        Assert.StartsWith(
            error, (await response.Content.ReadFromJsonAsync<JsonNode>())!["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PATCH", "clock", "GET, POST")]
    [InlineData("POST", "stock/SKU-1", "GET, PUT, DELETE")]
    [InlineData("GET", "stock/SKU-1/lose", "POST")]
    [InlineData("PUT", "reset", "POST")]
    [InlineData("GET", "tokens/expire", "POST")]
    public async Task AKnownPathSaysWhichMethodsItTakes(string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/sandbox/" + path, UriKind.Relative));
        using var response = await Http.SendAsync(request);
        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow));
        Assert.Equal(
            $"{method} is not allowed here. Use {allowed}.",
            (await response.Content.ReadFromJsonAsync<JsonNode>())!["error"]!.GetValue<string>());
    }

    private Task<HttpResponseMessage> CreateAsync(string id) => Http.PostAsync(
        new Uri(Client.Orders, UriKind.Relative), new StringContent(Client.Order(id).ToJsonString(), Encoding.UTF8, "application/json"));

    private async Task<JsonNode?> ControlAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/sandbox/" + path, UriKind.Relative));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonNode>();
    }
}
