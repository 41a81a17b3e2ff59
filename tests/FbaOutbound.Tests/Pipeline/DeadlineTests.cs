using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Errors;
using FbaOutbound.Pipeline;
using FbaOutbound.Sessions;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Tests.Pipeline;

public sealed class DeadlineTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly ManualTimeProvider _time = new();
    private readonly FakeEngine _engine = new();

    [Fact]
    public void WhatHasSentNoChangeEndsAtOnceAndIsNamedInTheInputsOrder()
    {
        using var pump = Pump(3);
        pump.Add("done", Writes("done"));
        foreach (var id in new[] { "a", "b" })
        {
            pump.Add(id, (_, cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken));
        }

        _time.Advance(s_limit);
        pump.Add("late", Writes("late"));
        pump.Drain();
        pump.TellLeftOver();

        Assert.Equal(["done"], _engine.Output);
        Assert.Equal(["a", "b", "late"], _engine.Errors.Select(error => error.Target));
        Assert.All(
            _engine.Errors, error => Assert.Equal((ErrorIds.DeadlineReached, ErrorCategory.OperationTimeout), (error.Id, error.Category)));
        Assert.Equal(
            "'a' was not processed, and no change was sent for it. The deadline of 60 s was reached.",
            _engine.Errors[0].Exception.Message);
        Assert.Equal(
            "The deadline of 60 s was reached: 1 result returned, 3 not finished (error DeadlineReached for each). Run the "
                + "same command again to process the rest.",
            Assert.Single(_engine.Warnings));
    }

    [Fact]
    public void AChangeThatHasLeftIsGivenTimeForItsAnswerAndItsReadsButForNoOtherChange()
    {
        using var pump = Pump(1);
        using var left = new ManualResetEventSlim();
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        pump.Add("a", async (output, cancellationToken) =>
        {
            await CallGate.Current.PassAsync(isRead: false, cancellationToken);
            left.Set();
            await passed.Task;
            await CallGate.Current.PassAsync(isRead: true, cancellationToken);
            await Assert.ThrowsAsync<OperationCanceledException>(
                async () => await CallGate.Current.PassAsync(isRead: false, cancellationToken));
            Assert.False(cancellationToken.IsCancellationRequested);
            output.Write("answered");
        });
        Assert.True(left.Wait(TimeSpan.FromSeconds(10)));

        _time.Advance(s_limit + RunDeadline.Grace - TimeSpan.FromTicks(1));
        passed.SetResult();
        pump.Drain();
        pump.TellLeftOver();

        Assert.Equal(["answered"], _engine.Output);
        Assert.Empty(_engine.Errors);
        Assert.Empty(_engine.Warnings);
    }

    [Fact]
    public void AfterTheGraceAChangeWithoutAnAnswerIsEndedAndToldAsItsSettlementTellsIt()
    {
        using var pump = Pump(2);
        using var left = new CountdownEvent(2);
        pump.Add("unknown", async (_, cancellationToken) =>
        {
            await CallGate.Current.PassAsync(isRead: false, cancellationToken);
            left.Signal();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                throw new FbaException("unknown");
            }
        });
        pump.Add("waits", async (_, cancellationToken) =>
        {
            await CallGate.Current.PassAsync(isRead: false, cancellationToken);
            left.Signal();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        Assert.True(left.Wait(TimeSpan.FromSeconds(10)));

        _time.Advance(s_limit);
        Assert.False(pump.Finished.IsCompleted);
        _time.Advance(RunDeadline.Grace);
        pump.Drain();

        Assert.Equal(["unknown", "waits"], _engine.Errors.Select(error => error.Target));
        Assert.Equal("unknown", _engine.Errors[0].Exception.Message);
        Assert.Contains("not finished", _engine.Errors[1].Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ParkedRecordsEndWithTheDeadlineToo()
    {
        using var pump = Pump(1);
        for (var i = 0; i < 5; i++)
        {
            pump.Add($"{i}", (_, cancellationToken) => CallGate.Current.ParkAsync(() => Task.Delay(Timeout.Infinite, cancellationToken)));
        }

        _time.Advance(s_limit);
        pump.Drain();

        Assert.Equal(["0", "1", "2", "3", "4"], _engine.Errors.Select(error => error.Target));
    }

    [Fact]
    public void ATimerThatIsLateLetsNothingLeaveMeanwhile()
    {
        // As where a machine has slept: the clock has gone on, its timers have not.
        var time = new LateTimers();
        using var pump = new RecordPump(
            _engine, 1, new PumpProgress(_engine, new RunClock(time), "Working"), deadline: new RunDeadline(new RunClock(time), s_limit));
        using var woke = new ManualResetEventSlim();
        pump.Add("a", async (_, cancellationToken) =>
        {
            woke.Wait(CancellationToken.None);
            await CallGate.Current.PassAsync(isRead: false, cancellationToken);
        });

        time.Now += s_limit.Ticks;
        woke.Set();
        pump.Add("b", Writes("b"));
        pump.Drain();

        Assert.Equal(["a", "b"], _engine.Errors.Select(error => error.Target));
        Assert.Empty(_engine.Output);
    }

    [Fact]
    public void ASystemClockThatIsSetDoesNotMoveTheDeadline()
    {
        using var pump = Pump(1);
        _time.SetBack(TimeSpan.FromHours(-5));
        pump.Add("forward", Writes("forward"));
        _time.SetBack(TimeSpan.FromHours(10));
        pump.Add("back", Writes("back"));
        pump.Drain();
        _time.Advance(s_limit);
        pump.Add("late", Writes("late"));
        pump.Drain();

        Assert.Equal(["forward", "back"], _engine.Output);
        Assert.Equal("late", Assert.Single(_engine.Errors).Target);
    }

    [Fact]
    public void ARecordOfManyNamesEachThatIsLeftOver()
    {
        using var pump = Pump(1);
        var left = new List<string> { "a", "b", "c" };
        using var arrived = new ManualResetEventSlim();
        pump.Add(
            id: null,
            async (output, cancellationToken) =>
            {
                left.Remove("b");
                output.Write("b");
                arrived.Set();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            },
            () => left);
        Assert.True(arrived.Wait(TimeSpan.FromSeconds(10)));

        _time.Advance(s_limit);
        pump.Drain();

        Assert.Equal(["a", "c"], _engine.Errors.Select(error => error.Target));
    }

    [Fact]
    public void AListThatTheDeadlineCutsEndsTheCommandWithItsError()
    {
        using var pump = Pump(1);
        var started = new TaskCompletionSource();
        var advancing = Task.Run(async () =>
        {
            await started.Task;
            _time.Advance(s_limit);
        });

        Assert.Throws<DeadlineReachedException>(() => pump.Run(async cancellationToken =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }));
        Assert.Throws<DeadlineReachedException>(() => pump.Run(_ => Task.FromResult(0)));
        Assert.Empty(_engine.Errors);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void WheneverTheDeadlineComesEachRecordGivesOneOutcomeAndWhatIsLeftOverHasNotLeft(int seed)
    {
        const int Count = 300;
        var random = new Random(seed);
        var late = random.Next(Count);
        var changes = new int[Count];
        using var pump = Pump(random.Next(1, 9));
        for (var i = 0; i < Count; i++)
        {
            if (i == late)
            {
                _time.Advance(s_limit + (random.Next(2) == 0 ? RunDeadline.Grace : TimeSpan.Zero));
            }

            var (value, reads) = (i, random.Next(3) == 0);
            pump.Add($"{i}", async (output, cancellationToken) =>
            {
                if (reads)
                {
                    await CallGate.Current.PassAsync(isRead: true, cancellationToken);
                    await Task.Yield();
                }

                await CallGate.Current.PassAsync(isRead: false, cancellationToken);
                changes[value]++;
                await Task.Yield();
                output.Write(value);
            });
        }

        pump.Drain();

        var shown = _engine.Output.Cast<int>().ToList();
        var leftOver = _engine.Errors.Select(error => int.Parse(error.Target!, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(0, Count), shown.Concat(leftOver).Order());
        Assert.All(shown, value => Assert.Equal(1, changes[value]));
        Assert.All(leftOver, value => Assert.Equal(0, changes[value]));
        Assert.True(leftOver.Count >= Count - late);
    }

    private static Func<ICommandOutput, CancellationToken, Task> Writes(string text) => (output, _) =>
    {
        output.Write(text);
        return Task.CompletedTask;
    };

    private RecordPump Pump(int limit) =>
        new(
            _engine,
            limit,
            new PumpProgress(_engine, new RunClock(_time), "Working"),
            deadline: new RunDeadline(new RunClock(_time), s_limit));

    private sealed class LateTimers : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Late();

        private sealed class Late : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
