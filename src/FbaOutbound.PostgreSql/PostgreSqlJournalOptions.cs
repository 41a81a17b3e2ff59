using System;

namespace FbaOutbound.PostgreSql;

/// <summary>How long things take in a journal of a database.</summary>
internal sealed record PostgreSqlJournalOptions
{
    /// <summary>How long after its last sign a worker's claims are its own.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a database that is gone is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long it takes until a step that failed is tried again.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the claims of other workers are checked.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(250);
}
