using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Journal;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Imports;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>The order in which an import tells, notes and returns.</summary>
public sealed class ImportRunTests : IDisposable
{
    private static readonly JournalAccount s_account = new("account");
    private static readonly ImportOptions s_options = SampleFileTests.Options with { HasJournal = true };

    private readonly MemoryJournal _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void WhatWasEditedOrStoppedIsToldThenNotedAndTheJournalIsClosedBeforeTheFirstOrder()
    {
        Send("M-#1001");
        var output = new Output(_store);
        Import(output, With("Cancelled at", "2026-11-29 10:00:00 -0500"));
        Assert.Equal("open, not noted: The shop stopped 1 order", output.Log[0]);
        Assert.Equal("closed, noted: skipped M-#1001", output.Log[1]);
        Assert.Equal("Cancelled", _store.Entries[JournalKey.StoppedOf("M-#1001")].Reference);
    }

    [Fact]
    public void AColumnThatHoldsNothingBackIsToldBeforeTheFirstOrder()
    {
        var output = new Output(_store);
        Import(output, With("Notes", "DO NOT SHIP"));
        Assert.Equal(["open, noted: 1 order is returned although", "closed, noted: order M-#1001"], output.Log.Take(2));
    }

    [Fact]
    public void AnImportIsCounted()
    {
        var (run, counts) = Import(new Output(_store), Sample());
        var summary = run.Summarize(counts);
        Assert.Equal((1, 1, 4), (summary.Sendable, summary.Refused, summary.OrdersRead));
        Assert.StartsWith("shopify-orders.csv (Shopify", Assert.Single(summary.Files), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cancelled at", "2026-11-29 10:00:00 -0500")]
    [InlineData("Shipping City", "Elsewhere")]
    public void AWarningThatEndsTheImportLeavesNothingNotedButWhatTheShopHasStopped(string column, string value)
    {
        Send("M-#1001");
        var output = new Output(_store) { EndsAtWarning = true };
        Assert.Throws<OperationCanceledException>(() => Import(output, With(column, value)));
        Assert.StartsWith("open, not noted: ", Assert.Single(output.Log), StringComparison.Ordinal);
        Assert.All(_store.Entries.Keys, key => Assert.True(key.Operation is JournalOperations.Create or JournalOperations.Stopped));
    }

    [Fact]
    public void TooManyOrdersAreNotReturnedAndNothingIsNotedOfThem()
    {
        var output = new Output(_store);
        var error = Assert.Throws<OrderFileException>(() => Import(output, Sample(), mostOrders: 0));
        Assert.Contains("1 orders to send, but -MaxOrders allows only 0", error.Message, StringComparison.Ordinal);
        Assert.Empty(output.Log);
        Assert.All(_store.Entries.Keys, key => Assert.Equal(JournalOperations.Stopped, key.Operation));
    }

    [Fact]
    public void AnImportWithoutAJournalReturnsItsOrders()
    {
        var output = new Output(_store);
        var run = new ImportRun(SampleFileTests.Options, output);
        run.Read(Sample());
        run.Look(journal: null, reported: null, int.MaxValue);
        run.Return();
        Assert.Equal("open, not noted: order M-#1001", output.Log[0]);
        Assert.False(run.HasFulfilled);
    }

    // A file of 100,000 orders is let go of order by order, while a command collects what is made of them.
    [Fact]
    public void TheRowsOfAnOrderThatWasReturnedAreFreed()
    {
        var import = new OrderImport(SampleFileTests.Options);
        var file = import.Read(Sample());
        var rows = file.Groups.Select(group => new WeakReference(group)).ToList();
        foreach (var _ in import.Outcomes())
        {
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.True(rows.Count(row => row.IsAlive) < rows.Count, "All rows are kept.");
        GC.KeepAlive(import);
    }

    private static MemoryTable Sample() => MemoryTable.Sample("shopify-orders.csv");

    // The sample with another value in its first row.
    private static MemoryTable With(string column, string value)
    {
        var table = Sample();
        var at = table.Header.ToList().IndexOf(column);
        return new MemoryTable(
            table.Path, table.Header,
            [.. table.ReadRows().Select((row, index) => index > 0 ? row
                : row with { Cells = [.. row.Cells.Select((cell, i) => i == at ? new SourceCell(value) : cell)] })]);
    }

    private (ImportRun Run, ImportCounts Counts) Import(Output output, MemoryTable table, int mostOrders = int.MaxValue)
    {
        var run = new ImportRun(s_options, output);
        run.Read(table);
        run.Look(new ImportJournal(_store, s_account, "2020-07-01"), reported: null, mostOrders);
        return (run, run.Return());
    }

    private void Send(string id)
    {
        var import = new OrderImport(SampleFileTests.Options);
        import.Read(Sample());
        var order = import.Outcomes().Single(outcome => outcome.Id == id).Order!;
        _store.Entries[JournalKey.CreationOf(id)] = new JournalEntry
        {
            State = JournalState.Done, ApiVersion = "2020-07-01", Content = s_account.Of(order), Outcome = "Created",
            Reference = SentContent.Of(order, s_account).ToString(), FirstSent = s_options.Time.GetUtcNow().AddMinutes(-1),
        };
    }

    // Keeps what it gets together with what the journal has by then.
    private sealed class Output(MemoryJournal store) : IImportOutput
    {
        public List<string> Log { get; } = [];

        public bool EndsAtWarning { get; init; }

        public void Await(Func<CancellationToken, Task> work) => work(CancellationToken.None).GetAwaiter().GetResult();

        public void Warn(string warning)
        {
            Add(string.Join(" ", warning.Split(' ').Take(5)));
            if (EndsAtWarning)
            {
                throw new OperationCanceledException();
            }
        }

        public void Take(ImportOutcome outcome) => Add(
            $"{(outcome.Order is not null ? "order" : outcome.Skipped is not null ? "skipped" : "refused")} {outcome.Id}");

        private void Add(string what) => Log.Add(
            (store.IsClosed ? "closed" : "open")
                + $", {(store.Entries.ContainsKey(JournalKey.ShopPrefix) ? "noted" : "not noted")}: {what}");
    }
}
