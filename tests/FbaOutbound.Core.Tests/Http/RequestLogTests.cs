using System;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Quota;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;

namespace FbaOutbound.Core.Tests.Http;

public sealed class RequestLogTests
{
    private static readonly HttpRequestException s_refused = new("refused", new SocketException((int)SocketError.ConnectionRefused));

    [Fact]
    public async Task VerboseLinesTellAStoryInOrder()
    {
        using var harness = new Harness(
            new StubService(
                Answer(200, "{}", ("x-amzn-RequestId", "id-1")), Throw(s_refused), Error(503, "InternalFailure", "down"), Answer(200)),
            options => options with { PlanOverride = new UsagePlan(0.5, 1) });
        await harness.ReadAsync();
        await harness.ReadAsync();

        Assert.Equal(
            [
                "POST /auth/o2/token, attempt 1: 200 in 0 ms",
                "A new token was received (access token request).",
                "GET /things/1, attempt 1: 200 in 0 ms, request id id-1",
                "Waiting about 2.0 s to keep within the rate limit of getThing.",
                "GET /things/1, attempt 1: no response, sellingpartnerapi-na.amazon.com could not be reached, in 0 ms",
                "Retrying getThing in 1.0 s: sellingpartnerapi-na.amazon.com could not be reached.",
                "Waiting about 1.0 s to keep within the rate limit of getThing.",
                "GET /things/1, attempt 2: 503, the service failed, in 0 ms",
                "Retrying getThing in 2.0 s: the service failed.",
                "GET /things/1, attempt 3: 200 in 0 ms",
                "getThing for 'six-test-order' succeeded on attempt 3, after 4.1 s.",
            ],
            harness.Log.VerboseLines);
    }

    [Fact]
    public async Task ARepeatThatNeedNotWaitIsToldToo()
    {
        using var harness = new Harness(
            new StubService(Error(403, "Unauthorized", "Denied", "The access token you provided has expired."), Answer(200)));
        await harness.ReadAsync();
        Assert.Contains("Retrying getThing: the access token has expired.", harness.Log.VerboseLines);
    }

    [Fact]
    public async Task NoTextIsMadeForAStreamThatNobodyReads()
    {
        using var harness = new Harness(new StubService(Answer(200)));
        var log = new RecordingLog { Listens = default };
        using (CallLog.Use(log))
        {
            await harness.Session.Pipeline.SendAsync(Harness.Request(Harness.Read), CancellationToken.None);
        }

        Assert.Empty(log.All);
    }

    // A line of the session's log and an activity would take some hundred bytes each; a counter that nobody reads takes none.
    [Fact]
    public void ARequestThatNobodyListensToMakesNothingForListeners()
    {
        var options = new PipelineOptions { Endpoint = new Uri("https://service.example/") };
        var log = new RequestLog(options);
        var call = new Call<string>(Harness.Request(Harness.Read), TimeProvider.System);
        using var message = new HttpRequestMessage(HttpMethod.Get, "https://service.example/things/1");
        var answer = new HttpAnswer(200, "application/json", default, new CallInfo("id", 1, TimeSpan.Zero));
        var failure = new Failure(call, RequestOutcome.NotTaken, "the request was throttled") { Kind = FailureKind.Throttled };
        void Tell()
        {
            log.Begin(call);
            log.Waiting(call, TimeSpan.FromSeconds(2));
            log.Sent(call, message);
            log.Answered(call, message, answer, failure, TimeSpan.FromSeconds(1));
            log.Retrying(failure, TimeSpan.FromSeconds(1));
            log.Ended(call, failure: null, hasResult: true);
        }

        Tell();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < 100; count++)
        {
            Tell();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
