using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using FbaOutbound.PostgreSql.Testing;
using FbaOutbound.Tests.Conventions;
using FbaOutbound.Tests.Loading;
using Xunit;
using Xunit.Abstractions;

namespace FbaOutbound.Tests.Staging;

/// <summary>What <c>./build.sh package</c> makes, made once in a folder of its own.</summary>
[Collection(StartsProcesses.Name)]
public sealed class PackageTests(PackagedModule packages, ITestOutputHelper output) : IClassFixture<PackagedModule>
{
    // No job of Azure Automation can start the sandbox server.
    [Fact]
    public void TheZipHoldsOneFolderOfItsNameWithTheModuleButNotTheSandboxServer()
    {
        var server = Staged().Where(file => file.StartsWith("sandbox-server/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(server);
        Assert.Equal(Staged().Except(server).Select(file => "FbaOutbound/" + file), Entries("FbaOutbound.zip"));
    }

    [Fact]
    public void ThePackageHoldsTheModuleAtItsRoot()
    {
        var entries = Entries($"FbaOutbound.{Repository.Version}.nupkg");
        Assert.Empty(Staged().Except(entries));
        Assert.Equal(
            ["FbaOutbound.nuspec", "[Content_Types].xml", "_rels/.rels", "icon.png"],
            entries.Except(Staged()).Where(entry => !entry.StartsWith("package/", StringComparison.Ordinal)));
    }

    // As Azure Automation takes it: the folder of the zip is the module, and it has a connection type.
    [EngineFact]
    public async Task TheZipUnpackedIsAModuleThatCreatesAnOrderInAFreshProcess()
    {
        var module = Unpack();
        using var type = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(module, "FbaOutbound-Automation.json")));
        Assert.Equal("FbaOutbound", type.RootElement.GetProperty("ConnectionTypeName").GetString());
        Assert.Equal(Path.GetFileName(module), type.RootElement.GetProperty("IntegrationModuleName").GetString());
        Assert.False(Directory.Exists(Path.Combine(module, "sandbox-server")));

        var lines = await RunAsync(
            $"$env:PSModulePath = '{Path.GetDirectoryName(module)}' + [IO.Path]::PathSeparator + $env:PSModulePath; "
                + "Import-Module FbaOutbound; (Get-Module FbaOutbound).ModuleBase; $null = Connect-FbaSession -Sandbox; "
                + "'SellerFulfillmentOrderId,SellerSku,Quantity,Name,AddressLine1,City,StateOrRegion,PostalCode,CountryCode', "
                + "'A-1,MUG-RED,1,Alex Example,12 Sample Street,Springfield,IL,62701,US' | ConvertFrom-Csv | New-FbaFulfillmentOrder "
                + "| ForEach-Object Outcome; (Get-Help Connect-FbaSession).Synopsis");
        Assert.Equal([module, "Created", "Opens a session with Amazon's services or with a sandbox."], lines);
    }

    [Net8Fact]
    public async Task TheZipUnpackedRunsOnTheRuntimeOfPowerShell74()
    {
        var folder = Directory.CreateDirectory(Path.Combine(packages.Folder, "net8")).FullName;
        var lines = await EngineHost.RunAsync(EngineHost.Net8, Unpack(), folder, output);
        Assert.StartsWith("runtime: .NET 8.", lines[0], StringComparison.Ordinal);
        Assert.Equal(EngineHost.JobWith("file"), lines.Skip(1));
    }

    // One folder, which has the zip's name.
    private string Unpack()
    {
        var folder = Directory.CreateDirectory(Path.Combine(packages.Folder, Guid.NewGuid().ToString("N"))).FullName;
        ZipFile.ExtractToDirectory(Path.Combine(packages.Folder, "packages", "FbaOutbound.zip"), folder);
        return Path.Combine(folder, Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(folder))));
    }

    private static async Task<string[]> RunAsync(string script)
    {
        var start = new ProcessStartInfo(Engine.Path) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-NoProfile", "-NonInteractive", "-Command", $"$ErrorActionPreference = 'Stop'; {script}"])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, text + await errors);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static IEnumerable<string> Staged() => Directory.GetFiles(Repository.Module, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Module, file).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private List<string> Entries(string file)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(packages.Folder, "packages", file));
        return [.. archive.Entries.Select(entry => entry.FullName).Where(name => !name.EndsWith('/')).Order(StringComparer.Ordinal)];
    }
}

/// <summary>A test that starts PowerShell.</summary>
public sealed class EngineFactAttribute : FactAttribute
{
    /// <summary>Skips the test where there is none.</summary>
    public EngineFactAttribute() => Skip = Engine.Missing;
}

/// <summary>The packages, and the folder that they are made in.</summary>
public sealed class PackagedModule : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("fba-packages-").FullName;

    public async Task InitializeAsync()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = Repository.Root };
        string[] arguments =
        [
            "build", "src/FbaOutbound/FbaOutbound.csproj", "--no-restore", "--configuration", configuration, "--nologo", "--verbosity",
            "quiet", "-nodeReuse:false",
            "--target:PackageModule", $"--property:ArtifactsFolder={Folder}/",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // The build that runs the tests leaves variables that lead a build inside it astray.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}
