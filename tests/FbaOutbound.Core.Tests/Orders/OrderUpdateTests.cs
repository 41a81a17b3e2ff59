using System;
using FbaOutbound.Orders;
using Xunit;

namespace FbaOutbound.Core.Tests.Orders;

public class OrderUpdateTests
{
    [Fact]
    public void AnUpdateOfAnOrderWantsWhatTheOrderGives()
    {
        var change = new FulfillmentOrder
        {
            SellerFulfillmentOrderId = "order-1",
            MarketplaceId = "ATVPDKIKX0DER",
            DisplayableOrderId = "1",
            DisplayableOrderDate = DateTimeOffset.UnixEpoch,
            DisplayableOrderComment = "Thanks",
            ShippingSpeedCategory = "Expedited",
            DestinationAddress = new Address { City = "Springfield" },
            Policy = "FillAll",
            ShipFromCountryCode = "US",
            NotificationEmails = ["a@example.com"],
            FeatureConstraints = [new FeatureConstraint { FeatureName = "BLANK_BOX" }],
            Items = [new FulfillmentOrderItem { SellerSku = "MUG-RED" }],
        };

        Assert.Equal(change, OrderUpdate.Of(change).ToOrder());
        Assert.True(OrderUpdate.Of(change with { DisplayableOrderDateIsDay = true }).DisplayableOrderDateIsDay);
    }

    [Theory]
    [InlineData(null, "Hold")]
    [InlineData("Ship", "Ship")]
    public void AnOrderStaysHeldUnlessTheUpdateShipsIt(string? action, string expected) =>
        Assert.Equal(expected, OrderUpdate.Of(new FulfillmentOrder { Action = action }).Action);
}
