using System;

namespace FbaOutbound.Quota;

/// <summary>
/// How much later than it was sent the first request after a rest arrived. A rested bucket begins to refill at the server only when
/// that request arrives there, and over a cold connection that takes far longer than for the ones that follow: without the correction
/// the client would believe in tokens that the server never had. The bound is the first answer's time, less the fastest round trip.
/// </summary>
internal sealed class ArrivalOffset
{
    private static readonly long s_longest = TimeSpan.TicksPerSecond;

    private long? _anchorSentAt;
    private long? _firstAnswer;
    private long? _fastest;
    private long _offset;

    /// <summary>The first request after a rest was sent.</summary>
    public void Begin(long sentAt)
    {
        _anchorSentAt = sentAt;
        _firstAnswer = null;
        _offset = 0;
    }

    /// <summary>The bucket's time was set by something else: what is known of the rest's end no longer matters.</summary>
    public void Forget() => (_anchorSentAt, _firstAnswer, _offset) = (null, null, 0);

    /// <summary>By how much an answer changes the bucket's theoretical arrival time.</summary>
    public long Answered(long sentAt, long now)
    {
        if (_anchorSentAt is long anchor && _firstAnswer is null && sentAt >= anchor)
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
