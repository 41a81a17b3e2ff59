using System;
using System.Net.Http;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Faults;
using Xunit;

namespace FbaOutbound.Sandbox.Tests.Mws;

public class MwsFaultTests
{
    [Theory]
    [InlineData(FaultKind.ErrorBefore, 500, "InternalError", false)]
    [InlineData(FaultKind.ErrorAfter, 500, "InternalError", true)]
    [InlineData(FaultKind.UnavailableBefore, 503, "ServiceUnavailable", false)]
    [InlineData(FaultKind.UnavailableAfter, 503, "ServiceUnavailable", true)]
    [InlineData(FaultKind.Throttled, 503, "RequestThrottled", false)]
    [InlineData(FaultKind.TokenExpired, 400, "InvalidParameterValue", false)]
    [InlineData(FaultKind.BurntId, 500, "InternalError", false)]
    [InlineData(FaultKind.OkWithErrors, 200, "InternalError", false)]
    public async Task AFaultAnswersInMwsOwnWords(FaultKind kind, int status, string code, bool taken)
    {
        using var client = new MwsClient();
        client.Sandbox.Faults.Add(kind, "createFulfillmentOrder", "order-1");
        var reply = await client.CreateAsync();
        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Equal(taken ? 1 : 0, client.Sandbox.OrderCount);
        Assert.NotEmpty(reply.Header("x-mws-request-id")!);
        Assert.Null(reply.Header("x-amzn-RequestId"));
    }

    [Theory]
    [InlineData(FaultKind.DropBefore, 0)]
    [InlineData(FaultKind.DropAfter, 1)]
    public async Task AConnectionCanDieBeforeAndAfter(FaultKind kind, int orders)
    {
        using var client = new MwsClient();
        client.Sandbox.Faults.Add(kind);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateAsync());
        Assert.Equal(orders, client.Sandbox.OrderCount);
    }

    [Fact]
    public async Task AnOrderCanLandLater()
    {
        using var client = new MwsClient();
        client.Sandbox.Faults.Add(FaultKind.LandLater, delay: TimeSpan.FromSeconds(7));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateAsync());
        Assert.Equal(400, (await client.GetAsync()).Status);
        client.Time.Advance(TimeSpan.FromSeconds(7));
        (await client.GetAsync()).Ok();
    }

    [Fact]
    public async Task ATakenOrderCanBeUnreadableForAWhile()
    {
        using var client = new MwsClient();
        client.Sandbox.Faults.Add(FaultKind.Unreadable, delay: TimeSpan.FromSeconds(12));
        (await client.CreateAsync()).Ok();
        (await client.GetAsync()).Refused("InvalidRequestException", "Requested order 'order-1' not found");
        client.Time.Advance(TimeSpan.FromSeconds(12));
        (await client.GetAsync()).Ok();
    }

    [Fact]
    public async Task AReadCanBeMaskedSparseOrInUpperCase()
    {
        using var client = new MwsClient();
        await client.CreateAsync();
        client.Sandbox.Faults.Add(FaultKind.ReadMasked);
        Assert.DoesNotContain("Canary", (await client.GetAsync()).Text, StringComparison.Ordinal);
        client.Sandbox.Faults.Add(FaultKind.ReadUpperCase);
        Assert.Contains("ADA CANARY", (await client.GetAsync()).Text, StringComparison.Ordinal);
        client.Sandbox.Faults.Add(FaultKind.ReadSparse);
        Assert.DoesNotContain("FulfillmentAction", (await client.GetAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASilentDuplicateSaysDone()
    {
        using var client = new MwsClient();
        await client.CreateAsync();
        client.Sandbox.Faults.Add(FaultKind.SilentDuplicate);
        var reply = (await client.CreateAsync(MwsClient.Order(quantity: 9))).Ok();
        Assert.Equal("CreateFulfillmentOrderResponse", reply.Xml.Name.LocalName);
        Assert.Equal(1, client.Sandbox.Find("order-1")!.Items[0].Quantity);
    }

    [Fact]
    public async Task CharactersThatXmlCannotHoldDoNotBreakAnAnswer()
    {
        using var client = new MwsClient();
        var order = Client.Order();
        order["displayableOrderComment"] = "bell \u0007 <&> 😀";
        (await client.SpApi.CreateAsync(order)).Ok();
        Assert.Equal("bell ? <&> 😀", (await client.GetAsync()).Value("GetFulfillmentOrderResult/FulfillmentOrder/DisplayableOrderComment"));
    }
}
