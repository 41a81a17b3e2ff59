using System;
using System.Collections.Concurrent;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>A token bucket per account and operation, on the real clock: moving the sandbox's own clock on grants nothing.</summary>
internal sealed class TokenBuckets(TimeProvider time, double? rate, int? burst)
{
    private readonly ConcurrentDictionary<(ulong Account, Operation Operation), Bucket> _buckets = new();

    public double RateOf(Operation operation) => rate ?? operation.Rate;

    public bool TryTake(ulong account, Operation operation)
    {
        operation = operation.Shares ?? operation;
        var perSecond = RateOf(operation);
        if (perSecond <= 0)
        {
            return true;
        }

        var size = Math.Max(1, burst ?? operation.Burst);
        if (!_buckets.TryGetValue((account, operation), out var bucket))
        {
            bucket = _buckets.GetOrAdd((account, operation), new Bucket(size, time.GetTimestamp()));
        }

        return bucket.TryTake(time, perSecond, size);
    }

    public void Clear() => _buckets.Clear();

    private sealed class Bucket(double tokens, long last)
    {
        private double _tokens = tokens;
        private long _last = last;

        public bool TryTake(TimeProvider time, double perSecond, int size)
        {
            lock (this)
            {
                var now = time.GetTimestamp();
                _tokens = Math.Min(size, _tokens + (time.GetElapsedTime(_last, now).TotalSeconds * perSecond));
                _last = now;

                // Half an hour's worth of rounding must not cost anybody a token that is due at this very moment.
                if (_tokens < 1 - 1e-6)
                {
                    return false;
                }

                _tokens -= 1;
                return true;
            }
        }
    }
}
