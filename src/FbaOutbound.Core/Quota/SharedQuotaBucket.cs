using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;

namespace FbaOutbound.Quota;

/// <summary>
/// A bucket that several processes share through a store. Tokens are taken from the store one by one, the next one only while somebody
/// waits, so a process that dies takes no more than one with it. What is learnt is written to the store before the next token is taken.
/// While the store is unavailable, a bucket of the process, which begins empty, gives a share of the rate. Safe for use by many threads.
/// </summary>
internal sealed class SharedQuotaBucket : IQuotaBucket
{
    // A store that is gone may be used by more processes than was ever seen.
    private const int FewestProcesses = 2;
    private const int ProcessesIfUnknown = 10;

    // A process that was not running for a while must not use what was due before.
    private static readonly long s_longestSleep = TimeSpan.TicksPerSecond;
    private static readonly long s_notableLate = TimeSpan.FromMilliseconds(5).Ticks;

    // A bucket of one token has nothing in reserve.
    private static readonly long s_notableLateOfOne = TimeSpan.TicksPerMillisecond;
    private static readonly long s_rest = TimeSpan.TicksPerSecond;

    private static readonly QuotaNews s_nothing = new();

    private readonly object _gate = new();
    private readonly WaitingLine _waiters;
    private readonly Pacing _pace;
    private readonly ArrivalOffset _arrival = new();
    private readonly QuotaStoreLink _link;
    private readonly QuotaKey _key;
    private readonly UsagePlan _plan;
    private readonly BucketClock _clock;

    private Token? _held;
    private QuotaNews? _owed;
    private StoredBucket? _own;
    private bool _isFetching;
    private bool _isDisposed;
    private long _seenTat = Gcra.Full;
    private long _lastSent = Gcra.Full;
    private double _lent;
    private long _notFullBefore = Gcra.Full;
    private int? _processes;

    /// <summary>Creates the bucket of a key.</summary>
    /// <param name="link">The store, which the registry owns.</param>
    /// <param name="key">The bucket's key.</param>
    /// <param name="plan">The plan to begin with; its rate is above zero.</param>
    /// <param name="time">The clock.</param>
    public SharedQuotaBucket(QuotaStoreLink link, QuotaKey key, UsagePlan plan, TimeProvider time)
    {
        _link = link;
        _waiters = new WaitingLine(_gate);
        _key = key;
        _plan = plan with { Burst = Math.Max(1, plan.Burst) };
        _clock = new BucketClock(time, () => Do(static _ => { }));
        _pace = new Pacing(plan.Rate, RateChanging);
        link.Returned += OnReturned;
    }

    /// <inheritdoc/>
    public TimeSpan LongestHold
    {
        get
        {
            lock (_gate)
            {
                return LongestHoldNow;
            }
        }
    }

