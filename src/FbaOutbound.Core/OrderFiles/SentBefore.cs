using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using FbaOutbound.Orders;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles;

/// <summary>
/// Holds back the orders of an import that its journal records as sent. An order that has other content by now is told of until a run has
/// sent orders since: what is noted of it is written after the user was told.
/// </summary>
/// <param name="journal">The journal.</param>
/// <param name="import">The import.</param>
/// <param name="prefix">What stands before the shop's numbers.</param>
/// <param name="reported">
/// The ids of the orders of which a parcel was reported to the shop; null if that is not known.
/// </param>
internal sealed class SentBefore(ImportJournal journal, OrderImport import, string? prefix, ISet<string>? reported = null)
{
    private const int MostAtOnce = 500;
    private const string Edited = "It was edited in the shop after it was sent, as an earlier import has reported.";

    // The files of the orders to send whose ids a spreadsheet has changed.
    private readonly List<string> _damaged = [];

    /// <summary>What was found out.</summary>
    public SentFindings Findings { get; } = new(knowsParcels: reported is not null);

    private HeldReason Held => new(journal, Findings, import.IncludesUncertain);

    /// <summary>Looks up every order of the files.</summary>
    /// <param name="after">The first day whose orders are sent, if the user gives one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="JournalException">The journal cannot be used, or belongs to orders with another prefix.</exception>
    /// <exception cref="OrderFileException">No first day is given or known, and a format needs one.</exception>
    public async Task LookAsync(DateTimeOffset? after, CancellationToken cancellationToken)
    {
        // A list of orders to cancel is of no shop: its ids are Amazon's.
        var isOfShop = import.Formats.Any(format => !format.Cancels);
        var shop = isOfShop ? await journal.ReadShopAsync(prefix, cancellationToken).ConfigureAwait(false) : null;
        import.Start(after ?? shop?.After, journal.Mark);
        var keys = new KeyColumns(shop?.Keys ?? new Dictionary<string, IReadOnlyList<string>>());
        foreach (var file in import.Files)
        {
            file.AddTo(keys);
        }

        TellNewVersions(shop);
        var some = new List<ImportOutcome>();
        foreach (var outcome in import.Preview().Where(outcome => outcome.Id.Length > 0 && !outcome.IsSeveralOrders))
        {
            some.Add(outcome);
            if (some.Count == MostAtOnce)
            {
                await LookAsync(some, cancellationToken).ConfigureAwait(false);
                some.Clear();
            }
        }

        await LookAsync(some, cancellationToken).ConfigureAwait(false);
        TellDamagedIds();
        if (isOfShop)
        {
            NoteShop(shop, after, keys);
        }
    }

    /// <summary>Writes what is new to the journal.</summary>
    public Task KeepAsync(CancellationToken cancellationToken) => journal.WriteAsync(cancellationToken);

    // What the shop no longer wants shipped, although Amazon has it.
    private static bool IsStopped(SkipReason reason) => reason is not (SkipReason.AlreadySent or SkipReason.ChangedSinceSent
        or SkipReason.TooOld or SkipReason.BeforeFirstImport or SkipReason.Repeated) && !IsFulfilled(reason);

    // A shop marks an order as fulfilled once it was told of the parcel, or because its seller shipped it another way.
    private static bool IsFulfilled(SkipReason reason) => reason is SkipReason.Fulfilled or SkipReason.PartlyFulfilled;

