using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Core.Tests.Orders;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Settlement;
using Xunit;
using static FbaOutbound.Core.Tests.Orders.Answers;

namespace FbaOutbound.Core.Tests.Journal;

public sealed class RunJournalTests : IDisposable
{
    private readonly Bench _bench = new();
    private readonly MemoryJournal _store = new();
    private readonly RecordingLog _log = new();
    private readonly CountingGate _gate = new();

    private RunJournal Journal => new(_store, new JournalAccount("account"), "2020-07-01", _bench.Clock);

    private JournalEntry Entry => _store.Entries.Values.Single();

    private FulfillmentOrder Changed => _bench.Order with { Items = [_bench.Order.Items[0]] };

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task AnEntryIsWrittenBeforeAnOrderLeavesAndAfterItsAnswer()
    {
        _bench.Service.Creates.Enqueue(call =>
        {
            _store.Log.Add("POST");
            return new CreateAnswer(call);
        });

        var receipt = await CreateAsync();

        Assert.Equal(("Created", "Answer"), (receipt.Outcome, receipt.ConfirmedBy));
        Assert.Equal(["read", "Sent", "POST", "Done Created"], _store.Log);
        Assert.Equal((1, _bench.Service.Start, "request-1"), (Entry.Sends, Entry.FirstSent, Entry.RequestId));
        Assert.Equal(0, _store.Held);
    }

    [Fact]
    public async Task ARunThatSendsImportedOrdersNotesTheirImportsAndOneThatSendsNothingDoesNot()
    {
        var wanted = _bench.Order with { Source = new OrderSource { Import = new ImportMark("first", "journal") } };
        await _bench.Creates("accepted").Run(() => Journal.Creations.CreateAsync(_bench.Client, wanted, 1, _ => true, default));
        Assert.True(_store.Entries.ContainsKey(JournalKey.SentImport("first")));
        Assert.Equal(0, _store.Held);

        var again = wanted with { Source = new OrderSource { Import = new ImportMark("second", "journal") } };
        await Journal.Creations.CreateAsync(_bench.Client, again, 1, _ => true, default);
        Assert.False(_store.Entries.ContainsKey(JournalKey.SentImport("second")));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("another journal", true)]
    [InlineData("this journal", false)]
    [InlineData("this journal, with another id", true)]
    public async Task AnOrderThatNoImportHasNotedHereIsNotedWithTheOtherIdsOfItsOrder(string? noted, bool isNoted)
    {
        var key = JournalKey.IdsOf("7");
        _store.Entries[key] = new JournalEntry
        {
            State = JournalState.Done, ApiVersion = "2020-07-01", Content = new JournalAccount("account").OfCancel("7"), Reference = "M-7",
        };
        var wanted = _bench.Order with
        {
            SellerFulfillmentOrderId = "M-7-2",
            Source = new OrderSource
            {
                WholeId = "M-7", Core = "7", ShopKey = "Shopify M- 555",
                Import = noted is null ? null : new ImportMark("first", noted.StartsWith("this", StringComparison.Ordinal) ? _store.Name : noted),
                Imported = noted?.Contains(',', StringComparison.Ordinal) == true ? _bench.Order : null,
            },
        };
        await _bench.Creates("accepted").Run(() => Journal.Creations.CreateAsync(_bench.Client, wanted, 1, _ => true, default));
        Assert.Equal(isNoted ? "M-7,M-7 -2" : "M-7", _store.Entries[key].Reference);
        var byShopId = _store.Entries.SingleOrDefault(entry => entry.Key.Operation == JournalOperations.ShopId).Value;
        Assert.Equal(isNoted ? "M-7 -2" : null, byShopId?.Reference);
        Assert.Equal(0, _store.Held);
    }

    [Theory]
    [InlineData("MAIN-", "MAIN-", true)]
    [InlineData("MAIN-", null, true)]
    [InlineData(null, "NEW-", true)]
    [InlineData("MAIN-", "NEW-", false)]
    [InlineData("MAIN-", "main-", false)]
    [InlineData("MAIN-", "", false)]
    [InlineData("", "NEW-", false)]
    public async Task AnImportedOrderIsSentOnlyWithThePrefixOfTheJournal(string? known, string? prefix, bool isSent)
    {
        NotePrefix(known);
        var wanted = _bench.Order with { Source = new OrderSource { IdPrefix = prefix } };
        _bench.Creates("accepted");

        if (isSent)
        {
            await _bench.Run(() => Journal.Creations.CreateAsync(_bench.Client, wanted, 1, _ => true, default));
            Assert.Equal(["POST 0"], _bench.Service.Log);
            return;
        }

        var error = await Assert.ThrowsAsync<JournalException>(
            () => Journal.Creations.CreateAsync(_bench.Client, wanted, 1, _ => true, default));
        Assert.Equal(JournalProblem.OtherShop, error.Problem);
        Assert.StartsWith($"Order '{wanted.SellerFulfillmentOrderId}' was not sent: ", error.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Service.Log);
        Assert.Equal([JournalKey.ShopPrefix], _store.Entries.Keys);
        Assert.Equal(0, _store.Held);
    }

    [Fact]
    public async Task AnOrderThatWasSentWithAnotherPrefixIsStillSettled()
    {
        Died(TimeSpan.FromHours(3));
        var sent = Entry.FirstSent;
        NotePrefix("MAIN-");
        var wanted = _bench.Order with { Source = new OrderSource { IdPrefix = "NEW-" } };

        var receipt = await _bench.Reads(_bench.Found() with { ReceivedDate = sent })
            .Run(() => Journal.Creations.CreateAsync(_bench.Client, wanted, 1, _ => true, default));

        Assert.Equal(("Created", "ReadBack"), (receipt.Outcome, receipt.ConfirmedBy));
        Assert.Equal(["GET 0"], _bench.Service.Log);
    }

    [Fact]
    public async Task WhatIsDoneIsNotSentAndGivesTheSameReceipt()
    {
        await _bench.Creates("accepted").Run(CreateAsync);
        _bench.Service.Log.Clear();

        var receipt = await CreateAsync();

        Assert.Equal(
            ("Accepted", "Journal", 7L, "request-1", "Hold", 0),
            (receipt.Outcome, receipt.ConfirmedBy, receipt.Row, receipt.RequestId, receipt.Action, receipt.Attempts));
        Assert.Empty(_bench.Service.Log);
    }

