using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using FbaOutbound.Quota;
using FbaOutbound.Testing;

namespace FbaOutbound.Core.Tests.Quota;

/// <summary>
/// A service with an exact token bucket, 50 ms away in each direction unless the test says otherwise, on a clock that the test moves.
/// </summary>
internal sealed class TokenService(double rate, int burst, double level)
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(2);

    private readonly PriorityQueue<(QuotaPermit Permit, int Back), int> _coming = new();
    private readonly PriorityQueue<(QuotaPermit Permit, bool IsTaken), int> _returning = new();
    private double _rate = rate;
    private double _level = level;
    private int _taken;
    private int _now;
    private bool _isFirst = true;

    /// <summary>After how many requests the rate halves; 0 for never.</summary>
    public int HalvesAt { get; init; }

    /// <summary>Whether responses tell the rate.</summary>
    public bool TellsRate { get; init; }

    /// <summary>How long a request takes to the bucket, and its response back; told whether it is the first one.</summary>
    public Func<bool, (TimeSpan There, TimeSpan Back)> Way { get; init; } =
        static _ => (TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(50));

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed => _now * s_step;

    /// <summary>Serves requests until so many were taken. Returns how many were refused.</summary>
    public async Task<int> ServeAsync(QuotaBucket bucket, ManualTimeProvider clock, int count, int inFlight)
    {
        var (refused, open) = (0, 0);
        Task<QuotaPermit>? next = null;
        while (_taken < count || open > 0)
        {
            while (open + (next is null ? 0 : 1) < Math.Min(inFlight, count - _taken + open))
            {
                next ??= bucket.AcquireAsync(default).AsTask();
                if (bucket.GetStatus(default).Waiting > 0)
                {
                    break;
                }

                var permit = await next;
                next = null;
                Send(permit);
                open++;
            }

            clock.Advance(s_step);
            _now++;
            _level = Math.Min(burst, _level + (_rate * s_step.TotalSeconds));
            if (next is not null && bucket.GetStatus(default).Waiting == 0)
            {
                var permit = await next;
                next = null;
                Send(permit);
                open++;
            }

            while (_coming.TryPeek(out var coming, out var at) && at <= _now)
            {
                _coming.Dequeue();
                _returning.Enqueue((coming.Permit, Take()), _now + coming.Back);
            }

            while (_returning.TryPeek(out var returning, out var due) && due <= _now)
            {
                _returning.Dequeue();
                open--;
                refused += returning.IsTaken ? 0 : 1;
                Tell(returning.Permit, returning.IsTaken);
            }
        }

        return refused;
    }

    private void Send(QuotaPermit permit)
    {
        permit.Send();
        var (there, back) = Way(_isFirst);
        _isFirst = false;
        _coming.Enqueue((permit, (int)(back / s_step)), _now + (int)(there / s_step));
    }

    private void Tell(QuotaPermit permit, bool isTaken)
    {
        if (isTaken)
        {
            permit.Answered(TellsRate ? _rate : null);
        }
        else
        {
            permit.Throttled(null);
        }
    }

    private bool Take()
    {
        if (_level < 1)
        {
            return false;
        }

        _level--;
        _rate = ++_taken == HalvesAt ? _rate / 2 : _rate;
        return true;
    }
}
