using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Pipeline;
using FbaOutbound.Quota;
using FbaOutbound.Sessions;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Tests.Pipeline;

public sealed class PumpProgressTests
{
    private const double Latency = 0.3;

    private readonly ManualTimeProvider _time = new();
    private readonly FakeEngine _engine = new();
    private readonly PumpState _state = new(8, null, (false, false));

    [Fact]
    public void APercentageAndATimeLeftAreShownOnlyWhenTheCountIsKnownAndTheLastUpdateTakesTheDisplayAway()
    {
        var progress = Progress(read: 4);
        progress.Done = 1;
        progress.Update(_state);
        Pass(1);
        progress.Update(_state);
        progress.Update(_state);
        Pass(1);
        progress.AllRead = true;
        progress.Done = 2;
        progress.Update(_state);
        progress.Complete();
        progress.Complete();

        Assert.Equal([null, 50, null], _engine.ProgressUpdates.Select(update => update.Percent));
        Assert.Equal([null, 2, null], _engine.ProgressUpdates.Select(update => update.SecondsRemaining));
        Assert.Equal(["1 of 4 read so far, 1/s", "2 of 4, 1/s", "Completed"], _engine.ProgressUpdates.Select(update => update.Status));
        Assert.Equal([false, false, true], _engine.ProgressUpdates.Select(update => update.Completed));
    }

    [Fact]
    public void WhileRowsAreReadTheirCountIsShownAndReadingDoesNotCountForTheTimeLeft()
    {
        var progress = Progress(read: 0);
        progress.TellRead(100);
        Pass(60);
        progress.TellRead(12_000);
        progress.TellRead(12_001);
        progress.AllRead = true;
        (progress.Read, progress.Done, progress.Waiting) = (5, 2, 195);
        Pass(1);
        progress.Update(_state);

        Assert.Equal(["12,000 rows read, nothing sent", "2 of 200, 2/s"], _engine.ProgressUpdates.Select(update => update.Status));
        Assert.Equal((1, 99), (_engine.ProgressUpdates[1].Percent, _engine.ProgressUpdates[1].SecondsRemaining));
    }

    [Fact]
    public void NoMoreThanFiveUpdatesASecondAreShown()
    {
        var progress = Progress(read: 100);
        for (var i = 0; i < 200; i++)
        {
            Pass(0.05);
            progress.Done = i / 2;
            progress.Update(_state);
        }

        Assert.InRange(_engine.ProgressUpdates.Count, 40, 49);
    }

    [Fact]
    public void WaitsForTheRateLimitAndRetriesAreTold()
    {
        var progress = Progress(read: 20);
        (progress.AllRead, progress.Done) = (true, 10);
        var (slow, slower) = (new Limit(2), new Limit(0.05));
        EndAfterSending(10);
        Pass(5);
        progress.Update(_state);
        _state.Activity.Step("a", new CallStep.WaitsForLimit(slow));
        _state.Activity.Step("b", new CallStep.WaitsForLimit(slow));
        _state.Activity.Step("c", new CallStep.WaitsForLimit(slower));
        Pass(5);
        progress.Update(_state);
        _state.Activity.End("a");
        _state.Activity.Step("b", new CallStep.Sent(slow));
        Pass(1);
        progress.Update(_state);
        _state.Activity.End("c");
        _state.Activity.Step("b", new CallStep.Retries(IsRead: false));
        Pass(1);
        progress.Update(_state);
        _state.Activity.Step("b", new CallStep.Sent(null));
        _state.Activity.Step("d", new CallStep.Retries(IsRead: false));
        Pass(1);
        progress.Update(_state);

        Assert.Equal(
            [
                "10 of 20, 2/s",
                "10 of 20, 2/s (limit 2/s)",
                "10 of 20, 2/s (limit 3/min)",
                "10 of 20, 2/s, waiting to retry, 1 retry",
                "10 of 20, 2/s, 2 retries",
            ],
            _engine.ProgressUpdates.Select(update => update.Status));
    }

