using System;
using System.Threading;

namespace FbaOutbound.Sandbox;

/// <summary>The sandbox's own clock: another clock, and how far it was moved on.</summary>
internal sealed class SandboxClock(TimeProvider time)
{
    private long _offset;

    public TimeProvider Time { get; } = time;

    public DateTimeOffset Now => Time.GetUtcNow().AddTicks(Interlocked.Read(ref _offset));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, Check(by).Ticks);

    /// <summary>Checks that the clock can be moved on so far.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public TimeSpan Check(TimeSpan by) => by < TimeSpan.Zero ? throw new ArgumentException("The sandbox's clock cannot be set back.")
        : by <= Bounds.LatestTime - Now ? by
        : throw new ArgumentException($"The sandbox's clock cannot go beyond the year {Bounds.LatestTime.Year}.");

    public void Reset() => Interlocked.Exchange(ref _offset, 0);
}
