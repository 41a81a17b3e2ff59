using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.PostgreSql.Testing;

namespace FbaOutbound.Benchmarks;

/// <summary>
/// Orders under a quota from fresh processes of PowerShell, Connect-FbaSession included, next to an HttpClient in a fresh process that
/// knows the rate and paces itself.
/// </summary>
internal static class FreshPart
{
    private const int InFlight = 8;
    private const int Burst = 30;
    private const double MostOverPaced = 1.02;
    private static readonly TimeSpan s_killAfter = TimeSpan.FromSeconds(5);

    private static readonly ServerSettings s_server = new(Rate: 20, Burst, LatencyMs: 100);

    public static async Task<bool> RunAsync(int runs)
    {
        if (Engine.Missing is { } missing)
        {
            await Console.Error.WriteLineAsync($"The part in PowerShell cannot run: {missing}. Use './build.sh bench fresh'.");
            return false;
        }

        List<string[]> rows = [["case", "orders", "s", "/ paced HttpClient", "429s", "429s, %", "lost", "doubled"]];
        var isGood = true;
        await TimedAsync("20/s", 330, s_server);
        await TimedAsync("2/s", 90, s_server with { Rate = 2 });
        await CountedAsync("three processes, one store", 330, 0, s_server, ThreeAsync);
        await CountedAsync("half of the burst was used by another program", 330, 1, s_server with { Level = Burst / 2 }, OneAsync);
        await CountedAsync("the limit halves after 165, responses tell it", 330, 1, s_server with { HalvesAt = 165 }, OneAsync);
        await CountedAsync(
            "2/s halves after 60, responses do not tell it", 200, 1, s_server with { HalvesAt = 60, TellsRate = false, Rate = 2 },
            OneAsync);
        await CountedAsync("the second token takes 10 s", 330, 0, s_server with { TokenSeconds = 8, TokenDelayMs = 10_000 }, OneAsync);
        await CountedAsync("killed after 5 s and run again, same journal", 330, 0, s_server, KilledAsync);
        await Report.WriteAsync(
            $"Fresh pwsh, Connect-FbaSession included, burst {Burst}, 100 ms latency, {InFlight} in flight; medians of {runs}", [.. rows]);
        return isGood;

        async Task TimedAsync(string name, int count, ServerSettings settings)
        {
            List<(double Paced, double Seconds, ServerCounts Counts)> results = [];
            for (var i = 0; i < runs; i++)
            {
                double paced;
                await using (var server = await ServerProcess.StartAsync(settings))
                {
                    paced = await PacedProcessAsync(server.Address, count, settings.Rate);
                }

                await using (var server = await ServerProcess.StartAsync(settings))
                {
                    results.Add((paced, await OneAsync(server, count), await server.GetCountsAsync()));
                }
            }

            var ratio = Report.Median(results.Select(result => result.Seconds / result.Paced));
            isGood &= ratio <= MostOverPaced;
            Add(
                name, count, most: 0, Report.Median(results.Select(result => result.Seconds)), ratio,
                results.Select(result => result.Counts));
        }

        async Task CountedAsync(
            string name, int count, double most, ServerSettings settings, Func<ServerProcess, int, Task<double>> send)
        {
            List<(double Seconds, ServerCounts Counts)> results = [];
            for (var i = 0; i < runs; i++)
            {
                await using var server = await ServerProcess.StartAsync(settings);
                results.Add((await send(server, count), await server.GetCountsAsync()));
            }

            Add(name, count, most, Report.Median(results.Select(result => result.Seconds)), null, results.Select(result => result.Counts));
        }

        void Add(string name, int count, double most, double seconds, double? ratio, IEnumerable<ServerCounts> counted)
        {
            var counts = counted.ToList();
            var share = Report.Median(counts.Select(run => 100.0 * run.Throttled / count));
            isGood &= counts.TrueForAll(run => run.Orders == count && run.Doubled == 0) && share <= most;
            rows.Add(
            [
                name,
                Report.Number(count, "0"),
                Report.Number(seconds, "0.00"),
                ratio is { } over ? Report.Number(over, "0.000") : "",
                string.Join(" ", counts.Select(run => Report.Number(run.Throttled, "0"))),
                Report.Number(share, "0.0"),
                Report.Number(counts.Sum(run => count - run.Orders), "0"),
                Report.Number(counts.Sum(run => run.Doubled), "0"),
            ]);
        }
    }

