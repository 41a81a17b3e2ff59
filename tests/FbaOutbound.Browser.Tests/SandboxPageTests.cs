using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Deque.AxeCore.Playwright;
using FbaOutbound.Sandbox;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sandbox.Fulfillment;
using FbaOutbound.Sandbox.Server;
using Microsoft.Playwright;
using Xunit;

namespace FbaOutbound.Browser.Tests;

/// <summary>The sandbox server's page as a browser shows it and as a person uses it.</summary>
[Collection(nameof(SharedChromium))]
public sealed class SandboxPageTests(Chromium chromium) : IAsyncLifetime, IDisposable
{
    private readonly SandboxService _sandbox = new(new SandboxOptions { Rate = 2, Burst = 30 });
    private readonly List<IPage> _pages = [];
    private SandboxServer _server = null!;

    private static string? PicturesFolder => Environment.GetEnvironmentVariable("FBA_PICTURES") is { Length: > 0 } folder ? folder : null;

    public async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(_sandbox, ["http://127.0.0.1:0"]);
        using var http = new HttpClient { BaseAddress = _server.Address };
        http.DefaultRequestHeaders.Add("x-amz-access-token", _sandbox.IssueToken("app", "Atzr|one"));
        for (var i = 1; i <= 8; i++)
        {
            await CreateAsync(http, $"SHOP-{1000 + i}", i == 3 ? "Hold" : "Ship", i);
        }

        _sandbox.SetStatus("SHOP-1001", OrderStatus.Complete);
        _sandbox.SetStatus("SHOP-1002", OrderStatus.Cancelled);
        _sandbox.SetStatus("SHOP-1004", OrderStatus.Planning);
        _sandbox.StickInPlanning("SHOP-1004");
        _sandbox.SetStatus("SHOP-1005", OrderStatus.Processing);
        _sandbox.SetStatus("SHOP-1006", OrderStatus.Unfulfillable);
        _sandbox.Faults.Add(FaultKind.ErrorBefore);
        await CreateAsync(http, "SHOP-1009", "Ship", 1);
        _sandbox.Faults.Add(FaultKind.DropAfter, "createFulfillmentOrder", times: 2);
        _sandbox.Faults.SetChance(FaultKind.Throttled, 0.05);
    }

    public async Task DisposeAsync()
    {
        foreach (var page in _pages)
        {
            await page.Context.CloseAsync();
        }

        await _server.DisposeAsync();
    }

    public void Dispose() => _sandbox.Dispose();

    // With a folder for pictures the page is looked at in every way.
    public static TheoryData<bool, int> Views => PicturesFolder is null
        ? new() { { false, 1280 }, { true, 375 } }
        : new() { { false, 1280 }, { true, 1280 }, { false, 375 }, { true, 375 } };

    [BrowserTheory]
    [MemberData(nameof(Views))]
    public async Task AxeFindsNothing(bool isDark, int width)
    {
        foreach (var address in new[] { "", "?order=SHOP-1005" })
        {
            var page = await OpenAsync(address, isDark, width);
            if (PicturesFolder is { } folder)
            {
                var name = $"sandbox{(address.Length > 0 ? "-order" : "")}-{(isDark ? "dark" : "light")}-{width}";
                var path = Path.Combine(folder, name + ".png");
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = width == 1280 });
            }

            var result = await page.RunAxe();
            Assert.Empty(result.Violations.Select(
                violation => $"{violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
            Assert.NotEmpty(result.Passes);
            Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AClickAdvancesTheClockAndShipsAnOrder(bool withScript)
    {
        var page = await OpenAsync("", withScript: withScript);
        var before = _sandbox.Now;
        await page.GetByRole(AriaRole.Button, new() { Name = "Advance 1 hour" }).ClickAsync();
        await page.GetByText("The clock was advanced.").WaitForAsync();
        Assert.InRange(_sandbox.Now - before, TimeSpan.FromHours(1), TimeSpan.FromHours(2));

        var row = page.Locator("tr", new() { Has = page.GetByRole(AriaRole.Link, new() { Name = "SHOP-1007" }) }).First;
        Assert.Equal(0, await row.GetByText("Complete", new() { Exact = true }).And(page.Locator(".word")).CountAsync());
        await row.GetByRole(AriaRole.Button, new() { Name = "Ship SHOP-1007" }).ClickAsync();
        await row.Locator(".word.ok", new() { HasText = "Complete" }).WaitForAsync();
        Assert.Equal(OrderStatus.Complete, _sandbox.Find("SHOP-1007")!.Status);
    }

    [BrowserFact]
    public async Task TheLivePartsFollowTheSandboxAndNothingIsRequestedFromOutside()
    {
        var page = await NewPageAsync(isDark: false, 1280, withScript: true);
        List<string> requests = [];
        List<string> messages = [];
        page.Request += (_, request) => requests.Add(request.Url);
        page.Console += (_, message) => messages.Add(message.Text);
        page.PageError += (_, error) => messages.Add(error);
        await page.GotoAsync(_server.Address.ToString());
        var units = page.GetByLabel("Units");
        await units.FillAsync("77");
        _sandbox.SetStatus("SHOP-1008", OrderStatus.Cancelled);
        var row = page.Locator("tr", new() { Has = page.GetByRole(AriaRole.Link, new() { Name = "SHOP-1008" }) }).First;
        await row.Locator(".word", new() { HasText = "Cancelled" }).WaitForAsync();
        Assert.Equal("77", await units.InputValueAsync());
        Assert.All(requests, url => Assert.Equal(_server.Address.ToString(), url));
        Assert.Empty(messages);
    }

    private static async Task CreateAsync(HttpClient http, string id, string action, int quantity)
    {
        using var body = new StringContent(
            $$"""
            {
              "sellerFulfillmentOrderId": "{{id}}", "displayableOrderId": "{{id}}", "displayableOrderDate": "2026-11-20T09:00:00Z",
              "displayableOrderComment": "Thank you", "shippingSpeedCategory": "Standard", "fulfillmentAction": "{{action}}",
              "destinationAddress": { "name": "Ada Example", "addressLine1": "1 Test Way", "city": "Troy", "stateOrRegion": "MI",
                "postalCode": "48084", "countryCode": "US" },
              "items": [ { "sellerSku": "MUG-BLUE", "sellerFulfillmentOrderItemId": "1", "quantity": {{quantity}} },
                { "sellerSku": "TEA-{{quantity}}", "sellerFulfillmentOrderItemId": "2", "quantity": 2 } ]
            }
            """,
            Encoding.UTF8,
            "application/json");
        using var response = await http.PostAsync(new Uri("/fba/outbound/2020-07-01/fulfillmentOrders", UriKind.Relative), body);
    }

    private async Task<IPage> OpenAsync(string query, bool isDark = false, int width = 1280, bool withScript = true)
    {
        var page = await NewPageAsync(isDark, width, withScript);
        await page.GotoAsync(_server.Address + query);
        return page;
    }

    private async Task<IPage> NewPageAsync(bool isDark, int width, bool withScript)
    {
        var page = await chromium.NewPageAsync(isDark, width, withScript);
        _pages.Add(page);
        return page;
    }
}
