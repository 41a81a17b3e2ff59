using System;
using System.Collections.Generic;

namespace FbaOutbound.Sandbox.Shipments;

/// <summary>What a seller requests in order to have a package shipped.</summary>
internal sealed class ShipmentRequest
{
    public required string AmazonOrderId { get; init; }

    public string? SellerOrderId { get; init; }

    public required IReadOnlyList<PackedItem> Items { get; init; }

    public required ShippingAddress ShipFrom { get; init; }

    public required PackageSize Size { get; init; }

    public required PackageWeight Weight { get; init; }

    public DateTimeOffset? MustArriveBy { get; init; }

    public DateTimeOffset? ShipDate { get; init; }

    public DeliveryExperience Experience { get; init; }

    public Price? DeclaredValue { get; init; }

    public bool CarrierWillPickUp { get; init; }

    public string? PickUpOption { get; init; }

    public LabelFormat? Format { get; init; }

    public string? CustomText { get; init; }

    public bool PrintsOrderId { get; init; }
}

/// <summary>What a seller buys: a service for a package.</summary>
internal sealed class Purchase
{
    public required ShipmentRequest Request { get; init; }

    public required string ServiceId { get; init; }

    public string? OfferId { get; init; }

    public IReadOnlyList<SellerInput> Inputs { get; init; } = [];
}

/// <summary>Which offers a seller wants to see.</summary>
internal sealed class OfferFilter
{
    public bool? ComplexOptions { get; init; }

    public bool? CarrierWillPickUp { get; init; }

    public DeliveryExperience? Experience { get; init; }
}

internal sealed class PackedItem
{
    public required string OrderItemId { get; init; }

    public required int Quantity { get; init; }

    public PackageWeight? Weight { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string>? TransparencyCodes { get; init; }

    public IReadOnlyList<SellerInput> Inputs { get; init; } = [];

    /// <summary>The members that only a response repeats, in JSON as they came.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Others { get; init; } = [];
}

/// <summary>An additional input. Addresses, weights and the like are only known to be given.</summary>
internal sealed class SellerInput(string name, string? dataType, string value)
{
    public string Name { get; } = name;

    public string? DataType { get; } = dataType;

    public string Value { get; } = value;
}

internal sealed class ShippingAddress
{
    public required string Name { get; init; }

    public required string Line1 { get; init; }

    public string? Line2 { get; init; }

    public string? Line3 { get; init; }

    public string? District { get; init; }

    public required string Email { get; init; }

    public required string City { get; init; }

    public string? State { get; init; }

    public required string PostalCode { get; init; }

    public required string CountryCode { get; init; }

    public required string Phone { get; init; }
}

/// <summary>The numbers are kept as they came; the carriers reckon in kilograms and centimeters.</summary>
internal sealed class PackageWeight(decimal value, string unit)
{
    public decimal Value { get; } = value;

    public string Unit { get; } = unit;

    public decimal Kilograms => Unit == "oz" ? Value * 0.0283495m : Value / 1000;
}

internal sealed class PackageSize
{
    public decimal? Length { get; init; }

    public decimal? Width { get; init; }

    public decimal? Height { get; init; }

    public string? Unit { get; init; }

    public string? Predefined { get; init; }

    public decimal LongestCentimeters => Math.Max(Length ?? 0, Math.Max(Width ?? 0, Height ?? 0)) * Factor;

    /// <summary>What the volume counts as, by the carriers' usual divisor; a predefined package has a flat rate.</summary>
    public decimal VolumetricKilograms =>
        Predefined is not null ? 0 : (Length ?? 0) * (Width ?? 0) * (Height ?? 0) * Factor * Factor * Factor / 5000;

    private decimal Factor => Unit == "inches" ? 2.54m : 1;
}

internal sealed class Price(string currency, decimal amount)
{
    public string Currency { get; } = currency;

    public decimal Amount { get; } = amount;
}

internal enum DeliveryExperience
{
    DeliveryConfirmationWithAdultSignature,
    DeliveryConfirmationWithSignature,
    DeliveryConfirmationWithoutSignature,
    NoTracking,
    NoPreference,
}

internal enum LabelFormat
{
    PDF,
    PNG,
    ZPL203,
    ZPL300,
    ShippingServiceDefault,
}
