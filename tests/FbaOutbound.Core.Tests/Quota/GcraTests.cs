using System;
using FbaOutbound.Quota;
using Xunit;

namespace FbaOutbound.Core.Tests.Quota;

public sealed class GcraTests
{
    [Fact]
    public void AFullBucketGivesItsBurstExceptTheReserveAndThenTheRate()
    {
        var tat = Gcra.Full;
        for (var i = 0; i < 29; i++)
        {
            var step = Gcra.Take(tat, 0, rate: 2, burst: 30);
            Assert.True(step.Granted);
            tat = step.Tat;
        }

        var refused = Gcra.Take(tat, 0, 2, 30);
        Assert.False(refused.Granted);
        Assert.Equal(tat, refused.Tat);
        Assert.True(refused.Earliest <= TimeSpan.FromMilliseconds(251).Ticks);
        Assert.True(Gcra.Take(tat, refused.Earliest, 2, 30).Granted);
    }

    [Theory]
    [InlineData(2, 30)]
    [InlineData(20, 30)]
    [InlineData(1, 1)]
    [InlineData(0.0167, 1)]
    [InlineData(5, 15)]
    public void OverALongRunNearlyAllTokensAreUsedAndNeverMore(double rate, int burst)
    {
        const int Count = 2_000;
        var (tat, now) = (Gcra.Full, 0L);
        for (var i = 0; i < Count; i++)
        {
            var step = Gcra.Take(tat, now, rate, burst);
            if (!step.Granted)
            {
                now = step.Earliest;
                step = Gcra.Take(tat, now, rate, burst);
            }

            tat = step.Tat;
        }

        var ideal = (Count - burst) / rate;
        var cost = burst == 1 ? 1.022 : 1.002;
        Assert.InRange(TimeSpan.FromTicks(now).TotalSeconds, ideal, ideal * cost);
    }

    [Fact]
    public void DebtIsKeptInTokensWhenTheRateChanges()
    {
        var tat = 10 * Gcra.Interval(2);
        Assert.Equal(10 * Gcra.Interval(20), Gcra.AtRate(tat, 0, 2, 20));
        Assert.Equal(Gcra.Full, Gcra.AtRate(Gcra.Full, 0, 2, 20));
    }

    [Fact]
    public void AvailableTokensAreThoseThatCanBeTakenAtOnce()
    {
        // All but the reserve.
        Assert.Equal(29, Gcra.Available(Gcra.Full, 0, 2, 30));
        Assert.Equal(0, Gcra.Available(Gcra.Emptied(0, 2, 30), 0, 2, 30));
        Assert.Equal(1, Gcra.Available(Gcra.Emptied(0, 2, 30), Gcra.Interval(2), 2, 30));
        Assert.Equal(1, Gcra.Available(Gcra.Full, 0, 1, 1));
    }
}
