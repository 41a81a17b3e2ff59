using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;

namespace FbaOutbound.OrderFiles.Imports;

/// <summary>Finds orders that may have gone out.</summary>
/// <param name="journal">What the journal knows of the orders.</param>
/// <param name="import">The import.</param>
/// <param name="findings">What the user is told.</param>
internal sealed class UncertainLookup(JournaledOrders journal, OrderImport import, SentFindings findings)
{
    /// <summary>
    /// Looks up an order. One that may have gone out is returned under the id that it has, so that a run finds out. Otherwise the user is
    /// told.
    /// </summary>
    public void Look(ImportOutcome outcome)
    {
        var own = outcome.OwnId;
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
                findings.Add(FindingKind.Again, again.Id);
            }
            else
            {
                findings.Add(FindingKind.Uncertain, part.Id.Id);
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
}
