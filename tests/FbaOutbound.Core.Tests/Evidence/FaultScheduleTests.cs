using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace FbaOutbound.Evidence;

/// <summary>
/// Schedules of faults that follow from a seed, in a process with one thread. FBA_FAULT_SCHEDULES says how many and FBA_FAULT_SEED which is
/// the first; <c>./build.sh faults replay 17</c> tells the course of one.
/// </summary>
public sealed class FaultScheduleTests(ITestOutputHelper log)
{
    [Fact]
    public async Task NoScheduleBreaksAPromise()
    {
        var given = (Environment.GetEnvironmentVariable("FBA_FAULT_SCHEDULES"), Environment.GetEnvironmentVariable("FBA_FAULT_SEED"));
        var (count, seed) = (given.Item1 ?? "150", given.Item2 ?? "1351");
        var (exitCode, output) = await RunAsync(count, seed);
        log.WriteLine(output);
        Assert.True(exitCode == 0, output);
        Assert.Contains($"{count} schedules from seed {seed}", output, StringComparison.Ordinal);

        if (given == (null, null))
        {
            // These schedules are few, and were chosen because every fault and every protocol is among them.
            Assert.Matches("Protocols: 2020-07-01 [0-9]+, 2026-07-04 [0-9]+, Mws [0-9]+\n", output);
            Assert.Contains("Never seen: none", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AScheduleTakesTheSameCourseEveryTime() => Assert.Equal(await RunAsync("replay", "7"), await RunAsync("replay", "7"));

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        // The two projects lie beside each other, and so do their outputs.
        var output = Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "..", "..", ".."), AppContext.BaseDirectory);
        var program = Path.Combine(
            AppContext.BaseDirectory, "..", "..", "..", "..", "FaultSchedules", output, "FbaOutbound.FaultSchedules.dll");
        using var process =
            Process.Start(new ProcessStartInfo("dotnet", [Path.GetFullPath(program), .. arguments]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, text);
    }
}
