namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>Why an order, a change or a cancellation is not accepted; the endpoints put it into their protocol's words.</summary>
internal enum RefusalReason
{
    None,
    OrderExists,
    OrderUnknown,
    NotUpdatable,
    CancelRequestedAlready,
    NotCancellable,
    SkuInvalid,
    NotEnoughStock,
    ItemUnknown,
    StatusNotAllowed,
    ParcelUnknown,
    NothingToReturn,
    WindowNotOffered,
    TooManyUnits,
}

internal readonly struct Refusal(RefusalReason reason, string? subject = null)
{
    public RefusalReason Reason { get; } = reason;

    /// <summary>The item's id where an item is at fault, the order's status where that is.</summary>
    public string? Subject { get; } = subject;

    public bool IsNone => Reason == RefusalReason.None;
}
