using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Journal;

/// <summary>Which orders of an import a shop has stopped, as earlier imports have noted and this one notes.</summary>
/// <param name="orders">What the journal knows of the orders.</param>
/// <param name="account">The account that the entries belong to.</param>
/// <param name="notes">What this import notes.</param>
internal sealed class ImportedStops(JournaledOrders orders, JournalAccount account, ImportNotes notes)
{
    /// <summary>
    /// Notes that the shop has stopped an order. A lasting reason replaces one that may be lifted, and an order that was wanted or sent
    /// since is noted again.
    /// </summary>
    /// <param name="id">The order's id.</param>
    /// <param name="source">The order's rows.</param>
    /// <param name="reason">Why it was stopped.</param>
    /// <param name="seen">The time of the import.</param>
    public void Note(ImportedId id, OrderSource source, StopReason reason, DateTimeOffset seen)
    {
        var key = KeyOf(id, source);
        var entry = orders.EntryOf(key);
        if (StopReason.Parse(entry?.Reference) is not { } earlier || (reason.IsLasting && !earlier.IsLasting)
            || (earlier.IsWaiting && !reason.IsWaiting) || entry!.FirstSent <= orders.SentOf(key.Id).Entry?.FirstSent)
        {
            notes.AddStop(
                new ImportNote(key, reason.Text, source.ShopId is { } shopId ? account.ShopIdOf(key.Id, shopId) : null, seen));
        }
    }

    /// <summary>Notes that a list asks to cancel what was sent under exactly this id.</summary>
    public void NoteListed(ImportedId id, DateTimeOffset seen) =>
        notes.AddStop(new ImportNote(JournalKey.StoppedOf(id.Id), StopReason.CancelListed.Text, First: seen));

    /// <summary>Returns what is to be noted if an order is wanted that was stopped after it was sent.</summary>
    public ImportNote NoteOfWanted(ImportedId id, OrderSource source, DateTimeOffset seen) =>
        new(KeyOf(id, source), StopReason.Wanted, First: seen);

    /// <summary>
    /// Returns why an order was stopped when an earlier import saw it, and when that was; null if it was not, was sent since, also under
    /// another id, or its cancellation was decided.
    /// </summary>
    public (StopReason Reason, DateTimeOffset Seen)? Since(ImportedId id, OrderSource source)
    {
        var noted = NotedOf(id, source);
        return noted is var (_, seen) && SentOf(id, source)
            .TrueForAll(part => part is { IsCancelled: false, IsTooLate: false } && part.FirstSent < seen) ? noted : null;
    }

    /// <summary>
    /// Whether an order was stopped for good, and cancelled since: a file that shows it as open may be older than the cancellation.
    /// </summary>
    public bool IsOver(ImportedId id, OrderSource source) => NotedOf(id, source) is var (reason, seen) && reason.IsLasting
        && SentOf(id, source) is { Count: > 0 } sent && sent.TrueForAll(part => part.IsCancelled && part.FirstSent < seen);

    /// <summary>Whether an import has noted that an order was stopped, and none since that it is wanted.</summary>
    public bool IsNoted(ImportedId id, OrderSource source) => StopReason.Parse(orders.EntryOf(KeyOf(id, source))?.Reference) is not null;

    private (StopReason Reason, DateTimeOffset Seen)? NotedOf(ImportedId id, OrderSource source)
    {
        var key = KeyOf(id, source);
        return orders.EntryOf(key) is { FirstSent: { } seen } note && StopReason.Parse(note.Reference) is { } reason
            && (note.Outcome is not { } mark || source.ShopId is not { } shopId || mark == account.ShopIdOf(key.Id, shopId))
                ? (reason, seen) : null;
    }

    private List<SentPart> SentOf(ImportedId id, OrderSource source) => [.. orders.FindSent(id, source).Where(part => part.IsSent)];

    // A number that the shop has changed may be another order's by now.
    private JournalKey KeyOf(ImportedId id, OrderSource source) =>
        JournalKey.StoppedOf((orders.FindSent(id, source).FirstOrDefault(part => part.IsRenumbered)?.Id ?? id).Base);
}
