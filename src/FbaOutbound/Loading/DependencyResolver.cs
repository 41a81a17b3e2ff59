using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace FbaOutbound.Loading;

/// <summary>
/// Finds what the module brings beside FbaOutbound.dll: Core, Sandbox and their packages in its folder <c>dependencies</c>, what only a
/// database needs in <c>postgresql</c>, and what only order files need in <c>order-files</c>. In PowerShell 7 all of it is loaded into a
/// context of the module's own (<see cref="ModuleContext"/>); Windows PowerShell has no such contexts and loads each file when it is
/// requested.
/// </summary>
/// <remarks>This class must not touch a type of Core or Sandbox: it is what finds them.</remarks>
internal static class DependencyResolver
{
    private static readonly string s_moduleFolder = Path.GetDirectoryName(typeof(DependencyResolver).Assembly.Location) ?? "";
    private static readonly string s_dependencies = Path.Combine(s_moduleFolder, "dependencies");
    private static readonly string s_database = Path.Combine(s_moduleFolder, "postgresql");
    private static readonly string s_orderFiles = Path.Combine(s_moduleFolder, "order-files");
    private static readonly string[] s_folders = [s_dependencies, s_database, s_orderFiles];

    // Nothing of a database runs on .NET Framework.
    private static readonly string[] s_frameworkFolders = [s_dependencies, s_orderFiles];
    private static readonly LoadedOnce<ModuleContext> s_context = new(static () => new ModuleContext(s_dependencies, s_database));
    private static readonly Lazy<ResolveEventHandler> s_hook = new(static () =>
    {
        ResolveEventHandler resolve = Resolve;
        AppDomain.CurrentDomain.AssemblyResolve += resolve;
        return resolve;
    });

    /// <summary>Hooks the resolver, once per process however often the module is imported.</summary>
    /// <remarks>Runspaces import at once, and each needs the resolver when this returns: the second one waits for the first.</remarks>
    public static void Hook() => _ = s_hook.Value;

    /// <summary>
    /// Loads an assembly beside those of the module, with all others of its folder where there is a context to load them into.
    /// </summary>
    /// <param name="folder">The folder in the module's.</param>
    /// <param name="name">The assembly's name.</param>
    /// <exception cref="IOException">A file is missing, or cannot be read.</exception>
    /// <exception cref="BadImageFormatException">A file is damaged.</exception>
    public static Assembly Load(string folder, string name)
    {
        var path = Path.Combine(s_moduleFolder, folder);
        if (!ModuleContext.Exists)
        {
            return Assembly.LoadFrom(Path.Combine(path, name + ".dll"));
        }

        s_context.Value.LoadAll(path);
        return s_context.Value.Find(new AssemblyName(name))
            ?? throw new FileNotFoundException($"'{Path.Combine(path, name + ".dll")}' is missing.");
    }

    private static Assembly? Resolve(object? sender, ResolveEventArgs args)
    {
        var wanted = new AssemblyName(args.Name);
        if (!IsOurs(wanted) && !IsOurs(args.RequestingAssembly))
        {
            return null;
        }

        if (ModuleContext.Exists)
        {
            return s_context.Value.Find(wanted);
        }

        // .NET Framework's facades ask for lower versions than the files have: the name and a version that is high enough are what counts.
        return s_frameworkFolders.Select(folder => Path.Combine(folder, wanted.Name + ".dll"))
            .Where(file => File.Exists(file) && AssemblyName.GetAssemblyName(file).Version >= wanted.Version)
            .Select(Assembly.LoadFrom).FirstOrDefault();
    }

    // Answering other modules would give them our versions of packages that they may bring themselves; nobody else brings FbaOutbound's
    // assemblies.
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
}
