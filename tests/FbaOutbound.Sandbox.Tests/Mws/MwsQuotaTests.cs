using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Xunit;

namespace FbaOutbound.Sandbox.Tests.Mws;

public class MwsQuotaTests
{
    [Fact]
    public async Task AnOutboundOperationHasThirtyAndTwoMoreEverySecond()
    {
        using var client = new MwsClient(options => options.Rate = null);
        for (var i = 0; i < 30; i++)
        {
            Assert.NotEqual(503, (await client.GetAsync()).Status);
        }

        var reply = await client.GetAsync();
        reply.Refused("RequestThrottled", "Request is throttled", 503);
        Assert.NotEmpty(reply.Value("RequestID"));
        Assert.Null(reply.Header("Retry-After"));
        client.Time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(400, (await client.GetAsync()).Status);
        Assert.Equal(503, (await client.GetAsync()).Status);
    }

    [Fact]
    public async Task AListAndItsNextPagesShareOneQuota()
    {
        using var client = new MwsClient(options => options.Rate = null);
        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(200, (await client.CallAsync("ListAllFulfillmentOrders")).Status);
        }

        Assert.Equal(503, (await client.CallAsync("ListAllFulfillmentOrdersByNextToken", ("NextToken", "x"))).Status);
        Assert.Equal(400, (await client.GetAsync()).Status);
    }

    [Fact]
    public async Task TheServiceStatusHasTwoAndOneMoreEveryFiveMinutes()
    {
        using var client = new MwsClient(options => options.Rate = null);
        Assert.Equal(200, (await client.CallAsync("GetServiceStatus")).Status);
        Assert.Equal(200, (await client.CallAsync("GetServiceStatus")).Status);
        Assert.Equal(503, (await client.CallAsync("GetServiceStatus")).Status);
        client.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(200, (await client.CallAsync("GetServiceStatus")).Status);
        Assert.Equal(503, (await client.CallAsync("GetServiceStatus")).Status);
    }

    [Fact]
    public async Task MwsAndTheSpApiHaveSeparateQuotas()
    {
        using var client = new MwsClient(options => (options.Rate, options.Burst) = (1, 1));
        await client.GetAsync();
        Assert.Equal(503, (await client.GetAsync()).Status);
        Assert.Equal(400, (await client.SpApi.GetAsync()).Status);
    }

    [Fact]
    public async Task AnHourlyQuotaIsAnOptionAndComesWithItsHeaders()
    {
        using var client = new MwsClient(options => options.MwsHourlyQuota = 2);
        var first = await client.CreateAsync();
        Assert.Equal(
            ("2.0", "1.0", "2026-05-14T11:00:00.000Z"),
            (first.Header("x-mws-quota-max"), first.Header("x-mws-quota-remaining"), first.Header("x-mws-quota-resetsOn")));
        await client.CreateAsync(MwsClient.Order("order-2"));
        client.Time.Advance(TimeSpan.FromMinutes(59));
        var refused = await client.CreateAsync(MwsClient.Order("order-3"));
        Assert.Equal((503, "QuotaExceeded"), (refused.Status, refused.Code));
        Assert.Equal("0.0", refused.Header("x-mws-quota-remaining"));
        Assert.Equal(400, (await client.GetAsync("nobody")).Status);
        client.Time.Advance(TimeSpan.FromMinutes(1));
        (await client.CreateAsync(MwsClient.Order("order-3"))).Ok();
    }

    [Theory]
    [InlineData(MwsServiceStatus.Green, "GREEN")]
    [InlineData(MwsServiceStatus.GreenI, "GREEN_I")]
    [InlineData(MwsServiceStatus.Yellow, "YELLOW")]
    [InlineData(MwsServiceStatus.Red, "RED")]
    public async Task TheServiceStatusIsAnOption(MwsServiceStatus status, string word)
    {
        using var client = new MwsClient(options => options.MwsStatus = status);
        var reply = (await client.CallAsync("GetServiceStatus", new Dictionary<string, string>())).Ok();
        Assert.Equal(word, reply.Value("GetServiceStatusResult/Status"));
        Assert.Equal("2026-05-14T10:00:00.000Z", reply.Value("GetServiceStatusResult/Timestamp"));
        Assert.Equal("http://mws.amazonaws.com/FulfillmentOutboundShipment/2010-10-01/", reply.Xml.Name.NamespaceName);
    }
}
