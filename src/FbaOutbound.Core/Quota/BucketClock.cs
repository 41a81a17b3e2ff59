using System;
using System.Threading;
using FbaOutbound.Calls;

namespace FbaOutbound.Quota;

/// <summary>A bucket's time, in ticks since the bucket was made, and its one timer.</summary>
internal sealed class BucketClock : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _origin;

    /// <summary>Creates a clock whose timer is off.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="fired">Called when the timer fires, in the context of no call.</param>
    public BucketClock(TimeProvider time, Action fired)
    {
        _time = time;
        _origin = time.GetTimestamp();
        _timer = SharedWork.Begin(
            () => time.CreateTimer(static fired => ((Action)fired!)(), fired, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
    }

    /// <summary>The time.</summary>
    public long Now => _time.GetElapsedTime(_origin).Ticks;

    /// <summary>The date of a time; now for one that has passed.</summary>
    public DateTimeOffset DateOf(long at) => _time.GetUtcNow() + Until(at);

    /// <summary>The time of a date; now for one that has not come yet.</summary>
    public long TimeOf(DateTimeOffset date) => Now - Math.Max(0, (_time.GetUtcNow() - date).Ticks);

    /// <summary>Sets the timer; it fires at once if the time has passed.</summary>
    public void Wake(long at) =>
        // Timers count whole milliseconds: one that is rounded down would fire before the token is available, again and again.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(Until(at).TotalMilliseconds)), Timeout.InfiniteTimeSpan);

    /// <summary>Turns the timer off.</summary>
    public void Sleep() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();

    private TimeSpan Until(long at) => TimeSpan.FromTicks(Math.Max(0, at - Now));
}
