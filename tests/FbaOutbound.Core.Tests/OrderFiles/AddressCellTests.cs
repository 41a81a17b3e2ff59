using System;
using System.Linq;
using FbaOutbound.OrderFiles.Imports;
using FbaOutbound.Rules;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>What becomes of the cells of an address: cities in Japan, cells that say nothing, and how errors name the cells.</summary>
public sealed class AddressCellTests
{
    [Theory]
    [InlineData("丸の内1-1-1", "", "千代田区", "東京都", "千代田区丸の内1-1-1||東京都")]
    [InlineData("1-1-1", "", "千代田区", "JP-13", "千代田区1-1-1||東京都")]
    [InlineData("千代田区丸の内1-1-1", "", "千代田区", "JP13", "千代田区丸の内1-1-1||東京都")]
    [InlineData("丸の内1-1-1", "千代田区", "千代田区", "", "丸の内1-1-1|千代田区|")]
    [InlineData("1-1-1 Marunouchi", "", "Chiyoda-ku", "jp-13", "1-1-1 Marunouchi, Chiyoda-ku||Tokyo")]
    [InlineData("1-1-1 Marunouchi, chiyoda-ku", "Room 2", "Chiyoda-ku", "JP-01", "1-1-1 Marunouchi, chiyoda-ku|Room 2|Hokkaido")]
    [InlineData("1-1-1 Tsubame", "", "Tsu", "JP-24", "1-1-1 Tsubame, Tsu||Mie")]
    [InlineData("Marunouchi 1-1-1", "", "千代田区", "Tokyo", "千代田区 Marunouchi 1-1-1||Tokyo")]
    [InlineData("丸の内1-1-1", "", "Chiyoda-ku", "Tokyo", "Chiyoda-ku 丸の内1-1-1||Tokyo")]
    [InlineData("丸の内1-1-1", "", "", "JP-48", "丸の内1-1-1||JP-48")]
    public void AmazonUsesNoCityInJapan(string line, string second, string city, string state, string expected)
    {
        var address = Assert.Single(SampleFileTests.Import(
            FormatRuleTests.Table("Squarespace", $"Shipping Address1={line}|Shipping Address2={second}|Shipping City={city}|"
                + $"Shipping Province={state}|Shipping Zip=100-0005|Shipping Country=JP"),
            FormatRuleTests.Options("Squarespace") with { AllowsExport = true })).Order!.DestinationAddress!;
        Assert.Equal(expected, $"{address.AddressLine1}|{address.AddressLine2}|{address.StateOrRegion}");
        Assert.Null(address.City);
    }

    [Fact]
    public void ACityInJapanThatIsAPlaceholderIsStillAnError() => Assert.Contains(
        "Shipping City",
        Assert.Single(Assert.Single(SampleFileTests.Import(
            FormatRuleTests.Table("Squarespace", "Shipping City=N/A|Shipping Country=JP|Shipping Zip=100-0005"),
            FormatRuleTests.Options("Squarespace") with { AllowsExport = true })).Problems),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("N/A")]
    [InlineData("n.a.")]
    [InlineData("NA")]
    [InlineData("none")]
    [InlineData("(None)")]
    [InlineData("null")]
    [InlineData("keine")]
    [InlineData("k.A.")]
    [InlineData("No")]
    [InlineData("#")]
    [InlineData("なし")]
    [InlineData("ﾅｼ")]
    [InlineData("Ne\u0301ant")]
    public void AnOptionalCellThatSaysNothingIsBlank(string text)
    {
        var address = Assert.Single(SampleFileTests.Import(
            FormatRuleTests.Table("WooWebToffeeRows", $"shipping_company={text}|shipping_address_2={text}|shipping_phone={text}"),
            FormatRuleTests.Options("WooWebToffeeRows"))).Order!.DestinationAddress!;
        Assert.Equal((null, null, null), (address.AddressLine2, address.AddressLine3, address.Phone));
    }

