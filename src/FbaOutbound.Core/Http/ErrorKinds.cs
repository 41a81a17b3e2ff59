namespace FbaOutbound.Http;

/// <summary>The words for what can go wrong with a request, in logs and telemetry. None quotes anything.</summary>
internal static class ErrorKinds
{
    public const string Cancelled = "cancelled";

    private const int LongestCode = 64;

    /// <summary>Returns the word for a failure.</summary>
    public static string Of(Failure failure) => failure switch
    {
        { IsExpiredToken: true } => "tokenExpired",
        { Kind: FailureKind.Throttled } => "throttled",
        { Kind: FailureKind.Timeout } => "timeout",
        { Kind: FailureKind.Proxy } => "proxyRefused",
        { Kind: FailureKind.Credential } => "credentialRefused",
        { Kind: FailureKind.Connection, Outcome: RequestOutcome.NotTaken } => "notConnected",
        { Kind: FailureKind.Connection } => "connectionLost",
        { Outcome: RequestOutcome.Refused } => "refused",
        { StatusCode: >= 500 } => "serviceFailed",
        { StatusCode: >= 300 } => "notFromService",
        { StatusCode: not null } => "notReadable",
        _ => "interrupted",
    };

    /// <summary>
    /// The service's error code; null if it is no word of ASCII (<see cref="Word"/>), because it could quote anything else.
    /// </summary>
    public static string? Code(Failure? failure) => Word(failure?.Error?.Code, LongestCode);

    /// <summary>A text of letters, digits and <c>._-:/+=</c>; null if it is anything else, or longer.</summary>
    public static string? Word(string? text, int longest)
    {
        if (text is null || text.Length == 0 || text.Length > longest)
        {
            return null;
        }

        foreach (var character in text)
        {
            if (character is not ((>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')
                or '.' or '_' or '-' or ':' or '/' or '+' or '='))
            {
                return null;
            }
        }

        return text;
    }
}
