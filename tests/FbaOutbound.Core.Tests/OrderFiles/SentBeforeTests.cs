using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Journal;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Imports;
using FbaOutbound.Orders;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Imports with a journal: what was sent is not returned again, what was edited since is told once, and a prefix stays.</summary>
public sealed class SentBeforeTests : IDisposable
{
    private static readonly JournalAccount s_account = new("account");

    private static readonly ImportOptions s_options = SampleFileTests.Options with { HasJournal = true };

    private static readonly ImportOptions s_rest = s_options with { SpeedMap = new SpeedMap([new("Express*", "Expedited")]) };

    private static readonly ImportOptions s_woo = s_options with { Format = OrderFormats.Find("WooSkyVerge") };

    private readonly MemoryJournal _store = new();
    private string? _lastImport;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task AnOrderThatWasNotSentIsReturnedAgain()
    {
        await ImportAsync(Sample());
        var (outcomes, _) = await ImportAsync(Sample());
        Assert.NotNull(outcomes[0].Order);
    }

    [Fact]
    public async Task AnOrderThatWasSentIsSkippedAndTheOthersKeepTheirReasons()
    {
        await ImportAsync(Sample());
        Send("M-#1001", JournalState.Done);
        var (outcomes, warnings) = await ImportAsync(Sample());
        Assert.Equal(
            [SkipReason.AlreadySent, SkipReason.Cancelled, SkipReason.PartlyFulfilled, null],
            outcomes.Select(outcome => outcome.Skipped?.SkipReason));
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData(nameof(JournalState.Sent))]
    [InlineData(nameof(JournalState.NotDone))]
    public async Task AnOrderThatMayNotHaveBeenCreatedIsReturned(string state)
    {
        await ImportAsync(Sample());
        Send("M-#1001", JournalEntry.StateOf(state));
        Assert.NotNull((await ImportAsync(Sample())).Outcomes[0].Order);
    }

    [Fact]
    public async Task AnEditedOrderIsToldUntilARunHasSentOrdersWithItsMembersAndWithoutValues()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        var edited = Edited("Shipping City", "Elsewhere");

        var (outcomes, warnings) = await ImportAsync(edited);
        Assert.Equal(SkipReason.ChangedSinceSent, outcomes[0].Skipped!.SkipReason);
        Assert.Equal("It differs in DestinationAddress.City.", outcomes[0].Skipped!.Detail);
        Assert.Contains("M-#1001", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.DoesNotContain("Elsewhere", warnings[0], StringComparison.Ordinal);

        (outcomes, warnings) = await ImportAsync(edited);
        Assert.Equal(SkipReason.ChangedSinceSent, outcomes[0].Skipped!.SkipReason);
        Assert.Single(warnings);

        RunSends();
        (outcomes, warnings) = await ImportAsync(edited);
        Assert.Equal(SkipReason.AlreadySent, outcomes[0].Skipped!.SkipReason);
        Assert.Empty(warnings);
        Assert.Single((await ImportAsync(Edited("Shipping City", "Third"))).Warnings);
        Assert.Single((await ImportAsync(Edited("Shipping City", "Third"))).Warnings);
    }

