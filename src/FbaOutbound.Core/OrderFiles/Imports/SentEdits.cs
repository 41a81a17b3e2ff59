using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.Orders;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Imports;

/// <summary>Compares orders of an import with what the journal knows was sent of them, and holds them back.</summary>
/// <param name="journal">What the journal knows of the orders.</param>
/// <param name="import">The import.</param>
/// <param name="findings">What the user is told.</param>
internal sealed class SentEdits(JournaledOrders journal, OrderImport import, SentFindings findings)
{
    private const string Edited = "It was edited in the shop after it was sent, as an earlier import has reported.";

    private static readonly string[] s_ofLines =
    [
        nameof(FulfillmentOrder.Items), $"{nameof(FulfillmentOrder.Items)}.{nameof(FulfillmentOrderItem.Quantity)}",
        $"{nameof(FulfillmentOrder.Items)}.{nameof(FulfillmentOrderItem.SellerSku)}",
    ];

    /// <summary>
    /// Compares an order of which a part was shipped: as a whole if it was sent under its own id, and otherwise by its rest.
    /// </summary>
    public void ComparePart(ImportOutcome outcome, SkippedOrder? skipped, IReadOnlyDictionary<string, ShopLine>? rest)
    {
        var (own, part) = (outcome.OwnId with { Suffix = "" }, new PartShipped(rest));
        if (!IsOpen(own, outcome))
        {
            if (LastOf(outcome) is { } last)
            {
                CompareLast(outcome, skipped, outcome.Order ?? outcome.Rest?.Invoke(last.Id.Suffix, true).Order, part);
            }

            return;
        }

        if (outcome.Whole?.Invoke() is not { Order: not null, Suffix.Length: 0 } whole)
        {
            return;
        }

        var found = journal.Edits.Look(own, whole.Source, whole.Order, part);
        if (!found.IsSent)
        {
            return;
        }

        journal.Note(found.Notes);
        if (found.IsSettled)
        {
            if (skipped is not null)
            {
                HoldEdited(outcome, skipped, found);
            }

            return;
        }

        var detail = Tell(whole.Id, outcome.Source, found);
        if (skipped is not null)
        {
            var why = skipped.SkipReason == SkipReason.QuantityUncertain ? $"{skipped.Detail} {detail}" : detail;
            import.Hold(outcome, SkipReason.ChangedSinceSent, why, wasEdited: true);
            if (outcome.Suffix.Length > 0)
            {
                import.NoteSent(outcome, new SentState([new SentPart(own, null, IsCancelled: false)]));
            }
        }
    }

    /// <summary>
    /// Compares an order whose own id was not sent, or was cancelled, with what was sent of it last under other ids.
    /// </summary>
    /// <param name="outcome">The order.</param>
    /// <param name="held">Why it is held back; null if it is not.</param>
    /// <param name="now">The order as it is read now; null if it cannot be read whole.</param>
    /// <param name="part">How much of the order is known to be elsewhere, if a part of it was shipped; null otherwise.</param>
    /// <param name="isStopped">Whether the shop has stopped it, so that its reason stays.</param>
    public void CompareLast(
        ImportOutcome outcome, SkippedOrder? held, FulfillmentOrder? now, PartShipped? part, bool isStopped = false)
    {
        if (LastOf(outcome) is not { } last || now is null)
        {
            return;
        }

        var parts = journal.FindSent(outcome.OwnId, outcome.Source);
        if (held is not null && (outcome.Suffix.Length > 0 || held.SkipReason != SkipReason.PartlyFulfilled))
        {
            import.NoteSent(outcome, new SentState([.. parts.Where(each => each is { IsSent: true, IsCancelled: false })]));
        }

        var found = journal.Edits.LookAtLast(parts, last, now, part, ignoresRefunds: isStopped);
        journal.Note(found.Notes);
        if (!found.IsSettled)
        {
            var detail = Tell(last.Id.Id, outcome.Source, found);
            if (held is not null)
            {
                var how = last.IsRenumbered ? $"Order '{outcome.Id}' was sent as '{last.Id.Id}'. {detail}" : detail;
                var (reason, why) = isStopped ? (held.SkipReason, Sentences.Join(held.Detail, how)) : (SkipReason.ChangedSinceSent, how);
                import.Hold(outcome, reason, why, wasEdited: true);
            }

            return;
        }

        if (held?.SkipReason.IsOfAge() == true)
        {
            HoldSettled(outcome, found, $"The journal records that it was sent as '{last.Id.Id}'.");
        }
        else if (held is not null)
        {
            HoldEdited(outcome, held, found);
        }
    }

    /// <summary>Returns what was sent last of an order, and was not cancelled since.</summary>
    public SentPart? LastOf(ImportOutcome outcome) => journal.FindSent(outcome.OwnId, outcome.Source)
        .Where(part => part.IsSent && !part.IsCancelled).OrderBy(part => part.FirstSent ?? DateTimeOffset.MinValue).LastOrDefault();

