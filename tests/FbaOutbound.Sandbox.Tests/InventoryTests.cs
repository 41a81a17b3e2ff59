using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class InventoryTests
{
    private const string Usa = "ATVPDKIKX0DER";
    private const string Path =
        $"/fba/inventory/v1/summaries?granularityType=Marketplace&granularityId={Usa}&marketplaceIds={Usa}&details=true";

    [Fact]
    public async Task StockThatOrdersReserveIsNotFulfillableAndLeavesWhenItShips()
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-1", 10);
        Assert.Equal((10, 0, 10), await UnitsAsync(client));
        await client.CreateAsync(Client.Held("held", quantity: 3));
        await client.CreateAsync(Client.Order("order-1", quantity: 2));
        Assert.Equal((5, 5, 10), await UnitsAsync(client));
        await client.CancelAsync("held");
        Assert.Equal((8, 2, 10), await UnitsAsync(client));
        client.Pass(48);
        Assert.Equal((8, 0, 8), await UnitsAsync(client));
    }

    [Fact]
    public async Task AReturnedUnitThatIsDamagedCannotBeSold()
    {
        using var client = new Client();
        client.Sandbox.SetStock("SKU-1", 10);
        await client.CreateAsync(Client.Order(quantity: 2));
        client.Pass(48);
        var shipment = (await client.GetAsync()).Payload["fulfillmentShipments"]![0]!["amazonShipmentId"];
        foreach (var (id, reason) in new[] { ("r-1", "CR-DEFECTIVE"), ("r-2", "CR-DAMAGED_BY_CARRIER") })
        {
            (await client.SendAsync(
                "PUT",
                Client.Orders + "/order-1/return",
                $$"""{"items":[{"sellerReturnItemId":"{{id}}","sellerFulfillmentOrderItemId":"item-1","amazonShipmentId":"{{shipment}}","returnReasonCode":"{{reason}}"}]}""")).Ok();
        }

        client.Pass(24 * 90);
        var bad = (await ListAsync(client, "&sellerSkus=SKU-1"))[0]["inventoryDetails"]!["unfulfillableQuantity"]!;
        Assert.Equal(
            (2, 1, 1, 0),
            (Int(bad["totalUnfulfillableQuantity"]), Int(bad["defectiveQuantity"]), Int(bad["carrierDamagedQuantity"]),
                Int(bad["customerDamagedQuantity"])));
        Assert.Equal((8, 0, 10), await UnitsAsync(client));
    }

    [Fact]
    public async Task ASkuThatNobodyNamedHasTheDefaultStockAndAnUnknownOneIsLeftOut()
    {
        using var client = new Client(options => options.DefaultStock = 77);
        client.Sandbox.RemoveSku("GONE");
        var found = await ListAsync(client, "&sellerSkus=ANY,GONE,any");
        Assert.Equal(["ANY", "any"], found.Select(entry => entry["sellerSku"]!.GetValue<string>()));
        Assert.All(found, entry => Assert.Equal(77, Int(entry["totalQuantity"])));
    }

    [Fact]
    public async Task TheListComesInPagesWhoseTokensAreGoodForThirtySeconds()
    {
        using var client = new Client(options => options.PageSize = 7);
        for (var i = 0; i < 20; i++)
        {
            client.Sandbox.SetStock($"SKU-{i:D2}", i);
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"SKU-{i:D2}"), await AllAsync(client, TimeSpan.FromSeconds(29)));
        var token = (await client.SendAsync("GET", Path)).Ok().Json["pagination"]!["nextToken"]!.GetValue<string>();
        client.Sandbox.Advance(TimeSpan.FromDays(1));
        (await client.SendAsync("GET", $"{Path}&nextToken={Uri.EscapeDataString(token)}")).Ok();
        client.Time.Advance(TimeSpan.FromSeconds(30));
        (await client.SendAsync("GET", $"{Path}&nextToken={Uri.EscapeDataString(token)}")).Refused("Next token is invalid or expired");
    }

    [Fact]
    public async Task TheListCanBeNarrowedToWhatHasChangedAndIgnoresSkusThen()
    {
        using var client = new Client();
        client.Sandbox.SetStock("OLD", 5);
        client.Sandbox.SetStock("SKU-1", 5);
        client.Pass(1);
        await client.CreateAsync(Client.Order());
        var found = await ListAsync(client, "&startDateTime=2026-05-14T10%3A30%3A00Z&sellerSkus=OLD");
        Assert.Equal(["SKU-1"], found.Select(entry => entry["sellerSku"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("&startDateTime=x", "Query parameter [startDateTime] value is not a valid ISO date-time object")]
    [InlineData("&startDateTime=2024-01-01T00%3A00%3A00Z", "Value  for parameter startDateTime is invalid. Reason: InvalidValue.")]
    [InlineData("&nextToken=x", "Next token is invalid or expired")]
    public async Task WhatMakesNoSenseIsRefused(string rest, string message)
    {
        using var client = new Client();
        (await client.SendAsync("GET", Path + rest)).Refused(message);
    }

    [Fact]
    public async Task ARequestNamesAtMostFiftySkus()
    {
        using var client = new Client();
        var skus = Path + "&sellerSkus=" + string.Join(",", Enumerable.Range(1, 50));
        (await client.SendAsync("GET", skus)).Ok();
        (await client.SendAsync("GET", skus + ",51")).Refused("Value  for parameter sellerSkus is invalid. Reason: InvalidValue.");
    }

    [Fact]
    public async Task AMarketplaceOfAnotherRegionOrNoneIsRefused()
    {
        using var client = new Client(options => options.WrongRegion = true);
        Assert.Equal(400, (await client.SendAsync("GET", Path)).Status);
        using var other = new Client();
        Assert.Equal(400, (await other.SendAsync("GET", "/fba/inventory/v1/summaries")).Status);
    }

    [Fact]
    public async Task TheBurstIsTwoRequests()
    {
        using var client = new Client(options => options.Rate = null);
        (await client.SendAsync("GET", Path)).Ok();
        (await client.SendAsync("GET", Path)).Ok();
        Assert.Equal(429, (await client.SendAsync("GET", Path)).Status);
    }

    private static int Int(JsonNode? node) => node!.GetValue<int>();

    private static async Task<List<JsonNode>> ListAsync(Client client, string rest) =>
        [.. (await client.SendAsync("GET", Path + rest)).Ok().Payload["inventorySummaries"]!.AsArray().Select(entry => entry!)];

    private static async Task<(int Fulfillable, int Reserved, int Total)> UnitsAsync(Client client)
    {
        var entry = (await ListAsync(client, "&sellerSkus=SKU-1")).Single();
        var details = entry["inventoryDetails"]!;
        return (
            Int(details["fulfillableQuantity"]),
            Int(details["reservedQuantity"]!["totalReservedQuantity"]),
            Int(entry["totalQuantity"]));
    }

    private static async Task<List<string>> AllAsync(Client client, TimeSpan between)
    {
        List<string> skus = [];
        string? token = null;
        do
        {
            var reply = (await client.SendAsync("GET", Path + (token is null ? "" : "&nextToken=" + Uri.EscapeDataString(token)))).Ok();
            skus.AddRange(reply.Payload["inventorySummaries"]!.AsArray().Select(entry => entry!["sellerSku"]!.GetValue<string>()));
            token = reply.Json["pagination"]?["nextToken"]?.GetValue<string>();
            client.Time.Advance(between);
        }
        while (token is not null);
        return skus;
    }
}