    [Fact]
    public async Task WhatAnEarlierVersionHasToldIsNotToldAgain()
    {
        await ImportAsync(Sample());
        Send("M-#1001", JournalState.Done);
        var edited = Edited("Shipping City", "Elsewhere");
        await ImportAsync(edited);
        var key = new JournalKey(JournalOperations.Import, "M-#1001");
        _store.Entries[key] = _store.Entries[key] with { Outcome = "Told" };
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(edited)).Outcomes[0].Skipped!.SkipReason);
    }

    [Fact]
    public async Task AnEditIsToldAgainIfTheNotesWereNotWritten()
    {
        await ImportAsync(Sample());
        Send("M-#1001", JournalState.Done);
        await ImportAsync(Edited("Lineitem quantity", "3"), keeps: false);
        var (_, warnings) = await ImportAsync(Edited("Lineitem quantity", "3"));
        Assert.Contains("Items.Quantity", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEditBeforeAnOrderIsSentIsNoChange()
    {
        await ImportAsync(Sample());
        await ImportAsync(Edited("Shipping City", "Elsewhere"));
        Send("M-#1001", JournalState.Done);
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(Edited("Shipping City", "Elsewhere"))).Outcomes[0].Skipped!.SkipReason);
    }

    [Fact]
    public async Task AnOrderThatWasSentBeforeItWasImportedIsComparedFromThenOn()
    {
        SendRows();
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(Sample())).Outcomes[0].Skipped!.SkipReason);
        Assert.Equal(
            SkipReason.ChangedSinceSent, (await ImportAsync(Edited("Shipping City", "Elsewhere"))).Outcomes[0].Skipped!.SkipReason);
    }

    [Theory]
    [InlineData("Shipping City", "Elsewhere", "It differs in DestinationAddress.")]
    [InlineData("Shipping Address2", "Door 7", "It differs in DestinationAddress.")]
    [InlineData("Shipping Name", "Other Invented", "It differs in DestinationAddress.Name.")]
    [InlineData("Lineitem quantity", "3", "It differs in Items.")]
    public async Task AnEditOfAnOrderThatWasSentFromRowsIsToldAlsoInTheFirstImport(string column, string value, string detail)
    {
        SendRows();
        var (outcomes, warnings) = await ImportAsync(Edited(column, value));
        Assert.Equal(
            (SkipReason.ChangedSinceSent, detail, true),
            (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.Detail, outcomes[0].Skipped!.WasEdited));
        Assert.Contains("M-#1001", Assert.Single(warnings), StringComparison.Ordinal);

        RunSends();
        (outcomes, warnings) = await ImportAsync(Edited(column, value));
        Assert.Equal((SkipReason.AlreadySent, true), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
        Assert.Empty(warnings);
        Assert.Contains("changed back", Assert.Single((await ImportAsync(Sample())).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOrderThatAnEarlierVersionSentFromRowsIsComparedWithTheFirstImport()
    {
        SendRows(order => order with { ShippingSpeedCategory = "Priority" });
        var key = JournalKey.CreationOf("M-#1001");
        _store.Entries[key] = _store.Entries[key] with { Reference = null };
        for (var import = 0; import < 2; import++)
        {
            var (same, warnings) = await ImportAsync(Sample());
            Assert.Equal((SkipReason.AlreadySent, false), (same[0].Skipped!.SkipReason, same[0].Skipped!.WasEdited));
            Assert.Empty(warnings);
        }

        var city = (await ImportAsync(Edited("Shipping City", "Elsewhere"))).Outcomes[0].Skipped!;
        Assert.Equal("It differs in DestinationAddress.City.", city.Detail);
    }

    [Theory]
    [InlineData("US", "StateOrRegion", "Massachusetts")]
    [InlineData("US", "StateOrRegion", "'MA")]
    [InlineData("US", "PostalCode", "'02134")]
    [InlineData("US", "PostalCode", "=\"02134\"")]
    [InlineData("US", "PostalCode", "０２１３４")]
    [InlineData("US", "Name", "'ADA  Invented")]
    [InlineData("US", "AddressLine1", "1 Pretend Street.")]
    [InlineData("US", "AddressLine2", "N/A")]
    [InlineData("CA", "StateOrRegion", "Ontario")]
    [InlineData("AU", "StateOrRegion", "New South Wales")]
    [InlineData("GB", "CountryCode", "UK")]
    [InlineData("JP", "StateOrRegion", "JP-13")]
    [InlineData("JP", "City", "千代田区")]
    [InlineData("JP", "City", "Chiyoda-ku")]
    public async Task AnotherSpellingOfTheRecipientOfRowsIsNoEdit(string country, string member, string value)
    {
        string[] header =
        [
            "SellerFulfillmentOrderId", "SellerSku", "Quantity", "Name", "AddressLine1", "AddressLine2", "City", "StateOrRegion",
            "PostalCode", "CountryCode",
        ];
        var town = country == "JP" ? "" : "Exampleton";
        string[] cells = ["A-1", "MUG", "1", "Ada Invented", "1 Pretend Street", "", town, "", "02134", country];
        MemoryTable Table(string column, string text) => new(
            "own.csv", header, [Row(0, [.. cells.Select((cell, at) => header[at] == column ? text : cell)])]);
        var options = s_options with { IdPrefix = null, AllowsExport = true };
        var address = new Address
        {
            Name = "Ada Invented", AddressLine1 = "1 Pretend Street", City = country == "JP" ? null : "Exampleton", PostalCode = "02134",
            CountryCode = country,
        };
        address = AddressMembers.All.Single(each => each.Name == member).Set(address, value);
        SendRows(new FulfillmentOrder
        {
            SellerFulfillmentOrderId = "A-1", DestinationAddress = address, DisplayableOrderComment = "Thanks!",
            ShippingSpeedCategory = "Priority", NotificationEmails = ["ada@example.com"],
            Items = [new FulfillmentOrderItem { SellerSku = "MUG", Quantity = 1 }],
        });
        var (outcomes, warnings) = await ImportAsync(Table(member, value), options);
        Assert.Empty(outcomes[0].Problems);
        Assert.Equal((SkipReason.AlreadySent, false), (outcomes[0].Skipped?.SkipReason, outcomes[0].Skipped?.WasEdited == true));
        Assert.Empty(warnings);
        (outcomes, _) = await ImportAsync(Table("AddressLine1", "2 Pretend Street"), options);
        Assert.Equal(SkipReason.ChangedSinceSent, outcomes[0].Skipped?.SkipReason);
    }

    [Fact]
    public void EarlierVersionsFindNothingInWhatIsKeptOfAnOrderThatWasSentFromRows()
    {
        SendRows();
        var text = _store.Entries[JournalKey.CreationOf("M-#1001")].Reference!;
        Assert.DoesNotContain('=', text.Substring(0, text.IndexOf('|')));
        Assert.Equal(text, SentContent.Parse(text)!.ToString());
    }

    [Fact]
    public async Task WhatRowsDoNotSayOfAnOrderIsNoEdit()
    {
        SendRows(order => order with
        {
            MarketplaceId = null, DisplayableOrderId = null, DisplayableOrderDate = null, Action = "Hold", ShippingSpeedCategory = null,
            DestinationAddress = order.DestinationAddress! with { Phone = null },
            Items =
            [
                .. order.Items.Reverse().Select(
                    item => new FulfillmentOrderItem { SellerSku = item.SellerSku, Quantity = item.Quantity }),
            ],
        });
        var (outcomes, warnings) = await ImportAsync(Sample());
        Assert.Equal((SkipReason.AlreadySent, false), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task FewerUnitsOfAPartlyShippedOrderThatWasSentFromRowsAreNoEdit()
    {
        SendRows();
        var part = With(Edited("Lineitem fulfillment status", "fulfilled"), "Fulfillment Status", "partial", row: 0);
        var (outcomes, warnings) = await ImportAsync(part);
        Assert.Equal((SkipReason.PartlyFulfilled, false), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("Tags", "hold", SkipReason.OnHold)]
    [InlineData("Financial Status", "pending", SkipReason.Unpaid)]
    [InlineData("Shipping Method", "Local pickup", SkipReason.LocalPickup)]
    [InlineData("Source", "amazon", SkipReason.AmazonOrder)]
    [InlineData("Financial Status", "partially_refunded", SkipReason.QuantityUncertain)]
    [InlineData("Tags", "hold", SkipReason.OnHold, "-R")]
    public async Task AnEditOfAnOrderThatTheShopHoldsBackIsTold(string column, string value, SkipReason reason, string? again = null)
    {
        var refund = value == "partially_refunded" ? "1.00" : "0.00";
        var stopped = With(With(Sample(), column, value, row: 0), "Refunded Amount", refund, row: 0);
        var edited = With(stopped, "Shipping City", "Elsewhere", row: 0);
        if (again is null)
        {
            Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        }
        else
        {
            await SendAgainAsync();
        }

        var (outcomes, warnings) = await ImportAsync(stopped);
        Assert.Equal((reason, false), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
        Assert.DoesNotContain(warnings, warning => warning.Contains("edited", StringComparison.Ordinal));

        (outcomes, warnings) = await ImportAsync(edited);
        Assert.Equal((reason, true), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
        Assert.EndsWith("It differs in DestinationAddress.City.", outcomes[0].Skipped!.Detail, StringComparison.Ordinal);
        Assert.Single(warnings, warning => warning.Contains($"Order 'M-#1001{again}'", StringComparison.Ordinal)
            && warning.Contains("It differs in DestinationAddress.City.", StringComparison.Ordinal));
        Assert.Single(warnings, warning => warning.Contains($"M-#1001{again} ({reason})", StringComparison.Ordinal));

        RunSends();
        (outcomes, warnings) = await ImportAsync(edited);
        Assert.Equal((reason, true), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
        Assert.DoesNotContain(warnings, warning => warning.Contains("edited", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ErrorsInTheRowsOfAnOrderThatTheShopHoldsBackAreTold()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        var (outcomes, warnings) = await ImportAsync(With(Edited("Tags", "hold"), "Shipping City", "", row: 0));
        Assert.Equal((SkipReason.OnHold, true), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
        Assert.Contains(warnings, warning => warning.StartsWith("The file has errors in 1 order", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ErrorsInTheRowsOfASentOrderAreToldUntilARunHasSentOrdersAndAgainIfTheRowsChange()
    {
        async Task<(bool IsTold, SkippedOrder Skipped)> Look(MemoryTable table)
        {
            var (outcomes, warnings) = await ImportAsync(table);
            return (
                warnings.Any(warning => warning.StartsWith("The file has errors in 1 order", StringComparison.Ordinal)), outcomes[0].Skipped!);
        }

        var faulty = Edited("Shipping City", "");
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        Assert.True((await Look(faulty)).IsTold);
        Assert.True((await Look(faulty)).IsTold);

        RunSends();

        // New orders stand above it by now.
        var rows = faulty.ReadRows().Select(row => row with { Number = row.Number + 3 });
        var (isTold, skipped) = await Look(new MemoryTable(faulty.Path, faulty.Header, [.. rows]));
        Assert.False(isTold);
        Assert.Equal((SkipReason.ChangedSinceSent, true, true), (skipped.SkipReason, skipped.HasErrors, skipped.WasEdited));
        Assert.True((await Look(With(faulty, "Shipping Address1", "9 Other Road", row: 0))).IsTold);
    }

    [Fact]
    public async Task RowsThatWereRefusedAndSentCorrectedAreNoEdit()
    {
        var faulty = Edited("Shipping City", "");
        Assert.Null((await ImportAsync(faulty)).Outcomes[0].Order);
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);

        var (outcomes, warnings) = await ImportAsync(faulty);
        var skipped = outcomes[0].Skipped!;
        Assert.Equal((SkipReason.AlreadySent, false, false), (skipped.SkipReason, skipped.HasErrors, skipped.WasEdited));
        Assert.DoesNotContain(warnings, warning => warning.Contains("errors", StringComparison.Ordinal));

        (outcomes, warnings) = await ImportAsync(With(faulty, "Shipping Address1", "9 Other Road", row: 0));
        Assert.Equal((SkipReason.ChangedSinceSent, true), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
        Assert.Contains(warnings, warning => warning.StartsWith("The file has errors in 1 order", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Cancelled at", "2026-11-29 10:00:00 -0500", "Cancelled")]
    [InlineData("Financial Status", "refunded", "Refunded")]
    public async Task AnOrderThatANewerFileShowedAsStoppedIsHeldBackUntilTheUserWantsIt(string column, string value, string reason)
    {
        await ImportAsync(With(Sample(), column, value, row: 0));
        for (var import = 0; import < 2; import++)
        {
            var (outcomes, warnings) = await ImportAsync(Sample());
            Assert.Equal(SkipReason.StoppedBefore, outcomes[0].Skipped!.SkipReason);
            Assert.True(outcomes[0].Skipped!.NeedsAttention);
            Assert.Contains($"M-#1001 ({reason})", Assert.Single(warnings), StringComparison.Ordinal);
        }

        var wanted = (await ImportAsync(Sample(), s_options with { IncludesStopped = true })).Outcomes[0].Order!;
        SendAt(wanted, s_options.Time.GetUtcNow().AddMinutes(1));
        var (sent, told) = await ImportAsync(Sample());
        Assert.Equal(SkipReason.AlreadySent, sent[0].Skipped!.SkipReason);
        Assert.Empty(told);
    }

    [Fact]
    public async Task AnOrderThatWasStoppedAfterItWasSentIsNotWantedByAnOlderFile()
    {
        SendAt((await ImportAsync(Sample())).Outcomes[0].Order!, s_options.Time.GetUtcNow().AddMinutes(-1));
        await ImportAsync(With(Sample(), "Cancelled at", "2026-11-29 10:00:00 -0500", row: 0));
        Assert.Equal(SkipReason.StoppedBefore, (await ImportAsync(Sample())).Outcomes[0].Skipped!.SkipReason);
        await ImportAsync(Sample(), s_options with { IncludesStopped = true });
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(Sample())).Outcomes[0].Skipped!.SkipReason);

        await ImportAsync(With(Sample(), "Cancelled at", "2026-11-29 10:00:00 -0500", row: 0));
        Assert.Equal(SkipReason.StoppedBefore, (await ImportAsync(Sample())).Outcomes[0].Skipped!.SkipReason);
        Cancel("M-#1001");
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(Sample())).Outcomes[0].Skipped!.SkipReason);
    }

    // A pre-order, or a payment that comes late.
    [Theory]
    [InlineData("Tags", "pre-order", "OnHold")]
    [InlineData("Tags", "Vorbestellung", "OnHold")]
    [InlineData("Financial Status", "pending", "Unpaid")]
    [InlineData("Cancelled at", "2026-11-29 10:00:00 -0500", "Cancelled")]
    public async Task AnOrderThatWaitedUntilItWasTooOldNeedsAttention(string column, string value, string reason)
    {
        await ImportAsync(With(Sample(), column, value, row: 0));
        var late = s_options with { Time = new FixedTime(s_options.Time.GetUtcNow().AddDays(40)) };
        Assert.Equal(reason, (await ImportAsync(With(Sample(), column, value, row: 0), late)).Outcomes[0].Skipped!.SkipReason.ToString());
        for (var import = 0; import < 2; import++)
        {
            var (outcomes, warnings) = await ImportAsync(Sample(), late);
            var skipped = Assert.Single(outcomes[0].AllSkipped());
            Assert.Equal((SkipReason.TooOld, true), (skipped.SkipReason, skipped.NeedsAttention));
            Assert.EndsWith($"recorded it as {reason}.", skipped.Detail, StringComparison.Ordinal);
            Assert.Contains("larger -MaxAge", skipped.RecommendedAction, StringComparison.Ordinal);
            Assert.Contains($": M-#1001 ({reason}). To send it,", Assert.Single(warnings), StringComparison.Ordinal);
        }

        var sent = (await ImportAsync(Sample(), late with { MaxAge = TimeSpan.FromDays(90), IncludesStopped = true })).Outcomes[0].Order!;
        SendAt(sent, late.Time.GetUtcNow().AddMinutes(1));
        var (after, told) = await ImportAsync(Sample(), late);
        Assert.Equal(SkipReason.AlreadySent, after[0].Skipped!.SkipReason);
        Assert.Empty(told);
    }

    [Fact]
    public async Task AnOldOrderThatNeverWaitedOrIsFulfilledByNowNeedsNone()
    {
        var late = s_options with { Time = new FixedTime(s_options.Time.GetUtcNow().AddDays(40)) };
        await ImportAsync(Sample());
        var (outcomes, warnings) = await ImportAsync(Sample(), late);
        Assert.Equal((SkipReason.TooOld, false), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.NeedsAttention));
        Assert.Empty(warnings);

        await ImportAsync(With(Sample(), "Tags", "pre-order", row: 0));
        (outcomes, warnings) = await ImportAsync(With(Sample(), "Fulfillment Status", "fulfilled", row: 0), late);
        Assert.Equal((SkipReason.Fulfilled, false), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.NeedsAttention));
        Assert.Empty(warnings);
    }

    // A payment comes every day, and says nothing of the age of a file.
    [Fact]
    public async Task APaymentThatCameIsNoSignOfAnOlderFile()
    {
        await ImportAsync(With(With(Sample(), "Financial Status", "pending", row: 0), "Tags", "hold", row: 0));
        Assert.Equal("Unpaid", _store.Entries[JournalKey.StoppedOf("M-#1001")].Reference);
        await ImportAsync(With(Sample(), "Tags", "hold", row: 0));
        Assert.Equal("OnHold", _store.Entries[JournalKey.StoppedOf("M-#1001")].Reference);
        Assert.NotNull((await ImportAsync(Sample())).Outcomes[0].Order);

        SendAt((await ImportAsync(Sample())).Outcomes[0].Order!, s_options.Time.GetUtcNow().AddMinutes(-1));
        await ImportAsync(With(Sample(), "Financial Status", "pending", row: 0));
        await ImportAsync(Sample());
        Assert.Equal("Wanted", _store.Entries[JournalKey.StoppedOf("M-#1001")].Reference);
    }

    // Until then the order is not released at Amazon.
    [Fact]
    public async Task AHoldThatANewerFileNoLongerShowsIsNotedAsLifted()
    {
        SendAt((await ImportAsync(Sample())).Outcomes[0].Order!, s_options.Time.GetUtcNow().AddMinutes(-1));
        await ImportAsync(With(Sample(), "Tags", "hold", row: 0));
        Assert.Equal("OnHold", _store.Entries[JournalKey.StoppedOf("M-#1001")].Reference);
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(Sample())).Outcomes[0].Skipped!.SkipReason);
        Assert.Equal("Wanted", _store.Entries[JournalKey.StoppedOf("M-#1001")].Reference);

        await ImportAsync(With(Sample(), "Tags", "hold", row: 0));
        Assert.Equal("OnHold", _store.Entries[JournalKey.StoppedOf("M-#1001")].Reference);
    }

    // Orders are looked up some hundreds at a time, and the id that was sent is known of those that are looked up.
    [Fact]
    public async Task AHoldOfARenumberedOrderThatIsLiftedIsNotedOfTheIdThatWasSentHoweverManyOrdersFollow()
    {
        SendAt((await ImportAsync(Sample())).Outcomes[0].Order!, s_options.Time.GetUtcNow().AddMinutes(-1));
        await ImportAsync(With(Renumbered(), "Tags", "hold", row: 0));
        Assert.Equal("OnHold", _store.Entries[JournalKey.StoppedOf("M-#1001")].Reference);

        var (table, rows) = (Renumbered(), Renumbered().ReadRows().Take(2).ToList());
        var other = Sample().ReadRows().Last();
        rows.AddRange(Enumerable.Range(0, 600).Select(at =>
            With(table, With(table, other, "Name", $"#{2000 + at}"), "Id", $"{5600000000001 + (7 * at)}")));
        var (outcomes, _) = await ImportAsync(new MemoryTable(table.Path, table.Header, rows));
        Assert.Equal((601, SkipReason.AlreadySent), (outcomes.Count, outcomes[0].Skipped!.SkipReason));
        Assert.Equal("Wanted", _store.Entries[JournalKey.StoppedOf("M-#1001")].Reference);
    }

    [Theory]
    [InlineData("Financial Status", "pending", "Unpaid")]
    [InlineData("Financial Status", "chargeback lost", "UnknownStatus")]
    [InlineData("Shipping Method", "Local Pickup", "LocalPickup")]
    [InlineData("Fulfillment Status", "fulfilled", "Fulfilled")]
    public async Task WhateverKeepsAnOrderFromBeingSentIsNotedOfOneThatWasSent(string column, string value, string reason)
    {
        await ImportAsync(With(Sample(), column, value, row: 0));
        var waits = _store.Entries.ContainsKey(JournalKey.StoppedOf("M-#1001"));
        Assert.Equal(reason == "Unpaid", waits);

        SendAt((await ImportAsync(Sample())).Outcomes[0].Order!, s_options.Time.GetUtcNow().AddMinutes(-1));
        await ImportAsync(With(Sample(), column, value, row: 0));
        Assert.Equal(reason, _store.Entries[JournalKey.StoppedOf("M-#1001")].Reference);
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(Sample())).Outcomes[0].Skipped!.SkipReason);
        Assert.Equal("Wanted", _store.Entries[JournalKey.StoppedOf("M-#1001")].Reference);
    }

    // The import may end with its warning.
    [Fact]
    public async Task WhatTheShopHasStoppedIsNotedByTheLookAlone()
    {
        SendAt((await ImportAsync(Sample())).Outcomes[0].Order!, s_options.Time.GetUtcNow().AddMinutes(-1));
        await ImportAsync(With(Sample(), "Cancelled at", "2026-11-29 10:00:00 -0500", row: 0), keeps: false);
        Assert.Equal("Cancelled", _store.Entries[JournalKey.StoppedOf("M-#1001")].Reference);
    }

    [Fact]
    public async Task AnOrderThatWasCancelledAtAmazonCanBeWantedAgain()
    {
        SendAt((await ImportAsync(Sample())).Outcomes[0].Order!, s_options.Time.GetUtcNow().AddMinutes(-1));
        await ImportAsync(With(Sample(), "Cancelled at", "2026-11-29 10:00:00 -0500", row: 0));
        Cancel("M-#1001");
        await ImportAsync(Sample());
        Assert.Equal("Cancelled", _store.Entries[JournalKey.StoppedOf("M-#1001")].Reference);
        await ImportAsync(Sample(), s_options with { IncludesStopped = true });
        Assert.Equal("Wanted", _store.Entries[JournalKey.StoppedOf("M-#1001")].Reference);
    }

    [Fact]
    public async Task AnEditHidesNoStopThatAnEarlierImportHasSeen()
    {
        SendAt((await ImportAsync(Sample())).Outcomes[0].Order!, s_options.Time.GetUtcNow().AddMinutes(-1));
        await ImportAsync(With(Sample(), "Cancelled at", "2026-11-29 10:00:00 -0500", row: 0));
        var (outcomes, warnings) = await ImportAsync(Edited("Shipping City", "Elsewhere"));
        Assert.Equal((SkipReason.StoppedBefore, true), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
        Assert.EndsWith("It differs in DestinationAddress.City.", outcomes[0].Skipped!.Detail, StringComparison.Ordinal);
        Assert.Contains(warnings, warning => warning.Contains("M-#1001 (Cancelled)", StringComparison.Ordinal));
        Assert.Equal(SkipReason.StoppedBefore, (await ImportAsync(Edited("Shipping City", ""))).Outcomes[0].Skipped!.SkipReason);

        await ImportAsync(Edited("Shipping City", "Elsewhere"), s_options with { IncludesStopped = true });
        Assert.Equal(
            SkipReason.ChangedSinceSent, (await ImportAsync(Edited("Shipping City", "Elsewhere"))).Outcomes[0].Skipped!.SkipReason);
    }

    [Theory]
    [InlineData("stray")]
    [InlineData("short")]
    [InlineData("twice")]
    [InlineData("broken")]
    [InlineData("twofold")]
    public async Task AStopWinsOverErrorsOfTheRowsAndIsKept(string error)
    {
        var open = OfShipStation("awaiting_shipment");
        SendAt((await ImportAsync(open)).Outcomes[0].Order!, s_options.Time.GetUtcNow().AddMinutes(-1));
        var (outcomes, _) = await ImportAsync(Damaged(OfShipStation("cancelled"), error));
        Assert.Equal((SkipReason.Cancelled, true), (outcomes[0].Skipped?.SkipReason, outcomes[0].AllSkipped().Single().ToCancel));
        Assert.Equal(SkipReason.StoppedBefore, (await ImportAsync(open)).Outcomes[0].Skipped!.SkipReason);

        (outcomes, _) = await ImportAsync(Damaged(OfShipStation("on_hold"), error));
        Assert.Equal((SkipReason.OnHold, true), (outcomes[0].Skipped?.SkipReason, outcomes[0].Skipped?.WasEdited == true));
        (outcomes, _) = await ImportAsync(Damaged(open, error), s_options with { IncludesStopped = true });
        Assert.Equal((SkipReason.ChangedSinceSent, true), (outcomes[0].Skipped?.SkipReason, outcomes[0].Skipped?.HasErrors == true));
    }

    [Fact]
    public async Task ARowWhoseCellsMayStandInTheWrongColumnsStopsNothing()
    {
        Send((await ImportAsync(OfShipStation("awaiting_shipment"))).Outcomes[0].Order!, JournalState.Done);
        var table = OfShipStation("cancelled");
        var rows = table.ReadRows().Select(row => row with { Cells = [.. row.Cells, new SourceCell("more")] });
        var skipped = (await ImportAsync(new MemoryTable(table.Path, table.Header, [.. rows]))).Outcomes[0].Skipped;
        Assert.Equal((SkipReason.ChangedSinceSent, true), (skipped?.SkipReason, skipped?.HasErrors == true));
    }

    private static MemoryTable OfShipStation(string status)
    {
        var table = MemoryTable.Sample("shipstation.csv");
        var rows = table.ReadRows().ToList();
        var number = table.Header.ToList().IndexOf("Order - Number");
        table = new MemoryTable(table.Path, table.Header, [.. rows.Where(row => row.Cells[number].Text == rows[0].Cells[number].Text)]);
        return With(With(table, "Order - Status", status), "Service - Requested Shipping Service", "Standard");
    }

    private static MemoryTable Damaged(MemoryTable table, string error)
    {
        var rows = table.ReadRows().ToList();
        return error switch
        {
            "stray" => new(
                table.Path, table.Header,
                [
                    .. rows,
                    Row(rows.Count, [.. table.Header.Select(name => name switch { "Item - SKU" => "MUG", "Item - Qty" => "3", _ => "" })]),
                ]),
            "short" => new(
                table.Path, table.Header, [.. rows.Select(row => row with { Cells = [.. row.Cells.Take(row.Cells.Count - 1)] })]),
            "twice" => new(table.Path, table.Header, [.. rows, .. rows.Select(row => row with { Number = row.Number + rows.Count })]),
            "broken" => With(table, "Ship To - Address 2", "#N/A", row: 0),
            _ => new(
                table.Path, [.. table.Header, "Ship To - State/Province"],
                [.. rows.Select(row => row with { Cells = [.. row.Cells, new SourceCell("Other")] })]),
        };
    }

    [Fact]
    public async Task ARefundThatWasTakenBackIsNoEditOfAnOrderThatIsHeldBack()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        var refunded = With(With(Sample(), "Financial Status", "partially_refunded", row: 0), "Refunded Amount", "1.00", row: 0);
        for (var runs = 0; runs < 2; runs++)
        {
            await ImportAsync(refunded, s_options with { IncludesUncertain = true });
            if (runs > 0)
            {
                RunSends();
            }

            var (outcomes, warnings) = await ImportAsync(With(Sample(), "Tags", "hold", row: 0));
            Assert.Equal((SkipReason.OnHold, false), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
            Assert.DoesNotContain(warnings, warning => warning.Contains("edited", StringComparison.Ordinal)
                || warning.Contains("changed back", StringComparison.Ordinal));
        }

        var edited = With(With(Sample(), "Tags", "hold", row: 0), "Shipping City", "Elsewhere", row: 0);
        Assert.True((await ImportAsync(edited)).Outcomes[0].Skipped!.WasEdited);
    }

    [Fact]
    public async Task AHoldThatWasLiftedHoldsNothingBackUnlessTheFileShowsThatItIsOlder()
    {
        await ImportAsync(With(Sample(), "Tags", "hold", row: 0));
        var (outcomes, warnings) = await ImportAsync(Sample());
        Assert.NotNull(outcomes[0].Order);
        Assert.Empty(warnings);

        var two = Sample();
        var name = two.Header.ToList().IndexOf("Name");
        var rows = two.ReadRows().Where(row => row.Cells[name].Text == "#1001").ToList();
        var id = two.Header.ToList().IndexOf("Id");
        var others = rows.Select(row => With(two, row, "Name", "#1099"))
            .Select(row => row.Cells[id].Text.Length > 0 ? With(two, row, "Id", "5512345678999") : row).ToList();
        var older = new MemoryTable(two.Path, two.Header, [.. rows, .. others]);
        var cancelled = With(two, others[0], "Cancelled at", "2026-11-29 10:00:00 -0500");
        await ImportAsync(new MemoryTable(two.Path, two.Header, [cancelled, .. others.Skip(1)]));
        (outcomes, warnings) = await ImportAsync(older);
        Assert.All(outcomes, outcome => Assert.Equal(SkipReason.StoppedBefore, outcome.Skipped?.SkipReason));
        Assert.Contains("M-#1099 (Cancelled), M-#1001 (OnHold)", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACancellationThatWasCarriedOutStillShowsThatAFileIsOlder()
    {
        var two = Sample();
        var name = two.Header.ToList().IndexOf("Name");
        var id = two.Header.ToList().IndexOf("Id");
        var rows = two.ReadRows().Where(row => row.Cells[name].Text == "#1001").ToList();
        var others = rows.Select(row => With(two, row, "Name", "#1099"))
            .Select(row => row.Cells[id].Text.Length > 0 ? With(two, row, "Id", "5512345678999") : row).ToList();
        var older = new MemoryTable(two.Path, two.Header, [.. rows, .. others]);
        foreach (var outcome in (await ImportAsync(older)).Outcomes)
        {
            SendAt(outcome.Order!, s_options.Time.GetUtcNow().AddMinutes(-1));
        }

        await ImportAsync(new MemoryTable(
            two.Path,
            two.Header,
            [
                With(two, rows[0], "Tags", "fraud"), .. rows.Skip(1),
                With(two, others[0], "Cancelled at", "2026-11-29 10:00:00 -0500"), .. others.Skip(1),
            ]));
        Cancel("M-#1099");

        var (outcomes, warnings) = await ImportAsync(older);
        Assert.Equal([SkipReason.StoppedBefore, SkipReason.AlreadySent], outcomes.Select(outcome => outcome.Skipped?.SkipReason));
        Assert.Contains(warnings, text => text.Contains("M-#1001 (OnHold)", StringComparison.Ordinal));
        (outcomes, _) = await ImportAsync(older, s_options with { IncludesStopped = true });
        Assert.Equal(SkipReason.AlreadySent, outcomes[0].Skipped?.SkipReason);
    }

    [Theory]
    [InlineData("Notes", "CANCEL - customer called", true)]
    [InlineData("Risk Level", "High", false)]
    [InlineData("Notes", "Ring twice", false)]
    public async Task AnOrderThatWasSentAndIsNotToBeShippedByANoteIsNamed(string column, string value, bool isNamed)
    {
        SendAt((await ImportAsync(Sample())).Outcomes[0].Order!, s_options.Time.GetUtcNow().AddMinutes(-1));
        var import = new OrderImport(s_options);
        import.Read(With(Sample(), column, value, row: 0));
        await new SentBefore(new ImportJournal(_store, s_account, "2020-07-01"), import, s_options.IdPrefix, null)
            .LookAsync(s_options.After, default);
        var warnings = import.Unheeded().Where(text => text.Contains("M-#1001", StringComparison.Ordinal)).ToList();
        Assert.Equal(isNamed ? 1 : 0, warnings.Count);
        Assert.All(warnings, text => Assert.Contains("for 1 order that was sent: M-#1001.", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("-R")]
    public async Task AnOrderThatWasSentIsToldAsSentWhateverItsAge(string? again)
    {
        if (again is null)
        {
            Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        }
        else
        {
            await SendAgainAsync();
        }

        var old = s_options with { MaxAge = TimeSpan.FromSeconds(1) };
        var skipped = Assert.Single((await ImportAsync(Sample(), old)).Outcomes[0].AllSkipped());
        Assert.Equal((SkipReason.AlreadySent, $"M-#1001{again}"), (skipped.SkipReason, skipped.SellerFulfillmentOrderId));
        Assert.False(skipped.WasEdited);
        var first = s_options with { After = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(Sample(), first)).Outcomes[0].Skipped!.SkipReason);
    }

    [Fact]
    public async Task AnOrderThatWasSentAndHasErrorsNowIsNamedWithThemUntilARunSendsOrders()
    {
        await ImportAsync(Sample());
        Send("M-#1001", JournalState.Done);
        for (var import = 0; import < 2; import++)
        {
            var (outcomes, warnings) = await ImportAsync(Edited("Lineitem sku", ""));
            Assert.Equal(SkipReason.ChangedSinceSent, outcomes[0].Skipped!.SkipReason);
            Assert.StartsWith("It was sent, and its rows have errors now: row 2, Lineitem sku: is blank", outcomes[0].Skipped!.Detail, StringComparison.Ordinal);
            Assert.Contains("M-#1001 (row 2, Lineitem sku: is blank", Assert.Single(warnings), StringComparison.Ordinal);
        }

        RunSends();
        Assert.Empty((await ImportAsync(Edited("Lineitem sku", ""))).Warnings);
    }

    [Fact]
    public async Task AnEditIsToldAlsoIfTheOrderIsTooOldByNow()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        var late = s_options with { Time = new FixedTime(new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero)) };
        var (outcomes, warnings) = await ImportAsync(Sample(), late);
        Assert.Equal(SkipReason.AlreadySent, outcomes[0].Skipped!.SkipReason);
        Assert.Empty(warnings);

        (outcomes, warnings) = await ImportAsync(Edited("Shipping City", "Elsewhere"), late);
        Assert.Equal(SkipReason.ChangedSinceSent, outcomes[0].Skipped!.SkipReason);
        Assert.Contains("DestinationAddress.City", Assert.Single(warnings), StringComparison.Ordinal);

        (outcomes, warnings) = await ImportAsync(Edited("Lineitem fulfillment status", "restocked", 2), late);
        Assert.Equal(SkipReason.Refunded, outcomes[0].Skipped!.SkipReason);
        Assert.True(Assert.Single(outcomes[0].AllSkipped()).ToCancel);
        Assert.Contains("M-#1001 (Refunded)", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefundAfterAnOrderWasSentIsToldAlsoWhereSuchOrdersAreIncluded()
    {
        var included = s_options with { IncludesUncertain = true };
        Send((await ImportAsync(Sample(), included)).Outcomes[0].Order!, JournalState.Done);
        var refunded = Edited("Refunded Amount", "7.50");
        var (outcomes, warnings) = await ImportAsync(refunded, included);
        Assert.Equal("It differs in Refunds.", outcomes[0].Skipped!.Detail);
        Assert.Single(warnings);
        Assert.Contains(
            (await ImportAsync(refunded)).Warnings, warning => warning.Contains("M-#1001 (QuantityUncertain)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ARefundThatWasKnownWhenTheOrderWasSentIsNotTold(bool isIncluded)
    {
        var included = s_options with { IncludesUncertain = true };
        var refunded = Edited("Refunded Amount", "7.50");
        Send((await ImportAsync(refunded, included)).Outcomes[0].Order!, JournalState.Done);
        var options = isIncluded ? included : s_options;
        Assert.Empty((await ImportAsync(refunded, options)).Warnings);
        Assert.Single((await ImportAsync(Edited("Refunded Amount", "12.50"), options)).Warnings);
    }

    [Theory]
    [InlineData("Fulfillment Status", "in_review", SkipReason.UnknownStatus, true)]
    [InlineData("Refunded Amount", "7.50", SkipReason.QuantityUncertain, true)]
    [InlineData("Fulfillment Status", "partial", SkipReason.PartlyFulfilled, true)]
    [InlineData("Financial Status", "pending", SkipReason.Unpaid, false)]
    [InlineData("Fulfillment Status", "on_hold", SkipReason.OnHold, false)]
    [InlineData("Shipping Method", "Local pickup", SkipReason.LocalPickup, false)]
    public async Task AnOrderThatNothingElseSettlesNeedsAttentionUntilItIsSentHeldOrTooOld(
        string column, string value, SkipReason reason, bool isNeeded)
    {
        async Task<SkippedOrder> FirstAsync(MemoryTable table, ImportOptions? options = null) =>
            (await ImportAsync(table, options ?? s_options)).Outcomes[0].AllSkipped().First();

        var edited = Edited(column, value);
        var skipped = await FirstAsync(edited);
        Assert.Equal((reason, isNeeded), (skipped.SkipReason, skipped.NeedsAttention));
        Assert.Equal(isNeeded, skipped.RecommendedAction is not null);
        var rows = edited.ReadRows().ToList();
        var tagged = new MemoryTable(edited.Path, edited.Header, [With(edited, rows[0], "Tags", "hold"), .. rows.Skip(1)]);
        Assert.False((await FirstAsync(tagged)).NeedsAttention);
        Assert.False((await FirstAsync(edited, s_options with { MaxAge = TimeSpan.FromDays(1) })).NeedsAttention);

        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        Assert.False((await FirstAsync(edited)).NeedsAttention);
    }

    // A refund after the shipment is an ordinary return.
    [Theory]
    [InlineData("Fulfillment Status", "fulfilled", false)]
    [InlineData("Fulfillment Status", "on_hold", false)]
    [InlineData("Fulfillment Status", "partial", true)]
    [InlineData("Fulfillment Status", "in_review", true)]
    [InlineData("Tags", "no hold-ups", false)]
    [InlineData("Tags", "gift", true)]
    [InlineData("Shipping Method", "Local pickup", false)]
    public async Task AnOrderWithAnOrdinaryReasonBesidesNeedsNoAttention(string column, string value, bool isNeeded)
    {
        var rows = Edited("Financial Status", "partially_refunded").ReadRows().ToList();
        var table = new MemoryTable("shopify.csv", Sample().Header, [With(Sample(), rows[0], column, value), .. rows.Skip(1)]);
        var skipped = (await ImportAsync(table)).Outcomes[0].Skipped!;
        Assert.Equal((SkipReason.QuantityUncertain, isNeeded), (skipped.SkipReason, skipped.NeedsAttention));
    }

    [Theory]
    [InlineData("To ship|Order Substatus=Awaiting shipment", true)]
    [InlineData("Completed|Order Substatus=Awaiting collection", false)]
    public void ALineWithAnOrdinaryReasonNeedsNoAttention(string status, bool isNeeded) => Assert.Equal(
        (SkipReason.QuantityUncertain, isNeeded),
        Assert.Single(SampleFileTests.Import(
            FormatRuleTests.Table("TikTokShop", $"Order Refund Amount=5.00|Order Status={status}"), FormatRuleTests.Options("TikTokShop")))
            .Skipped is { } skipped ? (skipped.SkipReason, skipped.NeedsAttention) : default);

    [Fact]
    public async Task AnOrderThatWasEditedNeedsAttention()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        Assert.True((await ImportAsync(Edited("Shipping City", "Elsewhere"))).Outcomes[0].Skipped!.NeedsAttention);
    }

    [Fact]
    public async Task AnOrderThatWasSentWithItsRefundsIsAlreadySent()
    {
        var refunded = Edited("Refunded Amount", "7.50");
        Send((await ImportAsync(refunded, s_options with { IncludesUncertain = true })).Outcomes[0].Order!, JournalState.Done);
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(refunded)).Outcomes[0].Skipped!.SkipReason);
    }

    [Theory]
    [InlineData("Shipping City", "Elsewhere", "It differs in DestinationAddress.City.")]
    [InlineData("Lineitem quantity", "5", "The items differ: MUG-BLUE 1 sent, 5 now.")]
    public async Task AnEditOfAnOrderThatWasSentWithItsRefundsIsTold(string column, string value, string detail)
    {
        var refunded = Edited("Refunded Amount", "7.50");
        Send((await ImportAsync(refunded, s_options with { IncludesUncertain = true })).Outcomes[0].Order!, JournalState.Done);
        var edited = With(refunded, column, value, 0);
        var (outcomes, warnings) = await ImportAsync(edited);
        Assert.Equal((SkipReason.ChangedSinceSent, detail), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.Detail));
        Assert.True(outcomes[0].AllSkipped().Single().NeedsAttention);
        Assert.Contains(detail, Assert.Single(warnings), StringComparison.Ordinal);

        RunSends();
        (outcomes, warnings) = await ImportAsync(edited);
        Assert.Equal((SkipReason.AlreadySent, true), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
        Assert.Empty(warnings);

        // What was refunded since may be what was edited.
        (outcomes, warnings) = await ImportAsync(With(edited, "Refunded Amount", "12.50", 0));
        Assert.Equal(SkipReason.QuantityUncertain, outcomes[0].Skipped!.SkipReason);
        Assert.Contains("M-#1001 (QuantityUncertain)", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7.5")]
    [InlineData("$7.50")]
    public async Task RefundsAreComparedByTheirValue(string value)
    {
        var included = s_options with { IncludesUncertain = true };
        Send((await ImportAsync(Edited("Refunded Amount", "7.50"), included)).Outcomes[0].Order!, JournalState.Done);
        var (outcomes, warnings) = await ImportAsync(Edited("Refunded Amount", value));
        Assert.Equal((SkipReason.AlreadySent, false), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task AnEditOfAnOrderWhoseUnknownStatusWasMappedOnceIsTold()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        var unknown = Edited("Financial Status", "in bearbeitung");
        var (outcomes, warnings) = await ImportAsync(unknown);
        Assert.Equal((SkipReason.UnknownStatus, false), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
        Assert.Contains("M-#1001 (UnknownStatus)", Assert.Single(warnings), StringComparison.Ordinal);

        // It may have the status for another reason, too.
        var edited = With(unknown, "Shipping City", "Elsewhere", 0);
        (outcomes, warnings) = await ImportAsync(edited);
        var skipped = outcomes[0].AllSkipped().Single();
        Assert.Equal((SkipReason.ChangedSinceSent, true, true), (skipped.SkipReason, skipped.WasEdited, skipped.NeedsAttention));
        Assert.StartsWith("It differs in DestinationAddress.City.", skipped.Detail, StringComparison.Ordinal);
        Assert.Contains(warnings, warning => warning.Contains("M-#1001 (UnknownStatus)", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.Contains("DestinationAddress.City", StringComparison.Ordinal));

        RunSends();
        (outcomes, warnings) = await ImportAsync(edited);
        Assert.Equal((SkipReason.UnknownStatus, true), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
        Assert.Single(warnings);
    }

    [Fact]
    public async Task AnEditIsToldUntilOrdersOfAnImportThatToldOfItWereSent()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        var edited = Edited("Shipping City", "Elsewhere");
        Assert.Single((await ImportAsync(edited)).Warnings);

        // Another file, whose orders are sent.
        await ImportAsync(new MemoryTable("other.csv", Sample().Header, [.. Sample().ReadRows().Skip(3)]));
        RunSends();
        Assert.Single((await ImportAsync(edited)).Warnings);
        RunSends();
        Assert.Empty((await ImportAsync(edited)).Warnings);
    }

    [Fact]
    public async Task AnEditOfLinesIsToldWithTheUnitsThatWereSentAndThoseOfNow()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        var outcome = (await ImportAsync(Edited("Lineitem quantity", "5"))).Outcomes[0];
        Assert.Equal("The items differ: MUG-BLUE 1 sent, 5 now.", outcome.Skipped!.Detail);
        outcome = (await ImportAsync(Edited("Lineitem sku", "LAMP"))).Outcomes[0];
        Assert.EndsWith(": MUG-BLUE 1 sent, none now; LAMP none sent, 1 now.", outcome.Skipped!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACancellationThatWasRefusedForGoodIsNotAskedForAgain()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        var cancelled = Edited("Cancelled at", "2026-11-21 10:00:00 -0500");
        var outcome = (await ImportAsync(cancelled)).Outcomes[0];
        Assert.True(Assert.Single(outcome.AllSkipped()).ToCancel);

        Cancel("M-#1001", JournalState.NotDone, "Refused");
        Assert.True(Assert.Single((await ImportAsync(cancelled)).Outcomes[0].AllSkipped()).ToCancel);

        Cancel("M-#1001", JournalState.NotDone, JournalEntry.TooLate);
        var (outcomes, before) = await ImportAsync(cancelled, s_options, null, keeps: true);
        var skipped = Assert.Single(outcomes[0].AllSkipped());
        Assert.False(skipped.ToCancel);
        Assert.EndsWith(" Amazon did not cancel it.", skipped.Detail, StringComparison.Ordinal);
        Assert.Empty(before.Findings.Warnings());
        Assert.EndsWith(" no longer wants: M-#1001 (Cancelled).", Assert.Single(before.Findings.Notes()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfAnOrderThatAmazonDidNotCancelTheImportSaysItsStatusAndNotThatItShips()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        Cancel("M-#1001", JournalState.NotDone, JournalEntry.TooLate, "Unfulfillable");

        var (outcomes, before) = await ImportAsync(Edited("Cancelled at", "2026-11-21 10:00:00 -0500"), s_options, null, keeps: true);

        Assert.EndsWith(
            " Amazon did not cancel it; its status was Unfulfillable.",
            Assert.Single(outcomes[0].AllSkipped()).Detail,
            StringComparison.Ordinal);
        Assert.EndsWith("M-#1001 (Cancelled, Unfulfillable at Amazon).", Assert.Single(before.Findings.Notes()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MUG RED", SkipReason.QuantityUncertain)]
    [InlineData("mug.red", SkipReason.QuantityUncertain)]
    [InlineData("mug-red", SkipReason.AlreadySent)]
    [InlineData("MUG-RED-2", null)]
    public async Task ALineWhoseSkuIsOnlySpelledDifferentlyMayHaveBeenSent(string sku, SkipReason? reason)
    {
        var rest = (await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2];
        Send(rest.Order!, JournalState.Done);
        var table = EditedRest("Lineitem sku", "MUG-RED", sku);
        Assert.Equal(reason, (await ImportAsync(table, s_rest with { IdSuffix = "-3" })).Outcomes[2].Skipped?.SkipReason);
    }

    [Fact]
    public async Task TheRestThatWasCancelledAtAmazonIsNamedAlsoWithoutASuffix()
    {
        var rest = (await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2];
        Send(rest.Order!, JournalState.Done);
        Cancel("M-#1003-2");
        var (outcomes, warnings) = await ImportAsync(Sample());
        Assert.Equal(SkipReason.PartlyFulfilled, outcomes[2].Skipped!.SkipReason);
        Assert.Contains("whose cancellation was requested: M-#1003-2", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTHER-")]
    [InlineData("M-B-")]
    [InlineData("M")]
    [InlineData("m-")]
    [InlineData(null)]
    public async Task AnotherPrefixIsRefused(string? prefix)
    {
        await ImportAsync(Sample());
        var file = MemoryTable.Sample("walmart-orders.csv");
        var error = await Assert.ThrowsAsync<JournalException>(() => ImportAsync(file, s_options with { IdPrefix = prefix }));
        Assert.Equal(JournalProblem.OtherShop, error.Problem);
        Assert.Contains("'M-'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyTheFirstImportNeedsADayAndLaterOnesKeepIt()
    {
        await Assert.ThrowsAsync<OrderFileException>(() => ImportAsync(Sample(), s_options with { After = null }));
        var day = new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);
        await ImportAsync(Sample(), s_options with { After = day });

        var (outcomes, _) = await ImportAsync(Sample(), s_options with { After = null });
        Assert.Equal(SkipReason.BeforeFirstImport, outcomes[0].Skipped!.SkipReason);
    }

    [Fact]
    public async Task AFormatOfAnotherVersionSaysThatItMayReadOrdersInAnotherWay()
    {
        await ImportAsync(Sample());
        Send("M-#1001", JournalState.Done);
        var key = new JournalKey(JournalOperations.Shop, "prefix");
        _store.Entries[key] = _store.Entries[key] with { Outcome = "Shopify 99" };

        var (outcomes, warnings) = await ImportAsync(Edited("Shipping City", "Elsewhere"));
        Assert.Equal(SkipReason.ChangedSinceSent, outcomes[0].Skipped!.SkipReason);
        Assert.Contains("version 99", warnings[0], StringComparison.Ordinal);
        Assert.Contains("differs in DestinationAddress.City", warnings[1], StringComparison.Ordinal);
        Assert.Single((await ImportAsync(Edited("Shipping City", "Elsewhere"))).Warnings);
    }

    [Fact]
    public async Task TheNotesHoldNothingOfARecipient()
    {
        await ImportAsync(Sample());
        var notes = _store.Entries.Where(pair => pair.Key.Operation == JournalOperations.Import).ToList();
        Assert.Equal("M-#1001", Assert.Single(notes).Key.Id);
        Assert.DoesNotContain("Rosa", notes[0].Value.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Pretend", notes[0].Value.ToString(), StringComparison.Ordinal);
        Assert.All(
            notes[0].Value.Reference!.Split(';'),
            pair => Assert.Matches("^([A-Za-z.0-9]+=[0-9a-f]{12}|Format=Shopify|WithoutColumn=[A-Za-z.,]+)$", pair));
    }

    [Fact]
    public async Task WhatWasSentCountsAndNotWhatWasImportedLast()
    {
        var (first, _) = await ImportAsync(Sample());
        await ImportAsync(Edited("Shipping City", "Elsewhere"));
        Send(first[0].Order!, JournalState.Done);

        var (outcomes, warnings) = await ImportAsync(Edited("Shipping City", "Elsewhere"));
        Assert.Equal(SkipReason.ChangedSinceSent, outcomes[0].Skipped!.SkipReason);
        Assert.Equal("It differs in DestinationAddress.City.", outcomes[0].Skipped!.Detail);
        Assert.Single(warnings);
        RunSends();
        Assert.Empty((await ImportAsync(Edited("Shipping City", "Elsewhere"))).Warnings);
        Assert.Single((await ImportAsync(Edited("Shipping City", "Third"))).Warnings);
    }

    [Fact]
    public async Task WhatTheUserAddsWhenSendingIsNoEditInTheShop()
    {
        var (first, _) = await ImportAsync(Sample());
        Send(first[0].Order! with { Action = "Hold", Policy = "FillAll" }, JournalState.Done);
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(Sample())).Outcomes[0].Skipped!.SkipReason);
    }

    [Fact]
    public async Task TheRestOfAnOrderThatWasSentWholeIsNotSentUnderAnySuffix()
    {
        await SendRestAsync("Lineitem fulfillment status", "pending", null);
        foreach (var suffix in (string[])["-2", "-3"])
        {
            var outcome = (await ImportAsync(Sample(), s_rest with { IdSuffix = suffix })).Outcomes[2];
            Assert.Equal(SkipReason.AlreadySent, outcome.Skipped!.SkipReason);
            Assert.StartsWith(
                "Order 'M-#1003' was sent to Amazon with 2 of MUG-RED. Get-FbaFulfillmentOrder shows", outcome.Skipped.Detail, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(nameof(JournalState.Sent))]
    [InlineData(nameof(JournalState.Done))]
    public async Task TheRestOfAnOrderIsSentUnderOneSuffixOnly(string state)
    {
        var rest = (await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2];
        Assert.Equal("M-#1003-2", rest.Order!.SellerFulfillmentOrderId);
        Send(rest.Order, JournalEntry.StateOf(state));
        var again = (await ImportAsync(Sample(), s_rest with { IdSuffix = "-3" })).Outcomes[2];
        if (again.Order is not null)
        {
            Assert.Equal(("Sent", "M-#1003-2"), (state, again.Order.SellerFulfillmentOrderId));
            return;
        }

        Assert.Equal(("Done", "M-#1003-2"), (state, Assert.Single(again.AllSkipped()).SellerFulfillmentOrderId));
        Assert.StartsWith(
            "Order 'M-#1003-2' was sent to Amazon with 2 of MUG-RED. Get-FbaFulfillmentOrder shows", again.Skipped!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnImportKeepsTheIdsThatWereNotedWhileItReadItsFiles()
    {
        var (_, before) = await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" }, null, keeps: false);
        var rest = (await ImportAsync(Sample(), s_rest with { IdSuffix = "-3" })).Outcomes[2];
        await before.KeepAsync(default);
        Send(rest.Order!, JournalState.Done);
        var again = (await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2];
        Assert.StartsWith(
            "Order 'M-#1003-3' was sent to Amazon with 2 of MUG-RED. Get-FbaFulfillmentOrder shows", again.Skipped?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALineThatWasAddedSinceGetsASuffix()
    {
        // The whole order was its first line.
        await SendRestAsync("Lineitem sku", "KETTLE-2", "KETTLE");
        var rest = (await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2];
        Assert.Equal("MUG-RED", Assert.Single(rest.Order!.Items).SellerSku);
    }

    [Fact]
    public async Task WithoutTheLinesOfWhatWasSentNothingMoreIsSent()
    {
        Send("M-#1003", JournalState.Done);
        var outcome = (await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2];
        Assert.Equal("Order 'M-#1003' was sent, but the journal does not show which lines it contained.", outcome.Skipped!.Detail);
    }

    [Theory]
    [InlineData("1001", null)]
    [InlineData("#01001", null)]
    [InlineData("# 1001", null)]
    public async Task ANumberThatIsNearlyOneThatWasSentIsRefused(string name, string? reason)
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        var outcome = (await ImportAsync(Edited("Name", name, 2))).Outcomes[0];
        Assert.Contains("nearly that of order 'M-#1001'", Assert.Single(outcome.Problems), StringComparison.Ordinal);
        Assert.Equal(reason, outcome.Skipped?.Detail);
    }

    [Fact]
    public async Task ANumberInAnotherCaseIsTheSameOrder()
    {
        Send((await ImportAsync(Edited("Name", "SS-1001", 2))).Outcomes[0].Order!, JournalState.Done);
        var outcome = (await ImportAsync(Edited("Name", "ss-1001", 2))).Outcomes[0];
        Assert.Equal(SkipReason.AlreadySent, outcome.Skipped!.SkipReason);
        Assert.Equal("It was sent as 'M-SS-1001'.", outcome.Skipped.Detail);
    }

    // It is returned under the id that it has, and sent again it must not be taken for another order.
    [Fact]
    public async Task ANumberInAnotherCaseThatMayHaveGoneOutIsTheSameOrderAlsoAfterItWasSentAgain()
    {
        Send((await ImportAsync(Edited("Name", "SS-1001", 2))).Outcomes[0].Order!, JournalState.Sent);
        var again = (await ImportAsync(Edited("Name", "ss-1001", 2))).Outcomes[0].Order;
        Assert.Equal("M-SS-1001", again?.SellerFulfillmentOrderId);
        Send(again!, JournalState.Done);
        Assert.NotNull((await ImportAsync(Edited("Name", "ss-1001", 2))).Outcomes[0].Skipped);
    }

    [Fact]
    public async Task ANumberThatWasOnlyImportedDoesNotKeepTheRightOneFromBeingSent()
    {
        await ImportAsync(Edited("Name", "1001", 2));
        Assert.NotNull((await ImportAsync(Sample())).Outcomes[0].Order);
    }

    [Fact]
    public async Task AnOrderThatTheShopStopsAfterItWasSentIsNamedUntilItIsCancelled()
    {
        Send("M-#1002", JournalState.Done);
        var (outcomes, warnings) = await ImportAsync(Sample());
        var skipped = Assert.Single(outcomes[1].AllSkipped());
        Assert.Equal((SkipReason.Cancelled, true), (skipped.SkipReason, skipped.ToCancel));
        Assert.Contains("M-#1002 (Cancelled)", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.False(Assert.Single(outcomes[2].AllSkipped()).ToCancel);

        _store.Entries[new JournalKey(JournalOperations.Cancel, "M-#1002")] = _store.Entries[new JournalKey(JournalOperations.Create, "M-#1002")];
        (outcomes, warnings) = await ImportAsync(Sample());
        Assert.False(Assert.Single(outcomes[1].AllSkipped()).ToCancel);
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData("Tags", "HOLD", SkipReason.OnHold)]
    [InlineData("Financial Status", "pending", SkipReason.Unpaid)]
    public async Task APartlyShippedOrderThatTheShopStopsIsNamedUnderEveryId(string column, string value, SkipReason reason)
    {
        await SendRestAsync("Lineitem sku", "KETTLE-2", "KETTLE");
        Send(Assert.Single(
            (await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes, outcome => outcome.Id == "M-#1003-2").Order!, JournalState.Done);
        foreach (var options in new[] { s_options, s_rest with { IdSuffix = "-2" }, s_rest with { IdSuffix = "-3" } })
        {
            var (outcomes, warnings) = await ImportAsync(EditedRest(column, value), options);
            Assert.All(outcomes[2].AllSkipped(), skipped => Assert.Equal((reason, false), (skipped.SkipReason, skipped.ToCancel)));
            Assert.Equal(["M-#1003", "M-#1003-2"], outcomes[2].AllSkipped().Select(skipped => skipped.SellerFulfillmentOrderId).Order());
            var warning = Assert.Single(
                warnings, text => text.StartsWith("The shop stopped 2 orders after they were sent", StringComparison.Ordinal));
            Assert.Contains($"M-#1003 ({reason})", warning, StringComparison.Ordinal);
            Assert.Contains($"M-#1003-2 ({reason})", warning, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AnOrderOnHoldInTheShopIsNamedAndNotToBeCancelled()
    {
        SendRows();
        var (outcomes, warnings) = await ImportAsync(Edited("Tags", "HOLD"));
        var skipped = Assert.Single(outcomes[0].AllSkipped());
        Assert.Equal((SkipReason.OnHold, false), (skipped.SkipReason, skipped.ToCancel));
        Assert.Contains("M-#1001 (OnHold)", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACancelledOrderWithNearlyTheSameNumberIsNotToBeCancelled()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        var table = Edited("Name", "1001", 2);
        var rows = table.ReadRows().ToList();
        rows[0] = With(table, rows[0], "Cancelled at", "2026-11-26 09:00:00 -0500");
        var (outcomes, warnings) = await ImportAsync(new MemoryTable(table.Path, table.Header, rows));
        Assert.False(Assert.Single(outcomes[0].AllSkipped()).ToCancel);
        Assert.Contains("M-#1001 (Cancelled)", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARestThatWasPerhapsSentWithoutTheJournalIsUncertainToo()
    {
        Assert.NotNull((await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2].Order);
        Assert.Equal(
            SkipReason.QuantityUncertain,
            (await ImportAsync(Sample(), s_rest with { IdSuffix = "-3" })).Outcomes[2].Skipped!.SkipReason);
    }

    [Fact]
    public async Task TheRestOfAnOrderIsStoppedUnderTheIdThatItWasSentWith()
    {
        Send((await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2].Order!, JournalState.Done);
        var (outcomes, warnings) = await ImportAsync(EditedRest("Cancelled at", "2026-11-26 09:00:00 -0500"));
        var skipped = Assert.Single(outcomes[2].AllSkipped());
        Assert.Equal(("M-#1003-2", SkipReason.Cancelled, true), (skipped.SellerFulfillmentOrderId, skipped.SkipReason, skipped.ToCancel));
        Assert.Contains("M-#1003-2 (Cancelled)", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOrderWhoseIdIsTheRestOfAnotherIsRefusedAndNeverCancelled()
    {
        Send((await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2].Order!, JournalState.Done);
        var outcome = (await ImportAsync(Edited("Name", "#1003-2", 2))).Outcomes[0];
        Assert.Contains("was sent for another order", Assert.Single(outcome.Problems), StringComparison.Ordinal);
        Assert.Null(outcome.Skipped);

        var table = Edited("Name", "#1003-2", 2);
        var rows = table.ReadRows().ToList();
        rows[0] = With(table, rows[0], "Cancelled at", "2026-11-26 09:00:00 -0500");
        var (outcomes, warnings) = await ImportAsync(new MemoryTable(table.Path, table.Header, rows));
        var skipped = Assert.Single(outcomes[0].AllSkipped());
        Assert.Equal(("", SkipReason.Cancelled, false), (skipped.SellerFulfillmentOrderId, skipped.SkipReason, skipped.ToCancel));
        Assert.Contains("'M-#1003-2' belongs to another of the shop's orders", skipped.Detail, StringComparison.Ordinal);
        Assert.Empty(warnings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ARestWhoseIdIsAnotherOrdersIsRefusedAndThatOrderIsNoPartOfIt(bool isInOneFile)
    {
        var renamed = EditedRest("Id", "5500000000004", "5500000000999");
        var rows = renamed.ReadRows().Select((row, at) => at < 2 ? With(renamed, row, "Name", "#1003-2") : row);
        renamed = new MemoryTable(renamed.Path, renamed.Header, [.. rows]);
        await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" });
        Send((await ImportAsync(renamed)).Outcomes[0].Order!, JournalState.Done);

        var (outcomes, _) = await ImportAsync(isInOneFile ? renamed : Sample(), s_rest with { IdSuffix = "-2" });
        var rest = Assert.Single(outcomes, outcome => outcome.Suffix.Length > 0);
        Assert.Contains("use another -IdSuffix", Assert.Single(rest.Problems), StringComparison.Ordinal);
        Assert.Equal(isInOneFile ? SkipReason.AlreadySent : null, outcomes[0].Skipped?.SkipReason);
        Assert.NotNull((await ImportAsync(Sample(), s_rest with { IdSuffix = "-3", IncludesUncertain = true })).Outcomes[2].Order);
        var cancelled = (await ImportAsync(EditedRest("Cancelled at", "2026-11-26 09:00:00 -0500"))).Outcomes[2];
        Assert.False(Assert.Single(cancelled.AllSkipped()).ToCancel);
    }

    [Fact]
    public async Task ALookWithAnotherSuffixDoesNotHoldTheFirstOneBack()
    {
        Assert.NotNull((await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2].Order);
        Assert.Null((await ImportAsync(Sample(), s_rest with { IdSuffix = "-3" })).Outcomes[2].Order);
        Assert.NotNull((await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2].Order);
    }

    [Fact]
    public async Task ALookAtLinesThatWentOutDoesNotHoldALaterLineBack()
    {
        Send((await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2].Order!, JournalState.Done);
        Assert.Equal(
            SkipReason.AlreadySent, (await ImportAsync(Sample(), s_rest with { IdSuffix = "-3" })).Outcomes[2].Skipped!.SkipReason);
        Assert.NotNull((await ImportAsync(EditedRest("Lineitem sku", "NEW"), s_rest with { IdSuffix = "-4" })).Outcomes[2].Order);
    }

    [Fact]
    public async Task AnOrderThatWasStoppedAtAmazonKeepsItsIdAndSaysSo()
    {
        Send((await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2].Order!, JournalState.Done);
        _store.Entries[new JournalKey(JournalOperations.Cancel, "M-#1003-2")] =
            _store.Entries[new JournalKey(JournalOperations.Create, "M-#1003-2")];
        var (outcomes, warnings) = await ImportAsync(EditedRest("Cancelled at", "2026-11-26 09:00:00 -0500"));
        var skipped = Assert.Single(outcomes[2].AllSkipped());
        Assert.Equal(("M-#1003-2", false), (skipped.SellerFulfillmentOrderId, skipped.ToCancel));
        Assert.Contains("its cancellation was requested", skipped.Detail, StringComparison.Ordinal);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task AnOrderThatWasStoppedAtAmazonAndThatTheShopStillWantsIsNamed()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        Cancel("M-#1001");

        var (outcomes, warnings) = await ImportAsync(Edited("Shipping City", "Elsewhere"));

        Assert.Equal(
            (SkipReason.AlreadySent, "It was sent, and its cancellation was requested."),
            (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.Detail));
        Assert.StartsWith(
            "The shop still wants 1 order whose cancellation was requested: M-#1001.", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARestThatWasStoppedAtAmazonIsNamedByTheIdThatItWasSentWith()
    {
        Send((await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2].Order!, JournalState.Done);
        Cancel("M-#1003-2");

        var (outcomes, warnings) = await ImportAsync(Sample(), s_rest with { IdSuffix = "-3" });

        Assert.Equal(SkipReason.AlreadySent, outcomes[2].Skipped!.SkipReason);
        Assert.Equal(
            "Order 'M-#1003-2' was sent to Amazon with 2 of MUG-RED, and its cancellation was requested.", outcomes[2].Skipped!.Detail);
        Assert.Contains("requested: M-#1003-2.", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("M-", "M-")]
    [InlineData(" M- ", "M-")]
    [InlineData(null, "")]
    public async Task AnImportedOrderCarriesItsPrefix(string? prefix, string known)
    {
        var options = s_options with { IdPrefix = prefix };
        Assert.Equal(known, (await ImportAsync(MemoryTable.Sample("walmart-orders.csv"), options)).Outcomes
            .First(outcome => outcome.Order is not null).Order!.Source!.IdPrefix);
    }

    [Theory]
    [InlineData("M-", "M-")]
    [InlineData(null, null)]
    public async Task RowsOfTheOwnFormatWithoutAPrefixMayHaveItInTheirIds(string? prefix, string? known)
    {
        var (outcomes, _) = await ImportAsync(Own("1"), s_options with { IdPrefix = prefix });
        Assert.Equal(known, Assert.Single(outcomes).Order!.Source!.IdPrefix);
    }

    [Fact]
    public async Task AnOrderThatTheShopShowsAsShippedIsNamedIfNoParcelOfItWasReported()
    {
        Send("M-#1001", JournalState.Done);
        var shipped = Edited("Fulfillment Status", "fulfilled");
        var (outcomes, warnings, note) = await ImportFulfilledAsync(shipped, []);
        Assert.Contains("M-#1001 (Fulfilled)", Assert.Single(warnings), StringComparison.Ordinal);
        var skipped = Assert.Single(outcomes[0].AllSkipped());
        Assert.Contains("no parcel for it was reported", skipped.Detail, StringComparison.Ordinal);
        Assert.Equal((SkipReason.Fulfilled, false), (skipped.SkipReason, skipped.ToCancel));
        Assert.Null(note);

        (_, warnings, note) = await ImportFulfilledAsync(shipped, ["M-#1001"]);
        Assert.Empty(warnings);
        Assert.Null(note);

        (_, warnings, note) = await ImportFulfilledAsync(shipped, null);
        Assert.Empty(warnings);
        Assert.StartsWith("The shop shows 1 order as shipped", note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOrderThatTheShopShowsAsShippedInPartIsNamedToo()
    {
        Send("M-#1003", JournalState.Done);
        var (_, warnings, _) = await ImportFulfilledAsync(Sample(), []);
        Assert.Contains("M-#1003 (PartlyFulfilled)", Assert.Single(warnings), StringComparison.Ordinal);
    }

    // Amazon has shipped nothing of an order that is on hold, so somebody else has. A rest is what is left to ship.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnOrderThatTheShopShowsAsShippedInPartIsStoppedUnlessItsRestWasSent(bool isRest)
    {
        if (isRest)
        {
            Send((await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2].Order!, JournalState.Done);
        }
        else
        {
            Send("M-#1003", JournalState.Done);
        }

        await ImportFulfilledAsync(Sample(), null);
        Assert.Equal(
            isRest ? null : "PartlyFulfilled",
            _store.Entries.TryGetValue(JournalKey.StoppedOf("M-#1003"), out var note) ? note.Reference : null);
    }

    [Fact]
    public async Task ARestThatWasSentIsNotNamedWhileTheShopShowsItAsOpen()
    {
        Send((await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2].Order!, JournalState.Done);
        var (_, before) = await ImportAsync(Sample(), s_rest, [], keeps: true);
        Assert.Empty(before.Findings.Warnings());
        Assert.Empty((await ImportAsync(Sample(), s_rest, null, keeps: true)).Before.Findings.Notes());

        (_, before) = await ImportAsync(EditedRest("Lineitem fulfillment status", "fulfilled"), s_rest, [], keeps: true);
        Assert.Contains("M-#1003-2 (", Assert.Single(before.Findings.Warnings()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheJournalIsAskedInBatches()
    {
        await ImportAsync(Sample());
        Assert.Equal(3, _store.Log.Count(line => line == "read"));
    }

    [Theory]
    [InlineData("mug-red")]
    public async Task ALineInAnotherSpellingIsTheSameLine(string sku)
    {
        Send((await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2].Order!, JournalState.Done);
        var again = (await ImportAsync(EditedRest("Lineitem sku", sku), s_rest with { IdSuffix = "-3" })).Outcomes[2];
        Assert.StartsWith(
            "Order 'M-#1003-2' was sent to Amazon with 2 of MUG-RED. Get-FbaFulfillmentOrder shows", again.Skipped?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheRestOfAnOrderThatWasPerhapsSentWithoutTheJournalIsUncertain()
    {
        await SendRestAsync("Lineitem fulfillment status", "pending", null);
        _store.Entries.Remove(new JournalKey(JournalOperations.Create, "M-#1003"));

        var rest = (await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2];
        Assert.Equal(SkipReason.QuantityUncertain, rest.Skipped!.SkipReason);
        Assert.NotNull((await ImportAsync(Sample(), s_rest with { IdSuffix = "-2", IncludesUncertain = true })).Outcomes[2].Order);
    }

    [Theory]
    [InlineData("US-7001", "us-7001", true)]
    [InlineData("007001", "7001", false)]
    public async Task AnOwnIdInAnotherSpellingIsTheSameOrder(string id, string spelling, bool isSkipped)
    {
        var options = s_options with { IdPrefix = null };
        Send(Assert.Single((await ImportAsync(Own(id), options)).Outcomes).Order!, JournalState.Done);
        var outcome = Assert.Single((await ImportAsync(Own(spelling), options)).Outcomes);
        Assert.Null(outcome.Order);
        Assert.Equal(isSkipped, outcome.Skipped is not null);
    }

    [Fact]
    public async Task AnEditThatIsTakenBackIsToldOnceAsWell()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        await ImportAsync(Edited("Shipping City", "Elsewhere"));
        RunSends();

        var (outcomes, warnings) = await ImportAsync(Sample());
        Assert.Equal((SkipReason.ChangedSinceSent, true), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
        Assert.Contains("shows again what was first sent", Assert.Single(warnings), StringComparison.Ordinal);
        RunSends();
        (outcomes, warnings) = await ImportAsync(Sample());
        Assert.Equal((SkipReason.AlreadySent, false), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
        Assert.Empty(warnings);

        Assert.Contains(
            "DestinationAddress.City", Assert.Single((await ImportAsync(Edited("Shipping City", "Elsewhere"))).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOrderThatWasEditedSaysSoAlsoAfterItWasTold()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        Assert.False((await ImportAsync(Sample())).Outcomes[0].Skipped!.WasEdited);
        var edited = Edited("Shipping City", "Elsewhere");
        Assert.True((await ImportAsync(edited)).Outcomes[0].Skipped!.WasEdited);
        RunSends();
        var skipped = (await ImportAsync(edited)).Outcomes[0].Skipped!;
        Assert.Equal((SkipReason.AlreadySent, true), (skipped.SkipReason, skipped.WasEdited));
        Assert.Contains("was edited in the shop after it was sent", skipped.Detail, StringComparison.Ordinal);
        var late = s_options with { Time = new FixedTime(new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero)) };
        skipped = (await ImportAsync(edited, late)).Outcomes[0].Skipped!;
        Assert.Equal((SkipReason.AlreadySent, true), (skipped.SkipReason, skipped.WasEdited));
    }

    [Fact]
    public async Task AnOrdinaryPartialShipmentIsNoEdit()
    {
        await SendRestAsync("Lineitem fulfillment status", "pending", null);
        var (outcomes, warnings) = await ImportAsync(Sample(), s_rest);
        Assert.Equal((SkipReason.PartlyFulfilled, false), (outcomes[2].Skipped!.SkipReason, outcomes[2].Skipped!.WasEdited));
        Assert.Empty(warnings);
        Assert.Empty((await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Warnings);
    }

    [Theory]
    [InlineData("Shipping City", "Elsewhere", "It differs in DestinationAddress.City.")]
    [InlineData("Lineitem quantity", "7", "MUG-RED 2 sent, 7 now.")]
    public async Task AnEditOfAPartlyShippedOrderIsTold(string column, string value, string detail)
    {
        await SendRestAsync("Lineitem fulfillment status", "pending", null);
        var edited = column == "Shipping City" ? EditedRest(column, value) : EditedLine("MUG-RED", column, value);
        foreach (var suffix in (string?[])[null, "-2"])
        {
            var (outcomes, warnings) = await ImportAsync(edited, s_rest with { IdSuffix = suffix });
            var skipped = Assert.Single(outcomes[2].AllSkipped());
            Assert.Equal(
                ("M-#1003", SkipReason.ChangedSinceSent, true), (skipped.SellerFulfillmentOrderId, skipped.SkipReason, skipped.WasEdited));
            Assert.Contains(detail, skipped.Detail, StringComparison.Ordinal);
            Assert.Contains("'M-#1003'", Assert.Single(warnings), StringComparison.Ordinal);
        }

        RunSends();
        var later = (await ImportAsync(edited, s_rest)).Outcomes[2].Skipped!;
        Assert.Equal((SkipReason.PartlyFulfilled, true), (later.SkipReason, later.WasEdited));
    }

    // The order was sent before with its first line alone, with all of its lines, or not at all.
    [Theory]
    [InlineData("none", SkipReason.QuantityUncertain)]
    [InlineData("whole", SkipReason.AlreadySent)]
    [InlineData("rest", SkipReason.AlreadySent)]
    public async Task ARestWhoseLinesAreNotMarkedAsShippedIsUncertainUnlessTheJournalKnowsThem(string sent, SkipReason reason)
    {
        var file = EditedRest("Lineitem fulfillment status", "pending");
        if (sent != "none")
        {
            var options = s_rest with { IncludesUncertain = true, IdSuffix = sent == "rest" ? "-2" : null };
            var unshipped = sent == "rest" ? file : With(With(file, "Fulfillment Status", "unfulfilled"), "Fulfilled at", "");
            Send((await ImportAsync(unshipped, options)).Outcomes[2].Order!, JournalState.Done);
        }

        var (outcomes, warnings) = await ImportAsync(file, s_rest with { IdSuffix = "-2" });
        Assert.Equal(reason, outcomes[2].Skipped?.SkipReason);
        Assert.Empty(warnings);
    }

    // Each file: the columns of numbers that it has, with what they say, and perhaps a format.
    [Theory]
    [InlineData("order_id=900|order_number=SO-15", "order_id=900", false)]
    [InlineData("order_id=900|order_number=900", "order_id=900", true)]
    [InlineData("order_id=900|order_number=900", "order_number=900", true)]
    [InlineData("order_id=900", "order_number=900", false)]
    [InlineData("order_id=900", "order_id=900|order_number=900", true)]
    [InlineData("order_id=900", "order_id=900|order_number=SO-15", false)]
    [InlineData("order_number=SO-15", "order_number=SO-16", true)]
    [InlineData("order_id=900|order_number=SO-15", "WooSkyVergeDefault|order_id=900", false)]
    [InlineData("order_id=900|order_number=SO-15", "WooWebToffeeRows|order_id=900", false)]
    [InlineData("order_id=900|order_number=SO-15", "WooWebToffeeRows|order_number=SO-15", true)]
    [InlineData("order_id=900|order_number=SO-15", "Squarespace|Order ID=00900", true)]
    public async Task AFileThatNumbersItsOrdersByAnotherColumnIsRefused(string first, string second, bool isRead)
    {
        await ImportAsync(Numbered(first));
        if (isRead)
        {
            Assert.NotEmpty((await ImportAsync(Numbered(second))).Outcomes);
        }
        else
        {
            var error = await Assert.ThrowsAsync<OrderFileException>(() => ImportAsync(Numbered(second)));
            Assert.Contains("numbered by the column 'order_", error.Message, StringComparison.Ordinal);
            Assert.Contains(
                second.Contains("SO-", StringComparison.Ordinal) ? "-Map @{ Key = 'order_id' }" : "Add the column 'order_", error.Message,
                StringComparison.Ordinal);

            // Without a journal, only the files of one command are known.
            var import = new OrderImport(s_options);
            import.Read(Numbered(first));
            Assert.Throws<OrderFileException>(() => import.Read(Numbered(second)));

            // What makes the numbers is the user's.
            var made = s_options with { Map = new ColumnMap([new("Key", null, _ => "900")]) };
            Assert.NotEmpty((await ImportAsync(Numbered(second), made)).Outcomes);
        }
    }

    // A version that does not know the columns reads the entry, and leaves them out.
    [Fact]
    public async Task TheColumnsOfNumbersStandBehindTheVersions()
    {
        await ImportAsync(Numbered("order_id=900|order_number=900"));
        var text = _store.Entries[JournalKey.ShopPrefix].Outcome!;
        Assert.Equal("WooSkyVerge 3, WooSkyVerge Key order_number order_id", text);
        Assert.Equal([KeyValuePair.Create("WooSkyVerge", 3)], ImportedShop.VersionsOf(text));

        await ImportAsync(Numbered("order_id=901|order_number=SO-16"));
        Assert.EndsWith("Key order_number", _store.Entries[JournalKey.ShopPrefix].Outcome, StringComparison.Ordinal);
    }

    private static MemoryTable Numbered(string cells)
    {
        var parts = cells.Split('|');
        var format = parts[0].Contains('=', StringComparison.Ordinal) ? "WooSkyVerge" : parts[0];
        var given = parts.Where(part => part.Contains('=', StringComparison.Ordinal)).ToList();
        var names = given.Select(cell => cell.Split('=')[0]);
        string[] numbers = format == "Squarespace" ? [] : ["order_id", "order_number"];
        var without = numbers.Except(names).Select(name => "-" + name);
        return FormatRuleTests.Table(format, string.Join('|', [.. given, .. without]));
    }

    [Fact]
    public async Task ALineThatTheRestCoversIsNoEdit()
    {
        await SendRestAsync("Lineitem sku", "KETTLE-2", "KETTLE");
        var (outcomes, warnings) = await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" });
        Assert.Empty(warnings);
        Send(outcomes[2].Order!, JournalState.Done);
        Assert.Empty((await ImportAsync(Sample(), s_rest)).Warnings);
    }

    [Fact]
    public async Task ARestThatWasPerhapsSentIsUncertainAlsoIfTheOrderItselfIsInTheJournal()
    {
        await SendRestAsync("Lineitem sku", "KETTLE-2", "KETTLE");
        Assert.NotNull((await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2].Order);
        var (outcomes, warnings) = await ImportAsync(Sample(), s_rest with { IdSuffix = "-3" });
        Assert.Equal(SkipReason.QuantityUncertain, outcomes[2].Skipped!.SkipReason);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task LinesOfAnotherFormatAreKnownByTheirSkus()
    {
        var options = s_options with { Format = OrderFormats.Find("WooSkyVerge") };
        Send(Assert.Single((await ImportAsync(Woo(hasIds: true, "processing"), options)).Outcomes).Order!, JournalState.Done);
        var rest = Assert.Single((await ImportAsync(Woo(hasIds: false, "partial-shipped"), options with { IdSuffix = "-2" })).Outcomes);
        Assert.Equal(SkipReason.AlreadySent, rest.Skipped!.SkipReason);
        Assert.StartsWith("Order 'M-7' was sent to Amazon with 2 of A. Get-", rest.Skipped.Detail, StringComparison.Ordinal);

        ForgetSkus("M-7");
        rest = Assert.Single((await ImportAsync(Woo(hasIds: false, "partial-shipped"), options with { IdSuffix = "-2" })).Outcomes);
        Assert.Equal((SkipReason.ChangedSinceSent, true), (rest.Skipped!.SkipReason, rest.Skipped.WasEdited));
        Assert.EndsWith("the file names them in another way.", rest.Skipped.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shipping_city", "Elsewhere", "It differs in DestinationAddress.City.")]
    [InlineData("shipping_address_2", "Flat 9", "It differs in DestinationAddress.AddressLine2.")]
    [InlineData("item_refunded_qty", "-1", "The items differ: A 2 sent, 1 now.")]
    [InlineData("item_sku", "B", "The items differ: A 2 sent, none now; B none sent, 2 now.")]
    public async Task AnEditIsToldAlsoInAFileWithOtherColumns(string column, string value, string detail)
    {
        foreach (var hadIds in new[] { true, false })
        {
            _store.Entries.Clear();
            Send(Assert.Single((await ImportAsync(Woo(hadIds, "processing"), s_woo)).Outcomes).Order!, JournalState.Done);
            var (outcomes, warnings) = await ImportAsync(Woo(!hadIds, "processing", (column, value)), s_woo);
            Assert.Equal((SkipReason.ChangedSinceSent, detail), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.Detail));
            Assert.Contains(detail, Assert.Single(warnings), StringComparison.Ordinal);

            RunSends();
            (outcomes, warnings) = await ImportAsync(Woo(!hadIds, "processing", (column, value)), s_woo);
            Assert.Equal((SkipReason.AlreadySent, true), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
            Assert.Empty(warnings);
            (outcomes, _) = await ImportAsync(Woo(hadIds, "processing", (column, value)), s_woo);
            Assert.Equal((SkipReason.AlreadySent, true), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
            (outcomes, _) = await ImportAsync(Woo(hadIds, "processing"), s_woo);
            Assert.Contains("shows again what was first sent", outcomes[0].Skipped!.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AnEditAfterImportsWithOtherColumnsIsHeldAgainstWhatWasSent()
    {
        Send(Assert.Single((await ImportAsync(Woo(hasIds: true, "processing"), s_woo)).Outcomes).Order!, JournalState.Done);
        foreach (var hasIds in new[] { false, true, true })
        {
            var (same, warnings) = await ImportAsync(Woo(hasIds, "processing"), s_woo);
            Assert.Equal((SkipReason.AlreadySent, false), (same[0].Skipped!.SkipReason, same[0].Skipped!.WasEdited));
            Assert.Empty(warnings);
        }

        foreach (var hasIds in new[] { false, true, false })
        {
            var edited = (await ImportAsync(Woo(hasIds, "processing", ("shipping_city", "Elsewhere")), s_woo)).Outcomes[0].Skipped!;
            Assert.Equal((SkipReason.ChangedSinceSent, true), (edited.SkipReason, edited.WasEdited));
        }
    }

    [Fact]
    public async Task WhatAnEarlierVersionHasNotedOfAFileWithOtherColumnsIsNotWhatWasSent()
    {
        Send(Assert.Single((await ImportAsync(Woo(hasIds: true, "processing"), s_woo)).Outcomes).Order!, JournalState.Done);
        var edited = Woo(hasIds: false, "processing", ("shipping_city", "Elsewhere"));
        await ImportAsync(edited, s_woo);
        var key = new JournalKey(JournalOperations.Import, "M-7");
        _store.Entries[key] = _store.Entries[key] with { Outcome = "Renewed" };
        Assert.Equal(SkipReason.ChangedSinceSent, (await ImportAsync(edited, s_woo)).Outcomes[0].Skipped!.SkipReason);
    }

    [Fact]
    public async Task AnOrderWhoseLinesCannotBeComparedIsToldInEachImportUntilAFileNamesThemAsTheyWereSent()
    {
        Send(Assert.Single((await ImportAsync(Woo(hasIds: true, "processing"), s_woo)).Outcomes).Order!, JournalState.Done);
        ForgetSkus("M-7");
        for (var import = 0; import < 3; import++)
        {
            var (outcomes, warnings) = await ImportAsync(Woo(hasIds: false, "processing", ("item_refunded_qty", "-1")), s_woo);
            Assert.Equal((SkipReason.ChangedSinceSent, true), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
            Assert.Contains("It is unknown whether its lines were edited", outcomes[0].Skipped!.Detail, StringComparison.Ordinal);
            Assert.StartsWith("1 order cannot be compared with what was sent: M-7.", Assert.Single(warnings), StringComparison.Ordinal);
            RunSends();
        }

        var address = (await ImportAsync(Woo(hasIds: false, "processing", ("shipping_city", "Elsewhere")), s_woo)).Outcomes[0].Skipped!;
        Assert.StartsWith("It differs in DestinationAddress.City. It is unknown whether", address.Detail, StringComparison.Ordinal);
        RunSends();
        var (later, told) = await ImportAsync(Woo(hasIds: false, "processing", ("shipping_city", "Elsewhere")), s_woo);
        Assert.Equal(SkipReason.ChangedSinceSent, later[0].Skipped!.SkipReason);
        Assert.StartsWith("1 order cannot be compared", Assert.Single(told), StringComparison.Ordinal);

        var units = (await ImportAsync(Woo(hasIds: true, "processing", ("item_refunded_qty", "-1")), s_woo)).Outcomes[0].Skipped!;
        Assert.Contains("71 2 sent, 1 now", units.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", SkipReason.AlreadySent, null)]
    [InlineData("City", "Elsewhere", SkipReason.ChangedSinceSent, "It differs in DestinationAddress.City.")]
    [InlineData("Quantity", "1", SkipReason.ChangedSinceSent, "The items differ: A 2 sent, 1 now.")]
    public async Task AFileOfAnotherFormatIsComparedByItsMembersAndSkus(string column, string value, SkipReason reason, string? detail)
    {
        Send(Assert.Single((await ImportAsync(Woo(hasIds: true, "processing"), s_woo)).Outcomes).Order!, JournalState.Done);
        var table = With(Own("7", ["A"]), "Quantity", "2");
        if (column.Length > 0)
        {
            table = With(table, column, value);
        }

        var skipped = (await ImportAsync(table, s_options with { Format = OrderFormats.Find("FbaOutbound") })).Outcomes[0].Skipped!;
        Assert.Equal((reason, detail ?? skipped.Detail), (skipped.SkipReason, skipped.Detail));
        Assert.Equal(detail is not null, skipped.WasEdited);
    }

    [Theory]
    [InlineData("ShippingSpeedCategory", "Expedited")]
    [InlineData("Phone", "555-0100")]
    [InlineData("DisplayableOrderComment", "Thanks")]
    [InlineData("NotificationEmail", "ada@example.com")]
    public async Task AColumnThatAFileDoesNotHaveIsNotComparedAndIsKnownWhenItIsThereAgain(string column, string value)
    {
        var own = s_options with { Format = OrderFormats.Find("FbaOutbound") };
        var with = Own("7", ["A"], column, value);
        var without = Own("7", ["A"], column, null);
        Send((await ImportAsync(with, own)).Outcomes[0].Order!, JournalState.Done);
        foreach (var table in new[] { without, with, without })
        {
            var (same, warnings) = await ImportAsync(table, own);
            Assert.Equal((SkipReason.AlreadySent, false), (same[0].Skipped!.SkipReason, same[0].Skipped!.WasEdited));
            Assert.Empty(warnings);
        }

        // An edit of something else that was told of keeps what the file does not tell.
        var edited = (await ImportAsync(With(without, "City", "Elsewhere"), own)).Outcomes[0].Skipped!;
        Assert.Equal("It differs in DestinationAddress.City.", edited.Detail);
        RunSends();
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(With(with, "City", "Elsewhere"), own)).Outcomes[0].Skipped!.SkipReason);
        edited = (await ImportAsync(With(With(with, "City", "Elsewhere"), column, Other(value)), own)).Outcomes[0].Skipped!;
        Assert.StartsWith("It differs in DestinationAddress.City, ", edited.Detail, StringComparison.Ordinal);
        RunSends();
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(With(without, "City", "Elsewhere"), own)).Outcomes[0].Skipped!.SkipReason);
    }

    [Theory]
    [InlineData("ShippingSpeedCategory", "Expedited", true)]
    [InlineData("Phone", "555-0100", true)]
    [InlineData("DisplayableOrderComment", "Thanks", true)]
    [InlineData("NotificationEmail", "ada@example.com", true)]
    [InlineData("AddressLine2", "Flat 9", false)]
    public async Task AColumnThatTheFileOfThenDidNotHaveIsNoEditUnlessItIsOfTheAddress(string column, string value, bool isSame)
    {
        var own = s_options with { Format = OrderFormats.Find("FbaOutbound") };
        Send((await ImportAsync(Own("7", ["A"], column, null), own)).Outcomes[0].Order!, JournalState.Done);
        var found = (await ImportAsync(Own("7", ["A"], column, value), own)).Outcomes[0].Skipped!;
        Assert.Equal((isSame ? SkipReason.AlreadySent : SkipReason.ChangedSinceSent, !isSame), (found.SkipReason, found.WasEdited));
    }

    [Theory]
    [InlineData("", "555-0100")]
    [InlineData("555-0100", "")]
    public async Task ABlankCellOfAColumnThatIsThereIsCompared(string then, string now)
    {
        var own = s_options with { Format = OrderFormats.Find("FbaOutbound") };
        Send((await ImportAsync(Own("7", ["A"], "Phone", then), own)).Outcomes[0].Order!, JournalState.Done);
        var found = (await ImportAsync(Own("7", ["A"], "Phone", now), own)).Outcomes[0].Skipped!;
        Assert.Equal("It differs in DestinationAddress.Phone.", found.Detail);
    }

    [Theory]
    [InlineData("Phone", "555-0100")]
    [InlineData("DisplayableOrderComment", "Thanks")]
    public async Task WhatAnotherFormatDidNotGiveIsNoEdit(string column, string value)
    {
        var own = s_options with { Format = OrderFormats.Find("FbaOutbound") };
        var now = With(Own("7", ["A"], column, value), "Quantity", "2");
        Send(Assert.Single((await ImportAsync(Woo(hasIds: true, "processing"), s_woo)).Outcomes).Order!, JournalState.Done);
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(now, own)).Outcomes[0].Skipped!.SkipReason);

        _store.Entries.Clear();
        Send((await ImportAsync(now, own)).Outcomes[0].Order!, JournalState.Done);
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(Woo(hasIds: true, "processing"), s_woo)).Outcomes[0].Skipped!.SkipReason);
    }

    [Fact]
    public async Task TheTimeOfAnOrderIsNeverAnEdit()
    {
        Send((await ImportAsync(Edited("Created at", "2026-11-20 12:00:34 -0500"))).Outcomes[0].Order!, JournalState.Done);
        Assert.Equal(
            SkipReason.AlreadySent, (await ImportAsync(Edited("Created at", "2026-11-20 12:00:00 -0500"))).Outcomes[0].Skipped!.SkipReason);
    }

    [Fact]
    public async Task FewerUnitsOfARestAreNoEditAndMoreAre()
    {
        var options = s_options with { Format = OrderFormats.Find("AmazonOrderReport"), AllowsAmazonOrders = true, IdSuffix = "-2" };
        Send((await ImportAsync(AmazonReport(1, 2), options)).Outcomes[0].Order!, JournalState.Done);
        var (outcomes, warnings) = await ImportAsync(AmazonReport(2, 1), options);
        Assert.Equal((SkipReason.AlreadySent, false), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
        Assert.Empty(warnings);
        Assert.Equal("The items differ: A 2 sent, 3 now.",
            (await ImportAsync(AmazonReport(1, 3), options)).Outcomes[0].Skipped!.Detail);
        Assert.Equal("It differs in DestinationAddress.City.",
            (await ImportAsync(With(AmazonReport(2, 1), "ship-city", "Elsewhere"), options)).Outcomes[0].Skipped!.Detail);
    }

    [Fact]
    public async Task AnotherOrderWithTheSameNumberIsRefusedAndNeverCancelled()
    {
        Send((await ImportAsync(Edited("Id", "5550000000111"))).Outcomes[0].Order!, JournalState.Done);
        var other = Edited("Id", "5550000000999");
        var (outcomes, warnings) = await ImportAsync(other);
        Assert.Contains("under an id of its own", Assert.Single(outcomes[0].Problems), StringComparison.Ordinal);
        Assert.Empty(warnings);

        var rows = other.ReadRows().ToList();
        rows[0] = With(other, rows[0], "Cancelled at", "2026-11-26 09:00:00 -0500");
        (outcomes, warnings) = await ImportAsync(new MemoryTable(other.Path, other.Header, rows));
        Assert.False(Assert.Single(outcomes[0].AllSkipped()).ToCancel);
        Assert.Empty(warnings);
        Assert.Equal(
            SkipReason.AlreadySent, (await ImportAsync(Edited("Id", "5.55E+12"))).Outcomes[0].Skipped!.SkipReason);
    }

    [Fact]
    public async Task AnOrderThatWasSentAgainUnderAnotherIdIsNotAskedFor()
    {
        var order = (await ImportAsync(Sample())).Outcomes[0].Order!;
        Send(order, JournalState.Done);
        Cancel("M-#1001");
        Assert.Single((await ImportAsync(Sample())).Warnings);

        var ids = JournalKey.IdsOf(order.Source!.Core!);
        _store.Entries[ids] = _store.Entries[ids] with { Reference = "M-%231001,M-%231001 -R" };
        Send(order with { SellerFulfillmentOrderId = "M-#1001-R" }, JournalState.Done);
        var (outcomes, warnings) = await ImportAsync(Sample());
        Assert.Contains("sent again as 'M-#1001-R'", outcomes[0].Skipped!.Detail, StringComparison.Ordinal);
        Assert.Empty(warnings);
        Assert.Contains(
            (await ImportAsync(Edited("Cancelled at", "2026-11-26 09:00:00 -0500"))).Outcomes[0].AllSkipped(),
            skipped => skipped is { SellerFulfillmentOrderId: "M-#1001-R", ToCancel: true });
    }

    [Theory]
    [InlineData("Shipping City", "Elsewhere", "It differs in DestinationAddress.City.")]
    [InlineData("Lineitem quantity", "5", "The items differ: MUG-BLUE 1 sent, 5 now.")]
    [InlineData("Lineitem sku", "", "its rows have errors now")]
    public async Task AnOrderThatWasSentAgainIsComparedWithThatAndNeverAskedForAgain(string column, string value, string detail)
    {
        await SendAgainAsync();
        var outcome = (await ImportAsync(Sample())).Outcomes[0];
        Assert.Equal((SkipReason.AlreadySent, false), (outcome.Skipped!.SkipReason, outcome.Skipped.WasEdited));

        var (outcomes, warnings) = await ImportAsync(Edited(column, value));
        var skipped = Assert.Single(outcomes[0].AllSkipped());
        Assert.Equal((SkipReason.ChangedSinceSent, true), (skipped.SkipReason, skipped.WasEdited));
        Assert.Contains(detail, skipped.Detail, StringComparison.Ordinal);
        Assert.Contains("M-#1001-R", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.DoesNotContain("still wants", warnings[0], StringComparison.Ordinal);
        if (value.Length == 0)
        {
            return;
        }

        Assert.Equal("M-#1001-R", skipped.SellerFulfillmentOrderId);
        RunSends();
        (outcomes, warnings) = await ImportAsync(Edited(column, value));
        skipped = Assert.Single(outcomes[0].AllSkipped());
        Assert.Equal(
            ("M-#1001-R", SkipReason.AlreadySent, true), (skipped.SellerFulfillmentOrderId, skipped.SkipReason, skipped.WasEdited));
        Assert.Empty(warnings);

        (outcomes, warnings) = await ImportAsync(Sample());
        Assert.Equal(SkipReason.ChangedSinceSent, outcomes[0].Skipped!.SkipReason);
        Assert.Contains("shows again what was first sent", Assert.Single(warnings), StringComparison.Ordinal);
        RunSends();
        Assert.False((await ImportAsync(Sample())).Outcomes[0].Skipped!.WasEdited);
    }

    [Fact]
    public async Task AnEditThatWasSentAgainIsNone()
    {
        await SendAgainAsync(Edited("Shipping City", "Elsewhere"));
        var (outcomes, warnings) = await ImportAsync(Edited("Shipping City", "Elsewhere"));
        Assert.Equal((SkipReason.AlreadySent, false), (outcomes[0].Skipped!.SkipReason, outcomes[0].Skipped!.WasEdited));
        Assert.Empty(warnings);
        Assert.Contains("DestinationAddress.City", Assert.Single((await ImportAsync(Sample())).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOrderThatWasSentAgainInTwoPartsIsComparedWithTheirSum()
    {
        var order = await SendAgainAsync();
        var lines = order.Source!.Lines!.ToList();
        for (var index = 0; index < 2; index++)
        {
            Send(
                order with
                {
                    SellerFulfillmentOrderId = index == 0 ? "M-#1001-R" : "M-#1001-S",
                    Source = order.Source with { Lines = lines.Skip(index).Take(1).ToDictionary(line => line.Key, line => line.Value) },
                },
                JournalState.Done);
        }

        AddIds(order, "M-%231001,M-%231001 -R,M-%231001 -S");
        var (outcomes, warnings) = await ImportAsync(Sample());
        Assert.Empty(warnings);
        Assert.Equal(["M-#1001-R", "M-#1001-S"], outcomes[0].AllSkipped().Select(skipped => skipped.SellerFulfillmentOrderId));
        var warning = Assert.Single((await ImportAsync(Edited("Lineitem quantity", "5"))).Warnings);
        Assert.Contains("MUG-BLUE 1 sent, 5 now", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEditIsToldAlsoIfTheOrderThatWasSentAgainIsTooOldByNow()
    {
        await SendAgainAsync();
        var late = s_options with { Time = new FixedTime(new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero)) };
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(Sample(), late)).Outcomes[0].Skipped!.SkipReason);
        var skipped = Assert.Single((await ImportAsync(Edited("Shipping City", "Elsewhere"), late)).Outcomes[0].AllSkipped());
        Assert.Equal(("M-#1001-R", SkipReason.ChangedSinceSent), (skipped.SellerFulfillmentOrderId, skipped.SkipReason));
    }

    [Theory]
    [InlineData("Shipping City", "Elsewhere", "It differs in DestinationAddress.City.")]
    [InlineData("Lineitem quantity", "7", "MUG-RED 2 sent, 7 now.")]
    [InlineData("Lineitem sku", "LAMP", "LAMP none sent, 2 now.")]
    public async Task AnEditIsToldAlsoIfOnlyTheRestWasSent(string column, string value, string detail)
    {
        Send((await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2].Order!, JournalState.Done);
        var (outcomes, warnings) = await ImportAsync(Sample(), s_rest);
        Assert.Equal((SkipReason.PartlyFulfilled, false), (outcomes[2].Skipped!.SkipReason, outcomes[2].Skipped!.WasEdited));
        Assert.Empty(warnings);

        var edited = column == "Shipping City" ? EditedRest(column, value) : EditedLine("MUG-RED", column, value);
        foreach (var suffix in (string?[])[null, "-2"])
        {
            (outcomes, warnings) = await ImportAsync(edited, s_rest with { IdSuffix = suffix });
            var skipped = Assert.Single(outcomes[2].AllSkipped());
            Assert.Equal("M-#1003-2", skipped.SellerFulfillmentOrderId);
            Assert.Equal((SkipReason.ChangedSinceSent, true), (skipped.SkipReason, skipped.WasEdited));
            Assert.Contains(detail, skipped.Detail, StringComparison.Ordinal);
            Assert.Contains("'M-#1003-2'", Assert.Single(warnings), StringComparison.Ordinal);
            RunSends();
            Assert.Empty((await ImportAsync(edited, s_rest with { IdSuffix = suffix })).Warnings);
        }

        var later = (await ImportAsync(edited, s_rest)).Outcomes[2].Skipped!;
        Assert.Equal((SkipReason.PartlyFulfilled, true), (later.SkipReason, later.WasEdited));
        Assert.Equal(
            SkipReason.ChangedSinceSent,
            (await ImportAsync(EditedRest("Shipping City", "Third"), s_rest with { IdSuffix = "-3" })).Outcomes[2].Skipped!.SkipReason);
    }

    [Fact]
    public async Task AnOrderThatMayHaveBeenSentAgainIsReturnedUnderThatId()
    {
        await SendAgainAsync(state: JournalState.Sent);
        for (var import = 0; import < 2; import++)
        {
            var (outcomes, before) = await ImportAsync(Sample(), s_options, null, keeps: true);
            Assert.Equal("M-#1001-R", outcomes[0].Order!.SellerFulfillmentOrderId);
            Assert.Equal("M-#1001-R", outcomes[0].Id);
            Assert.Empty(before.Findings.Warnings());
            Assert.Contains(
                "unknown whether 1 order was sent: M-#1001-R", Assert.Single(before.Findings.Notes()), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Lineitem quantity", "5")]
    [InlineData("Shipping Address1", "9 New Road")]
    public async Task AnOrderThatMayHaveBeenSentAgainAndIsAnotherOneNowIsTold(string column, string value)
    {
        await SendAgainAsync(state: JournalState.Sent);
        var (outcomes, warnings) = await ImportAsync(Edited(column, value));
        Assert.Equal(SkipReason.AlreadySent, outcomes[0].Skipped!.SkipReason);
        Assert.Contains("it may have been sent again as 'M-#1001-R'", outcomes[0].Skipped!.Detail, StringComparison.Ordinal);
        Assert.StartsWith(
            "It is unknown whether 1 order was sent, and this import does not return it: M-#1001-R.", Assert.Single(warnings),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(JournalState.Done))]
    [InlineData(nameof(JournalState.Sent))]
    public async Task AnOrderThatMayHaveBeenSentTwiceIsNotSentAgain(string state)
    {
        var order = await SendAgainAsync(state: JournalState.Sent);
        AddIds(order, "M-%231001,M-%231001 -R,M-%231001 -S");
        Send(order with { SellerFulfillmentOrderId = "M-#1001-S" }, JournalEntry.StateOf(state));
        var (outcomes, warnings) = await ImportAsync(Sample());
        Assert.Null(outcomes[0].Order);
        Assert.Contains("M-#1001-R", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("-2")]
    [InlineData("-3")]
    public async Task ARestThatMayHaveGoneOutIsReturnedUnderTheIdThatItHas(string? suffix)
    {
        Send((await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2].Order!, JournalState.Sent);
        var (outcomes, warnings) = await ImportAsync(Sample(), s_rest with { IdSuffix = suffix });
        Assert.Equal("M-#1003-2", outcomes[2].Order!.SellerFulfillmentOrderId);
        Assert.Empty(warnings);

        (outcomes, warnings) = await ImportAsync(EditedLine("MUG-RED", "Lineitem quantity", "7"), s_rest with { IdSuffix = suffix });
        if (suffix != "-2")
        {
            Assert.Null(outcomes[2].Order);
            Assert.Contains("M-#1003-2", Assert.Single(warnings), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ARestThatMayHaveGoneOutIsReturnedOnceFromTwoFiles()
    {
        Send((await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2].Order!, JournalState.Sent);
        var import = new OrderImport(s_rest);
        import.Read(Sample());
        import.Read(new MemoryTable("other.csv", Sample().Header, [.. Sample().ReadRows()]));
        var journal = new ImportJournal(_store, s_account, "2020-07-01");
        await new SentBefore(journal, import, s_rest.IdPrefix).LookAsync(s_rest.After, default);
        Assert.Single(import.Outcomes(), outcome => outcome.Order?.SellerFulfillmentOrderId == "M-#1003-2");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnOrderThatMayHaveGoneOutIsToldAsThatIfTheShopShowsItAsShipped(bool knowsParcels)
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Sent);
        var fulfilled = With(Sample(), "Fulfillment Status", "fulfilled", row: 0);
        var (outcomes, warnings, note) = await ImportFulfilledAsync(fulfilled, knowsParcels ? [] : null);
        Assert.Equal(SkipReason.Fulfilled, outcomes[0].Skipped!.SkipReason);
        Assert.StartsWith(
            "It is unknown whether 1 order was sent, and this import does not return it: M-#1001.", Assert.Single(warnings),
            StringComparison.Ordinal);
        Assert.Null(note);

        Send("M-#1001", JournalState.Done);
        (_, warnings, note) = await ImportFulfilledAsync(fulfilled, knowsParcels ? [] : null);
        Assert.Contains("shows 1 order as shipped", knowsParcels ? warnings[0] : note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOrderThatMayHaveGoneOutIsToldIfItIsTooOldByNow()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Sent);
        var late = s_options with { Time = new FixedTime(new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero)) };
        var (outcomes, warnings) = await ImportAsync(Sample(), late);
        Assert.Equal(SkipReason.TooOld, outcomes[0].Skipped!.SkipReason);
        Assert.Contains("does not return it: M-#1001.", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOrderThatMayHaveGoneOutAndThatTheShopCancelledIsToldAsThat()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Sent);
        var (outcomes, warnings) = await ImportAsync(Edited("Cancelled at", "2026-11-26 09:00:00 -0500"));
        var skipped = Assert.Single(outcomes[0].AllSkipped());
        Assert.True(skipped.ToCancel);
        Assert.EndsWith("It is unknown whether it was sent.", skipped.Detail, StringComparison.Ordinal);
        Assert.StartsWith(
            "The shop stopped 1 order, and it is unknown whether Amazon has it: ", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOrderThatAmazonHasWithOtherContentIsCancelledWithTheShop()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.NotDone);
        var key = new JournalKey(JournalOperations.Create, "M-#1001");
        _store.Entries[key] = _store.Entries[key] with { Outcome = nameof(OrderConflictException) };
        var (outcomes, warnings) = await ImportAsync(Sample());
        Assert.NotNull(outcomes[0].Order);
        Assert.Empty(warnings);

        var cancelled = Edited("Cancelled at", "2026-11-26 09:00:00 -0500");
        (outcomes, warnings) = await ImportAsync(cancelled);
        var skipped = Assert.Single(outcomes[0].AllSkipped());
        Assert.True(skipped.ToCancel);
        Assert.EndsWith("Amazon has an order with this id and other content.", skipped.Detail, StringComparison.Ordinal);
        Assert.StartsWith("The shop stopped 1 order after it was sent", Assert.Single(warnings), StringComparison.Ordinal);
        Cancel("M-#1001");
        (outcomes, warnings) = await ImportAsync(cancelled);
        Assert.False(Assert.Single(outcomes[0].AllSkipped()).ToCancel);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task TheRestOfAnOrderThatAmazonHasWithOtherContentIsHeldBack()
    {
        await SendRestAsync("Lineitem sku", "KETTLE-2", "KETTLE");
        var key = new JournalKey(JournalOperations.Create, "M-#1003");
        _store.Entries[key] = _store.Entries[key] with { State = JournalState.NotDone, Outcome = nameof(OrderConflictException) };
        var outcome = (await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes[2];
        Assert.Equal(SkipReason.AlreadySent, outcome.Skipped?.SkipReason);
    }

    [Fact]
    public async Task ARefundOfAnOrderOfWhichAParcelWasReportedIsAReturn()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        var refunded = Edited("Financial Status", "refunded");
        var (outcomes, warnings, note) = await ImportFulfilledAsync(refunded, ["M-#1001"]);
        Assert.False(Assert.Single(outcomes[0].AllSkipped()).ToCancel);
        Assert.Empty(warnings);
        Assert.Contains("M-#1001 (Refunded)", note, StringComparison.Ordinal);

        (outcomes, warnings, _) = await ImportFulfilledAsync(refunded, []);
        Assert.True(Assert.Single(outcomes[0].AllSkipped()).ToCancel);
        Assert.Single(warnings);
    }

    [Fact]
    public async Task TheSameGoodsInOtherLinesAreNoEdit()
    {
        Send((await ImportAsync(Own("1", ["MUG", "TEA", "MUG"]))).Outcomes[0].Order!, JournalState.Done);
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(Own("1", ["TEA", "MUG", "MUG"]))).Outcomes[0].Skipped!.SkipReason);
        Assert.Equal(
            "The items differ: MUG 2 sent, 1 now; TEA 1 sent, 2 now.",
            (await ImportAsync(Own("1", ["TEA", "MUG", "TEA"]))).Outcomes[0].Skipped!.Detail);
    }

    [Fact]
    public async Task ASkuThatIsMappedDifferentlyIsNamed()
    {
        ImportOptions Mapped(string sku) => s_options with { SkuMap = Map(("MUG-BLUE", sku), ("TEA-GREEN", "TEA-GREEN")) };
        Send((await ImportAsync(Sample(), Mapped("A"))).Outcomes[0].Order!, JournalState.Done);
        Assert.EndsWith(": MUG-BLUE is mapped differently.", (await ImportAsync(Sample(), Mapped("B"))).Outcomes[0].Skipped!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(JournalState.Done), "Order 'M-#US1001' was sent as 'M-#1001'.")]
    [InlineData(nameof(JournalState.Sent), "Order 'M-#US1001' may have been sent as 'M-#1001'.")]
    public async Task AnOrderThatWasSentUnderAnotherNumberIsHeldByItsIdInTheShop(string state, string detail)
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalEntry.StateOf(state));
        for (var import = 0; import < 2; import++)
        {
            var (outcomes, warnings) = await ImportAsync(Renumbered());
            Assert.Equal((SkipReason.AlreadySent, detail), (outcomes[0].Skipped?.SkipReason, outcomes[0].Skipped?.Detail));
            var warning = Assert.Single(warnings, text => text.Contains("'M-#US1001'", StringComparison.Ordinal));
            Assert.Contains("'M-#1001'", warning, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(nameof(JournalState.Done), "", "")]
    [InlineData(nameof(JournalState.Done), "5.55E+12", "")]
    [InlineData(nameof(JournalState.Sent), "5550000000000", "")]
    [InlineData(nameof(JournalState.Done), "5.55E+12", "Elsewhere")]
    public async Task AnOrderThatAnImportHasRecognizedIsKnownByItsNewNumberAlone(string state, string id, string city)
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalEntry.StateOf(state));
        await ImportAsync(Renumbered());
        for (var import = 0; import < 2; import++)
        {
            var table = Renumbered("Id", id);
            var (outcomes, warnings) = await ImportAsync(city.Length == 0 ? table : With(table, "Shipping City", city));
            Assert.Equal(city.Length == 0 ? SkipReason.AlreadySent : SkipReason.ChangedSinceSent, outcomes[0].Skipped?.SkipReason);
            Assert.Contains("sent as 'M-#1001'.", outcomes[0].Skipped!.Detail, StringComparison.Ordinal);
            Assert.Contains(warnings, text => text.Contains("1 order has a new number in the shop", StringComparison.Ordinal));
        }

        var cancelled = With(Renumbered("Id", id), "Cancelled at", "2026-11-26 09:00:00 -0500", row: 0);
        var skipped = Assert.Single((await ImportAsync(cancelled)).Outcomes[0].AllSkipped());
        Assert.Equal(("M-#1001", true), (skipped.SellerFulfillmentOrderId, skipped.ToCancel));

        // Another order that has the number and an id of its own is no part of it.
        Assert.Equal("M-#US1001", (await ImportAsync(Renumbered("Id", "5550000000999"))).Outcomes[0].Order?.SellerFulfillmentOrderId);
    }

    [Fact]
    public async Task AnOrderThatWasSentAgainIsKnownByItsNewNumberAloneUnderBothIds()
    {
        await SendAgainAsync(Edited("Id", "5500000000004"));
        var key = Assert.Single(_store.Entries.Keys, key => key.Operation == JournalOperations.ShopId);
        _store.Entries[key] = _store.Entries[key] with { Reference = "M-%231001,M-%231001 -R" };
        Assert.Contains("sent again as 'M-#1001-R'", (await ImportAsync(Renumbered())).Outcomes[0].Skipped?.Detail, StringComparison.Ordinal);
        var cancelled = With(Renumbered("Id", ""), "Cancelled at", "2026-11-26 09:00:00 -0500", row: 0);
        var skipped = (await ImportAsync(cancelled)).Outcomes[0].AllSkipped();
        Assert.Equal("M-#1001-R", Assert.Single(skipped, one => one.ToCancel).SellerFulfillmentOrderId);
    }

    [Theory]
    [InlineData("5.55E+12", true)]
    [InlineData("5550000000000", true)]
    [InlineData("", false)]
    [InlineData("gid-7", false)]
    public async Task AFileWhoseIdsAreAllChangedByASpreadsheetIsNamed(string id, bool isNamed)
    {
        var (_, warnings) = await ImportAsync(With(Sample(), "Id", id));
        Assert.Equal(
            isNamed ? 1 : 0, warnings.Count(warning => warning.Contains("changed all ids in the column 'Id'", StringComparison.Ordinal)));
        Assert.DoesNotContain(
            (await ImportAsync(With(With(Sample(), "Id", id), "Id", "5550000000111", row: 0))).Warnings,
            warning => warning.Contains("all ids", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OrdersToSendWhoseIdASpreadsheetChangedAreCountedAlsoWhereOtherOrdersKeepTheirs()
    {
        // Of the sample's four orders, the first and the last are sent.
        var damaged = Edited("Id", "5.55E+12");
        var (_, warnings) = await ImportAsync(damaged, s_rest);
        var warning = Assert.Single(warnings);
        Assert.Contains(
            "changed some ids in the column 'Id' (such as 5.5E+12); 1 of the returned orders is affected.", warning,
            StringComparison.Ordinal);
        Assert.Contains("shop's own export", warning, StringComparison.Ordinal);

        // What the journal knows by its number is not sent.
        Send((await ImportAsync(damaged, s_rest)).Outcomes[0].Order!, JournalState.Done);
        Assert.Empty((await ImportAsync(damaged, s_rest)).Warnings);
    }

    [Fact]
    public async Task AnOrderThatWasNotSentIsReturnedUnderItsNewNumber()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.NotDone);
        var (outcomes, warnings) = await ImportAsync(Renumbered());
        Assert.Equal("M-#US1001", outcomes[0].Order?.SellerFulfillmentOrderId);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task AnOrderThatAnEarlierVersionSentIsKnownOnceAnImportHasSeenItsOldNumber()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        ForgetShopIds();
        Assert.NotNull((await ImportAsync(Renumbered(), keeps: false)).Outcomes[0].Order);
        await ImportAsync(Sample());
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(Renumbered())).Outcomes[0].Skipped?.SkipReason);

        // While the shop holds it, it is seen as well.
        ForgetShopIds();
        await ImportAsync(Edited("Financial Status", "pending"));
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(Renumbered())).Outcomes[0].Skipped?.SkipReason);
    }

    [Fact]
    public async Task AnEditUnderANewNumberIsToldWithTheIdThatWasSent()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        var (outcomes, warnings) = await ImportAsync(Renumbered("Shipping City", "Elsewhere"));
        Assert.Equal(
            (SkipReason.ChangedSinceSent, "Order 'M-#US1001' was sent as 'M-#1001'. It differs in DestinationAddress.City."),
            (outcomes[0].Skipped?.SkipReason, outcomes[0].Skipped?.Detail));
        Assert.Contains(warnings, warning => warning.StartsWith("Order 'M-#1001' (", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnOrderThatIsCancelledUnderANewNumberIsCancelledUnderTheIdThatWasSent()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        var (outcomes, warnings) = await ImportAsync(Renumbered("Cancelled at", "2026-11-26 09:00:00 -0500"));
        var skipped = Assert.Single(outcomes[0].AllSkipped());
        Assert.Equal(("M-#1001", true), (skipped.SellerFulfillmentOrderId, skipped.ToCancel));
        Assert.Contains("M-#1001 (Cancelled)", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANumberThatAnotherOrderHasByNowDoesNotHideThatTheOrderWasSent()
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        var other = Renumbered("Id", "5550000000999");
        Send((await ImportAsync(other)).Outcomes[0].Order!, JournalState.Done);
        var outcome = (await ImportAsync(Renumbered())).Outcomes[0];
        Assert.Equal("Order 'M-#US1001' was sent as 'M-#1001'.", outcome.Skipped?.Detail);
    }

    [Theory]
    [InlineData("000")]
    [InlineData("5.55E+12")]
    [InlineData("5550000000000")]
    [InlineData("")]
    public async Task WhatIsNoIdOfTheShopHoldsNoOrder(string id)
    {
        Send((await ImportAsync(Edited("Id", id))).Outcomes[0].Order!, JournalState.Done);
        Assert.NotNull((await ImportAsync(Renumbered("Id", id))).Outcomes[0].Order);
    }

    [Fact]
    public async Task AnIdOfAnotherPlatformIsAnotherOrder()
    {
        Send((await ImportAsync(Edited("Id", "7"))).Outcomes[0].Order!, JournalState.Done);
        var options = s_options with { Format = OrderFormats.Find("WooSkyVerge") };
        Assert.NotNull(Assert.Single((await ImportAsync(Woo(hasIds: true, "processing"), options)).Outcomes).Order);
    }

    [Theory]
    [InlineData("WooSkyVerge")]
    [InlineData("WooSkyVergeDefault")]
    [InlineData("WooWebToffeeRows")]
    public async Task AnOrderOfWooCommerceIsKnownByItsIdWhateverItsNumberIs(string format)
    {
        Send(Assert.Single((await ImportAsync(Numbered($"{format}|order_id=900|order_number=900"))).Outcomes).Order!, JournalState.Done);
        var table = FormatRuleTests.Table(format, "order_id=900|order_number=2026-1", "order_id=901|order_number=2026-2");
        var (outcomes, _) = await ImportAsync(table);
        Assert.StartsWith("Order 'M-2026-1' was sent as 'M-900'.", outcomes[0].Skipped?.Detail, StringComparison.Ordinal);
        Assert.NotNull(outcomes[1].Order);

        if (format != "WooSkyVerge")
        {
            (outcomes, _) = await ImportAsync(Numbered("order_id=900|order_number=2026-1"));
            Assert.StartsWith("Order 'M-2026-1' was sent as 'M-900'.", outcomes[0].Skipped?.Detail, StringComparison.Ordinal);
        }
    }

    // Each of its rows has the order's id.
    [Fact]
    public async Task ASkuInTwoLinesOfAnOrderOfWooCommerceIsNoOrderThatBeginsAgain()
    {
        var line = "order_id=900|order_number=900|order_total=|order_subtotal=";
        var table = FormatRuleTests.Table("WooSkyVerge", line, line);
        var item = table.Header.ToList().IndexOf("item_id");
        var rows = table.ReadRows().Select((row, at) => item < 0 ? row : With(table, row, "item_id", $"{at + 1}"));
        var outcome = Assert.Single((await ImportAsync(new MemoryTable(table.Path, table.Header, [.. rows]))).Outcomes);
        Assert.DoesNotContain(outcome.Problems, problem => problem.Contains("begins the order again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OneOrderUnderTwoNumbersIsNotSentTwiceOfOneImport()
    {
        var both = Sample().ReadRows().Take(2).Concat(Renumbered().ReadRows().Take(2));
        var (outcomes, _) = await ImportAsync(new MemoryTable(Sample().Path, Sample().Header, [.. both]));
        Assert.Equal(2, outcomes.Count);
        Assert.All(outcomes, outcome => Assert.Contains("another number", Assert.Single(outcome.Problems), StringComparison.Ordinal));
    }

    [Fact]
    public async Task NothingOfTheShopCanBeReadInWhatIsNotedOfItsIds()
    {
        await ImportAsync(Sample());
        var keys = _store.Entries.Keys.Where(key => key.Operation == JournalOperations.ShopId).ToList();
        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.Matches("^[0-9a-f]{32}$", key.Id));
    }

    [Fact]
    public async Task AListOfCancellationsNamesOrdersByTheirExactIds()
    {
        var options = s_options with { IdPrefix = null };
        Send((await ImportAsync(Own("US-7001"), options)).Outcomes[0].Order!, JournalState.Done);
        Send((await ImportAsync(Own("US-7002"), options)).Outcomes[0].Order!, JournalState.Done);

        var (outcomes, before) = await ImportAsync(List("US-7001", "us-7001", "us-7002"), options, null, keeps: true);
        Assert.Equal(
            ["US-7001 True", "us-7001 False", "us-7002 False"],
            outcomes.SelectMany(outcome => outcome.AllSkipped()).Select(skipped => $"{skipped.SellerFulfillmentOrderId} {skipped.ToCancel}"));
        Assert.Empty(before.Findings.Warnings());
        Assert.Equal(
            "Amazon has or may have 1 order of the list: US-7001. To cancel it, pipe the output of this command to Stop-FbaFulfillmentOrder "
                + "with -Journal.",
            Assert.Single(before.Findings.Notes()));
    }

    [Fact]
    public async Task AListOfCancellationsCancelsTheRestOfAnOrderByItsOwnIdOnly()
    {
        var rest = (await ImportAsync(Sample(), s_rest with { IdSuffix = "-2" })).Outcomes.Single(outcome => outcome.Id == "M-#1003-2");
        Send(rest.Order!, JournalState.Done);
        Assert.Equal(["M-#1003 False", "M-#1003-2 True"], (await ImportAsync(List("M-#1003", "M-#1003-2"))).Outcomes
            .SelectMany(outcome => outcome.AllSkipped()).Select(skipped => $"{skipped.SellerFulfillmentOrderId} {skipped.ToCancel}"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("M-")]
    [InlineData("OTHER-")]
    public async Task TheIdsOfAListOfCancellationsAreTakenAsTheyAreWhateverThePrefix(string? prefix)
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        var before = _store.Entries.ToDictionary(entry => entry.Key, entry => entry.Value);
        var (outcomes, _) = await ImportAsync(List("M-#1001", "#1001"), s_options with { IdPrefix = prefix, HoldWords = ["wait"] });
        Assert.Equal(
            ["M-#1001 True", "#1001 False"],
            outcomes.SelectMany(outcome => outcome.AllSkipped()).Select(skipped => $"{skipped.SellerFulfillmentOrderId} {skipped.ToCancel}"));
        Assert.Equal("CancelListed", _store.Entries[JournalKey.StoppedOf("M-#1001")].Reference);
        Assert.True(_store.Entries.Remove(JournalKey.StoppedOf("M-#1001")));
        Assert.Equal(before, _store.Entries);
    }

    [Fact]
    public async Task AListOfCancellationsIsNotedOfNoShop()
    {
        await ImportAsync(List("#1001"), s_options with { IdPrefix = null });
        Assert.Empty(_store.Entries);
        await ImportAsync(Sample());
    }

    private static MemoryTable List(params string[] ids) => new(
        "list.txt", ["MerchantFulfillmentOrderID"],
        [.. ids.Select((id, at) => new SourceRow(at + 2, [new SourceCell(id)]))]);

    private void ForgetShopIds()
    {
        foreach (var key in _store.Entries.Keys.Where(key => key.Operation == JournalOperations.ShopId).ToList())
        {
            _store.Entries.Remove(key);
        }
    }

    // An entry of an earlier version has the units of lines alone.
    private void ForgetSkus(string id)
    {
        var key = new JournalKey(JournalOperations.Create, id);
        var sent = SentContent.Parse(_store.Entries[key].Reference)!;
        var lines = sent.Lines!.ToDictionary(line => line.Key, line => new SentLine(line.Value.Units, null, null));
        _store.Entries[key] = _store.Entries[key] with { Reference = (sent with { Goods = null, Lines = lines }).ToString() };
    }

    private static MemoryTable Renumbered(string column = "Name", string value = "#US1001")
    {
        var table = EditedRest("Name", "#1001", "#US1001");
        var rows = table.ReadRows().ToList();
        rows[0] = With(table, rows[0], column, value);
        return new MemoryTable(table.Path, table.Header, rows);
    }

    private static MemoryTable Own(string id) => Own(id, ["MUG"]);

    private static MemoryTable Own(string id, string[] skus)
    {
        string[] header = ["SellerFulfillmentOrderId", "SellerSku", "Quantity", "Name", "AddressLine1", "City", "StateOrRegion", "PostalCode", "CountryCode", "ShippingSpeedCategory"];
        return new MemoryTable(
            "own.csv", header,
            [.. skus.Select((sku, index) => Row(
                index, id, sku, "1", "Ada Invented", "1 Pretend Street", "Exampleton", "WA", "98000", "US", "Standard"))]);
    }

    // A file with or without a column.
    private static MemoryTable Own(string id, string[] skus, string column, string? value)
    {
        var table = Own(id, skus);
        if (value is null)
        {
            var kept = Enumerable.Range(0, table.Header.Count).Where(index => table.Header[index] != column).ToList();
            return new MemoryTable(
                table.Path, [.. kept.Select(index => table.Header[index])],
                [.. table.ReadRows().Select(row => row with { Cells = [.. kept.Select(index => row.Cells[index])] })]);
        }

        return table.Header.Contains(column) ? With(table, column, value) : new MemoryTable(
            table.Path, [.. table.Header, column],
            [.. table.ReadRows().Select(row => row with { Cells = [.. row.Cells, new SourceCell(value)] })]);
    }

    private static string Other(string value) => value == "Expedited" ? "Priority" : $"x{value}";

    private static MemoryTable AmazonReport(int shipped, int left)
    {
        (string Column, string Value)[] cells =
        [
            ("order-id", "111-1111111-1111112"), ("order-item-id", "11111111111112"), ("purchase-date", "2026-11-20T10:00:00+00:00"),
            ("payments-date", "2026-11-20T10:00:00+00:00"), ("buyer-email", ""), ("buyer-name", ""),
            ("buyer-phone-number", "617-555-0101"), ("sku", "A"), ("product-name", "P"), ("quantity-purchased", $"{shipped + left}"),
            ("quantity-shipped", $"{shipped}"), ("quantity-to-ship", $"{left}"), ("ship-service-level", "Standard"),
            ("recipient-name", "Rosa Invented"), ("ship-address-1", "5 Pretend Court"), ("ship-address-2", ""),
            ("ship-address-3", ""), ("ship-city", "Exampleton"), ("ship-state", "MA"), ("ship-postal-code", "02134"),
            ("ship-country", "US"), ("is-buyer-requested-cancellation", "false"), ("item-price", "10.00"),
        ];
        return new MemoryTable("amazon.txt", [.. cells.Select(cell => cell.Column)], [Row(0, [.. cells.Select(cell => cell.Value)])]);
    }

    // Files of one format with and without the ids of lines.
    private static MemoryTable Woo(bool hasIds, string status, (string Column, string Value)? edit = null)
    {
        (string Column, string Value)[] cells =
        [
            ("order_id", "7"), ("order_number", "7"), ("date", "2026-11-20 12:00:00"), ("status", status), ("shipping_total", "0.00"),
            ("order_total", "20.00"), ("refunded_total", "0"), ("order_currency", "USD"), ("payment_method", "card"),
            ("shipping_method", "Flat"), ("shipping_first_name", "Ada"), ("shipping_last_name", "Invented"),
            ("shipping_address_1", "1 Pretend Street"), ("shipping_address_2", ""), ("shipping_postcode", "98000"),
            ("shipping_city", "Exampleton"), ("shipping_state", "WA"), ("shipping_country", "US"), ("shipping_company", ""),
            ("customer_note", ""), ("item_id", hasIds ? "71" : ""), ("item_product_id", "5"), ("item_name", "A"), ("item_sku", "A"),
            ("item_quantity", "2"), ("item_subtotal", "20"), ("item_total", "20"), ("item_refunded", "0"), ("item_refunded_qty", "0"),
            ("item_meta", ""), ("order_notes", ""), ("download_permissions_granted", ""),
        ];
        return new MemoryTable(
            "woo.csv", [.. cells.Select(cell => cell.Column)],
            [Row(0, [.. cells.Select(cell => edit is var (column, value) && column == cell.Column ? value : cell.Value)])]);
    }

    private static SourceRow Row(int index, params string[] cells) =>
        new(index + 2, [.. cells.Select(cell => new SourceCell(cell))]);

    private static SkuMap Map(params (string Shop, string Seller)[] entries)
    {
        var map = new SkuMap();
        foreach (var (shop, seller) in entries)
        {
            map.Add(shop, seller, 1);
        }

        return map;
    }

    // The sums of the file's orders are not those of other units.
    private static MemoryTable EditedLine(string sku, string column, string value)
    {
        var table = Sample();
        var index = table.Header.ToList().IndexOf("Lineitem sku");
        return new MemoryTable(
            table.Path, table.Header,
            [
                .. table.ReadRows().Select(row => With(table, row, "Subtotal", ""))
                    .Select(row => row.Cells[index].Text == sku ? With(table, row, column, value) : row),
            ]);
    }

    private static MemoryTable EditedRest(string column, string value)
    {
        var table = Sample();
        var name = table.Header.ToList().IndexOf("Name");
        return new MemoryTable(
            table.Path, table.Header,
            [.. table.ReadRows().Select(row => row.Cells[name].Text == "#1003" ? With(table, row, column, value) : row)]);
    }

    private static MemoryTable EditedRest(string column, string then, string now)
    {
        var table = Sample();
        var index = table.Header.ToList().IndexOf(column);
        return new MemoryTable(
            table.Path, table.Header,
            [.. table.ReadRows().Select(row => row.Cells[index].Text == then ? With(table, row, column, now) : row)]);
    }

    private static MemoryTable Sample() => MemoryTable.Sample("shopify-orders.csv");

    // Changes the first rows, which belong to order #1001, and its sum is not that of other units.
    private static MemoryTable Edited(string column, string value, int count = 1)
    {
        var table = Sample();
        var rows = table.ReadRows().ToList();
        for (var i = 0; i < count; i++)
        {
            rows[i] = With(table, rows[i], column, value);
            rows[i] = column == "Lineitem quantity" ? With(table, rows[i], "Subtotal", "") : rows[i];
        }

        return new MemoryTable(table.Path, table.Header, rows);
    }

    private static MemoryTable With(MemoryTable table, string column, string value)
    {
        var name = table.Header.ToList().IndexOf(column);
        return new MemoryTable(table.Path, table.Header,
            [.. table.ReadRows().Select(row => row.Cells[name].Text.Length > 0 ? With(table, row, column, value) : row)]);
    }

    private static MemoryTable With(MemoryTable table, string column, string value, int row)
    {
        var rows = table.ReadRows().ToList();
        rows[row] = With(table, rows[row], column, value);
        return new MemoryTable(table.Path, table.Header, rows);
    }

    private static SourceRow With(MemoryTable table, SourceRow row, string column, string value)
    {
        var cells = row.Cells.ToArray();
        cells[table.Header.ToList().IndexOf(column)] = new SourceCell(value);
        return row with { Cells = cells };
    }

    // Sends order #1003, of which the sample says that a part was shipped: whole, or without one of its lines.
    private async Task SendRestAsync(string column, string value, string? without)
    {
        var table = Sample();
        var name = table.Header.ToList().IndexOf("Name");
        var sku = table.Header.ToList().IndexOf("Lineitem sku");
        var rows = table.ReadRows().Where(row => row.Cells[name].Text == "#1003")
            .Where(row => without is null || row.Cells[sku].Text == without)
            .Select(row => With(table, With(table, row, column, value), "Lineitem fulfillment status", "pending")).ToList();
        rows[0] = With(table, rows[0], "Fulfillment Status", "unfulfilled");
        rows[0] = With(table, rows[0], "Fulfilled at", "");
        var outcome = Assert.Single((await ImportAsync(new MemoryTable(table.Path, table.Header, rows), s_rest)).Outcomes);
        Assert.True(outcome.Order is not null, string.Join("; ", outcome.Problems) + outcome.Skipped);
        Send(outcome.Order, JournalState.Done);
    }

    // Sends order #1001, cancels it, and sends it again.
    private async Task<FulfillmentOrder> SendAgainAsync(MemoryTable? again = null, JournalState state = JournalState.Done)
    {
        Send((await ImportAsync(Sample())).Outcomes[0].Order!, JournalState.Done);
        Cancel("M-#1001");
        var import = new OrderImport(s_options with { HasJournal = false });
        import.Read(again ?? Sample());
        var order = import.Outcomes().First().Order!;
        AddIds(order, "M-%231001,M-%231001 -R");
        Send(order with { SellerFulfillmentOrderId = "M-#1001-R" }, state);
        return order;
    }

    // Sends order #1001 as rows or objects, which know nothing of the file.
    private void SendRows(Func<FulfillmentOrder, FulfillmentOrder>? change = null)
    {
        var import = new OrderImport(s_options with { HasJournal = false });
        import.Read(Sample());
        SendRows(import.Outcomes().First().Order!, change);
    }

    private void SendRows(FulfillmentOrder order, Func<FulfillmentOrder, FulfillmentOrder>? change = null)
    {
        order = order with { Source = null };
        order = change?.Invoke(order) ?? order;
        Send(order with { Recipient = Recipients.Of(order) }, JournalState.Done);
    }

    private void AddIds(FulfillmentOrder order, string ids)
    {
        var key = JournalKey.IdsOf(order.Source!.Core!);
        _store.Entries[key] = _store.Entries[key] with { Reference = ids };
    }

    // A run that sends orders of the last import.
    private void RunSends()
    {
        var key = JournalKey.SentImport(_lastImport!);
        _store.Entries[key] = new JournalEntry { State = JournalState.Done, ApiVersion = "2020-07-01", Content = s_account.OfCancel(key.Id) };
    }

    private void Cancel(
        string id, JournalState state = JournalState.Done, string outcome = Outcomes.CancelRequested, string? reference = null) =>
        _store.Entries[new JournalKey(JournalOperations.Cancel, id)] = new JournalEntry
        {
            State = state, ApiVersion = "2020-07-01", Content = s_account.OfCancel(id), Outcome = outcome,
            Reference = reference,
        };

    private void Send(FulfillmentOrder order, JournalState state)
    {
        Send(order.SellerFulfillmentOrderId, state);
        var key = new JournalKey(JournalOperations.Create, order.SellerFulfillmentOrderId);
        _store.Entries[key] = _store.Entries[key] with
        {
            Content = s_account.Of(order), Reference = SentContent.Of(order, s_account).ToString(),
        };
    }

    private void SendAt(FulfillmentOrder order, DateTimeOffset time)
    {
        Send(order, JournalState.Done);
        var key = new JournalKey(JournalOperations.Create, order.SellerFulfillmentOrderId);
        _store.Entries[key] = _store.Entries[key] with { FirstSent = time };
    }

    private void Send(string id, JournalState state) => _store.Entries[new JournalKey(JournalOperations.Create, id)] = new JournalEntry
    {
        State = state, ApiVersion = "2020-07-01", Content = s_account.OfCancel(id), Outcome = "Created",
    };

    private async Task<(List<ImportOutcome> Outcomes, IReadOnlyList<string> Warnings)> ImportAsync(
        ISourceTable table, ImportOptions? options = null, bool keeps = true)
    {
        var (outcomes, before) = await ImportAsync(table, options ?? s_options, null, keeps);
        return (outcomes, [.. before.Findings.Warnings()]);
    }

    private async Task<(List<ImportOutcome> Outcomes, IReadOnlyList<string> Warnings, string? Note)> ImportFulfilledAsync(
        ISourceTable table, string[]? reported)
    {
        var (outcomes, before) = await ImportAsync(table, s_options, reported, keeps: true);
        return (outcomes, [.. before.Findings.Warnings()], before.Findings.Notes().FirstOrDefault());
    }

    private async Task<(List<ImportOutcome> Outcomes, SentBefore Before)> ImportAsync(
        ISourceTable table, ImportOptions options, string[]? reported, bool keeps)
    {
        var import = new OrderImport(options);
        import.Read(table);
        var journal = new ImportJournal(_store, s_account, "2020-07-01");
        _lastImport = journal.Mark.Id;
        var before = new SentBefore(
            journal, import, options.IdPrefix,
            reported is null ? null : new HashSet<string>(reported));
        await before.LookAsync(options.After, default);
        if (keeps)
        {
            await before.KeepAsync(default);
        }

        return ([.. import.Outcomes()], before);
    }
}
