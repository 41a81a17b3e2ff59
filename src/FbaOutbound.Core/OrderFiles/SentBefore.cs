using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using FbaOutbound.Orders;

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

    private readonly List<string> _warnings = [];
    private readonly List<string> _stopped = [];
    private readonly List<string> _elsewhere = [];
    private readonly List<string> _cancelled = [];
    private readonly List<string> _unwanted = [];
    private readonly List<string> _uncertain = [];
    private readonly List<string> _again = [];
    private readonly List<string> _unreadable = [];
    private readonly List<string> _tooLate = [];
    private readonly List<string> _returned = [];
    private readonly List<string> _otherFormat = [];
    private readonly List<string> _renumbered = [];
    private int _fulfilled;

    /// <summary>What the user has to know.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Whether the shop shows sent orders as shipped of which no parcel was reported to it.</summary>
    public bool HasShippedElsewhere => _elsewhere.Count > 0;

    /// <summary>Returns what the summary says.</summary>
    public IEnumerable<string> Notes()
    {
        if (_again.Count > 0)
        {
            var (it, ids) = _again.Count == 1 ? ("It is", "id") : ("They are", "ids");
            yield return $"It is unknown whether {Orders(_again.Count)} went out: {ImportCounts.List(_again)}. {it} returned under the same {ids}: "
                + "New-FbaFulfillmentOrder with -Journal finds out, and sends what Amazon does not have.";
        }

        if (reported is null && _fulfilled > 0)
        {
            yield return $"The shop shows as shipped {Orders(_fulfilled)} that this journal records as sent. If you ship some orders yourself, "
                + "use -TrackingStatePath to find those for which Amazon has shipped nothing.";
        }

        if (_tooLate.Count > 0)
        {
            yield return $"Amazon did not cancel {Orders(_tooLate.Count)} that the shop no longer wants: {ImportCounts.List(_tooLate)}.";
        }

        if (_returned.Count > 0)
        {
            yield return $"The shop has refunded {Orders(_returned.Count)} of which a parcel was reported, as returns are: "
                + $"{ImportCounts.List(_returned)}.";
        }
    }

    /// <summary>Looks up every order of the files.</summary>
    /// <param name="after">The first day whose orders are sent, if the user gives one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="JournalException">The journal cannot be used, or belongs to orders with another prefix.</exception>
    /// <exception cref="OrderFileException">No first day is given or known, and a format needs one.</exception>
    public async Task LookAsync(DateTimeOffset? after, CancellationToken cancellationToken)
    {
        var shop = await journal.ReadShopAsync(prefix, cancellationToken).ConfigureAwait(false);
        import.Start(after ?? shop?.After, journal.Mark);
        var keys = new KeyColumns(shop?.Keys ?? new Dictionary<string, IReadOnlyList<string>>());
        foreach (var file in import.Files)
        {
            file.AddTo(keys);
        }

        var renewed = FindNewVersions(shop);
        var some = new List<ImportOutcome>();
        foreach (var outcome in import.Preview().Where(outcome => outcome.Id.Length > 0 && !outcome.IsSeveralOrders))
        {
            some.Add(outcome);
            if (some.Count == MostAtOnce)
            {
                await LookAsync(some, renewed, cancellationToken).ConfigureAwait(false);
                some.Clear();
            }
        }

        await LookAsync(some, renewed, cancellationToken).ConfigureAwait(false);
        Warn();
        NoteShop(shop, after, keys);
    }

    /// <summary>Writes what is new to the journal.</summary>
    public Task KeepAsync(CancellationToken cancellationToken) => journal.WriteAsync(cancellationToken);

    private const string Edited = "It was edited in the shop after it was sent, as an earlier import has reported.";

    // What the shop no longer wants shipped, although Amazon has it.
    private static bool IsStopped(SkipReason reason) => reason is not (SkipReason.AlreadySent or SkipReason.ChangedSinceSent
        or SkipReason.TooOld or SkipReason.BeforeFirstImport or SkipReason.Repeated) && !IsFulfilled(reason);

    // A shop marks an order as fulfilled once it was told of the parcel, or because its seller shipped it another way.
    private static bool IsFulfilled(SkipReason reason) => reason is SkipReason.Fulfilled or SkipReason.PartlyFulfilled;

    private static string Orders(int count) => count == 1 ? "1 order" : FormattableString.Invariant($"{count} orders");

    private async Task LookAsync(List<ImportOutcome> outcomes, HashSet<string> renewed, CancellationToken cancellationToken)
    {
        await journal.ReadAsync([.. outcomes.Select(outcome => (IdOf(outcome), outcome.Source))], cancellationToken).ConfigureAwait(false);
        foreach (var outcome in outcomes)
        {
            var isRenewed = renewed.Contains(outcome.Source.Format);
            if (outcome.Skipped is not { } skipped)
            {
                LookAtSendable(outcome, isRenewed);
            }
            else if (skipped.SkipReason == SkipReason.PartlyFulfilled)
            {
                LookAtSkipped(outcome, skipped);
                LookAtPart(outcome, skipped, isRenewed, rest: null);
            }
            else if (outcome.UnknownRest is { } rest)
            {
                LookAtUnknownPart(outcome, rest(), skipped, isRenewed);
            }
            else if (outcome.Whole is null || !LookAtWhole(outcome, skipped, isRenewed))
            {
                LookAtSkipped(outcome, skipped);
            }

            if (outcome.Skipped?.SkipReason is null or SkipReason.PartlyFulfilled or SkipReason.TooOld or SkipReason.BeforeFirstImport)
            {
                LookAtUncertain(outcome);
            }
        }
    }

    // Which lines are left the file does not show, but the journal may know that they went out.
    private void LookAtUnknownPart(ImportOutcome outcome, ImportOutcome rest, SkippedOrder skipped, bool isRenewed)
    {
        if (rest.Order is not { } order)
        {
            return;
        }

        var found = journal.Look(IdOf(outcome), rest.Source, order, isRenewed);
        if (found.IsSent)
        {
            HoldSent(rest, found);
            Keep(found);
            return;
        }

        var held = HeldRest(rest, found.Others);
        if (held is var (reason, detail))
        {
            import.Hold(outcome, reason, detail);
            skipped = skipped with { SkipReason = reason, Detail = detail };
        }

        LookAtPart(outcome, skipped, isRenewed, held is null ? order.Source?.Lines : null);
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
                _again.Add(again.Id);
            }
            else
            {
                _uncertain.Add(part.Id.Id);
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
    private bool LookAtWhole(ImportOutcome outcome, SkippedOrder skipped, bool isRenewed)
    {
        var own = IdOf(outcome);
        if (!IsOpen(own, outcome))
        {
            if (!IsStopped(skipped.SkipReason) && outcome.Suffix.Length == 0 && LastOf(outcome) is not null)
            {
                LookAtLast(outcome, skipped, outcome.Whole!().Order, isRenewed, part: null);
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
            // Who sent it with -Include knew of the refunds.
            if (whole.Order is null || journal.Look(own, whole.Source, whole.Order, isRenewed) is not
                { IsSent: true, HadRefunds: true, IsAsSent: false, Differences.Count: 0 } same)
            {
                return false;
            }

            HoldEdited(outcome, skipped, same);
            return true;
        }

        if (whole.Skipped is { } other)
        {
            import.Hold(outcome, other.SkipReason, other.Detail);
            LookAtSkipped(outcome, other);
            return true;
        }

        var found = journal.Look(own, whole.Source, whole.Order, isRenewed);
        if (found.IsSent && (whole.Order is null || found.IsAsSent || found.Differences.Count > 0))
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

    // An order of which a part was shipped is compared as a whole if it was sent under its own id, and otherwise by its rest.
    private void LookAtPart(
        ImportOutcome outcome, SkippedOrder? skipped, bool isRenewed, IReadOnlyDictionary<string, ShopLine>? rest)
    {
        var (own, part) = (IdOf(outcome) with { Suffix = "" }, new PartShipped(rest));
        if (!IsOpen(own, outcome))
        {
            if (LastOf(outcome) is { } last)
            {
                LookAtLast(outcome, skipped, outcome.Order ?? outcome.Rest?.Invoke(last.Id.Suffix, true).Order, isRenewed, part);
            }

            return;
        }

        if (outcome.Whole?.Invoke() is not { Order: not null, Suffix.Length: 0 } whole)
        {
            return;
        }

        var found = journal.Look(own, whole.Source, whole.Order, isRenewed, part);
        if (!found.IsSent)
        {
            return;
        }

        Keep(found);
        if (!found.IsAsSent && found.Differences.Count == 0)
        {
            if (skipped is not null)
            {
                HoldEdited(outcome, skipped, found);
            }

            return;
        }

        var (detail, warning) = Tell(whole.Id, outcome.Source, found);
        _warnings.Add(warning);
        if (skipped is not null)
        {
            import.Hold(outcome, SkipReason.ChangedSinceSent, detail, wasEdited: true);
            if (outcome.Suffix.Length > 0)
            {
                import.NoteSent(outcome, new SentState([new SentPart(own, null, IsCancelled: false)]));
            }
        }
    }

    // An order whose own id was not sent, or was cancelled, is compared with what was sent of it last under other ids.
    private void LookAtLast(ImportOutcome outcome, SkippedOrder? held, FulfillmentOrder? now, bool isRenewed, PartShipped? part)
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

        var found = journal.LookAtLast(parts, last, now, isRenewed, part);
        Keep(found);
        if (found.IsAsSent || found.Differences.Count > 0)
        {
            var (detail, warning) = Tell(last.Id.Id, outcome.Source, found);
            _warnings.Add(warning);
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

        if (found.IsOfOtherFormat)
        {
            _otherFormat.Add(last.Id.Id);
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
            import.Hold(outcome, skipped.SkipReason, $"{skipped.Detail} {Edited}".TrimStart(), wasEdited: true);
        }
    }

    private void LookAtSkipped(ImportOutcome outcome, SkippedOrder skipped)
    {
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
                && !(reason == SkipReason.PartlyFulfilled && (id.IsUncertain || IsStillOpen(outcome, id)))).Select(id => id.Id.Id),
        ];
        List<string> shipped = [];
        string? detail = null;
        if (IsStopped(reason))
        {
            // A refund after a parcel is an ordinary return.
            shipped = reason is not (SkipReason.Refunded or SkipReason.QuantityUncertain) || reported is null ? []
                : [.. open.Where(reported.Contains)];
            _returned.AddRange(shipped.Select(id => $"{id} ({reason})"));
            foreach (var id in open.Except(shipped))
            {
                (ids.Any(part => part.Id.Id == id && part.IsUncertain) ? _unwanted : _stopped).Add($"{id} ({reason})");
            }

            _tooLate.AddRange(ids.Where(id => id.IsTooLate).Select(
                id => id.TooLateStatus is { } status ? $"{id.Id.Id} ({reason}, {status} at Amazon)" : $"{id.Id.Id} ({reason})"));
        }
        else if (open.Count > 0 && reported is null)
        {
            _fulfilled++;
        }
        else if (reported is not null)
        {
            open.RemoveAll(reported.Contains);
            _elsewhere.AddRange(open.Select(id => $"{id} ({reason})"));
            detail = open.Count == 0 ? null : "It was sent to Amazon, and no parcel for it was reported to the shop.";
        }

        if (reason == SkipReason.PartlyFulfilled)
        {
            _cancelled.AddRange(same.Where(id => id.IsCancelled && AgainOf(id, same) is null).Select(id => id.Id.Id));
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

    private void LookAtSendable(ImportOutcome outcome, bool isRenewed)
    {
        var own = IdOf(outcome);
        var found = journal.Look(own, outcome.Source, outcome.Order, isRenewed);
        if (found.IsOfAnother)
        {
            LookAtNamesake(outcome, found.Others);
        }
        else if (found.IsSent)
        {
            if (found.IsCancelled)
            {
                HoldCancelled(outcome, found, isRenewed);
            }
            else
            {
                HoldSent(outcome, found);
            }

            Keep(found);
        }
        else
        {
            LookAtUnsent(outcome, found, isRenewed);
        }
    }

    private void LookAtUnsent(ImportOutcome outcome, ImportedOrder found, bool isRenewed)
    {
        if (RefuseNearlySame(outcome, found.Others))
        {
            return;
        }

        var held = HeldRest(outcome, found.Others);
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
                LookAtLast(outcome, skipped, outcome.Order, isRenewed, part: null);
            }
        }
        else
        {
            // What is perhaps sent is told of as that.
            LookAtPart(
                outcome, skipped, isRenewed,
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
            var (reason, detail) = HeldAs(outcome, sent, others);
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

    private void Warn()
    {
        if (_stopped.Count > 0)
        {
            var (it, was) = _stopped.Count == 1 ? ("it", "it was") : ("them", "they were");
            _warnings.Add(
                $"Amazon has {Orders(_stopped.Count)} that the shop no longer wants shipped as {was} sent: {ImportCounts.List(_stopped)}. "
                    + $"Check {it} before you release anything; to cancel what the shop has cancelled, import with -IncludeSkipped and pipe to "
                    + "Where-Object ToCancel and Stop-FbaFulfillmentOrder.");
        }

        if (_unwanted.Count > 0)
        {
            _warnings.Add(
                $"Amazon may have {Orders(_unwanted.Count)} that the shop no longer wants shipped, because it is unknown whether "
                    + $"{(_unwanted.Count == 1 ? "it" : "they")} went out: {ImportCounts.List(_unwanted)}. To settle what the shop has cancelled, "
                    + "import with -IncludeSkipped and pipe to Where-Object ToCancel and Stop-FbaFulfillmentOrder with -Journal.");
        }

        if (_uncertain.Count > 0)
        {
            var (it, they) = _uncertain.Count == 1 ? ("it", "it") : ("them", "they");
            _warnings.Add(
                $"It is unknown whether {Orders(_uncertain.Count)} went out, and this import does not return {it}: {ImportCounts.List(_uncertain)}. "
                    + $"Resolve-FbaFulfillmentOrder with -Journal shows whether Amazon has {it}, and records it if not. "
                    + $"If {they} should not ship, use Stop-FbaFulfillmentOrder with -Journal.");
        }

        if (_cancelled.Count > 0)
        {
            _warnings.Add(
                $"The shop still wants {Orders(_cancelled.Count)} whose cancellation was requested: {ImportCounts.List(_cancelled)}. "
                    + $"{(_cancelled.Count == 1 ? "Its id" : "Their ids")} cannot be used again. To ship one after all, check that "
                    + "Get-FbaFulfillmentOrder shows it as cancelled, import it without -Journal, add an ending such as '-R' to the "
                    + "SellerFulfillmentOrderId of the order, and pipe it to New-FbaFulfillmentOrder with -Journal.");
        }

        if (_unreadable.Count > 0)
        {
            var (it, was) = _unreadable.Count == 1 ? ("it", "it was") : ("them", "they were");
            _warnings.Add(
                $"The file has errors in {Orders(_unreadable.Count)} that Amazon has, so it is unknown what was edited in the shop after {was} "
                    + $"sent: {ImportCounts.List(_unreadable)}. Look at {it} in the shop. Amazon ships what was sent, unless you change or cancel the order.");
        }

        if (_elsewhere.Count > 0)
        {
            var (it, what) = _elsewhere.Count == 1 ? ("it", "it ships") : ("them", "they ship");
            _warnings.Add(
                $"The shop shows as shipped {Orders(_elsewhere.Count)} for which Amazon has reported no parcel: {ImportCounts.List(_elsewhere)}. If "
                    + $"you shipped {it} yourself, cancel {it} with Stop-FbaFulfillmentOrder before you release anything, or {what} twice.");
        }

        if (_renumbered.Count > 0)
        {
            var (what, why) = _renumbered.Count == 1 ? ("has a new number", "Its id in the shop is still the same, so it is")
                : ("have new numbers", "Their ids in the shop are still the same, so they are");
            _warnings.Add($"{Orders(_renumbered.Count)} {what} in the shop: {ImportCounts.List(_renumbered)}. {why} not returned again.");
        }

        if (_otherFormat.Count > 0)
        {
            _warnings.Add(
                $"{Orders(_otherFormat.Count)} {(_otherFormat.Count == 1 ? "was" : "were")} sent from a file of another format or with other "
                    + $"columns: {ImportCounts.List(_otherFormat)}. This import cannot detect what was edited in the shop; later imports can.");
        }
    }

    // A format that makes other orders of the same file would report all of them as changed.
    private HashSet<string> FindNewVersions(ImportedShop? shop)
    {
        var renewed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var format in import.Formats)
        {
            if (shop?.Versions.TryGetValue(format.Name, out var version) == true && version != format.Version && renewed.Add(format.Name))
            {
                _warnings.Add(
                    $"The format {format.Name} has changed since the last import "
                        + FormattableString.Invariant($"(version {version}, now {format.Version}). ")
                        + "This import cannot detect which sent orders were edited in the shop; later imports can.");
            }
        }

        return renewed;
    }

    // An order that was cancelled at Amazon may have been sent again under another id.
    private void HoldCancelled(ImportOutcome outcome, ImportedOrder found, bool isRenewed)
    {
        var id = IdOf(outcome);
        var own = journal.FindSent(id, outcome.Source).First(part => part.Id == id);
        if (own.Lines is null && outcome.Order is not null)
        {
            own = own with { Lines = SentContent.LinesOf(outcome.Order) };
        }

        var (reason, detail) = HeldPart(own, found.Others, "It was sent");
        var held = new SkippedOrder { SkipReason = reason, Detail = detail };
        import.Hold(outcome, reason, detail);
        if (outcome.Order is null && LastOf(outcome) is { } last)
        {
            HoldUnreadable(outcome, last.Id.Id);
        }
        else if (outcome.Suffix.Length == 0)
        {
            LookAtLast(outcome, held, outcome.Order, isRenewed, part: null);
        }
        else if (AgainOf(own, found.Others) is not null)
        {
            LookAtPart(outcome, held, isRenewed, rest: null);
        }
    }

    private void HoldUnreadable(ImportOutcome outcome, string id)
    {
        var problems = string.Join("; ", outcome.Problems.Select(problem => problem.TrimEnd('.')));
        import.Hold(outcome, SkipReason.ChangedSinceSent, $"It was sent, and its rows have errors now: {problems}.", wasEdited: true);
        _unreadable.Add($"{id} ({problems})");
    }

    private void HoldSent(ImportOutcome outcome, ImportedOrder found)
    {
        if (outcome.Order is null)
        {
            HoldUnreadable(outcome, outcome.Id);
            return;
        }

        if (!found.IsAsSent && found.Differences.Count == 0)
        {
            import.Hold(
                outcome, SkipReason.AlreadySent, "The journal records that it was sent." + (found.WasEdited ? $" {Edited}" : ""), found.WasEdited);
            if (found.IsOfOtherFormat)
            {
                _otherFormat.Add(outcome.Id);
            }

            return;
        }

        var (changes, warning) = Tell(outcome.Id, outcome.Source, found);
        import.Hold(outcome, SkipReason.ChangedSinceSent, changes, wasEdited: true);
        _warnings.Add(warning);
    }

    private static (string Detail, string Warning) Tell(string id, OrderSource source, ImportedOrder found)
    {
        if (found.IsAsSent)
        {
            return (
                "The shop shows again what was first sent, after an edit that an earlier import has reported.",
                $"Order '{id}' ({source}) was changed back in the shop: it shows again what was first sent. "
                    + "An earlier import has reported an edit. If you changed the order at Amazon because of it, undo that change.");
        }

        var changes = found.LineChanges.Count == 0 ? "" : $": {ImportCounts.List(found.LineChanges, "; ")}";
        var members = $"It differs in {string.Join(", ", found.Differences)}{changes}.";
        return (
            members,
            $"Order '{id}' ({source}) was edited in the shop after it was sent, or is now mapped differently. "
                + $"{members} Amazon ships what was sent, unless you change or cancel the order.");
    }

    private (SkipReason Reason, string Detail) HeldAs(ImportOutcome outcome, SentPart part, IReadOnlyList<SentPart> parts)
    {
        if (!part.IsRenumbered)
        {
            return HeldPart(part, parts, $"{Was(part, "It")} as '{part.Id.Id}'");
        }

        var how = $"{Was(part, $"'{outcome.Id}'")} as '{part.Id.Id}'";
        _renumbered.Add(how);
        return HeldPart(part, parts, $"Order {how}");
    }

    private static string Was(SentPart part, string what) => part.IsUncertain ? $"{what} may have been sent" : $"{what} was sent";

    // The id stays used: a cancellation may have come too late.
    private (SkipReason Reason, string Detail) HeldPart(SentPart part, IReadOnlyList<SentPart> parts, string detail)
    {
        if (!part.IsCancelled)
        {
            return (SkipReason.AlreadySent, $"{detail}.");
        }

        if (AgainOf(part, parts) is { } again)
        {
            var how = again.IsUncertain ? "it may have been sent again" : IsCovered(part, again) ? "it was sent again" : "it may have been sent again, in whole or in part,";
            return (SkipReason.AlreadySent, $"{detail}, its cancellation was requested, and {how} as '{again.Id.Id}'.");
        }

        _cancelled.Add(part.Id.Id);
        return (SkipReason.AlreadySent, $"{detail}, and its cancellation was requested.");
    }

    // Returns what Amazon ships in the place of a cancelled part: it has all of the lines, or may have some of them.
    private static SentPart? AgainOf(SentPart part, IReadOnlyList<SentPart> parts) => parts
        .Where(other => !other.IsCancelled && other.Id != part.Id
            && (part.Id.Suffix.Length == 0 || IsCovered(part, other) || !(other.FirstSent < part.FirstSent)))
        .OrderBy(other => IsCovered(part, other)).ThenBy(other => other.FirstSent ?? DateTimeOffset.MinValue).LastOrDefault();

    private static bool IsCovered(SentPart part, SentPart other) => part.Lines is { } lines && other.Lines is { } sent
        && SentContent.LineChanges([sent], lines, isPart: true).Count == 0;

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

    // Units that went out under another id of the order must not go out again. Returns why it is held back.
    private (SkipReason Reason, string Detail)? HeldRest(ImportOutcome outcome, IReadOnlyList<SentPart> others)
    {
        var own = IdOf(outcome);
        if (others.FirstOrDefault(other => other.Id.Base != own.Base) is { } same)
        {
            return HeldAs(outcome, same, others);
        }

        var now = outcome.Order is { } order ? SentContent.LinesOf(order) ?? [] : [];
        foreach (var other in others)
        {
            if (other.Lines is null)
            {
                return HeldPart(other, others, $"{Was(other, $"Order '{other.Id.Id}'")}, but the journal does not show which lines it contained");
            }

            var names = new LineNames(other, outcome.Source.Format, now, journal.HasOnly(outcome.Source.Format));
            if (names.Again().Select(line => FormattableString.Invariant($"{line.Units} of {line.Name}")).ToList() is { Count: > 0 } again)
            {
                var went = other.IsUncertain ? "may have gone out" : "went out";
                return HeldPart(other, others, $"{string.Join(", ", again)} {went} as '{other.Id.Id}'");
            }

            if (import.IncludesUncertain)
            {
                continue;
            }

            if (!names.AreComparable)
            {
                return (
                    SkipReason.QuantityUncertain,
                    $"Order '{other.Id.Id}' was sent, perhaps from a file that names lines in another way, so it is unknown which of these "
                        + "lines it contained.");
            }

            if (Renamed(other, [.. now.Keys]) is var (then, renamed))
            {
                return (
                    SkipReason.QuantityUncertain,
                    $"{then} went out as '{other.Id.Id}', and {renamed} may be the same line with another spelling of its SKU.");
            }
        }

        return null;
    }

    // A line that differs from one that was sent only in marks, unless the order has both.
    private static (string Then, string Now)? Renamed(SentPart part, List<string> lines)
    {
        foreach (var then in part.Lines!.Keys)
        {
            if (lines.Find(line => OrderNumbers.LettersAndDigits(line) == OrderNumbers.LettersAndDigits(then)) is { } now)
            {
                return (then, now);
            }
        }

        return null;
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
        foreach (var format in import.Formats)
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

/// <summary>Tells which lines of an order are lines that went out, whose files may have named lines in another way.</summary>
/// <param name="part">What went out.</param>
/// <param name="format">The format of the file of now.</param>
/// <param name="now">The lines of now.</param>
/// <param name="isOnlyFormat">Whether the journal knows no other format.</param>
internal sealed class LineNames(SentPart part, string format, IReadOnlyDictionary<string, SentLine> now, bool isOnlyFormat)
{
    private bool HasSkus => part.Lines!.Values.All(line => line.Sku is not null);

    /// <summary>Whether a line that is not found did surely not go out.</summary>
    public bool AreComparable => HasSkus
        || (isOnlyFormat && (OrderFormats.Find(format).Items.LineId.Count == 0 || now.All(line => line.Value.Sku != line.Key)));

    // One format names lines by one kind of key, unless a column is missing.
    private bool HaveSameKeys => part.Format == format && HasIds(part.Lines!) == HasIds(now);

    /// <summary>Returns the lines that are there again.</summary>
    public IEnumerable<(int Units, string Name)> Again()
    {
        var keys = new HashSet<string>(now.Keys.Select(OrderNumbers.WithoutCase));
        var skus = new HashSet<string>(now.Values.Select(line => OrderNumbers.WithoutCase(line.Sku!)));
        return part.Lines!
            .Where(line => (line.Value.Sku is null || HaveSameKeys) && keys.Contains(OrderNumbers.WithoutCase(line.Key))
                || (line.Value.Sku is null && skus.Contains(OrderNumbers.WithoutCase(line.Key)))
                || (line.Value.Sku is { } sku && !HaveSameKeys && skus.Contains(OrderNumbers.WithoutCase(sku))))
            .Select(line => (line.Value.Units, line.Value.Sku ?? line.Key));
    }

    private static bool HasIds(IReadOnlyDictionary<string, SentLine> lines) => lines.Any(line => line.Value.Sku != line.Key);
}
