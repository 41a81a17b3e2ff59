using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Fulfillment;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class UpdateAndCancelTests
{
    private const string NotUpdatable =
        "Value OrderNotUpdatable for parameter  is invalid. Reason: 1 error:\nThis order is not updatable. Items in the order are already "
            + "in working or completed shipments. \n.";

    [Fact]
    public async Task OnlyAHeldOrderCanBeUpdated()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        (await client.UpdateAsync("order-1", "{}")).Refused(NotUpdatable);
    }

    [Fact]
    public async Task AnOrderThatWasToldToShipCannotBeUpdatedAnyMore()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Held());
        (await client.UpdateAsync("order-1", """{"fulfillmentAction":"Ship"}""")).Ok();
        (await client.UpdateAsync("order-1", """{"fulfillmentAction":"Ship"}""")).Refused(NotUpdatable);
    }

    [Fact]
    public async Task AnUpdateThatNamesNoActionKeepsTheHold()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Held());
        Assert.Equal("{}", (await client.UpdateAsync("order-1", """{"displayableOrderComment":"changed"}""")).Ok().Text);
        Assert.True(client.Sandbox.Find("order-1")!.IsHeld);
        Assert.Equal("changed", (await client.GetAsync()).Payload["fulfillmentOrder"]!["displayableOrderComment"]!.GetValue<string>());
    }

    [Fact]
    public async Task WhatAnUpdateWithoutActionMeansIsAnOption()
    {
        using var client = new Client(options => options.ActionOfUpdate = OrderAction.Ship);
        await client.CreateAsync(Client.Held());
        await client.UpdateAsync("order-1", "{}");
        Assert.False(client.Sandbox.Find("order-1")!.IsHeld);
    }

    [Fact]
    public async Task AnAddressIsReplacedWhole()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Held());
        (
            await client.UpdateAsync(
                "order-1", """{"destinationAddress":{"name":"B","addressLine1":"2","postalCode":"1","countryCode":"US"}}""")).Ok();
        var address = (await client.GetAsync()).Payload["fulfillmentOrder"]!["destinationAddress"]!.AsObject();
        Assert.Equal("B", address["name"]!.GetValue<string>());
        Assert.False(address.ContainsKey("city"));
        Assert.False(address.ContainsKey("stateOrRegion"));
    }

    [Fact]
    public async Task AnItemsChangeLeavesTheOtherItemsAlone()
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-1", 10);
        client.Sandbox.SetStock("SKU-2", 10);
        await client.CreateAsync(Client.WithItems(Client.Held(), ("a", "SKU-1", 2), ("b", "SKU-2", 2)));
        (
            await client.UpdateAsync(
                "order-1", """{"items":[{"sellerFulfillmentOrderItemId":"a","quantity":5,"giftMessage":"hello"}]}""")).Ok();
        var items = (await client.GetAsync()).Payload["fulfillmentOrderItems"]!.AsArray();
        Assert.Equal(5, items[0]!["quantity"]!.GetValue<int>());
        Assert.Equal("hello", items[0]!["giftMessage"]!.GetValue<string>());
        Assert.Equal(2, items[1]!["quantity"]!.GetValue<int>());
        Assert.Equal(5, client.Sandbox.GetStock("SKU-1"));
        Assert.Equal(8, client.Sandbox.GetStock("SKU-2"));
    }

    [Fact]
    public async Task AnUpdateForMoreThanThereIsChangesNothing()
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-1", 3);
        await client.CreateAsync(Client.Held(quantity: 2));
        (
            await client.UpdateAsync(
                "order-1", """{"displayableOrderComment":"x","items":[{"sellerFulfillmentOrderItemId":"item-1","quantity":4}]}"""))
            .Refused("No inventory available for Items.SellerFulfillmentOrderItemId: item-1.");
        Assert.Equal(1, client.Sandbox.GetStock("SKU-1"));
        Assert.Equal("Thank you", (await client.GetAsync()).Payload["fulfillmentOrder"]!["displayableOrderComment"]!.GetValue<string>());
    }

    [Fact]
    public async Task AnUpdateOfAnItemThatTheOrderDoesNotHaveIsRefused()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Held());
        (await client.UpdateAsync("order-1", """{"items":[{"sellerFulfillmentOrderItemId":"z","quantity":1}]}"""))
            .Refused("Value z for parameter SellerFulfillmentOrderItemId is invalid. Reason: InvalidValue.");
    }

    [Fact]
    public async Task ACancelledOrderCannotBeCancelledAgain()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order("FBATestOrder-11"));
        Assert.Equal("{}", (await client.CancelAsync("FBATestOrder-11")).Ok().Text);
        (await client.CancelAsync("FBATestOrder-11"))
            .Refused("Value FBATestOrder-11 for parameter SellerFulfillmentOrderId is invalid. Reason: DuplicateCancelRequest.");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.1)]
    public async Task AnOrderCanBeCancelledUntilPickingBegins(double hours)
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        client.Pass(hours);
        (await client.CancelAsync()).Ok();
        Assert.Equal("Cancelled", await client.StatusAsync());
    }

    [Theory]
    [InlineData(1, "Processing")]
    [InlineData(10, "Complete")]
    public async Task AfterwardsACancellationIsRefusedInAmazonsWords(double hours, string status)
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        client.Pass(hours);
        (await client.CancelAsync()).Refused(
            "Value order-1 for parameter SellerFulfillmentOrderId is invalid. Reason: You cannot cancel a fulfillment order with a status "
                + "of Processing, Complete, or CompletePartialled.");
        Assert.Equal(status, await client.StatusAsync());
    }

    [Fact]
    public async Task AnUnknownOrderIsAnsweredAlikeByEveryOperation()
    {
        using var client = new Client();
        const string Message = "Requested order 'FBATestOrder-10' not found";
        (await client.GetAsync("FBATestOrder-10")).Refused(Message);
        (await client.UpdateAsync("FBATestOrder-10", "{}")).Refused(Message);
        (await client.CancelAsync("FBATestOrder-10")).Refused(Message);
    }

    [Fact]
    public async Task AnUnknownOrderCanBeAnsweredInTheOtherText()
    {
        using var client = new Client(options => options.UnknownOrder = UnknownOrderAnswer.UnableToGetOrderInfo);
        (await client.GetAsync("028-1")).Refused(
            "Unable to get order info for GetOrderByMerchantOrderIdRequest, merchantOrderId=028-1, includeReturns=true, "
                + "includeShipments=true). Received error message: ");
    }

    [Fact]
    public async Task AnUnknownOrderCanBeAnsweredWith404()
    {
        using var client = new Client(options => options.UnknownOrderStatus = 404);
        var reply = await client.GetAsync("nobody");
        Assert.Equal(404, reply.Status);
        Assert.Equal("InvalidInput", reply.Code);
    }

    [Fact]
    public async Task AnIdKeepsItsOddCharacters()
    {
        using var client = new Client();
        const string Id = "#1/ä?%41&";
        (await client.CreateAsync(Client.Order(Id))).Ok();
        Assert.Equal(Id, (await client.GetAsync(Id)).Payload["fulfillmentOrder"]!["sellerFulfillmentOrderId"]!.GetValue<string>());
    }

    [Fact]
    public async Task APlusSignInAPathIsReadAsASpaceAsAmazonDoes()
    {
        using var client = new Client();
        (await client.CreateAsync(Client.Order("a+b"))).Ok();
        (await client.GetAsync("a+b")).Refused("Requested order 'a b' not found");
        var listed = (await client.ListAsync()).Payload["fulfillmentOrders"]!.AsArray();
        Assert.Equal("a+b", Assert.Single(listed)!["sellerFulfillmentOrderId"]!.GetValue<string>());
    }

    [Fact]
    public async Task AnIdThatIsTooLongForAPathIsRefused()
    {
        using var client = new Client();
        Assert.Equal(400, (await client.GetAsync(new string('x', 41))).Status);
    }

    [Fact]
    public async Task AnUpdateIsReadAsStrictlyAsACreation()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Held());
        var late = new JsonObject { ["displayableOrderDate"] = "2026-05-14T09:00:00+00:00" };
        (await client.UpdateAsync("order-1", late.ToJsonString())).Refused("timestamp must follow ISO8601");
    }
}
