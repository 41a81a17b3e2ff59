using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using FbaOutbound.PostgreSql.Testing;
using FbaOutbound.Tests.Conventions;
using FbaOutbound.Tests.Loading;
using Xunit;

namespace FbaOutbound.Tests.Staging;

/// <summary>What <c>./build.sh package</c> makes, made once in a folder of its own.</summary>
[Collection(StartsProcesses.Name)]
public sealed class PackageTests(PackagedModule packages) : IClassFixture<PackagedModule>, IDisposable
{
    private const string CreateAnOrder = """
        $null = Connect-FbaSession -Sandbox
        $row = @{ SellerFulfillmentOrderId = 'K-1'; SellerSku = 'MUG-RED'; Quantity = 1; Name = 'Alex Example'
            AddressLine1 = '12 Sample Street'; City = 'Springfield'; StateOrRegion = 'IL'; PostalCode = '62701'; CountryCode = 'US' }
        ($row | New-FbaFulfillmentOrder).Outcome
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("fba-unpacked-").FullName;

    private string Packages => Path.Combine(packages.Folder, "packages");

    private string Package => $"FbaOutbound.{Repository.Version}.nupkg";

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
        var entries = Entries(Package);
        Assert.Empty(Staged().Except(entries));
        Assert.Equal(
            ["FbaOutbound.nuspec", "[Content_Types].xml", "_rels/.rels", "icon.png"],
            entries.Except(Staged()).Where(entry => !entry.StartsWith("package/", StringComparison.Ordinal)));
    }

    [Fact]
    public void ThePackageSaysWhatTheManifestSays()
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Packages, Package));
        using var stream = archive.GetEntry("FbaOutbound.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        string Text(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
        Assert.Equal(
            [
                Repository.Version, Repository.ManifestText("Author"), Repository.ManifestText("Copyright"),
                Repository.ManifestText("Description"),
                Repository.ManifestText("ProjectUri"), Repository.ManifestText("IconUri"), Repository.ManifestText("ReleaseNotes"), "MIT",
                "icon.png",
            ],
            [
                Text("version"), Text("authors"), Text("copyright"), Text("description"), Text("projectUrl"), Text("iconUrl"),
                Text("releaseNotes"), Text("license"), Text("icon"),
            ]);
        Assert.EndsWith("/license/mit", Repository.ManifestText("LicenseUri"), StringComparison.Ordinal);
        var cmdlets = Repository.ManifestList("CmdletsToExport").SelectMany(name => new[] { $"PSCmdlet_{name}", $"PSCommand_{name}" });
        Assert.Equal(
            Repository.ManifestList("Tags").Concat(cmdlets).Concat(["PSModule", "PSIncludes_Cmdlet"]).Order(StringComparer.Ordinal),
            Text("tags").Split(' ').Order(StringComparer.Ordinal));
    }

    // An address of the repository leads to a file of the branch; the icon and the changes have to be there.
    [Theory]
    [InlineData("IconUri")]
    [InlineData("ReleaseNotes")]
    public void WhatTheManifestPointsAtIsAFileOfTheRepository(string key) =>
        Assert.True(File.Exists(Path.Combine(Repository.Root, Repository.ManifestText(key).Split("/main/")[1])));

    [EngineFact]
    public async Task AFreshEngineImportsTheZipAndCreatesAnOrderWithoutTheServer()
    {
        var module = Unpack();
        var lines = await RunAsync($$"""
            Test-ModuleManifest '{{module}}/FbaOutbound.psd1' -WarningVariable warnings | Out-Null
            "warnings: $($warnings.Count)"
            Import-Module '{{module}}'
            (Get-Module FbaOutbound).ModuleBase
            $type = Get-Content '{{module}}/FbaOutbound-Automation.json' -Raw | ConvertFrom-Json
            "$($type.ConnectionTypeName) of $($type.IntegrationModuleName): $($type.ConnectionFields.Count -gt 0)"
            {{CreateAnOrder}}
            try { Start-FbaSandboxServer } catch { $_.FullyQualifiedErrorId }
            """);
        Assert.Equal(
            [
                "warnings: 0", module, "FbaOutbound of FbaOutbound: True", "Created",
                "SandboxServerNotStarted,FbaOutbound.Commands.StartFbaSandboxServerCommand",
            ],
            lines);
    }

    [Net8Fact]
    public async Task TheMainJobRunsInTheZipOnTheRuntimeOfPowerShell74()
    {
        var lines = await EngineHost.RunAsync(Unpack(), EngineHost.Net8);
        Assert.StartsWith("runtime: .NET 8.", lines[0], StringComparison.Ordinal);
        Assert.Equal(EngineHost.JobWith("file"), lines.Skip(1));
    }

    [GalleryFact]
    public async Task AGalleryShowsThePackageAndItsModuleWorks()
    {
        var lines = await RunAsync($$"""
            Register-PSResourceRepository -Name Gallery -Uri '{{Packages}}' -Trusted
            $found = Find-PSResource FbaOutbound -Repository Gallery
            "$($found.Type) $($found.Version) $($found.ProjectUri)"
            "$($found.Tags)"
            Save-PSResource FbaOutbound -Repository Gallery -Path '{{_folder}}'
            Import-Module '{{_folder}}/FbaOutbound'
            (Get-Command -Module FbaOutbound).Count
            {{CreateAnOrder}}
            """);
        Assert.Equal(
            [
                $"Module {Repository.Version} {Repository.ManifestText("ProjectUri")}",
                $"{Repository.ManifestList("CmdletsToExport").Count}",
                "Created",
            ],
            lines.Where((_, index) => index != 1));
        Assert.Empty(Repository.ManifestList("Tags").Except(lines[1].Split(' ')));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string> Staged() => Directory.GetFiles(Repository.Module, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Repository.Module, file).Replace('\\', '/')).Order(StringComparer.Ordinal);

    private List<string> Entries(string file)
    {
        using var archive = ZipFile.OpenRead(Path.Combine(Packages, file));
        return [.. archive.Entries.Select(entry => entry.FullName).Where(name => !name.EndsWith('/')).Order(StringComparer.Ordinal)];
    }

    private string Unpack()
    {
        ZipFile.ExtractToDirectory(Path.Combine(Packages, "FbaOutbound.zip"), _folder);
        return Path.Combine(_folder, "FbaOutbound");
    }

    private async Task<string[]> RunAsync(string script)
    {
        var start = new ProcessStartInfo(Engine.Path)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };

        // What a gallery is registered as is kept in the user's folder.
        start.Environment["HOME"] = start.Environment["XDG_DATA_HOME"] = Directory.CreateDirectory(Path.Combine(_folder, "home")).FullName;
        start.Environment["NO_COLOR"] = "1";
        foreach (var argument in (string[])["-NoProfile", "-NonInteractive", "-Command",
            $"$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'\n{script}"])
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

    private class EngineFactAttribute : FactAttribute
    {
        public EngineFactAttribute() => Skip = Engine.Missing;
    }

    // On Windows the user's own list of galleries would be changed.
    private sealed class GalleryFactAttribute : EngineFactAttribute
    {
        public GalleryFactAttribute() => Skip ??= OperatingSystem.IsWindows() ? "it would change the user's list of galleries" : null;
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
            "quiet",

            // A process that outlives the build holds its output open, and the test would wait for it.
            "-nodeReuse:false", "--property:UseSharedCompilation=false",
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
