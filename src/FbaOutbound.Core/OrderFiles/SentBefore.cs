using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;

namespace FbaOutbound.OrderFiles;

/// <summary>
/// Holds back the orders of an import that its journal records as sent. An order that has other content by now is told of once: what is
/// noted of it is written after the user was told.
/// </summary>
internal sealed class SentBefore(ImportJournal journal, OrderImport import, string? prefix)
{
    private const int MostAtOnce = 64;

    private readonly List<string> _warnings = [];

    /// <summary>What the user has to know.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Looks up every order that would be returned or refused.</summary>
    /// <param name="after">The first day whose orders are sent, if the user gives one.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="JournalException">The journal cannot be used, or belongs to orders with another prefix.</exception>
    /// <exception cref="OrderFileException">No first day is given or known, and a format needs one.</exception>
    public async Task LookAsync(DateTimeOffset? after, CancellationToken cancellationToken)
    {
        var shop = await journal.ReadShopAsync(prefix, cancellationToken).ConfigureAwait(false);
        import.StartAfter(after ?? shop?.After);
        var renewed = FindNewVersions(shop);
        var some = new List<ImportOutcome>();
        foreach (var outcome in import.Preview().Where(
            outcome => outcome.Order is not null || (outcome.Problems.Count > 0 && outcome.Id.Length > 0)))
        {
            some.Add(outcome);
            if (some.Count == MostAtOnce)
            {
                await LookAsync(some, renewed, cancellationToken).ConfigureAwait(false);
                some.Clear();
            }
        }

        await LookAsync(some, renewed, cancellationToken).ConfigureAwait(false);
        await LookAtSkippedAsync(cancellationToken).ConfigureAwait(false);
        Note(shop, after);
    }

    // What the shop no longer wants shipped, although Amazon has it. A shop marks an order as fulfilled once it was told of the parcel.
    private static bool IsStopped(SkipReason reason) => reason is not (SkipReason.AlreadySent or SkipReason.ChangedSinceSent
        or SkipReason.Fulfilled or SkipReason.PartlyFulfilled or SkipReason.TooOld or SkipReason.BeforeFirstImport or SkipReason.Repeated);

    private async Task LookAtSkippedAsync(CancellationToken cancellationToken)
    {
        var stopped = new List<string>();
        foreach (var outcome in import.Preview().Where(
            outcome => outcome.Skipped is { } skipped && outcome.Id.Length > 0 && IsStopped(skipped.SkipReason)))
        {
            var own = IdOf(outcome);
            var ids = await journal.FindSentAsync(own, cancellationToken).ConfigureAwait(false);
            stopped.AddRange(ids.Select(id => $"{id.Id} ({outcome.Skipped!.SkipReason})"));

            // A number that is only nearly the same is told of, and never cancelled for it.
            string[] same = [.. ids.Where(id => string.Equals(id.Base, own.Base, StringComparison.OrdinalIgnoreCase)).Select(id => id.Id)];
            if (same.Length > 0)
            {
                import.NoteSent(outcome.Id, same);
            }
        }

        if (stopped.Count > 0)
        {
            _warnings.Add(
                FormattableString.Invariant($"Amazon has {(stopped.Count == 1 ? "1 order" : $"{stopped.Count} orders")} that the shop no longer ")
                    + $"wants shipped as sent: {ImportCounts.List(stopped)}. Check them before you release anything; to cancel those that the "
                    + "shop has cancelled, import with -IncludeSkipped and pipe to Where-Object ToCancel and Stop-FbaFulfillmentOrder.");
        }
    }

    /// <summary>Writes what is new to the journal.</summary>
    public Task KeepAsync(CancellationToken cancellationToken) => journal.WriteAsync(cancellationToken);

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

    private async Task LookAsync(List<ImportOutcome> outcomes, HashSet<string> renewed, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(outcomes.Select(outcome => journal.LookAsync(
            IdOf(outcome), outcome.Order, renewed.Contains(outcome.Source.Format), cancellationToken))).ConfigureAwait(false);
        for (var i = 0; i < found.Length; i++)
        {
            if (found[i].IsSent)
            {
                HoldSent(outcomes[i], found[i]);
            }
            else if (found[i].Others.Count > 0)
            {
                HoldRest(outcomes[i], found[i].Others);
            }
            else if (outcomes[i] is { Order: not null, Suffix.Length: > 0 } rest && !import.IncludesUncertain
                && await journal.WasImportedOnlyAsync(IdOf(rest), cancellationToken).ConfigureAwait(false))
            {
                import.Hold(
                    rest.Id, SkipReason.QuantityUncertain,
                    "A part of the order, or all of it, was imported before, and the journal does not know whether it was sent. It may have been "
                        + "sent without -Journal.");
            }
        }
    }

    private void HoldSent(ImportOutcome outcome, ImportedOrder found)
    {
        if (found.Differences.Count == 0)
        {
            import.Hold(outcome.Id, SkipReason.AlreadySent, outcome.Order is null
                ? "Its rows can no longer be read completely, so it is unknown whether it was edited."
                : null);
            return;
        }

        var members = string.Join(", ", found.Differences);
        import.Hold(outcome.Id, SkipReason.ChangedSinceSent, $"It differs in {members}.");
        _warnings.Add(
            $"Order '{outcome.Id}' ({outcome.Source}) was edited in the shop after it was sent, or is now mapped differently. "
                + $"It differs in {members}. Amazon ships what was sent, unless you change or cancel the order.");
    }

    // Units that went out under another id of the order must not go out again.
    private void HoldRest(ImportOutcome outcome, IReadOnlyList<SentPart> others)
    {
        var own = IdOf(outcome);
        foreach (var other in others.Where(other => other.Id.Base != own.Base))
        {
            if (string.Equals(other.Id.Base, own.Base, StringComparison.OrdinalIgnoreCase))
            {
                import.Hold(outcome.Id, SkipReason.AlreadySent, $"It was sent as '{other.Id.Id}'.");
            }
            else
            {
                import.Refuse(
                    outcome.Id,
                    $"its number is nearly that of order '{other.Id.Id}', which was sent, so it is probably the same order: give it the number "
                        + "that the shop shows");
            }

            return;
        }

        var lines = new HashSet<string>((outcome.Order?.Source?.Units?.Keys ?? []).Select(OrderNumbers.WithoutCase));
        foreach (var other in others)
        {
            if (other.Units is null)
            {
                import.Hold(
                    outcome.Id, SkipReason.AlreadySent,
                    $"Order '{other.Id.Id}' was sent, but the journal does not show which lines it contained.");
                return;
            }

            var again = other.Units.Where(line => lines.Contains(OrderNumbers.WithoutCase(line.Key)))
                .Select(line => FormattableString.Invariant($"{line.Value} of {line.Key}")).ToList();
            if (again.Count > 0)
            {
                import.Hold(outcome.Id, SkipReason.AlreadySent, $"{string.Join(", ", again)} went out as '{other.Id.Id}'.");
                return;
            }
        }
    }

    private static ImportedId IdOf(ImportOutcome outcome)
    {
        var whole = outcome.Id.Substring(0, outcome.Id.Length - outcome.Suffix.Length);
        return new ImportedId(OrderNumbers.CoreOf(OrderFormats.Find(outcome.Source.Format), whole), whole, outcome.Suffix);
    }

    private void Note(ImportedShop? shop, DateTimeOffset? after)
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
