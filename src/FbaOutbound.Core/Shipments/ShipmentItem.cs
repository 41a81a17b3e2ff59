using System;
using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Shipments;

/// <summary>An item of an Amazon order, as a shipment holds it.</summary>
public sealed record ShipmentItem
{
    /// <summary>Amazon's identifier of the item within the order.</summary>
    public string? OrderItemId { get; init; }

    /// <summary>The number of units; null if it was not given, or could not be read.</summary>
    public int? Quantity { get; init; }

    /// <summary>The weight of one unit.</summary>
    public Weight? ItemWeight { get; init; }

    /// <summary>What the item is.</summary>
    public string? ItemDescription { get; init; }

    /// <summary>The transparency codes of the units.</summary>
    public IReadOnlyList<string> TransparencyCodeList { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>What the carrier requires of the item.</summary>
    public IReadOnlyList<SellerInput> ItemLevelSellerInputsList
    {
        get;
        init => field = OutputList<SellerInput>.Of(value);
    } = OutputList<SellerInput>.None;

    /// <summary>The volume of the liquid that the item holds; not on MWS.</summary>
    public LiquidVolume? LiquidVolume { get; init; }

    /// <summary>Whether the item is hazardous; not on MWS.</summary>
    public bool? IsHazmat { get; init; }

    /// <summary>What a carrier has to know of dangerous goods; not on MWS.</summary>
    public DangerousGoodsDetails? DangerousGoodsDetails { get; init; }

    /// <summary>Returns the identifier and the quantity.</summary>
    public override string ToString() => FormattableString.Invariant($"{OrderItemId} × {Quantity}");
}

/// <summary>What a carrier has to know of dangerous goods.</summary>
public sealed record DangerousGoodsDetails
{
    /// <summary>The identifier of the United Nations, such as <c>UN3480</c>.</summary>
    public string? UnitedNationsRegulatoryId { get; init; }

    /// <summary>The class, such as <c>9</c>.</summary>
    public string? TransportationRegulatoryClass { get; init; }

    /// <summary>The packing group: <c>I</c>, <c>II</c> or <c>III</c>.</summary>
    public string? PackingGroup { get; init; }

    /// <summary>The packing instruction, such as <c>PI965_SECTION_II</c>.</summary>
    public string? PackingInstruction { get; init; }

    /// <summary>Returns the identifier of the United Nations.</summary>
    public override string ToString() => UnitedNationsRegulatoryId ?? "";
}
