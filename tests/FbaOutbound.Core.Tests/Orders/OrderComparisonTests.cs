using System;
using System.Linq;
using FbaOutbound.Orders;
using Xunit;

namespace FbaOutbound.Core.Tests.Orders;

public sealed class OrderComparisonTests
{
    public static TheoryData<string, Func<FulfillmentOrder, FulfillmentOrder>, string> Changes => new()
    {
        { "nothing", o => o, "" },
        { "status", o => o with { ServiceStatus = "PROCESSING", ReceivedDate = DateTimeOffset.UnixEpoch }, "" },
        { "case", o => o with { DisplayableOrderComment = "THANK YOU FOR YOUR ORDER." }, "" },
        { "blanks", o => o with { DisplayableOrderComment = "  Thank you  for your\torder. " }, "" },
        { "the other version's words", o => o with { Policy = "FILL_OR_KILL", Action = "HOLD" }, "" },
        { "another offset", o => o with { DisplayableOrderDate = o.DisplayableOrderDate!.Value.ToOffset(TimeSpan.FromHours(2)) }, "" },
        { "whole seconds", o => o with { DisplayableOrderDate = o.DisplayableOrderDate!.Value.AddMilliseconds(-400) }, "" },
        { "another date", o => o with { DisplayableOrderDate = o.DisplayableOrderDate!.Value.AddDays(1) }, "DisplayableOrderDate (Minor)" },
        { "e-mails in another order", o => o with { NotificationEmails = ["BOB@example.com", "ann@example.com"] }, "" },
        { "an e-mail less", o => o with { NotificationEmails = ["ann@example.com"] }, "NotificationEmails (Minor)" },
        { "no e-mails", o => o with { NotificationEmails = [] }, "NotificationEmails (NotComparable)" },
        { "masked e-mails", o => o with { NotificationEmails = ["a***@example.com"] }, "NotificationEmails (NotComparable)" },
        { "comment", o => o with { DisplayableOrderComment = "Hello" }, "DisplayableOrderComment (Minor)" },
        { "blank comment", o => o with { DisplayableOrderComment = " " }, "DisplayableOrderComment (NotComparable)" },
        { "policy", o => o with { Policy = "FillAll" }, "Policy (Minor)" },
        { "speed", o => o with { ShippingSpeedCategory = "Expedited" }, "ShippingSpeedCategory (Minor)" },
        { "hold found as shipped", o => o with { Action = "Ship" }, "Action (Minor)" },
        { "marketplace that was not given", o => o with { MarketplaceId = "31060" }, "" },
        { "name", o => At(o, a => a with { Name = "Cid Example" }), "DestinationAddress.Name (Conflict)" },
        { "first line", o => At(o, a => a with { AddressLine1 = "2 Sample Street" }), "DestinationAddress.AddressLine1 (Conflict)" },
        { "postal code", o => At(o, a => a with { PostalCode = "00002" }), "DestinationAddress.PostalCode (Conflict)" },
        { "country", o => At(o, a => a with { CountryCode = "CA" }), "DestinationAddress.CountryCode (Conflict)" },
        { "city", o => At(o, a => a with { City = "Shelbyville" }), "DestinationAddress.City (Minor)" },
        { "a phone that was not given", o => At(o, a => a with { Phone = "555-0100" }), "" },
        { "masked name", o => At(o, a => a with { Name = "*" }), "DestinationAddress.Name (NotComparable)" },
        { "masked line", o => At(o, a => a with { AddressLine1 = "XXXX XXX" }), "DestinationAddress.AddressLine1 (NotComparable)" },
        { "no postal code", o => At(o, a => a with { PostalCode = null }), "DestinationAddress.PostalCode (NotComparable)" },
        { "no items", o => o with { Items = [] }, "Items (NotComparable)" },
        { "items in another order", o => o with { Items = [o.Items[1], o.Items[0]] }, "" },
        { "an item missing", o => o with { Items = [o.Items[0]] }, "Items[2] (Conflict)" },
        {
            "an item too many",
            o => o with
            {
                Items = [.. o.Items, new FulfillmentOrderItem { SellerFulfillmentOrderItemId = "3", SellerSku = "PEN-1", Quantity = 1 }]
            },
            "Items[3] (Conflict)"
        },
        { "quantity", o => First(o, i => i with { Quantity = 3 }), "Items[1].Quantity (Conflict)" },
        { "no quantity", o => First(o, i => i with { Quantity = 0 }), "Items[1].Quantity (NotComparable)" },
        { "SKU", o => First(o, i => i with { SellerSku = "TEA-200" }), "Items[1].SellerSku (Conflict)" },
        { "a SKU like a mask", o => First(o, i => i with { SellerSku = "XXXX" }), "Items[1].SellerSku (Conflict)" },
        { "a SKU between blanks", o => First(o, i => i with { SellerSku = " TEA-100 " }), "" },
        { "a SKU in other capitals", o => First(o, i => i with { SellerSku = "tea-100" }), "Items[1].SellerSku (Conflict)" },
        { "a SKU with another blank in it", o => First(o, i => i with { SellerSku = "TEA -100" }), "Items[1].SellerSku (Conflict)" },
        { "an amount that was not given", o => First(o, i => i with { PerUnitPrice = new Money { Value = 1 } }), "" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void WhatWasGivenIsComparedByItsWeight(string what, Func<FulfillmentOrder, FulfillmentOrder> change, string expected)
    {
        var order = Bench.Sample();

        Assert.True(expected == Text(order, change(order)), $"{what}: {Text(order, change(order))}");
    }

    [Fact]
    public void WhatWasFilledInIsNotCompared()
    {
        var wanted = Bench.Sample() with
        {
            FilledIn = [nameof(FulfillmentOrder.DisplayableOrderDate), nameof(FulfillmentOrder.Policy), ItemComparison.Ids]
        };
        var found = Bench.Sample() with
        {
            DisplayableOrderDate = DateTimeOffset.UnixEpoch,
            Policy = "FillAll",
            Items =
            [
                new FulfillmentOrderItem { SellerSku = "CUP-7", SellerFulfillmentOrderItemId = "x", Quantity = 1 },
                new FulfillmentOrderItem { SellerSku = "TEA-100", SellerFulfillmentOrderItemId = "y", Quantity = 1 },
                new FulfillmentOrderItem { SellerSku = "TEA-100", SellerFulfillmentOrderItemId = "z", Quantity = 1 },
            ],
        };

        Assert.Equal("", Text(wanted, found));
        Assert.Equal("Items[CUP-7].Quantity (Conflict)", Text(wanted, found with { Items = [.. found.Items, found.Items[0]] }));
    }

    [Theory]
    [InlineData("40.00", "40.0", "usd", "")]
    [InlineData("40.00", "41", "USD", "CodSettings.CodCharge (Conflict)")]
    [InlineData("40.00", "40", "EUR", "CodSettings.CodCharge (Conflict)")]
    [InlineData("40.00", "40", null, "")]
    public void AmountsAreComparedAsNumbers(string wanted, string found, string? currency, string expected)
    {
        Assert.Equal(expected, Text(Cod(wanted, "USD"), Cod(found, currency)));
    }

    [Fact]
    public void WhatTheServiceNeverReturnsIsNotComparable()
    {
        var wanted = new FulfillmentOrder
        {
            ShipFromCountryCode = "US", DeliveryPreferences = new DeliveryPreferences { DeliveryInstructions = "Ring twice" },
            CodSettings = new CodSettings { IsCodRequired = true }
        };

        Assert.Equal(
            "CodSettings (NotComparable), ShipFromCountryCode (NotComparable), DeliveryPreferences (NotComparable)",
            Text(wanted, new FulfillmentOrder()));
    }

    [Fact]
    public void NoPaymentOnDeliveryIsTheSameAsNoSettings()
    {
        var wanted = new FulfillmentOrder { CodSettings = new CodSettings { IsCodRequired = false } };
        Assert.Equal("", Text(wanted, new FulfillmentOrder()));
    }

    [Fact]
    public void FeaturesThatWereNotRequestedDoNotCount()
    {
        var wanted = new FulfillmentOrder
        {
            FeatureConstraints = [new FeatureConstraint { FeatureName = "BLANK_BOX", FeatureFulfillmentPolicy = "Required" }]
        };
        FeatureConstraint other = new() { FeatureName = "BLOCK_AMZL", FeatureFulfillmentPolicy = "NotRequired" };

        Assert.Equal("", Text(wanted, wanted with { FeatureConstraints = [other, .. wanted.FeatureConstraints] }));
        Assert.Equal("FeatureConstraints (NotComparable)", Text(wanted, wanted with { FeatureConstraints = [other] }));
        Assert.Equal(
            "FeatureConstraints (Minor)",
            Text(
                wanted,
                wanted with { FeatureConstraints = [wanted.FeatureConstraints[0] with { FeatureFulfillmentPolicy = "NotRequired" }] }));
    }

    [Fact]
    public void AMarketplaceThatTheServiceNamesByANumberIsNotComparable()
    {
        Assert.Equal(
            "MarketplaceId (NotComparable)",
            Text(new FulfillmentOrder { MarketplaceId = "ATVPDKIKX0DER" }, new FulfillmentOrder { MarketplaceId = "31060" }));
        Assert.Equal(
            "MarketplaceId (Minor)",
            Text(new FulfillmentOrder { MarketplaceId = "ATVPDKIKX0DER" }, new FulfillmentOrder { MarketplaceId = "A2EUQ1WTGCTBG2" }));
    }

    [Fact]
    public void WindowsAndPaymentsAreComparedAsWhatTheyAre()
    {
        var wanted = new FulfillmentOrder
        {
            DeliveryWindow = new DeliveryWindow { StartDate = "2026-05-15T10:00:00Z", EndDate = "2026-05-15T12:00:00Z" },
            PaymentInformation = [new PaymentInformation { PaymentTransactionId = "t-1", PaymentMode = "Card" }],
        };
        var found = new FulfillmentOrder
        {
            DeliveryWindow = new DeliveryWindow { StartDate = "2026-05-15T19:00:00+09:00", EndDate = "2026-05-15T13:00:00Z" },
            PaymentInformation = [new PaymentInformation { PaymentTransactionId = "T-1", PaymentMode = "Cash" }],
        };

        Assert.Equal("DeliveryWindow.EndDate (Minor), PaymentInformation[0].PaymentMode (Minor)", Text(wanted, found));
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("J*** D**", true)]
    [InlineData("XXXX", true)]
    [InlineData("xxx-xxxx", true)]
    [InlineData("•••", true)]
    [InlineData("###", true)]
    [InlineData("XX", false)]
    [InlineData("Max", false)]
    [InlineData("Apt #3", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void AMaskIsDistinguishedFromAValue(string? text, bool expected) => Assert.Equal(expected, Masking.IsMasked(text));

    private static FulfillmentOrder Cod(string amount, string? currency) => new()
    {
        CodSettings = new CodSettings
        {
            IsCodRequired = true,
            CodCharge = new Money
            {
                Value = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), CurrencyCode = currency
            },
        },
    };

    private static FulfillmentOrder At(FulfillmentOrder order, Func<Address, Address> change) =>
        order with { DestinationAddress = change(order.DestinationAddress!) };

    private static FulfillmentOrder First(FulfillmentOrder order, Func<FulfillmentOrderItem, FulfillmentOrderItem> change) =>
        order with { Items = [change(order.Items[0]), .. order.Items.Skip(1)] };

    private static string Text(FulfillmentOrder wanted, FulfillmentOrder found) =>
        string.Join(", ", OrderComparison.Compare(wanted, found));
}
