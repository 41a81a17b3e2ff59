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

public sealed class QuotaBucketTests
{
    // Only a test that fails waits this long.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task WaitersAreServedInTheOrderOfTheirComing()
    {
        using var bucket = Create(10, 2);
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
    }

    [Theory]
    [InlineData(2, 30, 170)]
    [InlineData(1, 1, 5)]
    [InlineData(0.1, 3, 4)]
    [InlineData(2, 30, 20)]
    public async Task TheTimeForSoManyRequestsIsWhenTheLastOfThemMayLeave(double rate, int burst, int requests)
    {
        using var bucket = Create(rate, burst);
        (await SendAsync(bucket, 1))[0].Answered(null);
        var told = bucket.TimeFor(requests);
        Assert.Equal(TimeSpan.Zero, bucket.TimeFor(0));
        var start = _clock.GetUtcNow();
        var waits = Enumerable.Range(0, requests).Select(_ => bucket.AcquireAsync(default).AsTask()).ToList();
        while (Status(bucket).InFlight < requests)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        await Task.WhenAll(waits).WaitAsync(s_patience);
        Assert.InRange((_clock.GetUtcNow() - start - told).TotalSeconds, -1.1, 0.1);
    }

    [Fact]
    public async Task ACancelledWaiterGivesItsPlaceBack()
    {
        using var bucket = Create(1, 1);
        using var cancel = new CancellationTokenSource();
        await bucket.AcquireAsync(default);
        var first = bucket.AcquireAsync(cancel.Token).AsTask();
        var second = bucket.AcquireAsync(default).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _clock.Advance(TimeSpan.FromSeconds(2.1));
        await second.WaitAsync(s_patience);
        Assert.Equal((0, 2), (Status(bucket).Waiting, Status(bucket).InFlight));
    }

    [Fact]
    public async Task ATokenThatWasNotUsedIsGivenBack()
    {
        using var bucket = Create(1, 5);
        using var first = await bucket.AcquireAsync(default);
        var before = Status(bucket).Available;
        var unused = await bucket.AcquireAsync(default);
        unused.Dispose();
        Assert.Equal(before, Status(bucket).Available);
    }

    [Fact]
    public async Task ATokenOfBeforeAPushBackIsNeitherGivenBackNorUsed()
    {
        using var bucket = Create(1, 6);
        var permits = await SendAsync(bucket, 2);
        var held = new[] { await bucket.AcquireAsync(default), await bucket.AcquireAsync(default) };
        permits[0].Answered(null);
        permits[1].Throttled(null);
        Assert.Equal(0, Status(bucket).Available);
        Assert.False(held[0].Send(evenIfLate: true));
        held[0].Dispose();
        held[1].Dispose();
        Assert.Equal((0, 0), (Status(bucket).Available, Status(bucket).InFlight));
    }

    [Fact]
    public async Task ATokenIsNotUsedWhileTheServiceHasAskedToWait()
    {
        using var bucket = Create(1, 6);
        var permits = await SendAsync(bucket, 1);
        var held = await bucket.AcquireAsync(default);
        permits[0].UsedUp(TimeSpan.FromMinutes(20));
        Assert.False(held.Send(evenIfLate: true));
    }

    [Fact]
    public async Task ATokenThatWasHeldForTooLongIsNotUsedAndItsRequestIsTheNext()
    {
        using var bucket = Create(1, 3);
        var (late, inTime) = (await bucket.AcquireAsync(default), await bucket.AcquireAsync(default));
        var newcomer = bucket.AcquireAsync(default).AsTask();
        Assert.True(inTime.Send());
        _clock.Advance(late.LongestHold + TimeSpan.FromMilliseconds(1));
        Assert.False(late.Send());
        late.Dispose();
        var again = new[] { bucket.AcquireAgainAsync(default).AsTask(), bucket.AcquireAgainAsync(default).AsTask() };
        for (var i = 0; i < 2; i++)
        {
            while (!again[i].IsCompleted)
            {
                Assert.False(newcomer.IsCompleted);
                _clock.Advance(TimeSpan.FromMilliseconds(100));
                await Task.Yield();
            }

            Assert.True((await again[i]).Send(evenIfLate: true));
        }
    }

