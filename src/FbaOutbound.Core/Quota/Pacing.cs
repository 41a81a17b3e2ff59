using System;

namespace FbaOutbound.Quota;

/// <summary>
/// What a bucket has learnt from the service's responses, whoever keeps its tokens: the rate, push-backs, and until when nothing may be
/// sent; and the permits that are out. With a theoretical arrival time it is all that has to be kept to go on later (<see
/// cref="StoredBucket"/>). Called under the bucket's gate, with the bucket's time.
/// </summary>
/// <param name="rate">The rate to begin with, above zero.</param>
/// <param name="changing">Called before the rate changes, with the rate from then on.</param>
internal sealed class Pacing(double rate, Action<double> changing)
{
    /// <summary>The longest wait that a server's <c>Retry-After</c> can ask for.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(5);

    /// <summary>The highest rate that a header can set.</summary>
    public const double HighestRate = 10_000;

    private readonly PushBack _pushBack = new();
    private double _target = rate;
    private bool _isLearned;
    private int _inFlight;
    private long _throttled;
    private long _sequence;

    /// <summary>Requests per second.</summary>
    public double Rate { get; private set; } = rate;

    /// <summary>The rate; null as long as no response has told one and the published plan's is used.</summary>
    public double? LearnedRate => _isLearned ? Rate : null;

    /// <summary>Before this time nothing may be sent.</summary>
    public long NotBefore { get; private set; } = Gcra.Full;

    /// <summary>The episode of push-backs. A token of an earlier one is not used.</summary>
    public long Episode => _pushBack.Episode;

    /// <summary>Whether the next request has to wait for the probe that is out.</summary>
    public bool AwaitsProbe => _pushBack.HoldsRequests;

    /// <summary>Whether the service lets nothing be sent now.</summary>
    public bool IsClosed(long now) => AwaitsProbe || now < NotBefore;

    /// <summary>Grants a token for one request.</summary>
    /// <param name="bucket">The bucket, which is told what happened to the request.</param>
    /// <param name="now">The time.</param>
    /// <param name="due">When the token was due.</param>
    /// <param name="era">The bucket's era.</param>
    /// <param name="wasFull">Whether the bucket was full.</param>
    /// <param name="isAnchor">Whether it is the first after a rest.</param>
    public QuotaPermit Grant(IQuotaBucket bucket, long now, long due, long era, bool wasFull, bool isAnchor)
    {
        var permit = new QuotaPermit(bucket, now, due, era, Episode, wasFull, isAnchor, _pushBack.IsProbing);
        if (permit.IsProbe)
        {
            _pushBack.ProbeGranted();
        }

        _inFlight++;
        return permit;
    }

    /// <summary>Whether a permit still counts.</summary>
    public bool Counts(QuotaPermit permit, long now, TimeSpan longestHold, bool evenIfLate) =>
        permit.Episode == Episode && now >= NotBefore && (evenIfLate || now - permit.Granted <= longestHold.Ticks);

    /// <summary>The request of a permit goes out now.</summary>
    public void Sent(QuotaPermit permit, long now)
    {
        permit.SentAt = now;
        permit.Sequence = ++_sequence;
    }

    /// <summary>A response came that was not a push-back, and told a rate, if any.</summary>
    public void Answered(QuotaPermit permit, double? told)
    {
        if (PushBack.Learned(told, Rate, _target) is { } learned)
        {
            _target = told!.Value;
            _isLearned = true;
            SetRate(learned);
        }

        SetRate(_pushBack.Raised(permit.Sequence, Rate, _target, told >= _target));
        Ended(permit);
    }

    /// <summary>The service pushed back, and asked to wait, if it did. Returns whether that empties the bucket.</summary>
    /// <param name="permit">The permit of the request.</param>
    /// <param name="now">The time.</param>
    /// <param name="retryAfter">How long the service asked to wait.</param>
    /// <param name="isCertain">Whether the bucket was known to have a token at this rate.</param>
    public bool Throttled(QuotaPermit permit, long now, TimeSpan? retryAfter, bool isCertain)
    {
        _throttled++;
        if (retryAfter is { } wait && wait > TimeSpan.Zero)
        {
            Pause(now + Math.Min(wait.Ticks, LongestRetryAfter.Ticks));
        }

        var begins = _pushBack.Begins(permit.Sequence, _sequence);
        if (begins)
        {
            SetRate(_pushBack.Lowered(Rate, _target, isCertain));
        }

        Ended(permit);
        return begins;
    }

    /// <summary>The quota of the hour is used up.</summary>
    public void UsedUp(QuotaPermit permit, long until)
    {
        Pause(until);
        Ended(permit);
    }

    /// <summary>The permit was not used, or its request has ended.</summary>
    public void Ended(QuotaPermit permit)
    {
        _inFlight--;
        if (permit.IsProbe)
        {
            _pushBack.ProbeEnded();
        }
    }

    /// <summary>Takes over the rate that processes sharing the bucket have learnt.</summary>
    /// <param name="shared">The rate.</param>
    /// <param name="planned">The rate of the published plan.</param>
    public void Adopt(double shared, double planned)
    {
        Rate = shared;
        _target = Math.Max(_isLearned ? _target : planned, shared);
    }

    /// <summary>The part of a bucket's status that does not depend on its tokens.</summary>
    public QuotaStatus Describe(QuotaKey key) => new()
    {
        Operation = key.Bucket,
        ApiVersion = key.Version,
        Endpoint = key.Host,
        Rate = Rate,
        InFlight = _inFlight,
        Throttled = _throttled,
        LearnedFrom = _isLearned ? QuotaSource.Header : QuotaSource.Plan,
    };

    private void Pause(long until) => NotBefore = Math.Max(NotBefore, until);

    private void SetRate(double rate)
    {
        if (rate != Rate)
        {
            changing(rate);
            Rate = rate;
        }
    }
}
