using System;
using System.Collections.Generic;
using System.Threading;

namespace FbaOutbound.Pipeline;

/// <summary>What a pump and its records share. It is the lock that guards all of it.</summary>
internal sealed class PumpState(int limit, RunDeadline? deadline, (bool Verbose, bool Debug) listens)
{
    private bool _isPastDeadline;
    private PumpRecord? _awaited;
    private int _awaitingAny;

    /// <summary>The places of the records that may work at once.</summary>
    public PumpSlots Slots { get; } = new(limit);

    /// <summary>What the records do now, for the progress.</summary>
    public RunActivity Activity { get; } = new();

    /// <summary>Starts what waits for a place.</summary>
    public Action PlaceIsFree { get; set; } = static () => { };

    public RunDeadline? Deadline => deadline;

    /// <summary>Whether anybody sees verbose and debug messages.</summary>
    public (bool Verbose, bool Debug) Listens => listens;

    /// <summary>Whether the command is ending, so that nothing leaves any more.</summary>
    public bool IsEnding { get; set; }

    /// <summary>
    /// Whether the time for changes is over. The clock is asked too: a timer may come late, as after a sleep of the machine.
    /// </summary>
    public bool IsPastDeadline
    {
        get => _isPastDeadline || deadline is { HasPassed: true };
        set => _isPastDeadline = value;
    }

    /// <summary>The keys of the warnings that were given once for all records.</summary>
    public HashSet<string> Warned { get; } = new(StringComparer.Ordinal);

    /// <summary>How many results the records wrote.</summary>
    public int Results { get; set; }

    /// <summary>How many records the deadline has left over.</summary>
    public int LeftOver { get; set; }

    /// <summary>
    /// Waits, under the lock, until a record tells something. A thread that is woken for each record contends for the lock with all of
    /// them, so who can only go on with one record waits for that one.
    /// </summary>
    /// <param name="record">The record that matters; null for any. Only one thread waits for a certain one.</param>
    /// <param name="limit">How long to wait at most.</param>
    public void AwaitWord(PumpRecord? record, TimeSpan limit)
    {
        _awaited = record ?? _awaited;
        _awaitingAny += record is null ? 1 : 0;
        Monitor.Wait(this, limit);
        _awaited = record is null ? _awaited : null;
        _awaitingAny -= record is null ? 1 : 0;
    }

    /// <summary>Wakes, under the lock, who waits for the record, or for any.</summary>
    public void Tell(PumpRecord record)
    {
        if (_awaitingAny > 0 || ReferenceEquals(_awaited, record))
        {
            Monitor.PulseAll(this);
        }
    }
}
