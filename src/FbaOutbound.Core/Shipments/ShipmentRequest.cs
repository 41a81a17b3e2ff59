using System;
using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Shipments;

/// <summary>
/// What is to be shipped, from where, and how it should go: the data for requesting services and for buying one.
/// </summary>
public sealed record ShipmentRequest
{
    /// <summary>Amazon's identifier of the order, such as <c>903-1713775-3598252</c>.</summary>
    public string AmazonOrderId { get; init; } = "";

    /// <summary>The seller's identifier of the order: at most 64 characters.</summary>
    public string? SellerOrderId { get; init; }

    /// <summary>The items of the order that this shipment holds.</summary>
    public IReadOnlyList<ShipmentItem> ItemList
    {
        get;
        init => field = OutputList<ShipmentItem>.Of(value);
    } = OutputList<ShipmentItem>.None;

    /// <summary>The address that the shipment leaves from.</summary>
    public ShipmentAddress? ShipFromAddress { get; init; }

    /// <summary>The dimensions of the package.</summary>
    public PackageDimensions? PackageDimensions { get; init; }

    /// <summary>The weight of the package.</summary>
    public Weight? Weight { get; init; }

    /// <summary>The latest day of arrival.</summary>
    public DateTimeOffset? MustArriveByDate { get; init; }

    /// <summary>When the package is handed to the carrier.</summary>
    public DateTimeOffset? ShipDate { get; init; }

    /// <summary>How the shipment should go.</summary>
    public ShippingServiceOptions? ShippingServiceOptions { get; init; }

    /// <summary>What the label is to say.</summary>
    public LabelCustomization? LabelCustomization { get; init; }

    /// <summary>Returns the identifier of the order.</summary>
    public override string ToString() => AmazonOrderId;
}

/// <summary>How a shipment goes.</summary>
public sealed record ShippingServiceOptions
{
    /// <summary>How delivery is confirmed, such as <c>DeliveryConfirmationWithoutSignature</c>; other words as they came.</summary>
    public string? DeliveryExperience { get; init; }

    /// <summary>The value that is insured.</summary>
    public Money? DeclaredValue { get; init; }

    /// <summary>Whether the carrier picks the package up; null if the service does not say.</summary>
    public bool? CarrierWillPickUp { get; init; }

    /// <summary><c>CarrierWillPickUp</c>, <c>ShipperWillDropOff</c> or <c>NoPreference</c>.</summary>
    public string? CarrierWillPickUpOption { get; init; }

    /// <summary><c>PDF</c>, <c>PNG</c>, <c>ZPL203</c>, <c>ZPL300</c> or <c>ShippingServiceDefault</c>.</summary>
    public string? LabelFormat { get; init; }

    /// <summary>Returns how delivery is confirmed.</summary>
    public override string ToString() => DeliveryExperience ?? "";
}

/// <summary>What a label is to say.</summary>
public sealed record LabelCustomization
{
    /// <summary>A text: at most 14 characters.</summary>
    public string? CustomTextForLabel { get; init; }

    /// <summary>An identifier: <c>AmazonOrderId</c>.</summary>
    public string? StandardIdForLabel { get; init; }

    /// <summary>Returns the text.</summary>
    public override string ToString() => CustomTextForLabel ?? StandardIdForLabel ?? "";
}

/// <summary>Which services are wanted.</summary>
internal sealed record ShippingOfferingFilter
{
    public bool? IncludePackingSlipWithLabel { get; init; }

    public bool? IncludeComplexShippingOptions { get; init; }

    public string? CarrierWillPickUp { get; init; }

    public string? DeliveryExperience { get; init; }
}

/// <summary>A service that is to be bought.</summary>
internal sealed record ShipmentPurchase
{
    public required ShipmentRequest Request { get; init; }

    public required string ShippingServiceId { get; init; }

    public string? ShippingServiceOfferId { get; init; }

    /// <summary>What the offer costs, for messages; null if it is not known.</summary>
    public Money? Rate { get; init; }

    /// <summary>The ids of cancelled shipments in whose place this one may be bought with the same journal.</summary>
    public IReadOnlyCollection<string> Replaces { get; init; } = [];

    public string? HazmatType { get; init; }

    public bool? IncludePackingSlipWithLabel { get; init; }

    public IReadOnlyList<SellerInput> SellerInputs
    {
        get;
        init => field = OutputList<SellerInput>.Of(value);
    } = OutputList<SellerInput>.None;
}
