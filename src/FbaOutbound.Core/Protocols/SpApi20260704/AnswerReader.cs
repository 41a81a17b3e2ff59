using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using FbaOutbound.Http;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>From the wire's objects to the domain. What is missing stays null or empty; values that nobody knows stay as they came.</summary>
internal static class AnswerReader
{
    public static FulfillmentOrder Order(WireOrder order)
    {
        var configuration = order.FulfillmentConfiguration;
        var items = List(order.LineItems, LineItem);
        var read = new FulfillmentOrder
        {
            SellerFulfillmentOrderId = order.OrderId ?? "",
            ShippingSpeedCategory = Words.Speed(configuration?.ServiceLevel?.ServiceTiers?.FirstOrDefault()),
            DeliveryWindow = Window(configuration?.ServiceLevel?.DeliveryInterval),
            DestinationAddress = Address(order.Destination?.DeliveryAddress),
            DeliveryPreferences = Preferences(order.Destination),
            Action = Words.Action(configuration?.Action),
            Policy = Words.Policy(configuration?.Policy),
            CodSettings = items.Any(item => item.PerUnitPrice is not null) ? new CodSettings { IsCodRequired = true } : null,
            ShipFromCountryCode = order.Origin?.CountryCode,
            NotificationEmails = order.Destination?.DeliveryAddress?.Email is { Length: > 0 } email ? (string[])[email] : [],
            FeatureConstraints = Services.Read(order.Channel, configuration?.Services),
            Items = items,
            PaymentInformation = List(order.PaymentInformation?.Payments, payment => new PaymentInformation
            {
                PaymentTransactionId = payment.PaymentId,
                PaymentMode = payment.PaymentMethod,
                PaymentDate = IsoTime.Read(payment.PaymentTime),
            }),
            ServiceStatus = order.Status,
            ReceivedDate = IsoTime.Read(order.ReceiveTime),
            StatusUpdatedDate = IsoTime.Read(order.StatusUpdateTime),
            Shipments = List(order.Shipments, Shipment),
        };
        return PackingSlips.Read(read, configuration?.Services?.Packaging?.PackingSlip);
    }

    public static ServiceConstraint[] Constraints(List<WireConstraint>? constraints) => List(constraints, constraint => new ServiceConstraint
    {
        Code = constraint.Code,
        Type = constraint.Type,
        Message = constraint.Message,
        Details = List(constraint.Details, detail => $"{detail.Type}={detail.Value}"),
    });

    public static DeliveryWindow? Window(WireInterval? interval) =>
        interval is null ? null : new() { StartDate = interval.StartTime ?? "", EndDate = interval.EndTime ?? "" };

    public static int? Quantity(WireAmount? amount) =>
        Number(amount?.Value) is { } value && value == decimal.Truncate(value) && value is >= int.MinValue and <= int.MaxValue ? (int)value : null;

    public static Money? Money(WireMoney? money) =>
        Number(money?.Amount) is { } value ? new() { CurrencyCode = money!.CurrencyCode, Value = value } : null;

    public static Weight? Weight(WireWeight? weight) => Number(weight?.Value) is { } value ? new() { Unit = weight!.Unit, Value = value } : null;

    // Arrays: PowerShell finds no indexer on the lists that a collection expression makes for an interface.
    public static TTo[] List<TFrom, TTo>(List<TFrom>? from, Func<TFrom, TTo> map) => from is null ? [] : [.. from.Select(map)];

    private static FulfillmentOrderItem LineItem(WireLineItem item) => PackingSlips.Read(
        new FulfillmentOrderItem
        {
            SellerSku = item.Product?.ProductIdentifier?.AmazonSku,
            SellerFulfillmentOrderItemId = item.LineItemId ?? "",
            Quantity = Quantity(item.Amount) ?? 0,
            Unit = item.Amount?.Unit is { } unit && !string.Equals(unit, "EACHES", StringComparison.OrdinalIgnoreCase) ? unit : null,
            PerUnitDeclaredValue = Money(item.Product?.PerUnitDeclaredValue),
            PerUnitPrice = Money(PaymentOnDelivery(item)?.PerUnitServicePrice),
            CancelledQuantity = Quantity(item.CancelledAmount),
            UnfulfillableQuantity = Quantity(item.UnfulfillableAmount),
        },
        item.FulfillmentConfiguration?.Services?.Packaging?.PackingSlip);

