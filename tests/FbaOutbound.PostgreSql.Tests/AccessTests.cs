using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using FbaOutbound.Quota;
using Npgsql;
using Xunit;

namespace FbaOutbound.PostgreSql.Tests;

/// <summary>What a role may do, and what an error says.</summary>
[Collection(ServerTests.Name)]
public sealed class AccessTests(SharedServer server)
{
    private const string Secret = "s3cret-of-the-database";

    private static readonly QuotaKey s_key = new("account", "host", "2020-07-01", "createFulfillmentOrder");
    private static readonly UsagePlan s_plan = new(2, 30);

    [ServerFact]
    public async Task ManyWhoComeFirstMakeTheSchemaOnce()
    {
        var database = await server.NewDatabaseAsync();
        var stores = Enumerable.Range(0, 8).Select(_ => new PostgreSqlQuotaStore(Places.Of(database), TimeProvider.System)).ToList();
        await Task.WhenAll(stores.Select(store => Task.Run(() => store.ReserveAsync(s_key, s_plan, default))));
        stores.ForEach(store => store.Dispose());
        Assert.Equal(1, await SharedServer.ReadAsync<long>(database, "SELECT count(*) FROM fba_outbound.schema_version"));
    }

    [ServerFact]
    public async Task ARoleThatMayNotCreateIsShownWhichFileAnAdministratorRuns()
    {
        var database = await server.NewDatabaseAsync();
        var role = await NewRoleAsync(database);
        using var store = new PostgreSqlQuotaStore(Places.Of(role), TimeProvider.System);
        var exception = await Assert.ThrowsAsync<QuotaStoreException>(() => store.ReserveAsync(s_key, s_plan, default));
        Assert.Contains("is not allowed to create", exception.Message, StringComparison.Ordinal);
        var file = Path.Combine(AppContext.BaseDirectory, "schema.sql");
        Assert.Contains(file, exception.Message, StringComparison.Ordinal);

        // The file, with the grants that its last lines name.
        var name = new NpgsqlConnectionStringBuilder(role).Username;
        var lines = await File.ReadAllLinesAsync(file);
        await SharedServer.ExecuteAsync(database, string.Join('\n', lines.Select(line =>
            line.StartsWith("-- GRANT", StringComparison.Ordinal) ? line[3..].Replace("the_role", name, StringComparison.Ordinal) : line)));
        await store.ReserveAsync(s_key, s_plan, default);
        await store.TellAsync(s_key, s_plan, new QuotaNews { IsEmpty = true }, default);
        using var journal = await PostgreSqlJournalStore.OpenAsync(
            Places.Of(role),
            new JournalIdentity("account", "2020-07-01", "default"),
            new PostgreSqlJournalOptions(),
            TimeProvider.System,
            default);
        var key = new JournalKey(JournalOperations.Create, "ORDER-1");
        await journal.ClaimAsync(key, default);
        await journal.WriteAsync(
            key,
            new JournalEntry { State = JournalState.Sent, ApiVersion = "2020-07-01", Content = new JournalContent("e", "r") },
            default);
        await journal.ReleaseAsync(key);
    }

    [ServerFact]
    public async Task ARoleWithoutRightsIsShownWhatToGrant()
    {
        var database = await server.NewDatabaseAsync();
        using (var owner = new PostgreSqlQuotaStore(Places.Of(database), TimeProvider.System))
        {
            await owner.ReserveAsync(s_key, s_plan, default);
        }

        using var store = new PostgreSqlQuotaStore(Places.Of(await NewRoleAsync(database)), TimeProvider.System);
        var exception = await Assert.ThrowsAsync<QuotaStoreException>(() => store.ReserveAsync(s_key, s_plan, default));
        Assert.Contains(
            "permission denied for schema fba_outbound. Ask an administrator to grant", exception.Message, StringComparison.Ordinal);
    }

    [ServerTheory]
    [InlineData("Database=none;Password=" + Secret)]
    [InlineData("Username=nobody;Password=" + Secret)]
    [InlineData("Port=1;Password=" + Secret)]
    [InlineData("SSL Mode=VerifyFull;Password=" + Secret)]
    public async Task NoErrorShowsThePassword(string change)
    {
        var wrong = server.Server.ConnectionString + ";" + change;
        using var store = new PostgreSqlQuotaStore(Places.Of(wrong), TimeProvider.System);
        var quota = await Assert.ThrowsAsync<QuotaStoreException>(() => store.ReserveAsync(s_key, s_plan, default));
        var journal = await Assert.ThrowsAsync<JournalException>(() => PostgreSqlJournalStore.OpenAsync(
            Places.Of(wrong),
            new JournalIdentity("account", "2020-07-01", "default"),
            new PostgreSqlJournalOptions(),
            TimeProvider.System,
            default));
        Assert.DoesNotContain(Secret, quota + journal.ToString() + store.Name, StringComparison.Ordinal);
        Assert.Null(quota.InnerException);
        Assert.Null(journal.InnerException);
    }

    private async Task<string> NewRoleAsync(string database)
    {
        var name = new NpgsqlConnectionStringBuilder(database).Database + "_role";
        await SharedServer.ExecuteAsync(database, $"CREATE ROLE {name} LOGIN");
        return new NpgsqlConnectionStringBuilder(database) { Username = name }.ConnectionString;
    }
}
