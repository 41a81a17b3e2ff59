using System;

namespace FbaOutbound.Quota;

/// <summary>
/// What a bucket makes of refusals (429), which carry no numbers. The refusals of requests that were under way when the last one came
/// belong to the same episode and count for nothing. After an episode one request at a time probes until one succeeds.
/// </summary>
/// <remarks>
/// <para>Where responses tell the rate, three episodes without calm between them halve it, and successes bring it back step by step.</para>
/// <para>Where they do not, a refusal of a token that was certain is the only sign of a limit that was lowered: it halves the rate at once.
/// The lower rate is kept for a while, for longer each time when more is refused again.</para>
/// </remarks>
internal sealed class PushBack
{
    private const int EpisodesToHalve = 3;
    private const int Calm = 20;
    private const double Step = 1.0 / 40;
    private const int ShortestPatience = 200;
    private const int LongestPatience = 3200;
    private const double Floor = 1.0 / 64;

    private long _lastSequence = -1;
    private int _episodes;
    private int _successes;
    private int _patience = ShortestPatience;
    private double _kept;
    private bool _probeIsOut;
    private bool _isTold;

    public bool IsProbing { get; private set; }

    /// <summary>How many episodes there were: a token that was granted in an earlier one is not there any more.</summary>
    public long Episode { get; private set; }

    /// <summary>Whether the next request has to wait for the probe that is out.</summary>
    public bool HoldsRequests => IsProbing && _probeIsOut;

    public void ProbeGranted() => _probeIsOut = true;

    public void ProbeEnded() => _probeIsOut = false;

    /// <summary>Whether the refusal of this request begins a new episode.</summary>
    /// <param name="sequence">The refused request's place in the order of sending.</param>
    /// <param name="newestSequence">The place of the last request that was sent.</param>
    public bool Begins(long sequence, long newestSequence)
    {
        if (sequence <= _lastSequence)
        {
            return false;
        }

        _lastSequence = newestSequence;
        IsProbing = true;
        _successes = 0;
        _episodes++;
        Episode++;
        return true;
    }

    /// <summary>The rate after an episode has begun.</summary>
    /// <param name="rate">The rate until now.</param>
    /// <param name="target">The rate that was told last.</param>
    /// <param name="isCertain">Whether the bucket was known to have a token at this rate.</param>
    public double Lowered(double rate, double target, bool isCertain)
    {
        if (isCertain && !_isTold)
        {
            _episodes = 0;
            if (_kept > 0 && rate > _kept)
            {
                _patience = Math.Min(2 * _patience, LongestPatience);
                return _kept;
            }

            return _kept = Math.Max(rate / 2, target * Floor);
        }

        if (_episodes < EpisodesToHalve)
        {
            return rate;
        }

        _episodes = 0;
        return Math.Max(rate / 2, target * Floor);
    }

    /// <summary>The rate after a request that was not refused.</summary>
    /// <param name="sequence">The request's place in the order of sending.</param>
    /// <param name="rate">The rate until now.</param>
    /// <param name="target">The rate that was told last.</param>
    /// <param name="isTold">Whether the response has told that rate again.</param>
    public double Raised(long sequence, double rate, double target, bool isTold)
    {
        _isTold |= isTold;
        if (sequence <= _lastSequence)
        {
            return rate;
        }

        IsProbing = false;
        if (++_successes >= Calm)
        {
            _episodes = 0;
        }

        if (_kept > 0 && !_isTold && _successes < _patience)
        {
            return rate;
        }

        var raised = Math.Min(target, rate + (target * Step));
        if (raised == target)
        {
            (_kept, _patience) = (0, ShortestPatience);
        }

        return raised;
    }

    /// <summary>
    /// The rate after a response told one; null if it told none that can be. A rate that refusals have lowered stays lower.
    /// </summary>
    public static double? Learned(double? told, double rate, double target) =>
        told is double learned && learned > 0 && learned <= Pacing.HighestRate
            ? (rate < target ? Math.Min(rate, learned) : learned)
            : null;
}
