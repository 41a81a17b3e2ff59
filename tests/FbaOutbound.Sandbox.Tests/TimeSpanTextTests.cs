using System;
using System.Globalization;
using FbaOutbound.Sandbox.Faults;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class TimeSpanTextTests
{
    [Theory]
    [InlineData("3 days", "3.00:00:00")]
    [InlineData("1 day", "1.00:00:00")]
    [InlineData("36 h", "1.12:00:00")]
    [InlineData("36h", "1.12:00:00")]
    [InlineData("1.5 hours", "01:30:00")]
    [InlineData("1 h 30 min", "01:30:00")]
    [InlineData("1h30m", "01:30:00")]
    [InlineData("90 minutes", "01:30:00")]
    [InlineData("5 S", "00:00:05")]
    [InlineData("250 ms", "00:00:00.2500000")]
    [InlineData("2 weeks", "14.00:00:00")]
    [InlineData("2.00:00:00", "2.00:00:00")]
    [InlineData(" 01:30 ", "01:30:00")]
    public void TextWithAUnitIsRead(string text, string expected)
    {
        Assert.Equal(TimeSpan.Parse(expected, CultureInfo.InvariantCulture), TimeSpanText.Read(text, out var fault));
        Assert.Null(fault);
    }

    [Theory]
    [InlineData("15")]
    [InlineData("1.5")]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("3 months")]
    [InlineData("3 days ago")]
    [InlineData("days")]
    [InlineData("25:61:00")]
    [InlineData("99999999999999999999 days")]
    [InlineData(15)]
    [InlineData(3L)]
    [InlineData(1.5)]
    [InlineData(true)]
    [InlineData(null)]
    public void ABareNumberAndAnythingElseIsRefused(object? value)
    {
        Assert.Null(TimeSpanText.Read(value, out var fault));
        Assert.Contains("'3 days'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void TheClockMovesOnlyByATimeSpan()
    {
        using var sandbox = new SandboxService();
        var before = sandbox.Now;
        Assert.Throws<ArgumentException>(() => sandbox.Advance(3));
        Assert.InRange(sandbox.Now - before, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        sandbox.Advance("3 days");
        Assert.InRange(sandbox.Now - before, TimeSpan.FromDays(3), TimeSpan.FromDays(3.01));
    }

    [Fact]
    public void AFaultLastsATimeSpan()
    {
        using var sandbox = new SandboxService();
        Assert.Throws<ArgumentException>(() => sandbox.Faults.Add(FaultKind.Stall, null, null, 5));
        sandbox.Faults.Add(FaultKind.Stall, null, null, "5 s");
    }

    [Fact]
    public void AnOptionOfAFewTicksWasABareNumber()
    {
        Assert.Throws<ArgumentException>(() => new SandboxService(new SandboxOptions { Latency = TimeSpan.FromTicks(5) }));
        var options = new SandboxOptions();
        options.LifeCycle.TimeToShip = TimeSpan.FromTicks(4);
        Assert.Throws<ArgumentException>(() => new SandboxService(options));
    }
}
