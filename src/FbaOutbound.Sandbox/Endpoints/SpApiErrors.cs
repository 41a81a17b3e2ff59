namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>The error envelope of the SP-API, as it was recorded.</summary>
internal static class SpApiErrors
{
    public const string TokenMissing = "Access token is missing in the request header.";
    public const string TokenInvalid = "The access token you provided is revoked, malformed or invalid.";
    public const string TokenExpired = "The access token you provided has expired.";
    public const string WrongRegion = "The marketplaces you provided are not valid for region.";

    public static SandboxAnswer InvalidInput(string message, int status = 400) =>
        Error(status, "InvalidInput", message, "", "InvalidInputException");

    public static SandboxAnswer Denied(string details = "") =>
        Error(403, "Unauthorized", "Access to requested resource is denied.", details, "AccessDeniedException");

    public static SandboxAnswer TooLarge() =>
        Error(413, "RequestEntityTooLarge", "The request is larger than the limit.", "", "RequestEntityTooLargeException");

    public static SandboxAnswer Throttled() =>
        Error(429, "QuotaExceeded", "You exceeded your quota for the requested resource.", "", "TooManyRequestsException");

    public static SandboxAnswer InternalFailure() =>
        Error(500, "InternalFailure", "We encountered an internal error. Please try again.", "", "InternalFailureException");

    public static SandboxAnswer Unavailable() =>
        Error(503, "ServiceUnavailable", "Service is temporarily unavailable. Please try again.", "", "ServiceUnavailableException");

    /// <summary>What goes wrong without the request being to blame, for endpoints that have no words for it.</summary>
    public static SandboxAnswer Say(Trouble trouble) => trouble switch
    {
        Trouble.TokenExpired => Denied(TokenExpired),
        Trouble.Throttled => Throttled(),
        Trouble.Unavailable => Unavailable(),
        Trouble.Denied => Denied(),
        _ => InternalFailure(),
    };

    public static SandboxAnswer OkWithErrors() =>
        new(200, Envelope("InternalFailure", "We encountered an internal error. Please try again.", ""));

    public static SandboxAnswer BadUrl() =>
        new(
            400,
            System.Text.Encoding.ASCII.GetBytes(
                "<html>\r\n<head><title>400 Bad Request</title></head>\r\n<body>\r\n<center><h1>400 Bad "
                    + "Request</h1></center>\r\n</body>\r\n</html>\r\n"),
            "text/html");

    public static SandboxAnswer Error(int status, string code, string message, string details, string type) =>
        new(status, Envelope(code, message, details)) { ErrorType = type };

    private static byte[] Envelope(string code, string message, string details) =>
        JsonBody.Write((code, message, details), static (writer, error) =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("errors");
        writer.WriteStartObject();
        writer.WriteString("code", error.code);
        writer.WriteString("message", error.message);
        writer.WriteString("details", error.details);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
