using System;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Http;
using FbaOutbound.Orders;
using FbaOutbound.Rules;
using FbaOutbound.Sessions;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;

namespace FbaOutbound.Core.Tests.FourthProtocol;

/// <summary>A protocol is a folder, this one, and a line where a session knows its protocols: <see cref="Add"/>.</summary>
public sealed class FourthProtocolTests
{
    private static readonly FulfillmentOrder s_order = new()
    {
        SellerFulfillmentOrderId = "FBA-1",
        DestinationAddress = new()
        {
            Name = "Ada Example",
            AddressLine1 = "100 Invented Avenue",
            City = "Fableville",
            StateOrRegion = "OR",
            PostalCode = "97000",
            CountryCode = "US",
        },
        Items = [new() { SellerSku = "MUG-RED", Quantity = 1 }],
    };

    [Fact]
    public async Task AnOrderIsCreatedAndReadThroughIt()
    {
        using var harness = Connect(Answer(200, "{}"), Answer(200, """{"id":"FBA-1","sku":"MUG-RED","state":"RECEIVED"}"""));
        var receipt = await harness.Session.Orders.CreateAsync(OrderDefaults.Fill(s_order, harness.Session.OrderContext), row: 1, default);
        Assert.Equal(("Created", "Answer", FourthRules.Version), (receipt.Outcome, receipt.ConfirmedBy, receipt.ApiVersion));
        var read = await harness.Session.Orders.GetAsync("FBA-1", default);
        Assert.Equal(
            ("FBA-1", "MUG-RED", FourthRules.Version), (read.SellerFulfillmentOrderId, read.Items.Single().SellerSku, read.ApiVersion));
        Assert.Equal(["/fourth/orders", "/fourth/orders/FBA-1"], harness.Service.Seen.Select(request => request.Uri.AbsolutePath));
    }

    [Fact]
    public async Task ItsLostAnswersAreSettledAsEveryOtherProtocols()
    {
        using var harness = Connect(Answer(500, "{}"), Answer(200, """{"id":"FBA-1","sku":"MUG-RED","state":"RECEIVED"}"""));
        var receipt = await harness.Session.Orders.CreateAsync(OrderDefaults.Fill(s_order, harness.Session.OrderContext), row: 1, default);
        Assert.Equal("ReadBack", receipt.ConfirmedBy);
    }

    [Fact]
    public void ItsRulesAreHeldBeforeARequestIsSpent()
    {
        using var harness = Connect(Answer(200, "{}"));
        var order = s_order with { DisplayableOrderComment = "Much too long", Items = [s_order.Items[0] with { GiftMessage = "Enjoy" }] };
        var problems = OrderValidator.Validate(OrderDefaults.Fill(order, harness.Session.OrderContext), harness.Session.OrderContext);
        Assert.Equal(
            ["TextTooLong DisplayableOrderComment", "NotInVersion Items[0].GiftMessage"],
            problems.Where(problem => problem.Severity == ProblemSeverity.Error).Select(problem => $"{problem.Code} {problem.Member}"));
        Assert.All(problems, problem => Assert.Equal("A fourth API, create", problem.Page));
    }

    [Fact]
    public void WithoutTheLineItIsNoVersion()
    {
        var error = Assert.Throws<FbaException>(
            () => new Harness(new StubService(Answer(200)), options => options with { ApiVersion = FourthRules.Version }));
        Assert.Contains(
            "'2030-01-01' is not a supported version: use 2020-07-01, 2026-07-04 or Mws.",
            error.Message,
            StringComparison.Ordinal);
    }

    private static Harness Connect(
        params Func<System.Net.Http.HttpRequestMessage,
        System.Threading.CancellationToken,
        Task<System.Net.Http.HttpResponseMessage>>[] answers) =>
        new(new StubService(answers), options => Add(options) with { ApiVersion = FourthRules.Version });

    private static SessionOptions Add(SessionOptions options) => options with { Protocols = [.. options.Protocols, FourthRules.Protocol] };
}
