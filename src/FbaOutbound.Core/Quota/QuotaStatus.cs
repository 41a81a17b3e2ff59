using System;

namespace FbaOutbound.Quota;

/// <summary>Where the rate of a quota was learnt.</summary>
public enum QuotaSource
{
    /// <summary>The published usage plan.</summary>
    Plan,

    /// <summary>The header <c>x-amzn-RateLimit-Limit</c> of a response.</summary>
    Header,
}

/// <summary>The quota of one operation as this process sees it.</summary>
public sealed record QuotaStatus
{
    /// <summary>The name of the session through which it was read; empty if it was not read through one.</summary>
    public string Session { get; init; } = "";

    /// <summary>
    /// The service's name of the operation, such as <c>createFulfillmentOrder</c>, or the name that operations with one quota share.
    /// </summary>
    public string Operation { get; init; } = "";

    /// <summary>The protocol's version, such as <c>2020-07-01</c>.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The host and port to which the quota belongs.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>Requests per second; below the learnt rate for a while after the service has pushed back several times.</summary>
    public double Rate { get; init; }

    /// <summary>Requests at once after a rest.</summary>
    public int Burst { get; init; }

    /// <summary>Requests that could be sent at once now.</summary>
    public int Available { get; init; }

    /// <summary>Requests that wait for their turn.</summary>
    public int Waiting { get; init; }

    /// <summary>Requests that have had their turn and are not answered yet.</summary>
    public int InFlight { get; init; }

    /// <summary>How many requests the service has pushed back (429) since the process started.</summary>
    public long Throttled { get; init; }

    /// <summary>Where the rate was learnt.</summary>
    public QuotaSource LearnedFrom { get; init; }

    /// <summary>Where processes share the quota: the file or the database; empty if it is this process's own.</summary>
    public string Store { get; init; } = "";

    /// <summary>The earliest time at which the next request can be sent; now or before where one is available.</summary>
    public DateTimeOffset NextAvailable { get; init; }
}
