using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Journal;

namespace FbaOutbound.Core.Tests.Journal;

/// <summary>A store that outlives the runs that use it, notes what is written, and fails on request.</summary>
internal sealed class MemoryJournal : IJournalStore
{
    public Dictionary<JournalKey, JournalEntry> Entries { get; } = [];

    /// <summary>What orders brought to whom, and which items shipments hold, which are no changes.</summary>
    public Dictionary<JournalKey, JournalEntry> Goods { get; } = [];

    public List<string> Log { get; } = [];

    /// <summary>Is asked before each write, and throws where it is to fail.</summary>
    public Action<JournalEntry>? Writing { get; set; }

    /// <summary>How many claims are not granted before one is.</summary>
    public Queue<Action> Busy { get; } = new();

    /// <summary>The same of the items of shipments.</summary>
    public Queue<Action> BusyItems { get; } = new();

    public string Name => "memory";

    public PastSends SendsOf(string operation) => PastSends.None;

    public int Held { get; private set; }

    public bool IsClosed { get; private set; }

    public Task<IReadOnlyDictionary<JournalKey, JournalRead>> ReadAsync(
        IReadOnlyCollection<JournalKey> keys, CancellationToken cancellationToken)
    {
        Log.Add("read");
        var read = new Dictionary<JournalKey, JournalRead>();
        foreach (var key in keys)
        {
            if (Of(key).TryGetValue(key, out var entry))
            {
                read[key] = new JournalRead(false, entry);
            }
        }

        return Task.FromResult<IReadOnlyDictionary<JournalKey, JournalRead>>(read);
    }

    public Task<JournalClaim> ClaimAsync(JournalKey key, CancellationToken cancellationToken)
    {
        if ((key.Operation == JournalOperations.Packed ? BusyItems : IsNoChange(key) ? new() : Busy).TryDequeue(out var meanwhile))
        {
            Log.Add("busy");
            meanwhile();
            return Task.FromResult(new JournalClaim(false, null));
        }

        Held++;
        return Task.FromResult(new JournalClaim(true, Of(key).GetValueOrDefault(key)));
    }

    public Task WaitAsync(JournalKey key, CancellationToken cancellationToken)
    {
        Log.Add("wait");
        return Task.CompletedTask;
    }

    public Task WriteAsync(JournalKey key, JournalEntry entry, CancellationToken cancellationToken)
    {
        if (IsNoChange(key))
        {
            Goods[key] = entry;
            return Task.CompletedTask;
        }

        try
        {
            Writing?.Invoke(entry);
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }

        Entries[key] = entry;
        Log.Add($"{entry.State}{(entry.Outcome is null ? "" : $" {entry.Outcome}")}");
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(JournalKey key)
    {
        Held--;
        return Task.CompletedTask;
    }

    public void Dispose() => IsClosed = true;

    private Dictionary<JournalKey, JournalEntry> Of(JournalKey key) => IsNoChange(key) ? Goods : Entries;

    private static bool IsNoChange(JournalKey key) => key.Operation is JournalOperations.Goods or JournalOperations.Packed;
}
