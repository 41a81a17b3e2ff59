using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using FbaOutbound.Sandbox;
using FbaOutbound.Sandbox.Server;
using FbaOutbound.Tests.Conventions;
using Xunit;
using Xunit.Abstractions;

namespace FbaOutbound.Tests.Loading;

/// <summary>Runs the main job in a copy of a module on the runtimes of other engines.</summary>
internal static class EngineHost
{
    /// <summary>The program with the runtime of PowerShell 7.4.</summary>
    public static string Net8 => Path.Combine(Built("Net8", "net8.0"), "linux-x64", "FbaOutbound.Net8Host");

    /// <summary>The program for .NET Framework.</summary>
    public static string Framework => Path.Combine(Built("Framework", "net472"), "FbaOutbound.FrameworkHost.exe");

    /// <summary>What the job says.</summary>
    public static IEnumerable<string> JobWith(string store) =>
        [
            .. StepsWith(store), "label: .pdf, intact True, not empty", "table: utf-8, semicolon, intact True",
            "table: workbook, sheet 'Orders', intact True", "post on a stale connection: arrived 1",
        ];

    /// <summary>What its part with a store says.</summary>
    public static string[] StepsWith(string store) =>
    [
        $"{store}: created 40, held 40",
        $"{store}: again Journal 40",
        $"{store}: ship Updated, held False",
        $"{store}: cancel CancelRequested, status Cancelled",
        $"{store}: quota shared",
    ];

    /// <summary>Runs the job and returns its lines.</summary>
    /// <param name="program">The host, or the runtime that starts it.</param>
    /// <param name="module">The folder of the module, which is left as it is.</param>
    /// <param name="folder">A folder for the copy and for files.</param>
    /// <param name="output">Takes what the job says.</param>
    /// <param name="further">A connection string, or the host's program where a runtime starts it.</param>
    public static async Task<string[]> RunAsync(
        string program, string module, string folder, ITestOutputHelper output, string? further = null)
    {
        var copy = Path.Combine(folder, "FbaOutbound");
        CopyModule(module, copy);
        var data = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName;
        using var sandbox = new SandboxService(new SandboxOptions());
        await using var server = await SandboxServer.StartAsync(sandbox, ["http://127.0.0.1:0"]);

        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        var startsHost = further?.EndsWith(".exe", StringComparison.Ordinal) == true;
        foreach (var argument
            in new[] { startsHost ? further : null, copy, server.Address.ToString(), data, startsHost ? null : further }.OfType<string>())
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

    // The debug and release builds lie in folders of the same shape.
    private static string Built(string project, string framework) =>
        Path.Combine(
            Repository.Root, "tests", "EngineHosts", project, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, framework);

    private static void CopyModule(string module, string folder)
    {
        foreach (var file in Directory.GetFiles(module, "*.*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(module, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.Copy(
            Path.Combine(Built("MainJob", "netstandard2.0"), "FbaOutbound.MainJob.dll"),
            Path.Combine(folder, "dependencies", "FbaOutbound.MainJob.dll"));
    }
}

/// <summary>A test that needs the host of .NET 8.</summary>
public class Net8FactAttribute : FactAttribute
{
    /// <summary>Skips the test where there is no such host.</summary>
    public Net8FactAttribute() =>
        Skip = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64
            ? null
            : "the host of .NET 8 is built for Linux on x64";
}
