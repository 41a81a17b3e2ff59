using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using Xunit;
using static FbaOutbound.Core.Tests.Orders.Answers;

namespace FbaOutbound.Core.Tests.Orders;

public sealed class UpdateSettlementTests
{
    private readonly Bench _bench = new();
    private readonly OrderUpdate _comment = new() { SellerFulfillmentOrderId = "six-test-order", DisplayableOrderComment = "Changed." };
    private readonly OrderUpdate _ship = new() { SellerFulfillmentOrderId = "six-test-order", Action = "Ship" };

    private FulfillmentOrder Changed => _bench.Found() with { DisplayableOrderComment = "CHANGED." };

    private OrderUpdate Moved => _ship with { DestinationAddress = _bench.Order.DestinationAddress };

    private FulfillmentOrder Masked =>
        Changed with
        {
            DestinationAddress = new Address { Name = "***", AddressLine1 = "***", City = "***", PostalCode = "***", CountryCode = "US" }
        };

    private FulfillmentOrder Shipped => _bench.Found("PLANNING") with { Action = "Ship" };

    [Fact]
    public async Task AnAnswerIsBelieved()
    {
        var receipt = await _bench.Updates("answered").Client.UpdateAsync(_comment, default);

        Assert.Equal(
            ("Updated", "Answer", "Hold", "test", 1),
            (receipt.Outcome, receipt.ConfirmedBy, receipt.Action, receipt.Session, receipt.Attempts));
    }

    [Fact]
    public async Task WantedValuesThatAreThereAreAnUpdate()
    {
        var receipt = await _bench.Updates(Unknown()).Reads(Changed).Client.UpdateAsync(_comment, default);

        Assert.Equal(("Updated", "ReadBack"), (receipt.Outcome, receipt.ConfirmedBy));
        Assert.Equal(["PUT 0", "GET 2"], _bench.Service.Log);
    }

    [Fact]
    public async Task AnOrderThatIsStillHeldIsChangedOnceMore()
    {
        var receipt = await _bench.Updates(Unknown(), "answered").Reads(_bench.Found()).Client.UpdateAsync(_comment, default);

        Assert.Equal(("Updated", "Answer"), (receipt.Outcome, receipt.ConfirmedBy));
        Assert.Equal(["PUT 0", "GET 2", "PUT 2"], _bench.Service.Log);
    }

    [Fact]
    public async Task AnUpdateIsNeverSentAThirdTime()
    {
        var error = await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Updates(Unknown(503)).Reads(_bench.Found()).Client.UpdateAsync(_comment, default));

        Assert.Equal(("Update", 2), (error.Request, _bench.Requests.Count(r => r == "PUT")));
        Assert.Contains("Received, held", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOrderThatCannotBeReadIsNotChangedAgain()
    {
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Updates(Unknown()).Reads(Denied()).Client.UpdateAsync(_comment, default));

        Assert.Equal(["PUT 0", "GET 2", "GET 5", "GET 10", "GET 20"], _bench.Service.Log);
    }

    [Fact]
    public async Task AShippedOrderIsWhatShipRequested()
    {
        Assert.Equal("ReadBack", (await _bench.Updates(Unknown()).Reads(Shipped).Client.UpdateAsync(_ship, default)).ConfirmedBy);
    }

    [Fact]
    public async Task ARepeatThatIsRefusedBecauseTheFirstShippedTheOrderIsAnUpdate()
    {
        _bench.Updates(Unknown(), NotUpdatable()).Reads(_bench.Found(), Shipped);

        Assert.Equal("Updated", (await _bench.Client.UpdateAsync(_ship, default)).Outcome);
    }

    [Fact]
    public async Task AnUpdateThatWasDeliveredTwiceIsDoneAlthoughTheSecondIsRefused()
    {
        _bench.Updates(NotUpdatable()).Reads(Shipped);

        UpdateReceipt receipt;
        using (Calls.CallLog.Use(_bench.Log))
        {
            receipt = await _bench.Client.UpdateAsync(_ship, default);
        }

        Assert.Equal(("Updated", "ReadBack"), (receipt.Outcome, receipt.ConfirmedBy));
        Assert.Matches(
            "^Order 'six-test-order' already ships; its status is [A-Z][a-z]+. Amazon refused to change it again.$",
            Assert.Single(_bench.Log.Warnings));
    }

    [Fact]
    public async Task ARefusalIsReportedWhereTheOrderIsNotAsItWasWanted()
    {
        var refusal = NotUpdatable();

        Assert.Same(
            refusal,
            await Assert.ThrowsAsync<FbaServiceException>(
                () => _bench.Updates(refusal).Reads(Shipped).Client.UpdateAsync(_comment, default)));
        Assert.Equal(["PUT 0", "GET 0"], _bench.Service.Log);
    }

