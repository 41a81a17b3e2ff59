using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Core.Tests.Http;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;

namespace FbaOutbound.Core.Tests.Sessions;

public sealed class LwaTokenSourceTests
{
    [Fact]
    public async Task OneTokenServesUntilShortlyBeforeItExpires()
    {
        using var harness = new Harness(new StubService(Answer(200)));
        await harness.ReadAsync();
        harness.Clock.Advance(TimeSpan.FromSeconds(3539));
        await harness.ReadAsync();
        Assert.Single(harness.Service.TokenRequests);
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        await harness.ReadAsync();
        Assert.Equal(2, harness.Service.TokenRequests.Count);
        Assert.Equal(
            "grant_type=refresh_token&refresh_token=Atzr%7Ccanary-refresh&client_id=amzn1.client&client_secret=canary-client-secret",
            harness.Service.TokenRequests[0].Body);
    }

    [Fact]
    public async Task ManyCallersWaitForOneRefresh()
    {
        var service = new StubService(Answer(200));
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var token = service.Token;
        service.Token = async (call, cancellationToken) =>
        {
            await gate.Task;
            return await token(call, cancellationToken);
        };
        using var harness = new Harness(service);
        var calls = Enumerable.Range(0, 8).Select(_ => harness.ReadAsync()).ToList();
        gate.SetResult();
        await Task.WhenAll(calls);
        Assert.Single(service.TokenRequests);
    }

