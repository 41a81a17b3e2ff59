using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

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

    /// <summary>Shows every bucket that was used so far, by account and operation.</summary>
    public List<BucketLevel> ToList()
    {
        var accounts = _buckets.Keys.Select(key => key.Account).Distinct().OrderBy(account => account).ToList();
        return [.. _buckets
            .OrderBy(pair => pair.Key.Operation.Name, StringComparer.OrdinalIgnoreCase).ThenBy(pair => pair.Key.Account)
            .Select(pair => Level(accounts.IndexOf(pair.Key.Account) + 1, pair.Key.Operation, pair.Value))];
    }

    public void Clear() => _buckets.Clear();

    private BucketLevel Level(int account, Operation operation, Bucket bucket)
    {
        var size = Math.Max(1, burst ?? operation.Burst);
        return new BucketLevel(account, operation.Name, bucket.Level(time, RateOf(operation), size), size, RateOf(operation));
    }

    private sealed class Bucket(double tokens, long last)
    {
        private double _tokens = tokens;
        private long _last = last;

        public double Level(TimeProvider time, double perSecond, int size)
        {
            lock (this)
            {
                return Math.Min(size, _tokens + (time.GetElapsedTime(_last, time.GetTimestamp()).TotalSeconds * perSecond));
            }
        }

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

/// <summary>How full one bucket is.</summary>
/// <param name="Account">A number for the account, beginning with 1.</param>
/// <param name="Operation">The operation's name.</param>
/// <param name="Tokens">How many requests are accepted at once.</param>
/// <param name="Size">How many it holds.</param>
/// <param name="PerSecond">How many come back each second.</param>
internal sealed record BucketLevel(int Account, string Operation, double Tokens, int Size, double PerSecond);
