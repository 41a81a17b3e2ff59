using System;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Quota;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;

namespace FbaOutbound.Core.Tests.Http;

public sealed class RequestPipelineTests
{
    private static readonly HttpRequestException s_refused = new("refused", new SocketException((int)SocketError.ConnectionRefused));
    private static readonly HttpRequestException s_reset = new(
        "reset", new IOException("reset", new SocketException((int)SocketError.ConnectionReset)));

    [Fact]
    public async Task AnAnswerCarriesItsRequestIdAttemptsAndHeaders()
    {
        using var harness = new Harness(new StubService(Answer(200, """{"a":1}""", ("x-amzn-RequestId", "id-1"))));
        Assert.Equal("""{"a":1}""", await harness.WriteAsync());

        var seen = Assert.Single(harness.Service.Seen);
        Assert.Equal("https://sellingpartnerapi-na.amazon.com/things", seen.Uri.AbsoluteUri);
        Assert.Equal("Atza|canary-1", seen.Header("x-amz-access-token"));
        Assert.Equal("20260514T100000Z", seen.Header("x-amz-date"));
        Assert.StartsWith("FbaOutbound/", seen.Header("User-Agent"), StringComparison.Ordinal);
        Assert.Equal("application/json", seen.Header("Accept"));
        Assert.False(seen.Message.Headers.ExpectContinue);
        Assert.Contains(harness.Log.VerboseLines, line => line == "POST /things, attempt 1: 200 in 0 ms, request id id-1");
    }

    [Fact]
    public async Task ACallTellsThatItWaitsForTheRateLimitIsSentAndIsSentAgain()
    {
        using var harness = new Harness(
            new StubService(Answer(200, "{}"), Error(503, "InternalFailure", "down"), Answer(200, "{}")),
            options => options with { PlanOverride = new UsagePlan(0.5, 1) });
        await harness.ReadAsync();
        await harness.ReadAsync();

        Assert.Equal(
            ["Sent", "Sent", "WaitsForLimit", "Sent", "Retries", "WaitsForLimit", "Sent"],
            harness.Log.Steps.Select(step => step.GetType().Name));
        Assert.Null(Assert.IsType<CallStep.Sent>(harness.Log.Steps.First()).Limit);
        Assert.All(harness.Log.Steps.OfType<CallStep.WaitsForLimit>(), step => Assert.Equal(0.5, step.Limit.Rate));
    }

