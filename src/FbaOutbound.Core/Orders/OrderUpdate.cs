using System;
using System.Collections.Generic;

namespace FbaOutbound.Orders;

/// <summary>A change of a held order. Null and empty members are left as they are.</summary>
public sealed record OrderUpdate
{
    /// <summary>The id of the order to change.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary>The marketplace the order is placed against.</summary>
    public string? MarketplaceId { get; init; }

    /// <summary>The order's identifier on the packing slip.</summary>
    public string? DisplayableOrderId { get; init; }

    /// <summary>The order's date on the packing slip.</summary>
    public DateTimeOffset? DisplayableOrderDate { get; init; }

    /// <summary>The order's text on the packing slip.</summary>
    public string? DisplayableOrderComment { get; init; }

    /// <summary>The shipping method.</summary>
    public string? ShippingSpeedCategory { get; init; }

    /// <summary>The new address, whole: the service replaces all of it.</summary>
    public Address? DestinationAddress { get; init; }

    /// <summary>
    /// <c>Ship</c> or <c>Hold</c>. It is always sent; <value>the default value is <c>Hold</c>: a changed comment must not ship
    /// goods.</value>
    /// </summary>
    public string Action { get; init; } = OrderStatus.Hold;

    /// <summary>The policy, sent only when given.</summary>
    public string? Policy { get; init; }

    /// <summary>The country the order ships from.</summary>
    public string? ShipFromCountryCode { get; init; }

    /// <summary>The email addresses that Amazon notifies.</summary>
    public IReadOnlyList<string> NotificationEmails { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>The features of the order.</summary>
    public IReadOnlyList<FeatureConstraint> FeatureConstraints
    {
        get;
        init => field = OutputList<FeatureConstraint>.Of(value);
    } = OutputList<FeatureConstraint>.None;

    /// <summary>The items to change; others stay as they are.</summary>
    public IReadOnlyList<FulfillmentOrderItem> Items
    {
        get;
        init => field = OutputList<FulfillmentOrderItem>.Of(value);
    } = OutputList<FulfillmentOrderItem>.None;

    /// <summary>Whether the date was given as a day, without a time: MWS takes and prints it so.</summary>
    internal bool DisplayableOrderDateIsDay { get; init; }

    /// <summary>Returns the change that gives an order what is given here; it stays held where no action is given.</summary>
    internal static OrderUpdate Of(FulfillmentOrder change) => new()
    {
        SellerFulfillmentOrderId = change.SellerFulfillmentOrderId,
        MarketplaceId = change.MarketplaceId,
        DisplayableOrderId = change.DisplayableOrderId,
        DisplayableOrderDate = change.DisplayableOrderDate,
        DisplayableOrderDateIsDay = change.DisplayableOrderDateIsDay,
        DisplayableOrderComment = change.DisplayableOrderComment,
        ShippingSpeedCategory = change.ShippingSpeedCategory,
        DestinationAddress = change.DestinationAddress,
        Action = change.Action ?? OrderStatus.Hold,
        Policy = change.Policy,
        ShipFromCountryCode = change.ShipFromCountryCode,
        NotificationEmails = change.NotificationEmails,
        FeatureConstraints = change.FeatureConstraints,
        Items = change.Items,
    };

    /// <summary>Returns the wanted content of the order, without the action, which is not part of the content.</summary>
    internal FulfillmentOrder ToOrder() => new()
    {
        SellerFulfillmentOrderId = SellerFulfillmentOrderId,
        MarketplaceId = MarketplaceId,
        DisplayableOrderId = DisplayableOrderId,
        DisplayableOrderDate = DisplayableOrderDate,
        DisplayableOrderComment = DisplayableOrderComment,
        ShippingSpeedCategory = ShippingSpeedCategory,
        DestinationAddress = DestinationAddress,
        Policy = Policy,
        ShipFromCountryCode = ShipFromCountryCode,
        NotificationEmails = NotificationEmails,
        FeatureConstraints = FeatureConstraints,
        Items = Items,
    };

    /// <summary>Returns the order's id.</summary>
    public override string ToString() => SellerFulfillmentOrderId;
}
