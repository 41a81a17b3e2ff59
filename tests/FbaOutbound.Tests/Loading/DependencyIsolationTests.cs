using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Tests.Conventions;
using Xunit;

namespace FbaOutbound.Tests.Loading;

/// <summary>The staged module in a process of its own, loaded as Import-Module loads it.</summary>
[Collection(StartsProcesses.Name)]
public sealed class DependencyIsolationTests
{
    private static readonly string[] s_conflicting = ["Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Http"];

    [Fact]
    public async Task OurAssembliesLieInTheDefaultContextAndTheirsInOneOfTheirOwn()
    {
        var loaded = await RunAsync(Repository.Module, "alone");
        Assert.Equal(["FbaOutbound", "FbaOutbound.Core", "FbaOutbound.Sandbox"], loaded.Where(line => line.Context == "Default").Select(line => line.Name).Where(name => name != "FbaOutbound.LoadingHost"));
        var theirs = loaded.Where(line => !line.Name.StartsWith("FbaOutbound", StringComparison.Ordinal)).ToList();
        Assert.Contains(theirs, line => line.Name == "Polly.Core");
        Assert.All(theirs, line => Assert.Equal("FbaOutbound", line.Context));
    }

    [Fact]
    public async Task NothingOfADatabaseIsLoadedUntilOneIsAskedFor()
    {
        Assert.DoesNotContain(await RunAsync(Repository.Module, "alone"), line => line.Name is "Npgsql" or "FbaOutbound.PostgreSql");
        var loaded = await RunAsync(Repository.Module, "beside", "database");
        Assert.Equal(["FbaOutbound.PostgreSql", "Npgsql"], loaded.Where(line => line.Name is "Npgsql" or "FbaOutbound.PostgreSql").Select(line => line.Name).Order(StringComparer.Ordinal));
        Assert.All(loaded.Where(line => line.Name is "Npgsql" or "FbaOutbound.PostgreSql"), line => Assert.Equal("FbaOutbound", line.Context));

        // Its tables, its clients and the module have one Core, and one of each dependency.
        Assert.Equal("Default", Assert.Single(loaded, line => line.Name == "FbaOutbound.Core").Context);
        Assert.Single(loaded, line => line.Name == "Microsoft.Extensions.Logging.Abstractions");
    }

    [Fact]
    public async Task LowerVersionsThatWereLoadedBeforeStayAndOursWorkBesideThem()
    {
        var loaded = await RunAsync(Repository.Module, "beside");
        Assert.All(s_conflicting, name =>
        {
            var versions = loaded.Where(line => line.Name == name).ToList();
            Assert.Equal(["Default", "FbaOutbound"], versions.Select(line => line.Context).Order(StringComparer.Ordinal));
            Assert.Equal(9, versions.Single(line => line.Context == "Default").Version.Major);
            Assert.True(versions.Single(line => line.Context == "FbaOutbound").Version.Major >= 10);
        });
    }

    [Fact]
    public async Task ImportsThatRunAtOnceShareOneContext()
    {
        var loaded = await RunAsync(Repository.Module, "beside", "at-once");
        Assert.Distinct(loaded.Where(line => line.Context == "FbaOutbound").Select(line => line.Name));
        Assert.Equal(s_conflicting.Length, loaded.Count(line => s_conflicting.Contains(line.Name) && line.Context == "FbaOutbound"));
    }

    [Fact]
    public async Task APathWithSpacesAndLettersOfOtherScriptsServes()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("fba outbound ").FullName, "Módulos 模块", "FbaOutbound");
        try
        {
            CopyModule(folder);
            Assert.Contains(await RunAsync(folder, "beside"), line => line is { Name: "Polly.Core", Context: "FbaOutbound" });
        }
        finally
        {
            Directory.Delete(Path.GetFullPath(Path.Combine(folder, "..", "..")), recursive: true);
        }
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
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim().Split(' ')).Select(parts => new Loaded(parts[0], Version.Parse(parts[1]), parts[2]))];
    }

    // The host is built beside the tests, with the same configuration.
    private static string Host() => Path.Combine(
        Repository.Root, "tests", "LoadingHost", Path.GetRelativePath(Path.Combine(Repository.Root, "tests", "FbaOutbound.Tests"), AppContext.BaseDirectory), "FbaOutbound.LoadingHost.dll");

    private sealed record Loaded(string Name, Version Version, string Context);
}
