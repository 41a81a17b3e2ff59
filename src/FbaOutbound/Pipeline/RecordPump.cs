using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Keeps a window of records in work and shows their output in the order of the input, all of it on the pipeline thread. Records may
/// finish before the first one does: 32 times as many as may be in flight are held for order, so that one slow record does not stall the
/// rest.
/// </summary>
/// <remarks>
/// Everything but <see cref="Stop"/> is called on the pipeline thread. An exception of an engine call means that the pipeline ends here
/// (Select-Object -First, -ErrorAction Stop, a throw downstream) and nothing else tells so: the owner calls <see cref="Abandon"/> and
/// rethrows it.
/// </remarks>
internal sealed class RecordPump : IDisposable
{
    private const int HeldPerSlot = 32;

    private const int MostReadAhead = 10_000;

    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_wakeForProgress = TimeSpan.FromMilliseconds(200);

    private readonly IEngine _engine;
    private readonly PumpProgress _progress;
    private readonly OwedWords _words;
    private readonly PumpState _state;
    private readonly int _mostHeld;
    private readonly IDisposable? _watch;
    private readonly Queue<PumpRecord> _records = new();
    private readonly Queue<(PumpRecord Record, Func<ICommandOutput, CancellationToken, Task> Work)> _waiting = new();
    private int _held;
    private int _unfinished;
    private TaskCompletionSource<bool>? _allFinished;
    private bool _stopped;

    /// <summary>Creates a pump.</summary>
    /// <param name="engine">Where the output goes.</param>
    /// <param name="throttleLimit">How many records may work at once.</param>
    /// <param name="progress">The progress shown to the user meanwhile.</param>
    /// <param name="words">How changes are spoken of whose outcome cannot be shown.</param>
    /// <param name="deadline">When nothing more is begun; null for never.</param>
    public RecordPump(IEngine engine, int throttleLimit, PumpProgress progress, OwedWords? words = null, RunDeadline? deadline = null)
    {
        (_engine, _progress, _words) = (engine, progress, words ?? OwedWords.Orders);
        _state = new PumpState(throttleLimit, deadline, engine.Listens) { StartWaiting = StartWaiting };
        _mostHeld = throttleLimit * HeldPerSlot;
        _watch = deadline?.Watch(OnDeadline, () => End(_ => true));
    }

    // Input that is read ahead makes the count of the records known, and with it the time that is left. Once it is known, a record that is
    // made before its turn is only kept longer.
    private int MostWaiting => _progress.AllRead ? _mostHeld : MostReadAhead;

