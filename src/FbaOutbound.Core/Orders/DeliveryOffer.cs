using System;
using System.Collections.Generic;

namespace FbaOutbound.Orders;

/// <summary>A promise of delivery for one product, to be shown to a shopper until it expires; or that there is none.</summary>
public sealed record DeliveryOffer
{
    /// <summary>The seller's SKU.</summary>
    public string SellerSku { get; init; } = "";

    /// <summary>Whether there is an offer. Where not, <see cref="Constraints"/> may say why.</summary>
    public bool IsAvailable { get; init; }

    /// <summary>The shipping speed; version 2020-07-01 does not say.</summary>
    public string? ShippingSpeedCategory { get; init; }

    /// <summary>The earliest time of delivery.</summary>
    public DateTimeOffset? EarliestDelivery { get; init; }

    /// <summary>The latest time of delivery.</summary>
    public DateTimeOffset? LatestDelivery { get; init; }

    /// <summary>When the offer expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The message for the shopper; version 2026-07-04 has none.</summary>
    public string? Message { get; init; }

    /// <summary>The locale of the message, such as <c>en_US</c>.</summary>
    public string? MessageLocale { get; init; }

    /// <summary>What keeps other offers from being made; only on version 2026-07-04.</summary>
    public IReadOnlyList<ServiceConstraint> Constraints
    {
        get;
        init => field = OutputList<ServiceConstraint>.Of(value);
    } = OutputList<ServiceConstraint>.None;

    /// <summary>The name of the session.</summary>
    public string? Session { get; init; }

    /// <summary>A hash that tells the account from others; input of another account is refused.</summary>
    public string? Account { get; init; }

    /// <summary>What of the response could not be read, each with its text; the members that it belongs to are null or empty.</summary>
    public IReadOnlyList<UnreadValue> Unread { get; init => field = OutputList<UnreadValue>.Of(value); } = OutputList<UnreadValue>.None;

    /// <summary>Returns the SKU and the latest time of delivery.</summary>
    public override string ToString() => FormattableString.Invariant($"{SellerSku} {LatestDelivery:u}").TrimEnd();
}

/// <summary>What a delivery offer is requested.</summary>
internal sealed record OfferRequest
{
    public string SellerSku { get; init; } = "";

    /// <summary>The number of units; null for no number.</summary>
    public int? Quantity { get; init; }

    /// <summary>The country the goods ship from, as two letters.</summary>
    public string OriginCountryCode { get; init; } = "";

    /// <summary>The destination, as far as it is known: a postal code and a country are enough.</summary>
    public Address? DestinationAddress { get; init; }

    /// <summary>The shopper's IP address, from which the service tells the destination.</summary>
    public string? IpAddress { get; init; }

    /// <summary>The speeds to ask for; empty for all.</summary>
    public IReadOnlyList<string> Speeds { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;
}
