using System;
using System.Linq;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <content>
/// Statuses that are set on request, as the sandbox-only operations allow. Amazon's table of transitions is unknown; ours lets an
/// order go forward over any number of steps, and not back.
/// </content>
internal sealed partial class LifeCycle
{
    public Refusal MoveTo(FulfillmentOrder order, OrderStatus target, DateTimeOffset at)
    {
        if (order.Status == target)
        {
            return default;
        }

        if (!CanMove(order, target))
        {
            return new Refusal(RefusalReason.StatusNotAllowed, order.Status.ToString());
        }

        switch (target)
        {
            case OrderStatus.Received:
                order.Epoch++;
                Receive(order, at);
                if (order.HoldExpires is { } end)
                {
                    agenda.Add(end, OrderEvent.HoldExpires, order);
                }

                break;
            case OrderStatus.Planning:
                LiftHold(order, at);
                log.SetStatus(order, OrderStatus.Planning, at);
                agenda.Add(at + Durations.TimeInPlanning, OrderEvent.PlanningEnds, order);
                break;
            case OrderStatus.Processing:
                LiftHold(order, at);
                _picking.Begin(order, at, Durations);
                break;
            case OrderStatus.Cancelled:
                Cancel(order, at);
                break;
            case OrderStatus.Invalid:
                Invalidate(order, at);
                break;
            default:
                End(order, target, at);
                break;
        }

        return default;
    }

    private static bool CanMove(FulfillmentOrder order, OrderStatus target)
    {
        if (order.Status.IsFinal() || target < order.Status)
        {
            return false;
        }

        return target switch
        {
            OrderStatus.Cancelled or OrderStatus.Invalid => order.Status.CanCancel(),
            _ when !order.HasStock => false,
            OrderStatus.Unfulfillable => order.Items.All(item => item.Shipped == 0),
            OrderStatus.CompletePartialled => order.Items.Sum(item => item.Quantity) > 1,
            _ => true,
        };
    }

    private static void LiftHold(FulfillmentOrder order, DateTimeOffset at)
    {
        order.Epoch++;
        order.HoldExpires = null;
        if (order.Action == OrderAction.Hold)
        {
            order.Action = OrderAction.Ship;
            order.Released = at;
        }
    }

    private void Invalidate(FulfillmentOrder order, DateTimeOffset at)
    {
        order.Epoch++;
        order.HoldExpires = null;
        log.SetStatus(order, OrderStatus.Invalid, at);
        foreach (var item in order.Items.Where(_ => order.HasStock))
        {
            item.Return(item.Open);
            Serve(item.Stock, at);
        }
    }

    private void End(FulfillmentOrder order, OrderStatus target, DateTimeOffset at)
    {
        if (order.Status < OrderStatus.Processing)
        {
            LiftHold(order, at);
            if (target == OrderStatus.Unfulfillable)
            {
                _picking.GiveUp(order, at, Durations);
                return;
            }

            _picking.Begin(order, at, Durations);
        }

        if (!order.Status.IsFinal())
        {
            _picking.End(order, target, at, Durations);
        }
    }
}
