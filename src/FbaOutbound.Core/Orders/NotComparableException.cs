namespace FbaOutbound.Orders;

/// <summary>Two values of different currencies or kinds of units were compared or added. The message names both.</summary>
/// <remarks>Sort-Object does not swallow this exception; for others it falls back to sorting by text.</remarks>
public sealed class NotComparableException : FbaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which two values cannot be compared, and why.</param>
    public NotComparableException(string message)
        : base(message)
    {
    }
}
