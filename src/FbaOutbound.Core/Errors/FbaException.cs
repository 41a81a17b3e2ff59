using System;
using System.Collections.Generic;

namespace FbaOutbound;

/// <summary>
/// The base of the module's own errors. Messages never hold secrets or a recipient's data, nor characters that control a terminal.
/// </summary>
public class FbaException : Exception
{
    /// <summary>Creates an error without a message.</summary>
    public FbaException()
    {
    }

    /// <summary>Creates an error with a message.</summary>
    /// <param name="message">What failed, for which input, and what to do.</param>
    public FbaException(string message)
        : base(ServiceText.Plain(message))
    {
    }

    /// <summary>Creates an error with a message and its cause.</summary>
    /// <param name="message">What failed, for which input, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public FbaException(string message, Exception? innerException)
        : base(ServiceText.Plain(message), innerException)
    {
    }
}

/// <summary>A request that the service did not answer with a success.</summary>
public class FbaServiceException : FbaException
{
    private string? _note;

    /// <summary>Creates an error without a message.</summary>
    public FbaServiceException()
    {
    }

    /// <summary>Creates an error with a message.</summary>
    /// <param name="message">What failed, what the service said and what to do.</param>
    public FbaServiceException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an error with a message and its cause.</summary>
    /// <param name="message">What failed, what the service said and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public FbaServiceException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal FbaServiceException(string message, RequestEnd end)
        : base(message, end.Exception)
    {
        Outcome = end.Outcome;
        Reason = end.Reason;
        Operation = end.Operation;
        About = end.About;
        StatusCode = end.StatusCode;
        ServiceCode = end.Error?.Code;
        ServiceMessage = end.Error?.Message;
        ServiceDetails = end.Error?.Details;
        IsAccessDenied = end.Error?.IsAccessDenied ?? false;
        IsNotFound = end.Error?.IsNotFound ?? false;
        IsDuplicate = end.Error?.IsDuplicate ?? false;
        IsDuplicateCancel = end.Error?.IsDuplicateCancel ?? false;
        RequestId = end.RequestId;
        RequestIds = end.RequestIds;
        FirstSent = end.FirstSent;
        Ended = end.Ended;
        Attempts = end.Attempts;
        Elapsed = end.Elapsed;
    }

    /// <inheritdoc/>
    public override string Message => _note is null ? base.Message : $"{base.Message} {_note}";

    /// <summary>What is known about the request.</summary>
    public RequestOutcome Outcome { get; init; }

    /// <summary>What happened, as the end of a sentence; null if unknown.</summary>
    internal string? Reason { get; }

    /// <summary>The service's name of the operation, such as <c>createFulfillmentOrder</c>.</summary>
    public string Operation { get; init; } = "";

    /// <summary>What kind of thing the request named.</summary>
    internal SubjectKind About { get; init; }

    /// <summary>The HTTP status of the last response; null if none came.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The service's error code, such as <c>InvalidInput</c>.</summary>
    public string? ServiceCode { get; init; }

    /// <summary>
    /// The service's error message: one line of at most 1,000 characters, without secrets and without what was sent about a recipient.
    /// </summary>
    public string? ServiceMessage { get; init; }

    /// <summary>The service's error details, in the same form.</summary>
    public string? ServiceDetails { get; init; }

    /// <summary>The service's identifier of the last response.</summary>
    public string? RequestId { get; init; }

    /// <summary>The identifiers of all responses that came, in order.</summary>
    public IReadOnlyList<string> RequestIds { get; init; } = [];

    /// <summary>When the first attempt was sent; null if none was.</summary>
    public DateTimeOffset? FirstSent { get; init; }

    /// <summary>When the last attempt ended.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How many requests were sent.</summary>
    public int Attempts { get; init; }

    /// <summary>From the first send to the end.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether the application or the seller lacks the permission: a role, usually.</summary>
    public bool IsAccessDenied { get; init; }

    /// <summary>Whether the service says without a doubt that what the request named does not exist, such as an order.</summary>
    public bool IsNotFound { get; init; }

    /// <summary>Whether the service says that the id of a create was used before.</summary>
    public bool IsDuplicate { get; init; }

    /// <summary>Whether the service says that the same cancel was requested before.</summary>
    public bool IsDuplicateCancel { get; init; }

    /// <summary>The order's status in which the change is refused for good; null if it was refused for another reason.</summary>
    internal string? TooLateStatus { get; set; }

    /// <summary>Adds sentences to the message: what was found out about the refusal since.</summary>
    internal void AddNote(string note) => _note = ServiceText.Plain(_note is null ? note : $"{_note} {note}");
}
