using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Errors;
using FbaOutbound.Http;

namespace FbaOutbound.Pipeline;

/// <summary>
/// One input record on its way. What its work writes is kept here until every earlier record was shown, so that the output stands in the
/// order of the input. All state is guarded by the pump's gate.
/// </summary>
internal sealed class PumpRecord(object gate, PumpSlots slots, Func<bool> mayLeave, string? id) : ICommandOutput, ICallLog
{
    private readonly Queue<(Action<IEngine> Write, bool IsOutcome)> _written = new();
    private bool _sent;
    private bool _told;
    private bool _finished;

    /// <summary>What the record is about, as warnings name it.</summary>
    public string? Id { get; } = id;

    /// <summary>Whether the work has ended and everything it wrote was taken.</summary>
    public bool IsShown => _finished && _written.Count == 0;

    /// <summary>Whether a change has left whose outcome the user has not seen.</summary>
    public bool IsOwed => _sent && !_told && !IsShown;

    /// <summary>Whether a change has left that is not answered yet.</summary>
    public bool IsUnanswered => _sent && !_finished;

    /// <summary>Takes the next thing to show, if there is one.</summary>
    public Action<IEngine>? Take()
    {
        if (_written.Count == 0)
        {
            return null;
        }

        var (write, isOutcome) = _written.Dequeue();
        _told |= isOutcome;
        return write;
    }

    /// <summary>Does the work, on a thread of its own choosing; a fault becomes an error record.</summary>
    public async Task RunAsync(Func<ICommandOutput, CancellationToken, Task> work, Action finished, CancellationToken cancellationToken)
    {
        using var scope = CallLog.Use(this);
        try
        {
            await work(this, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || !mayLeave())
        {
            // The command is ending; the pump names what is owed.
        }
        catch (Exception exception)
        {
            Error(ErrorTable.From(exception, Id));
        }
        finally
        {
            lock (gate)
            {
                _finished = true;
                slots.Give();
                finished();
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>Marks a record that has no work, only something to show.</summary>
    public PumpRecord WithoutWork()
    {
        _finished = true;
        return this;
    }

    public void Write(object item) => Keep(engine => engine.Write(item), isOutcome: true);

    public void Error(CommandError error) => Keep(engine => engine.Error(error), isOutcome: true);

    public void Verbose(string message) => Keep(engine => engine.Verbose(message));

    public void Debug(string message) => Keep(engine => engine.Debug(message));

    public void Warning(string message) => Keep(engine => engine.Warning(message));

    public ValueTask SendingAsync(bool isRead, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (!mayLeave())
            {
                throw new OperationCanceledException();
            }

            _sent |= !isRead;
        }

        return default;
    }

    public async Task ParkAsync(Func<Task> wait)
    {
        lock (gate)
        {
            slots.Give();
            Monitor.PulseAll(gate);
        }

        try
        {
            await wait().ConfigureAwait(false);
        }
        finally
        {
            Task place;
            lock (gate)
            {
                place = slots.TakeAgainAsync();
            }

            await place.ConfigureAwait(false);
        }
    }

    /// <summary>Keeps something to show; an outcome is what the user waits for: a result or an error.</summary>
    public void Keep(Action<IEngine> write, bool isOutcome = false)
    {
        lock (gate)
        {
            _written.Enqueue((write, isOutcome));
            Monitor.PulseAll(gate);
        }
    }
}