    /// <summary>The floor, as a process: a token, and prepared bodies at the rate. Writes its seconds.</summary>
    public static async Task<int> PaceAsync(string[] args)
    {
        var started = Stopwatch.GetTimestamp();
        var (count, rate) = (int.Parse(args[1], CultureInfo.InvariantCulture), double.Parse(args[2], CultureInfo.InvariantCulture));
        var bodies = BareClient.Bodies(SampleOrders.Make(count, "Q"));
        using var client = new BareClient(new Uri(args[0]));
        await client.GetTokenAsync();
        await PaceAsync(client, bodies, rate, Burst, InFlight);
        await Console.Out.WriteLineAsync(Report.Number(Stopwatch.GetElapsedTime(started).TotalSeconds, "0.0000"));
        return 0;
    }

    /// <summary>Sends bodies as fast as a rate allows that is known beforehand.</summary>
    public static Task<TimeSpan> PaceAsync(BareClient client, byte[][] bodies, double rate, int burst, int inFlight)
    {
        var started = Stopwatch.GetTimestamp();
        return Load.RunAsync(bodies, inFlight, async (body, index) =>
        {
            // A token that a late first request has cost the bucket is what the tenth of a second absorbs.
            var due = index < burst ? TimeSpan.Zero : TimeSpan.FromSeconds(((index - burst + 1) / rate) + 0.1);
            var wait = due - Stopwatch.GetElapsedTime(started);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait);
            }

            await client.SendAsync(body);
        });
    }

    private static async Task<double> PacedProcessAsync(Uri server, int count, double rate)
    {
        using var process = ServerProcess.StartSelf("paced", server.ToString(), Report.Number(count, "0"), Report.Number(rate, "0"));
        return double.Parse(await process.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture);
    }

    private static async Task<double> OneAsync(ServerProcess server, int count) => await EndAsync(StartEngine(server, 1, count));

    private static async Task<double> ThreeAsync(ServerProcess server, int count)
    {
        var store = Path.Combine(Directory.CreateTempSubdirectory("quota-").FullName, "quota");
        var processes = Enumerable.Range(0, 3)
            .Select(i => StartEngine(server, 1 + (i * count / 3), count / 3, "-QuotaStore", store))
            .ToList();
        var seconds = await Task.WhenAll(processes.Select(EndAsync));
        return seconds.Max();
    }

    private static async Task<double> KilledAsync(ServerProcess server, int count)
    {
        var journal = Path.Combine(Directory.CreateTempSubdirectory("journal-").FullName, "run.journal");
        using (var first = StartEngine(server, 1, count, "-Journal", journal))
        {
            while ((await server.GetCountsAsync()).Orders == 0)
            {
                await Task.Delay(50);
            }

            await Task.Delay(s_killAfter);
            first.Kill(entireProcessTree: true);
            await first.WaitForExitAsync();
        }

        return await EndAsync(StartEngine(server, 1, count, "-Journal", journal));
    }

    private static Process StartEngine(ServerProcess server, int first, int count, params string[] more)
    {
        string[] arguments =
        [
            "-NoProfile", "-NonInteractive", "-File", Path.Combine("tests", "Benchmarks", "pwsh", "fresh.ps1"),
            "-Endpoint", server.Address.ToString(), "-First", Report.Number(first, "0"), "-Count", Report.Number(count, "0"), .. more,
        ];
        return Process.Start(new ProcessStartInfo(Engine.Path, arguments) { RedirectStandardOutput = true })!;
    }

    private static async Task<double> EndAsync(Process process)
    {
        using (process)
        {
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0
                ? double.Parse(output.Split(' ')[0], CultureInfo.InvariantCulture)
                : throw new InvalidOperationException($"The run in PowerShell has failed: {output}");
        }
    }
}
