using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.PostgreSql.Testing;
using FbaOutbound.Tests.Conventions;
using Xunit;

namespace FbaOutbound.Tests.Loading;

/// <summary>
/// The main job in the staged module on the runtimes of the other engines that the manifest names, over real HTTP. PackageTests run it on
/// .NET 8 without a database.
/// </summary>
[Collection(StartsProcesses.Name)]
public sealed class EngineHostTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fba-host-").FullName;

    [Net8DatabaseFact]
    public async Task TheMainJobRunsOnTheRuntimeOfPowerShell74WithADatabase()
    {
        using var database = PrivateServer.Start();
        var lines = await EngineHost.RunAsync(CopyModule(), EngineHost.Net8, database.ConnectionString);
        Assert.StartsWith("runtime: .NET 8.", lines[0], StringComparison.Ordinal);
        Assert.Equal(EngineHost.JobWith("file").Concat(EngineHost.StepsWith("database")), lines.Skip(1));
    }

    [MonoFact]
    public async Task TheMainJobRunsOnMono()
    {
        var lines = await EngineHost.RunAsync(CopyModule(), "mono", EngineHost.Framework);
        Assert.Equal("runtime: Mono", lines[0]);
        Assert.Equal(EngineHost.JobWith("file"), lines.Skip(1));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string CopyModule()
    {
        var module = Path.Combine(_folder, "FbaOutbound");
        foreach (var file in Directory.GetFiles(Repository.Module, "*.*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(module, Path.GetRelativePath(Repository.Module, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return module;
    }

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
