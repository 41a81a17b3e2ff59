using System;
using System.Collections.Generic;
using System.Threading;

namespace FbaOutbound.Testing;

/// <summary>
/// A clock that stands still until a test moves it. Timers fire in the order of their due times, on the thread that moves the clock,
/// and each sees the time at which it was due. With <see cref="AutoAdvance"/> the clock jumps to a timer as soon as one is set, so that
/// code which waits for minutes runs in no time. <see cref="SetBack"/> moves the dates alone, as the system's clock does when somebody
/// sets it: timers and timestamps go on as if nothing had happened.
/// </summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now;
    private TimeSpan _setBack;

    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 5, 14, 10, 0, 0, TimeSpan.Zero))
    {
    }

    public ManualTimeProvider(DateTimeOffset start) => _now = start;

    /// <summary>Whether a new timer moves the clock to its due time at once (on the thread pool).</summary>
    public bool AutoAdvance { get; set; }

    /// <summary>Timers with a longer due time do not move the clock: time-outs that are not meant to run out.</summary>
    public TimeSpan AutoAdvanceLimit { get; set; } = TimeSpan.MaxValue;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How many timers are waiting; a test that must not move the clock too early waits for this.</summary>
    public int TimerCount
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now - _setBack;
        }
    }

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _now.Ticks;
        }
    }

    /// <summary>Sets the dates back, or, by a negative time, forward.</summary>
    public void SetBack(TimeSpan by)
    {
        lock (_gate)
        {
            _setBack += by;
        }
    }

    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    /// <summary>Moves the clock on until it shows a date.</summary>
    public void AdvanceTo(DateTimeOffset date)
    {
        DateTimeOffset target;
        lock (_gate)
        {
            target = date + _setBack;
        }

        MoveTo(target);
    }

    private void MoveTo(DateTimeOffset target)
    {
        while (true)
        {
            ManualTimer? due = null;
            lock (_gate)
            {
                foreach (var timer in _timers)
                {
                    if (timer.Due <= target && (due is null || timer.Due < due.Due))
                    {
                        due = timer;
                    }
                }

                if (due is null)
                {
                    if (target > _now)
                    {
                        _now = target;
                    }

                    return;
                }

                if (due.Due > _now)
                {
                    _now = due.Due;
                }

                due.Reschedule();
            }

            due.Fire();
        }
    }

    /// <summary>
    /// Moves the clock to the next due time and fires the one timer that was set first for it; false if no timer waits.
    /// </summary>
    public bool AdvanceToNext()
    {
        ManualTimer? next = null;
        lock (_gate)
        {
            foreach (var timer in _timers)
            {
                if (next is null || timer.Due < next.Due)
                {
                    next = timer;
                }
            }

            if (next is null)
            {
                return false;
            }

            if (next.Due > _now)
            {
                _now = next.Due;
            }

            next.Reschedule();
        }

        next.Fire();
        return true;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset Due { get; private set; }

        public void Fire() => callback(state);

        // Called under the clock's lock.
        public void Reschedule()
        {
            if (_period > TimeSpan.Zero)
            {
                Due += _period;
            }
            else
            {
                clock._timers.Remove(this);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    return true;
                }

                _period = period;
                Due = clock._now + dueTime;
                clock._timers.Add(this);
            }

            if (clock.AutoAdvance && dueTime <= clock.AutoAdvanceLimit)
            {
                var due = Due;
                ThreadPool.QueueUserWorkItem(_ => clock.MoveTo(due));
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
            }
        }

        public System.Threading.Tasks.ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
