using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Orders;

/// <summary>
/// How an order would be fulfilled with one shipping speed: its fees, its planned shipments and what keeps it from being fulfilled.
/// Piped into New-FbaFulfillmentOrder it creates the order that it was requested, with its speed and delivery window.
/// </summary>
public sealed record FulfillmentPreview
{
    /// <summary>The id of the order that the preview was requested; empty if none was given.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary><c>Standard</c>, <c>Expedited</c>, <c>Priority</c>, <c>ScheduledDelivery</c>, or any other word, unchanged.</summary>
    public string? ShippingSpeedCategory { get; init; }

    /// <summary>Whether all of the order can be fulfilled with this speed; null if the service does not say.</summary>
    public bool? IsFulfillable { get; init; }

    /// <summary>Whether payment on delivery can be collected; null if the service does not say.</summary>
    public bool? IsCodCapable { get; init; }

    /// <summary>
    /// <c>ENABLED</c>, <c>DISABLED</c>, or any other word, unchanged, where payment on delivery was asked about; only on version
    /// 2026-07-04.
    /// </summary>
    public string? PaymentOnDelivery { get; init; }

    /// <summary><c>UNBRANDED</c>, <c>ANY</c>, or any other word, unchanged; only on version 2026-07-04.</summary>
    public string? PackagingOption { get; init; }

    /// <summary>The estimated weight of the order; null if the service does not say, or says it in several units.</summary>
    public Weight? EstimatedShippingWeight { get; init; }

    /// <summary>The estimated fees; not available for orders in India.</summary>
    public IReadOnlyList<FulfillmentFee> EstimatedFees
    {
        get;
        init => field = OutputList<FulfillmentFee>.Of(value);
    } = OutputList<FulfillmentFee>.None;

    /// <summary>The sum of the estimated fees; null if there are none, or in several currencies.</summary>
    public Money? TotalFee { get; init; }

    /// <summary>The shipments that the order would be sent in.</summary>
    public IReadOnlyList<PreviewShipment> Shipments
    {
        get;
        init => field = OutputList<PreviewShipment>.Of(value);
    } = OutputList<PreviewShipment>.None;

    /// <summary>The items that cannot be fulfilled.</summary>
    public IReadOnlyList<UnfulfillablePreviewItem> UnfulfillableItems
    {
        get;
        init => field = OutputList<UnfulfillablePreviewItem>.Of(value);
    } = OutputList<UnfulfillablePreviewItem>.None;

    /// <summary>Why the order cannot be fulfilled, such as <c>DeliverySLAUnavailable</c>.</summary>
    public IReadOnlyList<string> OrderUnfulfillableReasons { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>What version 2026-07-04 says of the order's limits in full; empty on other versions.</summary>
    public IReadOnlyList<ServiceConstraint> Constraints
    {
        get;
        init => field = OutputList<ServiceConstraint>.Of(value);
    } = OutputList<ServiceConstraint>.None;

    /// <summary>The IANA time zone of the destination, such as <c>Asia/Tokyo</c>, where the delivery is scheduled.</summary>
    public string? DeliveryTimeZone { get; init; }

    /// <summary>The windows that a scheduled delivery can choose from. Their texts are sent back byte for byte.</summary>
    public IReadOnlyList<DeliveryWindow> DeliveryWindows
    {
        get;
        init => field = OutputList<DeliveryWindow>.Of(value);
    } = OutputList<DeliveryWindow>.None;

    /// <summary>The marketplace the order would be placed against.</summary>
    public string? MarketplaceId { get; init; }

    /// <summary>The features that the preview was made for.</summary>
    public IReadOnlyList<FeatureConstraint> FeatureConstraints
    {
        get;
        init => field = OutputList<FeatureConstraint>.Of(value);
    } = OutputList<FeatureConstraint>.None;

    /// <summary>The name of the session.</summary>
    public string? Session { get; init; }

    /// <summary>A hash that tells the account from others; input of another account is refused.</summary>
    public string? Account { get; init; }

    /// <summary>The order that the preview was requested. It is not shown: it holds the recipient.</summary>
    internal FulfillmentOrder? Order { get; init; }

    /// <summary>
    /// Returns the order as it is to be created from this preview: with its speed, and its first window where the delivery is scheduled.
    /// </summary>
    internal FulfillmentOrder? ToOrder() => Order is null ? null : Order with
    {
        ShippingSpeedCategory = ShippingSpeedCategory,
        DeliveryWindow = DeliveryWindows.Count > 0 ? DeliveryWindows[0] : Order.DeliveryWindow,
        FilledIn = [.. Order.FilledIn.Where(member => member != nameof(Order.ShippingSpeedCategory))],
        Session = Session,
        Account = Account,
    };

    /// <summary>What of the response could not be read, each with its text; the members that it belongs to are null or empty.</summary>
    public IReadOnlyList<UnreadValue> Unread { get; init => field = OutputList<UnreadValue>.Of(value); } = OutputList<UnreadValue>.None;

    /// <summary>Returns the order's id, the speed and the fee.</summary>
    public override string ToString() => $"{SellerFulfillmentOrderId} {ShippingSpeedCategory} {TotalFee}".Trim();
}

/// <summary>A fee of a preview.</summary>
public sealed record FulfillmentFee
{
    /// <summary>The fee's name, such as <c>FBAPerUnitFulfillmentFee</c>.</summary>
    public string? FeeName { get; init; }

