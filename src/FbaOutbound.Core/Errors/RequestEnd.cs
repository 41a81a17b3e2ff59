using System;
using System.Collections.Generic;

namespace FbaOutbound;

/// <summary>How a request ended that did not end in a success: what is known about it, what happened, and what the service said.</summary>
/// <param name="Operation">The service's name of the operation.</param>
/// <param name="Subject">The id of what the request was about; null if it was about nothing that has one.</param>
/// <param name="Outcome">What is known about the request.</param>
/// <param name="Reason">What happened, as the end of a sentence.</param>
internal sealed record RequestEnd(string Operation, string? Subject, RequestOutcome Outcome, string Reason)
{
    public SubjectKind About { get; init; }

    public int? StatusCode { get; init; }

    public ServiceError? Error { get; init; }

    public string? RequestId { get; init; }

    public IReadOnlyList<string> RequestIds { get; init; } = [];

    public DateTimeOffset? FirstSent { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public int Attempts { get; init; }

    public TimeSpan Elapsed { get; init; }

    public Exception? Exception { get; init; }
}