    [Fact]
    public async Task AReasonThatTheServiceGivesTwiceIsShownOnce()
    {
        using var harness =
            new Harness(new StubService(Error(400, "InvalidInput", "Too late.", "Too late.", ("x-amzn-RequestId", "id-1"))));
        var error = await Assert.ThrowsAsync<FbaServiceException>(() => harness.ReadAsync());
        Assert.Contains("400 InvalidInput, \"Too late.\", request id id-1.", error.Message, StringComparison.Ordinal);
        Assert.Equal("Too late.", error.ServiceDetails);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task ARefusalIsNeverRepeated(int status)
    {
        using var harness =
            new Harness(new StubService(Error(status, "InvalidInput", "No\\r\\nway", "because", ("x-amzn-RequestId", "id-1"))));
        var error = await Assert.ThrowsAsync<FbaServiceException>(() => harness.ReadAsync());

        Assert.Single(harness.Service.Seen);
        Assert.Equal(RequestOutcome.Refused, error.Outcome);
        Assert.Equal(
            ("getThing", status, "InvalidInput", "because", "id-1", 1),
            (error.Operation, error.StatusCode, error.ServiceCode, error.ServiceDetails, error.RequestId, error.Attempts));
        Assert.Equal(harness.Clock.GetUtcNow(), error.FirstSent);
        Assert.StartsWith(
            $"getThing for 'six-test-order' failed: the service refused the request. Response: {status} InvalidInput, \"No way\" (because), request id id-1.",
            error.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(408)]
    public async Task AnErrorThatIsNotTheServicesLeavesAChangeInDoubtAndIsNoAnswerToARead(int status)
    {
        using var harness = new Harness(new StubService(Answer(status, "<html>Blocked</html>")));
        var change = await Assert.ThrowsAnyAsync<FbaServiceException>(() => harness.WriteAsync());
        Assert.Equal((RequestOutcome.Unknown, status, 1), (change.Outcome, change.StatusCode, change.Attempts));
        Assert.Contains("proxy", change.Message, StringComparison.Ordinal);
        var read = await Assert.ThrowsAsync<FbaServiceException>(() => harness.ReadAsync());
        Assert.Equal((RequestOutcome.Unknown, 4), (read.Outcome, read.Attempts));
    }

    // The form is the service's own, and the operation has no such response.
    [Theory]
    [InlineData(402)]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(413)]
    [InlineData(499)]
    public async Task AnErrorWithAStatusThatIsNotDeclaredLeavesAChangeInDoubt(int status)
    {
        using var harness = new Harness(new StubService(Error(status, "InvalidInput", "Requested order 'x' not found")));
        Assert.Equal(RequestOutcome.Unknown, (await Assert.ThrowsAsync<FbaServiceException>(() => harness.WriteAsync())).Outcome);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(203)]
    [InlineData(204)]
    [InlineData(206)]
    [InlineData(299)]
    public async Task ASuccessWithAStatusThatIsNotDeclaredIsNone(int status)
    {
        using var harness = new Harness(new StubService(Answer(status)));
        Assert.Equal(
            (RequestOutcome.Unknown, status),
            await Assert.ThrowsAsync<FbaServiceException>(() => harness.WriteAsync()) is var error
                ? (error.Outcome, error.StatusCode)
                : default);
        Assert.Equal(RequestOutcome.Unknown, (await Assert.ThrowsAsync<FbaServiceException>(() => harness.ReadAsync())).Outcome);
    }

    [Fact]
    public async Task ADeniedRoleIsExplained()
    {
        using var harness = new Harness(new StubService(Error(403, "Unauthorized", "Access to requested resource is denied.")));
        var error = await Assert.ThrowsAsync<FbaServiceException>(() => harness.ReadAsync());
        Assert.Contains("does not have the role", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownOrderNamesTheOtherRegion()
    {
        using var harness = new Harness(new StubService(Error(400, "InvalidInput", "Requested order 'x' not found")));
        var error = await Assert.ThrowsAsync<FbaServiceException>(() => harness.ReadAsync());
        Assert.True(error.IsNotFound);
        Assert.Contains("region", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWriteIsRepeatedWhereItWasNotTaken()
    {
        using var harness = new Harness(new StubService(Throw(s_refused), Error(429, "QuotaExceeded", "Too much"), Answer(200)));
        await harness.WriteAsync();
        Assert.Equal(3, harness.Service.Seen.Count);
        Assert.Contains(
            harness.Log.VerboseLines, line => line.StartsWith("POST /things, attempt 3: 200 in", StringComparison.Ordinal));
        Assert.Contains(harness.Log.VerboseLines, line => line.StartsWith("Retrying createThing in 1.0 s:", StringComparison.Ordinal));
    }

    public static TheoryData<string> UnknownOutcomes => ["reset", "500", "503", "half", "html", "errors", "ended", "disposed", "redirect"];

    [Theory]
    [MemberData(nameof(UnknownOutcomes))]
    public async Task AWriteWithAnUnknownOutcomeLeavesAtOnce(string fault)
    {
        using var harness = new Harness(new StubService(Fault(fault), Answer(200)));
        var error = await Assert.ThrowsAnyAsync<FbaServiceException>(() => harness.WriteAsync());
        Assert.Single(harness.Service.Seen);
        Assert.Equal(RequestOutcome.Unknown, error.Outcome);
        Assert.StartsWith("The outcome of createThing for 'six-test-order' is unknown: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(UnknownOutcomes))]
    public async Task AReadIsRepeatedAfterAnUnknownOutcome(string fault)
    {
        using var harness = new Harness(new StubService(Fault(fault), Answer(200)));
        if (fault == "redirect")
        {
            Assert.Equal(302, (await Assert.ThrowsAsync<FbaServiceException>(() => harness.ReadAsync())).StatusCode);
            return;
        }

        await harness.ReadAsync();
        Assert.Equal(2, harness.Service.Seen.Count);
    }

    [Fact]
    public async Task RepeatsAreBoundedAndEveryRequestIdIsKept()
    {
        using var harness = new Harness(new StubService(Error(500, "InternalFailure", "Again", "", ("x-amzn-RequestId", "id"))));
        var error = await Assert.ThrowsAsync<FbaServiceException>(() => harness.ReadAsync());
        Assert.Equal((4, 4), (error.Attempts, harness.Service.Seen.Count));
        Assert.Equal(["id", "id", "id", "id"], error.RequestIds);
        // 1, 2 and 4 seconds between them, the randomness being 0.5.
        Assert.Equal(TimeSpan.FromSeconds(7), error.Elapsed);
        Assert.Contains("(4 attempts)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThrottlingForEverEndsInItsOwnError()
    {
        using var harness =
            new Harness(new StubService(Error(429, "QuotaExceeded", "You exceeded your quota for the requested resource.")));
        var error = await Assert.ThrowsAsync<FbaThrottledException>(() => harness.WriteAsync());
        Assert.Equal(RequestOutcome.NotTaken, error.Outcome);
        Assert.Equal(20, harness.Service.Seen.Count);
        Assert.Equal(20, Assert.Single(harness.Session.GetQuota()).Throttled);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("Thu, 14 May 2026 10:00:09 GMT", 9)]
    [InlineData("0", 1)]
    [InlineData("-5", 1)]
    [InlineData("tomorrow", 1)]
    [InlineData("Thu, 14 May 2020 10:00:09 GMT", 1)]
    [InlineData("99999999", 300)]
    [InlineData("Thu, 14 May 2099 10:00:00 GMT", 300)]
    public async Task RetryAfterIsObeyedWithinBounds(string value, int seconds)
    {
        using var harness = new Harness(new StubService(Answer(503, "", ("Retry-After", value)), Answer(200)));
        var started = harness.Clock.GetUtcNow();
        await harness.ReadAsync();
        Assert.Equal(TimeSpan.FromSeconds(seconds), harness.Clock.GetUtcNow() - started);
    }

    [Fact]
    public async Task ALongWaitIsAWarning()
    {
        using var harness = new Harness(new StubService(Answer(503, "", ("Retry-After", "16")), Answer(200)));
        await harness.ReadAsync();
        Assert.StartsWith(
            "Retrying getThing in 16.0 s: the service failed.", Assert.Single(harness.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATimeOutIsUnknownAndNotACancellation()
    {
        var hanging = new HangingService();
        using var harness = new Harness(
            new StubService(hanging.AnswerAsync), options => options with { RequestTimeout = TimeSpan.FromHours(2) });
        var call = harness.WriteAsync();
        await hanging.Reached;
        harness.Clock.Advance(TimeSpan.FromHours(2));
        var error = await Assert.ThrowsAsync<FbaTimeoutException>(() => call);
        Assert.Equal(RequestOutcome.Unknown, error.Outcome);
        Assert.Contains("no response within 7200 s", error.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromHours(2), error.Elapsed);
    }

    [Fact]
    public async Task TheUsersCancelIsACancellation()
    {
        using var cancel = new CancellationTokenSource();
        using var harness = new Harness(new StubService((request, token) =>
        {
            cancel.Cancel();
            throw new IOException("aborted");
        }));
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => harness.ReadAsync(cancellationToken: cancel.Token));
        Assert.Equal(cancel.Token, error.CancellationToken);
    }

    [Fact]
    public async Task AChangeThatIsCancelledOnItsWayIsUnknown()
    {
        using var cancel = new CancellationTokenSource();
        using var harness = new Harness(new StubService((request, token) =>
        {
            cancel.Cancel();
            throw new IOException("aborted");
        }));
        var error = await Assert.ThrowsAsync<FbaServiceException>(() => harness.WriteAsync(cancel.Token));
        Assert.Equal((RequestOutcome.Unknown, 1, harness.Clock.GetUtcNow()), (error.Outcome, error.Attempts, error.FirstSent));
    }

    [Fact]
    public async Task AChangeThatIsCancelledWhileItWaitsToBeRepeatedWasNotTakenAndIsACancellation()
    {
        using var cancel = new CancellationTokenSource();
        using var harness = new Harness(new StubService(Answer(429, "")));
        harness.Clock.AutoAdvance = false;
        var call = harness.WriteAsync(cancel.Token);
        while (harness.Log.VerboseLines.Count == 0)
        {
            await Task.Yield();
        }

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task TheDeadlineCoversTheWaitsBetweenRepeats()
    {
        using var harness = new Harness(
            new StubService(Answer(429, "", ("Retry-After", "300"))),
            options => options with { Deadline = TimeSpan.FromMinutes(4), PlanOverride = new UsagePlan(0, 1) });
        harness.Clock.AutoAdvance = false;
        var call = harness.WriteAsync();
        while (harness.Log.Warnings.Count == 0)
        {
            await Task.Yield();
        }

        harness.Clock.Advance(TimeSpan.FromMinutes(4));
        var error = await Assert.ThrowsAsync<FbaTimeoutException>(() => call);
        Assert.Equal((RequestOutcome.NotTaken, 1), (error.Outcome, error.Attempts));
        Assert.Contains(
            "the time limit of 240 s was reached; the last attempt: the request was throttled", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADeadlineDuringTheTransportIsUnknown()
    {
        var hanging = new HangingService();
        using var harness = new Harness(new StubService(hanging.AnswerAsync), options => options with { Deadline = TimeSpan.FromHours(2) });
        var call = harness.WriteAsync();
        await hanging.Reached;
        harness.Clock.Advance(TimeSpan.FromHours(2));
        var error = await Assert.ThrowsAsync<FbaTimeoutException>(() => call);
        Assert.Equal((RequestOutcome.Unknown, 1), (error.Outcome, error.Attempts));
        Assert.Contains("the time limit of 7200 s was reached", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADeadlineWhileWaitingForTheQuotaHasSentNothing()
    {
        var plan = new UsagePlan(0.0001, 1);
        using var harness = new Harness(
            new StubService(Answer(200)), options => options with { Deadline = TimeSpan.FromHours(1.5), PlanOverride = plan });
        await harness.WriteAsync();
        var call = harness.WriteAsync();
        while (harness.Session.GetQuota().Single().Waiting == 0)
        {
            await Task.Yield();
        }

        harness.Clock.Advance(TimeSpan.FromHours(1.5));
        var error = await Assert.ThrowsAsync<FbaTimeoutException>(() => call);
        Assert.Equal((RequestOutcome.NotTaken, 0), (error.Outcome, error.Attempts));
        Assert.Null(error.FirstSent);
        Assert.Single(harness.Service.Seen);
    }

    [Fact]
    public async Task AReadThatIsUnderWayWhenTheSessionClosesFailsBecauseOfThat()
    {
        var hanging = new HangingService();
        using var harness = new Harness(new StubService(hanging.AnswerAsync));
        var call = harness.ReadAsync();
        await hanging.Reached;
        harness.Session.Dispose();
        await Assert.ThrowsAsync<SessionClosedException>(() => call);
    }

    [Fact]
    public async Task ClosingTheSessionEndsWhatIsUnderWayAndRefusesMore()
    {
        var hanging = new HangingService();
        using var harness = new Harness(new StubService(hanging.AnswerAsync));
        var pipeline = harness.Session.Pipeline;
        var call = harness.WriteAsync();
        await hanging.Reached;
        harness.Session.Dispose();
        var error = await Assert.ThrowsAsync<FbaServiceException>(() => call);
        Assert.Equal(RequestOutcome.Unknown, error.Outcome);
        Assert.Equal("Closed", harness.Session.State);
        Assert.Throws<SessionClosedException>(() => harness.Session.Pipeline);
        await Assert.ThrowsAsync<SessionClosedException>(() => pipeline.SendAsync(Harness.Request(Harness.Read), default));
    }

    [Fact]
    public async Task AnUntrustedCertificateIsReportedAtOnce()
    {
        using var harness = new Harness(new StubService(Throw(new HttpRequestException("TLS", new AuthenticationException("untrusted")))));
        var error = await Assert.ThrowsAsync<FbaConnectionException>(() => harness.ReadAsync());
        Assert.Equal((RequestOutcome.NotTaken, "sellingpartnerapi-na.amazon.com"), (error.Outcome, error.Host));
        Assert.Single(harness.Service.Seen);
    }

    [Fact]
    public async Task AnExpiredTokenIsRefreshedAndRepeatedOnce()
    {
        var expired = Error(403, "Unauthorized", "Access to requested resource is denied.", "The access token you provided has expired.");
        using var harness = new Harness(new StubService(expired, Answer(200)));
        await harness.WriteAsync();
        Assert.Equal(["Atza|canary-1", "Atza|canary-2"], harness.Service.Seen.Select(request => request.Header("x-amz-access-token")));

        using var always = new Harness(new StubService(expired));
        var error = await Assert.ThrowsAsync<FbaCredentialException>(() => always.WriteAsync());
        Assert.Equal((RequestOutcome.Refused, 2), (error.Outcome, error.Attempts));
    }

    // It happens while the seller's authorization is good: a new token is accepted.
    [Fact]
    public async Task ARevokedTokenIsRenewedOnceAndTheErrorSaysThatTheNewOneWasRefusedToo()
    {
        var revoked = Error(
            403, "Unauthorized", "Access to requested resource is denied.", "The access token you provided is revoked, malformed or invalid.");
        using var harness = new Harness(new StubService(revoked, Answer(200)));
        await harness.WriteAsync();
        Assert.Equal(["Atza|canary-1", "Atza|canary-2"], harness.Service.Seen.Select(request => request.Header("x-amz-access-token")));

        using var always = new Harness(new StubService(revoked));
        var error = await Assert.ThrowsAsync<FbaServiceException>(() => always.WriteAsync());
        Assert.Equal((RequestOutcome.Refused, 2), (error.Outcome, error.Attempts));
        Assert.Equal(2, always.Service.TokenRequests.Count);
        Assert.Contains("A new access token was refused too.", error.Message, StringComparison.Ordinal);
        Assert.Contains("Connect-FbaSession", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/things")]
    [InlineData("//example.com/things")]
    [InlineData("https://sellingpartnerapi-na.amazon.com.example.com/things")]
    [InlineData("things/../other")]
    [InlineData("things/%2E%2e/other")]
    [InlineData("/things/..")]
    [InlineData("things\\..\\other")]
    public async Task AnAddressThatLeavesTheEndpointIsNotSent(string uri)
    {
        using var harness = new Harness(new StubService(Answer(200)));
        await Assert.ThrowsAsync<FbaException>(() => harness.ReadAsync(uri));
        Assert.Empty(harness.Service.Seen);
    }

    [Theory]
    [InlineData("/things/a%2Fb%20c", "/things/a%2Fb%20c")]
    [InlineData("things/a..b", "/things/a..b")]
    [InlineData("https://sellingpartnerapi-na.amazon.com/things", "/things")]
    public async Task AnAddressUnderTheEndpointIsSentAsItIs(string uri, string path)
    {
        using var harness = new Harness(new StubService(Answer(200)));
        await harness.ReadAsync(uri);
        Assert.Equal(path, Assert.Single(harness.Service.Seen).Uri.AbsolutePath);
    }

    [Fact]
    public async Task AQuotaOfZeroIsNone()
    {
        using var harness = new Harness(new StubService(Answer(200)), options => options with { PlanOverride = new UsagePlan(0, 1) });
        await harness.ReadAsync();
        Assert.Empty(harness.Session.GetQuota());
    }

    [Fact]
    public async Task TheRateOfTheHeaderIsLearnt()
    {
        using var harness = new Harness(new StubService(Answer(200, "{}", ("x-amzn-RateLimit-Limit", "20.0"))));
        await harness.ReadAsync();
        var quota = Assert.Single(harness.Session.GetQuota());
        Assert.Equal(
            ("getThing", 20, 30, QuotaSource.Header, "Test"), (quota.Operation, quota.Rate, quota.Burst, quota.LearnedFrom, quota.Session));
    }

    private static Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> Fault(string name) => name switch
    {
        "reset" => Throw(s_reset),
        "ended" => Throw(new HttpRequestException("The response ended prematurely.")),
        "disposed" => Throw(new ObjectDisposedException("stream")),
        "half" => Answer(200, """{"a":"""),
        "html" => Answer(200, "<html>"),
        "errors" => Error(200, "InternalFailure", "Odd"),
        "redirect" => Answer(302, "", ("Location", "https://example.com/")),
        _ => Answer(int.Parse(name, System.Globalization.CultureInfo.InvariantCulture), "<html>"),
    };
}
