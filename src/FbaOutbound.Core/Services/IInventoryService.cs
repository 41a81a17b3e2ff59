using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;

namespace FbaOutbound.Services;

/// <summary>The stock in Amazon's fulfillment network: each call reads one page.</summary>
internal interface IInventoryService
{
    /// <summary>What one request takes.</summary>
    InventoryLimits Limits { get; }

    /// <exception cref="FbaServiceException">The page could not be read.</exception>
    Task<InventoryPage> ListAsync(InventoryQuery query, string? nextToken, CancellationToken cancellationToken);
}

/// <summary>What stock is requested: that of some SKUs, all that has changed since a time, or all.</summary>
/// <param name="MarketplaceId">The marketplace.</param>
internal sealed record InventoryQuery(string MarketplaceId)
{
    /// <summary>The SKUs, at most as many as <see cref="InventoryLimits"/> allows; empty for all.</summary>
    public IReadOnlyList<string> SellerSkus { get; init; } = [];

    /// <summary>The time since which something changed. Amazon ignores SKUs beside it.</summary>
    public DateTimeOffset? ChangedAfter { get; init; }
}

/// <summary>A page of stock; a null token is the end.</summary>
/// <param name="Entries">What the page holds.</param>
/// <param name="MarketplaceId">The marketplace that it says it is about; null if it does not say.</param>
/// <param name="NextToken">The token of the next page.</param>
internal sealed record InventoryPage(IReadOnlyList<FbaInventory> Entries, string? MarketplaceId, string? NextToken);

/// <summary>What one request for stock takes.</summary>
/// <param name="MostSkus">The most SKUs.</param>
/// <param name="LongestList">The most characters of all SKUs as they stand in the address.</param>
/// <param name="Separator">What stands between SKUs, so that a SKU that has one is requested alone.</param>
/// <param name="TokenLifetime">How long the token of a next page is valid for.</param>
/// <param name="FurthestBack">How many months back changes can be requested.</param>
internal sealed record InventoryLimits(int MostSkus, int LongestList, char Separator, TimeSpan TokenLifetime, int FurthestBack)
{
    /// <summary>Parts SKUs, in their order, into lists that one request each can ask for.</summary>
    public IEnumerable<IReadOnlyList<string>> Batches(IEnumerable<string> skus)
    {
        List<string> batch = [];
        var length = 0;
        foreach (var sku in skus)
        {
            var added = Uri.EscapeDataString(sku).Length + 1;
            if (batch.Count > 0 && (batch.Count == MostSkus || length + added > LongestList || StandsAlone(sku) || StandsAlone(batch[0])))
            {
                yield return batch;
                (batch, length) = ([], 0);
            }

            batch.Add(sku);
            length += added;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private bool StandsAlone(string sku) => sku.IndexOf(Separator) >= 0;
}
