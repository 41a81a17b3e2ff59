using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Quota;

namespace FbaOutbound.Benchmarks;

/// <summary>Orders without a quota and without latency: what the client itself costs, beside a bare HttpClient in the same run.</summary>
internal static class ThroughputPart
{
    private const int Count = 5000;
    private const int InFlight = 16;

    private static readonly UsagePlan s_noQuota = new(0, 1);
    private static readonly UsagePlan s_wideQuota = new(1_000_000, 1_000_000);

    public static async Task<bool> RunAsync(int runs)
    {
        await using var server = await ServerProcess.StartAsync(new ServerSettings(Rate: 0));
        var orders = SampleOrders.Make(Count, "T");
        var rows = Enumerable.Range(1, Count).Select(number => SampleOrders.Row(number, "T")).ToArray();
        var bodies = BareClient.Bodies(orders);
        using var bare = new BareClient(server.Address);
        using var module = new ModuleClient(server.Address, s_noQuota);
        using var withQuota = new ModuleClient(server.Address, s_wideQuota);
        await module.ConnectAsync();
        await withQuota.ConnectAsync();
        (string Name, Func<Task> Run)[] clients =
        [
            ("bare HttpClient, bodies written before", () => Load.RunAsync(bodies, InFlight, (body, _) => bare.SendAsync(body))),
            ("FbaOutbound", () => Load.RunAsync(orders, InFlight, module.SendAsync)),
            ("FbaOutbound, through a bucket", () => Load.RunAsync(orders, InFlight, withQuota.SendAsync)),
            ("FbaOutbound, from rows, validated", () => Load.RunAsync([.. SampleOrders.FromRows(rows)], InFlight, module.SendAsync)),
        ];

        var samples = clients.Select(_ => new List<Sample>()).ToArray();
        for (var run = -2; run < runs; run++)
        {
            for (var i = 0; i < clients.Length; i++)
            {
                await server.ResetAsync();
                var sample = await MeasureAsync(clients[i].Run);
                if (await server.GetCountsAsync() is not { Orders: Count, Doubled: 0 })
                {
                    throw new InvalidOperationException($"{clients[i].Name} lost or doubled orders.");
                }

                if (run >= 0)
                {
                    samples[i].Add(sample);
                }
            }
        }

        string[] Row(int client)
        {
            double Of(int index, Func<Sample, double> value) => Report.Median(samples[index].Select(value));
            return
            [
                clients[client].Name,
                Report.Number(Of(client, sample => sample.PerSecond), "#,0"),
                Report.Number(Of(client, sample => sample.PerSecond) / Of(0, sample => sample.PerSecond), "0.00"),
                Report.Number(Of(client, sample => sample.CpuMs), "0.000"),
                Report.Number(Of(client, sample => sample.CpuMs) / Of(0, sample => sample.CpuMs), "0.00"),
                Report.Number(Of(client, sample => sample.Bytes), "#,0"),
            ];
        }

        await Report.WriteAsync(
            $"{Report.Number(Count, "#,0")} orders, no quota, no latency, {InFlight} in flight, server in a process of its own; medians of {runs} after two that do not count",
            [
                ["client", "orders/s", "/ floor", "client CPU ms/order", "/ floor", "bytes/order"],
                .. Enumerable.Range(0, clients.Length).Select(Row)]);
        return true;
    }

    private static async Task<Sample> MeasureAsync(Func<Task> run)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var bytes = GC.GetTotalAllocatedBytes();
        var started = Stopwatch.GetTimestamp();
        await run();
        var time = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        return new Sample(
            Count / time.TotalSeconds,
            (process.TotalProcessorTime - cpu).TotalMilliseconds / Count,
            (GC.GetTotalAllocatedBytes() - bytes) / (double)Count);
    }

    private sealed record Sample(double PerSecond, double CpuMs, double Bytes);
}
