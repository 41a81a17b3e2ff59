using System.Collections.Generic;
using System.Globalization;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20200701;

/// <summary>From responses to the domain. Missing members stay null or empty; unknown values stay as they are.</summary>
internal static partial class AnswerReader20200701
{
    /// <summary>Reads the result of getFulfillmentOrder; null if it holds no order.</summary>
    public static FulfillmentOrder? Whole(WireNode result) => result.Find("fulfillmentOrder") is { Kind: WireKind.Object } order
        ? Order(order) with
        {
            Items = result.List("fulfillmentOrderItems", Item),
            Shipments = result.List("fulfillmentShipments", Shipment),
            ReturnItems = result.List("returnItems", ReturnItem),
            ReturnAuthorizations = result.List("returnAuthorizations", ReturnAuthorization),
            PaymentInformation = result.List("paymentInformation", Payment),
            Unread = result.Unread(),
        }
        : null;

    /// <summary>Reads an order as lists hold it.</summary>
    public static FulfillmentOrder Order(WireNode order) => new()
    {
        SellerFulfillmentOrderId = order.Text("sellerFulfillmentOrderId") ?? "",
        MarketplaceId = order.Text("marketplaceId"),
        DisplayableOrderId = order.Text("displayableOrderId"),
        DisplayableOrderDate = order.Date("displayableOrderDate"),
        DisplayableOrderComment = order.Lines("displayableOrderComment"),
        ShippingSpeedCategory = order.Text("shippingSpeedCategory"),
        DeliveryWindow = order.Map("deliveryWindow", Window),
        DestinationAddress = order.Map("destinationAddress", WirePlaces.Address),
        DeliveryPreferences = order.Map("deliveryPreferences", wishes => new DeliveryPreferences
        {
            DeliveryInstructions = wishes.Lines("deliveryInstructions"),
            DropOffLocation = wishes.Map("dropOffLocation", WirePlaces.DropOff),
        }),
        Action = order.Text("fulfillmentAction"),
        Policy = order.Text("fulfillmentPolicy"),
        CodSettings = order.Map("codSettings", Cod),
        ShipFromCountryCode = order.Text("shipFromCountryCode"),
        NotificationEmails = Emails(order),
        FeatureConstraints = order.List("featureConstraints", Feature),
        ServiceStatus = order.Text("fulfillmentOrderStatus"),
        ReceivedDate = order.Date("receivedDate"),
        StatusUpdatedDate = order.Date("statusUpdatedDate"),

        // Not in the model, but in real answers.
        PrimeUpgraded = order.Flag("primeUpgraded"),
        Unread = order.Unread(),
    };

    // An address has no email in the model, but in Amazon's own sample of a response.
    private static IReadOnlyList<string> Emails(WireNode order) =>
        order.Texts("notificationEmails") is { Count: > 0 } emails ? emails
        : order.Map("destinationAddress", address => address.Prose("email") ?? "") is { Length: > 0 } email ? (string[])[email]
        : [];

    private static FulfillmentOrderItem Item(WireNode item) => new()
    {
        SellerSku = item.Text("sellerSku"),
        SellerFulfillmentOrderItemId = item.Text("sellerFulfillmentOrderItemId") ?? "",
        Quantity = item.Integer("quantity"),
        GiftMessage = item.Lines("giftMessage"),
        DisplayableComment = item.Lines("displayableComment"),
        FulfillmentNetworkSku = item.Text("fulfillmentNetworkSku"),
        OrderItemDisposition = item.Text("orderItemDisposition"),
        PerUnitDeclaredValue = item.Money("perUnitDeclaredValue"),
        PerUnitPrice = item.Money("perUnitPrice"),
        PerUnitTax = item.Money("perUnitTax"),
        CancelledQuantity = item.Integer("cancelledQuantity"),
        UnfulfillableQuantity = item.Integer("unfulfillableQuantity"),
        EstimatedShipDate = item.Date("estimatedShipDate"),
        EstimatedArrivalDate = item.Date("estimatedArrivalDate"),
    };

