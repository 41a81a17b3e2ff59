namespace FbaOutbound.Protocols.SpApi20200701;

internal sealed class WireStatusUpdate
{
    public string? FulfillmentOrderStatus { get; set; }
}
