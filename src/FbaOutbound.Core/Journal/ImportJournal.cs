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

    // What a note says of an order that was sent: its user was told of the difference, or a newer version of the format has read it.
    private const string UserWasTold = "Told";
    private const string FormatWasRenewed = "Renewed";

    private static readonly JournalKey s_shop = new(JournalOperations.Shop, "prefix");

    private readonly List<(JournalKey Key, JournalEntry Entry)> _notes = [];

    /// <summary>Returns what earlier imports have noted of the shop; null before the first one.</summary>
    /// <exception cref="JournalException">The journal cannot be used, or belongs to orders with another prefix.</exception>
    public async Task<ImportedShop?> ReadShopAsync(string? prefix, CancellationToken cancellationToken)
    {
        if (await ReadAsync(s_shop, cancellationToken).ConfigureAwait(false) is not { } entry)
        {
            return null;
        }

        var known = entry.Reference ?? "";
        return known == (prefix?.Trim() ?? "") ? new ImportedShop(entry.FirstSent, ImportedShop.VersionsOf(entry.Outcome))
            : throw new JournalException(
                JournalProblem.OtherShop,
                $"Nothing was returned: the orders in the journal '{store.Name}' were imported with {Told(known)}, and this import has "
                    + $"{Told(prefix?.Trim() ?? "")}. With a different prefix, every open order would get a new id and ship twice. "
                    + "Use the same -IdPrefix, or a separate journal for each shop.");
    }

    /// <summary>Notes whose ids the orders have. It is written with <see cref="WriteAsync"/>.</summary>
    public void NoteShop(string? prefix, ImportedShop shop) => Note(s_shop, prefix?.Trim() ?? "", shop.ToString(), shop.After);

    /// <summary>
    /// Tells whether an order was sent, how it differs from what was sent, and what went out under other ids of the same order. What is new
    /// of it is written with <see cref="WriteAsync"/>. It may be called for several orders at a time.
    /// </summary>
    /// <param name="id">The order's id.</param>
    /// <param name="order">The order as it is read now; null if it cannot be read whole.</param>
    /// <param name="isRenewed">Whether the format has changed, so that a difference says nothing.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<ImportedOrder> LookAsync(
        ImportedId id, FulfillmentOrder? order, bool isRenewed, CancellationToken cancellationToken)
    {
        var (sent, mayBeSent) = await ReadSentAsync(id.Id, cancellationToken).ConfigureAwait(false);
        var isSent = sent is { State: JournalState.Done };
        var others = await ReadOthersAsync(id, isNoted: order is not null, cancellationToken).ConfigureAwait(false);
        if (order is null)
        {
            return new ImportedOrder(isSent, [], others);
        }

        var key = new JournalKey(JournalOperations.Import, id.Id);
        var note = await ReadAsync(key, cancellationToken).ConfigureAwait(false);
        var members = account.MembersOf(order);
        var now = SentContent.TextOf(members);
        if (!isSent)
        {
            if (note is null || (note.Reference != now && !mayBeSent))
            {
                Note(key, now, outcome: null, first: null);
            }

            return new ImportedOrder(false, [], others);
        }

        // A journal of an earlier version knows only what was imported last.
        var then = (note?.Outcome == FormatWasRenewed ? null : SentContent.Parse(sent!.Reference)) ?? SentContent.Parse(note?.Reference);
        var differences = then is null ? [] : SentContent.Differences(then.Members, members);
        if (note is null || (isRenewed && (note.Reference != now || note.Outcome != FormatWasRenewed)))
        {
            Note(key, now, outcome: isRenewed ? FormatWasRenewed : null, first: null);
        }
        else if (differences.Count > 0 && !isRenewed)
        {
            if (note.Outcome == UserWasTold && note.Reference == now)
            {
                return new ImportedOrder(true, [], others);
            }

            Note(key, now, outcome: UserWasTold, first: null);
        }

        return new ImportedOrder(true, isRenewed ? [] : differences, others);
    }

    /// <summary>
    /// Returns the ids under which an order was sent, or may have been, and which this journal does not know as cancelled. It may be called
    /// for several orders at a time.
    /// </summary>
    public async Task<IReadOnlyList<ImportedId>> FindSentAsync(ImportedId id, CancellationToken cancellationToken)
    {
        var others = await ReadOthersAsync(id, isNoted: false, cancellationToken).ConfigureAwait(false);
        var ids = new List<ImportedId>();
        foreach (var candidate in others.Select(other => other.Id).Append(id).Distinct())
        {
            if ((await ReadSentAsync(candidate.Id, cancellationToken).ConfigureAwait(false)).MayBeSent
                && await ReadAsync(new JournalKey(JournalOperations.Cancel, candidate.Id), cancellationToken).ConfigureAwait(false)
                    is not { State: JournalState.Done })
            {
                ids.Add(candidate);
            }
        }

        return ids;
    }

    /// <summary>Tells whether an order was imported under another of its ids, and not sent as far as this journal knows.</summary>
    public async Task<bool> WasImportedOnlyAsync(ImportedId id, CancellationToken cancellationToken)
    {
        var key = new JournalKey(JournalOperations.Ids, id.Core);
        var known = ImportedId.ListOf((await ReadAsync(key, cancellationToken).ConfigureAwait(false))?.Reference, id.Core);
        foreach (var other in known.Append(id with { Suffix = "" }).Distinct().Where(other => other != id))
        {
            if (await ReadAsync(new JournalKey(JournalOperations.Import, other.Id), cancellationToken).ConfigureAwait(false) is not null
                && !(await ReadSentAsync(other.Id, cancellationToken).ConfigureAwait(false)).MayBeSent)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes the notes.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        for (var first = 0; first < _notes.Count; first += MostAtOnce)
        {
            await Task.WhenAll(_notes.Skip(first).Take(MostAtOnce).Select(note => WriteNoteAsync(note.Key, note.Entry, cancellationToken)))
                .ConfigureAwait(false);
        }

        _notes.Clear();
    }

    /// <summary>Closes the store.</summary>
    public void Dispose() => store.Dispose();

    private static string Told(string prefix) => prefix.Length == 0 ? "no id prefix" : $"the id prefix '{prefix}'";

    // An order that another run holds is being sent: the command that sends it waits for the outcome.
    private async Task<(JournalEntry? Entry, bool MayBeSent)> ReadSentAsync(string id, CancellationToken cancellationToken)
    {
        var create = new JournalKey(JournalOperations.Create, id);
        var claim = await store.ClaimAsync(create, cancellationToken).ConfigureAwait(false);
        if (claim.IsGranted)
        {
            await store.ReleaseAsync(create).ConfigureAwait(false);
        }

        return (claim.Earlier, !claim.IsGranted || claim.Earlier is { State: JournalState.Sent or JournalState.Done });
    }

    // The order may have other ids: with another suffix, or as a spreadsheet left its number.
    private async Task<IReadOnlyList<SentPart>> ReadOthersAsync(ImportedId id, bool isNoted, CancellationToken cancellationToken)
    {
        var key = new JournalKey(JournalOperations.Ids, id.Core);
        var known = ImportedId.ListOf((await ReadAsync(key, cancellationToken).ConfigureAwait(false))?.Reference, id.Core);
        if (isNoted && !known.Contains(id))
        {
            Note(key, ImportedId.TextOf([.. known, id]), outcome: null, first: null);
        }

        var parts = new List<SentPart>();
        foreach (var other in known.Append(id with { Suffix = "" }).Distinct().Where(other => other != id))
        {
            var (entry, mayBeSent) = await ReadSentAsync(other.Id, cancellationToken).ConfigureAwait(false);
            if (mayBeSent)
            {
                parts.Add(new SentPart(other, SentContent.Parse(entry?.Reference)?.Units));
            }
        }

        return parts;
    }

    private void Note(JournalKey key, string reference, string? outcome, DateTimeOffset? first)
    {
        var entry = new JournalEntry
        {
            State = JournalState.Done,
            ApiVersion = apiVersion,
            Content = account.OfCancel(key.Id),
            FirstSent = first,
            Outcome = outcome,
            Reference = reference,
        };
        lock (_notes)
        {
            _notes.Add((key, entry));
        }
    }

    private async Task<JournalEntry?> ReadAsync(JournalKey key, CancellationToken cancellationToken)
    {
        var entry = await ClaimAsync(key, cancellationToken).ConfigureAwait(false);
        await store.ReleaseAsync(key).ConfigureAwait(false);
        return entry;
    }

    private async Task WriteNoteAsync(JournalKey key, JournalEntry entry, CancellationToken cancellationToken)
    {
        for (var isWritten = false; !isWritten;)
        {
            await ClaimAsync(key, cancellationToken).ConfigureAwait(false);
            try
            {
                await store.WriteAsync(key, entry, cancellationToken).ConfigureAwait(false);
                isWritten = true;
            }
            catch (JournalClaimLostException)
            {
                // A store may have answered the claim from what it read when it was opened. The next claim asks.
            }
            finally
            {
                await store.ReleaseAsync(key).ConfigureAwait(false);
            }
        }
    }

    // Only another import holds such a key, and not for long.
    private async Task<JournalEntry?> ClaimAsync(JournalKey key, CancellationToken cancellationToken)
    {
        while (true)
        {
            var claim = await store.ClaimAsync(key, cancellationToken).ConfigureAwait(false);
            if (claim.IsGranted)
            {
                return claim.Earlier;
            }

            await store.WaitAsync(key, cancellationToken).ConfigureAwait(false);
        }
    }
}