    /// <summary>The amount.</summary>
    public Money? Amount { get; init; }

    /// <summary>Returns the name and the amount.</summary>
    public override string ToString() => $"{FeeName} {Amount}";
}

/// <summary>A weight. The text of the number keeps its scale. Weights compare in whatever unit: 16 oz are 1 lb.</summary>
public sealed record Weight : IComparable, IComparable<Weight>
{
    /// <summary>The unit, such as <c>KG</c> or <c>POUNDS</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>The number of units.</summary>
    public decimal Value { get; init; }

    /// <summary>Compares with another one, in whatever unit of the same kind.</summary>
    /// <exception cref="NotComparableException">The units are of different kinds.</exception>
    public int CompareTo(Weight? other) => other is null ? 1 : UnitScale.Compare(this, Value, Unit, other, other.Value, other.Unit);

    /// <inheritdoc cref="CompareTo(Weight)"/>
    public int CompareTo(object? obj) => obj is null or Weight ? CompareTo((Weight?)obj) : throw UnitScale.OtherType(this, obj);

    /// <summary>Returns whether both are the same, in whatever unit.</summary>
    public bool Equals(Weight? other) => other is not null && UnitScale.Compare(Value, Unit, other.Value, other.Unit) == 0;

    /// <inheritdoc/>
    public override int GetHashCode() => UnitScale.HashOf(Value, Unit);

    /// <summary>Returns whether the left one is less.</summary>
    public static bool operator <(Weight left, Weight right) => left.CompareTo(right) < 0;

    /// <summary>Returns whether the left one is less, or equal.</summary>
    public static bool operator <=(Weight left, Weight right) => left.CompareTo(right) <= 0;

    /// <summary>Returns whether the left one is more.</summary>
    public static bool operator >(Weight left, Weight right) => left.CompareTo(right) > 0;

    /// <summary>Returns whether the left one is more, or equal.</summary>
    public static bool operator >=(Weight left, Weight right) => left.CompareTo(right) >= 0;

    /// <summary>Returns the number and the unit.</summary>
    public override string ToString() => FormattableString.Invariant($"{Value} {Unit}").TrimEnd();

    internal static Weight? Sum(IEnumerable<Weight?> weights)
    {
        var all = weights.ToList();
        return all.Count > 0
            && all.TrueForAll(weight => weight is not null && weight.Unit == all[0]?.Unit)
            && Totals.Amounts(all.Select(weight => weight!.Value)) is { } sum
            ? new Weight { Unit = all[0]!.Unit, Value = sum }
            : null;
    }
}

/// <summary>What version 2026-07-04 says keeps an order, or an item, from being fulfilled in a way.</summary>
public sealed record ServiceConstraint
{
    /// <summary>The code, such as <c>ItemQuantityNotAvailable</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The type, such as <c>ValidationError</c>.</summary>
    public string? Type { get; init; }

    /// <summary>The service's words.</summary>
    public string? Message { get; init; }

    /// <summary>More about it, each as <c>type=value</c>.</summary>
    public IReadOnlyList<string> Details { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>Returns the code and the message.</summary>
    public override string ToString() => $"{Code}: {Message}";
}
