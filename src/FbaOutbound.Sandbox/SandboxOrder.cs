using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox;

/// <summary>An order as it stood at one moment, without its recipient.</summary>
public sealed class SandboxOrder
{
    internal SandboxOrder(FulfillmentOrder order)
    {
        SellerFulfillmentOrderId = order.Id;
        Status = order.Status;
        Action = order.Action;
        Policy = order.Policy;
        IsHeld = order.IsHeld;
        ReceivedDate = order.Received;
        StatusUpdatedDate = order.StatusUpdated;
        HoldExpires = order.HoldExpires;
        CancelRequested = order.CancelRequested;
        Items = order.Items.Select(item => new SandboxOrderItem(item)).ToList();
        Shipments = (order.Shipments ?? []).Select(shipment => new SandboxShipment(shipment)).ToList();
    }

    /// <summary>Gets the id that the seller gave the order.</summary>
    public string SellerFulfillmentOrderId { get; }

    /// <summary>Gets where the order stands.</summary>
    public OrderStatus Status { get; }

    /// <summary>Gets what is to be done with the order.</summary>
    public OrderAction Action { get; }

    /// <summary>Gets what happens if units are missing.</summary>
    public OrderPolicy Policy { get; }

    /// <summary>Gets whether the order is on hold.</summary>
    public bool IsHeld { get; }

    /// <summary>Gets when the order was received.</summary>
    public DateTimeOffset ReceivedDate { get; }

    /// <summary>Gets when its status last changed.</summary>
    public DateTimeOffset StatusUpdatedDate { get; }

    /// <summary>Gets when its hold ends; null for an order that is not held.</summary>
    public DateTimeOffset? HoldExpires { get; }

    /// <summary>Gets whether the seller requested the cancellation of the order.</summary>
    public bool CancelRequested { get; }

    /// <summary>Gets the order's items.</summary>
    public IReadOnlyList<SandboxOrderItem> Items { get; }

    /// <summary>Gets the order's shipments, planned ones among them.</summary>
    public IReadOnlyList<SandboxShipment> Shipments { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{SellerFulfillmentOrderId}: {Status}";
}

/// <summary>What happened to one item of an order.</summary>
public sealed class SandboxOrderItem
{
    internal SandboxOrderItem(OrderItem item)
    {
        SellerFulfillmentOrderItemId = item.Content.ItemId;
        SellerSku = item.Stock.Sku;
        Quantity = item.Quantity;
        ShippedQuantity = item.Shipped;
        CancelledQuantity = item.Cancelled;
        UnfulfillableQuantity = item.Unfulfillable;
        AwaitedQuantity = item.Awaited;
    }

    /// <summary>Gets the id that the seller gave the item.</summary>
    public string SellerFulfillmentOrderItemId { get; }

    /// <summary>Gets the item's SKU.</summary>
    public string SellerSku { get; }

    /// <summary>Gets how many units were ordered.</summary>
    public int Quantity { get; }

    /// <summary>Gets how many units were shipped.</summary>
    public int ShippedQuantity { get; }

    /// <summary>Gets how many units were cancelled.</summary>
    public int CancelledQuantity { get; }

    /// <summary>Gets how many units could not be fulfilled.</summary>
    public int UnfulfillableQuantity { get; }

    /// <summary>Gets how many units FillAll still waits for.</summary>
    public int AwaitedQuantity { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{SellerFulfillmentOrderItemId}: {Quantity} × {SellerSku}";
}

/// <summary>One shipment of an order.</summary>
public sealed class SandboxShipment
{
    internal SandboxShipment(Shipment shipment)
    {
        AmazonShipmentId = shipment.Id;
        FulfillmentCenterId = shipment.FulfillmentCenter;
        Status = shipment.Status;
        ShippingDate = shipment.Departure;
        Quantity = shipment.Lines.Sum(line => line.Quantity);
        TrackingNumbers = shipment.Parcels.Select(parcel => parcel.Tracking).ToList();
    }

    /// <summary>Gets the shipment's id.</summary>
    public string AmazonShipmentId { get; }

    /// <summary>Gets the fulfillment center that it leaves from.</summary>
    public string FulfillmentCenterId { get; }

    /// <summary>Gets where it stands.</summary>
    public ShipmentStatus Status { get; }

    /// <summary>Gets when it leaves, or left.</summary>
    public DateTimeOffset ShippingDate { get; }

    /// <summary>Gets how many units it holds.</summary>
    public int Quantity { get; }

    /// <summary>Gets the tracking numbers of its packages.</summary>
    public IReadOnlyList<string> TrackingNumbers { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{AmazonShipmentId}: {Status}";
}
