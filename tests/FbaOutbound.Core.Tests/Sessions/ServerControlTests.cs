using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Http;
using FbaOutbound.Settlement;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;

namespace FbaOutbound.Core.Tests.Sessions;

public sealed class ServerControlTests
{
    [Fact]
    public async Task ARequestGoesToTheEndpointWithoutATokenOrAnyOtherSecret()
    {
        using var harness = Open(new StubService(Answer(200, """{"now":1}""")));
        var (status, body) = await harness.Session.Control.SendAsync(
            isRead: false, "sandbox", Encoding.UTF8.GetBytes("""{"stock":{"A":1}}"""), CancellationToken.None);
        Assert.Equal((200, """{"now":1}"""), (status, Encoding.UTF8.GetString(body)));
        Assert.Empty(harness.Service.TokenRequests);
        var sent = Assert.Single(harness.Service.Seen);
        Assert.Equal(("POST", "http://127.0.0.1:5080/sandbox"), (sent.Message.Method.Method, sent.Uri.AbsoluteUri));
        Assert.Equal("""{"stock":{"A":1}}""", sent.Body);
        Assert.Equal("application/json", sent.Message.Content!.Headers.ContentType!.MediaType);
        Assert.Null(sent.Header("x-amz-access-token"));
        Assert.DoesNotContain("canary", $"{sent.Message}", StringComparison.OrdinalIgnoreCase);
        Assert.Empty(harness.Session.GetQuota());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(405)]
    public async Task ARefusalIsReturnedToItsCaller(int status)
    {
        using var harness = Open(new StubService(Answer(status, """{"error":"no"}""")));
        var answer = await harness.Session.Control.SendAsync(isRead: true, "sandbox", body: null, CancellationToken.None);
        Assert.Equal((status, """{"error":"no"}"""), (answer.Status, Encoding.UTF8.GetString(answer.Body)));
    }

    [Fact]
    public async Task AChangeOfUnknownOutcomeIsNotSentAgain()
    {
        using var harness = Open(new StubService(Answer(503, ""), Answer(200)));
        await Assert.ThrowsAsync<FbaServiceException>(
            () => harness.Session.Control.SendAsync(isRead: false, "sandbox", body: null, CancellationToken.None));
        Assert.Single(harness.Service.Seen);
    }

    [Theory]
    [InlineData(null, false, "sellingpartnerapi-na.amazon.com, where orders are real")]
    [InlineData("https://sellingpartnerapi-eu.amazon.com./", false, "sellingpartnerapi-eu.amazon.com., where orders are real")]
    [InlineData(null, true, "Amazon's own sandbox")]
    [InlineData("https://example.com/", false, "example.com")]
    public void ASessionThatLeadsElsewhereHasNone(string? endpoint, bool isAmazonsSandbox, string where)
    {
        using var harness = new Harness(
            new StubService(Answer(200)),
            options => options with { Endpoint = endpoint is null ? null : new Uri(endpoint), AmazonSandbox = isAmazonsSandbox });
        var error = Assert.Throws<SandboxOnlyException>(() => harness.Session.Control);
        Assert.StartsWith($"Session 'Test' is connected to {where}", error.Message, StringComparison.Ordinal);
        Assert.Empty(harness.Service.Seen);
    }

    [Fact]
    public void AClosedSessionHasNone()
    {
        using var harness = Open(new StubService(Answer(200)));
        harness.Session.Dispose();
        Assert.Throws<SessionClosedException>(() => harness.Session.Control);
    }

    private static Harness Open(StubService service) =>
        new(service, options => options with { Endpoint = new Uri("http://127.0.0.1:5080/") });
}
