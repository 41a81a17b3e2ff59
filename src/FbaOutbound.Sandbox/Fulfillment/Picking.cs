using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>Picking, packing and shipping, and what each policy does about units that are not on the shelf.</summary>
internal sealed partial class Picking(Agenda agenda, UpdateLog log)
{
    private const int UnitsPerParcel = 20;
    private int _parcels = 100_000_000;

    /// <summary>Every package that was ever packed, by its number.</summary>
    public Dictionary<int, PackedParcel> Packed { get; } = [];

    /// <summary>How many shipments were planned: an order keeps each of its own.</summary>
    public int ShipmentCount { get; private set; }

    public void Clear()
    {
        ShipmentCount = 0;
        _parcels = 100_000_000;
        Packed.Clear();
    }

    /// <summary>The end of planning: the last moment at which FillOrKill gives up the whole order.</summary>
    public void Begin(FulfillmentOrder order, DateTimeOffset at, LifeCycleOptions durations)
    {
        var missing = 0;
        foreach (var item in order.Items)
        {
            missing += FindMissing(order, item, item.SetAside) + SettleAwaited(order, item);
        }

        if (missing > 0 && order.Content.Policy == OrderPolicy.FillOrKill)
        {
            GiveUp(order, at, durations);
            return;
        }

        log.SetStatus(order, OrderStatus.Processing, at);
        if (order.Items.Any(item => item.Awaited > 0))
        {
            WaitForUnits(order, at, durations);
        }

        var begin = at;
        foreach (var center in order.Items.Where(item => item.Open > item.Awaited).GroupBy(item => item.Stock.Center).ToList())
        {
            var shipment = Plan(order, center.Key, center.Select(item => new ShipmentLine(item, item.Open - item.Awaited)));
            Start(order, shipment, begin, at, durations);
            begin += durations.TimeBetweenShipments;
        }

        Conclude(order, at);
    }

    public void BeginShipment(FulfillmentOrder order, Shipment shipment, DateTimeOffset at, LifeCycleOptions durations)
    {
        if (shipment.Status != ShipmentStatus.Planned)
        {
            return;
        }

        var missing = 0;
        foreach (var line in shipment.Lines)
        {
            var gone = FindMissing(order, line.Item, line.Quantity);
            line.Quantity -= gone;
            missing += gone;
        }

        if (missing > 0 && order.Content.Policy == OrderPolicy.FillOrKill)
        {
            // A shipment is already being picked, so what has not begun is cancelled and the rest goes on.
            foreach (var planned in order.Shipments!.Where(other => other.Status == ShipmentStatus.Planned).ToList())
            {
                CallOff(planned, ShipmentStatus.CancelledByFulfiller, at, durations);
            }
        }
        else
        {
            if (missing > 0 && order.Content.Policy == OrderPolicy.FillAll)
            {
                WaitForUnits(order, at, durations);
            }

            shipment.Lines.RemoveAll(line => line.Quantity == 0);
            if (shipment.Lines.Count == 0)
            {
                shipment.Status = ShipmentStatus.CancelledByFulfiller;
            }
            else
            {
                Pick(order, shipment, at, durations);
            }
        }

        Conclude(order, at);
    }

    public void Leave(FulfillmentOrder order, Shipment shipment, DateTimeOffset at)
    {
        shipment.Status = ShipmentStatus.Shipped;
        shipment.Departure = at;
        Pack(order, shipment);
        foreach (var line in shipment.Lines)
        {
            line.Item.Shipped += line.Quantity;
            line.Item.Stock.Ship(line.Quantity);
        }

        Conclude(order, at);
    }

    /// <summary>FillAll waits no longer.</summary>
    public void StopWaiting(FulfillmentOrder order, DateTimeOffset at, LifeCycleOptions durations)
    {
        foreach (var item in order.Items)
        {
            item.Unfulfillable += item.Awaited;
            item.Awaited = 0;
            item.Stock.Waiting?.Remove(order);
        }

        foreach (var planned in (order.Shipments ?? []).Where(shipment => shipment.Status == ShipmentStatus.Planned).ToList())
        {
            CallOff(planned, ShipmentStatus.CancelledByFulfiller, at, durations);
        }

        Conclude(order, at);
    }

    /// <summary>A cancellation that comes into effect after picking has begun stops what has not been begun.</summary>
    public void CancelRest(FulfillmentOrder order, DateTimeOffset at, LifeCycleOptions durations)
    {
        foreach (var item in order.Items)
        {
            item.Cancelled += item.Awaited;
            item.Awaited = 0;
            item.Stock.Waiting?.Remove(order);
        }

        foreach (var planned in (order.Shipments ?? []).Where(shipment => shipment.Status == ShipmentStatus.Planned).ToList())
        {
            CallOff(planned, ShipmentStatus.CancelledBySeller, at, durations);
        }

        Conclude(order, at);
    }

    /// <summary>Gives units that have come back to the orders that wait for them.</summary>
    public void Serve(StockKeepingUnit stock, DateTimeOffset at, LifeCycleOptions durations)
    {
        while (stock.Waiting is { Count: > 0 } && stock.Available > 0)
        {
            var order = stock.Waiting[0];
            List<ShipmentLine> lines = [];
            foreach (var item in order.Items.Where(item => ReferenceEquals(item.Stock, stock) && item.Awaited > 0))
            {
                var units = (int)Math.Min(item.Awaited, stock.Available);
                if (units > 0)
                {
                    item.Awaited -= units;
                    stock.Reserve(units);
                    lines.Add(new ShipmentLine(item, units));
                }
            }

            if (!order.Items.Any(item => ReferenceEquals(item.Stock, stock) && item.Awaited > 0))
            {
                stock.Waiting.RemoveAt(0);
            }

            if (lines.Count > 0)
            {
                Pick(order, Plan(order, stock.Center, lines), at, durations);
            }
        }
    }

