using System.Collections.Generic;

namespace FbaOutbound.Protocols.SpApi20260704;

internal sealed class WirePreviewRequest
{
    public string? Channel { get; set; }

    public WireConfiguration? FulfillmentConfiguration { get; set; }

    public WireOrigin? Origin { get; set; }

    public WireDestination? Destination { get; set; }

    public List<WireLineItem>? LineItems { get; set; }

    public bool? ExcludeEstimatedFees { get; set; }

    public bool? IncludePaymentOnDelivery { get; set; }
}

internal sealed class WireOffersRequest
{
    public WireConfiguration? FulfillmentConfiguration { get; set; }

    public WireOrigin? Origin { get; set; }

    public WireDestination? Destination { get; set; }

    public List<WireOfferItem>? Items { get; set; }
}

internal sealed class WireOfferItem
{
    public WireProductIdentifier? ProductIdentifier { get; set; }
}
