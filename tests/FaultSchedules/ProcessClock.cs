using System;
using System.Threading;
using FbaOutbound.Testing;

namespace FbaOutbound.FaultSchedules;

/// <summary>The clock of one process: it may be wrong, it may be set, and nothing fires on it any more when the process is dead.</summary>
internal sealed class ProcessClock(ManualTimeProvider world) : TimeProvider
{
    public TimeSpan Skew { get; set; }

    public bool IsDead { get; set; }

    public override long TimestampFrequency => world.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => world.GetUtcNow() + Skew;

    public override long GetTimestamp() => world.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => world.CreateTimer(
        given =>
        {
            if (!IsDead)
            {
                callback(given);
            }
        },
        state,
        dueTime,
        period);
}
