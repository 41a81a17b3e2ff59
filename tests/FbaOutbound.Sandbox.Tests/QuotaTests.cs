using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class QuotaTests
{
    [Fact]
    public async Task AmazonsPlanGrantsThirtyAtOnceAndThenTwoASecond()
    {
        using var client = new Client(options => options.Rate = null);
        Assert.Equal(30, await GrantedAsync(client, 40));
        client.Time.Advance(TimeSpan.FromSeconds(2.5));
        Assert.Equal(5, await GrantedAsync(client, 10));
        client.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(30, await GrantedAsync(client, 40));
    }

    [Fact]
    public async Task TokensThatAreDueAtThisVeryMomentAreGranted()
    {
        using var client = new Client(options => (options.Rate, options.Burst) = (3, 1));
        for (var i = 0; i < 300; i++)
        {
            Assert.Equal(1, await GrantedAsync(client, 1));
            client.Time.Advance(TimeSpan.FromTicks((TimeSpan.TicksPerSecond / 3) + 1));
        }
    }

    [Fact]
    public async Task AThrottledAnswerIsTheOneThatWasRecorded()
    {
        using var client = new Client(options => (options.Rate, options.Burst) = (1, 1));
        await client.ListAsync();
        var reply = await client.ListAsync();
        Assert.Equal(429, reply.Status);
        Assert.Equal(
            """{"errors":[{"code":"QuotaExceeded","message":"You exceeded your quota for the requested resource.","details":""}]}""",
            reply.Text);
        Assert.Equal("TooManyRequestsException", reply.Header("x-amzn-ErrorType"));
        Assert.Null(reply.Header("x-amzn-RateLimit-Limit"));
        Assert.Null(reply.Header("Retry-After"));
    }

    [Theory]
    [InlineData(RetryAfterForm.Seconds, "1")]
    [InlineData(RetryAfterForm.Date, "Thu, 14 May 2026 10:00:01 GMT")]
    public async Task AThrottledAnswerCanSayWhenToComeBack(RetryAfterForm form, string value)
    {
        using var client = new Client(options => (options.Rate, options.Burst, options.RetryAfter) = (1, 1, form));
        await client.ListAsync();
        Assert.Equal(value, (await client.ListAsync()).Header("Retry-After"));
    }

    [Fact]
    public async Task AnswersAnnounceTheRateAndRefusalsOfTheServiceTooButNotDenials()
    {
        using var client = new Client(options => (options.Rate, options.Burst) = (0.0167, 10));
        Assert.Equal("0.0167", (await client.ListAsync()).Header("x-amzn-RateLimit-Limit"));
        Assert.Equal("0.0167", (await client.GetAsync("nobody")).Header("x-amzn-RateLimit-Limit"));
        client.Token = "none";
        Assert.Null((await client.ListAsync()).Header("x-amzn-RateLimit-Limit"));
    }

    [Fact]
    public async Task TheAnnouncedRateCanDifferFromTheGrantedOne()
    {
        using var client = new Client(options => (options.Rate, options.Burst, options.AnnouncedRate) = (20, 30, 2));
        Assert.Equal("2.0", (await client.ListAsync()).Header("x-amzn-RateLimit-Limit"));
        Assert.Equal(29, await GrantedAsync(client, 40));
    }

    [Fact]
    public async Task WithoutAQuotaNothingIsAnnounced()
    {
        using var client = new Client();
        Assert.Equal(200, await GrantedAsync(client, 200));
        Assert.Null((await client.ListAsync()).Header("x-amzn-RateLimit-Limit"));
    }

    [Fact]
    public async Task EachOperationAndEachAccountHasItsOwnBucket()
    {
        using var client = new Client(options => (options.Rate, options.Burst) = (1, 1));
        Assert.Equal(200, (await client.ListAsync()).Status);
        Assert.Equal(400, (await client.GetAsync()).Status);
        Assert.Equal(429, (await client.ListAsync()).Status);
        client.Token = client.Sandbox.IssueToken("app", "Atzr|two");
        Assert.Equal(200, (await client.ListAsync()).Status);
    }

    [Fact]
    public async Task MovingTheSandboxsClockGrantsNothing()
    {
        using var client = new Client(options => (options.Rate, options.Burst) = (1, 1));
        await client.ListAsync();
        client.Sandbox.Advance(TimeSpan.FromDays(1));
        Assert.Equal(429, (await client.ListAsync()).Status);
    }

    [Fact]
    public async Task TheLogNamesEachRequestAndNeverItsContent()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        await client.GetAsync();
        await client.CancelAsync("nobody");
        var log = client.Sandbox.Requests;
        Assert.Equal(
            ["token", "createFulfillmentOrder", "getFulfillmentOrder", "cancelFulfillmentOrder"], log.Select(entry => entry.Operation));
        Assert.Equal(["answered", "taken", "answered", "refused"], log.Select(entry => entry.Outcome));
        Assert.Equal([null, "order-1", "order-1", "nobody"], log.Select(entry => entry.OrderId));
        var text = System.Text.Json.JsonSerializer.Serialize(log) + string.Concat(log);
        Assert.DoesNotContain("Canary", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Atz", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheLogKeepsTheNewestAndCountsOn()
    {
        using var client = new Client(options => options.LogLength = 3);
        for (var i = 0; i < 5; i++)
        {
            await client.GetAsync($"order-{i}");
        }

        Assert.Equal(["order-2", "order-3", "order-4"], client.Sandbox.Requests.Select(entry => entry.OrderId));
        client.Sandbox.ClearRequests();
        await client.GetAsync("order-5");
        Assert.Equal("order-5", Assert.Single(client.Sandbox.Requests).OrderId);
        Assert.Equal(7, client.Sandbox.RequestCount);
    }

    private static async Task<int> GrantedAsync(Client client, int requests)
    {
        var granted = 0;
        for (var i = 0; i < requests; i++)
        {
            granted += (await client.ListAsync()).Status == 200 ? 1 : 0;
        }

        return granted;
    }
}
