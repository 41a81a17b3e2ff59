using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Quota;
using Npgsql;
using Xunit;

namespace FbaOutbound.PostgreSql.Tests;

[Collection(ServerTests.Name)]
public sealed class QuotaStoreTests(SharedServer server)
{
    private static readonly QuotaKey s_key = new("account", "sellingpartnerapi-na.amazon.com", "2020-07-01", "createFulfillmentOrder");
    private static readonly UsagePlan s_plan = new(2, 30);

    [ServerFact]
    public async Task TheAccountsMarkFromWhichAJournalsHashesAreKeyedIsNotInTheDatabase()
    {
        var database = await server.NewDatabaseAsync();
        using var store = new PostgreSqlQuotaStore(Places.Of(database), TimeProvider.System);
        await store.ReserveAsync(s_key with { Account = "the-mark" }, new UsagePlan(2, 30), default);
        foreach (var table in new[] { "quota", "quota_process" })
        {
            Assert.Equal(
                1L,
                await SharedServer.ReadAsync<long>(
                    database, $"SELECT count(*) FROM fba_outbound.{table} WHERE account NOT LIKE '%the-mark%'"));
        }
    }

    [ServerFact]
    public async Task EveryStepIsTheOneThatCoreWouldTake()
    {
        var connectionString = await server.NewDatabaseAsync();
        using var store = new PostgreSqlQuotaStore(Places.Of(connectionString), TimeProvider.System);
        await store.ReserveAsync(s_key, s_plan, default);
        await using var source = NpgsqlDataSource.Create(connectionString);
        const int Seed = 20260401;
        var random = new Random(Seed);
        for (var i = 0; i < 400; i++)
        {
            var now = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks;
            var rate = Math.Pow(10, (random.NextDouble() * 6) - 3);
            var plan = new UsagePlan(rate, 1 + random.Next(60));
            var tat = Around(random, now, rate);
            var notBefore = Around(random, now, rate);
            await SetAsync(source, tat, notBefore, rate);
            var before = new StoredBucket(tat, notBefore, rate);
            if (i % 2 == 0)
            {
                var reservation = await store.ReserveAsync(s_key, plan, default);
                var row = await GetAsync(source);
                var (after, expected) = before.Reserve(row.Taken, plan.Burst, 1);
                Assert.Equal((after, expected), (row.Bucket, reservation));
            }
            else
            {
                // The bucket's time after news is not kept, so it is requested between two looks at the clock.
                var news = new QuotaNews
                {
                    Rate = random.Next(2) == 0 ? null : rate * (0.2 + random.NextDouble()),
                    IsEmpty = random.Next(2) == 0,
                    Missing = random.Next(2) == 0 ? 0 : (random.NextDouble() * 4) - 2,
                    Pause = random.Next(2) == 0 ? null : TimeSpan.FromMilliseconds(random.Next(5000)),
                };
                var first = await ClockAsync(source);
                await store.TellAsync(s_key, plan, news, default);
                var last = await ClockAsync(source);
                var row = await GetAsync(source);
                var (low, high) = (before.With(news, first, plan.Burst), before.With(news, last, plan.Burst));
                Assert.Equal(news.Rate ?? rate, row.Bucket.Rate);
                AssertBetween(low.Tat, row.Bucket.Tat, high.Tat);
                AssertBetween(low.NotBefore, row.Bucket.NotBefore, high.NotBefore);
            }
        }
    }

