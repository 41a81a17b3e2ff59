using System;
using System.Collections.Generic;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace FbaOutbound.Sandboxes;

/// <summary>The sandbox servers that one runspace has started. They end with the process at the latest.</summary>
internal sealed class RunspaceServers
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceServers> s_byRunspace = new();
    private static readonly RunspaceServers s_withoutRunspace = new();
    private static readonly TimeSpan s_longestStop = TimeSpan.FromSeconds(5);

    private readonly List<SandboxServer> _servers = [];

    /// <summary>The servers of the runspace that the calling thread serves: ask on the pipeline thread.</summary>
    public static RunspaceServers Current =>
        Runspace.DefaultRunspace is { } runspace ? s_byRunspace.GetValue(runspace, _ => new RunspaceServers()) : s_withoutRunspace;

    /// <summary>The servers that run, in the order in which they were started.</summary>
    public IReadOnlyList<SandboxServer> All
    {
        get
        {
            lock (_servers)
            {
                _servers.RemoveAll(server => server.State != "Running");
                return [.. _servers];
            }
        }
    }

    public void Add(SandboxServer server)
    {
        lock (_servers)
        {
            _servers.Add(server);
        }
    }

    /// <summary>Ends a server.</summary>
    public static void Stop(SandboxServer server) => server.Stop(s_longestStop);

    /// <summary>Ends all servers of the runspace.</summary>
    public void StopAll()
    {
        foreach (var server in All)
        {
            Stop(server);
        }
    }
}
