using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FbaOutbound.Protocols.SpApi20200701;

internal sealed class WireFeaturesAnswer
{
    [JsonConverter(typeof(TolerantObject<WireFeaturesResult>))]
    public WireFeaturesResult? Payload { get; set; }
}

internal sealed class WireFeaturesResult
{
    [JsonConverter(typeof(TolerantList<WireFeatureInfo>))]
    public List<WireFeatureInfo>? Features { get; set; }
}

internal sealed class WireFeatureInfo
{
    public string? FeatureName { get; set; }

    [JsonConverter(typeof(ProseLines))]
    public string? FeatureDescription { get; set; }

    public bool? SellerEligible { get; set; }
}

internal sealed class WireFeatureInventoryAnswer
{
    [JsonConverter(typeof(TolerantObject<WireFeatureInventoryResult>))]
    public WireFeatureInventoryResult? Payload { get; set; }
}

internal sealed class WireFeatureInventoryResult
{
    public string? MarketplaceId { get; set; }

    public string? FeatureName { get; set; }

    public JsonElement NextToken { get; set; }

    [JsonConverter(typeof(TolerantList<WireFeatureSku>))]
    public List<WireFeatureSku>? FeatureSkus { get; set; }
}

internal sealed class WireFeatureSku
{
    public string? SellerSku { get; set; }

    public string? FnSku { get; set; }

    public string? Asin { get; set; }

    public string? SkuCount { get; set; }

    [JsonConverter(typeof(TolerantList<string>))]
    public List<string>? OverlappingSkus { get; set; }
}

internal sealed class WireFeatureSkuAnswer
{
    [JsonConverter(typeof(TolerantObject<WireFeatureSkuResult>))]
    public WireFeatureSkuResult? Payload { get; set; }
}

internal sealed class WireFeatureSkuResult
{
    public string? MarketplaceId { get; set; }

    public string? FeatureName { get; set; }

    public bool? IsEligible { get; set; }

    [JsonConverter(typeof(TolerantList<string>))]
    public List<string>? IneligibleReasons { get; set; }

    public string? SellerSku { get; set; }

    public string? FnSku { get; set; }

    public string? Asin { get; set; }

    public string? SkuCount { get; set; }
}

internal sealed class WireStatusUpdate
{
    public string? FulfillmentOrderStatus { get; set; }
}
