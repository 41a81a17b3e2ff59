using System;
using System.Linq;
using System.Text.Json;
using FbaOutbound.Calls;
using FbaOutbound.Http;

namespace FbaOutbound.Protocols;

/// <summary>Reads the responses of the Selling Partner API that have a 2xx status.</summary>
internal static class SpApiAnswer
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = JsonTree.MaxDepth };

    /// <summary>
    /// Returns the call where the response is a JSON object without errors that holds nothing but the members of the service's envelope:
    /// all that an empty success is.
    /// </summary>
    /// <exception cref="AnswerNotReadException">The response cannot be read, or it carries errors.</exception>
    public static CallInfo ReadEmpty(HttpAnswer answer, SpApiErrorDialect errors) =>
        Read(answer, errors, (JsonElement root) => root.EnumerateObject().All(member => IsOfEnvelope(member.Name)) ? answer.Call : null);

    /// <summary>Returns the call where the response has no body (204), or one without errors.</summary>
    /// <exception cref="AnswerNotReadException">The response has a body that cannot be read, or it carries errors.</exception>
    public static CallInfo ReadNothing(HttpAnswer answer, SpApiErrorDialect errors) =>
        answer.Body.IsEmpty ? answer.Call : ReadEmpty(answer, errors);

    /// <summary>Returns what <paramref name="map"/> makes of the body.</summary>
    /// <exception cref="AnswerNotReadException">
    /// The response cannot be read, or it carries errors, or <paramref name="map"/> finds nothing in it.
    /// </exception>
    public static TResult Read<TResult>(HttpAnswer answer, SpApiErrorDialect errors, Func<WireNode, TResult?> map)
        where TResult : class => Read(answer, errors, root =>
        {
            var tree = JsonTree.Read(root);
            var result = map(tree);
            UnreadReport.Tell(answer, tree);
            return result;
        });

    private static TResult Read<TResult>(HttpAnswer answer, SpApiErrorDialect errors, Func<JsonElement, TResult?> map)
        where TResult : class
    {
        TResult? result = null;
        ServiceError? error = null;
        try
        {
            var json = Json(answer.Body);
            using var document = WireText.CanBeRead(json) ? JsonDocument.Parse(json, s_options) : null;
            if (document?.RootElement.ValueKind == JsonValueKind.Object)
            {
                error = errors.Find(document.RootElement, answer.StatusCode);
                result = error is null ? map(document.RootElement) : null;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            // The exception is not kept: its message may quote the body, and with it a recipient.
        }

        if (error is not null)
        {
            throw new AnswerNotReadException(
                $"The response has status {answer.StatusCode} but contains an error: {error.Message ?? error.Code ?? error.Details}", error);
        }

        return result ?? throw new AnswerNotReadException(
            $"The response cannot be read: it is {SpApiErrorDialect.Describe(answer)}, which is not what the service returns.");
    }

    private static bool IsOfEnvelope(string name) =>
        string.Equals(name, "errors", StringComparison.OrdinalIgnoreCase)
            || string.Equals(name, "payload", StringComparison.OrdinalIgnoreCase);

    /// <summary>The body without a byte order mark.</summary>
    internal static ReadOnlyMemory<byte> Json(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? body.Slice(3) : body;
}
