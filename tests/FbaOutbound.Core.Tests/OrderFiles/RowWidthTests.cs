using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Imports;
using FbaOutbound.Tests.OrderFiles;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Rows with more cells than the header: where a delimiter inside a cell has shifted those behind it, nothing is sent.</summary>
public sealed class RowWidthTests
{
    // The last column is blank, and takes in the cell that is too many.
    private const string Header = "Order ID,Financial Status,Fulfillment Status,Created at,Currency,Amount Refunded,Shipping Method,"
        + "Lineitem quantity,Lineitem sku,Lineitem requires shipping,Shipping Name,Shipping Address1,Shipping Address2,Shipping City,"
        + "Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Lineitem variant,"
        + "Private Notes,Cancelled at,Subtotal,Payment Reference";

    [Fact]
    public void ARowThatAloneHasASurplusCellIsRefused()
    {
        var outcomes = Import(Header, Row(801, "gift wrap, please,2026-11-21,9.00,"), Row(802, "plain,,9.00,"));
        Assert.Contains(
            "row 2 has more cells than the header, and not every row", Assert.Single(outcomes[0].Problems), StringComparison.Ordinal);
        Assert.True(outcomes[0].IsDoubtful);
        Assert.NotNull(outcomes[1].Order);
    }

    [Fact]
    public void AFileOfOneOrderDoesNotShowWhetherItsRowEndsWithADelimiter()
    {
        Assert.Contains(
            "no other order", Assert.Single(Import(Header, Row(801, "gift wrap, please,,,"))[0].Problems), StringComparison.Ordinal);
        Assert.NotNull(Import(Header + ",", Row(801, "plain,,9.00,,"))[0].Order);
    }

    [Fact]
    public void RowsThatAllEndWithADelimiterAreRead() => Assert.All(
        Import(Header, Row(801, "plain,,9.00,,"), Row(802, ",,9.00,,"), Row(803, "x,,9.00,ref,")),
        outcome => Assert.NotNull(outcome.Order));

    [Fact]
    public void EachExportOfAFileMayEndItsRowsInItsOwnWay() => Assert.All(
        Import(Header, Row(801, ",,9.00,,"), Row(802, ",,9.00,,"), Header, Row(803, ",,9.00,"), Row(804, ",,9.00,")),
        outcome => Assert.NotNull(outcome.Order));

    [Fact]
    public void WordsInPlaceOfAnAmountShowThatEveryRowIsShifted() => Assert.All(
        Import(Header.Replace("Private Notes,Cancelled at", "Cancelled at,Private Notes,Source", StringComparison.Ordinal),
            Row(801, ",wrap, please,web,9.00,"), Row(802, ",red, please,web,9.00,")),
        outcome => Assert.Contains("words in the column Subtotal", Assert.Single(outcome.Problems), StringComparison.Ordinal));

    [Fact]
    public void ARejectedRowIsRefusedAgainUntilItIsCorrected()
    {
        using var folder = new TableFolder();
        var path = folder.Put("a.csv", $"{Header}\r\n{Row(801, "gift wrap, please,,9.00,")}\r\n{Row(802, ",,9.00,")}\r\n");
        using (var table = TableFolder.Open(path))
        {
            var file = new RejectFile(TableFolder.Files, folder["r.csv"], table);
            file.Add([table.ReadRows().First()], "shifted", isDoubtful: true);
            file.Save();
        }

        using var rejected = TableFolder.Open(folder["r.csv"]);
        Assert.True(Assert.Single(SampleFileTests.Import(rejected, Options)).IsDoubtful);
    }

    private static ImportOptions Options => FormatRuleTests.Options("Squarespace");

    private static string Row(int number, string rest) =>
        $"{number:00000},PAID,Pending,2026-11-20 10:00:00 -0500,USD,0.00,Standard,1,A-1,true,"
            + $"Sam Example,1 St,,Mocktown,02134,MA,US,,,{rest}";

    private static List<ImportOutcome> Import(params string[] lines) =>
        SampleFileTests.Import(MemoryTable.Of(string.Join("\n", lines)), Options);
}
