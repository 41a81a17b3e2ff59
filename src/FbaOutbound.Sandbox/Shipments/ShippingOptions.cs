using System;

namespace FbaOutbound.Sandbox.Shipments;

/// <summary>What happens to a request to cancel a shipment whose cancellation window is over.</summary>
public enum LateCancel
{
    /// <summary>It is refused.</summary>
    Refused,

    /// <summary>It is taken as RefundPending, and the refund is rejected later.</summary>
    RefundRejected,
}

/// <summary>How long a bought label can be given back. Amazon says only that carriers differ; the durations are our assumption.</summary>
public sealed record ShippingOptions
{
    /// <summary>Gets or sets how long after its purchase a shipment can be cancelled.</summary>
    /// <value>The default value is 24 hours.</value>
    public TimeSpan CancellationWindow { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Gets or sets how long a refund is pending before it is applied or rejected.</summary>
    /// <value>The default value is 48 hours.</value>
    public TimeSpan TimeToRefund { get; set; } = TimeSpan.FromHours(48);

    /// <summary>Gets or sets how long after its ship date a shipment that was not cancelled is scanned by its carrier.</summary>
    /// <value>The default value is 12 hours.</value>
    public TimeSpan TimeToScan { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Gets or sets what happens to a cancellation that comes too late.</summary>
    /// <value>The default value is <see cref="LateCancel.Refused"/>: Amazon says that it does not succeed.</value>
    public LateCancel LateCancel { get; set; }
}
