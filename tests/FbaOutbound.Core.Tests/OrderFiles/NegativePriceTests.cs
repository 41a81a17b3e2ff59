using System.Globalization;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Lines whose price is negative are discounts, however the amount is written.</summary>
public sealed class NegativePriceTests
{
    [Theory]
    [InlineData("-10.00", true)]
    [InlineData("-10,00", true)]
    [InlineData("10.00-", true)]
    [InlineData("10,00-", true)]
    [InlineData("- 10,00 €", true)]
    [InlineData("-€10,00", true)]
    [InlineData("€-10,00", true)]
    [InlineData("10,00 €-", true)]
    [InlineData("10,00- EUR", true)]
    [InlineData("\u221210,00", true)]
    [InlineData("\u201310.00", true)]
    [InlineData("(10,00)", true)]
    [InlineData("(€ 10,00)", true)]
    [InlineData("-1.234,50", true)]
    [InlineData("-10 kr", true)]
    [InlineData("10.00", false)]
    [InlineData("10,00", false)]
    [InlineData("-0,00", false)]
    [InlineData("-", false)]
    [InlineData("--", false)]
    [InlineData("25,-", false)]
    [InlineData("25.–", false)]
    [InlineData("€ 25,--", false)]
    [InlineData("free", false)]
    [InlineData("A-1", false)]
    [InlineData("1-A", false)]
    [InlineData("ten-", null)]
    [InlineData("-x", null)]
    [InlineData("-1O.00", null)]
    public void TheSignIsReadInEveryCulture(string text, bool? isNegative) =>
        Assert.Equal(isNegative, new FileValues(OrderFormats.Find("Etsy"), null).IsNegative(text));

    [Fact]
    public void ATrailingMinusIsPartOfTheAmount()
    {
        var values = new FileValues(OrderFormats.Find("Etsy"), CultureInfo.GetCultureInfo("de-DE"));
        Assert.Equal((-10.5m, -10.5m, -10.5m), (values.Number("10,50-"), values.Number("-10,50"), values.Number("10,50 €-")));
        Assert.Null(values.Number("1-2"));
    }

    [Theory]
    [InlineData("-10,00")]
    [InlineData("10.00-")]
    public void ADiscountIsNotSent(string price)
    {
        var outcome = Import(price);
        Assert.Equal("MUG", Assert.Single(outcome.Order!.Items).SellerSku);
        Assert.Equal(SkipReason.NotShippable, Assert.Single(outcome.Lines).SkipReason);
    }

    [Fact]
    public void APriceWithAMinusThatIsNoAmountHoldsTheOrder()
    {
        var outcome = Import("-1O.00");
        Assert.Equal(SkipReason.QuantityUncertain, outcome.Skipped!.SkipReason);
        Assert.Equal("Price in row 3 begins or ends with a minus sign, but is not an amount.", outcome.Skipped.Detail);
        Assert.Equal(2, Import("-1O.00", includesUncertain: true).Order!.Items.Count);
    }

    private static ImportOutcome Import(string price, bool includesUncertain = false) => Assert.Single(SampleFileTests.Import(
        FormatRuleTests.Table("Etsy", "Price=12.50", $"Price={price}|SKU=DISCOUNT|Transaction ID=4200000099"),
        FormatRuleTests.Options("Etsy") with { IncludesUncertain = includesUncertain }));
}
