using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Quota;
using FbaOutbound.Sessions;
using FbaOutbound.Testing;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;

namespace FbaOutbound.Core.Tests.Http;

/// <summary>When a request takes its permit: last of all, so that no permits are held that would be used together.</summary>
public sealed class PermitTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly Operation s_write = Harness.Write with { Plan = new UsagePlan(1, 40) };

    private readonly ManualTimeProvider _clock = new();
    private readonly QuotaRegistry _quotas = new();
    private readonly StubService _service = new(Answer(200));
    private FbaSession? _session;

    public void Dispose() => _session?.Dispose();

    [Fact]
    public async Task NoneIsHeldWhileATokenIsWaitedFor()
    {
        var (isAsked, goesOn) = (Signal(), Signal());
        var token = _service.Token;
        _service.Token = async (call, cancellationToken) =>
        {
            isAsked.TrySetResult();
            await goesOn.Task;
            return await token(call, cancellationToken);
        };
        var calls = Enumerable.Range(0, 6).Select(_ => SendAsync()).ToList();
        await isAsked.Task.WaitAsync(s_patience);
        Assert.Equal((0, 0), (Status().InFlight, Status().Waiting));
        goesOn.SetResult();
        await PassAsync(calls);
        await Task.WhenAll(calls);
        Assert.Single(_service.TokenRequests);
    }

    [Fact]
    public async Task OneIsHeldForAMomentWhileAJournalIsWrittenAndThenGivenBack()
    {
        await PassAsync([SendAsync()]);
        var gate = new SlowGate();
        var calls = Enumerable.Range(0, 3).Select(_ => SendAsync(gate)).ToList();
        await UntilAsync(() => gate.Waiting == 3);
        Assert.Equal(3, Status().InFlight);
        _clock.Advance(TimeSpan.FromSeconds(0.3));
        await UntilAsync(() => Status().InFlight == 0);
        Assert.True(Status().Available > 0);

        // Another command is not held up meanwhile.
        await PassAsync([SendAsync()]);

        _clock.Advance(TimeSpan.FromSeconds(60));
        gate.GoOn();
        await UntilAsync(() => calls.TrueForAll(call => call.IsCompleted));
        await Task.WhenAll(calls);
        Assert.Equal(6, gate.Asked);
        Assert.Equal(5, _service.Seen.Count);
    }

    [Fact]
    public async Task NoneIsThereThatARunBeforeHasUsed()
    {
        await PassAsync([SendAsync()]);
        var gate = new SlowGate { PastSends = new PastSends([.. Enumerable.Repeat(_clock.GetUtcNow(), 45)], IsWhole: true) };
        gate.GoOn();
        var call = SendAsync(gate);
        await UntilAsync(() => Status().Waiting == 1);
        Assert.Equal(0, Status().Available);
        await PassAsync([call]);
    }

    [Fact]
    public async Task OneOfBeforeAPushBackIsNotUsed()
    {
        _service.Answers = [Answer(200), Answer(429), Answer(200)];
        await PassAsync([SendAsync()]);
        var gate = new SlowGate();
        var held = SendAsync(gate);
        await UntilAsync(() => gate.Waiting == 1);
        var throttled = SendAsync();
        await UntilAsync(() => Status().Throttled == 1);
        gate.GoOn();
        await UntilAsync(() => Status().Waiting == 2);
        Assert.Equal(2, _service.Seen.Count);
        await PassAsync([held, throttled]);
        Assert.Equal((4, 1), (_service.Seen.Count, Status().Throttled));
    }

    [Fact]
    public async Task ATokenThatRunsOutWhileItsRequestWaitsIsReplacedBeforeItLeaves()
    {
        _service.Token = (call, _) =>
            Task.FromResult(Json(200, $$"""{"access_token":"Atza|canary-{{call}}","token_type":"bearer","expires_in":3}"""));
        var calls = Enumerable.Range(0, 46).Select(_ => SendAsync()).ToList();
        await PassAsync(calls);
        Assert.Equal(46, _service.Seen.Count);
        Assert.All(_sent, sent => Assert.True(sent.Age < TimeSpan.FromSeconds(3), $"{sent.Token} was {sent.Age} old."));
        Assert.True(_service.TokenRequests.Count > 1);
    }

    [Fact]
    public async Task NoRequestLeavesForAConnectionThatIsInUse()
    {
        var (isAsked, goesOn, open, most) = (Signal(), Signal(), 0, 0);
        _service.Answers =
        [
            async (_, _) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref open));
                isAsked.TrySetResult();
                await goesOn.Task;
                Interlocked.Decrement(ref open);
                return Json(200, "{}");
            },
        ];
        var first = SendAsync(maxConnections: 1);
        await isAsked.Task.WaitAsync(s_patience);
        var others = Enumerable.Range(0, 3).Select(_ => SendAsync()).ToList();
        _clock.Advance(TimeSpan.FromSeconds(5));
        goesOn.SetResult();
        await PassAsync([first, .. others]);
        Assert.Equal((4, 1), (_service.Seen.Count, most));
    }

    private readonly List<(string Token, TimeSpan Age)> _sent = [];

    private FbaSession Session(int maxConnections)
    {
        var given = new Dictionary<string, DateTimeOffset>();
        var answers = _service.Answers;
        var calls = 0;
        _service.Answers = [(request, cancellationToken) =>
        {
            var token = request.Headers.GetValues("x-amz-access-token").Single();
            lock (_sent)
            {
                if (!given.TryGetValue(token, out var since))
                {
                    given[token] = since = _clock.GetUtcNow();
                }

                _sent.Add((token, _clock.GetUtcNow() - since));
            }

            return answers[Math.Min(Interlocked.Increment(ref calls) - 1, answers.Count - 1)](request, cancellationToken);
        }];
        return new FbaSession(new SessionOptions
        {
            Name = "Test",
            Marketplace = "US",
            Credential = new LwaCredential("amzn1.client", Harness.Secret, Harness.RefreshToken),
            Transport = () => _service,
            TimeProvider = _clock,
            Random = () => 0.5,
            Quotas = _quotas,
            MaxConnections = maxConnections,
        });
    }

    private async Task<string> SendAsync(ICallGate? gate = null, int maxConnections = 64)
    {
        _session ??= Session(maxConnections);
        using (CallLog.Use(new RecordingLog()))
        using (CallGate.Use(gate ?? CallGate.Open))
        {
            return await _session.Pipeline.SendAsync(Harness.Request(s_write, "things"), default);
        }
    }

    private QuotaStatus Status() => _session!.GetQuota().Single();

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Time goes on only while every call waits for a permit, in steps that are shorter than a permit may be held.
    private async Task PassAsync(IReadOnlyCollection<Task> calls)
    {
        while (calls.Any(call => !call.IsCompleted))
        {
            await UntilAsync(() => calls.Count(call => !call.IsCompleted) == (_session!.GetQuota().SingleOrDefault()?.Waiting ?? 0));
            _clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        await Task.WhenAll(calls);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var watch = Stopwatch.StartNew(); !isSo(); await Task.Yield())
        {
            Assert.True(watch.Elapsed < s_patience);
        }
    }

    /// <summary>A command whose journal takes its time once.</summary>
    private sealed class SlowGate : ICallGate
    {
        public PastSends PastSends { get; init; } = PastSends.None;

        private readonly TaskCompletionSource _goesOn = Signal();
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public int Waiting => _goesOn.Task.IsCompleted ? 0 : Asked;

        public void GoOn() => _goesOn.SetResult();

        public async ValueTask PassAsync(bool isRead, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            await _goesOn.Task.WaitAsync(cancellationToken);
        }

        public Task ParkAsync(Func<Task> wait) => wait();
    }
}
