using FbaOutbound.Orders;
using FbaOutbound.Texts;

namespace FbaOutbound.Protocols.Mws;

/// <summary>
/// From the results of the outbound section to the domain. Missing members stay null or empty; unknown elements are passed over.
/// </summary>
internal static partial class MwsAnswerReader
{
    /// <summary>Reads the result of GetFulfillmentOrder; null if it holds no order.</summary>
    public static FulfillmentOrder? Whole(WireNode result) => result.Map("FulfillmentOrder", Order) is { } order
        ? order with
        {
            Items = result.List("FulfillmentOrderItem", Item),
            Shipments = result.List("FulfillmentShipment", Shipment),
            ReturnItems = result.List("ReturnItemList", ReturnItem),
            ReturnAuthorizations = result.List("ReturnAuthorizationList", ReturnAuthorization),
            Unread = result.Unread(),
        }
        : null;

    /// <summary>Reads an order as lists hold it.</summary>
    public static FulfillmentOrder Order(WireNode order) => new()
    {
        SellerFulfillmentOrderId = order.Text("SellerFulfillmentOrderId") ?? "",
        MarketplaceId = order.Text("MarketplaceId"),
        DisplayableOrderId = order.Text("DisplayableOrderId"),
        DisplayableOrderDate = order.Date("DisplayableOrderDateTime", "DisplayableOrderDate"),
        DisplayableOrderDateIsDay = IsoTime.IsDay(order.Text("DisplayableOrderDateTime", "DisplayableOrderDate")),
        DisplayableOrderComment = order.Lines("DisplayableOrderComment"),
        ShippingSpeedCategory = order.Text("ShippingSpeedCategory"),
        DeliveryWindow = order.Map("DeliveryWindow", window => new DeliveryWindow
        {
            StartDate = window.Text("StartDateTime", "StartDate") ?? "",
            EndDate = window.Text("EndDateTime", "EndDate") ?? "",
        }),
        DestinationAddress = order.Map("DestinationAddress", Address),
        Action = order.Text("FulfillmentAction"),
        Policy = order.Text("FulfillmentPolicy"),
        CodSettings = order.Map("CODSettings", Cod),
        NotificationEmails = order.Texts("NotificationEmailList"),
        ServiceStatus = order.Text("FulfillmentOrderStatus"),
        ReceivedDate = order.Date("ReceivedDateTime", "ReceivedDate"),
        StatusUpdatedDate = order.Date("StatusUpdatedDateTime", "StatusUpdatedDate"),
        Unread = order.Unread(),
    };

    private static Address Address(WireNode address) => new()
    {
        Name = address.Prose("Name"),
        AddressLine1 = address.Prose("Line1"),
        AddressLine2 = address.Prose("Line2"),
        AddressLine3 = address.Prose("Line3"),
        City = address.Prose("City"),
        DistrictOrCounty = address.Prose("DistrictOrCounty"),
        StateOrRegion = address.Prose("StateOrProvinceCode", "StateOrRegionCode"),
        PostalCode = address.Prose("PostalCode"),
        CountryCode = address.Text("CountryCode"),
        Phone = address.Prose("PhoneNumber"),
    };

    private static ReturnItem ReturnItem(WireNode item) => new()
    {
        SellerReturnItemId = item.Text("SellerReturnItemId"),
        SellerFulfillmentOrderItemId = item.Text("SellerFulfillmentOrderItemId"),
        AmazonShipmentId = item.Text("AmazonShipmentId"),
        SellerReturnReasonCode = item.Text("SellerReturnReasonCode", "ReturnReasonCode"),
        ReturnComment = item.Lines("ReturnComment"),
        AmazonReturnReasonCode = item.Text("AmazonReturnReasonCode"),
        Status = item.Text("Status"),
        StatusChangedDate = item.Date("StatusChangedDate"),
        ReturnAuthorizationId = item.Text("ReturnAuthorizationId"),
        ReturnReceivedCondition = item.Text("ReturnReceivedCondition"),
        FulfillmentCenterId = item.Text("FulfillmentCenterId"),
    };

    private static ReturnAuthorization ReturnAuthorization(WireNode authorization) => new()
    {
        ReturnAuthorizationId = authorization.Text("ReturnAuthorizationId"),
        FulfillmentCenterId = authorization.Text("FulfillmentCenterId"),
        ReturnToAddress = authorization.Map("ReturnToAddress", Address),
        AmazonRmaId = authorization.Text("AmazonRmaId"),
        RmaPageUrl = authorization.Text("RmaPageURL"),
    };

    private static FulfillmentOrderItem Item(WireNode item) => new()
    {
        SellerSku = item.Text("SellerSKU"),
        SellerFulfillmentOrderItemId = item.Text("SellerFulfillmentOrderItemId") ?? "",
        Quantity = item.Integer("Quantity"),
        GiftMessage = item.Lines("GiftMessage"),
        DisplayableComment = item.Lines("DisplayableComment"),
        FulfillmentNetworkSku = item.Text("FulfillmentNetworkSKU"),
        OrderItemDisposition = item.Text("OrderItemDisposition"),
        PerUnitDeclaredValue = item.Money("PerUnitDeclaredValue"),
        PerUnitPrice = item.Money("PerUnitPrice"),
        PerUnitTax = item.Money("PerUnitTax"),
        CancelledQuantity = item.Integer("CancelledQuantity"),
        UnfulfillableQuantity = item.Integer("UnfulfillableQuantity"),
        EstimatedShipDate = item.Date("EstimatedShipDateTime"),
        EstimatedArrivalDate = item.Date("EstimatedArrivalDateTime"),
    };

    private static FulfillmentShipment Shipment(WireNode shipment) => new()
    {
        AmazonShipmentId = shipment.Text("AmazonShipmentId"),
        FulfillmentCenterId = shipment.Text("FulfillmentCenterId"),
        FulfillmentShipmentStatus = shipment.Text("FulfillmentShipmentStatus"),
        ShippingDate = shipment.Date("ShippingDateTime"),
        EstimatedArrivalDate = shipment.Date("EstimatedArrivalDateTime"),
        ShippingNotes = shipment.Texts("ShippingNotes"),
        Items = shipment.List("FulfillmentShipmentItem", item => new FulfillmentShipmentItem
        {
            SellerSku = item.Text("SellerSKU"),
            SellerFulfillmentOrderItemId = item.Text("SellerFulfillmentOrderItemId"),
            Quantity = item.Integer("Quantity"),
            PackageNumber = item.Integer("PackageNumber"),
            PackageId = item.Text("PackageNumber"),
            SerialNumber = item.Text("SerialNumber"),
        }),
        Packages = shipment.List("FulfillmentShipmentPackage", package => new FulfillmentShipmentPackage
        {
            PackageNumber = package.Integer("PackageNumber"),
            PackageId = package.Text("PackageNumber"),
            CarrierCode = package.Text("CarrierCode"),
            TrackingNumber = package.Text("TrackingNumber"),
            AmazonFulfillmentTrackingNumber = package.Text("AmazonFulfillmentTrackingNumber"),
            EstimatedArrivalDate = package.Date("EstimatedArrivalDateTime"),
        }),
    };

    private static CodSettings Cod(WireNode cod) => new()
    {
        IsCodRequired = cod.Flag("IsCODRequired"),
        CodCharge = cod.Money("CODCharge"),
        CodChargeTax = cod.Money("CODChargeTax"),
        ShippingCharge = cod.Money("ShippingCharge"),
        ShippingChargeTax = cod.Money("ShippingChargeTax"),
    };
}
