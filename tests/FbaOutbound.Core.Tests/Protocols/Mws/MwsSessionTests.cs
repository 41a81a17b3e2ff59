using System;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Core.Tests.Http;
using FbaOutbound.Orders;
using FbaOutbound.Sessions;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols.Mws;

/// <summary>MWS through the whole pipeline, on a clock that jumps over every wait.</summary>
public sealed class MwsSessionTests
{
    private const string Done = "<CancelFulfillmentOrderResponse/>";
    private const string Order = "<GetFulfillmentOrderResponse><GetFulfillmentOrderResult><FulfillmentOrder><SellerFulfillmentOrderId>six-test-order</SellerFulfillmentOrderId><FulfillmentOrderStatus>PLANNING</FulfillmentOrderStatus></FulfillmentOrder></GetFulfillmentOrderResult></GetFulfillmentOrderResponse>";

    [Fact]
    public async Task AThrottledRequestWasNotTakenAndWaitsOneRestoreInterval()
    {
        using var harness = Start(
            StubService.Answer(503, ErrorDialectTests.Error("RequestThrottled", "Request is throttled")), StubService.Answer(200, Done));
        var started = harness.Clock.GetUtcNow();
        var receipt = await harness.Session.Orders.CancelAsync("a", default);

        Assert.Equal(2, receipt.Attempts);
        Assert.InRange((harness.Clock.GetUtcNow() - started).TotalSeconds, 0.5, 0.75);
        Assert.Equal(2, harness.Service.Seen.Select(seen => Forms.Parse(seen.Body)["Signature"]).Count());
    }

