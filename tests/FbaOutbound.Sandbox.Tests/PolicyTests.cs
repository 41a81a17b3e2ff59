using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Fulfillment;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class PolicyTests
{
    private readonly string[] _skus = LifeCycleTests.Distinct(3);

    [Fact]
    public async Task FillOrKillKillsTheWholeOrderBeforeAnyShipmentIsPending()
    {
        using var client = await TwoItemsAsync("FillOrKill");
        client.Sandbox.LoseStock(_skus[0], 9);
        client.Pass(24);
        var order = client.Sandbox.Find("order-1")!;
        Assert.Equal(OrderStatus.Unfulfillable, order.Status);
        Assert.All(order.Items, item => Assert.Equal(2, item.UnfulfillableQuantity));
        Assert.Equal(10, client.Sandbox.GetStock(_skus[1]));
        Assert.Equal(1, client.Sandbox.GetStock(_skus[0]));
    }

    [Fact]
    public async Task FillOrKillCancelsAsMuchAsPossibleOnceAShipmentIsPending()
    {
        using var client = await TwoItemsAsync("FillOrKill", items: 3);
        client.Pass(0.7);
        Assert.Equal(OrderStatus.Processing, client.Sandbox.Find("order-1")!.Status);
        client.Sandbox.LoseStock(_skus[1], 9);
        client.Pass(24);
        var order = client.Sandbox.Find("order-1")!;
        Assert.Equal(OrderStatus.CompletePartialled, order.Status);
        Assert.Equal([2, 0, 0], order.Items.Select(item => item.ShippedQuantity));
        Assert.Equal([0, 2, 2], order.Items.Select(item => item.UnfulfillableQuantity));
        Assert.Equal(10, client.Sandbox.GetStock(_skus[2]));
        await client.GetAsync();
    }

    [Fact]
    public async Task FillAllAvailableShipsWhatThereIsAndLeavesOutTheRest()
    {
        using var client = await TwoItemsAsync("FillAllAvailable");
        client.Sandbox.LoseStock(_skus[0], 9);
        client.Pass(24);
        var order = client.Sandbox.Find("order-1")!;
        Assert.Equal(OrderStatus.CompletePartialled, order.Status);
        Assert.Equal([1, 2], order.Items.Select(item => item.ShippedQuantity));
        Assert.Equal([1, 0], order.Items.Select(item => item.UnfulfillableQuantity));
    }

    [Fact]
    public async Task FillAllAvailableWithNothingAvailableIsUnfulfillable()
    {
        using var client = await TwoItemsAsync("FillAllAvailable", items: 1);
        client.Sandbox.LoseStock(_skus[0], 10);
        client.Pass(24);
        Assert.Equal(OrderStatus.Unfulfillable, client.Sandbox.Find("order-1")!.Status);
    }

    [Fact]
    public async Task FillAllWaitsADayAndEndsCompletePartialled()
    {
        using var client = await TwoItemsAsync("FillAll");
        client.Sandbox.LoseStock(_skus[0], 9);
        client.Pass(23.9);
        Assert.Equal(OrderStatus.Processing, client.Sandbox.Find("order-1")!.Status);
        client.Pass(0.1);
        var order = client.Sandbox.Find("order-1")!;
        Assert.Equal(OrderStatus.CompletePartialled, order.Status);
        Assert.Equal(1, order.Items[0].UnfulfillableQuantity);
    }

    [Fact]
    public async Task FillAllWithNothingToShipEndsUnfulfillableAfterADay()
    {
        using var client = await TwoItemsAsync("FillAll", items: 1);
        client.Sandbox.LoseStock(_skus[0], 10);
        client.Pass(23.9);
        Assert.Equal(OrderStatus.Processing, client.Sandbox.Find("order-1")!.Status);
        client.Pass(0.1);
        Assert.Equal(OrderStatus.Unfulfillable, client.Sandbox.Find("order-1")!.Status);
    }

    [Fact]
    public async Task FillAllShipsWhatComesInWhileItWaits()
    {
        using var client = await TwoItemsAsync("FillAll");
        client.Sandbox.LoseStock(_skus[0], 9);
        client.Pass(6);
        client.Sandbox.SetStock(_skus[0], 5);
        client.Pass(6);
        var order = client.Sandbox.Find("order-1")!;
        Assert.Equal(OrderStatus.Complete, order.Status);
        Assert.Equal(4, client.Sandbox.GetStock(_skus[0]));
    }

    [Fact]
    public async Task AHoldOverridesFillAll()
    {
        using var client = await TwoItemsAsync("FillAll", action: "Hold");
        client.Sandbox.LoseStock(_skus[0], 9);
        client.Pass(24 * 13);
        Assert.Equal(OrderStatus.Received, client.Sandbox.Find("order-1")!.Status);
        client.Pass(24);
        Assert.Equal(OrderStatus.Cancelled, client.Sandbox.Find("order-1")!.Status);
    }

    [Theory]
    [InlineData("FillAll", 1, OrderStatus.CompletePartialled, 1, 1)]
    [InlineData("FillAll", 0, OrderStatus.CompletePartialled, 0, 2)]
    [InlineData("FillAllAvailable", 1, OrderStatus.CompletePartialled, 1, 1)]
    [InlineData("FillAllAvailable", 0, OrderStatus.CompletePartialled, 0, 2)]
    public async Task WhatThereIsShipsWhereThePolicySaysSo(string policy, int stock, OrderStatus end, int shipped, int unfulfillable)
    {
        using var client = await ShortAsync(policy, stock);
        Assert.Equal(OrderStatus.Received, client.Sandbox.Find("order-1")!.Status);
        Assert.Equal((0, 8), (client.Sandbox.GetStock(_skus[0]), client.Sandbox.GetStock(_skus[1])));
        client.Pass(48);
        var order = client.Sandbox.Find("order-1")!;
        Assert.Equal(end, order.Status);
        Assert.Equal([shipped, 2], order.Items.Select(item => item.ShippedQuantity));
        Assert.Equal([unfulfillable, 0], order.Items.Select(item => item.UnfulfillableQuantity));
        await client.GetAsync();
    }

    [Theory]
    [InlineData("FillAll", 0.1)]
    [InlineData("FillAll", 6)]
    [InlineData("FillAllAvailable", 0.1)]
    public async Task WhatComesInTimeShipsToo(string policy, double hours)
    {
        using var client = await ShortAsync(policy, 1);
        client.Pass(hours);
        client.Sandbox.SetStock(_skus[0], 5);
        client.Pass(48);
        Assert.Equal(OrderStatus.Complete, client.Sandbox.Find("order-1")!.Status);
        Assert.Equal(4, client.Sandbox.GetStock(_skus[0]));
    }

    [Theory]
    [InlineData("FillAll")]
    [InlineData("FillAllAvailable")]
    public async Task ACancelledOrderGivesBackWhatItHadAndNoMore(string policy)
    {
        using var client = await ShortAsync(policy, 1);
        (await client.CancelAsync()).Ok();
        Assert.Equal((1, 10), (client.Sandbox.GetStock(_skus[0]), client.Sandbox.GetStock(_skus[1])));
        Assert.Equal([2, 2], client.Sandbox.Find("order-1")!.Items.Select(item => item.CancelledQuantity));
    }

    [Theory]
    [InlineData("FillOrKill", 2)]
    [InlineData("FillAll", 0)]
    [InlineData("FillAllAvailable", 0)]
    public async Task AnOrderOfWhichNothingCanShipIsRefused(string policy, int ofTheOther)
    {
        using var client = new Client();
        client.Sandbox.SetStock(_skus[0], 0);
        client.Sandbox.SetStock(_skus[1], ofTheOther);
        var order = Client.WithItems(Client.Order(), ("a", _skus[0], 2), ("b", _skus[1], 2));
        order["fulfillmentPolicy"] = policy;
        (await client.CreateAsync(order)).Refused("No inventory available for Items.SellerFulfillmentOrderItemId: a.");
        Assert.Equal(ofTheOther, client.Sandbox.GetStock(_skus[1]));
    }

    [Fact]
    public async Task AHeldOrderThatFillsInPartCanAskForMoreThanThereIs()
    {
        using var client = await ShortAsync("FillAllAvailable", 1, "Hold");
        (
            await client.UpdateAsync(
                "order-1", """{"fulfillmentAction":"Hold","items":[{"sellerFulfillmentOrderItemId":"b","quantity":11}]}""")).Ok();
        Assert.Equal(0, client.Sandbox.GetStock(_skus[1]));
        (
            await client.UpdateAsync(
                "order-1", """{"fulfillmentAction":"Hold","items":[{"sellerFulfillmentOrderItemId":"b","quantity":10}]}""")).Ok();
        (await client.UpdateAsync("order-1", """{"fulfillmentAction":"Ship","fulfillmentPolicy":"FillOrKill"}""")).Ok();
        client.Pass(24);
        Assert.Equal(OrderStatus.Unfulfillable, client.Sandbox.Find("order-1")!.Status);
        Assert.Equal((1, 10), (client.Sandbox.GetStock(_skus[0]), client.Sandbox.GetStock(_skus[1])));
    }

    [Fact]
    public async Task TooLittleStockRefusesTheWholeCreationAndReservesNothing()
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-1", 3);
        client.Sandbox.SetStock("SKU-2", 3);
        var order = Client.WithItems(Client.Order(), ("a", "SKU-1", 2), ("b", "SKU-1", 2), ("c", "SKU-2", 1));
        (await client.CreateAsync(order)).Refused("No inventory available for Items.SellerFulfillmentOrderItemId: b.");
        Assert.Equal(3, client.Sandbox.GetStock("SKU-1"));
        Assert.Equal(3, client.Sandbox.GetStock("SKU-2"));
        Assert.Equal(0, client.Sandbox.OrderCount);
    }

    [Fact]
    public async Task TooLittleStockCanBeFoundLaterAsInvalid()
    {
        using var client = new Client(options => options.ShortStockFoundLater = true);
        client.Sandbox.SetStock("SKU-1", 3);
        (await client.CreateAsync(Client.Order(quantity: 4))).Ok();
        Assert.Equal("New", await client.StatusAsync());
        client.Pass(1);
        Assert.Equal("Invalid", await client.StatusAsync());
        Assert.Equal(3, client.Sandbox.GetStock("SKU-1"));
        Assert.Equal(400, (await client.CancelAsync()).Status);
    }

    [Fact]
    public async Task AnInvalidOrderThatWasToldToShipStaysInvalid()
    {
        using var client = new Client(options => options.ShortStockFoundLater = true);
        client.Sandbox.SetStock("SKU-1", 3);
        await client.CreateAsync(Client.Held(quantity: 4));
        (await client.UpdateAsync("order-1", """{"fulfillmentAction":"Ship"}""")).Ok();
        client.Pass(24);
        Assert.Equal("Invalid", await client.StatusAsync());
        Assert.Equal(3, client.Sandbox.GetStock("SKU-1"));
    }

    private async Task<Client> ShortAsync(string policy, int stock, string action = "Ship")
    {
        var client = new Client();
        client.Sandbox.SetStock(_skus[0], stock);
        client.Sandbox.SetStock(_skus[1], 10);
        var order = Client.WithItems(Client.Order(), ("a", _skus[0], 2), ("b", _skus[1], 2));
        order["fulfillmentPolicy"] = policy;
        order["fulfillmentAction"] = action;
        (await client.CreateAsync(order)).Ok();
        return client;
    }

    private async Task<Client> TwoItemsAsync(string policy, string action = "Ship", int items = 2)
    {
        var client = new Client();
        foreach (var sku in _skus)
        {
            client.Sandbox.SetStock(sku, 10);
        }

        var order = Client.WithItems(Client.Order(), [.. Enumerable.Range(0, items).Select(index => ($"item-{index}", _skus[index], 2))]);
        order["fulfillmentPolicy"] = policy;
        order["fulfillmentAction"] = action;
        (await client.CreateAsync(order)).Ok();
        return client;
    }
}
