using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using Xunit;

namespace FbaOutbound.PostgreSql.Tests;

[Collection(ServerTests.Name)]
public sealed class JournalStoreTests(SharedServer server)
{
    private static readonly JournalIdentity s_identity = new("account", "2020-07-01", "default");
    private static readonly JournalKey s_key = new(JournalOperations.Create, "ORDER-1");

    // Leases are far longer than a busy machine is slow, and end by the database's clock: the tests turn that back.
    private static readonly PostgreSqlJournalOptions s_options = new()
    {
        Lease = TimeSpan.FromMinutes(10), Poll = TimeSpan.FromMilliseconds(20), Pause = TimeSpan.FromMilliseconds(50)
    };

    [ServerFact]
    public async Task AnEntryComesBackAsItWasWritten()
    {
        var database = await server.NewDatabaseAsync();
        var sent = Entry(JournalState.Sent) with { Outcome = null, Reference = null, RequestId = null };
        var done = Entry(JournalState.NotDone);
        using (var first = await OpenAsync(database))
        {
            Assert.Equal(new JournalClaim(true, null), await first.ClaimAsync(s_key, default));
            await first.WriteAsync(s_key, sent, default);
            await first.ReleaseAsync(s_key);
            Assert.Equal(new JournalClaim(true, sent), await first.ClaimAsync(s_key, default));
            await first.WriteAsync(s_key, done, default);
        }

        using var second = await OpenAsync(database);
        Assert.Equal(new JournalClaim(true, done), await second.ClaimAsync(s_key, default));
    }

    [ServerTheory]
    [InlineData("state = 'Vanished'")]
    [InlineData("state = '0'")]
    [InlineData("state = 'sent'")]
    [InlineData("state = ''")]
    [InlineData("state = NULL")]
    [InlineData("api_version = NULL")]
    [InlineData("essentials = NULL")]
    [InlineData("rest = ''")]
    [InlineData("first_sent = NULL")]
    [InlineData("last_sent = NULL")]
    [InlineData("first_sent = 'infinity'")]
    [InlineData("last_sent = '-infinity'")]
    [InlineData("last_sent = '0044-03-15 BC'")]
    [InlineData("first_sent = '20000-01-01'")]
    [InlineData("first_sent = '9500-01-01'")]
    public async Task ARowThatNobodyWroteIsDamageAndIsNotSent(string change)
    {
        var database = await server.NewDatabaseAsync();
        var other = s_key with { Id = "ORDER-2" };
        using (var first = await OpenAsync(database))
        {
            foreach (var key in new[] { s_key, other })
            {
                await first.ClaimAsync(key, default);
                await first.WriteAsync(key, Entry(JournalState.Sent), default);
            }
        }

        await SharedServer.ExecuteAsync(database, $"UPDATE fba_outbound.entry SET {change} WHERE id = '{s_key.Id}'");
        using var second = await OpenAsync(database);
        var error = await Assert.ThrowsAsync<JournalException>(() => second.ClaimAsync(s_key, default));
        Assert.Equal(JournalProblem.Damaged, error.Problem);
        Assert.Contains("create 'ORDER-1'", error.Message, StringComparison.Ordinal);
        Assert.Equal(JournalState.Sent, (await second.ClaimAsync(other, default)).Earlier!.State);
    }

    [ServerFact]
    public async Task ADamagedEntryOfAChangeThatWasDoneIsReportedToItsRecordAndToNoOther()
    {
        var database = await server.NewDatabaseAsync();
        using (var first = await OpenAsync(database))
        {
            await first.ClaimAsync(s_key, default);
            await first.WriteAsync(s_key, Entry(JournalState.Done), default);
        }

        await SharedServer.ExecuteAsync(database, "UPDATE fba_outbound.entry SET essentials = NULL");
        using var second = await OpenAsync(database);
        Assert.Equal(JournalProblem.Damaged, (await Assert.ThrowsAsync<JournalException>(() => second.ClaimAsync(s_key, default))).Problem);
        Assert.True((await second.ClaimAsync(s_key with { Id = "ORDER-2" }, default)).IsGranted);
    }

