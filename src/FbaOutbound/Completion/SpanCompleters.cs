using System.Collections.Generic;

namespace FbaOutbound.Completion;

/// <summary>Completes how far the clock of a sandbox moves, as orders go on their way.</summary>
public sealed class AdvanceCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words =>
    [
        new("1h", "One hour: orders are being picked"), new("1d", "One day: orders have shipped"),
        new("9d", "Nine days: packages are delivered"), new("15d", "Fifteen days: holds have expired"),
    ];
}

/// <summary>Completes how long ago something was.</summary>
public sealed class AgeCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words =>
    [
        new("36h", "The last 36 hours"), new("7d", "The last seven days"), new("30d", "The last thirty days"),
        new("90d", "The last ninety days"),
    ];
}

/// <summary>Completes within what time a hold ends.</summary>
public sealed class HoldSpanCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words =>
    [
        new("1d", "Holds that end within a day"), new("2d", "Holds that end within two days"),
        new("7d", "Holds that end within a week"),
    ];
}

/// <summary>Completes how long a response takes.</summary>
public sealed class DelayCompleter : WordCompleter
{
    private protected override IEnumerable<Word> Words =>
    [
        new("100ms", "A tenth of a second"), new("1s", "One second"), new("5s", "Five seconds"),
        new("60s", "Longer than the default -TimeoutSec of 30 seconds"),
    ];
}
