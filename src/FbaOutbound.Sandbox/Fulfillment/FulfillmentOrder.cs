using System;
using System.Collections.Generic;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>One order as the engine keeps it. Only the engine, under its lock, reads and changes it.</summary>
internal sealed class FulfillmentOrder
{
    private readonly Moment _received;
    private Moment _statusUpdated;
    private Moment _released;
    private Moment _hiddenUntil = DateTimeOffset.MinValue;
    private Moment? _holdExpires;
    private OrderContent? _content;
    private IOrderArchive? _archive;
    private long _place;

    /// <summary>Makes an order whose items are still to be filled in.</summary>
    public FulfillmentOrder(NewOrder order, DateTimeOffset received)
    {
        Id = order.Id;
        Action = order.Action;
        Policy = order.Policy;
        BlocksAmazonLogistics = order.BlocksAmazonLogistics;
        Items = new OrderItem[order.Items.Count];
        _received = _statusUpdated = _released = received;
        _content = order.Content;
    }

    public string Id { get; }

    /// <summary>What the seller said. It may have to be read, so whoever needs it more than once keeps it at hand.</summary>
    public OrderContent Content
    {
        get => _content ?? _archive!.Read(_place);
        set
        {
            _content = value;
            Policy = value.Policy;
            BlocksAmazonLogistics = value.BlocksAmazonLogistics;
        }
    }

    /// <summary>The content's policy.</summary>
    public OrderPolicy Policy { get; private set; }

    /// <summary>Whether the content says that no package goes with Amazon's own carrier.</summary>
    public bool BlocksAmazonLogistics { get; private set; }

    public OrderItem[] Items { get; }

    public OrderAction Action { get; set; }

    public OrderStatus Status { get; set; }

    public DateTimeOffset Received => _received;

    public DateTimeOffset StatusUpdated
    {
        get => _statusUpdated;
        set => _statusUpdated = value;
    }

    /// <summary>When the order was told to ship.</summary>
    public DateTimeOffset Released
    {
        get => _released;
        set => _released = value;
    }

    public DateTimeOffset? HoldExpires
    {
        get => _holdExpires;
        set => _holdExpires = value;
    }

    /// <summary>The name of the endpoint that the order came through.</summary>
    public string? MadeBy { get; init; }

    public bool CancelRequested { get; set; }

    /// <summary>Whether the stock of the order's open units is set aside for it.</summary>
    public bool HasStock { get; set; }

    /// <summary>Until then the order can be neither read nor listed.</summary>
    public DateTimeOffset HiddenUntil
    {
        get => _hiddenUntil;
        set => _hiddenUntil = value;
    }

    /// <summary>Rises whenever what the agenda holds for the order no longer counts.</summary>
    public int Epoch { get; set; }

    /// <summary>The order's newest place in the update log, -1 before it has one.</summary>
    public int LogIndex { get; set; } = -1;

    public List<Shipment>? Shipments { get; set; }

    /// <summary>Leaves the content in an archive, which has it already, so that it takes no memory.</summary>
    public void LeaveContent(IOrderArchive archive, long place)
    {
        _archive = archive;
        _place = place;
        _content = null;
    }

    /// <summary>Whether a reader sees the order; null sees every order.</summary>
    public bool IsSeenBy(string? reader) => reader is null || MadeBy is null || reader == MadeBy;

    public List<ReturnItem>? Returns { get; set; }

    public List<ReturnAuthorization>? ReturnAuthorizations { get; set; }

    public bool IsHeld => Action == OrderAction.Hold && !Status.IsFinal();
}

/// <summary>Where contents of orders are kept. Like orders it is used under the engine's lock only.</summary>
internal interface IOrderArchive
{
    OrderContent Read(long place);
}

/// <summary>One line of an order: what the seller said, and what happened to its units.</summary>
internal sealed class OrderItem(FulfillmentOrder order, int index, StockKeepingUnit stock, int quantity)
{
    public ItemContent Content => order.Content.Items[index];

    public StockKeepingUnit Stock { get; } = stock;

    public int Quantity { get; set; } = quantity;

    public int Shipped { get; set; }

    public int Cancelled { get; set; }

    public int Unfulfillable { get; set; }

    /// <summary>
    /// Units that were not there: FillAll waits for them, FillAllAvailable sees at the end of planning whether they have come. They are not
    /// set aside.
    /// </summary>
    public int Awaited { get; set; }

    public int Open => Quantity - Shipped - Cancelled - Unfulfillable;

    /// <summary>Open units that are set aside, or being picked.</summary>
    public int SetAside => Open - Awaited;

    /// <summary>Sets aside what there is of more units; the rest is awaited.</summary>
    public void Reserve(int units)
    {
        var found = (int)Math.Min(units, Math.Max(0, Stock.Available));
        Awaited += units - found;
        if (found > 0)
        {
            Stock.Reserve(found);
        }
    }

    /// <summary>Gives units back, first those that are not there.</summary>
    public void Return(int units)
    {
        var awaited = Math.Min(units, Awaited);
        Awaited -= awaited;
        if (units > awaited)
        {
            Stock.Return(units - awaited);
        }
    }
}

/// <summary>
/// Some units of an order that leave a fulfillment center together. What follows from the order, such as ids, is not kept: there may be
/// millions of shipments.
/// </summary>
internal sealed class Shipment(FulfillmentOrder order, int index, string center, ShipmentLine[] lines)
{
    private Moment _departure;

    public FulfillmentOrder Order { get; } = order;

    public string Id => Identifiers.ShipmentId(Order.Id, index);

    public string FulfillmentCenter { get; } = center;

    public ShipmentStatus Status { get; set; }

    /// <summary>The estimated time of departure until the shipment has left, the real one afterwards.</summary>
    public DateTimeOffset Departure
    {
        get => _departure;
        set => _departure = value;
    }

    public ShipmentLine[] Lines { get; set; } = lines;

    public ParcelInfo[] Parcels { get; set; } = [];

    /// <summary>Drops the lines of which no units are left.</summary>
    public void DropEmptyLines() => Lines = Array.FindAll(Lines, line => line.Quantity > 0);
}

internal sealed class ShipmentLine(OrderItem item, int quantity)
{
    public OrderItem Item { get; } = item;

    public int Quantity { get; set; } = quantity;

    /// <summary>The parcel that holds the units; 0 until they are packed, as in Amazon's own example.</summary>
    public int Parcel { get; set; }
}

internal sealed class ParcelInfo(Shipment shipment, int number, string carrier)
{
    public Shipment Shipment { get; } = shipment;

    public int Number { get; } = number;

    public string Carrier { get; } = carrier;

    public string Tracking => Identifiers.CarrierTracking(Number, Shipment.Id, Carrier);

    /// <summary>What was said about the package last; null if it was never said.</summary>
    public ParcelReport? Said { get; set; }
}