    [ServerFact]
    public async Task AnIdIsKeptWhateverItHolds()
    {
        var database = await server.NewDatabaseAsync();
        string[] ids = ["'; DROP SCHEMA fba_outbound CASCADE; --", "{a,b}\\\"", "a\r\nb  c\t", "\ud83c\udf81 注文 \u202e", "%s$1:p@q"];
        var keys = ids.Select(id => new JournalKey(JournalOperations.Create, id)).ToList();
        using (var first = await OpenAsync(database))
        {
            foreach (var key in keys)
            {
                Assert.Equal(new JournalClaim(true, null), await first.ClaimAsync(key, default));
                await first.WriteAsync(key, Entry(JournalState.Sent) with { RequestId = key.Id, Reference = key.Id }, default);
                await first.ReleaseAsync(key);
                Assert.Equal(JournalState.Sent, (await first.ClaimAsync(key, default)).Earlier!.State);
                await first.WriteAsync(key, Entry(JournalState.Done), default);
            }
        }

        using var second = await OpenAsync(database);
        foreach (var key in keys)
        {
            Assert.Equal(JournalState.Done, (await second.ClaimAsync(key, default)).Earlier!.State);
        }
    }

    [ServerFact]
    public async Task AClaimThatCouldNotBeGivenBackIsGivenBackThoughItsWorkerLivesOn()
    {
        var database = await server.NewDatabaseAsync();
        using var first = await OpenAsync(database, s_options with { Lease = TimeSpan.FromSeconds(3) });
        using var second = await OpenAsync(database);
        Assert.True((await first.ClaimAsync(s_key, default)).IsGranted);
        await first.WriteAsync(s_key, Entry(JournalState.Done), default);
        await SharedServer.ExecuteAsync(
            server.Server.ConnectionString,
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
                + $"'{new Npgsql.NpgsqlConnectionStringBuilder(database).Database}' AND pid <> pg_backend_pid()");
        await first.ReleaseAsync(s_key);
        JournalClaim claim;
        while (!(claim = await second.ClaimAsync(s_key, default)).IsGranted)
        {
            await second.WaitAsync(s_key, default).WaitAsync(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(JournalState.Done, claim.Earlier?.State);
    }

    [ServerFact]
    public async Task NobodyWaitsForAJournalThatIsClosed()
    {
        var store = await OpenAsync(await server.NewDatabaseAsync());
        await store.ClaimAsync(s_key, default);
        var waiting = store.WaitAsync(s_key, default);
        store.Dispose();
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        await store.WaitAsync(s_key, default).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [ServerFact]
    public async Task EachKeyIsGrantedOnceHoweverManyWorkersAskAtOnce()
    {
        var database = await server.NewDatabaseAsync();
        var workers = new List<IJournalStore>();
        for (var i = 0; i < 5; i++)
        {
            workers.Add(await OpenAsync(database));
        }

        var granted = new ConcurrentBag<JournalKey>();
        await Task.WhenAll(workers.Select(worker => Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            var key = new JournalKey(JournalOperations.Create, $"ORDER-{i}");
            if ((await worker.ClaimAsync(key, default)).IsGranted)
            {
                granted.Add(key);
            }
        }))));
        Assert.Equal(60, granted.Count);
        Assert.Distinct(granted);
        workers.ForEach(worker => worker.Dispose());

        // What was claimed and never written leaves nothing behind.
        Assert.Equal(0, await SharedServer.ReadAsync<long>(database, "SELECT count(*) FROM fba_outbound.entry"));
        Assert.Equal(0, await SharedServer.ReadAsync<long>(database, "SELECT count(*) FROM fba_outbound.worker"));
    }

    [ServerFact]
    public async Task AKeyIsHeldByOneRecordOfARunAtATime()
    {
        var database = await server.NewDatabaseAsync();
        using var store = await OpenAsync(database);
        Assert.True((await store.ClaimAsync(s_key, default)).IsGranted);
        Assert.False((await store.ClaimAsync(s_key, default)).IsGranted);
        var waiting = store.WaitAsync(s_key, default);
        await store.ReleaseAsync(s_key);
        await waiting;
        Assert.True((await store.ClaimAsync(s_key, default)).IsGranted);
    }

    [ServerFact]
    public async Task EntriesAreReadTogetherWithoutTakingTheirKeys()
    {
        var database = await server.NewDatabaseAsync();
        using var first = await OpenAsync(database);
        using var second = await OpenAsync(database);
        JournalKey[] keys = [s_key, s_key with { Id = "HELD" }, s_key with { Id = "ABSENT" }, s_key with { Operation = "cancel" }];
        await first.ClaimAsync(keys[0], default);
        await first.WriteAsync(keys[0], Entry(JournalState.Done), default);
        await first.ReleaseAsync(keys[0]);
        await first.ClaimAsync(keys[1], default);

        var read = await second.ReadAsync(keys, default);
        Assert.Equal(2, read.Count);
        Assert.Equal(new JournalRead(false, Entry(JournalState.Done)), read[keys[0]]);
        Assert.Equal(new JournalRead(true, null), read[keys[1]]);
        Assert.True((await first.ClaimAsync(keys[0], default)).IsGranted);
    }

