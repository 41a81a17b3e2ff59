using System;
using System.Collections.Generic;

namespace FbaOutbound.Shipments;

/// <summary>
/// A purchase or a cancellation of a shipment whose effect is unknown. A purchase has no key and cannot be read back: repeated, it may
/// buy a second label.
/// </summary>
public sealed class ShipmentOutcomeUnknownException : FbaException
{
    internal ShipmentOutcomeUnknownException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What was requested: <c>Purchase</c> or <c>Cancel</c>.</summary>
    public string Request { get; init; } = "";

    /// <summary>Amazon's identifier of the order of a purchase.</summary>
    public string? AmazonOrderId { get; init; }

    /// <summary>The service that was to be bought.</summary>
    public string? ShippingServiceId { get; init; }

    /// <summary>The shipment that was to be cancelled.</summary>
    public string? ShipmentId { get; init; }

    /// <summary>When the request was first sent.</summary>
    public DateTimeOffset? FirstSent { get; init; }

    /// <summary>The service's identifiers of the responses, for a case with Amazon's support; empty if no response came.</summary>
    public IReadOnlyList<string> RequestIds { get; init; } = [];
}
