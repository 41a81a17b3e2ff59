using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;

namespace FbaOutbound.Loading;

/// <summary>
/// Finds what the module brings beside FbaOutbound.dll: Core, Sandbox and their packages in its folder <c>dependencies</c>, and what only a database needs in <c>postgresql</c>.
/// In PowerShell 7 all of it is loaded into a context of the module's own; Windows PowerShell has no such contexts and loads each file from its folder when it is asked for.
/// </summary>
/// <remarks>The context is made by reflection, so that one build serves both. This class must not touch a type of Core or Sandbox.</remarks>
internal static class DependencyResolver
{
    private const string Dependencies = "dependencies";

    private static readonly string s_moduleFolder = Path.GetDirectoryName(typeof(DependencyResolver).Assembly.Location) ?? "";
    private static readonly string[] s_folders = [Path.Combine(s_moduleFolder, Dependencies), Path.Combine(s_moduleFolder, "postgresql")];
    private static readonly Type? s_contextType = Type.GetType("System.Runtime.Loader.AssemblyLoadContext, System.Runtime.Loader", throwOnError: false);
    private static readonly Lazy<Func<string, Assembly>> s_load = new(MakeLoader);
    private static int s_hooked;

    /// <summary>Whether the assemblies lie in a context of their own, whose types PowerShell does not find by itself.</summary>
    public static bool HasOwnContext => s_contextType is not null;

    /// <summary>Hooks the resolver, once per process however often the module is imported.</summary>
    public static void Hook()
    {
        if (Interlocked.Exchange(ref s_hooked, 1) == 0)
        {
            AppDomain.CurrentDomain.AssemblyResolve += Resolve;
        }
    }

    /// <summary>Loads all assemblies of a folder beside the others, and returns one of them.</summary>
    /// <param name="folder">The folder in the module's.</param>
    /// <param name="name">The name of the assembly to return.</param>
    public static Assembly Load(string folder, string name)
    {
        LoadAll(folder, s_load.Value);
        return s_load.Value(Path.Combine(s_moduleFolder, folder, name + ".dll"));
    }

    private static Assembly? Resolve(object? sender, ResolveEventArgs args)
    {
        // .NET Framework's facades ask for lower versions than the files have: the name and a version that is high enough are what counts.
        var wanted = new AssemblyName(args.Name);
        if (!IsOurs(wanted) && !IsOurs(args.RequestingAssembly))
        {
            return null;
        }

        var file = s_folders.Select(folder => Path.Combine(folder, wanted.Name + ".dll")).FirstOrDefault(File.Exists);
        return file is not null && AssemblyName.GetAssemblyName(file).Version >= wanted.Version ? s_load.Value(file) : null;
    }

    // Answering other modules would give them our versions of packages that they may bring themselves; nobody else brings FbaOutbound's assemblies.
    private static bool IsOurs(AssemblyName wanted) => wanted.Name?.StartsWith("FbaOutbound", StringComparison.Ordinal) == true;

    private static bool IsOurs(Assembly? assembly)
    {
        // An assembly that was loaded from memory has no path, which .NET Framework refuses to take apart.
        if (assembly is null || assembly.IsDynamic || assembly.Location.Length == 0)
        {
            return false;
        }

        var folder = Path.GetDirectoryName(assembly.Location);
        return s_folders.Any(ours => IsSame(folder, ours)) || (IsSame(folder, s_moduleFolder) && IsOurs(assembly.GetName()));
    }

    private static bool IsSame(string? folder, string other) =>
        string.Equals(folder, other, Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static Func<string, Assembly> MakeLoader()
    {
        if (s_contextType is null)
        {
            return Assembly.LoadFrom;
        }

        var context = Activator.CreateInstance(s_contextType, "FbaOutbound", false);
        var load = (Func<string, Assembly>)s_contextType.GetMethod("LoadFromAssemblyPath", [typeof(string)])!.CreateDelegate(typeof(Func<string, Assembly>), context);
        LoadAll(Dependencies, load);
        return load;
    }

    // A context looks among its own assemblies first, and then takes what the default one has, whoever loaded it there. So nothing may be left to look for.
    private static void LoadAll(string folder, Func<string, Assembly> load)
    {
        var platform = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split([Path.PathSeparator], StringSplitOptions.RemoveEmptyEntries)
            .ToLookup(path => Path.GetFileName(path), StringComparer.OrdinalIgnoreCase);
        foreach (var file in Directory.GetFiles(Path.Combine(s_moduleFolder, folder), "*.dll").Where(file => !IsPartOfDotNet(file, platform)))
        {
            load(file);
        }
    }

    // Where .NET has a System assembly that is new enough, no other can be loaded into the default context; a second copy would have its own Span and the like.
    private static bool IsPartOfDotNet(string file, ILookup<string, string> platform)
    {
        var name = Path.GetFileName(file);
        return name.StartsWith("System.", StringComparison.Ordinal)
            && platform[name].Any(path => AssemblyName.GetAssemblyName(path).Version >= AssemblyName.GetAssemblyName(file).Version);
    }
}
