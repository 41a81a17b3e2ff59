using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Pipeline;
using Xunit;

namespace FbaOutbound.Tests.Pipeline;

public sealed class FbaCommandTests
{
    [Fact]
    public void WhatACommandUsedIsGivenBackOnceAtItsEnd()
    {
        using var command = new Probe { Work = _ => Task.CompletedTask };

        command.Run();
        Assert.Equal(1, command.EndedCount);
        command.Dispose();

        Assert.Equal(1, command.EndedCount);
    }

    [Fact]
    public void ACommandThatIsEndedFromOutsideGivesBackWhatItUsedWhenTheLastWorkHasEnded()
    {
        var working = false;
        using var command = new Probe
        {
            Work = async cancellationToken =>
            {
                Volatile.Write(ref working, true);
                try
                {
                    await Task.Delay(Timeout.Infinite, cancellationToken);
                }
                finally
                {
                    await Task.Yield();
                    Volatile.Write(ref working, false);
                }
            },
        };
        command.WhenEnded = () => Assert.False(Volatile.Read(ref working));
        command.Start();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref working), TimeSpan.FromSeconds(10)));

        command.Dispose();

        Assert.Equal(1, command.EndedCount);
    }

    [Fact]
    public async Task WorkThatDoesNotEndHoldsTheCommandForAMomentOnlyAndWhatItUsesUntilItsEnd()
    {
        var hang = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var command = new Probe { Work = _ => hang.Task, WhenEnded = ended.SetResult, LongestEnd = TimeSpan.FromMilliseconds(10) };
        command.Start();

        command.Dispose();

        Assert.Equal(0, command.EndedCount);
        hang.SetResult();
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private sealed class Probe : FbaCommand
    {
        public Probe() => Engine = new FakeEngine();

        public required Func<CancellationToken, Task> Work { get; init; }

        public Action WhenEnded { get; set; } = () => { };

        public int EndedCount { get; private set; }

        public void Start() => ProcessRecord();

        public void Run()
        {
            ProcessRecord();
            EndProcessing();
        }

        private protected override void Process() => Pump.Add("a", (_, cancellationToken) => Work(cancellationToken));

        private protected override void Ended()
        {
            EndedCount++;
            WhenEnded();
        }
    }
}
