namespace FbaOutbound.Shipments;

/// <summary>The shipment that a journal records for the same items was cancelled. Nothing was bought.</summary>
public sealed class ShipmentCancelledException : FbaException
{
    internal ShipmentCancelledException(string message)
        : base(message)
    {
    }

    /// <summary>The shipment.</summary>
    public string ShipmentId { get; init; } = "";

    /// <summary>Its status, such as <c>RefundPending</c>.</summary>
    public string? Status { get; init; }
}
