using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FbaOutbound.Protocols.SpApi20200701;

internal sealed class WireGetOrderAnswer
{
    [JsonConverter(typeof(TolerantObject<WireGetOrderResult>))]
    public WireGetOrderResult? Payload { get; set; }
}

internal sealed class WireGetOrderResult
{
    [JsonConverter(typeof(TolerantObject<WireOrder>))]
    public WireOrder? FulfillmentOrder { get; set; }

    [JsonConverter(typeof(TolerantList<WireItem>))]
    public List<WireItem>? FulfillmentOrderItems { get; set; }

    [JsonConverter(typeof(TolerantList<WireShipment>))]
    public List<WireShipment>? FulfillmentShipments { get; set; }

    [JsonConverter(typeof(TolerantList<WireReturnItem>))]
    public List<WireReturnItem>? ReturnItems { get; set; }

    [JsonConverter(typeof(TolerantList<WireReturnAuthorization>))]
    public List<WireReturnAuthorization>? ReturnAuthorizations { get; set; }

    [JsonConverter(typeof(TolerantList<WirePayment>))]
    public List<WirePayment>? PaymentInformation { get; set; }
}

internal sealed class WireListOrdersAnswer
{
    [JsonConverter(typeof(TolerantObject<WireListOrdersResult>))]
    public WireListOrdersResult? Payload { get; set; }
}

/// <summary>
/// A page of orders. Nothing in it is read with tolerance but the orders' own members: a list that seems to end, or an order that is
/// skipped, would prove the absence of an order that is there.
/// </summary>
internal sealed class WireListOrdersResult
{
    public JsonElement NextToken { get; set; }

    public List<WireOrder?>? FulfillmentOrders { get; set; }
}

internal sealed class WireShipment
{
    public string? AmazonShipmentId { get; set; }

    public string? FulfillmentCenterId { get; set; }

    public string? FulfillmentShipmentStatus { get; set; }

    public string? ShippingDate { get; set; }

    public string? EstimatedArrivalDate { get; set; }

    [JsonConverter(typeof(TolerantList<string>))]
    public List<string>? ShippingNotes { get; set; }

    [JsonConverter(typeof(TolerantList<WireShipmentItem>))]
    public List<WireShipmentItem>? FulfillmentShipmentItem { get; set; }

    [JsonConverter(typeof(TolerantList<WirePackage>))]
    public List<WirePackage>? FulfillmentShipmentPackage { get; set; }
}

internal sealed class WireShipmentItem
{
    public string? SellerSku { get; set; }

    public string? SellerFulfillmentOrderItemId { get; set; }

    public int? Quantity { get; set; }

    public int? PackageNumber { get; set; }

    public string? SerialNumber { get; set; }

    [JsonConverter(typeof(TolerantList<string>))]
    public List<string>? ManufacturerLotCodes { get; set; }
}

internal sealed class WirePackage
{
    public int? PackageNumber { get; set; }

    public string? CarrierCode { get; set; }

    public string? TrackingNumber { get; set; }

    public string? AmazonFulfillmentTrackingNumber { get; set; }

    public string? EstimatedArrivalDate { get; set; }

    [JsonConverter(typeof(TolerantObject<WireLockerDetails>))]
    public WireLockerDetails? LockerDetails { get; set; }

    [JsonConverter(typeof(TolerantObject<WireDeliveryInformation>))]
    public WireDeliveryInformation? DeliveryInformation { get; set; }
}

internal sealed class WireLockerDetails
{
    public string? LockerNumber { get; set; }

    public string? LockerAccessCode { get; set; }
}

internal sealed class WireDeliveryInformation
{
    [JsonConverter(typeof(TolerantList<WireDeliveryDocument>))]
    public List<WireDeliveryDocument>? DeliveryDocumentList { get; set; }

    [JsonConverter(typeof(TolerantObject<WireDropOffLocation>))]
    public WireDropOffLocation? DropOffLocation { get; set; }
}

internal sealed class WireDeliveryDocument
{
    public string? DocumentType { get; set; }

    public string? Url { get; set; }
}

internal sealed class WireReturnItem
{
    public string? SellerReturnItemId { get; set; }

    public string? SellerFulfillmentOrderItemId { get; set; }

    public string? AmazonShipmentId { get; set; }

    public string? SellerReturnReasonCode { get; set; }

    [JsonConverter(typeof(ProseLines))]
    public string? ReturnComment { get; set; }

    public string? AmazonReturnReasonCode { get; set; }

    public string? Status { get; set; }

    public string? StatusChangedDate { get; set; }

    public string? ReturnAuthorizationId { get; set; }

    public string? ReturnReceivedCondition { get; set; }

    public string? FulfillmentCenterId { get; set; }
}

internal sealed class WireReturnAuthorization
{
    public string? ReturnAuthorizationId { get; set; }

    public string? FulfillmentCenterId { get; set; }

    [JsonConverter(typeof(TolerantObject<WireAddress>))]
    public WireAddress? ReturnToAddress { get; set; }

    public string? AmazonRmaId { get; set; }

    public string? RmaPageURL { get; set; }
}
