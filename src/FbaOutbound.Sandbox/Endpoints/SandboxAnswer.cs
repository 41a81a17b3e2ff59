using System;
using System.Collections.Generic;
using System.Globalization;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>What happens to the connection.</summary>
internal enum Delivery
{
    Whole,
    Truncated,
    Dropped,
    Refused,
}

/// <summary>A response, for whatever carries it.</summary>
internal sealed class SandboxAnswer(int status, byte[] body, string contentType = SandboxAnswer.Json)
{
    public const string Json = "application/json";

    public int Status { get; } = status;

    public byte[] Body { get; set; } = body;

    public string ContentType { get; set; } = contentType;

    public Delivery Delivery { get; set; }

    /// <summary>How long the response is withheld.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Whether the call changed something in the books.</summary>
    public bool Taken { get; init; }

    public string RequestId { get; set; } = "";

    public string? RateLimit { get; set; }

    public string? ErrorType { get; init; }

    public string? RetryAfter { get; set; }

    public string? CacheControl { get; init; }

    /// <summary>The fulfillment service that answered, for versions that name it.</summary>
    public string? ServiceId { get; set; }

    public static SandboxAnswer WithoutConnection(Delivery delivery, bool taken) => new(0, []) { Delivery = delivery, Taken = taken };

    /// <summary>The headers of a protocol that has its own; null for those of the SP-API.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? OwnHeaders { get; set; }

    /// <summary>The rate as Amazon writes it: 2.0, 0.0167.</summary>
    public static string FormatRate(double rate) => rate.ToString("0.0###", CultureInfo.InvariantCulture);

    /// <summary>Hands every header but the body's own to a carrier.</summary>
    public void VisitHeaders<T>(T carrier, Action<T, string, string> visit)
    {
        if (OwnHeaders is { } own)
        {
            foreach (var header in own)
            {
                visit(carrier, header.Key, header.Value);
            }

            Visit(carrier, visit, "Retry-After", RetryAfter);
            return;
        }

        visit(carrier, "x-amzn-RequestId", RequestId);
        Visit(carrier, visit, "x-amzn-RateLimit-Limit", RateLimit);
        Visit(carrier, visit, "x-amzn-ErrorType", ErrorType);
        Visit(carrier, visit, "Retry-After", RetryAfter);
        Visit(carrier, visit, "Cache-Control", CacheControl);
        Visit(carrier, visit, "x-amzn-fulfillment-service-id", ServiceId);
        if (CacheControl is null && RequestId.Length >= 36)
        {
            visit(carrier, "x-amz-apigw-id", RequestId.Substring(0, 8) + RequestId.Substring(9, 4) + "=");
            visit(
                carrier,
                "x-amzn-trace-id",
                "Root=1-" + RequestId.Substring(0, 8) + "-" + RequestId.Substring(24, 12) + RequestId.Substring(9, 4));
        }
    }

    private static void Visit<T>(T carrier, Action<T, string, string> visit, string name, string? value)
    {
        if (value is not null)
        {
            visit(carrier, name, value);
        }
    }
}
