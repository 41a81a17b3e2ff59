using System;

namespace FbaOutbound.Http;

/// <summary>Tells what an answer means for its request: answered, refused, not taken or unknown.</summary>
internal static class AnswerReader
{
    private const int TooManyRequests = 429;
    private const string NotTheServices = "Check the endpoint, and whether a proxy or a portal stands in between.";

    /// <summary>Null for an answer that could be read and carries no errors.</summary>
    public static Failure? Read(Call call, WireAnswer wire)
    {
        var answer = call.ToAnswer(wire);
        var failure = wire.IsSuccess ? ReadSuccess(call, wire, answer) : ReadError(call, wire, call.Errors.Read(answer));
        return failure is null ? null : failure with { StatusCode = wire.StatusCode, RequestId = wire.RequestId, RetryAfter = wire.RetryAfter };
    }

    private static Failure? ReadSuccess(Call call, WireAnswer wire, HttpAnswer answer)
    {
        if (wire.BodyError is { } bodyError)
        {
            return bodyError is BodyTooLargeException
                ? new Failure(call, RequestOutcome.Unknown, "the answer is too large") { IsTransient = false, Exception = bodyError }
                : Failures.BrokeOff(call, "the answer broke off", bodyError);
        }

        try
        {
            call.Read(answer);
            return null;
        }
        catch (AnswerNotReadException exception)
        {
            return new Failure(call, RequestOutcome.Unknown, exception.Error is null ? "the answer could not be read" : "the answer carries errors")
            {
                Error = exception.Error,
                Exception = exception,
            };
        }
        catch (Exception exception)
        {
            return new Failure(call, RequestOutcome.Unknown, "the answer could not be read") { Exception = exception };
        }
    }

    private static Failure ReadError(Call call, WireAnswer wire, ServiceError error)
    {
        // As an answer it comes from behind the connection, where nobody knows what became of a change; a proxy on this side refuses the tunnel to it.
        if (wire.StatusCode == Failures.ProxyAuthenticationRequired)
        {
            return Failures.ProxyRefused(call, call.Operation.IsRead ? RequestOutcome.Refused : RequestOutcome.Unknown) with { Error = error };
        }

        if (error.IsQuotaUsedUp)
        {
            return new Failure(call, RequestOutcome.NotTaken, "the quota of the hour is used up")
            {
                Kind = FailureKind.Throttled,
                Error = error,
                QuotaResetsIn = wire.QuotaResetsIn,
                IsTransient = wire.QuotaResetsIn is not null,
                Advice = wire.QuotaResetsIn is null ? "The service did not say when it is reset: try again in an hour." : null,
            };
        }

        if (wire.StatusCode == TooManyRequests || error.IsThrottled)
        {
            return new Failure(call, RequestOutcome.NotTaken, "the service throttled it") { Kind = FailureKind.Throttled, Error = error };
        }

        if (error.IsExpiredToken)
        {
            return call.TokenWasRefreshed
                ? new Failure(call, RequestOutcome.Refused, "the service called a new access token expired")
                {
                    Kind = FailureKind.Credential,
                    Error = error,
                    Advice = "Check this machine's clock, and that the session's endpoint and its token endpoint belong together.",
                }
                : new Failure(call, RequestOutcome.NotTaken, "the access token has expired") { IsExpiredToken = true, Error = error };
        }

        return wire.StatusCode switch
        {
            >= 400 and < 500 when error.IsUnreadable && !call.Operation.IsRead =>
                new Failure(call, RequestOutcome.Unknown, "the answer is an error that is not the service's")
                {
                    Error = error,
                    Advice = NotTheServices,
                },
            >= 400 and < 500 => new Failure(call, RequestOutcome.Refused, "the service refused it")
            {
                Kind = wire.StatusCode == 401 || error.IsCredential ? FailureKind.Credential : FailureKind.Service,
                Error = error,
                Advice = error.Advice ?? (error.IsUnreadable ? NotTheServices : Advice.ForRefusal(wire.StatusCode, error)),
            },
            >= 500 => new Failure(call, RequestOutcome.Unknown, "the service failed") { Error = error },
            _ => new Failure(call, RequestOutcome.Unknown, "the answer is a redirect, which is never followed")
            {
                IsTransient = false,
                Error = error,
                Advice = NotTheServices,
            },
        };
    }
}
