using System;

namespace FbaOutbound;

/// <summary>A session was used after it was closed.</summary>
public sealed class SessionClosedException : FbaException
{
    /// <summary>Creates an error without a message.</summary>
    public SessionClosedException()
    {
    }

    /// <summary>Creates an error with a message.</summary>
    /// <param name="message">Which session is closed, and what to do.</param>
    public SessionClosedException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an error with a message and its cause.</summary>
    /// <param name="message">Which session is closed, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public SessionClosedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal static SessionClosedException Of(string session) =>
        new($"The session '{session}' is closed. Connect again with Connect-FbaSession.");
}
