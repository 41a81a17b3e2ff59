namespace FbaOutbound.Shipments;

/// <summary>A shipment that was to be replaced is unknown, not cancelled, or of another order. Nothing was bought.</summary>
public sealed class ShipmentNotReplacedException : FbaException
{
    internal ShipmentNotReplacedException(string message, FbaException? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The shipment.</summary>
    public string ShipmentId { get; init; } = "";
}
