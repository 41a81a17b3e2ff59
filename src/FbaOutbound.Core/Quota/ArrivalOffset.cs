using System;

namespace FbaOutbound.Quota;

/// <summary>
/// How much later than it was sent the first request after a rest arrived. A rested bucket begins to refill at the server only when
/// that request arrives there, and over a cold connection that takes far longer than for the ones that follow: without the correction
/// the client would believe in tokens that the server never had. Until the first response comes nothing refills, for a second at most;
/// then the offset is that response's time, less the fastest round trip.
/// </summary>
internal sealed class ArrivalOffset
{
    private static readonly long s_longest = TimeSpan.TicksPerSecond;

    private long? _anchor;
    private long? _firstAnswer;
    private long? _fastest;
    private long _offset;

    /// <summary>By how much the bucket's clock may be behind for now.</summary>
    public long LongestLag => _anchor is not null && _firstAnswer is null ? s_longest : 0;

    /// <summary>The first request after a rest goes out.</summary>
    public void Begin(long now) => (_anchor, _firstAnswer, _offset) = (now, null, 0);

    /// <summary>The bucket's time was set by something else: what is known of the rest's end no longer matters.</summary>
    public void Forget() => (_anchor, _firstAnswer, _offset) = (null, null, 0);

    /// <summary>The bucket's clock, which stands still while nothing is known of the server's.</summary>
    public long Clock(long now) => LongestLag == 0 ? now : Math.Max(Math.Min(_anchor!.Value, now), now - s_longest);

    /// <summary>By how much a response changes the bucket's theoretical arrival time.</summary>
    public long Answered(long sentAt, long now)
    {
        if (_anchor is long anchor && _firstAnswer is null && sentAt >= anchor)
        {
            _firstAnswer = now - anchor;
        }
        else
        {
            _fastest = Math.Min(_fastest ?? long.MaxValue, now - sentAt);
        }

        if (_firstAnswer is not long first)
        {
            return 0;
        }

        var before = _offset;
        _offset = Math.Min(s_longest, Math.Max(0, first - (_fastest ?? 0)));
        return _offset - before;
    }
}