    [Fact]
    public async Task AHeaderChangesTheRateAndKeepsTheDebt()
    {
        using var bucket = Create(2, 30);
        for (var i = 0; i < 10; i++)
        {
            var permit = await bucket.AcquireAsync(default);
            permit.Send();
            permit.Answered(i == 9 ? 20.0 : null);
        }

        Assert.Equal((20.0, QuotaSource.Header), (Status(bucket).Rate, Status(bucket).LearnedFrom));
        Assert.Equal(19, Status(bucket).Available);
        _clock.Advance(TimeSpan.FromSeconds(0.6));
        Assert.Equal(29, Status(bucket).Available);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public async Task ARateThatCannotBeIsIgnored(double rate)
    {
        using var bucket = Create(2, 30);
        var permit = await bucket.AcquireAsync(default);
        permit.Send();
        permit.Answered(rate);
        Assert.Equal((2.0, QuotaSource.Plan), (Status(bucket).Rate, Status(bucket).LearnedFrom));
    }

    [Fact]
    public async Task RefusalsOfOneEpisodeCountOnce()
    {
        using var bucket = Create(10, 30);
        var permits = await SendAsync(bucket, 8);
        permits.ForEach(permit => permit.Throttled(null));
        Assert.Equal((8, 10.0, 0), (Status(bucket).Throttled, Status(bucket).Rate, Status(bucket).Available));

        var probe = bucket.AcquireAsync(default).AsTask();
        var others = bucket.AcquireAsync(default).AsTask();
        Assert.Equal(2, Status(bucket).Waiting);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, Status(bucket).Waiting);
        var sent = await probe.WaitAsync(s_patience);
        sent.Send();
        sent.Answered(null);
        await others.WaitAsync(s_patience);
    }

    [Fact]
    public async Task AProbeThatEndsWithoutAnAnswerMakesRoomForAnother()
    {
        using var bucket = Create(10, 30);
        (await SendAsync(bucket, 1))[0].Throttled(null);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var probe = await bucket.AcquireAsync(default);
        var next = bucket.AcquireAsync(default).AsTask();
        probe.Send();
        Assert.Equal(1, Status(bucket).Waiting);
        probe.Dispose();
        await next.WaitAsync(s_patience);
    }

