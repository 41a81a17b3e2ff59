using System;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Shipments;
using Xunit;

namespace FbaOutbound.Core.Tests.Orders;

public sealed class ComparableTests
{
    [Fact]
    public void AmountsSortByNumber() =>
        Assert.Equal(
            ["9 USD", "10 USD", "100 USD"], new[] { Dollars(100), Dollars(9), Dollars(10) }.Order().Select(money => money.ToString()));

    [Fact]
    public void AmountsOfTwoCurrenciesAreNeverComparedOrAdded()
    {
        var euros = new Money { CurrencyCode = "EUR", Value = 5 };
        foreach (var act in new Action[] { () => Dollars(5).CompareTo(euros), () => _ = Dollars(5) + euros, () => _ = Dollars(5) - euros,
            () => _ = Dollars(5) < new Money { Value = 5 } })
        {
            var error = Assert.Throws<NotComparableException>(act);
            Assert.Contains("USD", error.Message, StringComparison.Ordinal);
        }

        Assert.Contains("EUR", Assert.Throws<NotComparableException>(() => Dollars(5).CompareTo(euros)).Message, StringComparison.Ordinal);
        Assert.NotEqual(Dollars(5), euros);
    }

    [Fact]
    public void AmountsAreEqualWhateverTheirScaleAndTheCaseOfTheirCurrency()
    {
        var same = new Money { CurrencyCode = "usd", Value = 5.00m };
        Assert.Equal(Dollars(5), same);
        Assert.Equal(Dollars(5).GetHashCode(), same.GetHashCode());
        Assert.Equal("10.00 usd", (same + same).ToString());
    }

    [Theory]
    [InlineData("16", "oz", "1", "lb", 0)]
    [InlineData("15.9", "oz", "1", "LB", -1)]
    [InlineData("1", "KG", "2.20462", "POUNDS", 1)]
    [InlineData("1000", "g", "1.000", "kilograms", 0)]
    [InlineData("79228162514264337593543950335", "kg", "1", "g", 1)]
    [InlineData("2", "STONE", "10", "stone", -1)]
    public void WeightsCompareInWhateverUnit(string left, string leftUnit, string right, string rightUnit, int sign)
    {
        var (one, other) = (Weight(left, leftUnit), Weight(right, rightUnit));
        Assert.Equal(sign, Math.Sign(one.CompareTo(other)));
        Assert.Equal(-sign, Math.Sign(other.CompareTo(one)));
        Assert.Equal(sign == 0, one.Equals(other));
        Assert.True(sign != 0 || one.GetHashCode() == other.GetHashCode());
    }

    [Theory]
    [InlineData("KG", "STONE")]
    [InlineData("KG", null)]
    [InlineData("lb", "inches")]
    public void MeasuresOfTwoKindsAreNotCompared(string unit, string? other)
    {
        var error = Assert.Throws<NotComparableException>(() => Weight("1", unit).CompareTo(new Weight { Value = 1, Unit = other }));
        Assert.Contains(unit, error.Message, StringComparison.Ordinal);
        Assert.Contains(other ?? "no unit", error.Message, StringComparison.Ordinal);
        Assert.NotEqual(Weight("1", unit), new Weight { Value = 1, Unit = other });
    }

    [Fact]
    public void LengthsAndVolumesCompareToo()
    {
        Assert.True(new Length { Value = 1, Unit = "inches" } > new Length { Value = 2.5m, Unit = "centimeters" });
        Assert.Equal(new Length { Value = 1, Unit = "inches" }, new Length { Value = 2.54m, Unit = "centimeters" });
        Assert.Equal(new LiquidVolume { Value = 4, Unit = "QT" }, new LiquidVolume { Value = 1, Unit = "GAL" });
        Assert.True(new LiquidVolume { Unit = "L" } < new LiquidVolume { Value = 0, Unit = "L" });
    }

    [Fact]
    public void DimensionsHaveNoOrder()
    {
        var box = new PackageDimensions { Length = 10, Width = 9, Height = 8, Unit = "inches" };
        Assert.Equal(0, box.CompareTo(box with { Length = 10.0m }));
        Assert.Throws<NotComparableException>(() => box.CompareTo(box with { Length = 100 }));
        Assert.Throws<NotComparableException>(() => new LabelDimensions { Length = 1 }.CompareTo(new LabelDimensions { Length = 2 }));
    }

    [Fact]
    public void WindowsSortByTimeWhateverTheirZone()
    {
        var early = new DeliveryWindow { StartDate = "2026-05-10T23:00:00+09:00", EndDate = "2026-05-11T01:00:00+09:00" };
        var late = new DeliveryWindow { StartDate = "2026-05-10T15:00:00Z", EndDate = "2026-05-10T16:00:00Z" };
        Assert.True(early < late);
        Assert.Throws<NotComparableException>(() => early.CompareTo(new DeliveryWindow { StartDate = "soon" }));
    }

    [Fact]
    public void ValuesCompareWithTheirOwnKindAlone()
    {
        foreach (var value in new IComparable[] { Dollars(1), Weight("1", "g"), new Length { Value = 1 }, new LiquidVolume { Value = 1 },
            new PackageDimensions(), new LabelDimensions(), new DeliveryWindow() })
        {
            Assert.Throws<NotComparableException>(() => value.CompareTo("x"));
            Assert.Equal(1, value.CompareTo(null));
        }
    }

    // Sort-Object compares what is no IComparable as text, without a word.
    [Fact]
    public void EveryPublicValueWithANumberAndAUnitIsComparable()
    {
        var values = typeof(Money).Assembly.GetExportedTypes().Where(type => type.GetProperties().Length <= 6
            && type.GetProperties().Any(
                property => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) == typeof(decimal))
            && type.GetProperties().Any(property => property.Name is "Unit" or "CurrencyCode"));
        Assert.Equal(6, values.Count());
        Assert.All(values, type => Assert.True(typeof(IComparable).IsAssignableFrom(type), type.Name));
    }

    private static Money Dollars(decimal value) => new() { CurrencyCode = "USD", Value = value };

    private static Weight Weight(string value, string unit) =>
        new() { Value = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), Unit = unit };
}
