using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Tests.Conventions;
using Xunit;

namespace FbaOutbound.Tests.Staging;

/// <summary>What <c>./build.sh package</c> makes, made once in a folder of its own.</summary>
[Collection(StartsProcesses.Name)]
public sealed class PackageTests(PackagedModule packages) : IClassFixture<PackagedModule>
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
            ["FbaOutbound.nuspec", "[Content_Types].xml", "_rels/.rels"],
            entries.Except(Staged()).Where(entry => !entry.StartsWith("package/", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Staged() => Directory.GetFiles(Repository.Module, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Module, file).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private List<string> Entries(string file)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(packages.Folder, "packages", file));
        return [.. archive.Entries.Select(entry => entry.FullName).Where(name => !name.EndsWith('/')).Order(StringComparer.Ordinal)];
    }
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
