using System;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Imports;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Orders of which the file shows some lines as shipped, and orders that are paid on delivery.</summary>
public sealed class PartlyShippedTests
{
    private const string EbaySum = "Item number=|Item title=|Custom label=|Transaction ID=|Quantity=3";
    private const string EbayLine = "Post to name=|Post to address 1=|Post to city=|Post to postcode=|Post to country=";
    private const string EbayTea = EbayLine + "|Item number=330000000002|Item title=Tea|Custom label=TEA|Transaction ID=7002|Quantity=1";

    [Theory]
    [InlineData("Ebay", "", "Item number=330000000002|Custom label=TEA|Transaction ID=7002", "Dispatched on date=21-Nov-26")]
    [InlineData("Ebay", "", "Item number=330000000002|Custom label=TEA|Transaction ID=7002", "Tracking number=TBA1")]
    [InlineData("Ebay", EbaySum, EbayTea, "Dispatched on date=21-Nov-26")]
    [InlineData("Ebay", EbaySum + "|Dispatched on date=21-Nov-26", EbayTea, "Tracking number=TBA1")]
    [InlineData("EbayGermany", "", "Artikelnummer=330000000002|Bestandseinheit=TEA|Transaktions-ID=7002", "Sendungsnummer=1Z0")]
    [InlineData("Etsy", "", "Transaction ID=5002|SKU=TEA", "Date Shipped=11/21/2026")]
    [InlineData("TikTokShop", "", "SKU ID=172000000000000002|Seller SKU=TEA", "Shipped Time=11/21/2026 09:00:00")]
    [InlineData("TikTokShop", "", "SKU ID=172000000000000002|Seller SKU=TEA", "Order Status=Shipped|Order Substatus=Awaiting collection")]
    public void TheRestOfAPartlyShippedOrderIsSentWithASuffix(string format, string head, string line, string shipped)
    {
        string[] rows = head.Length == 0 ? [shipped, line] : [head, EbayLine + "|" + shipped, line];
        if (head.Length > 0)
        {
            rows[1] += "|Quantity=2";
        }

        var outcome = Assert.Single(SampleFileTests.Import(FormatRuleTests.Table(format, rows), FormatRuleTests.Options(format)));
        Assert.Equal(SkipReason.PartlyFulfilled, outcome.Skipped?.SkipReason);

        var rest = Assert.Single(SampleFileTests.Import(
            FormatRuleTests.Table(format, rows), FormatRuleTests.Options(format) with { IdSuffix = "-2" }));
        Assert.Equal("TEA", Assert.Single(rest.Order!.Items).SellerSku);
        Assert.EndsWith("-2", rest.Order.SellerFulfillmentOrderId, StringComparison.Ordinal);
        Assert.Equal(rest.Order.SellerFulfillmentOrderId, Assert.Single(rest.Lines).OrderId);
    }

    // Of each line, Amazon's report says how many units are left.
    [Fact]
    public void TheRestOfALineIsSentIfTheFileSaysHowManyUnitsAreLeft()
    {
        var options = FormatRuleTests.Options("AmazonOrderReport");
        var table = FormatRuleTests.Table(
            "AmazonOrderReport", "quantity-shipped=1|quantity-to-ship=2",
            "order-item-id=60000000000002|sku=TEA|quantity-purchased=4|quantity-shipped=0|quantity-to-ship=4",
            "order-item-id=60000000000003|sku=POT|quantity-purchased=1|quantity-shipped=1|quantity-to-ship=0");
        var skipped = Assert.Single(SampleFileTests.Import(table, options)).Skipped!;
        Assert.Equal((SkipReason.PartlyFulfilled, "quantity-shipped in row 2 is not 0."), (skipped.SkipReason, skipped.Detail));

        var rest = Assert.Single(SampleFileTests.Import(table, options with { IdSuffix = "-2" })).Order!;
        Assert.Equal("111-0000001-0000001-2", rest.SellerFulfillmentOrderId);
        Assert.Equal(["2 MUG", "4 TEA"], rest.Items.Select(item => $"{item.Quantity} {item.SellerSku}"));
    }

