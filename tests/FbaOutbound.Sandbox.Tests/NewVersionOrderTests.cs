using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class NewVersionOrderTests
{
    [Fact]
    public async Task ACreationIsAnsweredWithTheOrder()
    {
        using var client = new Client();
        var order = (await client.CreateNewAsync(NewVersion.Order())).Answered(200).Json["order"]!;
        Assert.Equal("order-1", order["orderId"]!.GetValue<string>());
        Assert.Equal("PROCESSING", order["status"]!.GetValue<string>());
        Assert.Equal("2026-05-14T10:00:00Z", order["receiveTime"]!.GetValue<string>());
    }

    [Fact]
    public async Task ACreationIsAcceptedIfTheSandboxIsConfiguredSo()
    {
        using var client = new Client(options => options.CreateAnswer = CreateAnswer.Accepted);
        var answer = (await client.CreateNewAsync(NewVersion.Order())).Answered(202);
        Assert.Equal("""{"orderId":"order-1","status":"PROCESSING"}""", answer.Text);
        Assert.Equal("PROCESSING", await client.StatusNewAsync());
    }

    [Fact]
    public async Task AnOrderReadsBackAsItWasSent()
    {
        using var client = new Client();
        var sent = NewVersion.Everything();
        Assert.Empty(
            AmazonModel.TryLoad("fulfillmentOutbound_2026-07-04.json")?.ValidateRequest("POST", NewVersion.Orders, sent.ToJsonString())
                ?? []);
        (await client.CreateNewAsync(sent)).Answered(200);
        var read = (await client.GetNewAsync()).Answered(200).Json["order"]!;
        sent["fulfillmentConfiguration"]!["services"]!.AsObject().Remove("delivery");
        Assert.Equal("[]", Differences(sent, read));
    }

    [Fact]
    public async Task QuantitiesAreDecimalTexts()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Order(quantity: 1));
        var item = (await client.GetNewAsync()).Json["order"]!["lineItems"]![0]!;
        Assert.Equal("1.0", item["amount"]!["value"]!.GetValue<string>());
        Assert.Equal("0.0", item["cancelledAmount"]!["value"]!.GetValue<string>());
        Assert.Equal("EACHES", item["unfulfillableAmount"]!["unit"]!.GetValue<string>());
    }

    [Fact]
    public async Task AnOrderThatNamesNoActionShipsAsTheModelSays()
    {
        using var client = new Client(options => options.ActionOfCreate = Fulfillment.OrderAction.Hold);
        await client.CreateNewAsync(NewVersion.Order());
        Assert.Equal("SHIP", (await client.GetNewAsync()).Json["order"]!["fulfillmentConfiguration"]!["action"]!.GetValue<string>());
    }

    [Fact]
    public async Task AHeldOrderReadsProcessing()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Order(action: "HOLD"));
        Assert.Equal("PROCESSING", await client.StatusNewAsync());
        Assert.True(client.Sandbox.Find("order-1")!.IsHeld);
        client.Pass(24 * 14);
        Assert.Equal("CANCELLED", await client.StatusNewAsync());
    }

    [Fact]
    public async Task AnOrderGoesThroughItsLifeAndItsPackagesToo()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Order(quantity: 25));
        client.Pass(1);
        var shipment = (await client.GetNewAsync()).Json["order"]!["shipments"]![0]!;
        Assert.Equal("PROCESSING", shipment["status"]!.GetValue<string>());
        Assert.Null(shipment["packages"]);
        client.Pass(4);
        Assert.Equal("COMPLETE", await client.StatusNewAsync());
        var packages = await PackagesAsync(client);
        Assert.Equal(2, packages.Count);
        Assert.All(packages, package => Assert.Matches("^PKG-[0-9a-f]{12}$", package!["packageId"]!.GetValue<string>()));
        Assert.All(packages, package => Assert.Equal("IN_TRANSIT", package!["status"]!.GetValue<string>()));
        Assert.NotNull(packages[0]!["tracking"]!["carrier"]!["trackingNumber"]);
        client.Pass((24 * 5) - 5);
        Assert.All(await PackagesAsync(client), package => Assert.Equal("OUT_FOR_DELIVERY", package!["status"]!.GetValue<string>()));
        client.Pass(6);
        Assert.All(await PackagesAsync(client), package => Assert.Equal("DELIVERED", package!["status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task APackageNamesTheShipmentItemsInIt()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Order(quantity: 25));
        client.Pass(6);
        var shipment = (await client.GetNewAsync()).Json["order"]!["shipments"]![0]!;
        foreach (var package in shipment["packages"]!.AsArray())
        {
            var id = package!["packageId"]!.GetValue<string>();
            var inside = shipment["items"]!.AsArray().Where(item => item!["packageId"]!.GetValue<string>() == id)
                .Select(item => item!["shipmentItemId"]!.GetValue<string>());
            Assert.Equal(inside, package["shipmentItemIds"]!.AsArray().Select(item => item!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task ShipmentsCanBeLeftOut()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Order());
        client.Pass(1);
        Assert.Null((await client.GetNewAsync(query: "?shipments=EXCLUDE")).Json["order"]!["shipments"]);
        Assert.NotNull((await client.GetNewAsync(query: "?shipments=INCLUDE")).Json["order"]!["shipments"]);
        (await client.GetNewAsync(query: "?shipments=SOME")).RefusedNew("The value 'SOME' is invalid for shipments.");
    }

    [Fact]
    public async Task AnUpdateChangesTheActionAndNothingElse()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Everything());
        var before = (await client.GetNewAsync()).Json["order"]!;
        Assert.Equal("{}", (await client.UpdateNewAsync("SHIP")).Answered(202).Text);
        var after = (await client.GetNewAsync()).Json["order"]!;
        Assert.Equal("SHIP", after["fulfillmentConfiguration"]!["action"]!.GetValue<string>());
        before["fulfillmentConfiguration"]!["action"] = "SHIP";
        Assert.Equal("[]", Differences(before, after));
    }

    [Fact]
    public async Task AnOrderThatIsNotHeldCannotBeUpdated()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Order());
        (await client.UpdateNewAsync("HOLD")).RefusedNew(
            "This order is not updatable. Items in the order are already in working or completed shipments.");
    }

    [Fact]
    public async Task AnUpdateCanTakeEffectLater()
    {
        using var client = new Client(options => options.LifeCycle.TimeToApply = TimeSpan.FromMinutes(5));
        await client.CreateNewAsync(NewVersion.Order(action: "HOLD"));
        (await client.UpdateNewAsync("SHIP")).Answered(202);
        client.Pass(4 / 60.0);
        Assert.True(client.Sandbox.Find("order-1")!.IsHeld);
        client.Pass(1 / 60.0);
        Assert.False(client.Sandbox.Find("order-1")!.IsHeld);
    }

    [Fact]
    public async Task AnUpdateThatIsOvertakenByACancellationDoesNothing()
    {
        using var client = new Client(options => options.LifeCycle.TimeToApply = TimeSpan.FromMinutes(5));
        await client.CreateNewAsync(NewVersion.Order(action: "HOLD"));
        (await client.UpdateNewAsync("SHIP")).Answered(202);
        (await client.CancelAsync()).Ok();
        client.Pass(48);
        Assert.Equal("CANCELLED", await client.StatusNewAsync());
    }

    [Fact]
    public async Task ACancellationIsAcceptedAndReturnsTheStock()
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-1", 10);
        await client.CreateNewAsync(NewVersion.Order(quantity: 3));
        Assert.Equal("{}", (await client.CancelNewAsync()).Answered(202).Text);
        Assert.Equal("CANCELLED", await client.StatusNewAsync());
        Assert.Equal("3.0", (await client.GetNewAsync()).Json["order"]!["lineItems"]![0]!["cancelledAmount"]!["value"]!.GetValue<string>());
        Assert.Equal(10, client.Sandbox.GetStock("SKU-1"));
    }

    [Fact]
    public async Task ACancellationCanTakeEffectLaterOrTooLate()
    {
        using var client = new Client(options => options.LifeCycle.TimeToApply = TimeSpan.FromMinutes(45));
        await client.CreateNewAsync(NewVersion.Order("in-time", action: "HOLD"));
        await client.CreateNewAsync(NewVersion.Order("too-late"));
        (await client.CancelNewAsync("in-time")).Answered(202);
        (await client.CancelNewAsync("too-late")).Answered(202);
        Assert.Equal("PROCESSING", await client.StatusNewAsync("in-time"));
        client.Pass(24);
        Assert.Equal("CANCELLED", await client.StatusNewAsync("in-time"));
        Assert.Equal("COMPLETE", await client.StatusNewAsync("too-late"));
    }

    [Fact]
    public async Task ASecondCancellationIsRefused()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Order());
        await client.CancelNewAsync();
        (await client.CancelNewAsync()).RefusedNew("Value order-1 for parameter orderId is invalid. Reason: DuplicateCancelRequest.");
    }

    [Fact]
    public async Task AnOrderThatIsBeingPickedCannotBeCancelled()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Order());
        client.Pass(1);
        (await client.CancelNewAsync()).RefusedNew(
            "The value 'order-1' is invalid for orderId. An order cannot be cancelled any more when it is Processing.");
    }

    [Fact]
    public async Task AnUnknownOrderIsNotFound()
    {
        using var client = new Client();
        foreach (var reply in new[] { await client.GetNewAsync("x"), await client.CancelNewAsync("x"),
            await client.UpdateNewAsync("SHIP", "x") })
        {
            reply.RefusedNew("Requested order 'x' not found", 404, "NotFound");
        }
    }

    [Fact]
    public async Task AUsedIdIsRefused()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Order());
        (await client.CreateNewAsync(NewVersion.Order())).RefusedNew(
            "A create request already exists for MerchantFulfillmentOrderId : order-1");
    }

    [Fact]
    public async Task AUsedIdCanBeAnsweredSilentlyWithTheOldOrder()
    {
        using var client = new Client(options => options.SilentDuplicates = true);
        await client.CreateNewAsync(NewVersion.Order(quantity: 1));
        var answer = (await client.CreateNewAsync(NewVersion.Order(quantity: 2))).Answered(200);
        Assert.Equal("1.0", answer.Json["order"]!["lineItems"]![0]!["amount"]!["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task TheStatusCanBeLeftOut()
    {
        using var client = new Client(options => options.LeaveOutStatus = true);
        Assert.Null((await client.CreateNewAsync(NewVersion.Order())).Answered(200).Json["order"]!["status"]);
        Assert.Null((await client.GetNewAsync()).Json["order"]!["status"]);
        Assert.Null((await client.ListNewAsync()).Json["orders"]![0]!["status"]);
    }

    [Fact]
    public async Task TheFulfillmentServiceIsNamedAsItWasAsked()
    {
        using var client = new Client { ServiceId = "FS01-one" };
        Assert.Equal("FS01-one", (await client.CreateNewAsync(NewVersion.Order())).Header("x-amzn-fulfillment-service-id"));
        client.ServiceId = null;
        Assert.Equal("FS01-sandbox", (await client.GetNewAsync()).Header("x-amzn-fulfillment-service-id"));
        client.ServiceId = new string('x', 41);
        (await client.GetNewAsync()).RefusedNew("The value '' is invalid for x-amzn-fulfillment-service-id.");
    }

    [Fact]
    public async Task ABodyThatIsNotJsonIsOfAnUnsupportedType()
    {
        using var client = new Client { BodyType = "text/plain" };
        (await client.CreateNewAsync(NewVersion.Order())).RefusedNew(
            "The media type of the request is not supported.", 415, "UnsupportedMediaType");
        Assert.Equal(0, client.Sandbox.OrderCount);
    }

    [Fact]
    public async Task ABodyThatIsTooLargeIsRefused()
    {
        using var client = new Client();
        var order = NewVersion.Order();
        order["channel"] = new string('x', 600_000);
        (await client.CreateNewAsync(order)).RefusedNew("The request is larger than the limit.", 413, "RequestEntityTooLarge");
    }

    [Theory]
    [InlineData("orderId", null, "The request must contain the parameter orderId.")]
    [InlineData("orderId", "\"12345678901234567890123456789012345678901\"", "The value '' is invalid for orderId.")]
    [InlineData("orderId", "7", "The value '' is invalid for orderId.")]
    [InlineData("lineItems", null, "The request must contain the parameter lineItems.")]
    [InlineData("lineItems", "[]", "The request must contain the parameter lineItems.")]
    [InlineData("lineItems.0.lineItemId", null, "The request must contain the parameter lineItems.lineItemId.")]
    [InlineData("lineItems.0.amount", null, "The request must contain the parameter lineItems.amount.")]
    [InlineData("lineItems.0.amount.value", null, "The request must contain the parameter lineItems.amount.value.")]
    [InlineData("lineItems.0.amount.value", "1", "The value '' is invalid for lineItems.amount.value.")]
    [InlineData("lineItems.0.amount.value", "\"1.5\"", "The value '1.5' is invalid for lineItems.amount.value.")]
    [InlineData("lineItems.0.amount.value", "\"0\"", "The value '0' is invalid for lineItems.amount.value.")]
    [InlineData("lineItems.0.amount.value", "\"-1\"", "The value '-1' is invalid for lineItems.amount.value.")]
    [InlineData("lineItems.0.amount.unit", "\"POUNDS\"", "The value 'POUNDS' is invalid for lineItems.amount.unit.")]
    [
        InlineData(
            "lineItems.0.product.productIdentifier.amazonSku",
            null,
            "The request must contain the parameter lineItems.product.productIdentifier.amazonSku.")]
    [
        InlineData(
            "lineItems.0.product.perUnitDeclaredValue",
            """{"currencyCode":"USD","amount":"x"}""",
            "The value 'x' is invalid for lineItems.product.perUnitDeclaredValue.amount.")]
    [InlineData("destination", null, "The request must contain the parameter destination.")]
    [InlineData("destination.deliveryAddress.name", null, "The request must contain the parameter destination.deliveryAddress.name.")]
    [InlineData("destination.deliveryAddress.city", null, "The request must contain the parameter destination.deliveryAddress.city.")]
    [
        InlineData(
            "destination.deliveryAddress.countryCode",
            "\"USA\"",
            "The value 'USA' is invalid for destination.deliveryAddress.countryCode.")]
    [InlineData("destination.dropOffLocation", """{"type":"ROOF"}""", "The value 'ROOF' is invalid for destination.dropOffLocation.type.")]
    [InlineData("channel", "\"12345678901234567890123456789012345678901\"", "The value '' is invalid for channel.")]
    [InlineData("origin", """{"countryCode":"ZZ"}""", "The value 'ZZ' is invalid for origin.countryCode.")]
    [InlineData("fulfillmentConfiguration", """{"action":"Ship"}""", "The value 'Ship' is invalid for fulfillmentConfiguration.action.")]
    [
        InlineData(
            "fulfillmentConfiguration", """{"policy":"FillAll"}""", "The value 'FillAll' is invalid for fulfillmentConfiguration.policy.")]
    [
        InlineData(
            "fulfillmentConfiguration",
            """{"serviceLevel":{"serviceTiers":["FAST"]}}""",
            "The value 'FAST' is invalid for fulfillmentConfiguration.serviceLevel.serviceTiers.")]
    [
        InlineData(
            "fulfillmentConfiguration",
            """{"serviceLevel":{"serviceTiers":["PRIORITY"]}}""",
            "The value 'PRIORITY' is invalid for fulfillmentConfiguration.serviceLevel.serviceTiers.")]
    [
        InlineData(
            "fulfillmentConfiguration",
            """{"serviceLevel":{"serviceTiers":["SCHEDULED"]}}""",
            "The value 'SCHEDULED' is invalid for fulfillmentConfiguration.serviceLevel.serviceTiers.")]
    [
        InlineData(
            "fulfillmentConfiguration",
            """{"services":{"packaging":{"packagingOption":"PINK"}}}""",
            "The value 'PINK' is invalid for fulfillmentConfiguration.services.packaging.packagingOption.")]
    [
        InlineData(
            "fulfillmentConfiguration",
            """{"services":{"additional":{"x":1}}}""",
            "The value '' is invalid for fulfillmentConfiguration.services.additional.x.")]
    [InlineData("paymentInformation", """{"payments":[{"paymentId":"1"}]}""", "The value '' is invalid for paymentInformation.")]
    public async Task WhatTheModelWouldRefuseIsRefused(string path, string? value, string message)
    {
        using var client = new Client();
        var order = NewVersion.Order();
        var parts = path.Split('.');
        JsonNode parent = order;
        foreach (var part in parts[..^1])
        {
            parent = int.TryParse(part, out var index) ? parent[index]! : parent[part]!;
        }

        parent.AsObject().Remove(parts[^1]);
        if (value is not null)
        {
            parent[parts[^1]] = JsonNode.Parse(value);
        }

        (await client.CreateNewAsync(order)).RefusedNew(message);
        Assert.Equal(0, client.Sandbox.OrderCount);
    }

    [Fact]
    public async Task InJapanTheCityMustNotBeUsed()
    {
        using var client = new Client();
        var order = NewVersion.Order();
        order["destination"]!["deliveryAddress"]!["countryCode"] = "JP";
        (await client.CreateNewAsync(order)).RefusedNew("The value '' is invalid for destination.deliveryAddress.city.");
        order["destination"]!["deliveryAddress"]!.AsObject().Remove("city");
        (await client.CreateNewAsync(order)).Answered(200);
    }

    [Fact]
    public async Task InIndiaPaymentsAreKept()
    {
        using var client = new Client();
        var order = NewVersion.Order();
        order["origin"] = new JsonObject { ["countryCode"] = "IN" };
        order["paymentInformation"] = JsonNode.Parse(
            """{"payments":[{"paymentId":"P-1","paymentMethod":"UPI","paymentTime":"2026-05-14T09:00:00Z"}]}""");
        order["lineItems"]![0]!["fulfillmentConfiguration"] = JsonNode.Parse(
            """{"services":{"delivery":{"paymentOnDelivery":{"perUnitServicePrice":{"currencyCode":"INR","amount":"99"}}}}}""");
        (await client.CreateNewAsync(order)).Answered(200);
        Assert.Equal("[]", Differences(order, (await client.GetNewAsync()).Json["order"]!));
    }

    [Fact]
    public async Task TooLittleStockAndUnknownSkusAreRefused()
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-1", 1);
        client.Sandbox.RemoveSku("SKU-2");
        (await client.CreateNewAsync(NewVersion.Order(quantity: 2))).RefusedNew("No inventory available for lineItemId: item-1.");
        (await client.CreateNewAsync(NewVersion.Order(sku: "SKU-2"))).RefusedNew("The amazonSku for lineItemId item-1 is invalid.");
    }

    private static async Task<JsonArray> PackagesAsync(Client client) =>
        (await client.GetNewAsync()).Json["order"]!["shipments"]![0]!["packages"]!.AsArray();

    /// <summary>The members of the first that the second does not have with the same value; amounts are compared as numbers.</summary>
    internal static string Differences(JsonNode sent, JsonNode? read, string path = "")
    {
        return "[" + string.Join(", ", Walk(sent, read, path)) + "]";

        static System.Collections.Generic.IEnumerable<string> Walk(JsonNode? one, JsonNode? other, string path) => (one, other) switch
        {
            (JsonObject left, JsonObject right) => left.SelectMany(member => Walk(member.Value, right[member.Key], $"{path}.{member.Key}")),
            (JsonArray left, JsonArray right) when left.Count == right.Count =>
                left.SelectMany((item, index) => Walk(item, right[index], $"{path}[{index}]")),
            _ when JsonNode.DeepEquals(one, other) => [],
            _ when path.EndsWith(".value", StringComparison.Ordinal) && other is not null
                && Number(one!) == Number(other) => [],
            _ => [path],
        };

        static decimal Number(JsonNode value) => decimal.Parse(value.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
