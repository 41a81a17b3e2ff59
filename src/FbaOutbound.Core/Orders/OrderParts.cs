using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Orders;

/// <summary>
/// The window of a scheduled delivery. Its texts are sent back byte for byte as the service gave them; windows sort by time.
/// </summary>
public sealed record DeliveryWindow : IComparable, IComparable<DeliveryWindow>
{
    /// <summary>The start, as ISO 8601 text.</summary>
    public string StartDate { get; init; } = "";

    /// <summary>The end, as ISO 8601 text.</summary>
    public string EndDate { get; init; } = "";

    /// <summary>Compares with another window: by the start, then by the end.</summary>
    /// <exception cref="NotComparableException">A text is not a date.</exception>
    public int CompareTo(DeliveryWindow? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byTime = Equals(other)
            ? 0
            : Instant(StartDate).CompareTo(Instant(other.StartDate)) is not 0 and var start
            ? start
            : Instant(EndDate).CompareTo(Instant(other.EndDate));
        return byTime != 0 ? byTime : string.CompareOrdinal(ToString(), other.ToString());
    }

    /// <inheritdoc cref="CompareTo(DeliveryWindow)"/>
    public int CompareTo(object? obj) =>
        obj is null or DeliveryWindow ? CompareTo((DeliveryWindow?)obj) : throw UnitScale.OtherType(this, obj);

    /// <summary>Returns whether the left window is the earlier one.</summary>
    public static bool operator <(DeliveryWindow left, DeliveryWindow right) => left.CompareTo(right) < 0;

    /// <summary>Returns whether the left window is the earlier one, or equal.</summary>
    public static bool operator <=(DeliveryWindow left, DeliveryWindow right) => left.CompareTo(right) <= 0;

    /// <summary>Returns whether the left window is the later one.</summary>
    public static bool operator >(DeliveryWindow left, DeliveryWindow right) => left.CompareTo(right) > 0;

    /// <summary>Returns whether the left window is the later one, or equal.</summary>
    public static bool operator >=(DeliveryWindow left, DeliveryWindow right) => left.CompareTo(right) >= 0;

    /// <summary>Returns both texts.</summary>
    public override string ToString() => $"{StartDate} – {EndDate}";

    private static DateTimeOffset Instant(string text) =>
        Texts.IsoTime.Read(text)
            ?? throw new NotComparableException(
                $"A delivery window with the date '{text}' cannot be compared: it is not an ISO 8601 date.");
}

/// <summary>Where the carrier may leave the goods.</summary>
public sealed record DeliveryPreferences
{
    /// <summary>Instructions for the carrier: at most 250 characters.</summary>
    public string? DeliveryInstructions { get; init; }

    /// <summary>Where to leave the goods.</summary>
    public DropOffLocation? DropOffLocation { get; init; }

    /// <summary>Returns the kind of the place.</summary>
    public override string ToString() => DropOffLocation?.Type ?? "";
}

/// <summary>A place to leave goods at.</summary>
public sealed record DropOffLocation
{
    /// <summary>The kind of the place, such as <c>FRONT_DOOR</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>More about the place; FALLBACK_NEIGHBOR_DELIVERY needs <c>neighborName</c> and <c>houseNumber</c>.</summary>
    public IReadOnlyDictionary<string, string> Attributes
    {
        get;
        init => field = OutputMap<string>.Hidden(value);
    } = OutputMap<string>.None;

    /// <summary>Returns the kind of the place.</summary>
    public override string ToString() => Type;
}

/// <summary>What is collected on delivery.</summary>
public sealed record CodSettings
{
    /// <summary>Whether the order requires payment on delivery; null if the service does not say.</summary>
    public bool? IsCodRequired { get; init; }

    /// <summary>The charge for collecting.</summary>
    public Money? CodCharge { get; init; }

    /// <summary>The tax on the charge for collecting.</summary>
    public Money? CodChargeTax { get; init; }

    /// <summary>The charge for shipping.</summary>
    public Money? ShippingCharge { get; init; }

    /// <summary>The tax on the charge for shipping.</summary>
    public Money? ShippingChargeTax { get; init; }

    /// <summary>The amounts that are given.</summary>
    internal IEnumerable<Money> Amounts => new[] { CodCharge, CodChargeTax, ShippingCharge, ShippingChargeTax }.OfType<Money>();

    /// <summary>Whether the settings say the same as settings that are left out.</summary>
    internal bool IsBlank => IsCodRequired != true && !Amounts.Any();

    /// <summary>Returns whether payment on delivery is required.</summary>
    public override string ToString() => IsCodRequired switch { true => "Required", false => "NotRequired", null => "" };
}

/// <summary>A feature of an order and whether it is a must.</summary>
public sealed record FeatureConstraint
{
    /// <summary>The feature, such as <c>BLANK_BOX</c> or <c>BLOCK_AMZL</c>.</summary>
    public string? FeatureName { get; init; }

    /// <summary><c>Required</c> or <c>NotRequired</c>.</summary>
    public string? FeatureFulfillmentPolicy { get; init; }

    /// <summary>Returns <c>NAME=Policy</c>.</summary>
    public override string ToString() => $"{FeatureName}={FeatureFulfillmentPolicy}";
}

/// <summary>A payment for an order.</summary>
public sealed record PaymentInformation
{
    /// <summary>The transaction's identifier.</summary>
    public string? PaymentTransactionId { get; init; }

    /// <summary>The transaction's mode.</summary>
    public string? PaymentMode { get; init; }

    /// <summary>The transaction's date.</summary>
    public DateTimeOffset? PaymentDate { get; init; }

    /// <summary>Returns the mode; the transaction's identifier does not show by accident.</summary>
    public override string ToString() => PaymentMode ?? "";
}

/// <summary>A packing slip as version 2026-07-04 knows it, beyond what the displayable members say.</summary>
public sealed record PackingSlip
{
    /// <summary>The name of the template.</summary>
    public string? TemplateName { get; init; }

    /// <summary>What the template is filled in with, by name.</summary>
    public IReadOnlyDictionary<string, string> Attributes
    {
        get;
        init => field = OutputMap<string>.Hidden(value);
    } = OutputMap<string>.None;

    /// <summary>Returns the template's name.</summary>
    public override string ToString() => TemplateName ?? "";
}
