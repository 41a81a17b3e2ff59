using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Journal;

/// <summary>What a journal knew of some orders of an import when it was read: which were sent, and under which ids.</summary>
internal sealed class JournaledOrders
{
    private readonly IReadOnlyDictionary<JournalKey, JournalRead> _read;
    private readonly JournalAccount _account;
    private readonly string _apiVersion;
    private readonly ImportNotes _notes;
    private readonly int _runs;

    /// <summary>Takes what was read.</summary>
    /// <param name="read">The entries of the orders.</param>
    /// <param name="account">The account that the entries belong to.</param>
    /// <param name="apiVersion">The protocol version of the journal.</param>
    /// <param name="notes">What this import notes.</param>
    /// <param name="formats">The formats that earlier imports have noted.</param>
    /// <param name="runs">How many runs an earlier version has counted.</param>
    public JournaledOrders(
        IReadOnlyDictionary<JournalKey, JournalRead> read, JournalAccount account, string apiVersion, ImportNotes notes,
        HashSet<string> formats, int runs)
    {
        (_read, _account, _apiVersion, _notes, _runs) = (read, account, apiVersion, notes, runs);
        Edits = new ImportedEdits(this, account, notes.Mark, formats);
        Stops = new ImportedStops(this, account, notes);
        Faults = new ImportedFaults(this, account, notes);
    }

    /// <summary>How the orders differ from what was sent.</summary>
    public ImportedEdits Edits { get; }

    /// <summary>What the shop has stopped.</summary>
    public ImportedStops Stops { get; }

    /// <summary>Which orders have rows with errors.</summary>
    public ImportedFaults Faults { get; }

    /// <summary>Returns the keys of the lists of an order's ids: its number and the shop's own id of it lead to them.</summary>
    public static IEnumerable<JournalKey> KeysOfLists(JournalAccount account, ImportedId id, OrderSource source) =>
        source.ShopKey is { } key ? [KeyOfList(id), JournalKey.ShopIdOf(account.ShopKeyOf(key))] : [KeyOfList(id)];

    /// <inheritdoc cref="ImportJournal.Note"/>
    public void Note(IEnumerable<ImportNote> notes) => _notes.Add(notes);

    /// <summary>Returns what is to be noted so that an order is found under its other ids.</summary>
    public IEnumerable<ImportNote> NotesOf(ImportedId id, OrderSource source) => KeysOfLists(id, source)
        .Where(key => !ListOf(key, id).Contains(id)).Select(key => new ImportNote(key, null) { Adds = id });

    /// <summary>Returns what is to be noted so that an order that has a new number is found by that alone.</summary>
    public IEnumerable<ImportNote> NotesOfNumber(ImportedId id, OrderSource source) => FindSent(id, source)
        .Where(part => part.IsRenumbered && !ListOf(JournalKey.EarlierIdsOf(id.Core), id).Contains(part.Id))
        .Select(part => new ImportNote(JournalKey.EarlierIdsOf(id.Core), null) { Adds = part.Id });

    /// <summary>Whether an order is the one that was sent under its id, so that a run can find out what became of that.</summary>
    public bool IsAsSent(FulfillmentOrder order) => SentOf(order.SellerFulfillmentOrderId).Entry is { } entry
        && entry.ApiVersion == _apiVersion && entry.Content.Essentials == _account.Of(order).Essentials;

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
            && source.ShopId is { } shopId && mark != _account.ShopIdOf(id.Id, shopId) && !HasOtherWhole(sent, id);

    /// <summary>Tells whether an order was imported under another of its ids, and not sent as far as this journal knows.</summary>
    public bool WasImportedOnly(ImportedId id, OrderSource source) =>
        OthersOf(id, source).Any(other => EntryOf(ImportJournal.KeyOfImport(other.Id)) is not null && !SentOf(other.Id).MayBeSent);

    /// <summary>Returns the entry of a key that was read; null if there is none.</summary>
    public JournalEntry? EntryOf(JournalKey key) => _read.TryGetValue(key, out var read) ? read.Entry : null;

    /// <summary>Returns what is recorded of an id's creation. While another run holds it, it is being sent.</summary>
    public (JournalEntry? Entry, bool MayBeSent) SentOf(string id) => _read.TryGetValue(JournalKey.CreationOf(id), out var read)
        ? (read.Entry, read.IsHeld || read.Entry is { State: JournalState.Sent or JournalState.Done } || HasOtherContent(read.Entry))
        : default;

    /// <summary>Whether the cancellation of an id was requested.</summary>
    public bool IsCancelled(string id) => EntryOf(JournalKey.CancellationOf(id)) is { State: JournalState.Done };

    /// <summary>Returns the ids under which an order was imported.</summary>
    public IReadOnlyList<ImportedId> ListOf(ImportedId id) => ListOf(KeyOfList(id), id);

    /// <summary>Returns what was sent, or may have been, under the other ids of an order.</summary>
    public List<SentPart> SentOthersOf(ImportedId id, OrderSource source) =>
        [.. OthersOf(id, source).Where(other => MayBeSent(other, source)).Select(part => PartOf(part, id))];

    /// <summary>
    /// Whether an id was made for another order. What was sent without an import, or by an earlier version, has no mark, and what has other
    /// content has the mark of what was not sent.
    /// </summary>
    public bool IsOfAnother(ImportedId id, OrderSource source) => !HasOtherContent(SentOf(id.Id).Entry)
        && ((SentContent.Parse(SentOf(id.Id).Entry?.Reference) is { } sent && HasOtherWhole(sent, id)) || IsUsedByNamesake(id, source));

    /// <summary>
    /// Returns the other ids that an order may have: with another suffix, as a spreadsheet left its number, or with an earlier number.
    /// </summary>
    public IEnumerable<ImportedId> OthersOf(ImportedId id, OrderSource source) =>
        KeysOfLists(id, source).Concat(source.ShopKey is null ? [JournalKey.EarlierIdsOf(id.Core)] : [])
            .SelectMany(key => ListOf(key, id)).Append(id with { Suffix = "" }).Distinct().Where(other => other != id);

    /// <summary>Whether a run has sent orders since the user was told what a note says.</summary>
    public bool IsSettled(JournalEntry note) => ToldNote.ImportOf(note) is { } import ? EntryOf(JournalKey.SentImport(import)) is not null
        : ToldNote.RunsOf(note) < _runs;

    private static JournalKey KeyOfList(ImportedId id) => JournalKey.IdsOf(id.Core);

    private IEnumerable<JournalKey> KeysOfLists(ImportedId id, OrderSource source) => KeysOfLists(_account, id, source);

    private IReadOnlyList<ImportedId> ListOf(JournalKey key, ImportedId id) => ImportedId.ListOf(EntryOf(key)?.Reference, id.Core);

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

    // A run that sent the order has found that Amazon has the id, with other content.
    private static bool HasOtherContent(JournalEntry? create) =>
        create is { State: JournalState.NotDone, Outcome: nameof(OrderConflictException) };

    private bool MayBeSent(ImportedId id, OrderSource source) => SentOf(id.Id).MayBeSent && !IsOfAnother(id, source);

    private bool HasOtherWhole(SentContent sent, ImportedId id) =>
        sent.ShopOrder is { } mark && mark != _account.MarkOf(id.Id, id.Base);
}
