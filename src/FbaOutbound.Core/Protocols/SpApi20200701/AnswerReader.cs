using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20200701;

/// <summary>From the wire's objects to the domain. What is missing stays null or empty; values that nobody knows stay as they came.</summary>
internal static partial class AnswerReader
{
    public static FulfillmentOrder Order(WireGetOrderResult result, WireOrder order) => Order(order) with
    {
        Items = List(result.FulfillmentOrderItems, Item),
        Shipments = List(result.FulfillmentShipments, Shipment),
        ReturnItems = List(result.ReturnItems, ReturnItem),
        ReturnAuthorizations = List(result.ReturnAuthorizations, ReturnAuthorization),
        PaymentInformation = List(result.PaymentInformation, Payment),
    };

    public static FulfillmentOrder Order(WireOrder order) => new()
    {
        SellerFulfillmentOrderId = order.SellerFulfillmentOrderId ?? "",
        MarketplaceId = order.MarketplaceId,
        DisplayableOrderId = order.DisplayableOrderId,
        DisplayableOrderDate = IsoTime.Read(order.DisplayableOrderDate),
        DisplayableOrderComment = order.DisplayableOrderComment,
        ShippingSpeedCategory = order.ShippingSpeedCategory,
        DeliveryWindow = order.DeliveryWindow is { } window
            ? new DeliveryWindow { StartDate = window.StartDate ?? "", EndDate = window.EndDate ?? "" }
            : null,
        DestinationAddress = Address(order.DestinationAddress),
        DeliveryPreferences = order.DeliveryPreferences is { } wishes
            ? new DeliveryPreferences { DeliveryInstructions = wishes.DeliveryInstructions, DropOffLocation = DropOff(wishes.DropOffLocation) }
            : null,
        Action = order.FulfillmentAction,
        Policy = order.FulfillmentPolicy,
        CodSettings = Cod(order.CodSettings),
        ShipFromCountryCode = order.ShipFromCountryCode,
        NotificationEmails = Emails(order),
        FeatureConstraints = List(order.FeatureConstraints, feature =>
            new FeatureConstraint { FeatureName = feature.FeatureName, FeatureFulfillmentPolicy = feature.FeatureFulfillmentPolicy }),
        ServiceStatus = order.FulfillmentOrderStatus,
        ReceivedDate = IsoTime.Read(order.ReceivedDate),
        StatusUpdatedDate = IsoTime.Read(order.StatusUpdatedDate),
    };

    private static List<string> Emails(WireOrder order) => order switch
    {
        { NotificationEmails: { Count: > 0 } emails } => emails,
        { DestinationAddress.Email: { Length: > 0 } email } => [email],
        _ => [],
    };

    private static FulfillmentOrderItem Item(WireItem item) => new()
    {
        SellerSku = item.SellerSku,
        SellerFulfillmentOrderItemId = item.SellerFulfillmentOrderItemId ?? "",
        Quantity = item.Quantity ?? 0,
        GiftMessage = item.GiftMessage,
        DisplayableComment = item.DisplayableComment,
        FulfillmentNetworkSku = item.FulfillmentNetworkSku,
        OrderItemDisposition = item.OrderItemDisposition,
        PerUnitDeclaredValue = Money(item.PerUnitDeclaredValue),
        PerUnitPrice = Money(item.PerUnitPrice),
        PerUnitTax = Money(item.PerUnitTax),
        CancelledQuantity = item.CancelledQuantity,
        UnfulfillableQuantity = item.UnfulfillableQuantity,
        EstimatedShipDate = IsoTime.Read(item.EstimatedShipDate),
        EstimatedArrivalDate = IsoTime.Read(item.EstimatedArrivalDate),
    };

    private static FulfillmentShipment Shipment(WireShipment shipment) => new()
    {
        AmazonShipmentId = shipment.AmazonShipmentId,
        FulfillmentCenterId = shipment.FulfillmentCenterId,
        FulfillmentShipmentStatus = shipment.FulfillmentShipmentStatus,
        ShippingDate = IsoTime.Read(shipment.ShippingDate),
        EstimatedArrivalDate = IsoTime.Read(shipment.EstimatedArrivalDate),
        ShippingNotes = shipment.ShippingNotes ?? [],
        Items = List(shipment.FulfillmentShipmentItem, item => new FulfillmentShipmentItem
        {
            SellerSku = item.SellerSku,
            SellerFulfillmentOrderItemId = item.SellerFulfillmentOrderItemId,
            Quantity = item.Quantity ?? 0,
            PackageNumber = item.PackageNumber,
            PackageId = Id(item.PackageNumber),
            SerialNumber = item.SerialNumber,
            ManufacturerLotCodes = item.ManufacturerLotCodes ?? [],
        }),
        Packages = List(shipment.FulfillmentShipmentPackage, Package),
    };