    [ServerFact]
    public async Task AClaimThatAnotherWorkerGivesBackIsWorthAnotherTry()
    {
        var database = await server.NewDatabaseAsync();
        using var first = await OpenAsync(database);
        using var second = await OpenAsync(database);
        await first.ClaimAsync(s_key, default);
        var waiting = second.WaitAsync(s_key, default);
        Assert.False((await second.ClaimAsync(s_key, default)).IsGranted);
        Assert.False(waiting.IsCompleted);
        await first.WriteAsync(s_key, Entry(JournalState.Done), default);
        await first.ReleaseAsync(s_key);
        await waiting;
        Assert.Equal(JournalState.Done, (await second.ClaimAsync(s_key, default)).Earlier!.State);
    }

    [ServerFact]
    public async Task AWaitEndsWithItsToken()
    {
        var database = await server.NewDatabaseAsync();
        using var first = await OpenAsync(database);
        using var second = await OpenAsync(database);
        await first.ClaimAsync(s_key, default);
        using var cancel = new CancellationTokenSource();
        var waiting = second.WaitAsync(s_key, cancel.Token);
        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [ServerFact]
    public async Task AWorkerOfWhichNothingIsHeardLosesItsClaimsWithItsLease()
    {
        var database = await server.NewDatabaseAsync();
        using var dead = await OpenAsync(database);
        using var living = await OpenAsync(database);
        await dead.ClaimAsync(s_key, default);
        await dead.WriteAsync(s_key, Entry(JournalState.Sent), default);
        Assert.False((await living.ClaimAsync(s_key, default)).IsGranted);
        var waiting = living.WaitAsync(s_key, default);
        await EndLeasesAsync(database);
        await waiting;
        Assert.Equal(new JournalClaim(true, Entry(JournalState.Sent)), await living.ClaimAsync(s_key, default));
    }

    [ServerFact]
    public async Task AnOwnerThatWakesLateSendsNothingAndTellsNothing()
    {
        var database = await server.NewDatabaseAsync();
        using var late = await OpenAsync(database);
        using var next = await OpenAsync(database);
        await late.ClaimAsync(s_key, default);
        await EndLeasesAsync(database);
        await Assert.ThrowsAsync<JournalClaimLostException>(() => late.WriteAsync(s_key, Entry(JournalState.Sent), default));
        Assert.True((await next.ClaimAsync(s_key, default)).IsGranted);
        await Assert.ThrowsAsync<JournalClaimLostException>(() => late.WriteAsync(s_key, Entry(JournalState.Sent), default));
        await Assert.ThrowsAsync<JournalClaimLostException>(() => late.WriteAsync(s_key, Entry(JournalState.Done), default));

        // Nor does it give back what is not its own any more.
        await late.ReleaseAsync(s_key);
        late.Dispose();
        await next.WriteAsync(s_key, Entry(JournalState.Sent), default);
    }

    [ServerFact]
    public async Task AnAnswerThatComesLateIsKeptWhereNobodyHasTakenTheClaimOver()
    {
        var database = await server.NewDatabaseAsync();
        using var store = await OpenAsync(database);
        await store.ClaimAsync(s_key, default);
        await store.WriteAsync(s_key, Entry(JournalState.Sent), default);
        await EndLeasesAsync(database);
        await store.WriteAsync(s_key, Entry(JournalState.Done), default);
        Assert.Equal("Done", await SharedServer.ReadAsync<string>(database, "SELECT state FROM fba_outbound.entry"));
    }

    [ServerFact]
    public async Task AHeartbeatKeepsTheClaimsOfAWorker()
    {
        var database = await server.NewDatabaseAsync();
        using var store = await OpenAsync(database, s_options with { Lease = TimeSpan.FromSeconds(1.5) });
        await store.ClaimAsync(s_key, default);
        await SharedServer.ExecuteAsync(database, "CREATE TABLE first_lease AS SELECT max(lease_until) AS ends FROM fba_outbound.worker");
        while (!await SharedServer.ReadAsync<bool>(database, "SELECT clock_timestamp() > ends FROM first_lease"))
        {
            await Task.Delay(20);
        }

        using var second = await OpenAsync(database);
        Assert.False((await second.ClaimAsync(s_key, default)).IsGranted);
    }

    [ServerFact]
    public async Task WhatIsDoneIsNotAskedForOrderByOrder()
    {
        var database = await server.NewDatabaseAsync();
        using (var before = await OpenAsync(database))
        {
            await before.ClaimAsync(s_key, default);
        }

        await SharedServer.ExecuteAsync(database, """
            INSERT INTO fba_outbound.entry (journal, operation, id, state, api_version, essentials, rest)
            SELECT 'default', 'create', 'ORDER-' || n, 'Done', '2020-07-01', 'e', 'r' FROM generate_series(1, 10000) AS n
            """);
        using var store = await OpenAsync(database);
        await SharedServer.ExecuteAsync(database, "DELETE FROM fba_outbound.entry WHERE id <> 'ORDER-7'");
        for (var i = 1; i <= 10_000; i++)
        {
            var claim = await store.ClaimAsync(new JournalKey(JournalOperations.Create, $"ORDER-{i}"), default);
            Assert.Equal(JournalState.Done, claim.Earlier!.State);
        }

        // Nobody was requested it: whoever wants to write has to claim it anew.
        var seven = new JournalKey(JournalOperations.Create, "ORDER-7");
        await Assert.ThrowsAsync<JournalClaimLostException>(() => store.WriteAsync(seven, Entry(JournalState.Sent), default));
        await store.ReleaseAsync(seven);
        Assert.True((await store.ClaimAsync(seven, default)).IsGranted);
        await store.WriteAsync(seven, Entry(JournalState.Sent), default);
    }

    [ServerFact]
    public async Task JournalsOfOtherNamesHaveNothingToDoWithEachOther()
    {
        var database = await server.NewDatabaseAsync();
        using var one = await OpenAsync(database);
        using var other = await OpenAsync(database, identity: s_identity with { Name = "other" });
        using var third = await OpenAsync(database, identity: new JournalIdentity("another", "2026-07-04", "third"));
        Assert.True((await one.ClaimAsync(s_key, default)).IsGranted);
        Assert.True((await other.ClaimAsync(s_key, default)).IsGranted);
        Assert.True((await third.ClaimAsync(s_key, default)).IsGranted);
    }

    [ServerFact]
    public async Task AJournalOfAnotherApiVersionIsRefused()
    {
        var database = await server.NewDatabaseAsync();
        (await OpenAsync(database)).Dispose();
        var exception = await Assert.ThrowsAsync<JournalException>(
            () => OpenAsync(database, identity: s_identity with { ApiVersion = "2026-07-04" }));
        Assert.Equal(JournalProblem.OtherVersion, exception.Problem);
    }

    [ServerFact]
    public async Task AJournalOfAnotherAccountIsRefused()
    {
        var database = await server.NewDatabaseAsync();
        (await OpenAsync(database)).Dispose();
        var exception = await Assert.ThrowsAsync<JournalException>(
            () => OpenAsync(database, identity: s_identity with { Account = "another" }));
        Assert.Equal(JournalProblem.OtherAccount, exception.Problem);
        (await OpenAsync(database)).Dispose();
    }

    [ServerFact]
    public async Task ASchemaOfANewerVersionIsRefused()
    {
        var database = await server.NewDatabaseAsync();
        (await OpenAsync(database)).Dispose();
        await SharedServer.ExecuteAsync(database, "INSERT INTO fba_outbound.schema_version VALUES (2)");
        var exception = await Assert.ThrowsAsync<JournalException>(() => OpenAsync(database));
        Assert.Equal(JournalProblem.NewerFormat, exception.Problem);
    }

    private static async Task EndLeasesAsync(string database)
    {
        await SharedServer.ExecuteAsync(database, "UPDATE fba_outbound.worker SET lease_until = lease_until - interval '1 hour'");
        await SharedServer.ExecuteAsync(database, "UPDATE fba_outbound.entry SET lease_until = lease_until - interval '1 hour'");
    }

    private static Task<IJournalStore> OpenAsync(
        string database, PostgreSqlJournalOptions? options = null, JournalIdentity? identity = null) =>
        PostgreSqlJournalStore.OpenAsync(Places.Of(database), identity ?? s_identity, options ?? s_options, TimeProvider.System, default);

    // PostgreSQL keeps microseconds.
    private static JournalEntry Entry(JournalState state) => new()
    {
        State = state,
        ApiVersion = "2020-07-01",
        Content = new JournalContent("essentials", "rest"),
        FirstSent = new DateTimeOffset(2026, 4, 1, 12, 0, 0, 123, 456, TimeSpan.Zero),
        LastSent = new DateTimeOffset(2026, 4, 1, 12, 0, 5, TimeSpan.Zero),
        Sends = 2,
        Outcome = "Created",
        Reference = "reference",
        RequestId = "request",
    };
}
