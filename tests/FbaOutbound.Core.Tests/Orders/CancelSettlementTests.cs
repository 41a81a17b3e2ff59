using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Settlement;
using Xunit;
using static FbaOutbound.Core.Tests.Orders.Answers;

namespace FbaOutbound.Core.Tests.Orders;

public sealed class CancelSettlementTests
{
    private const string Id = "six-test-order";

    private readonly Bench _bench = new();

    private static CancelReceipt Requested => new() { SellerFulfillmentOrderId = Id, Outcome = "CancelRequested", Attempts = 1 };

    public static TheoryData<object> Taken => new() { "answered", DuplicateCancel() };

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task ACancellationIsARequestAndSoIsItsDuplicate(object answer)
    {
        var receipt = await _bench.Cancels(answer).Client.CancelAsync(Id, default);

        Assert.Equal(
            ("CancelRequested", null, null, 1, "test"),
            (receipt.Outcome, receipt.Status, receipt.CancelledQuantity, receipt.Attempts, receipt.Session));
    }

    [Fact]
    public async Task AnUnknownCancellationOfACancelledOrderIsDone()
    {
        var receipt = await _bench.Cancels(Unknown()).Reads(Order("CANCELLED", 2, 1)).Client.CancelAsync(Id, default);

        Assert.Equal(
            ("Cancelled", "Cancelled", 3, 0, 2),
            (receipt.Outcome, receipt.Status, receipt.CancelledQuantity, receipt.NotCancelledQuantity, receipt.Attempts));
        Assert.Equal(["CANCEL 0", "GET 2"], _bench.Service.Log);
    }

    [Theory]
    [MemberData(nameof(Taken))]
    public async Task AnUnknownCancellationIsSentOnceMoreWhateverCouldBeRead(object second)
    {
        Assert.Equal("CancelRequested", (await _bench.Cancels(Unknown(), second).Reads(Denied()).Client.CancelAsync(Id, default)).Outcome);
        Assert.Equal(["CANCEL 0", "GET 2", "CANCEL 2"], _bench.Service.Log.Take(3));
        Assert.Equal(second is string ? 3 : 4, _bench.Service.Log.Count);
    }

    [Fact]
    public async Task ADuplicateOfACancellationThatHadItsEffectIsCancelled()
    {
        var receipt = await _bench.Cancels(DuplicateCancel()).Reads(Order("CANCELLED", 2, 1)).Client.CancelAsync(Id, default);

        Assert.Equal(
            ("Cancelled", "Cancelled", 3, 0), (receipt.Outcome, receipt.Status, receipt.CancelledQuantity, receipt.NotCancelledQuantity));
        Assert.Equal(["CANCEL 0", "GET 0"], _bench.Service.Log);
    }

    [Fact]
    public async Task ADuplicateOfACancellationIsRequestedWhateverHappensToTheRead()
    {
        using var source = new CancellationTokenSource();
        _bench.Cancels(DuplicateCancel());
        _bench.Service.Reads.Enqueue(() =>
        {
            source.Cancel();
            throw new OperationCanceledException(source.Token);
        });

        Assert.Equal("CancelRequested", (await _bench.Client.CancelAsync(Id, source.Token)).Outcome);
    }

    [Fact]
    public async Task ARepeatThatIsRefusedIsDecidedByTheOrder()
    {
        _bench.Cancels(
            Unknown(), Refused("Value Cancelled for parameter Status is invalid.")).Reads(Order("Received"), Order("Cancelled", 2, 1));

        Assert.Equal("Cancelled", (await _bench.Client.CancelAsync(Id, default)).Outcome);
    }

    // A request that arrives later is refused, too: no order goes back to where it can be cancelled.
    [Theory]
    [InlineData(false, "Processing", "No.")]
    [InlineData(true, "Processing", "An order cannot be cancelled any more when it is Processing.")]
    public async Task ARepeatThatIsRefusedBecauseOfTheStatusDecidesAndIsTooLate(bool hidesProgress, string status, string message)
    {
        var refusal = Refused(message);
        _bench.Cancels(Unknown(), refusal).Reads(Order(status) with { HidesProgress = hidesProgress });

        Assert.Same(refusal, await Assert.ThrowsAsync<FbaServiceException>(() => _bench.Client.CancelAsync(Id, default)));
        Assert.Equal(status, refusal.TooLateStatus);
        Assert.Equal(["CANCEL 0", "GET 2", "CANCEL 2", "GET 4", "GET 7", "GET 12", "GET 22"], _bench.Service.Log);
    }

