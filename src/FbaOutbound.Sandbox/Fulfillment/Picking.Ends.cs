using System;
using System.Linq;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <content>How an order that is being picked reaches a requested final status.</content>
internal sealed partial class Picking
{
    /// <summary>Ends the order as asked, as far as the units on the shelf allow it.</summary>
    public void End(FulfillmentOrder order, OrderStatus target, DateTimeOffset at, LifeCycleOptions durations)
    {
        var hasShipped = order.Items.Any(item => item.Shipped > 0);
        if (target == OrderStatus.Unfulfillable || (target == OrderStatus.CompletePartialled && hasShipped))
        {
            Abandon(order, at, durations);
            return;
        }

        if (target == OrderStatus.CompletePartialled && order.Items.All(item => item.Unfulfillable + item.Cancelled + item.Awaited == 0))
        {
            LeaveOneUnitBehind(order);
        }

        while (!order.Status.IsFinal() && (order.Shipments ?? []).Find(IsUnderWay) is { } next)
        {
            if (next.Status == ShipmentStatus.Planned)
            {
                BeginShipment(order, next, at, durations);
            }
            else
            {
                Leave(order, next, at);
            }
        }

        if (!order.Status.IsFinal())
        {
            StopWaiting(order, at, durations);
        }
    }

    private static bool IsUnderWay(Shipment shipment) => shipment.Status is ShipmentStatus.Planned or ShipmentStatus.Pending;

    private static void PutBack(Shipment shipment, ShipmentLine line, int units)
    {
        line.Quantity -= units;
        line.Item.Unfulfillable += units;
        if (shipment.Status == ShipmentStatus.Planned)
        {
            line.Item.Stock.Return(units);
        }
        else
        {
            line.Item.Stock.PutBack(units);
        }
    }

    private static void LeaveOneUnitBehind(FulfillmentOrder order)
    {
        if ((order.Shipments ?? []).FindLast(IsUnderWay) is not { } shipment)
        {
            return;
        }

        var line = shipment.Lines[shipment.Lines.Length - 1];
        PutBack(shipment, line, 1);
        shipment.DropEmptyLines();
        if (shipment.Lines.Length == 0)
        {
            shipment.Status = ShipmentStatus.CancelledByFulfiller;
        }
    }

    /// <summary>Gives up everything that has not left. The order no longer waits for units by then, or it would be given its own.</summary>
    private void Abandon(FulfillmentOrder order, DateTimeOffset at, LifeCycleOptions durations)
    {
        StopWaiting(order, at, durations);
        foreach (var shipment in (order.Shipments ?? []).Where(IsUnderWay).ToList())
        {
            foreach (var line in shipment.Lines)
            {
                PutBack(shipment, line, line.Quantity);
                Serve(line.Item.Stock, at, durations);
            }

            shipment.Lines = [];
            shipment.Status = ShipmentStatus.CancelledByFulfiller;
        }

        if (!order.Status.IsFinal())
        {
            Conclude(order, at);
        }
    }
}
