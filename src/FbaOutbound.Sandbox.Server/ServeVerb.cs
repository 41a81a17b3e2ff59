using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Sandbox.Server;

/// <summary>The verb that runs the sandbox until it is asked to end.</summary>
internal static class ServeVerb
{
    public static Task<int> RunAsync(string[] args)
    {
        var urls = new Option<string[]>("--urls") { Description = "Where to listen.", DefaultValueFactory = _ => ["http://127.0.0.1:5080"], AllowMultipleArgumentsPerToken = true };
        var remote = new Option<bool>("--allow-remote") { Description = "Listen where other machines can reach the sandbox. It checks nobody's identity." };
        var settings = new ServeOptions();
        var command = new RootCommand("Runs the sandbox over HTTP.") { urls, remote };
        foreach (var option in settings.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            var addresses = parsed.GetValue(urls)!.SelectMany(url => url.Split(';')).ToArray();
            if (!parsed.GetValue(remote) && Array.Find(addresses, url => !IsLoopback(url)) is { } open)
            {
                await Console.Error.WriteLineAsync($"{open} can be reached from other machines; say --allow-remote if that is meant.");
                return 2;
            }

            return await ServeAsync(settings.Read(parsed), addresses, cancellationToken);
        });
        return command.Parse(args).InvokeAsync();
    }

    private static async Task<int> ServeAsync(SandboxOptions options, string[] urls, CancellationToken cancellationToken)
    {
        try
        {
            using var sandbox = new SandboxService(options);
            await using var server = await SandboxServer.StartAsync(sandbox, urls, cancellationToken);
            await Console.Out.WriteLineAsync($"The sandbox listens on {server.Address.ToString().TrimEnd('/')}. Tokens: {server.Address}auth/o2/token. Ctrl+C ends it.");
            await server.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address)));
}
