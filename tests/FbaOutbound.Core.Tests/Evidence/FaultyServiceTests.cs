using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests;
using FbaOutbound.Orders;
using FbaOutbound.Quota;
using FbaOutbound.Rules;
using FbaOutbound.Sandbox;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sessions;
using FbaOutbound.Testing;
using Xunit;
using Xunit.Abstractions;
using FulfillmentOrder = FbaOutbound.Orders.FulfillmentOrder;

namespace FbaOutbound.Evidence;

/// <summary>
/// Hundreds of orders while a quarter of all requests meets a fault, each fault among them: every order is there once, or proven not to be,
/// or said to be unknown; and the same orders sent again, when the faults are over, settle the rest. FBA_FAULT_ORDERS says how many orders
/// each of the three services gets. Time goes on only when all that can run has run, so waits of minutes take none.
/// </summary>
[Collection(PoolRest.Collection)]
public sealed class FaultyServiceTests(ITestOutputHelper log)
{
    private const int InFlight = 100;
    private const double Faulty = 0.25;
    private const int RefusedEvery = 40;
    private const string UnknownSku = "SKU-OF-NOBODY";

    private static readonly int s_count = int.Parse(
        Environment.GetEnvironmentVariable("FBA_FAULT_ORDERS") ?? "400", CultureInfo.InvariantCulture);

