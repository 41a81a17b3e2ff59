using System;
using FbaOutbound.Calls;
using FbaOutbound.Http;

namespace FbaOutbound.Protocols.Mws;

/// <summary>Reads the responses of MWS that have a 2xx status.</summary>
internal static class MwsAnswer
{
    /// <summary>Returns the call where the response is the operation's own: all that an empty success holds.</summary>
    /// <exception cref="AnswerNotReadException">The response cannot be read, or it carries errors.</exception>
    public static CallInfo ReadEmpty(HttpAnswer answer, Operation operation, MwsErrorDialect errors) =>
        Call(answer, Root(answer, operation, errors));

    /// <summary>Returns what <paramref name="map"/> makes of the operation's result.</summary>
    /// <exception cref="AnswerNotReadException">
    /// The response cannot be read, or it carries errors, or <paramref name="map"/> finds nothing in it.
    /// </exception>
    public static T Read<T>(HttpAnswer answer, Operation operation, MwsErrorDialect errors, Func<WireNode, CallInfo, T?> map)
        where T : class
    {
        var root = Root(answer, operation, errors);
        if (root.Find(operation.Name + "Result") is not { } result || map(result, Call(answer, root)) is not { } read)
        {
            throw NotRead(answer);
        }

        UnreadReport.Tell(answer, result);
        return read;
    }

    private static WireNode Root(HttpAnswer answer, Operation operation, MwsErrorDialect errors)
    {
        var root = XmlTree.Read(answer.Body) ?? throw NotRead(answer);
        if (errors.Find(root, answer.StatusCode) is { } error)
        {
            throw new AnswerNotReadException(
                $"The response has status {answer.StatusCode} but contains an error: {error.Message ?? error.Code}", error);
        }

        return root.Name == operation.Name + "Response" ? root : throw NotRead(answer);
    }

    // The header is the gateway's, the element the service's; both name the same request.
    private static CallInfo Call(HttpAnswer answer, WireNode root) =>
        answer.Call with { RequestId = answer.Call.RequestId ?? ServiceText.Clean(root.Find("ResponseMetadata")?.Exact("RequestId")) };

    private static AnswerNotReadException NotRead(HttpAnswer answer) =>
        new($"The response cannot be read: it is {SpApiErrorDialect.Describe(answer)}, which is not what the service returns.");
}
