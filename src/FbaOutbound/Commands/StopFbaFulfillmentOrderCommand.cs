using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Rows;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>Asks Amazon to stop fulfilling orders. A cancellation is a request: -PassThru and -Wait tell what was cancelled.</summary>
[
    Cmdlet(
        VerbsLifecycle.Stop,
        "FbaFulfillmentOrder",
        SupportsShouldProcess = true,
        ConfirmImpact = ConfirmImpact.Medium,
        DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(CancelReceipt), typeof(FulfillmentOrder))]
public sealed class StopFbaFulfillmentOrderCommand : OrderIdCommand
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromSeconds(5);

    private readonly HashSet<(FbaSession Session, string Id)> _taken = [];
    private readonly ConcurrentQueue<string> _neverSent = new();
    private readonly ConcurrentQueue<(FbaSession Session, string Id, string Other)> _near = new();
    private bool _hasToldItems;
    private bool _isImported;

    /// <summary><b>-PassThru:</b> return the order, read back after the request, with the cancelled quantity of each item.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>
    /// <b>-Wait:</b> wait until the order is in a final state, and say how many units were cancelled and how many were not.
    /// </summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>
    /// <b>-TimeoutSec:</b> how many seconds -Wait waits for one order, 1 or more. <value>The default value is 300.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateRange(1, int.MaxValue)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>
    /// <b>-Journal:</b> a file, or a database (a connection string), that keeps what was sent and what happened to it, so that the
    /// same command run again after a crash skips what is done, reads back what is uncertain, and sends the rest. It holds ids, hashes and
    /// outcomes, and nothing of a recipient.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(JournalCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Journal { get; set; }

    /// <summary>
    /// <b>-JournalName:</b> which journal of a database it is; workers that share a run give the same name. <value>The default
    /// value is default.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNullOrEmpty]
    public string? JournalName { get; set; }

    private protected override string Activity => "Cancelling orders";

    private protected override string SkippedBecause => "because the input does not say that the shop has cancelled {0}";

    private protected override bool TakeRow(OrderReference order, object? input)
    {
        if (PipelineRecord.Unwrap(input) is FulfillmentOrder known && OrderContent.HasOtherId(known))
        {
            throw new ChangeInputException(
                $"Order '{order.Id}' was not cancelled: its {OrderReference.IdProperty} was changed after the order was read. Give the id "
                    + "alone to cancel it.");
        }

        (_isImported, var left) = OfImport(input);
        left ??= _isImported ? null : KeptBecause(input);
        if (left is not null)
        {
            Skipped.Leave(order.Id, left);
            return true;
        }

        if (RowInput.CellsOf(input) is not { } cells)
        {
            return false;
        }

        // A cancellation is of a whole order: who lists an item may mean that item alone.
        string[] items =
        [
            .. cells.Where(cell => OrderColumns.Find(cell.Name) is { Scope: ColumnScope.Item } && !GivenText.IsBlank(cell.Value))
                .Select(cell => OrderColumns.Find(cell.Name)!.Name),
        ];
        if (items.Length > 0 && !_hasToldItems)
        {
            _hasToldItems = true;
            Pump.Show(engine => engine.Warning(
                $"The rows have {string.Join(", ", items)}. An order is always cancelled as a whole, no matter which items its rows name."), isRecord: false);
        }

        return false;
    }

    private protected override void ProcessOrder(string id, FbaSession session)
    {
        // The rows of an order are one cancellation, and a list may name an order twice.
        if (_taken.Add((session, id)) && Engine.ShouldProcess(id, $"Cancel fulfillment order (session {session.Name})"))
        {
            var (passThru, wait) = (PassThru.IsPresent, Wait.IsPresent);
            var use = OpenJournal(session, Journal, JournalName);
            var isImported = _isImported;
            Pump.Add(id, async (output, cancellationToken) =>
            {
                var journal = use?.For(session);
                try
                {
                    await CancelAsync(id, session, journal, passThru, wait, output, cancellationToken).ConfigureAwait(false);
                }
                catch (FbaServiceException error) when (isImported && error is { IsNotFound: true, Outcome: RequestOutcome.Refused })
                {
                    if (journal is not null && await journal.Sent.MayHaveSentAsync(id, cancellationToken).ConfigureAwait(false))
                    {
                        throw;
                    }

                    if (journal is not null
                        && await journal.Sent.FindNearAsync(id, CoresOf, cancellationToken).ConfigureAwait(false) is { } other)
                    {
                        _near.Enqueue((session, id, other));
                    }

                    output.Verbose($"Order '{id}' was not cancelled, because it was never sent.");
                    _neverSent.Enqueue(id);
                }
            });
        }
    }

    private protected override void Summarize()
    {
        // The list may name both.
        foreach (var (_, id, other) in _near.Where(order => !_taken.Contains((order.Session, order.Other))))
        {
            Engine.Warning(
                $"Order '{id}' was never sent, but '{other}' was, which "
                    + (other.Length == id.Length ? "differs only in case" : "has the journal's id prefix")
                    + $". To cancel '{other}', give exactly that id.");
        }

        Tell(SkippedInput.Count([.. _neverSent.OrderBy(id => id, StringComparer.Ordinal)], "never sent"));
        base.Summarize();
    }

    // Returns whether the input is an import's, which was mostly cancelled before it was sent, and why it is not cancelled, if it is not.
    private static (bool IsImported, string? Left) OfImport(object? input)
    {
        switch (PipelineRecord.Unwrap(input))
        {
            case SkippedOrder { IsDecided: true }:
                return (true, "cancelled, or too late");
            case SkippedOrder skipped:
                return (true, skipped.SkipReason.IsOfCancelling() ? null : skipped.SkipReason.ToString());
            case FulfillmentOrder { Source: not null }:
                return (true, "to be sent");
            default:
                var properties = PipelineRecord.Properties(input);
                return SkippedInput.IsOfImport(input, properties) ? (true, SkippedInput.LeftBecause(properties!)) : (false, null);
        }
    }

    // A shop's list may name orders that it has not cancelled.
    private static string? KeptBecause(object? input) =>
        PipelineRecord.Properties(input) is { } cells && RowInput.OwnTypeOf(input, cells) is null
            && cells.FirstOrDefault(cell => OrderColumns.Find(cell.Name) is null && !UnknownCells.IsOfOutput(cell.Name)
                && StopWords.IsHeadingOfCancelling(cell.Name) && StatusWords.IsOff(cell.Value)).Name is { } name
            ? $"{Spelling.Showable(name.Trim())} says no"
            : null;

    private static IEnumerable<string> CoresOf(string id) => [OrderNumbers.WithoutCase(id), OrderNumbers.CoreOf(id)];

    private async Task CancelAsync(
        string id, FbaSession session, RunJournal? journal, bool passThru, bool wait, ICommandOutput output,
        CancellationToken cancellationToken)
    {
        var receipt = await (
            journal is null
                ? session.Orders.CancelAsync(id, cancellationToken)
                : journal.Cancellations.CancelAsync(session.Orders, id, cancellationToken)).ConfigureAwait(false);
        output.Write(await ReadAfterAsync($"Cancellation of order '{id}' was requested", output, ReadAsync).ConfigureAwait(false));

        async Task<object> ReadAsync()
        {
            if (wait)
            {
                receipt = await session.Orders.WaitForCancelAsync(
                    receipt, s_pollInterval, TimeSpan.FromSeconds(TimeoutSec), cancellationToken).ConfigureAwait(false);
                if (journal is not null)
                {
                    await journal.Cancellations.NoteEndAsync(receipt, cancellationToken).ConfigureAwait(false);
                }
            }

            return passThru ? await session.Orders.GetAsync(id, cancellationToken).ConfigureAwait(false) : receipt;
        }
    }
}