    public static TheoryData<object, bool, string> Undecided => new()
    {
        { Refused("No."), false, "Planning" },
        { Refused("Value Processing for parameter Status is invalid."), true, "Processing" },
        { Refused("No.", 403), false, "Processing" },
        { Refused("No.", 500), false, "Processing" },
        { NotFound(), false, "Processing" },
        { NotTaken(), false, "Processing" },
        { Unknown(), false, "Processing" },
    };

    [Theory]
    [MemberData(nameof(Undecided))]
    public async Task ARepeatThatIsRefusedForAnotherReasonDecidesNothing(object second, bool hidesProgress, string status)
    {
        _bench.Cancels(Unknown(), second).Reads(Order(status) with { HidesProgress = hidesProgress });

        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => _bench.Client.CancelAsync(Id, default));
    }

    [Fact]
    public async Task ARepeatThatIsRefusedDecidesNothingIfTheOrderCannotBeReadAfterwards() =>
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => _bench.Cancels(Unknown(), Refused("No."))
            .Reads(Order("Processing"), Denied()).Client.CancelAsync(Id, default));

    [Fact]
    public async Task TwoUnknownCancelsAreUnknown()
    {
        var error = await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Cancels(Unknown()).Reads(Order("Received")).Client.CancelAsync(Id, default));

        Assert.Equal(("Cancel", 2), (error.Request, _bench.Requests.Count(r => r == "CANCEL")));
    }

    [Fact]
    public async Task ARefusalIsReportedAsItIs()
    {
        var refusal = Refused("Value Processing for parameter Status is invalid.");

        Assert.Same(
            refusal,
            await Assert.ThrowsAsync<FbaServiceException>(
                () => _bench.Cancels(refusal).Reads(Order("Processing")).Client.CancelAsync(Id, default)));
        Assert.Equal(["CANCEL", "GET"], _bench.Requests);
    }

    // The HTTP client may have sent it twice, and the second one is refused.
    [Theory]
    [InlineData("CANCELLED", 2, 1)]
    [InlineData("Planning", 2, 1)]
    public async Task ARefusedCancellationOfAnOrderThatIsCancelledIsDone(string status, int first, int second)
    {
        _bench.Cancels(Refused("Value Cancelled for parameter Status is invalid.")).Reads(Order(status, first, second));

        Assert.Equal("Cancelled", (await _bench.Client.CancelAsync(Id, default)).Outcome);
    }

    [Fact]
    public async Task ARefusedCancellationOfAnOrderThatCannotBeReadIsUnknownAndOneOfNoOrderIsRefused()
    {
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => new Bench().Cancels(Refused("Invalid Input")).Reads(Denied()).Client.CancelAsync(Id, default));
        await Assert.ThrowsAsync<FbaServiceException>(
            () => new Bench().Cancels(Refused("Invalid Input")).Reads(NotFound()).Client.CancelAsync(Id, default));
    }

    [Fact]
    public async Task UnitsThatWereCancelledBeforeDoNotShowThisCancel()
    {
        var receipt = await _bench.Cancels(Unknown(), "answered").Reads(Order("Planning", 1, 0)).Client.CancelAsync(Id, default);

        Assert.Equal("CancelRequested", receipt.Outcome);
        Assert.Equal(["CANCEL", "GET", "CANCEL"], _bench.Requests);
    }

    [Fact]
    public async Task MoreUnitsThanWereCancelledBeforeDo()
    {
        var receipt = await _bench.Cancels(Unknown()).Reads(Order("Planning", 1, 0), Order("Planning", 1, 0), Order("Planning", 2, 0))
            .Client.CancelAsync(Id, default);

        Assert.Equal(("CancelRequested", 2), (receipt.Outcome, receipt.CancelledQuantity));
    }

    [Fact]
    public async Task TwoUnknownCancelsOfAnOrderThatWasCancelledInPartBeforeAreUnknown() =>
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Cancels(Unknown()).Reads(Order("Planning", 1, 0)).Client.CancelAsync(Id, default));

    [Fact]
    public async Task ACancellationThatBreaksInFlightIsUnknownAndOneThatHasNotLeftIsCancelled()
    {
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Cancels(new InvalidOperationException(), new OperationCanceledException()).Client.CancelAsync(Id, default));
        await Assert.ThrowsAsync<OperationCanceledException>(() => _bench.Client.CancelAsync(Id, default));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Client.CancelAsync(Id, new CancellationToken(true)));
    }

    [Theory]
    [InlineData("Received", 0, 0, "CancelRequested", 0, 3)]
    [InlineData("Planning", 2, 0, "CancelRequested", 2, 1)]
    [InlineData("Planning", 2, 1, "Cancelled", 3, 0)]
    [InlineData("CANCELLED", 2, 1, "Cancelled", 3, 0)]
    [InlineData("CANCELLED", null, null, "Cancelled", 3, 0)]
    [InlineData("COMPLETE", 0, 0, "NotCancelled", 0, 3)]
    [InlineData("COMPLETE_PARTIALLED", 2, 0, "PartlyCancelled", 2, 1)]
    [InlineData("COMPLETE_PARTIALLED", 0, 0, "NotCancelled", 0, 3)]
    [InlineData("COMPLETE_PARTIAL", null, null, "CancelRequested", null, null)]
    [InlineData("Unfulfillable", null, null, "NotCancelled", null, null)]
    [InlineData("SOMETHING_NEW", null, null, "CancelRequested", null, null)]
    public void TheOrderTellsHowMuchWasCancelled(
        string status, int? first, int? second, string outcome, int? cancelled, int? notCancelled)
    {
        var receipt = CancelOutcome.Judge(Requested, Order(status, first, second));

        Assert.Equal((outcome, cancelled, notCancelled), (receipt.Outcome, receipt.CancelledQuantity, receipt.NotCancelledQuantity));
        Assert.Equal(OrderStatus.Normalize(status), receipt.Status);
    }

    [Fact]
    public async Task WaitingEndsWithTheOrder()
    {
        _bench.Reads(Order("Received", 0, 0), Unknown(), Order("CompletePartialled", 0, 1));

        var receipt = await WaitAsync();

        Assert.Equal(
            ("PartlyCancelled", 1, 2, TimeSpan.FromSeconds(60)),
            (receipt.Outcome, receipt.CancelledQuantity, receipt.NotCancelledQuantity, receipt.Elapsed));
        Assert.Equal(["GET 0", "GET 30", "GET 60"], _bench.Service.Log);
    }

    [Fact]
    public async Task WaitingEndsWithItsTimeAndSaysWhatIsKnown()
    {
        var receipt = await _bench.Reads(Order("Planning", 0, 0)).Client.WaitForCancelAsync(
            Requested, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(45), default);

        Assert.Equal(("CancelRequested", "Planning"), (receipt.Outcome, receipt.Status));
        Assert.Equal(["GET 0", "GET 30", "GET 45"], _bench.Service.Log);
    }

    [Fact]
    public async Task WaitingThatNeverReadTheOrderIsAnError()
    {
        await Assert.ThrowsAsync<FbaServiceException>(
            () => _bench.Reads(Unknown()).Client.WaitForCancelAsync(
                Requested, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(45), default));
    }

    [Fact]
    public async Task WaitingEndsWithARefusal()
    {
        await Assert.ThrowsAsync<FbaServiceException>(() => WaitAsync(Denied()));
        Assert.Equal(["GET 0"], _bench.Service.Log);
    }

    private Task<CancelReceipt> WaitAsync(params object[] reads) =>
        _bench.Reads(reads).Client.WaitForCancelAsync(Requested, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), default);

    private FulfillmentOrder Order(string status, int? first = 0, int? second = 0) => _bench.Found(status) with
    {
        Items = [_bench.Order.Items[0] with { CancelledQuantity = first }, _bench.Order.Items[1] with { CancelledQuantity = second }],
    };
}
