using System.Collections.Generic;

namespace FbaOutbound.Protocols.SpApi20200701;

internal sealed class WireReturnRequest
{
    public List<WireReturnRequestItem>? Items { get; set; }
}

internal sealed class WireReturnRequestItem
{
    public string? SellerReturnItemId { get; set; }

    public string? SellerFulfillmentOrderItemId { get; set; }

    public string? AmazonShipmentId { get; set; }

    public string? ReturnReasonCode { get; set; }

    public string? ReturnComment { get; set; }
}