    [Fact]
    public async Task ThreeEpisodesHalveARateThatTheServiceTellsAndSuccessesBringItBack()
    {
        using var bucket = Create(10, 30);
        (await SendAsync(bucket, 1))[0].Answered(10);
        for (var episode = 0; episode < 3; episode++)
        {
            Assert.Equal(10.0, Status(bucket).Rate);
            (await SendAsync(bucket, 1))[0].Throttled(null);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(5.0, Status(bucket).Rate);
        for (var i = 0; i < 20; i++)
        {
            (await SendAsync(bucket, 1))[0].Answered(null);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(10.0, Status(bucket).Rate, 6);
    }

    [Fact]
    public async Task ARefusalOfACertainTokenHalvesARateThatNobodyTellsAndALongCalmBringsItBack()
    {
        using var bucket = Create(10, 2);
        await UseUpAsync(bucket);
        (await NextAsync(bucket)).Throttled(null);
        Assert.Equal(5.0, Status(bucket).Rate);
        for (var i = 0; i < 199; i++)
        {
            (await NextAsync(bucket)).Answered(null);
        }

        Assert.Equal(5.0, Status(bucket).Rate);
        (await NextAsync(bucket)).Answered(null);
        Assert.Equal(5.25, Status(bucket).Rate);

        // What was refused on the way back up leads back to what was granted, and for longer.
        (await NextAsync(bucket)).Throttled(null);
        Assert.Equal(5.0, Status(bucket).Rate);
        for (var i = 0; i < 399; i++)
        {
            (await NextAsync(bucket)).Answered(null);
        }

        Assert.Equal(5.0, Status(bucket).Rate);
        for (var i = 0; i < 20; i++)
        {
            (await NextAsync(bucket)).Answered(null);
        }

        Assert.Equal(10.0, Status(bucket).Rate, 6);
    }

    [Fact]
    public async Task OfAFirstBurstOnlyAPartIsUnderWayAheadOfTheRate()
    {
        using var bucket = Create(10, 30, ahead: null);
        var permits = await SendAsync(bucket, 4);
        var waits = Enumerable.Range(0, 3).Select(_ => bucket.AcquireAsync(default).AsTask()).ToList();
        Assert.Equal(3, Status(bucket).Waiting);

        // At the rate one more may always go, ...
        _clock.Advance(TimeSpan.FromMilliseconds(101));
        Assert.Equal(2, Status(bucket).Waiting);

        // ... and beyond it one for each that is answered.
        permits[1].Answered(null);
        Assert.Equal(1, Status(bucket).Waiting);
        permits[2].Dispose();
        await Task.WhenAll(waits).WaitAsync(s_patience);
    }

    [Fact]
    public async Task AHalfEmptyBucketRefusesNoMoreThanAPartOfABurst()
    {
        using var bucket = Create(20, 30, ahead: null);
        var service = new TokenService(20, 30, level: 15);
        Assert.InRange(await service.ServeAsync(bucket, _clock, 330, inFlight: 8), 1, 3);
        Assert.InRange(service.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds((330 - 15) / 20.0 * 1.02));
    }

    // What comes late finds its token anyway, so the reserve need not hold what the network can delay.
    [Theory]
    [InlineData(2, 90)]
    [InlineData(20, 330)]
    public async Task RequestsThatTakeLongerOrShorterOnTheirWayAreNotRefused(double rate, int count)
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var (jitter, work, cold) = (random.Next(100), random.Next(600), random.Next(500));
            using var bucket = Create(rate, 30, ahead: null);
            var service = new TokenService(rate, 30, level: 30)
            {
                Way = isFirst => (
                    TimeSpan.FromMilliseconds(20 + random.Next(jitter + 1) + (isFirst ? cold : 0)),
                    TimeSpan.FromMilliseconds(70 + random.Next(work + 1) + random.Next(jitter + 1))),
            };
            Assert.True(await service.ServeAsync(bucket, _clock, count, inFlight: 30) == 0, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(20, 165, 330, false)]
    [InlineData(20, 165, 330, true)]
    [InlineData(2, 60, 200, false)]
    public async Task ALimitThatHalvesIsLearntFromAFewRefusals(double rate, int halvesAt, int count, bool isTold)
    {
        using var bucket = Create(rate, 30, ahead: null);
        var service = new TokenService(rate, 30, level: 30) { HalvesAt = halvesAt, TellsRate = isTold };
        Assert.InRange(await service.ServeAsync(bucket, _clock, count, inFlight: 8), 0, count / 100);
    }

    [Fact]
    public async Task WhatEarlierRunsSentIsNotThereAnyMore()
    {
        using var bucket = Create(10, 30);
        bucket.Remember(Past(TimeSpan.FromSeconds(1), 30));
        Assert.InRange(Status(bucket).Available, 8, 10);

        // The same again counts once, and what was used since counts as well.
        bucket.Remember(Past(TimeSpan.FromSeconds(1), 30));
        Assert.InRange(Status(bucket).Available, 8, 10);
        await SendAsync(bucket, 5);
        bucket.Remember(Past(TimeSpan.FromSeconds(1), 30));
        Assert.InRange(Status(bucket).Available, 3, 5);
    }

    [Theory]
    [InlineData(-86_400)]
    [InlineData(-3600)]
    [InlineData(0.001)]
    [InlineData(86_400)]
    public void AClockThatWasSetMakesNoTokensAndNoLongWait(double secondsAgo)
    {
        using var bucket = Create(10, 30);
        bucket.Remember(Past(TimeSpan.FromSeconds(secondsAgo), 3000));
        Assert.InRange(Status(bucket).Available, 0, secondsAgo > 1000 ? 30 : 0);
        Assert.InRange(bucket.EstimateWait(), TimeSpan.Zero, secondsAgo > 1000 ? TimeSpan.Zero : TimeSpan.FromSeconds(0.2));
    }

    [Fact]
    public void ARunWhoseBeginningIsForgottenLeavesAnEmptyBucket()
    {
        using var bucket = Create(10, 30);
        var now = _clock.GetUtcNow();
        bucket.Remember(new PastSends([.. Enumerable.Range(0, 50).Select(i => now.AddSeconds(-5 + (i / 10.0)))], IsWhole: false));
        Assert.InRange(Status(bucket).Available, 0, 1);
    }

    [Fact]
    public async Task RetryAfterHoldsEveryoneUntilThenAndIsBounded()
    {
        using var bucket = Create(10, 30);
        (await SendAsync(bucket, 1))[0].Throttled(TimeSpan.FromHours(10));
        var next = bucket.AcquireAsync(default).AsTask();
        _clock.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(1, Status(bucket).Waiting);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await next.WaitAsync(s_patience);
    }

    [Fact]
    public async Task ASlowFirstArrivalDelaysTheRefillAsItDoesAtTheServer()
    {
        using var bucket = Create(10, 10);
        var permits = await SendAsync(bucket, 9);
        _clock.Advance(TimeSpan.FromMilliseconds(800));
        // Without knowing better, the whole first round trip may have passed before the server's bucket began to refill.
        permits[0].Answered(null);
        Assert.Equal(0, Status(bucket).Available);
        // The others took as long: it was the way, not the start.
        permits[1].Answered(null);
        Assert.Equal(8, Status(bucket).Available);
    }

    [Fact]
    public async Task NothingRefillsBeforeTheFirstAnswerForASecondAtMost()
    {
        using var bucket = Create(10, 10);
        await SendAsync(bucket, 9);
        _clock.Advance(TimeSpan.FromMilliseconds(900));
        Assert.Equal(0, Status(bucket).Available);
        _clock.Advance(TimeSpan.FromMilliseconds(600));
        Assert.Equal(5, Status(bucket).Available);
    }

    [Fact]
    public async Task ABucketOfOneKeepsItsDistanceAlsoAfterASlowStart()
    {
        using var bucket = Create(1, 1);
        var sent = new List<DateTimeOffset>();
        foreach (var trip in new[] { 300, 20, 20, 20 })
        {
            var waiting = bucket.AcquireAsync(default).AsTask();
            while (Status(bucket).InFlight == 0)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(5));
            }

            var permit = await waiting.WaitAsync(s_patience);
            permit.Send();
            sent.Add(_clock.GetUtcNow());
            _clock.Advance(TimeSpan.FromMilliseconds(trip));
            permit.Answered(null);
        }

        Assert.All(
            sent.Zip(sent.Skip(1)),
            pair => Assert.InRange(pair.Second - pair.First, TimeSpan.FromSeconds(1.02), TimeSpan.FromSeconds(1.35)));
        Assert.True(sent[1] - sent[0] >= TimeSpan.FromSeconds(1.3));
    }

