using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Settlement;
using Xunit;
using static FbaOutbound.Core.Tests.Orders.Answers;

namespace FbaOutbound.Core.Tests.Orders;

public sealed class ResolveTests
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task AnOrderReceivedSinceTheFirstSendWasCreated()
    {
        Assert.Equal("Created", (await ResolveAsync(TimeSpan.FromHours(1), _bench.FoundOld())).Outcome);
    }

    [Fact]
    public async Task AnOrderReceivedBeforeTheFirstSendAlreadyExisted()
    {
        Assert.Equal("AlreadyExisted", (await ResolveAsync(TimeSpan.FromMinutes(30), _bench.FoundOld())).Outcome);
    }

    [Fact]
    public async Task WithoutATimeOfTheFirstSendItIsNotSaidWhoseTheOrderIs()
    {
        Assert.Equal("AlreadyExisted", (await ResolveAsync(null, _bench.Found())).Outcome);
    }

    [Fact]
    public async Task AnIdAloneFindsAnyExistingOrder()
    {
        _bench.Reads(_bench.FoundOld());

        var receipt = await _bench.Client.ResolveAsync(
            new FulfillmentOrder { SellerFulfillmentOrderId = "six-test-order" }, null, 0, CancellationToken.None);

        Assert.Equal("AlreadyExisted", receipt.Outcome);
        Assert.Empty(receipt.Differences);
    }

    [Fact]
    public async Task AnOrderOfOtherCapitalsIsNamedWhereNothingIsProven()
    {
        _bench.Pages(Page() with { Orders = [_bench.Found() with { SellerFulfillmentOrderId = "Six-Test-Order" }] });

        var error = await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => ResolveAsync(TimeSpan.FromHours(2), NotFound()));

        Assert.Contains("'Six-Test-Order'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProvenAbsenceIsNotFoundAndNothingIsCreated()
    {
        _bench.Pages(Page());

        Assert.Equal("NotFound", (await ResolveAsync(TimeSpan.FromHours(2), NotFound())).Outcome);
        Assert.Equal(["GET 0", "LIST 0"], _bench.Service.Log);
        Assert.Equal(_bench.Service.Start - TimeSpan.FromHours(2) - TimeSpan.FromMinutes(15), _bench.Service.Lists.Single().Since);
    }

    [Fact]
    public async Task WithoutATimeOfTheFirstSendTheListOfTheLast36HoursDecides()
    {
        _bench.Pages(Page());

        await ResolveAsync(null, NotFound());

        Assert.True(_bench.Service.Lists.Single().Since <= _bench.Service.Start - TimeSpan.FromHours(36));
    }

    [Fact]
    public async Task ARecentSendIsReadUntilItCanBeExpectedToShow()
    {
        _bench.Pages(Page());

        await ResolveAsync(new SettlementOptions().ClockSkew + TimeSpan.FromSeconds(6), NotFound());

        Assert.Equal(["GET 0", "GET 4", "GET 14", "LIST 14"], _bench.Service.Log);
    }

    [Fact]
    public async Task AnythingLessStaysUnknownAndKeepsTheTimeOfTheFirstSend()
    {
        var error = await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => ResolveAsync(TimeSpan.FromHours(2), Denied()));

        Assert.Equal(_bench.Service.Start - TimeSpan.FromHours(2), error.FirstSent);
    }

    [Fact]
    public async Task ATimeOfTheFirstSendThatNobodyGaveIsNotMadeUp()
    {
        var error = await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => ResolveAsync(null, Denied()));

        Assert.Null(error.FirstSent);
        Assert.DoesNotContain("sent at", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherOrDeadOrderIsTheSameErrorAsOnCreate()
    {
        await Assert.ThrowsAsync<OrderConflictException>(() => ResolveAsync(null, _bench.Found() with { Items = [_bench.Order.Items[0]] }));
        await Assert.ThrowsAsync<OrderIdUsedByDeadOrderException>(() => new ResolveTests().ResolveAsync(null, _bench.Found("Cancelled")));
    }

    private Task<OrderReceipt> ResolveAsync(TimeSpan? ago, params object[] reads)
    {
        _bench.Reads(reads);
        return _bench.Client.ResolveAsync(_bench.Order, _bench.Service.Start - ago, 0, CancellationToken.None);
    }
}
