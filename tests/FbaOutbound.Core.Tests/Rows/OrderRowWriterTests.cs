using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static FbaOutbound.Core.Tests.Rows.SampleRows;

namespace FbaOutbound.Core.Tests.Rows;

public class OrderRowWriterTests
{
    private static readonly Money s_price = new() { Value = 12.50m, CurrencyCode = "USD" };

    private static readonly FulfillmentOrder s_full = new()
    {
        SellerFulfillmentOrderId = "FBA-1",
        DisplayableOrderId = "#1",
        DisplayableOrderDate = new DateTimeOffset(2026, 5, 14, 9, 30, 15, 250, TimeSpan.Zero),
        DisplayableOrderComment = "Thank \"you\", again",
        ShippingSpeedCategory = "Standard",
        FurtherSpeeds = ["Expedited", "Priority"],
        Action = "Hold",
        Policy = "FillAll",
        MarketplaceId = "ATVPDKIKX0DER",
        NotificationEmails = ["a@example.com", "b@example.com"],
        DestinationAddress = new Address
        {
            Name = "Ada Example", AddressLine1 = "1 Way", AddressLine2 = "2", AddressLine3 = "3", City = "Fableville",
            DistrictOrCounty = "D", StateOrRegion = "OR", PostalCode = "09700", CountryCode = "US", Phone = "+1 5",
        },
        ShipFromCountryCode = "US",
        DeliveryWindow = new DeliveryWindow { StartDate = "2026-05-14T03:00:00+09:00", EndDate = "2026-05-15T03:00:00+09:00" },
        DeliveryPreferences = new DeliveryPreferences
        {
            DeliveryInstructions = "Ring",
            DropOffLocation = new DropOffLocation { Type = "FRONT_DOOR", Attributes = new Dictionary<string, string> { ["a"] = "x=y" } },
        },
        PackingSlip = new PackingSlip { TemplateName = "T", Attributes = new Dictionary<string, string> { ["n"] = "v", ["m"] = "w" } },
        FeatureConstraints = [new FeatureConstraint { FeatureName = "BLANK_BOX", FeatureFulfillmentPolicy = "NotRequired" }],
        CodSettings = new CodSettings
        {
            IsCodRequired = true, CodCharge = s_price, CodChargeTax = s_price, ShippingCharge = s_price, ShippingChargeTax = s_price,
        },
        PaymentInformation =
        [
            new PaymentInformation { PaymentTransactionId = "P", PaymentMode = "M", PaymentDate = DateTimeOffset.UnixEpoch },
        ],
        Items =
        [
            new FulfillmentOrderItem
            {
                SellerSku = "007", SellerFulfillmentOrderItemId = "1:2/1*2", FulfillmentNetworkSku = "N", Quantity = 2, Unit = "EACHES",
                PackingSlip = new PackingSlip { TemplateName = "I", Attributes = new Dictionary<string, string> { ["k"] = "v" } },
                GiftMessage = "Line one\r\nline two", DisplayableComment = "C", PerUnitDeclaredValue = s_price, PerUnitPrice = s_price,
                PerUnitTax = s_price with { Value = 40.00m },
            },
            new FulfillmentOrderItem { SellerSku = "B", SellerFulfillmentOrderItemId = "2", Quantity = 1 },
        ],
    };

    private static readonly Gen<string> s_hostile = Gen.OneOf(
        Gen.Elements("=1+1", "'0123", "\"a\",b", "a;b", "a=b", "1.2E+15", "0012", " x", "x ", "日本;", "-", "null", "true", "5-3", "a\r\nb", "\t", ""),
        ArbMap.Default.GeneratorFor<string>().Select(text => text ?? ""));

    [Fact]
    public void TheFullOrderFillsEveryColumn()
    {
        var rows = OrderRowWriter.Write(s_full, out var faults);
        Assert.Empty(faults);
        Assert.Equal(2, rows.Count);
        Assert.Equal(OrderColumns.OfOrder.Concat<OrderColumn>(OrderColumns.OfItem)
            .Select(column => column.Name), rows[0].Select(cell => cell.Name));
        Assert.All(rows[0], cell => Assert.False(string.IsNullOrEmpty(cell.Value), cell.Name));
    }

    [Fact]
    public void EveryColumnIsReadBackAsItWas() => AssertSame(s_full, ReadBack(s_full));