    /// <summary>Ends when no work of any record is under way, whether it was shown or not.</summary>
    public Task Finished
    {
        get
        {
            lock (_state)
            {
                return _unfinished == 0
                    ? Task.CompletedTask
                    : (_allFinished ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    /// <summary>
    /// Starts a record's work as soon as there is room, and waits only where very many wait already; after the deadline it only says that
    /// the record is left over.
    /// </summary>
    /// <param name="id">What warnings and errors name the record by.</param>
    /// <param name="work">What is to be done.</param>
    /// <param name="leftOver">Names what a deadline leaves over of the record, if that is not the id.</param>
    /// <param name="source">The file and the rows that the record came from, which errors name.</param>
    public void Add(
        string? id, Func<ICommandOutput, CancellationToken, Task> work, Func<IEnumerable<string?>>? leftOver = null,
        OrderSource? source = null)
    {
        _progress.Read++;
        var record = new PumpRecord(_state, id, leftOver) { Source = source };
        lock (_state)
        {
            _records.Enqueue(record);
            _waiting.Enqueue((record, work));
            StartWaiting();
        }

        ShowWhile(() => _waiting.Count >= MostWaiting);
    }

    /// <summary>Reports, in the order of the input, a record that the deadline left unfinished.</summary>
    public void LeaveOver(string? id)
    {
        _progress.Read++;
        var record = new PumpRecord(_state, id).WithoutWork();
        record.LeaveOver();
        Enqueue(record);
    }

    /// <summary>Does one piece of work after everything that was added before it, and returns its result or throws its fault.</summary>
    public T Run<T>(Func<CancellationToken, Task<T>> work)
    {
        Drain();
        T result = default!;
        ExceptionDispatchInfo? fault = null;
        bool isStarted;
        lock (_state)
        {
            isStarted = !_state.IsPastDeadline;
            if (isStarted)
            {
                var record = new PumpRecord(_state, id: null) { Counts = false };
                _records.Enqueue(record);
                Start(record, async (_, cancellationToken) =>
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
            }
        }

        Drain();
        if (!isStarted || (fault?.SourceException is OperationCanceledException && _state.IsPastDeadline))
        {
            throw _state.Deadline!.LeftOver(id: null, wasSent: false);
        }

        fault?.Throw();
        return result;
    }

    /// <summary>Shows something in order, after everything that was added before it.</summary>
    /// <param name="write">What is shown.</param>
    /// <param name="isRecord">Whether it is all there is to say of a record.</param>
    public void Show(Action<IEngine> write, bool isRecord = true)
    {
        _progress.Read += isRecord ? 1 : 0;
        var record = new PumpRecord(_state, id: null) { Counts = isRecord }.WithoutWork();
        record.Keep(write);
        Enqueue(record);
    }

    /// <summary>Shows everything that was added, waiting for it.</summary>
    public void Drain() => ShowWhile(() => _records.Count > 0);

    /// <summary>Shows what is ready, and waits for nothing.</summary>
    public void ShowReady() => ShowWhile(() => false);

    /// <summary>Says, after all else, how much the deadline has left over.</summary>
    public void TellLeftOver()
    {
        if (_state.LeftOver is > 0 and var count)
        {
            _engine.Warning(
                $"{_state.Deadline}: {_state.Results} {(_state.Results == 1 ? "result" : "results")} returned, {count} not finished "
                    + $"(error DeadlineReached for each). {_words.Rest}");
        }
    }

    /// <summary>Ends the command from another thread.</summary>
    public void Stop()
    {
        lock (_state)
        {
            _stopped = true;
            _state.IsEnding = true;
            _waiting.Clear();
            Monitor.PulseAll(_state);
        }

        End(_ => true);
    }

    /// <summary>Waits until no work is under way any more, but no longer than for the limit.</summary>
    public bool AwaitEnd(TimeSpan limit)
    {
        lock (_state)
        {
            return Await(() => _unfinished > 0, limit);
        }
    }

    /// <summary>
    /// The pipeline has ended before the records did: nothing more leaves, what has sent no change ends, changes that have left get a
    /// second, and a warning names those whose outcome is not shown. After <see cref="Stop"/> the engine takes nothing any more, so nothing
    /// is said.
    /// </summary>
    public void Abandon()
    {
        List<string?> owed;
        lock (_state)
        {
            _state.IsEnding = true;
            _waiting.Clear();
            owed = [.. _records.Where(record => record.IsOwed).Select(record => record.Id)];
        }

        End(record => !record.HasSent);
        if (owed.Count > 0 && !_stopped)
        {
            lock (_state)
            {
                Await(() => _records.Any(record => record.IsUnanswered), s_grace);
            }

            Warn(owed);
        }

        End(_ => true);
        lock (_state)
        {
            _records.Clear();
        }
    }

    /// <summary>Abandons what is left, as after a failure upstream, which shows in no other way.</summary>
    public void Dispose()
    {
        _watch?.Dispose();
        Abandon();
        _progress.Complete();
    }

    // Called under the lock.
    private void StartWaiting()
    {
        while (_waiting.Count > 0 && (_state.IsPastDeadline || (!_state.IsFull && _held < _mostHeld)))
        {
            var (record, work) = _waiting.Dequeue();
            if (_state.IsPastDeadline)
            {
                record.WithoutWork().LeaveOver();
            }
            else
            {
                Start(record, work);
            }
        }
    }

    // Called under the lock.
    private void Start(PumpRecord record, Func<ICommandOutput, CancellationToken, Task> work)
    {
        record.HasBegun = true;
        _state.TakePlace();
        _held++;
        _unfinished++;
        _ = Task.Run(() => record.RunAsync(work, Finish));
    }

    private void Enqueue(PumpRecord record)
    {
        lock (_state)
        {
            _records.Enqueue(record);
        }

        ShowWhile(() => _records.Count >= _mostHeld + MostWaiting);
    }

    // Called under the lock.
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
            lock (_state)
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
                        // While very much waits to be begun, it is a place that matters; else it is the record that is shown next.
                        _state.AwaitWord(_waiting.Count >= MostWaiting ? null : _records.Peek(), s_wakeForProgress);
                    }
                }

                if (_stopped)
                {
                    throw new PipelineStoppedException();
                }
            }

            write?.Invoke(_engine);
            _progress.Update(_state);
        }
    }

    // Called under the lock.
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
            _progress.Done += first.Counts ? 1 : 0;
            if (first.HasBegun)
            {
                _state.Activity.Held -= first.Counts ? 1 : 0;
                _held--;
                StartWaiting();
            }
        }

        return null;
    }

    private void OnDeadline()
    {
        lock (_state)
        {
            _state.IsPastDeadline = true;
            StartWaiting();
        }

        End(record => !record.HasSent);
    }

    // Nothing more is sent, so the work that gets a place only has to end.
    private void End(Func<PumpRecord, bool> which)
    {
        List<PumpRecord> ending;
        lock (_state)
        {
            ending = [.. _records.Where(which)];
        }

        ending.ForEach(record => record.End());
        lock (_state)
        {
            _state.OpenPlaces();
        }
    }

    // Called under the lock.
    private bool Await(Func<bool> busy, TimeSpan limit)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (busy())
        {
            var left = limit - clock.Elapsed;
            if (left <= TimeSpan.Zero)
            {
                return false;
            }

            _state.AwaitWord(record: null, left);
        }

        return true;
    }

    private void Warn(List<string?> owed)
    {
        var (one, many, advice) = _words;
        try
        {
            _engine.Warning(
                $"The pipeline stopped early, so the outcome of {owed.Count} {(owed.Count == 1 ? one : many)} already sent is "
                    + $"not shown: {string.Join(", ", owed)}. {advice}");
        }
        catch (Exception)
        {
            // The engine takes nothing any more, and the exception that ended the pipeline is the one to tell.
        }
    }
}
