using System;
using System.Collections.Generic;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>
/// Every change of an order's status, in the order in which they came. A listing is a walk through it: it takes each order where it
/// stood when the first page was requested, so that a change in between neither hides an order nor shows it twice.
/// </summary>
internal sealed class UpdateLog
{
    private readonly List<Entry> _entries = [];

    public int Count => _entries.Count;

    public void SetStatus(FulfillmentOrder order, OrderStatus status, DateTimeOffset at)
    {
        order.Status = status;
        order.StatusUpdated = at;
        var index = _entries.Count;
        if (order.LogIndex >= 0)
        {
            var previous = _entries[order.LogIndex];
            _entries[order.LogIndex] = new Entry(previous.At, order, index);
        }

        _entries.Add(new Entry(at, order, int.MaxValue));
        order.LogIndex = index;
    }

    /// <summary>The first place that was written at or after a time.</summary>
    public int FirstAtOrAfter(DateTimeOffset start)
    {
        var low = 0;
        var high = _entries.Count;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (_entries[middle].At < start)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Walks on to the next order that a listing over the first <paramref name="end"/> entries shows; null at its end.</summary>
    public FulfillmentOrder? Next(ref int position, int end)
    {
        while (position < end)
        {
            var entry = _entries[position++];
            if (entry.SupersededBy >= end)
            {
                return entry.Order;
            }
        }

        return null;
    }

    public void Clear() => _entries.Clear();

    private readonly struct Entry(DateTimeOffset at, FulfillmentOrder order, int supersededBy)
    {
        private readonly Moment _at = at;

        public DateTimeOffset At => _at;

        public FulfillmentOrder Order { get; } = order;

        public int SupersededBy { get; } = supersededBy;
    }
}