    private async Task LookAsync(List<ImportOutcome> outcomes, CancellationToken cancellationToken)
    {
        await journal.ReadAsync([.. outcomes.Select(outcome => (IdOf(outcome), outcome.Source))], cancellationToken).ConfigureAwait(false);
        foreach (var outcome in outcomes)
        {
            if (outcome.Skipped is not { } skipped)
            {
                LookAtSendable(outcome);
            }
            else if (skipped.SkipReason == SkipReason.PartlyFulfilled)
            {
                LookAtSkipped(outcome, skipped);
                LookAtPart(outcome, skipped, rest: null);
            }
            else if (outcome.UnknownRest is { } rest)
            {
                LookAtUnknownPart(outcome, rest(), skipped);
            }
            else if (outcome.Whole is null || !LookAtWhole(outcome, skipped))
            {
                LookAtSkipped(outcome, skipped);
            }

            Note(journal.NotesOfNumber(IdOf(outcome), outcome.Source));
            if (outcome.Skipped?.SkipReason is null or SkipReason.Fulfilled or SkipReason.PartlyFulfilled or SkipReason.TooOld
                or SkipReason.BeforeFirstImport)
            {
                LookAtUncertain(outcome);
            }

            if (outcome is { Order: not null, HasDamagedId: true } && !import.IsHeld(outcome)
                && journal.FindSent(IdOf(outcome), outcome.Source).Count == 0)
            {
                _damaged.Add(outcome.Source.File);
            }
        }
    }

    // A number that the shop has changed is recognized by the id alone.
    private void TellDamagedIds()
    {
        foreach (var file in import.Files)
        {
            var (count, areAll) = (_damaged.Count(damaged => damaged == file.Binding.Path), file.HasDamagedIds);
            if (count > 0 || areAll)
            {
                var what = areAll ? "all values" : count == 1 ? "the value" : "the values";
                var whose = count == 0 ? "" : (areAll ? ", also" : "") + (count == 1 ? " of 1 order that is returned"
                    : FormattableString.Invariant($" of {count} orders that are returned"));
                Findings.Told.Add(
                    $"{Path.GetFileName(file.Binding.Path)}: a spreadsheet has changed {what} of the column "
                        + $"'{file.Binding.NameOf("ShopId")}'{whose}, such as 5.5E+12. If the shop has changed the numbers of orders since they "
                        + "were last imported, this import cannot recognize them and returns them again. Import the shop's own export instead of "
                        + "a file that a spreadsheet has saved.");
            }
        }
    }

    // Which lines are left the file does not show, but the journal may know that they went out.
    private void LookAtUnknownPart(ImportOutcome outcome, ImportOutcome rest, SkippedOrder skipped)
    {
        if (rest.Order is not { } order)
        {
            return;
        }

        var found = journal.Look(IdOf(outcome), rest.Source, order);
        if (found.IsSent)
        {
            HoldSent(rest, found);
            Keep(found);
            return;
        }

        var held = Held.OfRest(rest, IdOf(rest), found.Others);
        if (held is var (reason, detail))
        {
            import.Hold(outcome, reason, detail);
            skipped = skipped with { SkipReason = reason, Detail = detail };
        }

        LookAtPart(outcome, skipped, held is null ? order.Source?.Lines : null);
    }

    // An order that may have gone out is returned under the id that it has, so that a run finds out. Otherwise the user is told.
    private void LookAtUncertain(ImportOutcome outcome)
    {
        var own = IdOf(outcome);
        if (!journal.HasUncertain(own, outcome.Source))
        {
            return;
        }

        var parts = journal.FindSent(own, outcome.Source).Where(part => !part.IsCancelled).ToList();
        var isReturned = outcome.Order is not null && !import.IsHeld(outcome);
        foreach (var part in parts.Where(part => part is { IsUncertain: true, IsTooLate: false } && !(isReturned && part.Id == own)))
        {
            if (!isReturned && parts.TrueForAll(other => other == part || AreApart(part, other)) && !part.IsRenumbered
                && AgainAs(outcome, part.Id) is { } again)
            {
                isReturned = true;
                import.Return(outcome, again);
                Findings.Again.Add(again.Id);
            }
            else
            {
                Findings.Uncertain.Add(part.Id.Id);
            }
        }
    }

    private ImportOutcome? AgainAs(ImportOutcome outcome, ImportedId id) =>
        (outcome.Skipped is null ? outcome : outcome.Rest?.Invoke(id.Suffix, false)) is { Order: { } order } found
            && (order with { SellerFulfillmentOrderId = id.Id, Source = order.Source! with { WholeId = id.Base } }) is var again
            && journal.IsAsSent(again)
            ? found with { Id = id.Id, Suffix = id.Suffix, Order = again } : null;