    [Fact]
    public void NoWindowHoldsMoreThanTheBurstAndTheRate()
    {
        var arrivals = ArbMap.Default.ArbFor<byte>().Generator.ArrayOf(60).ToArbitrary();
        Prop.ForAll(arrivals, gaps => GrantsStayWithinThePlan(gaps, rate: 5, burst: 4)).QuickCheckThrowOnFailure();
        Prop.ForAll(arrivals, gaps => GrantsStayWithinThePlan(gaps, rate: 3, burst: 1)).QuickCheckThrowOnFailure();
    }

    // Every gap moves the clock by up to 127 ms; every seventh waiter is cancelled while it waits, every fifth token not used.
    private static bool GrantsStayWithinThePlan(byte[] gaps, double rate, int burst)
    {
        var clock = new ManualTimeProvider();
        using var bucket = new QuotaBucket(new UsagePlan(rate, burst), clock, () => 0.5, ahead: int.MaxValue);
        var used = new List<DateTimeOffset>();
        var waits = new Queue<(int Index, Task<QuotaPermit> Task)>();

        // What was granted must be what came first.
        bool Collect()
        {
            while (bucket.GetStatus(default).InFlight > 0)
            {
                var (index, task) = waits.Dequeue();
                if (!task.Wait(s_patience))
                {
                    return false;
                }

                using var permit = task.Result;
                if (index % 5 != 4)
                {
                    used.Add(clock.GetUtcNow());
                    permit.Send();
                    permit.Answered(null);
                }
            }

            return true;
        }

        bool Move(int milliseconds)
        {
            var isFair = Collect();
            for (var i = 0; isFair && i < milliseconds; i += 5)
            {
                clock.Advance(TimeSpan.FromMilliseconds(5));
                isFair = Collect();
            }

            return isFair;
        }

        for (var i = 0; i < gaps.Length; i++)
        {
            using var cancel = new CancellationTokenSource();
            var wait = bucket.AcquireAsync(cancel.Token).AsTask();
            if (i % 7 == 3 && bucket.GetStatus(default).Waiting > 0)
            {
                cancel.Cancel();
            }
            else
            {
                waits.Enqueue((i, wait));
            }

            if (!Move(gaps[i] / 2))
            {
                return false;
            }
        }

        var isFair = Move((int)(gaps.Length / rate * 1100) + 1000);
        return isFair && waits.Count == 0 && Enumerable.Range(0, used.Count).All(i => Enumerable.Range(i, used.Count - i)
            .All(j => j - i + 1 <= burst + (rate * (used[j] - used[i]).TotalSeconds) + 1e-6));
    }

    private static async Task<List<QuotaPermit>> SendAsync(QuotaBucket bucket, int count)
    {
        var permits = new List<QuotaPermit>();
        for (var i = 0; i < count; i++)
        {
            var permit = await bucket.AcquireAsync(default);
            permit.Send();
            permits.Add(permit);
        }

        return permits;
    }

    // The next token, whenever it comes.
    private async Task<QuotaPermit> NextAsync(QuotaBucket bucket)
    {
        var next = bucket.AcquireAsync(default).AsTask();
        for (var step = 0; step < 10_000 && Status(bucket).Waiting > 0; step++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        var permit = await next.WaitAsync(s_patience);
        permit.Send();
        return permit;
    }

    private async Task UseUpAsync(QuotaBucket bucket)
    {
        for (var i = 0; i < 5; i++)
        {
            (await NextAsync(bucket)).Answered(null);
        }
    }

    private PastSends Past(TimeSpan ago, int count) => new([.. Enumerable.Repeat(_clock.GetUtcNow() - ago, count)], IsWhole: true);

    private static QuotaStatus Status(QuotaBucket bucket) => bucket.GetStatus(default);

    // How a first burst begins is only of interest where a test says so.
    private QuotaBucket Create(double rate, int burst, int? ahead = int.MaxValue) =>
        new(new UsagePlan(rate, burst), _clock, () => 0.5, ahead);
}
