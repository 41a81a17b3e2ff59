using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Pipeline;
using FbaOutbound.Sessions;
using Xunit;

namespace FbaOutbound.Tests.Pipeline;

public sealed class FirstOrderTests
{
    [Theory]
    [InlineData("US", "2020-07-01")]
    [InlineData("UK", "2020-07-01")]
    [InlineData("JP", "2020-07-01")]
    [InlineData("US", "2026-07-04")]
    [InlineData("DE", "2026-07-04")]
    public async Task ARehearsalGoesThroughTheWholeWayOfAnOrderAndSendsNothing(string marketplace, string version)
    {
        var handler = new CountingHandler();
        using var session = new FbaSession(new SessionOptions
        {
            Marketplace = marketplace,
            ApiVersion = version,
            Credential = new LwaCredential("client", "secret", "Atzr|refresh"),
            Transport = () => handler,
        });

        Assert.True(await FirstOrder.PrepareAsync(session));

        Assert.Equal(0, handler.Requests);
        Assert.Empty(session.GetQuota());
    }

    private sealed class CountingHandler : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            throw new InvalidOperationException("Nothing is sent.");
        }
    }
}
