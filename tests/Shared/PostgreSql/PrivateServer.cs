using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace FbaOutbound.PostgreSql.Testing;

/// <summary>
/// A PostgreSQL server of the tests' own, in a temporary folder and on a free port of this machine, never the machine's own cluster. A
/// process that guards it stops it and deletes its folder when this process has disposed it, or has ended in whatever way.
/// </summary>
internal sealed class PrivateServer : IDisposable
{
    private const string User = "fba_tests";

    private readonly string _binaries;
    private readonly string _folder;
    private readonly string? _as;
    private readonly Process _guard;

    private PrivateServer(string binaries, string folder, string? user)
    {
        _binaries = binaries;
        _folder = folder;
        _as = user;
        Port = FreePort();

        // Its input ends with this process.
        const string Script = "trap '' HUP INT TERM; cat >/dev/null; cd /; [ -f \"$2/data/postmaster.pid\" ] && $1 -D \"$2/data\" -w -s -m "
            + "immediate stop >/dev/null 2>&1; rm -rf \"$2\"";
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true };
        foreach (var argument in (string[])["-c", Script, "guard", (_as is null ? "" : $"runuser -u {_as} -- ") + Path.Combine(binaries, "pg_ctl"), folder])
        {
            start.ArgumentList.Add(argument);
        }

        _guard = Process.Start(start)!;
    }

    public int Port { get; }

    public string Host => "127.0.0.1";

    /// <summary>Why there is none; null if there can be one.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <summary>A connection string of its administrator.</summary>
    public string ConnectionString =>
        string.Create(CultureInfo.InvariantCulture, $"Host={Host};Port={Port};Username={User};Password=pw;Database=postgres");

    public static PrivateServer Start()
    {
        // The server's user has to reach the folder, which is readable to nobody but its owner otherwise.
        var folder = Directory.CreateTempSubdirectory("fba-postgres-").FullName;
        var server = new PrivateServer(FindBinaries()!, folder, IsRoot() ? "postgres" : null);
        try
        {
            if (server._as is not null)
            {
                Run("chown", server._as, folder);
            }

            server.Execute("initdb", "-D", server.Data, "-U", User, "-A", "trust", "-N", "--no-instructions", "-E", "UTF8", "--locale=C");
            server.Up();
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Starts the server, if it was stopped.</summary>
    public void Up() => Execute(
        "pg_ctl", "-D", Data, "-w", "-t", "30", "-s", "-l", Path.Combine(_folder, "log"), "-o",
        string.Create(
            CultureInfo.InvariantCulture,
            $"-p {Port} -c listen_addresses={Host} -c unix_socket_directories='' -c max_connections=60 -c shared_buffers=16MB"),
        "start");

    /// <summary>Ends the server at once, as a crash would.</summary>
    public void Crash() => Execute("pg_ctl", "-D", Data, "-w", "-s", "-m", "immediate", "stop");

    public void Dispose()
    {
        _guard.StandardInput.Close();
        _guard.WaitForExit();
        _guard.Dispose();
    }

    private string Data => Path.Combine(_folder, "data");

    private static string? FindMissing()
    {
        if (OperatingSystem.IsWindows())
        {
            return "the tests start no PostgreSQL server on Windows";
        }

        return FindBinaries() is null ? "there is no PostgreSQL server on this machine (Debian: apt-get install postgresql)" : null;
    }

    private static string? FindBinaries()
    {
        const string Debian = "/usr/lib/postgresql";
        var folders = Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian)
                .OrderByDescending(
                    folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
        return folders.Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    private static bool IsRoot() => Environment.UserName == "root";

    // Not one that the system gives to clients: while the server is down, a client that tries again and again could be given its own
    // target's.
    private static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(15_000, 32_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // It is in use.
            }
        }
    }

    // The server refuses to run as root.
    private void Execute(string program, params string[] arguments)
    {
        var path = Path.Combine(_binaries, program);
        if (_as is null)
        {
            Run(path, arguments);
        }
        else
        {
            Run("runuser", ["-u", _as, "--", path, .. arguments]);
        }
    }

    // No stream is read: the server would inherit it, and keep it open.
    private static void Run(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        foreach (var argument in (string[])["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
    }
}
