using System;
using System.Collections.Generic;

namespace FbaOutbound.Orders;

/// <summary>A shipment that an order would be sent in.</summary>
public sealed record PreviewShipment
{
    /// <summary>The earliest time that the shipment is expected to leave the fulfillment center.</summary>
    public DateTimeOffset? EarliestShipDate { get; init; }

    /// <summary>The latest time that the shipment is expected to leave the fulfillment center.</summary>
    public DateTimeOffset? LatestShipDate { get; init; }

    /// <summary>The earliest time that the shipment is expected to arrive.</summary>
    public DateTimeOffset? EarliestArrivalDate { get; init; }

    /// <summary>The latest time that the shipment is expected to arrive.</summary>
    public DateTimeOffset? LatestArrivalDate { get; init; }

    /// <summary>The estimated weight, where the service gives one for the shipment.</summary>
    public Weight? EstimatedShippingWeight { get; init; }

    /// <summary>What Amazon notes on the shipment's timeline.</summary>
    public IReadOnlyList<string> ShippingNotes { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>What the shipment would hold.</summary>
    public IReadOnlyList<PreviewItem> Items { get; init => field = OutputList<PreviewItem>.Of(value); } = OutputList<PreviewItem>.None;

    /// <summary>Returns when the shipment is expected to arrive.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Items.Count} {(Items.Count == 1 ? "item" : "items")}, ")
            + FormattableString.Invariant($"arrives {EarliestArrivalDate:u} – {LatestArrivalDate:u}");
}

/// <summary>An item of a planned shipment.</summary>
public sealed record PreviewItem
{
    /// <summary>The seller's SKU.</summary>
    public string? SellerSku { get; init; }

    /// <summary>The seller's identifier of the item within the order; version 2026-07-04 does not return it.</summary>
    public string? SellerFulfillmentOrderItemId { get; init; }

    /// <summary>The number of units; null if it could not be read.</summary>
    public int? Quantity { get; init; }

    /// <summary>What the quantity counts, such as <c>EACHES</c>; only on version 2026-07-04.</summary>
    public string? Unit { get; init; }

    /// <summary>The estimated weight of the units.</summary>
    public Weight? EstimatedShippingWeight { get; init; }

    /// <summary><c>Package</c>, <c>Dimensional</c>, or any other word, unchanged.</summary>
    public string? ShippingWeightCalculationMethod { get; init; }

    /// <summary>Returns the SKU and the quantity.</summary>
    public override string ToString() => $"{SellerSku} × {Quantity}";
}

/// <summary>An item that cannot be fulfilled.</summary>
public sealed record UnfulfillablePreviewItem
{
    /// <summary>The seller's SKU.</summary>
    public string? SellerSku { get; init; }

    /// <summary>The seller's identifier of the item within the order.</summary>
    public string? SellerFulfillmentOrderItemId { get; init; }

    /// <summary>The number of units that cannot be fulfilled; null if it could not be read.</summary>
    public int? Quantity { get; init; }

    /// <summary>Why, such as <c>ItemQuantityNotAvailable</c>.</summary>
    public IReadOnlyList<string> ItemUnfulfillableReasons { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>Returns the SKU and the quantity.</summary>
    public override string ToString() => $"{SellerSku} × {Quantity}";
}

/// <summary>What a preview is to tell.</summary>
internal sealed record PreviewOptions
{
    /// <summary>The speeds to preview; empty for all that the service offers.</summary>
    public IReadOnlyList<string> Speeds { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>Whether to preview payment on delivery, too.</summary>
    public bool IncludeCod { get; init; }

    /// <summary>Whether to return the windows of a scheduled delivery.</summary>
    public bool IncludeDeliveryWindows { get; init; }

    /// <summary>Whether to leave the fees out, for a quicker response.</summary>
    public bool ExcludeFees { get; init; }
}
