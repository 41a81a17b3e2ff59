using System;
using System.Collections.Generic;

namespace FbaOutbound.Sandbox.Fulfillment;

internal enum OrderEvent
{
    Validated,
    FoundInvalid,
    HoldExpires,
    PlanningEnds,
    ReceivedEnds,
    ShipmentBegins,
    ShipmentLeaves,
    WaitingEnds,
    CancelTakesEffect,
    Deferred,
}

/// <summary>Something that happens at a time. Of two at the same time the one that was entered first comes first.</summary>
internal readonly struct AgendaEntry(
    DateTimeOffset due, long number, OrderEvent what, FulfillmentOrder? order, Shipment? shipment, Action<DateTimeOffset>? action)
{
    private readonly Moment _due = due;

    public DateTimeOffset Due => _due;

    public long Number { get; } = number;

    public OrderEvent What { get; } = what;

    public FulfillmentOrder? Order { get; } = order;

    public int Epoch { get; } = order?.Epoch ?? 0;

    public Shipment? Shipment { get; } = shipment;

    public Action<DateTimeOffset>? Action { get; } = action;

    public bool Precedes(in AgendaEntry other) => Due < other.Due || (Due == other.Due && Number < other.Number);
}

/// <summary>What will happen, as a binary heap: netstandard2.0 has no priority queue.</summary>
internal sealed class Agenda
{
    private readonly List<AgendaEntry> _heap = [];
    private long _number;

    public int Count => _heap.Count;

    public void Add(DateTimeOffset due, OrderEvent what, FulfillmentOrder order, Shipment? shipment = null) =>
        Push(new AgendaEntry(due, _number++, what, order, shipment, null));

    public void Add(DateTimeOffset due, Action<DateTimeOffset> action) =>
        Push(new AgendaEntry(due, _number++, OrderEvent.Deferred, null, null, action));

    public bool TryTake(DateTimeOffset now, out AgendaEntry entry)
    {
        if (_heap.Count == 0 || _heap[0].Due > now)
        {
            entry = default;
            return false;
        }

        entry = _heap[0];
        var last = _heap[_heap.Count - 1];
        _heap.RemoveAt(_heap.Count - 1);
        if (_heap.Count > 0)
        {
            Sink(last);
        }
        else
        {
            // It may have held millions.
            _heap.Capacity = 0;
        }

        return true;
    }

    public void Clear() => _heap.Clear();

    private void Push(in AgendaEntry entry)
    {
        var at = _heap.Count;
        _heap.Add(entry);
        while (at > 0)
        {
            var parent = (at - 1) / 2;
            if (!entry.Precedes(_heap[parent]))
            {
                break;
            }

            _heap[at] = _heap[parent];
            at = parent;
        }

        _heap[at] = entry;
    }

    private void Sink(in AgendaEntry entry)
    {
        var at = 0;
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= _heap.Count)
            {
                break;
            }

            if (child + 1 < _heap.Count && _heap[child + 1].Precedes(_heap[child]))
            {
                child++;
            }

            if (!_heap[child].Precedes(entry))
            {
                break;
            }

            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = entry;
    }
}
