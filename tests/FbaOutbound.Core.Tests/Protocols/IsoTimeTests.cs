using System;
using System.Globalization;
using FbaOutbound.Texts;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

public sealed class IsoTimeTests
{
    [Theory]
    [InlineData("2026-05-04T12:30:15Z", "2026-05-04T12:30:15.0000000")]
    [InlineData("2026-05-04T12:30:15", "2026-05-04T12:30:15.0000000")]
    [InlineData("2026-05-04T12:30:15.5Z", "2026-05-04T12:30:15.5000000")]
    [InlineData("2026-05-04T12:30:15,25Z", "2026-05-04T12:30:15.2500000")]
    [InlineData("2026-05-04T12:30:15.123456789Z", "2026-05-04T12:30:15.1234567")]
    [InlineData("2026-05-04T12:30:15+09:00", "2026-05-04T03:30:15.0000000")]
    [InlineData("2026-05-04T12:30:15-0530", "2026-05-04T18:00:15.0000000")]
    [InlineData("2026-05-04T12:30:15+09", "2026-05-04T03:30:15.0000000")]
    [InlineData("20260504T123015+0900", "2026-05-04T03:30:15.0000000")]
    [InlineData("2026-05-04T12:30Z", "2026-05-04T12:30:00.0000000")]
    [InlineData("2026-05-04t12:30:15z", "2026-05-04T12:30:15.0000000")]
    [InlineData("2026-05-04 12:30:15", "2026-05-04T12:30:15.0000000")]
    [InlineData("2026-05-04", "2026-05-04T00:00:00.0000000")]
    [InlineData(" 2026-05-04T12:30:15Z ", "2026-05-04T12:30:15.0000000")]
    [InlineData("10/16/2018 07:41:12", "2018-10-16T07:41:12.0000000")]
    [InlineData("16/10/2018 07:41", "2018-10-16T07:41:00.0000000")]
    [InlineData("10/16/2018 7:41:12 PM", "2018-10-16T19:41:12.0000000")]
    [InlineData("10/16/2018", "2018-10-16T00:00:00.0000000")]
    [InlineData("5/5/2018 07:41:12 UTC", "2018-05-05T07:41:12.0000000")]
    [InlineData("2018/10/06 07:41:12", "2018-10-06T07:41:12.0000000")]
    [InlineData("Tue, 16 Oct 2018 07:41:12 GMT", "2018-10-16T07:41:12.0000000")]
    public void EveryFormOfADateIsRead(string text, string utc) =>
        Assert.Equal(utc, IsoTime.Read(text)!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("05/04/2026")]
    [InlineData("10/06/2018 07:41:12")]
    [InlineData("02/30/2018 07:41:12")]
    [InlineData("13/13/2018")]
    [InlineData("10/16/18 07:41:12")]
    [InlineData("10/16/2018 25:41:12")]
    [InlineData("10/16/2018 07:41:12 PST")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-02-30")]
    [InlineData("2026-05-04T25:00:00Z")]
    [InlineData("2026-05-04T12:30:15 Pacific")]
    [InlineData("0001-01-01T00:00:00+09:00")]
    [InlineData("9999-12-31T23:59:59-09:00")]
    [InlineData("٢٠٢٦-٠٥-٠٤")]
    [InlineData("1777900000")]
    public void WhatIsNoDateIsNull(string? text) => Assert.Null(IsoTime.Read(text));

    [Fact]
    public void AVeryLongTextIsNull() => Assert.Null(IsoTime.Read("2026-05-04T12:30:15." + new string('1', 1_000_000)));

    [Fact]
    public void AnyInstantComesBackToTheMillisecond()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<DateTimeOffset>(), instant =>
        {
            var text = IsoTime.Write(instant);
            return text.EndsWith('Z')
                && IsoTime.Read(text)!.Value.UtcTicks == instant.UtcTicks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond;
        }).QuickCheckThrowOnFailure();
    }
}
