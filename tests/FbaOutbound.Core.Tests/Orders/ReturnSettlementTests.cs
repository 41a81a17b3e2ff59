using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Settlement;
using Xunit;

namespace FbaOutbound.Core.Tests.Orders;

/// <summary>A return is created once: its items' identifiers are the keys.</summary>
public sealed class ReturnSettlementTests
{
    private static readonly ReturnRequestItem s_item = new() { SellerReturnItemId = "r1", SellerFulfillmentOrderItemId = "1" };

    private readonly Bench _bench = new();
    private readonly Returns _returns = new();

    private FulfillmentOrder Returned =>
        _bench.Found() with { ReturnItems = [new ReturnItem { SellerReturnItemId = "r1", SellerFulfillmentOrderItemId = "1" }] };

    [Fact]
    public async Task AnAnswerIsEnough()
    {
        _returns.Answers.Enqueue(() => Answer("r1"));
        var receipt = await CreateAsync();
        Assert.Equal(("Created", "Answer", 1), (receipt.Outcome, receipt.ConfirmedBy, _returns.Sent));
    }

    [Fact]
    public async Task AfterALostAnswerTheOrderTells()
    {
        _returns.Answers.Enqueue(() => throw Answers.Unknown());
        _bench.Reads(Returned);
        var receipt = await CreateAsync();
        Assert.Equal(("Created", "ReadBack", 1), (receipt.Outcome, receipt.ConfirmedBy, _returns.Sent));
        Assert.Single(receipt.ReturnItems);
    }

    [Fact]
    public async Task WhatIsNotThereIsSentOnceMoreAndADuplicateIsOurs()
    {
        _returns.Answers.Enqueue(() => throw Answers.Unknown());
        _returns.Answers.Enqueue(() => Refusal("DuplicateRequest"));
        _bench.Reads(_bench.Found(), Returned);
        var receipt = await CreateAsync();
        Assert.Equal(("Created", "ReadBack", 2), (receipt.Outcome, receipt.ConfirmedBy, _returns.Sent));
    }

