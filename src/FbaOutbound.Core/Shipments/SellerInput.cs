using System;
using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Shipments;

/// <summary>A value that a carrier requires, by the name of its field.</summary>
public sealed record SellerInput
{
    /// <summary>The name of the field, as Get-MfnSellerInput tells it.</summary>
    public string? AdditionalInputFieldName { get; init; }

    /// <summary>The value.</summary>
    public SellerInputValue? AdditionalSellerInput { get; init; }

    /// <summary>Returns the name of the field.</summary>
    public override string ToString() => AdditionalInputFieldName ?? "";
}

/// <summary>A value of one of several types.</summary>
public sealed record SellerInputValue
{
    /// <summary>
    /// The type, such as <c>String</c>, <c>Boolean</c>, <c>Integer</c>, <c>Timestamp</c>, <c>Address</c>, <c>Weight</c>, <c>Dimension</c>
    /// or <c>Currency</c>.
    /// </summary>
    public string? DataType { get; init; }

    /// <summary>The value as a text.</summary>
    public string? ValueAsString { get; init; }

    /// <summary>The value as a flag.</summary>
    public bool? ValueAsBoolean { get; init; }

    /// <summary>The value as a whole number.</summary>
    public int? ValueAsInteger { get; init; }

    /// <summary>The value as a point in time.</summary>
    public DateTimeOffset? ValueAsTimestamp { get; init; }

    /// <summary>The value as an address.</summary>
    public ShipmentAddress? ValueAsAddress { get; init; }

    /// <summary>The value as a weight.</summary>
    public Weight? ValueAsWeight { get; init; }

    /// <summary>The value as a length.</summary>
    public Length? ValueAsDimension { get; init; }

    /// <summary>The value as an amount of money.</summary>
    public Money? ValueAsCurrency { get; init; }

    /// <summary>Returns the type.</summary>
    public override string ToString() => DataType ?? "";
}

/// <summary>A field that a carrier requires before a service can be bought.</summary>
public sealed record SellerInputField
{
    /// <summary>The name of the field.</summary>
    public string? AdditionalInputFieldName { get; init; }

    /// <summary>The item that the field belongs to; null for the shipment as a whole.</summary>
    public string? Asin { get; init; }

    /// <summary>Whether a value is required.</summary>
    public bool? IsRequired { get; init; }

    /// <summary>The type of the value.</summary>
    public string? DataType { get; init; }

    /// <summary>The text to show to the person who fills it in.</summary>
    public string? InputDisplayText { get; init; }

    /// <summary><c>SHIPMENT_LEVEL</c> or <c>ITEM_LEVEL</c>.</summary>
    public string? InputTarget { get; init; }

    /// <summary>The value that is stored from an earlier shipment.</summary>
    public SellerInputValue? StoredValue { get; init; }

    /// <summary>The only values that are allowed; empty if any is.</summary>
    public IReadOnlyList<string> RestrictedSetValues { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>What a value must match.</summary>
    public IReadOnlyList<SellerInputConstraint> Constraints
    {
        get;
        init => field = OutputList<SellerInputConstraint>.Of(value);
    } = OutputList<SellerInputConstraint>.None;

    /// <summary>What of the response could not be read, each with its text; the members that it belongs to are null or empty.</summary>
    public IReadOnlyList<UnreadValue> Unread { get; init => field = OutputList<UnreadValue>.Of(value); } = OutputList<UnreadValue>.None;

    /// <summary>The order that was asked about.</summary>
    public string? AmazonOrderId { get; init; }

    /// <summary>The service that was asked about.</summary>
    public string? ShippingServiceId { get; init; }

    /// <summary>The name of the session that the field was read with.</summary>
    public string? Session { get; init; }

    /// <summary>A hash that tells the account from others; input of another account is refused.</summary>
    public string? Account { get; init; }

    /// <summary>Returns the name of the field.</summary>
    public override string ToString() => AdditionalInputFieldName ?? "";
}

/// <summary>What a value must match.</summary>
public sealed record SellerInputConstraint
{
    /// <summary>A regular expression.</summary>
    public string? ValidationPattern { get; init; }

    /// <summary>A text.</summary>
    public string? ValidationString { get; init; }

    /// <summary>Returns the constraint.</summary>
    public override string ToString() => ValidationString ?? ValidationPattern ?? "";
}
