using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class PreviewTests
{
    private const string Path = Client.Orders + "/preview";
    private const string Japan = "A1VC38T7YXB528";
    private const string India = "A21TJRUUN4KGV";

    [Fact]
    public async Task APreviewShowsEverySpeedWithShipmentsWeightAndFees()
    {
        using var client = new Client();
        var previews = await PreviewAsync(client, Request());
        Assert.Equal(
            ["Standard", "Expedited", "Priority"], previews.Select(preview => preview["shippingSpeedCategory"]!.GetValue<string>()));
        Assert.All(previews, preview => Assert.True(preview["isFulfillable"]!.GetValue<bool>()));
        Assert.All(previews, preview => Assert.Equal("POUNDS", preview["estimatedShippingWeight"]!["unit"]!.GetValue<string>()));
        Assert.All(previews, preview => Assert.NotEmpty(preview["fulfillmentPreviewShipments"]!.AsArray()));
        Assert.Equal(
            ["FBAPerUnitFulfillmentFee", "FBAPerOrderFulfillmentFee", "FBATransportationFee"],
            previews[0]["estimatedFees"]!.AsArray().Select(fee => fee!["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task FasterCostsMoreAndArrivesEarlier()
    {
        using var client = new Client();
        var previews = await PreviewAsync(client, Request());
        var totals = previews.Select(Total).ToList();
        Assert.Equal(totals.Order(), totals);
        var arrivals = previews.Select(Arrival).ToList();
        Assert.Equal(arrivals.OrderDescending(), arrivals);
    }

    [Fact]
    public async Task MoreUnitsWeighAndCostMore()
    {
        using var client = new Client();
        var one = (await PreviewAsync(client, Request(quantity: 1)))[0];
        var ten = (await PreviewAsync(client, Request(quantity: 10)))[0];
        Assert.Equal(10 * Weight(one), Weight(ten));
        Assert.True(Fee(ten, "FBAPerUnitFulfillmentFee") == 10 * Fee(one, "FBAPerUnitFulfillmentFee"));
        Assert.True(Fee(ten, "FBATransportationFee") > Fee(one, "FBATransportationFee"));
        Assert.Equal(Fee(one, "FBAPerOrderFulfillmentFee"), Fee(ten, "FBAPerOrderFulfillmentFee"));
    }

    [Fact]
    public async Task ThePlannedShipmentsAreThoseThatTheOrderGets()
    {
        using var client = new Client();
        var items = Enumerable.Range(0, 8).Select(index => ($"i-{index}", $"SKU-{index}", index + 1)).ToArray();
        var planned = (await PreviewAsync(client, Request(items)))[0]["fulfillmentPreviewShipments"]!.AsArray();
        await client.CreateAsync(Client.WithItems(Client.Order(), items));
        client.Pass(48);
        var shipments = (await client.GetAsync()).Payload["fulfillmentShipments"]!.AsArray();
        Assert.Equal(
            planned.Select(shipment => Items(shipment!["fulfillmentPreviewItems"]!)),
            shipments.Select(shipment => Items(shipment!["fulfillmentShipmentItem"]!)));

        static string Items(JsonNode items) => string.Join(" ", items.AsArray()
            .Select(item => $"{item!["sellerFulfillmentOrderItemId"]}×{item["quantity"]}").Distinct());
    }

    [Fact]
    public async Task APreviewReservesNothing()
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-1", 5);
        await PreviewAsync(client, Request(quantity: 5));
        Assert.Equal(5, client.Sandbox.GetStock("SKU-1"));
    }

    [Fact]
    public async Task WhatIsMissingIsUnfulfillableWithItsReason()
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-1", 3);
        client.Sandbox.RemoveSku("SKU-2");
        var preview = (await PreviewAsync(client, Request(("a", "SKU-1", 5), ("b", "SKU-2", 1), ("c", "SKU-3", 1))))[0];
        Assert.False(preview["isFulfillable"]!.GetValue<bool>());
        var missing = preview["unfulfillablePreviewItems"]!.AsArray();
        Assert.Equal(["a:2:ItemQuantityNotAvailable", "b:1:InvalidSKU"], missing.Select(item =>
            $"{item!["sellerFulfillmentOrderItemId"]}:{item["quantity"]}:{item["itemUnfulfillableReasons"]![0]}"));
    }

    [Fact]
    public async Task AScheduledDeliveryOutsideJapanIsUnavailable()
    {
        using var client = new Client();
        var preview = Assert.Single(await PreviewAsync(client, Request(speeds: "ScheduledDelivery")));
        Assert.Equal("DeliverySLAUnavailable", preview["orderUnfulfillableReasons"]![0]!.GetValue<string>());
        Assert.Empty(preview["fulfillmentPreviewShipments"]!.AsArray());
        Assert.Null(preview["estimatedFees"]);
    }

    [Fact]
    public async Task AnAddressWithAWrongPostalCodeIsInvalid()
    {
        using var client = new Client();
        var request = Request();
        request["address"]!["postalCode"] = "ABC";
        Assert.Equal(
            "InvalidDestinationAddress", (await PreviewAsync(client, request))[0]["orderUnfulfillableReasons"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task AbroadOnlyStandardIsAvailable()
    {
        using var client = new Client();
        var request = Request();
        request["address"]!["countryCode"] = "CA";
        request["items"]![0]!["perUnitDeclaredValue"] = JsonNode.Parse("""{"currencyCode":"USD","value":"5"}""");
        Assert.Equal(
            [true, false, false], (await PreviewAsync(client, request)).Select(preview => preview["isFulfillable"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task AnIneligibleOrderCanBeAnsweredWithNotFound()
    {
        using var client = new Client(options => options.IneligiblePreviewIsNotFound = true);
        var reply = await client.SendAsync("POST", Path, Request(speeds: "ScheduledDelivery").ToJsonString());
        Assert.Equal((404, "DeliverySLAUnavailable"), (reply.Status, reply.Details));
        Assert.Equal(200, (await client.SendAsync("POST", Path, Request().ToJsonString())).Status);
    }

    [Fact]
    public async Task FeaturesAreRepeated()
    {
        using var client = new Client();
        var request = Request();
        request["featureConstraints"] = JsonNode.Parse("""[{"featureName":"BLANK_BOX","featureFulfillmentPolicy":"Required"}]""");
        Assert.True(JsonNode.DeepEquals(request["featureConstraints"], (await PreviewAsync(client, request))[0]["featureConstraints"]));
    }

    [Fact]
    public async Task InJapanAPreviewOffersWindowsIfTheyAreRequested()
    {
        using var client = new Client();
        var request = Request(speeds: "ScheduledDelivery", marketplace: Japan);
        Assert.Null((await PreviewAsync(client, request))[0]["scheduledDeliveryInfo"]);
        request["includeDeliveryWindows"] = true;
        var preview = (await PreviewAsync(client, request))[0];
        Assert.Equal("Asia/Tokyo", preview["scheduledDeliveryInfo"]!["deliveryTimeZone"]!.GetValue<string>());
        Assert.Equal(42, preview["scheduledDeliveryInfo"]!["deliveryWindows"]!.AsArray().Count);
        Assert.All(preview["estimatedFees"]!.AsArray(), fee => Assert.Equal("JPY", fee!["amount"]!["currencyCode"]!.GetValue<string>()));
    }

    [Fact]
    public async Task CashOnDeliveryIsASeparatePreview()
    {
        using var client = new Client();
        var request = Request(speeds: "Standard", marketplace: Japan);
        request["includeCODFulfillmentPreview"] = true;
        var previews = await PreviewAsync(client, request);
        Assert.Equal([false, true], previews.Select(preview => preview["isCODCapable"]!.GetValue<bool>()));
        Assert.Equal("FBAFulfillmentCODFee", previews[1]["estimatedFees"]!.AsArray()[^1]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task IndiaNeedsDeclaredValuesAndShowsNoFees()
    {
        using var client = new Client();
        var request = Request(speeds: "Standard", marketplace: India);
        (await client.SendAsync("POST", Path, request.ToJsonString())).Refused(
            "The request must contain the parameter Items.PerUnitDeclaredValue.");
        request["items"]![0]!["perUnitDeclaredValue"] = JsonNode.Parse("""{"currencyCode":"INR","value":"500"}""");
        Assert.Null((await PreviewAsync(client, request))[0]["estimatedFees"]);
    }

    [Theory]
    [InlineData("address", null, "The request must contain the parameter Address.")]
    [InlineData("items", null, "The request must contain the parameter Items.")]
    [InlineData("items", "[]", "The request must contain the parameter Items.")]
    [
        InlineData(
            "shippingSpeedCategories",
            """["Fast"]""",
            "Value Fast for parameter ShippingSpeedCategories is invalid. Reason: InvalidValue.")]
    [InlineData("includeDeliveryWindows", "\"yes\"", "Value  for parameter IncludeDeliveryWindows is invalid. Reason: InvalidValue.")]
    [
        InlineData(
            "featureConstraints",
            """[{"featureFulfillmentPolicy":"Maybe"}]""",
            "Value  for parameter FeatureFulfillmentPolicy is invalid. Reason: InvalidValue.")]
    public async Task WhatTheModelWouldRefuseIsRefused(string name, string? value, string message)
    {
        using var client = new Client();
        var request = Request();
        request[name] = value is null ? null : JsonNode.Parse(value);
        (await client.SendAsync("POST", Path, request.ToJsonString())).Refused(message);
    }

    [Fact]
    public async Task AMissingCountryIsAnsweredInAmazonsWords()
    {
        using var client = new Client();
        var request = Request();
        request["address"]!.AsObject().Remove("countryCode");
        (await client.SendAsync("POST", Path, request.ToJsonString())).Refused(
            "The request must contain the parameter Address.CountryCode.");
    }

    internal static JsonObject Request(int quantity = 1, string? speeds = null, string? marketplace = null) =>
        Request([("item-1", "SKU-1", quantity)], speeds, marketplace);

    internal static JsonObject Request(params (string Item, string Sku, int Quantity)[] items) => Request(items, null, null);

    private static JsonObject Request((string Item, string Sku, int Quantity)[] items, string? speeds, string? marketplace)
    {
        var country = marketplace switch
        {
            Japan => "JP",
            India => "IN",
            _ => "US",
        };
        var request = JsonNode.Parse($$"""
            {
              "address": { "name": "Ada Canary", "addressLine1": "1 Test Way", "city": "Troy", "postalCode": "{{(country == "JP" ? "100-0001" : "48084")}}", "countryCode": "{{country}}" }
            }
            """)!.AsObject();
        if (country == "JP")
        {
            request["address"]!.AsObject().Remove("city");
        }

        Client.WithItems(request, items);
        if (speeds is not null)
        {
            request["shippingSpeedCategories"] = new JsonArray(speeds);
        }

        if (marketplace is not null)
        {
            request["marketplaceId"] = marketplace;
        }

        return request;
    }

    internal static async Task<List<JsonNode>> PreviewAsync(Client client, JsonObject request) =>
        [
            .. (await client.SendAsync("POST", Path, request.ToJsonString())).Ok().Payload["fulfillmentPreviews"]!.AsArray()
                .Select(preview => preview!)];

    private static decimal Number(JsonNode? value) => decimal.Parse(value!.GetValue<string>(), CultureInfo.InvariantCulture);

    private static decimal Weight(JsonNode preview) => Number(preview["estimatedShippingWeight"]!["value"]);

    private static decimal Total(JsonNode preview) => preview["estimatedFees"]!.AsArray().Sum(fee => Number(fee!["amount"]!["value"]));

    private static decimal Fee(JsonNode preview, string name) =>
        Number(preview["estimatedFees"]!.AsArray().Single(fee => fee!["name"]!.GetValue<string>() == name)!["amount"]!["value"]);

    private static DateTimeOffset Arrival(JsonNode preview) =>
        DateTimeOffset.Parse(
            preview["fulfillmentPreviewShipments"]![0]!["latestArrivalDate"]!.GetValue<string>(), CultureInfo.InvariantCulture);
}