    [Fact]
    public void TheRestOfALineIsUncertainIfTheFileDoesNotSayHowManyUnitsAreLeft()
    {
        var options = FormatRuleTests.Options("AmazonOrderReport") with { IdSuffix = "-2" };
        var skipped = Assert.Single(SampleFileTests.Import(
            FormatRuleTests.Table("AmazonOrderReport", "-quantity-to-ship|quantity-shipped=1"), options)).Skipped!;
        Assert.Equal(
            (SkipReason.QuantityUncertain,
                "quantity-shipped in row 2 is not 0. The file has no column 'quantity-to-ship', so it is unknown how many units are left."),
            (skipped.SkipReason, skipped.Detail));
    }

    // Whoever holds the rest at Amazon must be told why it is not to be released.
    [Theory]
    [InlineData("Ebay", "Paid on date=--", "|Paid on date=--", "Dispatched on date=21-Nov-26", SkipReason.Unpaid)]
    [InlineData("Squarespace", "Fulfilled at=2026-11-21 09:30:00 -0500|Financial Status=PENDING", "", "", SkipReason.Unpaid)]
    [InlineData("WooSkyVerge", "status=partial-shipped|payment_method=cod", "", "", SkipReason.Unpaid)]
    [InlineData("BigCommerce", "Order Status=Partially Shipped|Shipping Method=Store Pickup", "", "", SkipReason.LocalPickup)]
    public void APartlyShippedOrderThatTheShopStopsHasTheReasonOfThat(
        string format, string change, string more, string shipped, SkipReason reason)
    {
        string[] rows = format == "Ebay"
            ? [EbaySum + "|" + change, EbayLine + "|Quantity=2|" + shipped + more, EbayTea + more] : [change];
        foreach (var suffix in new[] { null, "-2" })
        {
            var options = FormatRuleTests.Options(format) with { IdSuffix = suffix };
            Assert.Equal(
                reason, Assert.Single(SampleFileTests.Import(FormatRuleTests.Table(format, rows), options)).Skipped?.SkipReason);
        }
    }

    // Some formats have no column that says it of a line.
    [Theory]
    [InlineData("Squarespace", "Fulfilled at=2026-11-21 09:30:00 -0500")]
    [InlineData("WooSkyVerge", "status=partial-shipped")]
    [InlineData("WooSkyVergeDefault", "status=partial-shipped")]
    [InlineData("WooWebToffeeRows", "status=partially-shipped")]
    [InlineData("BigCommerce", "Order Status=Partially Shipped")]
    public void ThePartThatIsLeftIsUncertainIfNoLineIsMarkedAsShipped(string format, string change)
    {
        var options = FormatRuleTests.Options(format) with { IdSuffix = "-2" };
        var skipped = Assert.Single(SampleFileTests.Import(FormatRuleTests.Table(format, change), options)).Skipped!;
        Assert.Equal(SkipReason.QuantityUncertain, skipped.SkipReason);
        Assert.Contains($"{change.Split('=')[0]} in row 2", skipped.Detail, StringComparison.Ordinal);
        Assert.EndsWith("No line is marked as shipped, so it is unknown which of them are left.", skipped.Detail, StringComparison.Ordinal);
        Assert.EndsWith("-2", skipped.SellerFulfillmentOrderId, StringComparison.Ordinal);

        var all = Assert.Single(SampleFileTests.Import(FormatRuleTests.Table(format, change), options with { IncludesUncertain = true }));
        Assert.EndsWith("-2", all.Order?.SellerFulfillmentOrderId, StringComparison.Ordinal);
        var without = Assert.Single(SampleFileTests.Import(FormatRuleTests.Table(format, change), options with { IdSuffix = null }));
        Assert.Equal(SkipReason.PartlyFulfilled, without.Skipped?.SkipReason);
    }

