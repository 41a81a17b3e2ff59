using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Journal;
using FbaOutbound.Stores;
using Npgsql;
using NpgsqlTypes;

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

    // What is known to be done is requested once, not order by order. More than this would be a burden for the memory.
    private const int MostKnown = 200_000;

    // What is given back between two signs of life must not delay the next one.
    private const int MostAtOnce = 500;

    private const int MostRead = 5_000;

    private const string Key = "journal = $1 AND operation = $2 AND id = $3";
    private const string Columns = "state, api_version, essentials, rest, first_sent, last_sent, sends, outcome, reference, request_id";
    private const string Unflushed = "set_config('synchronous_commit', 'off', true)";

    // A server may be set to answer before an entry is on its disk; an entry is.
    private const string Flushed = "CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', "
        + "true) END";

    private const string IsLeased = "(entry.lease_until > clock_timestamp() OR EXISTS (SELECT FROM fba_outbound.worker WHERE worker = "
        + "entry.owner AND worker.lease_until > clock_timestamp()))";

    private const string BeginStep = """
        INSERT INTO fba_outbound.journal (name, account, api_version) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
        """;

    private const string ReadOwner = "SELECT account, api_version FROM fba_outbound.journal WHERE name = $1";

    private const string ReadDone = $"SELECT operation, id, {Columns} FROM fba_outbound.entry WHERE journal = $1 AND state = 'Done' AND "
        + "owner IS NULL LIMIT $2";

    private const string BeatStep = $"""
        INSERT INTO fba_outbound.worker VALUES ($1, $3, clock_timestamp() + $2)
        ON CONFLICT (worker) DO UPDATE SET lease_until = excluded.lease_until
        RETURNING {Unflushed}
        """;

    private const string SweepStep = """
        DELETE FROM fba_outbound.worker WHERE worker IN (
            SELECT worker FROM fba_outbound.worker WHERE lease_until < clock_timestamp() - interval '1 day' FOR UPDATE SKIP LOCKED)
        """;

    private const string ClaimStep = $"""
        INSERT INTO fba_outbound.entry AS entry (journal, operation, id, owner, lease_until) VALUES ($1, $2, $3, $4, clock_timestamp() + $5)
        ON CONFLICT (journal, operation, id) DO UPDATE SET owner = $4, lease_until = clock_timestamp() + $5
        WHERE entry.owner IS NULL OR entry.owner = $4 OR NOT {IsLeased}
        RETURNING {Columns}, {Unflushed}
        """;

    // An entry for a response is written as long as no other worker has taken over the claim; one that lets a request go needs the lease,
    // too.
    private const string WriteStep = $"""
        UPDATE fba_outbound.entry AS entry SET (state, api_version, essentials, rest, first_sent, last_sent, sends, outcome, reference, request_id, lease_until, changed)
            = ($6, $7, $8, $9, $10, $11, $12, $13, $14, $15, clock_timestamp() + $5, clock_timestamp())
        WHERE {Key} AND owner = $4 AND ($6 <> 'Sent' OR {IsLeased})
        RETURNING 1, {Flushed}
        """;

    private const string ReleaseStep = $"""
        WITH unwritten AS (DELETE FROM fba_outbound.entry WHERE {Key} AND owner = $4 AND state IS NULL)
        UPDATE fba_outbound.entry SET owner = NULL, lease_until = NULL WHERE {Key} AND owner = $4 AND state IS NOT NULL
        RETURNING {Unflushed}
        """;

    private const string LeaveStep = """
        WITH unwritten AS (DELETE FROM fba_outbound.entry WHERE journal = $1 AND owner = $2 AND state IS NULL),
            written AS (UPDATE fba_outbound.entry SET owner = NULL, lease_until = NULL WHERE journal = $1 AND owner = $2 AND state IS NOT NULL)
        DELETE FROM fba_outbound.worker WHERE worker = $2
        """;

    private const string ReadStep = $"""
        SELECT wanted.operation, wanted.id, entry.owner IS NOT NULL AND {IsLeased}, {Columns}
        FROM unnest($2::text[], $3::text[]) AS wanted (operation, id)
        JOIN fba_outbound.entry AS entry ON entry.journal = $1 AND entry.operation = wanted.operation AND entry.id = wanted.id
        """;

    private const string FreeStep = $"""
        SELECT wanted.operation, wanted.id FROM unnest($2::text[], $3::text[]) AS wanted (operation, id)
        LEFT JOIN fba_outbound.entry AS entry ON entry.journal = $1 AND entry.operation = wanted.operation AND entry.id = wanted.id
        WHERE entry.owner IS NULL OR NOT {IsLeased}
        """;

    private static readonly string s_process = string.Create(
        CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}");

    private readonly ConcurrentDictionary<JournalKey, JournalEntry> _done = new();
    private readonly ConcurrentDictionary<JournalKey, Claim> _claims = new();
    private readonly Dictionary<JournalKey, TaskCompletionSource> _waiters = [];
    private readonly object _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Database _database;
    private readonly JournalIdentity _identity;
    private readonly PostgreSqlJournalOptions _options;
    private readonly TimeProvider _time;
    private readonly Guid _worker = Guid.NewGuid();

    private Task _heartbeat = Task.CompletedTask;
    private bool _isWatching;
    private long? _goneSince;
    private long _lastGood;

    private PostgreSqlJournalStore(Database database, JournalIdentity identity, PostgreSqlJournalOptions options, TimeProvider time)
    {
        _database = database;
        _identity = identity;
        _options = options;
        _time = time;
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
    public string Name => $"{_database.Name}, journal {_identity.Name}";

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
                (connection, token) => ReadAsync(connection, some, token), cancellationToken).ConfigureAwait(false))
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
            var claim = await TakeAsync(key, cancellationToken).ConfigureAwait(false);
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
            // Nobody was requested it. The next claim asks.
            _done.TryRemove(key, out _);
            throw new JournalClaimLostException($"{key.Id} was already done when {Name} was opened.");
        }

        var isWritten = await PatientlyAsync(
            async (connection, token) =>
            {
                var command = Command(connection, WriteStep, key);
                await using (command.ConfigureAwait(false))
                {
                    var parameters = command.Parameters;
                    Add(parameters, _options.Lease);
                    Add(parameters, entry.State.ToString());
                    Add(parameters, entry.ApiVersion);
                    Add(parameters, entry.Content.Essentials);
                    Add(parameters, entry.Content.Rest);
                    AddNullable(parameters, entry.FirstSent?.UtcDateTime, NpgsqlDbType.TimestampTz);
                    AddNullable(parameters, entry.LastSent?.UtcDateTime, NpgsqlDbType.TimestampTz);
                    Add(parameters, entry.Sends);
                    AddNullable(parameters, entry.Outcome, NpgsqlDbType.Text);
                    AddNullable(parameters, entry.Reference, NpgsqlDbType.Text);
                    AddNullable(parameters, entry.RequestId, NpgsqlDbType.Text);
                    return await command.ExecuteScalarAsync(token).ConfigureAwait(false) is not null;
                }
            },
            cancellationToken).ConfigureAwait(false);
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
                    async (connection, token) =>
                    {
                        var command = Command(connection, ReleaseStep, key);
                        await using (command.ConfigureAwait(false))
                        {
                            return await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
                        }
                    },
                    _closing.Token).ConfigureAwait(false);
            }

            _claims.TryRemove(key, out _);
        }
        catch (Exception exception) when (exception is DatabaseException or OperationCanceledException or ObjectDisposedException)
        {
            // The lease does not end automatically as long as this worker lives.
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

    // A row that nobody wrote: an administrator's hand, or a table that was restored in part.
    private JournalEntry? ReadEntry(JournalKey key, NpgsqlDataReader reader, int first)
    {
        string? Text(int column) => reader.IsDBNull(first + column) ? null : reader.GetString(first + column);
        string Required(int column) => Text(column) is { Length: > 0 } text ? text : throw new FormatException();
        DateTimeOffset? Time(int column) =>
            reader.IsDBNull(first + column) ? null : JournalEntry.Sane(new DateTimeOffset(reader.GetDateTime(first + column)));
        try
        {
            if (Text(0) is not { } text)
            {
                // Claimed and never written. If the other columns have values, the state was lost, and the change would be sent again.
                return Enumerable.Range(1, 9).All(column => column == 6 || reader.IsDBNull(first + column))
                    ? null
                    : throw new FormatException();
            }

            var state = JournalEntry.StateOf(text);
            return state == JournalState.Sent && (Time(4) is null || Time(5) is null) ? throw new FormatException() : new JournalEntry
            {
                State = state,
                ApiVersion = Required(1),
                Content = new JournalContent(Required(2), Required(3)),
                FirstSent = Time(4),
                LastSent = Time(5),
                Sends = reader.GetInt32(first + 6),
                Outcome = Text(7),
                Reference = Text(8),
                RequestId = Text(9),
            };
        }
        catch (Exception exception) when (exception is FormatException or InvalidCastException or ArgumentException or OverflowException)
        {
            throw new JournalException(
                JournalProblem.Damaged,
                $"The entry for {key.Operation} '{key.Id}' of the journal in {Name} is damaged. Nothing was sent. Correct its row in "
                    + "fba_outbound.entry, or use another -JournalName.");
        }
    }

    private static void Add<T>(NpgsqlParameterCollection parameters, T value) =>
        parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

    private static void AddNullable<T>(NpgsqlParameterCollection parameters, T value, NpgsqlDbType type) =>
        parameters.Add(new NpgsqlParameter { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = type });

    private async Task<bool> OpenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            Statement(batch, BeginStep, _identity.Name, _identity.Account, _identity.ApiVersion);
            Statement(batch, ReadOwner, _identity.Name);
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                Check(reader.GetString(0), reader.GetString(1));
            }
        }

        await BeatAsync(connection, cancellationToken).ConfigureAwait(false);
        var command = new NpgsqlCommand(ReadDone, connection);
        await using (command.ConfigureAwait(false))
        {
            Add(command.Parameters, _identity.Name);
            Add(command.Parameters, MostKnown);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    var key = new JournalKey(reader.GetString(0), reader.GetString(1));
                    try
                    {
                        _done[key] = ReadEntry(key, reader, 2)!;
                    }
                    catch (JournalException)
                    {
                        // The claim of that entry reports it; the other entries are good.
                    }
                }
            }
        }

        return true;
    }

    // A journal without the account's orders would have all of them sent again: to use another one, its name has to be given.
    private void Check(string account, string version)
    {
        if (account != _identity.Account)
        {
            throw new JournalException(
                JournalProblem.OtherAccount,
                $"The journal '{Name}' belongs to another account, or was started with different credentials or a different endpoint. Give each account a "
                    + "separate -JournalName, and start a new journal after changing the refresh token or the application. Nothing was "
                    + "sent.");
        }

        if (version != _identity.ApiVersion)
        {
            throw new JournalException(
                JournalProblem.OtherVersion,
                $"The journal '{Name}' is for version {version}, but this session uses {_identity.ApiVersion}. Connect with "
                    + $"-ApiVersion {version}, or give another -JournalName. Nothing was sent.");
        }
    }

    private static void Statement(NpgsqlBatch batch, string text, params string[] values)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var value in values)
        {
            Add(command.Parameters, value);
        }

        batch.BatchCommands.Add(command);
    }

    private Task<JournalClaim> TakeAsync(JournalKey key, CancellationToken cancellationToken) => PatientlyAsync(
        async (connection, token) =>
        {
            var command = Command(connection, ClaimStep, key);
            await using (command.ConfigureAwait(false))
            {
                Add(command.Parameters, _options.Lease);
                var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    return await reader.ReadAsync(token).ConfigureAwait(false)
                        ? new JournalClaim(true, ReadEntry(key, reader, 0))
                        : default;
                }
            }
        },
        cancellationToken);

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
                    await _database.UseAsync(BeatAsync, _closing.Token).ConfigureAwait(false);
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

    private async Task<bool> BeatAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            var beat = new NpgsqlBatchCommand(BeatStep);
            Add(beat.Parameters, _worker);
            Add(beat.Parameters, _options.Lease);
            Add(beat.Parameters, s_process);
            batch.BatchCommands.Add(beat);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(SweepStep));
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return true;
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
                    (connection, token) => FindFreeAsync(connection, wanted, token), _closing.Token).ConfigureAwait(false);
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

    private Task<List<(JournalKey Key, JournalRead Read)>> ReadAsync(
        NpgsqlConnection connection, JournalKey[] wanted, CancellationToken cancellationToken) => AskAsync(
        connection,
        ReadStep,
        wanted,
        (key, reader) => (key, new JournalRead(reader.GetBoolean(2), ReadEntry(key, reader, 3))),
        cancellationToken);

    private Task<List<JournalKey>> FindFreeAsync(
        NpgsqlConnection connection, JournalKey[] wanted, CancellationToken cancellationToken) =>
        AskAsync(connection, FreeStep, wanted, static (key, _) => key, cancellationToken);

    // Asks about many keys at once. The columns of an answer begin with its key's.
    private async Task<List<T>> AskAsync<T>(
        NpgsqlConnection connection, string step, JournalKey[] wanted, Func<JournalKey, NpgsqlDataReader, T> read,
        CancellationToken cancellationToken)
    {
        var found = new List<T>();
        var command = new NpgsqlCommand(step, connection);
        await using (command.ConfigureAwait(false))
        {
            Add(command.Parameters, _identity.Name);
            Add(command.Parameters, wanted.Select(key => key.Operation).ToArray());
            Add(command.Parameters, wanted.Select(key => key.Id).ToArray());
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    found.Add(read(new JournalKey(reader.GetString(0), reader.GetString(1)), reader));
                }
            }
        }

        return found;
    }

    private async Task LeaveAsync()
    {
        await _heartbeat.ConfigureAwait(false);
        await _database.UseAsync(
            async (connection, token) =>
            {
                var command = new NpgsqlCommand(LeaveStep, connection);
                await using (command.ConfigureAwait(false))
                {
                    Add(command.Parameters, _identity.Name);
                    Add(command.Parameters, _worker);
                    return await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
                }
            },
            CancellationToken.None).ConfigureAwait(false);
    }

    private NpgsqlCommand Command(NpgsqlConnection connection, string text, JournalKey key)
    {
        var command = new NpgsqlCommand(text, connection);
        foreach (var part in (string[])[_identity.Name, key.Operation, key.Id])
        {
            Add(command.Parameters, part);
        }

        Add(command.Parameters, _worker);
        return command;
    }
}

/// <summary>How long things take in a journal of a database.</summary>
internal sealed record PostgreSqlJournalOptions
{
    /// <summary>How long after its last sign a worker's claims are its own.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a database that is gone is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long it takes until a step that failed is tried again.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the claims of other workers are checked.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(250);
}
