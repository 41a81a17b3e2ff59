using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;

namespace FbaOutbound.Quota;

/// <summary>
/// A store as this process uses it: nobody waits for it longer than two seconds. A store that fails is unavailable to all buckets until an
/// attempt, one every five seconds, finds it back; the user reads one line for each. Safe for use by many threads.
/// </summary>
internal sealed class QuotaStoreLink : IDisposable
{
    private static readonly TimeSpan s_longestStep = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_betweenAttempts = TimeSpan.FromSeconds(5);
    private static readonly QuotaNews s_attempt = new() { IsEmpty = true };

    private readonly object _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly IQuotaStore _store;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    private bool _isGone;
    private int _outages;
    private QuotaKey _key;
    private UsagePlan? _plan;
    private string? _notice;

    public QuotaStoreLink(IQuotaStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
        _timer = SharedWork.Begin(
            () => time.CreateTimer(
                static link => _ = ((QuotaStoreLink)link!).AttemptAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
    }

    /// <summary>The store is available again.</summary>
    public event Action? Returned;

    /// <summary>What messages call the store.</summary>
    public string Name => _store.Name;

    /// <summary>Whether the store could not be used, and was not found back yet.</summary>
    public bool IsGone
    {
        get
        {
            lock (_gate)
            {
                return _isGone || _closing.IsCancellationRequested;
            }
        }
    }

    /// <summary>Takes the next token; null if the store is gone.</summary>
    public async Task<QuotaReservation?> ReserveAsync(QuotaKey key, UsagePlan plan)
    {
        QuotaReservation? taken = null;
        return await UseAsync(
            key, plan, async token => taken = await _store.ReserveAsync(key, plan, token).ConfigureAwait(false)).ConfigureAwait(false)
            ? taken
            : null;
    }

    /// <summary>Tells the store what was learnt; false if it is unavailable.</summary>
    public Task<bool> TellAsync(QuotaKey key, UsagePlan plan, QuotaNews news) =>
        UseAsync(key, plan, token => _store.TellAsync(key, plan, news, token));

    /// <summary>Says in the log of a call, once for each, that the store is gone or back.</summary>
    public void Report(ICallLog log)
    {
        if (ReferenceEquals(log, CallLog.None))
        {
            return;
        }

        string? notice;
        lock (_gate)
        {
            (notice, _notice) = (_notice, null);
        }

        if (notice is not null)
        {
            log.Warning(notice);
        }
    }

    public void Dispose()
    {
        // Not under the gate: what waits for a step goes on here, and takes the gates of buckets.
        _closing.Cancel();
        lock (_gate)
        {
            _timer.Dispose();
        }

        _store.Dispose();
    }

    private async Task<bool> UseAsync(QuotaKey key, UsagePlan plan, Func<CancellationToken, Task> step)
    {
        int outages;
        lock (_gate)
        {
            if (_isGone || _closing.IsCancellationRequested)
            {
                return false;
            }

            outages = _outages;
        }

        if (await StepAsync(step).ConfigureAwait(false) is not { } reason)
        {
            return true;
        }

        lock (_gate)
        {
            // What began before the store came back says nothing of it.
            if (!_isGone && outages == _outages && !_closing.IsCancellationRequested)
            {
                (_isGone, _key, _plan) = (true, key, plan);
                _outages++;
                _notice = $"The quota store {Name} cannot be used: {reason} Until it is available again, this process "
                    + "paces its own requests, at the rate limit divided by the number of processes last seen sharing it. It "
                    + "retries every few seconds.";
                _timer.Change(s_betweenAttempts, Timeout.InfiniteTimeSpan);
            }
        }

        return false;
    }

    private async Task AttemptAsync()
    {
        var failed = await StepAsync(token => _store.TellAsync(_key, _plan!, s_attempt, token)).ConfigureAwait(false) is not null;
        lock (_gate)
        {
            if (_closing.IsCancellationRequested)
            {
                return;
            }

            if (failed)
            {
                _timer.Change(s_betweenAttempts, Timeout.InfiniteTimeSpan);
                return;
            }

            _isGone = false;
            _notice = _notice is null ? $"The quota store {Name} is available again." : null;
        }

        Returned?.Invoke();
    }

    /// <summary>Returns what went wrong, in words that hold no secret; null if nothing did.</summary>
    private async Task<string?> StepAsync(Func<CancellationToken, Task> step)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        try
        {
            // A step that hangs is left alone: what comes of it later counts for nothing.
            var task = step(cancel.Token);
            _ = task.ContinueWith(
                static late => _ = late.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            await task.WaitAsync(s_longestStep, _time, _closing.Token).ConfigureAwait(false);
            return null;
        }
        catch (QuotaStoreException exception)
        {
            return exception.Message;
        }
        catch (TimeoutException)
        {
            cancel.Cancel();
            return "it did not respond in time.";
        }
#pragma warning disable CA1031 // Whatever a store does, requests go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return $"it failed unexpectedly ({exception.GetType().Name}).";
        }
    }
}
