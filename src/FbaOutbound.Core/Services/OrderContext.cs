using System;

namespace FbaOutbound.Services;

/// <summary>What an order is filled in and validated for: the session's protocol, marketplace and clock.</summary>
/// <param name="Rules">The rules of the protocol.</param>
internal sealed record OrderContext(ProtocolRules Rules)
{
    /// <summary>The session's marketplace, for orders that name none.</summary>
    public string? MarketplaceId { get; init; }

    /// <summary>The country of the session's marketplace or endpoint, such as <c>US</c>; null if unknown.</summary>
    public string? CountryCode { get; init; }

    /// <summary>Finds the country of the marketplace that an order names; null, or a null answer, if it is not known.</summary>
    public Func<string, string?>? CountryOf { get; init; }

    /// <summary>
    /// Whether the session's region has a marketplace, by its id; a marketplace that is not known may be there. Null if there is no
    /// session.
    /// </summary>
    public Func<string, bool>? ServesMarketplace { get; init; }

    /// <summary>The clock that a missing date is taken from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Returns the country of the marketplace that an order is placed against; null if unknown.</summary>
    public string? MarketplaceCountry(string? marketplaceId) =>
        marketplaceId is null || marketplaceId == MarketplaceId ? CountryCode : CountryOf?.Invoke(marketplaceId);
}
