using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Sandbox;
using FbaOutbound.Sandbox.Server;
using FbaOutbound.Tests.Conventions;
using Xunit;

namespace FbaOutbound.Tests.Quota;

/// <summary>Real processes on one file, against a server with a quota. How long they take is measured by the benchmark.</summary>
[Collection(StartsProcesses.Name)]
public sealed class ManyProcessesTests : IDisposable
{
    private const int Processes = 3;
    private const int OrdersOfEach = 20;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fba");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task ThreeProcessesOnOneFileSendAllOrdersAndNoneIsRefused()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));

        // Ten more at once than the plan: a busy machine delays what was sent in time. Three buckets of their own would send 90 at once.
        using var sandbox = new SandboxService(new SandboxOptions { Rate = 20, Burst = 40 });
        await using var server = await SandboxServer.StartAsync(sandbox, ["http://127.0.0.1:0"], cancellationToken: patience.Token);
        var workers = Enumerable.Range(0, Processes).Select(number => Start(
            "worker", "orders", Path.Combine(_folder.FullName, "quota"), server.Address.AbsoluteUri, $"P{number}", $"{OrdersOfEach}",
            "0")).ToList();
        try
        {
            await Task.WhenAll(workers.Select(worker => worker.StandardOutput.ReadLineAsync(patience.Token).AsTask()));
            workers.ForEach(worker => worker.StandardInput.Close());
            var results = await Task.WhenAll(workers.Select(worker => worker.StandardOutput.ReadLineAsync(patience.Token).AsTask()));
            Assert.All(results, result => Assert.Equal("done", result));
        }
        finally
        {
            workers.ForEach(worker => worker.Kill());
            workers.ForEach(worker => worker.Dispose());
        }

        Assert.Equal(Processes * OrdersOfEach, sandbox.OrderCount);
        Assert.DoesNotContain(sandbox.Requests, request => request.Status == 429);
    }

    private static Process Start(params string[] arguments)
    {
        var program = Path.Combine(
            Repository.Root, "tests", "Benchmarks",
            Path.GetRelativePath(Path.Combine(Repository.Root, "tests", "FbaOutbound.Tests"), AppContext.BaseDirectory),
            "FbaOutbound.Benchmarks.dll");
        return Process.Start(
            new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }
}
