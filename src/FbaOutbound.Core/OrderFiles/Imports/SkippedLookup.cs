using System.Linq;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles.Building;

namespace FbaOutbound.OrderFiles.Imports;

/// <summary>Looks up orders that an import skips, which may have been sent all the same.</summary>
/// <param name="journal">What the journal knows of the orders.</param>
/// <param name="import">The import.</param>
/// <param name="reasons">Why orders are held back.</param>
/// <param name="edits">Compares orders with what was sent.</param>
/// <param name="unwanted">Finds what the shop no longer wants.</param>
internal sealed class SkippedLookup(
    JournaledOrders journal, OrderImport import, HeldReason reasons, SentEdits edits, UnwantedLookup unwanted)
{
    /// <summary>Looks up an order that is skipped.</summary>
    public void Look(ImportOutcome outcome, SkippedOrder skipped)
    {
        if (skipped.SkipReason == SkipReason.PartlyFulfilled)
        {
            unwanted.Look(outcome, skipped);
            edits.ComparePart(outcome, skipped, rest: null);
        }
        else if (outcome.UnknownRest is { } rest)
        {
            LookAtUnknownPart(outcome, rest(), skipped);
        }
        else if (outcome.Whole is null || !LookAtWhole(outcome, skipped))
        {
            unwanted.Look(outcome, skipped);
        }
    }

    // Which lines are left the file does not show, but the journal may know that they went out.
    private void LookAtUnknownPart(ImportOutcome outcome, ImportOutcome rest, SkippedOrder skipped)
    {
        if (rest.Order is not { } order)
        {
            return;
        }

        var found = journal.Edits.Look(outcome.OwnId, rest.Source, order);
        if (found.IsSent)
        {
            edits.HoldSent(rest, found);
            journal.Note(found.Notes);
            return;
        }

        var held = reasons.OfRest(rest, rest.OwnId, found.Others);
        if (held is var (reason, detail))
        {
            import.Hold(outcome, reason, detail);
            skipped = skipped with { SkipReason = reason, Detail = detail };
        }

        edits.ComparePart(outcome, skipped, held is null ? order.Source?.Lines : null);
    }

    // An order that is too old to be sent, or has refunds, is compared all the same if it was sent. Returns whether that settles it.
    private bool LookAtWhole(ImportOutcome outcome, SkippedOrder skipped)
    {
        var own = outcome.OwnId;
        if (!edits.IsOpen(own, outcome))
        {
            if (outcome.Suffix.Length == 0 && edits.LastOf(outcome) is not null && outcome.Whole!() is var last)
            {
                edits.CompareLast(outcome, skipped, last.Order, PartOf(last), skipped.SkipReason.IsStopped());
            }

            return false;
        }

        var whole = outcome.Suffix.Length > 0 && outcome.Rest?.Invoke(outcome.Suffix, true) is { } rest ? rest : outcome.Whole!();
        if (whole.Suffix != outcome.Suffix)
        {
            return false;
        }

        if (skipped.SkipReason.IsStopped())
        {
            return LookAtStopped(outcome, skipped, whole);
        }

        if (whole.Skipped is { } other)
        {
            import.Hold(outcome, other.SkipReason, other.Detail);
            unwanted.Look(outcome, other);
            return true;
        }

        var found = journal.Edits.Look(own, whole.Source, whole.Order);
        if (found.IsSent)
        {
            edits.HoldSent(whole, found);
        }

        journal.Note(found.Notes);
        return true;
    }

    // Of what was shipped, lines may be missing.
    private static PartShipped? PartOf(ImportOutcome whole) => whole.HasShippedPart ? new PartShipped(null) : null;

    private bool LookAtStopped(ImportOutcome outcome, SkippedOrder skipped, ImportOutcome whole)
    {
        var found = journal.Edits.Look(outcome.OwnId, whole.Source, whole.Order);
        if (!found.IsSent || (whole.Order is null && whole.Problems.Count == 0))
        {
            return false;
        }

        if (whole.Order is null)
        {
            edits.HoldUnreadable(whole, outcome.Id, skipped);
            return false;
        }

        if (skipped.SkipReason == SkipReason.UnknownStatus)
        {
            // Whether it was sent with this status, and a map for it, is not known.
            unwanted.Look(outcome, skipped);
            if (found.IsSettled)
            {
                edits.HoldEdited(outcome, skipped, found);
            }
            else
            {
                edits.HoldSent(whole, found);
            }
        }
        else if (skipped.SkipReason == SkipReason.QuantityUncertain && found.HadRefunds
            && !found.Differences.Contains(SentContent.RefundsName))
        {
            // Who sent it with -Include knew of the refunds.
            edits.HoldSent(whole, found);
        }
        else
        {
            // What the shop no longer wants is told of, too.
            found = journal.Edits.Look(outcome.OwnId, whole.Source, whole.Order, PartOf(whole), ignoresRefunds: true);
            edits.HoldStopped(outcome, skipped, found);
            journal.Note(found.Notes);
            return false;
        }

        journal.Note(found.Notes);
        return true;
    }
}
