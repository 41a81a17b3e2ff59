using System;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sandbox.Shipments;
using Xunit;

namespace FbaOutbound.Sandbox.Tests.Merchant;

public class ShipmentTests
{
    [Fact]
    public async Task APurchaseAnswersWithTheWholeShipment()
    {
        using var client = new MerchantClient();
        var shipment = (await client.BuyAsync()).Ok().Payload;
        Assert.Equal("Purchased", shipment["Status"]!.GetValue<string>());
        Assert.Equal("UPS_PTP_2ND_DAY_AIR", shipment["ShippingService"]!["ShippingServiceId"]!.GetValue<string>());
        Assert.NotEmpty(shipment["ShippingService"]!["ShippingServiceOfferId"]!.GetValue<string>());
        Assert.StartsWith("1Z", shipment["TrackingId"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.True(Guid.TryParseExact(shipment["ShipmentId"]!.GetValue<string>(), "D", out _));
        Assert.Null(shipment["LastUpdatedDate"]);
    }

    [Fact]
    public async Task TheRecipientsPhoneAndEmailAreEmpty()
    {
        using var client = new MerchantClient();
        var id = await client.BuyIdAsync();
        foreach (var shipment in new[] { (await client.GetAsync(id)).Ok().Payload, (await client.CancelAsync(id)).Ok().Payload })
        {
            Assert.Equal(
                ("", ""),
                (shipment["ShipToAddress"]!["Phone"]!.GetValue<string>(), shipment["ShipToAddress"]!["Email"]!.GetValue<string>()));
            Assert.Equal("5550100", shipment["ShipFromAddress"]!["Phone"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task ACancellationIsPendingWithAnEmptyLabelAndThenApplied()
    {
        using var client = new MerchantClient();
        var id = await client.BuyIdAsync();
        var cancelled = (await client.CancelAsync(id)).Ok().Payload;
        Assert.Equal("RefundPending", cancelled["Status"]!.GetValue<string>());
        Assert.Equal("", cancelled["Label"]!["FileContents"]!["Contents"]!.GetValue<string>());
        Assert.Equal("2026-05-14T10:00:00Z", cancelled["LastUpdatedDate"]!.GetValue<string>());
        client.Sandbox.Advance(TimeSpan.FromHours(48));
        Assert.Equal("RefundApplied", (await client.GetAsync(id)).Payload["Status"]!.GetValue<string>());
    }

    [Fact]
    public async Task ASecondCancellationIsRefused()
    {
        using var client = new MerchantClient();
        var id = await client.BuyIdAsync();
        await client.CancelAsync(id);
        (await client.CancelAsync(id)).Refused(
            $"Value {id} for parameter ShipmentId is invalid. Reason: The shipment has previously been canceled.");
    }

    [Fact]
    public async Task TheCancellationWindowClosesByTheClock()
    {
        using var client = new MerchantClient();
        var (first, second) = (await client.BuyIdAsync(), await client.BuyIdAsync("903-0000000-0000001"));
        client.Sandbox.Advance(TimeSpan.FromHours(24));
        (await client.CancelAsync(first)).Ok();
        client.Sandbox.Advance(TimeSpan.FromSeconds(1));
        (await client.CancelAsync(second)).Refused(
            $"Value {second} for parameter ShipmentId is invalid. Reason: The cancellation window has expired.");
        Assert.Equal(MerchantShipmentStatus.Purchased, client.Sandbox.FindShipment(second)!.Status);
    }

    [Fact]
    public async Task ALateCancellationCanAlsoEndInARejectedRefund()
    {
        using var client = new MerchantClient(options => options.Shipping.LateCancel = LateCancel.RefundRejected);
        var id = await client.BuyIdAsync();
        client.Sandbox.Advance(TimeSpan.FromHours(25));
        Assert.Equal("RefundPending", (await client.CancelAsync(id)).Ok().Payload["Status"]!.GetValue<string>());
        client.Sandbox.Advance(TimeSpan.FromHours(48));
        Assert.Equal("RefundRejected", (await client.GetAsync(id)).Payload["Status"]!.GetValue<string>());
    }

    [Fact]
    public async Task APackageThatTheCarrierHasScannedIsNotRefunded()
    {
        using var client = new MerchantClient();
        var id = await client.BuyIdAsync();
        client.Sandbox.ScanShipment(id);
        Assert.Equal("RefundPending", (await client.CancelAsync(id)).Ok().Payload["Status"]!.GetValue<string>());
        client.Sandbox.Advance(TimeSpan.FromHours(48));
        Assert.Equal("RefundRejected", (await client.GetAsync(id)).Payload["Status"]!.GetValue<string>());
    }

    [Fact]
    public async Task AfterASingleShipmentIsCancelledANewOneCanBeBought()
    {
        using var client = new MerchantClient();
        await client.CancelAsync(await client.BuyIdAsync());
        await client.CancelAsync(await client.BuyIdAsync());
        (await client.BuyAsync()).Ok();
    }

    [Fact]
    public async Task AfterOneOfSeveralShipmentsIsCancelledNoneCanBeBought()
    {
        using var client = new MerchantClient();
        var first = await client.BuyIdAsync();
        await client.BuyIdAsync();
        await client.CancelAsync(first);
        (await client.BuyAsync()).Refused(
            $"Value {MerchantClient.OrderId} for parameter AmazonOrderId is invalid. Reason: Multiple shipments were created to fulfill "
                + "this order; new shipments cannot be created using the Merchant Fulfillment service.");
        (await client.BuyAsync(MerchantClient.Purchase(orderId: "903-0000000-0000001"))).Ok();
    }

    [Theory]
    [InlineData("DELETE", "87d20cf7-1beb-4cda-8bf4-7366cfddbec1", "TEST_CASE_400")]
    [InlineData("GET", "aabbccdd-1beb-4cda-8bf4-7366cfddbec1", "TEST_CASE_400")]
    [InlineData("GET", "12345", "12345")]
    public async Task ABadIdIsRefusedInAmazonsWords(string method, string id, string shown)
    {
        using var client = new MerchantClient();
        (await client.SendAsync(method, $"{MerchantClient.Shipments}/{id}", null, await client.RestrictedTokenAsync())).Refused(
            $"1 validation error detected: Value '{shown}' at 'shipmentId' failed to satisfy constraint: Member must satisfy regular "
                + "expression pattern: "
                + "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    }

    [Fact]
    public async Task AnUnknownShipmentIsNotFound()
    {
        using var client = new MerchantClient();
        Assert.Equal(
            (404, "NotFound"),
            ((await client.GetAsync(Guid.Empty.ToString())).Status, (await client.CancelAsync(Guid.Empty.ToString())).Code));
    }

    [Fact]
    public async Task AnOfferIsGoodForItsOrderServiceAndPriceAlone()
    {
        using var client = new MerchantClient();
        string? offer = null;
        foreach (var service in (await client.QuoteAsync()).Payload["ShippingServiceList"]!.AsArray())
        {
            offer = service!["ShippingServiceId"]!.GetValue<string>() == "UPS_PTP_GND"
                ? service["ShippingServiceOfferId"]!.GetValue<string>()
                : offer;
        }

        var purchase = MerchantClient.Purchase("UPS_PTP_GND");
        purchase["ShippingServiceOfferId"] = offer;
        (await client.BuyAsync(purchase)).Ok();
        var other = MerchantClient.Purchase("FEDEX_PTP_GROUND");
        other["ShippingServiceOfferId"] = offer;
        (await client.BuyAsync(other)).Refused("Value  for parameter ShippingServiceOfferId is invalid. Reason: InvalidValue.");
    }

    [Theory]
    [InlineData("NO_SUCH_SERVICE", "Value NO_SUCH_SERVICE for parameter ShippingServiceId is invalid. Reason: InvalidValue.")]
    [
        InlineData(
            "USPS_PTP_INTL",
            "Value USPS_PTP_INTL for parameter ShippingServiceId is invalid. Reason: This ship method is not eligible for this order.")]
    [InlineData("DYNAMEX_PTP_SAME", "The request must contain the parameter COUNTRY_OF_ORIGIN.")]
    public async Task AServiceThatCannotBeBoughtIsRefused(string service, string message)
    {
        using var client = new MerchantClient();
        (await client.BuyAsync(MerchantClient.Purchase(service))).Refused(message);
        Assert.Empty(client.Sandbox.ShipmentIds);
    }

    [Fact]
    public async Task AServiceThatAsksForInputsIsBoughtWithThem()
    {
        using var client = new MerchantClient();
        var purchase = MerchantClient.Purchase("DYNAMEX_PTP_SAME");
        purchase["ShipmentRequestDetails"]!["ItemList"]![0]!["ItemLevelSellerInputsList"] = new JsonArray(
            Input("COUNTRY_OF_ORIGIN", "US"), Input("ITEM_DESCRIPTION", "Garden gnome"));
        (await client.BuyAsync(purchase)).Ok();
        purchase["ShipmentLevelSellerInputsList"] = new JsonArray(Input("NON_DELIVERABLE_INSTRUCTIONS", "Burn"));
        (await client.BuyAsync(purchase)).Refused("Value  for parameter NON_DELIVERABLE_INSTRUCTIONS is invalid. Reason: InvalidValue.");
    }

    [Fact]
    public async Task APurchaseWhoseAnswerIsLostLeavesExactlyOneLabel()
    {
        using var client = new MerchantClient();
        client.Sandbox.Faults.Add(FaultKind.DropAfter, "createShipment");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.BuyAsync());
        Assert.Single(client.Sandbox.ShipmentIds);
        Assert.True(client.Sandbox.Requests[^1].Taken);
        (await client.BuyAsync()).Ok();
        Assert.Equal(2, client.Sandbox.ShipmentIds.Count);
    }

    [Theory]
    [InlineData(FaultKind.DropBefore, 0)]
    [InlineData(FaultKind.LandLater, 1)]
    public async Task APurchaseCanBeLostOrComeLater(FaultKind kind, int labels)
    {
        using var client = new MerchantClient();
        client.Sandbox.Faults.Add(kind, "createShipment", MerchantClient.OrderId, TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.BuyAsync());
        Assert.Empty(client.Sandbox.ShipmentIds);
        client.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(labels, client.Sandbox.ShipmentIds.Count);
    }

    [Fact]
    public async Task ARestrictedTokenCanExpireOnTheWay()
    {
        using var client = new MerchantClient();
        var id = await client.BuyIdAsync();
        client.Sandbox.Faults.Add(FaultKind.TokenExpired, "cancelShipment", id);
        var reply = await client.CancelAsync(id);
        Assert.Equal((403, "The access token you provided has expired."), (reply.Status, reply.Details));
        (await client.CancelAsync(id)).Ok();
    }

    [Fact]
    public async Task TheUsagePlansOfPurchasesAndCancellationsAreThoseOfTheModel()
    {
        using var client = new MerchantClient(options => options.Rate = null);
        Assert.Equal("2.0", (await client.BuyAsync()).Ok().Header("x-amzn-RateLimit-Limit"));
        var id = await client.BuyIdAsync();
        Assert.Equal(429, (await client.BuyAsync()).Status);
        Assert.Equal("1.0", (await client.CancelAsync(id)).Ok().Header("x-amzn-RateLimit-Limit"));
        Assert.Equal(429, (await client.CancelAsync(id)).Status);
    }

    [Fact]
    public async Task TheLogNamesTheShipmentAndNobody()
    {
        using var client = new MerchantClient();
        var id = await client.BuyIdAsync();
        Assert.Equal(
            ("createShipment", MerchantClient.OrderId), (client.Sandbox.Requests[^1].Operation, client.Sandbox.Requests[^1].OrderId));
        await client.CancelAsync(id);
        Assert.Equal(("cancelShipment", id), (client.Sandbox.Requests[^1].Operation, client.Sandbox.Requests[^1].OrderId));
    }

    [Fact]
    public void AnOrderIsSeededBeforeLabelsAreBoughtForIt()
    {
        using var client = new MerchantClient();
        Assert.Throws<ArgumentException>(
            () => client.Sandbox.SeedMerchantOrder(new SandboxMerchantOrder { AmazonOrderId = "1", Items = { ["1"] = 1 } }));
        Assert.Throws<ArgumentException>(
            () => client.Sandbox.SeedMerchantOrder(new SandboxMerchantOrder { AmazonOrderId = MerchantClient.OrderId }));
    }

    private static JsonObject Input(string name, string value) => new()
    {
        ["AdditionalInputFieldName"] = name,
        ["AdditionalSellerInput"] = new JsonObject { ["DataType"] = "String", ["ValueAsString"] = value },
    };
}
