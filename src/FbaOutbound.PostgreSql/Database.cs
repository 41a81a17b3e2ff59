using System;
using System.IO;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Stores;
using Npgsql;

namespace FbaOutbound.PostgreSql;

/// <summary>
/// A database and the schema of ours in it. Whatever fails is said in words that hold no secret. Safe for use by many threads.
/// </summary>
internal sealed class Database : IDisposable
{
    private const int Version = 1;

    // Any number: all who create the schema wait for the same lock.
    private const long CreationLock = 0x4662_614F_7574;

    private readonly NpgsqlDataSource _source;
    private volatile bool _isReady;

    /// <summary>Takes a connection string; it does not connect.</summary>
    /// <param name="location">The connection string, whose own settings go before the defaults.</param>
    /// <param name="seconds">How long a command and a connection may take.</param>
    /// <param name="connections">The most connections at a time.</param>
    /// <exception cref="DatabaseException">The connection string cannot be used.</exception>
    public Database(StoreLocation location, int seconds, int connections)
    {
        Name = location.Name;
        var text = ConnectionText.Read(location.Text, seconds, connections);
        try
        {
            // Its pool has its own timer.
            _source = SharedWork.Begin(() => NpgsqlDataSource.Create(text));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or NotSupportedException)
        {
            // What each key may hold was checked; here they are checked together.
            throw ConnectionText.Unreadable("it has conflicting settings");
        }
    }

    /// <summary>Host and database.</summary>
    public string Name { get; }

    /// <summary>Does something with a connection after making sure that the schema exists.</summary>
    /// <exception cref="DatabaseException">The database cannot be used.</exception>
    public async Task<T> UseAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                if (!_isReady)
                {
                    await PrepareAsync(connection, cancellationToken).ConfigureAwait(false);
                    _isReady = true;
                }

                return await work(connection, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or IOException or TimeoutException
            or InvalidOperationException
            or AuthenticationException or CryptographicException or UnauthorizedAccessException or NotSupportedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (exception is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction })
            {
                // The server is a standby now. A new connection asks again which of the hosts is the primary.
                _source.Clear();
            }

            throw Explain(exception);
        }
    }

    public void Dispose() => _source.Dispose();

    private static async Task PrepareAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await ReadVersionAsync(connection, cancellationToken).ConfigureAwait(false) is { } version)
        {
            if (version > Version)
            {
                throw new DatabaseException(
                    DatabaseProblem.Newer,
                    $"its schema fba_outbound was created by a newer version of FbaOutbound ({version}; this one knows {Version}).");
            }

            return;
        }

        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                // Two who create a schema at the same time would make one of them fail, in spite of IF NOT EXISTS.
                await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({CreationLock})", cancellationToken).ConfigureAwait(false);
                await ExecuteAsync(connection, Schema(), cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new DatabaseException(
                DatabaseProblem.Lasting,
                $"it has no schema fba_outbound, and this role is not allowed to create it. Ask an administrator to run the file {SchemaFile()} in the database "
                    + "and to grant the privileges in its last lines.");
        }
    }

    private static async Task<int?> ReadVersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var command = new NpgsqlCommand("SELECT max(version) FROM fba_outbound.schema_version", connection);
            await using (command.ConfigureAwait(false))
            {
                return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as int?;
            }
        }
        catch (PostgresException exception) when (
            exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return null;
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(text, connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Schema()
    {
        using var reader = new StreamReader(typeof(Database).Assembly.GetManifestResourceStream("schema.sql")!);
        return reader.ReadToEnd();
    }

    private static string SchemaFile() => Path.Combine(Path.GetDirectoryName(typeof(Database).Assembly.Location) ?? "", "schema.sql");

    // The exception itself goes no further: it can hold the command and its values.
    private static DatabaseException Explain(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } refused => new DatabaseException(
            DatabaseProblem.Lasting,
            $"{Sentence(refused.MessageText)} Ask an administrator to grant the privileges in the last lines of {SchemaFile()}."),
        PostgresException answer => new DatabaseException(
            IsPassing(answer) ? DatabaseProblem.Passing : DatabaseProblem.Lasting,
            $"{Sentence(answer.MessageText)} ({answer.SqlState})"),
        _ => Find<AuthenticationException>(exception) is not null
            ? new DatabaseException(
                DatabaseProblem.Lasting,
                "no TLS connection could be established, or the server's certificate could not be verified. Give the root certificate (Root "
                    + "Certificate=...) or another SSL Mode in the connection string (SSL Mode=Require does not verify the certificate).")
            : new DatabaseException(DatabaseProblem.Passing, Words(exception)),
    };

    // An outage, a failover or a restore: connections that fail (08), transactions that are rolled back (40), a server without resources
    // (53) or at its end (57), a standby in the primary's place, and a database that is being recreated.
    private static bool IsPassing(PostgresException answer) => answer.IsTransient
        || answer.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InvalidCatalogName
        || answer.SqlState.Length == 5 && answer.SqlState[..2] is "08" or "40" or "53" or "57";

    private static string Words(Exception exception) =>
        Find<TimeoutException>(exception) is not null ? "it did not respond in time."
        : Find<SocketException>(exception) is { } socket ? $"it cannot be reached ({socket.SocketErrorCode})."
        : Find<IOException>(exception) is not null ? "the connection was lost."
        : "the connection failed.";

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
        {
            exception = exception.InnerException;
        }

        return (T?)exception;
    }
}

/// <summary>Whether trying again can help.</summary>
internal enum DatabaseProblem
{
    /// <summary>It can.</summary>
    Passing,

    /// <summary>It cannot.</summary>
    Lasting,

    /// <summary>The schema was made by a newer version.</summary>
    Newer,
}

/// <summary>A database that cannot be used. The message goes on after its name and holds no secret.</summary>
internal sealed class DatabaseException(DatabaseProblem problem, string message) : FbaException(message)
{
    public DatabaseProblem Problem { get; } = problem;
}