/// <summary>What imports with a journal have noted of the shop.</summary>
/// <param name="After">The first day whose orders are sent; null where no format has asked for it.</param>
/// <param name="Versions">The version of each format that was imported.</param>
internal sealed record ImportedShop(DateTimeOffset? After, IReadOnlyDictionary<string, int> Versions)
{
    /// <summary>Reads the versions from their text.</summary>
    public static IReadOnlyDictionary<string, int> VersionsOf(string? text)
    {
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var pair in (text ?? "").Split(',').Select(pair => pair.Trim().Split(' ')).Where(pair => pair.Length == 2))
        {
            if (int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                versions[pair[0]] = version;
            }
        }

        return versions;
    }

    /// <summary>Returns the formats with their versions, such as <c>Shopify 1</c>.</summary>
    public override string ToString() => string.Join(", ", Versions.OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value}")));
}

/// <summary>The id of an imported order.</summary>
/// <param name="Core">The shop's number without what a spreadsheet changes: one for all spellings of it.</param>
/// <param name="Base">The id without a suffix.</param>
/// <param name="Suffix">The suffix of the rest of an order; empty for a whole order.</param>
internal sealed record ImportedId(string Core, string Base, string Suffix)
{
    /// <summary>The id as it is sent.</summary>
    public string Id => Base + Suffix;

