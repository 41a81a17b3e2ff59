using System;
using System.CommandLine;
using System.CommandLine.Help;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Runtime;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace FbaOutbound.Sandbox.Server;

/// <summary>The verb that runs the sandbox until it is asked to end.</summary>
internal static class ServeVerb
{
    private const int NotStarted = 1;
    private const int WrongArguments = 2;

    public static Task<int> RunAsync(string[] args)
    {
        var urls = new Option<string[]>("--urls")
        {
            Description = "Where to listen.", DefaultValueFactory = _ => ["http://127.0.0.1:5080"], AllowMultipleArgumentsPerToken = true
        };
        var remote = new Option<bool>("--allow-remote")
        {
            Description = "Accept connections from other machines. The sandbox does not check who connects."
        };
        var owned = new Option<bool>("--end-with-input")
        {
            Description = "Stop when the standard input ends, and not on Ctrl+C: for a program that starts the sandbox."
        };
        var settings = new ServeOptions();
        var command = new RootCommand(
            "Runs the sandbox over HTTP. Exit codes: 0 stopped normally, 1 could not start (the address or the state file "
                + "cannot be used), 2 invalid arguments.") { urls,
            remote, owned };
        foreach (var option in settings.All)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            var addresses = parsed.GetValue(urls)!.SelectMany(url => url.Split(';', StringSplitOptions.RemoveEmptyEntries)).ToArray();
            if (addresses.Length == 0)
            {
                await Console.Error.WriteLineAsync("--urls is blank. Give an address such as http://127.0.0.1:5080.");
                return WrongArguments;
            }

            if (addresses.Select(Flaw).FirstOrDefault(flaw => flaw is not null) is { } unusable)
            {
                await Console.Error.WriteLineAsync(unusable);
                return WrongArguments;
            }

            if (!parsed.GetValue(remote) && Array.Find(addresses, url => !IsLoopback(url)) is { } open)
            {
                await Console.Error.WriteLineAsync($"{open} can be reached from other machines; add --allow-remote if that is intended.");
                return WrongArguments;
            }

            if (!parsed.GetValue(owned))
            {
                return await ServeAsync(() => settings.Read(parsed), addresses, owner: null, cancellationToken);
            }

            using var owner = new Owner();
            return await ServeAsync(() => settings.Read(parsed), addresses, owner, owner.Ended);
        });
        return RunAsync(command.Parse(args), owned);
    }

    private static async Task<int> RunAsync(ParseResult parsed, Option<bool> owned)
    {
        if (parsed.Errors.Count == 0 || parsed.Action is HelpAction)
        {
            var configuration = new InvocationConfiguration();
            if (parsed.GetValue(owned))
            {
                // Otherwise the library ends the process on Ctrl+C.
                configuration.ProcessTerminationTimeout = null;
            }

            return await parsed.InvokeAsync(configuration);
        }

        foreach (var error in parsed.Errors)
        {
            await Console.Error.WriteLineAsync(error.Message);
        }

        await Console.Error.WriteLineAsync("'serve --help' lists the options.");
        return WrongArguments;
    }

    private static async Task<int> ServeAsync(
        Func<SandboxOptions> options, string[] urls, Owner? owner, CancellationToken cancellationToken)
    {
        try
        {
            using var sandbox = Open(options());
            if (sandbox.StateExposure is { } exposure)
            {
                await Console.Error.WriteLineAsync(exposure);
            }

            await using var server = await SandboxServer.StartAsync(sandbox, urls, isOwned: owner is not null, cancellationToken);
            await Console.Out.WriteLineAsync(
                $"The sandbox listens on {server.Address.ToString().TrimEnd('/')}. Tokens: {server.Address}auth/o2/token."
                    + (owner is null ? " Press Ctrl+C to stop it." : ""));
            await server.WaitForShutdownAsync(cancellationToken);
            return 0;
        }
        catch (ArgumentException exception)
        {
            // A setting that no sandbox can have.
            await Console.Error.WriteLineAsync(exception.Message);
            return WrongArguments;
        }
        catch (Exception exception) when (
            exception is IOException or InvalidDataException or UnauthorizedAccessException or SocketException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return NotStarted;
        }
    }

    /// <summary>
    /// Makes the sandbox. While it reads a state file nobody waits for an answer, so garbage may be collected in fewer and longer pauses.
    /// </summary>
    private static SandboxService Open(SandboxOptions options)
    {
        var usual = GCSettings.LatencyMode;
        GCSettings.LatencyMode = GCLatencyMode.Batch;
        try
        {
            return new SandboxService(options);
        }
        finally
        {
            GCSettings.LatencyMode = usual;
        }
    }

    /// <summary>Why the server cannot listen at an address; null if it can.</summary>
    private static string? Flaw(string url) => Read(url) switch
    {
        { Scheme: "https" } => $"'{url}': the sandbox supports only plain HTTP. Use http://, or put a proxy in front of it.",
        { Scheme: "http", PathBase: "", Port: >= 0 and <= ushort.MaxValue } => null,
        _ => $"'{url}' is not an address that the server can listen on. Use an address such as http://127.0.0.1:5080.",
    };

    // Kestrel listens everywhere for any name that is not localhost, "loopback" included.
    private static bool IsLoopback(string url) => Read(url) is { } address
        && (string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));

    private static BindingAddress? Read(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
