using System;

namespace FbaOutbound.Sessions;

/// <summary>The clock of a session whose service has its own calendar, such as a sandbox: its dates, and real waiting.</summary>
internal sealed class DatedTime(Func<DateTimeOffset> now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now();
}
