using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class OfferTests
{
    private const string Path = "/fba/outbound/2020-07-01/deliveryOffers";

    [Fact]
    public async Task OffersSayWhenAProductCouldArriveAndUntilWhenThatHolds()
    {
        using var client = new Client();
        client.Pass(0.5);
        var offers = await OffersAsync(client, Request());
        Assert.Equal(3, offers.Count);
        Assert.All(offers, offer => Assert.Equal("2026-05-14T11:00:00Z", offer!["expiresAt"]!.GetValue<string>()));
        Assert.Equal("2026-05-19T15:40:00Z", offers[0]!["dateRange"]!["earliest"]!.GetValue<string>());
        Assert.Equal("Get it as soon as Tue, May 19", offers[0]!["policy"]!["message"]!["text"]!.GetValue<string>());
        Assert.Equal("en_US", offers[0]!["policy"]!["message"]!["locale"]!.GetValue<string>());
    }

    [Fact]
    public async Task AnOfferStaysTheSameUntilItExpires()
    {
        using var client = new Client();
        var first = await OffersAsync(client, Request());
        client.Pass(0.9);
        Assert.True(JsonNode.DeepEquals(first, await OffersAsync(client, Request())));
        client.Pass(0.1);
        Assert.False(JsonNode.DeepEquals(first, await OffersAsync(client, Request())));
    }

    [Fact]
    public async Task ThereAreNoOffersForWhatIsNotInStock()
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-1", 2);
        Assert.NotEmpty(await OffersAsync(client, Request("2")));
        Assert.Empty(await OffersAsync(client, Request("3")));
    }

    [Fact]
    public async Task AnUnknownProductIsRefused()
    {
        using var client = new Client();
        client.Sandbox.RemoveSku("SKU-1");
        (await client.SendAsync("POST", Path, Request().ToJsonString())).Refused(
            "Value SKU-1 for parameter MerchantSku is invalid. Reason: InvalidValue.");
    }

    [Theory]
    [InlineData("product", null, "The request must contain the parameter Product.")]
    [InlineData("product", "{}", "The request must contain the parameter Product.ProductIdentifier.")]
    [
        InlineData(
            "product",
            """{"productIdentifier":{"merchantSku":"S"},"amount":{"unitOfMeasure":"Pounds","value":"1"}}""",
            "Value Pounds for parameter UnitOfMeasure is invalid. Reason: InvalidValue.")]
    [InlineData("terms", null, "The request must contain the parameter Terms.")]
    [
        InlineData(
            "terms",
            """{"origin":{"countryCode":"USA"},"destination":{}}""",
            "Value USA for parameter CountryCode is invalid. Reason: InvalidValue.")]
    [
        InlineData(
            "terms",
            """{"origin":{"countryCode":"US"},"destination":{}}""",
            "The request must contain the parameter Terms.Destination.DeliveryAddress.")]
    [InlineData("terms", """{"origin":{"countryCode":"US"},"destination":{"ipAddress":"1"}}""", null)]
    public async Task WhatTheModelWouldRefuseIsRefused(string name, string? value, string? message)
    {
        using var client = new Client();
        var request = Request();
        request[name] = value is null ? null : JsonNode.Parse(value);
        var reply = await client.SendAsync("POST", Path, request.ToJsonString());
        if (message is null)
        {
            reply.Ok();
        }
        else
        {
            reply.Refused(message);
        }
    }

    private static JsonObject Request(string amount = "1") => JsonNode.Parse($$"""
        {
          "product": { "productIdentifier": { "merchantSku": "SKU-1" }, "amount": { "unitOfMeasure": "Eaches", "value": "{{amount}}" } },
          "terms": { "origin": { "countryCode": "US" }, "destination": { "deliveryAddress": { "countryCode": "US", "postalCode": "48084" }, "ipAddress": "192.0.2.1" } }
        }
        """)!.AsObject();

    private static async Task<JsonArray> OffersAsync(Client client, JsonObject request) =>
        (await client.SendAsync("POST", Path, request.ToJsonString())).Ok().Payload["deliveryOffers"]!.AsArray();
}
