using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>Something that fulfillment can do on request, and in which centers.</summary>
internal sealed class MarketplaceFeature
{
    /// <summary>The feature that keeps Amazon's own carrier away.</summary>
    public const string BlockAmazonLogistics = "BLOCK_AMZL";

    private static readonly MarketplaceFeature[] s_all =
    [
        new("BLANK_BOX", "Provides the ability to ship in non-Amazon branded packaging (blank boxes)."),
        new(BlockAmazonLogistics, "Blocks orders from being shipped using Amazon Logistics (AMZL)."),
        new("OVERBOX", "Requires items to be shipped in an overbox rather than in their original product packaging."),
        new("PACKING_SLIP", "Requires a packing slip to be included with the order."),
        new("SIGNATURE_CONFIRMATION", "Requires a signature from the recipient upon delivery.", "US"),
        new("DELIVER_TOGETHER", "Delivers the items of an order together."),
    ];

    private readonly string? _onlyIn;

    private MarketplaceFeature(string name, string description, string? onlyIn = null)
    {
        Name = name;
        Description = description;
        _onlyIn = onlyIn;
    }

    public string Name { get; }

    public string Description { get; }

    public static IEnumerable<MarketplaceFeature> In(Marketplace marketplace) =>
        s_all.Where(feature => feature._onlyIn is null || feature._onlyIn == marketplace.CountryCode);

    public static MarketplaceFeature? Find(string name, Marketplace marketplace) =>
        In(marketplace).FirstOrDefault(feature => string.Equals(feature.Name, name, StringComparison.Ordinal));

    /// <summary>Whether the center that keeps a SKU can do it. One of a few cannot.</summary>
    public bool Supports(StockKeepingUnit stock) => Identifiers.Hash(stock.Center, Identifiers.Hash(Name)) % 5 != 0;
}
