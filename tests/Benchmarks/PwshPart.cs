using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;

namespace FbaOutbound.Benchmarks;

/// <summary>The same in a real PowerShell, where there is one: the scripts in the folder <c>pwsh</c>.</summary>
internal static class PwshPart
{
    private static readonly string[] s_scripts = ["quota.ps1", "stream.ps1", "faults.ps1"];

    public static async Task<bool> RunAsync()
    {
        if (!CanRun())
        {
            await Console.Out.WriteLineAsync("Not run: the part in PowerShell, because there is no pwsh on this machine.");
            return true;
        }

        var isGood = true;
        foreach (var script in s_scripts)
        {
            using var process = Process.Start("pwsh", ["-NoProfile", "-NonInteractive", "-File", Path.Combine("tests", "Benchmarks", "pwsh", script)]);
            await process.WaitForExitAsync();
            isGood &= process.ExitCode == 0;
        }

        return isGood;
    }

    private static bool CanRun()
    {
        try
        {
            using var process = Process.Start("pwsh", ["-NoProfile", "-NonInteractive", "-Command", "exit 0"]);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
