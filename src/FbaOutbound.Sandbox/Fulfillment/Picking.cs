using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>Picking, packing and shipping, and what each policy does about units that are not on the shelf.</summary>
internal sealed partial class Picking(Agenda agenda, UpdateLog log)
{
    private const int UnitsPerParcel = 20;
    private const int BeforeFirstParcel = 100_000_000;

    // Every package that was ever packed, in the order of their numbers.
    private readonly List<ParcelInfo> _parcels = [];

    /// <summary>How many shipments were planned: an order keeps each of its own.</summary>
    public int ShipmentCount { get; private set; }

    public void Clear()
    {
        ShipmentCount = 0;
        _parcels.Clear();
    }

    /// <summary>Finds a package by its number.</summary>
    public ParcelInfo? FindParcel(int number)
    {
        var index = (long)number - BeforeFirstParcel - 1;
        return index >= 0 && index < _parcels.Count ? _parcels[(int)index] : null;
    }

    /// <summary>The end of planning: the last moment at which FillOrKill gives up the whole order.</summary>
    public void Begin(FulfillmentOrder order, DateTimeOffset at, LifeCycleOptions durations)
    {
        var missing = 0;
        foreach (var item in order.Items)
        {
            missing += FindMissing(order, item, item.SetAside) + SettleAwaited(order, item);
        }

        if (missing > 0 && order.Policy == OrderPolicy.FillOrKill)
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

        if (missing > 0 && order.Policy == OrderPolicy.FillOrKill)
        {
            // A shipment is already being picked, so what has not begun is cancelled and the rest goes on.
            foreach (var planned in order.Shipments!.Where(other => other.Status == ShipmentStatus.Planned).ToList())
            {
                CallOff(planned, ShipmentStatus.CancelledByFulfiller, at, durations);
            }
        }
        else
        {
            if (missing > 0 && order.Policy == OrderPolicy.FillAll)
            {
                WaitForUnits(order, at, durations);
            }

            shipment.DropEmptyLines();
            if (shipment.Lines.Length == 0)
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
            if (order.Policy == OrderPolicy.FillAll)
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
        if (order.Policy == OrderPolicy.FillAllAvailable)
        {
            item.Unfulfillable += units;
            item.Awaited = 0;
        }

        return units;
    }

    private Shipment Plan(FulfillmentOrder order, string center, IEnumerable<ShipmentLine> lines)
    {
        order.Shipments ??= new List<Shipment>(1);
        var shipment = new Shipment(order, order.Shipments.Count, center, [.. lines]);
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
        List<ShipmentLine> lines = [.. shipment.Lines];
        var first = _parcels.Count;
        var room = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            if (room == 0)
            {
                var number = BeforeFirstParcel + _parcels.Count + 1;
                _parcels.Add(new ParcelInfo(shipment, number, Identifiers.Carrier(number, shipment.Id, order.BlocksAmazonLogistics)));
                room = UnitsPerParcel;
            }

            var line = lines[i];
            line.Parcel = BeforeFirstParcel + _parcels.Count;
            if (line.Quantity > room)
            {
                lines.Insert(i + 1, new ShipmentLine(line.Item, line.Quantity - room));
                line.Quantity = room;
            }

            room -= line.Quantity;
        }

        shipment.Lines = [.. lines];
        shipment.Parcels = [.. _parcels.GetRange(first, _parcels.Count - first)];
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

        shipment.DropEmptyLines();
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
