using System.Collections.Generic;

namespace FbaOutbound.Protocols.SpApi20200701;

internal sealed class WirePreviewRequest
{
    public string? MarketplaceId { get; set; }

    public WireAddress? Address { get; set; }

    public List<WirePreviewRequestItem>? Items { get; set; }

    public List<string>? ShippingSpeedCategories { get; set; }

    public bool? IncludeCODFulfillmentPreview { get; set; }

    public bool? IncludeDeliveryWindows { get; set; }

    public List<WireFeature>? FeatureConstraints { get; set; }
}

internal sealed class WirePreviewRequestItem
{
    public string? SellerSku { get; set; }

    public int? Quantity { get; set; }

    public WireMoney? PerUnitDeclaredValue { get; set; }

    public string? SellerFulfillmentOrderItemId { get; set; }
}
