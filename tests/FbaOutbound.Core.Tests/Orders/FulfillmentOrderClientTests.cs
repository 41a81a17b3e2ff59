using System;
using System.Threading.Tasks;
using Xunit;
using static FbaOutbound.Core.Tests.Orders.Answers;

namespace FbaOutbound.Core.Tests.Orders;

public sealed class FulfillmentOrderClientTests
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task WhatIsReadCarriesItsSession()
    {
        _bench.Reads(_bench.Found()).Pages(Page(_bench.Found(), _bench.Found()) with { NextToken = "more" });

        var order = await _bench.Client.GetAsync("six-test-order", default);
        var page = await _bench.Client.ListPageAsync(DateTimeOffset.UnixEpoch, null, detailed: false, default);

        Assert.Equal("test", order.Session);
        Assert.All(page.Orders, listed => Assert.Equal("test", listed.Session));
        Assert.Equal("more", page.NextToken);
    }

    [Fact]
    public async Task AnOrderThatCannotBeReadIsTheServicesOwnError()
    {
        Assert.True(
            (
                await Assert.ThrowsAsync<FbaServiceException>(
                    () => _bench.Reads(NotFound()).Client.GetAsync("six-test-order", default))).IsNotFound);
    }

    [Fact]
    public async Task AnOrderThatAnswersToAPlusSignIsCancelled()
    {
        _bench.Reads(_bench.Found() with { SellerFulfillmentOrderId = "order+7" }).Cancels("answered");

        Assert.Equal("CancelRequested", (await _bench.Client.CancelAsync("order+7", default)).Outcome);
        Assert.Equal(["GET", "CANCEL"], _bench.Requests);
    }
}
