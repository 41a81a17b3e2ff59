using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using FbaOutbound.Sandbox;
using FbaOutbound.Stores;

namespace FbaOutbound.Sessions;

/// <summary>
/// The sessions of one runspace. Azure Automation runs many jobs in one process, so a session of the process would let one job use
/// another's account.
/// </summary>
internal sealed class RunspaceSessions
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSessions> s_byRunspace = new();
    private static readonly RunspaceSessions s_withoutRunspace = new();

    private readonly object _gate = new();
    private readonly List<FbaSession> _sessions = [];
    private readonly Dictionary<string, string?> _accountsByName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The sessions of the runspace that the calling thread serves: ask on the pipeline thread.</summary>
    public static RunspaceSessions Current =>
        Runspace.DefaultRunspace is { } runspace ? s_byRunspace.GetValue(runspace, _ => new RunspaceSessions()) : s_withoutRunspace;

    /// <summary>What was shown lately.</summary>
    public SeenTexts Seen { get; } = new();

    /// <summary>The open session that was opened last, or null.</summary>
    public FbaSession? Default => All is { Count: > 0 } open ? open[open.Count - 1] : null;

    /// <summary>The open sessions, in the order in which they were opened.</summary>
    public IReadOnlyList<FbaSession> All
    {
        get
        {
            lock (_gate)
            {
                _sessions.RemoveAll(session => session.State != FbaSession.Open);
                return [.. _sessions];
            }
        }
    }

    public FbaSession? Find(string name) =>
        All.FirstOrDefault(session => string.Equals(session.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns the open sessions whose names match a pattern.</summary>
    public IReadOnlyList<FbaSession> Matching(string pattern)
    {
        var wildcard = new WildcardPattern(pattern, WildcardOptions.IgnoreCase);
        return [.. All.Where(session => wildcard.IsMatch(session.Name))];
    }

    /// <summary>
    /// Returns a name that no session of this runspace had before: an order that was read with one session must not be cancelled with
    /// another that took its name.
    /// </summary>
    public string NewName(string stem)
    {
        lock (_gate)
        {
            var name = stem;
            for (var number = 2; _accountsByName.ContainsKey(name); number++)
            {
                name = stem + number.ToString(CultureInfo.InvariantCulture);
            }

            return name;
        }
    }

    /// <summary>
    /// Whether the session's name was given to another account, open or closed: orders that were read with that one carry the name. What a
    /// sandbox in this process held is gone with it, so its name binds only while it is open.
    /// </summary>
    public bool IsOfAnotherAccount(FbaSession session)
    {
        var open = Find(session.Name);
        lock (_gate)
        {
            var account = open?.Account ?? (_accountsByName.TryGetValue(session.Name, out var bound) ? bound : null);
            return account is not null && account != session.Account;
        }
    }

    /// <summary>Adds a session, which becomes the default and replaces one of its name.</summary>
    public void Add(FbaSession session)
    {
        Find(session.Name)?.Dispose();
        lock (_gate)
        {
            _accountsByName[session.Name] = session.Sandbox is null ? session.Account : null;
            _sessions.Add(session);
        }
    }

    /// <summary>Says whose sandbox keeps its state in a file, which then can hold nothing else; null if none does.</summary>
    public string? StateFlawOf(StoreLocation? location) => location?.FilePath is { } path
        && All.FirstOrDefault(session => session.Sandbox is SandboxService sandbox && sandbox.KeepsStateIn(path)) is { } owner
        ? $"The file '{path}' is the sandbox state of the session '{owner.Name}'"
        : null;

    /// <summary>Closes all sessions.</summary>
    public void CloseAll()
    {
        foreach (var session in All)
        {
            session.Dispose();
        }
    }
}
