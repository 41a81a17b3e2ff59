using System;
using FbaOutbound.Sandbox.Shipments.Labels;

namespace FbaOutbound.Sandbox.Shipments;

/// <summary>Where a bought shipment stands.</summary>
public enum MerchantShipmentStatus
{
    /// <summary>The label was bought.</summary>
    Purchased,

    /// <summary>The shipment was cancelled, and its refund is requested.</summary>
    RefundPending,

    /// <summary>There is no refund.</summary>
    RefundRejected,

    /// <summary>The price was refunded.</summary>
    RefundApplied,
}

/// <summary>A label that was bought. Its status follows from what was done to it and from the time.</summary>
internal sealed class MerchantShipment
{
    public required string Id { get; init; }

    public required MerchantOrder Order { get; init; }

    public required Purchase Purchase { get; init; }

    public required Offer Offer { get; init; }

    public required Label Label { get; init; }

    public required string TrackingId { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset CancelUntil { get; init; }

    /// <summary>When the carrier scans the package, unless the shipment is cancelled before.</summary>
    public required DateTimeOffset ScanDue { get; init; }

    /// <summary>When the package was marked as scanned by the carrier.</summary>
    public DateTimeOffset? ScannedAt { get; set; }

    public DateTimeOffset? CancelledAt { get; set; }

    public DateTimeOffset? RefundDue { get; set; }

    /// <summary>Whether the cancellation came after its window.</summary>
    public bool CancelledLate { get; set; }

    public bool IsScanned(DateTimeOffset now) => ScannedAt <= now || (ScanDue <= now && (CancelledAt is null || CancelledAt > ScanDue));

    public MerchantShipmentStatus StatusAt(DateTimeOffset now) =>
        CancelledAt is null ? MerchantShipmentStatus.Purchased
        : now < RefundDue ? MerchantShipmentStatus.RefundPending
        : CancelledLate || IsScanned(RefundDue!.Value) ? MerchantShipmentStatus.RefundRejected
        : MerchantShipmentStatus.RefundApplied;

    /// <summary>When the shipment last changed; null if it never has.</summary>
    public DateTimeOffset? UpdatedAt(DateTimeOffset now) => CancelledAt is null ? null : now < RefundDue ? CancelledAt : RefundDue;
}
