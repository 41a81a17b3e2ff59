using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20200701;

internal static partial class AnswerReader20200701
{
    public static IReadOnlyList<Feature> Features(WireNode result, string marketplaceId) => result.List("features", feature => new Feature
    {
        FeatureName = feature.Text("featureName") ?? "",
        FeatureDescription = feature.Lines("featureDescription"),
        SellerEligible = feature.Flag("sellerEligible"),
        MarketplaceId = marketplaceId,
        Unread = feature.Unread(),
    });

    public static IReadOnlyList<FeatureSku> FeatureSkus(WireNode page, string marketplaceId, string featureName) =>
        page.List("featureSkus", sku => new FeatureSku
    {
        SellerSku = sku.Text("sellerSku"),
        FeatureName = page.Text("featureName") ?? featureName,
        MarketplaceId = page.Text("marketplaceId") ?? marketplaceId,
        IsEligible = true,
        SkuCount = sku.Decimal("skuCount"),
        FnSku = sku.Text("fnSku"),
        Asin = sku.Text("asin"),
        OverlappingSkus = sku.Texts("overlappingSkus"),
        Unread = sku.Unread(),
    });

    public static FeatureSku FeatureSku(WireNode sku, string marketplaceId, string featureName, string sellerSku) => new()
    {
        SellerSku = sku.Text("sellerSku") ?? sellerSku,
        FeatureName = sku.Text("featureName") ?? featureName,
        MarketplaceId = sku.Text("marketplaceId") ?? marketplaceId,
        IsEligible = sku.Flag("isEligible"),
        IneligibleReasons = sku.Texts("ineligibleReasons"),
        SkuCount = sku.Decimal("skuCount"),
        FnSku = sku.Text("fnSku"),
        Asin = sku.Text("asin"),
        Unread = sku.Unread(),
    };
}
