using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using System.Xml.Linq;
using FbaOutbound.Sandbox.Server;
using FbaOutbound.Sandbox.Shipments;
using FbaOutbound.Sandbox.Tests.Merchant;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Sandbox.Tests.Mws;

/// <summary>MWS over real HTTP: what is signed is what arrives, the port of this machine included.</summary>
public sealed class MwsServerTests : IAsyncLifetime, IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly SandboxService _sandbox;
    private SandboxServer _server = null!;
    private HttpClient? _client;

    public MwsServerTests() => _sandbox = new SandboxService(new SandboxOptions { TimeProvider = _time, Rate = 0 });

    private HttpClient Http => _client!;

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
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task AnOrderIsCreatedWhereverItsParametersStand(bool withPort, bool inQuery)
    {
        var order = MwsClient.With(MwsClient.Order(), ("DisplayableOrderComment", "Grüße & 'more' (50%) ~*+"));
        using var response = await PostAsync(MwsClient.Outbound, "CreateFulfillmentOrder", order, withPort, inQuery);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        Assert.Equal("text/xml", response.Content.Headers.ContentType!.MediaType);
        Assert.True(response.Headers.Contains("x-mws-request-id"));
        Assert.False(response.Headers.Contains("x-amzn-RequestId"));
        Assert.Equal(1, _sandbox.OrderCount);
    }

    [Fact]
    public async Task AShipmentIsSeenScannedAndExpiredThroughTestControl()
    {
        using var seeded = await Http.PostAsJsonAsync(
            new Uri("/sandbox/merchantOrders", UriKind.Relative),
            new { amazonOrderId = MerchantClient.OrderId, items = new Dictionary<string, int> { ["52986411826454"] = 1 } });
        Assert.True(seeded.IsSuccessStatusCode, await seeded.Content.ReadAsStringAsync());
        using var response =
            await PostAsync(MwsClient.Merchant, "CreateShipment", MwsShipmentTests.Purchase(), withPort: true, inQuery: false);
        var xml = XDocument.Parse(await response.Content.ReadAsStringAsync());
        XNamespace space = "https://mws.amazonservices.com/MerchantFulfillment/2015-06-01";
        var id = Assert.Single(xml.Descendants(space + "ShipmentId")).Value;
        var listed = JsonNode.Parse(await Http.GetStringAsync(new Uri("/sandbox/shipments", UriKind.Relative)))!;
        Assert.Equal((1, id), (listed["count"]!.GetValue<int>(), listed["shipmentIds"]![0]!.GetValue<string>()));
        using var scanned = await Http.PostAsync(new Uri($"/sandbox/shipments/{id}/scan", UriKind.Relative), null);
        Assert.Contains("\"isScanned\":true", await scanned.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(
            "\"status\":\"Purchased\"",
            await Http.GetStringAsync(new Uri($"/sandbox/shipments/{id}", UriKind.Relative)),
            StringComparison.Ordinal);
        using var expired = await Http.PostAsync(new Uri("/sandbox/tokens/expireRestricted", UriKind.Relative), null);
        Assert.True(expired.IsSuccessStatusCode);
    }

    [Fact]
    public async Task AnOrderThatCannotBeSeededIsRefusedByTestControl()
    {
        using var response = await Http.PostAsJsonAsync(new Uri("/sandbox/merchantOrders", UriKind.Relative), new { amazonOrderId = "1" });
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public void OptionsOfTheCommandLineReachMwsAndShipments()
    {
        var options = ServeTests.Read("--mws-access-key-id AKIA --mws-secret-key s --seller-id A1 --mws-auth-token t --mws-hourly-quota 9 "
            + "--mws-status GreenI "
            + "--cancellation-window-s 60 --time-to-refund-s 30 --late-cancel RefundRejected --restricted-token-lifetime-s 5");
        Assert.Equal(
            ("AKIA", "s", "A1", "t", 9),
            (options.MwsAccessKeyId, options.MwsSecretKey, options.SellerId, options.MwsAuthToken, options.MwsHourlyQuota));
        Assert.Equal((MwsServiceStatus.GreenI, LateCancel.RefundRejected), (options.MwsStatus, options.Shipping.LateCancel));
        Assert.Equal(
            (60, 30, 5),
            (
                options.Shipping.CancellationWindow.TotalSeconds,
                options.Shipping.TimeToRefund.TotalSeconds,
                options.RestrictedTokenLifetime.TotalSeconds));
    }

    private async Task<HttpResponseMessage> PostAsync(
        string section, string action, Dictionary<string, string> parameters, bool withPort, bool inQuery)
    {
        using var signer = new MwsClient(options => options.TimeProvider = _time) { Host = _server.Address.Authority };
        var request = signer.Signed(section, action, parameters);
        request.SignedHost = withPort ? _server.Address.Authority : _server.Address.Host;
        using var body = inQuery ? null : new StringContent(request.Form, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        return await Http.PostAsync(new Uri($"/{section}{(inQuery ? "?" + request.Form : "")}", UriKind.Relative), body);
    }
}
