using System;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>A request unchanged over the wire, whatever carried it.</summary>
internal sealed class SandboxCall(string method, string path, string query, ReadOnlyMemory<byte> body)
{
    public string Method { get; } = method;

    /// <summary>The path as it was sent: still escaped, without the query.</summary>
    public string Path { get; } = path;

    /// <summary>The query as it was sent, without its question mark.</summary>
    public string Query { get; } = query;

    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>Whether the body was too large to be kept.</summary>
    public bool IsTooLarge { get; init; }

    public string? Host { get; init; }

    public string? ContentType { get; init; }

    public string? AccessToken { get; init; }

    /// <summary>The header <c>x-amzn-fulfillment-service-id</c>.</summary>
    public string? ServiceId { get; init; }

    /// <summary>The id that the response will carry, for protocols that repeat it in the body.</summary>
    public string RequestId { get; set; } = "";

    /// <summary>What an endpoint has already made of the call, so that it need not be read twice.</summary>
    public object? Reading { get; set; }
}

/// <summary>What an endpoint made of a call's path.</summary>
internal readonly struct IdentifiedCall(Operation operation, string? orderId, string requestId = "")
{
    public Operation Operation { get; } = operation;

    public string? OrderId { get; } = orderId;

    public string RequestId { get; } = requestId;
}
