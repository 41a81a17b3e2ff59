using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>What happens to an order automatically as time goes by, from the moment it is taken until picking begins.</summary>
internal sealed partial class LifeCycle(Agenda agenda, UpdateLog log)
{
    private readonly Picking _picking = new(agenda, log);
    private readonly HashSet<string> _stuck = new(StringComparer.Ordinal);

    public LifeCycleOptions Durations { get; set; } = new();

    public void Clear()
    {
        _stuck.Clear();
        _picking.Clear();
    }

    public void Place(FulfillmentOrder order, DateTimeOffset at)
    {
        if (!order.HasStock)
        {
            log.SetStatus(order, OrderStatus.New, at);
            agenda.Add(at + Durations.InvalidFoundAfter, OrderEvent.FoundInvalid, order);
        }
        else if (Durations.TimeInNew > TimeSpan.Zero)
        {
            log.SetStatus(order, OrderStatus.New, at);
            agenda.Add(at + Durations.TimeInNew, OrderEvent.Validated, order);
        }
        else
        {
            Receive(order, at);
        }

        if (order.Action == OrderAction.Hold && order.HasStock)
        {
            order.HoldExpires = at + Durations.HoldLasts;
            agenda.Add(order.HoldExpires.Value, OrderEvent.HoldExpires, order);
        }
    }

    /// <summary>Lifts the hold of an order.</summary>
    public void Release(FulfillmentOrder order, DateTimeOffset at)
    {
        order.Action = OrderAction.Ship;
        order.HoldExpires = null;
        order.Released = at;
        if (!order.HasStock)
        {
            return;
        }

        order.Epoch++;
        if (order.Status == OrderStatus.Received)
        {
            agenda.Add(at + Durations.TimeInReceived, OrderEvent.ReceivedEnds, order);
        }
        else if (order.Status == OrderStatus.New)
        {
            agenda.Add(at + Durations.TimeInNew, OrderEvent.Validated, order);
        }
    }

    public void RequestCancel(FulfillmentOrder order, DateTimeOffset at, bool onlyAccepted = false)
    {
        order.CancelRequested = true;
        var wait = Durations.TimeToCancel + (onlyAccepted ? Durations.TimeToApply : TimeSpan.Zero);
        if (wait > TimeSpan.Zero)
        {
            agenda.Add(at + wait, OrderEvent.CancelTakesEffect, order);
        }
        else
        {
            Cancel(order, at);
        }
    }

    public int ShipmentCount => _picking.ShipmentCount;

    public bool IsStuck(string id) => _stuck.Contains(id);

    public void Stick(string id) => _stuck.Add(id);

    public void Unstick(string id, FulfillmentOrder? order, DateTimeOffset at)
    {
        if (_stuck.Remove(id) && order?.Status == OrderStatus.Planning)
        {
            order.Epoch++;
            agenda.Add(at + Durations.TimeInPlanning, OrderEvent.PlanningEnds, order);
        }
    }

    public ParcelInfo? FindParcel(int number) => _picking.FindParcel(number);

    public void Serve(StockKeepingUnit stock, DateTimeOffset at) => _picking.Serve(stock, at, Durations);

    public void Happen(in AgendaEntry entry)
    {
        if (entry.Action is not null)
        {
            entry.Action(entry.Due);
            return;
        }

        var order = entry.Order!;
        if (order.Status.IsFinal())
        {
            return;
        }

        // A cancellation on its way and a wait for units outlive what else changes about the order.
        var counts = entry.Epoch == order.Epoch || entry.What is OrderEvent.CancelTakesEffect or OrderEvent.WaitingEnds;
        if (!counts)
        {
            return;
        }

        switch (entry.What)
        {
            case OrderEvent.Validated:
                Receive(order, entry.Due);
                break;
            case OrderEvent.FoundInvalid:
                log.SetStatus(order, OrderStatus.Invalid, entry.Due);
                break;
            case OrderEvent.HoldExpires:
                Cancel(order, entry.Due);
                break;
            case OrderEvent.ReceivedEnds:
                log.SetStatus(order, OrderStatus.Planning, entry.Due);
                agenda.Add(entry.Due + Durations.TimeInPlanning, OrderEvent.PlanningEnds, order);
                break;
            case OrderEvent.PlanningEnds when !_stuck.Contains(order.Id):
                _picking.Begin(order, entry.Due, Durations);
                break;
            case OrderEvent.ShipmentBegins:
                _picking.BeginShipment(order, entry.Shipment!, entry.Due, Durations);
                break;
            case OrderEvent.ShipmentLeaves:
                _picking.Leave(order, entry.Shipment!, entry.Due);
                break;
            case OrderEvent.WaitingEnds:
                _picking.StopWaiting(order, entry.Due, Durations);
                break;
            case OrderEvent.CancelTakesEffect:
                Cancel(order, entry.Due);
                break;
            default:
                break;
        }
    }

    private void Receive(FulfillmentOrder order, DateTimeOffset at)
    {
        log.SetStatus(order, OrderStatus.Received, at);
        if (order.Action == OrderAction.Ship)
        {
            agenda.Add(at + Durations.TimeInReceived, OrderEvent.ReceivedEnds, order);
        }
    }

    private void Cancel(FulfillmentOrder order, DateTimeOffset at)
    {
        if (!order.Status.CanCancel())
        {
            _picking.CancelRest(order, at, Durations);
            return;
        }

        order.Epoch++;
        foreach (var item in order.Items)
        {
            var units = item.Open;
            if (order.HasStock)
            {
                item.Return(units);
            }

            item.Cancelled += units;
        }

        order.HoldExpires = null;
        log.SetStatus(order, OrderStatus.Cancelled, at);
        foreach (var stock in order.Items.Select(item => item.Stock))
        {
            Serve(stock, at);
        }
    }
}