    [Fact]
    public async Task ARefusedItemThatTheOrderDoesNotHaveIsNamedWithTheItemsThatItHas()
    {
        var update = _comment with { Items = [new FulfillmentOrderItem { SellerFulfillmentOrderItemId = "TEA-100", Quantity = 3 }] };
        var refusal = await Assert.ThrowsAsync<FbaServiceException>(
            () => _bench.Updates(NotUpdatable()).Reads(_bench.Found()).Client.UpdateAsync(update, default));
        Assert.EndsWith(
            "Order 'six-test-order' has no item 'TEA-100'. Its items are '1' (TEA-100), '2' (CUP-7).", refusal.Message,
            StringComparison.Ordinal);
    }

    public static TheoryData<string?, string> NotHeld => new()
    {
        { "Ship", "RECEIVED" },
        { "Ship", "PLANNING" },
        { "Ship", "PROCESSING" },
        { "Ship", "COMPLETE" },
        { "Ship", "COMPLETE_PARTIALLED" },
        { "Ship", "CANCELLED" },
        { "Hold", "COMPLETE" },
        { "Hold", "CANCELLED" },
        { "Hold", "UNFULFILLABLE" },
        { "Hold", "INVALID" },
        { null, "RECEIVED" },
    };

    [Theory]
    [MemberData(nameof(NotHeld))]
    public async Task AHoldThatIsRefusedForAnOrderThatIsNotHeldIsRefused(string? action, string status)
    {
        foreach (var update in new[] { _comment, new OrderUpdate { SellerFulfillmentOrderId = "six-test-order" } })
        {
            var bench = new Bench();
            var refusal = NotUpdatable();
            bench.Updates(refusal).Reads(Changed with { Action = action, ServiceStatus = status });

            Assert.Same(refusal, await Assert.ThrowsAsync<FbaServiceException>(() => bench.Client.UpdateAsync(update, default)));
            Assert.Contains($"is {OrderStatus.Normalize(status)} and not held", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(NotHeld))]
    public async Task AHoldWhoseAnswerIsLostIsNotSaidToBeDoneWhereTheOrderIsNotHeld(string? action, string status)
    {
        var error = await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Updates(Unknown()).Reads(Changed with { Action = action, ServiceStatus = status })
                .Client.UpdateAsync(_comment, default));

        Assert.Equal(1, _bench.Requests.Count(r => r == "PUT"));
        Assert.DoesNotContain("held", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RECEIVED")]
    [InlineData("PLANNING")]
    [InlineData("PROCESSING")]
    public async Task AHoldThatIsRefusedForAnOrderThatIsHeldWithTheWantedValuesIsAnUpdate(string status)
    {
        var receipt = await _bench.Updates(NotUpdatable()).Reads(Changed with { ServiceStatus = status })
            .Client.UpdateAsync(_comment, default);

        Assert.Equal(("Updated", "ReadBack", "Hold"), (receipt.Outcome, receipt.ConfirmedBy, receipt.Action));
    }

    [Fact]
    public async Task AShipThatIsRefusedIsNotSaidToHaveChangedWhatTheServiceHides()
    {
        var refusal = NotUpdatable();
        _bench.Updates(refusal).Reads(Masked with { Action = "Ship" });

        Assert.Same(refusal, await Assert.ThrowsAsync<FbaServiceException>(() => _bench.Client.UpdateAsync(Moved, default)));
    }

    [Fact]
    public async Task AShipWhoseAnswerIsLostIsDoneWithAWarningOfWhatTheServiceHides()
    {
        _bench.Updates(Unknown()).Reads(Masked with { Action = "Ship" });

        using (Calls.CallLog.Use(_bench.Log))
        {
            Assert.Equal("Updated", (await _bench.Client.UpdateAsync(Moved, default)).Outcome);
        }

        Assert.Contains(
            "does not show whether it applied the new DestinationAddress.Name", Assert.Single(_bench.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefusalThatCannotBeLookedIntoIsUnknown() =>
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Updates(NotUpdatable()).Reads(Denied()).Client.UpdateAsync(_ship, default));

    [Fact]
    public async Task AnUpdateThatWasNotSentForWantOfATokenIsNotLookedInto()
    {
        var error = new FbaCredentialException("No token.") { Outcome = RequestOutcome.Refused, StatusCode = 400 };

        Assert.Same(
            error,
            await Assert.ThrowsAsync<FbaCredentialException>(
                () => _bench.Updates(error).Reads(Denied()).Client.UpdateAsync(_ship, default)));
    }

    [Fact]
    public async Task AnUpdateThatIsCancelledWhileItsRefusalIsLookedIntoIsUnknown()
    {
        using var source = new CancellationTokenSource();
        _bench.Updates(NotUpdatable());
        _bench.Service.Reads.Enqueue(() =>
        {
            source.Cancel();
            throw new OperationCanceledException(source.Token);
        });

        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => _bench.Client.UpdateAsync(_ship, source.Token));
    }

    [Fact]
    public async Task AnOrderThatShippedWithOtherValuesIsNotSaidToBeUpdated()
    {
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Updates(Unknown()).Reads(Shipped).Client.UpdateAsync(_comment with { Action = "Ship" }, default));
    }

    [Fact]
    public async Task ACancelledOrderIsNotShipped()
    {
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Updates(Unknown()).Reads(Shipped with { ServiceStatus = "CANCELLED" }).Client.UpdateAsync(_ship, default));
    }

    [Fact]
    public async Task AMaskedAddressProvesNothing()
    {
        var update = _comment with { DestinationAddress = _bench.Order.DestinationAddress };

        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Updates(Unknown()).Reads(Masked).Client.UpdateAsync(update, default));
    }

