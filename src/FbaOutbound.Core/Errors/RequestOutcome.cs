namespace FbaOutbound;

/// <summary>What is known about a request that was not answered with a success.</summary>
public enum RequestOutcome
{
    /// <summary>The service refused it: it had no effect, and repeating it changes nothing.</summary>
    Refused,

    /// <summary>It was not taken: throttled, an expired token, or no connection. It had no effect and may be repeated.</summary>
    NotTaken,

    /// <summary>Nothing is known: a time-out, a reset, a 5xx, or a response that cannot be read. It may have had its effect.</summary>
    Unknown,
}
