using System;
using System.Linq;
using System.Net.Http;
using System.Text;

namespace FbaOutbound.Http;

/// <summary>The lines that a user reads about requests: never a body or a secret.</summary>
internal static class RequestText
{
    private const int LongestQueryValue = 40;

    private static readonly string[] s_secretParts =
    [
        "authorization", "authenticate", "token", "secret", "signature", "cookie", "credential", "api-key",
    ];

    /// <summary>Says what happened; null for what another line says.</summary>
    public static string? Of(in RequestEvent one) => one.Kind switch
    {
        RequestEventKind.Waiting =>
            Invariant($"Waiting about {Seconds(one.Wait)} s to keep within the rate limit of {one.Call.Operation.Name}."),
        RequestEventKind.Retrying when one.Wait > TimeSpan.Zero =>
            Invariant($"Retrying {one.Call.Operation.Name} in {Seconds(one.Wait)} s: {one.Failure!.Cause}."),
        RequestEventKind.Retrying => $"Retrying {one.Call.Operation.Name}: {one.Failure!.Cause}.",
        RequestEventKind.Ended => End(one),
        _ => null,
    };

    /// <summary>Says how an attempt ended.</summary>
    public static string Answered(in RequestEvent one, HttpRequestMessage message)
    {
        var (call, failure) = (one.Call, one.Failure);
        var result = one.StatusCode is not { } status ? $"no response, {failure!.Cause},"
            : failure is { Outcome: RequestOutcome.Unknown } ? Invariant($"{status}, {failure.Cause},")
            : Invariant($"{status}");
        var id = one.RequestId is null ? "" : $", request id {one.RequestId}";
        return Invariant(
            $"{Name(message, call.Operation)}, attempt {call.Attempts}: {result} in {one.Duration!.Value.TotalMilliseconds:0} ms{id}");
    }

    /// <summary>The status and the headers of a response, without secrets.</summary>
    public static string Headers(HttpResponseMessage response, SecretFilter secrets)
    {
        var text = new StringBuilder(Invariant($"HTTP {(int)response.StatusCode}"));
        foreach (var header in response.Content is null ? response.Headers : response.Headers.Concat(response.Content.Headers))
        {
            var value = IsSecret(header.Key) ? "***" : ServiceText.Clean(secrets.Clean(string.Join(", ", header.Value)));
            text.Append("; ").Append(ServiceText.Clean(secrets.Clean(header.Key))).Append(": ").Append(value);
        }

        return text.ToString();
    }

    // The line of a single attempt says all of it.
    private static string? End(in RequestEvent one)
    {
        var call = one.Call;
        if (one is { Failure: null, IsCancelled: false } && call.Operation.GrantsToken)
        {
            return $"A new token was received ({call.Operation.Name}).";
        }

        if (call.Attempts == 1 || one.IsCancelled)
        {
            return null;
        }

        if (call.Attempts == 0)
        {
            return $"{call.Operation.Opening} failed: {one.Failure?.Cause}.";
        }

        var subject = ServiceText.Clean(call.Subject) is { } text ? $" for '{text}'" : "";
        return one.Failure is { } failure
            ? Invariant($"{call.Operation.Opening}{subject} ended after {call.Attempts} attempts: {failure.Cause}.")
            : Invariant($"{call.Operation.Opening}{subject} succeeded on attempt {call.Attempts}, after {Seconds(call.Elapsed)} s.");
    }

    /// <summary>The method and the path, with long and secret values of the query cut.</summary>
    private static string Name(HttpRequestMessage message, Operation operation)
    {
        var uri = message.RequestUri;

        // A path of MWS ends with the version and names no operation.
        var path = uri.AbsolutePath.TrimEnd('/').EndsWith(operation.Version, StringComparison.Ordinal)
            ? $"{uri.AbsolutePath} {operation.Name}"
            : uri.AbsolutePath;
        if (uri.Query.Length == 0)
        {
            return $"{message.Method} {path}";
        }

        var query = string.Join("&", uri.Query.TrimStart('?').Split('&').Select(ShortenPair));
        return $"{message.Method} {path}?{query}";
    }

    private static string ShortenPair(string pair)
    {
        var split = pair.IndexOf('=');
        if (split < 0)
        {
            return pair;
        }

        var value = pair.Substring(split + 1);
        var isLong = value.Length > LongestQueryValue || (value.Length > 8 && IsSecret(pair.Substring(0, split)));
        return isLong ? $"{pair.Substring(0, split)}={value.Substring(0, 6)}…" : pair;
    }

    private static bool IsSecret(string name) =>
        Array.Exists(s_secretParts, part => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0);

    private static string Seconds(TimeSpan? time) => Invariant($"{time!.Value.TotalSeconds:0.0}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
