using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace FbaOutbound.Protocols.SpApi20200701;

internal sealed class WireReasonsAnswer
{
    [JsonConverter(typeof(TolerantObject<WireReasonsResult>))]
    public WireReasonsResult? Payload { get; set; }
}

internal sealed class WireReasonsResult
{
    [JsonConverter(typeof(TolerantList<WireReason>))]
    public List<WireReason>? ReasonCodeDetails { get; set; }
}

internal sealed class WireReason
{
    public string? ReturnReasonCode { get; set; }

    [JsonConverter(typeof(ProseLines))]
    public string? Description { get; set; }

    [JsonConverter(typeof(ProseLines))]
    public string? TranslatedDescription { get; set; }
}

internal sealed class WireReturnRequest
{
    [JsonConverter(typeof(TolerantList<WireReturnRequestItem>))]
    public List<WireReturnRequestItem>? Items { get; set; }
}

internal sealed class WireReturnRequestItem
{
    public string? SellerReturnItemId { get; set; }

    public string? SellerFulfillmentOrderItemId { get; set; }

    public string? AmazonShipmentId { get; set; }

    public string? ReturnReasonCode { get; set; }

    [JsonConverter(typeof(ProseLines))]
    public string? ReturnComment { get; set; }
}

internal sealed class WireReturnAnswer
{
    [JsonConverter(typeof(TolerantObject<WireReturnResult>))]
    public WireReturnResult? Payload { get; set; }
}

internal sealed class WireReturnResult
{
    [JsonConverter(typeof(TolerantList<WireReturnItem>))]
    public List<WireReturnItem>? ReturnItems { get; set; }

    [JsonConverter(typeof(TolerantList<WireInvalidReturnItem>))]
    public List<WireInvalidReturnItem>? InvalidReturnItems { get; set; }

    [JsonConverter(typeof(TolerantList<WireReturnAuthorization>))]
    public List<WireReturnAuthorization>? ReturnAuthorizations { get; set; }
}

internal sealed class WireInvalidReturnItem
{
    public string? SellerReturnItemId { get; set; }

    public string? SellerFulfillmentOrderItemId { get; set; }

    [JsonConverter(typeof(TolerantObject<WireInvalidItemReason>))]
    public WireInvalidItemReason? InvalidItemReason { get; set; }
}

internal sealed class WireInvalidItemReason
{
    public string? InvalidItemReasonCode { get; set; }

    [JsonConverter(typeof(ProseLines))]
    public string? Description { get; set; }
}
