using System;
using System.Collections;
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
/// assembly that matters: name, version, context. Assemblies that are named by their paths are loaded first, as another module loads them;
/// with <c>at-once</c> several imports run at a time; with <c>database</c> a quota store of a database is opened, which need not exist, and
/// with <c>database-missing</c> once before while its file is missing; with <c>order-files</c> a text and a workbook are written and read.
/// </summary>
internal static class Program
{
    private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static async Task<int> Main(string[] arguments)
    {
        foreach (var file in arguments.Where(argument => argument.EndsWith(".dll", StringComparison.Ordinal)))
        {
            LoadAsAnotherModuleDoes(file);
        }

        var module = Assembly.LoadFrom(Path.Combine(arguments[0], "FbaOutbound.dll"));
        var imports = arguments.Contains("at-once") ? 8 : 1;
        await Task.WhenAll(Enumerable.Range(0, imports).Select(_ => Task.Run(() => ImportAsync(module))));
        if (arguments.Contains("database-missing"))
        {
            OpenWithoutFile(Path.Combine(arguments[0], "postgresql", "FbaOutbound.PostgreSql.dll"));
        }

        if (arguments.Contains("database"))
        {
            OpenDatabase();
        }

        if (arguments.Contains("order-files"))
        {
            OpenOrderFiles();
        }

        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies().OrderBy(assembly => assembly.FullName, StringComparer.Ordinal))
        {
            var name = assembly.GetName();
            if (name.Name!.StartsWith("FbaOutbound", StringComparison.Ordinal)
                || name.Name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                || name.Name.StartsWith("Microsoft.Bcl.", StringComparison.Ordinal)
                || name.Name is "Npgsql" or "System.Text.Json" or "CsvHelper" or "ExcelDataReader" or "ExcelNumberFormat" or "MiniExcel"
                || name.Name.StartsWith("Polly", StringComparison.Ordinal))
            {
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture, $"{name.Name} {name.Version} {AssemblyLoadContext.GetLoadContext(assembly)!.Name}"));
            }
        }

        return 0;
    }

    private static void LoadAsAnotherModuleDoes(string file)
    {
        try
        {
            Assembly.LoadFrom(file);
        }
        catch (FileLoadException)
        {
            // The runtime has an assembly of this name, and takes no higher version of it.
        }
    }

    private static void OpenWithoutFile(string file)
    {
        File.Move(file, file + ".away");
        for (var times = 0; times < 2; times++)
        {
            try
            {
                OpenDatabase();
                throw new InvalidOperationException("The database was opened without its file.");
            }
            catch (TargetInvocationException exception) when (
                exception.InnerException is { } error && error.GetType().Name == "QuotaStoreException")
            {
                if (!error.Message.Contains("is missing. Reinstall the module.", StringComparison.Ordinal))
                {
                    throw;
                }
            }
        }

        File.Move(file + ".away", file);
    }

    private static void OpenDatabase()
    {
        var locations = AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.GetName().Name == "FbaOutbound.Core")
            .GetType("FbaOutbound.Stores.StoreLocation", throwOnError: true)!;
        var location = locations.GetMethod("Parse", Any)!.Invoke(null, ["Host=127.0.0.1;Port=1;Username=nobody"])!;
        var open = locations.Assembly.GetType("FbaOutbound.Stores.IStoreProvider", throwOnError: true)!.GetMethod("OpenQuotas")!;
        ((IDisposable)open.Invoke(locations.GetProperty("Provider")!.GetValue(location), [location])!).Dispose();
    }

    private static void OpenOrderFiles()
    {
        var core = AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.GetName().Name == "FbaOutbound.Core");
        Type Find(string name) => core.GetType($"FbaOutbound.OrderFiles.{name}", throwOnError: true)!;
        var files = ((Delegate)Find("OrderFileAccess").GetProperty("Open", Any)!.GetValue(null)!).DynamicInvoke()!;
        string[] header = ["Id", "Name"];
        string[][] rows = [["A-1", "Zoë"]];
        foreach (var sheet in new[] { null, "Orders" })
        {
            var layout = Activator.CreateInstance(Find("TableLayout"))!;
            layout.GetType().GetProperty("Sheet")!.SetValue(layout, sheet);
            var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.table");
            try
            {
                Find("ITableFiles").GetMethod("Write")!.Invoke(files, [path, layout, header, rows, false]);
                using var table = (IDisposable)Find("ITableFiles").GetMethod("Open")!.Invoke(
                    files, [path, Activator.CreateInstance(Find("TableOptions"))])!;
                var read = ((IEnumerable)Find("ISourceTable").GetMethod("ReadRows")!.Invoke(table, null)!).Cast<object>().Single();
                if (!read.ToString()!.Contains("SourceRow", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException("The row was not read.");
                }
            }
            finally
            {
                File.Delete(path);
            }
        }
    }

    // The engine loads the exported types first, and only then calls OnImport; it reads their attributes after that.
    private static async Task ImportAsync(Assembly module)
    {
        _ = module.ExportedTypes.Count();
        var initializer = module.GetType("FbaOutbound.Loading.ModuleInitializer", throwOnError: true)!;
        initializer.GetMethod("OnImport")!.Invoke(Activator.CreateInstance(initializer), null);
        _ = module.ExportedTypes.Sum(type => type.GetCustomAttributes(inherit: false).Length + type.GetProperties().Length);

        // A token is fetched through the whole pipeline: HttpClient's factory, Polly and the JSON reader.
        var sessions = Activator.CreateInstance(
            module.GetType("FbaOutbound.Sessions.RunspaceSessions", throwOnError: true)!, nonPublic: true);
        var request = Activator.CreateInstance(
            module.GetType("FbaOutbound.Sessions.SessionRequest", throwOnError: true)!, Any, binder: null, [sessions], culture: null)!;
        var session = request.GetType().GetMethod("OpenSandbox", Any)!.Invoke(request, [null])!;
        await (Task)session.GetType().GetMethod("AuthorizeAsync", Any)!.Invoke(session, [CancellationToken.None])!;
        ((IDisposable)session).Dispose();
    }
}
