using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class NewVersionPreviewTests
{
    private const string Previews = NewVersion.Base + "/previews";
    private const string Offers = NewVersion.Base + "/offers";

    [Fact]
    public async Task APreviewPlansShipmentsWithAnOfferForEachTier()
    {
        using var client = new Client();
        var shipment = Assert.Single((await PreviewAsync(client, Request())).AsArray());
        Assert.Equal("LB", shipment!["estimatedShippingWeight"]!["unit"]!.GetValue<string>());
        Assert.Equal("2.0", shipment["items"]![0]!["amount"]!["value"]!.GetValue<string>());
        Assert.Equal(["STANDARD", "EXPEDITED"], Tiers(shipment));
        var totals = shipment["offers"]!.AsArray().Select(offer => Number(offer!["estimatedPrice"]!["totalPrice"]!["amount"])).ToList();
        Assert.True(totals[0] < totals[1]);
        Assert.All(shipment["offers"]!.AsArray(), offer => Assert.Equal(
            Number(offer!["estimatedPrice"]!["totalPrice"]!["amount"]),
            offer["estimatedPrice"]!["rollupPrices"]!.AsArray().Sum(price => Number(price!["value"]!["amount"]))));
    }

    [Fact]
    public async Task FeesCanBeLeftOutAndPaymentOnDeliveryRequested()
    {
        using var client = new Client();
        var request = Request();
        request["excludeEstimatedFees"] = true;
        request["includePaymentOnDelivery"] = true;
        var offer = (await PreviewAsync(client, request))[0]!["offers"]![0]!;
        Assert.Null(offer["estimatedPrice"]);
        Assert.Equal("DISABLED", offer["fulfillmentConfiguration"]!["services"]!["delivery"]!["paymentOnDelivery"]!.GetValue<string>());
    }

    [Fact]
    public async Task ServicesAreRepeated()
    {
        using var client = new Client();
        var request = Request();
        request["fulfillmentConfiguration"] = JsonNode.Parse(
            """{"services":{"packaging":{"packagingOption":"UNBRANDED","overbox":"REQUIRED"},"additional":{"blockAMZL":"REQUIRED"}}}""");
        var services = (await PreviewAsync(client, request))[0]!["offers"]![0]!["fulfillmentConfiguration"]!["services"];
        Assert.True(JsonNode.DeepEquals(request["fulfillmentConfiguration"]!["services"], services));
    }

    [Fact]
    public async Task WhatCannotBeHadIsAConstraint()
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-1", 1);
        var answer = (await client.SendAsync("POST", Previews, Request("US", ["STANDARD", "PRIORITY"]).ToJsonString())).Answered(200).Json;
        Assert.Equal(["STANDARD"], Tiers(answer["plannedShipments"]![0]!));
        var constraints = answer["constraints"]!.AsArray();
        Assert.Equal(
            ["ItemQuantityNotAvailable", "DeliverySLAUnavailable"], constraints.Select(one => one!["code"]!.GetValue<string>()).Distinct());
        Assert.All(constraints, one => Assert.Equal("ValidationError", one!["type"]!.GetValue<string>()));
        Assert.Equal(
            "serviceTier",
            constraints.Single(
                one => one!["code"]!.GetValue<string>() == "DeliverySLAUnavailable")!["details"]![0]!["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task PriorityIsAvailableInCanada()
    {
        using var client = new Client();
        Assert.Equal(["STANDARD", "EXPEDITED", "PRIORITY"], Tiers((await PreviewAsync(client, Request("CA")))[0]!));
    }

    [Theory]
    [InlineData("lineItems", "[]", "The request must contain the parameter lineItems.")]
    [InlineData("destination", "{}", "The request must contain the parameter destination.deliveryAddress.")]
    [InlineData("excludeEstimatedFees", "\"yes\"", "The value '' is invalid for excludeEstimatedFees.")]
    [
        InlineData(
            "fulfillmentConfiguration",
            """{"serviceLevel":{"serviceTiers":"STANDARD"}}""",
            "The value '' is invalid for fulfillmentConfiguration.serviceLevel.serviceTiers.")]
    public async Task WhatTheModelWouldRefuseIsRefused(string name, string value, string message)
    {
        using var client = new Client();
        var request = Request();
        request[name] = JsonNode.Parse(value);
        (await client.SendAsync("POST", Previews, request.ToJsonString())).RefusedNew(message);
    }

    [Fact]
    public async Task AnOfferStaysTheSameUntilItExpires()
    {
        using var client = new Client();
        client.Pass(0.25);
        var first = await OffersAsync(client);
        Assert.Equal("2026-05-14T11:00:00Z", first[0]!["offers"]![0]!["expiryTime"]!.GetValue<string>());
        client.Pass(0.7);
        Assert.True(JsonNode.DeepEquals(first, await OffersAsync(client)));
        client.Pass(0.1);
        var second = await OffersAsync(client);
        Assert.Equal("2026-05-14T12:00:00Z", second[0]!["offers"]![0]!["expiryTime"]!.GetValue<string>());
        Assert.False(JsonNode.DeepEquals(first, second));
    }

    [Fact]
    public async Task AnItemWithoutStockHasAConstraintInsteadOfOffers()
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-2", 0);
        var results = await OffersAsync(client, "SKU-1", "SKU-2");
        Assert.Equal(2, results[0]!["offers"]!.AsArray().Count);
        Assert.Empty(results[0]!["constraints"]!.AsArray());
        Assert.Empty(results[1]!["offers"]!.AsArray());
        Assert.Equal("ItemQuantityNotAvailable", results[1]!["constraints"]![0]!["code"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("origin", null, "The request must contain the parameter origin.")]
    [InlineData("items", null, "The request must contain the parameter items.")]
    [InlineData("items", "[{}]", "The request must contain the parameter items.productIdentifier.")]
    [InlineData("destination", """{"ipAddress":"x"}""", "The value '' is invalid for destination.ipAddress.")]
    [
        InlineData(
            "destination",
            """{"deliveryAddress":{"countryCode":"US"}}""",
            "The request must contain the parameter destination.deliveryAddress.postalCode.")]
    public async Task AnOfferRequestThatTheModelWouldRefuseIsRefused(string name, string? value, string message)
    {
        using var client = new Client();
        var request = OfferRequest("SKU-1");
        request[name] = value is null ? null : JsonNode.Parse(value);
        (await client.SendAsync("POST", Offers, request.ToJsonString())).RefusedNew(message);
    }

    internal static JsonObject Request(string country = "US", string[]? tiers = null)
    {
        var request = JsonNode.Parse($$"""
            {
              "origin": { "countryCode": "{{country}}" },
              "destination": { "deliveryAddress": { "name": "Ada Canary", "addressLine1": "1 Test Way", "city": "Troy", "postalCode": "{{(country == "JP" ? "100-0001" : "48084")}}", "countryCode": "{{country}}" } },
              "lineItems": [ { "product": { "productIdentifier": { "amazonSku": "SKU-1" } }, "amount": { "unit": "EACHES", "value": "2" } } ]
            }
            """)!.AsObject();
        if (country == "JP")
        {
            request["destination"]!["deliveryAddress"]!.AsObject().Remove("city");
        }

        if (tiers is not null)
        {
            request["fulfillmentConfiguration"] = new JsonObject
            {
                ["serviceLevel"] = new JsonObject { ["serviceTiers"] = new JsonArray([.. tiers.Select(tier => (JsonNode)tier)]) },
            };
        }

        return request;
    }

    private static async Task<JsonNode> PreviewAsync(Client client, JsonObject request) =>
        (await client.SendAsync("POST", Previews, request.ToJsonString())).Answered(200).Json["plannedShipments"]!;

    private static JsonObject OfferRequest(params string[] skus) => new()
    {
        ["origin"] = new JsonObject { ["countryCode"] = "US" },
        ["destination"] = JsonNode.Parse("""{"deliveryAddress":{"countryCode":"US","postalCode":"48084"},"ipAddress":"192.0.2.1"}"""),
        ["items"] = new JsonArray(
            [.. skus.Select(sku => (JsonNode)new JsonObject { ["productIdentifier"] = new JsonObject { ["amazonSku"] = sku } })]),
    };

    private static async Task<JsonArray> OffersAsync(Client client, params string[] skus) =>
        (await client.SendAsync("POST", Offers, OfferRequest(skus.Length == 0 ? ["SKU-1"] : skus).ToJsonString())).Answered(200)
            .Json["offerResults"]!.AsArray();

    private static IEnumerable<string> Tiers(JsonNode shipment) =>
        shipment["offers"]!.AsArray().Select(
            offer => offer!["fulfillmentConfiguration"]!["serviceLevel"]!["serviceTier"]!.GetValue<string>());

    private static decimal Number(JsonNode? value) => decimal.Parse(value!.GetValue<string>(), CultureInfo.InvariantCulture);
}
