using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using FbaOutbound.Tests.Conventions;
using Xunit;

namespace FbaOutbound.Tests.Staging;

public sealed class StagedModuleTests
{
    // Azure Automation's limit, in a module's folder that lies deep.
    private const int LongestPath = 140;
    private const int ModuleFolder = 60;

    private static readonly string[] s_ours =
    [
        "FbaOutbound.dll", "dependencies/FbaOutbound.Core.dll", "dependencies/FbaOutbound.Sandbox.dll",
        "sandbox-server/FbaOutbound.Sandbox.Server.dll",
    ];

    private static readonly IReadOnlyList<string> s_files =
    [
        .. Directory.GetFiles(Repository.Module, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Module, file).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Ours => [.. s_ours];

    // Assembly.LoadFrom, and so PowerShell, would find an assembly at the root before the module's own context is asked.
    [Fact]
    public void TheRootHoldsTheManifestTheConnectionTypeAndNoAssemblyButTheCmdlets() => Assert.Equal(
        ["FbaOutbound-Automation.json", "FbaOutbound.dll", "FbaOutbound.psd1", "LICENSE", "THIRD-PARTY-NOTICES.md"],
        s_files.Where(file => !file.Contains('/', StringComparison.Ordinal) && !file.EndsWith(".pdb", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Ours))]
    public void OurAssembliesSayNothingOfTheMachineThatBuiltThem(string name) => Assert.DoesNotContain(
        Repository.Root, Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(Repository.Module, name))), StringComparison.Ordinal);

    [Fact]
    public void TheFoldersAreThoseOfTheDesign() => Assert.Equal(
        ["dependencies", "en-US", "formats", "order-files", "postgresql", "sandbox-server"],
        s_files.Where(file => file.Contains('/', StringComparison.Ordinal)).Select(file => file.Split('/')[0]).Distinct()
            .Order(StringComparer.Ordinal));

    [Fact]
    public void TheDependenciesAreCoreSandboxAndThePackages()
    {
        var names = s_files.Where(file => file.StartsWith("dependencies/", StringComparison.Ordinal)).Select(file => file.Split('/', 2)[1])
            .ToList();
        Assert.All(
            names, name => Assert.Matches(@"^((Microsoft|Polly|System)\.[\w.]+\.dll|FbaOutbound\.(Core|Sandbox)\.(dll|pdb))$", name));
        Assert.Contains("Microsoft.Extensions.Http.dll", names);
        Assert.Contains("Polly.Core.dll", names);
        Assert.Contains("System.Text.Json.dll", names);
    }

    [Fact]
    public void WhatOnlyADatabaseNeedsIsInAFolderOfItsOwn() => Assert.Equal(
        ["FbaOutbound.PostgreSql.dll", "Npgsql.dll", "System.Diagnostics.DiagnosticSource.dll", "schema.sql"],
        s_files.Where(
            file => file.StartsWith("postgresql/", StringComparison.Ordinal)
                && !file.EndsWith(".pdb", StringComparison.Ordinal)).Select(file => file.Split('/', 2)[1]));

    // The program is portable: dotnet starts it wherever its runtime is, and there is no apphost of the machine that built it.
    [Fact]
    public void TheSandboxServerIsAProgramInAFolderOfItsOwn() => Assert.Equal(
        [
            "FbaOutbound.Sandbox.Server.deps.json", "FbaOutbound.Sandbox.Server.dll", "FbaOutbound.Sandbox.Server.runtimeconfig.json",
            "FbaOutbound.Sandbox.dll", "Microsoft.Bcl.TimeProvider.dll", "System.CommandLine.dll",
        ],
        s_files.Where(
            file => file.StartsWith("sandbox-server/", StringComparison.Ordinal)
                && !file.EndsWith(".pdb", StringComparison.Ordinal)).Select(file => file.Split('/', 2)[1]));

    // PowerShell 7.4 has .NET 8; the runtime brings its own System assemblies, or dependencies/ has newer ones.
    [Fact]
    public void EveryAssemblyThatADatabaseNeedsExistsOrComesWithTheRuntime()
    {
        var staged = s_files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in (string[])["FbaOutbound.PostgreSql.dll", "Npgsql.dll"])
        {
            using var file = new PEReader(File.OpenRead(Path.Combine(Repository.Module, "postgresql", name)));
            var metadata = file.GetMetadataReader();
            var wanted = metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name));
            Assert.All(
                wanted,
                reference =>
                    Assert.True(reference.StartsWith("System.", StringComparison.Ordinal) || staged.Contains(reference), reference));
        }
    }

    [Fact]
    public void NothingOfPowerShellIsInTheModule() => Assert.DoesNotContain(s_files, file =>
        file.Contains("System.Management.Automation", StringComparison.OrdinalIgnoreCase)
            || file.Contains("PowerShellStandard", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void EveryAssemblyThatOursReferToExistsOrComesWithTheRuntime()
    {
        var staged = s_files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension)
            .ToHashSet(StringComparer.Ordinal);
        var wanted = new[]
        {
            Repository.Cmdlets, Repository.Core, Repository.Sandbox
        }.SelectMany(assembly => assembly.GetReferencedAssemblies()).Select(name => name.Name!);
        Assert.Empty(wanted.Except(["netstandard", "System.Management.Automation"]).Except(staged!));
    }

    [Fact]
    public void EveryPathIsShortEnough() => Assert.All(s_files, file => Assert.True(ModuleFolder + 1 + file.Length < LongestPath, file));

    [Fact]
    public void TheHelpIsStagedInTheFolderOfItsLanguage() => Assert.Equal(
        Repository.Files("docs/cmdlets/about", ".md").Select(path => $"en-US/{Path.GetFileNameWithoutExtension(path)}.help.txt")
            .Prepend("en-US/FbaOutbound.dll-Help.xml"),
        s_files.Where(file => file.StartsWith("en-US/", StringComparison.Ordinal)));

    [Fact]
    public void TheFormatsThatAreStagedAreThoseOfTheTree()
    {
        Assert.Equal(Repository.Files("formats"), s_files.Where(file => file.StartsWith("formats/", StringComparison.Ordinal)));
        Assert.All(
            Repository.Files("formats"),
            path => Assert.Equal(Repository.Read(path), File.ReadAllText(Path.Combine(Repository.Module, path))));
    }

    [Fact]
    public void TheFilesThatTheManifestNamesExist()
    {
        var named = Repository.ManifestList("FormatsToProcess").Concat(Repository.ManifestList("TypesToProcess"))
            .Append(Repository.ManifestText("RootModule"));
        Assert.Empty(named.Except(s_files));
        Assert.Equal(Repository.Manifest, File.ReadAllText(Path.Combine(Repository.Module, "FbaOutbound.psd1")));
    }

    [Theory]
    [MemberData(nameof(Ours))]
    public void AllSayTheSameVersion(string file)
    {
        var version = AssemblyName.GetAssemblyName(Path.Combine(Repository.Module, file)).Version!;
        Assert.Equal(Version.Parse(Repository.Version), new Version(version.Major, version.Minor, version.Build));
        Assert.Equal(Repository.Version, Repository.ManifestText("ModuleVersion"));
    }

    [Theory]
    [InlineData("PowerShellVersion", "5.1")]
    [InlineData("DotNetFrameworkVersion", "4.7.2")]
    [InlineData("RootModule", "FbaOutbound.dll")]
    public void TheManifestSaysWhatTheModuleNeeds(string key, string value) => Assert.Equal(value, Repository.ManifestText(key));

    [Fact]
    public void TheManifestIsForBothEditions()
    {
        Assert.Equal(["Desktop", "Core"], Repository.ManifestList("CompatiblePSEditions"));
        Assert.Empty(new[] { "PSEdition_Desktop", "PSEdition_Core", "Windows", "Linux", "MacOS" }.Except(Repository.ManifestList("Tags")));
    }

    // Get-AutomationConnection gives a hashtable with these fields, which -Connection reads.
    [Theory]
    [InlineData("ClientId", false)]
    [InlineData("ClientSecret", true)]
    [InlineData("RefreshToken", true)]
    [InlineData("Marketplace", false)]
    [InlineData("ApiVersion", false)]
    [InlineData("Endpoint", false)]
    [InlineData("TokenEndpoint", false)]
    [InlineData("TimeoutSec", false)]
    public void TheConnectionTypeHasTheFieldsThatConnectReads(string field, bool isEncrypted)
    {
        var line = File.ReadLines(Path.Combine(Repository.Module, "FbaOutbound-Automation.json")).Single(
            text => text.Contains($"\"Name\": \"{field}\"", StringComparison.Ordinal));
        Assert.Contains($"\"IsEncrypted\": {(isEncrypted ? "true" : "false")}", line, StringComparison.Ordinal);
    }
}
