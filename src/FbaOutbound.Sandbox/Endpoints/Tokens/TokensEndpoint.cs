using System;
using System.Collections.Generic;
using System.Text.Json;

namespace FbaOutbound.Sandbox.Endpoints.Tokens;

/// <summary>The Tokens API of the SP-API, version 2021-03-01: restricted data tokens for an access token.</summary>
internal sealed class TokensEndpoint(
    SandboxOptions options, SpApiAdmission admission, AccessTokens access, RestrictedTokens restricted) : Endpoint
{
    private const int MostResources = 50;
    private static readonly Operation s_create = new("createRestrictedDataToken", OperationKind.Token, 1, 10);

    public override string Name => "tokens-2021-03-01";

    public override IReadOnlyList<Operation> Operations { get; } = [s_create];

    public override bool TryIdentify(SandboxCall call, out IdentifiedCall identified)
    {
        identified = new IdentifiedCall(s_create, null);
        return call.Method == "POST" && call.Path == "/tokens/2021-03-01/restrictedDataToken";
    }

    public override SandboxAnswer? Admit(SandboxCall call, in IdentifiedCall identified) => admission.Admit(call, identified.Operation);

    public override string? RateOf(Operation operation) => admission.RateOf(operation);

    public override SandboxAnswer Handle(SandboxCall call, in IdentifiedCall identified, ReadStyle style, DateTimeOffset now)
    {
        List<RestrictedResource> resources;
        try
        {
            resources = Read(call.Body);
        }
        catch (InputException exception)
        {
            return SpApiErrors.Error(
                400, "InvalidRequest", "Request is missing or has invalid parameters", exception.Message, "InvalidRequestException");
        }

        access.Check(call.AccessToken!, out var account);
        var token = restricted.Issue(account, resources);
        var seconds = (long)(options.AnnouncedTokenLifetime ?? options.RestrictedTokenLifetime).TotalSeconds;
        return new SandboxAnswer(200, JsonBody.Write((token, seconds), static (writer, answer) =>
        {
            writer.WriteStartObject();
            writer.WriteString("restrictedDataToken", answer.token);
            writer.WriteNumber("expiresIn", answer.seconds);
            writer.WriteEndObject();
        }));
    }

    public override SandboxAnswer Say(Trouble trouble, in IdentifiedCall identified) => SpApiErrors.Say(trouble);

    public override SandboxAnswer SayOkWithErrors(in IdentifiedCall identified) => SpApiErrors.OkWithErrors();

    public override SandboxAnswer SayDone(in IdentifiedCall identified) => new(200, []);

    private static List<RestrictedResource> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            List<RestrictedResource> resources = [];
            if (document.RootElement.TryGetProperty("restrictedResources", out var list))
            {
                foreach (var resource in list.EnumerateArray())
                {
                    resources.Add(new RestrictedResource(Text(resource, "method"), Text(resource, "path")));
                    CheckTexts(resource, "dataElements");
                }
            }

            Text(document.RootElement, "targetApplication");

            return Check(resources);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InputException("The body cannot be read.");
        }
    }

    private static void CheckTexts(JsonElement resource, string name)
    {
        if (resource.TryGetProperty(name, out var list) && list.ValueKind != JsonValueKind.Null)
        {
            foreach (var text in list.EnumerateArray())
            {
                text.GetString();
            }
        }
    }

    private static string Text(JsonElement resource, string name) =>
        resource.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static List<RestrictedResource> Check(List<RestrictedResource> resources)
    {
        if (resources.Count == 0 || resources.Exists(resource => resource.Method.Length == 0 || resource.Path.Length == 0))
        {
            throw new InputException("Resource not provided.");
        }

        if (resources.Count > MostResources)
        {
            throw new InputException("More than 50 resources provided.");
        }

        return resources.TrueForAll(IsRestricted) ? resources : throw new InputException("Resource is not restricted.");
    }

    private static bool IsRestricted(RestrictedResource resource)
    {
        var parts = resource.Path.Split('/');
        return resource.Path.StartsWith("/orders/v0/orders", StringComparison.Ordinal) ? resource.Method == "GET"
            : resource.Path == "/mfn/v0/shipments" ? resource.Method == "POST"
            : parts.Length == 5
                && resource.Path.StartsWith("/mfn/v0/shipments/", StringComparison.Ordinal) && resource.Method is "GET" or "DELETE";
    }
}
