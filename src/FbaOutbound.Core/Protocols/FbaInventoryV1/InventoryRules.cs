using System;
using FbaOutbound.Services;

namespace FbaOutbound.Protocols.FbaInventoryV1;

/// <summary>The rules of FBA Inventory v1.</summary>
internal static class InventoryRules
{
    /// <summary>
    /// What one request takes: 50 SKUs, and an address of less than 8 KB. Amazon takes an escaped comma for the end of a SKU
    /// (selling-partner-api-models#421).
    /// </summary>
    public static readonly InventoryLimits Limits = new(
        MostSkus: 50, LongestList: 6_000, Separator: ',', TokenLifetime: TimeSpan.FromSeconds(30), FurthestBack: 18);
}
