using System;
using System.Globalization;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Mws;

/// <summary>
/// What MWS asks of every call before it looks at it: a key it knows, a signature, a fresh timestamp, a seller, and a place in the quota.
/// </summary>
internal sealed class MwsAdmission(SandboxOptions options, SandboxClock clock, TokenBuckets buckets)
{
    private static readonly TimeSpan s_freshness = TimeSpan.FromMinutes(15);
    private static readonly string[] s_timestamps =
    [
        "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    private readonly HourlyQuotas _hours = new(clock.Time, options.MwsHourlyQuota);

    public DateTimeOffset Now => clock.Time.GetUtcNow();

    public SandboxAnswer? Admit(SandboxCall call, MwsCall reading, Operation operation, MwsErrors errors)
    {
        var parameters = reading.Parameters;
        foreach (var name in (string[])["AWSAccessKeyId", "Signature", "SignatureVersion", "SignatureMethod", "Timestamp", "Version"])
        {
            if (parameters.Find(name) is null)
            {
                return errors.Gateway(400, "MissingParameter", $"The request must contain the parameter {name}.", call.RequestId);
            }
        }

        if (parameters.Find("AWSAccessKeyId") != options.MwsAccessKeyId)
        {
            return errors.Gateway(
                403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", call.RequestId);
        }

        var method = parameters.Find("SignatureMethod")!;
        if (parameters.Find("SignatureVersion") != "2")
        {
            return Invalid(call, errors, "SignatureVersion", parameters.Find("SignatureVersion")!, "InvalidValue");
        }

        if (!SignatureVersion2.IsMethod(method))
        {
            return Invalid(call, errors, "SignatureMethod", method, "InvalidValue");
        }

        if (!IsFresh(parameters.Find("Timestamp")!, out var reason))
        {
            return Invalid(call, errors, "Timestamp", parameters.Find("Timestamp")!, reason);
        }

        if (!SignatureVersion2.Verify(call, parameters, method, parameters.Find("Signature")!, options.MwsSecretKey))
        {
            return errors.Gateway(
                403,
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and "
                    + "signing method. Consult the service documentation for details.",
                call.RequestId);
        }

        return AdmitSeller(call, reading, operation, errors);
    }

    public void Clear() => _hours.Clear();

    private static SandboxAnswer Invalid(SandboxCall call, MwsErrors errors, string name, string value, string reason) =>
        errors.Gateway(400, "InvalidParameterValue", $"Value {value} for parameter {name} is invalid. Reason: {reason}.", call.RequestId);

    private SandboxAnswer? AdmitSeller(SandboxCall call, MwsCall reading, Operation operation, MwsErrors errors)
    {
        var seller = reading.Parameters.Find("SellerId") ?? reading.Parameters.Find("Merchant");
        if (seller is null)
        {
            return errors.Gateway(400, "MissingParameter", "The request must contain the parameter SellerId.", call.RequestId);
        }

        if ((options.SellerId ?? seller) != seller
            || (options.MwsAuthToken is { } token && reading.Parameters.Find("MWSAuthToken") != token)
            || options.RoleMissing)
        {
            return errors.Gateway(401, "AccessDenied", $"Access to {reading.Section}.{operation.Name} is denied", call.RequestId);
        }

        var account = Identifiers.Hash(seller, Identifiers.Hash(options.MwsAccessKeyId));
        if (!buckets.TryTake(account, operation))
        {
            return errors.Throttled(call.RequestId);
        }

        var isLeft = _hours.TryTake(account, operation, out var quota);
        reading.Quota = _hours.IsOn ? quota : null;
        return isLeft
            ? null
            : errors.Gateway(
                503,
                "QuotaExceeded",
                $"You exceeded your quota of {quota.Most} requests per 1 hour for operation "
                    + $"{reading.Section}/{reading.Version}/{operation.Name}.",
                call.RequestId);
    }

    /// <summary>
    /// Whether a request is less than 15 minutes old by the real clock, or by the sandbox's own, for those who live by that one.
    /// </summary>
    private bool IsFresh(string text, out string reason)
    {
        reason = "InvalidValue";
        if (!DateTimeOffset.TryParseExact(text, s_timestamps, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal
            | DateTimeStyles.AdjustToUniversal, out var date))
        {
            return false;
        }

        reason = "RequestExpired";
        return (Now - date).Duration() <= s_freshness || (clock.Now - date).Duration() <= s_freshness;
    }
}

/// <summary>What was read of an MWS call.</summary>
internal sealed class MwsCall(Parameters parameters, string section, string version)
{
    public Parameters Parameters { get; } = parameters;

    public string Section { get; } = section;

    public string Version { get; } = version;

    /// <summary>How the hour stands after this call; null without an hourly quota.</summary>
    public HourlyQuota? Quota { get; set; }
}
