using System;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rules;
using Xunit;

namespace FbaOutbound.Core.Tests.Rules;

public sealed class StockCountTests
{
    [Fact]
    public void OrdersTakeTheirUnitsInTheirOrder()
    {
        var stock = Stock(("A", 5));
        Assert.Equal("", Take(stock, Order("FillOrKill", ("A", 3))));
        Assert.Equal("Error StockShort Items[0]", Take(stock, Order("FillOrKill", ("A", 3))));
        Assert.Equal("", Take(stock, Order("FillOrKill", ("A", 2))));
        Assert.Equal("Error StockShort Items[0]", Take(stock, Order("FillOrKill", ("A", 1))));
    }

    [Fact]
    public void AnOrderThatIsKilledLeavesAllItsUnitsToOthers()
    {
        var stock = Stock(("A", 5), ("B", 1));
        Assert.Equal("Error StockShort Items[1]", Take(stock, Order("FillOrKill", ("A", 5), ("B", 2))));
        Assert.Equal("", Take(stock, Order("FillOrKill", ("A", 5), ("B", 1))));
    }

    [Theory]
    [InlineData("FillAll")]
    [InlineData("FillAllAvailable")]
    [InlineData("fillallavailable")]
    public void OtherPoliciesTakeWhatIsThere(string policy)
    {
        var stock = Stock(("A", 5), ("B", 1));
        Assert.Equal("Warning StockShort Items[1]", Take(stock, Order(policy, ("A", 4), ("B", 2))));
        Assert.Equal("Warning StockShort Items[0]", Take(stock, Order(policy, ("A", 2))));
        Assert.Equal("Error StockShort Items[0]", Take(stock, Order(policy, ("A", 2))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("FillOrKill")]
    public void WithoutAPolicyAnOrderIsFilledOrKilled(string? policy) =>
        Assert.Equal("Error StockShort Items[0]", Take(Stock(("A", 1)), Order(policy, ("A", 2))));

    [Fact]
    public void ItemsOfOneSkuAreCountedTogether()
    {
        Assert.Equal("Error StockShort Items[1]", Take(Stock(("A", 3)), Order("FillOrKill", ("A", 2), ("A", 2))));
        var stock = Stock(("A", 4));
        Assert.Equal("", Take(stock, Order("FillOrKill", ("A", 2), ("A", 2))));
        Assert.Equal("Error StockShort Items[0]", Take(stock, Order("FillOrKill", ("A", 1))));
    }

    [Fact]
    public void CapitalsMakeAnotherSkuAndASkuThatIsNotListedRefusesTheOrder()
    {
        Assert.Equal("Error StockShort Items[0]", Take(Stock(("A", 3)), Order("FillOrKill", ("a", 1))));
        Assert.Equal("Error StockShort Items[1]", Take(Stock(("A", 3)), Order("FillAllAvailable", ("A", 1), ("B", 1))));
    }

    [Fact]
    public void UnitsUnderSeveralIdentifiersAddUp() =>
        Assert.Equal("", Take(Stock(("A", 1), ("A", 2)), Order("FillOrKill", ("A", 3))));

    [Fact]
    public void AQuantityThatAmazonDoesNotSayIsNotZeroAndNotEnough() =>
        Assert.Equal("Warning StockUnknown Items[0]", Take(Stock(("A", null)), Order("FillOrKill", ("A", 1))));

    [Fact]
    public void WhatIsNotCountedInUnitsIsNotCompared()
    {
        var order = Order("FillOrKill", ("A", 9));
        order = order with { Items = [order.Items[0] with { Unit = "CASES" }] };
        Assert.Empty(StockCount.SkusOf(order));
        Assert.Equal("Warning StockUnknown Items[0]", Take(Stock(("A", 3)), order));
    }

    [Theory]
    [InlineData(0, "none are left")]
    [InlineData(1, "1 is left")]
    [InlineData(2000, "2,000 are left")]
    public void TheMessageSaysWhatIsLeft(int units, string words) =>
        Assert.Contains(
            words, Stock(("A", units)).Take(Order("FillOrKill", ("A", 3000)), _ => 7).Single().Message, StringComparison.Ordinal);

    private static StockCount Stock(params (string Sku, int? Units)[] entries)
    {
        var stock = new StockCount();
        foreach (var (sku, units) in entries)
        {
            stock.Add(new FbaInventory { SellerSku = sku, FulfillableQuantity = units });
        }

        return stock;
    }

    private static FulfillmentOrder Order(string? policy, params (string Sku, int Quantity)[] items) => new()
    {
        Policy = policy,
        Items = [.. items.Select(item => new FulfillmentOrderItem { SellerSku = item.Sku, Quantity = item.Quantity })],
    };

    private static string Take(StockCount stock, FulfillmentOrder order)
    {
        var problems = stock.Take(order, _ => 7);
        Assert.All(problems, problem => Assert.Equal(7, problem.Row));
        return string.Join(", ", problems.Select(problem => $"{problem.Severity} {problem.Code} {problem.Member}"));
    }
}
