using System;

namespace FbaOutbound.Orders;

/// <summary>An item of a fulfillment order.</summary>
public sealed record FulfillmentOrderItem
{
    /// <summary>The seller's SKU: 1 to 50 characters. On an update it may be left out.</summary>
    public string? SellerSku { get; init; }

    /// <summary>The seller's identifier of the item within the order: 1 to 50 characters, unique in the order.</summary>
    public string SellerFulfillmentOrderItemId { get; init; } = "";

    /// <summary>The number of units: 1 or more; null if it was not given, or could not be read.</summary>
    public int? Quantity { get; init; }

    /// <summary>What the quantity counts, such as <c>EACHES</c>; only on version 2026-07-04.</summary>
    public string? Unit { get; init; }

    /// <summary>A message to the recipient of a gift: at most 512 characters.</summary>
    public string? GiftMessage { get; init; }

    /// <summary>The item's text on the packing slip: at most 250 characters.</summary>
    public string? DisplayableComment { get; init; }

    /// <summary>Amazon's fulfillment network SKU.</summary>
    public string? FulfillmentNetworkSku { get; init; }

    /// <summary><c>Sellable</c> or <c>Unsellable</c>.</summary>
    public string? OrderItemDisposition { get; init; }

    /// <summary>The value that the seller declares for one unit, required in India.</summary>
    public Money? PerUnitDeclaredValue { get; init; }

    /// <summary>What is collected on delivery for one unit.</summary>
    public Money? PerUnitPrice { get; init; }

    /// <summary>The tax on what is collected on delivery for one unit.</summary>
    public Money? PerUnitTax { get; init; }

    /// <summary>How many units the seller cancelled; null on an item that was not read from the service.</summary>
    public int? CancelledQuantity { get; init; }

    /// <summary>What the cancelled quantity counts; only on version 2026-07-04.</summary>
    public string? CancelledUnit { get; init; }

    /// <summary>How many units cannot be fulfilled; null on an item that was not read from the service.</summary>
    public int? UnfulfillableQuantity { get; init; }

    /// <summary>What the quantity that cannot be fulfilled counts; only on version 2026-07-04.</summary>
    public string? UnfulfillableUnit { get; init; }

    /// <summary>When the item is expected to leave the fulfillment center.</summary>
    public DateTimeOffset? EstimatedShipDate { get; init; }

    /// <summary>When the item is expected to arrive.</summary>
    public DateTimeOffset? EstimatedArrivalDate { get; init; }

    /// <summary>
    /// The item's packing slip template and what it says beyond the comment and the gift message; only on version 2026-07-04.
    /// </summary>
    public PackingSlip? PackingSlip { get; init; }

    /// <summary>Returns the SKU and the quantity.</summary>
    public override string ToString() => $"{SellerSku ?? SellerFulfillmentOrderItemId} × {Quantity}";
}
