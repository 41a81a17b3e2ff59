using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using FbaOutbound.Orders;
using FbaOutbound.Sandbox;

namespace FbaOutbound.Tests.Conventions;

/// <summary>The files of the repository, the staged module, and the assemblies that were built of them.</summary>
internal static partial class Repository
{
    private static readonly string[] s_built = ["bin", "obj", "artifacts", ".git", ".vs"];

    public static readonly string Root = FindRoot();

    public static readonly string Module = Path.Combine(Root, "artifacts", "FbaOutbound");

    public static readonly Assembly Cmdlets = typeof(Commands.NewFbaFulfillmentOrderCommand).Assembly;

    public static readonly Assembly Core = typeof(FulfillmentOrder).Assembly;

    public static readonly Assembly Sandbox = typeof(SandboxService).Assembly;

    /// <summary>The manifest's text without its comments.</summary>
    public static string Manifest => Read("FbaOutbound.psd1");

    /// <summary>The version that all projects are built with.</summary>
    public static string Version => VersionElement().Match(Read("Directory.Build.props")).Groups[1].Value;

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Returns the files below a folder, by their paths from the root with slashes; what was built is left out.</summary>
    public static IEnumerable<string> Files(string folder, params string[] extensions) =>
        Walk(new DirectoryInfo(Path.Combine(Root, folder)))
            .Where(file => extensions.Length == 0 || extensions.Contains(file.Extension, StringComparer.Ordinal))
            .Select(file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    /// <summary>Returns the entries of a list in the manifest, such as <c>CmdletsToExport</c>.</summary>
    public static IReadOnlyList<string> ManifestList(string key) =>
        [
            .. QuotedText().Matches(Regex.Match(Manifest, $@"\b{key}\s*=\s*@\(([^)]*)\)").Groups[1].Value)
                .Select(match => match.Groups[1].Value)];

    /// <summary>Returns a text of the manifest, such as <c>ModuleVersion</c>.</summary>
    public static string ManifestText(string key) =>
        Regex.Match(Manifest, $@"\b{key}\s*=\s*'((?:[^']|'')*)'").Groups[1].Value.Replace("''", "'", StringComparison.Ordinal);

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder) => folder.EnumerateFiles().Concat(
        folder.EnumerateDirectories().Where(child => !s_built.Contains(child.Name, StringComparer.Ordinal)).SelectMany(Walk));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FbaOutbound.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests run inside the repository.");
    }

    [GeneratedRegex("<Version>([^<]+)</Version>")]
    private static partial Regex VersionElement();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex QuotedText();
}
