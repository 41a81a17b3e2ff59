using System;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using FbaOutbound.Calls;
using FbaOutbound.Quota;

namespace FbaOutbound.Http;

/// <summary>What came over the wire: the status and headers for certain, the body as far as it could be read.</summary>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="ContentType">The media type, without parameters.</param>
/// <param name="Body">The body, decompressed.</param>
/// <param name="Call">What is known about the call; until it has ended, the request id alone.</param>
internal sealed record HttpAnswer(int StatusCode, string? ContentType, ReadOnlyMemory<byte> Body, CallInfo Call)
{
    // One request in some 17 minutes. A rate below it would stop the operation for days, or forever, by one header.
    private const double LowestRate = 0.001;

    private static readonly string[] s_requestIdHeaders = ["x-amzn-RequestId", "x-amzn-Request-Id", "x-mws-request-id", "x-amz-request-id"];
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);
    private static readonly string[] s_resetForms = ["ddd, dd MMM yyyy HH:mm:ss 'GMT'", "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'"];

    /// <summary>The name of the operation, as messages say it.</summary>
    public string? Operation { get; init; }

    /// <summary>What the operation was asked about, as messages say it.</summary>
    public string? Subject { get; init; }

    /// <summary>The rate that the service grants, in requests per second; null if it is not a rate that a service grants.</summary>
    public double? RateLimit { get; init; }

    /// <summary>How long the service asks to wait: zero or more, a day at most.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>How many requests are left of the quota of the hour, where the operation has one.</summary>
    public double? QuotaRemaining { get; init; }

    /// <summary>When the quota of the hour is reset, from the response on: zero or more, a day at most.</summary>
    public TimeSpan? QuotaResetsIn { get; init; }

    /// <summary>Why the body could not be read to its end; null if it could.</summary>
    public Exception? BodyError { get; init; }

    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>Reads all but the body.</summary>
    public static HttpAnswer Of(HttpResponseMessage response, DateTimeOffset now) =>
        new(
            (int)response.StatusCode,
            response.Content?.Headers.ContentType?.MediaType,
            default,
            new CallInfo(RequestIdOf(response), Attempts: 0, TimeSpan.Zero))
        {
            RateLimit = Number(response, "x-amzn-RateLimit-Limit") is >= LowestRate and <= Pacing.HighestRate and var rate
                ? rate
                : null,
            RetryAfter = Wait(response.Headers, now),
            QuotaRemaining = Number(response, "x-mws-quota-remaining"),
            QuotaResetsIn = Reset(response, now),
        };

    private static TimeSpan? Wait(HttpResponseHeaders headers, DateTimeOffset now)
    {
        // A date is the server's: where it tells its own time too, the difference between the clocks does not matter.
        var wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - (headers.Date ?? now),
            _ => (TimeSpan?)null,
        };
        return Bounded(wait);
    }

    private static TimeSpan? Reset(HttpResponseMessage response, DateTimeOffset now) =>
        DateTimeOffset.TryParseExact(
            Header(response, "x-mws-quota-resetsOn"), s_resetForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out var resetsOn)
            ? Bounded(resetsOn - (response.Headers.Date ?? now))
            : null;

    private static TimeSpan? Bounded(TimeSpan? wait) =>
        wait is not { } asked ? null : asked < TimeSpan.Zero ? TimeSpan.Zero : asked > s_longestWait ? s_longestWait : asked;

    private static double? Number(HttpResponseMessage response, string name) =>
        double.TryParse(Header(response, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? RequestIdOf(HttpResponseMessage response)
    {
        foreach (var name in s_requestIdHeaders)
        {
            if (Header(response, name) is { } id)
            {
                return id;
            }
        }

        return null;
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? ServiceText.Clean(values.FirstOrDefault()) : null;
}
