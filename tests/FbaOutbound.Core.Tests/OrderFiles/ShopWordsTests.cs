using System;
using FbaOutbound.Rows;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Which unknown statuses and shipping methods a message quotes: what can be a recipient's in the wrong cell is not.</summary>
public sealed class ShopWordsTests
{
    [Theory]
    [InlineData("Wird bearbeitet")]
    [InlineData("PARTIALLY_FULFILLED")]
    [InlineData("Partially Shipped")]
    [InlineData("awaiting-parts")]
    [InlineData("On Hold")]
    [InlineData("In Stock")]
    [InlineData("New")]
    [InlineData("En préparation")]
    [InlineData("In lavorazione")]
    [InlineData("W realizacji")]
    [InlineData("処理中")]
    [InlineData("Juhtum pooleli")]
    [InlineData("WAHR")]
    [InlineData("Eilzustellung")]
    public void AWordOfShopsIsQuoted(string status) =>
        Assert.Contains($"the unknown value '{status}'", Status(status), StringComparison.Ordinal);

    [Theory]
    [InlineData("Rosa Invented")]
    [InlineData("Ro Lee")]
    [InlineData("Smith")]
    [InlineData("Anna-Lena")]
    [InlineData("Exampleton")]
    [InlineData("Doris Day")]
    [InlineData("Bill Block")]
    [InlineData("rosa invented")]
    [InlineData("Maria della Rosa")]
    [InlineData("Ludwig van Invented")]
    [InlineData("Ana de la Cruz")]
    public void ANameIsNot(string status) => Assert.Contains("has an unknown value", Status(status), StringComparison.Ordinal);

    [Fact]
    public void WhatOrdersOfSeveralRecipientsHaveIsTheShops()
    {
        var details = SampleFileTests.Import(
            FormatRuleTests.Table("Squarespace",
                "Order ID=1|Fulfillment Status=Sonderfall|Shipping Name=Ada Invented",
                "Order ID=2|Fulfillment Status=Sonderfall|Shipping Name=Bo Example",
                "Order ID=3|Fulfillment Status=Cleo Sample|Shipping Name=Dee",
                "Order ID=4|Fulfillment Status=Cleo Sample|Shipping Name=Dee"),
            FormatRuleTests.Options("Squarespace")).ConvertAll(outcome => outcome.Skipped!.Detail!);
        Assert.All(details[..2], detail => Assert.Contains("'Sonderfall'", detail, StringComparison.Ordinal));
        Assert.All(details[2..], detail => Assert.Contains("an unknown value", detail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Flat rate", true)]
    [InlineData("Value", true)]
    [InlineData("Freight", true)]
    [InlineData("DHL Paket", true)]
    [InlineData("Envío estándar", true)]
    [InlineData("USPS Ground Advantage", true)]
    [InlineData("Main Street", false)]
    [InlineData("Rosa Invented", false)]
    [InlineData("Smith", false)]
    [InlineData("Exampleton", false)]
    [InlineData("Parcel 6175550101", false)]
    [InlineData("Delivery to 1 Sample Street", false)]
    public void AShippingMethodIsQuotedByTheSameRule(string method, bool isShown)
    {
        var outcome = Assert.Single(SampleFileTests.Import(
            FormatRuleTests.Table("Squarespace", $"Shipping Method={method}"), FormatRuleTests.Options("Squarespace")));
        Assert.Equal((method, isShown), (outcome.AssumedMethod, outcome.IsMethodShown));
    }

    [Theory]
    [InlineData("Express 5", true)]
    [InlineData("Next Working Day", true)]
    [InlineData("Blitzlieferung", true)]
    [InlineData("Corriere espresso", true)]
    [InlineData("Eilzustellung", true)]
    [InlineData("Prioritaire", true)]
    [InlineData("2Day", true)]
    [InlineData("お急ぎ便", true)]
    [InlineData("Neil Invented", false)]
    [InlineData("Express 6175550101", false)]
    [InlineData("Express Ada Invented", false)]
    public void SoIsOneThatNamesASpeed(string method, bool isShown) => Assert.Equal(isShown, Assert.Single(Assert.Single(
        SampleFileTests.Import(
            FormatRuleTests.Table("Squarespace", $"Shipping Method={method}"), FormatRuleTests.Options("Squarespace"))).Problems)
        .Contains($"'{method}'", StringComparison.Ordinal));

    [Theory]
    [InlineData("6175550101", false, false, false)]
    [InlineData("617-555-0101", false, false, false)]
    [InlineData("+1 (617) 555 0101", false, false, false)]
    [InlineData("2025550101", false, false, false)]
    [InlineData("202-555-0101", false, false, false)]
    [InlineData("Second day 2", true, false, false)]
    [InlineData("2 days", true, true, false)]
    [InlineData("2026-13-14", true, true, true)]
    [InlineData("20261314 10:00", false, false, false)]
    [InlineData("20260514 10:00", false, true, true)]
    [InlineData("14/05/2026 10:00:00", false, true, true)]
    [InlineData("1.234.567,50", false, true, true)]
    [InlineData("1234567,50", false, true, true)]
    [InlineData("12,5", false, true, true)]
    public void APhoneIsNotQuotedWhereverItStands(string text, bool asWord, bool asDate, bool asAmount)
    {
        bool IsShown(CellForm form) => Offending.Shown(text, form).Length > 0;
        Assert.Equal((asWord, asDate, asAmount), (IsShown(CellForm.Word(["Ship"])), IsShown(CellForm.Date), IsShown(CellForm.Amount)));
    }

    private static string Status(string status) => Assert.Single(SampleFileTests.Import(
        FormatRuleTests.Table("Squarespace", $"Fulfillment Status={status}"), FormatRuleTests.Options("Squarespace"))).Skipped!.Detail!;
}
