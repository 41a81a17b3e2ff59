using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace FbaOutbound.Sandbox.Tests.Merchant;

public class OfferTests
{
    [Fact]
    public async Task OffersComeWithRatesDatesAndFormats()
    {
        using var client = new MerchantClient();
        var offers = Services(await client.QuoteAsync());
        Assert.True(offers.Count >= 5);
        Assert.All(offers, offer =>
        {
            Assert.True(offer["Rate"]!["Amount"]!.GetValue<decimal>() > 0);
            Assert.True(Date(offer, "EarliestEstimatedDeliveryDate") <= Date(offer, "LatestEstimatedDeliveryDate"));
            Assert.Contains(
                "ShippingServiceDefault", offer["AvailableLabelFormats"]!.AsArray().Select(format => format!.GetValue<string>()));
        });
    }

    [Fact]
    public async Task ARateRisesWithTheWeight()
    {
        using var client = new MerchantClient();
        var light = Rates(await client.QuoteAsync());
        var heavy = Rates(await client.QuoteAsync(Change(details => details["Weight"]!["Value"] = 800)));
        Assert.All(light.Keys.Intersect(heavy.Keys), id => Assert.True(heavy[id] > light[id], id));
    }

    [Fact]
    public async Task ARateRisesWithTheSize()
    {
        using var client = new MerchantClient();
        var small = Rates(await client.QuoteAsync());
        var large = Rates(await client.QuoteAsync(Change(details => details["PackageDimensions"]!["Length"] = 60)));
        Assert.All(small.Keys.Intersect(large.Keys), id => Assert.True(large[id] > small[id], id));
    }

