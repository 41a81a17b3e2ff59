using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.FbaInventoryV1;
using FbaOutbound.Services;
using FbaOutbound.Settlement;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Orders;

public sealed class InventoryClientTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Script _script = new();

    [Fact]
    public async Task AllPagesAreReadAndEachEntryIsGivenOnce()
    {
        _script.Pages.AddRange([Page("t1", "A", "B"), Page("t2", "B", "C"), Page(null, "D")]);
        Assert.Equal(("A B C D", null), await ReadAsync());
        Assert.Equal([null, "t1", "t2"], _script.Asked);
    }

    [Fact]
    public async Task UnitsOfOneSkuUnderTwoIdentifiersAreTwoEntries()
    {
        _script.Pages.Add(() => new InventoryPage(
            [
                new FbaInventory { SellerSku = "A", FulfillmentNetworkSku = "X1" },
                new FbaInventory { SellerSku = "A", FulfillmentNetworkSku = "X2" },
            ],
            null,
            null));
        Assert.Equal(("A A", null), await ReadAsync());
    }

    [Fact]
    public async Task AListWhoseTokenRanOutBeginsAgain()
    {
        _script.Pages.AddRange([Page("t1", "A", "B"), Expired(30), Page("t3", "A", "B"), Page(null, "C")]);
        Assert.Equal(("A B C", null), await ReadAsync());
        Assert.Equal([null, "t1", null, "t3"], _script.Asked);
    }

    [Theory]
    [InlineData(29)]
    [InlineData(0)]
    public async Task ARefusalThatTheTimeDoesNotExplainIsAnError(int seconds)
    {
        _script.Pages.AddRange([Page("t1", "A"), Expired(seconds)]);
        await Assert.ThrowsAsync<FbaServiceException>(() => ReadAsync());
    }

    [Fact]
    public async Task AFirstPageThatIsRefusedIsAnError()
    {
        _script.Pages.Add(Expired(60));
        await Assert.ThrowsAsync<FbaServiceException>(() => ReadAsync());
        Assert.Single(_script.Asked);
    }

    [Fact]
    public async Task AListThatExpiresAgainAndAgainIsAnErrorInTheEnd()
    {
        for (var i = 0; i < 10; i++)
        {
            _script.Pages.AddRange([Page("t1", "A"), Expired(31)]);
        }

        await Assert.ThrowsAsync<FbaServiceException>(() => ReadAsync());
        Assert.Equal(8, _script.Asked.Count);
    }

    [Fact]
    public async Task ARepeatedTokenIsToldAsAFlaw()
    {
        _script.Pages.AddRange([Page("t1", "A"), Page("t1", "B")]);
        var (skus, flaw) = await ReadAsync();
        Assert.Equal("A B", skus);
        Assert.Contains("may be incomplete", flaw, StringComparison.Ordinal);
    }

    private static Func<InventoryPage> Page(string? token, params string[] skus) =>
        () => new InventoryPage([.. skus.Select(sku => new FbaInventory { SellerSku = sku })], null, token);

    private Func<InventoryPage> Expired(int seconds) => () =>
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        throw new FbaServiceException("Next token is invalid or expired") { Outcome = RequestOutcome.Refused, StatusCode = 400 };
    };

    private async Task<(string Skus, string? Flaw)> ReadAsync()
    {
        var found = new List<FbaInventory>();
        var flaw = await new InventoryClient(_script, _time, new SessionMark("US", null))
            .ReadAsync(new InventoryQuery("M"), found.Add, CancellationToken.None);
        Assert.All(found, entry => Assert.Equal(("US", "M"), (entry.Session, entry.MarketplaceId)));
        return (string.Join(" ", found.Select(entry => entry.SellerSku)), flaw);
    }

    private sealed class Script : IInventoryService
    {
        public List<Func<InventoryPage>> Pages { get; } = [];

        public List<string?> Asked { get; } = [];

        public InventoryLimits Limits => InventoryRules.Limits;

        public Task<InventoryPage> ListAsync(InventoryQuery query, string? nextToken, CancellationToken cancellationToken)
        {
            Asked.Add(nextToken);
            return Task.FromResult(Pages[Asked.Count - 1]());
        }
    }
}
