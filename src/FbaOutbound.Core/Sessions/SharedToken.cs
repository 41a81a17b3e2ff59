using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;

namespace FbaOutbound.Sessions;

/// <summary>A token and how long it is valid.</summary>
/// <remarks>
/// A class: what is generic over a value type is compiled for it alone, and this is what the first request of a process returns.
/// </remarks>
internal sealed record GrantedToken(string Token, TimeSpan Lifetime);

/// <summary>
/// A token that many requests share. The first one that needs a new token begins the refresh, and all others wait for the same one. The
/// refresh belongs to none of them: a caller that stops waiting does not stop the others, an error reaches all that wait and is not kept,
/// and the refresh ends when nobody waits any more.
/// </summary>
/// <param name="fetch">Gets a new token and its lifetime.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedToken(Func<CancellationToken, Task<GrantedToken>> fetch, TimeProvider time)
{
    private static readonly TimeSpan s_longestMargin = TimeSpan.FromSeconds(60);

    private readonly object _gate = new();
    private string? _token;
    private long _fetched;
    private TimeSpan _lifetime;
    private Refresh? _refresh;

    private TimeSpan Margin => TimeSpan.FromTicks(Math.Min(s_longestMargin.Ticks, _lifetime.Ticks / 10));

    /// <summary>Whether a text can be a token: one that no header can hold would go out in pieces, or not at all.</summary>
    public static bool IsToken(string? text) => text is { Length: > 0 } && text.All(static character => character is > ' ' and <= '~');

    /// <summary>The cached token while it is valid for a while; otherwise a new one.</summary>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        Refresh refresh;
        LinkedListNode<ICallLog> place;
        lock (_gate)
        {
            if (_token is { } token && time.GetElapsedTime(_fetched) < _lifetime - Margin)
            {
                return token;
            }

            refresh = _refresh ??= new Refresh(this);
            place = refresh.Waiters.AddLast(CallLog.Current);
        }

        var left = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(static left => ((TaskCompletionSource<bool>)left!).TrySetResult(true), left))
        {
            try
            {
                refresh.Start();
                await Task.WhenAny(refresh.Task, left.Task).ConfigureAwait(false);
            }
            finally
            {
                Leave(refresh, place);
            }
        }

        if (!refresh.Task.IsCompleted)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return await refresh.Task.ConfigureAwait(false);
    }

    /// <summary>Whether a token is the newest one, and has not run out. One without a lifetime serves those that waited for it.</summary>
    public bool IsUsable(string token)
    {
        lock (_gate)
        {
            return _token == token && (_lifetime == TimeSpan.Zero || time.GetElapsedTime(_fetched) < _lifetime);
        }
    }

    /// <summary>Forgets a token that was refused, unless a newer one already exists.</summary>
    public void Expired(string token)
    {
        lock (_gate)
        {
            if (_token == token)
            {
                _token = null;
            }
        }
    }

    private void Leave(Refresh refresh, LinkedListNode<ICallLog> place)
    {
        lock (_gate)
        {
            refresh.Waiters.Remove(place);
            if (refresh.Waiters.Count > 0 || refresh.Task.IsCompleted)
            {
                return;
            }

            if (ReferenceEquals(_refresh, refresh))
            {
                _refresh = null;
            }
        }

        refresh.Cancel();
    }

    private async Task<string> FetchAsync(Refresh refresh, CancellationToken cancellationToken)
    {
        try
        {
            var asked = time.GetTimestamp();
            var (token, lifetime) = await fetch(cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                _token = token;
                _fetched = asked;
                _lifetime = lifetime;
            }

            return token;
        }
        finally
        {
            lock (_gate)
            {
                if (ReferenceEquals(_refresh, refresh))
                {
                    _refresh = null;
                }
            }
        }
    }

#pragma warning disable CA1001 // Its source has neither a timer nor a handle to give back, and may be cancelled after the end.
    private sealed class Refresh(SharedToken source) : ICallLog
#pragma warning restore CA1001
    {
        private readonly CancellationTokenSource _nobodyWaits = new();
        private readonly TaskCompletionSource<string> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _started;

        /// <summary>The logs of those who wait, in the order of arrival; guarded by the source's lock.</summary>
        public LinkedList<ICallLog> Waiters { get; } = new();

        public Task<string> Task => _result.Task;

        public void Start()
        {
            if (Interlocked.Exchange(ref _started, 1) == 0)
            {
                _ = SharedWork.Begin(() => System.Threading.Tasks.Task.Run(RunAsync));
            }
        }

        public void Cancel() => _nobodyWaits.Cancel();

        public (bool Verbose, bool Debug) Listens => Listener().Listens;

        public void Verbose(string message) => Listener().Verbose(message);

        public void Debug(string message) => Listener().Debug(message);

        public void Warning(string message) => Listener().Warning(message);

        public void WarningOnce(string key, string message) => Listener().WarningOnce(key, message);

        public void Step(CallStep step) => Listener().Step(step);

        // One of those who wait is enough: each line is shown once.
        private ICallLog Listener()
        {
            lock (source._gate)
            {
                return Waiters.First?.Value ?? CallLog.None;
            }
        }

        private async Task RunAsync()
        {
            using var log = CallLog.Use(this);
            try
            {
                _result.TrySetResult(await source.FetchAsync(this, _nobodyWaits.Token).ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (_nobodyWaits.IsCancellationRequested)
            {
                _result.TrySetCanceled();
            }
            catch (Exception exception)
            {
                _result.TrySetException(exception);
                // Who waited may have left; an error that nobody reads is not one of the process.
                _ = _result.Task.Exception;
            }
        }
    }
}