    [Fact]
    public void AWaitShowsHowManyOrdersHaveWhichStatus()
    {
        var progress = Progress(read: 1);
        progress.AllRead = true;
        _state.Activity.Step("a", new CallStep.Sent(new Limit(2)));
        _state.Activity.Step("a", new CallStep.Awaits(1, 4, ["Planning", "Processing", "Processing"]));
        _state.Activity.Step("a", new CallStep.Sent(new Limit(2)));
        Pass(1);
        progress.Update(_state);

        var update = Assert.Single(_engine.ProgressUpdates);
        Assert.Equal(("1 of 4, 2 Processing, 1 Planning", 25, null), (update.Status, update.Percent, update.SecondsRemaining));
    }

    [Fact]
    public void OneRequestAloneShowsWhatItWaitsFor()
    {
        var progress = Progress(read: 0);
        Pass(1);
        progress.Update(_state);
        _state.Activity.Step("a", new CallStep.WaitsForLimit(new Limit(0.5)));
        Pass(1);
        progress.Update(_state);

        Assert.Equal(
            ["in progress", "waiting (limit 0.5/s)"], _engine.ProgressUpdates.Select(update => update.Status));
    }

    [Theory]
    [InlineData(2, 30, null, 8, 200)]
    [InlineData(2, 30, null, 1, 200)]
    [InlineData(2, 30, null, 8, 60)]
    [InlineData(2, 30, 6.0, 8, 400)]
    [InlineData(5, 30, 0.5, 8, 100)]
    [InlineData(1, 1, null, 4, 60)]
    [InlineData(500, 500, null, 8, 2000)]
    [InlineData(0.5, 2, null, 8, 40)]
    public void AfterTenOrdersTheTimeLeftIsRightWithinAFifth(double rate, int burst, double? learned, int inFlight, int orders)
    {
        using var bucket = new QuotaBucket(new UsagePlan(rate, burst), _time, () => 0);
        var estimates = Run(orders, inFlight, [bucket], learned);

        AssertWithinAFifth(estimates, atLeast: 5);
    }

    // A run that goes on from its journal: most of its orders are skipped before the first one is sent.
    [Theory]
    [InlineData(2, 30, 8, 100, 37)]
    [InlineData(2, 1, 8, 60, 37)]
    [InlineData(2, 30, 8, 400, 300)]
    [InlineData(1, 1, 4, 60, 0)]
    public void OrdersThatAreSkippedDoNotCountForTheTimeLeft(double rate, int burst, int inFlight, int orders, int skipped)
    {
        using var bucket = new QuotaBucket(new UsagePlan(rate, burst), _time, () => 0);
        var estimates = Run(orders, inFlight, [bucket], learned: null, skipped);

        AssertWithinAFifth(estimates, atLeast: 5, skipped);
    }

    [Fact]
    public void TheTimeLeftOfACommandThatSendsNothingIsThatOfItsPace()
    {
        var progress = Progress(read: 100);
        progress.AllRead = true;
        progress.Done = 25;
        for (var i = 0; i < 25; i++)
        {
            _state.Activity.End(new object());
        }

        Pass(5);
        progress.Update(_state);

        Assert.Equal(("25 of 100, 5/s", 15), (_engine.ProgressUpdates[0].Status, _engine.ProgressUpdates[0].SecondsRemaining));
    }

    [Fact]
    public void WhereOrdersNeedTwoRequestsTheSlowerLimitCounts()
    {
        using var creates = new QuotaBucket(new UsagePlan(2, 30), _time, () => 0);
        using var reads = new QuotaBucket(new UsagePlan(1, 10), _time, () => 0);
        var estimates = Run(100, 8, [creates, reads], learned: null);

        AssertWithinAFifth(estimates, atLeast: 5);
    }

