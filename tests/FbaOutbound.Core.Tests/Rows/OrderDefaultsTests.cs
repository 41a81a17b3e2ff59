using System;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.Mws;
using FbaOutbound.Protocols.SpApi20200701;
using FbaOutbound.Rules;
using FbaOutbound.Services;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Rows;

public class OrderDefaultsTests
{
    private static readonly OrderContext s_context = new(Rules20200701.Protocol.Rules)
    {
        MarketplaceId = "ATVPDKIKX0DER",
        CountryCode = "US",
        CountryOf = id => id == "A1VC38T7YXB528" ? "JP" : null,
        Time = new ManualTimeProvider(new DateTimeOffset(2026, 5, 14, 10, 0, 0, 500, TimeSpan.Zero)),
    };

    [Fact]
    public void WhatNobodyCaresAboutIsFilledInAndRemembered()
    {
        var order = OrderDefaults.Fill(
            new() { SellerFulfillmentOrderId = "FBA-1", Items = [new(), new() { SellerFulfillmentOrderItemId = "b" }, new()] }, s_context);
        Assert.Equal(("FBA-1", DefaultValues.Comment, "Standard", "Ship", "FillOrKill", "ATVPDKIKX0DER"),
            (
                order.DisplayableOrderId,
                order.DisplayableOrderComment,
                order.ShippingSpeedCategory,
                order.Action,
                order.Policy,
                order.MarketplaceId));
        Assert.Equal(new DateTimeOffset(2026, 5, 14, 10, 0, 0, TimeSpan.Zero), order.DisplayableOrderDate);
        Assert.Equal(["1", "b", "3"], order.Items.Select(item => item.SellerFulfillmentOrderItemId));
        Assert.Equal(
            [
                "Action", "DisplayableOrderComment", "DisplayableOrderDate", "DisplayableOrderId", "Items.SellerFulfillmentOrderItemId",
                "MarketplaceId", "Policy", "ShippingSpeedCategory"],
            order.FilledIn.Order());
        Assert.Equal(order.FilledIn, OrderDefaults.Fill(order, s_context).FilledIn);
    }

    [Fact]
    public void WhatWasGivenStays()
    {
        var given = new FulfillmentOrder
        {
            SellerFulfillmentOrderId = "FBA-1", DisplayableOrderId = "D", DisplayableOrderComment = "C",
            DisplayableOrderDate = DateTimeOffset.UnixEpoch,
            ShippingSpeedCategory = "Priority", Action = "Hold", Policy = "FillAll", MarketplaceId = "M",
        };
        var order = OrderDefaults.Fill(given, s_context);
        Assert.Empty(order.FilledIn);
        Assert.Equal(given with { Items = order.Items, FilledIn = order.FilledIn }, order);
    }

    [Fact]
    public void MwsLeavesOutWhatTheUserLeftOut()
    {
        var order = OrderDefaults.Fill(new() { SellerFulfillmentOrderId = "FBA-1" }, s_context with { Rules = MwsRules.Protocol.Rules });
        Assert.Equal((null, null, null), (order.Action, order.Policy, order.MarketplaceId));
        Assert.Equal("FBA-1", order.DisplayableOrderId);
    }

    [Theory]
    [InlineData(null, "USD")]
    [InlineData("ATVPDKIKX0DER", "USD")]
    [InlineData("A1VC38T7YXB528", "JPY")]
    [InlineData("unknown", null)]
    public void AnAmountWithoutACurrencyIsInThatOfTheMarketplace(string? marketplaceId, string? currency)
    {
        var money = new Money { Value = 1 };
        var order = OrderDefaults.Fill(
            new()
            {
                MarketplaceId = marketplaceId, CodSettings = new() { CodCharge = money },
                Items = [new() { PerUnitPrice = money, PerUnitTax = money with { CurrencyCode = "EUR" } }]
            },
            s_context);
        Assert.Equal(
            (currency, currency, "EUR"),
            (
                order.CodSettings!.CodCharge!.CurrencyCode,
                order.Items[0].PerUnitPrice!.CurrencyCode,
                order.Items[0].PerUnitTax!.CurrencyCode));
    }
}
