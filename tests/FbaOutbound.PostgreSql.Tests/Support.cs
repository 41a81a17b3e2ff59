using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.PostgreSql.Testing;
using FbaOutbound.Stores;
using Npgsql;
using Xunit;

namespace FbaOutbound.PostgreSql.Tests;

/// <summary>A test that needs a server: it is skipped, with the reason, if there is none.</summary>
public sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute() => Skip = PrivateServer.Missing;
}

/// <summary>The same with data.</summary>
public sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute() => Skip = PrivateServer.Missing;
}

/// <summary>The tests of one server. Each has a database of its own.</summary>
public sealed class SharedServer : IDisposable
{
    private readonly Lazy<PrivateServer> _server = new(PrivateServer.Start);
    private int _databases;

    internal PrivateServer Server => _server.Value;

    /// <summary>Makes a database and returns its connection string.</summary>
    internal async Task<string> NewDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(Server.ConnectionString, $"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(Server.ConnectionString) { Database = name }.ConnectionString;
    }

    internal static async Task ExecuteAsync(string connectionString, string text)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(text);
        await command.ExecuteNonQueryAsync();
    }

    internal static async Task<T> ReadAsync<T>(string connectionString, string text)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(text);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public void Dispose()
    {
        if (_server.IsValueCreated)
        {
            _server.Value.Dispose();
        }
    }
}

/// <summary>All tests that share a server.</summary>
[CollectionDefinition(Name)]
public sealed class ServerTests : ICollectionFixture<SharedServer>
{
    public const string Name = "Server";
}

/// <summary>Places of stores, as the tests name them.</summary>
internal static class Places
{
    internal static StoreLocation Of(string connectionString) => new(FileStores.Instance, connectionString, "the test's database");
}
