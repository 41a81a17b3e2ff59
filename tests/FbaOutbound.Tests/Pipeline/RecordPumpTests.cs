using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Pipeline;
using FbaOutbound.Sessions;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Tests.Pipeline;

public sealed class RecordPumpTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void ResultsComeInTheOrderOfTheInputWhateverTheOrderOfTheAnswers()
    {
        var engine = new FakeEngine();
        using var pump = Pump(engine, 8);
        var first = new TaskCompletionSource();
        pump.Add("0", async (output, _) =>
        {
            await first.Task;
            output.Write(0);
        });
        for (var i = 1; i < 8; i++)
        {
            var value = i;
            pump.Add($"{i}", (output, _) =>
            {
                output.Write(value);
                if (value == 7)
                {
                    first.SetResult();
                }

                return Task.CompletedTask;
            });
        }

        pump.Drain();

        Assert.Equal(Enumerable.Range(0, 8).Cast<object>(), engine.Output);
    }

    [Fact]
    public void NoMoreThanTheLimitIsInFlight()
    {
        var engine = new FakeEngine();
        using var pump = Pump(engine, 3);
        var (now, most) = (0, 0);
        for (var i = 0; i < 50; i++)
        {
            pump.Add($"{i}", async (_, _) =>
            {
                var running = Interlocked.Increment(ref now);
                InterlockedMax(ref most, running);
                await Task.Yield();
                Interlocked.Decrement(ref now);
            });
        }

        pump.Drain();

        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public void OneSlowRecordDoesNotStallTheOthersUntilTheWindowIsFull()
    {
        var engine = new FakeEngine();
        using var pump = Pump(engine, 2);
        var slow = new TaskCompletionSource();
        var done = 0;
        pump.Add("slow", async (output, _) =>
        {
            await slow.Task;
            output.Write("slow");
        });

        for (var i = 0; i < 60; i++)
        {
            pump.Add($"{i}", (output, _) =>
            {
                output.Write("quick");
                Interlocked.Increment(ref done);
                return Task.CompletedTask;
            });
        }

        SpinWait.SpinUntil(() => Volatile.Read(ref done) == 60, TimeSpan.FromSeconds(10));
        Assert.Equal(60, done);
        Assert.Empty(engine.Output);
        slow.SetResult();
        pump.Drain();
        Assert.Equal("slow", engine.Output[0]);
        Assert.Equal(61, engine.Output.Count);
    }

    [Fact]
    public void InputIsReadAheadSoThatItsCountIsKnownWhileAllPlacesAreTaken()
    {
        var engine = new FakeEngine();
        var progress = new PumpProgress(engine, new RunClock(_time), "Working");
        using var pump = new RecordPump(engine, 2, progress);
        var go = new TaskCompletionSource();
        for (var i = 0; i < 500; i++)
        {
            var value = i;
            pump.Add($"{i}", async (output, _) =>
            {
                await go.Task;
                output.Write(value);
            });
        }

        Assert.Equal(500, progress.Read);
        go.SetResult();
        pump.Drain();
        Assert.Equal(Enumerable.Range(0, 500).Cast<object>(), engine.Output);
    }

    [Fact]
    public async Task WhereTheCountIsKnownNoRecordIsMadeLongBeforeItsTurn()
    {
        var engine = new FakeEngine();
        var progress = new PumpProgress(engine, new RunClock(_time), "Working") { AllRead = true };
        using var pump = new RecordPump(engine, 2, progress);
        var adder = Thread.CurrentThread;
        var (added, addedWhenItWaited) = (0, 0);
        var go = new TaskCompletionSource();
        var watcher = Task.Run(() =>
        {
            SpinWait.SpinUntil(() => Volatile.Read(ref added) >= 100 || adder.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
            addedWhenItWaited = Volatile.Read(ref added);
            go.SetResult();
        });
        for (var i = 0; i < 500; i++)
        {
            var value = i;
            pump.Add($"{i}", async (output, _) =>
            {
                await go.Task;
                output.Write(value);
            });
            Volatile.Write(ref added, i + 1);
        }

        pump.Drain();

        await watcher;
        Assert.InRange(addedWhenItWaited, 0, 66);
        Assert.Equal(Enumerable.Range(0, 500).Cast<object>(), engine.Output);
    }

    [Fact]
    public void AfterADownstreamStopWhatWasReadAheadIsNotStarted()
    {
        var engine = new FakeEngine { OnWrite = _ => throw new InvalidOperationException("downstream") };
        using var pump = Pump(engine, 1);
        var started = 0;
        for (var i = 0; i < 100; i++)
        {
            var value = i;
            pump.Add($"{i}", async (output, cancellationToken) =>
            {
                Interlocked.Increment(ref started);
                output.Write(value);
                await Task.Delay(Timeout.Infinite, cancellationToken);
            });
        }

        Assert.Throws<InvalidOperationException>(pump.Drain);
        pump.Abandon();

        Assert.True(pump.AwaitEnd(TimeSpan.FromSeconds(10)));
        Assert.Equal(1, started);
    }

    [Fact]
    public void AFaultOfOneRecordIsAnErrorAndTheOthersContinue()
    {
        var engine = new FakeEngine();
        using var pump = Pump(engine, 2);
        pump.Add("a", (output, _) => throw new FbaException("broken"));
        pump.Add("b", (output, _) =>
        {
            output.Write("b");
            return Task.CompletedTask;
        });

        pump.Drain();

        var error = Assert.Single(engine.Errors);
        Assert.Equal("a", error.Target);
        Assert.Equal("broken", error.Exception.Message);
        Assert.Equal("b", Assert.Single(engine.Output));
    }

    [Fact]
    public void RunThrowsTheFaultItself()
    {
        var engine = new FakeEngine();
        using var pump = Pump(engine, 2);

        var thrown = Assert.Throws<FbaException>(() => pump.Run<int>(_ => Task.FromException<int>(new FbaException("broken"))));

        Assert.Equal("broken", thrown.Message);
        Assert.Empty(engine.Errors);
    }

    [Fact]
    public void AStopEndsTheCommandAtOnceAndCancelsTheWork()
    {
        var engine = new FakeEngine();
        using var pump = Pump(engine, 2);
        var cancelled = new TaskCompletionSource();
        pump.Add("a", async (output, cancellationToken) =>
        {
            using var registration = cancellationToken.Register(cancelled.SetResult);
            var stopping = Task.Run(pump.Stop, CancellationToken.None);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            await stopping;
        });

        Assert.Throws<PipelineStoppedException>(pump.Drain);
        Assert.True(SpinWait.SpinUntil(() => cancelled.Task.IsCompleted, TimeSpan.FromSeconds(10)));
        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public void ADownstreamStopNamesTheChangesWhoseOutcomeIsNotShown()
    {
        var stop = new InvalidOperationException("downstream");
        var engine = new FakeEngine { OnWrite = item => throw stop };
        using var pump = Pump(engine, 3);
        using var sent = new CountdownEvent(3);
        foreach (var id in new[] { "a", "b", "c" })
        {
            pump.Add(id, async (output, _) =>
            {
                await CallGate.Current.PassAsync(isRead: false, CancellationToken.None);
                sent.Signal();
                sent.Wait(CancellationToken.None);
                output.Write(id);
            });
        }

        Assert.Same(stop, Assert.Throws<InvalidOperationException>(pump.Drain));
        pump.Abandon();

        var warning = Assert.Single(engine.Warnings);
        Assert.Contains("2 orders", warning, StringComparison.Ordinal);
        Assert.Contains("b, c", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOutcomeThatWasTakenIsNotOwedThoughItsWorkHasNotEnded()
    {
        var engine = new FakeEngine { OnWrite = _ => throw new InvalidOperationException("downstream") };
        using var pump = Pump(engine, 1);
        using var taken = new ManualResetEventSlim();
        pump.Add("a", async (output, _) =>
        {
            await CallGate.Current.PassAsync(isRead: false, CancellationToken.None);
            output.Write("a");
            taken.Wait(CancellationToken.None);
        });

        Assert.Throws<InvalidOperationException>(pump.Drain);
        pump.Abandon();
        taken.Set();

        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public void AfterADownstreamStopNothingThatWaitsForItsTurnLeaves()
    {
        var engine = new FakeEngine { OnWrite = _ => throw new InvalidOperationException("downstream") };
        using var pump = Pump(engine, 2);
        using var abandoned = new ManualResetEventSlim();
        var left = 0;
        using var ended = new ManualResetEventSlim();
        pump.Add("a", (output, _) =>
        {
            output.Write("a");
            return Task.CompletedTask;
        });
        pump.Add("b", async (_, _) =>
        {
            try
            {
                abandoned.Wait(CancellationToken.None);
                await CallGate.Current.PassAsync(isRead: false, CancellationToken.None);
                left++;
            }
            finally
            {
                ended.Set();
            }
        });

        Assert.Throws<InvalidOperationException>(pump.Drain);
        pump.Abandon();
        abandoned.Set();

        Assert.True(ended.Wait(TimeSpan.FromSeconds(10)));
        Assert.Equal(0, left);
        Assert.Empty(engine.Warnings);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void AChangeThatWasTurnedAwayAndWaitsForItsRepeatIsNotOwed(bool isRepeatOfRead, int warnings)
    {
        var engine = new FakeEngine();
        using var waiting = new ManualResetEventSlim();
        using (var pump = Pump(engine, 2))
        {
            pump.Add("a", async (_, cancellationToken) =>
            {
                await CallGate.Current.PassAsync(isRead: false, CancellationToken.None);
                CallLog.Current.Step(new CallStep.Sent(null));
                CallLog.Current.Step(new CallStep.Retries(isRepeatOfRead));
                waiting.Set();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            });
            Assert.True(waiting.Wait(TimeSpan.FromSeconds(10)));
        }

        Assert.Equal(warnings, engine.Warnings.Count);
    }

    [Fact]
    public void AFailureUpstreamShowsOnlyInDisposeWhichWarnsToo()
    {
        var engine = new FakeEngine();
        using var sent = new ManualResetEventSlim();
        using (var pump = Pump(engine, 2))
        {
            pump.Add("a", async (_, cancellationToken) =>
            {
                await CallGate.Current.PassAsync(isRead: false, CancellationToken.None);
                sent.Set();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            });
            Assert.True(sent.Wait(TimeSpan.FromSeconds(10)));
        }

        Assert.Contains("1 order already sent", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatOnlyGoesWithARecordIsNoRecordOfItsOwn()
    {
        var engine = new FakeEngine();
        var progress = new PumpProgress(engine, new RunClock(_time), "Working");
        using var pump = new RecordPump(engine, 1, progress);
        pump.Show(output => output.Warning("first"), isRecord: false);
        pump.Add("1", (output, _) =>
        {
            output.Write(1);
            return Task.CompletedTask;
        });
        pump.Drain();

        Assert.Equal((1, 1), (progress.Read, progress.Done));
        Assert.Equal("first", Assert.Single(engine.Warnings));
    }

    [Fact]
    public void ParkedRecordsGiveTheirPlacesToOthers()
    {
        var engine = new FakeEngine();
        using var pump = Pump(engine, 2);
        var claim = new TaskCompletionSource();
        for (var i = 0; i < 10; i++)
        {
            var value = i;
            pump.Add($"{i}", async (output, _) =>
            {
                await CallGate.Current.ParkAsync(() => claim.Task);
                output.Write(value);
            });
        }

        pump.Add("free", (output, _) =>
        {
            output.Write("free");
            claim.SetResult();
            return Task.CompletedTask;
        });
        pump.Drain();

        Assert.Equal([.. Enumerable.Range(0, 10).Cast<object>(), "free"], engine.Output);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task NoMoreThanTheLimitWorksInWhateverOrderParkedRecordsReturn(int seed)
    {
        const int Count = 200;
        var random = new Random(seed);
        var limit = random.Next(1, 9);
        var parks = Enumerable.Range(0, Count).Select(_ => random.Next(3) > 0).ToArray();
        var engine = new FakeEngine();
        using var pump = Pump(engine, limit);
        using var parked = new BlockingCollection<TaskCompletionSource>();
        var releasing = Task.Run(() => Release(parked, random));
        var (now, most) = (0, 0);
        for (var i = 0; i < Count; i++)
        {
            var value = i;
            pump.Add($"{i}", async (output, _) =>
            {
                await WorkAsync();
                if (parks[value])
                {
                    var claim = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    parked.Add(claim, CancellationToken.None);
                    await CallGate.Current.ParkAsync(() => claim.Task);
                    await WorkAsync();
                }

                output.Write(value);
            });
        }

        pump.Drain();
        parked.CompleteAdding();
        await releasing;

        Assert.InRange(most, 1, limit);
        Assert.Equal(Enumerable.Range(0, Count).Cast<object>(), engine.Output);

        async Task WorkAsync()
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
        }
    }

    [Fact]
    public async Task AStopEndsRecordsThatAreParkedAndThoseThatWaitForTheirPlaceAgain()
    {
        var engine = new FakeEngine();
        using var pump = Pump(engine, 1);
        var parked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var claim = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        pump.Add("parked", async (_, cancellationToken) =>
            await CallGate.Current.ParkAsync(() => Task.Delay(Timeout.Infinite, cancellationToken)));
        pump.Add("returning", async (_, cancellationToken) =>
        {
            await CallGate.Current.ParkAsync(() => claim.Task);
            cancellationToken.ThrowIfCancellationRequested();
        });
        pump.Add("working", async (_, cancellationToken) =>
        {
            claim.SetResult();
            parked.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        await parked.Task;

        Assert.False(pump.Finished.IsCompleted);
        pump.Stop();

        await pump.Finished.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task AParkedRecordThatIsCancelledWhileAnotherHangsEnds()
    {
        // A place that nobody gives back must not hold those who only want to end.
        var engine = new FakeEngine();
        using var pump = Pump(engine, 1);
        var hang = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        pump.Add("parked", async (_, cancellationToken) =>
        {
            try
            {
                await CallGate.Current.ParkAsync(() => Task.Delay(Timeout.Infinite, cancellationToken));
            }
            finally
            {
                ended.SetResult();
            }
        });
        var hangs = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        pump.Add("hangs", (_, _) =>
        {
            hangs.SetResult();
            return hang.Task;
        });
        await hangs.Task;

        pump.Stop();

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(pump.Finished.IsCompleted);
        hang.SetResult();
        await pump.Finished.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private static void Release(BlockingCollection<TaskCompletionSource> parked, Random random)
    {
        var waiting = new List<TaskCompletionSource>();
        while (waiting.Count > 0 || !parked.IsCompleted)
        {
            if (parked.TryTake(out var claim, waiting.Count == 0 ? Timeout.Infinite : 0))
            {
                waiting.Add(claim);
                if (random.Next(8) > 0)
                {
                    continue;
                }
            }

            // At times one comes back, at times all do.
            for (var left = random.Next(2) == 0 ? 1 : waiting.Count; left > 0 && waiting.Count > 0; left--)
            {
                var next = random.Next(waiting.Count);
                waiting[next].SetResult();
                waiting.RemoveAt(next);
            }
        }
    }

    private RecordPump Pump(FakeEngine engine, int limit) => new(engine, limit, new PumpProgress(engine, new RunClock(_time), "Working"));

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
