using System.Text;

namespace FbaOutbound.Http;

/// <summary>Makes the error that leaves the pipeline: what failed, for which subject, what the service said, what to do.</summary>
internal static class ErrorReport
{
    public static FbaServiceException ToException(Failure failure, string host)
    {
        var message = Message(failure);
        return failure.Kind switch
        {
            FailureKind.Throttled => new FbaThrottledException(message, failure) { RetryAfter = failure.RetryAfter },
            FailureKind.Credential => new FbaCredentialException(message, failure),
            FailureKind.Connection => new FbaConnectionException(message, failure)
            {
                Host = failure.Exception is FbaConnectionException ofToken ? ofToken.Host : host,
            },
            FailureKind.Proxy => new FbaProxyException(message, failure),
            FailureKind.Timeout => new FbaTimeoutException(message, failure),
            FailureKind.OtherOrder => new Orders.OtherOrderException(message, failure),
            _ => new FbaServiceException(message, failure),
        };
    }

    /// <summary>Says what happened, as the end of a sentence: the cause, and what was answered.</summary>
    public static string Reason(Failure failure)
    {
        var said = ServiceText.Clean(failure.Error?.Message) is { } message ? $": {message.TrimEnd('.')}" : "";
        return failure.StatusCode is { } status && failure.Exception is not FbaServiceException ? $"{failure.Cause} ({status}{said})" : failure.Cause;
    }

    private static string Message(Failure failure)
    {
        var call = failure.Call;
        var text = new StringBuilder();
        var mayHaveChanged = failure.Outcome == RequestOutcome.Unknown && !call.Operation.IsRead;
        text.Append(mayHaveChanged ? "The outcome of " : "").Append(call.Operation.Name);
        if (call.Subject is { Length: > 0 } subject)
        {
            text.Append(" for '").Append(ServiceText.Clean(subject)).Append('\'');
        }

        text.Append(mayHaveChanged ? " is unknown: " : " failed: ").Append(failure.Cause);
        if (call.Attempts > 1)
        {
            text.Append(" (").Append(call.Attempts).Append(" attempts)");
        }

        text.Append('.');
        if (failure.Exception is not FbaServiceException)
        {
            AppendAnswer(text, failure);
        }

        if (failure.Advice is not null)
        {
            text.Append(' ').Append(failure.Advice);
        }

        return text.ToString();
    }

    private static void AppendAnswer(StringBuilder text, Failure failure)
    {
        if (failure.StatusCode is not int status)
        {
            return;
        }

        text.Append(" Answer: ").Append(status);
        var error = failure.Error;
        if (ServiceText.Clean(error?.Code) is { } code)
        {
            text.Append(' ').Append(code);
        }

        if (ServiceText.Clean(error?.Message) is { } message)
        {
            text.Append(", \"").Append(message).Append('"');
        }

        if (ServiceText.Clean(error?.Details) is { } details)
        {
            text.Append(" (").Append(details).Append(')');
        }

        if (failure.RequestId is not null)
        {
            text.Append(", request id ").Append(failure.RequestId);
        }

        text.Append('.');
    }
}
