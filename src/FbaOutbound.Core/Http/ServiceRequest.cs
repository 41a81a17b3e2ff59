using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Quota;

namespace FbaOutbound.Http;

/// <summary>The pipeline that every request goes through: deadline → retry of what is safe → quota → authorization → transport.</summary>
internal interface IRequestPipeline
{
    /// <summary>Sends a request until it is answered, or throws what is known about it.</summary>
    /// <exception cref="FbaServiceException">The service did not answer with a success that could be read.</exception>
    Task<T> SendAsync<T>(ServiceRequest<T> request, CancellationToken cancellationToken);
}

/// <summary>A request before it is sent: everything about it lives here, nothing in the pipeline.</summary>
internal sealed class ServiceRequest<T>
{
    public required Operation Operation { get; init; }

    /// <summary>Makes the message of one attempt, with a URI relative to the session's endpoint.</summary>
    public required Func<HttpRequestMessage> CreateMessage { get; init; }

    /// <summary>
    /// Reads a response with a status that the operation declares as a success. Whatever it throws means that the response could not be
    /// read; a body that carries errors is one of those (<see cref="AnswerNotReadException"/>).
    /// </summary>
    public required Func<HttpAnswer, T> Read { get; init; }

    /// <summary>
    /// What the response says it is about; null if the service's responses to this operation name nothing that the request named.
    /// </summary>
    public required Func<T, IEnumerable<AnswerName>>? Names { get; init; }

    /// <summary>Reads the errors of any other response.</summary>
    public required IErrorDialect Errors { get; init; }

    /// <summary>What the request is about, as errors name it: an order's id, or nothing.</summary>
    public string? Subject { get; init; }

    /// <summary>Reads a response and checks that it is about what was requested: the one way to a response's content.</summary>
    /// <exception cref="OtherAnswerException">The response is about something else.</exception>
    public T ReadAnswer(HttpAnswer answer)
    {
        var read = Read(answer);
        foreach (var name in Names?.Invoke(read) ?? [])
        {
            name.Check();
        }

        return read;
    }
}

/// <summary>An operation of a service.</summary>
/// <param name="Name">The service's name, such as <c>createFulfillmentOrder</c>.</param>
/// <param name="Version">The protocol's version, such as <c>2020-07-01</c>.</param>
/// <param name="IsRead">Whether it changes nothing and so may be repeated after an unknown outcome.</param>
/// <param name="Plan">The published usage plan.</param>
/// <param name="Statuses">The statuses that the service declares for it.</param>
internal sealed record Operation(string Name, string Version, bool IsRead, UsagePlan Plan, DeclaredStatuses Statuses)
{
    /// <summary>The name of the bucket, where several operations share one; otherwise the operation's own name.</summary>
    public string Bucket { get; init; } = Name;

    /// <summary>What kind of thing a request names that the service can fail to find.</summary>
    public SubjectKind About { get; init; }

    /// <summary>The role that an application needs for it, as Seller Central calls it.</summary>
    public string Role { get; init; } = "Amazon Fulfillment";

    /// <summary>Whether its response is a token.</summary>
    public bool GrantsToken { get; init; }

    /// <summary>The name as a sentence begins with it: the request for a token has words in place of a name.</summary>
    public string Opening => GrantsToken ? $"The {Name}" : Name;

    /// <summary>Whether it returns personal data, and so is asked with a restricted data token.</summary>
    public bool IsRestricted { get; init; }
}

/// <summary>The statuses that a service declares for an operation. A response with any other one comes from something in between.</summary>
/// <param name="Successes">Those of successes.</param>
/// <param name="Errors">Those of errors.</param>
internal sealed record DeclaredStatuses(IReadOnlyList<int> Successes, IReadOnlyList<int> Errors);

/// <summary>How a protocol writes its errors.</summary>
internal interface IErrorDialect
{
    /// <summary>Reads a response that is not a success; never throws, whatever the body holds.</summary>
    ServiceError Read(HttpAnswer answer);
}

/// <summary>A 2xx answer that could not be read, or that carries errors: what happened to the request is unknown.</summary>
internal sealed class AnswerNotReadException : FbaException
{
    public AnswerNotReadException(string message, ServiceError? error = null, Exception? innerException = null)
        : base(message, innerException) => Error = error;

    public ServiceError? Error { get; }
}