    [Fact]
    public void ADayStaysADay()
    {
        var day = s_full with { DisplayableOrderDate = new DateTimeOffset(2026, 5, 14, 0, 0, 0, TimeSpan.Zero),
            DisplayableOrderDateIsDay = true };
        Assert.True(ReadBack(day).DisplayableOrderDateIsDay);
        AssertSame(day, ReadBack(day));
    }

    // What a text would become without a word is told instead.
    [Fact]
    public void HostileTextsAreReadBackOrRefused() => Prop.ForAll(
        Gen.ArrayOf(s_hostile, 6).ToArbitrary(),
        texts =>
        {
            var order = s_full with
            {
                DisplayableOrderComment = texts[0],
                NotificationEmails = [texts[1]],
                DestinationAddress = s_full.DestinationAddress! with { Name = texts[2], PostalCode = texts[3] },
                PackingSlip = new PackingSlip { TemplateName = "T", Attributes = new Dictionary<string, string> { [texts[4]] = texts[5] } },
            };
            var rows = OrderRowWriter.Write(order, out var faults);
            var read = rows.Count == 0 ? null : Assemble([.. rows.Select((row, i) =>
                new OrderRow(i + 1, [.. row.Select(cell => (cell.Name, (object?)cell.Value))]))]);
            if (faults.Count > 0 || read![0].Order is not { } back)
            {
                return true;
            }

            AssertText(order.DisplayableOrderComment, back.DisplayableOrderComment);
            AssertText(order.DestinationAddress.Name, back.DestinationAddress!.Name);
            AssertText(order.DestinationAddress.PostalCode, back.DestinationAddress.PostalCode);
            Assert.Equal(order.NotificationEmails.Where(text => text.Trim().Length > 0), back.NotificationEmails);
            Assert.Equal(texts[4].Length == 0 && texts[5].Length == 0 ? [] : order.PackingSlip.Attributes, back.PackingSlip!.Attributes);
            return true;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a;b")]
    [InlineData(" a")]
    public void AListThatARowCannotSayIsAFault(string email)
    {
        Assert.Empty(OrderRowWriter.Write(s_full with { NotificationEmails = [email] }, out var faults));
        Assert.Equal("NotificationEmail", Assert.Single(faults).Column);
    }

    [Fact]
    public void TwoCurrenciesInARowAreAFault()
    {
        var item = s_full.Items[0] with { PerUnitTax = s_price with { CurrencyCode = "EUR" } };
        Assert.Empty(OrderRowWriter.Write(s_full with { Items = [item] }, out var faults));
        Assert.Contains(faults, fault => fault.Column == "Items[0].Currency");
    }

    [Fact]
    public void ASecondPaymentIsAFault()
    {
        var order = s_full with { PaymentInformation = [s_full.PaymentInformation[0], s_full.PaymentInformation[0]] };
        Assert.Empty(OrderRowWriter.Write(order, out var faults));
        Assert.Equal("PaymentInformation", Assert.Single(faults).Column);
    }

    private static FulfillmentOrder ReadBack(FulfillmentOrder order)
    {
        var rows = OrderRowWriter.Write(order, out var faults);
        Assert.Empty(faults);
        var assembled = Assert.Single(Assemble(
            [.. rows.Select((row, index) => new OrderRow(index + 1, [.. row.Select(cell => (cell.Name, (object?)cell.Value))]))]));
        Assert.Empty(assembled.Problems);
        return assembled.Order!;
    }

    private static void AssertSame(FulfillmentOrder expected, FulfillmentOrder actual)
    {
        AssertSame(OrderColumns.OfOrder, OrderMapper.ValuesOf(expected), OrderMapper.ValuesOf(actual));
        Assert.Equal(expected.Items.Count, actual.Items.Count);
        for (var i = 0; i < expected.Items.Count; i++)
        {
            AssertSame(OrderColumns.OfItem, OrderMapper.ValuesOf(expected.Items[i]), OrderMapper.ValuesOf(actual.Items[i]));
        }
    }

    private static void AssertSame(IReadOnlyList<OrderColumn> columns, object?[] expected, object?[] actual)
    {
        foreach (var column in columns)
        {
            Assert.True(
                expected[column.Index] is { } value ? actual[column.Index] is { } other
                    && CellLists.AreSame(value, other) : actual[column.Index] is null,
                column.Name);
        }
    }

    private static void AssertText(string? expected, string? actual) =>
        Assert.Equal(string.IsNullOrWhiteSpace(expected) ? null : expected.Trim(), actual);
}
