using System;
using System.Linq;
using System.Net.Http;
using System.Text;
using FbaOutbound.Calls;

namespace FbaOutbound.Http;

/// <summary>What the pipeline writes to the call's log: one line per request and per wait, headers, never a body or a secret.</summary>
internal static class RequestLog
{
    /// <summary>From which wait on the user is warned: 15 seconds.</summary>
    public static readonly TimeSpan LongWait = TimeSpan.FromSeconds(15);

    private const int LongestQueryValue = 40;
    private static readonly TimeSpan s_notableWait = TimeSpan.FromSeconds(1);
    private static readonly string[] s_secretParts =
    [
        "authorization", "authenticate", "token", "secret", "signature", "cookie", "credential", "api-key",
    ];

    /// <summary>The method and the path, with long and secret values of the query cut.</summary>
    public static string Name(HttpRequestMessage message, Operation operation)
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

    public static void Ended(string name, Call call, PipelineOptions options, string result, TimeSpan elapsed, string? requestId)
    {
        if (ReferenceEquals(CallLog.Current, CallLog.None))
        {
            return;
        }

        var most = Math.Max(call.Attempts, options.MaxAttempts + call.Throttled + (call.TokenWasRefreshed ? 1 : 0));
        var id = requestId is null ? "" : $", request id {requestId}";
        CallLog.Current.Verbose(Invariant(
            $"{name}, attempt {call.Attempts} of {most}: {result} in {elapsed.TotalMilliseconds:0} ms{id}"));
    }

    public static void QuotaWait(Operation operation, TimeSpan wait)
    {
        if (wait >= s_notableWait)
        {
            Wait(wait, Invariant($"Waiting about {wait.TotalSeconds:0.0} s to keep within the rate limit of {operation.Name}."));
        }
    }

    public static void RepeatWait(Call call, TimeSpan wait)
    {
        if (wait > TimeSpan.Zero)
        {
            Wait(wait, Invariant($"Retrying {call.Operation.Name} in {wait.TotalSeconds:0.0} s: {call.LastFailure?.Cause}."));
        }
    }

    public static void Headers(HttpResponseMessage response, SecretFilter secrets)
    {
        var log = CallLog.Current;
        if (ReferenceEquals(log, CallLog.None))
        {
            return;
        }

        var text = new StringBuilder(Invariant($"HTTP {(int)response.StatusCode}"));
        foreach (var header in response.Content is null ? response.Headers : response.Headers.Concat(response.Content.Headers))
        {
            var value = IsSecret(header.Key) ? "***" : ServiceText.Clean(secrets.Clean(string.Join(", ", header.Value)));
            text.Append("; ").Append(ServiceText.Clean(secrets.Clean(header.Key))).Append(": ").Append(value);
        }

        log.Debug(text.ToString());
    }

    private static void Wait(TimeSpan wait, string line)
    {
        if (wait > LongWait)
        {
            CallLog.Current.Warning(line);
        }
        else
        {
            CallLog.Current.Verbose(line);
        }
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

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
