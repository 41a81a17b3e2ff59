using System.Collections.Concurrent;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Settlement;
using FbaOutbound.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Xunit.Abstractions;

namespace FbaOutbound.Core.Tests.Orders;

/// <summary>
/// Whatever the schedule: created once, proven not created, or said to be unknown. A failure prints the schedule and the seed that repeats
/// it.
/// </summary>
public sealed class CreateProperty(ITestOutputHelper output)
{
    private const int Schedules = 1_000;

    [Fact]
    public void EveryCreateEndsAsWhatItIs()
    {
        var ends = new ConcurrentDictionary<string, int>();
        var property = Prop.ForAll(CreateSchedule.Any(), schedule => ends.AddOrUpdate(Run(schedule), 1, (_, count) => count + 1));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Schedules).WithQuietOnSuccess(true), property);

        foreach (var end in ends.OrderByDescending(e => e.Value))
        {
            output.WriteLine($"{end.Value,5}  {end.Key}");
        }

        // A property that never sees an end proves nothing about it.
        string[] expected =
        [
            "Created Answer, 1 POST", "Created Answer, 2 POST", "Created ReadBack, 1 POST", "Created ReadBack, 2 POST",
            "Accepted Answer, 1 POST",
            "AlreadyExisted ReadBack, 1 POST", "OrderOutcomeUnknownException, 1 POST", "OrderOutcomeUnknownException, 2 POST",
            "OrderConflictException, 1 POST",
            "OrderIdUsedByDeadOrderException, 1 POST", "FbaServiceException, 1 POST",
        ];
        Assert.Empty(expected.Except(ends.Keys));
    }

    private static string Run(CreateSchedule schedule)
    {
        var clock = new ManualTimeProvider { AutoAdvance = true };
        var order = Bench.Sample();
        var service = new ModelService(schedule, order, clock);
        var client = new FulfillmentOrderClient(service, new SettlementOptions(), clock, new SessionMark("model", null));
        var end = EndAsync(client, order).GetAwaiter().GetResult();
        service.Settle();
        Verify(schedule, service, end);
        var name = end is OrderReceipt receipt ? $"{receipt.Outcome} {receipt.ConfirmedBy}" : end.GetType().Name;
        return $"{name}, {service.Posts} POST";
    }

    private static async Task<object> EndAsync(FulfillmentOrderClient client, FulfillmentOrder order)
    {
        try
        {
            return await client.CreateAsync(order, 0, default);
        }
        catch (FbaException error)
        {
            return error;
        }
    }

    private static void Verify(CreateSchedule schedule, ModelService service, object end)
    {
        var wasThere = schedule.Existing is not (Existing.Nothing or Existing.BurntId);
        Assert.True(service.Created + (wasThere ? 1 : 0) <= 1, "More than one order of one id.");
        Assert.True(service.Posts is 1 or 2, "More than two POSTs.");
        if (service.Posts == 2)
        {
            Assert.Equal((4, 0, 1), service.ProofOfSecondPost);
        }

        switch (end)
        {
            case OrderReceipt { ConfirmedBy: "Answer" }:
                Assert.True(service.WasAnswered, "No answer said so.");
                Assert.NotNull(service.Order);
                break;
            case OrderReceipt { Outcome: "Created" }:
                Assert.True(service.IsFromThisCall, "Created by another.");
                break;
            case OrderReceipt { Outcome: "AlreadyExisted" } receipt:
                Assert.True(wasThere, "It did not exist before.");
                Assert.True(
                    schedule.Existing == Existing.TheSame || receipt.Differences.Any(d => d is { Member: "Items", Kind: "NotComparable" }),
                    "Another order was taken for ours.");
                break;
            case OrderConflictException:
                Assert.Equal(Existing.Another, schedule.Existing);
                break;
            case OrderIdUsedByDeadOrderException:
                Assert.Equal(Existing.Dead, schedule.Existing);
                break;
            case FbaServiceException:
                Assert.True(service.Created == 0, "Said not to be created, and was.");
                break;
            default:
                Assert.IsType<OrderOutcomeUnknownException>(end);
                Assert.False(IsPlain(schedule), "What could be read was said to be unknown.");
                break;
        }
    }

    /// <summary>Whether the order can be read in time and nothing gets in the way.</summary>
    private static bool IsPlain(CreateSchedule schedule) => schedule is
    {
        Existing: not Existing.BurntId,
        Posts: [Post.LostAndTaken, ..],
        LandsAfter: <= 20,
        HiddenFromGet: 0,
        Reads: [],
    };
}
