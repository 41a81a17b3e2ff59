using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Imports;
using FbaOutbound.Orders;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Every sample of a shop's file: which orders are made of it, and what is skipped or refused for which reason.</summary>
public sealed class SampleFileTests
{
    internal static ImportOptions Options { get; } = new()
    {
        IdPrefix = "M-",
        After = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
        Time = new FixedTime(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero)),
    };

    [Fact]
    public void ShopifySendsPaidOrdersWithoutTheirGiftCards() => AssertOutcomes(MemoryTable.Sample("shopify-orders.csv"), Options,
    [
        "M-#1001: MUG-BLUE x1 [1:MUG-BLUE], TEA-GREEN x2 [2:TEA-GREEN] -> Rosa Invented|5 Pretend Court|Apt 2|Exampleton|MA|02134|US|+16175550101"
            + " Standard #1001 2026-11-20 15:23 without GIFT-10 NotShippable",
        "M-#1002 skipped: Cancelled",
        "M-#1003 skipped: PartlyFulfilled",
        "M-#1004 refused: row 10, Lineitem sku: is blank: give the product a SKU in the shop, or remove the line",
    ]);

    [Theory]
    [InlineData(null, false, true)]
    [InlineData(null, true, false)]
    [InlineData("2026-11-01", false, false)]
    public void AFileWithoutAPrefixSaysTooWhetherItNeedsADay(string? after, bool hasJournal, bool says)
    {
        var options = Options with
        {
            IdPrefix = null, HasJournal = hasJournal,
            After = after is null ? null : DateTimeOffset.Parse(after, CultureInfo.InvariantCulture),
        };
        var error = Assert.Throws<OrderFileException>(() => Import(MemoryTable.Sample("shopify-orders.csv"), options));
        Assert.Contains("-IdPrefix", error.Message, StringComparison.Ordinal);
        Assert.Equal(says, error.Message.Contains("-After", StringComparison.Ordinal));
    }

    [Fact]
    public void TheRestOfAPartlySentOrderGetsASuffixAndTheOtherOrdersKeepTheirIds()
    {
        var outcomes = Import(MemoryTable.Sample("shopify-orders.csv"), Options with
        {
            IdSuffix = "-2", SpeedMap = new SpeedMap([new("Express*", "Expedited")]),
        });
        Assert.Equal("M-#1001", outcomes[0].Id);
        Assert.Equal(
            "M-#1003-2: MUG-RED x2 [2:MUG-RED] -> Tia Placeholder|3 Made Up Way|Fableville|OR|97000|US Expedited #1003 2026-11-20 15:23 without KETTLE Fulfilled",
            Text(outcomes[2]));
    }

    [Fact]
    public void WalmartSendsAcknowledgedLinesInNeutralPackages() => AssertOutcomes(MemoryTable.Sample("walmart-orders.csv"), Options with { IdPrefix = null },
    [
        "108000000000001: MUG-BLUE x1 [1], TEA-GREEN x2 [2] -> Nia Example|3 Storybook Road|Mocktown|MA|02134|US|6175550112 Standard"
            + "  2026-11-20 00:00 BLANK_BOX=Required,BLOCK_AMZL=Required",
        "108000000000002 skipped: Cancelled",
        "108000000000003 skipped: CancelRequested",
    ]);

    [Fact]
    public void ShipStationNeedsASpeedForAMethodThatNamesOne()
    {
        Assert.Equal(
            "M-SS-5001 refused: row 2, Service - Requested Shipping Service: '2-Day' names a speed or a time: "
                + "use -SpeedMap to say which speed it is, such as @{ 'Express*' = 'Expedited' }",
            Text(Import(MemoryTable.Sample("shipstation.csv"))[0]));
        AssertOutcomes(MemoryTable.Sample("shipstation.csv"), Options with { SpeedMap = new SpeedMap([new("2-Day", "Expedited")]) },
        [
            "M-SS-5001: MUG-BLUE x2 [1:MUG-BLUE], TEA-GREEN x1 [2:TEA-GREEN] -> Dina Fictional|10 Nowhere Lane|Mocktown|MA|02134|US|617-555-0110"
                + " Expedited SS-5001 2026-11-20 10:15",
            "M-SS-5002 skipped: Cancelled",
            "M-SS-5003: LAMP-DESK x1 [1:LAMP-DESK] -> Flo Fictional|10 Nowhere Lane|Mocktown|MA|2134|US|617-555-0110 Expedited SS-5003 2026-11-20 10:15",
        ]);
    }

    [Fact]
    public void EbayTakesTheAddressOfTheSummaryRowAndTheItemsOfTheOthers() => AssertOutcomes(
        MemoryTable.Sample("ebay-orders-report-us.csv"), Options with { IdPrefix = null },
    [
        "24-00001-00001: MUG-BLUE x1 [330000000001], TEA-GREEN x2 [330000000002] -> Gil Madeup|6 Sample Street ebay:abc12xy|Exampleton|WA|98000|US|"
            + "+1 206-555-0111 Standard  2026-11-20 00:00 BLANK_BOX=Required,BLOCK_AMZL=Required",
        "24-00002-00002: LAMP-XL x1 [330000000003] -> Hope Madeup|6 Sample Street ebay:abc12xy|Exampleton|WA|98000|US|+1 206-555-0111 Standard"
            + "  2026-11-20 00:00 BLANK_BOX=Required,BLOCK_AMZL=Required",
    ]);

    [Fact]
    public void AlgolPlusSendsWhatIsLeftAfterRefunds() => AssertOutcomes(MemoryTable.Sample("woocommerce-advanced-order-export.csv"), Options,
    [
        "M-4401: MUG-BLUE x1 [1:MUG-BLUE] -> Abe Sample|1 Sample Street, Apt 9|Exampleton|WA|98000|US  4401 2026-11-20 09:00 without TEA-GREEN Refunded",
        "M-4402 skipped: Fulfilled",
        "M-4403 refused: row 5, First Name (Shipping) and Last Name (Shipping): is blank; row 5, Address 1&2 (Shipping): is blank; row 5, City (Shipping): is blank; "
            + "row 5, Postcode (Shipping): is blank; row 5, Country Code (Shipping): is blank",
    ]);

    [Fact]
    public void WebToffeeIsHeldBackWithoutItsRefundsUnlessUncertainQuantitiesAreAccepted()
    {
        const string File = "woocommerce-webtoffee-items-in-columns.csv";
        AssertOutcomes(MemoryTable.Sample(File), Options,
        [
            "M-3301 skipped: QuantityUncertain",
            "M-3302 skipped: OnHold",
            "M-3303 skipped: LocalPickup",
        ]);
        AssertOutcomes(MemoryTable.Sample(File), Options with { IncludesUncertain = true },
        [
            "M-3301: MUG-BLUE x2 [1:MUG-BLUE], TEA-GREEN x1 [2:TEA-GREEN] -> Xia Invented|77 Tall Tale Terrace|Fableville|OR|97000|US Standard 3301 2026-11-20 12:00",
            "M-3302 skipped: OnHold",
            "M-3303 skipped: LocalPickup",
        ]);
    }

    [Fact]
    public void AmazonsTemplateIsReadWithItsSpeeds() => AssertOutcomes(
        MemoryTable.Sample("amazon-mcf-template-eu.txt", '\t', "windows-1252"), Options with { IdPrefix = null },
    [
        "EU-7001: MUG-BLAU x2 [7001-1], TEE-GRÜN x1 [7001-2] -> Käthe Erfunden|Beispielstraße 4|Hinterhaus|Fabelstadt|01067|DE|+49 351 555010 Standard 7001 2026-11-20 09:15",
        "EU-7002: LAMPE-1 x1 [7002-1] -> Zoé Inventée|8 rue du Modèle|Fauxville|75000|FR Expedited 7002 2026-11-20 00:00",
        "EU-7003: LAMPE-1 x3 [7003-1] -> Jürgen Ausgedacht|Packstation 000|123456|Fabelstadt|04109|DE Priority 7003 2026-11-21 00:00",
    ]);

    [Fact]
    public void JapansTemplateHasNoCityAndCollectsOnDelivery()
    {
        var outcomes = Import(MemoryTable.Sample("amazon-mcf-template-jp-shiftjis.txt", '\t', "shift_jis"), Options with { IdPrefix = null });
        Assert.Equal(
            "JP-01: CUP-AO x1 [1], CUP-AKA x2 [2] -> 仮名 花子|架空区見本町1-2-3|見本ビル4階|東京都|100-0000|JP|03-5550-0101 Standard JP-01 2026-11-20 00:00",
            Text(outcomes[0]));
        Assert.Equal((true, 330m), (outcomes[0].Order!.CodSettings!.IsCodRequired, outcomes[0].Order!.CodSettings!.CodCharge!.Value));
        Assert.Equal(3, outcomes.Count(outcome => outcome.Order is not null));
    }

    [Fact]
    public void AGermanFileIsReadWithItsCultureAndWhatASpreadsheetBrokeIsRefused()
    {
        var outcomes = Import(
            MemoryTable.Sample("excel-german-semicolon-ansi.csv", ';', "windows-1252"),
            Options with { IdPrefix = null, Culture = CultureInfo.GetCultureInfo("de-DE") });
        Assert.Equal(["row 2, Phone: "], outcomes[0].Problems.Select(problem => problem[..14]));
        Assert.Equal((12.50m, "EUR"), (outcomes[1].Order!.Items[0].PerUnitDeclaredValue!.Value,
            outcomes[1].Order!.Items[0].PerUnitDeclaredValue!.CurrencyCode));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero), outcomes[1].Order!.DisplayableOrderDate);
        Assert.Contains("SellerFulfillmentOrderId", Assert.Single(outcomes[2].Problems), StringComparison.Ordinal);
    }

    internal static List<ImportOutcome> Import(ISourceTable table, ImportOptions? options = null)
    {
        var import = new OrderImport(options ?? Options);
        import.Read(table);
        return [.. import.Outcomes()];
    }

    internal static string Text(ImportOutcome outcome) => outcome.Order is { } order
        ? $"{order.SellerFulfillmentOrderId}: {string.Join(", ", order.Items.Select(item => $"{item.SellerSku} x{item.Quantity} [{item.SellerFulfillmentOrderItemId}]"))} -> "
            + string.Join('|', AddressOf(order)) + $" {order.ShippingSpeedCategory} {order.DisplayableOrderId} {order.DisplayableOrderDate:yyyy-MM-dd HH:mm}"
            + $"{(order.FeatureConstraints.Count > 0 ? " " + string.Join(',', order.FeatureConstraints) : "")}"
            + string.Concat(outcome.Lines.Select(line => $" without {line.Sku} {line.SkipReason}"))
        : outcome.Skipped is { } skipped ? $"{skipped.SellerFulfillmentOrderId} skipped: {skipped.SkipReason}"
        : $"{outcome.Target} refused: {string.Join("; ", outcome.Problems)}";

    internal static IEnumerable<string> AddressOf(FulfillmentOrder order)
    {
        var address = order.DestinationAddress!;
        return new[]
        {
            address.Name, address.AddressLine1, address.AddressLine2, address.AddressLine3, address.City, address.StateOrRegion,
            address.PostalCode, address.CountryCode, address.Phone,
        }.OfType<string>();
    }

    private static void AssertOutcomes(ISourceTable table, ImportOptions options, string[] expected) =>
        Assert.Equal(expected, Import(table, options).Select(Text));
}