    [Theory]
    [InlineData(EbaySum + "|Dispatched on date=21-Nov-26", "", "")]
    [InlineData(EbaySum, "|Dispatched on date=21-Nov-26", "|Dispatched on date=21-Nov-26")]
    [InlineData(EbaySum, "|Dispatched on date=21-Nov-26", "|Tracking number=TBA1")]
    public void AnOrderOfEbayIsFulfilledIfAllLinesAreOrItsSummarySaysSo(string head, string first, string second)
    {
        var options = FormatRuleTests.Options("Ebay") with { MaxAge = TimeSpan.FromDays(1), IdSuffix = "-2" };
        var table = FormatRuleTests.Table("Ebay", head, EbayLine + "|Quantity=2" + first, EbayTea + second);
        var skipped = Assert.Single(SampleFileTests.Import(table, options)).Skipped!;
        Assert.Equal(SkipReason.Fulfilled, skipped.SkipReason);
        Assert.Contains("has a value", skipped.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WooSkyVerge", "payment_method=cod", true)]
    [InlineData("WooSkyVerge", "payment_method=smart_cod", true)]
    [InlineData("WooSkyVerge", "payment_method=codigo", false)]
    [InlineData("WooSkyVerge", "payment_method=cod|paid_date=2026-11-21 10:00:00", false)]
    [InlineData("WooSkyVergeDefault", "payment_method=other|payment_method_title=Per Nachnahme", true)]
    [InlineData("WooWebToffeeRows", "payment_method=other|payment_method_title=Paiement à la livraison", true)]
    [InlineData("WooWebToffeeRows", "payment_method=stripe|payment_method_title=Carte, remboursement possible", false)]
    [InlineData("Squarespace", "Payment Method=Cash On Delivery|Paid at=", true)]
    [InlineData("Squarespace", "Payment Method=Cash On Delivery|Paid at=2026-11-20", false)]
    [InlineData("TikTokShop", "Payment Method=代金引換|Paid Time=", true)]
    public void AnOrderThatIsPaidOnDeliveryIsUnpaid(string format, string change, bool isHeld)
    {
        var outcome = Assert.Single(SampleFileTests.Import(FormatRuleTests.Table(format, change), FormatRuleTests.Options(format)));
        Assert.Equal(isHeld ? SkipReason.Unpaid : null, outcome.Skipped?.SkipReason);
        Assert.Equal(isHeld, outcome.Skipped?.Detail?.EndsWith(
            "it is to be paid on delivery, and Amazon collects no money.", StringComparison.Ordinal) == true);
        Assert.Equal(!isHeld, outcome.Order is not null);
    }

    [Fact]
    public void AMapThatReplacesThePaymentMethodSendsTheOrder()
    {
        var options = FormatRuleTests.Options("WooSkyVerge") with { Map = new ColumnMap([new("PaymentMethod", null, _ => "")]) };
        Assert.NotNull(Assert.Single(SampleFileTests.Import(FormatRuleTests.Table("WooSkyVerge", "payment_method=cod"), options)).Order);
    }

    [Fact]
    public void AMissingColumnIsNotToldWhereAnotherOneSaysTheSame()
    {
        var binding = new OrderImport(FormatRuleTests.Options("WooSkyVerge")).Read(FormatRuleTests.Table("WooSkyVerge", "payment_method=bacs")).Binding;
        Assert.DoesNotContain(binding.Unchecked(), missing => missing.Reason == SkipReason.Unpaid);
        var without = new OrderImport(FormatRuleTests.Options("WooSkyVerge")).Read(FormatRuleTests.Table("WooSkyVerge", "")).Binding;
        Assert.Contains(("payment_method", SkipReason.Unpaid), without.Unchecked());
    }
}
