using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;

namespace FbaOutbound.Core.Tests.Http;

public sealed class CanaryTests
{
    [Theory]
    [InlineData("ok")]
    [InlineData("refused")]
    [InlineData("unreadable")]
    [InlineData("credential")]
    [InlineData("expired")]
    [InlineData("broken token")]
    public async Task NoSecretAndNoBodyIsEverShown(string scene)
    {
        var service = new StubService(scene switch
        {
            "ok" => Answer(
                200, """{"name":"Canary Recipient"}""", ("x-amz-access-token", "Atza|canary-header"), ("Set-Cookie", "id=canary-cookie")),
            "unreadable" => Answer(200, "Canary Recipient"),
            "expired" => Error(403, "Unauthorized", "Denied", "The access token you provided has expired."),
            _ => Error(400, "InvalidInput", "Bad"),
        });
        if (scene == "credential")
        {
            service.Token = (_, _) => Task.FromResult(Json(400, """{"error":"invalid_grant","error_description":"Revoked"}"""));
        }
        else if (scene == "broken token")
        {
            service.Token = (_, _) => Task.FromResult(Json(200, """{"access_token":"Atza|canary-broken","expires_in"""));
        }

        using var harness = new Harness(service);
        var shown = new List<string>();
        foreach (var send in new Func<Task>[] { () => harness.WriteAsync(), () =>
            harness.ReadAsync("things?nextToken=canary-next-token-that-is-long&a=b") })
        {
            try
            {
                await send();
            }
            catch (FbaServiceException exception)
            {
                shown.AddRange(Texts(exception));
            }
        }

        shown.AddRange(harness.Log.All);
        Assert.NotEmpty(harness.Log.DebugLines);
        Assert.DoesNotContain(
            shown,
            text => text.Contains("canary-", StringComparison.OrdinalIgnoreCase) && !text.Contains("canary…", StringComparison.Ordinal));
        Assert.DoesNotContain(shown, text => text.Contains("Canary Recipient", StringComparison.Ordinal));
        Assert.DoesNotContain(
            shown, text => text.Contains("Atz", StringComparison.Ordinal) && !text.Contains("begins with Atzr|", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Texts(Exception exception)
    {
        yield return exception.ToString();
        foreach (var property in exception.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0))
        {
            yield return property.GetValue(exception)?.ToString() ?? "";
        }

        foreach (DictionaryEntry entry in exception.Data)
        {
            yield return $"{entry.Key} {entry.Value}";
        }
    }
}
