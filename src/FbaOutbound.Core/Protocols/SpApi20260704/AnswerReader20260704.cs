using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>From responses to the domain. Missing members stay null or empty; unknown values stay as they are.</summary>
internal static class AnswerReader20260704
{
    public static FulfillmentOrder Order(WireNode order)
    {
        var configuration = order.Find("fulfillmentConfiguration");
        var level = configuration?.Find("serviceLevel");
        var services = configuration?.Find("services");
        var destination = order.Find("destination");
        var items = order.List("lineItems", LineItem);
        var tiers = level?.Texts("serviceTiers") ?? [];
        var read = new FulfillmentOrder
        {
            SellerFulfillmentOrderId = order.Text("orderId") ?? "",
            ShippingSpeedCategory = Words.Speed(tiers.Count > 0 ? tiers[0] : null),
            FurtherSpeeds = (string[])[.. tiers.Skip(1).Select(tier => Words.Speed(tier)!)],
            DeliveryWindow = level?.Map("deliveryInterval", Window),
            DestinationAddress = destination?.Map("deliveryAddress", WirePlaces.Address),
            DeliveryPreferences = Preferences(destination),
            Action = Words.Action(configuration?.Text("action")),
            Policy = Words.Policy(configuration?.Text("policy")),
            CodSettings = items.Any(item => item.PerUnitPrice is not null) ? new CodSettings { IsCodRequired = true } : null,
            ShipFromCountryCode = order.Find("origin")?.Text("countryCode"),
            NotificationEmails = destination?.Find("deliveryAddress")?.Prose("email") is { } email ? (string[])[email] : [],
            FeatureConstraints = FeatureWords.Read(order.Text("channel"), services),
            Items = items,
            PaymentInformation = order.Find("paymentInformation")?.List("payments", payment => new PaymentInformation
            {
                PaymentTransactionId = payment.Text("paymentId"),
                PaymentMode = payment.Text("paymentMethod"),
                PaymentDate = payment.Date("paymentTime"),
            }) ?? [],
            ServiceStatus = order.Text("status"),
            HidesProgress = true,
            ReceivedDate = order.Date("receiveTime"),
            StatusUpdatedDate = order.Date("statusUpdateTime"),
            Shipments = order.List("shipments", Shipment),
        };
        return PackingSlips.Read(read, services?.Find("packaging")?.Find("packingSlip")) with { Unread = order.Unread() };
    }

    public static IReadOnlyList<ServiceConstraint> Constraints(WireNode answer) =>
        answer.List("constraints", constraint => new ServiceConstraint
    {
        Code = constraint.Text("code"),
        Type = constraint.Text("type"),
        Message = constraint.Lines("message"),
        Details = constraint.List("details", detail => $"{detail.Text("type")}={detail.Text("value")}"),
    });

    public static DeliveryWindow Window(WireNode interval) =>
        new() { StartDate = interval.Text("startTime") ?? "", EndDate = interval.Text("endTime") ?? "" };

    /// <summary>Reads a number of units; null if it is not a whole number.</summary>
    public static int? Quantity(WireNode? amount) => amount?.Integer("value");

    private static FulfillmentOrderItem LineItem(WireNode item)
    {
        var product = item.Find("product");
        var services = item.Find("fulfillmentConfiguration")?.Find("services");
        var read = new FulfillmentOrderItem
        {
            SellerSku = Sku(product),
            SellerFulfillmentOrderItemId = item.Text("lineItemId") ?? "",
            Quantity = Quantity(item.Find("amount")),
            Unit = item.Find("amount")?.Text("unit"),
            PerUnitDeclaredValue = product?.Money("perUnitDeclaredValue"),
            PerUnitPrice = services?.Find("delivery")?.Find("paymentOnDelivery")?.Money("perUnitServicePrice"),
            CancelledQuantity = Quantity(item.Find("cancelledAmount")),
            CancelledUnit = item.Find("cancelledAmount")?.Text("unit"),
            UnfulfillableQuantity = Quantity(item.Find("unfulfillableAmount")),
            UnfulfillableUnit = item.Find("unfulfillableAmount")?.Text("unit"),
        };
        return PackingSlips.Read(read, services?.Find("packaging")?.Find("packingSlip"));
    }

