using System;
using System.Linq;

namespace FbaOutbound.Http;

/// <summary>Tells what a response means for its request: answered, refused, not taken or unknown.</summary>
internal static class OutcomeReader
{
    private const int TooManyRequests = 429;
    private const string NotTheServices = "Check the endpoint, and whether a proxy or a sign-in page is in the way.";

    /// <summary>
    /// Null for a response with a status of success that could be read, carries no errors and is about what was requested.
    /// </summary>
    public static Failure? Read(Call call, HttpAnswer answer)
    {
        var failure = call.Operation.Statuses.Successes.Contains(answer.StatusCode)
            ? ReadSuccess(call, answer)
            : ReadError(call, answer, call.Errors.Read(answer));
        return failure is null
            ? null
            : failure with { StatusCode = answer.StatusCode, RequestId = answer.Call.RequestId, RetryAfter = answer.RetryAfter };
    }

    private static Failure? ReadSuccess(Call call, HttpAnswer answer)
    {
        if (answer.BodyError is { } bodyError)
        {
            return bodyError is BodyTooLargeException
                ? new Failure(call, RequestOutcome.Unknown, "the response is too large") { IsTransient = false, Exception = bodyError }
                : Failures.BrokeOff(call, "the response was cut off", bodyError);
        }

        try
        {
            call.Read(answer);
            return null;
        }
        catch (OtherAnswerException other)
        {
            return new Failure(call, RequestOutcome.Unknown, other.Message)
            {
                Kind = other.IsOrderWithPlus ? FailureKind.OtherOrder : FailureKind.Service,
                IsTransient = false,
                Advice = other.IsOrderWithPlus
                    ? Advice.ForPlus
                    : "The response was not used. Run the command again; if it fails again, contact Amazon support with the request id.",
            };
        }
        catch (AnswerNotReadException exception)
        {
            return new Failure(
                call, RequestOutcome.Unknown, exception.Error is null ? "the response could not be read" : "the response contains errors")
            {
                Error = exception.Error,
                Exception = exception,
            };
        }
        catch (Exception exception)
        {
            return new Failure(call, RequestOutcome.Unknown, "the response could not be read") { Exception = exception };
        }
    }

    private static Failure ReadError(Call call, HttpAnswer answer, ServiceError error)
    {
        // As a response it comes from behind the connection, where it is unknown what happened to a change; a proxy on this side refuses
        // the tunnel to it.
        if (answer.StatusCode == Failures.ProxyAuthenticationRequired)
        {
            return Failures.ProxyRefused(
                call, call.Operation.IsRead ? RequestOutcome.Refused : RequestOutcome.Unknown) with { Error = error };
        }

        var isOwn = !error.IsForeign && call.Operation.Statuses.Errors.Contains(answer.StatusCode);
        if (isOwn && error.IsQuotaUsedUp)
        {
            return new Failure(call, RequestOutcome.NotTaken, "the hourly quota is used up")
            {
                Kind = FailureKind.Throttled,
                Error = error,
                QuotaResetsIn = answer.QuotaResetsIn,
                IsTransient = answer.QuotaResetsIn is not null,
                Advice = answer.QuotaResetsIn is null ? "Amazon did not say when it resets. Try again in an hour." : null,
            };
        }

        if (answer.StatusCode == TooManyRequests || (isOwn && error.IsThrottled))
        {
            return new Failure(call, RequestOutcome.NotTaken, "the request was throttled") { Kind = FailureKind.Throttled, Error = error };
        }

        if (!isOwn)
        {
            return ReadForeign(call, answer, error);
        }

        if ((error.IsExpiredToken || error.IsRevokedToken) && !call.TokenWasRefreshed)
        {
            var what = error.IsExpiredToken ? "the access token has expired" : "the access token was refused as revoked or invalid";
            return new Failure(call, RequestOutcome.NotTaken, what) { IsExpiredToken = true, Error = error };
        }

        if (error.IsExpiredToken)
        {
            return new Failure(call, RequestOutcome.Refused, "the service rejected a new access token as expired")
            {
                Kind = FailureKind.Credential,
                Error = error,
                Advice = "Check this machine's clock, and that the session's endpoint and its token endpoint belong together.",
            };
        }

        return answer.StatusCode >= 500
            ? new Failure(call, RequestOutcome.Unknown, "the service failed") { Error = error }
            : new Failure(call, RequestOutcome.Refused, "the service refused the request")
            {
                Kind = answer.StatusCode == 401 || error.IsCredential ? FailureKind.Credential : FailureKind.Service,
                Error = error,
                Advice = error.Advice ?? Advice.ForRefusal(answer.StatusCode, error, call.Operation),
            };
    }

    // Something in between may have answered in the service's place, after the service took the request.
    private static Failure ReadForeign(Call call, HttpAnswer answer, ServiceError error) => answer.StatusCode >= 500
        ? new Failure(call, RequestOutcome.Unknown, "the service failed") { Error = error }
        : new Failure(call, RequestOutcome.Unknown, answer.StatusCode switch
        {
            >= 400 => "the error response did not come from the service",
            >= 300 => "the response is a redirect, and redirects are not followed",
            _ => "the response has a status that is not expected for this operation",
        })
        {
            IsTransient = answer.StatusCode is >= 400 or < 300,
            Error = error,
            Advice = NotTheServices,
        };
}
