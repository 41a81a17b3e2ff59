using System;
using FbaOutbound.Sandbox.Shipments;

namespace FbaOutbound.Sandbox;

/// <summary>A bought label as it stood at one moment, without its recipient.</summary>
public sealed class SandboxMerchantShipment
{
    internal SandboxMerchantShipment(MerchantShipment shipment, DateTimeOffset now)
    {
        ShipmentId = shipment.Id;
        AmazonOrderId = shipment.Order.AmazonOrderId;
        ShippingServiceId = shipment.Offer.Service.Id;
        TrackingId = shipment.TrackingId;
        Status = shipment.StatusAt(now);
        CreatedDate = shipment.Created;
        CancelUntil = shipment.CancelUntil;
        IsScanned = shipment.IsScanned(now);
    }

    /// <summary>Gets the shipment's id.</summary>
    public string ShipmentId { get; }

    /// <summary>Gets the id of the order that it is for.</summary>
    public string AmazonOrderId { get; }

    /// <summary>Gets the service that was bought.</summary>
    public string ShippingServiceId { get; }

    /// <summary>Gets the carrier's tracking number.</summary>
    public string TrackingId { get; }

    /// <summary>Gets where the shipment stands.</summary>
    public MerchantShipmentStatus Status { get; }

    /// <summary>Gets when the label was bought.</summary>
    public DateTimeOffset CreatedDate { get; }

    /// <summary>Gets when its cancellation window ends.</summary>
    public DateTimeOffset CancelUntil { get; }

    /// <summary>Gets whether the carrier has scanned the package.</summary>
    public bool IsScanned { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{ShipmentId}: {Status}";
}
