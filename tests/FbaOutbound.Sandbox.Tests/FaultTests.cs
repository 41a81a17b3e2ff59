using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Faults;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class FaultTests
{
    [Theory]
    [InlineData(FaultKind.DropBefore, false)]
    [InlineData(FaultKind.DropAfter, true)]
    public async Task ADroppedConnectionLooksLikeANetworksAndMayHaveBeenTaken(FaultKind kind, bool taken)
    {
        using var client = new Client();
        client.Sandbox.Faults.Add(kind);
        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateAsync(Client.Order()));
        var socket = Assert.IsType<SocketException>(Assert.IsType<IOException>(exception.InnerException).InnerException);
        Assert.Equal(SocketError.ConnectionReset, socket.SocketErrorCode);
        Assert.Equal(taken ? 1 : 0, client.Sandbox.OrderCount);
        Assert.Equal(taken, client.Sandbox.Requests[^1].Taken);
        Assert.Equal(kind, client.Sandbox.Requests[^1].Fault);
    }

    [Fact]
    public async Task ARefusedConnectionWasNeverMade()
    {
        using var client = new Client();
        client.Sandbox.Faults.Add(FaultKind.ConnectionRefused);
        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateAsync(Client.Order()));
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(exception.InnerException).SocketErrorCode);
        Assert.Equal(0, client.Sandbox.OrderCount);
    }

    [Fact]
    public async Task AnOrderCanLandAfterItsConnectionDied()
    {
        using var client = new Client();
        client.Sandbox.Faults.Add(FaultKind.LandLater, delay: TimeSpan.FromSeconds(7));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateAsync(Client.Order()));
        client.Time.Advance(TimeSpan.FromSeconds(6.9));
        (await client.GetAsync()).Refused("Requested order 'order-1' not found");
        client.Time.Advance(TimeSpan.FromSeconds(0.1));
        (await client.GetAsync()).Ok();
        Assert.Equal("2026-05-14T10:00:07Z", (await client.GetAsync()).Payload["fulfillmentOrder"]!["receivedDate"]!.GetValue<string>());
    }

    [Fact]
    public async Task AnOrderThatLandsLaterIsRefusedIfItsIdWasUsedMeanwhile()
    {
        using var client = new Client();
        client.Sandbox.Faults.Add(FaultKind.LandLater, delay: TimeSpan.FromSeconds(7));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateAsync(Client.Order(quantity: 1)));
        (await client.CreateAsync(Client.Order(quantity: 2))).Ok();
        client.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(2, client.Sandbox.Find("order-1")!.Items[0].Quantity);
        Assert.Equal(1, client.Sandbox.OrderCount);
    }

    [Theory]
    [InlineData(FaultKind.ErrorBefore, 500, "InternalFailure", false)]
    [InlineData(FaultKind.ErrorAfter, 500, "InternalFailure", true)]
    [InlineData(FaultKind.UnavailableBefore, 503, "ServiceUnavailable", false)]
    [InlineData(FaultKind.UnavailableAfter, 503, "ServiceUnavailable", true)]
    [InlineData(FaultKind.TokenExpired, 403, "Unauthorized", false)]
    [InlineData(FaultKind.Throttled, 429, "QuotaExceeded", false)]
    [InlineData(FaultKind.BurntId, 500, "InternalFailure", false)]
    [InlineData(FaultKind.OkWithErrors, 200, "InternalFailure", false)]
    public async Task AFaultAnswersSoAndTakesTheOrderOrNot(FaultKind kind, int status, string code, bool taken)
    {
        using var client = new Client();
        client.Sandbox.Faults.Add(kind);
        var reply = await client.CreateAsync(Client.Order());
        Assert.Equal(status, reply.Status);
        Assert.Equal(code, reply.Code);
        Assert.Equal(taken ? 1 : 0, client.Sandbox.OrderCount);
    }

    [Theory]
    [InlineData(FaultKind.HtmlBody, "text/html", "<!DOCTYPE html>")]
    [InlineData(FaultKind.EmptyBody, "application/json", "")]
    [InlineData(FaultKind.WrongContentType, "text/plain", "{}")]
    public async Task ABrokenBodyComesWithATakenOrder(FaultKind kind, string type, string start)
    {
        using var client = new Client();
        client.Sandbox.Faults.Add(kind);
        var reply = await client.CreateAsync(Client.Order());
        Assert.Equal(200, reply.Status);
        Assert.Equal(type, reply.ContentType);
        Assert.StartsWith(start, reply.Text, StringComparison.Ordinal);
        Assert.Equal(1, client.Sandbox.OrderCount);
    }

    [Fact]
    public async Task ATruncatedBodyEndsWithTheConnection()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        client.Sandbox.Faults.Add(FaultKind.TruncatedBody);
        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync());
        Assert.IsAssignableFrom<IOException>(exception.InnerException);
    }

    [Fact]
    public async Task ABurntIdIsADuplicateOnCreateAndUnknownOnGet()
    {
        using var client = new Client();
        client.Sandbox.Faults.Add(FaultKind.BurntId);
        await client.CreateAsync(Client.Order());
        (await client.CreateAsync(Client.Order())).Refused("A create request already exists for MerchantFulfillmentOrderId : order-1");
        (await client.GetAsync()).Refused("Requested order 'order-1' not found");
    }

    [Fact]
    public async Task ATakenOrderCanBeUnreadableForAWhile()
    {
        using var client = new Client();
        client.Sandbox.Faults.Add(FaultKind.Unreadable, delay: TimeSpan.FromSeconds(12));
        (await client.CreateAsync(Client.Order())).Ok();
        (await client.GetAsync()).Refused("Requested order 'order-1' not found");
        Assert.Empty((await client.ListAsync()).Payload["fulfillmentOrders"]!.AsArray());
        (await client.CreateAsync(Client.Order())).Refused("A create request already exists for MerchantFulfillmentOrderId : order-1");
        client.Time.Advance(TimeSpan.FromSeconds(12));
        (await client.GetAsync()).Ok();
        Assert.Single((await client.ListAsync()).Payload["fulfillmentOrders"]!.AsArray());
    }

    [Fact]
    public async Task AConnectionCanDieAndTheTakenOrderBeUnreadable()
    {
        using var client = new Client();
        client.Sandbox.Faults.Add(FaultKind.DropUnreadable, delay: TimeSpan.FromSeconds(12));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateAsync(Client.Order()));
        (await client.GetAsync()).Refused("Requested order 'order-1' not found");
        client.Time.Advance(TimeSpan.FromSeconds(12));
        (await client.GetAsync()).Ok();
    }

    [Fact]
    public async Task ASilentDuplicateSaysDoneAndChangesNothing()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order(quantity: 1));
        client.Sandbox.Faults.Add(FaultKind.SilentDuplicate);
        Assert.Equal("{}", (await client.CreateAsync(Client.Order(quantity: 9))).Ok().Text);
        Assert.Equal(1, client.Sandbox.Find("order-1")!.Items[0].Quantity);
    }

    [Fact]
    public async Task AReadCanBeDenied()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        client.Sandbox.Faults.Add(FaultKind.ReadDenied);
        var reply = await client.GetAsync();
        Assert.Equal(403, reply.Status);
        Assert.Equal("", reply.Details);
    }

    [Fact]
    public async Task AReadCanFailWithA500InItsText()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        client.Sandbox.Faults.Add(FaultKind.ReadFailed);
        (await client.GetAsync()).Refused(
            "Unable to get order info for GetOrderByMerchantOrderIdRequest, merchantOrderId=order-1, includeReturns=true, "
                + "includeShipments=true). Received error message: Received 500 response");
    }

    [Fact]
    public async Task AReadCanComeInUpperCase()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        client.Sandbox.Faults.Add(FaultKind.ReadUpperCase);
        using var http = new HttpClient(client.Sandbox.CreateHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("https://x" + Client.Orders + "/order-1"));
        request.Headers.Add("x-amz-access-token", client.Token);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.Contains("\"ADA CANARY\"", text, StringComparison.Ordinal);
        Assert.Contains("\"RECEIVED\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReadCanMaskTheRecipient()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        client.Sandbox.Faults.Add(FaultKind.ReadMasked);
        var reply = await client.GetAsync();
        Assert.DoesNotContain("Canary", reply.Text, StringComparison.Ordinal);
        Assert.Equal("****", reply.Payload["fulfillmentOrder"]!["destinationAddress"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task AReadCanLeaveOutWhatTheModelDoesNotRequire()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        client.Sandbox.Faults.Add(FaultKind.ReadSparse);
        var head = (await client.GetAsync()).Payload["fulfillmentOrder"]!.AsObject();
        Assert.False(head.ContainsKey("fulfillmentAction"));
        Assert.False(head["destinationAddress"]!.AsObject().ContainsKey("city"));
    }

    [Fact]
    public async Task AReadCanShowWhatWasThereAWhileAgo()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        client.Sandbox.Advance(TimeSpan.FromSeconds(10));
        await client.CreateAsync(Client.Order("order-2"));
        client.Sandbox.Faults.Add(FaultKind.ReadStale, delay: TimeSpan.FromSeconds(5), times: 3);
        (await client.GetAsync("order-2")).Refused("Requested order 'order-2' not found");
        Assert.Equal(200, (await client.GetAsync()).Status);
        Assert.Single((await client.ListAsync()).Payload["fulfillmentOrders"]!.AsArray());
        Assert.Equal(200, (await client.GetAsync("order-2")).Status);
        Assert.Equal(2, (await client.ListAsync()).Payload["fulfillmentOrders"]!.AsArray().Count);
    }

    [Fact]
    public async Task AnAnswerCanComeAfterItsReaderGaveUpAndTheOrderIsTakenAllTheSame()
    {
        using var client = new Client();
        await client.ListAsync();
        client.Sandbox.Faults.Add(FaultKind.LateAnswer, delay: TimeSpan.FromSeconds(100));
        using var deadline = new CancellationTokenSource();
        var sending = client.SendAsync("POST", Client.Orders, Client.Order().ToJsonString(), deadline.Token);
        await deadline.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal(1, client.Sandbox.OrderCount);
    }

    [Fact]
    public async Task AStalledRequestWhoseSenderGaveUpIsNeverTaken()
    {
        using var client = new Client();
        await client.ListAsync();
        client.Sandbox.Faults.Add(FaultKind.Stall, delay: TimeSpan.FromSeconds(100));
        using var deadline = new CancellationTokenSource();
        var sending = client.SendAsync("POST", Client.Orders, Client.Order().ToJsonString(), deadline.Token);
        await deadline.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        client.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(0, client.Sandbox.OrderCount);
    }

    [Fact]
    public async Task EveryAnswerTakesItsLatency()
    {
        using var client = new Client(options =>
            (options.Latency, options.LatencyJitter) = (TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(50)));
        client.Time.AutoAdvance = true;
        await client.ListAsync();
        var before = client.Time.GetUtcNow();
        await client.ListAsync();
        Assert.InRange((client.Time.GetUtcNow() - before).TotalMilliseconds, 100, 150);
    }

    [Theory]
    [InlineData(FaultKind.ThrottledForSeconds, "5")]
    [InlineData(FaultKind.ThrottledUntilDate, "Thu, 14 May 2026 10:00:05 GMT")]
    public async Task AThrottleCanSayWhenToComeBack(FaultKind kind, string value)
    {
        using var client = new Client();
        client.Sandbox.Faults.Add(kind);
        var reply = await client.CreateAsync(Client.Order());
        Assert.Equal(429, reply.Status);
        Assert.Equal(value, reply.Header("Retry-After"));
    }

    [Fact]
    public async Task AFaultCanBeMeantForOneOperationOnOneOrderAndSeveralTimes()
    {
        using var client = new Client();
        client.Sandbox.Faults.Add(FaultKind.ErrorBefore, "createFulfillmentOrder", "b", times: 2);
        Assert.Equal(200, (await client.CreateAsync(Client.Order("a"))).Status);
        Assert.Equal(400, (await client.GetAsync("b")).Status);
        Assert.Equal(500, (await client.CreateAsync(Client.Order("b"))).Status);
        Assert.Equal(500, (await client.CreateAsync(Client.Order("b"))).Status);
        Assert.Equal(200, (await client.CreateAsync(Client.Order("b"))).Status);
    }

    [Fact]
    public async Task TheTokenServiceFailsOnlyWhenItIsNamed()
    {
        using var client = new Client();
        client.Sandbox.Faults.Add(FaultKind.DropBefore);
        client.Sandbox.Faults.Add(FaultKind.ConnectionRefused, "token");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.TokenAsync());
        await client.TokenAsync();
    }

    [Fact]
    public async Task ChanceFollowsFromTheSeedWhateverTheOrderOfRequests()
    {
        var ids = Enumerable.Range(0, 200).Select(number => $"order-{number}").ToList();
        var forwards = await RunAsync(ids, 7);
        var backwards = await RunAsync(Enumerable.Reverse(ids), 7);
        Assert.Equal(
            forwards.OrderBy(pair => pair.Key, StringComparer.Ordinal), backwards.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.NotEqual(forwards, await RunAsync(ids, 8));
        Assert.InRange(forwards.Values.Count(kind => kind != FaultKind.None), 30, 75);
        Assert.Contains(FaultKind.DropAfter, forwards.Values);
        Assert.Contains(FaultKind.HtmlBody, forwards.Values);
    }

    [Fact]
    public async Task ChanceCanBeLimitedSoThatEveryOrderGetsThroughAtLast()
    {
        using var client = new Client(options =>
        {
            options.Faults.Chances[FaultKind.ErrorBefore] = 1;
            options.Faults.MostPerOrder = 2;
        });
        Assert.Equal(500, (await client.CreateAsync(Client.Order())).Status);
        Assert.Equal(500, (await client.CreateAsync(Client.Order())).Status);
        Assert.Equal(200, (await client.CreateAsync(Client.Order())).Status);
    }

    private static async Task<Dictionary<string, FaultKind>> RunAsync(IEnumerable<string> ids, int seed)
    {
        using var client = new Client(options =>
        {
            options.Seed = seed;
            options.Faults.Chances[FaultKind.DropAfter] = 0.125;
            options.Faults.Chances[FaultKind.HtmlBody] = 0.125;
        });
        foreach (var id in ids)
        {
            try
            {
                await client.CreateAsync(Client.Order(id));
            }
            catch (HttpRequestException)
            {
                // The log says what happened.
            }
        }

        return client.Sandbox.Requests.Where(entry => entry.OrderId is not null).ToDictionary(
            entry => entry.OrderId!, entry => entry.Fault);
    }
}
