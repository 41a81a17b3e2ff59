using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using Npgsql;
using NpgsqlTypes;

namespace FbaOutbound.PostgreSql;

/// <summary>The statements of a journal in a PostgreSQL database. Each is done once, on a connection that the caller has.</summary>
/// <param name="identity">The journal, and the account whose it is.</param>
/// <param name="name">What errors call the journal.</param>
/// <param name="worker">The worker that claims rows.</param>
/// <param name="lease">How long claims are the worker's after its last sign of life.</param>
internal sealed class JournalStatements(JournalIdentity identity, string name, Guid worker, TimeSpan lease)
{
    // What is known to be done is requested once, not order by order. More than this would be a burden for the memory.
    private const int MostKnown = 200_000;

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

    /// <summary>Makes the journal if there is none, and checks whose it is.</summary>
    /// <exception cref="JournalException">The journal belongs to another account, or is for another version.</exception>
    public async Task BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            Statement(batch, BeginStep, identity.Name, identity.Account, identity.ApiVersion);
            Statement(batch, ReadOwner, identity.Name);
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                Check(reader.GetString(0), reader.GetString(1));
            }
        }
    }

    /// <summary>Returns the entries that are done, as many as are worth knowing.</summary>
    public async Task<List<(JournalKey Key, JournalEntry Entry)>> ReadDoneAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var done = new List<(JournalKey Key, JournalEntry Entry)>();
        var command = new NpgsqlCommand(ReadDone, connection);
        await using (command.ConfigureAwait(false))
        {
            Add(command.Parameters, identity.Name);
            Add(command.Parameters, MostKnown);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    var key = new JournalKey(reader.GetString(0), reader.GetString(1));
                    try
                    {
                        done.Add((key, ReadEntry(key, reader, 2)!));
                    }
                    catch (JournalException)
                    {
                        // The claim of that entry reports it; the other entries are good.
                    }
                }
            }
        }

        return done;
    }

    /// <summary>Claims a row for the worker.</summary>
    /// <exception cref="JournalException">The row is damaged.</exception>
    public async Task<JournalClaim> ClaimAsync(NpgsqlConnection connection, JournalKey key, CancellationToken cancellationToken)
    {
        var command = Command(connection, ClaimStep, key);
        await using (command.ConfigureAwait(false))
        {
            Add(command.Parameters, lease);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return await reader.ReadAsync(cancellationToken).ConfigureAwait(false)
                    ? new JournalClaim(true, ReadEntry(key, reader, 0))
                    : default;
            }
        }
    }

    /// <summary>Writes an entry. Returns whether the row is still the worker's.</summary>
    public async Task<bool> WriteAsync(
        NpgsqlConnection connection, JournalKey key, JournalEntry entry, CancellationToken cancellationToken)
    {
        var command = Command(connection, WriteStep, key);
        await using (command.ConfigureAwait(false))
        {
            var parameters = command.Parameters;
            Add(parameters, lease);
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
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null;
        }
    }

    /// <summary>Gives a row back. One that was never written goes.</summary>
    public async Task<int> ReleaseAsync(NpgsqlConnection connection, JournalKey key, CancellationToken cancellationToken)
    {
        var command = Command(connection, ReleaseStep, key);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads entries, and whether somebody works on them.</summary>
    /// <exception cref="JournalException">A row is damaged.</exception>
    public Task<List<(JournalKey Key, JournalRead Read)>> ReadAsync(
        NpgsqlConnection connection, JournalKey[] wanted, CancellationToken cancellationToken) => AskAsync(
        connection,
        ReadStep,
        wanted,
        (key, reader) => (key, new JournalRead(reader.GetBoolean(2), ReadEntry(key, reader, 3))),
        cancellationToken);

    /// <summary>Returns those of the keys on which nobody works.</summary>
    public Task<List<JournalKey>> FindFreeAsync(
        NpgsqlConnection connection, JournalKey[] wanted, CancellationToken cancellationToken) =>
        AskAsync(connection, FreeStep, wanted, static (key, _) => key, cancellationToken);

    /// <summary>Gives back all rows of the worker, which signs off.</summary>
    public async Task<int> LeaveAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(LeaveStep, connection);
        await using (command.ConfigureAwait(false))
        {
            Add(command.Parameters, identity.Name);
            Add(command.Parameters, worker);
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Renews the worker's lease.</summary>
    public async Task<bool> BeatAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            var beat = new NpgsqlBatchCommand(BeatStep);
            Add(beat.Parameters, worker);
            Add(beat.Parameters, lease);
            Add(beat.Parameters, s_process);
            batch.BatchCommands.Add(beat);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(SweepStep));
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
    }

    // Asks about many keys at once. The columns of an answer begin with its key's.
    private async Task<List<T>> AskAsync<T>(
        NpgsqlConnection connection, string step, JournalKey[] wanted, Func<JournalKey, NpgsqlDataReader, T> read,
        CancellationToken cancellationToken)
    {
        var found = new List<T>();
        var command = new NpgsqlCommand(step, connection);
        await using (command.ConfigureAwait(false))
        {
            Add(command.Parameters, identity.Name);
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
                $"The entry for {key.Operation} '{key.Id}' of the journal in {name} is damaged. Nothing was sent. Correct its row in "
                    + "fba_outbound.entry, or use another -JournalName.");
        }
    }

    // A journal without the account's orders would have all of them sent again: to use another one, its name has to be given.
    private void Check(string account, string version)
    {
        if (account != identity.Account)
        {
            throw new JournalException(
                JournalProblem.OtherAccount,
                $"The journal '{name}' belongs to another account, or was started with different credentials or a different endpoint. Give each account a "
                    + "separate -JournalName, and start a new journal after changing the refresh token or the application. Nothing was "
                    + "sent.");
        }

        if (version != identity.ApiVersion)
        {
            throw new JournalException(
                JournalProblem.OtherVersion,
                $"The journal '{name}' is for version {version}, but this session uses {identity.ApiVersion}. Connect with "
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

    private NpgsqlCommand Command(NpgsqlConnection connection, string text, JournalKey key)
    {
        var command = new NpgsqlCommand(text, connection);
        foreach (var part in (string[])[identity.Name, key.Operation, key.Id])
        {
            Add(command.Parameters, part);
        }

        Add(command.Parameters, worker);
        return command;
    }

    private static void Add<T>(NpgsqlParameterCollection parameters, T value) =>
        parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

    private static void AddNullable<T>(NpgsqlParameterCollection parameters, T value, NpgsqlDbType type) =>
        parameters.Add(new NpgsqlParameter { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = type });
}
