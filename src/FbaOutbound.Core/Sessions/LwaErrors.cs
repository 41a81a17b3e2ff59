using System;
using System.Text.Json;
using FbaOutbound.Http;
using FbaOutbound.Protocols;

namespace FbaOutbound.Sessions;

/// <summary>How Login with Amazon writes its errors, and what each says to do.</summary>
internal sealed class LwaErrors : IErrorDialect
{
    public static LwaErrors Instance { get; } = new();

    public ServiceError Read(HttpAnswer answer)
    {
        string? code = null, description = null;
        var isForeign = true;
        try
        {
            using var document = JsonDocument.Parse(SpApiAnswer.Json(answer.Body));
            isForeign = !HasOwnForm(document.RootElement);
            code = Text(document.RootElement, "error");
            description = Text(document.RootElement, "error_description");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or bytes and halves of characters that are no text.
        }

        // What has another form is a proxy's or a portal's, and refuses no credential.
        return isForeign
            ? new ServiceError(
                null, $"The response is {SpApiErrorDialect.Describe(answer)} and did not come from Login with Amazon", null) { IsForeign = true }
            : new ServiceError(code, description, null)
            {
                // Both are said with a 400 too, and both pass.
                IsThrottled = code is "temporarily_unavailable" or "server_error",
                IsCredential = true,
            };
    }

    public static string Advice(string? code) => code switch
    {
        "invalid_client" =>
            "Check the client id and the client secret. The developer console shows both, and whether the secret has "
                + "expired.",
        "invalid_grant" =>
            "Check the refresh token: it must be complete (it begins with Atzr|), belong to this client id and not be revoked. The seller can "
                + "authorize the application again to get a new one.",
        "unauthorized_client" =>
            "The application is not authorized to do this. Check in the developer console that the client id is correct, and "
                + "that the application is published or, as a draft, authorized by this seller.",
        "access_denied" => "The seller has not authorized the application, or has revoked the authorization. The seller must authorize it again.",
        "invalid_request" or "unsupported_grant_type" or "invalid_scope" =>
            "Check the token endpoint, and that the client id, the client secret and the refresh token were not mixed up.",
        _ => "Check the client id, the client secret, the refresh token and the token endpoint.",
    };

    private static bool HasOwnForm(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("error", out var code) && code.ValueKind == JsonValueKind.String;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? ServiceText.Clean(value.GetString())
            : null;
}
