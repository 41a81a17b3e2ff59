using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;

namespace FbaOutbound.Journal;

/// <summary>What a run that sends imported orders asks of the notes of imports, and adds to them.</summary>
/// <param name="store">Where entries are kept.</param>
/// <param name="account">The account that the entries belong to.</param>
/// <param name="apiVersion">The protocol version that carries the orders.</param>
internal sealed class SentImports(IJournalStore store, JournalAccount account, string apiVersion)
{
    private readonly ConcurrentDictionary<string, bool> _sentImports = new(StringComparer.Ordinal);
    private volatile IReadOnlyDictionary<JournalKey, JournalRead>? _shop;

    /// <summary>
    /// Refuses an order that was imported with another prefix. An import without the journal asks nobody. What was sent with another prefix
    /// once is still settled.
    /// </summary>
    public async Task RequirePrefixAsync(FulfillmentOrder order, CancellationToken cancellationToken)
    {
        if (order.Source?.IdPrefix is { } prefix && await ReadShopAsync(cancellationToken).ConfigureAwait(false) is { } entry)
        {
            ImportJournal.RequirePrefix(entry, store.Name, prefix, $"Order '{order.SellerFulfillmentOrderId}' was not sent", "this order");
        }
    }

    /// <summary>
    /// Refuses an order that an import recorded in the journal as stopped in the shop: one that such an import returned, if it was
    /// recorded since then; any other one, if it was cancelled or refunded.
    /// </summary>
    public async Task RequireWantedAsync(FulfillmentOrder order, CancellationToken cancellationToken)
    {
        if (await ReadShopAsync(cancellationToken).ConfigureAwait(false) is null)
        {
            return;
        }

        var id = order.SellerFulfillmentOrderId;
        var key = JournalKey.StoppedOf(order.Source?.WholeId ?? id);
        var notes = await store.ReadAsync([key], cancellationToken).ConfigureAwait(false);
        if (notes.TryGetValue(key, out var read) && read.Entry is { } note && StopReason.Parse(note.Reference) is { } reason
            && (order.Source?.Import is { } import && import.Journal == store.Name ? import.Time < note.FirstSent
                : reason.IsLasting)
            && (note.Outcome is not { } mark || order.Source?.ShopId is not { } shopId || mark == account.ShopIdOf(key.Id, shopId)))
        {
            throw Stopped(id, "sent", note.FirstSent, reason, "import it with", "pipe the import's output to New-FbaFulfillmentOrder");
        }
    }

    /// <summary>
    /// Refuses to release a held order that an import recorded in the journal as stopped in the shop, or as shipped from elsewhere, since
    /// it was sent, unless a later one recorded it as wanted; warns of one that the user was told is edited.
    /// </summary>
    public async Task RequireReleasableAsync(string id, CancellationToken cancellationToken)
    {
        if (await ReadShopAsync(cancellationToken).ConfigureAwait(false) is null)
        {
            return;
        }

        var (creation, import, faulty) = (JournalKey.CreationOf(id), ImportJournal.KeyOfImport(id), JournalKey.FaultyOf(id));
        var entries = await store.ReadAsync([creation, import, faulty], cancellationToken).ConfigureAwait(false);
        JournalEntry? EntryOf(JournalKey key) => entries.TryGetValue(key, out var read) ? read.Entry : null;
        var sent = EntryOf(creation);
        var content = SentContent.Parse(sent?.Reference);
        JournalKey[] keys = [.. new[] { WholeIdOf(id, content?.ShopOrder), id }.Distinct().Select(JournalKey.StoppedOf)];
        var notes = await store.ReadAsync(keys, cancellationToken).ConfigureAwait(false);
        foreach (var key in keys)
        {
            if (notes.TryGetValue(key, out var read) && read.Entry is { } note && StopReason.Parse(note.Reference) is { } reason
                && (sent?.FirstSent is { } first ? note.FirstSent > first : reason.IsLasting)
                && (key.Id != id || note.Outcome is not { } mark || content?.ShopId is not { } own || mark == own))
            {
                throw Stopped(
                    id, "released", note.FirstSent, reason, "import the newest export with",
                    "release the order again. Otherwise cancel it with Stop-FbaFulfillmentOrder");
            }
        }

        var flaw = sent switch
        {
            { State: JournalState.Sent } => "may have been sent with other content than the shop shows: its outcome is not known. Run "
                + "Resolve-FbaFulfillmentOrder with the journal",
            { Outcome: nameof(OrderConflictException) } => "has other content at Amazon than what was to be sent (OrderContentDiffers)",
            _ when IsEdited(EntryOf(import), content) => "was edited in the shop after it was sent; an import reported this",
            _ when EntryOf(faulty) is { } note && ToldNote.IsOne(note) =>
                "had errors in the shop's file after it was sent; an import reported this",
            _ => null,
        };
        if (flaw is not null)
        {
            CallLog.Current.Warning($"Order '{id}' {flaw}, according to the journal '{store.Name}'. It ships as Amazon has it now.");
        }
    }

