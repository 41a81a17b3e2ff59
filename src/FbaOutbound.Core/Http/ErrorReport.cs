using System;
using System.Text;
using FbaOutbound.Orders;

namespace FbaOutbound.Http;

/// <summary>Makes the error that leaves the pipeline: what failed, for which subject, what the service said, what to do.</summary>
internal static class ErrorReport
{
    public static FbaServiceException ToException(Failure failure, string host)
    {
        var message = Message(failure);
        var end = EndOf(failure);
        return failure.Kind switch
        {
            FailureKind.Throttled => new FbaThrottledException(message, end) { RetryAfter = failure.RetryAfter },
            FailureKind.Credential => new FbaCredentialException(message, end),
            FailureKind.Connection => new FbaConnectionException(message, end)
            {
                Host = failure.Exception is FbaConnectionException ofToken ? ofToken.Host : host,
            },
            FailureKind.Proxy => new FbaProxyException(message, end) { AreCredentialsRefused = failure.IsProxyUserRefused },
            FailureKind.Timeout => new FbaTimeoutException(message, end),
            FailureKind.OtherOrder => new OtherOrderException(message, end),
            _ => new FbaServiceException(message, end),
        };
    }

    private static RequestEnd EndOf(Failure failure) =>
        new(failure.Call.Operation.Name, failure.Call.Subject, failure.Outcome, Reason(failure))
    {
        About = failure.Call.Operation.About,
        StatusCode = failure.StatusCode,
        Error = failure.Error,
        RequestId = failure.RequestId,
        RequestIds = [.. failure.Call.RequestIds],
        FirstSent = failure.Call.FirstSent,
        Ended = failure.Call.Ended,
        Attempts = failure.Call.Attempts,
        Elapsed = failure.Call.Elapsed,
        Exception = failure.Exception,
    };

    // The cause, and what was answered.
    private static string Reason(Failure failure)
    {
        var said = ServiceText.Clean(failure.Error?.Message) is { } message ? $": {message.TrimEnd('.')}" : "";
        return failure.StatusCode is { } status && failure.Exception is not FbaServiceException
            ? $"{failure.Cause} ({status}{said})"
            : failure.Cause;
    }

    private static string Message(Failure failure)
    {
        var call = failure.Call;
        var text = new StringBuilder();
        if (NotFound(failure) is { } notFound)
        {
            AppendAnswer(text.Append(notFound), failure);
            return text.Append(' ').Append(failure.Advice).ToString();
        }

        var mayHaveChanged = failure.Outcome == RequestOutcome.Unknown && !call.Operation.IsRead;
        text.Append(mayHaveChanged ? "The outcome of " : "").Append(mayHaveChanged ? call.Operation.Name : call.Operation.Opening);
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

    private static string? NotFound(Failure failure)
    {
        if (failure is not { Outcome: RequestOutcome.Refused, Kind: FailureKind.Service, Error.IsNotFound: true }
            || ServiceText.Clean(failure.Call.Subject) is not { Length: > 0 } subject)
        {
            return null;
        }

        return failure.Call.Operation.About switch
        {
            SubjectKind.Order => $"There is no order '{subject}'.",
            SubjectKind.Package => $"There is no {subject}.",
            SubjectKind.Shipment => $"There is no shipment '{subject}'.",
            SubjectKind.Sku when !IsAboutOrder(failure.Error) => $"There is no SKU '{subject}'.",
            _ => null,
        };
    }

    // A question about the SKU of an order can name an order that does not exist.
    private static bool IsAboutOrder(ServiceError error) =>
        error.Message?.IndexOf("order", StringComparison.OrdinalIgnoreCase) >= 0;

    // Of a package that it does not know, the service says only "null".
    private static string? WordsOf(string? text) =>
        ServiceText.Clean(text) is { } words && !string.Equals(words, "null", StringComparison.OrdinalIgnoreCase) ? words : null;

    private static void AppendAnswer(StringBuilder text, Failure failure)
    {
        if (failure.StatusCode is not int status)
        {
            return;
        }

        text.Append(" Response: ").Append(status);
        var error = failure.Error;
        if (WordsOf(error?.Code) is { } code)
        {
            text.Append(' ').Append(code);
        }

        var message = WordsOf(error?.Message);
        if (message is not null)
        {
            text.Append(", \"").Append(message).Append('"');
        }

        if (WordsOf(error?.Details) is { } details && details != message)
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
