using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using FbaOutbound.Errors;

namespace FbaOutbound.Sandboxes;

/// <summary>Finds a <c>dotnet</c> with the runtime that the sandbox server needs.</summary>
internal sealed class DotNetRuntime
{
    private const string Needed = "Microsoft.AspNetCore.App";
    private const string Version = "10.";
    private const string Advice = "Install it (https://dotnet.microsoft.com/download/dotnet/10.0; the .NET SDK 10 contains it), or set "
        + "DOTNET_ROOT to the folder of a dotnet that has it.";

    private static readonly TimeSpan s_longestAnswer = TimeSpan.FromSeconds(20);

    /// <summary>Returns a variable of the environment.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Whether a file exists.</summary>
    public Func<string, bool> Exists { get; init; } = File.Exists;

    /// <summary>Returns the lines of <c>dotnet --list-runtimes</c>.</summary>
    public Func<string, IReadOnlyList<string>> ListRuntimes { get; init; } = Ask;

    public bool IsWindows { get; init; } = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Returns the path of a <c>dotnet</c> that can run the server.</summary>
    /// <exception cref="SandboxServerException">There is none.</exception>
    public string Find()
    {
        var candidates = Folders().Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, IsWindows ? "dotnet.exe" : "dotnet"))
            .Distinct(StringComparer.Ordinal).Where(Exists).ToList();
        if (candidates.Count == 0)
        {
            throw new SandboxServerException($"The sandbox server needs the ASP.NET Core 10 runtime, and no dotnet was found. {Advice}");
        }

        List<string> others = [];
        foreach (var dotnet in candidates)
        {
            var versions = ListRuntimes(dotnet).Where(line => line.StartsWith(Needed + " ", StringComparison.Ordinal))
                .Select(line => line.Split(' ')[1]).ToList();
            if (versions.Exists(version => version.StartsWith(Version, StringComparison.Ordinal)))
            {
                return dotnet;
            }

            var found = versions.Count == 0 ? "no ASP.NET Core runtime" : $"only ASP.NET Core {string.Join(", ", versions)}";
            others.Add($"{dotnet} has {found}");
        }

        throw new SandboxServerException($"The sandbox server needs the ASP.NET Core 10 runtime: {string.Join("; ", others)}. {Advice}");
    }

    private IEnumerable<string> Folders()
    {
        yield return Variable("DOTNET_ROOT") ?? "";
        foreach (var folder in (Variable("PATH") ?? "").Split(IsWindows ? ';' : ':'))
        {
            yield return folder;
        }

        if (IsWindows)
        {
            yield return Path.Combine(Variable("ProgramFiles") ?? "", "dotnet");
            yield break;
        }

        yield return "/usr/share/dotnet";
        yield return "/usr/lib/dotnet";
        yield return "/usr/local/share/dotnet";
        yield return Path.Combine(Variable("HOME") ?? "", ".dotnet");
    }

    private static IReadOnlyList<string> Ask(string dotnet)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(dotnet, "--list-runtimes")
            {
                UseShellExecute = false, RedirectStandardOutput = true, CreateNoWindow = true,
            });
            var lines = process!.StandardOutput.ReadToEnd().Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
            process.WaitForExit((int)s_longestAnswer.TotalMilliseconds);
            return lines;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            // Not a program that can be started here.
            return [];
        }
    }
}