    // The store has counted them.
    public void Remember(PastSends sends)
    {
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
            var now = _clock.Now;
            return TimeSpan.FromTicks(Math.Max(0, NextToken(now) - now) + (_waiters.Count * IntervalHere));
        }
    }

    /// <inheritdoc/>
    double IRateLimit.Rate
    {
        get
        {
            lock (_gate)
            {
                return Rate;
            }
        }
    }

    /// <inheritdoc/>
    public TimeSpan TimeFor(int requests)
    {
        lock (_gate)
        {
            var now = _clock.Now;
            var later = requests - 1 - Gcra.SharedAvailable(_own?.Tat ?? _seenTat, now, Rate, Burst);
            return TimeSpan.FromTicks(
                requests <= 0 ? 0 : Math.Max(0, NextToken(now) - now) + (Math.Max(0, later) * IntervalHere));
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
                Rate = Rate,
                Burst = _plan.Burst,
                Available = _pace.IsClosed(now) ? 0 : Gcra.SharedAvailable(_own?.Tat ?? _seenTat, now, Rate, Burst),
                Waiting = _waiters.Count,
                Store = _link.IsGone ? $"{_link.Name} (gone)" : _link.Name,
                NextAvailable = _clock.DateOf(NextToken(now)),
            };
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _clock.Dispose();
        }

        _link.Returned -= OnReturned;
    }

    public bool Sending(QuotaPermit permit, bool evenIfLate)
    {
        var isSent = false;
        Do(now =>
        {
            isSent = _pace.Counts(permit, now, LongestHoldNow, evenIfLate);
            if (isSent)
            {
                Send(permit, now);
            }
        });
        return isSent;
    }

    public void Answered(QuotaPermit permit, double? rate) => Do(now =>
    {
        Correct(_arrival.Answered(permit.SentAt, now), now);
        _pace.Answered(permit, rate);
    });

    public void Throttled(QuotaPermit permit, TimeSpan? retryAfter) => Do(now =>
    {
        if (retryAfter > TimeSpan.Zero)
        {
            OwePause();
        }

        if (_pace.Throttled(permit, now, retryAfter, isCertain: false))
        {
            // A token that was taken before the push-back is not there any more.
            _held = null;
            _arrival.Forget();
            _lent = 0;
            Owe(new QuotaNews { IsEmpty = true });
        }
    });

    public void UsedUp(QuotaPermit permit, TimeSpan resetsIn) => Do(now =>
    {
        OwePause();
        _pace.UsedUp(permit, now + resetsIn.Ticks);
    });

    public void Ended(QuotaPermit permit) => Do(_ =>
    {
        // A token that was not used is the next waiter's.
        if (permit.Sequence == 0 && permit.Episode == _pace.Episode)
        {
            _held ??= new Token(permit.SentAt, permit.WasFull);
            DropLate();
        }

        _pace.Ended(permit);
    });

    private TimeSpan LongestHoldNow => Gcra.LongestSharedHold(_pace.Rate, _plan.Burst);

    private int Share => Math.Max(FewestProcesses, _processes ?? ProcessesIfUnknown);

    /// <summary>The ticks between two tokens of this process, where others take theirs too.</summary>
    private long IntervalHere => Gcra.Interval(_pace.Rate) * (_own is null ? _processes ?? 1 : Share);

    private int OwnBurst => Math.Max(1, _plan.Burst / Share);

    /// <summary>The rate of what gives the tokens now: the process's own bucket while the store is unavailable.</summary>
    private double Rate => _own?.Rate ?? _pace.Rate;

    private int Burst => _own is null ? _plan.Burst : OwnBurst;

    /// <summary>Whether there is something to write to an available store.</summary>
    private bool HasNews => _owed is not null && !_link.IsGone;

    private bool NeedsToken => _waiters.Count > 0 && _held is null && !_pace.AwaitsProbe && !_isDisposed;

    private async ValueTask<QuotaPermit> AcquireAsync(bool isAgain, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        WaitingLine.Waiter waiter;
        lock (_gate)
        {
            if (_waiters.Count == 0)
            {
                DropLate();
            }

            waiter = _waiters.Join(CallLog.Current, isAgain);
            Serve();
        }

        Fetch();
        _link.Report(waiter.Log);
        return await waiter.GetAsync(cancellationToken).ConfigureAwait(false);
    }

    private long NextToken(long now) =>
        Math.Max(_pace.NotBefore, _held?.Due ?? Gcra.Reserve(_own?.Tat ?? _seenTat, Gcra.Full, now, Rate, Burst).Due);

    private void Do(Action<long> change)
    {
        lock (_gate)
        {
            change(_clock.Now);
            Serve();
        }

        Fetch();
    }

    private void Send(QuotaPermit permit, long now)
    {
        // A bucket that was full, or has but one token, refills from when the request arrives, not from when its token was due.
        var late = now - permit.SentAt;
        if (_plan.Burst == 1 ? late > s_notableLateOfOne : permit.WasFull && late > s_notableLate)
        {
            OweTime(late);
        }

        _lastSent = now;
        _pace.Sent(permit, now);
        if (permit.IsAnchor)
        {
            _arrival.Begin(now);
        }
    }

    private void RateChanging(double rate)
    {
        _seenTat = Gcra.AtRate(_seenTat, _clock.Now, _pace.Rate, rate);
        Owe(new QuotaNews { Rate = rate });
    }

    // The duration is computed when it is written to the store.
    private void OwePause() => Owe(new QuotaNews { Pause = TimeSpan.Zero });

    /// <summary>The service's bucket began to refill so much later than the store believes.</summary>
    private double OweTime(long late)
    {
        var tokens = late / (double)Gcra.Interval(_pace.Rate);
        Owe(new QuotaNews { Missing = tokens });
        return tokens;
    }

    // What was lent comes back with the first response; later the bucket may have been full in between, where nothing is owed any more.
    private void Correct(long offset, long now)
    {
        if (now > _notFullBefore)
        {
            _lent = 0;
            return;
        }

        OweTime(offset);
        if (_arrival.LongestLag == 0)
        {
            Owe(new QuotaNews { Missing = -_lent });
            _lent = 0;
        }
    }

    private void Owe(QuotaNews news)
    {
        if (news == s_nothing)
        {
            return;
        }

        _owed = new QuotaNews
        {
            Rate = news.Rate ?? _owed?.Rate,
            IsEmpty = news.IsEmpty || _owed is { IsEmpty: true },
            Missing = news.Missing + (_owed?.Missing ?? 0),
            Pause = news.Pause ?? _owed?.Pause,
        };
        if (news.IsEmpty && _own is not null)
        {
            _own = _own.Value.With(news, _clock.Now, OwnBurst);
        }
    }

    // The token of the process's own slow bucket is not worth waiting for.
    private void OnReturned() => Do(_ => _held = _own is null ? _held : null);

    private void Serve()
    {
        _waiters.Serve(TryGrant);

        if (_isDisposed)
        {
            return;
        }

        if (_waiters.Count == 0 || _held is not { } held || _pace.AwaitsProbe)
        {
            _clock.Sleep();
            return;
        }

        _clock.Wake(Math.Max(held.Due, _pace.NotBefore));
    }

    // A token that nobody was there to use in time is lost; SharedTolerance keeps as much in reserve.
    private void DropLate()
    {
        if (_held is { } held && _clock.Now - Math.Max(held.Due, _pace.NotBefore) > Gcra.SharedReserve(_pace.Rate, _plan.Burst))
        {
            _held = null;
        }
    }

    private QuotaPermit? TryGrant()
    {
        var now = _clock.Now;
        if (_held is not { } token || _pace.IsClosed(now) || now < token.Due)
        {
            return null;
        }

        _held = null;
        if (now - Math.Max(token.Due, _pace.NotBefore) > s_longestSleep)
        {
            return null;
        }

        var isAnchor = token.WasFull && now - _lastSent >= s_rest;
        if (isAnchor)
        {
            // Until the first response tells when the service's bucket began to refill, nobody counts on it.
            _arrival.Begin(now);
            var lent = Math.Min(_arrival.LongestLag, (_plan.Burst - 1) * Gcra.Interval(_pace.Rate) / 2);
            _notFullBefore = now + lent + Gcra.Interval(_pace.Rate);
            _lent = OweTime(lent);
        }

        return _pace.Grant(this, now, token.Due, era: 0, token.WasFull, isAnchor);
    }

    private void Fetch()
    {
        lock (_gate)
        {
            if (_isFetching || !(HasNews || NeedsToken))
            {
                return;
            }

            _isFetching = true;
        }

        _ = SharedWork.Begin(FetchAsync);
    }

    private async Task FetchAsync()
    {
        while (Next() is { } step)
        {
            if (step.News is { } news)
            {
                if (!await _link.TellAsync(_key, _plan, news).ConfigureAwait(false))
                {
                    Do(_ => FallBack());
                }

                continue;
            }

            var reservation = await _link.ReserveAsync(_key, _plan).ConfigureAwait(false);
            Do(now => Keep(reservation, step.Episode, now));
        }
    }

    private (QuotaNews? News, long Episode)? Next()
    {
        ICallLog? log;
        (QuotaNews?, long)? step;
        lock (_gate)
        {
            log = _waiters.NextLog;
            if (HasNews)
            {
                var news = _owed!;
                _owed = null;
                step = (news.Pause is null ? news : news with { Pause = TimeSpan.FromTicks(Math.Max(0, _pace.NotBefore - _clock.Now)) }, 0);
            }
            else
            {
                _isFetching = NeedsToken;
                step = _isFetching ? (null, _pace.Episode) : null;
            }
        }

        if (log is not null)
        {
            _link.Report(log);
        }

        return step;
    }

    private void Keep(QuotaReservation? reservation, long episode, long now)
    {
        if (reservation is not { } taken)
        {
            FallBack();
            taken = TakeOwn(now);
        }
        else
        {
            _own = null;
            _processes = Math.Max(1, taken.Processes);
            _pace.Adopt(_owed?.Rate ?? taken.Rate, _plan.Rate);
            _seenTat = Gcra.AtRate(now + taken.Debt.Ticks, now, taken.Rate, _pace.Rate);
        }

        if (episode == _pace.Episode)
        {
            _held = new Token(
                now + taken.Wait.Ticks, _own is null && taken.Debt.Ticks <= Gcra.Interval(taken.Rate) + TimeSpan.TicksPerMillisecond);
        }
    }

    /// <summary>The store is unavailable. When it is back, it first learns that the bucket may be empty, and what was learnt.</summary>
    private void FallBack()
    {
        _arrival.Forget();
        _lent = 0;
        _owed = new QuotaNews { IsEmpty = true, Rate = _pace.LearnedRate, Pause = TimeSpan.Zero };
        _own ??= StoredBucket.Full(_pace.Rate / Share).With(new QuotaNews { IsEmpty = true }, _clock.Now, OwnBurst);
    }

    private QuotaReservation TakeOwn(long now)
    {
        var own = _own!.Value.With(new QuotaNews { Rate = _pace.Rate / Share }, now, OwnBurst);
        (own, var reservation) = own.Reserve(now, OwnBurst, Share);
        _own = own;
        return reservation;
    }

    private readonly record struct Token(long Due, bool WasFull);
}
