using System;
using System.IO;
using System.Threading.Tasks;
using FbaOutbound.PostgreSql.Testing;
using Xunit;
using Xunit.Abstractions;

namespace FbaOutbound.PostgreSql.Tests;

/// <summary>The benchmark <c>workers</c>, in small.</summary>
public sealed class WorkersTests(SharedServer server, ITestOutputHelper output) : IClassFixture<SharedServer>
{
    [WorkersFact]
    public async Task EachOrderIsTakenOnceThoughEveryWorkerIsKilledInMidRun()
    {
        var options = new WorkerRunOptions
        {
            Orders = 90, Workers = 2, Rate = 40, LatencyMs = 20, Seed = 5, KillEvery = 25, EndsLeases = true
        };
        await using var run = new WorkerRun(options, Root(), await server.NewDatabaseAsync(), output.WriteLine);
        var result = await run.RunAsync();
        Assert.Equal((90, 0, 2), (result.Existing, result.NotOnce, result.Kills));
        Assert.Equal(0, result.FailedRuns);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "FbaOutbound.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    private sealed class WorkersFactAttribute : FactAttribute
    {
        public WorkersFactAttribute() => Skip = WorkerRun.Missing;
    }
}
