using System;
using System.Threading.Tasks;

namespace FbaOutbound.Benchmarks;

/// <summary>Runs the parts that are named, or all of them.</summary>
internal static class Program
{
    private const string Usage = "Say which part to run: quota, fresh, shared, throughput, micro or pwsh (all of them by default), and how "
        + "often: --runs 3. Or: " + WorkersPart.Usage + ", or: " + SandboxPart.Usage;

    private static async Task<int> Main(string[] args)
    {
        if (args is ["server", ..])
        {
            return await BucketServer.RunAsync(args[1..]);
        }

        if (args is ["paced", ..])
        {
            return await FreshPart.PaceAsync(args[1..]);
        }

        if (args is ["worker", ..])
        {
            return await SharedPart.WorkAsync(args[1..]);
        }

        if (args is ["workers", ..])
        {
            return await WorkersPart.RunAsync(args[1..]) ? 0 : 1;
        }

        if (args is ["sandbox", ..])
        {
            return await SandboxPart.RunAsync(args[1..]) ? 0 : 1;
        }

        var runs = 3;
        string[] parts = [];
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--runs" && i + 1 < args.Length && int.TryParse(args[i + 1], out runs) && runs > 0)
            {
                i++;
            }
            else if (args[i] is "quota" or "fresh" or "shared" or "throughput" or "micro" or "pwsh")
            {
                parts = [.. parts, args[i]];
            }
            else
            {
                await Console.Error.WriteLineAsync(Usage);
                return 2;
            }
        }

        var failed = false;
        foreach (var part in parts is [] ? ["micro", "throughput", "quota", "fresh", "shared", "pwsh"] : parts)
        {
            failed |= !await (part switch
            {
                "quota" => QuotaPart.RunAsync(runs),
                "fresh" => FreshPart.RunAsync(runs),
                "shared" => SharedPart.RunAsync(runs),
                "throughput" => ThroughputPart.RunAsync(runs),
                "micro" => MicroPart.RunAsync(runs),
                _ => PwshPart.RunAsync(),
            });
        }

        return failed ? 1 : 0;
    }
}
