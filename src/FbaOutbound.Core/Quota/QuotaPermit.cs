using System;

namespace FbaOutbound.Quota;

/// <summary>
/// One token, granted for one request. The outcome of the request is reported once; disposing without a report means that it is unknown.
/// </summary>
internal sealed class QuotaPermit : IDisposable
{
    private readonly IQuotaBucket _bucket;
    private bool _told;

    public QuotaPermit(IQuotaBucket bucket, long granted, long due, long era, long episode, bool wasFull, bool isAnchor, bool isProbe)
    {
        _bucket = bucket;
        Granted = granted;
        SentAt = due;
        Era = era;
        Episode = episode;
        WasFull = wasFull;
        IsAnchor = isAnchor;
        IsProbe = isProbe;
    }

    /// <summary>When the token was granted, by the bucket's clock.</summary>
    public long Granted { get; }

    /// <summary>When the request was sent, by the bucket's clock; until it is, when the token was due.</summary>
    public long SentAt { get; set; }

    /// <summary>The request's place in the order of sending; 0 until it is sent.</summary>
    public long Sequence { get; set; }

    /// <summary>
    /// The bucket's era when the token was granted. Each begins with a full or an emptied bucket; a token of an earlier one is not given
    /// back.
    /// </summary>
    public long Era { get; }

    /// <summary>The bucket's episode of refusals when the token was granted. A token of an earlier one is not used.</summary>
    public long Episode { get; }

    /// <summary>Whether the bucket was full, so that the server's refill begins when this request arrives there.</summary>
    public bool WasFull { get; }

    /// <summary>Whether it is the first after a rest.</summary>
    public bool IsAnchor { get; }

    /// <summary>Whether it is the one request that finds out if a push-back is over.</summary>
    public bool IsProbe { get; }

    /// <summary>Whether it is ahead of the rate, in the first burst after a rest.</summary>
    public bool IsAhead { get; set; }

    /// <summary>How long the token may be held before its request goes out.</summary>
    public TimeSpan LongestHold => _bucket.LongestHold;

    /// <summary>The request goes out now.</summary>
    /// <param name="evenIfLate">Whether the token counts although it was held for longer than <see cref="LongestHold"/>.</param>
    /// <returns>Whether the token still counts. Where it does not, nothing may be sent: give it back and wait for another.</returns>
    public bool Send(bool evenIfLate = false) => !_told && _bucket.Sending(this, evenIfLate);

    /// <summary>A response came that was not a push-back.</summary>
    /// <param name="rate">The rate that the response's header gave, if any.</param>
    public void Answered(double? rate)
    {
        if (Tell())
        {
            _bucket.Answered(this, rate);
        }
    }

    /// <summary>The server pushed back.</summary>
    /// <param name="retryAfter">How long it asked to wait, if it did.</param>
    public void Throttled(TimeSpan? retryAfter)
    {
        if (Tell())
        {
            _bucket.Throttled(this, retryAfter);
        }
    }

    /// <summary>The quota of the hour is used up: nothing is sent until it is reset.</summary>
    public void UsedUp(TimeSpan resetsIn)
    {
        if (Tell())
        {
            _bucket.UsedUp(this, resetsIn);
        }
    }

    /// <summary>Gives the token back where nothing was sent; otherwise the request ended without a response.</summary>
    public void Dispose()
    {
        if (Tell())
        {
            _bucket.Ended(this);
        }
    }

    private bool Tell()
    {
        var first = !_told;
        _told = true;
        return first;
    }
}