    // Goods that went out under one id must not be sent again under another.
    private static bool AreApart(SentPart part, SentPart other) => part.Lines is { } lines && other.Lines is { } others
        && !NamesOf(lines).Overlaps(NamesOf(others));

    private static HashSet<string> NamesOf(IReadOnlyDictionary<string, SentLine> lines) =>
        [.. lines.SelectMany(line => (string[])[line.Key, line.Value.Sku ?? line.Key]).Select(OrderNumbers.WithoutCase)];

    // An order that is too old to be sent, or has refunds, is compared all the same if it was sent. Returns whether that settles it.
    private bool LookAtWhole(ImportOutcome outcome, SkippedOrder skipped)
    {
        var own = IdOf(outcome);
        if (!IsOpen(own, outcome))
        {
            if (!IsStopped(skipped.SkipReason) && outcome.Suffix.Length == 0 && LastOf(outcome) is not null)
            {
                LookAtLast(outcome, skipped, outcome.Whole!().Order, part: null);
            }

            return false;
        }

        var whole = outcome.Whole!();
        if (whole.Suffix != outcome.Suffix)
        {
            return false;
        }

        if (IsStopped(skipped.SkipReason))
        {
            return whole.Order is not null && LookAtStopped(outcome, skipped, whole, journal.Look(own, whole.Source, whole.Order));
        }

        if (whole.Skipped is { } other)
        {
            import.Hold(outcome, other.SkipReason, other.Detail);
            LookAtSkipped(outcome, other);
            return true;
        }

        var found = journal.Look(own, whole.Source, whole.Order);
        if (found.IsSent && (whole.Order is null || !found.IsSettled))
        {
            HoldSent(whole, found);
        }
        else if (found.IsSent)
        {
            HoldEdited(outcome, skipped, found);
        }

        Keep(found);
        return true;
    }

    private bool LookAtStopped(ImportOutcome outcome, SkippedOrder skipped, ImportOutcome whole, ImportedOrder found)
    {
        if (!found.IsSent)
        {
            return false;
        }

        if (skipped.SkipReason == SkipReason.UnknownStatus)
        {
            // Whether it was sent with this status, and a map for it, is not known.
            LookAtSkipped(outcome, skipped);
            if (found.IsSettled)
            {
                HoldEdited(outcome, skipped, found);
            }
            else
            {
                HoldSent(whole, found);
            }
        }
        else if (!found.HadRefunds || found.Differences.Contains(SentContent.RefundsName))
        {
            return false;
        }
        else
        {
            // Who sent it with -Include knew of the refunds.
            HoldSent(whole, found);
        }

        Keep(found);
        return true;
    }

