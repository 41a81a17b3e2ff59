using System;
using System.Threading.Tasks;

namespace FbaOutbound.Sandbox.Server;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        const string Usage = "Usage: FbaOutbound.Sandbox.Server serve [options]. 'serve --help' lists the options.";
        switch (args.Length > 0 ? args[0] : "")
        {
            case "serve":
                return await ServeVerb.RunAsync(args[1..]);
            case "-h" or "--help" or "-?" or "help":
                await Console.Out.WriteLineAsync(Usage);
                return 0;
            case "":
                await Console.Error.WriteLineAsync(Usage);
                return 2;
            case var other:
                await Console.Error.WriteLineAsync($"Unknown verb '{other}'. {Usage}");
                return 2;
        }
    }
}