    [Fact]
    public async Task OnlyTheItemsOfTheUpdateAreCompared()
    {
        var update = _comment with { Items = [new FulfillmentOrderItem { SellerFulfillmentOrderItemId = "1", Quantity = 2 }] };

        Assert.Equal("ReadBack", (await _bench.Updates(Unknown()).Reads(Changed).Client.UpdateAsync(update, default)).ConfirmedBy);
    }

    public static TheoryData<FbaServiceException> Definite => new() { NotTaken(), NotFound() };

    [Theory]
    [MemberData(nameof(Definite))]
    public async Task ADefiniteErrorIsReportedAsItIs(FbaServiceException error)
    {
        Assert.Same(
            error, await Assert.ThrowsAsync<FbaServiceException>(() => _bench.Updates(error).Client.UpdateAsync(_comment, default)));
        Assert.Equal(["PUT 0"], _bench.Service.Log);
    }

    [Fact]
    public async Task AnUpdateThatBreaksInFlightIsUnknownAndOneThatHasNotLeftIsCancelled()
    {
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Updates(new InvalidOperationException(), new OperationCanceledException()).Client.UpdateAsync(_comment, default));
        await Assert.ThrowsAsync<OperationCanceledException>(() => _bench.Client.UpdateAsync(_comment, default));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Client.UpdateAsync(_comment, new CancellationToken(true)));
    }

    [Fact]
    public async Task AnAddressIsOverlaidWithWhatWasGiven()
    {
        _bench.Reads(_bench.Found());

        var address = await _bench.Client.MergeAddressAsync(
            "six-test-order", new Address { AddressLine1 = "2 Sample Street", City = " " }, default);

        Assert.Equal(_bench.Order.DestinationAddress! with { AddressLine1 = "2 Sample Street" }, address);
    }

    [Fact]
    public async Task AMaskedAddressIsNotMerged()
    {
        _bench.Reads(
            _bench.Found() with
            {
                DestinationAddress = _bench.Order.DestinationAddress! with { Name = "A** E******", Phone = "XXX-XXXX" }
            });

        var error = await Assert.ThrowsAsync<AddressMaskedException>(
            () => _bench.Client.MergeAddressAsync("six-test-order", new Address { Name = "Ann" }, default));

        Assert.Equal(["Name", "Phone"], error.Members);
        Assert.Contains("Name, Phone", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAddressThatIsNotReturnedIsNotMerged()
    {
        _bench.Reads(_bench.Found() with { DestinationAddress = null });

        await Assert.ThrowsAsync<AddressMaskedException>(
            () => _bench.Client.MergeAddressAsync("six-test-order", new Address { Name = "Ann" }, default));
    }

    // What the service leaves out would be cleared by the change, also where the part that is known to be missing is given.
    [Theory]
    [InlineData("US", "City")]
    [InlineData("US", "Name")]
    [InlineData("US", "AddressLine1")]
    [InlineData("US", "PostalCode")]
    [InlineData("US", "CountryCode")]
    [InlineData("JP", "StateOrRegion")]
    public async Task AnAddressThatLacksWhatEveryOrderHasIsNotMerged(string country, string lacking)
    {
        var member = AddressMembers.All.Single(one => one.Name == lacking);
        _bench.Reads(_bench.Found() with { DestinationAddress = member.Set(Whole(country), null) });

        var error = await Assert.ThrowsAsync<AddressMaskedException>(
            () => _bench.Client.MergeAddressAsync("six-test-order", member.Set(new Address { AddressLine2 = "Apt 4" }, "given"), default));

        Assert.Equal([lacking], error.Members);
        Assert.Contains($"shows no {lacking} ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("US")]
    [InlineData("JP")]
    public async Task AnAddressThatHasWhatEveryOrderHasIsMerged(string country)
    {
        _bench.Reads(_bench.Found() with { DestinationAddress = Whole(country) });

        Assert.Equal(
            Whole(country) with { AddressLine2 = "Apt 4" },
            await _bench.Client.MergeAddressAsync("six-test-order", new Address { AddressLine2 = "Apt 4" }, default));
    }

    private Address Whole(string country) => _bench.Order.DestinationAddress! with
    {
        CountryCode = country, City = country == "JP" ? null : "Springfield", StateOrRegion = "IL",
    };
}
