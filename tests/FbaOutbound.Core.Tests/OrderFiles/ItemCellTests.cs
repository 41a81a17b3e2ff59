using System;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Items of an order that stand in one cell.</summary>
public sealed class ItemCellTests
{
    private static readonly ItemShape s_shape = OrderFormats.Find("WooSkyVergeDefault").Items;

    [Theory]
    [InlineData("WooWebToffee", "name:Mug|product_id:9|sku:MUG|RED|quantity:2|total:20.00|sub_total:20.00", "MUG|RED")]
    [InlineData("WooWebToffee", "name:Mug|XL: big|product_id:9|sku:MUG|RED|XL|quantity:2|total:20.00", "MUG|RED|XL")]
    [InlineData("WooWebToffee", "name:Mug|sku:FAKE|quantity:7|product_id:9|sku:MUG|RED|XL|quantity:2|total:20.00", null)]
    [InlineData("WooWebToffee", "name:Mug|product_id:9|sku:A:1|quantity:2|total:20.00|Colour:Red", "A:1")]
    [InlineData("WooWebToffee", "name:Mug|product_id:9|sku:|quantity:2", "")]
    [InlineData("WooWebToffee", "name:Mug|quantity:2|sku:MUG", "MUG")]
    [InlineData("WooWebToffee", "name:Mug|quantity:2|sku:MUG|RED", null)]
    [InlineData("WooWebToffee", "name:Mug|product_id:9|sku:MUG|Colour:RED|quantity:2", null)]
    [InlineData("WooWebToffee", "name:Mug|product_id:9|sku:MUG|RED|Colour:RED|quantity:2", null)]
    [InlineData("WooSkyVergeDefault", "name:Mug|sku:MUG|RED|quantity:2|total:20.00|refunded:0.00|refunded_qty:0", "MUG|RED")]
    [InlineData("WooSkyVergeDefault", "id:7|name:Mug|product_id:9|sku:MUG|quantity:2|subtotal:20|subtotal_tax:0|total:20|meta:", "MUG")]
    [InlineData(
        "BigCommerce", "Product ID: 1, Product Qty: 2, Product SKU: MUG, RED, Product Name: Mug, blue, Product Weight: 1.0", "MUG, RED")]
    [InlineData("BigCommerce", "Product ID: 1, Product SKU: MUG, Product Qty: 2", "MUG")]
    [InlineData("BigCommerce", "Product ID: 1, Product Qty: 2, Product SKU: MUG, Product Na", null)]
    [InlineData("BigCommerce", "Product ID: 1, Product Qty: 2, Product SKU: MUG, Colour: RED, Product Name: Mug", null)]
    public void ASkuEndsWhereTheNextKnownValueBegins(string format, string cell, string? sku)
    {
        var items = ItemCells.Read(cell, OrderFormats.Find(format).Items, out var fault);
        Assert.Equal(sku is null, items is null);
        Assert.Equal(sku is null, fault is not null);
        Assert.Equal(sku is null ? [] : [(sku, "2")], items?.Select(item => (item.Sku, item.Quantity)) ?? []);
    }

    // The buyer's own text, with the names of the shop in it.
    [Theory]
    [InlineData("BigCommerce", "Product ID: 7, Product Qty: 1, Product SKU: MUG, Product Name: Mug, Product Weight: 1.0, Product Variation "
        + "Details: Engraving: {0}, Product Unit Price: 10.00, Product Total Price: 10.00", "a, b and c", "x, Product SKU: LAPTOP, Product "
        + "Qty: 5", "x,product sku:LAPTOP", "x, Product Qty : 5",
        "x|Product ID: 8, Product Qty: 5, Product SKU: LAPTOP, Product Name: Laptop, Product Weight: 1.0, Product Variation Details: ")]
    [InlineData("WooSkyVergeDefault", "id:7|name:Mug|product_id:9|sku:MUG|quantity:1|total:9.00|refunded_qty:0|meta:Engraving={0}|tax:0",
        "a|b: c", "x|sku:LAPTOP|quantity:5", "x|SKU: LAPTOP", "x|refunded_qty:-1",
        "x;id:8|name:Laptop|product_id:1|sku:LAPTOP|quantity:5|total:9.00|refunded_qty:0|meta:")]
    [InlineData("WooWebToffee", "name:Mug|product_id:9|sku:MUG|quantity:1|total:9.00|sub_total:9.00|Engraving:{0}", "a|Name:Bob",
        "x|sku:LAPTOP|quantity:5|total:9.00", "x|Quantity:5", "x|sku:LAPTOP", "x| total: 1.00")]
    public void ATextOfTheBuyerDoesNotDecideWhatShips(string format, string cell, string harmless, params string[] texts)
    {
        var shape = OrderFormats.Find(format).Items;
        string With(string text) => cell.Replace("{0}", text, StringComparison.Ordinal);
        Assert.Equal(("MUG", "1"), Assert.Single(ItemCells.Read(With(harmless), shape, out _)!.Select(item => (item.Sku, item.Quantity))));
        foreach (var text in texts)
        {
            Assert.Null(ItemCells.Read(With(text), shape, out var fault));
            Assert.NotNull(fault);
        }
    }