    // An order of which a part was shipped is compared as a whole if it was sent under its own id, and otherwise by its rest.
    private void LookAtPart(
        ImportOutcome outcome, SkippedOrder? skipped, IReadOnlyDictionary<string, ShopLine>? rest)
    {
        var (own, part) = (IdOf(outcome) with { Suffix = "" }, new PartShipped(rest));
        if (!IsOpen(own, outcome))
        {
            if (LastOf(outcome) is { } last)
            {
                LookAtLast(outcome, skipped, outcome.Order ?? outcome.Rest?.Invoke(last.Id.Suffix, true).Order, part);
            }

            return;
        }

        if (outcome.Whole?.Invoke() is not { Order: not null, Suffix.Length: 0 } whole)
        {
            return;
        }

        var found = journal.Look(own, whole.Source, whole.Order, part);
        if (!found.IsSent)
        {
            return;
        }

        Keep(found);
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

    // An order whose own id was not sent, or was cancelled, is compared with what was sent of it last under other ids.
    private void LookAtLast(ImportOutcome outcome, SkippedOrder? held, FulfillmentOrder? now, PartShipped? part)
    {
        if (LastOf(outcome) is not { } last || now is null)
        {
            return;
        }

        var parts = journal.FindSent(IdOf(outcome), outcome.Source);
        if (held is not null && (outcome.Suffix.Length > 0 || held.SkipReason != SkipReason.PartlyFulfilled))
        {
            import.NoteSent(outcome, new SentState([.. parts.Where(each => each is { IsSent: true, IsCancelled: false })]));
        }

        var found = journal.LookAtLast(parts, last, now, part);
        Keep(found);
        if (!found.IsSettled)
        {
            var detail = Tell(last.Id.Id, outcome.Source, found);
            if (held is not null)
            {
                var how = last.IsRenumbered ? $"Order '{outcome.Id}' was sent as '{last.Id.Id}'. {detail}" : detail;
                import.Hold(outcome, SkipReason.ChangedSinceSent, how, wasEdited: true);
            }

            return;
        }

        if (held is not null)
        {
            HoldEdited(outcome, held, found);
        }
    }

    // What was sent last of the order, and was not cancelled since.
    private SentPart? LastOf(ImportOutcome outcome) => journal.FindSent(IdOf(outcome), outcome.Source)
        .Where(part => part.IsSent && !part.IsCancelled).OrderBy(part => part.FirstSent ?? DateTimeOffset.MinValue).LastOrDefault();

    private bool IsOpen(ImportedId own, ImportOutcome outcome) => !journal.IsUsedByAnother(own, outcome.Source)
        && journal.FindSent(own, outcome.Source).Any(sent => sent.Id == own && !sent.IsCancelled);

    // What an earlier import has told of stays visible.
    private void HoldEdited(ImportOutcome outcome, SkippedOrder skipped, ImportedOrder found)
    {
        if (found.WasEdited)
        {
            import.Hold(outcome, skipped.SkipReason, Sentences.Join(skipped.Detail, Edited), wasEdited: true);
        }
    }

    // A list names orders by their exact ids, with a journal as without one.
    private void LookAtListed(ImportOutcome outcome)
    {
        if (journal.FindExact(IdOf(outcome)) is not { } sent)
        {
            return;
        }

        import.NoteSent(outcome, new SentState([sent]));
        if (!sent.IsCancelled && !sent.IsTooLate)
        {
            Findings.Listed.Add(sent.Id.Id);
        }
    }

    private void LookAtSkipped(ImportOutcome outcome, SkippedOrder skipped)
    {
        if (skipped.SkipReason == SkipReason.CancelListed)
        {
            LookAtListed(outcome);
            return;
        }

        var (own, reason) = (IdOf(outcome), skipped.SkipReason);
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

        if (!IsStopped(reason) && !IsFulfilled(reason))
        {
            return;
        }

        // The shop may want it again later, under another number.
        if (ids.Any(id => id.Id == own))
        {
            Note(journal.NotesOf(own, outcome.Source));
        }

        // A number that is only nearly the same is told of, and never cancelled for it.
        var same = ids.Where(id => id.IsRenumbered || string.Equals(id.Id.Base, own.Base, StringComparison.OrdinalIgnoreCase)).ToList();
        List<string> open =
        [
            .. ids.Where(id => !id.IsCancelled && !id.IsTooLate
                && !(IsFulfilled(reason) && id.IsUncertain) && !(reason == SkipReason.PartlyFulfilled && IsStillOpen(outcome, id)))
                .Select(id => id.Id.Id),
        ];
        List<string> shipped = [];
        string? detail = null;
        if (IsStopped(reason))
        {
            // A refund after a parcel is an ordinary return.
            shipped = reason is not (SkipReason.Refunded or SkipReason.QuantityUncertain) || reported is null ? []
                : [.. open.Where(reported.Contains)];
            Findings.Returned.AddRange(shipped.Select(id => $"{id} ({reason})"));
            foreach (var id in open.Except(shipped))
            {
                (ids.Any(part => part.Id.Id == id && part.IsUncertain) ? Findings.Unwanted : Findings.Stopped).Add($"{id} ({reason})");
            }

            Findings.TooLate.AddRange(ids.Where(id => id.IsTooLate).Select(
                id => id.TooLateStatus is { } status ? $"{id.Id.Id} ({reason}, {status} at Amazon)" : $"{id.Id.Id} ({reason})"));
        }
        else if (open.Count > 0 && reported is null)
        {
            Findings.Fulfilled++;
        }
        else if (reported is not null)
        {
            open.RemoveAll(reported.Contains);
            Findings.Elsewhere.AddRange(open.Select(id => $"{id} ({reason})"));
            detail = open.Count == 0 ? null : "It was sent to Amazon, and no parcel for it was reported to the shop.";
        }

        if (reason == SkipReason.PartlyFulfilled)
        {
            Findings.Cancelled.AddRange(same.Where(id => id.IsCancelled && HeldReason.AgainOf(id, same) is null).Select(id => id.Id.Id));
        }

        if (same.Count > 0)
        {
            import.NoteSent(outcome, new SentState(same, detail) { Shipped = shipped });
        }
    }

    // Of a rest that was sent, the shop may not have marked any line as shipped yet.
    private static bool IsStillOpen(ImportOutcome outcome, SentPart part) =>
        part is { Id.Suffix: { Length: > 0 } suffix, Lines: { Count: > 0 } lines }
            && outcome.Rest?.Invoke(suffix, true).Order?.Source?.Lines is { } left
            && lines.All(line => left.TryGetValue(line.Key, out var open) && open.Units >= line.Value.Units);

    private void LookAtSendable(ImportOutcome outcome)
    {
        var own = IdOf(outcome);
        var found = journal.Look(own, outcome.Source, outcome.Order);
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
                HoldSent(outcome, found);
            }

            Keep(found);
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

        var held = Held.OfRest(outcome, IdOf(outcome), found.Others);
        if (held is null && outcome is { Order: not null, Suffix.Length: > 0 } && !import.IncludesUncertain
            && journal.WasImportedOnly(IdOf(outcome), outcome.Source))
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
            Keep(found);
        }

