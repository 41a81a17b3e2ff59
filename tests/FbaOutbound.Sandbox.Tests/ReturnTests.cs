using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public sealed class ReturnTests : IDisposable
{
    private const string Reasons = "/fba/outbound/2020-07-01/returnReasonCodes";
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"sandbox-{Guid.NewGuid():N}.jsonl");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task ReasonsCanBeTranslated()
    {
        using var client = new Client();
        var reasons = (await client.SendAsync("GET", Reasons + "?sellerSku=SKU-1")).Ok().Payload["reasonCodeDetails"]!.AsArray();
        Assert.Contains("CR-DEFECTIVE", reasons.Select(reason => reason!["returnReasonCode"]!.GetValue<string>()));
        Assert.All(reasons, reason => Assert.Null(reason!["translatedDescription"]));
        var german = (await client.SendAsync("GET", Reasons + "?sellerSku=SKU-1&language=de_DE")).Ok()
            .Payload["reasonCodeDetails"]!.AsArray();
        Assert.All(
            german,
            reason => Assert.NotEqual(reason!["description"]!.GetValue<string>(), reason["translatedDescription"]!.GetValue<string>()));
        var unknown = (await client.SendAsync("GET", Reasons + "?sellerSku=SKU-1&language=xx")).Ok()
            .Payload["reasonCodeDetails"]!.AsArray();
        Assert.All(unknown, reason => Assert.Null(reason!["translatedDescription"]));
    }

    [Theory]
    [InlineData("", "The request must contain the parameter sellerSku.")]
    [InlineData("?sellerSku=SKU-1&sellerFulfillmentOrderId=x", "Requested order 'x' not found")]
    [InlineData("?sellerSku=SKU-1&marketplaceId=x", "Value x for parameter MarketplaceId is invalid. Reason: InvalidValue.")]
    [InlineData("?sellerSku=SKU-9", "Value SKU-9 for parameter SellerSKU is invalid. Reason: InvalidValue.")]
    public async Task AQuestionForReasonsThatMakesNoSenseIsRefused(string query, string message)
    {
        using var client = new Client();
        client.Sandbox.RemoveSku("SKU-9");
        (await client.SendAsync("GET", Reasons + query)).Refused(message);
    }

    [Fact]
    public async Task AReturnIsAcceptedWithAnAuthorizationAndShownWithTheOrder()
    {
        using var client = new Client();
        var shipment = await ShipAsync(client);
        var payload = (await ReturnAsync(client, Item("r-1", shipment))).Ok().Payload;
        var item = Assert.Single(payload["returnItems"]!.AsArray())!;
        Assert.Equal("New", item["status"]!.GetValue<string>());
        Assert.Null(item["returnReceivedCondition"]);
        Assert.Empty(payload["invalidReturnItems"]!.AsArray());
        var authorization = Assert.Single(payload["returnAuthorizations"]!.AsArray())!;
        Assert.Equal(authorization["returnAuthorizationId"]!.GetValue<string>(), item["returnAuthorizationId"]!.GetValue<string>());
        Assert.StartsWith("RMA", authorization["returnAuthorizationId"]!.GetValue<string>(), StringComparison.Ordinal);
        var order = (await client.GetAsync()).Payload;
        Assert.True(JsonNode.DeepEquals(payload["returnItems"], order["returnItems"]));
        Assert.True(JsonNode.DeepEquals(payload["returnAuthorizations"], order["returnAuthorizations"]));
    }

    [Theory]
    [InlineData("CR-UNWANTED_ITEM", "Sellable", 1)]
    [InlineData("CR-DEFECTIVE", "Defective", 0)]
    [InlineData("CR-DAMAGED_BY_CARRIER", "CarrierDamaged", 0)]
    [InlineData("CR-DAMAGED_BY_FC", "FulfillerDamaged", 0)]
    [InlineData("CR-MISSING_PARTS", "CustomerDamaged", 0)]
    public async Task AReturnIsProcessedAfterTenDaysAndWhatIsSellableIsSoldAgain(string reason, string condition, int units)
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-1", 3);
        var shipment = await ShipAsync(client);
        await ReturnAsync(client, Item("r-1", shipment, reason: reason));
        client.Pass(24 * 9);
        Assert.Equal("New", await StatusAsync(client));
        client.Pass(24);
        var item = (await client.GetAsync()).Payload["returnItems"]![0]!;
        Assert.Equal("Processed", item["status"]!.GetValue<string>());
        Assert.Equal(condition, item["returnReceivedCondition"]!.GetValue<string>());
        Assert.Equal(reason, item["amazonReturnReasonCode"]!.GetValue<string>());
        Assert.Equal(units, client.Sandbox.GetStock("SKU-1"));
    }

    [Fact]
    public async Task AReturnItemIdCanBeUsedOnce()
    {
        using var client = new Client();
        var shipment = await ShipAsync(client);
        await ReturnAsync(client, Item("r-1", shipment));
        Assert.Equal("DuplicateRequest", await InvalidAsync(client, Item("r-1", shipment)));
        Assert.Single((await client.GetAsync()).Payload["returnItems"]!.AsArray());
    }

    [Fact]
    public async Task AnotherOrdersReturnCanHaveTheSameItemId()
    {
        using var client = new Client();
        await ReturnAsync(client, Item("r-1", await ShipAsync(client)));
        (await client.CreateAsync(Client.Order("order-2", 2))).Ok();
        client.Pass(24);
        var shipment = (await client.GetAsync("order-2")).Payload["fulfillmentShipments"]![0]!["amazonShipmentId"]!.GetValue<string>();
        var body = new JsonObject { ["items"] = new JsonArray(Item("r-1", shipment)) };
        var payload = (await client.SendAsync("PUT", Client.Orders + "/order-2/return", body.ToJsonString())).Ok().Payload;
        Assert.Single(payload["returnItems"]!.AsArray());
        Assert.Equal(
            "DuplicateRequest",
            await InvalidAsync(
                client,
                Item("r-1", (await client.GetAsync()).Payload["fulfillmentShipments"]![0]!["amazonShipmentId"]!.GetValue<string>())));
    }

    [Fact]
    public async Task NoMoreUnitsCanBeReturnedThanWereShipped()
    {
        using var client = new Client();
        var shipment = await ShipAsync(client);
        var reply = await ReturnAsync(client, [.. Enumerable.Range(1, 4).Select(number => Item($"r-{number}", shipment))]);
        Assert.Equal(3, reply.Payload["returnItems"]!.AsArray().Count);
        Assert.Equal("r-4", reply.Payload["invalidReturnItems"]![0]!["sellerReturnItemId"]!.GetValue<string>());
        Assert.Equal(
            "NoReturnableQuantity",
            reply.Payload["invalidReturnItems"]![0]!["invalidItemReason"]!["invalidItemReasonCode"]!.GetValue<string>());
        Assert.Single(reply.Payload["returnAuthorizations"]!.AsArray());
    }

    [Theory]
    [InlineData("item-9", null, "CR-DEFECTIVE")]
    [InlineData("item-1", "nowhere", "CR-DEFECTIVE")]
    [InlineData("item-1", null, "CR-WHIM")]
    public async Task AnItemAShipmentOrAReasonThatIsUnknownIsInvalid(string item, string? shipmentId, string reason)
    {
        using var client = new Client();
        var shipment = await ShipAsync(client);
        Assert.Equal("InvalidValues", await InvalidAsync(client, Item("r-1", shipmentId ?? shipment, item, reason)));
    }

    [Fact]
    public async Task AShipmentThatHasNotLeftHasNoCompletedItems()
    {
        using var client = new Client();
        var items = Enumerable.Range(0, 8).Select(index => ($"i-{index}", $"SKU-{index}", 1)).ToArray();
        await client.CreateAsync(Client.WithItems(Client.Order(), items));
        client.Time.Advance(TimeSpan.FromMinutes(40 + 245));
        var shipments = (await client.GetAsync()).Payload["fulfillmentShipments"]!.AsArray();
        var pending = shipments.First(shipment => shipment!["fulfillmentShipmentStatus"]!.GetValue<string>() == "PENDING")!;
        Assert.Contains(shipments, shipment => shipment!["fulfillmentShipmentStatus"]!.GetValue<string>() == "SHIPPED");
        var item = pending["fulfillmentShipmentItem"]![0]!["sellerFulfillmentOrderItemId"]!.GetValue<string>();
        Assert.Equal(
            "NoCompletedShipItems", await InvalidAsync(client, Item("r-1", pending["amazonShipmentId"]!.GetValue<string>(), item)));
    }

    [Fact]
    public async Task AnOrderOfWhichNothingWasShippedHasNothingToReturn()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        (await ReturnAsync(client, Item("r-1", "x"))).Refused("No inventory available for Items.SellerFulfillmentOrderItemId: item-1.");
    }

    [Fact]
    public async Task AnUnknownOrderHasNoReturns()
    {
        using var client = new Client();
        (await ReturnAsync(client, Item("r-1", "x"))).Refused("Requested order 'order-1' not found");
    }

    [Theory]
    [InlineData("{}", "The request must contain the parameter Items.")]
    [InlineData("""{"items":[]}""", "The request must contain the parameter Items.")]
    [
        InlineData(
            """{"items":[{"sellerFulfillmentOrderItemId":"i","amazonShipmentId":"s","returnReasonCode":"r"}]}""",
            "The request must contain the parameter Items.SellerReturnItemId.")]
    [
        InlineData(
            """{"items":[{"sellerReturnItemId":"1","sellerFulfillmentOrderItemId":"i","amazonShipmentId":"s"}]}""",
            "The request must contain the parameter Items.ReturnReasonCode.")]
    public async Task WhatTheModelWouldRefuseIsRefused(string body, string message)
    {
        using var client = new Client();
        (await client.SendAsync("PUT", Client.Orders + "/order-1/return", body)).Refused(message);
    }

    [Fact]
    public async Task ReturnsOutliveTheSandbox()
    {
        string before;
        string token;
        using (var client = new Client(options => options.StateFile = _path))
        {
            await client.CreateAsync(Client.Order(quantity: 3));
            client.Sandbox.Advance(TimeSpan.FromDays(1));
            var shipment = (await client.GetAsync()).Payload["fulfillmentShipments"]![0]!["amazonShipmentId"]!.GetValue<string>();
            await ReturnAsync(client, Item("r-1", shipment));
            client.Sandbox.Advance(TimeSpan.FromDays(11));
            before = (await client.GetAsync()).Text;
            token = client.Token!;
        }

        using var again = new Client(options => options.StateFile = _path) { Token = token };
        Assert.Equal(before, (await again.GetAsync()).Text);
        Assert.Contains("Processed", before, StringComparison.Ordinal);
    }

    private static async Task<string> ShipAsync(Client client)
    {
        (await client.CreateAsync(Client.Order(quantity: 3))).Ok();
        client.Pass(24);
        return (await client.GetAsync()).Payload["fulfillmentShipments"]![0]!["amazonShipmentId"]!.GetValue<string>();
    }

    private static JsonObject Item(string id, string shipment, string item = "item-1", string reason = "CR-UNWANTED_ITEM") => new()
    {
        ["sellerReturnItemId"] = id,
        ["sellerFulfillmentOrderItemId"] = item,
        ["amazonShipmentId"] = shipment,
        ["returnReasonCode"] = reason,
        ["returnComment"] = "Too blue",
    };

    private static Task<Reply> ReturnAsync(Client client, params JsonObject[] items) =>
        client.SendAsync("PUT", Client.Orders + "/order-1/return", new JsonObject { ["items"] = new JsonArray([.. items]) }.ToJsonString());

    private static async Task<string> InvalidAsync(Client client, JsonObject item)
    {
        var payload = (await ReturnAsync(client, item)).Ok().Payload;
        Assert.Empty(payload["returnItems"]!.AsArray());
        return payload["invalidReturnItems"]![0]!["invalidItemReason"]!["invalidItemReasonCode"]!.GetValue<string>();
    }

    private static async Task<string> StatusAsync(Client client) =>
        (await client.GetAsync()).Payload["returnItems"]![0]!["status"]!.GetValue<string>();
}
