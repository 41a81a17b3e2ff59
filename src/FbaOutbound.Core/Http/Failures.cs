using System;

namespace FbaOutbound.Http;

/// <summary>The failures of attempts that no answer came to.</summary>
internal static class Failures
{
    public static Failure TimedOut(Call call, PipelineOptions options, Exception exception) =>
        new(call, RequestOutcome.Unknown, FormattableString.Invariant($"no answer within {options.RequestTimeout.TotalSeconds:0.###} s"))
        {
            Kind = FailureKind.Timeout,
            Exception = exception,
        };

    public static Failure OutOfTime(Call call, PipelineOptions options)
    {
        var outcome = call.IsInTransport ? RequestOutcome.Unknown : call.LastFailure?.Outcome ?? RequestOutcome.NotTaken;
        var last = call.LastFailure is { } failure && !call.IsInTransport ? $"; the last attempt: {failure.Cause}" : "";
        EndInterrupted(call);
        return new Failure(call, outcome, FormattableString.Invariant($"the time limit of {options.Deadline!.Value.TotalSeconds:0.###} s ran out{last}"))
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
            return new Failure(call, RequestOutcome.Unknown, "the connection broke off before the answer came") { Exception = exception };
        }

        var (cause, advice) = fault switch
        {
            ConnectionFault.Name => ($"the name {endpoint.Host} could not be resolved", "Check the network, its DNS and the endpoint."),
            ConnectionFault.Connect => ($"{endpoint.Authority} could not be reached", "Check the network, the proxy and the endpoint."),
            ConnectionFault.Handshake =>
                ($"the TLS handshake with {endpoint.Authority} broke off", "Check the network, and whether something inspects its TLS."),
            _ => ($"no trusted TLS connection to {endpoint.Authority} could be made",
                "Check the machine's clock and root certificates, and whether something inspects its TLS."),
        };
        return new Failure(call, RequestOutcome.NotTaken, cause)
        {
            Kind = FailureKind.Connection,
            IsTransient = fault != ConnectionFault.Trust,
            Advice = "Nothing was sent. " + advice,
            Exception = exception,
        };
    }

    public static Failure NotAuthorized(Call call, FbaServiceException exception) =>
        new(call, exception is FbaCredentialException ? RequestOutcome.Refused : RequestOutcome.NotTaken, "it was not sent, for want of an access token")
        {
            Kind = exception switch
            {
                FbaCredentialException => FailureKind.Credential,
                FbaConnectionException => FailureKind.Connection,
                FbaTimeoutException => FailureKind.Timeout,
                FbaThrottledException => FailureKind.Throttled,
                _ => FailureKind.Service,
            },
            IsTransient = false,
            StatusCode = exception.StatusCode,
            RequestId = exception.RequestId,
            Error = new ServiceError(exception.ServiceCode, exception.ServiceMessage, exception.ServiceDetails),
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
