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
        var count = Environment.GetEnvironmentVariable("FBA_FAULT_SCHEDULES") ?? "150";
        var seed = Environment.GetEnvironmentVariable("FBA_FAULT_SEED") ?? "1";
        var (exitCode, output) = await RunAsync(count, seed);
        log.WriteLine(output);
        Assert.True(exitCode == 0, output);
        Assert.Contains($"{count} schedules from seed {seed}", output, StringComparison.Ordinal);
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
