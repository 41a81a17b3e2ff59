using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Calls;

namespace FbaOutbound.Journal;

/// <summary>When the changes of a journal were sent, by operation. Only the last ones are kept: a bucket forgets, too.</summary>
internal sealed class SendHistory
{
    /// <summary>How many are kept of an operation.</summary>
    public const int Most = 4096;

    private readonly Dictionary<string, Queue<DateTimeOffset>> _times = [];

    /// <summary>Notes an entry that was written right before its change left.</summary>
    public void Add(JournalKey key, JournalEntry entry)
    {
        if (entry is not { State: JournalState.Sent, LastSent: { } sent })
        {
            return;
        }

        if (!_times.TryGetValue(key.Operation, out var times))
        {
            _times[key.Operation] = times = new Queue<DateTimeOffset>();
        }

        times.Enqueue(sent);
        if (times.Count > Most)
        {
            times.Dequeue();
        }
    }

    /// <summary>What was sent until now.</summary>
    public IReadOnlyDictionary<string, PastSends> ToSends() =>
        _times.ToDictionary(pair => pair.Key, pair => new PastSends([.. pair.Value.OrderBy(time => time)], pair.Value.Count < Most));
}
