using System;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Faults;
using Xunit;

namespace FbaOutbound.Sandbox.Tests.Merchant;

public class RestrictedTokenTests
{
    private const string Any = MerchantClient.Shipments + "/{shipmentId}";
    private const string Denied = "Access to requested resource is denied.";

    [Fact]
    public async Task ATokenIsGrantedForAnHour()
    {
        using var client = new MerchantClient();
        var reply = (await client.RestrictAsync(("GET", Any))).Ok();
        Assert.StartsWith("Atz.sprdt|", reply.Json["restrictedDataToken"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(3600, reply.Json["expiresIn"]!.GetValue<int>());
    }

    [Fact]
    public async Task AnAccessTokenAloneDoesNotOpenRestrictedOperations()
    {
        using var client = new MerchantClient();
        var id = await client.BuyIdAsync();
        foreach (var (method, path, body)
            in new[]
            {
                ("GET", $"{MerchantClient.Shipments}/{id}", null), ("DELETE", $"{MerchantClient.Shipments}/{id}", null),
                ("POST", MerchantClient.Shipments, MerchantClient.Purchase())
            })
        {
            var reply = await client.SendAsync(method, path, body);
            Assert.Equal((403, "Unauthorized", Denied, ""), (reply.Status, reply.Code, reply.Message, reply.Details));
        }

        Assert.Single(client.Sandbox.ShipmentIds);
    }

    [Fact]
    public async Task AGenericPathServesEveryShipment()
    {
        using var client = new MerchantClient();
        var (first, second) = (await client.BuyIdAsync(), await client.BuyIdAsync("903-0000000-0000001"));
        var token = (await client.RestrictAsync(("GET", Any))).Json["restrictedDataToken"]!.GetValue<string>();
        (await client.SendAsync("GET", $"{MerchantClient.Shipments}/{first}", null, token)).Ok();
        (await client.SendAsync("GET", $"{MerchantClient.Shipments}/{second}", null, token)).Ok();
        Assert.Equal(403, (await client.SendAsync("DELETE", $"{MerchantClient.Shipments}/{first}", null, token)).Status);
    }

    [Fact]
    public async Task ASpecificPathServesItsShipmentAlone()
    {
        using var client = new MerchantClient();
        var (first, second) = (await client.BuyIdAsync(), await client.BuyIdAsync("903-0000000-0000001"));
        var token = (
            await client.RestrictAsync(("GET", $"{MerchantClient.Shipments}/{first}"))).Json["restrictedDataToken"]!.GetValue<string>();
        (await client.SendAsync("GET", $"{MerchantClient.Shipments}/{first}", null, token)).Ok();
        var reply = await client.SendAsync("GET", $"{MerchantClient.Shipments}/{second}", null, token);
        Assert.Equal((403, Denied, ""), (reply.Status, reply.Message, reply.Details));
    }

    [Fact]
    public async Task ATokenExpiresByTheRealClock()
    {
        using var client = new MerchantClient();
        var id = await client.BuyIdAsync();
        var token = await client.RestrictedTokenAsync();
        client.Sandbox.Advance(TimeSpan.FromHours(2));
        (await client.SendAsync("GET", $"{MerchantClient.Shipments}/{id}", null, token)).Ok();
        client.Time.Advance(TimeSpan.FromHours(1));
        var reply = await client.SendAsync("GET", $"{MerchantClient.Shipments}/{id}", null, token);
        Assert.Equal((403, "The access token you provided has expired."), (reply.Status, reply.Details));
    }

    [Fact]
    public async Task RestrictedTokensCanBeCalledInWithoutTheAccessToken()
    {
        using var client = new MerchantClient();
        var id = await client.BuyIdAsync();
        var token = await client.RestrictedTokenAsync();
        client.Sandbox.ExpireRestrictedTokens();
        Assert.Equal(
            "The access token you provided has expired.",
            (await client.SendAsync("GET", $"{MerchantClient.Shipments}/{id}", null, token)).Details);
        (await client.GetAsync(id)).Ok();
        client.Sandbox.RevokeTokens();
        Assert.Equal(
            "The access token you provided is revoked, malformed or invalid.",
            (await client.SendAsync("GET", $"{MerchantClient.Shipments}/{id}", null, token)).Details);
    }

    [Theory]
    [InlineData("Atz.sprdt|made-up")]
    [InlineData("nothing at all")]
    public async Task AMadeUpTokenIsInvalid(string token)
    {
        using var client = new MerchantClient();
        var reply = await client.SendAsync("GET", $"{MerchantClient.Shipments}/{Guid.Empty}", null, token);
        Assert.Equal((403, "The access token you provided is revoked, malformed or invalid."), (reply.Status, reply.Details));
    }

    [Fact]
    public async Task TheTokenServiceAsksForAnAccessToken()
    {
        using var client = new MerchantClient { Token = "" };
        var reply = await client.RestrictAsync(("GET", Any));
        Assert.Equal((403, "Access token is missing in the request header."), (reply.Status, reply.Details));
    }

    [Fact]
    public async Task ARequestWithoutResourcesIsAnsweredAsAmazonsExampleHasIt()
    {
        using var client = new MerchantClient();
        foreach (var reply in new[] { await client.RestrictAsync(), await client.RestrictAsync(("", Any)),
            await client.SendAsync("POST", "/tokens/2021-03-01/restrictedDataToken", new JsonObject()) })
        {
            Assert.Equal(
                (400, "InvalidRequest", "Request is missing or has invalid parameters", "Resource not provided."),
                (reply.Status, reply.Code, reply.Message, reply.Details));
        }
    }

    [Fact]
    public async Task FiftyResourcesAreTheMost()
    {
        using var client = new MerchantClient();
        var resources = Enumerable.Range(0, 51).Select(_ => ("GET", $"{MerchantClient.Shipments}/{Guid.NewGuid()}")).ToArray();
        (await client.RestrictAsync(resources[..50])).Ok();
        Assert.Equal(400, (await client.RestrictAsync(resources)).Status);
    }

    [Theory]
    [InlineData("GET", "/fba/outbound/2020-07-01/fulfillmentOrders")]
    [InlineData("PUT", Any)]
    [InlineData("GET", MerchantClient.Shipments)]
    public async Task WhatIsNotRestrictedGetsNoToken(string method, string path)
    {
        using var client = new MerchantClient();
        Assert.Equal(400, (await client.RestrictAsync((method, path))).Status);
    }

    [Fact]
    public async Task TheTokenServiceHasTenAndOneMoreEverySecond()
    {
        using var client = new MerchantClient(options => options.Rate = null);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("1.0", (await client.RestrictAsync(("GET", Any))).Ok().Header("x-amzn-RateLimit-Limit"));
        }

        Assert.Equal(429, (await client.RestrictAsync(("GET", Any))).Status);
    }

    [Fact]
    public async Task TheTokenServiceFailsOnlyWhenItIsNamed()
    {
        using var client = new MerchantClient();
        client.Sandbox.Faults.Add(FaultKind.ErrorBefore);
        (await client.RestrictAsync(("GET", Any))).Ok();
        client.Sandbox.Faults.Add(FaultKind.ErrorBefore, "createRestrictedDataToken");
        Assert.Equal(500, (await client.RestrictAsync(("GET", Any))).Status);
    }
}
