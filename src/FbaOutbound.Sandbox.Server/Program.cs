using System;
using System.Threading.Tasks;

namespace FbaOutbound.Sandbox.Server;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        var verb = args.Length > 0 ? args[0] : "";
        switch (verb)
        {
            case "serve":
                return await ServeVerb.RunAsync(args[1..]);
            default:
                await Console.Error.WriteLineAsync("Usage: FbaOutbound.Sandbox.Server serve [options]. 'serve --help' lists the options.");
                return verb is "" or "-h" or "--help" ? 0 : 2;
        }
    }
}
