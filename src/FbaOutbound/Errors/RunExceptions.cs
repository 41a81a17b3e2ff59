using System;

namespace FbaOutbound.Errors;

/// <summary>A record that is left over at the deadline of its run.</summary>
internal sealed class DeadlineReachedException(string message) : FbaException(message);

/// <summary>A label that could not be saved. No file is left of it.</summary>
internal sealed class LabelNotSavedException(string message, Exception? innerException = null) : FbaException(message, innerException)
{
    /// <summary>Whether a file of the name was there.</summary>
    public bool FileExists { get; init; }
}
