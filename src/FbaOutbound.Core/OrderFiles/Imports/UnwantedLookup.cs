using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles.Building;

namespace FbaOutbound.OrderFiles.Imports;

/// <summary>Finds what the shop no longer wants shipped, or shows as shipped, and Amazon has or may have.</summary>
/// <param name="journal">What the journal knows of the orders.</param>
/// <param name="import">The import.</param>
/// <param name="findings">What the user is told.</param>
/// <param name="reported">The ids of the orders of which a parcel was reported to the shop; null if that is not known.</param>
internal sealed class UnwantedLookup(JournaledOrders journal, OrderImport import, SentFindings findings, ISet<string>? reported)
{
    /// <summary>Looks up an order that is skipped.</summary>
    public void Look(ImportOutcome outcome, SkippedOrder skipped)
    {
        if (skipped.SkipReason == SkipReason.CancelListed)
        {
            LookAtListed(outcome);
            return;
        }

        var (own, reason) = (outcome.OwnId, skipped.SkipReason);
        var ids = journal.FindSent(own, outcome.Source);
        if (journal.IsUsedByAnother(own, outcome.Source) && !ids.Any(id => id.Id.Base == own.Base || id.IsRenumbered))
        {
            import.NoteSent(outcome, new SentState([])
            {
                Other = journal.IsUsedByNamesake(own, outcome.Source)
                    ? "which has the same number and another id in the shop" : "which was sent with -IdSuffix",
            });
            return;
        }

        if (!reason.IsStopped() && !reason.IsFulfilled())
        {
            return;
        }

        // The shop may want it again later, under another number.
        if (ids.Any(id => id.Id == own))
        {
            journal.Note(journal.NotesOf(own, outcome.Source));
        }

        // A number that is only nearly the same is told of, and never cancelled for it.
        var same = ids.Where(id => id.IsRenumbered || string.Equals(id.Id.Base, own.Base, StringComparison.OrdinalIgnoreCase)).ToList();
        var open = ids.Where(id => !id.IsCancelled && !id.IsTooLate).ToList();
        var state = reason.IsStopped() ? LookAtStopped(outcome, reason, ids, open) : LookAtFulfilled(outcome, reason, open);
        if (reason == SkipReason.PartlyFulfilled)
        {
            same.FindAll(id => id.IsCancelled && HeldReason.AgainOf(id, same) is null)
                .ForEach(id => findings.Add(FindingKind.Cancelled, id.Id.Id));
        }

        if (same.Count > 0)
        {
            import.NoteSent(outcome, state with { Ids = same });
        }
    }

    private SentState LookAtStopped(ImportOutcome outcome, SkipReason reason, IReadOnlyList<SentPart> ids, List<SentPart> open)
    {
        // A refund after a parcel is an ordinary return.
        var shipped = reason is SkipReason.Refunded or SkipReason.QuantityUncertain && reported is not null
            ? open.Where(part => reported.Contains(part.Id.Id)).ToList() : [];
        var unwanted = open.Where(part => !shipped.Contains(part)).ToList();
        shipped.ForEach(part => findings.Add(FindingKind.Returned, part.Id.Id, reason.ToString()));
        unwanted.ForEach(part => findings.Add(
            part.IsUncertain ? FindingKind.Unwanted : FindingKind.Stopped, part.Id.Id, reason.ToString()));
        foreach (var late in ids.Where(id => id.IsTooLate))
        {
            findings.Add(
                FindingKind.TooLate, late.Id.Id, late.TooLateStatus is { } status ? $"{reason}, {status} at Amazon" : reason.ToString());
        }

        if (unwanted.Count > 0)
        {
            NoteStopped(outcome, reason);
        }

        return new SentState([]) { Shipped = [.. shipped.Select(part => part.Id.Id)] };
    }

    private SentState LookAtFulfilled(ImportOutcome outcome, SkipReason reason, List<SentPart> open)
    {
        var elsewhere = open.Where(part => !part.IsUncertain && !(reason == SkipReason.PartlyFulfilled && IsStillOpen(outcome, part))
            && reported?.Contains(part.Id.Id) != true).ToList();
        if (elsewhere.Count == 0)
        {
            return new SentState([]);
        }

        // A rest that is on hold is to be released although the shop shows a part as shipped; the whole order is not.
        if (reason != SkipReason.PartlyFulfilled || open.TrueForAll(part => part.Id.Suffix.Length == 0))
        {
            NoteStopped(outcome, reason);
        }

        if (reported is null)
        {
            findings.Add(FindingKind.Fulfilled, outcome.Id);
            return new SentState([]);
        }

        elsewhere.ForEach(part => findings.Add(FindingKind.Elsewhere, part.Id.Id, reason.ToString()));
        return new SentState([], "It was sent to Amazon, and no parcel for it was reported to the shop.");
    }

    private void NoteStopped(ImportOutcome outcome, SkipReason reason) =>
        journal.Stops.Note(outcome.OwnId, outcome.Source, reason.AsStop(), import.Now);

    // A list names orders by their exact ids, with a journal as without one.
    private void LookAtListed(ImportOutcome outcome)
    {
        if (journal.FindExact(outcome.OwnId) is not { } sent)
        {
            return;
        }

        import.NoteSent(outcome, new SentState([sent]));
        if (!sent.IsCancelled && !sent.IsTooLate)
        {
            findings.Add(FindingKind.Listed, sent.Id.Id);
            journal.Stops.NoteListed(sent.Id, import.Now);
        }
    }

    // Of a rest that was sent, the shop may not have marked any line as shipped yet.
    private static bool IsStillOpen(ImportOutcome outcome, SentPart part) =>
        part is { Id.Suffix: { Length: > 0 } suffix, Lines: { Count: > 0 } lines }
            && outcome.Rest?.Invoke(suffix, true).Order?.Source?.Lines is { } left
            && lines.All(line => left.TryGetValue(line.Key, out var open) && open.Units >= line.Value.Units);
}
