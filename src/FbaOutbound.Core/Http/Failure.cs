using System;

namespace FbaOutbound.Http;

/// <summary>What kind of failure it was, as far as callers tell them apart by type.</summary>
internal enum FailureKind
{
    Service,
    Throttled,
    Credential,
    Connection,
    Proxy,
    Timeout,
    OtherOrder,
}

/// <summary>An attempt that did not end in a response that could be used.</summary>
/// <param name="Call">The call that the attempt belongs to.</param>
/// <param name="Outcome">What is known about the request.</param>
/// <param name="Cause">What happened, as the end of a sentence.</param>
internal sealed record Failure(Call Call, RequestOutcome Outcome, string Cause)
{
    public FailureKind Kind { get; init; }

    public int? StatusCode { get; init; }

    public string? RequestId { get; init; }

    public ServiceError? Error { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>When the quota of the hour is reset, from now on.</summary>
    public TimeSpan? QuotaResetsIn { get; init; }

    /// <summary>Whether the same request may fare better a little later.</summary>
    public bool IsTransient { get; init; } = true;

    /// <summary>Whether the access token had expired: the repeat uses a new one and need not wait.</summary>
    public bool IsExpiredToken { get; init; }

    /// <summary>Whether the proxy refused the user name and the password that it was given.</summary>
    public bool IsProxyUserRefused { get; init; }

    /// <summary>Whether the quota says when the repeat may be sent.</summary>
    public bool IsPacedByQuota { get; init; }

    public string? Advice { get; init; }

    public Exception? Exception { get; init; }
}
