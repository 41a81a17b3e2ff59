using System;
using System.Globalization;
using FbaOutbound.OrderFiles.Formats;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Points in time as shops write them.</summary>
public sealed class FileDateTests
{
    [Theory]
    [InlineData("2026-07-01 20:00 UTC", "2026-07-01T20:00:00Z")]
    [InlineData("2026-07-01 20:00 GMT", "2026-07-01T20:00:00Z")]
    [InlineData("2026-07-01 20:00 -0700", "2026-07-02T03:00:00Z")]
    [InlineData("2026-07-01 20:00 PDT", "2026-07-02T03:00:00Z")]
    [InlineData("2026-01-15 20:00 PST", "2026-01-16T04:00:00Z")]
    [InlineData("2026-07-01 20:00 MDT", "2026-07-02T02:00:00Z")]
    [InlineData("2026-01-15 20:00 MST", "2026-01-16T03:00:00Z")]
    [InlineData("2026-07-01 20:00 CDT", "2026-07-02T01:00:00Z")]
    [InlineData("2026-01-15 20:00 CST", "2026-01-16T02:00:00Z")]
    [InlineData("2026-07-01 08:00 PM EDT", "2026-07-02T00:00:00Z")]
    [InlineData("2026-01-15 20:00 EST", "2026-01-16T01:00:00Z")]
    public void AZoneCounts(string text, string expected)
    {
        var date = new FileValues(OrderFormats.Find("Shopify"), null).Date(text, out var fault);
        Assert.Null(fault);
        Assert.Equal(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), date!.Instant);
    }
}
