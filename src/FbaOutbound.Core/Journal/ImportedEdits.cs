using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Journal;

/// <summary>How orders of an import differ from what was sent of them.</summary>
/// <param name="orders">What the journal knows of the orders.</param>
/// <param name="account">The account that the entries belong to.</param>
/// <param name="mark">The import, which may tell the user of a difference.</param>
/// <param name="formats">The formats that earlier imports have noted.</param>
internal sealed class ImportedEdits(JournaledOrders orders, JournalAccount account, ImportMark mark, HashSet<string> formats)
{
    // An earlier version wrote it where it had told of an edit and could not compare the order since.
    private const string NotComparedSinceEdited = "Renewed edited";

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
        var (sent, mayBeSent) = orders.SentOf(id.Id);
        var isSent = sent is { State: JournalState.Done };
        var others = orders.SentOthersOf(id, source);
        var found = new ImportedOrder(isSent, [], others, []) { IsCancelled = orders.IsCancelled(id.Id) };
        if (mayBeSent && orders.IsOfAnother(id, source))
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
            ? LookSent(found, ImportJournal.KeyOfImport(id.Id), SentContent.Parse(sent!.Reference), now, part,
                ignoresRefunds: ignoresRefunds)
            : found with { Notes = NotesOfUnsent(id, now, mayBeSent) };
        return looked with { Notes = [.. orders.NotesOf(id, source), .. looked.Notes] };
    }

    /// <summary>Tells how an order differs from what was sent of it under ids that are not its own.</summary>
    /// <param name="parts">What was sent of it, or may have been.</param>
    /// <param name="last">The part that was sent last of those that Amazon ships.</param>
    /// <param name="order">The order as it is read now.</param>
    /// <param name="part">How much of the order is known to be elsewhere, if a part of it was shipped; null otherwise.</param>
    /// <param name="ignoresRefunds">Whether new refunds are no difference, because the user is told of them in another way.</param>
    public ImportedOrder LookAtLast(
        IReadOnlyList<SentPart> parts, SentPart last, FulfillmentOrder order, PartShipped? part, bool ignoresRefunds = false)
    {
        var sent = WithoutNumber(SentContent.Parse(orders.SentOf(last.Id.Id).Entry?.Reference));

        // The hashes of the members have the id in them that the order was imported with, and a user can change it before it is sent.
        var now = orders.ListOf(last.Id).Prepend(last.Id with { Suffix = "" }).Append(last.Id).Distinct()
            .Select(imported => WithoutNumber(ContentOf(order, imported, last.Id))!)
            .OrderBy(content => sent is null ? 0 : content.DifferencesFrom(sent).Count).First();
        var found = new ImportedOrder(true, [], [.. parts.Where(other => other.Id != last.Id)], []);
        return LookSent(found, JournalKey.LastOf(last.Id.Id), sent, now, part, isOfSum: true, ignoresRefunds);
    }

    /// <summary>
    /// Whether lines that were sent before are surely named in the same way as those of a file, although the journal does not say so: it
    /// has never known another format.
    /// </summary>
    public bool HasOnly(string format) => formats.Count == 1 && formats.Contains(format);

    private List<ImportNote> NotesOfUnsent(ImportedId id, SentContent now, bool mayBeSent)
    {
        var brief = BriefOf(now);
        var note = orders.EntryOf(ImportJournal.KeyOfImport(id.Id));
        return note is null || (note.Reference != brief && !mayBeSent) ? [new ImportNote(ImportJournal.KeyOfImport(id.Id), brief)] : [];
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
        var note = orders.EntryOf(key);
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
        var isSettled = known.Told is null || orders.IsSettled(note!) || comparison.IsSettledByParts;
        return isSettled && !comparison.IsEdited
            ? found with { Notes = note is null ? [new ImportNote(key, BriefOf(noted))] : [], WasEdited = comparison.WasEdited }
            : found with
            {
                Notes = [new ImportNote(key, noted.ToString(), ToldNote.Of(mark))],
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
        var wasTold = noted is not null && ToldNote.IsOne(note!);
        return new KnownOrder(
            WithFormat(sent, format), WithFormat(noted, format), wasTold,
            wasTold || (sent is null && note?.Outcome == NotComparedSinceEdited));
    }

    // What an earlier version has noted says no format: it is that of the file, unless the journal knows others and not this one.
    private SentContent? WithFormat(SentContent? content, string? format) =>
        content is not { Format: null, SentSkus: null } || format is null || formats.Count == 0 || formats.Contains(format) ? content
            : content with { Format = formats.First() };
}
