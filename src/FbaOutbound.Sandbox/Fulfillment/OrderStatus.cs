namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>Where an order stands. The words are those of the SP-API 2020-07-01.</summary>
public enum OrderStatus
{
    /// <summary>Received, not yet validated.</summary>
    New,

    /// <summary>Received and validated; the seller can cancel.</summary>
    Received,

    /// <summary>Shipments are being planned; the seller can cancel.</summary>
    Planning,

    /// <summary>Picking has begun on at least one shipment.</summary>
    Processing,

    /// <summary>Cancelled by the seller, or by the end of its hold.</summary>
    Cancelled,

    /// <summary>Every unit was shipped.</summary>
    Complete,

    /// <summary>Some units were shipped, the rest was cancelled or could not be fulfilled.</summary>
    CompletePartialled,

    /// <summary>No unit could be fulfilled.</summary>
    Unfulfillable,

    /// <summary>The order could not be validated.</summary>
    Invalid,
}

/// <summary>What is to be done with an order.</summary>
public enum OrderAction
{
    /// <summary>The order ships now.</summary>
    Ship = 0,

    /// <summary>The order is held: it reserves its stock and does not ship.</summary>
    Hold = 1,
}

/// <summary>What happens to an order some of whose units cannot be found.</summary>
public enum OrderPolicy
{
    /// <summary>All or nothing, until a shipment is being picked.</summary>
    FillOrKill = 0,

    /// <summary>What is missing is waited for.</summary>
    FillAll = 1,

    /// <summary>What is missing is left out.</summary>
    FillAllAvailable = 2,
}

/// <summary>Where a shipment stands.</summary>
public enum ShipmentStatus
{
    /// <summary>Planned; picking has not begun. Answers do not show such a shipment.</summary>
    Planned,

    /// <summary>Units are being picked.</summary>
    Pending,

    /// <summary>All packages have left the fulfillment center.</summary>
    Shipped,

    /// <summary>The fulfillment center gave it up.</summary>
    CancelledByFulfiller,

    /// <summary>The seller cancelled the order in time.</summary>
    CancelledBySeller,
}

/// <summary>How fast an order travels.</summary>
internal enum ShippingSpeed
{
    Standard,
    Expedited,
    Priority,
    ScheduledDelivery,
}

internal static class OrderStatusExtensions
{
    public static bool IsFinal(this OrderStatus status) => status >= OrderStatus.Cancelled;

    /// <summary>Whether Amazon says that the seller can still cancel. New is our assumption: nothing was validated yet.</summary>
    public static bool CanCancel(this OrderStatus status) => status <= OrderStatus.Planning;
}