    private static WirePaymentOnDelivery? PaymentOnDelivery(WireLineItem item) =>
        item.FulfillmentConfiguration?.Services?.Delivery?.PaymentOnDelivery is { ValueKind: JsonValueKind.Object } payment
            ? payment.Deserialize(WireJson2026.Tolerant.WirePaymentOnDelivery)
            : null;

    private static FulfillmentShipment Shipment(WireShipment shipment) => new()
    {
        AmazonShipmentId = shipment.AmazonShipmentId,
        FulfillmentCenterId = shipment.AmazonFacility?.FacilityId,
        FulfillmentCenterAddress = Address(shipment.AmazonFacility?.Address),
        FulfillmentShipmentStatus = shipment.Status,
        ShippingDate = IsoTime.Read(shipment.ShipTime),
        EstimatedArrivalDate = IsoTime.Read(shipment.DeliveryTime),
        ShippingSpeedCategory = Words.Speed(shipment.ServiceLevel?.ServiceTier),
        ShippingNotes = shipment.ShippingNotes ?? [],
        Items = List(shipment.Items, item => new FulfillmentShipmentItem
        {
            SellerSku = item.ProductIdentifier?.AmazonSku,
            SellerFulfillmentOrderItemId = item.LineItemId,
            Quantity = Quantity(item.Amount) ?? 0,
            PackageId = item.PackageId,
            ShipmentItemId = item.ShipmentItemId,
            UnitIdentifiers = UnitIdentifiers(item.UnitIdentifiers),
        }),
        Packages = List(shipment.Packages, Package),
    };

    private static Dictionary<string, IReadOnlyList<string>> UnitIdentifiers(Dictionary<string, JsonElement>? identifiers) =>
        (identifiers ?? []).Where(pair => pair.Value.ValueKind == JsonValueKind.Array).ToDictionary(
            pair => pair.Key,
            pair => (IReadOnlyList<string>)(string[])[.. pair.Value.EnumerateArray().Where(one => one.ValueKind is JsonValueKind.String or JsonValueKind.Number).Select(one => ServiceText.Member(one.ToString()))]);

    private static FulfillmentShipmentPackage Package(WirePackage package) => new()
    {
        PackageId = package.PackageId,
        Status = package.Status,
        CarrierCode = package.Tracking?.Carrier?.CarrierCode,
        TrackingNumber = package.Tracking?.Carrier?.TrackingNumber,
        CarrierTrackingUrl = package.Tracking?.Carrier?.TrackingUrl,
        AmazonFulfillmentTrackingNumber = package.Tracking?.Amazon?.TrackingNumber,
        AmazonTrackingUrl = package.Tracking?.Amazon?.TrackingUrl,
        EstimatedArrivalDate = IsoTime.Read(package.DeliveryTime),
        ShipmentItemIds = package.ShipmentItemIds ?? [],
        DeliveryInformation = package.Tracking is { DropOffLocation: null, ProofOfDelivery: null } or null ? null : new DeliveryInformation
        {
            DropOffLocation = DropOff(package.Tracking.DropOffLocation),
            DeliveryDocuments = package.Tracking.ProofOfDelivery?.DeliveryPhotoUrl is { } url
                ? (DeliveryDocument[])[new DeliveryDocument { DocumentType = "DELIVERY_IMAGE", Url = url }]
                : [],
            ReceivedBy = package.Tracking.ProofOfDelivery?.ReceivedBy,
        },
    };

    private static DeliveryPreferences? Preferences(WireDestination? destination) =>
        destination is { DeliveryNotes: null, DropOffLocation: null } or null
            ? null
            : new() { DeliveryInstructions = destination.DeliveryNotes, DropOffLocation = DropOff(destination.DropOffLocation) };

    private static DropOffLocation? DropOff(WireDropOffLocation? place) => place is null ? null : new()
    {
        Type = place.Type ?? "",
        Attributes = place.Attributes?.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!) ?? [],
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

    // An amount that no decimal can hold is no amount; a zero in its place would be a lie.
    private static decimal? Number(string? text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
