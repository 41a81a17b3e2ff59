using System;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Orders;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

public sealed class DestinationsTests
{
    private static Address Home => new() { Name = "Ann Example", AddressLine1 = "1 Main Street", City = "Troy", CountryCode = "US" };

    [Theory]
    [InlineData("PO Box 12", true)]
    [InlineData("P. O. Box 12", true)]
    [InlineData("GPO Box 12", true)]
    [InlineData("POB 12", true)]
    [InlineData("P.O.B. 12", true)]
    [InlineData("PMB 12", true)]
    [InlineData("pmb #12", true)]
    [InlineData("Private Bag 5", true)]
    [InlineData("Private Bag X5", true)]
    [InlineData("Locked Bag 5", true)]
    [InlineData("Postfach 1234", true)]
    [InlineData("Poblano Street 12", false)]
    [InlineData("POB Street 1", false)]
    [InlineData("12 Private Bagel Way", false)]
    [InlineData("PMB12A Close", false)]
    public void ABoxIsNamed(string line, bool isBox)
    {
        foreach (var address in new[] { Home with { AddressLine1 = line }, Home with { AddressLine2 = line } })
        {
            Assert.Equal(isBox, Destinations.NoticeOf(address)?.StartsWith("a P.O. box", StringComparison.Ordinal) == true);
        }
    }

    [Theory]
    [InlineData("BF1 2AB", "London", true)]
    [InlineData("bf12ab", "London", true)]
    [InlineData("BFPO 57", "London", true)]
    [InlineData("SW1A 1AA", "BFPO 57", true)]
    [InlineData("BD1 2AB", "Bradford", false)]
    public void AnAddressOfTheBritishForcesIsMilitary(string postalCode, string city, bool isMilitary) => Assert.Equal(
        isMilitary,
        Destinations.NoticeOf(Home with { CountryCode = "GB", PostalCode = postalCode, City = city })
            ?.StartsWith("a military address", StringComparison.Ordinal) == true);
}
