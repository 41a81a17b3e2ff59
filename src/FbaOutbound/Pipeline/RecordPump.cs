using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Keeps a window of records in work and shows their output in the order of the input, all of it on the pipeline thread. Records may
/// finish before the first one does: 32 times as many as may be in flight are held for order, so that one slow record does not stall the rest.
/// </summary>
/// <remarks>
/// Everything but <see cref="Stop"/> is called on the pipeline thread. An exception of an engine call means that the pipeline ends here
/// (Select-Object -First, -ErrorAction Stop, a throw downstream) and nothing else tells so: the owner calls <see cref="Abandon"/> and rethrows it.
/// </remarks>
internal sealed class RecordPump(IEngine engine, int throttleLimit, PumpProgress progress, OwedWords? words = null) : IDisposable
{
    private const int HeldPerSlot = 32;

    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_wakeForProgress = TimeSpan.FromMilliseconds(200);

    private readonly object _gate = new();
    private readonly Queue<PumpRecord> _records = new();
    private readonly CancellationTokenSource _reads = new();
    private readonly CancellationTokenSource _changes = new();
    private readonly PumpSlots _slots = new(throttleLimit);
    private int _unfinished;
    private TaskCompletionSource<bool>? _allFinished;
    private bool _stopped;
    private bool _nothingMayLeave;

    /// <summary>Ends when no work of any record is under way, whether it was shown or not.</summary>
    public Task Finished
    {
        get
        {
            lock (_gate)
            {
                return _unfinished == 0
                    ? Task.CompletedTask
                    : (_allFinished ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    /// <summary>
    /// Starts a record's work, waiting for room first. <paramref name="id"/> is what a warning names it by; <paramref name="changes"/> says
    /// whether it changes something at the service.
    /// </summary>
    public void Add(string? id, bool changes, Func<ICommandOutput, CancellationToken, Task> work)
    {
        progress.Read++;
        Start(id, changes, work);
    }

    /// <summary>Does one piece of work after everything that was added before it, and returns its result or throws its fault.</summary>
    public T Run<T>(Func<CancellationToken, Task<T>> work)
    {
        Drain();
        T result = default!;
        ExceptionDispatchInfo? fault = null;
        Start(id: null, changes: false, async (_, cancellationToken) =>
        {
            try
            {
                result = await work(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                fault = ExceptionDispatchInfo.Capture(exception);
            }
        });
        Drain();
        fault?.Throw();
        return result;
    }

    /// <summary>Shows something in its place: after everything that was added before it.</summary>
    public void Show(Action<IEngine> write)
    {
        progress.Read++;
        lock (_gate)
        {
            var record = new PumpRecord(_gate, _slots, () => true, id: null).WithoutWork();
            record.Keep(write);
            _records.Enqueue(record);
        }

        ShowWhile(() => _records.Count >= throttleLimit * HeldPerSlot);
    }

    /// <summary>Shows everything that was added, waiting for it.</summary>
    public void Drain() => ShowWhile(() => _records.Count > 0);

    /// <summary>Ends the command from another thread.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            _nothingMayLeave = true;
            Monitor.PulseAll(_gate);
        }

        Cancel();
    }

    /// <summary>
    /// The pipeline has ended before the records did: nothing more leaves, reads end, changes that have left get a second, and a warning
    /// names those whose outcome is not shown. After <see cref="Stop"/> the engine takes nothing any more, so nothing is said.
    /// </summary>
    public void Abandon()
    {
        List<string?> owed;
        lock (_gate)
        {
            _nothingMayLeave = true;
            owed = [.. _records.Where(record => record.IsOwed).Select(record => record.Id)];
        }

        _reads.Cancel();
        if (owed.Count > 0 && !_stopped)
        {
            AwaitAnswers();
            Warn(owed);
        }

        Cancel();
        lock (_gate)
        {
            _records.Clear();
        }
    }

    /// <summary>Abandons what is left, as after a failure upstream, which shows in no other way.</summary>
    public void Dispose()
    {
        Abandon();
        progress.Complete();
        _reads.Dispose();
        _changes.Dispose();
    }

    private void Start(string? id, bool changes, Func<ICommandOutput, CancellationToken, Task> work)
    {
        ShowWhile(() => _slots.IsFull || _records.Count >= throttleLimit * HeldPerSlot);
        var record = new PumpRecord(_gate, _slots, () => !_nothingMayLeave, id);
        lock (_gate)
        {
            _records.Enqueue(record);
            _slots.Take();
            _unfinished++;
        }

        var token = changes ? _changes.Token : _reads.Token;
        _ = Task.Run(() => record.RunAsync(work, Finish, token), CancellationToken.None);
    }

    // Called under the gate.
    private void Finish()
    {
        if (--_unfinished == 0)
        {
            _allFinished?.SetResult(true);
            _allFinished = null;
        }
    }

    private void ShowWhile(Func<bool> busy)
    {
        while (true)
        {
            Action<IEngine>? write;
            lock (_gate)
            {
                write = TakeNext();
                if (write is null)
                {
                    if (!busy())
                    {
                        return;
                    }

                    if (!_stopped)
                    {
                        Monitor.Wait(_gate, s_wakeForProgress);
                    }
                }

                if (_stopped)
                {
                    throw new PipelineStoppedException();
                }
            }

            write?.Invoke(engine);
            progress.Update(_slots.Taken);
        }
    }

    // Called under the gate.
    private Action<IEngine>? TakeNext()
    {
        while (_records.Count > 0)
        {
            var first = _records.Peek();
            if (first.Take() is { } write)
            {
                return write;
            }

            if (!first.IsShown)
            {
                return null;
            }

            _records.Dequeue();
            progress.Done++;
        }

        return null;
    }

    private void AwaitAnswers()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        lock (_gate)
        {
            while (_records.Any(record => record.IsUnanswered) && s_grace - clock.Elapsed is { Ticks: > 0 } left)
            {
                Monitor.Wait(_gate, left);
            }
        }
    }

    private void Warn(List<string?> owed)
    {
        var (one, many, advice) = words ?? OwedWords.Orders;
        try
        {
            engine.Warning(
                $"The pipeline ended before the outcome of {owed.Count} {(owed.Count == 1 ? one : many)} that had been sent could be shown: "
                + $"{string.Join(", ", owed)}. {advice}");
        }
        catch (Exception)
        {
            // The engine takes nothing any more, and the exception that ended the pipeline is the one to tell.
        }
    }

    private void Cancel()
    {
        try
        {
            _reads.Cancel();
            _changes.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The command ended while it was being stopped.
        }

        lock (_gate)
        {
            _slots.Open();
        }
    }
}
