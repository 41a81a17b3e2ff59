using System;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rules;
using Xunit;

namespace FbaOutbound.Core.Tests.Rules;

public sealed class ReturnPlanTests
{
    [Fact]
    public void TheIdsComeFromTheOrder()
    {
        var item = Assert.Single(
            Made(Order(("S1", "SHIPPED", "i1", "MUG", 1)), new ReturnWish { SkuOrItemId = "MUG", ReturnReasonCode = "R" }));
        Assert.Equal(("i1", "S1", "R"), (item.SellerFulfillmentOrderItemId, item.AmazonShipmentId, item.ReturnReasonCode));
        Assert.StartsWith("O-1-", item.SellerReturnItemId, StringComparison.Ordinal);
        Assert.InRange(ReturnPlan.KeyOf(new string('o', 40), new string('i', 50), "S1", 9999).Length, 1, 80);
    }

    [Fact]
    public void ARepeatHasTheSameKeysAndMoreUnitsHaveFurtherOnes()
    {
        var order = Order(("S1", "SHIPPED", "i1", "MUG", 3));
        var one = Made(order, new ReturnWish { SkuOrItemId = "MUG", Quantity = 1 }).Select(item => item.SellerReturnItemId).ToList();
        var two = Made(order, new ReturnWish { SkuOrItemId = "i1", Quantity = 2 }).Select(item => item.SellerReturnItemId).ToList();
        Assert.Equal(one[0], two[0]);
        Assert.Equal(2, two.Distinct().Count());
    }

    [Fact]
    public void KeysOfOtherOrdersItemsAndShipmentsDiffer()
    {
        string[] keys =
        [
            ReturnPlan.KeyOf("A-1", "2", "S", 1), ReturnPlan.KeyOf("A", "1-2", "S", 1), ReturnPlan.KeyOf("A-1", "2", "T", 1),
            ReturnPlan.KeyOf("A-1", "2", "S", 2), ReturnPlan.KeyOf("A-1", "21", "S", 1),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Theory]
    [InlineData("MUG", null, null, "was shipped 2 times: MUG (item i1, shipment S1, 1 unit), MUG (item i2, shipment S2, 2 units)")]
    [InlineData("mug", null, null, "The order has no shipped item 'mug'. Its shipped items are MUG (item i1, shipment S1, 1 unit), ")]
    [InlineData("POT", null, null, "'POT' has not been shipped yet")]
    [InlineData("i2", null, null, "Shipment S2 contains 2 units of 'i2'. Use -Quantity to say how many to return.")]
    [InlineData("i2", null, 3, "3 of 'i2' cannot be returned, because shipment S2 contains 2 units.")]
    [InlineData("i1", "S2", null, "The order has no shipped item 'i1' in shipment S2.")]
    public void WhatCannotBeToldIsAFaultThatNamesTheChoices(string word, string? shipment, int? quantity, string words)
    {
        var order = Order(("S1", "SHIPPED", "i1", "MUG", 1), ("S2", "SHIPPED", "i2", "MUG", 2), ("S3", "PENDING", "i3", "POT", 1));
        var wish = new ReturnWish { SkuOrItemId = word, AmazonShipmentId = shipment, Quantity = quantity };
        Assert.Null(ReturnPlan.Make(order, [wish], out var fault));
        Assert.Contains(words, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void AShipmentOrAnItemTellsTwoApart()
    {
        var order = Order(("S1", "SHIPPED", "i1", "MUG", 1), ("S2", "SHIPPED", "i1", "MUG", 1), ("S2", "SHIPPED", "i2", "MUG", 1));
        Assert.Equal("S1", Assert.Single(Made(order, new ReturnWish { SellerSku = "MUG", AmazonShipmentId = "S1" })).AmazonShipmentId);
        Assert.Equal(
            "i2", Assert.Single(Made(order, new ReturnWish { SellerFulfillmentOrderItemId = "i2" })).SellerFulfillmentOrderItemId);
    }

    [Fact]
    public void AnItemInSeveralPackagesOfAShipmentIsOne() =>
        Assert.Equal(2, Made(
            Order(("S1", "SHIPPED", "i1", "MUG", 1), ("S1", "SHIPPED", "i1", "MUG", 1)),
            new ReturnWish { SkuOrItemId = "MUG", Quantity = 2 }).Count);

    [Fact]
    public void AnUnknownNumberOfUnitsNeedsAQuantityAndAGivenKeyStandsForOneUnit()
    {
        var order = Order(("S1", "SHIPPED", "i1", "MUG", null));
        Assert.Null(ReturnPlan.Make(order, [new ReturnWish { SkuOrItemId = "MUG" }], out var fault));
        Assert.Contains("-Quantity", fault, StringComparison.Ordinal);
        var wish = new ReturnWish { SkuOrItemId = "MUG", Quantity = 2, SellerReturnItemId = "mine" };
        Assert.Null(ReturnPlan.Make(order, [wish], out fault));
        Assert.Contains("one unit", fault, StringComparison.Ordinal);
        Assert.Equal("mine", Made(order, wish with { Quantity = 1 })[0].SellerReturnItemId);
    }

    private static System.Collections.Generic.IReadOnlyList<ReturnRequestItem> Made(FulfillmentOrder order, ReturnWish wish)
    {
        var items = ReturnPlan.Make(order, [wish], out var fault);
        Assert.Null(fault);
        return items!;
    }

    private static FulfillmentOrder Order(params (string Shipment, string Status, string Item, string Sku, int? Quantity)[] lines) => new()
    {
        SellerFulfillmentOrderId = "O-1",
        Shipments =
        [
            .. lines.Select(line => new FulfillmentShipment
            {
                AmazonShipmentId = line.Shipment,
                FulfillmentShipmentStatus = line.Status,
                Items =
                [
                    new FulfillmentShipmentItem
                    {
                        SellerFulfillmentOrderItemId = line.Item, SellerSku = line.Sku, Quantity = line.Quantity,
                    },
                ],
            }),
        ],
    };
}
