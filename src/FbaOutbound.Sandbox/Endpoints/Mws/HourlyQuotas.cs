using System;
using System.Collections.Generic;

namespace FbaOutbound.Sandbox.Endpoints.Mws;

/// <summary>
/// How much of its hour an operation has left, on the real clock. An hour begins with the first request after the last one ended.
/// </summary>
internal sealed class HourlyQuotas(TimeProvider time, int? most)
{
    private readonly Dictionary<(ulong Account, Operation Operation), (DateTimeOffset Ends, int Used)> _used = [];

    public bool IsOn => most is > 0;

    /// <summary>Takes one request, and says how the hour stands; false if there is none left.</summary>
    public bool TryTake(ulong account, Operation operation, out HourlyQuota quota)
    {
        quota = default;
        if (most is not > 0)
        {
            return true;
        }

        lock (_used)
        {
            var key = (account, operation.Shares ?? operation);
            var now = time.GetUtcNow();
            if (!_used.TryGetValue(key, out var hour) || hour.Ends <= now)
            {
                hour = (now.AddHours(1), 0);
            }

            var isLeft = hour.Used < most.Value;
            hour.Used += isLeft ? 1 : 0;
            _used[key] = hour;
            quota = new HourlyQuota(most.Value, most.Value - hour.Used, hour.Ends);
            return isLeft;
        }
    }

    public void Clear()
    {
        lock (_used)
        {
            _used.Clear();
        }
    }
}

internal readonly struct HourlyQuota(int most, int remaining, DateTimeOffset resets)
{
    public int Most { get; } = most;

    public int Remaining { get; } = remaining;

    public DateTimeOffset Resets { get; } = resets;
}
