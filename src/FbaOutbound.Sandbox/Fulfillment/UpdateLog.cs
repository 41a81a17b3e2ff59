using System;
using System.Collections.Generic;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>
/// Every change of an order's status, in the order in which they came. A listing is a walk through it: it takes each order where it
/// stood when the first page was requested, so that a change in between neither hides an order nor shows it twice.
/// </summary>
internal sealed class UpdateLog
{
    private const int BlockLength = 1 << 14;

    // Blocks, because one array of many millions would be copied as it grows, and be half empty afterwards.
    private readonly List<Entry[]> _blocks = [];

    public int Count { get; private set; }

    public void SetStatus(FulfillmentOrder order, OrderStatus status, DateTimeOffset at)
    {
        order.Status = status;
        order.StatusUpdated = at;
        var index = Count++;
        if (order.LogIndex >= 0)
        {
            ref var previous = ref At(order.LogIndex);
            previous = new Entry(previous.At, order, index);
        }

        if (index % BlockLength == 0)
        {
            _blocks.Add(new Entry[BlockLength]);
        }

        At(index) = new Entry(at, order, int.MaxValue);
        order.LogIndex = index;
    }

    /// <summary>The first place that was written at or after a time.</summary>
    public int FirstAtOrAfter(DateTimeOffset start)
    {
        var low = 0;
        var high = Count;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (At(middle).At < start)
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
            ref readonly var entry = ref At(position++);
            if (entry.SupersededBy >= end)
            {
                return entry.Order;
            }
        }

        return null;
    }

    public void Clear()
    {
        Count = 0;
        _blocks.Clear();
    }

    private ref Entry At(int index) => ref _blocks[index / BlockLength][index % BlockLength];

    private readonly struct Entry(DateTimeOffset at, FulfillmentOrder order, int supersededBy)
    {
        private readonly Moment _at = at;

        public DateTimeOffset At => _at;

        public FulfillmentOrder Order { get; } = order;

        public int SupersededBy { get; } = supersededBy;
    }
}