    /// <summary>Reads the ids of one order.</summary>
    public static IReadOnlyList<ImportedId> ListOf(string? text, string core) =>
    [
        .. (text ?? "").Split(',').Where(part => part.Length > 0).Select(part => part.Split(' '))
            .Select(part => new ImportedId(
                core, Uri.UnescapeDataString(part[0]), part.Length > 1 ? Uri.UnescapeDataString(part[1]) : "")),
    ];

    /// <summary>Returns the text of the ids of one order.</summary>
    public static string TextOf(IEnumerable<ImportedId> ids) => string.Join(",", ids.Select(id =>
        Uri.EscapeDataString(id.Base) + (id.Suffix.Length == 0 ? "" : " " + Uri.EscapeDataString(id.Suffix))));
}

/// <summary>What a journal knows of an order of a file.</summary>
/// <param name="IsSent">Whether it was sent, and nothing more is to be found out about it.</param>
/// <param name="Differences">The members in which it is not what was sent, if the user was not told of them.</param>
/// <param name="Others">What was sent, or may have been, under other ids of the same order.</param>
internal sealed record ImportedOrder(bool IsSent, IReadOnlyList<string> Differences, IReadOnlyList<SentPart> Others);

/// <summary>A part of an order that was sent, or may have been.</summary>
/// <param name="Id">The id.</param>
/// <param name="Units">The units of each of the shop's lines; null if the journal does not know them.</param>
internal sealed record SentPart(ImportedId Id, IReadOnlyDictionary<string, int>? Units);
