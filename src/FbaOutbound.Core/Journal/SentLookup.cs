using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Journal;

/// <summary>Looks up which orders a journal records as sent.</summary>
/// <param name="store">Where entries are kept.</param>
internal sealed class SentLookup(IJournalStore store)
{
    /// <summary>Whether the journal records an order as sent, whatever came of it, or another worker is sending it.</summary>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    public async Task<bool> MayHaveSentAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken)
    {
        var key = JournalKey.CreationOf(sellerFulfillmentOrderId);
        var claim = await store.ClaimAsync(key, cancellationToken).ConfigureAwait(false);
        if (!claim.IsGranted)
        {
            return true;
        }

        await store.ReleaseAsync(key).ConfigureAwait(false);
        return claim.Earlier is { State: not JournalState.NotDone };
    }

    /// <summary>
    /// Finds an imported order that was sent, or may have been, under an id that differs from another one only in case, or by the prefix of
    /// the journal's shop; null if there is none.
    /// </summary>
    /// <param name="id">The other id.</param>
    /// <param name="coresOf">Returns what all spellings of an id's number may have in common.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    public async Task<string?> FindNearAsync(
        string id, Func<string, IEnumerable<string>> coresOf, CancellationToken cancellationToken)
    {
        var shop = await store.ReadAsync([JournalKey.ShopPrefix], cancellationToken).ConfigureAwait(false);
        var prefix = shop.TryGetValue(JournalKey.ShopPrefix, out var read) ? read.Entry?.Reference : null;
        string[] near = [id, prefix + id];
        var lists = await store.ReadAsync(
            [.. near.SelectMany(coresOf).Select(JournalKey.IdsOf).Distinct()], cancellationToken).ConfigureAwait(false);
        foreach (var other in lists.Values.SelectMany(list => ImportedId.ListOf(list.Entry?.Reference, "")).Select(other => other.Id)
            .Where(other => other != id && near.Contains(other, StringComparer.OrdinalIgnoreCase)).Distinct()
            .OrderBy(other => near.Contains(other, StringComparer.Ordinal) ? 0 : 1))
        {
            if (await MayHaveSentAsync(other, cancellationToken).ConfigureAwait(false))
            {
                return other;
            }
        }

        return null;
    }
}
