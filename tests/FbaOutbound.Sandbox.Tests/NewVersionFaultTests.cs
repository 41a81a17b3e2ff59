using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Faults;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

/// <summary>The faults of the sandbox hit the operations of every endpoint.</summary>
public class NewVersionFaultTests
{
    private const string Previews = "/fba/outbound/2020-07-01/fulfillmentOrders/preview";

    [Theory]
    [InlineData(FaultKind.DropBefore, 0)]
    [InlineData(FaultKind.DropAfter, 1)]
    public async Task ADroppedCreationMayHaveBeenTaken(FaultKind kind, int orders)
    {
        using var client = new Client();
        client.Sandbox.Faults.Add(kind, "createOrder", "order-1");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateNewAsync(NewVersion.Order()));
        Assert.Equal(orders, client.Sandbox.OrderCount);
    }

    [Fact]
    public async Task ACreationCanLandLater()
    {
        using var client = new Client();
        client.Sandbox.Faults.Add(FaultKind.LandLater, delay: TimeSpan.FromSeconds(7));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateNewAsync(NewVersion.Order()));
        Assert.Equal(404, (await client.GetNewAsync()).Status);
        client.Time.Advance(TimeSpan.FromSeconds(7));
        (await client.GetNewAsync()).Answered(200);
    }

    [Fact]
    public async Task ATakenOrderCanBeUnreadableForAWhile()
    {
        using var client = new Client();
        client.Sandbox.Faults.Add(FaultKind.Unreadable, delay: TimeSpan.FromSeconds(12));
        (await client.CreateNewAsync(NewVersion.Order())).Answered(200);
        Assert.Equal(404, (await client.GetNewAsync()).Status);
        Assert.Empty((await client.ListNewAsync()).Json["orders"]!.AsArray());
        Assert.Equal(400, (await client.CreateNewAsync(NewVersion.Order())).Status);
        client.Time.Advance(TimeSpan.FromSeconds(12));
        (await client.GetNewAsync()).Answered(200);
    }

    [Theory]
    [InlineData(CreateAnswer.Order, 200)]
    [InlineData(CreateAnswer.Accepted, 202)]
    public async Task AUsedIdCanBeAnsweredAsIfNothingHadBeen(CreateAnswer answer, int status)
    {
        using var client = new Client(options => options.CreateAnswer = answer);
        await client.CreateNewAsync(NewVersion.Order(quantity: 1));
        client.Sandbox.Faults.Add(FaultKind.SilentDuplicate);
        (await client.CreateNewAsync(NewVersion.Order(quantity: 2))).Answered(status);
        Assert.Equal(1, client.Sandbox.Find("order-1")!.Items[0].Quantity);
    }

    [Fact]
    public async Task ABurntIdCanNeitherBeUsedNorRead()
    {
        using var client = new Client();
        client.Sandbox.Faults.Add(FaultKind.BurntId);
        Assert.Equal(500, (await client.CreateNewAsync(NewVersion.Order())).Status);
        (await client.CreateNewAsync(NewVersion.Order())).RefusedNew(
            "A create request already exists for MerchantFulfillmentOrderId : order-1");
        Assert.Equal(404, (await client.GetNewAsync()).Status);
    }

    [Theory]
    [InlineData(FaultKind.Throttled, 429, "QuotaExceeded")]
    [InlineData(FaultKind.ErrorAfter, 500, "InternalFailure")]
    [InlineData(FaultKind.UnavailableBefore, 503, "ServiceUnavailable")]
    [InlineData(FaultKind.TokenExpired, 403, "Unauthorized")]
    public async Task EveryOperationCanFail(FaultKind kind, int status, string code)
    {
        using var client = new Client();
        foreach (var (method, path, body) in Calls())
        {
            client.Sandbox.Faults.Add(kind);
            var reply = await client.SendAsync(method, path, body);
            Assert.Equal((status, code), (reply.Status, reply.Code));
        }
    }

    [Fact]
    public async Task AnEmptyAnswerOfAReturnHidesThatItWasTaken()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        client.Pass(24);
        var shipment = (await client.GetAsync()).Payload["fulfillmentShipments"]![0]!["amazonShipmentId"];
        var body = $$"""{"items":[{"sellerReturnItemId":"r-1","sellerFulfillmentOrderItemId":"item-1","amazonShipmentId":"{{shipment}}","returnReasonCode":"CR-DEFECTIVE"}]}""";
        client.Sandbox.Faults.Add(FaultKind.DropAfter, "createFulfillmentReturn");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync("PUT", Client.Orders + "/order-1/return", body));
        Assert.True(client.Sandbox.Requests[^1].Taken);
        Assert.Single((await client.GetAsync()).Payload["returnItems"]!.AsArray());
    }

    [Fact]
    public async Task AReadCanMaskTheRecipient()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Everything());
        client.Sandbox.Faults.Add(FaultKind.ReadMasked);
        var reply = await client.GetNewAsync();
        var address = reply.Answered(200).Json["order"]!["destination"]!["deliveryAddress"]!;
        foreach (var name in new[] { "name", "addressLine1", "city", "postalCode", "phone", "email" })
        {
            Assert.Equal("****", address[name]!.GetValue<string>());
        }

        Assert.DoesNotContain("Ring twice", reply.Text, StringComparison.Ordinal);
        Assert.Equal("US", address["countryCode"]!.GetValue<string>());
    }

    [Fact]
    public async Task AReadCanBeInUpperCase()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Everything());
        client.Sandbox.Faults.Add(FaultKind.ReadUpperCase, times: 2);
        Assert.Equal(
            "ADA CANARY", (await client.GetNewAsync()).Json["order"]!["destination"]!["deliveryAddress"]!["name"]!.GetValue<string>());
        Assert.Contains("ADA CANARY", (await client.ListNewAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AReadCanLeaveOutWhatTheModelDoesNotRequire()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Everything());
        client.Pass(24);
        client.Sandbox.Faults.Add(FaultKind.ReadSparse);
        var order = (await client.GetNewAsync()).Answered(200).Json["order"]!.AsObject();
        Assert.Equal(["orderId", "receiveTime", "lineItems"], order.Select(member => member.Key));
    }

    [Fact]
    public async Task AReadCanFailForeverAndBeDenied()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Order());
        client.Sandbox.Faults.Add(FaultKind.ReadFailed);
        Assert.EndsWith("Received 500 response", (await client.GetNewAsync()).Message, StringComparison.Ordinal);
        client.Sandbox.Faults.Add(FaultKind.ReadDenied, "listOrders");
        var denied = await client.ListNewAsync();
        Assert.Equal((403, ""), (denied.Status, denied.Details));
    }

    [Fact]
    public async Task ASuccessCanBeNone()
    {
        using var client = new Client { ChecksAnswers = false };
        client.Sandbox.Faults.Add(FaultKind.OkWithErrors);
        var reply = await client.CreateNewAsync(NewVersion.Order());
        Assert.Equal((200, "InternalFailure"), (reply.Status, reply.Code));
        Assert.Equal(0, client.Sandbox.OrderCount);
    }

    [Fact]
    public async Task APreviewCanBeSparse()
    {
        using var client = new Client();
        client.Sandbox.Faults.Add(FaultKind.ReadSparse, times: 2);
        var old = (await client.SendAsync("POST", Previews, PreviewTests.Request().ToJsonString())).Ok()
            .Payload["fulfillmentPreviews"]![0]!.AsObject();
        Assert.Equal(4, old.Count);
        var preview = (await client.SendAsync("POST", NewVersion.Base + "/previews", NewVersionPreviewTests.Request().ToJsonString()))
            .Answered(200).Json;
        Assert.Null(preview["plannedShipments"]![0]!["offers"]);
    }

    [Fact]
    public async Task EachOperationHasItsOwnPlan()
    {
        using var client = new Client(options => options.Rate = null);
        foreach (var (method, path, body) in Calls())
        {
            var rate = (await client.SendAsync(method, path, body)).Header("x-amzn-RateLimit-Limit");
            var expected = path.EndsWith("ffers", StringComparison.Ordinal)
                ? "5.0"
                : path.EndsWith("/status", StringComparison.Ordinal) || path.Contains("/packages/", StringComparison.Ordinal)
                ? null
                : "2.0";
            Assert.True(expected == rate, $"{method} {path}: {rate}");
        }
    }

    private static (string Method, string Path, string? Body)[] Calls() =>
    [
        ("POST", NewVersion.Orders, NewVersion.Order().ToJsonString()),
        ("GET", NewVersion.Orders, null),
        ("GET", NewVersion.Orders + "/x", null),
        ("PUT", NewVersion.Orders + "/x", "{}"),
        ("PUT", NewVersion.Orders + "/x/cancel", null),
        ("PUT", NewVersion.Orders + "/x/status", """{"status":"COMPLETE"}"""),
        ("PUT", NewVersion.Orders + "/x/packages/PKG-1", """{"status":"DELIVERED"}"""),
        ("POST", NewVersion.Base + "/previews", NewVersionPreviewTests.Request().ToJsonString()),
        ("POST", NewVersion.Base + "/offers", new JsonObject().ToJsonString()),
        ("POST", Previews, PreviewTests.Request().ToJsonString()),
        ("POST", "/fba/outbound/2020-07-01/deliveryOffers", "{}"),
        ("GET", "/fba/outbound/2020-07-01/tracking?packageNumber=1", null),
        ("GET", "/fba/outbound/2020-07-01/returnReasonCodes?sellerSku=SKU-1", null),
        ("PUT", Client.Orders + "/x/return", "{}"),
        ("PUT", Client.Orders + "/x/status", "{}"),
        ("GET", "/fba/outbound/2020-07-01/features?marketplaceId=ATVPDKIKX0DER", null),
        ("GET", "/fba/outbound/2020-07-01/features/inventory/BLANK_BOX?marketplaceId=ATVPDKIKX0DER", null),
        ("GET", "/fba/outbound/2020-07-01/features/inventory/BLANK_BOX/SKU-1?marketplaceId=ATVPDKIKX0DER", null),
    ];
}
