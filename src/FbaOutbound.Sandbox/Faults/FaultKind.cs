namespace FbaOutbound.Sandbox.Faults;

/// <summary>What can go wrong with a request. "Taken" means that the sandbox did what was asked, whatever the sender learnt.</summary>
public enum FaultKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The connection is refused. Not taken. (Over real HTTP it is dropped.)</summary>
    ConnectionRefused,

    /// <summary>The connection is dropped before the request was taken.</summary>
    DropBefore,

    /// <summary>The connection is dropped after the request was taken.</summary>
    DropAfter,

    /// <summary>The connection is dropped, and the request is taken a while later.</summary>
    LandLater,

    /// <summary>500 InternalFailure. Not taken.</summary>
    ErrorBefore,

    /// <summary>500 InternalFailure, although the request was taken.</summary>
    ErrorAfter,

    /// <summary>503 ServiceUnavailable. Not taken.</summary>
    UnavailableBefore,

    /// <summary>503 ServiceUnavailable, although the request was taken.</summary>
    UnavailableAfter,

    /// <summary>Taken; the body ends too early.</summary>
    TruncatedBody,

    /// <summary>Taken; the body is an HTML page.</summary>
    HtmlBody,

    /// <summary>Taken; the body is empty.</summary>
    EmptyBody,

    /// <summary>Taken; the body is right and said to be plain text.</summary>
    WrongContentType,

    /// <summary>403: the access token has expired, whatever its age. Not taken.</summary>
    TokenExpired,

    /// <summary>429 without anything that says when to come back. Not taken.</summary>
    Throttled,

    /// <summary>429 with Retry-After in seconds. Not taken.</summary>
    ThrottledForSeconds,

    /// <summary>429 with Retry-After as a date. Not taken.</summary>
    ThrottledUntilDate,

    /// <summary>Nothing happens for a while; only then the request is looked at. Not taken if its sender has gone by then.</summary>
    Stall,

    /// <summary>Taken at once; the response comes after a while.</summary>
    LateAnswer,

    /// <summary>Create: taken and answered, but for a while the order can be neither read nor listed.</summary>
    Unreadable,

    /// <summary>Create: taken, the connection is dropped, and for a while the order can be neither read nor listed.</summary>
    DropUnreadable,

    /// <summary>Read: 403 with empty details.</summary>
    ReadDenied,

    /// <summary>Read of an order: 400 <c>Unable to get order info … Received error message: Received 500 response</c>.</summary>
    ReadFailed,

    /// <summary>Create: 500, no order, and the id can never be used again.</summary>
    BurntId,

    /// <summary>Create with a used id: 200, and nothing happens.</summary>
    SilentDuplicate,

    /// <summary>Read: the texts come back in upper case.</summary>
    ReadUpperCase,

    /// <summary>Read: the recipient comes back masked.</summary>
    ReadMasked,

    /// <summary>Read: the members that the model does not require are left out.</summary>
    ReadSparse,

    /// <summary>Read: orders that were received within a while are neither found nor listed.</summary>
    ReadStale,

    /// <summary>Create, update, cancel: 200 with <c>errors</c>. Not taken.</summary>
    OkWithErrors,
}
