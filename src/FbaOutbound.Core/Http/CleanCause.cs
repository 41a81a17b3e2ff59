using System;

namespace FbaOutbound.Http;

/// <summary>
/// What stands for the cause of a failure whose words hold a secret, the password of a proxy, or characters that control a terminal: an
/// exception of .NET can quote the response or the address that it failed of. <c>$Error</c> shows causes.
/// </summary>
internal sealed class CleanCause : FbaException
{
    private readonly string? _frames;

    private CleanCause(Exception cause, string message, Exception? innerException)
        : base($"{cause.GetType().Name}: {message}", innerException) => _frames = cause.StackTrace;

    public override string? StackTrace => _frames ?? base.StackTrace;

    /// <summary>Returns the cause itself where it and all its own causes can be shown, and else what can be shown of them.</summary>
    public static Exception? Of(Exception? cause, SecretFilter secrets)
    {
        if (cause is null || cause is FbaServiceException or AnswerNotReadException)
        {
            return cause;
        }

        var inner = Of(cause.InnerException, secrets);
        var message = ServiceText.Clean(secrets.Clean(cause.Message)) ?? "";
        return ReferenceEquals(inner, cause.InnerException) && message == cause.Message ? cause : new CleanCause(cause, message, inner);
    }
}
