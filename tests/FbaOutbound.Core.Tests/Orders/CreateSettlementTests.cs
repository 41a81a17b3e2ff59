using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using Xunit;
using static FbaOutbound.Core.Tests.Orders.Answers;

namespace FbaOutbound.Core.Tests.Orders;

public sealed class CreateSettlementTests
{
    private readonly Bench _bench = new();

    [Theory]
    [InlineData("answered", "Created")]
    [InlineData("accepted", "Accepted")]
    public async Task AnAnswerIsBelievedAndNothingMoreIsSent(string answer, string outcome)
    {
        var receipt = await _bench.Creates(answer).CreateAsync();

        Assert.Equal(
            (outcome, "Answer", 7L, 1, "request-1"),
            (receipt.Outcome, receipt.ConfirmedBy, receipt.Row, receipt.Attempts, receipt.RequestId));
        Assert.Equal(("test", "2020-07-01", "Hold"), (receipt.Session, receipt.ApiVersion, receipt.Action));
        Assert.Equal(["POST 0"], _bench.Service.Log);
    }

    [Fact]
    public async Task AnAnswerThatHoldsTheOrderIsCompared()
    {
        var receipt = await _bench.Creates(_bench.Found()).CreateAsync();
        Assert.Equal(("Created", "Answer"), (receipt.Outcome, receipt.ConfirmedBy));
        Assert.Equal(["POST 0"], _bench.Service.Log);
    }

    // The id was used before, and the service answers as if it had created the order.
    [Fact]
    public async Task AUsedIdThatIsAnsweredLikeANewOneIsReported()
    {
        var another = _bench.Found() with { Items = [_bench.Order.Items[0] with { Quantity = 5 }, _bench.Order.Items[1]] };
        var conflict = await Assert.ThrowsAsync<OrderConflictException>(() => new Bench().Creates(another).CreateAsync());
        Assert.Equal("Items[1].Quantity (Conflict)", Assert.Single(conflict.Differences).ToString());
        await Assert.ThrowsAsync<OrderIdUsedByDeadOrderException>(() => new Bench().Creates(_bench.Found("CANCELLED")).CreateAsync());
        Assert.Equal("AlreadyExisted", (await new Bench().Creates(_bench.FoundOld()).CreateAsync()).Outcome);
    }

    [Fact]
    public async Task AnAnswerInWhichALesserMemberDiffersIsCreatedWithAWarning()
    {
        var receipt = await _bench.Creates(_bench.Found() with { DisplayableOrderComment = "Another comment." }).CreateAsync();
        Assert.Equal(("Created", "DisplayableOrderComment (Minor)"), (receipt.Outcome, Assert.Single(receipt.Differences).ToString()));
        Assert.Single(_bench.Log.Warnings);
    }

    private static FulfillmentOrder WithUnit(FulfillmentOrder order) => order with
    {
        DestinationAddress = order.DestinationAddress! with { AddressLine2 = "Apt 9" },
        Items = [order.Items[0] with { GiftMessage = "Enjoy!" }, order.Items[1]],
    };

