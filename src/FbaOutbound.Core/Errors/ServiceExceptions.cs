using System;

namespace FbaOutbound;

/// <summary>The service throttled a request (429) again and again. It was not taken.</summary>
public sealed class FbaThrottledException : FbaServiceException
{
    /// <summary>Creates an error without a message.</summary>
    public FbaThrottledException()
    {
    }

    /// <summary>Creates an error with a message.</summary>
    /// <param name="message">What failed, what the service said and what to do.</param>
    public FbaThrottledException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an error with a message and its cause.</summary>
    /// <param name="message">What failed, what the service said and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public FbaThrottledException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal FbaThrottledException(string message, RequestEnd end)
        : base(message, end)
    {
    }

    /// <summary>How long the service asked to wait; null if it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>The client id, the client secret, the refresh token or the access token was not accepted.</summary>
public sealed class FbaCredentialException : FbaServiceException
{
    /// <summary>Creates an error without a message.</summary>
    public FbaCredentialException()
    {
    }

    /// <summary>Creates an error with a message.</summary>
    /// <param name="message">What failed, what the service said and what to do.</param>
    public FbaCredentialException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an error with a message and its cause.</summary>
    /// <param name="message">What failed, what the service said and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public FbaCredentialException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal FbaCredentialException(string message, RequestEnd end)
        : base(message, end)
    {
    }
}

/// <summary>
/// No connection to the service could be made (no network, no such host, refused, or no trust), or it was lost. The outcome says whether
/// the request may have been accepted.
/// </summary>
public sealed class FbaConnectionException : FbaServiceException
{
    /// <summary>Creates an error without a message.</summary>
    public FbaConnectionException()
    {
    }

    /// <summary>Creates an error with a message.</summary>
    /// <param name="message">What failed and what to do.</param>
    public FbaConnectionException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an error with a message and its cause.</summary>
    /// <param name="message">What failed and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public FbaConnectionException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal FbaConnectionException(string message, RequestEnd end)
        : base(message, end)
    {
    }

    /// <summary>The host that could not be reached.</summary>
    public string Host { get; init; } = "";
}

/// <summary>
/// A time limit of the session ran out before the service answered. The outcome says whether the request may have been accepted.
/// </summary>
public sealed class FbaTimeoutException : FbaServiceException
{
    /// <summary>Creates an error without a message.</summary>
    public FbaTimeoutException()
    {
    }

    /// <summary>Creates an error with a message.</summary>
    /// <param name="message">What failed and what to do.</param>
    public FbaTimeoutException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an error with a message and its cause.</summary>
    /// <param name="message">What failed and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public FbaTimeoutException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal FbaTimeoutException(string message, RequestEnd end)
        : base(message, end)
    {
    }
}

/// <summary>A proxy between this machine and the service requires a user name and a password (407).</summary>
public sealed class FbaProxyException : FbaServiceException
{
    /// <summary>Creates an error without a message.</summary>
    public FbaProxyException()
    {
    }

    /// <summary>Creates an error with a message.</summary>
    /// <param name="message">What failed and what to do.</param>
    public FbaProxyException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an error with a message and its cause.</summary>
    /// <param name="message">What failed and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public FbaProxyException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal FbaProxyException(string message, RequestEnd end)
        : base(message, end)
    {
    }

    /// <summary>Whether the proxy was given a user name and a password, and refused them.</summary>
    public bool AreCredentialsRefused { get; init; }
}