    [ServerFact]
    public async Task TokensTakenAtOnceByManyProcessesAreTheBurstAndThenOneEachInterval()
    {
        var connectionString = await server.NewDatabaseAsync();
        // Slow enough that the bucket never fills up meanwhile, however slow the machine is: two tokens of a full bucket have the same
        // debt.
        var plan = new UsagePlan(10, 10);
        var taken = new List<long>();
        var stores = Enumerable.Range(0, 6)
            .Select(_ => new PostgreSqlQuotaStore(Places.Of(connectionString), TimeProvider.System)).ToList();
        await Task.WhenAll(stores.Select(store => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                var reservation = await store.ReserveAsync(s_key, plan, default);
                var debt = reservation.Debt.Ticks;
                lock (taken)
                {
                    taken.Add(debt);
                }
            }
        })));
        stores.ForEach(store => store.Dispose());
        var tat = await SharedServer.ReadAsync<long>(connectionString, "SELECT tat - taken FROM fba_outbound.quota");
        var elapsed = await SharedServer.ReadAsync<long>(connectionString, "SELECT count(*) FROM fba_outbound.quota_process");
        Assert.Equal(6, elapsed);

        // What was taken is owed, but for what has refilled meanwhile.
        Assert.True(tat <= 120 * Gcra.Interval(10));
        Assert.Distinct(taken);
    }

    [ServerFact]
    public async Task ProcessesThatUsedTheBucketLatelyAreCounted()
    {
        var connectionString = await server.NewDatabaseAsync();
        using var first = new PostgreSqlQuotaStore(Places.Of(connectionString), TimeProvider.System);
        using var second = new PostgreSqlQuotaStore(Places.Of(connectionString), TimeProvider.System);
        using var third = new PostgreSqlQuotaStore(Places.Of(connectionString), TimeProvider.System);
        Assert.Equal(1, (await first.ReserveAsync(s_key, s_plan, default)).Processes);
        Assert.Equal(2, (await second.ReserveAsync(s_key, s_plan, default)).Processes);
        await SharedServer.ExecuteAsync(connectionString, "UPDATE fba_outbound.quota_process SET seen = seen - interval '16 seconds'");
        Assert.Equal(1, (await third.ReserveAsync(s_key, s_plan, default)).Processes);
    }

    [ServerFact]
    public async Task ARateThatOneProcessHasLearntIsTheRateOfAll()
    {
        var connectionString = await server.NewDatabaseAsync();
        using var first = new PostgreSqlQuotaStore(Places.Of(connectionString), TimeProvider.System);
        using var second = new PostgreSqlQuotaStore(Places.Of(connectionString), TimeProvider.System);
        Assert.Equal(2, (await second.ReserveAsync(s_key, s_plan, default)).Rate);
        await first.TellAsync(s_key, s_plan, new QuotaNews { Rate = 5 }, default);
        Assert.Equal(5, (await second.ReserveAsync(s_key, s_plan, default)).Rate);
        await second.TellAsync(s_key, s_plan, new QuotaNews { Rate = 3, IsEmpty = true, Pause = TimeSpan.FromSeconds(40) }, default);
        var taken = await first.ReserveAsync(s_key, s_plan, default);
        Assert.Equal(3, taken.Rate);
        Assert.InRange(taken.Wait.TotalSeconds, 30, 40);
    }

    private static long Around(Random random, long now, double rate) => random.Next(4) switch
    {
        0 => Gcra.Full,
        1 => now - (long)(random.NextDouble() * Gcra.Interval(rate) * 40),
        2 => now + (long)(random.NextDouble() * Gcra.Interval(rate) * 100),
        _ => now + (long)(random.NextDouble() * Gcra.Interval(rate) * 1000),
    };

    private static void AssertBetween(long low, long value, long high)
    {
        // Core and the server round a debt at another rate alike, but at another time.
        Assert.True(value >= Math.Min(low, high) - 2 && value <= Math.Max(low, high) + 2, $"{low} <= {value} <= {high}");
    }

    private static async Task SetAsync(NpgsqlDataSource source, long tat, long notBefore, double rate)
    {
        await using var command = source.CreateCommand("UPDATE fba_outbound.quota SET tat = $1, not_before = $2, rate = $3");
        command.Parameters.AddWithValue(tat);
        command.Parameters.AddWithValue(notBefore);
        command.Parameters.AddWithValue(rate);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<(StoredBucket Bucket, long Taken)> GetAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT tat, not_before, rate, taken FROM fba_outbound.quota");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (new StoredBucket(reader.GetInt64(0), reader.GetInt64(1), reader.GetDouble(2)), reader.GetInt64(3));
    }

    private static async Task<long> ClockAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT (extract(epoch FROM clock_timestamp()) * 10000000)::bigint");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