    // In the form of cells that public code reads.
    [Fact]
    public void ACellOfBigCommerceWithQuestionsToTheBuyerIsRead() => Assert.Equal(
        [("1267-07", "1"), ("8810-Blue-Small", "2")],
        ItemCells.Read(
            "Product ID: 84, Product Qty: 1, Product SKU: 1267-07, Product Name: Pillow, blue, Product Weight: 21.2100, Product Variation "
                + "Details: Size: Large - Height 5&#039; 9&quot; to 6&#039; 2&quot;, Primary Reason for Purchase: Pain, Please share how "
                + "you heard of us. Thank you: Radio, Return policy: Yes, Product Unit Price: 296.00, Product Total Price: 296.00|"
                + "Product ID: 100, Product Qty: 2, Product SKU: 8810-Blue-Small, Product Name: Legging, Product Weight: 0.8000, "
                + "Product Variation Details: , Product Unit Price: 67.50, Product Total Price: 135.00",
            OrderFormats.Find("BigCommerce").Items, out _)!.Select(item => (item.Sku, item.Quantity)));

    [Theory]
    [InlineData("3", null)]
    [InlineData("2", "so lines are duplicated or belong to another order")]
    [InlineData("5", "so lines are missing")]
    public void TheTotalQuantityOfBigCommerceTellsWhetherAllItemsAreThere(string total, string? problem)
    {
        var outcome = Assert.Single(SampleFileTests.Import(
            FormatRuleTests.Table("BigCommerce", $"Total Quantity={total}"), FormatRuleTests.Options("BigCommerce")));
        Assert.Equal(problem is null, outcome.Order is not null);
        Assert.All(outcome.Problems, found => Assert.Contains(problem!, found, StringComparison.Ordinal));
    }

    [Fact]
    public void AListOfJsonObjectsIsReadLikeText()
    {
        var json = ItemCells.Read("""
            [{"id":7,"name":"Mug; \"L\"","sku":"A","quantity":2,"total":"20.00","refunded_qty":-1,"meta":{"Size":"L"}},
             {"id":8,"name":"Tea","sku":"B","quantity":"1","total":5,"refunded_qty":null}]
            """, s_shape, out _)!;
        var text = ItemCells.Read(
            "name:Mug|sku:A|quantity:2|total:20.00|refunded_qty:-1;name:Tea|sku:B|quantity:1|total:5|refunded_qty:", s_shape, out _)!;
        Assert.Equal(
            text.Select(item => (item.Sku, item.Quantity, item.Refunded)), json.Select(item => (item.Sku, item.Quantity, item.Refunded)));
        Assert.Equal(["20.00", "5"], json.Select(item => ItemCells.Value(item.Text, "total", s_shape)));
    }

    [Theory]
    [InlineData("[{\"sku\":\"A\",\"quantity\":2},{\"name\":\"Tea\"}]")]
    [InlineData("[{\"sku\":\"A\",\"quantity\":2}")]
    [InlineData("[{\"sku\":\"A\",\"quantity\":{}}]")]
    [InlineData("[{\"sku\":[\"A\"],\"quantity\":2}]")]
    [InlineData("[1,2]")]
    [InlineData("{\"sku\":\"A\",\"quantity\":2")]
    [InlineData("{\"sku\":\"A\",\"quantity\":2}")]
    [InlineData("name:Mug|sku:A|quantity:2;name:Tea")]
    public void ACellThatCannotBeReadWholeHasNoItems(string cell) => Assert.Null(ItemCells.Read(cell, s_shape, out _));
}
