using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Journal;
using FbaOutbound.Stores;
using Npgsql;

namespace FbaOutbound.PostgreSql;

/// <summary>
/// A journal in a PostgreSQL database, which any number of workers share. A change is a row; who works on it has its claim. Safe for use by
/// many threads.
/// </summary>
/// <remarks>
/// A claim is its owner's until both leases have ended: the worker's, which its heartbeat renews, and the row's own, which each claim and
/// each write set. The second one covers the moment in which a lease ends: a statement that waits for a row sees the row again, and the
/// worker as it was before.
/// </remarks>
internal sealed class PostgreSqlJournalStore : IJournalStore
{
    private const int Seconds = 5;
    private const int Connections = 4;

    // What is given back between two signs of life must not delay the next one.
    private const int MostAtOnce = 500;

    private const int MostRead = 5_000;

    private readonly ConcurrentDictionary<JournalKey, JournalEntry> _done = new();
    private readonly ConcurrentDictionary<JournalKey, Claim> _claims = new();
    private readonly Dictionary<JournalKey, TaskCompletionSource> _waiters = [];
    private readonly object _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Database _database;
    private readonly JournalStatements _statements;
    private readonly PostgreSqlJournalOptions _options;
    private readonly TimeProvider _time;

    private Task _heartbeat = Task.CompletedTask;
    private bool _isWatching;
    private long? _goneSince;
    private long _lastGood;

    private PostgreSqlJournalStore(Database database, JournalIdentity identity, PostgreSqlJournalOptions options, TimeProvider time)
    {
        _database = database;
        _options = options;
        _time = time;
        Name = $"{database.Name}, journal {identity.Name}";
        _statements = new JournalStatements(identity, Name, Guid.NewGuid(), options.Lease);
    }

    private enum Claim
    {
        /// <summary>The row is claimed.</summary>
        Taken,

        /// <summary>The entry was known to be done when the journal was opened: nothing was asked.</summary>
        Known,

