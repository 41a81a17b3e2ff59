using System;

namespace FbaOutbound.Services;

/// <summary>What an order is filled in and validated for: the session's version, marketplace and clock.</summary>
internal sealed record OrderContext
{
    /// <summary>The protocol's version, such as <c>2020-07-01</c> or <c>Mws</c>.</summary>
    public string ApiVersion { get; init; } = "2020-07-01";

    /// <summary>The session's marketplace, for orders that name none.</summary>
    public string? MarketplaceId { get; init; }

    /// <summary>The country of the session's marketplace or endpoint, such as <c>US</c>; null where it is not known.</summary>
    public string? CountryCode { get; init; }

    /// <summary>Finds the country of the marketplace that an order names; null, or a null answer, where it is not known.</summary>
    public Func<string, string?>? CountryOf { get; init; }

    /// <summary>The clock that a missing date is taken from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public bool IsMws => ApiVersion.StartsWith("Mws", StringComparison.OrdinalIgnoreCase) || ApiVersion == "2010-10-01";

    /// <summary>Whether the version is 2026-07-04, whose packing slips are optional and whose updates change the action only.</summary>
    public bool Is2026 => ApiVersion == Protocols.SpApi20260704.Operations.Version;

    /// <summary>Returns the country of the marketplace that an order is placed against; null where it is not known.</summary>
    public string? MarketplaceCountry(string? marketplaceId) =>
        marketplaceId is null || marketplaceId == MarketplaceId ? CountryCode : CountryOf?.Invoke(marketplaceId);
}
