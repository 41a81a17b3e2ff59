using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Journal;
using FbaOutbound.Quota;
using Xunit;

namespace FbaOutbound.PostgreSql.Tests;

/// <summary>Tests that stop the server as a crash would, and so have one of their own.</summary>
public sealed class OutageTests(SharedServer server) : IClassFixture<SharedServer>
{
    private static readonly JournalIdentity s_identity = new("account", "2020-07-01", "default");
    private static readonly PostgreSqlJournalOptions s_options = new()
    {
        Lease = TimeSpan.FromMinutes(10), Pause = TimeSpan.FromMilliseconds(50)
    };

    [ServerFact]
    public async Task AServerThatIsUnavailableIsWaitedForWithOneWarningAndWhatWasWrittenIsKept()
    {
        var database = await server.NewDatabaseAsync();
        using var store = await PostgreSqlJournalStore.OpenAsync(Places.Of(database), s_identity, s_options, TimeProvider.System, default);
        var first = new JournalKey(JournalOperations.Create, "ORDER-1");
        await store.ClaimAsync(first, default);
        await store.WriteAsync(first, Entry(JournalState.Sent), default);
        server.Server.Crash();
        var log = new WarningLog();
        Task[] steps;
        using (CallLog.Use(log))
        {
            steps =
            [
                store.WriteAsync(first, Entry(JournalState.Done), default),
                .. Enumerable.Range(2, 20).Select(i => store.ClaimAsync(new JournalKey(JournalOperations.Create, $"ORDER-{i}"), default)),
            ];
            await log.HasWarned;
        }

        Assert.DoesNotContain(steps, step => step.IsCompleted);
        server.Server.Up();
        await Task.WhenAll(steps);
        Assert.All(steps.Skip(1), step => Assert.True(((Task<JournalClaim>)step).GetAwaiter().GetResult().IsGranted));
        Assert.Collection(
            log.Warnings,
            warning => Assert.Contains("cannot be used", warning, StringComparison.Ordinal),
            warning => Assert.Contains("is available again", warning, StringComparison.Ordinal));
        Assert.Equal("Done", await SharedServer.ReadAsync<string>(database, "SELECT state FROM fba_outbound.entry WHERE id = 'ORDER-1'"));
    }

    [ServerFact]
    public async Task AnOutageThatLastsEndsTheRecordsWithAnErrorAndTheNextOnesAtOnce()
    {
        var database = await server.NewDatabaseAsync();
        using var store = await PostgreSqlJournalStore.OpenAsync(
            Places.Of(database), s_identity, s_options with { Patience = TimeSpan.FromSeconds(1) }, TimeProvider.System, default);
        server.Server.Crash();
        for (var i = 0; i < 30; i++)
        {
            var exception = await Assert.ThrowsAsync<JournalException>(
                () => store.ClaimAsync(new JournalKey(JournalOperations.Create, $"ORDER-{i}"), default));
            Assert.Equal(JournalProblem.Unusable, exception.Problem);
        }

        server.Server.Up();
        Assert.True((await store.ClaimAsync(new JournalKey(JournalOperations.Create, "ORDER-1"), default)).IsGranted);
    }

    [ServerFact]
    public async Task QuotasOfAServerThatIsUnavailableAreAReportedErrorAndComeBackWithIt()
    {
        var database = await server.NewDatabaseAsync();
        var key = new QuotaKey("account", "host", "2020-07-01", "createFulfillmentOrder");
        var plan = new UsagePlan(2, 30);
        using var store = new PostgreSqlQuotaStore(Places.Of(database), TimeProvider.System);
        await store.ReserveAsync(key, plan, default);
        server.Server.Crash();
        await Assert.ThrowsAsync<QuotaStoreException>(() => store.ReserveAsync(key, plan, default));
        var exception = await Assert.ThrowsAsync<QuotaStoreException>(
            () => store.TellAsync(key, plan, new QuotaNews { IsEmpty = true }, default));
        Assert.Contains("cannot be reached", exception.Message, StringComparison.Ordinal);
        server.Server.Up();
        Assert.True((await store.ReserveAsync(key, plan, default)).Debt > TimeSpan.Zero);
    }

