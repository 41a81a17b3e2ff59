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
        Note(shop, after);
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
        var found = await Task.WhenAll(outcomes.Select(outcome => journal.LookAsync(outcome.Id, outcome.Order, cancellationToken)))
            .ConfigureAwait(false);
        for (var i = 0; i < found.Length; i++)
        {
            var outcome = outcomes[i];
            if (!found[i].IsSent)
            {
                continue;
            }

            if (found[i].Differences.Count == 0 || renewed.Contains(outcome.Source.Format))
            {
                import.Hold(outcome.Id, SkipReason.AlreadySent, outcome.Order is null
                    ? "Its rows can no longer be read completely, so it is unknown whether it was edited."
                    : null);
                continue;
            }

            var members = string.Join(", ", found[i].Differences);
            import.Hold(outcome.Id, SkipReason.ChangedSinceSent, $"It differs in {members}.");
            _warnings.Add(
                $"Order '{outcome.Id}' ({outcome.Source}) was edited in the shop after it was sent, or is now mapped differently. "
                    + $"It differs in {members}. Amazon ships what was sent, unless you change or cancel the order.");
        }
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
