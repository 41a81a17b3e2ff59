using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;

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
    private readonly List<string> _unreadable = [];
    private readonly List<string> _tooLate = [];
    private int _fulfilled;

    /// <summary>What the user has to know.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Whether the shop shows sent orders as shipped of which no parcel was reported to it.</summary>
    public bool HasShippedElsewhere => _elsewhere.Count > 0;

    /// <summary>Returns what the summary says.</summary>
    public IEnumerable<string> Notes()
    {
        if (reported is null && _fulfilled > 0)
        {
            yield return $"The shop shows as shipped {Orders(_fulfilled)} that this journal records as sent. If you ship some orders yourself, "
                + "use -TrackingStatePath to find those for which Amazon has shipped nothing.";
        }

        if (_tooLate.Count > 0)
        {
            yield return $"Amazon ships {Orders(_tooLate.Count)} that the shop no longer wants, and has refused to cancel: "
                + $"{ImportCounts.List(_tooLate)}.";
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
        NoteShop(shop, after);
    }

    /// <summary>Writes what is new to the journal.</summary>
    public Task KeepAsync(CancellationToken cancellationToken) => journal.WriteAsync(cancellationToken);

    // What the shop no longer wants shipped, although Amazon has it.
    private static bool IsStopped(SkipReason reason) => reason is not (SkipReason.AlreadySent or SkipReason.ChangedSinceSent
        or SkipReason.TooOld or SkipReason.BeforeFirstImport or SkipReason.Repeated) && !IsFulfilled(reason);

    // A shop marks an order as fulfilled once it was told of the parcel, or because its seller shipped it another way.
    private static bool IsFulfilled(SkipReason reason) => reason is SkipReason.Fulfilled or SkipReason.PartlyFulfilled;

    private static string Orders(int count) => count == 1 ? "1 order" : FormattableString.Invariant($"{count} orders");

    private async Task LookAsync(List<ImportOutcome> outcomes, HashSet<string> renewed, CancellationToken cancellationToken)
    {
        await journal.ReadAsync([.. outcomes.Select(IdOf)], cancellationToken).ConfigureAwait(false);
        foreach (var outcome in outcomes)
        {
            var isRenewed = renewed.Contains(outcome.Source.Format);
            if (outcome.Skipped is not { } skipped)
            {
                LookAtSendable(outcome, isRenewed);
            }
            else if (outcome.Whole is null || !LookAtWhole(outcome, skipped, isRenewed))
            {
                LookAtSkipped(outcome, skipped);
            }
        }
    }

    // An order that is too old to be sent, or has refunds, is compared all the same if it was sent. Returns whether that settles it.
    private bool LookAtWhole(ImportOutcome outcome, SkippedOrder skipped, bool isRenewed)
    {
        var own = IdOf(outcome);
        if (journal.IsUsedByAnother(own) || !journal.FindSent(own).Any(sent => sent.Id == own && !sent.IsCancelled))
        {
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
            return whole.Order is not null
                && journal.Look(own, whole.Order, isRenewed) is { IsSent: true, HadRefunds: true, Differences.Count: 0 };
        }

        if (whole.Skipped is { } other)
        {
            import.Hold(outcome, other.SkipReason, other.Detail);
            LookAtSkipped(outcome, other);
            return true;
        }

        var found = journal.Look(own, whole.Order, isRenewed);
        if (found.IsSent && (whole.Order is null || found.Differences.Count > 0))
        {
            HoldSent(whole, found);
            Keep(found);
        }

        return true;
    }

    private void LookAtSkipped(ImportOutcome outcome, SkippedOrder skipped)
    {
        var (own, reason) = (IdOf(outcome), skipped.SkipReason);
        if (journal.IsUsedByAnother(own))
        {
            import.NoteSent(outcome, new SentState([]) { IsOfAnother = true });
            return;
        }

        if (!IsStopped(reason) && !IsFulfilled(reason))
        {
            return;
        }

        // A number that is only nearly the same is told of, and never cancelled for it.
        var ids = journal.FindSent(own);
        var same = ids.Where(id => string.Equals(id.Id.Base, own.Base, StringComparison.OrdinalIgnoreCase)).ToList();
        List<string> open = [.. ids.Where(id => !id.IsCancelled && !id.IsTooLate).Select(id => id.Id.Id)];
        string? detail = null;
        if (IsStopped(reason))
        {
            _stopped.AddRange(open.Select(id => $"{id} ({reason})"));
            _tooLate.AddRange(ids.Where(id => id.IsTooLate).Select(id => $"{id.Id.Id} ({reason})"));
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
            _cancelled.AddRange(same.Where(id => id.IsCancelled).Select(id => id.Id.Id));
        }

        if (same.Count > 0)
        {
            import.NoteSent(outcome, new SentState(same, detail));
        }
    }

    private void LookAtSendable(ImportOutcome outcome, bool isRenewed)
    {
        var own = IdOf(outcome);
        var found = journal.Look(own, outcome.Order, isRenewed);
        if (found.IsOfAnother)
        {
            import.Refuse(
                outcome,
                $"its id '{outcome.Id}' was sent for another order of the shop"
                    + (outcome.Suffix.Length > 0
                        ? ": use another -IdSuffix"
                        : ", with -IdSuffix, so this order cannot have it: send it with New-FbaFulfillmentOrder under an id of its own"));
        }
        else if (found.IsSent)
        {
            HoldSent(outcome, found);
            Keep(found);
        }
        else if (found.Others.Count == 0 && outcome is { Order: not null, Suffix.Length: > 0 } && !import.IncludesUncertain
            && journal.WasImportedOnly(own))
        {
            import.Hold(
                outcome, SkipReason.QuantityUncertain,
                "A part of the order, or all of it, was imported before, and the journal does not know whether it was sent. It may have been "
                    + "sent without -Journal.");
        }
        else if (!HoldRest(outcome, found.Others))
        {
            Keep(found);
        }
    }

    // What is not returned and was not sent leaves no trace: a look must not change what a later import returns.
    private void Keep(ImportedOrder found)
    {
        foreach (var note in found.Notes)
        {
            journal.Note(note);
        }
    }

    private void Warn()
    {
        if (_stopped.Count > 0)
        {
            _warnings.Add(
                $"Amazon has {Orders(_stopped.Count)} that the shop no longer wants shipped as they were sent: {ImportCounts.List(_stopped)}. "
                    + "Check them before you release anything; to cancel those that the shop has cancelled, import with -IncludeSkipped and pipe to "
                    + "Where-Object ToCancel and Stop-FbaFulfillmentOrder.");
        }

        if (_cancelled.Count > 0)
        {
            _warnings.Add(
                $"The shop still wants {Orders(_cancelled.Count)} whose cancellation was requested: {ImportCounts.List(_cancelled)}. "
                    + "Their ids cannot be used again. To ship one after all, check that Get-FbaFulfillmentOrder shows it as cancelled, "
                    + "and send it with New-FbaFulfillmentOrder under a new id.");
        }

        if (_unreadable.Count > 0)
        {
            _warnings.Add(
                $"The file has errors in {Orders(_unreadable.Count)} that Amazon has, so it is unknown what was edited in the shop after they were "
                    + $"sent: {ImportCounts.List(_unreadable)}. Look at them in the shop. Amazon ships what was sent, unless you change or cancel the order.");
        }

        if (_elsewhere.Count > 0)
        {
            _warnings.Add(
                $"The shop shows as shipped {Orders(_elsewhere.Count)} for which Amazon has reported no parcel: {ImportCounts.List(_elsewhere)}. If "
                    + "you shipped them yourself, cancel them with Stop-FbaFulfillmentOrder before you release anything, or they ship twice.");
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

    private void HoldSent(ImportOutcome outcome, ImportedOrder found)
    {
        if (found.IsCancelled)
        {
            HoldCancelled(outcome, outcome.Id, "It was sent");
            return;
        }

        if (outcome.Order is null)
        {
            var problems = string.Join("; ", outcome.Problems.Select(problem => problem.TrimEnd('.')));
            import.Hold(outcome, SkipReason.ChangedSinceSent, $"It was sent, and its rows have errors now: {problems}.");
            _unreadable.Add($"{outcome.Id} ({problems})");
            return;
        }

        if (found.Differences.Count == 0)
        {
            import.Hold(outcome, SkipReason.AlreadySent, "The journal records that it was sent.");
            return;
        }

        var changes = found.UnitChanges.Count == 0 ? "" : $": {ImportCounts.List(found.UnitChanges, "; ")}";
        var members = $"It differs in {string.Join(", ", found.Differences)}{changes}.";
        import.Hold(outcome, SkipReason.ChangedSinceSent, members);
        _warnings.Add(
            $"Order '{outcome.Id}' ({outcome.Source}) was edited in the shop after it was sent, or is now mapped differently. "
                + $"{members} Amazon ships what was sent, unless you change or cancel the order.");
    }

    private void HoldPart(ImportOutcome outcome, SentPart part, string detail)
    {
        if (part.IsCancelled)
        {
            HoldCancelled(outcome, part.Id.Id, detail);
        }
        else
        {
            import.Hold(outcome, SkipReason.AlreadySent, $"{detail}.");
        }
    }

    // The id stays used: a cancellation may have come too late.
    private void HoldCancelled(ImportOutcome outcome, string id, string detail)
    {
        import.Hold(outcome, SkipReason.AlreadySent, $"{detail}, and its cancellation was requested.");
        _cancelled.Add(id);
    }

    // Units that went out under another id of the order must not go out again. Returns whether it is held back or refused.
    private bool HoldRest(ImportOutcome outcome, IReadOnlyList<SentPart> others)
    {
        var own = IdOf(outcome);
        foreach (var other in others.Where(other => other.Id.Base != own.Base))
        {
            if (string.Equals(other.Id.Base, own.Base, StringComparison.OrdinalIgnoreCase))
            {
                HoldPart(outcome, other, $"It was sent as '{other.Id.Id}'");
            }
            else
            {
                import.Refuse(
                    outcome,
                    $"its number is nearly that of order '{other.Id.Id}', which was sent, so it is probably the same order: give it the number "
                        + "that the shop shows");
            }

            return true;
        }

        var now = outcome.Order?.Source?.Units?.Keys.ToList() ?? [];
        var lines = new HashSet<string>(now.Select(OrderNumbers.WithoutCase));
        foreach (var other in others)
        {
            if (other.Units is null)
            {
                HoldPart(outcome, other, $"Order '{other.Id.Id}' was sent, but the journal does not show which lines it contained");
                return true;
            }

            var again = other.Units.Where(line => lines.Contains(OrderNumbers.WithoutCase(line.Key)))
                .Select(line => FormattableString.Invariant($"{line.Value} of {line.Key}")).ToList();
            if (again.Count > 0)
            {
                HoldPart(outcome, other, $"{string.Join(", ", again)} went out as '{other.Id.Id}'");
                return true;
            }

            if (!import.IncludesUncertain && Renamed(other, now) is var (then, renamed))
            {
                import.Hold(
                    outcome, SkipReason.QuantityUncertain,
                    $"{then} went out as '{other.Id.Id}', and {renamed} may be the same line with another spelling of its SKU.");
                return true;
            }
        }

        return false;
    }

    // A line that differs from one that was sent only in marks, unless the order has both.
    private static (string Then, string Now)? Renamed(SentPart part, List<string> lines)
    {
        foreach (var then in part.Units!.Keys)
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

    private void NoteShop(ImportedShop? shop, DateTimeOffset? after)
    {
        var versions = (shop?.Versions ?? new Dictionary<string, int>()).ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var format in import.Formats)
        {
            versions[format.Name] = format.Version;
        }

        var now = new ImportedShop(shop?.After ?? after, versions);
        if (shop is null || shop.After != now.After || shop.ToString() != now.ToString())
        {
            journal.NoteShop(prefix, now);
        }
    }
}
