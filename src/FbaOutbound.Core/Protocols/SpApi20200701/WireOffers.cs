namespace FbaOutbound.Protocols.SpApi20200701;

internal sealed class WireOffersRequest
{
    public WireOfferProduct? Product { get; set; }

    public WireOfferTerms? Terms { get; set; }
}

internal sealed class WireOfferProduct
{
    public WireProductIdentifier? ProductIdentifier { get; set; }

    public WireAmount? Amount { get; set; }
}

internal sealed class WireProductIdentifier
{
    public string? MerchantSku { get; set; }
}

internal sealed class WireAmount
{
    public string? UnitOfMeasure { get; set; }

    public string? Value { get; set; }
}

internal sealed class WireOfferTerms
{
    public WireOrigin? Origin { get; set; }

    public WireOfferDestination? Destination { get; set; }
}

internal sealed class WireOfferDestination
{
    public WireAddress? DeliveryAddress { get; set; }

    public string? IpAddress { get; set; }
}
