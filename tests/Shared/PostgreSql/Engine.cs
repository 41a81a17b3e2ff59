using System;
using System.IO;
using System.Linq;

namespace FbaOutbound.PostgreSql.Testing;

/// <summary>
/// The PowerShell that runs scripts: the one named by <c>FBA_PWSH</c>, which the build script sets, or the first on the path.
/// </summary>
internal static class Engine
{
    private static readonly string? s_path = Find();

    /// <summary>The full path of the engine's program.</summary>
    public static string Path => s_path ?? throw new InvalidOperationException(Missing);

    /// <summary>Why no script can run here; null if one can.</summary>
    public static string? Missing => s_path is null ? "FBA_PWSH is not set and there is no pwsh on the path" : null;

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("FBA_PWSH") is { Length: > 0 } named)
        {
            return named;
        }

        var program = OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh";
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
            .Select(folder => System.IO.Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
    }
}
