using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Pipeline;

/// <summary>
/// What a pump and its records share, such as the places of the records that may work at once. It is the lock that guards all of it.
/// </summary>
internal sealed class PumpState(int limit, RunDeadline? deadline, (bool Verbose, bool Debug) listens)
{
    private readonly Queue<TaskCompletionSource<bool>> _returning = new();
    private int _taken;
    private bool _isOpen;
    private bool _isPastDeadline;
    private PumpRecord? _awaited;
    private int _awaitingAny;

    /// <summary>What the records do now, for the progress.</summary>
    public RunActivity Activity { get; } = new();

    /// <summary>Starts new records where there is a place.</summary>
    public Action StartWaiting { get; set; } = static () => { };

    /// <summary>Whether a new record has to wait for a place.</summary>
    public bool IsFull => _taken >= limit;

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

    public void TakePlace() => _taken++;

    /// <summary>Gives a place to who asks for one again, in the order of asking, or else to a new record.</summary>
    public void GivePlace()
    {
        if (_returning.Count > 0)
        {
            _returning.Dequeue().SetResult(true);
        }
        else
        {
            _taken--;
        }

        StartWaiting();
    }

    /// <summary>Takes a place as soon as one is free.</summary>
    public Task TakePlaceAgainAsync()
    {
        if (!IsFull || _isOpen)
        {
            TakePlace();
            return Task.CompletedTask;
        }

        var place = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _returning.Enqueue(place);
        return place.Task;
    }

    /// <summary>Opens all places: the command is ending, and the work that waits for a place only has to end.</summary>
    public void OpenPlaces()
    {
        _isOpen = true;
        while (_returning.Count > 0)
        {
            TakePlace();
            _returning.Dequeue().SetResult(true);
        }
    }

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