    // The file was corrected after it was sent: without a word, the parcel would go out without the apartment.
    [Fact]
    public async Task AValueThatTheExistingOrderDoesNotShowIsAWarning()
    {
        var bench = new Bench { Order = WithUnit(Bench.Sample()) };
        var old = bench.FoundOld();
        var receipt = await bench.Creates(Duplicate()).Reads(old with
        {
            DestinationAddress = Bench.Sample().DestinationAddress, Items = Bench.Sample().Items,
        }).CreateAsync();
        Assert.Equal("AlreadyExisted", receipt.Outcome);
        Assert.Contains(
            "Amazon shows no DestinationAddress.AddressLine2, Items[1].GiftMessage for it",
            Assert.Single(bench.Log.Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task AValueThatAmazonHidesIsNoWarning()
    {
        var bench = new Bench { Order = WithUnit(Bench.Sample()) };
        var old = bench.FoundOld();
        foreach (var hidden in new[]
        {
            old with { DestinationAddress = null },
            old with { DestinationAddress = old.DestinationAddress! with { AddressLine2 = "***" } },
            old with { DestinationAddress = new Address { Name = "XXXX", PostalCode = "00001", CountryCode = "US" } },
        })
        {
            Assert.Equal("AlreadyExisted", (await bench.Creates(Duplicate()).Reads(hidden).CreateAsync()).Outcome);
        }

        Assert.Empty(bench.Log.Warnings);
    }

    [Fact]
    public async Task AnOrderOfThisRequestThatIsReadBackNeedNotShowAllOfIt()
    {
        var bench = new Bench { Order = WithUnit(Bench.Sample()) };
        var receipt = await bench.Creates(Unknown()).Reads(bench.Found() with { Items = Bench.Sample().Items }).CreateAsync();
        Assert.Equal("Created", receipt.Outcome);
        Assert.Empty(bench.Log.Warnings);
    }

    [Fact]
    public async Task TheAnswerToASecondSendIsComparedToo()
    {
        _bench.Creates(Unknown(), _bench.Found() with { Items = [_bench.Order.Items[0]] }).Reads(NotFound()).Pages(Page());
        await Assert.ThrowsAsync<OrderConflictException>(() => _bench.CreateAsync());
    }

    [Fact]
    public async Task AListThatDoesNotEndIsEndedAndProvesNothing()
    {
        var pages = 0;
        _bench.Creates(Unknown()).Reads(NotFound()).Service.Pages.Enqueue(_ => Page() with { NextToken = $"token {pages++}" });
        var error = await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => _bench.CreateAsync());
        Assert.Contains("nothing new", error.InnerException!.Message, StringComparison.Ordinal);
        Assert.InRange(pages, 10, 30);
        Assert.Single(_bench.Requests, request => request == "POST");
    }

    [Fact]
    public async Task AnUnknownCreateThatIsReadBackIsCreatedAndNotSentAgain()
    {
        var receipt = await _bench.Creates(Unknown()).Reads(NotFound(), NotFound(), _bench.Found()).CreateAsync();

        Assert.Equal(
            ("Created", "ReadBack", 4, TimeSpan.FromSeconds(10)),
            (receipt.Outcome, receipt.ConfirmedBy, receipt.Attempts, receipt.Elapsed));
        Assert.Empty(receipt.Differences);
        Assert.Equal(["POST 0", "GET 2", "GET 5", "GET 10"], _bench.Service.Log);
    }

    [Fact]
    public async Task AnUnknownCreateThatFindsAnEarlierOrderAlreadyExisted()
    {
        var receipt = await _bench.Creates(Unknown()).Reads(_bench.FoundOld()).CreateAsync();

        Assert.Equal("AlreadyExisted", receipt.Outcome);
    }

    [Fact]
    public async Task OnlyProvenAbsenceIsSentASecondTime()
    {
        var receipt = await _bench.Creates(Unknown(), "answered").Reads(NotFound()).Pages(Page()).CreateAsync();

        Assert.Equal(("Created", "Answer"), (receipt.Outcome, receipt.ConfirmedBy));
        Assert.Equal(["POST 0", "GET 2", "GET 5", "GET 10", "GET 20", "LIST 20", "POST 20"], _bench.Service.Log);
        Assert.Equal(_bench.Service.Start - TimeSpan.FromMinutes(15), _bench.Service.Lists.Single().Since);
    }

    [Fact]
    public async Task EveryPageOfTheListIsSeenBeforeASecondSend()
    {
        _bench.Creates(Unknown(), "answered").Reads(NotFound())
            .Pages(Page() with { NextToken = "a" }, Page() with { NextToken = "b" }, Page());

        await _bench.CreateAsync();

        Assert.Equal([null, "a", "b"], _bench.Service.Lists.Select(l => l.Token));
    }

    [Fact]
    public async Task AnOrderThatTheListShowsIsFound()
    {
        _bench.Creates(Unknown()).Reads(NotFound()).Pages(Page() with { NextToken = "a" }, Page(_bench.Found()));

        var receipt = await _bench.CreateAsync();

        Assert.Equal("Created", receipt.Outcome);
        Assert.Single(_bench.Requests, "POST");
    }

    [Fact]
    public async Task AnOrderThatTheListShowsWithoutItemsIsReadBeforeItIsJudged()
    {
        var other = _bench.Found() with { Items = [_bench.Order.Items[0] with { Quantity = 14 }, _bench.Order.Items[1]] };
        _bench.Creates(Unknown()).Reads(NotFound(), NotFound(), NotFound(), NotFound(), other).Pages(Page(other with { Items = [] }));

        await Assert.ThrowsAsync<OrderConflictException>(() => _bench.CreateAsync());

        Assert.Single(_bench.Requests, "POST");
    }

    [Fact]
    public async Task AnOrderThatOnlyAListWithoutItemsShowsIsUnknown()
    {
        _bench.Creates(Unknown()).Reads(NotFound()).Pages(Page(_bench.Found() with { Items = [] }));

        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => _bench.CreateAsync());

        Assert.Single(_bench.Requests, "POST");
    }

    public static TheoryData<string, object[], object[]> AnythingLess => new()
    {
        { "a read is denied", [NotFound(), Denied(), NotFound()], [Page()] },
        { "a read fails", [Unknown(500), NotFound()], [Page()] },
        {
            "a read ends in Received 500 response",
            [NotFound(), NotFound(), NotFound(), Refused("… Received error message: Received 500 response")], [Page()]
        },
        { "a read answers with another order", [NotFound(), Unknown(200), NotFound()], [Page()] },
        { "a read is not understood", [NotFound(), new InvalidOperationException("Not understood."), NotFound()], [Page()] },
        { "the list fails", [NotFound()], [Unknown(503)] },
        { "the list fails on its second page", [NotFound()], [Page() with { NextToken = "a" }, Denied()] },
        { "the list leads in a circle", [NotFound()], [Page() with { NextToken = "a" }, Page() with { NextToken = "a" }] },
    };

    [Theory]
    [MemberData(nameof(AnythingLess))]
    public async Task AnythingLessThanProofLeavesTheOutcomeUnknown(string what, object[] reads, object[] pages)
    {
        _bench.Creates(Unknown(503), "answered").Reads(reads).Pages(pages);

        var error = await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => _bench.CreateAsync());

        Assert.True(_bench.Requests.Count(r => r == "POST") == 1, what);
        Assert.Equal(("six-test-order", "Create", _bench.Service.Start), (error.SellerFulfillmentOrderId, error.Request, error.FirstSent));
        Assert.Equal(["lost"], error.RequestIds);
        Assert.Contains("'six-test-order'", error.Message, StringComparison.Ordinal);
        Assert.Contains("2026-05-14T10:00:00Z", error.Message, StringComparison.Ordinal);
        Assert.Contains("Resolve-FbaFulfillmentOrder", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("fail", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("another id", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Ann", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASecondUnknownCreateIsReadBackAndNeverSentAThirdTime()
    {
        _bench.Creates(Unknown()).Reads(NotFound()).Pages(Page());

        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => _bench.CreateAsync());

        Assert.Equal(
            ["POST 0", "GET 2", "GET 5", "GET 10", "GET 20", "LIST 20", "POST 20", "GET 22", "GET 25", "GET 30", "GET 40"],
            _bench.Service.Log);
    }

    [Fact]
    public async Task ADuplicateOnTheSecondSendIsTheFirstThatLandedLate()
    {
        var receipt = await _bench.Creates(Unknown(), Duplicate()).Reads(NotFound(), NotFound(), NotFound(), NotFound(), _bench.Found())
            .Pages(Page()).CreateAsync();

        Assert.Equal(("Created", "ReadBack"), (receipt.Outcome, receipt.ConfirmedBy));
    }

    public static TheoryData<Exception> DefiniteErrors => new()
    {
        Refused("No inventory available for Items.SellerFulfillmentOrderItemId: 1."),
        NotTaken(),
        Denied(),
        new FbaException("The refresh token was revoked."),
    };

    [Theory]
    [MemberData(nameof(DefiniteErrors))]
    public async Task WhatTheSecondSendMeetsSaysNothingOfTheFirst(Exception second)
    {
        _bench.Creates(Unknown(), second).Reads(NotFound()).Pages(Page());

        var error = await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => _bench.CreateAsync());

        Assert.Same(second, error.InnerException);
    }

    [Fact]
    public async Task ADuplicateIsReadAtOnceAndAlreadyExisted()
    {
        var receipt = await _bench.Creates(Duplicate()).Reads(_bench.FoundOld()).CreateAsync();

        Assert.Equal(("AlreadyExisted", "ReadBack"), (receipt.Outcome, receipt.ConfirmedBy));
        Assert.Equal(["POST 0", "GET 0"], _bench.Service.Log);
    }

    [Fact]
    public async Task ADuplicateOfTheFirstSendIsNeverOursHoweverYoungTheOrder()
    {
        Assert.Equal("AlreadyExisted", (await _bench.Creates(Duplicate()).Reads(_bench.Found()).CreateAsync()).Outcome);
    }

    [Fact]
    public async Task ADuplicateWhoseOutcomeIsUnknownMayBeOurs()
    {
        var duplicate = new FbaServiceException("It may be used.") { Outcome = RequestOutcome.Unknown, StatusCode = 500, IsDuplicate = true };
        Assert.Equal("Created", (await _bench.Creates(duplicate).Reads(_bench.Found()).CreateAsync()).Outcome);
    }

    [Fact]
    public async Task ADuplicateWithNothingToReadIsUnknown()
    {
        _bench.Creates(Duplicate()).Reads(NotFound());

        var error = await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => _bench.CreateAsync());

        Assert.Contains("used before", error.Message, StringComparison.Ordinal);
        Assert.Single(_bench.Requests, "POST");
    }

    [Fact]
    public async Task AnotherOrderOfTheIdIsAConflictThatNamesMembersAndNoValues()
    {
        var found = _bench.FoundOld();
        _bench.Creates(Duplicate()).Reads(found with { DestinationAddress = found.DestinationAddress! with { Name = "Cid Example" } });

        var error = await Assert.ThrowsAsync<OrderConflictException>(() => _bench.CreateAsync());

        Assert.Equal("DestinationAddress.Name (Conflict)", Assert.Single(error.Differences).ToString());
        Assert.Contains("DestinationAddress.Name", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Example", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMinorDifferenceAlreadyExistedWithAWarningEvenAfterOurOwnSend()
    {
        var receipt = await _bench.Creates(Unknown()).Reads(_bench.Found() with { DisplayableOrderComment = "Thanks." }).CreateAsync();

        Assert.Equal("AlreadyExisted", receipt.Outcome);
        Assert.Equal("DisplayableOrderComment (Minor)", Assert.Single(receipt.Differences).ToString());
        Assert.Contains("DisplayableOrderComment", Assert.Single(_bench.Log.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CANCELLED")]
    [InlineData("INVALID")]
    [InlineData("Unfulfillable")]
    public async Task AnIdOfADeadOrderIsUsedUp(string status)
    {
        var error = await Assert.ThrowsAsync<OrderIdUsedByDeadOrderException>(
            () => _bench.Creates(Duplicate()).Reads(_bench.FoundOld(status)).CreateAsync());

        Assert.Equal(OrderStatus.Normalize(status), error.Status);
        Assert.Contains("belongs to an order", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOrderOfOursThatDiedAtOnceIsSaidToBeOurs()
    {
        var error = await Assert.ThrowsAsync<OrderIdUsedByDeadOrderException>(
            () => _bench.Creates(Unknown()).Reads(_bench.Found("INVALID")).CreateAsync());

        Assert.Contains("was created by this request but is now Invalid", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACallThatIsCancelledBeforeItsSendIsCancelled()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Creates("answered").CreateAsync(new CancellationToken(true)));

        Assert.Empty(_bench.Service.Log);
    }

    [Fact]
    public async Task ACallThatIsCancelledAfterItsSendIsUnknown()
    {
        using var source = new CancellationTokenSource();
        _bench.Service.Creates.Enqueue(_ => throw Unknown());
        _bench.Service.Reads.Enqueue(() =>
        {
            source.Cancel();
            throw new OperationCanceledException(source.Token);
        });

        var error = await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => _bench.CreateAsync(source.Token));

        Assert.IsAssignableFrom<OperationCanceledException>(error.InnerException);
    }

    [Fact]
    public async Task ACreateThatIsCancelledBeforeItLeavesIsCancelledAndNotUnknown()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => _bench.Creates(new OperationCanceledException()).CreateAsync());
    }

    [Fact]
    public async Task ASecondSendThatIsCancelledBeforeItLeavesSaysNothingOfTheFirst()
    {
        _bench.Creates(Unknown(), new OperationCanceledException()).Reads(NotFound()).Pages(Page());

        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => _bench.CreateAsync());
    }

    [Fact]
    public async Task AFaultInFlightIsUnknown()
    {
        var error = await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Creates(new InvalidOperationException()).CreateAsync());

        Assert.Equal(_bench.Service.Start, error.FirstSent);
    }

    [Fact]
    public async Task ACallThatIsCancelledWhileADuplicateIsReadIsUnknown()
    {
        using var source = new CancellationTokenSource();
        _bench.Creates(Duplicate());
        _bench.Service.Reads.Enqueue(() =>
        {
            source.Cancel();
            throw new OperationCanceledException(source.Token);
        });

        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => _bench.CreateAsync(source.Token));
    }

    [Fact]
    public async Task AnErrorBeforeAnyRequestComesOutAsItIs()
    {
        var error = new FbaException("Version 2026-07-04 has no gift wrap.");

        Assert.Same(error, await Assert.ThrowsAsync<FbaException>(() => _bench.Creates(error).CreateAsync()));
    }
}
