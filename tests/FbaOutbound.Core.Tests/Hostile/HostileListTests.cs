using System;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Core.Tests.Orders;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using Xunit;

namespace FbaOutbound.Core.Tests.Hostile;

/// <summary>Capitals matter in ids: A-1 and a-1 are two orders.</summary>
public sealed class HostileListTests
{
    [Fact]
    public async Task AnOrderOfOtherCapitalsInAListIsNotThisOneAndDoesNotProveThatItIsNotThere()
    {
        var bench = new Bench();
        var lost = new FbaServiceException("lost") { Outcome = RequestOutcome.Unknown };
        var absent = new FbaServiceException("not found") { Outcome = RequestOutcome.Refused, StatusCode = 400, IsNotFound = true };
        var other = bench.Found() with { SellerFulfillmentOrderId = "SIX-TEST-ORDER" };
        bench.Creates(lost).Reads(absent, absent, absent, absent)
            .Pages(new OrderPage([other], null, new CallInfo("list", 1, TimeSpan.Zero)));
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => bench.CreateAsync());
        Assert.Single(bench.Requests, request => request == "POST");
    }
}
