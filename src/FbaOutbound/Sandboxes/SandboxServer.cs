using System;
using System.Collections;
using System.Diagnostics;
using System.Linq;

namespace FbaOutbound.Sandboxes;

/// <summary>A sandbox server that this PowerShell has started, and how to connect to it.</summary>
public sealed class SandboxServer
{
    private const string AnyCredential = "sandbox";

    internal SandboxServer(Process process, Uri endpoint)
    {
        Process = process;
        Id = process.Id;
        Endpoint = endpoint;
        TokenEndpoint = new Uri(endpoint, "auth/o2/token");
    }

    /// <summary>Gets the number of the process.</summary>
    public int Id { get; }

    /// <summary>Gets the process.</summary>
    public Process Process { get; }

    /// <summary>Gets the address that the server listens at.</summary>
    public Uri Endpoint { get; }

    /// <summary>Gets the address at which it issues access tokens.</summary>
    public Uri TokenEndpoint { get; }

    /// <summary>Gets what Connect-FbaSession -Connection takes. The server accepts every credential, so these are none.</summary>
    public Hashtable Connection => new(StringComparer.OrdinalIgnoreCase)
    {
        ["ClientId"] = AnyCredential,
        ["ClientSecret"] = AnyCredential,
        ["RefreshToken"] = AnyCredential,
        ["Marketplace"] = "US",
        ["Endpoint"] = Endpoint.AbsoluteUri,
        ["TokenEndpoint"] = TokenEndpoint.AbsoluteUri,
        ["IsSandbox"] = "true",
    };

    /// <summary>Gets the line that connects any PowerShell of this machine with the server.</summary>
    public string ConnectLine
    {
        get
        {
            var members = Connection.Cast<DictionaryEntry>().OrderBy(entry => (string)entry.Key, StringComparer.Ordinal)
                .Select(entry => $"{entry.Key} = '{entry.Value}'");
            return $"Connect-FbaSession -Connection @{{ {string.Join("; ", members)} }}";
        }
    }

    /// <summary>Gets Running or Stopped.</summary>
    public string State => HasExited(Process) ? "Stopped" : "Running";

    /// <summary>Says the address.</summary>
    /// <returns>The address.</returns>
    public override string ToString() => Endpoint.AbsoluteUri;

    /// <summary>Ends the server: it closes its state file first. One that does not end within the limit is killed.</summary>
    internal void Stop(TimeSpan limit)
    {
        if (HasExited(Process))
        {
            return;
        }

        try
        {
            Process.StandardInput.Close();
            if (!Process.WaitForExit((int)limit.TotalMilliseconds))
            {
                Process.Kill();
            }
        }
        catch (Exception exception) when (
            exception is InvalidOperationException or System.IO.IOException or System.ComponentModel.Win32Exception)
        {
            // It has ended meanwhile.
        }
    }

    private static bool HasExited(Process process)
    {
        try
        {
            return process.HasExited;
        }
        catch (InvalidOperationException)
        {
            // The process was disposed of.
            return true;
        }
    }
}