    [ServerTheory]
    [
        InlineData(
            "ALTER DATABASE {0} SET default_transaction_read_only = on", "ALTER DATABASE {0} RESET default_transaction_read_only", "25006")]
    [InlineData("ALTER DATABASE {0} RENAME TO {0}_away", "ALTER DATABASE {0}_away RENAME TO {0}", "3D000")]
    [InlineData("ALTER DATABASE {0} ALLOW_CONNECTIONS false", "ALTER DATABASE {0} ALLOW_CONNECTIONS true", "55000")]
    [InlineData("ALTER DATABASE {0} CONNECTION LIMIT 0", "ALTER DATABASE {0} CONNECTION LIMIT -1", "53300")]
    public async Task AStandbyInThePrimarysPlaceAndAMissingDatabaseAreWaitedForLikeAServerThatIsUnavailable(string away, string back,
        string state)
    {
        var (database, name) = await NewDatabaseOfAWorkerAsync();
        var retries = new RetryClock(s_options.Pause, count: 5);
        using var store = await PostgreSqlJournalStore.OpenAsync(Places.Of(database), s_identity, s_options, retries, default);
        var key = new JournalKey(JournalOperations.Create, "ORDER-1");
        await store.ClaimAsync(key, default);
        await AdministerAsync(away, name);
        var log = new WarningLog();
        Task write;
        using (CallLog.Use(log))
        {
            write = store.WriteAsync(key, Entry(JournalState.Done), default);
            await log.HasWarned;
        }

        using (var quotas = new PostgreSqlQuotaStore(Places.Of(database), TimeProvider.System))
        {
            var outage = await Assert.ThrowsAsync<QuotaStoreException>(
                () => quotas.ReserveAsync(
                    new QuotaKey("account", "host", "2020-07-01", "createFulfillmentOrder"), new UsagePlan(2, 30), default));
            Assert.Contains($"({state})", outage.Message, StringComparison.Ordinal);
        }

        // The first failure is that of the connections that were cut. Those that are made afterwards fail otherwise.
        await retries.Counted;
        Assert.False(write.IsCompleted);
        await AdministerAsync(back, name);
        await write;
        Assert.Equal("Done", await SharedServer.ReadAsync<string>(database, "SELECT state FROM fba_outbound.entry WHERE id = 'ORDER-1'"));
    }

    // A role that is no superuser, because those may come in while there is no place for others.
    private async Task<(string ConnectionString, string Name)> NewDatabaseOfAWorkerAsync()
    {
        var database = new Npgsql.NpgsqlConnectionStringBuilder(await server.NewDatabaseAsync());
        await SharedServer.ExecuteAsync(
            server.Server.ConnectionString,
            $"CREATE ROLE {database.Database} LOGIN; ALTER DATABASE {database.Database} OWNER TO {database.Database}");
        database.Username = database.Database;
        return (database.ConnectionString, database.Database!);
    }

    private async Task AdministerAsync(string text, string name)
    {
        await SharedServer.ExecuteAsync(
            server.Server.ConnectionString, $"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'");
        await SharedServer.ExecuteAsync(
            server.Server.ConnectionString, string.Format(System.Globalization.CultureInfo.InvariantCulture, text, name));
    }

    private static JournalEntry Entry(JournalState state) =>
        new() { State = state, ApiVersion = "2020-07-01", Content = new JournalContent("e", "r") };

    /// <summary>The system's clock, which counts the pauses before a step is tried again.</summary>
    private sealed class RetryClock(TimeSpan pause, int count) : TimeProvider
    {
        private readonly TaskCompletionSource _counted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = count;

        public Task Counted => _counted.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == pause && Interlocked.Decrement(ref _left) == 0)
            {
                _counted.SetResult();
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    private sealed class WarningLog : ICallLog
    {
        private readonly TaskCompletionSource _warned = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<string> Warnings { get; } = new();

        public Task HasWarned => _warned.Task;

        public (bool Verbose, bool Debug) Listens => default;

        public void Verbose(string message)
        {
        }

        public void Debug(string message)
        {
        }

        public void WarningOnce(string key, string message) => Warning(message);

        public void Step(CallStep step)
        {
        }

        public void Warning(string message)
        {
            Warnings.Enqueue(message);
            _warned.TrySetResult();
        }
    }
}
