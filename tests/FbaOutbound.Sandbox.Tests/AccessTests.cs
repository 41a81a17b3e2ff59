using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class AccessTests
{
    private const string Denied = "Access to requested resource is denied.";

    [Fact]
    public async Task ARefreshTokenGetsAnAccessToken()
    {
        using var client = new Client(options => options.TokenLifetime = TimeSpan.FromHours(1));
        var (status, json, response, type) = await AskAsync(client, Grant());
        Assert.Equal(200, status);
        Assert.StartsWith("Atza|", json["access_token"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("Atzr|one", json["refresh_token"]!.GetValue<string>());
        Assert.Equal("bearer", json["token_type"]!.GetValue<string>());
        Assert.Equal(3600, json["expires_in"]!.GetValue<int>());
        Assert.Equal("application/json;charset=UTF-8", type);
        Assert.Equal("no-cache, no-store, must-revalidate", response.Headers.NonValidated["Cache-Control"].ToString());
        Assert.NotEmpty(response.Headers.GetValues("x-amzn-RequestId").Single());
    }

    [Fact]
    public async Task AGrantCanComeAsJson()
    {
        using var client = new Client();
        var (status, json, _, _) = await AskAsync(client, Grant(), asJson: true);
        Assert.Equal(200, status);
        Assert.NotNull(json["access_token"]);
    }

    [Fact]
    public async Task AGrantlessTokenHasAScopeAndNoRefreshToken()
    {
        using var client = new Client();
        var (status, json, _, _) = await AskAsync(client, new()
        {
            ["grant_type"] = "client_credentials", ["client_id"] = "a", ["client_secret"] = "b",
            ["scope"] = "sellingpartnerapi::notifications",
        });
        Assert.Equal(200, status);
        Assert.Equal("sellingpartnerapi::notifications", json["scope"]!.GetValue<string>());
        Assert.Null(json["refresh_token"]);
    }

    [Theory]
    [InlineData("client_secret", "wrong", 401, "invalid_client", "Client authentication failed")]
    [
        InlineData(
            "refresh_token",
            "Atzr|revoked",
            400,
            "invalid_grant",
            "The request has an invalid grant parameter : refresh_token. User may have revoked or didn't grant the permission.")]
    [
        InlineData(
            "grant_type",
            "password",
            400,
            "unsupported_grant_type",
            "The authorization grant type is not supported by the authorization server")]
    [InlineData("refresh_token", "", 400, "invalid_request", "The request is missing a required parameter : refresh_token")]
    public async Task ABadGrantIsRefusedInAmazonsWords(string field, string value, int status, string error, string description)
    {
        using var client = new Client();
        var grant = Grant();
        grant[field] = value;
        var answer = await AskAsync(client, grant);
        Assert.Equal(status, answer.Status);
        Assert.Equal(error, answer.Json["error"]!.GetValue<string>());
        Assert.Equal(description, answer.Json["error_description"]!.GetValue<string>());
        Assert.NotNull(answer.Json["error_index"]);
        Assert.NotNull(answer.Json["request_id"]);
    }

    [Theory]
    [InlineData("client_id", "invalid_client")]
    [InlineData("client_secret", "invalid_client")]
    [InlineData("refresh_token", "invalid_grant")]
    public async Task OnlyTheNamedCredentialsGetATokenWhereSomeAreNamed(string field, string error)
    {
        using var client = new Client(options =>
            (options.ClientId, options.ClientSecret, options.RefreshToken) = ("app", "secret", "Atzr|one"));
        Assert.Equal(200, (await AskAsync(client, Grant())).Status);
        var grant = Grant();
        grant[field] = "other";
        Assert.Equal(error, (await AskAsync(client, grant)).Json["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task ACallWithoutATokenIsDenied()
    {
        using var client = new Client();
        using var http = new HttpClient(client.Sandbox.CreateHandler());
        using var response = await http.GetAsync(new Uri("https://x" + Client.Orders));
        var reply = new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response);
        AssertDenied(reply, "Access token is missing in the request header.");
        Assert.Equal("AccessDeniedException", reply.Header("x-amzn-ErrorType"));
    }

    [Fact]
    public async Task AMadeUpTokenIsDenied()
    {
        using var client = new Client { Token = "Atza|made-up" };
        AssertDenied(await client.GetAsync(), "The access token you provided is revoked, malformed or invalid.");
    }

    [Fact]
    public async Task ATokenDiesAfterItsLifetime()
    {
        using var client = new Client(options => options.TokenLifetime = TimeSpan.FromHours(1));
        await client.CreateAsync(Client.Order());
        client.Time.Advance(TimeSpan.FromSeconds(3599));
        (await client.GetAsync()).Ok();
        client.Time.Advance(TimeSpan.FromSeconds(1));
        AssertDenied(await client.GetAsync(), "The access token you provided has expired.");
    }

    [Fact]
    public async Task ATokenCanDieEarlierThanItsExpiryAnnounces()
    {
        using var client = new Client(options =>
            (options.TokenLifetime, options.AnnouncedTokenLifetime) = (TimeSpan.FromSeconds(2), TimeSpan.FromHours(1)));
        Assert.Equal(3600, (await AskAsync(client, Grant())).Json["expires_in"]!.GetValue<int>());
        await client.ListAsync();
        client.Time.Advance(TimeSpan.FromSeconds(2));
        AssertDenied(await client.ListAsync(), "The access token you provided has expired.");
    }

    [Fact]
    public async Task MovingTheSandboxsClockDoesNotAgeTokens()
    {
        using var client = new Client(options => options.TokenLifetime = TimeSpan.FromHours(1));
        await client.ListAsync();
        client.Sandbox.Advance(TimeSpan.FromDays(20));
        (await client.ListAsync()).Ok();
    }

    [Fact]
    public async Task AllTokensCanBeMadeToExpireOrToBeRevokedAndNewOnesAreGood()
    {
        using var client = new Client();
        await client.ListAsync();
        client.Sandbox.ExpireTokens();
        AssertDenied(await client.ListAsync(), "The access token you provided has expired.");
        client.Token = null;
        (await client.ListAsync()).Ok();
        client.Sandbox.RevokeTokens();
        AssertDenied(await client.ListAsync(), "The access token you provided is revoked, malformed or invalid.");
    }

    [Fact]
    public async Task AMissingRoleIsDeniedWithoutDetails()
    {
        using var client = new Client(options => options.RoleMissing = true);
        AssertDenied(await client.ListAsync(), "");
    }

    [Theory]
    [InlineData("GET", "/fba/outbound/2020-07-01/nothing")]
    [InlineData("GET", "/")]
    [InlineData("DELETE", "/fba/outbound/2020-07-01/fulfillmentOrders/x")]
    [InlineData("GET", "/fba/outbound/2020-07-01/fulfillmentOrders/two%20%20spaces")]
    public async Task AnUnknownPathIsDeniedAndNotMissing(string method, string path)
    {
        using var client = new Client();
        AssertDenied(await client.SendAsync(method, path), "");
    }

    [Fact]
    public async Task ALineBreakInAPathGetsThePageOfAGateway()
    {
        using var client = new Client();
        var reply = await client.GetAsync("order\r");
        Assert.Equal(400, reply.Status);
        Assert.Equal("text/html", reply.ContentType);
    }

    [Fact]
    public async Task TheWrongRegionKnowsNoOrder()
    {
        using var client = new Client(options => options.WrongRegion = true);
        AssertDenied(await client.CreateAsync(Client.Order()), "The marketplaces you provided are not valid for region.");
        (await client.GetAsync()).Refused("Requested order 'order-1' not found");
        (await client.CancelAsync()).Refused("Requested order 'order-1' not found");
        Assert.Empty((await client.ListAsync()).Payload["fulfillmentOrders"]!.AsArray());
    }

    private static void AssertDenied(Reply reply, string details)
    {
        Assert.Equal(403, reply.Status);
        Assert.Equal("Unauthorized", reply.Code);
        Assert.Equal(Denied, reply.Message);
        Assert.Equal(details, reply.Details);
        Assert.Null(reply.Header("x-amzn-RateLimit-Limit"));
        Assert.NotNull(reply.Header("x-amzn-RequestId"));
    }

    private static Dictionary<string, string> Grant() => new()
    {
        ["grant_type"] = "refresh_token", ["client_id"] = "app", ["client_secret"] = "secret", ["refresh_token"] = "Atzr|one",
    };

    private static async Task<(
        int Status, JsonNode Json, HttpResponseMessage Response, string Type
    )> AskAsync(Client client, Dictionary<string, string> grant, bool asJson = false)
    {
        using var http = new HttpClient(client.Sandbox.CreateHandler());
        using HttpContent content = asJson
            ? new StringContent(System.Text.Json.JsonSerializer.Serialize(grant), Encoding.UTF8, "application/json")
            : new FormUrlEncodedContent(grant);
        var response = await http.PostAsync(new Uri("https://api.amazon.com/auth/o2/token"), content);

        // Reading the content parses the header, and writes it in .NET's own way from then on.
        var type = response.Content.Headers.NonValidated["Content-Type"].ToString();
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!, response, type);
    }
}
