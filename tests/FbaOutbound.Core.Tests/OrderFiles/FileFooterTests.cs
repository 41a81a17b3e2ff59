using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Imports;
using FbaOutbound.OrderFiles.Reading;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>What eBay writes below the orders, in one cell or in several.</summary>
public sealed class FileFooterTests
{
    private static readonly MemoryTable s_table = MemoryTable.Sample("ebay-orders-report-us.csv");
    private static readonly SourceRow[] s_rows = [.. s_table.ReadRows().Where(row => row.Cells.Count > 5)];

    [Theory]
    [InlineData("2 record(s) downloaded")]
    [InlineData("2|record(s) downloaded")]
    [InlineData("2|record(s) downloaded, from |Nov-01-26|00:00:00| to |Nov-27-26")]
    [InlineData("2|Records downloaded||")]
    [InlineData("|2|record(s) downloaded,from Nov-01-26")]
    public void AFooterIsNoOrderInAnyForm(string footer)
    {
        var file = Read([.. s_rows, Row(90, footer), Row(91, "Seller ID : fable-goods"), Row(92, "Seller ID :|fable-goods|")]);
        Assert.Equal(2, file.Groups.Count);
        Assert.Empty(file.Differences);
    }

    // Whether eBay counts orders, lines or rows is not known for sure.
    [Theory]
    [InlineData("2", true)]
    [InlineData("3", true)]
    [InlineData("4", true)]
    [InlineData("1", false)]
    [InlineData("9", false)]
    [InlineData("1,045", false)]
    public void ACountOfOtherRecordsIsADifference(string count, bool isSame)
    {
        var file = Read([.. s_rows, Row(90, $"{count}|record(s) downloaded")]);
        Assert.Equal(isSame, file.Differences.Count == 0);
        Assert.True(isSame || file.Differences[0] is { Row: 90, Found: 2 });
    }

    [Fact]
    public void EachExportOfAFileHasItsOwnCount()
    {
        var header = new SourceRow(50, [.. s_table.Header.Select(name => new SourceCell(name))]);
        SourceRow[] second = [.. s_rows.Take(3).Select(row => row with { Number = row.Number + 100 })];
        var file = Read([.. s_rows, Row(40, "2|record(s) downloaded"), header, .. second, Row(190, "7|record(s) downloaded")]);
        Assert.Equal([190L], file.Differences.Select(difference => difference.Row));
    }

    private static FileOrders Read(SourceRow[] rows) => new OrderImport(SampleFileTests.Options with { IdPrefix = null })
        .Read(new MemoryTable(s_table.Path, s_table.Header, rows));

    private static SourceRow Row(long number, string cells) => new(number, [.. cells.Split('|').Select(cell => new SourceCell(cell))]);
}
