using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;

namespace FbaOutbound.Journal;

/// <summary>
/// What the import of order files asks of a journal, and notes in it: which orders were sent, how each looked when it was imported, and
/// whose ids they are. The notes are entries of operations of their own, so that a run that sends orders never meets them.
/// </summary>
/// <param name="store">Where entries are kept; this owns it.</param>
/// <param name="account">The account that the entries belong to.</param>
/// <param name="apiVersion">The protocol version of the journal.</param>
internal sealed class ImportJournal(IJournalStore store, JournalAccount account, string apiVersion) : IDisposable
{
    private const int MostAtOnce = 256;
    private const int MarkLength = 12;

    private readonly ImportNotes _notes = new(new ImportMark(Guid.NewGuid().ToString("N").Substring(0, MarkLength), store.Name));

    // The formats that imports have noted before this one.
    private HashSet<string> _formats = [];

    private int _runs;

    /// <summary>This import: a run that sends orders of it settles what it told of.</summary>
    public ImportMark Mark => _notes.Mark;

    /// <summary>The key of how an order looked when it was imported.</summary>
    public static JournalKey KeyOfImport(string id) => new(JournalOperations.Import, id);

    /// <summary>Holds a prefix against the one that the orders of a journal have.</summary>
    /// <param name="shop">What imports have noted of the shop.</param>
    /// <param name="journal">What messages call the journal.</param>
    /// <param name="prefix">The prefix.</param>
    /// <param name="end">What a message says did not happen.</param>
    /// <param name="whose">What has the prefix.</param>
    /// <exception cref="JournalException">The journal belongs to orders with another prefix.</exception>
    public static void RequirePrefix(JournalEntry shop, string journal, string? prefix, string end, string whose)
    {
        var (known, given) = (shop.Reference ?? "", prefix?.Trim() ?? "");
        if (known != given)
        {
            throw new JournalException(
                JournalProblem.OtherShop,
                $"{end}: the orders in the journal '{journal}' were imported with {Told(known)}, and {whose} has {Told(given)}. "
                    + "With a different prefix, every open order would get a new id and ship twice. "
                    + "Use the same -IdPrefix, or a separate journal for each shop.");
        }
    }

    /// <summary>Returns what earlier imports have noted of the shop; null before the first one.</summary>
    /// <exception cref="JournalException">The journal cannot be used, or belongs to orders with another prefix.</exception>
    public async Task<ImportedShop?> ReadShopAsync(string? prefix, CancellationToken cancellationToken)
    {
        var read = await store.ReadAsync([JournalKey.ShopPrefix, JournalKey.ImportRuns], cancellationToken).ConfigureAwait(false);
        JournalEntry? EntryOf(JournalKey key) => read.TryGetValue(key, out var one) ? one.Entry : null;
        _runs = ToldNote.CountOf(EntryOf(JournalKey.ImportRuns)?.Reference);
        if (EntryOf(JournalKey.ShopPrefix) is not { } entry)
        {
            return null;
        }

        RequirePrefix(entry, store.Name, prefix, "Nothing was returned", "this import");
        _formats = [.. ImportedShop.VersionsOf(entry.Outcome).Keys];
        return new ImportedShop(entry.FirstSent, ImportedShop.VersionsOf(entry.Outcome)) { Keys = ImportedShop.KeysOf(entry.Outcome) };
    }

    /// <summary>Notes whose ids the orders have. It is written with <see cref="WriteAsync"/>.</summary>
    public void NoteShop(string? prefix, ImportedShop shop) =>
        Note([new ImportNote(JournalKey.ShopPrefix, prefix?.Trim() ?? "", shop.ToString(), shop.After)]);

    /// <summary>
    /// Keeps what is to be written with <see cref="WriteAsync"/>. What is not returned and was not sent leaves no trace: a look must not
    /// change what a later import returns.
    /// </summary>
    public void Note(IEnumerable<ImportNote> notes) => _notes.Add(notes);

    /// <summary>Reads all that is to be known of some orders.</summary>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    public async Task<JournaledOrders> ReadAsync(
        IReadOnlyCollection<(ImportedId Id, OrderSource Source)> orders, CancellationToken cancellationToken)
    {
        var keys = orders.SelectMany(order =>
            JournaledOrders.KeysOfLists(account, order.Id, order.Source).Append(JournalKey.EarlierIdsOf(order.Id.Core))).Distinct();
        var lists = await store.ReadAsync([.. keys], cancellationToken).ConfigureAwait(false);
        var byLists = Of(lists);
        var others = orders.SelectMany(order => byLists.OthersOf(order.Id, order.Source)).Select(id => id.Id)
            .Distinct(StringComparer.Ordinal).ToList();
        var all = others.Concat(orders.Select(order => order.Id.Id)).Distinct(StringComparer.Ordinal);
        var entries = await store.ReadAsync(
            [
                .. all.SelectMany(id => (JournalKey[])[JournalKey.CreationOf(id), JournalKey.CancellationOf(id), KeyOfImport(id)]),
                .. others.Select(JournalKey.LastOf), .. all.Select(JournalKey.StoppedOf), .. all.Select(JournalKey.FaultyOf),
            ],
            cancellationToken).ConfigureAwait(false);
        var told = entries.Values.Select(read => read.Entry is null ? null : ToldNote.ImportOf(read.Entry)).OfType<string>()
            .Select(JournalKey.SentImport).Distinct().ToList();
        IReadOnlyDictionary<JournalKey, JournalRead> settled = told.Count == 0 ? new Dictionary<JournalKey, JournalRead>()
            : await store.ReadAsync(told, cancellationToken).ConfigureAwait(false);
        return Of(lists.Concat(entries).Concat(settled).ToDictionary(pair => pair.Key, pair => pair.Value));
    }

    /// <summary>
    /// Writes what the shop has stopped. It protects orders that were sent, so it must not depend on how the import ends.
    /// </summary>
    public async Task WriteStopsAsync(CancellationToken cancellationToken)
    {
        await WriteNotesAsync(_notes.Stops, cancellationToken).ConfigureAwait(false);
        _notes.ClearStops();
    }

    /// <summary>Writes the other notes.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await WriteNotesAsync(_notes.Others, cancellationToken).ConfigureAwait(false);
        _notes.ClearOthers();
    }

    /// <summary>Closes the store.</summary>
    public void Dispose() => store.Dispose();

    private static string Told(string prefix) => prefix.Length == 0 ? "no id prefix" : $"the id prefix '{prefix}'";

    private JournaledOrders Of(IReadOnlyDictionary<JournalKey, JournalRead> read) =>
        new(read, account, apiVersion, _notes, _formats, _runs);

    private async Task WriteNotesAsync(IReadOnlyCollection<ImportNote> notes, CancellationToken cancellationToken)
    {
        for (var first = 0; first < notes.Count; first += MostAtOnce)
        {
            await Task.WhenAll(notes.Skip(first).Take(MostAtOnce)
                .Select(note => JournalNotes.ChangeAsync(store, note.Key, earlier => EntryOf(note, earlier), cancellationToken)))
                .ConfigureAwait(false);
        }
    }

    // A run that sends orders may have added to the ids of one since they were read.
    private JournalEntry? EntryOf(ImportNote note, JournalEntry? earlier) =>
        (note.Adds is { } id ? id.AddedTo(earlier?.Reference) : note.Reference) is { } reference
            ? new JournalEntry
            {
                State = JournalState.Done,
                ApiVersion = apiVersion,
                Content = account.OfCancel(note.Key.Id),
                FirstSent = note.First,
                Outcome = note.Outcome,
                Reference = reference,
            }
            : null;
}
