using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Reading;

namespace FbaOutbound.OrderFiles.Imports;

/// <summary>
/// Holds back the orders of an import that its journal records as sent. An order that has other content by now is told of until a run has
/// sent orders since: what is noted of it is written after the user was told.
/// </summary>
internal sealed class SentBefore
{
    private const int MostAtOnce = 500;

    private readonly ImportJournal _journal;
    private readonly OrderImport _import;
    private readonly string? _prefix;
    private readonly ISet<string>? _reported;

    // Orders that an earlier import recorded as held back, which is often lifted, and what is noted then.
    private readonly List<(ImportOutcome Outcome, StopReason Reason, DateTimeOffset Seen, ImportNote Wanted)> _heldBefore = [];
    private bool _showsCancelled;

    // The files of the orders to send whose ids a spreadsheet has changed.
    private readonly List<string> _damaged = [];

    /// <summary>Prepares the look; nothing is read yet.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="import">The import.</param>
    /// <param name="prefix">What stands before the shop's numbers.</param>
    /// <param name="reported">
    /// The ids of the orders of which a parcel was reported to the shop; null if that is not known.
    /// </param>
    public SentBefore(ImportJournal journal, OrderImport import, string? prefix, ISet<string>? reported = null)
    {
        (_journal, _import, _prefix, _reported) = (journal, import, prefix, reported);
    }

    /// <summary>What was found out.</summary>
    public SentFindings Findings { get; } = new();