    private static FulfillmentShipmentPackage Package(WirePackage package) => new()
    {
        PackageNumber = package.PackageNumber,
        PackageId = Id(package.PackageNumber),
        CarrierCode = package.CarrierCode,
        TrackingNumber = package.TrackingNumber,
        AmazonFulfillmentTrackingNumber = package.AmazonFulfillmentTrackingNumber,
        EstimatedArrivalDate = IsoTime.Read(package.EstimatedArrivalDate),
        LockerDetails = package.LockerDetails is { } locker
            ? new LockerDetails { LockerNumber = locker.LockerNumber, LockerAccessCode = locker.LockerAccessCode }
            : null,
        DeliveryInformation = package.DeliveryInformation is { } delivery
            ? new DeliveryInformation
            {
                DeliveryDocuments = List(delivery.DeliveryDocumentList, document =>
                    new DeliveryDocument { DocumentType = document.DocumentType, Url = document.Url }),
                DropOffLocation = DropOff(delivery.DropOffLocation),
            }
            : null,
    };

    private static ReturnItem ReturnItem(WireReturnItem item) => new()
    {
        SellerReturnItemId = item.SellerReturnItemId,
        SellerFulfillmentOrderItemId = item.SellerFulfillmentOrderItemId,
        AmazonShipmentId = item.AmazonShipmentId,
        SellerReturnReasonCode = item.SellerReturnReasonCode,
        ReturnComment = item.ReturnComment,
        AmazonReturnReasonCode = item.AmazonReturnReasonCode,
        Status = item.Status,
        StatusChangedDate = IsoTime.Read(item.StatusChangedDate),
        ReturnAuthorizationId = item.ReturnAuthorizationId,
        ReturnReceivedCondition = item.ReturnReceivedCondition,
        FulfillmentCenterId = item.FulfillmentCenterId,
    };

    private static ReturnAuthorization ReturnAuthorization(WireReturnAuthorization authorization) => new()
    {
        ReturnAuthorizationId = authorization.ReturnAuthorizationId,
        FulfillmentCenterId = authorization.FulfillmentCenterId,
        ReturnToAddress = Address(authorization.ReturnToAddress),
        AmazonRmaId = authorization.AmazonRmaId,
        RmaPageUrl = authorization.RmaPageURL,
    };

    private static PaymentInformation Payment(WirePayment payment) => new()
    {
        PaymentTransactionId = payment.PaymentTransactionId,
        PaymentMode = payment.PaymentMode,
        PaymentDate = IsoTime.Read(payment.PaymentDate),
    };

    private static CodSettings? Cod(WireCodSettings? cod) => cod is null ? null : new()
    {
        IsCodRequired = cod.IsCodRequired ?? false,
        CodCharge = Money(cod.CodCharge),
        CodChargeTax = Money(cod.CodChargeTax),
        ShippingCharge = Money(cod.ShippingCharge),
        ShippingChargeTax = Money(cod.ShippingChargeTax),
    };

    private static Address? Address(WireAddress? address) => address is null ? null : new()
    {
        Name = address.Name,
        AddressLine1 = address.AddressLine1,
        AddressLine2 = address.AddressLine2,
        AddressLine3 = address.AddressLine3,
        City = address.City,
        DistrictOrCounty = address.DistrictOrCounty,
        StateOrRegion = address.StateOrRegion,
        PostalCode = address.PostalCode,
        CountryCode = address.CountryCode,
        Phone = address.Phone,
    };

    private static DropOffLocation? DropOff(WireDropOffLocation? place) => place is null ? null : new()
    {
        Type = place.Type ?? "",
        Attributes = place.Attributes?.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!)
            ?? [],
    };

    private static string? Id(int? packageNumber) => packageNumber?.ToString(CultureInfo.InvariantCulture);

    // An amount that no decimal can hold is no amount; a zero in its place would be a lie.
    private static Money? Money(WireMoney? money) =>
        decimal.TryParse(money?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? new() { CurrencyCode = money!.CurrencyCode, Value = value }
            : null;

    // Arrays: PowerShell finds no indexer on the lists that a collection expression makes for an interface.
    private static TTo[] List<TFrom, TTo>(List<TFrom>? from, Func<TFrom, TTo> map) => from is null ? [] : [.. from.Select(map)];
}
