using System;
using System.IO;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Fulfillment;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public sealed class StatusUpdateTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"sandbox-{Guid.NewGuid():N}.jsonl");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("Planning")]
    [InlineData("Processing")]
    [InlineData("Complete")]
    [InlineData("CompletePartialled")]
    [InlineData("Unfulfillable")]
    [InlineData("Cancelled")]
    [InlineData("Invalid")]
    public async Task AReceivedOrderCanBeMovedOn(string status)
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-1", 5);
        await client.CreateAsync(Client.Order(quantity: 3));
        Assert.Equal("{}", (await MoveAsync(client, status)).Ok().Text);
        Assert.Equal(status, await client.StatusAsync());
        var shipped = status == "Complete" ? 3 : status == "CompletePartialled" ? 2 : 0;
        Assert.Equal(shipped, client.Sandbox.Find("order-1")!.Items[0].ShippedQuantity);
        var reserved = status is "Planning" or "Processing" ? 3 : 0;
        Assert.Equal(5 - shipped - reserved, client.Sandbox.GetStock("SKU-1"));
    }

    [Fact]
    public async Task AnOrderThatWasMovedContinuesByItself()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        await MoveAsync(client, "Planning");
        client.Pass(0.5);
        Assert.Equal("Processing", await client.StatusAsync());
        client.Pass(4);
        Assert.Equal("Complete", await client.StatusAsync());
    }

    [Fact]
    public async Task MovingAHeldOrderLiftsItsHold()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Held());
        await MoveAsync(client, "Processing");
        var order = client.Sandbox.Find("order-1")!;
        Assert.Equal((OrderStatus.Processing, OrderAction.Ship, false), (order.Status, order.Action, order.IsHeld));
        Assert.Null(order.HoldExpires);
    }

    [Fact]
    public async Task AHeldOrderThatIsMovedToReceivedStaysHeldUntilItsHoldExpires()
    {
        using var client = new Client(options => options.LifeCycle.TimeInNew = TimeSpan.FromHours(1));
        await client.CreateAsync(Client.Held());
        (await MoveAsync(client, "Received")).Ok();
        Assert.True(client.Sandbox.Find("order-1")!.IsHeld);
        client.Pass(24 * 14);
        Assert.Equal("Cancelled", await client.StatusAsync());
    }

    [Fact]
    public async Task AnOrderThatWaitsForUnitsCanBeGivenUp()
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-1", 10);
        var order = Client.Order(quantity: 10);
        order["fulfillmentPolicy"] = "FillAll";
        await client.CreateAsync(order);
        client.Sandbox.LoseStock("SKU-1", 4);
        await MoveAsync(client, "Processing");
        Assert.Equal(4, client.Sandbox.Find("order-1")!.Items[0].AwaitedQuantity);
        (await MoveAsync(client, "Unfulfillable")).Ok();
        Assert.Equal("Unfulfillable", await client.StatusAsync());
        Assert.Equal(6, client.Sandbox.GetStock("SKU-1"));
    }

    [Fact]
    public async Task AnOrderWhoseUnitsAreMissingEndsAsItsPolicySays()
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-1", 10);
        await client.CreateAsync(Client.Order(quantity: 10));
        client.Sandbox.LoseStock("SKU-1", 4);
        (await MoveAsync(client, "Complete")).Ok();
        Assert.Equal("Unfulfillable", await client.StatusAsync());
    }

    [Fact]
    public async Task AnOrderInProcessingCanStillEndInThreeWays()
    {
        using var client = new Client();
        foreach (var status in new[] { "Complete", "CompletePartialled", "Unfulfillable" })
        {
            await client.CreateAsync(Client.Order(status, 3));
            await MoveAsync(client, "Processing", status);
            (await MoveAsync(client, status, status)).Ok();
            Assert.Equal(status, await client.StatusAsync(status));
        }
    }

    [Fact]
    public async Task ACompletedOrderHasItsPackages()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order(quantity: 30));
        await MoveAsync(client, "Complete");
        var shipment = (await client.GetAsync()).Payload["fulfillmentShipments"]![0]!;
        Assert.Equal("SHIPPED", shipment["fulfillmentShipmentStatus"]!.GetValue<string>());
        Assert.Equal(2, shipment["fulfillmentShipmentPackage"]!.AsArray().Count);
        client.Pass(100);
        Assert.Equal("Complete", await client.StatusAsync());
    }

    [Theory]
    [InlineData("Complete", "Processing")]
    [InlineData("Cancelled", "Received")]
    [InlineData("Invalid", "Complete")]
    [InlineData("Processing", "Planning")]
    [InlineData("Processing", "Cancelled")]
    [InlineData("Processing", "Invalid")]
    [InlineData("Planning", "New")]
    public async Task ThereIsNoWayBackAndNoWayOutOfAnEnd(string from, string to)
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order(quantity: 2));
        (await MoveAsync(client, from)).Ok();
        (await MoveAsync(client, to)).Refused(
            $"Value {to} for parameter FulfillmentOrderStatus is invalid. Reason: An order with a status of {from} cannot be moved there.");
    }

    [Fact]
    public async Task TheSameStatusAgainChangesNothing()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        await MoveAsync(client, "Complete");
        (await MoveAsync(client, "Complete")).Ok();
    }

    [Fact]
    public async Task ASingleUnitCannotBeCompleteInPart()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order(quantity: 1));
        Assert.Equal(400, (await MoveAsync(client, "CompletePartialled")).Status);
        Assert.Equal("Received", await client.StatusAsync());
    }

    [Theory]
    [InlineData("{}", "The request must contain the parameter FulfillmentOrderStatus.")]
    [
        InlineData(
            """{"fulfillmentOrderStatus":"Lost"}""", "Value Lost for parameter FulfillmentOrderStatus is invalid. Reason: InvalidValue.")]
    public async Task AStatusThatTheModelDoesNotKnowIsRefused(string body, string message)
    {
        using var client = new Client();
        (await client.SendAsync("PUT", Client.Orders + "/order-1/status", body)).Refused(message);
    }

    [Fact]
    public async Task AnUnknownOrderHasNoStatus()
    {
        using var client = new Client();
        (await MoveAsync(client, "Complete")).Refused("Requested order 'order-1' not found");
    }

    [Theory]
    [InlineData("COMPLETE")]
    [InlineData("COMPLETE_PARTIAL")]
    [InlineData("CANCELLED")]
    [InlineData("UNFULFILLABLE")]
    [InlineData("INVALID")]
    [InlineData("PROCESSING")]
    public async Task TheNewVersionMovesAnOrderAndHasNothingToSay(string status)
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Order(quantity: 2));
        Assert.Equal("", (await MoveNewAsync(client, status)).Answered(204).Text);
        Assert.Equal(status, await client.StatusNewAsync());
    }

    [Fact]
    public async Task TheNewVersionRefusesWhatCannotBe()
    {
        using var client = new Client();
        (await MoveNewAsync(client, "COMPLETE")).RefusedNew("Requested order 'order-1' not found", 404, "NotFound");
        await client.CreateNewAsync(NewVersion.Order());
        (await MoveNewAsync(client, "Complete")).RefusedNew("The value 'Complete' is invalid for status.");
        (
            await client.SendAsync("PUT", NewVersion.Orders + "/order-1/status", "{}")
        ).RefusedNew("The request must contain the parameter status.");
        await MoveNewAsync(client, "COMPLETE");
        (await MoveNewAsync(client, "CANCELLED")).RefusedNew(
            "The value 'order-1' is invalid for orderId. An order that is Complete cannot be given this status.");
    }

    [Fact]
    public async Task APackageCanBeSaidToBeAnywhere()
    {
        using var client = new Client();
        var id = await PackageAsync(client);
        foreach (var status in new[] { "PROCESSING", "IN_TRANSIT", "DELAYED", "OUT_FOR_DELIVERY", "DELIVERED", "UNDELIVERABLE", "EXPIRED" })
        {
            Assert.Equal("", (await ReportAsync(client, id, $$"""{"status":"{{status}}"}""")).Answered(204).Text);
            Assert.Equal(status, (await ReadPackageAsync(client))["status"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task WhatIsSaidAboutAPackageIsReadBackAndOutlivesTheClock()
    {
        using var client = new Client();
        var id = await PackageAsync(client);
        const string Report = """
            {
              "status": "DELAYED",
              "deliveryTime": "2026-06-01T12:00:00Z",
              "tracking": {
                "carrier": { "carrierCode": "FEDEX", "trackingNumber": "123", "trackingUrl": "https://example.com/123" },
                "amazon": { "trackingNumber": "TBA1" },
                "dropOffLocation": { "type": "LOCKER", "attributes": { "box": 7 } },
                "proofOfDelivery": { "deliveryPhotoUrl": "https://example.com/photo", "receivedBy": "Bo" }
              }
            }
            """;
        (await ReportAsync(client, id, Report)).Answered(204);
        client.Pass(24 * 30);
        Assert.Equal("[]", NewVersionOrderTests.Differences(JsonNode.Parse(Report)!, await ReadPackageAsync(client)));
        (await ReportAsync(client, id, """{"status":"DELIVERED"}""")).Answered(204);
        Assert.Equal("FEDEX", (await ReadPackageAsync(client))["tracking"]!["carrier"]!["carrierCode"]!.GetValue<string>());
    }

    [Fact]
    public async Task TheOldVersionsTrackingHearsOfIt()
    {
        using var client = new Client();
        var id = await PackageAsync(client);
        await ReportAsync(client, id, """{"status":"UNDELIVERABLE"}""");
        client.Pass(24 * 10);
        var number = (await client.GetAsync()).Payload["fulfillmentShipments"]![0]!["fulfillmentShipmentPackage"]![0]!["packageNumber"];
        var tracking = (await client.SendAsync("GET", $"/fba/outbound/2020-07-01/tracking?packageNumber={number}")).Ok().Payload;
        Assert.Equal("UNDELIVERABLE", tracking["currentStatus"]!.GetValue<string>());
        Assert.Equal("EVENT_416", tracking["trackingEvents"]![0]!["eventCode"]!.GetValue<string>());
        Assert.DoesNotContain("EVENT_301", tracking.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "The request must contain the parameter status.")]
    [InlineData("""{"status":"LOST"}""", "The value 'LOST' is invalid for status.")]
    [
        InlineData(
            """{"status":"DELIVERED","tracking":{"carrier":{}}}""", "The request must contain the parameter tracking.carrier.carrierCode.")]
    [InlineData("""{"status":"DELIVERED","deliveryTime":"tomorrow"}""", "timestamp must follow ISO8601")]
    public async Task APackageReportThatTheModelWouldRefuseIsRefused(string body, string message)
    {
        using var client = new Client();
        (await ReportAsync(client, await PackageAsync(client), body)).RefusedNew(message);
    }

    [Fact]
    public async Task AnUnknownPackageIsNotFound()
    {
        using var client = new Client();
        await PackageAsync(client);
        (
            await ReportAsync(client, "PKG-000000000000", """{"status":"DELIVERED"}""")
        ).RefusedNew("Requested package 'PKG-000000000000' not found", 404, "NotFound");
    }

    [Fact]
    public async Task StatusesAndPackagesOutliveTheSandbox()
    {
        string before;
        string token;
        using (var client = new Client(options => options.StateFile = _path))
        {
            var id = await PackageAsync(client);
            await ReportAsync(client, id, """{"status":"DELAYED"}""");
            await client.CreateNewAsync(NewVersion.Everything("held"));
            await client.UpdateNewAsync("SHIP", "held");
            await client.CreateNewAsync(NewVersion.Order("cancelled"));
            await client.CancelNewAsync("cancelled");
            await client.CreateAsync(Client.Order("old"));
            await MoveAsync(client, "Planning", "old");
            Assert.True(client.Sandbox.SetStatus("held", OrderStatus.Complete));
            before = (await client.ListNewAsync()).Text;
            token = client.Token!;
        }

        using var again = new Client(options => options.StateFile = _path) { Token = token };
        again.Time.AdvanceTo(new DateTimeOffset(2026, 5, 14, 14, 40, 0, TimeSpan.Zero));
        Assert.Equal(before, (await again.ListNewAsync()).Text);
        Assert.Equal(4, JsonNode.Parse(before)!["orders"]!.AsArray().Count);
    }

    [Fact]
    public void AnOrderThatDoesNotExistCannotBeMoved()
    {
        using var client = new Client();
        Assert.False(client.Sandbox.SetStatus("order-1", OrderStatus.Complete));
    }

    private static Task<Reply> MoveAsync(Client client, string status, string id = "order-1") =>
        client.SendAsync("PUT", $"{Client.Orders}/{id}/status", $$"""{"fulfillmentOrderStatus":"{{status}}"}""");

    private static Task<Reply> MoveNewAsync(Client client, string status, string id = "order-1") =>
        client.SendAsync("PUT", $"{NewVersion.Orders}/{id}/status", $$"""{"status":"{{status}}"}""");

    private static Task<Reply> ReportAsync(Client client, string packageId, string body) =>
        client.SendAsync("PUT", $"{NewVersion.Orders}/order-1/packages/{packageId}", body);

    private static async Task<JsonNode> ReadPackageAsync(Client client) =>
        (await client.GetNewAsync()).Json["order"]!["shipments"]![0]!["packages"]![0]!;

    private static async Task<string> PackageAsync(Client client)
    {
        await client.CreateNewAsync(NewVersion.Order());
        client.Time.Advance(TimeSpan.FromMinutes(40 + 240));
        return (await ReadPackageAsync(client))["packageId"]!.GetValue<string>();
    }
}
