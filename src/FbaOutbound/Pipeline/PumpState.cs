using System;
using System.Collections.Generic;

namespace FbaOutbound.Pipeline;

/// <summary>What a pump and its records share. It is the lock that guards all of it.</summary>
internal sealed class PumpState(int limit, RunDeadline? deadline, (bool Verbose, bool Debug) listens)
{
    private bool _isPastDeadline;

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
}
