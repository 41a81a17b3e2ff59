using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Errors;
using FbaOutbound.Orders;

namespace FbaOutbound.Pipeline;

/// <summary>
/// One input record on its way. What its work writes is kept here until every earlier record was shown, so that the output stands in the
/// order of the input. All state is guarded by the pump's state.
/// </summary>
/// <param name="state">The pump's state.</param>
/// <param name="id">What the record is about, as warnings and errors name it.</param>
/// <param name="leftOver">Names what a deadline leaves over of the record, if that is not the id.</param>
#pragma warning disable CA1001 // Its source has neither a timer nor a handle to give back, and may be cancelled after the end.
internal sealed class PumpRecord(PumpState state, string? id, Func<IEnumerable<string?>>? leftOver = null)
    : ICommandOutput, ICallLog, ICallGate
#pragma warning restore CA1001
{
    private readonly Queue<(Action<IEngine> Write, bool IsOutcome)> _written = new();
    private readonly CancellationTokenSource _end = new();
    private bool _isAboutToSend;
    private int _sent;
    private bool _told;
    private bool _finished;

    /// <summary>What the record is about, as warnings name it.</summary>
    public string? Id => id;

    /// <summary>The file and the rows that it came from, which errors name.</summary>
    public OrderSource? Source { get; init; }

    public PastSends PastSends => PastSends.None;

    public (bool Verbose, bool Debug) Listens => state.Listens;

    /// <summary>Whether progress counts it: not where it only goes with a record.</summary>
    public bool Counts { get; init; } = true;

    /// <summary>Whether its work has begun.</summary>
    public bool HasBegun { get; set; }

    /// <summary>Whether a change has left and is not known to have been turned away.</summary>
    public bool HasSent => _isAboutToSend || _sent > 0;

    /// <summary>Whether the work has ended and everything it wrote was taken.</summary>
    public bool IsShown => _finished && _written.Count == 0;

    /// <summary>Whether a change has left whose outcome the user has not seen.</summary>
    public bool IsOwed => HasSent && !_told && !IsShown;

    /// <summary>Whether a change has left that is not answered yet.</summary>
    public bool IsUnanswered => HasSent && !_finished;

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

    /// <summary>Does the work, on a thread it chooses; a fault becomes an error record.</summary>
    public async Task RunAsync(Func<ICommandOutput, CancellationToken, Task> work, Action finished)
    {
        using var log = CallLog.Use(this);
        using var gate = CallGate.Use(this);
        try
        {
            await work(this, _end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (state.IsEnding)
        {
            // The pump names what is owed.
        }
        catch (OperationCanceledException) when (state.IsPastDeadline)
        {
            LeaveOver();
        }
        catch (Exception exception)
        {
            Error(ErrorTable.From(exception, id, Source));
        }
        finally
        {
            lock (state)
            {
                _finished = true;
                state.Activity.End(this, Counts);
                state.Activity.Held += Counts ? 1 : 0;
                state.GivePlace();
                finished();
                state.Tell(this);
            }
        }
    }

    /// <summary>Ends the work; not called under the lock, as what ends may end here.</summary>
    public void End() => _end.Cancel();

    /// <summary>Reports that the deadline has left the record over.</summary>
    public void LeaveOver()
    {
        foreach (var one in leftOver?.Invoke() ?? [id])
        {
            lock (state)
            {
                state.LeftOver++;
            }

            Error(ErrorTable.From(state.Deadline!.LeftOver(one, HasSent), one, Source));
        }
    }

    /// <summary>Marks a record that has no work, only something to show.</summary>
    public PumpRecord WithoutWork()
    {
        _finished = true;
        return this;
    }

    public void Write(object item)
    {
        lock (state)
        {
            state.Results++;
        }

        Keep(engine => engine.Write(item), isOutcome: true);
    }

    public void Error(CommandError error) => Keep(engine => engine.Error(error), isOutcome: true);

    public void Verbose(string message)
    {
        if (state.Listens.Verbose)
        {
            Keep(engine => engine.Verbose(message));
        }
    }

    public void Debug(string message)
    {
        if (state.Listens.Debug)
        {
            Keep(engine => engine.Debug(message));
        }
    }

    public void Warning(string message) => Keep(engine => engine.Warning(message));

    public void WarningOnce(string key, string message)
    {
        bool isFirst;
        lock (state)
        {
            isFirst = state.Warned.Add(key);
        }

        if (isFirst)
        {
            Warning(message);
        }
        else
        {
            Verbose(message);
        }
    }

    public void Step(CallStep step)
    {
        lock (state)
        {
            if (step is CallStep.Sent && _isAboutToSend)
            {
                _isAboutToSend = false;
                _sent++;
            }
            else if (step is CallStep.Retries { IsRead: false } && _sent > 0)
            {
                _sent--;
            }

            // What several calls share may tell more after the record has ended.
            if (!_finished)
            {
                state.Activity.Step(this, step);
            }
        }
    }

    public ValueTask PassAsync(bool isRead, CancellationToken cancellationToken)
    {
        lock (state)
        {
            // After the deadline what happened to a change that has left may still be looked for.
            if (state.IsEnding || (state.IsPastDeadline && !(isRead && HasSent)))
            {
                throw new OperationCanceledException();
            }

            _isAboutToSend |= !isRead;
        }

        return default;
    }

    public async Task ParkAsync(Func<Task> wait)
    {
        lock (state)
        {
            state.GivePlace();
            state.Tell(this);
        }

        try
        {
            await wait().ConfigureAwait(false);
        }
        finally
        {
            Task place;
            lock (state)
            {
                place = state.TakePlaceAgainAsync();
            }

            await place.ConfigureAwait(false);
        }
    }

    /// <summary>Keeps something to show; an outcome is what the user waits for: a result or an error.</summary>
    public void Keep(Action<IEngine> write, bool isOutcome = false)
    {
        lock (state)
        {
            _written.Enqueue((write, isOutcome));
            state.Tell(this);
        }
    }
}
