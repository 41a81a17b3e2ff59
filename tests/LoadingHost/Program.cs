using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.LoadingHost;

/// <summary>
/// Does what Import-Module does with the module in the folder of the first argument, sends a request through it, and writes a line for each
/// assembly that matters: name, version, context. With <c>beside</c> lower versions of two dependencies are loaded first; with
/// <c>at-once</c> several imports run at a time; with <c>database</c> a quota store of a database is opened, which need not exist.
/// </summary>
internal static class Program
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments.Contains("beside"))
        {
            foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "lower"), "*.dll"))
            {
                Assembly.LoadFrom(file);
            }
        }

        var module = Assembly.LoadFrom(Path.Combine(arguments[0], "FbaOutbound.dll"));
        var imports = arguments.Contains("at-once") ? 8 : 1;
        await Task.WhenAll(Enumerable.Range(0, imports).Select(_ => Task.Run(() => ImportAsync(module))));
        if (arguments.Contains("database"))
        {
            OpenDatabase();
        }

        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies().OrderBy(assembly => assembly.FullName, StringComparer.Ordinal))
        {
            var name = assembly.GetName();
            if (name.Name!.StartsWith("FbaOutbound", StringComparison.Ordinal)
                || name.Name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                || name.Name is "Npgsql"
                || name.Name.StartsWith("Polly", StringComparison.Ordinal))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name.Name} {name.Version} {AssemblyLoadContext.GetLoadContext(assembly)!.Name}"));
            }
        }

        return 0;
    }

    private static void OpenDatabase()
    {
        var stores = AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.GetName().Name == "FbaOutbound.Core").GetType("FbaOutbound.Stores.SharedStores", throwOnError: true)!;
        var open = (Delegate)stores.GetProperty("PostgreSqlQuotas", Any)!.GetValue(null)!;
        ((IDisposable)open.DynamicInvoke("Host=127.0.0.1;Port=1;Username=nobody")!).Dispose();
    }

    // The engine looks at the types first, and only then calls OnImport.
    private static async Task ImportAsync(Assembly module)
    {
        _ = module.ExportedTypes.Count();
        var initializer = module.GetType("FbaOutbound.Loading.ModuleInitializer", throwOnError: true)!;
        initializer.GetMethod("OnImport")!.Invoke(Activator.CreateInstance(initializer), null);

        // A token is fetched through the whole pipeline: HttpClient's factory, Polly and the JSON reader.
        var sessions = Activator.CreateInstance(module.GetType("FbaOutbound.Sessions.RunspaceSessions", throwOnError: true)!, nonPublic: true);
        var request = Activator.CreateInstance(module.GetType("FbaOutbound.Sessions.SessionRequest", throwOnError: true)!, Any, binder: null, [sessions], culture: null)!;
        var session = request.GetType().GetMethod("OpenSandbox", Any)!.Invoke(request, [null])!;
        await (Task)session.GetType().GetMethod("AuthorizeAsync", Any)!.Invoke(session, [CancellationToken.None])!;
        ((IDisposable)session).Dispose();
    }
}
