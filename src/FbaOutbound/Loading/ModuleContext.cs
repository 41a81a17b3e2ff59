using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Reflection;

namespace FbaOutbound.Loading;

/// <summary>
/// The module's own load context. A context looks among its own assemblies first, and then takes what the default one has, no matter who
/// loaded it there and in whatever version. So it loads everything that .NET itself does not provide when it is made, and leaves nothing to
/// look for.
/// </summary>
/// <remarks>The context is made by reflection, so that one build serves .NET Framework too.</remarks>
internal sealed class ModuleContext
{
    /// <summary>
    /// The highest major version that a System assembly of the packages has: a .NET of this version or a newer one provides all of them
    /// that it knows.
    /// </summary>
    public const int NewestPackage = 10;

    private static readonly Type? s_type = Type.GetType(
        "System.Runtime.Loader.AssemblyLoadContext, System.Runtime.Loader", throwOnError: false);

    private const string Profile = "StartupProfileData-FbaOutbound";

    // The version of .NET that the assemblies of a database are built for.
    private const int DatabaseRuntime = 8;

    private readonly string _database;
    private readonly ConcurrentDictionary<string, Assembly> _assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly Func<string, Assembly> _load;

    /// <summary>Makes the context and loads the dependencies.</summary>
    /// <param name="dependencies">The folder of the dependencies.</param>
    /// <param name="database">The folder of what only a database needs, which has newer builds of some dependencies.</param>
    public ModuleContext(string dependencies, string database)
    {
        _database = database;
        var context = Activator.CreateInstance(s_type!, "FbaOutbound", false);
        _load = (Func<string, Assembly>)s_type!.GetMethod(
            "LoadFromAssemblyPath", [typeof(string)])!.CreateDelegate(typeof(Func<string, Assembly>), context);
        LoadAll(dependencies);

        // PowerShell has .NET note what a process compiles, so that the user's next one compiles it ahead, on a second thread; it does so
        // for the default context only. The file lies beside PowerShell's own, and without a folder for it nothing happens.
        s_type.GetMethod("StartProfileOptimization", [typeof(string)])!.Invoke(context, [Profile]);
    }

    /// <summary>Whether this .NET has load contexts.</summary>
    public static bool Exists => s_type is not null;

    /// <summary>Loads the assemblies of a folder that .NET itself does not provide.</summary>
    public void LoadAll(string folder)
    {
        var platform = (
            AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? ""
        ).Split([Path.PathSeparator], StringSplitOptions.RemoveEmptyEntries)
            .ToLookup(static path => Path.GetFileName(path), StringComparer.OrdinalIgnoreCase);
        foreach (var file in Directory.GetFiles(folder, "*.dll").Where(file => !IsPartOfDotNet(file, platform)))
        {
            _assemblies[Path.GetFileNameWithoutExtension(file)] = _load(BestBuildOf(file));
        }
    }

    // Npgsql is built for .NET 8 and finds no init-only property of a build for .NET Standard, such as DiagnosticSource's; the other
    // packages take either build.
    private string BestBuildOf(string file)
    {
        var newer = Path.Combine(_database, Path.GetFileName(file));
        return Environment.Version.Major >= DatabaseRuntime && File.Exists(newer) ? newer : file;
    }

    /// <summary>Returns an assembly of the context, or null if it has none of this name that is new enough.</summary>
    public Assembly? Find(AssemblyName wanted) =>
        _assemblies.TryGetValue(wanted.Name ?? "", out var assembly)
            && (wanted.Version is null || assembly.GetName().Version >= wanted.Version)
            ? assembly
            : null;

    // The default context takes no other copy of these than .NET's, and a second one would have its own Span and the like. Only an older
    // .NET is requested versions: reading them takes longer than all the loading.
    private static bool IsPartOfDotNet(string file, ILookup<string, string> platform)
    {
        var name = Path.GetFileName(file);
        return name.StartsWith("System.", StringComparison.Ordinal)
            && platform[name].Any(
                path => Environment.Version.Major >= NewestPackage
                    || AssemblyName.GetAssemblyName(path).Version >= AssemblyName.GetAssemblyName(file).Version);
    }
}
