using System;
using System.Linq;
using FbaOutbound.Core.Tests.Rows;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Formats;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Order numbers, SKUs and quantities as a spreadsheet or a slip of the hand leaves them.</summary>
public sealed class SpreadsheetFormTests
{
    [Theory]
    [InlineData("Etsy", "Order ID", "3,300,000,001")]
    [InlineData("Etsy", "Order ID", "3.300.000.001")]
    [InlineData("Etsy", "Order ID", "3 300 000 001")]
    [InlineData("Etsy", "Order ID", "03300000001")]
    [InlineData("Etsy", "Order ID", "3300000001.0")]
    [InlineData("Etsy", "Order ID", "3300000001,00")]
    [InlineData("Etsy", "Order ID", "3.3E+09")]
    [InlineData("Etsy", "Order ID", "#3300000001")]
    [InlineData("Etsy", "Order ID", "Ada Invented")]
    [InlineData("EtsyUk", "Order ID", "3,002")]
    [InlineData("Squarespace", "Order ID", "801.0")]
    [InlineData("Squarespace", "Order ID", "Mar-02")]
    [InlineData("BigCommerce", "Order ID", "0101")]
    [InlineData("BigCommerce", "Order ID", "1,001")]
    [InlineData("Ebay", "Order number", "1234567-89012")]
    [InlineData("EbayGermany", "Bestellnummer", "12-34567-8901")]
    [InlineData("TikTokShop", "Order ID", "5.76E+17")]
    [InlineData("TikTokShop", "Order ID", "576,000,000,000,000,001")]
    [InlineData("TikTokShop", "Order ID", "576000000000000000")]
    [InlineData("AmazonOrderReport", "order-id", "111-0000001")]
    [InlineData("WooSkyVerge", "order_number", "4,501")]
    [InlineData("WooSkyVerge", "order_number", "4501.0")]
    [InlineData("WooSkyVerge", "order_number", "4.501E+03")]
    [InlineData("WooWebToffeeRows", "order_number", "2-Mar")]
    public void AnOrderNumberThatASpreadsheetChangedIsRefused(string format, string column, string number)
    {
        var outcome = Assert.Single(SampleFileTests.Import(
            FormatRuleTests.Table(format, $"{column}={number}"), FormatRuleTests.Options(format)));
        Assert.Contains($"row 2, {column}", Assert.Single(outcome.Problems), StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", outcome.Problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersOfAnotherColumnNeedNotLookLikeTheFormats()
    {
        var options = FormatRuleTests.Options("Ebay") with { Map = new ColumnMap([new("SellerFulfillmentOrderId", "Sales record number", null)]) };
        Assert.Equal("45", Assert.Single(SampleFileTests.Import(FormatRuleTests.Table("Ebay", ""), options)).Order!.SellerFulfillmentOrderId);
        Assert.Single(Assert.Single(SampleFileTests.Import(FormatRuleTests.Table("Ebay", "Sales record number=45.0"), options)).Problems);
    }

    [Theory]
    [InlineData("2-Mar")]
    [InlineData("02. Mrz")]
    [InlineData("Mar-02")]
    [InlineData("Sept-26")]
    [InlineData("2-mars-26")]
    [InlineData("01.02.2026")]
    [InlineData("3/2/2026")]
    [InlineData("2022-03-02")]
    [InlineData("2022-03-02T00:00:00")]
    [InlineData("1.20E+13")]
    [InlineData("12E+13")]
    [InlineData("123.0")]
    [InlineData("00123.0")]
    [InlineData("1234567890123.00")]
    [InlineData("123,0")]
    public void ASkuThatASpreadsheetChangedIsRefusedUnlessTheSkuMapHasIt(string sku)
    {
        var table = FormatRuleTests.Table("Etsy", $"SKU={sku}");
        var problem = Assert.Single(Assert.Single(SampleFileTests.Import(table, FormatRuleTests.Options("Etsy"))).Problems);
        Assert.Contains("row 2, SKU: ", problem, StringComparison.Ordinal);
        Assert.Contains("spreadsheet", problem, StringComparison.Ordinal);

        var map = new SkuMap();
        map.Add(sku, "AMZ-1", 1);
        var outcomes = SampleFileTests.Import(table, FormatRuleTests.Options("Etsy") with { SkuMap = map });
        if (sku == "1.20E+13")
        {
            // Digits that are lost are lost in the map, too.
            Assert.Null(outcomes[0].Order);
        }
        else
        {
            Assert.Equal("AMZ-1", outcomes[0].Order!.Items[0].SellerSku);
        }

        Assert.Throws<OrderFileException>(() => new SkuMap().Add("MUG", sku, 1));
    }

    [Theory]
    [InlineData("Etsy", "Order ID", "'3300000001", "SKU")]
    [InlineData("WooSkyVerge", "order_number", "'#1001", null)]
    [InlineData("Squarespace", "Order ID", "'00801", "Lineitem sku")]
    [InlineData("AmazonMcfCancel", "MerchantFulfillmentOrderID", "'U6", null)]
    [InlineData("own", "OrderId", "'U6", "Sku")]
    [InlineData("own", "OrderId", "'00123", "Sku")]
    public void AnIdOrASkuThatASpreadsheetHasMarkedAsTextIsRefusedInTheWordsOfRows(
        string format, string column, string id, string? skuColumn)
    {
        const string Mark = "begins with the apostrophe that a spreadsheet puts before text";
        string Problem(string column, string text)
        {
            var imported = format == "own"
                ? SampleFileTests.Import(
                    MemoryTable.Of("OrderId,Name,AddressLine1,City,PostalCode,CountryCode,Sku,Quantity\n"
                        + $"{(column == "OrderId" ? text : "U6")},Ada Invented,1 Sample Street,Fableton,AB1 2CD,GB,"
                        + $"{(column == "Sku" ? text : "MUG")},1"),
                    SampleFileTests.Options with { IdPrefix = null, After = null })
                : SampleFileTests.Import(FormatRuleTests.Table(format, $"{column}={text}"), FormatRuleTests.Options(format));
            return Assert.Single(Assert.Single(imported).Problems);
        }

        Assert.Contains($"row 2, {column}: ", Problem(column, id), StringComparison.Ordinal);
        Assert.Contains(Mark, Problem(column, id), StringComparison.Ordinal);
        if (skuColumn is not null)
        {
            Assert.Contains(Mark, Problem(skuColumn, "'00123"), StringComparison.Ordinal);
            Assert.Contains(Mark, Problem(skuColumn, "'MUG"), StringComparison.Ordinal);
        }

        Assert.Contains(Mark, SampleRows.Fault("SellerSku", "'00123"), StringComparison.Ordinal);
    }

    // Programs of shops put the mark before what a spreadsheet would calculate.
    [Fact]
    public void ASkuThatBeginsWithASignOfAFormulaKeepsItWithoutTheMark()
    {
        var table = FormatRuleTests.Table("Etsy", "SKU='-MUG");
        Assert.Equal(
            "-MUG", Assert.Single(SampleFileTests.Import(table, FormatRuleTests.Options("Etsy"))).Order!.Items[0].SellerSku);
    }

    [Theory]
    [InlineData("3-SET")]
    [InlineData("NOV-26")]
    [InlineData("123.0")]
    public void ASkuThatStandsForItselfInTheSkuMapIsSent(string sku)
    {
        var map = new SkuMap();
        map.Add(sku, sku, 1);
        var outcomes = SampleFileTests.Import(
            FormatRuleTests.Table("Etsy", $"SKU={sku}"), FormatRuleTests.Options("Etsy") with { SkuMap = map });
        Assert.Equal(sku, outcomes[0].Order!.Items[0].SellerSku);
    }

    [Theory]
    [InlineData("MAR-BLUE")]
    [InlineData("MAY-2000X")]
    [InlineData("12E5")]
    [InlineData("44622")]
    [InlineData("SEP-9-BLUE")]
    [InlineData("10-20-30-40")]
    public void OtherSkusAreSent(string sku) => Assert.Equal(
        sku,
        Assert.Single(SampleFileTests.Import(FormatRuleTests.Table("Etsy", $"SKU={sku}"), FormatRuleTests.Options("Etsy")))
            .Order!.Items[0].SellerSku);

    [Theory]
    [InlineData("999", 1, null)]
    [InlineData("1000", 1, SkipReason.QuantityUncertain)]
    [InlineData("99999", 1, SkipReason.QuantityUncertain)]
    [InlineData("100", 10, SkipReason.QuantityUncertain)]
    public void MoreUnitsThanAnyoneOrdersAreHeldBackUnlessTheUserHasLooked(string quantity, int parts, SkipReason? reason)
    {
        var map = new SkuMap();
        map.Add("MUG", "AMZ", parts);
        var options = FormatRuleTests.Options("Etsy") with { SkuMap = map };
        var table = FormatRuleTests.Table("Etsy", $"Quantity={quantity}");
        var outcome = Assert.Single(SampleFileTests.Import(table, options));
        Assert.Equal(reason, outcome.Skipped?.SkipReason);
        Assert.Equal(reason is null, outcome.Skipped?.Detail is null);
        Assert.NotNull(Assert.Single(SampleFileTests.Import(table, options with { IncludesUncertain = true })).Order);
    }

    [Theory]
    [InlineData("#1001", "1001")]
    [InlineData("#1001", "#01001")]
    [InlineData("SS-5001", "ss5001")]
    [InlineData("00801", "801")]
    [InlineData("M-#1001", "M-1001")]
    public void SpellingsOfOneNumberHaveOneCore(string left, string right) =>
        Assert.Equal(OrderNumbers.CoreOf(left), OrderNumbers.CoreOf(right));

    [Theory]
    [InlineData("1001-1", "10011")]
    [InlineData("1001", "10010")]
    [InlineData("A1001", "B1001")]
    [InlineData("#1001", "#1001-R")]
    [InlineData("0", "00A")]
    public void OtherNumbersHaveOtherCores(string left, string right) =>
        Assert.NotEqual(OrderNumbers.CoreOf(left), OrderNumbers.CoreOf(right));

    [Fact]
    public void AnUnknownStatusIsQuotedUnlessItMayBeAPerson()
    {
        string Detail(string change) => Assert.Single(SampleFileTests.Import(
            FormatRuleTests.Table("WooSkyVerge", change), FormatRuleTests.Options("WooSkyVerge"))).Skipped!.Detail!;
        Assert.Equal("status in row 2 has the unknown value 'awaiting-parts'.", Detail("status=awaiting-parts"));
        Assert.Equal("status in row 2 has no value.", Detail("status="));
        Assert.Equal("status in row 2 has an unknown value.", Detail("status=Ada"));
        Assert.Equal("status in row 2 has an unknown value.", Detail("status=503-555-0101"));
    }

    [Fact]
    public void ASkuThatDiffersInCaseFromTheMapSaysSo()
    {
        var map = new SkuMap();
        map.Add("mug", "AMZ", 1);
        var outcome = Assert.Single(SampleFileTests.Import(
            FormatRuleTests.Table("Etsy", ""), FormatRuleTests.Options("Etsy") with { SkuMap = map }));
        Assert.Contains("'MUG' differs in case from 'mug'", outcome.Problems.Single(), StringComparison.Ordinal);
    }
}