    // A spreadsheet shows them in a column that is too narrow, and has saved them in place of the value.
    [Theory]
    [InlineData("Shipping Phone", "#########")]
    [InlineData("Shipping Phone", "##")]
    [InlineData("Shipping Address2", "####")]
    [InlineData("Discount Code", "####")]
    [InlineData("Shipping Province", "###")]
    public void ACellOfNumberSignsIsRefused(string column, string text)
    {
        var outcome = Assert.Single(SampleFileTests.Import(
            FormatRuleTests.Table("Squarespace", $"{column}={text}"), FormatRuleTests.Options("Squarespace")));
        if (column == "Discount Code")
        {
            // What is not read matters to nothing.
            Assert.NotNull(outcome.Order);
            return;
        }

        Assert.Contains(
            $"row 2, {column}: consists of # signs, which a spreadsheet shows when a column is too narrow",
            Assert.Single(outcome.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("N")]
    [InlineData("1")]
    [InlineData("0")]
    [InlineData("x")]
    [InlineData("#5")]
    [InlineData("No. 5")]
    [InlineData("Nashville Hall")]
    [InlineData("YÖK")]
    [InlineData("Nö")]
    public void WhatCanBePartOfAnAddressStays(string text) => Assert.Equal(text, Assert.Single(SampleFileTests.Import(
        FormatRuleTests.Table("Squarespace", $"Shipping Address2={text}"), FormatRuleTests.Options("Squarespace")))
        .Order!.DestinationAddress!.AddressLine2);

    [Theory]
    [InlineData("Shipping Address1=N/A")]
    [InlineData("Shipping Name=-")]
    [InlineData("Shipping City=none of your business|Shipping Zip=")]
    [InlineData("Shipping Address2=??")]
    [InlineData("Shipping Address2=TBD")]
    [InlineData("Shipping Address2=***")]
    [InlineData("Shipping Phone=(+1)617*****01")]
    [InlineData("Shipping Province=M*****")]
    public void WhatIsRequiredOrLostStaysAnError(string change) => Assert.NotEmpty(Assert.Single(SampleFileTests.Import(
        FormatRuleTests.Table("Squarespace", change), FormatRuleTests.Options("Squarespace"))).Problems);

    [Theory]
    [InlineData("NA", "NA")]
    [InlineData("NO", "NO")]
    [InlineData("-", null)]
    [InlineData("n/a", null)]
    public void AStateOfTwoLettersIsNoMissingValue(string text, string? state) => Assert.Equal(state, Assert.Single(SampleFileTests.Import(
        FormatRuleTests.Table("Squarespace", $"Shipping Province={text}|Shipping Country=IT|Shipping Zip=80100"),
        FormatRuleTests.Options("Squarespace") with { AllowsExport = true })).Order!.DestinationAddress!.StateOrRegion);

    [Theory]
    [InlineData("shipping_address_1=12-Apr", "row 2, shipping_address_1: is a date")]
    [InlineData("shipping_address_2=1.2E+3", "row 2, shipping_address_2: was changed to scientific notation")]
    [InlineData("shipping_company=2003-02-03", "row 2, shipping_company: is a date")]
    [InlineData("shipping_address_1=2001/2/3|shipping_city=千代田区|shipping_state=JP-13|shipping_country=JP|shipping_postcode=100-0005",
        "row 2, shipping_address_1: is a date")]
    public void WhatASpreadsheetMadeOfAPartOfTheAddressIsRefused(string change, string expected) => Assert.Contains(
        Assert.Single(SampleFileTests.Import(
            FormatRuleTests.Table("WooWebToffeeRows", change),
            FormatRuleTests.Options("WooWebToffeeRows") with { AllowsExport = true })).Problems,
        problem => problem.StartsWith(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("Squarespace", "", "DestinationAddress.PostalCode", "row 2, Shipping Zip: is wrong")]
    [InlineData("Squarespace", "", "Items[0].SellerSku", "row 2, Lineitem sku: is wrong")]
    [InlineData("Squarespace", "", "DisplayableOrderId", "row 2, Order ID: is wrong")]
    [InlineData("Squarespace", "", "DeliveryWindow", "DeliveryWindow is wrong")]
    [InlineData("WooWebToffeeRows", "", "DestinationAddress.Name", "row 2, shipping_first_name and shipping_last_name: is wrong")]
    [InlineData("WooWebToffeeRows", "", "DestinationAddress.AddressLine2", "row 2, shipping_company: is wrong")]
    [InlineData("WooSkyVerge", "shipping_company=|shipping_first_name=|shipping_last_name=|shipping_address_1=|shipping_postcode=|"
        + "shipping_city=|shipping_state=|shipping_country=", "DestinationAddress.PostalCode", "row 2, billing_postcode: is wrong")]
    public void AnErrorOfTheOrderNamesTheCellOfTheFile(string format, string change, string member, string expected)
    {
        var options = FormatRuleTests.Options(format) with
        {
            Validate = _ => [new OrderProblem { Member = member, Message = $"{member} is wrong" }],
        };
        var outcome = Assert.Single(SampleFileTests.Import(FormatRuleTests.Table(format, change), options));
        Assert.Equal(expected, Assert.Single(outcome.Problems));
    }

    [Theory]
    [InlineData("WooSkyVergeDefault", "line_items=name:Mug; blue¦sku:MUG¦quantity:1", "row 2, line_items: a cell with items cannot be read completely: "
        + "its item 1 has no 'sku:', or a name in it contains ';', which ends an item")]
    [InlineData("WooSkyVergeDefault", "line_items={\"sku\":\"MUG\"}", "row 2, line_items: a cell with items cannot be read completely: it is JSON")]
    [InlineData("BigCommerce", "Product Details=Product ID: 1, Product SKU: A, Product Name: Mug", "Product Details: a cell with items cannot be read "
        + "completely: its item 1 has no 'Product Qty:'")]
    [InlineData("WooSkyVergeDefault", "line_items=name:Mug¦sku:MUG¦quantity:many", "row 2, line_items, quantity: is not a number of units")]
    [InlineData("WooSkyVergeDefault", "shipping_first_name=|shipping_last_name=|shipping_company=",
        "row 2, shipping_first_name and shipping_last_name: is blank")]
    public void AnErrorOfACellNamesItsColumnAndWhatIsMissing(string format, string change, string expected) => Assert.Contains(
        Assert.Single(SampleFileTests.Import(FormatRuleTests.Table(format, change), FormatRuleTests.Options(format))).Problems,
        problem => problem.Contains(expected, StringComparison.Ordinal));

    [Theory]
    [InlineData("WooWebToffeeRows", "status=in-bearbeitung", "-Map @{ Status = { if ($_.'status' -eq 'in-bearbeitung') { 'processing' } else { $_.'status' } } }")]
    [InlineData("Squarespace", "Financial Status=", "-Map @{ PaymentStatus = { if ($_.'Financial Status' -eq '') { 'paid' } ")]
    [InlineData("Squarespace", "Financial Status=Ada", "-Map @{ PaymentStatus = { if ($_.'Financial Status' -eq '…') { 'paid' } ")]
    public void AnUnknownStatusShowsHowToMapIt(string format, string change, string expected)
    {
        var counts = new ImportCounts();
        counts.Add(Assert.Single(SampleFileTests.Import(FormatRuleTests.Table(format, change), FormatRuleTests.Options(format))));
        Assert.Contains(expected, counts.Warnings().First(), StringComparison.Ordinal);
    }
}
