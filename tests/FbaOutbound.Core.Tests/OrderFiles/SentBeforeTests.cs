using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Journal;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Imports with a journal: what was sent is not returned again, what was edited since is told once, and a prefix stays.</summary>
public sealed class SentBeforeTests : IDisposable
{
    private static readonly JournalAccount s_account = new("account");

    private static readonly ImportOptions s_options = SampleFileTests.Options with { HasJournal = true };

    private readonly MemoryJournal _store = new();

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
    public async Task AnEditedOrderIsToldOnceWithItsMembersAndWithoutValues()
    {
        await ImportAsync(Sample());
        Send("M-#1001", JournalState.Done);
        var edited = Edited("Shipping City", "Elsewhere");

        var (outcomes, warnings) = await ImportAsync(edited);
        Assert.Equal(SkipReason.ChangedSinceSent, outcomes[0].Skipped!.SkipReason);
        Assert.Equal("It differs in DestinationAddress.City.", outcomes[0].Skipped!.Detail);
        Assert.Contains("M-#1001", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.DoesNotContain("Elsewhere", warnings[0], StringComparison.Ordinal);

        (outcomes, warnings) = await ImportAsync(edited);
        Assert.Equal(SkipReason.AlreadySent, outcomes[0].Skipped!.SkipReason);
        Assert.Empty(warnings);
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
        Send("M-#1001", JournalState.Done);
        Assert.Equal(SkipReason.AlreadySent, (await ImportAsync(Sample())).Outcomes[0].Skipped!.SkipReason);
        Assert.Equal(
            SkipReason.ChangedSinceSent, (await ImportAsync(Edited("Shipping City", "Elsewhere"))).Outcomes[0].Skipped!.SkipReason);
    }

    [Fact]
    public async Task AnOrderThatWasSentAndIsDamagedNowIsNoError()
    {
        await ImportAsync(Sample());
        Send("M-#1001", JournalState.Done);
        var outcome = (await ImportAsync(Edited("Lineitem sku", ""))).Outcomes[0];
        Assert.Equal(SkipReason.AlreadySent, outcome.Skipped!.SkipReason);
    }

    [Theory]
    [InlineData("OTHER-")]
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
    public async Task AFormatOfAnotherVersionTellsNoEdits()
    {
        await ImportAsync(Sample());
        Send("M-#1001", JournalState.Done);
        var key = new JournalKey(JournalOperations.Shop, "prefix");
        _store.Entries[key] = _store.Entries[key] with { Outcome = "Shopify 99" };

        var (outcomes, warnings) = await ImportAsync(Edited("Shipping City", "Elsewhere"));
        Assert.Equal(SkipReason.AlreadySent, outcomes[0].Skipped!.SkipReason);
        Assert.Contains("version 99", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Empty((await ImportAsync(Edited("Shipping City", "Elsewhere"))).Warnings);
    }

    [Fact]
    public async Task TheNotesHoldNothingOfARecipient()
    {
        await ImportAsync(Sample());
        var notes = _store.Entries.Where(pair => pair.Key.Operation == JournalOperations.Import).ToList();
        Assert.Equal("M-#1001", Assert.Single(notes).Key.Id);
        Assert.DoesNotContain("Rosa", notes[0].Value.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Pretend", notes[0].Value.ToString(), StringComparison.Ordinal);
        Assert.All(notes[0].Value.Reference!.Split(';'), pair => Assert.Matches("^[A-Za-z.0-9]+=[0-9a-f]{12}$", pair));
    }

    private static MemoryTable Sample() => MemoryTable.Sample("shopify-orders.csv");

    // Changes the first row, which belongs to order #1001.
    private static MemoryTable Edited(string column, string value)
    {
        var table = Sample();
        var rows = table.ReadRows().ToList();
        var cells = rows[0].Cells.ToArray();
        cells[table.Header.ToList().IndexOf(column)] = new SourceCell(value);
        rows[0] = rows[0] with { Cells = cells };
        return new MemoryTable(table.Path, table.Header, rows);
    }

    private void Send(string id, JournalState state) => _store.Entries[new JournalKey(JournalOperations.Create, id)] = new JournalEntry
    {
        State = state, ApiVersion = "2020-07-01", Content = s_account.OfCancel(id), Outcome = "Created",
    };

    private async Task<(List<ImportOutcome> Outcomes, IReadOnlyList<string> Warnings)> ImportAsync(
        ISourceTable table, ImportOptions? options = null, bool keeps = true)
    {
        options ??= s_options;
        var import = new OrderImport(options);
        import.Read(table);
        var before = new SentBefore(new ImportJournal(_store, s_account, "2020-07-01"), import, options.IdPrefix);
        await before.LookAsync(options.After, default);
        if (keeps)
        {
            await before.KeepAsync(default);
        }

        return ([.. import.Outcomes()], before.Warnings);
    }
}
