namespace FbaOutbound.Sandbox.Shipments;

/// <summary>Why a purchase or a cancellation is not accepted; the endpoints put it into their protocol's words.</summary>
internal enum ShippingRefusalReason
{
    None,
    ShipmentUnknown,
    CancelledAlready,
    WindowClosed,
    SeveralShipments,
    ShipFromInvalid,
    ShipDateInvalid,
    ItemUnknown,
    TooManyUnits,
    ServiceUnknown,
    ServiceNotEligible,
    OfferInvalid,
    FormatUnavailable,
    InputMissing,
    InputInvalid,
}

internal readonly struct ShippingRefusal(ShippingRefusalReason reason, string? subject = null)
{
    public ShippingRefusalReason Reason { get; } = reason;

    /// <summary>What is at fault: an item, a service, an input.</summary>
    public string? Subject { get; } = subject;

    public bool IsNone => Reason == ShippingRefusalReason.None;
}
