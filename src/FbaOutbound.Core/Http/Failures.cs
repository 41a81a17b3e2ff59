using System;

namespace FbaOutbound.Http;

/// <summary>The failures of attempts that no response came to.</summary>
internal static class Failures
{
    public const int ProxyAuthenticationRequired = 407;

    public static Failure TimedOut(Call call, PipelineOptions options, Exception exception) =>
        new(call, RequestOutcome.Unknown, FormattableString.Invariant($"no response within {options.RequestTimeout.TotalSeconds:0.###} s"))
        {
            Kind = FailureKind.Timeout,
            Exception = exception,
        };

    public static Failure OutOfTime(Call call, PipelineOptions options)
    {
        var outcome = call.IsInTransport ? RequestOutcome.Unknown : call.LastFailure?.Outcome ?? RequestOutcome.NotTaken;
        var last = call.LastFailure is { } failure && !call.IsInTransport ? $"; the last attempt: {failure.Cause}" : "";
        EndInterrupted(call);
        return new Failure(
            call, outcome, FormattableString.Invariant($"the time limit of {options.Deadline!.Value.TotalSeconds:0.###} s was reached{last}"))
        {
            Kind = FailureKind.Timeout,
        };
    }

    public static Failure Interrupted(Call call, string cause)
    {
        EndInterrupted(call);
        return new Failure(call, RequestOutcome.Unknown, cause);
    }

    public static Failure NoAnswer(Call call, Uri endpoint, Exception exception)
    {
        var fault = ConnectionFailure.Classify(exception);
        if (fault == ConnectionFault.None)
        {
            return BrokeOff(call, "the connection was lost before the response arrived", exception);
        }

        if (fault == ConnectionFault.ProxyCredentials)
        {
            return ProxyRefused(call, RequestOutcome.NotTaken, exception);
        }

        var (cause, advice) = fault switch
        {
            ConnectionFault.Name => ($"the name {endpoint.Host} could not be resolved", "Check the network, its DNS and the endpoint."),
            ConnectionFault.Connect => ($"{endpoint.Authority} could not be reached", "Check the network, the proxy and the endpoint."),
            ConnectionFault.Handshake =>
                ($"the TLS handshake with {endpoint.Authority} failed", "Check the network, and whether a proxy inspects TLS traffic."),
            _ => ($"no trusted TLS connection to {endpoint.Authority} could be established",
                "Check the machine's clock and root certificates, and whether a proxy inspects TLS traffic."),
        };
        return new Failure(call, RequestOutcome.NotTaken, cause)
        {
            Kind = FailureKind.Connection,
            IsTransient = fault != ConnectionFault.Trust,
            Advice = "Nothing was sent. " + advice,
            Exception = exception,
        };
    }

    /// <summary>A connection that was made, and ended before the response did.</summary>
    public static Failure BrokeOff(Call call, string cause, Exception exception) => new(call, RequestOutcome.Unknown, cause)
    {
        Kind = FailureKind.Connection,
        Advice = "Check the network, and whether a proxy or a firewall closes connections.",
        Exception = exception,
    };

    /// <summary>A proxy that asks who this is.</summary>
    public static Failure ProxyRefused(Call call, RequestOutcome outcome, Exception? exception = null) =>
        new(call, outcome, "the proxy requires a user name and a password")
        {
            Kind = FailureKind.Proxy,
            IsTransient = false,
            StatusCode = ProxyAuthenticationRequired,
            Advice = (outcome == RequestOutcome.Unknown ? "" : "Nothing reached the service. ")
                + "Connect with -Proxy and -ProxyCredential, add the user name and the password to the proxy's address (environment variable HTTPS_PROXY, "
                + "http://user:password@host:port), or exempt this machine from the proxy.",
            Exception = exception,
        };

    /// <summary>A proxy that does not accept the user that it was given.</summary>
    public static Failure ProxyUserRefused(Failure failure) => failure with
    {
        Cause = "the proxy refused the user name and the password",
        IsProxyUserRefused = true,
        Advice = (failure.Outcome == RequestOutcome.Unknown ? "" : "Nothing reached the service. ")
            + "Check -ProxyCredential, or the user name and the password in the proxy's address (environment variable HTTPS_PROXY); special "
            + "characters in an address must be percent-encoded.",
    };

    public static Failure NotAuthorized(Call call, FbaServiceException exception) =>
        new(
            call,
            exception.Outcome == RequestOutcome.Refused ? RequestOutcome.Refused : RequestOutcome.NotTaken,
            "it was not sent because no access token was available")
        {
            Kind = exception switch
            {
                FbaProxyException => FailureKind.Proxy,
                FbaCredentialException => FailureKind.Credential,
                FbaConnectionException => FailureKind.Connection,
                FbaTimeoutException => FailureKind.Timeout,
                FbaThrottledException => FailureKind.Throttled,
                _ => FailureKind.Service,
            },
            IsProxyUserRefused = exception is FbaProxyException { AreCredentialsRefused: true },
            IsTransient = false,
            StatusCode = exception.StatusCode,
            RequestId = exception.RequestId,
            Error = new ServiceError(
                exception.ServiceCode, exception.ServiceMessage, exception.ServiceDetails) { IsAccessDenied = exception.IsAccessDenied },
            Advice = exception.Message,
            Exception = exception,
        };

    private static void EndInterrupted(Call call)
    {
        if (call.IsInTransport)
        {
            call.End(requestId: null);
        }
    }
}
