using System;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Tests.OrderFiles;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Workbooks of the old format, .xls: Amazon's template, and what a spreadsheet made of cells.</summary>
public sealed class OldWorkbookTests : IDisposable
{
    private static readonly object?[] s_own =
    [
        "SellerFulfillmentOrderId", "SellerSku", "Quantity", "Name", "AddressLine1", "City", "StateOrRegion", "PostalCode", "CountryCode",
    ];

    private readonly TableFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void AHiddenSheetIsNotRead(byte state)
    {
        _folder.Put("a.xls", OldWorkbook.Write(("Old", state, [["Value"], ["1"]]), ("Orders", 0, [["Value"], ["2"]])));
        using var table = TableFolder.Open(_folder["a.xls"]);
        Assert.Equal(("Orders", 0), (table.Layout.Sheet, table.Layout.OtherSheets.Count));
    }

    [Theory]
    [InlineData("a.xls")]
    [InlineData("a.xlsx")]
    public void AmazonsTemplateIsReadAsAWorkbookLikeAsText(string name)
    {
        var sample = MemoryTable.Sample("amazon-mcf-template-eu.txt", '\t', "windows-1252");
        var options = SampleFileTests.Options with { IdPrefix = null };
        var expected = SampleFileTests.Import(sample, options).Select(SampleFileTests.Text).ToList();
        var texts = sample.ReadRows().Select(row => row.Cells.Select(cell => cell.Text).ToArray()).ToList();
        if (name == "a.xlsx")
        {
            TableFolder.Files.Write(_folder[name], new TableLayout { Sheet = "Fulfillment Request" }, sample.Header, texts);
        }
        else
        {
            var rows = texts.Select(row => row.Select((text, at) => Typed(sample.Header[at], text)).ToArray());
            _folder.Put(name, OldWorkbook.Write(
                ("Data Definitions", [["What the columns mean"]]), ("Fulfillment Request", [[.. sample.Header], .. rows])));
        }

        using var table = TableFolder.Open(
            _folder[name], new TableOptions { IsWanted = header => OrderFormats.Fits(null, header, ColumnMap.None) });
        Assert.Equal("workbook, sheet 'Fulfillment Request'", table.Layout.ToString());
        Assert.Equal(expected, SampleFileTests.Import(table, options).Select(SampleFileTests.Text));
    }

    [Theory]
    [InlineData(1, 0x2A)]
    [InlineData(2, 0x07)]
    [InlineData(3, 0x0F)]
    [InlineData(4, 0x17)]
    [InlineData(5, 0x1D)]
    [InlineData(6, 0x24)]
    [InlineData(7, 0x00)]
    public void AnErrorInACellIsNoBlank(int column, byte code)
    {
        object?[] sound = ["A-0", "MUG", 2, "Ada Invented", "1 Sample Street", "Fableville", "OR", new PaddedCell(2134), "US"];
        foreach (var isFormula in (bool[])[false, true])
        {
            var broken = sound.Select((cell, at) => at == 0 ? "A-1" : at == column ? new ErrorCell(code, isFormula) : cell).ToArray();
            _folder.Put("e.xls", OldWorkbook.Write(("Other", [["x"], [new ErrorCell(0x2A)]]), ("Orders", [s_own, sound, broken])));
            using var table = TableFolder.Open(_folder["e.xls"], new TableOptions { Sheet = "Orders" });
            var outcomes = SampleFileTests.Import(table, SampleFileTests.Options with { IdPrefix = null });
            Assert.Equal("02134", outcomes[0].Order!.DestinationAddress!.PostalCode);
            Assert.Contains("row 3, " + s_own[column] + ": contains a spreadsheet error", Assert.Single(outcomes[1].Problems), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ASkuInADateCellIsRefused()
    {
        object?[] row = ["A-1", DateTime.FromOADate(44622), 2, "Ada Invented", "1 Sample Street", "Fableville", "OR", "97000", "US"];
        _folder.Put("d.xls", OldWorkbook.Write(("Orders", [s_own, row])));
        using var table = TableFolder.Open(_folder["d.xls"]);
        var outcome = Assert.Single(SampleFileTests.Import(table, SampleFileTests.Options with { IdPrefix = null }));
        Assert.Contains("'2022-03-02' is a date", Assert.Single(outcome.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void ATruncatedWorkbookIsRefused()
    {
        var file = OldWorkbook.Write(("Orders", [s_own, ["A-1", "MUG", 2, new ErrorCell(0x2A)]]));
        for (var length = 600; length < 2200; length += 100)
        {
            Assert.Throws<OrderFileException>(() => TableFolder.Read(_folder.Put("t.xls", file[..length])));
        }
    }

    private static object? Typed(string column, string text) =>
        text.Length == 0 ? null
            : column == "Quantity" ? double.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            : column == "AddressPostalCode" && text.All(char.IsDigit) && text.Length == 5
                ? new PaddedCell(double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))
            : column == "DisplayableOrderDate" && text.Length == 10
                ? DateTime.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
            : text;
}
