using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Quota;
using FbaOutbound.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FbaOutbound.Core.Tests.Quota;

public sealed class SharedQuotaBucketTests : IDisposable
{
    // Only a test that fails waits this long.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly QuotaKey s_key = new("account", "host", "1", "operation");

    private readonly ManualTimeProvider _clock = new();
    private readonly FakeDatabase _database;
    private readonly List<IDisposable> _open = [];

    public SharedQuotaBucketTests() => _database = new FakeDatabase(_clock);

    public void Dispose() => _open.ForEach(open => open.Dispose());

    [Fact]
    public async Task WaitersAreServedInTheOrderOfTheirComingAsSoonAsATokenIsDue()
    {
        var bucket = Create(10, 2);
        (await SendAsync(bucket)).Answered(null);
        var waits = Enumerable.Range(0, 20).Select(_ => bucket.AcquireAsync(default).AsTask()).ToList();
        for (var i = 0; i < 20; i++)
        {
            while (Status(bucket).InFlight == i)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(1));
            }

            Assert.Equal(i + 1, Status(bucket).InFlight);
            await waits[i].WaitAsync(s_patience);
        }

        Assert.InRange(_clock.GetUtcNow() - new ManualTimeProvider().GetUtcNow(), TimeSpan.FromSeconds(1.8), TimeSpan.FromSeconds(2.2));
    }

    [Fact]
    public async Task TwoProcessesShareOneBurst()
    {
        var (first, second) = (Create(1, 10), Create(1, 10));
        (await SendAsync(first)).Answered(null);
        await TakeAsync(first, 4);
        await TakeAsync(second, 4);
        _ = first.AcquireAsync(default).AsTask();
        _ = second.AcquireAsync(default).AsTask();
        Assert.Equal((1, 1), (Status(first).Waiting, Status(second).Waiting));
    }

    [Fact]
    public async Task ATokenWhoseWaiterCancelsGoesToTheNext()
    {
        var bucket = Create(1, 1);
        using var cancel = new CancellationTokenSource();
        (await SendAsync(bucket)).Answered(null);
        var first = bucket.AcquireAsync(cancel.Token).AsTask();
        var second = bucket.AcquireAsync(default).AsTask();
        var reserved = _database.Reserved;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _clock.Advance(TimeSpan.FromSeconds(1.1));
        await second.WaitAsync(s_patience);
        Assert.Equal(reserved, _database.Reserved);
    }

    [Fact]
    public async Task ATokenThatWasNotUsedGoesToTheNext()
    {
        var bucket = Create(1, 5);
        (await bucket.AcquireAsync(default)).Dispose();
        await bucket.AcquireAsync(default);
        Assert.Equal(1, _database.Reserved);
    }

    [Fact]
    public async Task ATokenOfBeforeAPushBackIsNeitherGivenBackNorUsed()
    {
        var bucket = Create(1, 6);
        var sent = await SendAsync(bucket);
        var held = (await TakeAsync(bucket, 1))[0];
        sent.Throttled(null);
        Assert.False(held.Send(evenIfLate: true));
        held.Dispose();
        var next = bucket.AcquireAsync(default).AsTask();
        Assert.Equal((1, 0), (Status(bucket).Waiting, Status(bucket).InFlight));
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task ATokenThatWasHeldForTooLongIsNotUsed()
    {
        var bucket = Create(1, 5);
        var (late, inTime) = ((await TakeAsync(bucket, 1))[0], (await TakeAsync(bucket, 1))[0]);
        Assert.True(inTime.Send());
        _clock.Advance(late.LongestHold + TimeSpan.FromMilliseconds(1));
        Assert.False(late.Send());
        Assert.True(late.Send(evenIfLate: true));
    }

    [Fact]
    public async Task AWaitIsEstimatedAtTheRateThatWasLearnt()
    {
        var bucket = Create(2, 30);
        _database.Tell(s_key, new UsagePlan(2, 30), new QuotaNews { IsEmpty = true });
        var first = bucket.AcquireAsync(default).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await first.WaitAsync(s_patience)).Answered(10);
        Assert.InRange(((IQuotaBucket)bucket).EstimateWait(), TimeSpan.Zero, TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public async Task ATokenFromLongAgoIsNotUsed()
    {
        var bucket = Create(1, 5);
        (await bucket.AcquireAsync(default)).Dispose();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await bucket.AcquireAsync(default);
        Assert.Equal(2, _database.Reserved);
    }

    [Fact]
    public void AProcessTakesNoMoreThanOneTokenAhead()
    {
        var bucket = Create(1, 1);
        for (var i = 0; i < 50; i++)
        {
            _ = bucket.AcquireAsync(default).AsTask();
        }

        Assert.Equal((1, 2), (Status(bucket).InFlight, _database.Reserved));
    }

    [Fact]
    public async Task ARateIsSharedOnceAndLearntByTheOthers()
    {
        var (first, second) = (Create(2, 30), Create(2, 30));
        foreach (var permit in await TakeAsync(first, 3))
        {
            permit.Send();
            permit.Answered(20);
        }

        await TakeAsync(second, 1);
        Assert.Single(_database.News, news => news.Rate is not null);
        Assert.Equal((20.0, QuotaSource.Plan, "the test's store"), (Status(second).Rate, Status(second).LearnedFrom, Status(second).Store));
        Assert.Equal(QuotaSource.Header, Status(first).LearnedFrom);
    }

    [Fact]
    public async Task TheBurstIsAvailableAgainAfterTheFirstResponse()
    {
        var bucket = Create(2, 30);
        var permit = (await TakeAsync(bucket, 1))[0];
        permit.Send();
        _clock.Advance(TimeSpan.FromMilliseconds(200));
        permit.Answered(20);
        Assert.Equal(0.2 * 2, _database.News.Sum(news => news.Missing), 2);
    }

    [Fact]
    public async Task RefusalsOfOneEpisodeEmptyTheBucketOnceForAll()
    {
        var (first, second) = (Create(10, 30), Create(10, 30));
        var permits = await TakeAsync(first, 8);
        permits.ForEach(permit => permit.Send());
        permits.ForEach(permit => permit.Throttled(null));
        Assert.Single(_database.News, news => news.IsEmpty);
        Assert.Equal(8, Status(first).Throttled);
        var waits = Enumerable.Range(0, 3).Select(_ => second.AcquireAsync(default).AsTask()).ToList();
        Assert.Equal(3, Status(second).Waiting);

        // Of the process that was refused, one request goes first.
        _ = first.AcquireAsync(default).AsTask();
        _ = first.AcquireAsync(default).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal((1, 1), (Status(first).InFlight, Status(first).Waiting));
        await Task.WhenAll(waits).WaitAsync(s_patience);
    }

    [Fact]
    public async Task ThreeEpisodesHalveTheRateOfAllAndSuccessesOfAnyBringItBack()
    {
        var (first, second) = (Create(10, 30), Create(10, 30));
        for (var episode = 0; episode < 3; episode++)
        {
            (await SendAsync(first)).Throttled(null);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await SendAsync(second)).Answered(null);
        Assert.InRange(Status(second).Rate, 5.0, 5.5);
        for (var i = 0; i < 20; i++)
        {
            (await SendAsync(second)).Answered(null);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(10.0, Status(second).Rate, 6);
    }

    [Fact]
    public async Task RetryAfterHoldsAllProcesses()
    {
        var (first, second) = (Create(10, 30), Create(10, 30));
        (await SendAsync(first)).Throttled(TimeSpan.FromMinutes(1));
        var waits = new[] { first, second }.Select(bucket => bucket.AcquireAsync(default).AsTask()).ToList();
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal((1, 1), (Status(first).Waiting, Status(second).Waiting));
        _clock.Advance(TimeSpan.FromSeconds(3));
        await Task.WhenAll(waits).WaitAsync(s_patience);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public async Task AStoreThatIsUnavailableLeavesAShareAndOneWarningUntilItIsBack(int processes)
    {
        var log = new RecordingLog();
        var bucket = Create(10, 40);
        if (processes > 0)
        {
            _database.Processes = processes;
            (await SendAsync(bucket)).Answered(null);
        }

        _database.Mood = StoreMood.Fails;
        var share = processes > 0 ? processes : 10;
        using (CallLog.Use(log))
        {
            for (var i = 0; i < 10; i++)
            {
                _ = bucket.AcquireAsync(default).AsTask();
            }

            // The bucket begins empty.
            var inFlight = Status(bucket).InFlight;
            _clock.Advance(TimeSpan.FromSeconds(0.09 * share));
            Assert.Equal(inFlight, Status(bucket).InFlight);
            _clock.Advance(TimeSpan.FromSeconds((4 * 0.1 * share) - (0.09 * share) + 0.01));
            Assert.Equal(inFlight + (processes > 0 ? 4 : 3), Status(bucket).InFlight, 1.0);
            Assert.Equal((10.0 / share, "the test's store (gone)"), (Status(bucket).Rate, Status(bucket).Store));
            var warning = Assert.Single(log.Warnings);
            Assert.Contains("the test's store cannot be used: it is switched off.", warning, StringComparison.Ordinal);

            _database.Mood = StoreMood.Works;
            _clock.Advance(TimeSpan.FromSeconds(5.1));
            _ = bucket.AcquireAsync(default).AsTask();
            Assert.Equal(2, log.Warnings.Count);
            Assert.Contains("is available again", log.Warnings[1], StringComparison.Ordinal);
            Assert.Equal("the test's store", Status(bucket).Store);
            _clock.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(0, Status(bucket).Waiting);
        }
    }

    [Fact]
    public async Task AStoreThatHangsIsWaitedForTwoSeconds()
    {
        var bucket = Create(10, 30);
        _database.Mood = StoreMood.Hangs;
        var wait = bucket.AcquireAsync(default).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(1.99));
        Assert.DoesNotContain("gone", Status(bucket).Store, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(0.02));
        Assert.True(SpinWait.SpinUntil(() => Status(bucket).Store.EndsWith("(gone)", StringComparison.Ordinal), s_patience));

        // The process's own bucket begins when the call has noticed, on whatever thread.
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                _clock.Advance(TimeSpan.FromMilliseconds(50));
                return wait.IsCompleted;
            },
            s_patience));
        await wait.WaitAsync(s_patience);
    }

    [Fact]
    public async Task WhatWasLearntWhileTheStoreWasGoneIsReportedWhenItIsBack()
    {
        var bucket = Create(2, 30);
        _database.Mood = StoreMood.Fails;
        var waits = bucket.AcquireAsync(default).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(6));
        var permit = await waits.WaitAsync(s_patience);
        permit.Send();
        permit.Answered(20);
        _database.Mood = StoreMood.Works;
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Contains(_database.News, news => news is { Rate: 20, IsEmpty: true });
        await Task.WhenAll(TakeAsync(Create(2, 30), 1)).WaitAsync(s_patience);
    }

    [Fact]
    public async Task TheBucketsOfOneStoreWarnOnceTogether()
    {
        var log = new RecordingLog();
        var registry = Keep(new QuotaRegistry(new FakeQuotaStore(_database), _clock));
        _database.Mood = StoreMood.Fails;
        using (CallLog.Use(log))
        {
            foreach (var name in new[] { "create", "get", "list" })
            {
                _ = registry.Get(s_key with { Bucket = name }, new UsagePlan(2, 30), _clock, () => 0)!.AcquireAsync(default).AsTask();
            }

            await Task.Yield();
        }

        Assert.Single(log.Warnings);
    }

    [Fact]
    public Task ProcessesTogetherStayWithinThePlanWhateverTheWayTakes() => CheckAsync(seed =>
    {
        var run = new Run(seed, processes: 1 + (seed % 3), withFaults: false);
        run.Check(rates: 1, tokens: 0);
    });

    [Fact]
    public Task ASendThatIsLateByLittleDelaysTheNextOneOfABucketOfOneToken() => Task.Run(
        () => new Run(seed: 886195147, processes: 2, withFaults: false).Check(rates: 1, tokens: 0));

    [Fact]
    public Task AStoreThatFailsAndHangsAtRandomNeitherStopsNorFloods() => CheckAsync(seed =>
    {
        // A process that has lost the store takes its share while the others, who have not noticed yet, have the whole rate, and
        // a share is one token at least.
        var run = new Run(seed, processes: 1 + (seed % 3), withFaults: true);
        run.Check(rates: 1.5, tokens: 2);
    });

    // The pool's threads have no context of the test's, so that what a timer begins ends before the clock moves on.
    private static Task CheckAsync(Action<int> property) => Task.Run(() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(
            int.TryParse(Environment.GetEnvironmentVariable("FBA_QUOTA_RUNS"), out var runs) ? runs : 15)));

    private static async Task<List<QuotaPermit>> TakeAsync(SharedQuotaBucket bucket, int count)
    {
        var permits = new List<QuotaPermit>();
        for (var i = 0; i < count; i++)
        {
            permits.Add(await bucket.AcquireAsync(default).AsTask().WaitAsync(s_patience));
        }

        return permits;
    }

    private static async Task<QuotaPermit> SendAsync(SharedQuotaBucket bucket)
    {
        var permit = (await TakeAsync(bucket, 1))[0];
        permit.Send();
        return permit;
    }

    private static QuotaStatus Status(SharedQuotaBucket bucket) => bucket.GetStatus(default);

    private SharedQuotaBucket Create(double rate, int burst) =>
        Keep(
            new SharedQuotaBucket(
                Keep(new QuotaStoreLink(new FakeQuotaStore(_database), _clock)), s_key, new UsagePlan(rate, burst), _clock));

    private T Keep<T>(T open)
        where T : IDisposable
    {
        _open.Insert(0, open);
        return open;
    }

    /// <summary>
    /// Some seconds of several processes, as a seed has it: requests that come, are cancelled, or do not use their token.
    /// </summary>
    private sealed class Run
    {
        private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(5);
        private readonly Random _random;
        private readonly double _rate;
        private readonly int _burst;
        private readonly ManualTimeProvider _clock = new();
        private readonly FakeDatabase _database;
        private readonly List<DateTimeOffset> _used = [];
        private readonly bool _isServed;

        public Run(int seed, int processes, bool withFaults)
        {
            _random = new Random(seed);
            (_rate, _burst) = _random.Next(3) switch { 0 => (20.0, 30), 1 => (5.0, 4), _ => (3.0, 1) };
            _database = new FakeDatabase(_clock) { Processes = processes };
            var links = Enumerable.Range(0, processes).Select(_ => new QuotaStoreLink(new FakeQuotaStore(_database, Way), _clock)).ToList();
            var all = links.Select(link => new Process(new SharedQuotaBucket(link, s_key, new UsagePlan(_rate, _burst), _clock))).ToList();

            // All have met before anything fails.
            all.ForEach(process => process.Come(() => false));
            Move(all, TimeSpan.FromSeconds(3));
            var changes = TimeSpan.Zero;
            for (var time = TimeSpan.Zero; time < TimeSpan.FromSeconds(25); time += s_tick)
            {
                if (withFaults && time >= changes)
                {
                    _database.Mood = (StoreMood)_random.Next(3);
                    changes = time + TimeSpan.FromSeconds(_random.NextDouble() * 8);
                }

                foreach (var process in all.Where(process => process.Waiting < 20 && _random.NextDouble() < _rate / 100))
                {
                    process.Come(() => _random.Next(10) == 0);
                }

                Move(all, s_tick);
            }

            // A store that hangs until the end must not hold anybody either.
            for (
                var time = TimeSpan.Zero; time < TimeSpan.FromSeconds(20 * 10 / _rate)
                    && all.Exists(process => process.Waiting > 0); time += s_tick)
            {
                Move(all, s_tick);
            }

            _isServed = all.TrueForAll(process => process.Waiting == 0);
            all.ForEach(process => process.Bucket.Dispose());
            links.ForEach(link => link.Dispose());
        }

        /// <summary>
        /// Everybody was served, and no window holds more than the burst, so many more tokens, and so many times the rate.
        /// </summary>
        public void Check(double rates, double tokens)
        {
            var over = Enumerable.Range(0, _used.Count).SelectMany(i => Enumerable.Range(i, _used.Count - i)
                .Select(j => j - i + 1 - _burst - (rates * _rate * (_used[j] - _used[i]).TotalSeconds))).DefaultIfEmpty(-1).Max();
            Assert.True(
                _isServed && over <= tokens + 1e-6,
                $"{_rate}/s, burst {_burst}, {_database.Processes} processes: {over} tokens too many; all served: {_isServed}");
        }

        private TimeSpan Way() => TimeSpan.FromMilliseconds(_random.Next(4) == 0 ? _random.Next(40) : _random.Next(3));

        private void Move(List<Process> all, TimeSpan by)
        {
            for (var end = _clock.GetUtcNow() + by; _clock.GetUtcNow() < end;)
            {
                _clock.Advance(s_tick);
                foreach (var process in all)
                {
                    process.CancelSome(_random);
                    process.Collect(permit =>
                    {
                        if (_random.Next(10) > 0)
                        {
                            _used.Add(_clock.GetUtcNow());
                            permit.Send();
                            permit.Answered(null);
                        }
                    });
                }
            }
        }
    }

    private sealed class Process(SharedQuotaBucket bucket)
    {
        private readonly Queue<(Task<QuotaPermit> Task, CancellationTokenSource? Cancel)> _waits = [];

        public SharedQuotaBucket Bucket => bucket;

        public int Waiting => bucket.GetStatus(default).Waiting;

        public void Come(Func<bool> willCancel)
        {
            var cancel = willCancel() ? new CancellationTokenSource() : null;
            _waits.Enqueue((bucket.AcquireAsync(cancel?.Token ?? default).AsTask(), cancel));
        }

        public void CancelSome(Random random)
        {
            foreach (var (_, cancel) in _waits)
            {
                if (cancel is { IsCancellationRequested: false } && random.Next(20) == 0)
                {
                    cancel.Cancel();
                }
            }
        }

        public void Collect(Action<QuotaPermit> use)
        {
            while (bucket.GetStatus(default).InFlight > 0)
            {
                var (task, _) = _waits.Dequeue();
                try
                {
                    using var permit = task.WaitAsync(s_patience).GetAwaiter().GetResult();
                    use(permit);
                }
                catch (OperationCanceledException)
                {
                    // It gave its place up.
                }
            }
        }
    }
}
