using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Errors;

namespace FbaOutbound.Sandboxes;

/// <summary>Starts the sandbox server that is staged with the module.</summary>
internal sealed record ServerLauncher
{
    private const string Folder = "sandbox-server";
    private const string Program = "FbaOutbound.Sandbox.Server.dll";

    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(60);
    private static readonly Regex s_started = new(@"listens on (http://\S+?)\. ", RegexOptions.CultureInvariant);

    /// <summary>The module's folder.</summary>
    public string ModuleFolder { get; init; } = Path.GetDirectoryName(typeof(ServerLauncher).Assembly.Location) ?? "";

    /// <summary>The port of this machine; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>More arguments. Other users of the machine can see them, so no secret is among them.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Finds the runtime.</summary>
    public DotNetRuntime Runtime { get; init; } = new();

    /// <summary>Starts the server and returns it as soon as it listens.</summary>
    /// <exception cref="SandboxServerException">It cannot be started.</exception>
    public async Task<SandboxServer> StartAsync(CancellationToken cancellationToken)
    {
        var program = Path.Combine(ModuleFolder, Folder, Program);
        if (!File.Exists(program))
        {
            throw new SandboxServerException(
                $"This copy of the module has no sandbox server: '{Path.Combine(ModuleFolder, Folder)}' is missing. The zip for Azure "
                    + "Automation leaves it out; install the whole module.");
        }

        var process = Process.Start(new ProcessStartInfo(Runtime.Find(), CommandLine(program))
        {
            UseShellExecute = false, CreateNoWindow = true, RedirectStandardInput = true, RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            return await ListenAsync(process, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            End(process);
            throw;
        }
    }

    private static async Task<SandboxServer> ListenAsync(Process process, CancellationToken cancellationToken)
    {
        // Read to its end for as long as the server runs: a full pipe would stop it.
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_longestStart);
        using var abort = limit.Token.Register(() => End(process));
        var line = await process.StandardOutput.ReadLineAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (line is not null && s_started.Match(line) is { Success: true } match)
        {
            _ = process.StandardOutput.ReadToEndAsync();
            return new SandboxServer(process, new Uri(match.Groups[1].Value + "/"));
        }

        if (limit.IsCancellationRequested)
        {
            throw new SandboxServerException(
                $"The sandbox server did not start within {s_longestStart.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds.");
        }

        End(process);
        var reason = (await errors.ConfigureAwait(false)).Trim();
        throw new SandboxServerException(
            $"The sandbox server did not start: {(reason.Length == 0 ? "it ended without a message." : reason)}");
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended.
        }
    }

    private string CommandLine(string program)
    {
        string[] own =
        [
            program, "serve", "--end-with-input", "--urls", string.Format(CultureInfo.InvariantCulture, "http://127.0.0.1:{0}", Port),
        ];
        return string.Join(" ", own.Concat(Arguments).Select(Quote));
    }

    // A quotation mark is not part of a number, and on Windows not of a path.
    private static string Quote(string argument)
    {
        var backslashes = argument.Length - argument.TrimEnd('\\').Length;
        return $"\"{argument.Replace("\"", "\\\"")}{new string('\\', backslashes)}\"";
    }
}
