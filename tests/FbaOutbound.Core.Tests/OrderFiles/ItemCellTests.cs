using System.Linq;
using FbaOutbound.OrderFiles;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Items of an order that stand in one cell.</summary>
public sealed class ItemCellTests
{
    private static readonly ItemShape s_shape = OrderFormats.Find("WooSkyVergeDefault").Items;

    [Fact]
    public void AListOfJsonObjectsIsReadLikeText()
    {
        var json = ItemCells.Read("""
            [{"id":7,"name":"Mug; \"L\"","sku":"A","quantity":2,"total":"20.00","refunded_qty":-1,"meta":{"Size":"L"}},
             {"id":8,"name":"Tea","sku":"B","quantity":"1","total":5,"refunded_qty":null}]
            """, s_shape)!;
        var text = ItemCells.Read(
            "name:Mug|sku:A|quantity:2|total:20.00|refunded_qty:-1;name:Tea|sku:B|quantity:1|total:5|refunded_qty:", s_shape)!;
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
    public void ACellThatCannotBeReadWholeHasNoItems(string cell) => Assert.Null(ItemCells.Read(cell, s_shape));
}
