using System;
using System.Collections.Generic;
using System.Globalization;
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

    // What a note says of an order that was sent: its user was told of the difference, and by which import. Earlier versions wrote a count
    // of runs in the place of the import, and another word where they had told of an edit and could not compare the order since.
    private const string UserWasTold = "Told";
    private const string By = " by ";
    private const string NotComparedSinceEdited = "Renewed edited";

    private const string Refused = nameof(Refused);

    // The formats that imports have noted before this one.
    private HashSet<string> _formats = [];

    private readonly List<ImportNote> _notes = [];
    private readonly Dictionary<JournalKey, ImportNote> _stops = [];
    private IReadOnlyDictionary<JournalKey, JournalRead> _read = new Dictionary<JournalKey, JournalRead>();
    private int _runs;

    /// <summary>This import: a run that sends orders of it settles what it told of.</summary>
    public ImportMark Mark { get; } = new(Guid.NewGuid().ToString("N").Substring(0, MarkLength), store.Name);

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
        _read = await store.ReadAsync([JournalKey.ShopPrefix, JournalKey.ImportRuns], cancellationToken).ConfigureAwait(false);
        _runs = RunsOf(EntryOf(JournalKey.ImportRuns)?.Reference);
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
        _notes.Add(new ImportNote(JournalKey.ShopPrefix, prefix?.Trim() ?? "", shop.ToString(), shop.After));

    /// <summary>
    /// Keeps what is to be written with <see cref="WriteAsync"/>. What is not returned and was not sent leaves no trace: a look must not
    /// change what a later import returns.
    /// </summary>
    public void Note(IEnumerable<ImportNote> notes) => _notes.AddRange(notes);

    /// <summary>Reads all that is to be known of some orders. The other methods answer from it.</summary>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    public async Task ReadAsync(IReadOnlyCollection<(ImportedId Id, OrderSource Source)> orders, CancellationToken cancellationToken)
    {
        var keys = orders
            .SelectMany(order => KeysOfLists(order.Id, order.Source).Append(JournalKey.EarlierIdsOf(order.Id.Core))).Distinct();
        var lists = await store.ReadAsync([.. keys], cancellationToken).ConfigureAwait(false);
        _read = lists;
        var others = orders.SelectMany(order => OthersOf(order.Id, order.Source)).Select(id => id.Id).Distinct(StringComparer.Ordinal)
            .ToList();
        var all = others.Concat(orders.Select(order => order.Id.Id)).Distinct(StringComparer.Ordinal);
        var entries = await store.ReadAsync(
            [
                .. all.SelectMany(id => (JournalKey[])[JournalKey.CreationOf(id), JournalKey.CancellationOf(id), KeyOfImport(id)]),
                .. others.Select(JournalKey.LastOf), .. all.Select(JournalKey.StoppedOf), .. all.Select(JournalKey.FaultyOf),
            ],
            cancellationToken).ConfigureAwait(false);
        var told = entries.Values.Select(read => read.Entry is null ? null : ToldBy(read.Entry)).OfType<string>()
            .Select(JournalKey.SentImport).Distinct().ToList();
        IReadOnlyDictionary<JournalKey, JournalRead> settled = told.Count == 0 ? new Dictionary<JournalKey, JournalRead>()
            : await store.ReadAsync(told, cancellationToken).ConfigureAwait(false);
        _read = lists.Concat(entries).Concat(settled).ToDictionary(pair => pair.Key, pair => pair.Value);
    }

    /// <summary>
    /// Tells whether an order was sent, how it differs from what was sent, and what went out under other ids of the same order.
    /// </summary>
    /// <param name="id">The order's id.</param>
    /// <param name="source">The order's rows.</param>
    /// <param name="order">The order as it is read now; null if it cannot be read whole.</param>
    /// <param name="part">How much of the order is known to be elsewhere, if a part of it was shipped; null otherwise.</param>
    /// <param name="ignoresRefunds">Whether new refunds are no difference, because the user is told of them in another way.</param>
    public ImportedOrder Look(
        ImportedId id, OrderSource source, FulfillmentOrder? order, PartShipped? part = null, bool ignoresRefunds = false)
    {
        var (sent, mayBeSent) = SentOf(id.Id);
        var isSent = sent is { State: JournalState.Done };
        var others = SentOthersOf(id, source);
        var found = new ImportedOrder(isSent, [], others, []) { IsCancelled = IsCancelled(id.Id) };
        if (mayBeSent && IsOfAnother(id, source))
        {
            return found with { IsOfAnother = true };
        }

        if (order is null)
        {
            return found;
        }

        // Of a rest that was sent, a part may be shipped by now.
        part ??= id.Suffix.Length > 0 ? new PartShipped(null) { IsOfRest = true } : null;
        var now = SentContent.Of(order, account);
        var looked = isSent
            ? LookSent(found, KeyOfImport(id.Id), SentContent.Parse(sent!.Reference), now, part, ignoresRefunds: ignoresRefunds)
            : found with { Notes = NotesOfUnsent(id, now, mayBeSent) };
        return looked with { Notes = [.. NotesOf(id, source), .. looked.Notes] };
    }

    /// <summary>Returns what is to be noted so that an order is found under its other ids.</summary>
    public IEnumerable<ImportNote> NotesOf(ImportedId id, OrderSource source) => KeysOfLists(id, source)
        .Where(key => !ListOf(key, id).Contains(id)).Select(key => new ImportNote(key, null) { Adds = id });

    /// <summary>Returns what is to be noted so that an order that has a new number is found by that alone.</summary>
    public IEnumerable<ImportNote> NotesOfNumber(ImportedId id, OrderSource source) => FindSent(id, source)
        .Where(part => part.IsRenumbered && !ListOf(JournalKey.EarlierIdsOf(id.Core), id).Contains(part.Id))
        .Select(part => new ImportNote(JournalKey.EarlierIdsOf(id.Core), null) { Adds = part.Id });

    /// <summary>Tells how an order differs from what was sent of it under ids that are not its own.</summary>
    /// <param name="parts">What was sent of it, or may have been.</param>
    /// <param name="last">The part that was sent last of those that Amazon ships.</param>
    /// <param name="order">The order as it is read now.</param>
    /// <param name="part">How much of the order is known to be elsewhere, if a part of it was shipped; null otherwise.</param>
    /// <param name="ignoresRefunds">Whether new refunds are no difference, because the user is told of them in another way.</param>
    public ImportedOrder LookAtLast(
        IReadOnlyList<SentPart> parts, SentPart last, FulfillmentOrder order, PartShipped? part, bool ignoresRefunds = false)
    {
        var sent = WithoutNumber(SentContent.Parse(SentOf(last.Id.Id).Entry?.Reference));

        // The hashes of the members have the id in them that the order was imported with, and a user can change it before it is sent.
        var now = ListOf(last.Id).Prepend(last.Id with { Suffix = "" }).Append(last.Id).Distinct()
            .Select(imported => WithoutNumber(ContentOf(order, imported, last.Id))!)
            .OrderBy(content => sent is null ? 0 : content.DifferencesFrom(sent).Count).First();
        var found = new ImportedOrder(true, [], [.. parts.Where(other => other.Id != last.Id)], []);
        return LookSent(found, JournalKey.LastOf(last.Id.Id), sent, now, part, isOfSum: true, ignoresRefunds);
    }

    /// <summary>Whether an order is the one that was sent under its id, so that a run can find out what became of that.</summary>
    public bool IsAsSent(FulfillmentOrder order) => SentOf(order.SellerFulfillmentOrderId).Entry is { } entry
        && entry.ApiVersion == apiVersion && entry.Content.Essentials == account.Of(order).Essentials;

    /// <summary>Whether an order may have gone out under one of its ids.</summary>
    public bool HasUncertain(ImportedId id, OrderSource source) => OthersOf(id, source).Append(id).Any(each => IsUncertain(each.Id));

    /// <summary>Returns the ids under which an order was sent, or may have been.</summary>
    public IReadOnlyList<SentPart> FindSent(ImportedId id, OrderSource source) =>
        [.. OthersOf(id, source).Append(id).Where(candidate => MayBeSent(candidate, source)).Select(part => PartOf(part, id))];

    /// <summary>Returns what was sent, or may have been, under exactly this id, for whatever order; null if nothing was.</summary>
    public SentPart? FindExact(ImportedId id) => SentOf(id.Id).MayBeSent ? PartOf(id, id) : null;

    /// <summary>Whether an id was sent, or may have been, for another order of the shop: for the rest of one, or for a whole one.</summary>
    public bool IsUsedByAnother(ImportedId id, OrderSource source) => SentOf(id.Id).MayBeSent && IsOfAnother(id, source);

    /// <summary>Whether an id was sent for an order that the shop numbers in the same way, and knows by another id of its own.</summary>
    public bool IsUsedByNamesake(ImportedId id, OrderSource source) =>
        SentContent.Parse(SentOf(id.Id).Entry?.Reference) is { ShopId: { } mark } sent && sent.Format == source.Format
            && source.ShopId is { } shopId && mark != account.ShopIdOf(id.Id, shopId) && !HasOtherWhole(sent, id);

    /// <summary>Tells whether an order was imported under another of its ids, and not sent as far as this journal knows.</summary>
    public bool WasImportedOnly(ImportedId id, OrderSource source) =>
        OthersOf(id, source).Any(other => EntryOf(KeyOfImport(other.Id)) is not null && !SentOf(other.Id).MayBeSent);

    /// <summary>
    /// Whether lines that were sent before are surely named in the same way as those of a file, although the journal does not say so: it
    /// has never known another format.
    /// </summary>
    public bool HasOnly(string format) => _formats.Count == 1 && _formats.Contains(format);

    /// <summary>
    /// Notes that the shop has stopped an order, for <see cref="WriteStopsAsync"/>. A lasting reason replaces one that may be lifted, and
    /// an order that was wanted or sent since is noted again.
    /// </summary>
    /// <param name="id">The order's id.</param>
    /// <param name="source">The order's rows.</param>
    /// <param name="reason">Why it was stopped.</param>
    /// <param name="seen">The time of the import.</param>
    public void NoteStopped(ImportedId id, OrderSource source, StopReason reason, DateTimeOffset seen)
    {
        var key = KeyOfStopped(id, source);
        var entry = EntryOf(key);
        if (StopReason.Parse(entry?.Reference) is not { } earlier || (reason.IsLasting && !earlier.IsLasting)
            || (earlier.IsWaiting && !reason.IsWaiting) || entry!.FirstSent <= SentOf(key.Id).Entry?.FirstSent)
        {
            _stops[key] = new ImportNote(key, reason.Text, source.ShopId is { } shopId ? account.ShopIdOf(key.Id, shopId) : null, seen);
        }
    }

    /// <summary>Notes that a list asks to cancel what was sent under exactly this id, for <see cref="WriteStopsAsync"/>.</summary>
    public void NoteListed(ImportedId id, DateTimeOffset seen)
    {
        var key = JournalKey.StoppedOf(id.Id);
        _stops[key] = new ImportNote(key, StopReason.CancelListed.Text, First: seen);
    }

    /// <summary>Notes that an order is wanted that was stopped after it was sent: the user says so.</summary>
    public void NoteWanted(ImportedId id, OrderSource source, DateTimeOffset seen) =>
        _notes.Add(new ImportNote(KeyOfStopped(id, source), StopReason.Wanted, First: seen));

    /// <summary>The key of how an order looked when it was imported.</summary>
    public static JournalKey KeyOfImport(string id) => new(JournalOperations.Import, id);

    /// <summary>Whether a note of that key says that the order was edited after it was sent, and that its user was told.</summary>
    public static bool WasTold(JournalEntry note) => note.Outcome?.StartsWith(UserWasTold, StringComparison.Ordinal) == true;

    /// <summary>Notes that the user is told of the errors in an order's rows. Returns whether the same ones are settled already.</summary>
    public bool NoteFaulty(string id, string rows)
    {
        var (key, mark) = (JournalKey.FaultyOf(id), account.RowsOf(id, rows));
        if (EntryOf(key) is { } note && note.Reference == mark && IsSettled(note))
        {
            return true;
        }

        _notes.Add(new ImportNote(key, mark, UserWasTold + By + Mark.Id));
        return false;
    }

    /// <summary>Notes that the rows of an order that was not sent are refused: what is sent of it is not what they say.</summary>
    public void NoteRefused(string id, string rows)
    {
        if (!WasRefused(id, rows))
        {
            _notes.Add(new ImportNote(JournalKey.FaultyOf(id), account.RowsOf(id, rows), Refused));
        }
    }

    /// <summary>Whether an import refused an order as it is, before it was sent.</summary>
    public bool WasRefused(string id, string rows) =>
        EntryOf(JournalKey.FaultyOf(id)) is { Outcome: Refused } note && note.Reference == account.RowsOf(id, rows);

    /// <summary>
    /// Returns why an order was stopped when an earlier import saw it, and when that was; null if it was not, was sent since, also under
    /// another id, or its cancellation was decided.
    /// </summary>
    public (StopReason Reason, DateTimeOffset Seen)? StoppedSince(ImportedId id, OrderSource source)
    {
        var key = KeyOfStopped(id, source);
        if (EntryOf(key) is not { FirstSent: { } seen } note || StopReason.Parse(note.Reference) is not { } reason
            || (note.Outcome is { } mark && source.ShopId is { } shopId && mark != account.ShopIdOf(key.Id, shopId)))
        {
            return null;
        }

        var sent = FindSent(id, source).Where(part => part.IsSent).ToList();
        var isSince = sent.TrueForAll(part => part is { IsCancelled: false, IsTooLate: false } && part.FirstSent < seen);
        return isSince ? (reason, seen) : null;
    }

    /// <summary>Whether an import has noted that an order was stopped, and none since that it is wanted.</summary>
    public bool IsNotedAsStopped(ImportedId id, OrderSource source) =>
        StopReason.Parse(EntryOf(KeyOfStopped(id, source))?.Reference) is not null;

    /// <summary>
    /// Writes what the shop has stopped. It protects orders that were sent, so it must not depend on how the import ends.
    /// </summary>
    public async Task WriteStopsAsync(CancellationToken cancellationToken)
    {
        await WriteNotesAsync([.. _stops.Values], cancellationToken).ConfigureAwait(false);
        _stops.Clear();
    }

    /// <summary>Writes the other notes.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await WriteNotesAsync(_notes, cancellationToken).ConfigureAwait(false);
        _notes.Clear();
    }

    private async Task WriteNotesAsync(List<ImportNote> notes, CancellationToken cancellationToken)
    {
        for (var first = 0; first < notes.Count; first += MostAtOnce)
        {
            await Task.WhenAll(notes.Skip(first).Take(MostAtOnce)
                .Select(note => JournalNotes.ChangeAsync(store, note.Key, earlier => EntryOf(note, earlier), cancellationToken)))
                .ConfigureAwait(false);
        }
    }

    /// <summary>Closes the store.</summary>
    public void Dispose() => store.Dispose();

    private static string Told(string prefix) => prefix.Length == 0 ? "no id prefix" : $"the id prefix '{prefix}'";

    private static JournalKey KeyOfList(ImportedId id) => JournalKey.IdsOf(id.Core);

    // The order's number and the shop's own id of it lead to its ids.
    private IEnumerable<JournalKey> KeysOfLists(ImportedId id, OrderSource source) =>
        source.ShopKey is { } key ? [KeyOfList(id), JournalKey.ShopIdOf(account.ShopKeyOf(key))] : [KeyOfList(id)];

    private static int RunsOf(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var runs) ? runs : 0;

    // Returns the import by which the user was told; null if it was another version's, or he was not told.
    private static string? ToldBy(JournalEntry note) => note.Outcome?.StartsWith(UserWasTold + By, StringComparison.Ordinal) == true
        ? note.Outcome.Substring(UserWasTold.Length + By.Length)
        : null;

    private bool IsSettled(JournalEntry note) => ToldBy(note) is { } import ? EntryOf(JournalKey.SentImport(import)) is not null
        : note.Outcome == UserWasTold
            || (note.Outcome?.StartsWith(UserWasTold + " ", StringComparison.Ordinal) == true
                && RunsOf(note.Outcome.Substring(UserWasTold.Length + 1)) < _runs);

    private List<ImportNote> NotesOfUnsent(ImportedId id, SentContent now, bool mayBeSent)
    {
        var brief = BriefOf(now);
        var note = EntryOf(KeyOfImport(id.Id));
        return note is null || (note.Reference != brief && !mayBeSent) ? [new ImportNote(KeyOfImport(id.Id), brief)] : [];
    }

    private SentContent ContentOf(FulfillmentOrder order, ImportedId imported, ImportedId sent) => SentContent.Of(
        order with
        {
            SellerFulfillmentOrderId = sent.Id,
            Source = order.Source! with { Imported = (order.Source.Imported ?? order) with { SellerFulfillmentOrderId = imported.Id } },
        },
        account);

    // Without a prefix, only an id with a suffix needs the shop's number beside it.
    private static SentContent? WithoutNumber(SentContent? content) => content is null ? null : content with
    {
        Members = content.Members.Where(member => member.Key != nameof(FulfillmentOrder.DisplayableOrderId))
            .ToDictionary(member => member.Key, member => member.Value),
    };

    private ImportedOrder LookSent(
        ImportedOrder found, JournalKey key, SentContent? sent, SentContent now, PartShipped? part, bool isOfSum = false,
        bool ignoresRefunds = false)
    {
        var note = EntryOf(key);
        var known = KnownOf(sent, note, now.Format);
        found = found with { HadRefunds = sent?.HasRefunds == true };
        if (known.Last is null)
        {
            return found with { Notes = [new ImportNote(key, now.ToString())] };
        }

        now = (ignoresRefunds ? now.WithRefundsOf(known.Last) : now).FilledFrom(known.Last);
        var noted = now;
        if (ignoresRefunds)
        {
            (now, known) = (now.WithoutRefunds(), known.WithoutRefunds());
        }

        var comparison = new SentComparison(now, known, part, isOfSum || part is { IsOfRest: false } ? found.Others : []);
        found = found with { HasUnknownLines = !comparison.KnowsLines };
        var isSettled = known.Told is null || IsSettled(note!) || comparison.IsSettledByParts;
        return isSettled && !comparison.IsEdited
            ? found with { Notes = note is null ? [new ImportNote(key, BriefOf(noted))] : [], WasEdited = comparison.WasEdited }
            : found with
            {
                Notes = [new ImportNote(key, noted.ToString(), UserWasTold + By + Mark.Id)],
                WasEdited = true,
                IsAsSent = comparison.IsAsSent,
                Differences = comparison.Differences,
                LineChanges = comparison.LineChanges,
            };
    }

    private static string BriefOf(SentContent content) => (content with { Lines = null, ShopOrder = null, ShopId = null }).ToString();

    private KnownOrder KnownOf(SentContent? sent, JournalEntry? note, string? format)
    {
        var noted = SentContent.Parse(note?.Reference);
        var wasTold = noted is not null && WasTold(note!);
        return new KnownOrder(
            WithFormat(sent, format), WithFormat(noted, format), wasTold,
            wasTold || (sent is null && note?.Outcome == NotComparedSinceEdited));
    }

    // A number that the shop has changed may be another order's by now.
    private JournalKey KeyOfStopped(ImportedId id, OrderSource source) =>
        JournalKey.StoppedOf((FindSent(id, source).FirstOrDefault(part => part.IsRenumbered)?.Id ?? id).Base);

    // What an earlier version has noted says no format: it is that of the file, unless the journal knows others and not this one.
    private SentContent? WithFormat(SentContent? content, string? format) =>
        content is not { Format: null, SentSkus: null } || format is null || _formats.Count == 0 || _formats.Contains(format) ? content
            : content with { Format = _formats.First() };

    private JournalEntry? EntryOf(JournalKey key) => _read.TryGetValue(key, out var read) ? read.Entry : null;

    private IReadOnlyList<ImportedId> ListOf(ImportedId id) => ListOf(KeyOfList(id), id);

    private IReadOnlyList<ImportedId> ListOf(JournalKey key, ImportedId id) => ImportedId.ListOf(EntryOf(key)?.Reference, id.Core);

    // The order may have other ids: with another suffix, as a spreadsheet left its number, or with a number that it had before.
    private IEnumerable<ImportedId> OthersOf(ImportedId id, OrderSource source) =>
        KeysOfLists(id, source).Concat(source.ShopKey is null ? [JournalKey.EarlierIdsOf(id.Core)] : [])
            .SelectMany(key => ListOf(key, id)).Append(id with { Suffix = "" }).Distinct().Where(other => other != id);

    private List<SentPart> SentOthersOf(ImportedId id, OrderSource source) =>
        [.. OthersOf(id, source).Where(other => MayBeSent(other, source)).Select(part => PartOf(part, id))];

    private SentPart PartOf(ImportedId id, ImportedId own)
    {
        var hasOther = HasOtherContent(SentOf(id.Id).Entry);
        var content = hasOther ? null : SentContent.Parse(SentOf(id.Id).Entry?.Reference);

        // The marks of goods have the id in them, so that those of two ids do not compare.
        var lines = content?.Lines?.ToDictionary(line => line.Key, line => line.Value with { Goods = null });
        var cancel = EntryOf(JournalKey.CancellationOf(id.Id));
        var isTooLate = cancel is { State: JournalState.NotDone, Outcome: JournalEntry.TooLate };
        return new SentPart(id, lines, IsCancelled(id.Id))
        {
            Format = content?.Format,
            IsRenumbered = id.Base != own.Base && !ListOf(own).Contains(id),
            IsSent = SentOf(id.Id).Entry is { State: JournalState.Done },
            IsUncertain = IsUncertain(id.Id),
            HasOtherContent = hasOther,
            FirstSent = SentOf(id.Id).Entry?.FirstSent,
            IsTooLate = isTooLate,
            TooLateStatus = isTooLate ? cancel!.Reference : null,
        };
    }

    private bool IsUncertain(string id) =>
        _read.TryGetValue(JournalKey.CreationOf(id), out var read) && read is { IsHeld: false, Entry.State: JournalState.Sent };

    private bool IsCancelled(string id) => EntryOf(JournalKey.CancellationOf(id)) is { State: JournalState.Done };

    // An order that another run holds is being sent: the command that sends it waits for the outcome.
    private (JournalEntry? Entry, bool MayBeSent) SentOf(string id) => _read.TryGetValue(JournalKey.CreationOf(id), out var read)
        ? (read.Entry, read.IsHeld || read.Entry is { State: JournalState.Sent or JournalState.Done } || HasOtherContent(read.Entry))
        : default;

    // A run that sent the order has found that Amazon has the id, with other content.
    private static bool HasOtherContent(JournalEntry? create) =>
        create is { State: JournalState.NotDone, Outcome: nameof(OrderConflictException) };

    private bool MayBeSent(ImportedId id, OrderSource source) => SentOf(id.Id).MayBeSent && !IsOfAnother(id, source);

    // What was sent without an import, or by an earlier version, has no mark, and what has other content has the mark of what was not sent.
    private bool IsOfAnother(ImportedId id, OrderSource source) => !HasOtherContent(SentOf(id.Id).Entry)
        && ((SentContent.Parse(SentOf(id.Id).Entry?.Reference) is { } sent && HasOtherWhole(sent, id)) || IsUsedByNamesake(id, source));

    private bool HasOtherWhole(SentContent sent, ImportedId id) =>
        sent.ShopOrder is { } mark && mark != account.MarkOf(id.Id, id.Base);

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
