using System;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Imports;
using Xunit;

namespace FbaOutbound.Tests.OrderFiles;

/// <summary>What is said of a file whose header no format knows.</summary>
public sealed class UnknownHeaderTests : IDisposable
{
    private const string Own = "SellerFulfillmentOrderId,Name,AddressLine1,City,PostalCode,CountryCode,SellerSku,Quantity";
    private const string Order = "A-1,Ann,1 High St,Town,10115,DE,SKU-1,1";

    private readonly TableFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Orders of November\r\n" + Own, "row 2")]
    [InlineData("Orders of November\r\nSent by Ann, for Bob\r\n\r\n" + Own, "row 4")]
    [InlineData("Orders; of November; of Ann\r\n" + Own, "row 2")]
    [InlineData("Sale Date,Order ID,Buyer User ID,Full Name,Number of Items,Order Value,Order Total,Status,Order Net,SKU", "Order Items")]
    [InlineData("Handle,Title,Body (HTML),Vendor,Variant SKU,Variant Price", "Shopify's products file")]
    [InlineData("This is a text about orders.", "Check that the file is an export of orders")]
    [InlineData("Date,Amount,Balance", "Check that the file is an export of orders")]
    public void WhatIsSeenIsSaid(string header, string part)
    {
        var message = Fault($"{header}\r\n{Order}\r\n", new TableOptions(), null);
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.DoesNotContain("The nearest", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(';', ',', "Use -Delimiter ','")]
    [InlineData('|', '\t', "Use -Delimiter \"`t\"")]
    [InlineData('\t', ';', "Use -Delimiter ';'")]
    public void AWrongDelimiterIsSaidSo(char given, char used, string part) => Assert.Contains(
        part, Fault($"{Own}\r\n{Order}\r\n".Replace(',', used), new TableOptions { Delimiter = given }, null), StringComparison.Ordinal);

    [Fact]
    public void AGivenFormatIsLookedForToo()
    {
        var format = OrderFormats.Find("FbaOutbound");
        Assert.Contains("row 3", Fault($"My shop\r\n\r\n{Own}\r\n{Order}\r\n", new TableOptions(), format), StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatLacksAColumnHearsWhichOne() => Assert.Contains(
        "FbaOutbound (missing: SellerSku)",
        Fault($"{Own}\r\n{Order}\r\n".Replace("SellerSku", "Article", StringComparison.Ordinal), new TableOptions(), null),
        StringComparison.Ordinal);

    private string Fault(string text, TableOptions options, OrderFormat? format)
    {
        using var table = TableFolder.Open(_folder.Put("a.csv", text), options);
        return Assert.Throws<OrderFileException>(() => new OrderImport(new ImportOptions { Format = format }).Read(table)).Message;
    }
}