    [Fact]
    public async Task SpeedCostsAndArrivesSooner()
    {
        using var client = new MerchantClient();
        var offers = Services(await client.QuoteAsync()).ToDictionary(offer => offer["ShippingServiceId"]!.GetValue<string>());
        var (ground, overnight) = (offers["FEDEX_PTP_GROUND"], offers["FEDEX_PTP_PRIORITY_OVERNIGHT"]);
        Assert.True(Date(overnight, "LatestEstimatedDeliveryDate") < Date(ground, "LatestEstimatedDeliveryDate"));
        Assert.True(overnight["Rate"]!["Amount"]!.GetValue<decimal>() > ground["Rate"]!["Amount"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task WhatIsTooHeavyIsRejectedWithAReason()
    {
        using var client = new MerchantClient();
        var payload = (await client.QuoteAsync(Change(details => details["Weight"]!["Value"] = 2000))).Ok().Payload;
        var rejected = payload["RejectedShippingServiceList"]!.AsArray().ToDictionary(
            one => one!["ShippingServiceId"]!.GetValue<string>(), one => one!["RejectionReasonCode"]!.GetValue<string>());
        Assert.Equal("PACKAGE_TOO_HEAVY", rejected["USPS_PTP_PRI"]);
        Assert.Equal("INELIGIBLE", rejected["USPS_PTP_INTL"]);
    }

    [Fact]
    public async Task WhatWouldArriveTooLateIsRejected()
    {
        using var client = new MerchantClient();
        var ids = Rates(await client.QuoteAsync(Change(details => details["MustArriveByDate"] = "2026-05-15T23:00:00Z"))).Keys;
        Assert.Contains("UPS_PTP_NEXT_DAY_AIR_SAVER", ids);
        Assert.DoesNotContain("UPS_PTP_GND", ids);
    }

    [Fact]
    public async Task NobodyDeliversOnSundays()
    {
        using var client = new MerchantClient();
        var offers = Services(await client.QuoteAsync(Change(details => details["ShipDate"] = "2026-05-16T10:00:00Z")));
        Assert.All(offers.Where(offer => offer["ShippingServiceId"]!.GetValue<string>() != "DYNAMEX_PTP_SAME"), offer =>
            Assert.NotEqual(DayOfWeek.Sunday, Date(offer, "LatestEstimatedDeliveryDate").DayOfWeek));
    }

    [Fact]
    public async Task TheCurrencyIsTheCountrys()
    {
        using var client = new MerchantClient();
        var offers = Services(await client.QuoteAsync(Change(details => details["ShipFromAddress"]!["CountryCode"] = "DE")));
        Assert.NotEmpty(offers);
        Assert.All(offers, offer => Assert.Equal("EUR", offer["Rate"]!["CurrencyCode"]!.GetValue<string>()));
    }

    [Fact]
    public async Task ServicesThatAskForMoreCanBeLeftOut()
    {
        using var client = new MerchantClient();
        var pickUp = Change(details => details["ShippingServiceOptions"]!["CarrierWillPickUp"] = true);
        Assert.Equal(["DYNAMEX_PTP_SAME"], Rates(await client.QuoteAsync(pickUp)).Keys);
        Assert.Empty(
            Rates(await client.QuoteAsync((JsonObject)pickUp.DeepClone(), new JsonObject { ["IncludeComplexShippingOptions"] = false })));
    }

    [Fact]
    public async Task AServiceThatLeavesTheCountryAsksForInputs()
    {
        using var client = new MerchantClient();
        client.Sandbox.SeedMerchantOrder(
            new SandboxMerchantOrder { AmazonOrderId = MerchantClient.OrderId, Items = { ["52986411826454"] = 2 }, CountryCode = "DE" });
        var offer = Assert.Single(Services(await client.QuoteAsync()));
        Assert.True(offer["RequiresAdditionalSellerInputs"]!.GetValue<bool>());
        var question = new JsonObject
        {
            ["ShippingServiceId"] = "USPS_PTP_INTL", ["OrderId"] = MerchantClient.OrderId,
            ["ShipFromAddress"] = MerchantClient.Details()["ShipFromAddress"]!.DeepClone()
        };
        var inputs = (await client.SendAsync("POST", "/mfn/v0/additionalSellerInputs", question)).Ok().Payload;
        Assert.Contains(
            "NON_DELIVERABLE_INSTRUCTIONS",
            inputs["ShipmentLevelFields"]!.AsArray().Select(field => field!["AdditionalInputFieldName"]!.GetValue<string>()));
        Assert.Equal(3, Assert.Single(inputs["ItemLevelFieldsList"]!.AsArray())!["AdditionalInputs"]!.AsArray().Count);
    }

    [Fact]
    public async Task OtherServicesAskForNothing()
    {
        using var client = new MerchantClient();
        var question = new JsonObject
        {
            ["ShippingServiceId"] = "UPS_PTP_GND", ["OrderId"] = MerchantClient.OrderId,
            ["ShipFromAddress"] = MerchantClient.Details()["ShipFromAddress"]!.DeepClone()
        };
        var inputs = (await client.SendAsync("POST", "/mfn/v0/additionalSellerInputs", question)).Ok().Payload;
        Assert.Empty(inputs["ShipmentLevelFields"]!.AsArray());
        Assert.Empty(Assert.Single(inputs["ItemLevelFieldsList"]!.AsArray())!["AdditionalInputs"]!.AsArray());
    }

    [Fact]
    public async Task AnAddressThatNobodyShipsFromIsRefusedInAmazonsWords()
    {
        using var client = new MerchantClient();
        var question = new JsonObject
        {
            ["ShippingServiceId"] = "UPS_PTP_GND", ["OrderId"] = "901-5563053-5647845",
            ["ShipFromAddress"] = MerchantClient.Details()["ShipFromAddress"]!.DeepClone()
        };
        question["ShipFromAddress"]!["CountryCode"] = "XX";
        (
            await client.SendAsync("POST", "/mfn/v0/additionalSellerInputs", question)
        ).Refused("Invalid Ship From Address when calling GetAdditionalSellerInputs");
    }

    [Fact]
    public async Task ACountryOfThreeLettersIsRefusedInAmazonsWords()
    {
        using var client = new MerchantClient();
        var details = MerchantClient.Details("TEST_CASE_400");
        details["ShipFromAddress"]!["CountryCode"] = "USA";
        (await client.QuoteAsync(details)).Refused(
            "1 validation error detected: Value 'USA' at 'shipmentRequestDetails.shipFromAddress.countryCode' failed to satisfy "
                + "constraint: Member must have length less than or equal to 2");
    }

    [Theory]
    [
        InlineData(
            "Weight",
            "1 validation error detected: Value null at 'shipmentRequestDetails.weight' failed to satisfy constraint: Member must not be null")]
    [
        InlineData(
            "ItemList",
            "1 validation error detected: Value null at 'shipmentRequestDetails.itemList' failed to satisfy constraint: Member must not be null")]
    public async Task WhatIsMissingIsSaidInTheServicesOwnWords(string name, string message)
    {
        using var client = new MerchantClient();
        (await client.QuoteAsync(Change(details => details.Remove(name)))).Refused(message);
    }

    [Fact]
    public async Task AnOrderIdHasThreeSevenAndSevenDigits()
    {
        using var client = new MerchantClient();
        (await client.QuoteAsync(MerchantClient.Details("12-34"))).Refused(
            "1 validation error detected: Value '12-34' at 'shipmentRequestDetails.amazonOrderId' failed to satisfy constraint: Member "
                + "must satisfy regular expression pattern: [0-9A-Z]{3}-[0-9]{7}-[0-9]{7}");
    }

    [Theory]
    [InlineData("52986411826454", 3, "Value  for parameter Quantity is invalid. Reason: InvalidValue.")]
    [InlineData("1", 1, "Value 1 for parameter OrderItemId is invalid. Reason: InvalidValue.")]
    public async Task ASeededOrderHasItsItemsAndNoOthers(string item, int quantity, string message)
    {
        using var client = new MerchantClient();
        client.Sandbox.SeedMerchantOrder(
            new SandboxMerchantOrder { AmazonOrderId = MerchantClient.OrderId, Items = { ["52986411826454"] = 2 } });
        var details = Change(
            change => change["ItemList"] = new JsonArray(new JsonObject { ["OrderItemId"] = item, ["Quantity"] = quantity }));
        (await client.QuoteAsync(details)).Refused(message);
    }

    [Theory]
    [InlineData("eligibleShippingServices", 12, "6.0")]
    [InlineData("additionalSellerInputs", 1, "1.0")]
    public async Task TheUsagePlansAreThoseOfTheModel(string path, int burst, string rate)
    {
        using var client = new MerchantClient(options => options.Rate = null);
        var body = new JsonObject
        {
            ["ShipmentRequestDetails"] = MerchantClient.Details(), ["ShippingServiceId"] = "UPS_PTP_GND",
            ["OrderId"] = MerchantClient.OrderId, ["ShipFromAddress"] = MerchantClient.Details()["ShipFromAddress"]!.DeepClone()
        };
        for (var i = 0; i < burst; i++)
        {
            Assert.Equal(rate, (await client.SendAsync("POST", "/mfn/v0/" + path, body)).Ok().Header("x-amzn-RateLimit-Limit"));
        }

        Assert.Equal(429, (await client.SendAsync("POST", "/mfn/v0/" + path, body)).Status);
    }

    private static JsonObject Change(Action<JsonObject> change)
    {
        var details = MerchantClient.Details();
        change(details);
        return details;
    }

    private static List<JsonNode> Services(Reply reply) =>
        [.. reply.Ok().Payload["ShippingServiceList"]!.AsArray().Select(service => service!)];

    private static Dictionary<string, decimal> Rates(Reply reply) =>
        Services(reply).ToDictionary(
            offer => offer["ShippingServiceId"]!.GetValue<string>(), offer => offer["Rate"]!["Amount"]!.GetValue<decimal>());

    private static DateTimeOffset Date(JsonNode offer, string name) =>
        DateTimeOffset.Parse(offer[name]!.GetValue<string>(), CultureInfo.InvariantCulture);
}
