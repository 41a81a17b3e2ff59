namespace FbaOutbound.Orders;

/// <summary>Two values of different currencies or kinds of units were compared or added. The message names both.</summary>
/// <remarks>It is none of the exceptions that Sort-Object swallows before it sorts by the texts.</remarks>
public sealed class NotComparableException : FbaException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Which two values cannot be compared, and why.</param>
    public NotComparableException(string message)
        : base(message)
    {
    }
}
