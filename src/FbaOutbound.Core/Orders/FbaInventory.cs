using System;
using System.Collections.Generic;

namespace FbaOutbound.Orders;

/// <summary>
/// The units of a SKU that Amazon has, or expects, in its fulfillment network. A quantity that Amazon does not say is null.
/// </summary>
public sealed record FbaInventory
{
    /// <summary>The seller's SKU.</summary>
    public string SellerSku { get; init; } = "";

    /// <summary>The Amazon Standard Identification Number.</summary>
    public string? Asin { get; init; }

    /// <summary>Amazon's fulfillment network SKU.</summary>
    public string? FulfillmentNetworkSku { get; init; }

    /// <summary>The condition in the seller's words, such as <c>NewItem</c>.</summary>
    public string? Condition { get; init; }

    /// <summary>The product's title in the marketplace.</summary>
    public string? ProductName { get; init; }

    /// <summary>All units in fulfillment centers and in inbound shipments.</summary>
    public int? TotalQuantity { get; init; }

    /// <summary>The units that can be picked, packed and shipped.</summary>
    public int? FulfillableQuantity { get; init; }

    /// <summary>The units of inbound shipments that Amazon was told about.</summary>
    public int? InboundWorkingQuantity { get; init; }

    /// <summary>The units of inbound shipments that have a tracking number.</summary>
    public int? InboundShippedQuantity { get; init; }

    /// <summary>The units still to be received of inbound shipments that arrived in part.</summary>
    public int? InboundReceivingQuantity { get; init; }

    /// <summary>The units that are being picked, packed and shipped, or are set aside.</summary>
    public int? ReservedQuantity { get; init; }

    /// <summary>The reserved units that belong to customers' orders.</summary>
    public int? ReservedForOrdersQuantity { get; init; }

    /// <summary>The reserved units that are on their way between fulfillment centers.</summary>
    public int? ReservedForTransferQuantity { get; init; }

    /// <summary>The reserved units that a fulfillment center has set aside for further processing.</summary>
    public int? ReservedForProcessingQuantity { get; init; }

    /// <summary>The misplaced or damaged units that Amazon looks for.</summary>
    public int? ResearchingQuantity { get; init; }

    /// <summary>The units that Amazon looks for, by how long that takes.</summary>
    public IReadOnlyList<ResearchingUnits> Researching
    {
        get;
        init => field = OutputList<ResearchingUnits>.Of(value);
    } = OutputList<ResearchingUnits>.None;

    /// <summary>The units in the fulfillment network that cannot be sold.</summary>
    public int? UnfulfillableQuantity { get; init; }

    /// <summary>The unsellable units that customers damaged.</summary>
    public int? CustomerDamagedQuantity { get; init; }

    /// <summary>The unsellable units that were damaged in a warehouse.</summary>
    public int? WarehouseDamagedQuantity { get; init; }

    /// <summary>The unsellable units that a distributor damaged.</summary>
    public int? DistributorDamagedQuantity { get; init; }

    /// <summary>The unsellable units that a carrier damaged.</summary>
    public int? CarrierDamagedQuantity { get; init; }

    /// <summary>The unsellable units that are defective.</summary>
    public int? DefectiveQuantity { get; init; }

    /// <summary>The unsellable units that have expired.</summary>
    public int? ExpiredQuantity { get; init; }

    /// <summary>When a quantity last changed.</summary>
    public DateTimeOffset? LastUpdated { get; init; }

    /// <summary>The stores that the SKU is enrolled in.</summary>
    public IReadOnlyList<string> Stores { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>The marketplace that the quantities are for.</summary>
    public string? MarketplaceId { get; init; }

    /// <summary>The name of the session.</summary>
    public string? Session { get; init; }

    /// <summary>A hash that tells the account from others; input of another account is refused.</summary>
    public string? Account { get; init; }

    /// <summary>What of the response could not be read, each with its text; the members that it belongs to are null or empty.</summary>
    public IReadOnlyList<UnreadValue> Unread { get; init => field = OutputList<UnreadValue>.Of(value); } = OutputList<UnreadValue>.None;

    /// <summary>Returns the SKU and the fulfillable quantity.</summary>
    public override string ToString() => $"{SellerSku} × {FulfillableQuantity}";
}

/// <summary>Units that Amazon looks for.</summary>
public sealed record ResearchingUnits
{
    /// <summary>
    /// How long it takes: <c>researchingQuantityInShortTerm</c> (to 10 days), <c>researchingQuantityInMidTerm</c> (to 20 days),
    /// <c>researchingQuantityInLongTerm</c>, or any other word, unchanged.
    /// </summary>
    public string? Term { get; init; }

    /// <summary>The number of units.</summary>
    public int? Quantity { get; init; }

    /// <summary>Returns the term and the number.</summary>
    public override string ToString() => $"{Term} {Quantity}";
}