    /// <summary>Whether an order was sent under its own id, and that was not cancelled.</summary>
    public bool IsOpen(ImportedId own, ImportOutcome outcome) => !journal.IsUsedByAnother(own, outcome.Source)
        && journal.FindSent(own, outcome.Source).Any(sent => sent.Id == own && !sent.IsCancelled);

    /// <summary>Holds back an order that was sent, and tells what was edited in it since.</summary>
    public void HoldSent(ImportOutcome outcome, ImportedOrder found)
    {
        if (outcome.Order is null)
        {
            HoldUnreadable(outcome, outcome.Id);
            return;
        }

        journal.Faults.NoteRead(outcome.Id);
        if (found.IsSettled)
        {
            HoldSettled(outcome, found, "The journal records that it was sent.");
            return;
        }

        import.Hold(outcome, SkipReason.ChangedSinceSent, Tell(outcome.Id, outcome.Source, found), wasEdited: true);
    }

    private void HoldSettled(ImportOutcome outcome, ImportedOrder found, string detail) => import.Hold(
        outcome, SkipReason.AlreadySent, found.WasEdited ? $"{detail} {Edited}" : detail, found.WasEdited);

    /// <summary>Tells what was edited in an order that was sent and that the shop no longer wants; its reason stays.</summary>
    public void HoldStopped(ImportOutcome outcome, SkippedOrder skipped, ImportedOrder found)
    {
        if (found.IsSettled)
        {
            HoldEdited(outcome, skipped, found);
            return;
        }

        import.Hold(
            outcome, skipped.SkipReason, Sentences.Join(skipped.Detail, Tell(outcome.Id, outcome.Source, found)), wasEdited: true);
    }

    /// <summary>Marks a skipped order as edited that an earlier import has told of: that stays visible.</summary>
    public void HoldEdited(ImportOutcome outcome, SkippedOrder skipped, ImportedOrder found)
    {
        if (found.WasEdited)
        {
            import.Hold(outcome, skipped.SkipReason, Sentences.Join(skipped.Detail, Edited), wasEdited: true);
        }
    }

    /// <summary>Holds back an order that was sent, and has errors in the file now.</summary>
    /// <param name="outcome">The order.</param>
    /// <param name="id">The id that it was sent with.</param>
    /// <param name="stopped">The order as the shop has stopped it; null if it has not.</param>
    public void HoldUnreadable(ImportOutcome outcome, string id, SkippedOrder? stopped = null)
    {
        if (stopped is null && outcome.FaultyRows is { } refused && journal.Faults.WasRefused(id, refused))
        {
            import.Hold(
                outcome, SkipReason.AlreadySent, "It was sent with corrected rows. An earlier import refused the rows as they still are.");
            return;
        }

        var problems = string.Join("; ", outcome.Problems.Select(problem => problem.TrimEnd('.')));
        var detail = $"It was sent, and its rows have errors now: {problems}.";
        import.Hold(
            outcome, stopped?.SkipReason ?? SkipReason.ChangedSinceSent, stopped is null ? detail : Sentences.Join(stopped.Detail, detail),
            wasEdited: true, hasErrors: stopped is null);
        if (outcome.FaultyRows is not { } rows || !journal.Faults.Note(id, rows))
        {
            findings.Add(FindingKind.Unreadable, id, problems);
        }
    }

    // What the lines say of the units says it of the items.
    private static string Differences(ImportedOrder found)
    {
        var differences = found.LineChanges.Count == 0 ? found.Differences
            : [.. found.Differences.Where(difference => !s_ofLines.Contains(difference))];
        return Sentences.Join(
            differences.Count == 0 ? null : $"It differs in {string.Join(", ", differences)}.",
            found.LineChanges.Count == 0 ? null : $"The items differ: {ImportCounts.List(found.LineChanges, "; ")}.");
    }

    // Adds what the user is told, and returns what the skipped order says.
    private string Tell(string id, OrderSource source, ImportedOrder found)
    {
        if (found.IsAsSent)
        {
            findings.AddEdit(
                $"Order '{id}' ({source}) was changed back in the shop: it shows again what was first sent. "
                    + "An earlier import has reported an edit. If you changed the order at Amazon because of it, undo that change.");
            return "The shop shows again what was first sent, after an edit that an earlier import has reported.";
        }

        var details = new List<string>();
        if (found.Differences.Count > 0)
        {
            details.Add(Differences(found));
            findings.AddEdit(
                $"Order '{id}' ({source}) was edited in the shop after it was sent, or is now mapped differently. "
                    + $"{details[0]} {SentFindings.Advice}");
        }
        else if (found.WasEdited)
        {
            details.Add(Edited);
        }

        if (found.HasUnknownLines)
        {
            details.Add("It is unknown whether its lines were edited in the shop after it was sent, because the file names them in another way.");
            findings.Add(FindingKind.UnknownLines, id);
        }

        return string.Join(" ", details);
    }
}
