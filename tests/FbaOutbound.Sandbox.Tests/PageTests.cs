using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Fulfillment;
using FbaOutbound.Sandbox.Server;
using FbaOutbound.Sandbox.Tests.Merchant;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

/// <summary>The server's page: what it shows, what its forms change, and who may use it.</summary>
public sealed class PageTests : IAsyncLifetime, IDisposable
{
    private readonly SandboxService _sandbox = new(new SandboxOptions { TimeProvider = new ManualTimeProvider() });
    private SandboxServer _server = null!;
    private HttpClient? _client;
    private string _token = "";

    private HttpClient Http => _client!;

    public async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(_sandbox, ["http://127.0.0.1:0"]);
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = _server.Address };
        _token = _sandbox.IssueToken("app", "Atzr|one");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _client?.Dispose();
        _sandbox.Dispose();
    }

    [Fact]
    public async Task ThePageShowsOrdersStockRequestsAndBucketsAndNoRecipient()
    {
        await CreateAsync(Client.Order("order-1", 2));
        var page = await PageAsync();
        foreach (var text in new[]
                 {
                     ">order-1</a>", ">Received</span>", ">SKU-1</th>", "createFulfillmentOrder",
                     "received → changed the sandbox → answered", "29 of 30"
                 })
        {
            Assert.Contains(text, page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Ada Canary", page, StringComparison.Ordinal);
        Assert.DoesNotContain("1 Test Way", page, StringComparison.Ordinal);
        Assert.DoesNotContain(_token, page, StringComparison.Ordinal);
        Assert.Contains("<address>Ada Canary<br>1 Test Way<br>", await PageAsync("?order=order-1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("' autofocus onfocus='alert(1)")]
    [InlineData("&lt;b&gt;")]
    [InlineData("</style></script><!--")]
    public async Task HostileTextStaysText(string text)
    {
        var order = Client.Order(text, sku: "S" + text.Replace('"', '\''));
        order["destinationAddress"]!["name"] = text;
        await CreateAsync(order);
        _sandbox.Faults.Add(Faults.FaultKind.DropAfter, orderId: text);
        _sandbox.SetStock(text, 1);
        var query = Uri.EscapeDataString(text);
        foreach (var page in new[] { await PageAsync(), await PageAsync($"?order={query}&prefix={query}&status={query}&did={query}") })
        {
            Assert.DoesNotContain(text, page, StringComparison.Ordinal);
            Assert.Contains(WebUtility.HtmlEncode(text).Replace("&#39;", "&#x27;", StringComparison.Ordinal), page,
                StringComparison.Ordinal);
            Assert.Equal(1, Count(page, "<script>"));
            Assert.Equal(1, Count(page, "</script>"));
            Assert.Equal(0, Count(page, "<img"));
        }
    }

    [Fact]
    public async Task AFormChangesTheSandboxAndLeadsBackToTheFilter()
    {
        await CreateAsync(Client.Order());
        var before = _sandbox.Now;
        Assert.Equal(
            (303, "/?prefix=ord&status=Received&did=advance"),
            await PostAsync("/?prefix=ord&status=Received", ("do", "advance"), ("by", "1 day")));
        Assert.Equal(before.AddDays(1), _sandbox.Now);
    }

    [Theory]
    [InlineData("Complete", OrderStatus.Complete)]
    [InlineData("Cancelled", OrderStatus.Cancelled)]
    [InlineData("Planning", OrderStatus.Planning)]
    public async Task AnOrderIsMoved(string word, OrderStatus status)
    {
        await CreateAsync(Client.Held());
        Assert.Equal(303, (await PostAsync("/", ("do", "order"), ("order", "order-1"), ("status", word))).Status);
        Assert.Equal(status, _sandbox.Find("order-1")!.Status);
        Assert.False(_sandbox.Find("order-1")!.IsHeld);
    }

    [Fact]
    public async Task AnOrderIsKeptInPlanningAndLetGo()
    {
        await CreateAsync(Client.Order());
        await PostAsync("/", ("do", "stick"), ("order", "order-1"));
        _sandbox.Advance(TimeSpan.FromDays(20));
        Assert.Equal(OrderStatus.Planning, _sandbox.Find("order-1")!.Status);
        Assert.Contains("Kept in Planning", await PageAsync(), StringComparison.Ordinal);
        await PostAsync("/", ("do", "unstick"), ("order", "order-1"));
        _sandbox.Advance(TimeSpan.FromDays(20));
        Assert.Equal(OrderStatus.Complete, _sandbox.Find("order-1")!.Status);
    }

    [Fact]
    public async Task StockFaultsTokensTheLogAndEverythingAreChanged()
    {
        await PostAsync("/", ("do", "stock"), ("what", "set"), ("sku", "SKU-9"), ("quantity", "5"));
        await PostAsync("/", ("do", "stock"), ("what", "lose"), ("sku", "SKU-9"), ("quantity", "2"));
        Assert.Equal(3, _sandbox.GetStock("SKU-9"));
        await PostAsync("/", ("do", "stock"), ("what", "unknown"), ("sku", "SKU-9"), ("quantity", ""));
        Assert.True(Assert.Single(_sandbox.GetStatus().Stock).IsUnknown);

        await PostAsync("/", ("do", "fault"), ("kind", "DropAfter"), ("times", "2"),
            ("operation", "createFulfillmentOrder"), ("order", ""));
        Assert.Equal("createFulfillmentOrder 2", _sandbox.GetStatus().Faults.Select(fault => $"{fault.Operation} {fault.Times}").Single());
        await PostAsync("/", ("do", "clearFaults"));
        Assert.Empty(_sandbox.GetStatus().Faults);

        await CreateAsync(Client.Order());
        await PostAsync("/", ("do", "tokens"), ("what", "expire"));
        Assert.Equal(403, await SendOrderAsync(Client.Order("order-2")));
        await PostAsync("/", ("do", "clearRequests"));
        Assert.Empty(_sandbox.Requests);
        await PostAsync("/", ("do", "reset"));
        Assert.Equal(0, _sandbox.OrderCount);
    }

    [Theory]
    [InlineData("do=advance&by=soon")]
    [InlineData("do=advance&by=-1d")]
    [InlineData("do=order&order=order-1&status=New")]
    [InlineData("do=order&order=order-9&status=Complete")]
    [InlineData("do=order&order=order-1&status=77")]
    [InlineData("do=order&order=&status=Complete")]
    [InlineData("do=stock&what=set&sku=SKU-1&quantity=-1")]
    [InlineData("do=stock&what=set&sku=SKU-1&quantity=99999999999999999999")]
    [InlineData("do=stock&sku=SKU-1&quantity=1")]
    [InlineData("do=fault&kind=Nonsense&times=1")]
    [InlineData("do=fault&kind=DropAfter&times=0")]
    [InlineData("do=tokens")]
    [InlineData("do=nothing")]
    [InlineData("")]
    public async Task WhatCannotBeDoneIsSaidAndChangesNothing(string body)
    {
        await CreateAsync(Client.Order());
        var before = State();
        using var content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await Http.PostAsync(new Uri("/", UriKind.Relative), content);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("Nothing was changed.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, State());
    }

    [Theory]
    [InlineData("Origin", "https://example.com")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Host", "example.com")]
    public async Task AnotherSiteCanNeitherReadThePageNorUseItsForms(string header, string value)
    {
        await CreateAsync(Client.Order());
        var before = State();
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post })
        {
            using var request = new HttpRequestMessage(method, new Uri("/", UriKind.Relative));
            request.Content = method == HttpMethod.Post ? new FormUrlEncodedContent([new("do", "reset")]) : null;
            request.Headers.TryAddWithoutValidation(header, value);
            using var response = await Http.SendAsync(request);
            Assert.Equal(403, (int)response.StatusCode);
            Assert.DoesNotContain("order-1", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(before, State());
    }

    [Fact]
    public async Task NothingIsChangedByAGetOrByAnythingButAForm()
    {
        await CreateAsync(Client.Order());
        var before = State();
        await PageAsync("?do=reset&by=1d");
        using var json = new StringContent("""{"do":"reset"}""", Encoding.UTF8, "application/json");
        using var posted = await Http.PostAsync(new Uri("/?do=reset", UriKind.Relative), json);
        Assert.Equal(400, (int)posted.StatusCode);
        using var put = await Http.PutAsync(new Uri("/", UriKind.Relative), json);
        Assert.Equal((405, "GET, HEAD, POST"), ((int)put.StatusCode, string.Join(", ", put.Content.Headers.Allow)));
        Assert.Equal(before, State());
    }

    [Fact]
    public async Task ThePolicyAllowsTheOwnStyleAndScriptOnly()
    {
        using var response = await Http.GetAsync(new Uri("/", UriKind.Relative));
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task ABoughtLabelIsShownAndScanned()
    {
        using var client = new MerchantClient();
        var id = await client.BuyIdAsync();
        await using var server = await SandboxServer.StartAsync(client.Sandbox, ["http://127.0.0.1:0"]);
        using var http = new HttpClient { BaseAddress = server.Address };
        Assert.Contains($"href=\"/?label={id}\"", await http.GetStringAsync(new Uri("/", UriKind.Relative)), StringComparison.Ordinal);
        using var label = await http.GetAsync(new Uri("/?label=" + id, UriKind.Relative));
        var document = await label.Content.ReadAsByteArrayAsync();
        Assert.Equal("PNG", Encoding.ASCII.GetString(document, 1, 3));
        Assert.Equal("image/png", label.Content.Headers.ContentType!.MediaType);
        using var unknown = await http.GetAsync(new Uri("/?label=unknown", UriKind.Relative));
        Assert.Equal(404, (int)unknown.StatusCode);

        using var form = new FormUrlEncodedContent([new("do", "scan"), new("shipment", id)]);
        using var scanned = await http.PostAsync(new Uri("/", UriKind.Relative), form);
        Assert.True(client.Sandbox.FindShipment(id)!.IsScanned);
    }

    [Fact]
    public async Task OrdersAreFilteredAndPagedTheNewestFirst()
    {
        for (var i = 0; i < 205; i++)
        {
            Create(i % 2 == 0 ? $"A-{i}" : $"B-{i}");
        }

        _sandbox.SetStatus("A-4", OrderStatus.Cancelled);
        var first = await PageAsync();
        Assert.Equal(100, Count(first, "<tr><th scope=\"row\"><a class=\"id\""));
        Assert.Contains(">A-204</a>", first, StringComparison.Ordinal);
        Assert.DoesNotContain(">A-104</a>", first, StringComparison.Ordinal);
        Assert.Contains("href=\"/?before=105\"", first, StringComparison.Ordinal);
        Assert.Contains(">A-104</a>", await PageAsync("?before=105"), StringComparison.Ordinal);
        Assert.DoesNotContain(">A-4</a>", await PageAsync("?prefix=B"), StringComparison.Ordinal);
        Assert.Equal(1, Count(await PageAsync("?status=Cancelled"), "<tr><th scope=\"row\"><a class=\"id\""));
        Assert.Contains("No order matches the filter.", await PageAsync("?prefix=C"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyOrdersDoNotMakeThePageSlow()
    {
        for (var i = 0; i < 200_000; i++)
        {
            Create(i.ToString(CultureInfo.InvariantCulture));
        }

        await PageAsync();
        var clock = Stopwatch.StartNew();
        var page = await PageAsync("?prefix=none&status=Cancelled");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"It took {clock.Elapsed}.");
        Assert.InRange((await PageAsync()).Length, page.Length, 300_000);
    }

    private void Create(string id) => _sandbox.Engine.Create(
        new NewOrder(id, OrderAction.Ship, new OrderContent
        {
            MarketplaceId = "ATVPDKIKX0DER", DisplayableId = id, DisplayableDate = _sandbox.Now, DisplayableComment = "",
            Speed = ShippingSpeed.Standard,
            Address = new PostalAddress { Name = "Ada Canary", Line1 = "1 Test Way", PostalCode = "48084", CountryCode = "US" },
            Items = [new ItemContent { ItemId = "1", Sku = "SKU-1", Quantity = 1 }],
        }),
        _sandbox.Now);

    private string State()
    {
        var status = _sandbox.GetStatus();
        var stock = string.Join(", ", status.Stock);
        return $"{status.Now} {status.OrderCount} {stock} {status.Faults.Count} {_sandbox.Find("order-1")!.Status}";
    }

    private async Task CreateAsync(JsonObject order) => Assert.Equal(200, await SendOrderAsync(order));

    private async Task<int> SendOrderAsync(JsonObject order)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Client.Orders, UriKind.Relative));
        request.Content = new StringContent(order.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.Add("x-amz-access-token", _token);
        using var response = await Http.SendAsync(request);
        return (int)response.StatusCode;
    }

    private async Task<string> PageAsync(string query = "")
    {
        using var response = await Http.GetAsync(new Uri("/" + query, UriKind.Relative));
        Assert.Equal(200, (int)response.StatusCode);
        var page = await response.Content.ReadAsStringAsync();
        return page.Replace("&#x2192;", "→", StringComparison.Ordinal).Replace("&#xD7;", "×", StringComparison.Ordinal);
    }

    private async Task<(int Status, string? Location)> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await Http.PostAsync(new Uri(path, UriKind.Relative), form);
        return ((int)response.StatusCode, response.Headers.Location?.OriginalString);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
