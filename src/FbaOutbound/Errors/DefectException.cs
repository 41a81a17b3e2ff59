using System;

namespace FbaOutbound.Errors;

/// <summary>
/// Stands for an exception that only a defect of the module can have thrown. Such an exception quotes what it was given, which may be a
/// recipient's, so nothing of it is shown but its type and its place.
/// </summary>
internal sealed class DefectException(Exception cause) : Exception(
    $"FbaOutbound failed unexpectedly: {cause.GetBaseException().GetType().FullName}. The original message is left out because it may quote an "
        + "order.")
{
    // Frames only. The text of an exception's own ToString() holds its message.
    private readonly string? _frames = cause.GetBaseException().StackTrace ?? cause.StackTrace;

    public override string? StackTrace => _frames ?? base.StackTrace;
}
