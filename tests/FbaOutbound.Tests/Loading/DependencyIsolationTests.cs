using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Threading.Tasks;
using FbaOutbound.Loading;
using FbaOutbound.Tests.Conventions;
using Xunit;

namespace FbaOutbound.Tests.Loading;

/// <summary>The staged module in a separate process, loaded as Import-Module loads it.</summary>
[Collection(StartsProcesses.Name)]
public sealed class DependencyIsolationTests
{
    private static readonly string[] s_kinds =
    [
        "lower net", "lower netstandard", "equal net", "equal netstandard", "higher net", "higher netstandard",
    ];

    /// <summary>
    /// Versions of the module's packages that another module may have loaded, and the framework that they were built for.
    /// </summary>
    public static TheoryData<string> Kinds => [.. s_kinds];

    [Fact]
    public async Task OnlyTheCmdletsLieInTheDefaultContextAndAllElseInASeparateOne()
    {
        var loaded = await RunAsync(Repository.Module, "alone");
        Assert.Equal(["FbaOutbound"], OfOurs(loaded).Where(line => line.Context == "Default").Select(line => line.Name));
        Assert.Equal(
            ["FbaOutbound.Core", "FbaOutbound.Sandbox"],
            OfOurs(loaded).Where(line => line.Context == "FbaOutbound").Select(line => line.Name));
        Assert.Contains(loaded, line => line.Name == "Polly.Core");
        Assert.All(
            loaded.Where(line => line.Name.StartsWith("Microsoft.", StringComparison.Ordinal) || line.Name == "Polly.Core"),
            line => Assert.Equal("FbaOutbound", line.Context));
    }

    [Fact]
    public async Task NothingOfADatabaseIsLoadedUntilOneIsUsed()
    {
        Assert.DoesNotContain(await RunAsync(Repository.Module, "alone"), line => line.Name is "Npgsql" or "FbaOutbound.PostgreSql");
        var loaded = await RunAsync(Repository.Module, "database");
        Assert.Equal(
            ["FbaOutbound.PostgreSql", "Npgsql"],
            loaded.Where(line => line.Name is "Npgsql" or "FbaOutbound.PostgreSql").Select(line => line.Name)
                .Order(StringComparer.Ordinal));
        Assert.All(
            loaded.Where(line => line.Name is "Npgsql" or "FbaOutbound.PostgreSql"), line => Assert.Equal("FbaOutbound", line.Context));

        // Its tables, its clients and the module have one Core, and one of each dependency.
        Assert.Single(loaded, line => line.Name == "FbaOutbound.Core");
        Assert.Single(loaded, line => line.Name == "Microsoft.Extensions.Logging.Abstractions");
    }

    [Fact]
    public async Task NothingOfOrderFilesIsLoadedUntilOneIsOpened()
    {
        string[] names = ["CsvHelper", "ExcelDataReader", "ExcelNumberFormat", "FbaOutbound.Files", "MiniExcel"];
        Assert.DoesNotContain(await RunAsync(Repository.Module, "alone"), line => names.Contains(line.Name));
        var loaded = await RunAsync(Repository.Module, "order-files");
        Assert.All(names, name => Assert.Equal(["FbaOutbound"], ContextsOf(loaded, name)));
    }

