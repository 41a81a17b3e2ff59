using System.Linq;
using FbaOutbound.OrderFiles;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Items of an order that stand in one cell.</summary>
public sealed class ItemCellTests
{
    private static readonly ItemShape s_shape = OrderFormats.Find("WooSkyVergeDefault").Items;

    [Theory]
    [InlineData("WooWebToffee", "name:Mug|product_id:9|sku:MUG|RED|quantity:2|total:20.00|sub_total:20.00", "MUG|RED")]
    [InlineData("WooWebToffee", "name:Mug|sku:FAKE|quantity:7|product_id:9|sku:MUG|RED|XL|quantity:2|total:20.00", "MUG|RED|XL")]
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
