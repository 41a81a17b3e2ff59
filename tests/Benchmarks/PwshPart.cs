using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using FbaOutbound.PostgreSql.Testing;

namespace FbaOutbound.Benchmarks;

/// <summary>The same in a real PowerShell: the scripts in the folder <c>pwsh</c>.</summary>
internal static class PwshPart
{
    private static readonly string[] s_scripts =
        ["first-order.ps1", "quota.ps1", "stream.ps1", "faults.ps1", "order-files.ps1", "steady.ps1"];

    public static async Task<bool> RunAsync()
    {
        if (Engine.Missing is { } missing)
        {
            await Console.Error.WriteLineAsync($"The part in PowerShell cannot run: {missing}. Use './build.sh bench pwsh'.");
            return false;
        }

        var isGood = true;
        foreach (var script in s_scripts)
        {
            using var process = Process.Start(
                Engine.Path, ["-NoProfile", "-NonInteractive", "-File", Path.Combine("tests", "Benchmarks", "pwsh", script)]);
            await process.WaitForExitAsync();
            isGood &= process.ExitCode == 0;
        }

        return isGood;
    }
}
