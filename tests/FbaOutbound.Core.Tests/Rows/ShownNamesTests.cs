using System.Linq;
using FbaOutbound.Rows;
using Xunit;
using static FbaOutbound.Core.Tests.Rows.SampleRows;

namespace FbaOutbound.Core.Tests.Rows;

public class ShownNamesTests
{
    private static readonly string[] s_asked = ["ShipmentId"];

    [Theory]
    [InlineData("six@example.com", true)]
    [InlineData("6 Sample Street", true)]
    [InlineData(" 97000", true)]
    [InlineData("206-555-0106", true)]
    [InlineData("Apt 12345", true)]
    [InlineData("Address Line 2", false)]
    [InlineData("Colour", false)]
    [InlineData("Items[1234].Colour", false)]
    public void ANameThatLooksLikeDataIsNotShown(string name, bool mayBeValue) => Assert.Equal(mayBeValue, ShownNames.MayBeValue(name));

    [Fact]
    public void WhatIsNotShownIsCounted()
    {
        Assert.Equal("Colour and 2 more", ShownNames.Join(["Colour", "77 Hidden Lane", "a@example.com"]));
        Assert.Equal("2 whose names look like data", ShownNames.Join(["77 Hidden Lane", "a@example.com"]));
        Assert.Equal("A and 2 more", ShownNames.Join(["A", "B", "C"], most: 1));
        Assert.Equal("Nme (did you mean Name?) and 1 more", ShownNames.Join([new UnknownColumn("Nme", "Name"), new("97000", null)]));
    }

    [Fact]
    public void PropertiesAreNamedOnlyWhereAThirdIsKnown()
    {
        Assert.Equal("The input's properties are: Name, Colour and 1 more.", Describe("Name", "Colour", "77 Hidden Lane"));
        Assert.Equal("The input's properties are: shipmentid, Colour.", Describe("shipmentid", "Colour"));
        Assert.StartsWith("None of its properties is known.", Describe("Sixtus Sample", "Exampleton"), System.StringComparison.Ordinal);
        Assert.StartsWith(
            "Only 1 of its 7 properties is known.",
            Describe("Sixtus Sample", "Hidden Lane", "Exampleton", "OR", "US", "SKU", "MUG-RED"),
            System.StringComparison.Ordinal);
        Assert.Equal("The input has no properties.", Describe());
    }

    [Fact]
    public void ARowWithoutAnIdNamesItsColumnsButNoData()
    {
        var order = Assert.Single(Assemble(Row(1, ("Name", "x"), ("77 Hidden Lane", "y"), ("SellerSku", "S"), ("Quantity", "1"))));
        Assert.Contains(
            "the columns are Name, SellerSku, Quantity and 1 more", Assert.Single(order.Problems).Message, System.StringComparison.Ordinal);
    }

    private static string Describe(params string[] names) => ShownNames.Describe([.. names.Select(name => name)], s_asked, 50);
}
