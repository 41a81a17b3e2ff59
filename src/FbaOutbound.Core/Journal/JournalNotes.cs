using System;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Journal;

/// <summary>Writes entries that are no changes of orders, such as the ids under which an order was imported.</summary>
internal static class JournalNotes
{
    /// <summary>Writes what <paramref name="change"/> makes of the entry that is there; nothing where it makes none.</summary>
    /// <param name="store">The journal.</param>
    /// <param name="key">The key of the entry. Others hold it not for long, and are waited for.</param>
    /// <param name="change">Makes the entry of the one that is there, if any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task ChangeAsync(
        IJournalStore store, JournalKey key, Func<JournalEntry?, JournalEntry?> change, CancellationToken cancellationToken)
    {
        for (var isDone = false; !isDone;)
        {
            var claim = await store.ClaimAsync(key, cancellationToken).ConfigureAwait(false);
            if (!claim.IsGranted)
            {
                await store.WaitAsync(key, cancellationToken).ConfigureAwait(false);
                continue;
            }

            try
            {
                if (change(claim.Earlier) is { } entry)
                {
                    await store.WriteAsync(key, entry, cancellationToken).ConfigureAwait(false);
                }

                isDone = true;
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
}