    private static readonly FaultKind[] s_faults = [.. Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.None)];

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly PoolRest _pool = new();

    // Faults that are shorter than a time-out, longer than a lost response is waited for, and longer than the time-out.
    [Fact]
    public async Task EveryOrderExistsOnceOrProvenNotToBeOrSaidToBeUnknown()
    {
        List<SandboxRequest> hit =
        [
            .. await HitAsync(seed: 1, faultSeconds: 4), .. await HitAsync(seed: 2, faultSeconds: 12),
            .. await HitAsync(seed: 3, faultSeconds: 70),
        ];
        Assert.Empty(s_faults.Except(hit.Select(request => request.Fault)));
        Assert.InRange(hit.Count(request => IsCreate(request)), 3 * s_count * Faulty * 0.8, 3 * s_count * Faulty * 1.4);
    }

    // Returns the requests that met a fault.
    private async Task<List<SandboxRequest>> HitAsync(int seed, int faultSeconds)
    {
        var clock = new ManualTimeProvider();
        using var sandbox = new SandboxService(Options(clock, seed, TimeSpan.FromSeconds(faultSeconds)));
        sandbox.RemoveSku(UnknownSku);
        using var session = new FbaSession(new SessionOptions
        {
            Marketplace = "US",
            Sandbox = sandbox,
            Transport = sandbox.CreateHandler,
            TimeProvider = clock,
            RequestTimeout = TimeSpan.FromSeconds(60),
            Quotas = new QuotaRegistry(),
        });

        log.WriteLine($"seed {seed}, a fault lasts {faultSeconds} s");
        var first = await SendAllAsync(session, clock);
        Tell("first run", first);
        clock.Advance(TimeSpan.FromMinutes(4));
        _pool.Wait();
        AssertTrue(first, sandbox);
        Assert.All(first.Values.Where(end => end.Receipt is not null), end => Assert.Equal(Outcomes.Created, end.Receipt!.Outcome));
        var hit = sandbox.Requests.Where(request => request.Fault != FaultKind.None).ToList();

        sandbox.Faults.Clear();
        var second = await SendAllAsync(session, clock);
        Tell("second run, no faults", second);
        AssertTrue(second, sandbox);
        var burnt = hit.Where(request => request.Fault == FaultKind.BurntId).Select(request => request.OrderId!).ToHashSet();
        foreach (var (id, end) in second)
        {
            Assert.True(end.Receipt is not null || burnt.Contains(id) || IsRefused(Number(id)), $"{id} is not settled: {end}");
            var wasThere = first[id].Receipt is not null;
            Assert.True(!wasThere || end.Receipt!.Outcome == Outcomes.AlreadyExisted, $"{id} was there: {end}");
        }

        return hit;
    }

    private static SandboxOptions Options(ManualTimeProvider clock, int seed, TimeSpan delay)
    {
        var options = new SandboxOptions { TimeProvider = clock, Seed = seed, Rate = 20, Burst = 30, LogLength = 100_000 };
        options.Faults.Delay = delay;
        var kindsOfCreate = s_faults.Count(kind => !kind.ToString().StartsWith("Read", StringComparison.Ordinal));
        foreach (var kind in s_faults)
        {
            options.Faults.Chances[kind] = Faulty / kindsOfCreate;
        }

        return options;
    }

    private async Task<ConcurrentDictionary<string, End>> SendAllAsync(FbaSession session, ManualTimeProvider clock)
    {
        var ends = new ConcurrentDictionary<string, End>();
        var sending = Parallel.ForEachAsync(Enumerable.Range(1, s_count), new ParallelOptions { MaxDegreeOfParallelism = InFlight },
            async (number, cancellationToken) =>
        {
            var order = OrderDefaults.Fill(Order(number), session.OrderContext);
            var id = order.SellerFulfillmentOrderId;
            try
            {
                ends[id] = new End(await session.Orders.CreateAsync(order, number, cancellationToken), null);
            }
            catch (FbaException exception)
            {
                ends[id] = new End(null, exception);
            }
        });
        var isStuck = Stopwatch.StartNew();
        for (_pool.Wait(); !sending.IsCompleted; _pool.Wait())
        {
            if (clock.AdvanceToNext())
            {
                isStuck.Restart();
            }

            Assert.True(isStuck.Elapsed < s_patience, "An order waits, and no timer wakes it.");
        }

        await sending;
        return ends;
    }

    // Compares what was said with what the sandbox knows.
    private static void AssertTrue(ConcurrentDictionary<string, End> ends, SandboxService sandbox)
    {
        Assert.Equal(s_count, ends.Count);
        Assert.Equal(Enumerable.Range(1, s_count).Count(number => sandbox.Find(Id(number)) is not null), sandbox.OrderCount);
        Assert.All(
            sandbox.Requests.Where(request => IsCreate(request) && request.Taken).GroupBy(request => request.OrderId),
            taken => Assert.Single(taken));
        foreach (var (id, end) in ends)
        {
            var isThere = sandbox.Find(id) is not null;
            switch (end)
            {
                case { Receipt: { } receipt }:
                    Assert.True(isThere, $"{id} is said to be there and is not: {receipt}");
                    Assert.Equal(id, receipt.SellerFulfillmentOrderId);
                    Assert.Equal(Number(id), receipt.Row);
                    Assert.DoesNotContain(receipt.Differences, difference => difference.Kind == DifferenceKind.Conflict);
                    Assert.InRange(receipt.Attempts, 1, 100);
                    break;
                case { Error: OrderOutcomeUnknownException unknown }:
                    Assert.Equal(id, unknown.SellerFulfillmentOrderId);
                    Assert.Contains(id, unknown.Message, StringComparison.Ordinal);
                    Assert.NotNull(unknown.FirstSent);
                    break;
                case { Error: FbaServiceException error }:
                    Assert.True(!isThere && IsRefused(Number(id)), $"{id} is said to be refused: {error.Message}");
                    break;
                default:
                    Assert.Fail($"{id} ended in a way that no order should: {end}");
                    break;
            }
        }
    }

    private static bool IsCreate(SandboxRequest request) => request.Operation == "createFulfillmentOrder";

    private static bool IsRefused(int number) => number % RefusedEvery == 0;

    private static int Number(string id) => int.Parse(id.AsSpan(2), CultureInfo.InvariantCulture);

    private static string Id(int number) => FormattableString.Invariant($"E-{number:00000}");

    private static FulfillmentOrder Order(int number) => new()
    {
        SellerFulfillmentOrderId = Id(number),
        Action = number % 3 == 0 ? "Hold" : null,
        NotificationEmails = ["ada@example.com"],
        DestinationAddress = new Address
        {
            Name = "Ada Example",
            AddressLine1 = FormattableString.Invariant($"{number} Invented Avenue"),
            City = "Fableville",
            StateOrRegion = "OR",
            PostalCode = "97000",
            CountryCode = "US",
        },
        Items = [new FulfillmentOrderItem { SellerSku = IsRefused(number) ? UnknownSku : "SKU-MUG-BLUE", Quantity = 1 + (number % 5) }],
    };

    private void Tell(string run, ConcurrentDictionary<string, End> ends) => log.WriteLine(run + ": " + string.Join(", ", ends.Values
        .GroupBy(end => end.ToString())
        .OrderByDescending(group => group.Count())
        .Select(group => $"{group.Count()} {group.Key}")));

    private sealed record End(OrderReceipt? Receipt, FbaException? Error)
    {
        public override string ToString() => Receipt is { } receipt ? $"{receipt.Outcome} by {receipt.ConfirmedBy}" : Error!.GetType().Name;
    }
}
