using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Faults;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class TransportTests
{
    [Fact]
    public async Task EachOfManyParallelCreationsIsTakenExactlyOnce()
    {
        using var client = new Client();
        await client.ListAsync();
        client.Sandbox.SetStock("SKU-1", 1000);
        var taken = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 2000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (number, _) =>
        {
            var reply = await client.CreateAsync(Client.Order($"order-{number % 500}"));
            Interlocked.Add(ref taken, reply.Status == 200 ? 1 : 0);
        });
        Assert.Equal(500, taken);
        Assert.Equal(500, client.Sandbox.OrderCount);
        Assert.Equal(500, client.Sandbox.GetStock("SKU-1"));
    }

    [Fact]
    public async Task DisposingATransportDoesNotEndTheSandbox()
    {
        using var client = new Client();
        using (var http = new HttpClient(client.Sandbox.CreateHandler()))
        {
            using var response = await http.GetAsync(new Uri("https://x/"));
        }

        (await client.ListAsync()).Ok();
    }

    [Fact]
    public async Task ACancelledRequestIsNotSent()
    {
        using var client = new Client();
        await client.ListAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            client.SendAsync("POST", Client.Orders, Client.Order().ToJsonString(), new CancellationToken(true)));
        Assert.Equal(0, client.Sandbox.OrderCount);
    }

    [Fact]
    public async Task RequestIdsDifferAndFollowFromTheSeed()
    {
        using var one = new Client(options => options.Seed = 3);
        using var two = new Client(options => options.Seed = 3);
        var ids = new[] { (await one.ListAsync()).Header("x-amzn-RequestId"), (await one.ListAsync()).Header("x-amzn-RequestId") };
        Assert.NotEqual(ids[0], ids[1]);
        Assert.Equal(ids[0], (await two.ListAsync()).Header("x-amzn-RequestId"));
    }

    [Fact]
    public async Task TheLogSaysThatADroppedAnswerWasTakenAndNeverSeen()
    {
        using var client = new Client();
        await client.ListAsync();
        client.Sandbox.Faults.Add(FaultKind.DropAfter);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateAsync(Client.Order()));
        var entry = client.Sandbox.Requests[^1];
        Assert.Equal((0, true, "taken, DropAfter"), (entry.Status, entry.Taken, entry.Outcome));
    }

    [Fact]
    public async Task AResetForgetsEverythingButTheClock()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        client.Sandbox.Advance(TimeSpan.FromDays(3));
        var now = client.Sandbox.Now;
        client.Sandbox.Faults.Add(FaultKind.ErrorBefore);
        client.Sandbox.Reset();
        Assert.Equal(now, client.Sandbox.Now);
        Assert.Empty(client.Sandbox.Requests);
        (await client.CreateAsync(Client.Order())).Ok();
    }

    [Fact]
    public async Task NothingThatTheSandboxShowsNamesARecipient()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        client.Pass(10);
        var order = client.Sandbox.Find("order-1")!;
        var text = System.Text.Json.JsonSerializer.Serialize(order) + order + order.Items[0] + order.Shipments[0] + client.Sandbox;
        Assert.DoesNotContain("Canary", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Test Way", text, StringComparison.Ordinal);
    }
}
