using System;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Fulfillment;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class LifeCycleTests
{
    [Fact]
    public async Task AnOrderGoesItsWayFromReceivedToComplete()
    {
        using var client = new Client();
        (await client.CreateAsync(Client.Order())).Ok();
        Assert.Equal("Received", await client.StatusAsync());
        client.Pass(0.25);
        Assert.Equal("Planning", await client.StatusAsync());
        client.Pass(0.5);
        Assert.Equal("Processing", await client.StatusAsync());
        client.Pass(4);
        Assert.Equal("Complete", await client.StatusAsync());
        client.Pass(24 * 100);
        Assert.Equal("Complete", await client.StatusAsync());
    }

    [Fact]
    public async Task TheUsersOwnClockMovesOrdersToo()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        client.Sandbox.Advance(TimeSpan.FromDays(1));
        Assert.Equal("Complete", await client.StatusAsync());
        Assert.Equal(client.Time.GetUtcNow().AddDays(1), client.Sandbox.Now);
    }

    [Fact]
    public async Task EachStepIsDatedWhenItWasDueNotWhenItWasLookedAt()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        client.Pass(24 * 30);
        var order = (await client.GetAsync()).Payload["fulfillmentOrder"]!;
        Assert.Equal("2026-05-14T10:00:00Z", order["receivedDate"]!.GetValue<string>());
        Assert.Equal("2026-05-14T14:40:00Z", order["statusUpdatedDate"]!.GetValue<string>());
    }

    [Fact]
    public async Task AnOrderCanBeNewForAWhile()
    {
        using var client = new Client(options => options.LifeCycle.TimeInNew = TimeSpan.FromMinutes(5));
        await client.CreateAsync(Client.Order());
        Assert.Equal("New", await client.StatusAsync());
        client.Pass(0.1);
        Assert.Equal("Received", await client.StatusAsync());
    }

    [Fact]
    public async Task AShipmentIsPendingWhilePickedAndShippedWithPackagesAndTrackingNumbersAfterwards()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order(quantity: 45));
        client.Pass(1);
        var picked = (await client.GetAsync()).Payload["fulfillmentShipments"]!.AsArray().Single()!;
        Assert.Equal("PENDING", picked["fulfillmentShipmentStatus"]!.GetValue<string>());
        Assert.Null(picked["fulfillmentShipmentPackage"]);

        client.Pass(5);
        var shipped = (await client.GetAsync()).Payload["fulfillmentShipments"]!.AsArray().Single()!;
        Assert.Equal("SHIPPED", shipped["fulfillmentShipmentStatus"]!.GetValue<string>());
        var packages = shipped["fulfillmentShipmentPackage"]!.AsArray();
        Assert.Equal(3, packages.Count);
        Assert.All(packages, package => Assert.NotEmpty(package!["trackingNumber"]!.GetValue<string>()));
        var items = shipped["fulfillmentShipmentItem"]!.AsArray();
        Assert.Equal(45, items.Sum(item => item!["quantity"]!.GetValue<int>()));
        Assert.Equal(
            packages.Select(package => package!["packageNumber"]!.GetValue<int>()),
            items.Select(item => item!["packageNumber"]!.GetValue<int>()).Distinct());
    }

    [Fact]
    public async Task SkusOfDifferentFulfillmentCentersTravelInDifferentShipments()
    {
        using var client = new Client();
        var skus = Distinct(2);
        await client.CreateAsync(Client.WithItems(Client.Order(), ("a", skus[0], 1), ("b", skus[1], 2)));
        client.Pass(1);
        Assert.Single((await client.GetAsync()).Payload["fulfillmentShipments"]!.AsArray());
        client.Pass(1);
        Assert.Equal(2, (await client.GetAsync()).Payload["fulfillmentShipments"]!.AsArray().Count);
        client.Pass(10);
        Assert.Equal(OrderStatus.Complete, client.Sandbox.Find("order-1")!.Status);
    }

    [Fact]
    public async Task AStuckOrderStaysInPlanningUntilItIsLetGo()
    {
        using var client = new Client();
        client.Sandbox.StickInPlanning("order-1");
        await client.CreateAsync(Client.Order());
        client.Pass(24 * 7);
        Assert.Equal("Planning", await client.StatusAsync());
        client.Sandbox.Unstick("order-1");
        client.Pass(24);
        Assert.Equal("Complete", await client.StatusAsync());
    }

    [Fact]
    public async Task AStuckOrderCanStillBeCancelled()
    {
        using var client = new Client();
        client.Sandbox.StickInPlanning("order-1");
        await client.CreateAsync(Client.Order());
        client.Pass(24);
        (await client.CancelAsync()).Ok();
        Assert.Equal("Cancelled", await client.StatusAsync());
    }

    [Fact]
    public async Task AHeldOrderStaysReceivedAndExpiresAfterFourteenDays()
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-1", 10);
        await client.CreateAsync(Client.Held(quantity: 4));
        Assert.Equal(6, client.Sandbox.GetStock("SKU-1"));
        client.Pass((24 * 14) - 0.01);
        Assert.Equal("Received", await client.StatusAsync());
        Assert.Equal(6, client.Sandbox.GetStock("SKU-1"));
        client.Pass(0.01);
        Assert.Equal("Cancelled", await client.StatusAsync());
        Assert.Equal(10, client.Sandbox.GetStock("SKU-1"));
    }

    [Fact]
    public async Task AHeldOrderThatIsShippedContinuesFromThere()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Held());
        client.Pass(24 * 13);
        (await client.UpdateAsync("order-1", """{"fulfillmentAction":"Ship"}""")).Ok();
        Assert.False(client.Sandbox.Find("order-1")!.IsHeld);
        client.Pass(24 * 2);
        Assert.Equal("Complete", await client.StatusAsync());
    }

    [Fact]
    public async Task AHoldThatIsKeptDoesNotLastLonger()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Held());
        client.Pass(24 * 13);
        (await client.UpdateAsync("order-1", """{"displayableOrderComment":"new"}""")).Ok();
        client.Pass(24);
        Assert.Equal("Cancelled", await client.StatusAsync());
    }

    [Fact]
    public async Task ACancellationReturnsTheStock()
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-1", 5);
        await client.CreateAsync(Client.Order(quantity: 5));
        Assert.Equal(0, client.Sandbox.GetStock("SKU-1"));
        (await client.CancelAsync()).Ok();
        Assert.Equal(5, client.Sandbox.GetStock("SKU-1"));
        var item = (await client.GetAsync()).Payload["fulfillmentOrderItems"]![0]!;
        Assert.Equal(5, item["cancelledQuantity"]!.GetValue<int>());
    }

    [Fact]
    public async Task ACancellationThatTakesTimeStopsOnlyWhatHasNotBegun()
    {
        using var client = new Client(options => options.LifeCycle.TimeToCancel = TimeSpan.FromHours(1));
        var skus = Distinct(2);
        await client.CreateAsync(Client.WithItems(Client.Order(), ("a", skus[0], 1), ("b", skus[1], 2)));
        client.Pass(0.6);
        (await client.CancelAsync()).Ok();
        Assert.Equal("Planning", await client.StatusAsync());
        client.Pass(24);
        var order = client.Sandbox.Find("order-1")!;
        Assert.Equal(OrderStatus.CompletePartialled, order.Status);
        Assert.Equal(2, order.Items[1].CancelledQuantity);
        Assert.Equal(ShipmentStatus.CancelledBySeller, order.Shipments[1].Status);
        Assert.Equal(1, order.Items[0].ShippedQuantity);
        await client.GetAsync();
    }

    /// <summary>SKUs that are kept in as many different fulfillment centers.</summary>
    internal static string[] Distinct(int count) => [.. Enumerable.Range(0, 100)
        .Select(number => $"SKU-{number}")
        .GroupBy(Identifiers.CenterOf)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Take(count)
        .Select(group => group.First())];
}
