using System;
using FbaOutbound.Http;
using FbaOutbound.Services;

namespace FbaOutbound.Protocols;

/// <summary>Where a session's orders are placed.</summary>
/// <param name="MarketplaceId">Amazon's id of the session's marketplace.</param>
/// <param name="CountryCode">The code of the endpoint's country or of the session's marketplace, as Amazon writes it (<c>UK</c>).</param>
/// <param name="IsoCountryOf">
/// Finds the two letters of ISO 3166-1 of a marketplace's country by the marketplace's id; null if unknown.
/// </param>
internal sealed record ProtocolPlace(string MarketplaceId, string CountryCode, Func<string, string?> IsoCountryOf);

/// <summary>What a protocol's folder offers to a session.</summary>
/// <param name="Rules">In what it differs from the others.</param>
/// <param name="Orders">Makes its service for orders.</param>
internal sealed record Protocol(ProtocolRules Rules, Func<IRequestPipeline, ProtocolPlace, IFulfillmentService> Orders)
{
    /// <summary>Whether requests are signed with the keys of MWS; the others carry an access token of Login with Amazon.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Makes its service for merchant fulfillment; null if that is a separate protocol, which goes with this one.</summary>
    public Func<IRequestPipeline, ProtocolPlace, IShipmentService>? Shipments { get; init; }

    /// <summary>Makes the service that returns the status of a section; null if there is none.</summary>
    public Func<IRequestPipeline, IStatusService>? Status { get; init; }
}
