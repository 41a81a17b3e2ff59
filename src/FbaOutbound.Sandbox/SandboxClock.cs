using System;
using System.Threading;

namespace FbaOutbound.Sandbox;

/// <summary>The sandbox's own clock: another clock, and how far it was moved on.</summary>
internal sealed class SandboxClock(TimeProvider time)
{
    private long _offset;

    public TimeProvider Time { get; } = time;

    public DateTimeOffset Now => Time.GetUtcNow().AddTicks(Interlocked.Read(ref _offset));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);

    public void Reset() => Interlocked.Exchange(ref _offset, 0);
}
