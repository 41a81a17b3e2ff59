using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Http;
using FbaOutbound.Core.Tests.Orders;
using FbaOutbound.Orders;
using FbaOutbound.Quota;
using FbaOutbound.Settlement;
using FbaOutbound.Testing;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;
using static FbaOutbound.Core.Tests.Orders.Answers;

namespace FbaOutbound.Core.Tests.Evidence;

/// <summary>Somebody sets the system's clock by hours, in either direction, while a run is under way.</summary>
public sealed class ClockJumpTests
{
    public static TheoryData<double> Hours => [-5, 5];

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task AnAccessTokenIsGoodForAsLongAsItWouldBe(double hours)
    {
        using var harness = new Harness(new StubService(Answer(200)));
        await harness.ReadAsync();
        harness.Clock.SetBack(TimeSpan.FromHours(hours));
        harness.Clock.Advance(TimeSpan.FromSeconds(3539));
        await harness.ReadAsync();
        Assert.Single(harness.Service.TokenRequests);
        harness.Clock.Advance(TimeSpan.FromSeconds(1));
        await harness.ReadAsync();
        Assert.Equal(2, harness.Service.TokenRequests.Count);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task AQuotaGivesItsTokensAtTheSameTimes(double hours)
    {
        Assert.Equal(await GrantsAsync(TimeSpan.Zero), await GrantsAsync(TimeSpan.FromHours(hours)));

        static async Task<List<long>> GrantsAsync(TimeSpan jump)
        {
            var clock = new ManualTimeProvider();
            var start = clock.GetTimestamp();
            using var bucket = new QuotaBucket(new UsagePlan(2, 3), clock, () => 0);
            var grants = new List<long>();
            for (var i = 0; i < 12; i++)
            {
                var waiting = bucket.AcquireAsync(CancellationToken.None).AsTask();
                if (i == 5)
                {
                    clock.SetBack(jump);
                }

                while (bucket.GetStatus(default).Waiting > 0)
                {
                    clock.Advance(TimeSpan.FromMilliseconds(10));
                }

                using var permit = await waiting;
                permit.Send();
                permit.Answered(null);
                grants.Add(clock.GetTimestamp() - start);
            }

            return grants;
        }
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task AnUnknownOutcomeIsReadBackAtTheSameTimes(double hours)
    {
        var bench = new Bench();
        var times = new List<double>();
        var start = bench.Clock.GetTimestamp();
        bench.Creates(Unknown(), "answered").Pages(Page());
        for (var i = 0; i < 5; i++)
        {
            bench.Service.Reads.Enqueue(() =>
            {
                times.Add(bench.Clock.GetElapsedTime(start).TotalSeconds);
                bench.Clock.SetBack(TimeSpan.FromHours(times.Count == 1 ? hours : 0));
                throw NotFound();
            });
        }

        var receipt = await bench.CreateAsync();

        Assert.Equal([2, 5, 10, 20], times);
        Assert.Equal(TimeSpan.FromSeconds(20), receipt.Elapsed);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task TheListThatProvesAnAbsenceBeginsBeforeTheSendByTheClockAsItWasAndAsItIs(double hours)
    {
        var bench = new Bench();
        bench.Creates(Unknown(), "answered").Pages(Page());
        bench.Service.Reads.Enqueue(() => throw NotFound());
        bench.Service.Reads.Enqueue(() =>
        {
            bench.Clock.SetBack(TimeSpan.FromHours(hours));
            throw NotFound();
        });
        bench.Service.Reads.Enqueue(() => throw NotFound());

        await bench.CreateAsync();

        var earlier = bench.Service.Start - TimeSpan.FromHours(Math.Max(0, hours));
        Assert.InRange(bench.Service.Lists.Single().Since, earlier - TimeSpan.FromMinutes(15), earlier - TimeSpan.FromMinutes(14));
    }

    [Fact]
    public async Task ASendThatLiesInTheFutureByAClockThatWasSetBackIsNotWaitedFor()
    {
        var bench = new Bench();
        bench.Reads(NotFound()).Pages(Page());
        var start = bench.Clock.GetTimestamp();

        await bench.Client.ResolveAsync(bench.Order, bench.Service.Start + TimeSpan.FromHours(3), 0, CancellationToken.None);

        Assert.Equal(TimeSpan.FromSeconds(20), bench.Clock.GetElapsedTime(start));
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task AWaitForOrdersTakesItsTime(double hours)
    {
        var bench = new Bench();
        var start = bench.Clock.GetTimestamp();
        bench.Reads(Unknown(503));
        bench.Service.Pages.Enqueue(_ => Page());
        bench.Service.Pages.Enqueue(_ =>
        {
            bench.Clock.SetBack(TimeSpan.FromHours(hours));
            return Page();
        });
        bench.Service.Pages.Enqueue(_ => Page());
        var failed = new List<OrderWaitException>();

        await bench.Client.CreateWait(new WantedStates
        {
            States = [],
            PollInterval = TimeSpan.FromSeconds(15),
            Timeout = TimeSpan.FromMinutes(10),
            Arrived = _ => { },
            Failed = (_, failure) => failed.Add((OrderWaitException)failure),
        }).RunAsync(["a"], CancellationToken.None);

        Assert.True(Assert.Single(failed).IsTimeout);
        Assert.Equal(TimeSpan.FromMinutes(10), bench.Clock.GetElapsedTime(start));
    }
}
