using System;
using FbaOutbound.Calls;
using FbaOutbound.Quota;

namespace FbaOutbound.Http;

/// <summary>What a pipeline needs to know of its session.</summary>
internal sealed record PipelineOptions
{
    /// <summary>The absolute URI that every request's URI is relative to.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The session's name, as errors name it.</summary>
    public string SessionName { get; init; } = "";

    /// <summary>The key of the account's quotas, a hash.</summary>
    public string AccountKey { get; init; } = "";

    /// <summary>The secrets of the session, which no response shows.</summary>
    public SecretFilter Secrets { get; init; } = new();

    /// <summary>Takes what happens to requests, beside the log of each call; null for nobody.</summary>
    public IRequestSink? Sink { get; init; }

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long one attempt may take from its send to the end of its response.</summary>
    /// <value>The default value is 30 seconds.</value>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a call may take with all its waits and repeats; null for no limit.</summary>
    /// <value>The default value is null.</value>
    public TimeSpan? Deadline { get; init; }

    /// <summary>How many attempts a call may make, those that were throttled or met an expired token not counted.</summary>
    /// <value>The default value is 4.</value>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>How often one call may be throttled.</summary>
    /// <value>The default value is 20.</value>
    public int MaxThrottled { get; init; } = 20;

    /// <summary>Numbers from 0 to 1, which spread repeats in time.</summary>
    public Func<double> Random { get; init; } = Jitter.Next;

    /// <summary>The plan that replaces every operation's published one; null to use those.</summary>
    public UsagePlan? PlanOverride { get; init; }
}
