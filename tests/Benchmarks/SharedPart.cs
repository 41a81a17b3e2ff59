using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Quota;
using FbaOutbound.Stores;

namespace FbaOutbound.Benchmarks;

/// <summary>
/// Orders of several processes under one quota that they share in a file: how much longer than ideal, and how many 429s. And the steps that
/// a file can take.
/// </summary>
internal static class SharedPart
{
    private const int Count = 330;
    private const int InFlight = 8;
    private const double Rate = 20;
    private const int Burst = 30;
    private const double MostOverIdeal = 1.05;
    private const int Steps = 900;
    private const string OrdersMode = "orders";
    private const string StepsMode = "steps";

    private static readonly TimeSpan s_ideal = TimeSpan.FromSeconds((Count - Burst) / Rate);

    public static async Task<bool> RunAsync(int runs)
    {
        List<string[]> rows = [["processes, one file", "time / ideal", "worst", "429s", "lost", "doubled"]];
        var isGood = true;
        foreach (var (name, processes, rate) in new[] { ("1, plan 20/s", 1, Rate), ("1, plan 2/s, rate learnt", 1, 0.0), ("3, plan 20/s", 3, Rate), ("3, plan 2/s, rate learnt", 3, 0.0) })
        {
            List<(double OverIdeal, ServerCounts Counts)> results = [];
            for (var i = 0; i < runs; i++)
            {
                results.Add(await OrdersAsync(processes, rate));
            }

            isGood &= Report.Median(results.Select(result => result.OverIdeal)) <= MostOverIdeal
                && results.All(result => result.Counts is { Orders: Count, Doubled: 0, Throttled: 0 });
            rows.Add(
            [
                name,
                Report.Number(Report.Median(results.Select(result => result.OverIdeal)), "0.000"),
                Report.Number(results.Max(result => result.OverIdeal), "0.000"),
                Report.Number(results.Sum(result => result.Counts.Throttled), "0"),
                Report.Number(results.Sum(result => Count - result.Counts.Orders), "0"),
                Report.Number(results.Sum(result => result.Counts.Doubled), "0"),
            ]);
        }

        await Report.WriteAsync(
            Report.Number(Count, "0")
                + $" orders in all, {Report.Number(Rate, "0")}/s, burst {Burst}, 100 ms latency, {InFlight} in flight in each process; ideal {s_ideal.TotalSeconds} s; medians of {runs}",
            [.. rows]);

        List<string[]> steps = [["processes, one file", "steps/s of all", "slowest step, ms", "slowest process / fastest"]];
        foreach (var processes in new[] { 1, 3 })
        {
            steps.Add(await StepsAsync(processes));
        }

        await Report.WriteAsync($"{Steps} reservations by each process, as fast as they go", [.. steps]);
        return isGood;
    }

    /// <summary>Does a process's part of the work when its standard input says so.</summary>
    public static async Task<int> WorkAsync(string[] args)
    {
        var result = args[0] == StepsMode
            ? await TakeStepsAsync(args[1])
            : await SendOrdersAsync(
                new Uri(args[2]),
                args[1],
                args[3],
                int.Parse(args[4], CultureInfo.InvariantCulture),
                double.Parse(args[5], CultureInfo.InvariantCulture));
        await Console.Out.WriteLineAsync(result);
        return 0;
    }

    private static async Task<(double OverIdeal, ServerCounts Counts)> OrdersAsync(int processes, double rate)
    {
        await using var server = await ServerProcess.StartAsync(new ServerSettings(Rate, Burst, LatencyMs: 100));
        var (time, _) = await WithProcessesAsync(processes, (store, number) =>
            [OrdersMode, store, server.Address.AbsoluteUri, $"S{number}", $"{Count / processes}", Report.Number(rate, "0")]);
        return (time / s_ideal, await server.GetCountsAsync());
    }

    private static async Task<string[]> StepsAsync(int processes)
    {
        var (time, results) = await WithProcessesAsync(processes, static (store, _) => [StepsMode, store]);
        var numbers = results.Select(
            result => result.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray()).ToList();
        return
        [
            $"{processes}",
            Report.Number(processes * Steps / time.TotalSeconds, "0"),
            Report.Number(numbers.Max(pair => pair[1]), "0.0"),
            Report.Number(numbers.Max(pair => pair[0]) / numbers.Min(pair => pair[0]), "0.00"),
        ];
    }

    private static async Task<(TimeSpan Time, string[] Results)> WithProcessesAsync(int count, Func<string, int, string[]> arguments)
    {
        var store = Path.Combine(Path.GetTempPath(), $"fba-quota-{Guid.NewGuid():N}");
        var workers = Enumerable.Range(0, count).Select(number => ServerProcess.StartSelf(["worker", .. arguments(store, number)]))
            .ToList();
        try
        {
            await Task.WhenAll(workers.Select(worker => worker.StandardOutput.ReadLineAsync()));
            var started = Stopwatch.GetTimestamp();
            workers.ForEach(worker => worker.StandardInput.Close());
            var results = await Task.WhenAll(
                workers.Select(
                    async worker =>
                        await worker.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A process failed.")));
            return (Stopwatch.GetElapsedTime(started), results);
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.WaitForExitAsync();
                worker.Dispose();
            }

            File.Delete(store);
        }
    }

    private static async Task<string> SendOrdersAsync(Uri server, string store, string prefix, int count, double rate)
    {
        using var client = new ModuleClient(server, rate > 0 ? new UsagePlan(rate, Burst) : null, store: store);
        await client.ConnectAsync();
        await BeginAsync();
        await Load.RunAsync(SampleOrders.Make(count, prefix), InFlight, client.SendAsync);
        return "done";
    }

    private static async Task<string> TakeStepsAsync(string path)
    {
        using var store = FileQuotaStore.Open(path, TimeProvider.System);
        var key = new QuotaKey("benchmark", "localhost", "1", "operation");
        await BeginAsync();
        var slowest = TimeSpan.Zero;
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Steps; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await store.ReserveAsync(key, new UsagePlan(1e6, 30), CancellationToken.None);
            slowest = Stopwatch.GetElapsedTime(begun) is var step && step > slowest ? step : slowest;
        }

        return Invariant($"{Stopwatch.GetElapsedTime(started).TotalMilliseconds} {slowest.TotalMilliseconds}");
    }

    private static async Task BeginAsync()
    {
        await Console.Out.WriteLineAsync("ready");
        await Console.In.ReadToEndAsync();
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
