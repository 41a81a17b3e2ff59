using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>Login with Amazon: <c>POST /auth/o2/token</c>.</summary>
internal sealed class LwaEndpoint(SandboxOptions options, AccessTokens tokens) : Endpoint
{
    public const string WrongSecret = "wrong";
    public const string RevokedToken = "Atzr|revoked";
    private const string JsonUtf8 = "application/json;charset=UTF-8";
    private const string NoStore = "no-cache, no-store, must-revalidate";
    private static readonly Operation s_token = new("token", OperationKind.Token, 0, 0);

    public override string Name => "lwa";

    public override IReadOnlyList<Operation> Operations { get; } = [s_token];

    public override bool TryIdentify(SandboxCall call, out IdentifiedCall identified)
    {
        identified = new IdentifiedCall(s_token, null);
        return call.Method == "POST" && call.Path is "/auth/o2/token" or "/auth/O2/token";
    }

    public override SandboxAnswer? Admit(SandboxCall call, in IdentifiedCall identified) => null;

    public override SandboxAnswer Handle(SandboxCall call, in IdentifiedCall identified, ReadStyle style, DateTimeOffset now)
    {
        var fields = ReadFields(call);
        string? Field(string name) => fields.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

        var grant = Field("grant_type");
        if (grant is null)
        {
            return Missing("grant_type");
        }

        if (grant is not ("refresh_token" or "client_credentials"))
        {
            return Refuse(
                400,
                "unsupported_grant_type",
                "The authorization grant type is not supported by the authorization server",
                "OA2UnsupportedGrantTypeException");
        }

        if (Field("client_id") is not { } clientId)
        {
            return Missing("client_id");
        }

        if (Field("client_secret") is not { } secret)
        {
            return Missing("client_secret");
        }

        if (secret == WrongSecret || (options.ClientSecret ?? secret) != secret || (options.ClientId ?? clientId) != clientId)
        {
            return Refuse(401, "invalid_client", "Client authentication failed", "OA2InvalidClientException");
        }

        return grant == "refresh_token" ? Refresh(clientId, Field("refresh_token")) : Grantless(clientId, Field("scope"));
    }

    public override SandboxAnswer Say(Trouble trouble, in IdentifiedCall identified) => trouble switch
    {
        Trouble.Throttled => Refuse(429, "slow_down", "The request was throttled", "ThrottlingException"),
        Trouble.Unavailable =>
            Refuse(503, "temporarily_unavailable", "The authorization server is temporarily unavailable", "ServiceUnavailableException"),
        Trouble.Denied => Refuse(401, "access_denied", "The customer or authorization server denied the request", "AccessDeniedException"),
        _ => Refuse(500, "server_error", "The authorization server encountered an unexpected condition", "ServerErrorException"),
    };

    public override SandboxAnswer SayOkWithErrors(in IdentifiedCall identified) => Say(Trouble.InternalFailure, identified);

    public override SandboxAnswer SayDone(in IdentifiedCall identified) => new(200, []);

    private static Dictionary<string, string> ReadFields(SandboxCall call)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (call.ContentType?.IndexOf("json", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            try
            {
                using var document = JsonDocument.Parse(call.Body);
                foreach (var member in document.RootElement.EnumerateObject())
                {
                    fields[member.Name] = member.Value.ToString();
                }
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                fields.Clear();
            }

            return fields;
        }

        foreach (var pair in Encoding.UTF8.GetString(call.Body.ToArray()).Split('&'))
        {
            var equals = pair.IndexOf('=');
            if (equals > 0)
            {
                fields[Unescape(pair.Substring(0, equals))] = Unescape(pair.Substring(equals + 1));
            }
        }

        return fields;
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static SandboxAnswer Missing(string name) =>
        Refuse(400, "invalid_request", "The request is missing a required parameter : " + name, "OA2InvalidRequestException");

    private static SandboxAnswer Refuse(int status, string error, string description, string type)
    {
        var body = JsonBody.Write((error, description), static (writer, refusal) =>
        {
            writer.WriteStartObject();
            writer.WriteString("error", refusal.error);
            writer.WriteString("error_description", refusal.description);
            writer.WriteString("error_index", "0");
            writer.WriteString("request_id", Guid.NewGuid().ToString());
            writer.WriteEndObject();
        });
        return new SandboxAnswer(status, body, JsonUtf8)
        {
            ErrorType = type + ":http://internal.amazon.com/coral/com.amazon.panda/", CacheControl = NoStore
        };
    }

    private SandboxAnswer Refresh(string clientId, string? refreshToken)
    {
        if (refreshToken is null)
        {
            return Missing("refresh_token");
        }

        if (refreshToken == RevokedToken || (options.RefreshToken ?? refreshToken) != refreshToken)
        {
            return Refuse(
                400,
                "invalid_grant",
                "The request has an invalid grant parameter : refresh_token. User may have revoked or didn't grant the permission.",
                "OA2InvalidGrantException");
        }

        return Grant(tokens.Issue(clientId, refreshToken), refreshToken, null);
    }

    private SandboxAnswer Grantless(string clientId, string? scope)
    {
        if (scope is null)
        {
            return Missing("scope");
        }

        return scope.StartsWith("sellingpartnerapi::", StringComparison.Ordinal)
            ? Grant(tokens.Issue(clientId, scope), null, scope)
            : Refuse(
                400,
                "invalid_scope",
                "The request has an invalid, unknown or malformed scope parameter : scope",
                "OA2InvalidScopeException");
    }

    private SandboxAnswer Grant(string accessToken, string? refreshToken, string? scope)
    {
        var seconds = (long)(options.AnnouncedTokenLifetime ?? options.TokenLifetime).TotalSeconds;
        var body = JsonBody.Write((accessToken, refreshToken, scope, seconds), static (writer, grant) =>
        {
            writer.WriteStartObject();
            writer.WriteString("access_token", grant.accessToken);
            if (grant.refreshToken is not null)
            {
                writer.WriteString("refresh_token", grant.refreshToken);
            }

            if (grant.scope is not null)
            {
                writer.WriteString("scope", grant.scope);
            }

            writer.WriteString("token_type", "bearer");
            writer.WriteNumber("expires_in", grant.seconds);
            writer.WriteEndObject();
        });
        return new SandboxAnswer(200, body, JsonUtf8) { CacheControl = NoStore };
    }
}
