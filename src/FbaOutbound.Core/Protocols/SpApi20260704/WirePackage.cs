namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>The body that changes a package in a sandbox.</summary>
internal sealed class WirePackage
{
    public string? DeliveryTime { get; set; }

    public string? Status { get; set; }

    public WireTracking? Tracking { get; set; }
}

internal sealed class WireTracking
{
    public WireCarrierTracking? Carrier { get; set; }

    public WireAmazonTracking? Amazon { get; set; }

    public WireDropOffLocation? DropOffLocation { get; set; }

    public WireProofOfDelivery? ProofOfDelivery { get; set; }
}

internal sealed class WireCarrierTracking
{
    public string? TrackingNumber { get; set; }

    public string? CarrierCode { get; set; }

    public string? TrackingUrl { get; set; }
}

internal sealed class WireAmazonTracking
{
    public string? TrackingNumber { get; set; }

    public string? TrackingUrl { get; set; }
}

internal sealed class WireProofOfDelivery
{
    public string? DeliveryPhotoUrl { get; set; }

    public string? ReceivedBy { get; set; }
}