    // An edit that was taken back, which the user was told of as well, is none any more.
    private static bool IsEdited(JournalEntry? note, SentContent? sent) => note is not null && ToldNote.IsOne(note)
        && (sent is not { SentSkus: null } || SentContent.Parse(note.Reference) is not { } seen || seen.DifferencesFrom(sent).Count > 0);

    private JournalException Stopped(string id, string what, DateTimeOffset? seen, StopReason reason, string how, string then) => new(
        JournalProblem.StoppedInShop,
        FormattableString.Invariant($"Order '{id}' was not {what}: the import of {seen:yyyy-MM-dd} recorded it in the journal ")
            + $"'{store.Name}' as {reason.Text}. If the shop wants it now, {how} -Journal"
            + $"{(reason.IsLasting ? " and -Include StoppedBefore" : "")}, and {then}.");

    // An order that was sent in parts is stopped as a whole. The mark shows which beginning of the part's id is the whole order's.
    private string WholeIdOf(string id, string? mark) => mark is null ? id
        : Enumerable.Range(1, id.Length).Select(length => id.Substring(0, length))
            .FirstOrDefault(start => account.MarkOf(id, start) == mark)
            ?? id;

    private async Task<JournalEntry?> ReadShopAsync(CancellationToken cancellationToken)
    {
        var shop = _shop ??= await store.ReadAsync([JournalKey.ShopPrefix], cancellationToken).ConfigureAwait(false);
        return shop.TryGetValue(JournalKey.ShopPrefix, out var read) ? read.Entry : null;
    }

    /// <summary>
    /// Notes the id of an order that no import with this journal has noted. Otherwise later imports would not find the order under its
    /// other ids.
    /// </summary>
    public async Task NoteIdAsync(FulfillmentOrder order, CancellationToken cancellationToken)
    {
        if (order.Source is not { Core: { } core, WholeId: { } whole } source
            || (source.Import?.Journal == store.Name
                && (source.Imported ?? order).SellerFulfillmentOrderId == order.SellerFulfillmentOrderId)
            || !order.SellerFulfillmentOrderId.StartsWith(whole, StringComparison.Ordinal))
        {
            return;
        }

        var id = new ImportedId(core, whole, order.SellerFulfillmentOrderId.Substring(whole.Length));
        JournalKey[] keys = source.ShopKey is { } shopKey ? [JournalKey.IdsOf(core), JournalKey.ShopIdOf(account.ShopKeyOf(shopKey))]
            : [JournalKey.IdsOf(core)];
        foreach (var key in keys)
        {
            await JournalNotes.ChangeAsync(
                store,
                key,
                earlier => id.AddedTo(earlier?.Reference) is { } ids ? Note(key.Id) with { Reference = ids } : null,
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Notes, once, the import of an order that was sent. Imports tell of an edited order until orders of an import that told of it were
    /// sent. If that cannot be written, they tell of it again.
    /// </summary>
    public async Task NoteImportAsync(FulfillmentOrder order, CancellationToken cancellationToken)
    {
        if (order.Source?.Import is not { } import || !_sentImports.TryAdd(import.Id, true))
        {
            return;
        }

        try
        {
            await JournalNotes.ChangeAsync(store, JournalKey.SentImport(import.Id), _ => Note(import.Id), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception error) when (error is JournalException or OperationCanceledException)
        {
            CallLog.Current.Verbose($"The journal '{store.Name}' could not record that this run has sent imported orders. {error.Message}");
        }
    }

    private JournalEntry Note(string id) => new()
    {
        State = JournalState.Done, ApiVersion = apiVersion, Content = account.OfCancel(id),
    };
}