    private static FulfillmentShipment Shipment(WireNode shipment) => new()
    {
        AmazonShipmentId = shipment.Text("amazonShipmentId"),
        FulfillmentCenterId = shipment.Find("amazonFacility")?.Text("facilityId"),
        FulfillmentCenterAddress = shipment.Find("amazonFacility")?.Map("address", WirePlaces.Address),
        FulfillmentCenterEmail = shipment.Find("amazonFacility")?.Find("address")?.Prose("email"),
        FulfillmentShipmentStatus = shipment.Text("status"),
        ShippingDate = shipment.Date("shipTime"),
        EstimatedArrivalDate = shipment.Date("deliveryTime"),
        ShippingSpeedCategory = Words.Speed(shipment.Find("serviceLevel")?.Text("serviceTier")),
        ShippingNotes = shipment.Texts("shippingNotes"),
        Items = shipment.List("items", item => new FulfillmentShipmentItem
        {
            SellerSku = item.Find("productIdentifier")?.Text("amazonSku"),
            SellerFulfillmentOrderItemId = item.Text("lineItemId"),
            Quantity = Quantity(item.Find("amount")),
            Unit = item.Find("amount")?.Text("unit"),
            PackageId = item.Text("packageId"),
            ShipmentItemId = item.Text("shipmentItemId"),
            UnitIdentifiers = item.Map("unitIdentifiers", UnitIdentifiers) ?? [],
        }),
        Packages = shipment.List("packages", Package),
    };

    private static Dictionary<string, IReadOnlyList<string>> UnitIdentifiers(WireNode identifiers)
    {
        var byKind = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var kind in identifiers.Children)
        {
            byKind[kind.Name] = identifiers.Texts(kind.Name);
        }

        return byKind;
    }

    private static FulfillmentShipmentPackage Package(WireNode package)
    {
        var tracking = package.Find("tracking");
        var proof = tracking?.Find("proofOfDelivery");
        var dropOff = tracking?.Map("dropOffLocation", WirePlaces.DropOff);
        return new FulfillmentShipmentPackage
        {
            PackageId = package.Text("packageId"),
            Status = package.Text("status"),
            CarrierCode = tracking?.Find("carrier")?.Text("carrierCode"),
            TrackingNumber = tracking?.Find("carrier")?.Text("trackingNumber"),
            CarrierTrackingUrl = tracking?.Find("carrier")?.Text("trackingUrl"),
            AmazonFulfillmentTrackingNumber = tracking?.Find("amazon")?.Text("trackingNumber"),
            AmazonTrackingUrl = tracking?.Find("amazon")?.Text("trackingUrl"),
            EstimatedArrivalDate = package.Date("deliveryTime"),
            ShipmentItemIds = package.Texts("shipmentItemIds"),
            DeliveryInformation = dropOff is null && proof is null ? null : new DeliveryInformation
            {
                DropOffLocation = dropOff,
                DeliveryDocuments = proof?.Text("deliveryPhotoUrl") is { } url
                    ? (DeliveryDocument[])[new DeliveryDocument { DocumentType = "DELIVERY_IMAGE", Url = url }]
                    : [],
                ReceivedBy = proof?.Prose("receivedBy"),
            },
        };
    }

    private static DeliveryPreferences? Preferences(WireNode? destination)
    {
        var notes = destination?.Lines("deliveryNotes");
        var dropOff = destination?.Map("dropOffLocation", WirePlaces.DropOff);
        return notes is null && dropOff is null
            ? null
            : new DeliveryPreferences { DeliveryInstructions = notes, DropOffLocation = dropOff };
    }

    private static string? Sku(WireNode? product) => product?.Find("productIdentifier")?.Text("amazonSku");
}