    [Fact]
    public async Task WhatWasReturnedBeforeIsSaidSo()
    {
        _returns.Answers.Enqueue(() => Refusal("DuplicateRequest"));
        _bench.Reads(Returned);
        Assert.Equal("AlreadyExisted", (await CreateAsync()).Outcome);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task WhatWasReturnedBeforeIsSaidSoAlthoughReadsFail(int sent)
    {
        _returns.Answers.Enqueue(() => Refusal("DuplicateRequest"));
        _returns.Answers.Enqueue(() => Refusal("DuplicateRequest"));
        _bench.Reads([.. Enumerable.Repeat<object>(Answers.Unknown(503), sent == 1 ? 1 : 2), Returned]);
        Assert.Equal(("AlreadyExisted", sent), ((await CreateAsync()).Outcome, _returns.Sent));
    }

    [Fact]
    public async Task AKeyThatAnotherItemHasIsRefused()
    {
        _returns.Answers.Enqueue(() => Refusal("DuplicateRequest"));
        _bench.Reads(
            _bench.Found() with { ReturnItems = [new ReturnItem { SellerReturnItemId = "r1", SellerFulfillmentOrderItemId = "2" }] });
        var error = await Assert.ThrowsAsync<ReturnRefusedException>(CreateAsync);
        Assert.Contains("'r1' belongs to item '2'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CR-DEFECTIVE", "Broken.", null)]
    [InlineData("CR-DEFECTIVE", null, "no ReturnComment for 'r1', so yours could not be compared and may be missing")]
    [InlineData("CR-UNWANTED_ITEM", null, "'r1' in ReturnReasonCode. They were not changed. Amazon shows no ReturnComment for 'r1', so "
        + "yours could not be compared and may be missing")]
    [InlineData("CR-UNWANTED_ITEM", "broken. ", "'r1' in ReturnReasonCode")]
    [InlineData("CR-DEFECTIVE", "Too small.", "'r1' in ReturnComment")]
    public async Task AReturnThatExistsWithOtherValuesIsAWarning(string? reason, string? comment, string? says)
    {
        _returns.Answers.Enqueue(() => Refusal("DuplicateRequest"));
        _bench.Reads(
            Returned with
            {
                ReturnItems = [Returned.ReturnItems[0] with { SellerReturnReasonCode = reason, ReturnComment = comment }],
            });
        ReturnRequestItem wanted = s_item with { ReturnReasonCode = "CR-DEFECTIVE", ReturnComment = "Broken." };
        using (CallLog.Use(_bench.Log))
        {
            Assert.Equal("AlreadyExisted", (await CreateAsync(wanted)).Outcome);
        }

        if (says is null)
        {
            Assert.Empty(_bench.Log.Warnings);
        }
        else
        {
            Assert.Contains(says + ".", Assert.Single(_bench.Log.Warnings), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ALaterItemWithAUsedKeyDiffersInNamedMembers()
    {
        var taken = new RepeatedReturns();
        Assert.Null(taken.Add("s", "o", s_item));
        Assert.Null(taken.Add("s", "o2", s_item with { SellerFulfillmentOrderItemId = "2" }));
        Assert.Null(taken.Add("s2", "o", s_item with { SellerFulfillmentOrderItemId = "2" }));
        Assert.Empty(taken.Add("s", "o", s_item)!);
        Assert.Equal(
            ["SellerFulfillmentOrderItemId", "ReturnComment"],
            taken.Add("s", "o", s_item with { SellerFulfillmentOrderItemId = "2", ReturnComment = "x" })!);
    }

    [Fact]
    public async Task ARefusalOfAllItemsIsAnErrorAndOfSomeIsNot()
    {
        _returns.Answers.Enqueue(() => Refusal("NoReturnableQuantity"));
        var error = await Assert.ThrowsAsync<ReturnRefusedException>(CreateAsync);
        Assert.Contains("'r1': nothing is left to return (NoReturnableQuantity)", error.Message, StringComparison.Ordinal);
        _returns.Answers.Enqueue(() => Answer("r1") with { InvalidReturnItems = Refusal("InvalidValues").InvalidReturnItems });
        Assert.Equal("PartlyCreated", (await CreateAsync()).Outcome);
    }

    [Fact]
    public async Task ARefusalNamesTheItemAndTheReasonAndOnlyKeysThatWereGiven()
    {
        ReturnRequestItem made = new() { SellerReturnItemId = "k1", Name = "MUG", ReturnReasonCode = "NOPE", IsKeyMade = true };
        ReturnRequestItem[] wanted =
        [
            made, made with { SellerReturnItemId = "k2" }, made with { SellerReturnItemId = "k3", Name = "TEA" },
            made with { SellerReturnItemId = "mine", IsKeyMade = false },
        ];
        _returns.Answers.Enqueue(() => new FulfillmentReturn
        {
            InvalidReturnItems =
            [
                .. wanted.Select(item => new InvalidReturnItem
                {
                    SellerReturnItemId = item.SellerReturnItemId, InvalidItemReasonCode = item.Name == "TEA" ? "Other" : "InvalidValues",
                }),
            ],
        });
        var error = await Assert.ThrowsAsync<ReturnRefusedException>(() => CreateAsync(wanted));
        Assert.Equal(
            "The return for order 'six-test-order' was refused: 2 units of MUG with the reason 'NOPE': Amazon does not know the item, its "
                + "shipment or the reason (InvalidValues); TEA with the reason 'NOPE': Other; 'mine' (item MUG) with the reason 'NOPE': "
                + "Amazon does not know the item, its shipment or the reason (InvalidValues).",
            error.Message);
    }

    [Fact]
    public async Task WhatCannotBeFoundOutIsUnknown()
    {
        _returns.Answers.Enqueue(() => throw Answers.Unknown());
        _returns.Answers.Enqueue(() => throw Answers.Unknown());
        _bench.Reads(Answers.Unknown(500));
        var error = await Assert.ThrowsAsync<OrderOutcomeUnknownException>(CreateAsync);
        Assert.Equal(("Return", 2), (error.Request, _returns.Sent));
    }

    [Fact]
    public async Task ARefusedRequestIsItsOwnError()
    {
        _returns.Answers.Enqueue(() => throw Answers.Refused("No."));
        await Assert.ThrowsAsync<FbaServiceException>(CreateAsync);
        Assert.Equal(1, _returns.Sent);
    }

    private static FulfillmentReturn Answer(string id) => new() { ReturnItems = [new ReturnItem { SellerReturnItemId = id }] };

    private static FulfillmentReturn Refusal(string reason) =>
        new() { InvalidReturnItems = [new InvalidReturnItem { SellerReturnItemId = "r1", InvalidItemReasonCode = reason }] };

    private Task<FulfillmentReturn> CreateAsync() => CreateAsync(s_item);

    private Task<FulfillmentReturn> CreateAsync(params ReturnRequestItem[] items) => new ReturnSettlement(
        new SettlementRun(_bench.Service, new SettlementOptions(), _bench.Clock, new SessionMark("test", null), "six-test-order"), _returns,
        items).CreateAsync(CancellationToken.None);

    private sealed class Returns : IReturnService
    {
        public Queue<Func<FulfillmentReturn>> Answers { get; } = new();

        public int Sent { get; private set; }

        public Task<Answer<IReadOnlyList<ReturnReason>>> ListReturnReasonsAsync(
            ReturnReasonQuery query, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<Answer<FulfillmentReturn>> CreateReturnAsync(
            string sellerFulfillmentOrderId, IReadOnlyList<ReturnRequestItem> items, CancellationToken cancellationToken)
        {
            Sent++;
            return Task.FromResult(new Answer<FulfillmentReturn>(Answers.Dequeue()(), new CallInfo("id", 1, TimeSpan.Zero)));
        }
    }
}
