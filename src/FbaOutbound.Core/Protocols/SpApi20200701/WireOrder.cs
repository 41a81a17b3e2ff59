using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace FbaOutbound.Protocols.SpApi20200701;

// The objects of the model, by its names. A request and an answer share one class where the model has two that differ in a few members.

internal sealed class WireOrder
{
    public string? SellerFulfillmentOrderId { get; set; }

    public string? MarketplaceId { get; set; }

    public string? DisplayableOrderId { get; set; }

    public string? DisplayableOrderDate { get; set; }

    [JsonConverter(typeof(ProseLines))]
    public string? DisplayableOrderComment { get; set; }

    public string? ShippingSpeedCategory { get; set; }

    [JsonConverter(typeof(TolerantObject<WireDeliveryWindow>))]
    public WireDeliveryWindow? DeliveryWindow { get; set; }

    [JsonConverter(typeof(TolerantObject<WireAddress>))]
    public WireAddress? DestinationAddress { get; set; }

    [JsonConverter(typeof(TolerantObject<WireDeliveryPreferences>))]
    public WireDeliveryPreferences? DeliveryPreferences { get; set; }

    public string? FulfillmentAction { get; set; }

    public string? FulfillmentPolicy { get; set; }

    [JsonConverter(typeof(TolerantObject<WireCodSettings>))]
    public WireCodSettings? CodSettings { get; set; }

    public string? ShipFromCountryCode { get; set; }

    public string? ReceivedDate { get; set; }

    public string? FulfillmentOrderStatus { get; set; }

    public string? StatusUpdatedDate { get; set; }

    [JsonConverter(typeof(TolerantList<string>))]
    public List<string>? NotificationEmails { get; set; }

    [JsonConverter(typeof(TolerantList<WireFeature>))]
    public List<WireFeature>? FeatureConstraints { get; set; }

    [JsonConverter(typeof(TolerantList<WireItem>))]
    public List<WireItem>? Items { get; set; }

    [JsonConverter(typeof(TolerantList<WirePayment>))]
    public List<WirePayment>? PaymentInformation { get; set; }
}

internal sealed class WireItem
{
    public string? SellerSku { get; set; }

    public string? SellerFulfillmentOrderItemId { get; set; }

    public int? Quantity { get; set; }

    [JsonConverter(typeof(ProseLines))]
    public string? GiftMessage { get; set; }

    [JsonConverter(typeof(ProseLines))]
    public string? DisplayableComment { get; set; }

    public string? FulfillmentNetworkSku { get; set; }

    public string? OrderItemDisposition { get; set; }

    public int? CancelledQuantity { get; set; }

    public int? UnfulfillableQuantity { get; set; }

    public string? EstimatedShipDate { get; set; }

    public string? EstimatedArrivalDate { get; set; }

    [JsonConverter(typeof(TolerantObject<WireMoney>))]
    public WireMoney? PerUnitDeclaredValue { get; set; }

    [JsonConverter(typeof(TolerantObject<WireMoney>))]
    public WireMoney? PerUnitPrice { get; set; }

    [JsonConverter(typeof(TolerantObject<WireMoney>))]
    public WireMoney? PerUnitTax { get; set; }
}

internal sealed class WireAddress
{
    [JsonConverter(typeof(ProseLine))]
    public string? Name { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? AddressLine1 { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? AddressLine2 { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? AddressLine3 { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? City { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? DistrictOrCounty { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? StateOrRegion { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? PostalCode { get; set; }

    public string? CountryCode { get; set; }

    [JsonConverter(typeof(ProseLine))]
    public string? Phone { get; set; }

    /// <summary>Not in the model, but in Amazon's own sample of an answer; never sent.</summary>
    [JsonConverter(typeof(ProseLine))]
    public string? Email { get; set; }
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
    [JsonConverter(typeof(ProseLines))]
    public string? DeliveryInstructions { get; set; }

    [JsonConverter(typeof(TolerantObject<WireDropOffLocation>))]
    public WireDropOffLocation? DropOffLocation { get; set; }
}

internal sealed class WireDropOffLocation
{
    public string? Type { get; set; }

    [JsonConverter(typeof(ProseMap))]
    public Dictionary<string, string?>? Attributes { get; set; }
}

internal sealed class WireCodSettings
{
    public bool? IsCodRequired { get; set; }

    [JsonConverter(typeof(TolerantObject<WireMoney>))]
    public WireMoney? CodCharge { get; set; }

    [JsonConverter(typeof(TolerantObject<WireMoney>))]
    public WireMoney? CodChargeTax { get; set; }

    [JsonConverter(typeof(TolerantObject<WireMoney>))]
    public WireMoney? ShippingCharge { get; set; }

    [JsonConverter(typeof(TolerantObject<WireMoney>))]
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