    [Fact]
    public async Task WhatAnEarlierRunLeftUncertainIsReadBackAtOnceAndNotSent()
    {
        Died(TimeSpan.FromHours(3));

        var receipt = await _bench.Reads(_bench.Found() with { ReceivedDate = Entry.FirstSent }).Run(CreateAsync);

        Assert.Equal(("Created", "ReadBack"), (receipt.Outcome, receipt.ConfirmedBy));
        Assert.Equal(["GET 0"], _bench.Service.Log);
        Assert.Equal(JournalState.Done, Entry.State);
    }

    [Fact]
    public async Task WhatAnEarlierRunLeftUncertainAndIsProvenAbsentIsSent()
    {
        Died(TimeSpan.FromHours(3));

        var receipt = await _bench.Creates("answered").Reads(NotFound()).Pages(Page()).Run(CreateAsync);

        Assert.Equal(("Created", "Answer"), (receipt.Outcome, receipt.ConfirmedBy));
        Assert.Equal(["GET 0", "LIST 0", "POST 0"], _bench.Service.Log);
        Assert.Equal(_bench.Service.Start - TimeSpan.FromHours(3) - TimeSpan.FromMinutes(15), _bench.Service.Lists.Single().Since);
        Assert.Equal((JournalState.Done, 2, _bench.Service.Start - TimeSpan.FromHours(3)), (Entry.State, Entry.Sends, Entry.FirstSent));
    }

    [Fact]
    public async Task ARunThatComesSoonAfterTheCrashReadsForAsLongAsTheCrashedOneWouldHave()
    {
        Died(new SettlementOptions().ClockSkew + TimeSpan.FromSeconds(4));

        await _bench.Creates("answered").Reads(NotFound()).Pages(Page()).Run(CreateAsync);

        Assert.Equal(["GET 0", "GET 1", "GET 6", "GET 16", "LIST 16", "POST 16"], _bench.Service.Log);
    }

    [Fact]
    public async Task AClockThatIsAheadOfTheEarlierRunsMakesNobodyReadShorterOrBelieveARefusal()
    {
        // It was a second ago, and this machine's clock is ahead by as much as clocks may be apart.
        var options = new SettlementOptions();
        Died(TimeSpan.FromSeconds(1) + options.ClockSkew);
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Creates(Refused("No inventory available for Items.")).Reads(NotFound()).Pages(Page()).Run(CreateAsync));
        Assert.Equal(["GET 0", "GET 1", "GET 4", "GET 9", "GET 19", "LIST 19", "POST 19"], _bench.Service.Log.Take(7));