    [Fact]
    public async Task EightExpiredAnswersCauseOneRefresh()
    {
        var service = new StubService((request, _) => Task.FromResult(
            request.Headers.GetValues("x-amz-access-token").Single() == "Atza|canary-1"
                ? Json(
                    403,
                    """{"errors":[{"code":"Unauthorized","message":"Denied","details":"The access token you provided has expired."}]}""")
                : Json(200, "{}")));
        using var harness = new Harness(service);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => harness.WriteAsync()));
        Assert.Equal(2, service.TokenRequests.Count);
    }

    [Fact]
    public async Task WhoStopsWaitingStopsNobodyElse()
    {
        var service = new StubService(Answer(200));
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var token = service.Token;
        service.Token = async (call, cancellationToken) =>
        {
            await gate.Task.WaitAsync(cancellationToken);
            return await token(call, cancellationToken);
        };
        using var harness = new Harness(service);
        using var cancel = new CancellationTokenSource();
        var first = harness.ReadAsync(cancellationToken: cancel.Token);
        var second = harness.ReadAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();
        await second;
        Assert.Single(service.TokenRequests);
    }

    [Fact]
    public async Task ARefreshIsNotEndedWithTheCommandThatBeganIt()
    {
        var service = new StubService(Answer(200));
        var first = new EndingGate();
        var isAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goesOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var token = service.Token;
        service.Token = async (call, cancellationToken) =>
        {
            isAsked.TrySetResult();
            await goesOn.Task.WaitAsync(cancellationToken);
            return call == 1 ? Json(503, "{}") : await token(call, cancellationToken);
        };
        using var harness = new Harness(service);
        using var cancel = new CancellationTokenSource();
        Task<string> ended;
        using (CallGate.Use(first))
        {
            ended = harness.Session.Pipeline.SendAsync(Harness.Request(Harness.Read), cancel.Token);
        }

        await isAsked.Task;
        var other = harness.ReadAsync();
        first.IsEnding = true;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ended);
        goesOn.SetResult();
        await other;
        Assert.Equal(2, service.TokenRequests.Count);
        Assert.Single(service.Seen);
    }

    [Fact]
    public async Task ARefusedRefreshReachesAllWhoWaitAndIsNotKept()
    {
        var service = new StubService(Answer(200));
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var token = service.Token;
        service.Token = async (call, cancellationToken) =>
        {
            await gate.Task;
            return call == 1
                ? Json(400, """{"error":"invalid_grant","error_description":"The refresh token was revoked."}""")
                : await token(call, cancellationToken);
        };
        using var harness = new Harness(service);
        var calls = Enumerable.Range(0, 8).Select(_ => harness.WriteAsync()).ToList();
        gate.SetResult();
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<FbaCredentialException>(() => call);
            Assert.Equal((RequestOutcome.Refused, 400, "invalid_grant"), (error.Outcome, error.StatusCode, error.ServiceCode));
        }

        Assert.Single(service.TokenRequests);
        await harness.WriteAsync();
        Assert.Equal(2, service.TokenRequests.Count);
    }

    [Fact]
    public async Task TheLinesOfARefreshAreShownOnceToACallThatStillWaits()
    {
        var service = new StubService(Answer(200));
        var isAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goesOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var token = service.Token;
        service.Token = async (call, cancellationToken) =>
        {
            isAsked.TrySetResult();
            await goesOn.Task.WaitAsync(cancellationToken);
            return await token(call, cancellationToken);
        };
        using var harness = new Harness(service);
        using var cancel = new CancellationTokenSource();
        RecordingLog[] logs = [new(), new(), new()];
        var calls = logs.Select((log, index) =>
        {
            using (CallLog.Use(log))
            {
                return harness.Session.Pipeline.SendAsync(Harness.Request(Harness.Read), index == 0 ? cancel.Token : default);
            }
        }).ToList();
        await isAsked.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calls[0]);
        goesOn.SetResult();
        await Task.WhenAll(calls.Skip(1));
        Assert.Equal(
            [0, 1, 0], logs.Select(log => log.VerboseLines.Count(line => line.Contains("/auth/o2/token", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task NobodyWaitsForARefreshBeyondItsOwnDeadline()
    {
        var service = new StubService(Answer(200));
        service.Token = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        };
        using var harness = new Harness(service, options => options with { Deadline = TimeSpan.FromSeconds(5) });
        var error = await Assert.ThrowsAsync<FbaTimeoutException>(() => harness.WriteAsync());
        Assert.Equal((RequestOutcome.NotTaken, 0), (error.Outcome, error.Attempts));
    }

    [Fact]
    public async Task ARefreshThatNobodyWaitsForEnds()
    {
        var service = new StubService(Answer(200));
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        service.Token = async (_, cancellationToken) =>
        {
            cancellationToken.Register(ended.SetResult);
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        };
        using var harness = new Harness(service);
        using var cancel = new CancellationTokenSource();
        var call = harness.ReadAsync(cancellationToken: cancel.Token);
        await reached.Task;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await ended.Task;
    }

    [Theory]
    [InlineData(401, "invalid_client", "Client authentication failed", "client secret")]
    [InlineData(400, "invalid_grant", "The request has an invalid grant parameter : refresh_token.", "Check the refresh token")]
    [InlineData(400, "unauthorized_client", "Not authorized", "published")]
    [InlineData(400, "access_denied", "Denied", "The seller must authorize it again")]
    public async Task ARefusedCredentialSaysWhatToCheck(int status, string code, string description, string advice)
    {
        var service = new StubService(Answer(200));
        service.Token = (_, _) =>
            Task.FromResult(
                Json(status, $$"""{"error":"{{code}}","error_description":"{{description}}"}""", ("x-amzn-RequestId", "lwa-1")));
        using var harness = new Harness(service);
        var error = await Assert.ThrowsAsync<FbaCredentialException>(() => harness.WriteAsync());
        Assert.Equal(
            (RequestOutcome.Refused, status, code, "lwa-1", 0),
            (error.Outcome, error.StatusCode, error.ServiceCode, error.RequestId, error.Attempts));
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.Contains(description, error.Message, StringComparison.Ordinal);
        Assert.Single(service.TokenRequests);
        Assert.Empty(service.Seen);
    }

    [Fact]
    public async Task APassingFailureOfTheTokenEndpointIsRepeated()
    {
        var service = new StubService(Answer(200));
        var token = service.Token;
        service.Token = (call, cancellationToken) => call switch
        {
            1 => Task.FromResult(Json(500, "oops")),
            2 => Task.FromResult(Json(400, """{"error":"temporarily_unavailable"}""")),
            3 => Task.FromException<HttpResponseMessage>(new HttpRequestException("gone")),
            _ => token(call, cancellationToken),
        };
        using var harness = new Harness(service);
        await harness.WriteAsync();
        Assert.Equal(4, service.TokenRequests.Count);
    }

    [Fact]
    public async Task WithoutATokenAWriteWasNotTaken()
    {
        var service = new StubService(Answer(200));
        service.Token = (_, _) => Task.FromResult(Json(200, """{"oops":"canary"}"""));
        using var harness = new Harness(service);
        var error = await Assert.ThrowsAsync<FbaServiceException>(() => harness.WriteAsync());
        Assert.Equal((RequestOutcome.NotTaken, 0), (error.Outcome, error.Attempts));
        Assert.StartsWith(
            "createThing for 'six-test-order' failed: it was not sent because no access token was available.",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal(4, service.TokenRequests.Count);
        Assert.Null(error.FirstSent);
    }

    /// <summary>The log of a command that lets nothing leave any more once it is ending.</summary>
    private sealed class EndingGate : ICallGate
    {
        public PastSends PastSends => PastSends.None;

        public volatile bool IsEnding;

        public ValueTask PassAsync(bool isRead, CancellationToken cancellationToken) =>
            IsEnding ? throw new OperationCanceledException() : default;

        public Task ParkAsync(Func<Task> wait) => wait();
    }
}
