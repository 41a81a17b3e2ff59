using System;
using System.Threading;
using Xunit;

namespace FbaOutbound.Core.Tests;

/// <summary>Waits until the thread pool is at rest, so that only time can wake what still waits. No other test may use the pool.</summary>
internal sealed class PoolRest
{
    public const string Collection = nameof(PoolRest);

    // If nothing was finished for so many turns, a thread of the test runner is busy, and none of the test.
    private const int QuietTurns = 10_000;

    private int _usual = LeastBusy();

    private static int Busy
    {
        get
        {
            ThreadPool.GetMaxThreads(out var all, out _);
            ThreadPool.GetAvailableThreads(out var free, out _);
            return all - free;
        }
    }

    private static int LeastBusy()
    {
        var least = Busy;
        for (var turn = 0; turn < QuietTurns; turn++)
        {
            Thread.Yield();
            least = Math.Min(least, Busy);
        }

        return least;
    }

    public void Wait()
    {
        var (quiet, finished) = (0, ThreadPool.CompletedWorkItemCount);
        while (!IsAtRest())
        {
            Thread.Yield();
            var now = ThreadPool.CompletedWorkItemCount;
            (quiet, finished) = now == finished ? (quiet + 1, now) : (0, now);
            if (quiet == QuietTurns)
            {
                _usual = Busy;
            }
        }
    }

    // A work item is in no queue for a moment before its thread counts as busy.
    private bool IsAtRest()
    {
        for (var look = 0; look < 5; look++)
        {
            if (ThreadPool.PendingWorkItemCount > 0 || Busy > _usual)
            {
                return false;
            }

            Thread.SpinWait(100);
        }

        return true;
    }
}

/// <summary>Tests that let time go on when the thread pool is at rest run after all others, one by one.</summary>
[CollectionDefinition(PoolRest.Collection, DisableParallelization = true)]
public sealed class PoolRestTests;
