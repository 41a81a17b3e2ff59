using System;
using System.Collections.Generic;

namespace FbaOutbound.Calls;

/// <summary>What a call does now. It counts until the call tells its next step.</summary>
internal abstract record CallStep
{
    private CallStep()
    {
    }

    /// <summary>A request has left.</summary>
    /// <param name="Limit">The rate limit that it counts for; null for none.</param>
    public sealed record Sent(IRateLimit? Limit) : CallStep;

    /// <summary>The next request waits for the service's rate limit.</summary>
    public sealed record WaitsForLimit(IRateLimit Limit) : CallStep;

    /// <summary>A request has failed and is sent again.</summary>
    /// <param name="IsRead">Whether it changes nothing. A change is sent again only if it was not accepted.</param>
    public sealed record Retries(bool IsRead) : CallStep;

    /// <summary>The call waits until orders have come to a state.</summary>
    /// <param name="Done">How many have.</param>
    /// <param name="Total">How many there are.</param>
    /// <param name="Statuses">The statuses of the others, as they were read last.</param>
    public sealed record Awaits(int Done, int Total, IReadOnlyList<string> Statuses) : CallStep;
}

/// <summary>A rate limit of the service, as this process keeps it.</summary>
internal interface IRateLimit
{
    /// <summary>Requests a second.</summary>
    double Rate { get; }

    /// <summary>About how long it takes until so many more requests have left.</summary>
    TimeSpan TimeFor(int requests);
}
