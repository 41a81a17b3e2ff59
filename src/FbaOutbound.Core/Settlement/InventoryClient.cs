using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Settlement;

/// <summary>Lists of stock, all pages of them. It holds no state, so any number of calls may run at a time.</summary>
internal sealed class InventoryClient(IInventoryService service, TimeProvider time, SessionMark? session)
{
    private const int MostRestarts = 3;

    /// <summary>What one request takes.</summary>
    public InventoryLimits Limits => service.Limits;

    /// <summary>
    /// Reads all pages and gives each entry once. A token that ran out while the next request waited, for the rate limit for example, makes
    /// the list begin again. Returns why the list may be incomplete; null if it came to its own end.
    /// </summary>
    /// <param name="query">What is requested.</param>
    /// <param name="take">Takes an entry.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="FbaServiceException">A page could not be read.</exception>
    public async Task<string?> ReadAsync(InventoryQuery query, Action<FbaInventory> take, CancellationToken cancellationToken)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        var walk = new PageWalk();
        var restarts = 0;
        var received = time.GetTimestamp();
        while (walk.GoesOn)
        {
            InventoryPage page;
            try
            {
                page = await service.ListAsync(query, walk.Token, cancellationToken).ConfigureAwait(false);
            }
            catch (FbaServiceException refusal) when (
                walk.Token is not null && refusal is { Outcome: RequestOutcome.Refused, StatusCode: 400 } && restarts < MostRestarts
                && time.GetElapsedTime(received) >= service.Limits.TokenLifetime)
            {
                restarts++;
                CallLog.Current.Verbose(
                    "The next page token expired because the request waited too long. Reading the list again from the start.");
                walk = new PageWalk();
                continue;
            }

            received = time.GetTimestamp();
            foreach (var entry in walk.Take(page.Entries, KeyOf, page.NextToken))
            {
                if (given.Add(KeyOf(entry)))
                {
                    take(entry with
                    {
                        MarketplaceId = page.MarketplaceId ?? query.MarketplaceId, Session = session?.Name, Account = session?.Account,
                    });
                }
            }
        }

        return walk.Flaw;
    }

    // One SKU can have units under several of Amazon's identifiers.
    private static string KeyOf(FbaInventory entry) =>
        string.Join("\n", entry.SellerSku, entry.FulfillmentNetworkSku, entry.Asin, entry.Condition);
}
