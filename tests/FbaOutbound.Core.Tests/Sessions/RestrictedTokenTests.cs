using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Http;
using FbaOutbound.Core.Tests.Protocols;
using FbaOutbound.Core.Tests.Shipments;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;

namespace FbaOutbound.Core.Tests.Sessions;

public sealed class RestrictedTokenTests
{
    private const string TokenPath = "/tokens/2021-03-01/restrictedDataToken";
    private const string Shipment = """{"payload":{"ShipmentId":"a","AmazonOrderId":"903-1713775-3598252"}}""";

    private int _restricted;

    [Fact]
    public async Task OneRestrictedTokenServesEveryShipmentUntilShortlyBeforeItExpires()
    {
        using var harness = Start(Answer(200, Shipment));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => harness.Session.Shipments.GetAsync("a", default)));
        await harness.Session.Shipments.CancelAsync("a", default);
        Assert.Equal(1, _restricted);
        Assert.All(Calls(harness), call => Assert.Equal("Atz.sprdt|canary-1", call.Header("x-amz-access-token")));

        harness.Clock.Advance(TimeSpan.FromMinutes(59));
        await harness.Session.Shipments.GetAsync("a", default);
        Assert.Equal(2, _restricted);
    }

    [Fact]
    public async Task OperationsThatReturnNoPersonalDataUseTheAccessToken()
    {
        using var harness = Start(Answer(200, """{"payload":{"ShippingServiceList":[]}}"""));
        await harness.Session.Shipments.GetServicesAsync(SampleShipments.RequiredOnly, null, default);
        Assert.Equal(0, _restricted);
        Assert.Equal("Atza|canary-1", Assert.Single(Calls(harness)).Header("x-amz-access-token"));
    }

    [Theory]
    [InlineData("The access token you provided has expired.")]
    [InlineData("The access token you provided is revoked, malformed or invalid.")]
    public async Task AnExpiredRestrictedTokenIsRefreshedAndTheRequestRepeatedOnce(string details)
    {
        using var harness = Start(
            Error(403, "Unauthorized", "Access to requested resource is denied.", details),
            Answer(200, Shipment));
        var shipment = await harness.Session.Shipments.BuyAsync(SampleShipments.Everything, default);
        Assert.Equal("a", shipment.ShipmentId);
        Assert.Equal(["Atz.sprdt|canary-1", "Atz.sprdt|canary-2"], Calls(harness).Select(call => call.Header("x-amz-access-token")));
        Assert.Single(harness.Service.TokenRequests);
    }

    [Fact]
    public async Task WithoutTheRoleNothingIsBoughtAndTheErrorNamesIt()
    {
        using var harness = Start(Answer(200, Shipment));
        harness.Service.Answers = [Error(403, "Unauthorized", "Access to requested resource is denied.")];
        var error = await Assert.ThrowsAsync<FbaServiceException>(
            () => harness.Session.Shipments.BuyAsync(SampleShipments.Everything, default));
        Assert.NotEqual(RequestOutcome.Unknown, error.Outcome);
        Assert.Equal(403, error.StatusCode);
        Assert.Contains("Direct-to-Consumer Shipping (Restricted)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(harness.Service.Seen, call => call.Uri.AbsolutePath != TokenPath);
    }

    [ModelFact("tokens_2021-03-01.json")]
    public async Task TheRequestForATokenIsValid()
    {
        using var harness = Start(Answer(200, Shipment));
        await harness.Session.Shipments.GetAsync("a", default);
        var request = harness.Service.Seen.Single(seen => seen.Uri.AbsolutePath == TokenPath);
        Assert.Empty(OutboundModel.Load("tokens_2021-03-01.json").ValidateRequest("POST", TokenPath, request.Body));
        Assert.Equal(
            """{"restrictedResources":[{"method":"GET","path":"/mfn/v0/shipments/{shipmentId}"},{"method":"DELETE","path":"/mfn/v0/shipments/{shipmentId}"},{"method":"POST","path":"/mfn/v0/shipments"}]}""",
            request.Body);
        Assert.Equal("Atza|canary-1", request.Header("x-amz-access-token"));
    }

    [Fact]
    public async Task ForAmazonsSandboxTheTokenComesFromTheProductionHost()
    {
        var service = new StubService(Tokens(Answer(200, Shipment)));
        using var harness = new Harness(service, options => options with { AmazonSandbox = true });
        await harness.Session.Shipments.GetAsync("a", default);
        Assert.Equal(
            ["sellingpartnerapi-na.amazon.com", "sandbox.sellingpartnerapi-na.amazon.com"], service.Seen.Select(seen => seen.Uri.Host));
    }

    private static System.Collections.Generic.IEnumerable<SeenRequest> Calls(Harness harness) =>
        harness.Service.Seen.Where(seen => seen.Uri.AbsolutePath != TokenPath);

    private Harness Start(params Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>[] answers) =>
        new(new StubService(Tokens(answers)));

    private Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Tokens(
        params Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>>[] answers)
    {
        var calls = 0;
        return (request, cancellationToken) => request.RequestUri!.AbsolutePath == TokenPath
            ? Task.FromResult(
                Json(200, $$"""{"restrictedDataToken":"Atz.sprdt|canary-{{Interlocked.Increment(ref _restricted)}}","expiresIn":3600}"""))
            : answers[Math.Min(Interlocked.Increment(ref calls) - 1, answers.Length - 1)](request, cancellationToken);
    }
}
