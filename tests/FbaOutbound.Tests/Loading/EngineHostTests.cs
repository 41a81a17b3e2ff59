using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.PostgreSql.Testing;
using FbaOutbound.Tests.Conventions;
using Xunit;
using Xunit.Abstractions;

namespace FbaOutbound.Tests.Loading;

/// <summary>The main job in the staged module on the runtimes of the other engines that the manifest names, over real HTTP.</summary>
[Collection(StartsProcesses.Name)]
public sealed class EngineHostTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fba-host-").FullName;

    [Net8Fact]
    public async Task TheMainJobRunsOnTheRuntimeOfPowerShell74()
    {
        var lines = await RunAsync(EngineHost.Net8);
        Assert.StartsWith("runtime: .NET 8.", lines[0], StringComparison.Ordinal);
        Assert.Equal(EngineHost.JobWith("file"), lines.Skip(1));
    }

    [Net8DatabaseFact]
    public async Task TheMainJobRunsThereWithADatabase()
    {
        using var database = PrivateServer.Start();
        var lines = await RunAsync(EngineHost.Net8, database.ConnectionString);
        Assert.Equal(EngineHost.JobWith("file").Concat(EngineHost.StepsWith("database")), lines.Skip(1));
    }

    [MonoFact]
    public async Task TheMainJobRunsOnMono()
    {
        var lines = await RunAsync("mono", EngineHost.Framework);
        Assert.Equal("runtime: Mono", lines[0]);
        Assert.Equal(EngineHost.JobWith("file"), lines.Skip(1));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<string[]> RunAsync(string program, string? further = null) =>
        EngineHost.RunAsync(program, Repository.Module, _folder, output, further);

    private sealed class Net8DatabaseFactAttribute : Net8FactAttribute
    {
        public Net8DatabaseFactAttribute() => Skip ??= PrivateServer.Missing;
    }

    private sealed class MonoFactAttribute : FactAttribute
    {
        public MonoFactAttribute() =>
            Skip = File.Exists("/usr/lib/mono/4.5/Facades/netstandard.dll")
                ? null
                : "Mono is not installed (Debian: apt-get install mono-devel)";
    }
}