        if (outcome.Suffix.Length == 0)
        {
            if (skipped is not null)
            {
                LookAtLast(outcome, skipped, outcome.Order, part: null);
            }
        }
        else
        {
            // What is perhaps sent is told of as that.
            LookAtPart(
                outcome, skipped,
                skipped is null or { SkipReason: SkipReason.QuantityUncertain } ? outcome.Order?.Source?.Lines : null);
        }
    }

    // The order may have been sent under an id of its own, because another one has its number.
    private void LookAtNamesake(ImportOutcome outcome, IReadOnlyList<SentPart> others)
    {
        var own = IdOf(outcome);
        var isNamesake = journal.IsUsedByNamesake(own, outcome.Source);
        if (isNamesake && others.FirstOrDefault(other => other.Id.Base == own.Base || other.IsRenumbered) is { } sent)
        {
            var (reason, detail) = Held.OfOther(outcome, sent, others);
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

    // What is not returned and was not sent leaves no trace: a look must not change what a later import returns.
    private void Keep(ImportedOrder found) => Note(found.Notes);

    private void Note(IEnumerable<ImportNote> notes)
    {
        foreach (var note in notes)
        {
            journal.Note(note);
        }
    }

    // A format that makes other orders of the same file reports them as changed.
    private void TellNewVersions(ImportedShop? shop)
    {
        foreach (var format in import.Formats)
        {
            if (shop?.Versions.TryGetValue(format.Name, out var version) == true && version != format.Version)
            {
                Findings.Told.Add(
                    $"The format {format.Name} has changed since the last import "
                        + FormattableString.Invariant($"(version {version}, now {format.Version}). ")
                        + "It may read orders that were sent before in another way: those that differ are reported as edited.");
            }
        }
    }

    // An order that was cancelled at Amazon may have been sent again under another id.
    private void HoldCancelled(ImportOutcome outcome, ImportedOrder found)
    {
        var id = IdOf(outcome);
        var own = journal.FindSent(id, outcome.Source).First(part => part.Id == id);
        if (own.Lines is null && outcome.Order is not null)
        {
            own = own with { Lines = SentContent.LinesOf(outcome.Order) };
        }

        var (reason, detail) = Held.OfPart(own, found.Others, "It was sent");
        var held = new SkippedOrder { SkipReason = reason, Detail = detail };
        import.Hold(outcome, reason, detail);
        if (outcome.Order is null && LastOf(outcome) is { } last)
        {
            HoldUnreadable(outcome, last.Id.Id);
        }
        else if (outcome.Suffix.Length == 0)
        {
            LookAtLast(outcome, held, outcome.Order, part: null);
        }
        else if (HeldReason.AgainOf(own, found.Others) is not null)
        {
            LookAtPart(outcome, held, rest: null);
        }
    }

    private void HoldUnreadable(ImportOutcome outcome, string id)
    {
        var problems = string.Join("; ", outcome.Problems.Select(problem => problem.TrimEnd('.')));
        import.Hold(outcome, SkipReason.ChangedSinceSent, $"It was sent, and its rows have errors now: {problems}.", wasEdited: true);
        Findings.Unreadable.Add($"{id} ({problems})");
    }

    private void HoldSent(ImportOutcome outcome, ImportedOrder found)
    {
        if (outcome.Order is null)
        {
            HoldUnreadable(outcome, outcome.Id);
            return;
        }

        if (found.IsSettled)
        {
            import.Hold(
                outcome, SkipReason.AlreadySent, "The journal records that it was sent." + (found.WasEdited ? $" {Edited}" : ""), found.WasEdited);
            return;
        }

        import.Hold(outcome, SkipReason.ChangedSinceSent, Tell(outcome.Id, outcome.Source, found), wasEdited: true);
    }

    // Adds what the user is told, and returns what the skipped order says.
    private string Tell(string id, OrderSource source, ImportedOrder found)
    {
        if (found.IsAsSent)
        {
            Findings.Told.Add(
                $"Order '{id}' ({source}) was changed back in the shop: it shows again what was first sent. "
                    + "An earlier import has reported an edit. If you changed the order at Amazon because of it, undo that change.");
            return "The shop shows again what was first sent, after an edit that an earlier import has reported.";
        }

        var details = new List<string>();
        if (found.Differences.Count > 0)
        {
            var changes = found.LineChanges.Count == 0 ? "" : $": {ImportCounts.List(found.LineChanges, "; ")}";
            details.Add($"It differs in {string.Join(", ", found.Differences)}{changes}.");
            Findings.Told.Add(
                $"Order '{id}' ({source}) was edited in the shop after it was sent, or is now mapped differently. "
                    + $"{details[0]} Amazon ships what was sent, unless you change or cancel the order.");
        }
        else if (found.WasEdited)
        {
            details.Add(Edited);
        }

        if (found.HasUnknownLines)
        {
            details.Add("It is unknown whether its lines were edited in the shop after it was sent, because the file names them in another way.");
            Findings.UnknownLines.Add(id);
        }

        return string.Join(" ", details);
    }

    private bool RefuseNearlySame(ImportOutcome outcome, IReadOnlyList<SentPart> others)
    {
        var own = IdOf(outcome);
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

    private static ImportedId IdOf(ImportOutcome outcome)
    {
        var whole = outcome.Id.Substring(0, outcome.Id.Length - outcome.Suffix.Length);
        var core = outcome.Order?.Source?.Core ?? OrderNumbers.CoreOf(OrderFormats.Find(outcome.Source.Format), whole);
        return new ImportedId(core, whole, outcome.Suffix);
    }

    private void NoteShop(ImportedShop? shop, DateTimeOffset? after, KeyColumns keys)
    {
        var versions = (shop?.Versions ?? new Dictionary<string, int>()).ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var format in import.Formats.Where(format => !format.Cancels))
        {
            versions[format.Name] = format.Version;
        }

        var now = new ImportedShop(shop?.After ?? after, versions) { Keys = keys.All };
        if (shop is null || shop.After != now.After || shop.ToString() != now.ToString())
        {
            journal.NoteShop(prefix, now);
        }
    }
}
