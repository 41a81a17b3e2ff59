using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Quota;

namespace FbaOutbound.Benchmarks;

/// <summary>Orders under a quota: how much longer than ideal, and how many 429s.</summary>
internal static class QuotaPart
{
    private const int Count = 330;
    private const int InFlight = 8;
    private const double Rate = 20;
    private const int Burst = 30;
    private const double MostOverIdeal = 1.03;

    private static readonly ServerSettings s_server = new(Rate, Burst, LatencyMs: 100);
    private static readonly TimeSpan s_ideal = TimeSpan.FromSeconds((Count - Burst) / Rate);

    public static async Task<bool> RunAsync(int runs)
    {
        List<string[]> rows = [["client", "time / ideal", "worst", "429s", "lost", "doubled"]];
        var isGood = true;
        rows.Add(Row("bare HttpClient, perfectly paced", await RepeatAsync(runs, s_server, BareAsync)));
        await AddAsync("FbaOutbound, plan 20/s", s_server, new UsagePlan(Rate, Burst));
        await AddAsync("FbaOutbound, plan 2/s, rate learnt", s_server, null);
        await AddAsync("FbaOutbound, plan 2/s, one hangs 10 s", s_server with { HangAt = 100 }, null);
        await Report.WriteAsync(
            Report.Number(Count, "0")
                + $" orders, {Report.Number(Rate, "0")}/s, burst {Burst}, 100 ms latency, {InFlight} in flight; ideal {s_ideal.TotalSeconds} s; medians of {runs}",
            [.. rows]);
        return isGood;

        async Task AddAsync(string name, ServerSettings server, UsagePlan? plan)
        {
            var results = await RepeatAsync(runs, server, address => ModuleAsync(address, plan));
            isGood &= Report.Median(results.Select(result => result.OverIdeal)) <= MostOverIdeal
                && results.All(result => result.Counts is { Orders: Count, Doubled: 0, Throttled: 0 });
            rows.Add(Row(name, results));
        }
    }

    private static async Task<List<Result>> RepeatAsync(int runs, ServerSettings settings, Func<Uri, Task<TimeSpan>> send)
    {
        List<Result> results = [];
        for (var i = 0; i < runs; i++)
        {
            await using var server = await ServerProcess.StartAsync(settings);
            var time = await send(server.Address);
            results.Add(new Result(time / s_ideal, await server.GetCountsAsync()));
        }

        return results;
    }

    private static async Task<TimeSpan> ModuleAsync(Uri server, UsagePlan? plan)
    {
        var orders = SampleOrders.Make(Count, "Q");
        using var client = new ModuleClient(server, plan);
        await client.ConnectAsync();
        return await Load.RunAsync(orders, InFlight, client.SendAsync);
    }

    private static async Task<TimeSpan> BareAsync(Uri server)
    {
        var bodies = BareClient.Bodies(SampleOrders.Make(Count, "Q"));
        using var client = new BareClient(server);
        return await FreshPart.PaceAsync(client, bodies, Rate, Burst, InFlight);
    }

    private static string[] Row(string name, List<Result> results) =>
    [
        name,
        Report.Number(Report.Median(results.Select(result => result.OverIdeal)), "0.000"),
        Report.Number(results.Max(result => result.OverIdeal), "0.000"),
        Report.Number(results.Sum(result => result.Counts.Throttled), "0"),
        Report.Number(results.Sum(result => Count - result.Counts.Orders), "0"),
        Report.Number(results.Sum(result => result.Counts.Doubled), "0"),
    ];

    private sealed record Result(double OverIdeal, ServerCounts Counts);
}
