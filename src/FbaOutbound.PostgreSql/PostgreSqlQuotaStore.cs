using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Quota;
using FbaOutbound.Stores;
using FbaOutbound.Texts;
using Npgsql;

namespace FbaOutbound.PostgreSql;

/// <summary>
/// Quotas in a PostgreSQL database. A step is one statement on one row, by the server's clock. Safe for use by many threads.
/// </summary>
/// <remarks>
/// The times between tokens are Core's to compute, from the bucket's rate. So a step names the rate that it was computed for, and does
/// nothing if another process has changed it; then it is computed anew.
/// </remarks>
internal sealed class PostgreSqlQuotaStore : IQuotaStore
{
    private const int Seconds = 2;
    private const int Connections = 2;

    private const string Key = "account = $1 AND host = $2 AND api_version = $3 AND bucket = $4";

    // The sub-select reads the clock once, after the row is locked.
    private const string Now = "(SELECT (extract(epoch FROM clock_timestamp()) * 10000000)::bigint AS now OFFSET 0)";

    // A reservation that is lost with the server's machine is made good by the processes, which empty the bucket after an outage.
    private const string Unflushed = "set_config('synchronous_commit', 'off', true)";

    private const string ReserveStep = $"""
        UPDATE fba_outbound.quota AS q SET (tat, taken, due) = (
            SELECT greatest(debt.tat, debt.due) + $6, debt.now, debt.due FROM (
                SELECT least.now, least.tat, greatest(least.now, least.tat - $7, q.not_before) AS due FROM (
                    SELECT clock.now, least(q.tat, clock.now + $8) AS tat FROM {Now} AS clock) AS least) AS debt)
        WHERE {Key} AND rate = $5
        RETURNING due - taken, tat - taken, {Unflushed}
        """;

    private const string TellStep = $"""
        UPDATE fba_outbound.quota AS q SET (tat, not_before, rate) = (
            SELECT CASE WHEN $10 THEN greatest(told.tat, told.now + $11) ELSE told.tat END, greatest(q.not_before, told.now + $12), $8 FROM (
                SELECT clock.now, CASE WHEN $8 = q.rate OR q.tat + $9 <= clock.now THEN q.tat + $9
                    ELSE clock.now + trunc((q.tat + $9 - clock.now)::double precision / $6 * $7)::bigint END AS tat
                FROM {Now} AS clock) AS told)
        WHERE {Key} AND rate = $5
        RETURNING {Unflushed}
        """;

    private const string Insert = """
        INSERT INTO fba_outbound.quota VALUES ($1, $2, $3, $4, $5, $5, $6, $5, $5) ON CONFLICT DO NOTHING
        """;

    private const string ReadRate = $"SELECT rate FROM fba_outbound.quota WHERE {Key}";

    private const string Mark = """
        INSERT INTO fba_outbound.quota_process VALUES ($1, $2, $3, $4, $5, clock_timestamp())
        ON CONFLICT (account, host, api_version, bucket, process) DO UPDATE SET seen = clock_timestamp()
        """;

    private const string Sweep = """
        DELETE FROM fba_outbound.quota_process WHERE ctid IN (
            SELECT ctid FROM fba_outbound.quota_process WHERE seen < clock_timestamp() - interval '1 hour' FOR UPDATE SKIP LOCKED)
        """;

    private const string Count = $"SELECT count(*) FROM fba_outbound.quota_process WHERE {Key} AND seen > clock_timestamp() - interval '15 "
        + "seconds'";

    private static readonly TimeSpan s_betweenMarks = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<QuotaKey, Seen> _seen = new();
    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly Guid _process = Guid.NewGuid();

    /// <summary>Takes a connection string; it does not connect.</summary>
    /// <exception cref="QuotaStoreException">The connection string cannot be used.</exception>
    public PostgreSqlQuotaStore(StoreLocation location, TimeProvider time)
    {
        _time = time;
        try
        {
            _database = new Database(location, Seconds, Connections);
        }
        catch (DatabaseException exception)
        {
            throw new QuotaStoreException($"The quota store cannot be used: {exception.Message}");
        }
    }

    /// <inheritdoc/>
    public string Name => _database.Name;

