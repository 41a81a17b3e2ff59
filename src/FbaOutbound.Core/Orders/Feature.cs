using System.Collections.Generic;

namespace FbaOutbound.Orders;

/// <summary>A feature that orders of a marketplace can have.</summary>
public sealed record Feature
{
    /// <summary>The name, such as <c>BLANK_BOX</c>.</summary>
    public string FeatureName { get; init; } = "";

    /// <summary>The service's words for it.</summary>
    public string? FeatureDescription { get; init; }

    /// <summary>Whether the seller can use it; null if the service does not say.</summary>
    public bool? SellerEligible { get; init; }

    /// <summary>The marketplace.</summary>
    public string? MarketplaceId { get; init; }

    /// <summary>The name of the session.</summary>
    public string? Session { get; init; }

    /// <summary>A hash that tells the account from others; input of another account is refused.</summary>
    public string? Account { get; init; }

    /// <summary>What of the response could not be read, each with its text; the members that it belongs to are null or empty.</summary>
    public IReadOnlyList<UnreadValue> Unread { get; init => field = OutputList<UnreadValue>.Of(value); } = OutputList<UnreadValue>.None;

    /// <summary>Returns the name.</summary>
    public override string ToString() => FeatureName;
}

/// <summary>A SKU, and whether and in what number it can be sent with a feature.</summary>
public sealed record FeatureSku
{
    /// <summary>The seller's SKU.</summary>
    public string? SellerSku { get; init; }

    /// <summary>The feature.</summary>
    public string FeatureName { get; init; } = "";

    /// <summary>The marketplace.</summary>
    public string? MarketplaceId { get; init; }

    /// <summary>
    /// Whether the SKU can be sent with the feature: what a list of the eligible inventory holds, can. Null if the service does not say.
    /// </summary>
    public bool? IsEligible { get; init; }

    /// <summary>Why not, such as <c>SKU_NOT_ELIGIBLE</c>.</summary>
    public IReadOnlyList<string> IneligibleReasons { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>How many units there are; null if the service does not say.</summary>
    public decimal? SkuCount { get; init; }

    /// <summary>The SKU in Amazon's fulfillment network.</summary>
    public string? FnSku { get; init; }

    /// <summary>The Amazon Standard Identification Number.</summary>
    public string? Asin { get; init; }

    /// <summary>Other SKUs of the seller that share the same inventory.</summary>
    public IReadOnlyList<string> OverlappingSkus { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>The name of the session.</summary>
    public string? Session { get; init; }

    /// <summary>A hash that tells the account from others; input of another account is refused.</summary>
    public string? Account { get; init; }

    /// <summary>What of the response could not be read, each with its text; the members that it belongs to are null or empty.</summary>
    public IReadOnlyList<UnreadValue> Unread { get; init => field = OutputList<UnreadValue>.Of(value); } = OutputList<UnreadValue>.None;

    /// <summary>Returns the SKU and the feature.</summary>
    public override string ToString() => $"{SellerSku} {FeatureName}";
}
