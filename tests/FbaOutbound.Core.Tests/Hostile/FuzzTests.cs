using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace FbaOutbound.Core.Tests.Hostile;

/// <summary>
/// Every reader is given spoilt inputs: each ends in a value or in an error of the module. <c>./build.sh fuzz COUNT [SEED]</c> gives COUNT
/// to every reader, and <c>FBA_FUZZ_INPUT=reader:path</c> gives one of them one input again.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper log)
{
    private static readonly long s_count = long.Parse(Environment.GetEnvironmentVariable("FBA_FUZZ") ?? "20", CultureInfo.InvariantCulture);
    private static readonly int s_seed = int.Parse(
        Environment.GetEnvironmentVariable("FBA_FUZZ_SEED") ?? "1", CultureInfo.InvariantCulture);

    public static TheoryData<string> Readers => [.. EveryOperation.All.Select(operation => operation.ToString()), .. ReaderTargets.Names];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task EveryInputEndsInAValueOrInAnErrorOfTheModule(string reader)
    {
        using var target = Make(reader);
        if (Environment.GetEnvironmentVariable("FBA_FUZZ_INPUT") is { Length: > 0 } one)
        {
            if (one.StartsWith(reader + ":", StringComparison.Ordinal))
            {
                await Fuzzer.ReplayAsync(target, one[(reader.Length + 1)..]);
            }

            return;
        }

        var report = await Fuzzer.RunAsync(target, s_count, s_seed);
        log.WriteLine($"seed {s_seed}, {report}");
        Assert.True(report.Faults.Count == 0, report.ToString());
    }

    private static FuzzTarget Make(string reader) =>
        EveryOperation.All.FirstOrDefault(operation => operation.ToString() == reader) is { } operation
            ? new PipelineTarget(operation)
            : ReaderTargets.Make(reader);
}