    /// <inheritdoc/>
    public Task<QuotaReservation> ReserveAsync(QuotaKey key, UsagePlan plan, CancellationToken cancellationToken) => UseAsync(
        async (connection, token) =>
        {
            var seen = _seen.GetOrAdd(key, static (_, plan) => new Seen { Rate = plan.Rate }, plan);
            if (seen.Marked is not { } marked || _time.GetElapsedTime(marked) >= s_betweenMarks)
            {
                seen.Processes = await MarkAsync(connection, key, token).ConfigureAwait(false);
                seen.Marked = _time.GetTimestamp();
            }

            while (true)
            {
                var rate = seen.Rate;
                var command = Command(connection, ReserveStep, key);
                await using (command.ConfigureAwait(false))
                {
                    Add(command, rate);
                    Add(command, Gcra.Interval(rate));
                    Add(command, Gcra.SharedTolerance(rate, plan.Burst));
                    Add(command, Gcra.LongestDebt(rate, plan.Burst));
                    var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
                    await using (reader.ConfigureAwait(false))
                    {
                        if (await reader.ReadAsync(token).ConfigureAwait(false))
                        {
                            return new QuotaReservation(
                                TimeSpan.FromTicks(reader.GetInt64(0)), TimeSpan.FromTicks(reader.GetInt64(1)), rate, seen.Processes);
                        }
                    }
                }

                seen.Rate = await LearnRateAsync(connection, key, plan, token).ConfigureAwait(false);
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task TellAsync(QuotaKey key, UsagePlan plan, QuotaNews news, CancellationToken cancellationToken) => UseAsync(
        async (connection, token) =>
        {
            var seen = _seen.GetOrAdd(key, static (_, plan) => new Seen { Rate = plan.Rate }, plan);
            while (true)
            {
                var rate = seen.Rate;
                var next = news.Rate ?? rate;
                var command = Command(connection, TellStep, key);
                await using (command.ConfigureAwait(false))
                {
                    Add(command, rate);
                    Add(command, (double)Gcra.Interval(rate));
                    Add(command, (double)Gcra.Interval(next));
                    Add(command, next);
                    Add(command, (long)(news.Missing * Gcra.Interval(rate)));
                    Add(command, news.IsEmpty);
                    Add(command, Gcra.SharedTolerance(next, plan.Burst) + Gcra.Interval(next));
                    command.Parameters.Add(
                        new NpgsqlParameter<long?> { TypedValue = news.Pause?.Ticks, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint });
                    if (await command.ExecuteScalarAsync(token).ConfigureAwait(false) is not null)
                    {
                        seen.Rate = next;
                        return true;
                    }
                }

                seen.Rate = await LearnRateAsync(connection, key, plan, token).ConfigureAwait(false);
            }
        },
        cancellationToken);

    public void Dispose() => _database.Dispose();

    private static async Task<double> LearnRateAsync(
        NpgsqlConnection connection, QuotaKey key, UsagePlan plan, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            Add(
                batch,
                Insert,
                key,
                new NpgsqlParameter<long> { TypedValue = Gcra.Full },
                new NpgsqlParameter<double> { TypedValue = plan.Rate });
            Add(batch, ReadRate, key);
            return (double)(await batch.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        }
    }

    private async Task<int> MarkAsync(NpgsqlConnection connection, QuotaKey key, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            Add(batch, Mark, key, new NpgsqlParameter<Guid> { TypedValue = _process });
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Sweep));
            Add(batch, Count, key);
            return (int)(long)(await batch.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string text, QuotaKey key)
    {
        var command = new NpgsqlCommand(text, connection);
        AddKey(command.Parameters, key);
        return command;
    }

    private static void Add<T>(NpgsqlCommand command, T value) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

    private static void Add(NpgsqlBatch batch, string text, QuotaKey key, params NpgsqlParameter[] more)
    {
        var command = new NpgsqlBatchCommand(text);
        AddKey(command.Parameters, key);
        command.Parameters.AddRange(more);
        batch.BatchCommands.Add(command);
    }

    private static void AddKey(NpgsqlParameterCollection parameters, QuotaKey key)
    {
        // Not the account's mark itself: the hashes of a journal, which may be in the same database, are keyed with it.
        foreach (var part in (string[])[TextHash.Hex($"quota\n{key.Account}"), key.Host, key.Version, key.Bucket])
        {
            parameters.Add(new NpgsqlParameter<string> { TypedValue = part });
        }
    }

    private async Task<T> UseAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await _database.UseAsync(work, cancellationToken).ConfigureAwait(false);
        }
        catch (DatabaseException exception)
        {
            throw new QuotaStoreException(exception.Message);
        }
    }

    private sealed class Seen
    {
        public double Rate { get; set; }

        public int Processes { get; set; } = 1;

        public long? Marked { get; set; }
    }
}
