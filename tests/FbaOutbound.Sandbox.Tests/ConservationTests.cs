using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Sandbox.Fulfillment;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

/// <summary>Whatever is done to the engine in whatever order, units are neither lost nor invented, and what has ended has ended.</summary>
public class ConservationTests
{
    private static readonly string[] s_skus = ["SKU-0", "SKU-1", "SKU-2", "SKU-3", "SKU-4", "SKU-5"];

    [Fact]
    public void UnitsAreNeitherLostNorInventedAndFinalStatusesAreFinal()
    {
        var steps = Gen.ListOf(Gen.Choose(0, int.MaxValue - 1).Select(number => number), 120).ToArbitrary();
        Prop.ForAll(steps, numbers => Run(numbers, foundLater: false))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void TheSameHoldsWhenShortStockIsFoundLaterAndCancelsTakeTime()
    {
        var steps = Gen.ListOf(Gen.Choose(0, int.MaxValue - 1).Select(number => number), 120).ToArbitrary();
        Prop.ForAll(steps, numbers => Run(numbers, foundLater: true))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static void Run(IEnumerable<int> numbers, bool foundLater)
    {
        var engine = new FulfillmentEngine(new EngineSettings
        {
            Durations = new LifeCycleOptions
            {
                TimeInNew = TimeSpan.FromMinutes(foundLater ? 1 : 0),
                TimeToCancel = TimeSpan.FromMinutes(foundLater ? 45 : 0),
                TimeToApply = TimeSpan.FromMinutes(foundLater ? 20 : 0),
            },
            DefaultStock = 20,
            ShortStockFoundLater = foundLater,
        });
        var now = new DateTimeOffset(2026, 5, 14, 10, 0, 0, TimeSpan.Zero);
        var last = new Dictionary<string, (OrderStatus Status, DateTimeOffset Since)>();
        foreach (var number in numbers)
        {
            var random = new Random(number);
            Step(engine, random, ref now);
            engine.Settle(now);
            foreach (var stock in engine.Stock)
            {
                CheckStock(engine, stock);
            }

            foreach (var order in engine.Orders)
            {
                CheckOrder(order, now);
                if (last.TryGetValue(order.Id, out var before) && before.Status.IsFinal())
                {
                    Assert.Equal(before, (order.Status, order.StatusUpdated));
                }

                last[order.Id] = (order.Status, order.StatusUpdated);
            }
        }

        CheckList(engine, now);
    }

    private static void Step(FulfillmentEngine engine, Random random, ref DateTimeOffset now)
    {
        var id = $"order-{random.Next(12)}";
        var sku = s_skus[random.Next(s_skus.Length)];
        switch (random.Next(13))
        {
            case 0:
            case 1:
            case 2:
                var items = Enumerable.Range(0, random.Next(1, 5)).Select(
                    index => Item($"i-{index}", random.Next(1, 12), s_skus[random.Next(s_skus.Length)]));
                var content = Content((OrderPolicy)random.Next(3), [.. items]);
                engine.Create(new NewOrder(id, (OrderAction)random.Next(2), content), now);
                break;
            case 3:
                engine.Update(
                    id,
                    new OrderChange
                    {
                        Action = (OrderAction)random.Next(2), Items = [Item($"i-{random.Next(4)}", random.Next(1, 15), null)]
                    },
                    now);
                break;
            case 4:
                engine.Cancel(id, now);
                break;
            case 5:
                engine.SetStock(sku, random.Next(30), now);
                break;
            case 6:
                engine.LoseStock(sku, random.Next(15), now);
                break;
            case 7:
                engine.Stick(id, random.Next(2) == 0, now);
                break;
            case 8:
                engine.MoveTo(id, (OrderStatus)random.Next(9), now);
                break;
            case 9:
                engine.AcceptUpdate(id, new OrderChange { Action = (OrderAction)random.Next(2) }, now, null);
                break;
            case 10:
                var shipments = engine.Inspect(id, now)?.Shipments?.Select(shipment => shipment.Id).ToList() ?? [];
                var shipment = shipments.Count > 0 ? shipments[random.Next(shipments.Count)] : "none";
                engine.Return(
                    id,
                    [
                        new ReturnRequest(
                            $"r-{random.Next(40)}", $"i-{random.Next(4)}", shipment, ReturnReasons.All[random.Next(3)].Code, null)],
                    now,
                    out _);
                break;
            default:
                now = now.AddMinutes(random.Next(1, random.Next(2) == 0 ? 60 : 60 * 24 * 15));
                break;
        }
    }

    private static void CheckStock(FulfillmentEngine engine, StockKeepingUnit stock)
    {
        Assert.Equal(stock.Added, stock.Available + stock.Reserved - stock.Missing + stock.Picked + stock.Shipped + stock.Lost);
        Assert.True(
            stock is { Available: >= 0, Reserved: >= 0, Missing: >= 0, Picked: >= 0, Lost: >= 0 } && stock.Missing <= stock.Reserved);
        var items = engine.Orders.SelectMany(
            order => order.Items.Where(item => ReferenceEquals(item.Stock, stock)).Select(item => (order, item))).ToList();
        var set = items.Where(pair => pair.order.HasStock && !pair.order.Status.IsFinal()).Sum(pair => pair.item.Open - pair.item.Awaited);
        Assert.Equal(set, stock.Reserved + stock.Picked);
        Assert.Equal(items.Sum(pair => pair.item.Shipped), stock.Shipped);
    }

    private static void CheckOrder(FulfillmentOrder order, DateTimeOffset now)
    {
        Assert.True(order.StatusUpdated <= now && order.StatusUpdated >= order.Received);
        Assert.All(
            order.Items,
            item => Assert.True(
                item is { Open: >= 0, Awaited: >= 0, Shipped: >= 0, Cancelled: >= 0, Unfulfillable: >= 0 } && item.Awaited <= item.Open));
        var shipped = order.Items.Sum(item => item.Shipped);
        Assert.True((order.Returns?.Count ?? 0) <= shipped);
        var open = order.Items.Sum(item => item.Open);
        switch (order.Status)
        {
            case OrderStatus.Complete:
                Assert.Equal(order.Items.Sum(item => item.Quantity), shipped);
                break;
            case OrderStatus.CompletePartialled:
                Assert.True(shipped > 0 && open == 0);
                break;
            case OrderStatus.Cancelled:
            case OrderStatus.Unfulfillable:
                Assert.True(shipped == 0 && open == 0);
                break;
            case OrderStatus.Processing:
                Assert.True(open > 0);
                break;
            default:
                Assert.Equal(0, shipped);
                break;
        }
    }

    private static void CheckList(FulfillmentEngine engine, DateTimeOffset now)
    {
        List<string> seen = [];
        ListCursor? cursor = engine.BeginList(DateTimeOffset.MinValue, now);
        while (cursor is { } at)
        {
            cursor = engine.ReadPage(at, 2, now, order => seen.Add(order.Id));
        }

        Assert.Equal(engine.Orders.Select(order => order.Id).Order(), seen.Order());
    }

    private static ItemContent Item(string id, int quantity, string? sku) => new() { ItemId = id, Sku = sku, Quantity = quantity };

    private static OrderContent Content(OrderPolicy policy, ItemContent[] items) => new()
    {
        MarketplaceId = "M",
        DisplayableId = "D",
        DisplayableDate = default,
        DisplayableComment = "C",
        Speed = ShippingSpeed.Standard,
        Policy = policy,
        Address = new PostalAddress { Name = "N", Line1 = "L", PostalCode = "P", CountryCode = "US" },
        Items = items,
    };
}
