using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class FeatureTests
{
    private const string Path = "/fba/outbound/2020-07-01/features";
    private const string Usa = "marketplaceId=ATVPDKIKX0DER";

    [Fact]
    public async Task AMarketplaceHasItsFeatures()
    {
        using var client = new Client(options => options.FeaturesNotEnrolled.Add("OVERBOX"));
        var features = (await client.SendAsync("GET", $"{Path}?{Usa}")).Ok().Payload["features"]!.AsArray();
        Assert.Contains("SIGNATURE_CONFIRMATION", features.Select(feature => feature!["featureName"]!.GetValue<string>()));
        Assert.Equal(
            ["OVERBOX"],
            features.Where(
                feature => !feature!["sellerEligible"]!.GetValue<bool>()
            ).Select(feature => feature!["featureName"]!.GetValue<string>()));
        var german = (await client.SendAsync("GET", Path + "?marketplaceId=A1PA6795UKMFR9")).Ok().Payload["features"]!.AsArray();
        Assert.DoesNotContain("SIGNATURE_CONFIRMATION", german.Select(feature => feature!["featureName"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("", "The request must contain a valid marketplace.")]
    [InlineData("?marketplaceId=x", "The request must contain a valid marketplace.")]
    [InlineData("/inventory/BLANK_BOX?marketplaceId=x", "The request must contain a valid marketplace.")]
    [InlineData("/inventory/PINK_BOX?" + Usa, "The request must contain a valid Feature")]
    [InlineData("/inventory/BLANK_BOX?" + Usa + "&queryStartDate=x", "timestamp must follow ISO8601")]
    [InlineData("/inventory/BLANK_BOX?" + Usa + "&nextToken=x", "Value  for parameter NextToken is invalid. Reason: InvalidValue.")]
    [InlineData("/inventory/BLANK_BOX/SKU-1?marketplaceId=x", "The request must contain a valid marketplace")]
    [InlineData("/inventory/PINK_BOX/SKU-1?" + Usa, "The request must contain a valid Feature")]
    public async Task WhatMakesNoSenseIsRefusedInAmazonsWords(string rest, string message)
    {
        using var client = new Client();
        (await client.SendAsync("GET", Path + rest)).Refused(message);
    }

    [Fact]
    public async Task InventoryComesInPages()
    {
        using var client = new Client(options => options.PageSize = 7);
        for (var i = 0; i < 40; i++)
        {
            client.Sandbox.SetStock($"SKU-{i:D2}", i);
        }

        var all = await InventoryAsync(client);
        Assert.True(all.Count > 14, $"{all.Count}");
        Assert.Equal(all.Keys.Order(StringComparer.Ordinal), all.Keys);
        Assert.All(all, pair => Assert.Equal(pair.Key, $"SKU-{pair.Value:D2}"));
    }

    [Fact]
    public async Task InventoryCanBeNarrowedToWhatHasChanged()
    {
        using var client = new Client();
        for (var i = 0; i < 10; i++)
        {
            client.Sandbox.SetStock($"SKU-{i:D2}", 5);
        }

        var before = await InventoryAsync(client);
        client.Pass(1);
        var changed = before.Keys.First();
        await client.CreateAsync(Client.Order(sku: changed));
        var after = await InventoryAsync(client, "&queryStartDate=2026-05-14T10:30:00.000Z");
        Assert.Equal([(changed, 4)], after.Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public async Task ASkuIsEligibleExactlyIfTheInventoryListsIt()
    {
        using var client = new Client();
        for (var i = 0; i < 12; i++)
        {
            client.Sandbox.SetStock($"SKU-{i:D2}", 5);
        }

        var listed = await InventoryAsync(client);
        Assert.InRange(listed.Count, 1, 11);
        for (var i = 0; i < 12; i++)
        {
            var sku = (await client.SendAsync("GET", $"{Path}/inventory/BLANK_BOX/SKU-{i:D2}?{Usa}")).Ok().Payload;
            var isListed = listed.ContainsKey($"SKU-{i:D2}");
            Assert.Equal(isListed, sku["isEligible"]!.GetValue<bool>());
            Assert.Equal(
                isListed ? [] : ["SKU_NOT_ELIGIBLE"], sku["ineligibleReasons"]!.AsArray().Select(reason => reason!.GetValue<string>()));
            Assert.Equal(isListed ? 5 : null, sku["skuCount"]?.GetValue<int>());
        }
    }

    [Fact]
    public async Task AnUnknownSkuAndAMissingEnrolmentAreReasons()
    {
        using var client = new Client(options => options.FeaturesNotEnrolled.Add("BLANK_BOX"));
        client.Sandbox.RemoveSku("A/B C");
        var sku = (await client.SendAsync("GET", $"{Path}/inventory/BLANK_BOX/A%2FB%20C?{Usa}")).Ok().Payload;
        Assert.Equal(
            ["MERCHANT_NOT_ENROLLED", "INVALID_SKU"], sku["ineligibleReasons"]!.AsArray().Select(reason => reason!.GetValue<string>()));
        Assert.Null(sku["sellerSku"]);
    }

    private static async Task<Dictionary<string, int>> InventoryAsync(Client client, string query = "")
    {
        Dictionary<string, int> all = [];
        string? token = null;
        do
        {
            var page = (
                await client.SendAsync(
                    "GET", $"{Path}/inventory/BLANK_BOX?{Usa}{query}{(token is null ? "" : "&nextToken=" + Uri.EscapeDataString(token))}"))
                .Ok().Payload;
            foreach (var sku in page["featureSkus"]!.AsArray())
            {
                all.Add(sku!["sellerSku"]!.GetValue<string>(), sku["skuCount"]!.GetValue<int>());
            }

            token = page["nextToken"]?.GetValue<string>();
        }
        while (token is not null);
        return all;
    }
}
