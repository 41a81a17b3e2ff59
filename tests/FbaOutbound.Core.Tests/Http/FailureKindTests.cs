using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;

namespace FbaOutbound.Core.Tests.Http;

public sealed class FailureKindTests
{
    [Fact]
    public async Task AConnectionToTheTokenEndpointThatBreaksOffIsAFailureOfTheConnection()
    {
        var service = new StubService(Answer(200))
        {
            Token = (_, _) => Task.FromException<HttpResponseMessage>(new HttpRequestException("x", new IOException("reset")))
        };
        using var harness = new Harness(service);
        var error = await Assert.ThrowsAsync<FbaConnectionException>(() => harness.WriteAsync());
        Assert.Equal(RequestOutcome.NotTaken, error.Outcome);
        Assert.Empty(service.Seen);
    }

    [Fact]
    public async Task AProxyThatRequiresCredentialsSaysSo()
    {
        using var harness = new Harness(new StubService(
            Throw(
                new HttpRequestException(
                    HttpRequestError.ProxyTunnelError,
                    "The proxy tunnel request to proxy 'http://user:sesame@proxy:3128/' failed with status code '407'.\""))));
        var error = await Assert.ThrowsAsync<FbaProxyException>(() => harness.WriteAsync());
        Assert.Equal((RequestOutcome.NotTaken, 1), (error.Outcome, error.Attempts));
        Assert.Contains("requires a user name and a password", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProxyThatCannotBeReachedIsNone()
    {
        using var harness =
            new Harness(
                new StubService(
                    Throw(
                        new HttpRequestException(
                            HttpRequestError.ProxyTunnelError, "The proxy tunnel request failed with status code '502'."))));
        await Assert.ThrowsAsync<FbaConnectionException>(() => harness.WriteAsync());
    }

    [Theory]
    [InlineData(403)]
    [InlineData(400)]
    public async Task AProxysPageInPlaceOfATokenIsNoWordAboutTheCredential(int status)
    {
        var service = new StubService(Answer(200))
        {
            Token = (_, _) =>
                Task.FromResult(
                    new HttpResponseMessage((HttpStatusCode)status)
                    {
                        Content = new StringContent("<html>canary-client-secret</html>", Encoding.UTF8, "text/html")
                    }),
        };
        using var harness = new Harness(service);
        var error = await Assert.ThrowsAnyAsync<FbaServiceException>(() => harness.ReadAsync());
        Assert.IsNotType<FbaCredentialException>(error);
        Assert.Contains("whether a proxy or a sign-in page is in the way", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }
}
