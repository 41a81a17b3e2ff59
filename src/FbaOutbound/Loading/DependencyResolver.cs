using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;

namespace FbaOutbound.Loading;

/// <summary>
/// Finds the module's third-party assemblies in its folder <c>dependencies</c>, and those that only a database needs in <c>postgresql</c>. In PowerShell 7 they load into a context of their own, beside
/// whatever versions the host or another module has loaded; Windows PowerShell has no such contexts and loads them from the folder.
/// </summary>
/// <remarks>
/// The context is made by reflection, so that one build serves both. This class must not touch a type of a dependency.
/// </remarks>
internal static class DependencyResolver
{
    private static readonly string s_moduleFolder = Path.GetDirectoryName(typeof(DependencyResolver).Assembly.Location) ?? "";
    private static readonly string[] s_folders = [Path.Combine(s_moduleFolder, "dependencies"), Path.Combine(s_moduleFolder, "postgresql")];
    private static readonly Lazy<Func<string, Assembly>> s_load = new(MakeLoader);
    private static int s_hooked;

    /// <summary>Hooks the resolver, once per process however often the module is imported.</summary>
    public static void Hook()
    {
        if (Interlocked.Exchange(ref s_hooked, 1) == 0)
        {
            AppDomain.CurrentDomain.AssemblyResolve += Resolve;
        }
    }

    /// <summary>Loads an assembly of ours, with what it needs, beside the third-party ones.</summary>
    /// <param name="folder">The folder in the module's.</param>
    /// <param name="name">The assembly's name.</param>
    public static Assembly Load(string folder, string name) => s_load.Value(Path.Combine(s_moduleFolder, folder, name + ".dll"));

    private static Assembly? Resolve(object? sender, ResolveEventArgs args)
    {
        if (!IsOurs(args.RequestingAssembly))
        {
            return null;
        }

        // .NET Framework's facades ask for lower versions than the files have: the name and a version that is high enough are what counts.
        var wanted = new AssemblyName(args.Name);
        var file = s_folders.Select(folder => Path.Combine(folder, wanted.Name + ".dll")).FirstOrDefault(File.Exists);
        return file is not null && AssemblyName.GetAssemblyName(file).Version >= wanted.Version ? s_load.Value(file) : null;
    }

    // Answering for other modules would give them our versions.
    private static bool IsOurs(Assembly? assembly)
    {
        // An assembly that was loaded from memory has no path, which .NET Framework refuses to take apart.
        if (assembly is null || assembly.IsDynamic || assembly.Location.Length == 0)
        {
            return false;
        }

        var folder = Path.GetDirectoryName(assembly.Location);
        return s_folders.Any(ours => IsSame(folder, ours))
            || (IsSame(folder, s_moduleFolder) && assembly.GetName().Name?.StartsWith("FbaOutbound", StringComparison.Ordinal) == true);
    }

    private static bool IsSame(string? folder, string other) =>
        string.Equals(folder, other, Path.DirectorySeparatorChar == '\\' ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private static Func<string, Assembly> MakeLoader()
    {
        var type = Type.GetType("System.Runtime.Loader.AssemblyLoadContext, System.Runtime.Loader", throwOnError: false);
        if (type is null)
        {
            return Assembly.LoadFrom;
        }

        var context = Activator.CreateInstance(type, "FbaOutbound", false);
        return (Func<string, Assembly>)type.GetMethod("LoadFromAssemblyPath", [typeof(string)])!.CreateDelegate(typeof(Func<string, Assembly>), context);
    }
}
