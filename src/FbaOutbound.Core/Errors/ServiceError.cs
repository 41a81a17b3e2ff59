namespace FbaOutbound;

/// <summary>An error as the service wrote it, and what it means for the request.</summary>
internal sealed record ServiceError(string? Code, string? Message, string? Details)
{
    /// <summary>
    /// Whether the response has not the form of the service's own errors: something between here and the service may have given it, after
    /// the service took the request. What it says is shown and never believed.
    /// </summary>
    public bool IsForeign { get; init; }

    /// <summary>Whether the access token has expired: it is refreshed and the request repeated once.</summary>
    public bool IsExpiredToken { get; init; }

    /// <summary>Whether the access token was called revoked, malformed or invalid. A new one may be accepted.</summary>
    public bool IsRevokedToken { get; init; }

    /// <summary>Whether the request was throttled: it was not taken.</summary>
    public bool IsThrottled { get; init; }

    /// <summary>Whether the quota of the hour is used up: the request was not taken, and none is until the quota is reset.</summary>
    public bool IsQuotaUsedUp { get; init; }

    /// <summary>Whether the proof of who asks was not accepted.</summary>
    public bool IsCredential { get; init; }

    /// <summary>Whether the application or the seller lacks the permission, whatever the status.</summary>
    public bool IsAccessDenied { get; init; }

    /// <summary>Whether what the request named does not exist, such as an order, without a doubt.</summary>
    public bool IsNotFound { get; init; }

    /// <summary>Whether a create used an id that was used before.</summary>
    public bool IsDuplicate { get; init; }

    /// <summary>Whether the same cancel was requested before.</summary>
    public bool IsDuplicateCancel { get; init; }

    /// <summary>What to do, where the protocol knows it better than the status does.</summary>
    public string? Advice { get; init; }
}
