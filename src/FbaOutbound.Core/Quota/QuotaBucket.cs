using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;

namespace FbaOutbound.Quota;

/// <summary>
/// The tokens of one operation of one account. Starts with the burst; first come, first served; who cancels
/// gives the place back. One timer, set to the next token. Safe for use by many threads.
/// </summary>
internal sealed class QuotaBucket : IQuotaBucket
{
    private const double SpreadOfProbes = 0.25;
    private static readonly long s_rest = TimeSpan.TicksPerSecond;

    private readonly object _gate = new();
    private readonly WaitingLine _waiters;
    private readonly Pacing _pace;
    private readonly ArrivalOffset _arrival = new();
    private readonly BucketClock _clock;
    private readonly Func<double> _random;
    private readonly int _burst;

    private readonly FirstBurst _first;

    private long _tat = Gcra.Full;
    private long _era;
    private PastSends? _remembered;

    /// <summary>Creates a full bucket.</summary>
    /// <param name="plan">The plan to begin with; its rate is above zero.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Numbers from 0 to 1, which spread probes of several processes apart.</param>
    /// <param name="ahead">How many requests of a first burst may be ahead of the rate at a time; null for a part of the burst.</param>
    public QuotaBucket(UsagePlan plan, TimeProvider time, Func<double> random, int? ahead = null)
    {
        _burst = Math.Max(1, plan.Burst);
        _first = new FirstBurst(ahead ?? FirstBurst.PartOf(_burst));
        _random = random;
        _waiters = new WaitingLine(_gate);
        _clock = new BucketClock(time, OnTimer);
        _pace = new Pacing(plan.Rate, rate => _tat = Gcra.AtRate(_tat, _clock.Now, _pace!.Rate, rate));
    }

    /// <inheritdoc/>
    public TimeSpan LongestHold
    {
        get
        {
            lock (_gate)
            {
                return Gcra.LongestHold(_pace.Rate);
            }
        }
    }

    public void Remember(PastSends sends)
    {
        lock (_gate)
        {
            if (sends.Times.Count == 0 || ReferenceEquals(sends, _remembered))
            {
                return;
            }

            _remembered = sends;
            var times = sends.Times.Select(_clock.TimeOf).ToList();
            var before = sends.IsWhole ? Gcra.Full : Gcra.Emptied(times[0], _pace.Rate, _burst);
            _tat = Math.Max(_tat, Gcra.After(times, before, _pace.Rate, _burst));
            SetTimer();
        }
    }

