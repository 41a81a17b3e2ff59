using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net.Http;

namespace FbaOutbound.Http;

/// <summary>One call on its way through the pipeline. All its state lives here.</summary>
internal abstract class Call(Operation operation, string? subject, IErrorDialect errors, TimeProvider time)
{
    private readonly List<string> _requestIds = [];
    private long _firstTimestamp;

    public Operation Operation { get; } = operation;

    public string? Subject { get; } = subject;

    public IErrorDialect Errors { get; } = errors;

    public int Attempts { get; private set; }

    /// <summary>How many attempts failed in ways that count against the limit of attempts.</summary>
    public int Failures { get; set; }

    public int Throttled { get; set; }

    public bool TokenWasRefreshed { get; set; }

    /// <summary>Whether a request is with the transport at this moment.</summary>
    public bool IsInTransport { get; private set; }

    public DateTimeOffset? FirstSent { get; private set; }

    public DateTimeOffset? Ended { get; private set; }

    public TimeSpan Elapsed { get; private set; }

    public IReadOnlyList<string> RequestIds => _requestIds;

    public Failure? LastFailure { get; set; }

    /// <summary>The call's number in the log of its session; 0 if there is none.</summary>
    public long Number { get; set; }

    /// <summary>How long the attempt has waited for its permit.</summary>
    public TimeSpan Waited { get; set; }

    /// <summary>The activity of the call; null if nobody listens.</summary>
    public Activity? Activity { get; set; }

    /// <summary>The activity of the attempt on its way; null if nobody listens.</summary>
    public Activity? AttemptActivity { get; set; }

    public abstract HttpRequestMessage CreateMessage();

    /// <summary>Reads a response with the status of a success; throws where it cannot be read or is about something else.</summary>
    public abstract void Read(HttpAnswer answer);

    public void Send()
    {
        if (Attempts++ == 0)
        {
            FirstSent = time.GetUtcNow();
            _firstTimestamp = time.GetTimestamp();
        }

        IsInTransport = true;
    }

    public void End(string? requestId)
    {
        IsInTransport = false;
        Ended = time.GetUtcNow();
        Elapsed = time.GetElapsedTime(_firstTimestamp);
        if (requestId is not null)
        {
            _requestIds.Add(requestId);
        }
    }

    /// <summary>Adds to a response what it is about, once the call has ended.</summary>
    public HttpAnswer Complete(HttpAnswer answer) => answer with
    {
        Call = answer.Call with { Attempts = Attempts, Elapsed = Elapsed }, Operation = Operation.Name, Subject = Subject
    };
}

/// <inheritdoc cref="Call"/>
internal sealed class Call<T>(ServiceRequest<T> request, TimeProvider time)
    : Call(request.Operation, request.Subject, request.Errors, time)
{
    public T? Result { get; private set; }

    public override HttpRequestMessage CreateMessage() => request.CreateMessage();

    public override void Read(HttpAnswer answer) => Result = request.ReadAnswer(answer);
}
