using System;
using System.Threading;

namespace FbaOutbound.Core.Tests.Hostile;

/// <summary>A clock that jumps to the end of every wait at once; a time-out of <see cref="Never"/> does not come.</summary>
internal sealed class JumpClock : TimeProvider
{
    /// <summary>A time limit that no wait is as long as, down to the millisecond.</summary>
    public static readonly TimeSpan Never = TimeSpan.FromHours(23.9) + TimeSpan.FromMilliseconds(7);

    private static readonly DateTimeOffset s_start = new(2026, 5, 14, 10, 0, 0, TimeSpan.Zero);

    private long _passed;

    public TimeSpan Passed => TimeSpan.FromTicks(Interlocked.Read(ref _passed));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => s_start + Passed;

    public override long GetTimestamp() => Passed.Ticks;

    /// <summary>Goes back to the start, so that years of waits add up to nothing.</summary>
    public void Restart() => Interlocked.Exchange(ref _passed, 0);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new JumpTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void JumpTo(long passed)
    {
        for (var now = Interlocked.Read(ref _passed); now < passed; now = Interlocked.Read(ref _passed))
        {
            Interlocked.CompareExchange(ref _passed, passed, now);
        }
    }

    private sealed class JumpTimer(JumpClock clock, TimerCallback callback, object? state) : ITimer
    {
        private int _version;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var version = Interlocked.Increment(ref _version);
            if (dueTime != Timeout.InfiniteTimeSpan && dueTime != Never)
            {
                var due = clock.Passed.Ticks + dueTime.Ticks;
                ThreadPool.UnsafeQueueUserWorkItem(_ => Fire(version, due), null);
            }

            return true;
        }

        public void Dispose() => Interlocked.Increment(ref _version);

        public System.Threading.Tasks.ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Fire(int version, long due)
        {
            if (Volatile.Read(ref _version) == version)
            {
                clock.JumpTo(due);
                callback(state);
            }
        }
    }
}
