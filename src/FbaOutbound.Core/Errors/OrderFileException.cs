using System;

namespace FbaOutbound;

/// <summary>
/// A file of orders, or the rows of one, that cannot be used as a whole: it cannot be read or written, or all its rows are wrong for one
/// reason. Nothing was sent because of it.
/// </summary>
public sealed class OrderFileException : FbaException
{
    internal OrderFileException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The file's full path; empty if the rows came from no file or from several.</summary>
    public string Path { get; init; } = "";
}