        Died(options.LandingTime + options.ClockSkew);
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Creates(Refused("No inventory available for Items.")).Reads(NotFound()).Pages(Page()).Run(CreateAsync));
    }

    [Fact]
    public async Task AClockThatWasSetBackMakesNobodyWaitLongerAndBeginsNoListInTheFuture()
    {
        Died(TimeSpan.FromHours(-5));

        await _bench.Creates("answered").Reads(NotFound()).Pages(Page()).Run(CreateAsync);

        Assert.Equal("POST 20", _bench.Service.Log[^1]);
        Assert.True(_bench.Service.Lists.Single().Since < _bench.Clock.GetUtcNow());
    }

    [Fact]
    public async Task AnythingLessThanProofIsUnknownWithTheTimeOfTheEarlierRun()
    {
        Died(TimeSpan.FromHours(3));

        var error = await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => _bench.Reads(Denied()).Run(CreateAsync));

        Assert.Equal(_bench.Service.Start - TimeSpan.FromHours(3), error.FirstSent);
        Assert.Equal(JournalState.Sent, Entry.State);
    }

    [Fact]
    public async Task WhatTheSendAfterAProofMeetsSaysNothingOfTheEarlierRunThatMayLandYet()
    {
        Died(TimeSpan.FromMinutes(1));

        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Creates(Refused("No inventory available for Items.")).Reads(NotFound()).Pages(Page()).Run(CreateAsync));

        Assert.Equal(JournalState.Sent, Entry.State);
    }

    [Fact]
    public async Task ARefusalLongAfterTheEarlierRunAndAProofOfAbsenceDecides()
    {
        Died(TimeSpan.FromHours(3));
        var refusal = Refused("No inventory available for Items.");

        Assert.Same(
            refusal,
            await Assert.ThrowsAsync<FbaServiceException>(() => _bench.Creates(refusal).Reads(NotFound()).Pages(Page()).Run(CreateAsync)));

        Assert.Equal(["GET 0", "LIST 0", "POST 0", "GET 2", "GET 5", "GET 10", "GET 20"], _bench.Service.Log);
        Assert.Equal(JournalState.NotDone, Entry.State);
    }

    [Fact]
    public async Task ARefusedOrderIsSentAgainCorrectedToo()
    {
        await Assert.ThrowsAsync<FbaServiceException>(
            () => _bench.Creates(Refused("No inventory available for Items."), "answered").Run(CreateAsync));
        Assert.Equal((JournalState.NotDone, "Refused"), (Entry.State, Entry.Outcome));

        var corrected = _bench.Order with { Items = [_bench.Order.Items[0] with { Quantity = 1 }] };
        var receipt = await CreateAsync(corrected);

        Assert.Equal("Answer", receipt.ConfirmedBy);
        Assert.Equal((JournalState.Done, 1), (Entry.State, Entry.Sends));
        Assert.Equal("Journal", (await CreateAsync(corrected)).ConfirmedBy);
    }

    [Fact]
    public async Task OtherContentIsRefusedAndNothingIsSent()
    {
        Died(TimeSpan.FromHours(3), JournalState.Done);

        var error = await Assert.ThrowsAsync<JournalException>(() => CreateAsync(Changed));

        Assert.Equal(JournalProblem.OtherContent, error.Problem);
        Assert.Empty(_bench.Service.Log);
        Assert.Equal((JournalState.Done, 0), (Entry.State, _store.Held));
    }

    [Fact]
    public async Task OtherContentIsSentOnceItIsProvenThatWhatAnEarlierRunSentDoesNotExist()
    {
        Died(TimeSpan.FromHours(3));

        var receipt = await _bench.Reads(NotFound()).Pages(Page()).Creates("answered").Run(() => CreateAsync(Changed));

        Assert.Equal(("Created", "Answer"), (receipt.Outcome, receipt.ConfirmedBy));
        Assert.Equal(["GET 0", "LIST 0", "POST 0"], _bench.Service.Log);
        Assert.Equal(["NotDone NotFound", "read", "Sent", "Done Created"], _store.Log);
        Assert.Equal(
            (1, _bench.Clock.GetUtcNow(), new JournalAccount("account").Of(Changed)), (Entry.Sends, Entry.FirstSent, Entry.Content));
    }

    // What was sent a moment ago may still arrive, and would then be the order of this id.
    [Fact]
    public async Task OtherContentIsNotSentAsLongAsWhatAnEarlierRunSentMayArrive()
    {
        Died(TimeSpan.FromMinutes(4));

        var error = await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Reads(NotFound()).Pages(Page()).Run(() => CreateAsync(Changed)));

        Assert.EndsWith(" Run the same command again later, and do not use a new id.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("POST", _bench.Requests);
        Assert.Equal((JournalState.Sent, 0), (Entry.State, _store.Held));
    }

    [Fact]
    public async Task OtherContentIsNotSentIfItIsUnknownWhatBecameOfTheFirst()
    {
        Died(TimeSpan.FromHours(3));

        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => _bench.Reads(Unknown()).Run(() => CreateAsync(Changed)));

        Assert.DoesNotContain("POST", _bench.Requests);
        Assert.Equal(JournalState.Sent, Entry.State);
    }

    // The order may be that of the earlier run, or another one: a run that sends the content of then can tell.
    [Fact]
    public async Task OtherContentOfAnOrderThatExistsIsAConflictAndTheEarlierContentIsStillSettled()
    {
        Died(TimeSpan.FromHours(3));
        _bench.Reads(_bench.Found());

        await Assert.ThrowsAsync<OrderConflictException>(() => CreateAsync(Changed));
        Assert.Equal((JournalState.Done, new JournalAccount("account").Of(_bench.Order)), (Entry.State, Entry.Content));
        Assert.Equal(["GET 0", "GET 0"], _bench.Service.Log);

        Assert.Equal("Journal", (await CreateAsync()).ConfirmedBy);
        Assert.Equal(
            JournalProblem.OtherContent, (await Assert.ThrowsAsync<JournalException>(() => CreateAsync(Changed))).Problem);
        Assert.Equal(["GET 0", "GET 0"], _bench.Service.Log);
    }

    [Fact]
    public async Task AConflictIsReportedAlsoIfTheOrderCannotBeReadAgain()
    {
        Died(TimeSpan.FromHours(3));
        _bench.Reads([_bench.Found(), .. Enumerable.Repeat((object)Denied(), 50)]);
        await Assert.ThrowsAsync<OrderConflictException>(() => CreateAsync(Changed));
        Assert.Equal(JournalState.Sent, Entry.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnOrderThatExistsWithTheOtherContentIsNotSentAndOneThatHidesItMayBeTheEarlierOne(bool isHidden)
    {
        Died(TimeSpan.FromHours(3));
        var changed = _bench.Order with { DestinationAddress = _bench.Order.DestinationAddress! with { AddressLine1 = "9 New Road" } };
        _bench.Reads(_bench.Found() with { DestinationAddress = isHidden ? null : changed.DestinationAddress });

        if (isHidden)
        {
            var error = await Assert.ThrowsAsync<JournalException>(() => CreateAsync(changed));
            Assert.Equal(JournalProblem.OtherContent, error.Problem);
            Assert.EndsWith("do not use a new id.", error.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal("Created", (await CreateAsync(changed)).Outcome);
        }

        Assert.Equal(
            isHidden ? (JournalState.Sent, new JournalAccount("account").Of(_bench.Order))
                : (JournalState.Done, new JournalAccount("account").Of(changed)),
            (Entry.State, Entry.Content));
        Assert.Equal(["GET 0"], _bench.Service.Log);
    }

    [Fact]
    public async Task ResolvingRecordsWhatHappenedToAnUncertainOrderOnly()
    {
        Task<OrderReceipt> ResolveAsync(FulfillmentOrder order) =>
            RunAsync(() => Journal.Creations.ResolveAsync(_bench.Client, order, null, 0, default));

        var id = new FulfillmentOrder { SellerFulfillmentOrderId = _bench.Order.SellerFulfillmentOrderId };
        Died(TimeSpan.FromHours(3));
        Assert.Equal("NotFound", (await _bench.Reads(NotFound()).Pages(Page()).Run(() => ResolveAsync(Changed))).Outcome);
        Assert.Equal((JournalState.NotDone, "NotFound", null), (Entry.State, Entry.Outcome, Entry.FirstSent));

        Died(TimeSpan.FromMinutes(4));
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => ResolveAsync(id));
        Assert.Equal(JournalState.Sent, Entry.State);

        Died(TimeSpan.FromHours(3), JournalState.Done);
        Assert.Equal("NotFound", (await ResolveAsync(id)).Outcome);
        Assert.Equal(JournalState.Done, Entry.State);

        Died(TimeSpan.FromHours(3));
        _bench.Service.Reads.Clear();
        _store.Entries[_store.Entries.Keys.Single()] = Entry with { Reference = "sent" };
        Assert.Equal("Created", (await _bench.Reads(_bench.Found()).Run(() => ResolveAsync(_bench.Order))).Outcome);
        Assert.Equal((JournalState.Done, "sent"), (Entry.State, Entry.Reference));

        // An order that Amazon received since is the one that was sent; an older one may be another.
        Died(TimeSpan.FromHours(3));
        _store.Entries[_store.Entries.Keys.Single()] = Entry with { Reference = "sent" };
        Assert.Equal("Created", (await ResolveAsync(id)).Outcome);
        Assert.Equal(
            (JournalState.Done, "sent", new JournalAccount("account").Of(_bench.Order)), (Entry.State, Entry.Reference, Entry.Content));

        // Who asks with what the shop has by now gets the difference, and the journal the order.
        Died(TimeSpan.FromHours(3));
        await Assert.ThrowsAsync<OrderConflictException>(() => ResolveAsync(Changed));
        Assert.Equal((JournalState.Done, new JournalAccount("account").Of(_bench.Order)), (Entry.State, Entry.Content));

        // What Amazon has is not what was sent: a run that sends the order finds the same.
        Died(TimeSpan.FromHours(3));
        _bench.Service.Reads.Clear();
        await Assert.ThrowsAsync<OrderConflictException>(
            () => _bench.Reads(_bench.Found() with { Items = Changed.Items }).Run(() => ResolveAsync(_bench.Order)));
        Assert.Equal(JournalState.Sent, Entry.State);

        Died(TimeSpan.FromHours(3));
        _bench.Service.Reads.Clear();
        var old = _bench.Found() with { ReceivedDate = _bench.Clock.GetUtcNow() - TimeSpan.FromDays(2) };
        Assert.Equal("AlreadyExisted", (await _bench.Reads(old).Run(() => ResolveAsync(id))).Outcome);
        Assert.Equal(JournalState.Sent, Entry.State);

        _bench.Service.Reads.Clear();
        await Assert.ThrowsAsync<OrderIdUsedByDeadOrderException>(
            () => _bench.Reads(_bench.Found("Cancelled")).Run(() => ResolveAsync(id)));
        Assert.Equal((JournalState.NotDone, nameof(OrderIdUsedByDeadOrderException)), (Entry.State, Entry.Outcome));
        Assert.DoesNotContain("POST", _bench.Requests);
        Assert.Equal(0, _store.Held);
    }

    // Earlier versions did not note the members, so the order is read.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OtherLesserContentIsAWarningAndAlreadyExisted(bool isRead)
    {
        Died(TimeSpan.FromHours(3), JournalState.Done);
        _bench.Reads(isRead ? _bench.Found() : Denied());

        var receipt = await CreateAsync(_bench.Order with { DisplayableOrderComment = "Hello" });

        var id = _bench.Order.SellerFulfillmentOrderId;
        Assert.Equal(("AlreadyExisted", isRead ? "ReadBack" : "Journal"), (receipt.Outcome, receipt.ConfirmedBy));
        Assert.Equal(
            isRead ? $"Order '{id}' already exists and differs from yours in DisplayableOrderComment."
                : $"Order '{id}' was sent by an earlier run, and you give other values now than then. The journal 'memory' has only hashes "
                    + "and cannot name them; they may be parts of the address. Amazon keeps what was sent: if that is wrong, change or cancel "
                    + "the order at Amazon.",
            Assert.Single(_log.Warnings));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OtherLesserContentIsNamedAndThatOfAnAddressHasToBeChangedAtAmazon(bool isImported)
    {
        FulfillmentOrder Given(FulfillmentOrder order) => isImported
            ? order with { Source = new OrderSource { Imported = order } } : order with { Recipient = Recipients.Of(order) };
        var order = _bench.Order with { Source = null };
        var moved = order with
        {
            DisplayableOrderComment = "Hello",
            DestinationAddress = order.DestinationAddress! with { AddressLine2 = "Apt 8", City = "Elsewhere", Phone = "1" },
        };
        await _bench.Creates("accepted").Run(() => CreateAsync(Given(order)));

        var receipt = await CreateAsync(Given(moved));

        string[] members =
        [
            "DestinationAddress.AddressLine2", "DestinationAddress.City", "DestinationAddress.Phone", "DisplayableOrderComment",
        ];
        Assert.Equal(("AlreadyExisted", "Journal"), (receipt.Outcome, receipt.ConfirmedBy));
        Assert.Equal(members.Select(member => $"{member} (Minor)"), receipt.Differences.Select(difference => difference.ToString()));
        Assert.Equal(
            $"Order '{order.SellerFulfillmentOrderId}' was sent by an earlier run with different values in {string.Join(", ", members)}, "
                + "according to the journal 'memory'. Amazon keeps what was sent: if that is wrong, change or cancel the order at Amazon.",
            Assert.Single(_log.Warnings));

        await CreateAsync(Given(order with { DisplayableOrderComment = "Hello" }));
        Assert.EndsWith("in DisplayableOrderComment, according to the journal 'memory'.", _log.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOrderOfRowsAndOneOfAnImportAreNotHeldAgainstEachOther()
    {
        var order = _bench.Order with { Source = null };
        await _bench.Creates("accepted").Run(() => CreateAsync(order with { Recipient = Recipients.Of(order) }));
        var imported = order with { DisplayableOrderComment = "Hello" };
        var receipt = await CreateAsync(imported with { Source = new OrderSource { Imported = imported } });
        Assert.Empty(receipt.Differences);
        Assert.Contains("cannot name them", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEditedOrderIsNoOrderToSendUnderANewId()
    {
        Died(TimeSpan.FromHours(3), JournalState.Done);
        var error = await Assert.ThrowsAsync<JournalException>(() => CreateAsync(Changed));
        Assert.EndsWith(
            "Nothing was sent. If the order was edited since, change or cancel it at Amazon: under a new id, it ships twice.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cancelled", null, false)]
    [InlineData("Refunded", null, false)]
    [InlineData("Refunded", "another journal", false)]
    [InlineData("Refunded", "journal before", false)]
    [InlineData("CancelListed", null, false)]
    [InlineData("Refunded", "this journal", true)]
    [InlineData("OnHold", "journal before", false)]
    [InlineData("OnHold", "this journal", true)]
    [InlineData("OnHold", null, true)]
    [InlineData("Wanted", null, true)]
    public async Task AnOrderThatAnImportHasSeenAsStoppedIsSentOnlyIfALaterImportWithTheJournalReturnsIt(
        string reason, string? import, bool isSent)
    {
        NotePrefix("M-");
        var seen = _bench.Clock.GetUtcNow();
        NoteStopped("M-7", reason, seen);
        var wanted = _bench.Order with
        {
            SellerFulfillmentOrderId = "M-7-2",
            Source = new OrderSource
            {
                WholeId = "M-7",
                Import = import is null ? null : new ImportMark("first", import == "another journal" ? import : _store.Name)
                {
                    Time = import == "journal before" ? seen.AddDays(-1) : seen,
                },
            },
        };
        _bench.Creates("accepted");
        if (isSent)
        {
            Assert.Equal("Accepted", (await _bench.Run(() => CreateAsync(wanted))).Outcome);
            return;
        }

        var error = await Assert.ThrowsAsync<JournalException>(() => CreateAsync(wanted));
        Assert.Equal(JournalProblem.StoppedInShop, error.Problem);
        Assert.StartsWith("Order 'M-7-2' was not sent: the import of ", error.Message, StringComparison.Ordinal);
        Assert.Equal(reason != "OnHold", error.Message.Contains("-Include StoppedBefore", StringComparison.Ordinal));
        Assert.Empty(_bench.Service.Log);
        Assert.Equal(0, _store.Held);
    }

    // Ten minutes after the order was sent, or before.
    [Theory]
    [InlineData("Cancelled", 10, false)]
    [InlineData("Refunded", 10, false)]
    [InlineData("OnHold", 10, false)]
    [InlineData("CancelRequested", 10, false)]
    [InlineData("Unpaid", 10, false)]
    [InlineData("Fulfilled", 10, false)]
    [InlineData("OnHold", -10, true)]
    [InlineData("Wanted", 10, true)]
    public async Task AnOrderThatAnImportHasSeenAsStoppedSinceItWasSentIsNotReleased(string reason, int minutes, bool isReleased)
    {
        NotePrefix("M-");
        var (account, sent) = (new JournalAccount("account"), _bench.Clock.GetUtcNow());
        var part = _bench.Order with { SellerFulfillmentOrderId = "M-7-2", Source = new OrderSource { WholeId = "M-7", Imported = _bench.Order } };
        _store.Entries[JournalKey.CreationOf("M-7-2")] = new JournalEntry
        {
            State = JournalState.Done, ApiVersion = "2020-07-01", Content = account.Of(part),
            Reference = SentContent.Of(part, account).ToString(), FirstSent = sent,
        };
        NoteStopped("M-7", reason, sent.AddMinutes(minutes));
        var update = new OrderUpdate { SellerFulfillmentOrderId = "M-7-2", Action = "Ship" };
        Task<UpdateReceipt> ReleaseAsync() => RunAsync(
            () => Journal.Updates.UpdateAsync(_bench.Updates("answered").Client, update, () => Task.FromResult(update), default));
        if (isReleased)
        {
            Assert.Equal("Updated", (await ReleaseAsync()).Outcome);
            Assert.Empty(_log.Warnings);
            return;
        }

        var error = await Assert.ThrowsAsync<JournalException>(ReleaseAsync);
        Assert.Equal(JournalProblem.StoppedInShop, error.Problem);
        Assert.StartsWith("Order 'M-7-2' was not released: the import of ", error.Message, StringComparison.Ordinal);
        Assert.Equal(
            reason is "Cancelled" or "Refunded", error.Message.Contains("-Include StoppedBefore", StringComparison.Ordinal));
        Assert.Empty(_bench.Service.Log);
        Assert.Equal(0, _store.Held);
    }

    [Theory]
    [InlineData("Ship", false, 1)]
    [InlineData("Ship", true, 1)]
    [InlineData("Hold", false, 0)]
    public async Task AnEditedOrderIsReleasedWithAWarning(string action, bool isFaulty, int warnings)
    {
        NotePrefix("M-");
        _store.Entries[isFaulty ? JournalKey.FaultyOf("M-7") : ImportJournal.KeyOfImport("M-7")] = new JournalEntry
        {
            State = JournalState.Done, ApiVersion = "2020-07-01", Content = new JournalAccount("account").OfCancel("M-7"), Reference = "-",
            Outcome = "Told by abc",
        };
        var update = new OrderUpdate { SellerFulfillmentOrderId = "M-7", Action = action };
        await RunAsync(() => Journal.Updates.UpdateAsync(_bench.Updates("answered").Client, update, () => Task.FromResult(update), default));
        Assert.Equal(warnings, _log.Warnings.Count);
        var flaw = isFaulty ? "had errors in the shop's file" : "was edited in the shop";
        Assert.All(_log.Warnings, text => Assert.StartsWith($"Order 'M-7' {flaw} after it was sent", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, "has other content at Amazon")]
    [InlineData(false, "may have been sent with other content")]
    public async Task AnOrderThatAmazonHasOrMayHaveWithOtherContentIsReleasedWithAWarning(bool isConflict, string flaw)
    {
        NotePrefix("M-");
        var id = _bench.Order.SellerFulfillmentOrderId;
        if (isConflict)
        {
            _bench.Creates(Duplicate()).Reads(_bench.Found());
            await Assert.ThrowsAsync<OrderConflictException>(() => CreateAsync(Changed));
        }
        else
        {
            Died(TimeSpan.FromHours(3));
        }

        var update = new OrderUpdate { SellerFulfillmentOrderId = id, Action = "Ship" };
        await RunAsync(() => Journal.Updates.UpdateAsync(_bench.Updates("answered").Client, update, () => Task.FromResult(update), default));
        Assert.StartsWith($"Order '{id}' {flaw}", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEditThatWasTakenBackIsNoneWhenTheOrderIsReleased()
    {
        NotePrefix("M-");
        var account = new JournalAccount("account");
        var order = _bench.Order with { Source = null };
        var imported = order with { Source = new OrderSource { Imported = order } };
        await _bench.Creates("accepted").Run(() => CreateAsync(imported));
        var key = ImportJournal.KeyOfImport(order.SellerFulfillmentOrderId);
        _store.Entries[key] = new JournalEntry
        {
            State = JournalState.Done, ApiVersion = "2020-07-01", Content = account.OfCancel(order.SellerFulfillmentOrderId),
            Reference = SentContent.Of(imported, account).ToString(), Outcome = "Told by abc",
        };
        var update = new OrderUpdate { SellerFulfillmentOrderId = order.SellerFulfillmentOrderId, Action = "Ship" };
        await RunAsync(() => Journal.Updates.UpdateAsync(_bench.Updates("answered").Client, update, () => Task.FromResult(update), default));
        Assert.Empty(_log.Warnings);
    }

    // The sample is sent with Hold.
    [Theory]
    [InlineData(false, true, "AlreadyExisted", "Action (Minor)")]
    [InlineData(true, true, "Created", "")]
    [InlineData(false, false, "Created", "")]
    public async Task AnOrderThatWasSentToBeHeldAndIsSentToBeShippedIsReadAndSaidToBeOnHold(
        bool isFilledIn, bool isHeld, string outcome, string differences)
    {
        Died(TimeSpan.FromHours(3), JournalState.Done);
        var ship = _bench.Order with { Action = "Ship", FilledIn = isFilledIn ? ["Action"] : [] };

        var receipt = await _bench.Reads(_bench.Found() with { Action = isHeld ? "Hold" : "Ship" }).Run(() => CreateAsync(ship));

        Assert.Equal((outcome, "ReadBack"), (receipt.Outcome, receipt.ConfirmedBy));
        Assert.Equal(differences, string.Join(", ", receipt.Differences));
        Assert.Equal(["GET 0"], _bench.Service.Log);
        Assert.Equal(
            isHeld ? 1 : 0,
            _log.Warnings.Count(text => text.EndsWith(
                " It is on hold; Set-FbaFulfillmentOrder -Action Ship releases it.", StringComparison.Ordinal)));
        Assert.True(_log.Warnings.Count <= 1);
        Assert.Equal(JournalState.Done, Entry.State);
    }

    [Fact]
    public async Task AnOrderThatWasSentToBeHeldAndCannotBeReadIsAnsweredByTheJournal()
    {
        Died(TimeSpan.FromHours(3), JournalState.Done);

        var receipt = await _bench.Reads(Denied()).Run(() => CreateAsync(_bench.Order with { Action = "Ship" }));

        Assert.Equal(("AlreadyExisted", "Journal"), (receipt.Outcome, receipt.ConfirmedBy));
        Assert.Equal("Action (Minor)", Assert.Single(receipt.Differences).ToString());
        Assert.Contains("If it is still on hold, ", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatWasSentWithAnotherVersionIsRefused()
    {
        Died(TimeSpan.FromHours(3));
        _store.Entries[_store.Entries.Keys.Single()] = Entry with { ApiVersion = "2026-07-04" };

        Assert.Equal(JournalProblem.OtherVersion, (await Assert.ThrowsAsync<JournalException>(() => CreateAsync())).Problem);
    }

    [Fact]
    public async Task AKeyThatAnotherWorkerHoldsIsWaitedForParked()
    {
        _store.Busy.Enqueue(() => Died(TimeSpan.Zero, JournalState.Done));

        Assert.Equal("Journal", (await CreateAsync()).ConfirmedBy);
        Assert.Equal(["busy", "wait"], _store.Log);
        Assert.Equal(1, _gate.Parked);
    }

    [Fact]
    public async Task AClaimThatIsLostRightBeforeSendingIsMadeAnewAndNothingWasSent()
    {
        var isLost = false;
        _store.Writing = _ =>
        {
            if (!isLost)
            {
                isLost = true;
                _store.Busy.Enqueue(() => Died(TimeSpan.Zero, JournalState.Done));
                throw new JournalClaimLostException("Lost.");
            }
        };

        Assert.Equal("Journal", (await CreateAsync()).ConfirmedBy);
        Assert.DoesNotContain("POST", _bench.Requests);
        Assert.Equal(0, _store.Held);
    }

    [Fact]
    public async Task AJournalThatCannotBeWrittenSendsNothing()
    {
        _store.Writing = _ => throw new JournalException(JournalProblem.Unusable, "The disk is full.");

        await Assert.ThrowsAsync<JournalException>(() => _bench.Creates("answered").Run(CreateAsync));

        Assert.DoesNotContain("POST", _bench.Requests);
    }

    [Fact]
    public async Task AnEndThatCannotBeWrittenShowsTheReceiptWithAWarningAndEndsTheRun()
    {
        var journal = Journal;
        _store.Writing = entry =>
            _ = entry.State == JournalState.Done ? throw new JournalException(JournalProblem.Unusable, "The disk is full.") : 0;

        var receipt = await _bench.Creates("answered").Run(() => CreateAsync(journal));
        Assert.Equal("Created", receipt.Outcome);
        Assert.Contains("could not be written to the journal", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Equal(JournalState.Sent, Entry.State);

        _store.Writing = null;
        var error = await Assert.ThrowsAsync<JournalException>(
            () => CreateAsync(_bench.Order with { SellerFulfillmentOrderId = "another" }, journal));
        Assert.Contains("The disk is full.", error.Message, StringComparison.Ordinal);
        Assert.Single(_bench.Service.Log);
    }

    [Fact]
    public async Task AnOrderThatTheCommandDoesNotLetLeaveIsAsItWas()
    {
        _gate.Passing = () => throw new OperationCanceledException();
        await Assert.ThrowsAsync<OperationCanceledException>(() => _bench.Creates("answered").Run(CreateAsync));

        Assert.Equal((JournalState.NotDone, null, 0), (Entry.State, Entry.FirstSent, Entry.Sends));
        Assert.DoesNotContain("POST", _bench.Requests);

        _gate.Passing = null;
        Assert.Equal(("Created", "Answer"), ((await CreateAsync()).Outcome, "Answer"));
    }

    [Fact]
    public async Task AnotherReasonNotToLetItLeaveIsReportedAndLeavesItAsItWas()
    {
        _gate.Passing = () => throw new FbaException("The time is up.");
        Assert.Equal(
            "The time is up.", (await Assert.ThrowsAsync<FbaException>(() => _bench.Creates("answered").Run(CreateAsync))).Message);

        Assert.Equal(JournalState.NotDone, Entry.State);
    }

    [Fact]
    public async Task AnUncertainOrderThatIsNotLetLeaveAgainStaysUncertain()
    {
        Died(TimeSpan.FromHours(3));
        _gate.Passing = () => throw new OperationCanceledException();

        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Creates("answered").Reads(NotFound()).Pages(Page()).Run(CreateAsync));

        Assert.Equal(JournalState.Sent, Entry.State);
    }

    [Fact]
    public async Task AFaultAfterTheSendLeavesTheOrderUncertain()
    {
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => _bench.Creates(new InvalidOperationException()).Run(CreateAsync));

        Assert.Equal(JournalState.Sent, Entry.State);
    }

    [Fact]
    public async Task AnotherOrderOfTheIdIsNotDoneAndTellsTheSameAgain()
    {
        _bench.Creates(Duplicate()).Reads(
            _bench.FoundOld() with { Items = [] }, _bench.FoundOld() with { DestinationAddress = new Address { Name = "Cid" } });
        _bench.Service.Reads.Dequeue();

        await Assert.ThrowsAsync<OrderConflictException>(() => CreateAsync());
        Assert.Equal(JournalState.NotDone, Entry.State);
        await Assert.ThrowsAsync<OrderConflictException>(() => CreateAsync());
    }

    [Fact]
    public async Task ReadsOfASettlementAreNotWritten()
    {
        await _bench.Creates(Unknown(), "answered").Reads(NotFound()).Pages(Page()).Run(CreateAsync);

        Assert.Equal(["read", "Sent", "Sent", "Done Created"], _store.Log);
        Assert.Equal(2, Entry.Sends);
    }

    [Fact]
    public async Task TheSameGoodsToTheSameRecipientUnderAnotherIdAreWarnedOfByIdsAloneBeforeTheOrderLeaves()
    {
        var twin = _bench.Order with { SellerFulfillmentOrderId = "twin", Items = [.. _bench.Order.Items.Reverse()] };
        _bench.Creates("answered", "answered", "answered", "answered");
        await CreateAsync();
        await CreateAsync();
        await CreateAsync(_bench.Order with { SellerFulfillmentOrderId = "more", Items = [_bench.Order.Items[0] with { Quantity = 99 }] });
        await CreateAsync(twin, warns: false);
        Assert.Empty(_log.Warnings);

        _bench.Service.Creates.Clear();
        _bench.Service.Creates.Enqueue(call =>
        {
            Assert.Single(_log.Warnings);
            return new CreateAnswer(call);
        });
        await CreateAsync(twin with { SellerFulfillmentOrderId = "third" });

        var warning = Assert.Single(_log.Warnings);
        Assert.Contains("'third'", warning, StringComparison.Ordinal);
        Assert.Contains($"'{_bench.Order.SellerFulfillmentOrderId}'", warning, StringComparison.Ordinal);
        Assert.DoesNotContain(_bench.Order.DestinationAddress!.Name!, warning, StringComparison.Ordinal);
        Assert.Equal(0, _store.Held);
    }

    [Fact]
    public async Task AnOrderThatReplacesACancelledOneIsNotWarnedOfButTheNextOneIs()
    {
        _bench.Creates("answered", "answered", "answered");
        await CreateAsync();
        _store.Entries[new JournalKey(JournalOperations.Cancel, _bench.Order.SellerFulfillmentOrderId)] = Entry with
        {
            Outcome = Outcomes.CancelRequested,
        };
        await CreateAsync(_bench.Order with { SellerFulfillmentOrderId = "again" });
        Assert.Empty(_log.Warnings);

        await CreateAsync(_bench.Order with { SellerFulfillmentOrderId = "third" });
        Assert.Contains("as order 'again'", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatAnOrderThatWasNotCreatedWouldHaveBroughtIsNotKept()
    {
        _bench.Creates(Refused("No.")).Reads(NotFound());

        await Assert.ThrowsAsync<FbaServiceException>(() => CreateAsync());

        Assert.Empty(_store.Goods);
        Assert.Equal(0, _store.Held);
    }

    [Theory]
    [InlineData("Cancelled", null)]
    [InlineData("Processing", "Created")]
    public async Task AnOrderWhoseCancellationIsInTheJournalIsReadAndNotAnsweredByTheJournal(string status, string? outcome)
    {
        await _bench.Creates("answered").Run(CreateAsync);
        await RunAsync(
            () => Journal.Cancellations.CancelAsync(_bench.Cancels("answered").Client, _bench.Order.SellerFulfillmentOrderId, default));
        _bench.Service.Log.Clear();
        _bench.Reads(_bench.Found(status), _bench.Found(status));

        if (outcome is null)
        {
            Assert.Equal(status, (await Assert.ThrowsAsync<OrderIdUsedByDeadOrderException>(() => CreateAsync())).Status);
            await Assert.ThrowsAsync<OrderIdUsedByDeadOrderException>(() => CreateAsync());
        }
        else
        {
            var receipt = await CreateAsync();
            Assert.Equal((outcome, "ReadBack"), (receipt.Outcome, receipt.ConfirmedBy));
            Assert.Equal(outcome, (await CreateAsync()).Outcome);
        }

        Assert.All(_bench.Service.Log, call => Assert.StartsWith("GET", call, StringComparison.Ordinal));
        Assert.Equal(2, _bench.Service.Log.Count);
        Assert.Equal(0, _store.Held);
    }

    [Fact]
    public async Task ACancellationIsNotedBeforeItLeavesAndACrashLosesNothing()
    {
        await _bench.Creates("answered").Run(CreateAsync);
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => RunAsync(() =>
            Journal.Cancellations.CancelAsync(
                _bench.Cancels(Unknown(), Unknown()).Reads(Unknown(), Unknown(), Unknown(), Unknown()).Client,
                _bench.Order.SellerFulfillmentOrderId,
                default)));
        _bench.Service.Reads.Clear();
        _bench.Reads(_bench.Found("Cancelled"));

        await Assert.ThrowsAsync<OrderIdUsedByDeadOrderException>(() => CreateAsync());
    }

    [Fact]
    public async Task AnUpdateIsSkippedContinuedOrRefused()
    {
        var update = new OrderUpdate { SellerFulfillmentOrderId = "six-test-order", DisplayableOrderComment = "Hello" };
        var prepared = 0;
        Task<UpdateReceipt> UpdateAsync(OrderUpdate change) =>
            RunAsync(
                () => Journal.Updates.UpdateAsync(_bench.Client, change, () => Task.FromResult(prepared++ < 0 ? update : change), default));

        await _bench.Updates("answered").Run(() => UpdateAsync(update));
        var receipt = await UpdateAsync(update with { DisplayableOrderComment = " hello" });
        Assert.Equal(("Updated", "Journal", 1), (receipt.Outcome, receipt.ConfirmedBy, prepared));
        Assert.Equal(
            JournalProblem.OtherChange,
            (await Assert.ThrowsAsync<JournalException>(() => UpdateAsync(update with { Action = "Ship" }))).Problem);

        _store.Entries[_store.Entries.Keys.Single()] = Entry with { State = JournalState.Sent, Outcome = null };
        _bench.Service.Log.Clear();
        _bench.Reads(_bench.Found() with { DisplayableOrderComment = "Bye" }, _bench.Found() with { DisplayableOrderComment = "Hello" });
        receipt = await UpdateAsync(update);
        Assert.Equal(("Updated", "Answer", JournalState.Done), (receipt.Outcome, receipt.ConfirmedBy, Entry.State));
        Assert.Equal(["GET 0", "PUT 0"], _bench.Service.Log);

        _store.Entries[_store.Entries.Keys.Single()] = Entry with { State = JournalState.Sent };
        Assert.Equal("ReadBack", (await UpdateAsync(update)).ConfirmedBy);
    }

    [Fact]
    public async Task ACancellationIsSkippedOrContinued()
    {
        Task<CancelReceipt> CancelAsync() => RunAsync(() => Journal.Cancellations.CancelAsync(_bench.Client, "six-test-order", default));

        await _bench.Cancels("answered").Run(CancelAsync);
        var receipt = await CancelAsync();
        Assert.Equal(("CancelRequested", "request-1", 0), (receipt.Outcome, receipt.RequestId, receipt.Attempts));
        Assert.Single(_bench.Service.Log);

        _store.Entries[_store.Entries.Keys.Single()] = Entry with { State = JournalState.Sent };
        _bench.Service.Log.Clear();
        Assert.Equal("CancelRequested", (await _bench.Reads(_bench.Found(), _bench.Found("Cancelled")).Run(CancelAsync)).Outcome);
        Assert.Equal(["GET 0", "CANCEL 0"], _bench.Service.Log);

        _store.Entries[_store.Entries.Keys.Single()] = Entry with { State = JournalState.Sent };
        Assert.Equal("Cancelled", (await CancelAsync()).Outcome);
    }

    [Theory]
    [InlineData("Complete", "TooLate")]
    [InlineData("Processing", "TooLate")]
    [InlineData("Planning", "Refused")]
    public async Task ACancellationThatComesTooLateIsRecordedAsSuch(string status, string outcome)
    {
        _bench.Cancels(Refused("No.")).Reads(_bench.Found(status));
        await Assert.ThrowsAsync<FbaServiceException>(() => RunAsync(
            () => Journal.Cancellations.CancelAsync(_bench.Client, "six-test-order", default)));
        Assert.Equal(
            (JournalState.NotDone, outcome, outcome == "TooLate" ? status : null), (Entry.State, Entry.Outcome, Entry.Reference));
    }

    [Theory]
    [InlineData("Complete")]
    [InlineData("Processing")]
    public async Task ALostCancellationThatComesTooLateIsRecordedAsSuchByTheNextRun(string status)
    {
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(() => RunAsync(() =>
            Journal.Cancellations.CancelAsync(_bench.Cancels(Unknown(), Unknown()).Reads(Unknown()).Client, "six-test-order", default)));
        Assert.Equal(JournalState.Sent, Entry.State);
        _bench.Service.Reads.Clear();
        _bench.Service.Cancels.Clear();
        _bench.Cancels(Refused("No.")).Reads(_bench.Found(status));

        var run = RunAsync(() => Journal.Cancellations.CancelAsync(_bench.Client, "six-test-order", default));

        if (status == "Complete")
        {
            Assert.Equal("NotCancelled", (await run).Outcome);
        }
        else
        {
            await Assert.ThrowsAsync<FbaServiceException>(() => run);
        }

        Assert.Equal((JournalState.NotDone, "TooLate", status), (Entry.State, Entry.Outcome, Entry.Reference));
    }

    [Theory]
    [InlineData("Cancelled", "Done", "Cancelled", null)]
    [InlineData("PartlyCancelled", "Done", "PartlyCancelled", null)]
    [InlineData("NotCancelled", "NotDone", "TooLate", "Complete")]
    [InlineData("CancelRequested", "Done", "CancelRequested", null)]
    public async Task WhatWaitingForACancellationHasFoundIsRecorded(string found, string state, string outcome, string? status)
    {
        var receipt = await RunAsync(
            () => Journal.Cancellations.CancelAsync(_bench.Cancels("answered").Client, "six-test-order", default));

        await Journal.Cancellations.NoteEndAsync(receipt with { Outcome = found, Status = "Complete" }, default);

        Assert.Equal((state, outcome, status, 0), (Entry.State.ToString(), Entry.Outcome, Entry.Reference, _store.Held));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheCancellationOfAnOrderThatWasNeverCreatedSettlesIt(bool wasRequested)
    {
        Died(TimeSpan.FromHours(3));
        var create = _store.Entries.Keys.Single();
        if (wasRequested)
        {
            var content = new JournalAccount("account").OfCancel(create.Id);
            _store.Entries[new JournalKey(JournalOperations.Cancel, create.Id)] = Entry with { Content = content };
        }

        _bench.Cancels(NotFound()).Reads([.. Enumerable.Repeat(NotFound(), 9)]).Pages(Page());
        await Assert.ThrowsAnyAsync<FbaException>(() => RunAsync(
            () => Journal.Cancellations.CancelAsync(_bench.Client, create.Id, default)));
        Assert.Equal((JournalState.NotDone, Outcomes.NotFound), (_store.Entries[create].State, _store.Entries[create].Outcome));
        Assert.False(await Journal.Sent.MayHaveSentAsync(create.Id, default));
        Assert.Equal(0, _store.Held);
    }

    [Theory]
    [InlineData("it may still be on its way")]
    [InlineData("the list is not complete")]
    [InlineData("it has appeared")]
    public async Task AnOrderThatIsNotProvenToBeAbsentStaysUncertain(string why)
    {
        var isFresh = why.StartsWith("it may", StringComparison.Ordinal);
        var options = new SettlementOptions();
        Died(isFresh ? options.LandingTime + options.ClockSkew : TimeSpan.FromHours(3));
        _bench.Cancels(NotFound()).Reads(why == "it has appeared" ? _bench.Found() : NotFound());
        if (!isFresh)
        {
            _bench.Pages(Unknown());
        }

        var error = await Assert.ThrowsAsync<FbaServiceException>(
            () => RunAsync(() => Journal.Cancellations.CancelAsync(_bench.Client, _bench.Order.SellerFulfillmentOrderId, default)));
        Assert.Contains("may still appear", error.Message, StringComparison.Ordinal);
        var create = new JournalKey(JournalOperations.Create, _bench.Order.SellerFulfillmentOrderId);
        Assert.Equal(JournalState.Sent, _store.Entries[create].State);
        Assert.Equal(0, _store.Held);
    }

    [Fact]
    public async Task AClosedJournalSendsNothing()
    {
        var journal = Journal;
        journal.Dispose();

        await Assert.ThrowsAsync<JournalException>(() => CreateAsync(journal));
    }

    // An earlier run has written that the order leaves, and died.
    private void NotePrefix(string? prefix)
    {
        if (prefix is not null)
        {
            _store.Entries[JournalKey.ShopPrefix] = new JournalEntry
            {
                State = JournalState.Done, ApiVersion = "2020-07-01", Content = new JournalAccount("account").OfCancel("prefix"),
                Reference = prefix,
            };
        }
    }

    private void NoteStopped(string id, string reason, DateTimeOffset seen) =>
        _store.Entries[JournalKey.StoppedOf(id)] = new JournalEntry
        {
            State = JournalState.Done, ApiVersion = "2020-07-01", Content = new JournalAccount("account").OfCancel(id), Reference = reason,
            FirstSent = seen,
        };

    private void Died(TimeSpan ago, JournalState state = JournalState.Sent) =>
        _store.Entries[new JournalKey(JournalOperations.Create, _bench.Order.SellerFulfillmentOrderId)] = new JournalEntry
    {
        State = state,
        ApiVersion = "2020-07-01",
        Content = new JournalAccount("account").Of(_bench.Order),
        FirstSent = _bench.Clock.GetUtcNow() - ago,
        LastSent = _bench.Clock.GetUtcNow() - ago,
        Sends = 1,
        Outcome = state == JournalState.Done ? Outcomes.Created : null,
    };

    private Task<OrderReceipt> CreateAsync() => CreateAsync(_bench.Order);

    private Task<OrderReceipt> CreateAsync(RunJournal journal) => CreateAsync(_bench.Order, journal);

    private Task<OrderReceipt> CreateAsync(FulfillmentOrder? order, RunJournal? journal = null, bool warns = true) =>
        RunAsync(() => (journal ?? Journal).Creations.CreateAsync(_bench.Client, order ?? _bench.Order, 7, _ => !warns, default));

    private async Task<T> RunAsync<T>(Func<Task<T>> run)
    {
        using (CallLog.Use(_log))
        using (CallGate.Use(_gate))
        {
            return await run();
        }
    }

    /// <summary>The gate of a command, which lets leave or not and counts who is parked.</summary>
    private sealed class CountingGate : ICallGate
    {
        public PastSends PastSends => PastSends.None;

        public Action? Passing { get; set; }

        public int Parked { get; private set; }

        public ValueTask PassAsync(bool isRead, CancellationToken cancellationToken)
        {
            if (!isRead)
            {
                Passing?.Invoke();
            }

            return default;
        }

        public Task ParkAsync(Func<Task> wait)
        {
            Parked++;
            return wait();
        }
    }
}
