using System;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public sealed class DeliveryWindowTests : IDisposable
{
    private const string NotOffered =
        "Value DeliveryWindow for parameter DeliveryWindow is invalid. Reason: The window is not on offer. Call getFulfillmentPreview and "
            + "send back a window as it returns it.";

    private readonly string _path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"sandbox-{Guid.NewGuid():N}.jsonl");

    public void Dispose() => System.IO.File.Delete(_path);

    [Fact]
    public async Task AWindowOfAPreviewIsTakenAndReadBackLetterByLetter()
    {
        using var client = new Client();
        var window = await WindowAsync(client);
        (await client.CreateAsync(Scheduled(window))).Ok();
        var read = (await client.GetAsync()).Payload["fulfillmentOrder"]!["deliveryWindow"]!;
        Assert.True(JsonNode.DeepEquals(window, read));
    }

    [Fact]
    public async Task AWindowThatNoPreviewReturnedIsRefused()
    {
        using var client = new Client();
        (
            await client.CreateAsync(
                Scheduled(
                    JsonNode.Parse(
                        """{"startDate":"2026-05-20T01:00:00.000Z","endDate":"2026-05-20T03:00:00.000Z"}""")!))).Refused(NotOffered);
    }

    [Fact]
    public async Task AWindowThatWasWrittenAnewIsRefused()
    {
        using var client = new Client();
        var window = await WindowAsync(client);
        window["startDate"] = window["startDate"]!.GetValue<string>().Replace(".000Z", "Z", StringComparison.Ordinal);
        (await client.CreateAsync(Scheduled(window))).Refused(NotOffered);
    }

    [Fact]
    public async Task AWindowIsNoLongerOnOfferAfterAnHour()
    {
        using var client = new Client();
        var window = await WindowAsync(client);
        client.Pass(0.99);
        (await client.CreateAsync(Scheduled(window, "in-time"))).Ok();
        client.Pass(0.02);
        (await client.CreateAsync(Scheduled(window, "too-late"))).Refused(NotOffered);
        await WindowAsync(client);
        (await client.CreateAsync(Scheduled(window, "again"))).Ok();
    }

    [Fact]
    public async Task AUsedIdIsUsedWhateverHappenedToItsWindow()
    {
        using var client = new Client();
        var window = await WindowAsync(client);
        await client.CreateAsync(Scheduled(window));
        client.Pass(2);
        (await client.CreateAsync(Scheduled(window))).Refused("A create request already exists for MerchantFulfillmentOrderId : order-1");
    }

    [Fact]
    public async Task AnyWindowIsTakenIfTheSandboxIsConfiguredSo()
    {
        using var client = new Client(options => options.TakesAnyDeliveryWindow = true);
        (
            await client.CreateAsync(
                Scheduled(JsonNode.Parse("""{"startDate":"2026-05-20T01:00:00Z","endDate":"2026-05-20T03:00:00Z"}""")!))).Ok();
    }

    [Fact]
    public async Task WindowsOutliveTheSandbox()
    {
        JsonNode window;
        string token;
        using (var client = new Client(options => options.StateFile = _path))
        {
            window = await WindowAsync(client);
            token = client.Token!;
        }

        using var again = new Client(options => options.StateFile = _path) { Token = token };
        (await again.CreateAsync(Scheduled(window))).Ok();
    }

    [Fact]
    public async Task AScheduledDeliveryArrivesInItsWindow()
    {
        using var client = new Client();
        var window = await WindowAsync(client);
        await client.CreateAsync(Scheduled(window));
        client.Pass(24);
        var arrival = (await client.GetAsync()).Payload["fulfillmentShipments"]![0]!["estimatedArrivalDate"]!.GetValue<string>();
        Assert.Equal(
            DateTimeOffset.Parse(window["endDate"]!.GetValue<string>(), CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(arrival, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task TheNewVersionTakesAnIntervalOfItsPreviewAndRefusesAnother()
    {
        using var client = new Client();
        var order = ScheduledNew(new JsonObject { ["startTime"] = "2026-05-20T01:00:00.000Z", ["endTime"] = "2026-05-20T03:00:00.000Z" });
        (await client.CreateNewAsync(order)).RefusedNew(
            "The value '2026-05-20T01:00:00.000Z' is invalid for fulfillmentConfiguration.serviceLevel.deliveryInterval. It is not on "
                + "offer: call getOrderPreview and send back an interval as it returns it.");
        var request = NewVersionPreviewTests.Request("JP", ["SCHEDULED"]);
        var offers = (await client.SendAsync("POST", NewVersion.Base + "/previews", request.ToJsonString())).Answered(200)
            .Json["plannedShipments"]![0]!["offers"]!.AsArray();
        var interval = offers[7]!["fulfillmentConfiguration"]!["serviceLevel"]!["deliveryInterval"]!.DeepClone();
        var read = (await client.CreateNewAsync(ScheduledNew(interval))).Answered(200)
            .Json["order"]!["fulfillmentConfiguration"]!["serviceLevel"]!;
        Assert.True(JsonNode.DeepEquals(interval, read["deliveryInterval"]));
        Assert.Equal("SCHEDULED", read["serviceTiers"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task TheNewVersionsScheduledDeliveryNeedsAnIntervalAndCannotBeHeld()
    {
        using var client = new Client(options => options.TakesAnyDeliveryWindow = true);
        var order = ScheduledNew(null);
        (await client.CreateNewAsync(order)).RefusedNew(
            "The request must contain the parameter fulfillmentConfiguration.serviceLevel.deliveryInterval.");
        order = ScheduledNew(JsonNode.Parse("""{"startTime":"2026-05-20T01:00:00Z","endTime":"2026-05-20T03:00:00Z"}"""));
        order["fulfillmentConfiguration"]!["action"] = "HOLD";
        (await client.CreateNewAsync(order)).RefusedNew("The value 'HOLD' is invalid for fulfillmentConfiguration.action.");
    }

    private static async Task<JsonNode> WindowAsync(Client client)
    {
        var request = PreviewTests.Request(speeds: "ScheduledDelivery", marketplace: "A1VC38T7YXB528");
        request["includeDeliveryWindows"] = true;
        return (await PreviewTests.PreviewAsync(client, request)).Single()["scheduledDeliveryInfo"]!["deliveryWindows"]![3]!.DeepClone();
    }

    private static JsonObject Scheduled(JsonNode window, string id = "order-1")
    {
        var order = Client.Order(id);
        order["marketplaceId"] = "A1VC38T7YXB528";
        order["destinationAddress"]!["countryCode"] = "JP";
        order["destinationAddress"]!.AsObject().Remove("city");
        order["shippingSpeedCategory"] = "ScheduledDelivery";
        order["deliveryWindow"] = window.DeepClone();
        return order;
    }

    private static JsonObject ScheduledNew(JsonNode? interval)
    {
        var order = NewVersion.Order();
        order["origin"] = new JsonObject { ["countryCode"] = "JP" };
        order["destination"]!["deliveryAddress"]!["countryCode"] = "JP";
        order["destination"]!["deliveryAddress"]!.AsObject().Remove("city");
        order["fulfillmentConfiguration"] = JsonNode.Parse("""{"serviceLevel":{"serviceTiers":["SCHEDULED"]}}""");
        if (interval is not null)
        {
            order["fulfillmentConfiguration"]!["serviceLevel"]!["deliveryInterval"] = interval.DeepClone();
        }

        return order;
    }
}