    /// <summary>Looks up every order of the files.</summary>
    /// <param name="after">The first day whose orders are sent, if the user gives one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="JournalException">The journal cannot be used, or belongs to orders with another prefix.</exception>
    /// <exception cref="OrderFileException">No first day is given or known, and a format needs one.</exception>
    public async Task LookAsync(DateTimeOffset? after, CancellationToken cancellationToken)
    {
        // A list of orders to cancel is of no shop: its ids are Amazon's.
        var isOfShop = _import.Formats.Any(format => !format.Cancels);
        var shop = isOfShop ? await _journal.ReadShopAsync(_prefix, cancellationToken).ConfigureAwait(false) : null;
        _import.Start(after ?? shop?.After, _journal.Mark);
        var keys = new KeyColumns(shop?.Keys ?? new Dictionary<string, IReadOnlyList<string>>());
        foreach (var file in _import.Files)
        {
            file.AddTo(keys);
        }

        FindNewVersions(shop);
        var some = new List<ImportOutcome>();
        foreach (var outcome in _import.Preview().Where(outcome => outcome.Id.Length > 0 && !outcome.IsSeveralOrders))
        {
            some.Add(outcome);
            if (some.Count == MostAtOnce)
            {
                await LookAsync(some, cancellationToken).ConfigureAwait(false);
                some.Clear();
            }
        }

        await LookAsync(some, cancellationToken).ConfigureAwait(false);
        if (Findings.Has(FindingKind.StoppedBefore) || _showsCancelled)
        {
            _heldBefore.ForEach(held => HoldStopped(held.Outcome, held.Reason, held.Seen));
        }
        else
        {
            // The hold is lifted, and the held order at Amazon can be released.
            _heldBefore.ForEach(held => NoteWanted(held.Outcome, held.Wanted));
        }

        FindDamagedIds();
        if (isOfShop)
        {
            NoteShop(shop, after, keys);
        }

        await _journal.WriteStopsAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes what is new to the journal.</summary>
    public Task KeepAsync(CancellationToken cancellationToken) => _journal.WriteAsync(cancellationToken);

    private async Task LookAsync(List<ImportOutcome> outcomes, CancellationToken cancellationToken)
    {
        var orders = await _journal.ReadAsync([.. outcomes.Select(outcome => (outcome.OwnId, outcome.Source))], cancellationToken)
            .ConfigureAwait(false);
        var reasons = new HeldReason(orders, Findings, _import.IncludesUncertain);
        var edits = new SentEdits(orders, _import, Findings);
        var sendable = new SendableLookup(orders, _import, reasons, edits);
        var skippedLookup = new SkippedLookup(orders, _import, reasons, edits, new UnwantedLookup(orders, _import, Findings, _reported));
        var uncertain = new UncertainLookup(orders, _import, Findings);
        foreach (var outcome in outcomes)
        {
            if (outcome.Skipped is { } skipped)
            {
                skippedLookup.Look(outcome, skipped);
            }
            else
            {
                sendable.Look(outcome);
            }

            LookAtEarlier(outcome, orders);
            orders.Note(orders.NotesOfNumber(outcome.OwnId, outcome.Source));
            if (outcome.Skipped?.SkipReason is null or SkipReason.Fulfilled or SkipReason.PartlyFulfilled or SkipReason.TooOld
                or SkipReason.BeforeFirstImport)
            {
                uncertain.Look(outcome);
            }

            if (outcome is { Order: not null, HasDamagedId: true } && !_import.IsHeld(outcome)
                && orders.FindSent(outcome.OwnId, outcome.Source).Count == 0)
            {
                _damaged.Add(outcome.Source.File);
            }
        }
    }

    // An earlier import may have read a newer file. Shops lift holds, but hardly ever cancellations: one that is gone shows an older file,
    // and its holds may be old, too.
    private void LookAtEarlier(ImportOutcome outcome, JournaledOrders orders)
    {
        var id = outcome.OwnId;
        if (outcome.Skipped?.SkipReason is { } now && now.IsNoted())
        {
            orders.Stops.Note(id, outcome.Source, now.AsStop(), _import.Now);
        }
        else if (outcome.Skipped?.SkipReason == SkipReason.TooOld && !_import.IsHeld(outcome))
        {
            LookAtLate(outcome, orders);
        }
        else if (_import.IsWanted(outcome) && _import.IncludesStopped)
        {
            // What was sent before, and cancelled, can be sent again under another id.
            if (orders.Stops.IsNoted(id, outcome.Source))
            {
                NoteWanted(outcome, orders.Stops.NoteOfWanted(id, outcome.Source, _import.Now));
            }
        }
        else if (_import.IsWanted(outcome) && orders.Stops.Since(id, outcome.Source) is var (reason, seen))
        {
            if (reason.IsWaiting)
            {
                NoteWanted(outcome, orders.Stops.NoteOfWanted(id, outcome.Source, _import.Now));
            }
            else if (reason.IsLasting)
            {
                HoldStopped(outcome, reason, seen);
            }
            else
            {
                _heldBefore.Add((outcome, reason, seen, orders.Stops.NoteOfWanted(id, outcome.Source, _import.Now)));
            }
        }
        else
        {
            // That it was cancelled at Amazon settles the order, and not whether the file is older.
            _showsCancelled |= _import.IsWanted(outcome) && orders.Stops.IsOver(id, outcome.Source);
        }
    }

    // What waited in the shop until it was too old, such as a pre-order, would never be sent, and nobody told.
    private void LookAtLate(ImportOutcome outcome, JournaledOrders orders)
    {
        if (orders.Stops.Since(outcome.OwnId, outcome.Source) is var (reason, seen)
            && orders.FindSent(outcome.OwnId, outcome.Source).Count == 0 && outcome.Whole?.Invoke().Order is not null)
        {
            Findings.Add(FindingKind.Late, outcome.Id, reason.Text);
            _import.NoteLate(outcome, FormattableString.Invariant($"The import of {seen:yyyy-MM-dd} recorded it as {reason.Text}."));
        }
    }

    // What is sent now needs no note.
    private void NoteWanted(ImportOutcome outcome, ImportNote wanted)
    {
        if (_import.IsHeld(outcome))
        {
            _journal.Note([wanted]);
        }
    }

    private void HoldStopped(ImportOutcome outcome, StopReason reason, DateTimeOffset seen)
    {
        Findings.Add(FindingKind.StoppedBefore, outcome.Id, reason.Text);
        _import.HoldStopped(
            outcome,
            FormattableString.Invariant($"The import of {seen:yyyy-MM-dd} recorded it as {reason.Text}, which this file does not show."));
    }

    // A number that the shop has changed is recognized by the id alone.
    private void FindDamagedIds()
    {
        foreach (var file in _import.Files)
        {
            var (count, areAll) = (_damaged.Count(damaged => damaged == file.Binding.Path), file.HasDamagedIds);
            if (count > 0 || areAll)
            {
                Findings.AddDamaged(file.Binding.Path, file.Binding.NameOf("ShopId"), count, areAll);
            }
        }
    }

    // A format that makes other orders of the same file reports them as changed.
    private void FindNewVersions(ImportedShop? shop)
    {
        foreach (var format in _import.Formats)
        {
            if (shop?.Versions.TryGetValue(format.Name, out var version) == true && version != format.Version)
            {
                Findings.AddVersion(format.Name, version, format.Version);
            }
        }
    }

    private void NoteShop(ImportedShop? shop, DateTimeOffset? after, KeyColumns keys)
    {
        var versions = (shop?.Versions ?? new Dictionary<string, int>()).ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var format in _import.Formats.Where(format => !format.Cancels))
        {
            versions[format.Name] = format.Version;
        }

        var now = new ImportedShop(shop?.After ?? after, versions) { Keys = keys.All };
        if (shop is null || shop.After != now.After || shop.ToString() != now.ToString())
        {
            _journal.NoteShop(_prefix, now);
        }
    }
}
