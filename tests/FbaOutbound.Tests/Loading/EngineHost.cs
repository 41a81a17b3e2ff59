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

namespace FbaOutbound.Tests.Loading;

/// <summary>The hosts of tests/EngineHosts, which run the main job in a copy of the module on another engine's runtime.</summary>
internal static class EngineHost
{
    public static string Net8 => Path.Combine(Built("Net8", "net8.0"), "linux-x64", "FbaOutbound.Net8Host");

    public static string Framework => Path.Combine(Built("Framework", "net472"), "FbaOutbound.FrameworkHost.exe");

    /// <summary>The lines of the main job after the first one, which names the runtime.</summary>
    public static IEnumerable<string> JobWith(string store) =>
        [
            .. StepsWith(store), "label: .pdf, intact True, not empty", "table: utf-8, semicolon, intact True",
            "table: workbook, sheet 'Orders', intact True", "post on a stale connection: arrived 1",
        ];

    public static string[] StepsWith(string store) =>
    [
        $"{store}: created 40, held 40",
        $"{store}: again Journal 40",
        $"{store}: ship Updated, held False",
        $"{store}: cancel CancelRequested, status Cancelled",
        $"{store}: quota shared",
    ];

    /// <summary>Runs the main job and returns its lines.</summary>
    /// <param name="module">A copy of the module, which the job is added to.</param>
    /// <param name="program">The host, or the runtime that starts it.</param>
    /// <param name="further">A connection string, or the host's program where a runtime starts it.</param>
    public static async Task<string[]> RunAsync(string module, string program, string? further = null)
    {
        File.Copy(
            Path.Combine(Built("MainJob", "netstandard2.0"), "FbaOutbound.MainJob.dll"),
            Path.Combine(module, "dependencies", "FbaOutbound.MainJob.dll"));
        var data = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(module)!, "data")).FullName;
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
        Assert.True(process.ExitCode == 0, text + await errors);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    // The debug and release builds lie in folders of the same shape.
    private static string Built(string project, string framework) =>
        Path.Combine(
            Repository.Root, "tests", "EngineHosts", project, "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, framework);
}

/// <summary>A test on the runtime of PowerShell 7.4.</summary>
internal class Net8FactAttribute : FactAttribute
{
    public Net8FactAttribute() =>
        Skip = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64
            ? null
            : "the host of .NET 8 is built for Linux on x64";
}
