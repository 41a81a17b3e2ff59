using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles.Building;

namespace FbaOutbound.OrderFiles.Imports;

/// <summary>Looks up orders that an import would return, and holds back or refuses those that were sent, or may have been.</summary>
/// <param name="journal">What the journal knows of the orders.</param>
/// <param name="import">The import.</param>
/// <param name="reasons">Why orders are held back.</param>
/// <param name="edits">Compares orders with what was sent.</param>
internal sealed class SendableLookup(JournaledOrders journal, OrderImport import, HeldReason reasons, SentEdits edits)
{
    /// <summary>Looks up an order that would be returned or refused otherwise.</summary>
    public void Look(ImportOutcome outcome)
    {
        var own = outcome.OwnId;
        var found = journal.Edits.Look(own, outcome.Source, outcome.Order);
        if (found.IsOfAnother)
        {
            LookAtNamesake(outcome, found.Others);
        }
        else if (found.IsSent)
        {
            if (found.IsCancelled)
            {
                HoldCancelled(outcome, found);
            }
            else
            {
                edits.HoldSent(outcome, found);
            }

            journal.Note(found.Notes);
        }
        else
        {
            LookAtUnsent(outcome, found);
        }
    }

    private void LookAtUnsent(ImportOutcome outcome, ImportedOrder found)
    {
        if (RefuseNearlySame(outcome, found.Others))
        {
            return;
        }

        if (outcome is { Order: null, FaultyRows: { } rows })
        {
            journal.Faults.NoteRefused(outcome.Id, rows);
        }

        var held = reasons.OfRest(outcome, outcome.OwnId, found.Others);
        if (held is null && outcome is { Order: not null, Suffix.Length: > 0 } && !import.IncludesUncertain
            && journal.WasImportedOnly(outcome.OwnId, outcome.Source))
        {
            held = (
                SkipReason.QuantityUncertain,
                "A part of the order, or all of it, was imported before, and the journal does not know whether it was sent. It may have been "
                    + "sent without -Journal.");
        }

        SkippedOrder? skipped = null;
        if (held is var (reason, detail))
        {
            import.Hold(outcome, reason, detail);
            skipped = new SkippedOrder { SkipReason = reason, Detail = detail };
        }
        else
        {
            journal.Note(found.Notes);
        }

        if (outcome.Suffix.Length == 0)
        {
            if (skipped is not null)
            {
                edits.CompareLast(outcome, skipped, outcome.Order, part: null);
            }
        }
        else
        {
            // What is perhaps sent is told of as that.
            edits.ComparePart(
                outcome, skipped,
                skipped is null or { SkipReason: SkipReason.QuantityUncertain } ? outcome.Order?.Source?.Lines : null);
        }
    }

    // The order may have been sent under an id of its own, because another one has its number.
    private void LookAtNamesake(ImportOutcome outcome, IReadOnlyList<SentPart> others)
    {
        var own = outcome.OwnId;
        var isNamesake = journal.IsUsedByNamesake(own, outcome.Source);
        if (isNamesake && others.FirstOrDefault(other => other.Id.Base == own.Base || other.IsRenumbered) is { } sent)
        {
            var (reason, detail) = reasons.OfOther(outcome, sent, others);
            import.Hold(outcome, reason, detail);
            return;
        }

        import.Refuse(
            outcome,
            $"its id '{outcome.Id}' was sent for another order of the shop"
                + (isNamesake
                    ? ", which has the same number and another id in the shop, so this order cannot have it: "
                        + "send it with New-FbaFulfillmentOrder under an id of its own"
                    : outcome.Suffix.Length > 0
                        ? ": use another -IdSuffix"
                        : ", with -IdSuffix, so this order cannot have it: send it with New-FbaFulfillmentOrder under an id of its own"));
    }

    private bool RefuseNearlySame(ImportOutcome outcome, IReadOnlyList<SentPart> others)
    {
        var own = outcome.OwnId;
        if (others.FirstOrDefault(other => other.Id.Base != own.Base && !other.IsRenumbered) is not { } same
            || string.Equals(same.Id.Base, own.Base, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        import.Refuse(
            outcome,
            $"its number is nearly that of order '{same.Id.Id}', which was sent, so it is probably the same order: give it the number "
                + "that the shop shows");
        return true;
    }

    // An order that was cancelled at Amazon may have been sent again under another id.
    private void HoldCancelled(ImportOutcome outcome, ImportedOrder found)
    {
        var id = outcome.OwnId;
        var own = journal.FindSent(id, outcome.Source).First(part => part.Id == id);
        if (own.Lines is null && outcome.Order is not null)
        {
            own = own with { Lines = SentContent.LinesOf(outcome.Order) };
        }

        var (reason, detail) = reasons.OfPart(own, found.Others, "It was sent");
        var held = new SkippedOrder { SkipReason = reason, Detail = detail };
        import.Hold(outcome, reason, detail);
        if (outcome.Order is null && edits.LastOf(outcome) is { } last)
        {
            edits.HoldUnreadable(outcome, last.Id.Id);
        }
        else if (outcome.Suffix.Length == 0)
        {
            edits.CompareLast(outcome, held, outcome.Order, part: null);
        }
        else if (HeldReason.AgainOf(own, found.Others) is not null)
        {
            edits.ComparePart(outcome, held, rest: null);
        }
    }
}
