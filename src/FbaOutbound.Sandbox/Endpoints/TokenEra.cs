using System;
using System.Threading;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>Which tokens of one kind were called in, by the time of their issue.</summary>
internal sealed class TokenEra(TimeProvider time)
{
    private long _lastIssued;
    private long _expiredBefore = long.MinValue;
    private long _revokedBefore = long.MinValue;

    public void ExpireAll() => Interlocked.Exchange(ref _expiredBefore, NextStamp());

    public void RevokeAll() => Interlocked.Exchange(ref _revokedBefore, NextStamp());

    public bool IsExpired(long issued) => issued <= Interlocked.Read(ref _expiredBefore);

    public bool IsRevoked(long issued) => issued <= Interlocked.Read(ref _revokedBefore);

    /// <summary>
    /// The time of issue, made unique: under a clock that stands still a new token must still be newer than a revoked one.
    /// </summary>
    public long NextStamp()
    {
        var now = time.GetUtcNow().UtcTicks;
        while (true)
        {
            var last = Interlocked.Read(ref _lastIssued);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _lastIssued, next, last) == last)
            {
                return next;
            }
        }
    }
}
