using System;
using System.Globalization;
using System.Text.Json.Serialization;
using FbaOutbound.Sandbox.Faults;

namespace FbaOutbound.Sandbox;

/// <summary>One request as the log keeps it: never a body, a recipient, a token or a secret.</summary>
public sealed class SandboxRequest
{
    [JsonConstructor]
    internal SandboxRequest(long number, DateTimeOffset time, string method, string path)
    {
        Number = number;
        Time = time;
        Method = method;
        Path = path;
    }

    /// <summary>Gets the request's place among all requests, beginning with 1.</summary>
    public long Number { get; }

    /// <summary>Gets when the request came in, on the sandbox's clock.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Gets the HTTP method.</summary>
    public string Method { get; }

    /// <summary>Gets the path without the query.</summary>
    public string Path { get; }

    /// <summary>Gets the name of the operation; null for a path that nobody serves.</summary>
    [JsonInclude]
    public string? Operation { get; internal set; }

    /// <summary>Gets the id of the order that the request is about, if there is one.</summary>
    [JsonInclude]
    public string? OrderId { get; internal set; }

    /// <summary>Gets the HTTP status of the response; 0 where its sender got none, or has not got it yet.</summary>
    [JsonInclude]
    public int Status { get; internal set; }

    /// <summary>Gets the fault that hit the request.</summary>
    [JsonInclude]
    public FaultKind Fault { get; internal set; }

    /// <summary>Gets whether the request changed something in the books, whatever its sender was told.</summary>
    [JsonInclude]
    public bool Taken { get; internal set; }

    /// <summary>Gets the request id that the response carried.</summary>
    [JsonInclude]
    public string? RequestId { get; internal set; }

    /// <summary>Gets the outcome in a word or two.</summary>
    public string Outcome => Fault != FaultKind.None
        ? (Taken ? "taken, " : "") + Fault
        : Status switch
        {
            0 => "pending",
            < 300 => Taken ? "taken" : "answered",
            429 => "throttled",
            _ => "refused",
        };

    /// <inheritdoc/>
    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, "{0} {1} {2}: {3} {4}", Number, Method, Path, Status, Outcome);
}
