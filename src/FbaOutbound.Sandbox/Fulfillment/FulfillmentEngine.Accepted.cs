using System;
using System.Linq;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <content>Changes that are accepted first and take effect later.</content>
internal sealed partial class FulfillmentEngine
{
    /// <summary>
    /// Accepts a change of a held order that takes effect after <see cref="LifeCycleOptions.TimeToApply"/>, if the order is still held by
    /// then.
    /// </summary>
    public Refusal AcceptUpdate(string id, OrderChange change, DateTimeOffset now, string? reader)
    {
        var wait = _settings.Durations.TimeToApply;
        if (wait == TimeSpan.Zero)
        {
            return Update(id, change, now, reader);
        }

        now = Settle(now);
        if (Readable(id, now, reader) is not { } order)
        {
            return new Refusal(RefusalReason.OrderUnknown);
        }

        if (!order.IsHeld)
        {
            return new Refusal(RefusalReason.NotUpdatable);
        }

        _agenda.Add(now + wait, at =>
        {
            if (order.IsHeld)
            {
                Change(order, change, at);
            }
        });
        return default;
    }

    private Refusal Change(FulfillmentOrder order, OrderChange change, DateTimeOffset now)
    {
        var refusal = OrderChanges.Apply(order, change);
        if (refusal.IsNone && change.Action == OrderAction.Ship)
        {
            _lifeCycle.Release(order, now);
        }

        foreach (var stock in order.Items.Select(item => item.Stock))
        {
            _lifeCycle.Serve(stock, now);
        }

        return refusal;
    }
}