    [Fact]
    public async Task ADatabaseWhoseFileWasMissingIsReportedEachTimeAndServesWhenItIsBack()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("fba-missing-").FullName, "FbaOutbound");
        try
        {
            CopyModule(folder);
            Assert.Contains(
                await RunAsync(folder, "database-missing", "database"), line => line is { Name: "Npgsql", Context: "FbaOutbound" });
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task WhatAnotherModuleHasLoadedStaysAndTheModuleWorksWithItsOwn(string kind)
    {
        var others = Others(kind);
        var loaded = await RunAsync([Repository.Module, "database", .. others]);
        var packages = others.Select(Path.GetFileNameWithoutExtension).Where(name => name != "System.Text.Json").ToList();
        Assert.Contains("Microsoft.Bcl.TimeProvider", packages);
        Assert.All(packages, name => Assert.Equal(["Default", "FbaOutbound"], ContextsOf(loaded, name!)));
        Assert.All(loaded.Where(line => line.Context == "FbaOutbound"), line => Assert.Equal(StagedVersion(line.Name), line.Version));
    }

    [Fact]
    public void TheOtherVersionsAreWhatTheirKindSays() => Assert.All(s_kinds, kind => Assert.All(Others(kind), file =>
    {
        // All releases of Polly have the number 8.0.0.0.
        var name = Path.GetFileNameWithoutExtension(file);
        var expected = name == "Polly.Core" ? 0 : kind.Split(' ')[0] switch { "lower" => -1, "equal" => 0, _ => 1 };
        Assert.Equal(expected, Math.Sign(AssemblyName.GetAssemblyName(file).Version!.CompareTo(StagedVersion(name))));
    }));

    // These stand for the versions that the packages do not have yet, and for the packages that the others need.
    [Theory]
    [InlineData("0.0.0.1")]
    [InlineData(null)]
    [InlineData("99.0.0.0")]
    public async Task NothingIsTakenFromAnAssemblyThatOnlyHasTheNameOfAPackage(string? version)
    {
        var folder = Directory.CreateTempSubdirectory("fba-names-").FullName;
        try
        {
            string[] names =
            [
                .. Staged().Select(file => Path.GetFileNameWithoutExtension(file))
                    .Where(name => !IsOfOurs(name) && !name.StartsWith("System.", StringComparison.Ordinal)),
            ];
            var loaded = await RunAsync(
                [
                    Repository.Module, "database", "order-files",
                    .. names.Select(name => MakeEmpty(folder, name, version is null ? StagedVersion(name) : Version.Parse(version)))]);
            Assert.All(names, name => Assert.Equal(["Default", "FbaOutbound"], ContextsOf(loaded, name)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // On an older .NET the versions are compared, which takes time; a package of a higher version would be missed by a .NET of this one.
    [Fact]
    public void NoSystemAssemblyOfThePackagesIsNewerThanTheContextBelieves() => Assert.All(
        Staged().Where(file => Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal)),
        file => Assert.InRange(
            AssemblyName.GetAssemblyName(file).Version!, new Version(0, 0), new Version(ModuleContext.NewestPackage, 0, 0, 0)));

    [Fact]
    public async Task ImportsThatRunAtOnceShareOneContext()
    {
        var loaded = await RunAsync([Repository.Module, "at-once", .. Others("lower net")]);
        Assert.Distinct(loaded.Where(line => line.Context == "FbaOutbound").Select(line => line.Name));
        Assert.Equal(["Default", "FbaOutbound"], ContextsOf(loaded, "Polly.Core"));
    }

    [Fact]
    public async Task APathWithSpacesAndLettersOfOtherScriptsServes()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("fba outbound ").FullName, "Módulos 模块", "FbaOutbound");
        try
        {
            CopyModule(folder);
            Assert.Contains(await RunAsync(folder, "alone"), line => line is { Name: "Polly.Core", Context: "FbaOutbound" });
        }
        finally
        {
            Directory.Delete(Path.GetFullPath(Path.Combine(folder, "..", "..")), recursive: true);
        }
    }

    private static IEnumerable<Loaded> OfOurs(IEnumerable<Loaded> loaded) =>
        loaded.Where(line => IsOfOurs(line.Name) && line.Name != "FbaOutbound.LoadingHost");

    private static bool IsOfOurs(string name) => name.StartsWith("FbaOutbound", StringComparison.Ordinal);

    private static IEnumerable<string> ContextsOf(IEnumerable<Loaded> loaded, string name) =>
        loaded.Where(line => line.Name == name).Select(line => line.Context).Order(StringComparer.Ordinal);

    private static string[] Others(string kind) =>
        [
            .. File.ReadLines(Path.Combine(Path.GetDirectoryName(Host())!, "others.txt"))
                .Where(line => line.StartsWith(kind + " ", StringComparison.Ordinal)).Select(line => line[(kind.Length + 1)..])];

    private static IEnumerable<string> Staged() => Directory.GetFiles(Repository.Module, "*.dll", SearchOption.AllDirectories);

    private static Version StagedVersion(string name) =>
        AssemblyName.GetAssemblyName(Staged().First(file => Path.GetFileNameWithoutExtension(file) == name)).Version!;

    private static string MakeEmpty(string folder, string name, Version version)
    {
        var file = Path.Combine(folder, name + ".dll");
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name) { Version = version }, typeof(object).Assembly);
        assembly.DefineDynamicModule(name);
        assembly.Save(file);
        return file;
    }

    private static void CopyModule(string folder)
    {
        foreach (var file in Directory.GetFiles(Repository.Module, "*.dll", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Repository.Module, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static async Task<IReadOnlyList<Loaded>> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Prepend(Host()))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return
        [
            .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim().Split(' '))
                .Select(parts => new Loaded(parts[0], Version.Parse(parts[1]), parts[2])),
        ];
    }

    // The host is built beside the tests, with the same configuration.
    private static string Host() => Path.Combine(
        Repository.Root, "tests", "LoadingHost",
        Path.GetRelativePath(Path.Combine(Repository.Root, "tests", "FbaOutbound.Tests"), AppContext.BaseDirectory),
        "FbaOutbound.LoadingHost.dll");

    private sealed record Loaded(string Name, Version Version, string Context);
}
