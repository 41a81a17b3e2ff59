namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>What the SP-API asks of every call before it looks at it: an access token, a role, and a place in the quota.</summary>
internal sealed class SpApiAdmission(SandboxOptions options, AccessTokens tokens, TokenBuckets buckets)
{
    public SandboxAnswer? Admit(SandboxCall call, Operation operation)
    {
        if (string.IsNullOrEmpty(call.AccessToken))
        {
            return SpApiErrors.Denied(SpApiErrors.TokenMissing);
        }

        switch (tokens.Check(call.AccessToken!, out var account))
        {
            case TokenState.Invalid:
                return SpApiErrors.Denied(SpApiErrors.TokenInvalid);
            case TokenState.Expired:
                return SpApiErrors.Denied(SpApiErrors.TokenExpired);
            default:
                break;
        }

        return Admit(account, operation);
    }

    /// <summary>Admits an account whose token has been looked at.</summary>
    public SandboxAnswer? Admit(ulong account, Operation operation) => options.RoleMissing ? SpApiErrors.Denied()
        : buckets.TryTake(account, operation) ? null
        : SpApiErrors.Throttled();

    /// <summary>The rate that answers of an operation announce; null without a quota.</summary>
    public string? RateOf(Operation operation)
    {
        var rate = options.AnnouncedRate ?? buckets.RateOf(operation);
        return rate > 0 ? SandboxAnswer.FormatRate(rate) : null;
    }
}
