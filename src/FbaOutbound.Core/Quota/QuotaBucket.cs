using System;
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
    /// <summary>The longest wait that a server's <c>Retry-After</c> can ask for.</summary>
    public static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(5);

    /// <summary>The highest rate that a header can set.</summary>
    public const double HighestRate = 10_000;

    private const double SpreadOfProbes = 0.25;
    private static readonly long s_rest = TimeSpan.TicksPerSecond;

    private readonly object _gate = new();
    private readonly WaitingLine _waiters;
    private readonly PushBack _pushBack = new();
    private readonly ArrivalOffset _arrival = new();
    private readonly TimeProvider _time;
    private readonly Func<double> _random;
    private readonly ITimer _timer;
    private readonly long _origin;
    private readonly int _burst;

    private long _tat = Gcra.Full;
    private long _notBefore = Gcra.Full;
    private double _target;
    private double _rate;
    private bool _isLearned;
    private int _inFlight;
    private long _throttled;
    private long _sequence;
    private long _era;

    /// <summary>Creates a full bucket.</summary>
    /// <param name="plan">The plan to begin with; its rate is above zero.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">Numbers from 0 to 1, which spread probes of several processes apart.</param>
    public QuotaBucket(UsagePlan plan, TimeProvider time, Func<double> random)
    {
        _target = _rate = plan.Rate;
        _burst = Math.Max(1, plan.Burst);
        _time = time;
        _random = random;
        _waiters = new WaitingLine(_gate);
        _origin = time.GetTimestamp();
        _timer = SharedWork.Begin(
            () => time.CreateTimer(
                static bucket => ((QuotaBucket)bucket!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
    }

    /// <inheritdoc/>
    public TimeSpan LongestHold
    {
        get
        {
            lock (_gate)
            {
                return Gcra.LongestHold(_rate);
            }
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
            var first = Math.Max(0, Earliest() - Now());
            return TimeSpan.FromTicks(_waiters.Count == 0 ? first : first + (_waiters.Count * Gcra.Interval(_rate)));
        }
    }

    /// <inheritdoc/>
    public QuotaStatus GetStatus(QuotaKey key)
    {
        lock (_gate)
        {
            var now = Now();
            return new QuotaStatus
            {
                Operation = key.Bucket,
                ApiVersion = key.Version,
                Endpoint = key.Host,
                Rate = _rate,
                Burst = _burst,
                Available = _notBefore > now || _pushBack.HoldsRequests ? 0 : Gcra.Available(_tat, _arrival.Clock(now), _rate, _burst),
                Waiting = _waiters.Count,
                InFlight = _inFlight,
                Throttled = _throttled,
                LearnedFrom = _isLearned ? QuotaSource.Header : QuotaSource.Plan,
                NextAvailable = _time.GetUtcNow() + TimeSpan.FromTicks(Math.Max(0, Earliest() - now)),
            };
        }
    }

    public void Dispose() => _timer.Dispose();

    public bool Sending(QuotaPermit permit, bool evenIfLate)
    {
        lock (_gate)
        {
            var now = Now();
            if (permit.Episode != _pushBack.Episode
                || now < _notBefore || (!evenIfLate && now - permit.Granted > Gcra.LongestHold(_rate).Ticks))
            {
                return false;
            }

            if (permit.WasFull && permit.Era == _era)
            {
                _tat += now - permit.SentAt;
            }

            permit.SentAt = now;
            permit.Sequence = ++_sequence;
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
            var now = Now();
            _tat += _arrival.Answered(permit.SentAt, now);
            Learn(rate, now);
            SetRate(_pushBack.Raised(permit.Sequence, _rate, _target), now);
            End(permit);
        }
    }

    public void Throttled(QuotaPermit permit, TimeSpan? retryAfter)
    {
        lock (_gate)
        {
            var now = Now();
            _throttled++;
            if (retryAfter is { } wait && wait > TimeSpan.Zero)
            {
                _notBefore = Math.Max(_notBefore, now + Math.Min(wait.Ticks, LongestRetryAfter.Ticks));
            }

            if (_pushBack.Begins(permit.Sequence, _sequence))
            {
                SetRate(_pushBack.Lowered(_rate, _target), now);
                var spread = (long)(Gcra.Interval(_rate) * SpreadOfProbes * _random());
                _tat = Math.Max(_tat, Gcra.Emptied(now, _rate, _burst) + spread);
                // A token that was granted before is not there any more.
                _era++;
                _arrival.Forget();
            }

            End(permit);
        }
    }

    public void UsedUp(QuotaPermit permit, TimeSpan resetsIn)
    {
        lock (_gate)
        {
            _notBefore = Math.Max(_notBefore, Now() + resetsIn.Ticks);
            End(permit);
        }
    }

    public void Ended(QuotaPermit permit)
    {
        lock (_gate)
        {
            // From a full or an emptied bucket on, time counts again: a token from before is not owed any more.
            if (permit.Sequence == 0 && !permit.WasFull && permit.Era == _era)
            {
                _tat -= Gcra.Interval(_rate);
            }

            End(permit);
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

    private long Now() => _time.GetElapsedTime(_origin).Ticks;

    private long Earliest() =>
        Math.Max(Gcra.Take(_tat, long.MinValue, _rate, _burst).Earliest + _arrival.LongestLag, _notBefore);

    private void Learn(double? told, long now)
    {
        if (PushBack.Learned(told, _rate, _target) is { } rate)
        {
            _target = told!.Value;
            _isLearned = true;
            SetRate(rate, now);
        }
    }

    private void SetRate(double rate, long now)
    {
        if (rate != _rate)
        {
            _tat = Gcra.AtRate(_tat, now, _rate, rate);
            _rate = rate;
        }
    }

    private void End(QuotaPermit permit)
    {
        _inFlight--;
        if (permit.IsProbe)
        {
            _pushBack.ProbeEnded();
        }

        Serve();
    }

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
        var now = Now();
        if (_pushBack.HoldsRequests || now < _notBefore)
        {
            return null;
        }

        var clock = _arrival.Clock(now);
        var step = Gcra.Take(_tat, clock, _rate, _burst);
        if (!step.Granted)
        {
            return null;
        }

        var wasFull = _tat <= clock;
        var isAnchor = _tat + s_rest <= clock;
        if (wasFull)
        {
            _era++;
            _arrival.Forget();
            step = Gcra.Take(_tat, now, _rate, _burst);
        }

        if (isAnchor)
        {
            _arrival.Begin(now);
        }

        var permit = new QuotaPermit(this, now, now, _era, _pushBack.Episode, wasFull, isAnchor, _pushBack.IsProbing);
        if (permit.IsProbe)
        {
            _pushBack.ProbeGranted();
        }

        _tat = step.Tat;
        _inFlight++;
        return permit;
    }

    private void SetTimer()
    {
        if (_waiters.Count == 0 || _pushBack.HoldsRequests)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        // Timers count whole milliseconds: one that is rounded down would fire before the token is available, again and again.
        var wait = Math.Ceiling(TimeSpan.FromTicks(Math.Max(0, Earliest() - Now())).TotalMilliseconds);
        _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
    }
}
