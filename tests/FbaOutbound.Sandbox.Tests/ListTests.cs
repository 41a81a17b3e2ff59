using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class ListTests
{
    [Fact]
    public async Task AListHoldsHeadsWithoutItemsAndShipments()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        client.Pass(10);
        var order = Assert.Single((await client.ListAsync()).Ok().Payload["fulfillmentOrders"]!.AsArray())!.AsObject();
        Assert.Equal("Complete", order["fulfillmentOrderStatus"]!.GetValue<string>());
        Assert.DoesNotContain(order, member => member.Key is "fulfillmentOrderItems" or "fulfillmentShipments" or "items");
    }

    [Fact]
    public async Task AListSelectsByLastChangeOfStatusAtOrAfterTheStart()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Held("held"));
        await client.CreateAsync(Client.Order("shipped"));
        client.Pass(10);
        Assert.Equal(["shipped"], Ids(await client.ListAsync("2026-05-14T14:40:00Z")));
        Assert.Empty(Ids(await client.ListAsync("2026-05-14T14:40:01Z")));
        Assert.Equal(["held", "shipped"], Ids(await client.ListAsync("2026-05-14T10:00:00Z")));
    }

    [Fact]
    public async Task AListWithoutStartReachesBackThirtySixHours()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Held("old"));
        client.Pass(36.1);
        await client.CreateAsync(Client.Held("young"));
        Assert.Equal(["young"], Ids(await client.ListAsync()));
    }

    [Theory]
    [InlineData("2026-05-14")]
    [InlineData("2026-05-14T10:00:00+00:00")]
    public async Task ABadStartIsRefused(string start)
    {
        using var client = new Client();
        (await client.ListAsync(start)).Refused("timestamp must follow ISO8601");
    }

    [Fact]
    public async Task AMadeUpTokenIsRefused()
    {
        using var client = new Client();
        (await client.ListAsync(token: "bm9wZQ==")).Refused("Value  for parameter NextToken is invalid. Reason: InvalidValue.");
    }

    [Fact]
    public async Task PagesHoldFiftyOrdersAndEndWithoutAToken()
    {
        using var client = new Client();
        for (var i = 0; i < 120; i++)
        {
            await client.CreateAsync(Client.Held($"order-{i}"));
        }

        var pages = new List<int>();
        string? token = null;
        do
        {
            var reply = await client.ListAsync(token: token);
            pages.Add(Ids(reply).Count);
            token = reply.Payload["nextToken"]?.GetValue<string>();
        }
        while (token is not null);
        Assert.Equal([50, 50, 20], pages);
    }

    [Fact]
    public async Task ExactlyOneFullPageHasNoNext()
    {
        using var client = new Client(options => options.PageSize = 2);
        await client.CreateAsync(Client.Held("a"));
        await client.CreateAsync(Client.Held("b"));
        Assert.Null((await client.ListAsync()).Payload["nextToken"]);
    }

    [Fact]
    public async Task NoOrderIsLostOrShownTwiceWhenOrdersChangeBetweenPages()
    {
        using var client = new Client(options => options.PageSize = 3);
        for (var i = 0; i < 12; i++)
        {
            await client.CreateAsync(Client.Order($"order-{i}"));
        }

        var seen = new List<string>();
        string? token = null;
        var page = 0;
        do
        {
            var reply = await client.ListAsync(token: token);
            seen.AddRange(Ids(reply));
            token = reply.Payload["nextToken"]?.GetValue<string>();
            await client.CancelAsync($"order-{11 - page++}");
            await client.CreateAsync(Client.Order($"late-{page}"));
            client.Pass(0.3);
        }
        while (token is not null);
        Assert.Equal(Enumerable.Range(0, 12).Select(number => $"order-{number}"), seen);
    }

    [Fact]
    public async Task AHiddenOrderIsNotListedUntilItCanBeRead()
    {
        using var client = new Client(options => options.ReadableAfter = TimeSpan.FromSeconds(20));
        await client.CreateAsync(Client.Held());
        Assert.Empty(Ids(await client.ListAsync()));
        Assert.Equal(400, (await client.GetAsync()).Status);
        client.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(["order-1"], Ids(await client.ListAsync()));
        (await client.GetAsync()).Ok();
    }

    private static List<string> Ids(Reply reply) =>
        [.. reply.Ok().Payload["fulfillmentOrders"]!.AsArray().Select(order => order!["sellerFulfillmentOrderId"]!.GetValue<string>())];
}
