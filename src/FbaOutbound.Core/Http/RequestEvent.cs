using System;

namespace FbaOutbound.Http;

/// <summary>Takes what happens to the requests of a session. It is called by any thread, and throws nothing.</summary>
internal interface IRequestSink
{
    /// <summary>The number of the next call.</summary>
    long NextCall();

    void Write(in RequestEvent one);
}

/// <summary>What happened.</summary>
internal enum RequestEventKind
{
    /// <summary>The request waits for the rate limit before it is sent.</summary>
    Waiting,

    /// <summary>The request was sent.</summary>
    Sent,

    /// <summary>A response arrived, or it is certain that none comes.</summary>
    Answered,

    /// <summary>The request will be sent again.</summary>
    Retrying,

    /// <summary>The call has ended.</summary>
    Ended,
}

/// <summary>One thing that happened to a request. The verbose line, the line of the log and the telemetry are made of it.</summary>
/// <param name="kind">What happened.</param>
/// <param name="call">The call that the request belongs to.</param>
internal readonly struct RequestEvent(RequestEventKind kind, Call call)
{
    public RequestEventKind Kind { get; } = kind;

    public Call Call { get; } = call;

    /// <summary>The HTTP method, of a request that was sent.</summary>
    public string? Method { get; init; }

    /// <summary>The status of the response, if there is one.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The service's identifier of the response.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long the response, or the whole call, took.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How long the request waits, or has waited.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>What went wrong; null if nothing did.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Whether the call left without a result, because it was cancelled or its session was closed.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>What went wrong, in one word of <see cref="ErrorKinds"/>.</summary>
    public string? Error => IsCancelled ? ErrorKinds.Cancelled : Failure is { } failure ? ErrorKinds.Of(failure) : null;
}
