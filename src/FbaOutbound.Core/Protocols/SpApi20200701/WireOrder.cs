using System.Collections.Generic;

namespace FbaOutbound.Protocols.SpApi20200701;

// The objects of the model, by its names. A request and a response share one class where the model has two that differ in a few members.

internal sealed class WireOrder
{
    public string? SellerFulfillmentOrderId { get; set; }

    public string? MarketplaceId { get; set; }

    public string? DisplayableOrderId { get; set; }

    public string? DisplayableOrderDate { get; set; }

    public string? DisplayableOrderComment { get; set; }

    public string? ShippingSpeedCategory { get; set; }

    public WireDeliveryWindow? DeliveryWindow { get; set; }

    public WireAddress? DestinationAddress { get; set; }

    public WireDeliveryPreferences? DeliveryPreferences { get; set; }

    public string? FulfillmentAction { get; set; }

    public string? FulfillmentPolicy { get; set; }

    public WireCodSettings? CodSettings { get; set; }

    public string? ShipFromCountryCode { get; set; }

    public List<string>? NotificationEmails { get; set; }

    public List<WireFeature>? FeatureConstraints { get; set; }

    public List<WireItem>? Items { get; set; }

    public List<WirePayment>? PaymentInformation { get; set; }
}

internal sealed class WireItem
{
    public string? SellerSku { get; set; }

    public string? SellerFulfillmentOrderItemId { get; set; }

    public int? Quantity { get; set; }

    public string? GiftMessage { get; set; }

    public string? DisplayableComment { get; set; }

    public string? FulfillmentNetworkSku { get; set; }

    public string? OrderItemDisposition { get; set; }

    public WireMoney? PerUnitDeclaredValue { get; set; }

    public WireMoney? PerUnitPrice { get; set; }

    public WireMoney? PerUnitTax { get; set; }
}

internal sealed class WireMoney
{
    public string? CurrencyCode { get; set; }

    public string? Value { get; set; }
}

internal sealed class WireDeliveryWindow
{
    public string? StartDate { get; set; }

    public string? EndDate { get; set; }
}

internal sealed class WireDeliveryPreferences
{
    public string? DeliveryInstructions { get; set; }

    public WireDropOffLocation? DropOffLocation { get; set; }
}

internal sealed class WireCodSettings
{
    public bool? IsCodRequired { get; set; }

    public WireMoney? CodCharge { get; set; }

    public WireMoney? CodChargeTax { get; set; }

    public WireMoney? ShippingCharge { get; set; }

    public WireMoney? ShippingChargeTax { get; set; }
}

internal sealed class WireFeature
{
    public string? FeatureName { get; set; }

    public string? FeatureFulfillmentPolicy { get; set; }
}

internal sealed class WirePayment
{
    public string? PaymentTransactionId { get; set; }

    public string? PaymentMode { get; set; }

    public string? PaymentDate { get; set; }
}
