using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Core.Tests.Http;
using FbaOutbound.Http;
using FbaOutbound.Protocols;
using FbaOutbound.Sessions;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;

namespace FbaOutbound.Core.Tests.Hostile;

/// <summary>Answers that no honest service gives.</summary>
public sealed class HostileAnswerTests
{
    private static readonly CallInfo s_call = new(null, 1, TimeSpan.Zero);

    [Theory]
    [InlineData("1e-300")]
    [InlineData("0.000001")]
    [InlineData("1e300")]
    public async Task ARateThatNoServiceGrantsStopsNobody(string rate)
    {
        using var harness = new Harness(new StubService(Answer(200, "{}", ("x-amzn-RateLimit-Limit", rate))));
        var started = harness.Clock.GetUtcNow();
        for (var number = 0; number < 40; number++)
        {
            await harness.ReadAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }

        Assert.InRange(harness.Clock.GetUtcNow() - started, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("""{"error":"\ud83c","error_description":"x"}""")]
    [InlineData("""{"error":"invalid_grant","error_description":"\udf81 half"}""")]
    [InlineData("{\"error\":\"\u00ff\"}")]
    public async Task ARefusedCredentialIsOneWhateverTheRefusalHolds(string body)
    {
        var service = new StubService(Answer(200));
        service.Token = (_, _) =>
            Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body)) });
        using var harness = new Harness(service);
        await Assert.ThrowsAsync<FbaCredentialException>(() => harness.ReadAsync());
        Assert.Empty(service.Seen);
    }

    [Theory]
    [InlineData("""{"error":{"error":[]}}""")]
    [InlineData("""{"message":"Forbidden"}""")]
    [InlineData("<html>Blocked</html>")]
    [InlineData("")]
    public async Task ARefusalThatLoginWithAmazonDidNotWriteRefusesNoCredential(string body)
    {
        var service = new StubService(Answer(200));
        service.Token = (_, _) => Task.FromResult(StubService.Json(403, body));
        using var harness = new Harness(service);
        var error = await Assert.ThrowsAsync<FbaServiceException>(() => harness.ReadAsync());
        Assert.Equal((RequestOutcome.NotTaken, 403), (error.Outcome, error.StatusCode));
        Assert.Empty(service.Seen);
    }

    [Fact]
    public void ARefusalOfLoginWithAmazonSteersNoTerminal()
    {
        var error = LwaErrors.Instance.Read(
            new HttpAnswer(400, null, Encoding.UTF8.GetBytes("""{"error":"a\u001b[31m","error_description":"b\r\nc\u202Ed"}"""), s_call));
        Assert.Equal(("a [31m", "b c d"), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("Atza|a\r\nX-Evil: b")]
    [InlineData("Atza|a\nb")]
    [InlineData("Atza|é")]
    [InlineData("Atza|a\0")]
    [InlineData("Atza|a b")]
    public async Task ATokenThatNoHeaderCanHoldIsNone(string token)
    {
        var service = new StubService(Answer(200));
        service.Token = (_, _) =>
            Task.FromResult(Json(200, $$"""{"access_token":{{System.Text.Json.JsonSerializer.Serialize(token)}},"expires_in":3600}"""));
        using var harness = new Harness(service);
        var error = await Assert.ThrowsAnyAsync<FbaServiceException>(() => harness.ReadAsync());
        Assert.Empty(service.Seen);
        Assert.DoesNotContain("Atza", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("red \u001b[31mtext", "red [31mtext")]
    [InlineData("a\u009b31mb", "a 31mb")]
    [InlineData("abc\u202Edcba\u202C", "abc dcba")]
    [InlineData("a\u2028b\u2029c", "a b c")]
    [InlineData("zero\u200Bwidth\uFEFF", "zero width")]
    [InlineData("iso\u2066late\u2069 and \u061C\u200F", "iso late and")]
    [InlineData("Größe 注文 🎁 é", "Größe 注文 🎁 é")]
    public void WhatAServiceSaysSteersNoTerminal(string said, string shown)
    {
        Assert.Equal(shown, ServiceText.Clean(said));
        Assert.Equal(shown, ServiceText.Clean(ErrorText.Default.Clean(said)));
        Assert.DoesNotContain(
            ErrorText.Default.Clean(said)!,
            character => char.IsControl(character) || (ServiceText.IsSteering(character) && !char.IsSurrogate(character)));
    }

    [Fact]
    public void HalfACharacterIsNotShown()
    {
        Assert.Equal("half !", ServiceText.Clean("half \ud83c!"));
        Assert.Equal("half  !", ErrorText.Default.Clean("half \ud83c!"));
    }

    [Fact]
    public void WhatIsCutIsNotCutThroughACharacter()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("🎁", 2000));
        Assert.All(
            new[] { ServiceText.Clean(text)!, ErrorText.Default.Clean(text)! },
            cut => Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut))));
    }
}