    [Fact]
    public async Task AUsedUpQuotaStopsTheOperationUntilItIsReset()
    {
        var reset = new DateTimeOffset(2026, 6, 1, 12, 40, 0, TimeSpan.Zero);
        using var harness = Start(
            StubService.Answer(
                503,
                ErrorDialectTests.Error("QuotaExceeded", "Quota is exceeded"),
                ("x-mws-quota-resetsOn", "2026-06-01T12:40:00.000Z"),
                ("x-mws-quota-remaining", "0.0")),
            StubService.Answer(200, Order));
        harness.Clock.AdvanceTo(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
        await harness.Session.Orders.GetAsync("six-test-order", default);

        Assert.InRange(harness.Clock.GetUtcNow(), reset, reset.AddSeconds(2));
        Assert.Equal(2, harness.Service.Seen.Count);
    }

    [Fact]
    public async Task AUsedUpQuotaWithoutATimeOfResetIsAnError()
    {
        using var harness = Start(StubService.Answer(503, ErrorDialectTests.Error("QuotaExceeded", "Quota is exceeded")));
        var error = await Assert.ThrowsAsync<FbaThrottledException>(() => harness.Session.Orders.CancelAsync("a", default));
        Assert.Equal((RequestOutcome.NotTaken, 1), (error.Outcome, error.Attempts));
        Assert.Contains("Try again in an hour", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sat, 06 Jun 2026 13:00:00 GMT")]
    [InlineData("2026-06-06T13:00:00Z")]
    public async Task ASuccessThatUsedTheLastOfTheQuotaStopsTheNext(string resetsOn)
    {
        using var harness = Start(
            StubService.Answer(
                200, Order, ("x-mws-quota-max", "3600.0"), ("x-mws-quota-remaining", "0.0"), ("x-mws-quota-resetsOn", resetsOn)),
            StubService.Answer(200, Order));
        harness.Clock.AdvanceTo(new DateTimeOffset(2026, 6, 6, 12, 30, 0, TimeSpan.Zero));
        await harness.Session.Orders.GetAsync("six-test-order", default);
        Assert.Equal(30, harness.Clock.GetUtcNow().Minute);
        await harness.Session.Orders.GetAsync("six-test-order", default);
        Assert.Equal((13, 0), (harness.Clock.GetUtcNow().Hour, harness.Clock.GetUtcNow().Minute));
    }

    [Theory]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(500, "InternalError")]
    public async Task AnyOtherServerErrorLeavesAWriteInDoubt(int status, string code)
    {
        using var harness = Start(StubService.Answer(status, ErrorDialectTests.Error(code, null)));
        var error = await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => harness.Session.Orders.CancelAsync("a", default));
        Assert.Equal("Cancel", error.Request);
    }

    [Theory]
    [InlineData(401, "AccessDenied", "MWSAuthToken")]
    [InlineData(403, "InvalidAccessKeyId", "access key id")]
    [InlineData(403, "SignatureDoesNotMatch", "secret key")]
    public async Task ARefusedProofSaysWhatToCheck(int status, string code, string advice)
    {
        using var harness = Start(StubService.Answer(status, ErrorDialectTests.Error(code, "No.")));
        var error = await Assert.ThrowsAsync<FbaCredentialException>(() => harness.Session.Orders.GetAsync("six-test-order", default));
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BothListOperationsShareOneBucket()
    {
        using var harness = Start(
            StubService.Answer(
                200,
                "<ListAllFulfillmentOrdersResponse><ListAllFulfillmentOrdersResult><FulfillmentOrders/><NextToken> t+/= "
                    + "</NextToken></ListAllFulfillmentOrdersResult></ListAllFulfillmentOrdersResponse>"),
            StubService.Answer(
                200,
                "<ListAllFulfillmentOrdersByNextTokenResponse><ListAllFulfillmentOrdersByNextTokenResult/></ListAllFulfillmentOrdersByNextTokenResponse>"));
        var first = await harness.Session.Orders.ListPageAsync(SampleOrders.Date, null, false, default);
        Assert.Equal("t+/=", first.NextToken);
        Assert.Null((await harness.Session.Orders.ListPageAsync(SampleOrders.Date, first.NextToken, false, default)).NextToken);

        Assert.Equal("2026-05-04T12:30:00Z", Forms.Parse(harness.Service.Seen[0].Body)["QueryStartDateTime"]);
        Assert.Equal(
            ("ListAllFulfillmentOrdersByNextToken", "t+/="),
            (Forms.Parse(harness.Service.Seen[1].Body)["Action"], Forms.Parse(harness.Service.Seen[1].Body)["NextToken"]));
        var bucket = Assert.Single(harness.Session.GetQuota());
        Assert.Equal("ListAllFulfillmentOrders", bucket.Operation);
        Assert.InRange(bucket.Available, 27, 28);
    }

    [Fact]
    public async Task TheStateOfAnOrderIsTheWordOfTheSellingPartnerApi()
    {
        using var harness = Start(StubService.Answer(200, Order));
        var order = await harness.Session.Orders.GetAsync("six-test-order", default);
        Assert.Equal(
            ("Planning", "PLANNING", "six-test-order", "Test"),
            (order.Status, order.ServiceStatus, order.SellerFulfillmentOrderId, order.Session));
    }

    [Fact]
    public async Task NothingOfTheSecretsIsInTheLog()
    {
        using var harness = Start(
            StubService.Answer(500, ErrorDialectTests.Error("InternalError", "canary-secret")), StubService.Answer(200, Order));
        using (CallLog.Use(harness.Log))
        {
            await harness.Session.Orders.GetAsync("six-test-order", default);
        }

        Assert.Contains(
            harness.Log.All,
            line => line.Contains("/FulfillmentOutboundShipment/2010-10-01/ GetFulfillmentOrder", StringComparison.Ordinal));
        Assert.DoesNotContain(
            harness.Log.All,
            line => line.Contains("canary", StringComparison.Ordinal) || line.Contains("Signature", StringComparison.Ordinal));
    }

    [Fact]
    public void WithoutAnEndpointItIsSaidThatAmazonEndedMws()
    {
        var error = Assert.Throws<FbaException>(
            () => new FbaSession(new SessionOptions { Marketplace = "US", ApiVersion = "Mws", MwsCredential = MwsCredential.OfSandbox }));
        Assert.Contains("2024-03-31", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Sandbox", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BR", "all marketplaces except Brazil")]
    public async Task TheOutboundSectionIsNotThereInBrazil(string marketplace, string rule)
    {
        using var harness = Start(marketplace, StubService.Answer(200, Done));
        var error = await Assert.ThrowsAsync<OperationNotSupportedException>(() => harness.Session.Orders.CancelAsync("a", default));
        Assert.Contains(rule, error.Message, StringComparison.Ordinal);
        Assert.Empty(harness.Service.Seen);
    }

    [Theory]
    [InlineData("CA", true)]
    [InlineData("US", true)]
    [InlineData("MX", true)]
    [InlineData("ES", true)]
    [InlineData("UK", true)]
    [InlineData("FR", true)]
    [InlineData("DE", true)]
    [InlineData("IT", true)]
    [InlineData("IN", true)]
    [InlineData("JP", false)]
    [InlineData("AU", false)]
    [InlineData("BR", false)]
    public async Task AShipmentCanBeCancelledWhereThePageSays(string marketplace, bool isAvailable)
    {
        using var harness = Start(
            marketplace,
            StubService.Answer(
                200,
                "<CancelShipmentResponse><CancelShipmentResult><Shipment><ShipmentId>s</ShipmentId></Shipment></CancelShipmentResult></CancelShipmentResponse>"));
        if (isAvailable)
        {
            Assert.Equal("s", (await harness.Session.Shipments.CancelAsync("s", default)).ShipmentId);
        }
        else
        {
            var error = await Assert.ThrowsAsync<OperationNotSupportedException>(() => harness.Session.Shipments.CancelAsync("s", default));
            Assert.Contains(
                "only available in the Canada, US, Mexico, Spain, UK, France, Germany, Italy, and India marketplaces",
                error.Message,
                StringComparison.Ordinal);
            Assert.Empty(harness.Service.Seen);
        }
    }

    [Fact]
    public void TheHostOfJapanSaysJapanWhateverTheMarketplace()
    {
        using var session = new FbaSession(new SessionOptions
        {
            Marketplace = "US", ApiVersion = "mws", MwsCredential = MwsCredential.OfSandbox,
            Endpoint = new Uri("https://mws.amazonservices.jp/"), Quotas = new(),
        });
        Assert.Equal(("Mws", "JP"), (session.ApiVersion, session.OrderContext.CountryCode));
    }

    private static Harness Start(
        params Func<System.Net.Http.HttpRequestMessage,
        System.Threading.CancellationToken,
        Task<System.Net.Http.HttpResponseMessage>>[] answers) =>
        Start("US", answers);

    private static Harness Start(
        string marketplace,
        params Func<System.Net.Http.HttpRequestMessage,
        System.Threading.CancellationToken,
        Task<System.Net.Http.HttpResponseMessage>>[] answers) =>
        new(new StubService(answers), options => options with
        {
            ApiVersion = "Mws",
            Marketplace = marketplace,
            Endpoint = new Uri("https://gateway.example/"),
            Credential = null,
            MwsCredential = new MwsCredential("canary-key", "canary-secret", "canary-seller", "canary-token"),
        });
}
