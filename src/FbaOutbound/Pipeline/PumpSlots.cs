using System.Collections.Generic;
using System.Threading.Tasks;

namespace FbaOutbound.Pipeline;

/// <summary>
/// The places of the records that may work at once. Who gives a place away for a while gets one again in the order of asking, before any
/// new record does. All state is guarded by the pump's gate.
/// </summary>
internal sealed class PumpSlots(int limit)
{
    private readonly Queue<TaskCompletionSource<bool>> _returning = new();
    private bool _isOpen;

    /// <summary>How many records work now.</summary>
    public int Taken { get; private set; }

    /// <summary>Whether a new record has to wait.</summary>
    public bool IsFull => Taken >= limit;

    public void Take() => Taken++;

    public void Give()
    {
        if (_returning.Count > 0)
        {
            _returning.Dequeue().SetResult(true);
        }
        else
        {
            Taken--;
        }
    }

    /// <summary>Takes a place as soon as one is free.</summary>
    public Task TakeAgainAsync()
    {
        if (!IsFull || _isOpen)
        {
            Take();
            return Task.CompletedTask;
        }

        var place = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _returning.Enqueue(place);
        return place.Task;
    }

    /// <summary>Opens all places: the command is ending, and the work that waits for a place only has to end.</summary>
    public void Open()
    {
        _isOpen = true;
        while (_returning.Count > 0)
        {
            Take();
            _returning.Dequeue().SetResult(true);
        }
    }
}
