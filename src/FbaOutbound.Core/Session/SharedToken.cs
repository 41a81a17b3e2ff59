using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Sessions;

/// <summary>
/// A token that many requests share. One caller's need starts the refresh, all others wait for the same one; who stops waiting stops
/// nobody else, and the refresh ends when nobody waits any more.
/// </summary>
/// <param name="fetch">Gets a new token and its lifetime.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedToken(Func<CancellationToken, Task<(string Token, TimeSpan Lifetime)>> fetch, TimeProvider time)
{
    private static readonly TimeSpan s_longestMargin = TimeSpan.FromSeconds(60);

    private readonly object _gate = new();
    private string? _token;
    private long _fetched;
    private TimeSpan _usable;
    private Refresh? _refresh;

    /// <summary>Whether a text can be a token: one that no header can hold would go out in pieces, or not at all.</summary>
    public static bool IsToken(string? text) => text is { Length: > 0 } && text.All(static character => character is > ' ' and <= '~');

    /// <summary>The cached token while it is good for a while; otherwise a new one.</summary>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        Refresh refresh;
        lock (_gate)
        {
            if (_token is { } token && time.GetElapsedTime(_fetched) < _usable)
            {
                return token;
            }

            refresh = _refresh ??= new Refresh(this);
            refresh.Waiters++;
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
                Leave(refresh);
            }
        }

        if (!refresh.Task.IsCompleted)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return await refresh.Task.ConfigureAwait(false);
    }

    /// <summary>Forgets a token that was refused, unless a newer one is there already.</summary>
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

    private void Leave(Refresh refresh)
    {
        lock (_gate)
        {
            if (--refresh.Waiters > 0 || refresh.Task.IsCompleted)
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
                var margin = TimeSpan.FromTicks(lifetime.Ticks / 10);
                _usable = lifetime - (margin < s_longestMargin ? margin : s_longestMargin);
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
    private sealed class Refresh(SharedToken source)
#pragma warning restore CA1001
    {
        private readonly CancellationTokenSource _nobodyWaits = new();
        private readonly TaskCompletionSource<string> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _started;

        /// <summary>How many wait; counted under the source's lock.</summary>
        public int Waiters { get; set; }

        public Task<string> Task => _result.Task;

        public void Start()
        {
            if (Interlocked.Exchange(ref _started, 1) == 0)
            {
                _ = RunAsync();
            }
        }

        public void Cancel() => _nobodyWaits.Cancel();

        private async Task RunAsync()
        {
            try
            {
                _result.TrySetResult(await source.FetchAsync(this, _nobodyWaits.Token).ConfigureAwait(false));
            }
            catch (OperationCanceledException)
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
