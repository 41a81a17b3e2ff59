using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Formats;

/// <summary>A part of what a shop's SKU is at Amazon.</summary>
/// <param name="SellerSku">The SKU at Amazon; empty where the goods are shipped from elsewhere.</param>
/// <param name="Quantity">How many units make one of the shop's.</param>
internal sealed record SkuPart(string SellerSku, int Quantity);

/// <summary>The shop's SKUs and what they are at Amazon; several parts are a kit.</summary>
internal sealed class SkuMap
{
    private readonly Dictionary<string, List<SkuPart>> _parts = new(StringComparer.Ordinal);

    /// <summary>Adds a part.</summary>
    /// <exception cref="OrderFileException">The entry contradicts an earlier one.</exception>
    public void Add(string shopSku, string? sellerSku, int quantity)
    {
        var (shop, seller) = (shopSku.Trim(), sellerSku?.Trim() ?? "");
        if (shop.Length == 0 || quantity < 1)
        {
            throw new OrderFileException(
                $"The SKU map has an entry {(shop.Length == 0 ? "without a ShopSku" : $"for '{shop}' whose Quantity is not 1 or more")}.");
        }

        if (new[] { shop, seller }.FirstOrDefault(SpreadsheetErrors.Contains) is { } broken)
        {
            throw new OrderFileException(
                $"The SKU map's entry '{shop}' has a cell that {SpreadsheetErrors.FaultOf(broken)}.");
        }

        // A SKU that stands for itself is confirmed: the file has to have the same one.
        if (shop != seller && SpreadsheetForms.OfSku(seller) is { } flaw)
        {
            throw new OrderFileException($"The SKU map's SellerSku '{seller}' for '{shop}' {flaw}. Correct it, with the column formatted as text.");
        }

        if (!_parts.TryGetValue(shop, out var parts))
        {
            _parts.Add(shop, parts = []);
        }

        if (parts.Exists(part => part.SellerSku == seller || part.SellerSku.Length == 0 || seller.Length == 0))
        {
            throw new OrderFileException(
                $"The SKU map has '{shop}' twice with {(seller.Length == 0 ? "no SellerSku" : $"the SellerSku '{seller}'")}, or both as "
                    + "shipped elsewhere and as a kit. Keep only one entry for each part.");
        }

        parts.Add(new SkuPart(seller, quantity));
    }

    /// <summary>Returns the parts of a SKU; null where the map does not have it.</summary>
    public IReadOnlyList<SkuPart>? Find(string shopSku) => _parts.TryGetValue(shopSku, out var parts) ? parts : null;

    /// <summary>Returns a SKU of the map that differs from another one in case alone; null if there is none.</summary>
    public string? InOtherCase(string shopSku) =>
        _parts.Keys.FirstOrDefault(known => string.Equals(known, shopSku, StringComparison.OrdinalIgnoreCase));
}