    private static void AssertWithinAFifth(List<(double At, int Done, int? Left)> estimates, int atLeast, int skipped = 0)
    {
        var end = estimates[^1].At;
        var told = estimates.Where(estimate => estimate.Done >= 10 + skipped && end - estimate.At > 5).ToList();
        Assert.True(told.Count >= atLeast, $"Only {told.Count} estimates were told.");
        Assert.All(told, estimate =>
        {
            var left = end - estimate.At;
            Assert.NotNull(estimate.Left);
            Assert.True(
                Math.Abs(estimate.Left.Value - left) <= (0.2 * left) + 1,
                $"After {estimate.At:0.0} s and {estimate.Done} orders {estimate.Left} s were told, and {left:0.0} s were left.");
        });
    }

    // A run of orders, each of which takes one request of each bucket, one after the other; the first ones are skipped.
    private List<(double At, int Done, int? Left)> Run(
        int orders, int inFlight, QuotaBucket[] buckets, double? learned, int skipped = 0)
    {
        const double Step = 0.025;
        var progress = Progress(orders);
        progress.AllRead = true;
        var estimates = new List<(double At, int Done, int? Left)>();
        var places = Enumerable.Range(0, inFlight).Select(_ => new Order()).ToList();
        var (started, now) = (0, 0.0);
        while (progress.Done < orders)
        {
            for (var i = 0; i < inFlight && started < skipped; i++)
            {
                _state.Activity.End(started++);
                progress.Done++;
            }

            foreach (var place in places)
            {
                if (place.Stage < 0 && started < orders && started >= skipped)
                {
                    started++;
                    place.Stage = 0;
                }

                if (place.Stage < 0)
                {
                    continue;
                }

                var bucket = buckets[place.Stage];
                if (place.Permit is null)
                {
                    place.Permit = bucket.AcquireAsync(CancellationToken.None).AsTask();
                    if (!place.Permit.IsCompleted)
                    {
                        _state.Activity.Step(place, new CallStep.WaitsForLimit(bucket));
                    }
                }

                if (place.Permit.IsCompleted && place.EndsAt is null)
                {
                    Assert.True(place.Permit.Result.Send(evenIfLate: true));
                    _state.Activity.Step(place, new CallStep.Sent(bucket));
                    place.EndsAt = now + Latency;
                }

                if (place.EndsAt <= now)
                {
                    place.Permit.Result.Answered(learned);
                    (place.Permit, place.EndsAt) = (null, null);
                    if (++place.Stage == buckets.Length)
                    {
                        place.Stage = -1;
                        _state.Activity.End(place);
                        progress.Done++;
                    }
                }
            }

            Pass(Step);
            now += Step;

            // A permit that was granted reaches its order on another thread.
            var granted = buckets.Sum(bucket => bucket.GetStatus(default).InFlight);
            Assert.True(SpinWait.SpinUntil(() => places.Count(place => place.Permit is { IsCompleted: true }) == granted, 10_000));
            progress.Update(_state);
            if (_engine.ProgressUpdates.Count > estimates.Count)
            {
                estimates.Add((now, progress.Done, _engine.ProgressUpdates[^1].SecondsRemaining));
            }
        }

        estimates.Add((now, orders, 0));
        return estimates;
    }

    private PumpProgress Progress(int read) => new(_engine, new RunClock(_time), "Working") { Read = read };

    private void EndAfterSending(int records)
    {
        for (var i = 0; i < records; i++)
        {
            _state.Activity.Step(i, new CallStep.Sent(null));
            _state.Activity.End(i);
        }
    }

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    private sealed class Order
    {
        public int Stage { get; set; } = -1;

        public Task<QuotaPermit>? Permit { get; set; }

        public double? EndsAt { get; set; }
    }

    private sealed class Limit(double rate) : IRateLimit
    {
        public double Rate => rate;

        public TimeSpan TimeFor(int requests) => TimeSpan.FromSeconds(requests / rate);
    }
}
