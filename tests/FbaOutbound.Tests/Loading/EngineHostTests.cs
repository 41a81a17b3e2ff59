using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using FbaOutbound.PostgreSql.Testing;
using FbaOutbound.Sandbox;
using FbaOutbound.Sandbox.Server;
using FbaOutbound.Tests.Conventions;
using Xunit;
using Xunit.Abstractions;

namespace FbaOutbound.Tests.Loading;

/// <summary>The main job in the staged module on the runtimes of the other engines that the manifest names, over real HTTP.</summary>
[Collection(StartsProcesses.Name)]
public sealed class EngineHostTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fba-host-").FullName;

    // The debug and release builds lie in folders of the same shape.
    private static string Built(string project, string framework) =>
        Path.Combine(
            Repository.Root, "tests", "EngineHosts", project, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, framework);

    private static string Net8Host => Path.Combine(Built("Net8", "net8.0"), "linux-x64", "FbaOutbound.Net8Host");

    [Net8Fact]
    public async Task TheMainJobRunsOnTheRuntimeOfPowerShell74()
    {
        var lines = await RunAsync(Net8Host);
        Assert.StartsWith("runtime: .NET 8.", lines[0], StringComparison.Ordinal);
        Assert.Equal(JobWith("file"), lines.Skip(1));
    }

    [Net8DatabaseFact]
    public async Task TheMainJobRunsThereWithADatabase()
    {
        using var database = PrivateServer.Start();
        var lines = await RunAsync(Net8Host, database.ConnectionString);
        Assert.Equal(JobWith("file").Concat(StepsWith("database")), lines.Skip(1));
    }

    [MonoFact]
    public async Task TheMainJobRunsOnMono()
    {
        var lines = await RunAsync("mono", Path.Combine(Built("Framework", "net472"), "FbaOutbound.FrameworkHost.exe"));
        Assert.Equal("runtime: Mono", lines[0]);
        Assert.Equal(JobWith("file"), lines.Skip(1));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string> JobWith(string store) =>
        [
            .. StepsWith(store), "label: .pdf, intact True, not empty", "table: utf-8, semicolon, intact True",
            "table: workbook, sheet 'Orders', intact True", "post on a stale connection: arrived 1",
        ];

    private static string[] StepsWith(string store) =>
    [
        $"{store}: created 40, held 40",
        $"{store}: again Journal 40",
        $"{store}: ship Updated, held False",
        $"{store}: cancel CancelRequested, status Cancelled",
        $"{store}: quota shared",
    ];

    // The last argument is a connection string, or the host's program where a runtime starts it.
    private async Task<string[]> RunAsync(string program, string? further = null)
    {
        var module = Path.Combine(_folder, "FbaOutbound");
        CopyModule(module);
        var data = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName;
        using var sandbox = new SandboxService(new SandboxOptions());
        await using var server = await SandboxServer.StartAsync(sandbox, ["http://127.0.0.1:0"]);

        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        var startsHost = further?.EndsWith(".exe", StringComparison.Ordinal) == true;
        foreach (var argument
            in new[] { startsHost ? further : null, module, server.Address.ToString(), data, startsHost ? null : further }.OfType<string>())
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        output.WriteLine(text);
        Assert.True(process.ExitCode == 0, await errors);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static void CopyModule(string folder)
    {
        foreach (var file in Directory.GetFiles(Repository.Module, "*.*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Repository.Module, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.Copy(
            Path.Combine(Built("MainJob", "netstandard2.0"), "FbaOutbound.MainJob.dll"),
            Path.Combine(folder, "dependencies", "FbaOutbound.MainJob.dll"));
    }

    private class Net8FactAttribute : FactAttribute
    {
        public Net8FactAttribute() =>
            Skip = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64
                ? null
                : "the host of .NET 8 is built for Linux on x64";
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
