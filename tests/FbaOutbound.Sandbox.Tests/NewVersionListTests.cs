using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class NewVersionListTests
{
    [Fact]
    public async Task AListHoldsItemsAndShipments()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Everything("held"));
        await client.CreateNewAsync(NewVersion.Order("shipped"));
        client.Pass(6);
        var orders = (await client.ListNewAsync()).Answered(200).Json["orders"]!.AsArray();
        Assert.Equal(["held", "shipped"], orders.Select(order => order!["orderId"]!.GetValue<string>()));
        Assert.All(orders, order => Assert.NotEmpty(order!["lineItems"]!.AsArray()));
        Assert.NotNull(orders[1]!["shipments"]);
        Assert.Null((await client.ListNewAsync("?shipments=EXCLUDE")).Json["orders"]![1]!["shipments"]);
    }

    [Fact]
    public async Task AListComesInPagesAndTheLastHasNoToken()
    {
        using var client = new Client(options => options.PageSize = 3);
        for (var i = 0; i < 10; i++)
        {
            await client.CreateNewAsync(NewVersion.Order($"order-{i}"));
        }

        List<string> seen = [];
        List<int> sizes = [];
        for (string? token = ""; token is not null;)
        {
            var page = (await client.ListNewAsync(token.Length == 0 ? "" : "?pageToken=" + Uri.EscapeDataString(token))).Answered(200).Json;
            sizes.Add(page["orders"]!.AsArray().Count);
            seen.AddRange(page["orders"]!.AsArray().Select(order => order!["orderId"]!.GetValue<string>()));
            token = page["pagination"]?["nextToken"]?.GetValue<string>();
        }

        Assert.Equal([3, 3, 3, 1], sizes);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"order-{i}"), seen);
    }

    [Fact]
    public async Task AListShowsWhatWasUpdatedAfterATime()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Order("one", action: "HOLD"));
        client.Pass(1);
        await client.CreateNewAsync(NewVersion.Order("two", action: "HOLD"));
        Assert.Equal(["two"], await IdsAsync(client, "?updatedAfter=2026-05-14T10:00:00Z"));
        Assert.Equal(["one", "two"], await IdsAsync(client, "?updatedAfter=2026-05-14T09:59:59Z"));
        Assert.Empty(await IdsAsync(client, "?updatedAfter=2026-05-14T11:00:00Z"));
        client.Pass(36.5);
        Assert.Empty(await IdsAsync(client, ""));
    }

    [Theory]
    [InlineData("?updatedAfter=yesterday", "The value 'yesterday' is invalid for updatedAfter.")]
    [InlineData("?pageToken=abc", "The value '' is invalid for pageToken.")]
    [InlineData("?shipments=YES", "The value 'YES' is invalid for shipments.")]
    public async Task AQueryThatMakesNoSenseIsRefused(string query, string message)
    {
        using var client = new Client();
        (await client.ListNewAsync(query)).RefusedNew(message);
    }

    private static async Task<IEnumerable<string>> IdsAsync(Client client, string query) =>
        (await client.ListNewAsync(query)).Answered(200).Json["orders"]!.AsArray().Select(order => order!["orderId"]!.GetValue<string>());
}
