using System;
using System.IO;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace FbaOutbound.EngineHosts;

/// <summary>
/// Loads the staged module as PowerShell does, with LoadFrom and the module's own resolver, and runs the main job in it. The arguments are
/// the folder of a copy of the module that has the job among its dependencies, the address of a sandbox server, an empty folder, and, where
/// there is one, the connection string of a database.
/// </summary>
internal static class Host
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static;

    private static async Task<int> Main(string[] arguments)
    {
        var module = Assembly.LoadFrom(Path.Combine(arguments[0], "FbaOutbound.dll"));
        _ = module.GetExportedTypes();
        var initializer = module.GetType("FbaOutbound.Loading.ModuleInitializer", throwOnError: true)!;
        initializer.GetMethod("OnImport")!.Invoke(Activator.CreateInstance(initializer), null);

        var resolver = module.GetType("FbaOutbound.Loading.DependencyResolver", throwOnError: true)!;
        var job = (Assembly)resolver.GetMethod("Load", Any)!.Invoke(null, ["dependencies", "FbaOutbound.MainJob"])!;
        var run = job.GetType("FbaOutbound.EngineHosts.MainJob", throwOnError: true)!.GetMethod("RunAsync", Any)!;
        Console.WriteLine($"runtime: {(Type.GetType("Mono.Runtime") is null ? RuntimeInformation.FrameworkDescription : "Mono")}");
        await (Task)run.Invoke(null, [arguments[1], arguments[2], arguments.Length > 3 ? arguments[3] : null, Console.Out])!;
        return 0;
    }
}