    private static FulfillmentShipment Shipment(WireNode shipment) => new()
    {
        AmazonShipmentId = shipment.Text("amazonShipmentId"),
        FulfillmentCenterId = shipment.Text("fulfillmentCenterId"),
        FulfillmentShipmentStatus = shipment.Text("fulfillmentShipmentStatus"),
        ShippingDate = shipment.Date("shippingDate"),
        EstimatedArrivalDate = shipment.Date("estimatedArrivalDate"),
        ShippingNotes = shipment.Texts("shippingNotes"),
        Items = shipment.List("fulfillmentShipmentItem", item => new FulfillmentShipmentItem
        {
            SellerSku = item.Text("sellerSku"),
            SellerFulfillmentOrderItemId = item.Text("sellerFulfillmentOrderItemId"),
            Quantity = item.Integer("quantity"),
            PackageNumber = item.Integer("packageNumber"),
            PackageId = PackageId(item),
            SerialNumber = item.Text("serialNumber"),
            ManufacturerLotCodes = item.Texts("manufacturerLotCodes"),
        }),
        Packages = shipment.List("fulfillmentShipmentPackage", Package),
    };

    private static FulfillmentShipmentPackage Package(WireNode package) => new()
    {
        PackageNumber = package.Integer("packageNumber"),
        PackageId = PackageId(package),
        CarrierCode = package.Text("carrierCode"),
        TrackingNumber = package.Text("trackingNumber"),
        AmazonFulfillmentTrackingNumber = package.Text("amazonFulfillmentTrackingNumber"),
        EstimatedArrivalDate = package.Date("estimatedArrivalDate"),
        LockerDetails = package.Map("lockerDetails", locker => new LockerDetails
        {
            LockerNumber = locker.Text("lockerNumber"),
            LockerAccessCode = locker.Text("lockerAccessCode"),
        }),
        DeliveryInformation = package.Map("deliveryInformation", delivery => new DeliveryInformation
        {
            DeliveryDocuments = delivery.List("deliveryDocumentList", document =>
                new DeliveryDocument { DocumentType = document.Text("documentType"), Url = document.Text("url") }),
            DropOffLocation = delivery.Map("dropOffLocation", WirePlaces.DropOff),
        }),
    };

    private static ReturnItem ReturnItem(WireNode item) => new()
    {
        SellerReturnItemId = item.Text("sellerReturnItemId"),
        SellerFulfillmentOrderItemId = item.Text("sellerFulfillmentOrderItemId"),
        AmazonShipmentId = item.Text("amazonShipmentId"),
        SellerReturnReasonCode = item.Text("sellerReturnReasonCode"),
        ReturnComment = item.Lines("returnComment"),
        AmazonReturnReasonCode = item.Text("amazonReturnReasonCode"),
        Status = item.Text("status"),
        StatusChangedDate = item.Date("statusChangedDate"),
        ReturnAuthorizationId = item.Text("returnAuthorizationId"),
        ReturnReceivedCondition = item.Text("returnReceivedCondition"),
        FulfillmentCenterId = item.Text("fulfillmentCenterId"),
    };

    private static ReturnAuthorization ReturnAuthorization(WireNode authorization) => new()
    {
        ReturnAuthorizationId = authorization.Text("returnAuthorizationId"),
        FulfillmentCenterId = authorization.Text("fulfillmentCenterId"),
        ReturnToAddress = authorization.Map("returnToAddress", WirePlaces.Address),
        AmazonRmaId = authorization.Text("amazonRmaId"),
        RmaPageUrl = authorization.Text("rmaPageURL"),
    };

    private static PaymentInformation Payment(WireNode payment) => new()
    {
        PaymentTransactionId = payment.Text("paymentTransactionId"),
        PaymentMode = payment.Text("paymentMode"),
        PaymentDate = payment.Date("paymentDate"),
    };

    private static CodSettings Cod(WireNode cod) => new()
    {
        IsCodRequired = cod.Flag("isCodRequired"),
        CodCharge = cod.Money("codCharge"),
        CodChargeTax = cod.Money("codChargeTax"),
        ShippingCharge = cod.Money("shippingCharge"),
        ShippingChargeTax = cod.Money("shippingChargeTax"),
    };

    private static FeatureConstraint Feature(WireNode feature) =>
        new() { FeatureName = feature.Text("featureName"), FeatureFulfillmentPolicy = feature.Text("featureFulfillmentPolicy") };

    private static DeliveryWindow Window(WireNode window) =>
        new() { StartDate = window.Text("startDate") ?? "", EndDate = window.Text("endDate") ?? "" };

    // A package with an invalid number still has its id.
    private static string? PackageId(WireNode package) =>
        package.Integer("packageNumber") is { } number ? number.ToString(CultureInfo.InvariantCulture) : package.Text("packageNumber");
}
