using System;

namespace FbaOutbound.Calls;

/// <summary>What is known about a call that was answered.</summary>
/// <param name="RequestId">The service's identifier of the response.</param>
/// <param name="Attempts">How many requests were sent.</param>
/// <param name="Elapsed">From the first send to the response.</param>
internal sealed record CallInfo(string? RequestId, int Attempts, TimeSpan Elapsed)
{
    /// <summary>Whether the service has accepted the request (202) and not carried it out yet: only a read tells that it has.</summary>
    public bool Accepted { get; init; }
}
