using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Orders;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>What a shop says of its SKUs, shipping methods and columns.</summary>
public sealed class ShopMapTests
{
    [Fact]
    public void OneUnitOfTheShopIsSeveralOfAmazons()
    {
        var order = Order(Map(("MUG", "AMZ-MUG", 6)), "Quantity=2");
        var item = Assert.Single(order.Items);
        Assert.Equal(("AMZ-MUG", 12, "5001*6"), (item.SellerSku, item.Quantity, item.SellerFulfillmentOrderItemId));
        Assert.Null(order.Policy);
        Assert.Equal(2, order.Source!.Lines!["5001"].Units);
    }

    [Fact]
    public void AKitIsSentCompleteOrNotAtAll()
    {
        var order = Order(Map(("MUG", "AMZ-MUG", 1), ("MUG", "AMZ-BOX", 2)), "Quantity=3");
        Assert.Equal(["AMZ-MUG x3 [5001/1]", "AMZ-BOX x6 [5001/2*2]"], order.Items.Select(Text));
        Assert.Equal("FillOrKill", order.Policy);
        Assert.Equal(3, order.Source!.Lines!["5001"].Units);
    }

    [Fact]
    public void AnEmptySellerSkuLeavesTheLineToAnotherWarehouse()
    {
        var map = Map(("MUG", "", 1), ("TEA", "AMZ-TEA", 1));
        var outcome = Assert.Single(SampleFileTests.Import(
            FormatRuleTests.Table("Etsy", "", "Transaction ID=5002|SKU=TEA"), Options(map)));
        Assert.Equal("AMZ-TEA", Assert.Single(outcome.Order!.Items).SellerSku);
        Assert.Equal(SkipReason.ShippedElsewhere, Assert.Single(outcome.Lines).SkipReason);
        Assert.Equal(["5002"], outcome.Order.Source!.Lines!.Keys);

        var alone = Assert.Single(SampleFileTests.Import(FormatRuleTests.Table("Etsy", ""), Options(map)));
        Assert.Equal(SkipReason.ShippedElsewhere, alone.Skipped!.SkipReason);
    }

    [Fact]
    public void ASkuThatTheMapLacksIsAnErrorAndMayNotBeGuessed()
    {
        var outcome = Assert.Single(SampleFileTests.Import(FormatRuleTests.Table("Etsy", ""), Options(Map(("MUGS", "AMZ", 1)))));
        Assert.Contains("'MUG' is not in the SKU map", Assert.Single(outcome.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MUG", "A", 0)]
    [InlineData("", "A", 1)]
    [InlineData("MUG", SpreadsheetErrors.NoValue, 1)]
    [InlineData("#N/A", "A", 1)]
    public void AnEntryWithoutASkuOrUnitsIsRefused(string shop, string seller, int quantity) =>
        Assert.Throws<OrderFileException>(() => Map((shop, seller, quantity)));

    [Theory]
    [InlineData("A", "A")]
    [InlineData("A", "")]
    [InlineData("", "A")]
    public void EntriesThatContradictEachOtherAreRefused(string first, string second) =>
        Assert.Throws<OrderFileException>(() => Map(("MUG", first, 1), ("MUG", second, 1)));

    [Theory]
    [InlineData("Express Saver", "Priority")]
    [InlineData("express worldwide", "Expedited")]
    [InlineData("Flat Rate", "Standard")]
    [InlineData("Standard Shipping", "Standard")]
    [InlineData("", "Standard")]
    public void AMethodHasTheSpeedOfItsOwnEntryElseOfItsPattern(string method, string speed) =>
        Assert.Equal(speed, Speeds().Of(method, OrderFormats.Find("Shopify"), out _, out _));

    [Theory]
    [InlineData("2-Day Air")]
    [InlineData("Next day")]
    [InlineData("DHL Express")]
    [InlineData("Overnight")]
    [InlineData("Priority Mail")]
    public void AMethodThatNamesASpeedNeedsAnEntry(string method)
    {
        Assert.Null(SpeedMap.None.Of(method, OrderFormats.Find("Shopify"), out var fault, out _));
        Assert.Contains("names a speed", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Express Saver", "Priority")]
    [InlineData("Express Saver Plus", "Priority")]
    [InlineData("Express Worldwide", "Expedited")]
    [InlineData("DHL Express", "Expedited")]
    [InlineData("Slow", "Standard")]
    [InlineData("Rush [gold]", "Priority")]
    public void TheEntryThatSaysMostOfAMethodCounts(string method, string speed)
    {
        KeyValuePair<string, string>[] entries =
        [
            new("*", "Standard"), new("*Express", "Expedited"), new("Express*", "Expedited"), new("Express S*", "Priority"),
            new("????????????? *", "Standard"), new("Rush [gold]", "Priority"), new("Rush*", "Expedited"),
        ];
        foreach (var map in (SpeedMap[])[new(entries), new(entries.Reverse())])
        {
            Assert.Equal(speed, map.Of(method, OrderFormats.Find("Shopify"), out _, out _));
        }
    }

    [Fact]
    public void EntriesWithDifferentSpeedsForOneMethodAreAnError()
    {
        var map = new SpeedMap([new("Saver*", "Expedited"), new("*Saver", "Priority"), new("*", "Standard")]);
        Assert.Null(map.Of("Saver", OrderFormats.Find("Shopify"), out var fault, out _));
        Assert.Contains("different speeds", fault, StringComparison.Ordinal);
        Assert.Throws<OrderFileException>(() => new SpeedMap([new("Express", "Fast")]));
    }

    [Fact]
    public void AScriptMakesAColumnOfARow()
    {
        var map = new ColumnMap(
        [
            new("SellerSku", null, row => "AMZ-" + row.First(cell => cell.Name == "SKU").Value),
            new("Quantity", null, _ => 3),
            new("NotificationEmail", "Buyer", null),
        ]);
        var outcome = Assert.Single(SampleFileTests.Import(
            FormatRuleTests.Table("Etsy", "Buyer=ada@example.com"), FormatRuleTests.Options("Etsy") with { Map = map }));
        Assert.Equal("AMZ-MUG x3 [5001]", Text(outcome.Order!.Items[0]));
        Assert.Equal(["ada@example.com"], outcome.Order.NotificationEmails);
    }

    [Fact]
    public void AColumnOfTheMapThatNothingReadsIsRefused()
    {
        var map = new ColumnMap([new("Colour", "Buyer", null)]);
        Assert.Throws<OrderFileException>(() => SampleFileTests.Import(
            FormatRuleTests.Table("Etsy", ""), FormatRuleTests.Options("Etsy") with { Map = map }));
    }

    private static string Text(FulfillmentOrderItem item) => $"{item.SellerSku} x{item.Quantity} [{item.SellerFulfillmentOrderItemId}]";

    private static SpeedMap Speeds() => new([new("Express*", "Expedited"), new("Express Saver", "Priority")]);

    private static ImportOptions Options(SkuMap map) => FormatRuleTests.Options("Etsy") with { SkuMap = map };

    private static FulfillmentOrder Order(SkuMap map, string change) =>
        Assert.Single(SampleFileTests.Import(FormatRuleTests.Table("Etsy", change), Options(map))).Order!;

    private static SkuMap Map(params (string Shop, string Seller, int Quantity)[] entries)
    {
        var map = new SkuMap();
        foreach (var (shop, seller, quantity) in entries)
        {
            map.Add(shop, seller, quantity);
        }

        return map;
    }
}