        /// <summary>Nobody here works on the row, which may be claimed still: the heartbeat gives it back.</summary>
        Left,
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Opens a journal, and reads what is done in it.</summary>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    public static async Task<IJournalStore> OpenAsync(
        StoreLocation location, JournalIdentity identity, PostgreSqlJournalOptions options, TimeProvider time,
        CancellationToken cancellationToken)
    {
        PostgreSqlJournalStore? store = null;
        try
        {
            store = new PostgreSqlJournalStore(new Database(location, Seconds, Connections), identity, options, time);
            await store._database.UseAsync(store.OpenAsync, cancellationToken).ConfigureAwait(false);
            store._heartbeat = SharedWork.Begin(store.BeatAsync);
            return store;
        }
        catch (Exception exception)
        {
            store?._database.Dispose();
            if (exception is DatabaseException problem)
            {
                throw Unusable(location.Name, problem);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    // Workers that share a database share its quotas, too.
    public PastSends SendsOf(string operation) => PastSends.None;

    public async Task<IReadOnlyDictionary<JournalKey, JournalRead>> ReadAsync(
        IReadOnlyCollection<JournalKey> keys, CancellationToken cancellationToken)
    {
        var read = new Dictionary<JournalKey, JournalRead>();
        var wanted = new List<JournalKey>();
        foreach (var key in keys)
        {
            if (_done.TryGetValue(key, out var known))
            {
                read[key] = new JournalRead(false, known);
            }
            else
            {
                wanted.Add(key);
            }
        }

        foreach (var some in wanted.Chunk(MostRead))
        {
            foreach (var (key, found) in await PatientlyAsync(
                (connection, token) => _statements.ReadAsync(connection, some, token), cancellationToken).ConfigureAwait(false))
            {
                read[key] = found;
            }
        }

        return read;
    }

    public async Task<JournalClaim> ClaimAsync(JournalKey key, CancellationToken cancellationToken)
    {
        if (_done.TryGetValue(key, out var known))
        {
            return _claims.TryAdd(key, Claim.Known) ? new JournalClaim(true, known) : default;
        }

        if (!_claims.TryAdd(key, Claim.Taken) && !_claims.TryUpdate(key, Claim.Taken, Claim.Left))
        {
            return default;
        }

        try
        {
            var claim = await PatientlyAsync(
                (connection, token) => _statements.ClaimAsync(connection, key, token), cancellationToken).ConfigureAwait(false);
            if (!claim.IsGranted)
            {
                _claims.TryRemove(key, out _);
            }

            return claim;
        }
        catch
        {
            // The database may have granted it all the same.
            _claims[key] = Claim.Left;
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task WaitAsync(JournalKey key, CancellationToken cancellationToken)
    {
        TaskCompletionSource? waiter;
        lock (_gate)
        {
            if (_closing.IsCancellationRequested)
            {
                return;
            }

            if (!_waiters.TryGetValue(key, out waiter))
            {
                _waiters.Add(key, waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            if (!_isWatching)
            {
                _isWatching = true;
                _ = SharedWork.Begin(WatchAsync);
            }
        }

        await waiter.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(JournalKey key, JournalEntry entry, CancellationToken cancellationToken)
    {
        if (_claims.TryGetValue(key, out var claim) && claim == Claim.Known)
        {
            // Another worker finished it before this store was opened; the next claim reads it again.
            _done.TryRemove(key, out _);
            throw new JournalClaimLostException($"{key.Id} was already done when {Name} was opened.");
        }

        var isWritten = await PatientlyAsync(
            (connection, token) => _statements.WriteAsync(connection, key, entry, token), cancellationToken).ConfigureAwait(false);
        if (!isWritten)
        {
            throw new JournalClaimLostException(
                $"Another worker has taken over {key.Id} in {Name}, or may do so: this worker was out of contact for "
                    + $"{_options.Lease.TotalSeconds:0.#} seconds.");
        }
    }

    /// <inheritdoc/>
    public async Task ReleaseAsync(JournalKey key)
    {
        if (!_claims.TryGetValue(key, out var claim) || claim == Claim.Left)
        {
            return;
        }

        try
        {
            if (claim == Claim.Taken)
            {
                await _database.UseAsync(
                    (connection, token) => _statements.ReleaseAsync(connection, key, token), _closing.Token).ConfigureAwait(false);
            }

            _claims.TryRemove(key, out _);
        }
        catch (Exception exception) when (exception is DatabaseException or OperationCanceledException or ObjectDisposedException)
        {
            // This worker's heartbeat keeps the lease alive, so a later beat gives the claim back.
            _claims[key] = Claim.Left;
        }
    }

    /// <summary>Gives all claims back, so that nobody has to wait for the lease's end.</summary>
    public void Dispose()
    {
        if (_closing.IsCancellationRequested)
        {
            return;
        }

        _closing.Cancel();
        try
        {
            // Without a context of the caller's, nothing here waits for the thread that waits for it.
            Task.Run(LeaveAsync).WaitAsync(TimeSpan.FromSeconds(Seconds), _time).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is DatabaseException or TimeoutException)
        {
            // The lease expires.
        }

        _database.Dispose();
        lock (_gate)
        {
            foreach (var waiter in _waiters.Values)
            {
                waiter.TrySetResult();
            }

            _waiters.Clear();
        }
    }

    private static JournalException Unusable(string name, DatabaseException exception) => new(
        exception.Problem == DatabaseProblem.Newer ? JournalProblem.NewerFormat : JournalProblem.Unusable,
        $"The journal in {name} cannot be used: {exception.Message}");

    private async Task<bool> OpenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await _statements.BeginAsync(connection, cancellationToken).ConfigureAwait(false);
        await _statements.BeatAsync(connection, cancellationToken).ConfigureAwait(false);
        foreach (var (key, entry) in await _statements.ReadDoneAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            _done[key] = entry;
        }

        return true;
    }

    /// <summary>
    /// Does a step, again and again while the database is gone: nothing is sent without a claim. An outage that has lasted is waited for no
    /// longer, by no record: each tries once.
    /// </summary>
    private async Task<T> PatientlyAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        while (true)
        {
            DatabaseException problem;
            var began = _time.GetTimestamp();
            try
            {
                var result = await _database.UseAsync(step, cancellationToken).ConfigureAwait(false);
                if (IsBack())
                {
                    CallLog.Current.Warning($"The journal in {Name} is available again.");
                }

                return result;
            }
            catch (DatabaseException exception)
            {
                problem = exception;
            }

            var (outage, isNew) = problem.Problem == DatabaseProblem.Passing ? IsGone(began) : default;
            if (problem.Problem != DatabaseProblem.Passing
                || _closing.IsCancellationRequested || _time.GetElapsedTime(outage) >= _options.Patience)
            {
                throw Unusable(Name, problem);
            }

            if (isNew)
            {
                CallLog.Current.Warning(
                    $"The journal in {Name} cannot be used: {problem.Message} Nothing will be sent until it is available again; "
                        + $"records that wait longer than {_options.Patience.TotalSeconds:0} seconds will fail.");
            }

            await Task.Delay(_options.Pause, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Notes that a step has failed. Returns since when the database is gone, and whether nobody knew.</summary>
    private (long Since, bool IsNew) IsGone(long began)
    {
        lock (_gate)
        {
            // A step that began before another one succeeded says nothing of what is now.
            var isNew = _goneSince is null && began >= _lastGood;
            _goneSince = isNew ? _time.GetTimestamp() : _goneSince;
            return (_goneSince ?? _time.GetTimestamp(), isNew);
        }
    }

    /// <summary>Notes that a step has succeeded. Returns whether the database was gone.</summary>
    private bool IsBack()
    {
        lock (_gate)
        {
            var wasGone = _goneSince is not null;
            (_goneSince, _lastGood) = (null, _time.GetTimestamp());
            return wasGone;
        }
    }

    private async Task BeatAsync()
    {
        try
        {
            var wait = _options.Lease / 3;
            while (true)
            {
                await Task.Delay(wait, _time, _closing.Token).ConfigureAwait(false);
                try
                {
                    // A beat that fails is tried again soon: two failures in a row must not cost the lease.
                    wait = _options.Pause < _options.Lease / 3 ? _options.Pause : _options.Lease / 3;
                    await _database.UseAsync(_statements.BeatAsync, _closing.Token).ConfigureAwait(false);
                    wait = _options.Lease / 3;
                    foreach (var (key, _) in _claims.Where(pair => pair.Value == Claim.Left).Take(MostAtOnce).ToList())
                    {
                        if (_claims.TryUpdate(key, Claim.Taken, Claim.Left))
                        {
                            await ReleaseAsync(key).ConfigureAwait(false);
                        }
                    }
                }
                catch (DatabaseException)
                {
                    // The caller that needs the database reports it.
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The journal is closed.
        }
    }

    /// <summary>Looks, for all waiters with one question at a time, whose key is free.</summary>
    private async Task WatchAsync()
    {
        while (true)
        {
            JournalKey[] wanted;
            lock (_gate)
            {
                if (_waiters.Count == 0 || _closing.IsCancellationRequested)
                {
                    _isWatching = false;
                    return;
                }

                wanted = [.. _waiters.Keys];
            }

            IReadOnlyList<JournalKey> free;
            try
            {
                await Task.Delay(_options.Poll, _time, _closing.Token).ConfigureAwait(false);
                free = await _database.UseAsync(
                    (connection, token) => _statements.FindFreeAsync(connection, wanted, token), _closing.Token).ConfigureAwait(false);
            }
            catch (DatabaseException)
            {
                // Their next claims wait for the database, and say so.
                free = wanted;
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                continue;
            }

            lock (_gate)
            {
                foreach (var key in free)
                {
                    if (_waiters.Remove(key, out var waiter))
                    {
                        waiter.TrySetResult();
                    }
                }
            }
        }
    }

    private async Task LeaveAsync()
    {
        await _heartbeat.ConfigureAwait(false);
        await _database.UseAsync(_statements.LeaveAsync, CancellationToken.None).ConfigureAwait(false);
    }
}