    /// <inheritdoc/>
    public ValueTask<QuotaPermit> AcquireAsync(CancellationToken cancellationToken) => AcquireAsync(isAgain: false, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<QuotaPermit> AcquireAgainAsync(CancellationToken cancellationToken) => AcquireAsync(isAgain: true, cancellationToken);

    /// <inheritdoc/>
    public TimeSpan EstimateWait()
    {
        lock (_gate)
        {
            var first = Math.Max(0, Earliest() - _clock.Now);
            return TimeSpan.FromTicks(_waiters.Count == 0 ? first : first + (_waiters.Count * Gcra.Interval(_pace.Rate)));
        }
    }

    /// <inheritdoc/>
    public double Rate
    {
        get
        {
            lock (_gate)
            {
                return _pace.Rate;
            }
        }
    }

    /// <inheritdoc/>
    public TimeSpan TimeFor(int requests)
    {
        lock (_gate)
        {
            var now = _clock.Now;
            var last = Gcra.Last(_tat, _arrival.Clock(now), _pace.Rate, _burst, requests);
            return TimeSpan.FromTicks(requests <= 0 ? 0 : Math.Max(0, Math.Max(last, Earliest()) - now));
        }
    }

    /// <inheritdoc/>
    public QuotaStatus GetStatus(QuotaKey key)
    {
        lock (_gate)
        {
            var now = _clock.Now;
            return _pace.Describe(key) with
            {
                Burst = _burst,
                Available = _pace.IsClosed(now) ? 0 : Gcra.Available(_tat, _arrival.Clock(now), _pace.Rate, _burst),
                Waiting = _waiters.Count,
                NextAvailable = _clock.DateOf(Earliest()),
            };
        }
    }

    public void Dispose() => _clock.Dispose();

    public bool Sending(QuotaPermit permit, bool evenIfLate)
    {
        lock (_gate)
        {
            var now = _clock.Now;
            if (!_pace.Counts(permit, now, Gcra.LongestHold(_pace.Rate), evenIfLate))
            {
                return false;
            }

            if (permit.WasFull && permit.Era == _era)
            {
                _tat += now - permit.SentAt;
            }

            _pace.Sent(permit, now);
            if (permit.IsAnchor && permit.Era == _era)
            {
                _arrival.Begin(now);
            }

            return true;
        }
    }

    public void Answered(QuotaPermit permit, double? rate)
    {
        lock (_gate)
        {
            _tat += _arrival.Answered(permit.SentAt, _clock.Now);
            _pace.Answered(permit, rate);
            End(permit);
            Serve();
        }
    }

    public void Throttled(QuotaPermit permit, TimeSpan? retryAfter)
    {
        lock (_gate)
        {
            var now = _clock.Now;
            if (_pace.Throttled(permit, now, retryAfter, _first.IsOver))
            {
                var spread = (long)(Gcra.Interval(_pace.Rate) * SpreadOfProbes * _random());
                _tat = Math.Max(_tat, Gcra.Emptied(now, _pace.Rate, _burst) + spread);
                // A token that was granted before is not there any more.
                _era++;
                _arrival.Forget();
                _first.End();
            }

            End(permit);
            Serve();
        }
    }

    public void UsedUp(QuotaPermit permit, TimeSpan resetsIn)
    {
        lock (_gate)
        {
            _pace.UsedUp(permit, _clock.Now + resetsIn.Ticks);
            End(permit);
            Serve();
        }
    }

    public void Ended(QuotaPermit permit)
    {
        lock (_gate)
        {
            // From a full or an emptied bucket on, time counts again: a token from before is not owed any more.
            if (permit.Sequence == 0 && !permit.WasFull && permit.Era == _era)
            {
                _tat -= Gcra.Interval(_pace.Rate);
            }

            _pace.Ended(permit);
            End(permit);
            Serve();
        }
    }

    private async ValueTask<QuotaPermit> AcquireAsync(bool isAgain, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        WaitingLine.Waiter waiter;
        lock (_gate)
        {
            if (_waiters.Count == 0 && TryGrant() is { } permit)
            {
                return permit;
            }

            waiter = _waiters.Join(CallLog.Current, isAgain);
            SetTimer();
        }

        return await waiter.GetAsync(cancellationToken).ConfigureAwait(false);
    }

    private void End(QuotaPermit permit)
    {
        if (permit.IsAhead)
        {
            _first.Ended();
        }
    }

    private long Earliest() => Math.Max(
        Gcra.Take(_tat, long.MinValue, _pace.Rate, _burst).Earliest + _arrival.LongestLag, Math.Max(_pace.NotBefore, _first.NotBefore));

    private void OnTimer()
    {
        lock (_gate)
        {
            Serve();
        }
    }

    private void Serve()
    {
        _waiters.Serve(TryGrant);
        SetTimer();
    }

    private QuotaPermit? TryGrant()
    {
        var now = _clock.Now;
        if (_pace.IsClosed(now) || now < _first.NotBefore)
        {
            return null;
        }

        var clock = _arrival.Clock(now);
        var step = Gcra.Take(_tat, clock, _pace.Rate, _burst);
        if (!step.Granted)
        {
            _first.End();
            return null;
        }

        var wasFull = _tat <= clock;
        var isAnchor = _tat + s_rest <= clock;
        if (wasFull)
        {
            _era++;
            _arrival.Forget();
            _first.Begin();
            step = Gcra.Take(_tat, now, _pace.Rate, _burst);
        }

        if (isAnchor)
        {
            _arrival.Begin(now);
        }

        _tat = step.Tat;
        var permit = _pace.Grant(this, now, now, _era, wasFull, isAnchor);
        permit.IsAhead = _first.Grant(now, Gcra.Interval(_pace.Rate));
        return permit;
    }

    private void SetTimer()
    {
        if (_waiters.Count == 0 || _pace.AwaitsProbe)
        {
            _clock.Sleep();
            return;
        }

        _clock.Wake(Earliest());
    }
}