    private static int FindMissing(FulfillmentOrder order, OrderItem item, int units)
    {
        var gone = item.Stock.FindMissing(units);
        if (gone > 0)
        {
            if (order.Content.Policy == OrderPolicy.FillAll)
            {
                item.Awaited += gone;
            }
            else
            {
                item.Unfulfillable += gone;
            }
        }

        return gone;
    }

    /// <summary>
    /// Sets aside units that were out of stock when the order was created and have arrived since. Returns how many are still missing.
    /// </summary>
    private static int SettleAwaited(FulfillmentOrder order, OrderItem item)
    {
        var units = item.Awaited;
        item.Awaited = 0;
        item.Reserve(units);
        units = item.Awaited;
        if (order.Content.Policy == OrderPolicy.FillAllAvailable)
        {
            item.Unfulfillable += units;
            item.Awaited = 0;
        }

        return units;
    }

    private Shipment Plan(FulfillmentOrder order, string center, IEnumerable<ShipmentLine> lines)
    {
        order.Shipments ??= new List<Shipment>(1);
        var shipment = new Shipment(Identifiers.ShipmentId(order.Id, order.Shipments.Count), center);
        shipment.Lines.AddRange(lines);
        order.Shipments.Add(shipment);
        ShipmentCount++;
        return shipment;
    }

    private void Start(FulfillmentOrder order, Shipment shipment, DateTimeOffset begin, DateTimeOffset now, LifeCycleOptions durations)
    {
        if (begin > now)
        {
            shipment.Departure = begin + durations.TimeToShip;
            agenda.Add(begin, OrderEvent.ShipmentBegins, order, shipment);
        }
        else
        {
            Pick(order, shipment, now, durations);
        }
    }

    private void Pick(FulfillmentOrder order, Shipment shipment, DateTimeOffset at, LifeCycleOptions durations)
    {
        shipment.Status = ShipmentStatus.Pending;
        shipment.Departure = at + durations.TimeToShip;
        foreach (var line in shipment.Lines)
        {
            line.Item.Stock.Pick(line.Quantity);
        }

        agenda.Add(shipment.Departure, OrderEvent.ShipmentLeaves, order, shipment);
    }

    private void Pack(FulfillmentOrder order, Shipment shipment)
    {
        var room = 0;
        for (var i = 0; i < shipment.Lines.Count; i++)
        {
            if (room == 0)
            {
                var parcel = Identifiers.Parcel(++_parcels, shipment.Id, order.Content.Requires(MarketplaceFeature.BlockAmazonLogistics));
                shipment.Parcels.Add(parcel);
                Packed.Add(_parcels, new PackedParcel(order, shipment, parcel));
                room = UnitsPerParcel;
            }

            var line = shipment.Lines[i];
            line.Parcel = _parcels;
            if (line.Quantity > room)
            {
                shipment.Lines.Insert(i + 1, new ShipmentLine(line.Item, line.Quantity - room));
                line.Quantity = room;
            }

            room -= line.Quantity;
        }
    }

    private void WaitForUnits(FulfillmentOrder order, DateTimeOffset at, LifeCycleOptions durations)
    {
        foreach (var item in order.Items.Where(item => item.Awaited > 0))
        {
            var waiting = item.Stock.Waiting ??= [];
            if (!waiting.Contains(order))
            {
                waiting.Add(order);
            }
        }

        var end = order.Released + durations.FillAllWaits;
        agenda.Add(end > at ? end : at, OrderEvent.WaitingEnds, order);
    }

    private void CallOff(Shipment shipment, ShipmentStatus why, DateTimeOffset at, LifeCycleOptions durations)
    {
        shipment.Status = why;
        foreach (var line in shipment.Lines)
        {
            if (why == ShipmentStatus.CancelledBySeller)
            {
                line.Item.Cancelled += line.Quantity;
            }
            else
            {
                line.Item.Unfulfillable += line.Quantity;
            }

            line.Item.Stock.Return(line.Quantity);
            Serve(line.Item.Stock, at, durations);
        }

        shipment.Lines.RemoveAll(line => line.Quantity == 0);
    }

    public void GiveUp(FulfillmentOrder order, DateTimeOffset at, LifeCycleOptions durations)
    {
        log.SetStatus(order, OrderStatus.Unfulfillable, at);
        foreach (var item in order.Items)
        {
            var units = item.Open;
            item.Return(units);
            item.Unfulfillable += units;
            Serve(item.Stock, at, durations);
        }
    }

    /// <summary>Ends the order if no unit of it is open any more.</summary>
    private void Conclude(FulfillmentOrder order, DateTimeOffset at)
    {
        if (order.Items.Any(item => item.Open > 0))
        {
            return;
        }

        order.Epoch++;
        var shipped = order.Items.Sum(item => item.Shipped);
        var cancelled = order.Items.Sum(item => item.Cancelled);
        log.SetStatus(order, shipped == order.Items.Sum(item => item.Quantity) ? OrderStatus.Complete
            : shipped > 0 ? OrderStatus.CompletePartialled
            : cancelled > 0 ? OrderStatus.Cancelled
            : OrderStatus.Unfulfillable, at);
    }
}
