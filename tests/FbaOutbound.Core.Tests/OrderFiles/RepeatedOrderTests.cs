using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Imports;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Rows that a file has twice, or only in part, and files that tell different things of one order.</summary>
public sealed class RepeatedOrderTests
{
    private static readonly MemoryTable s_table = MemoryTable.Sample("shopify-orders.csv");
    private static readonly List<SourceRow> s_rows = [.. s_table.ReadRows()];

    [Fact]
    public void AFileThatWasAppendedToItselfSendsNothingTwice()
    {
        var outcomes = SampleFileTests.Import(Table([.. s_rows, .. s_rows.Select(row => row with { Number = row.Number + 100 })]));
        Assert.Contains("contains the order twice", Assert.Single(outcomes[0].Problems), StringComparison.Ordinal);
        Assert.DoesNotContain(outcomes, outcome => outcome.Order is not null);
    }

    [Fact]
    public void ASuffixThatMakesTheIdOfAnotherOrderIsRefused()
    {
        var name = s_table.Header.ToList().IndexOf("Name");
        var other = s_rows.Where(row => row.Cells[name].Text == "#1001").Select(row =>
        {
            var cells = row.Cells.ToArray();
            cells[name] = new SourceCell("#1003-2");
            return row with { Cells = cells };
        });
        var outcomes = SampleFileTests.Import(
            Table([.. other, .. s_rows.Where(row => row.Cells[name].Text == "#1003")]),
            SampleFileTests.Options with { IdSuffix = "-2", SpeedMap = new SpeedMap([new("Express*", "Expedited")]) });
        Assert.Equal("M-#1003-2", outcomes[0].Order!.SellerFulfillmentOrderId);
        Assert.Contains("another suffix", Assert.Single(outcomes[1].Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rows 2 and 4 are the same line of the order, which the file contains twice: ", "", "Transaction ID=5002|SKU=T", "")]
    [InlineData("rows 2 and 4 are the same line of the order with different values: ", "", "Transaction ID=5002|SKU=T", "Quantity=7")]
    [InlineData("row 3 is where the order's rows start to repeat", "", "")]
    [InlineData("rows 2 and 3 are the same line of the order with different values: ", "", "Quantity=7")]
    public void ALineThatIsThereTwiceIsTold(string problem, params string[] rows) => Assert.StartsWith(
        problem,
        Assert.Single(Assert.Single(SampleFileTests.Import(FormatRuleTests.Table("Etsy", rows), FormatRuleTests.Options("Etsy"))).Problems),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("A,MUG,3;A,MUG,3;B,TEA,1;B,TEA,1", "Order 'A' (own.csv, rows 2-3): rows 2 and 3 are the same, and both are sent. "
        + "Remove one of them if the item should be sent only once. Such rows are also in 'B'.")]
    [InlineData("A,MUG,3;A,MUG,2", null)]
    [InlineData("A,MUG,3;A,MUG,3,,,,,,", "Order 'A' (own.csv, rows 2-3): rows 2 and 3 are the same, and both are sent. "
        + "Remove one of them if the item should be sent only once.")]
    [InlineData("A,MUG,3;B,MUG,3", null)]
    public void EqualRowsOfOneOrderAreSentWithAWarning(string rows, string? warning)
    {
        string[] header =
        [
            "SellerFulfillmentOrderId", "SellerSku", "Quantity", "Name", "AddressLine1", "City", "StateOrRegion", "PostalCode",
            "CountryCode",
        ];
        string[] address = ["Ada Invented", "1 Pretend Street", "Exampleton", "WA", "98000", "US"];
        var number = 1;
        var table = new MemoryTable("own.csv", header, [.. rows.Split(';').Select(row => new SourceRow(
            ++number,
            [.. row.Split(',').Concat(row.Count(letter => letter == ',') > 2 ? [] : address).Select(cell => new SourceCell(cell))]))]);
        var counts = new ImportCounts();
        foreach (var outcome in SampleFileTests.Import(table, SampleFileTests.Options with { IdPrefix = null }))
        {
            Assert.NotNull(outcome.Order);
            counts.Add(outcome);
        }

        Assert.Equal(warning is null ? [] : [warning], counts.Warnings());
    }

    [Fact]
    public void EqualRowsOfAnExportAreWarnedOfAsFarAsTheyAreRead()
    {
        string[] lines = ["", "Lineitem sku=TEA", "Lineitem sku=TEA"];
        var counts = new ImportCounts();
        var table = FormatRuleTests.Table("Squarespace", [.. lines.Select(line => $"{line}|Shipping Method=Standard")]);
        counts.Add(Assert.Single(SampleFileTests.Import(table, FormatRuleTests.Options("Squarespace"))));
        Assert.Contains(
            "rows 3 and 4 are the same in all columns that are read, and both are sent", Assert.Single(counts.Warnings()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void AHeaderThatAloneEndsWithADelimiterIsNamed()
    {
        var sample = FormatRuleTests.Table("Squarespace", "");
        var table = new MemoryTable(sample.Path, [.. sample.Header, ""], [.. sample.ReadRows()]);
        var problem = Assert.Single(Assert.Single(SampleFileTests.Import(table, FormatRuleTests.Options("Squarespace"))).Problems);
        Assert.Contains("if the header ends with a delimiter and the rows do not, remove it there", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void ARowWithoutItsLastCellsIsRefused()
    {
        var cut = s_rows[0] with { Cells = [.. s_rows[0].Cells.Take(40)] };
        var outcome = SampleFileTests.Import(Table([cut, .. s_rows.Skip(1)]))[0];
        Assert.Contains("has fewer cells than the header", Assert.Single(outcome.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnOrderThatOneFileSaysIsCancelledIsNotSentForAnother(bool cancelledFirst)
    {
        var cells = s_rows[0].Cells.ToArray();
        cells[s_table.Header.ToList().IndexOf("Cancelled at")] = new SourceCell("2026-11-21 10:00:00 -0500");
        var cancelled = Table([s_rows[0] with { Cells = cells }, .. s_rows.Skip(1)]);
        var import = new OrderImport(SampleFileTests.Options);
        foreach (var table in cancelledFirst ? [cancelled, Table(s_rows)] : new[] { Table(s_rows), cancelled })
        {
            import.Read(table);
        }

        Assert.DoesNotContain(
            import.Outcomes(), outcome => outcome.Order is { } order
                && order.SellerFulfillmentOrderId.EndsWith("1001", StringComparison.Ordinal));
    }

    [Fact]
    public void TheSameFileTwiceSendsEachOrderOnce()
    {
        var import = new OrderImport(SampleFileTests.Options);
        import.Read(Table(s_rows));
        import.Read(Table(s_rows));
        var sent = import.Outcomes().Where(outcome => outcome.Order is not null).Select(outcome => outcome.Id).ToList();
        Assert.NotEmpty(sent);
        Assert.Equal(sent.Distinct(), sent);
    }

    [Fact]
    public void AHeaderInTheMiddleOfAFileIsNoOrder()
    {
        var header = new SourceRow(50, [.. s_table.Header.Select((name, i) => new SourceCell(i == 0 ? "\uFEFF" + name : name))]);
        var import = new OrderImport(SampleFileTests.Options);
        var file = import.Read(Table([.. s_rows.Take(3), header, .. s_rows.Skip(3)]));
        Assert.Equal([50L], file.RepeatedHeaders);
        Assert.Equal(
            SampleFileTests.Import(Table(s_rows)).Select(SampleFileTests.Text), import.Outcomes().Select(SampleFileTests.Text));
    }

    [Theory]
    [InlineData("Tags", "vip")]
    [InlineData("Lineitem quantity", "5")]
    [InlineData("Fulfillment Status", "partial")]
    [InlineData("Cancelled at", "2026-11-21 10:00:00 -0500")]
    public void AnOrderThatTwoExportsInOneFileShowDifferentlyIsNotSent(string column, string text)
    {
        var header = new SourceRow(50, [.. s_table.Header.Select(name => new SourceCell(name))]);
        var cells = s_rows[0].Cells.ToArray();
        cells[s_table.Header.ToList().IndexOf(column)] = new SourceCell(text);
        SourceRow[] edited = [s_rows[0] with { Cells = cells }, .. s_rows.Skip(1)];
        SourceRow[] later = [.. edited.Select(row => row with { Number = row.Number + 100 })];
        foreach (var table in new[] { Table([.. s_rows, header, .. later]), Table([.. s_rows, .. later]), Table([.. later, .. s_rows]) })
        {
            Assert.DoesNotContain(
                SampleFileTests.Import(table, SampleFileTests.Options with { IdSuffix = "-2" }),
                outcome => outcome.Order is not null && outcome.Id.Contains("1001", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void ALineThatIsCancelledFurtherDownIsNotSent()
    {
        var table = MemoryTable.Sample("walmart-orders.csv");
        var status = table.Header.ToList().IndexOf("Status");
        var rows = table.ReadRows().ToList();
        var cancelled = rows.Select(row => row with
        {
            Number = row.Number + 100, Cells = [.. row.Cells.Select((cell, i) => i == status ? new SourceCell("Cancelled") : cell)],
        }).ToList();
        var options = SampleFileTests.Options with { IdPrefix = null };
        Assert.Contains(Import(rows), outcome => outcome.Order is not null);
        Assert.DoesNotContain(Import([.. rows, .. cancelled]), outcome => outcome.Order is not null);

        List<ImportOutcome> Import(IReadOnlyList<SourceRow> all) =>
            [.. SampleFileTests.Import(new MemoryTable(table.Path, table.Header, all), options)];
    }

    [Fact]
    public void ARowWithoutANumberMayBeALineOfTheOrderAbove()
    {
        var name = s_table.Header.ToList().IndexOf("Name");
        SourceRow[] rows =
        [
            .. s_rows.Select((row, i) => i != 1 ? row : row with
            {
                Cells = [.. row.Cells.Select((cell, column) => column == name ? new SourceCell("") : cell)],
            }),
        ];
        Assert.Contains("may be a line of this order", string.Join(" ", SampleFileTests.Import(Table(rows))[0].Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#1,001")]
    [InlineData("#1.001")]
    [InlineData("#1001.0")]
    public void ANumberWithSeparatorsIsRefused(string number)
    {
        var name = s_table.Header.ToList().IndexOf("Name");
        var rows = s_rows.Take(3).Select(row => row with
        {
            Cells = [.. row.Cells.Select((cell, column) => column == name ? new SourceCell(number) : cell)],
        });
        Assert.Null(SampleFileTests.Import(Table([.. rows]))[0].Order);
    }

    [Theory]
    [InlineData("HOLD, vip", false)]
    [InlineData("do  not  ship", false)]
    [InlineData("Do not fulfil", false)]
    [InlineData("do-not-send", false)]
    [InlineData("pre-order", false)]
    [InlineData("household", true)]
    [InlineData("vip", true)]
    public void AColumnThatTheFileHasIsReadWhateverTheMapSays(string tags, bool isSent)
    {
        var cells = s_rows[0].Cells.ToArray();
        cells[s_table.Header.ToList().IndexOf("Tags")] = new SourceCell(tags);
        var map = new ColumnMap([new("Tags", "", null)]);
        var outcome = SampleFileTests.Import(
            Table([s_rows[0] with { Cells = cells }, .. s_rows.Skip(1)]), SampleFileTests.Options with { Map = map })[0];
        Assert.Equal(isSent, outcome.Order is not null);
    }

    [Fact]
    public void AHeaderOfOneColumnIsRecognized()
    {
        var table = MemoryTable.Of("MerchantFulfillmentOrderID\nM-1\nMerchantFulfillmentOrderID\nM-2\n");
        Assert.Equal(["M-1", "M-2"], SampleFileTests.Import(table, SampleFileTests.Options with { IdPrefix = null }).Select(outcome => outcome.Id));
    }

    [Fact]
    public void AnotherHeaderInTheMiddleOfAFileRefusesTheFile()
    {
        var header = new SourceRow(50, [.. s_table.Header.Reverse().Select(name => new SourceCell(name))]);
        var error = Assert.Throws<OrderFileException>(() => SampleFileTests.Import(Table([.. s_rows, header, .. s_rows])));
        Assert.Contains("row 50 is another header", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoSpellingsOfANumberAreNotTwoOrders()
    {
        var name = s_table.Header.ToList().IndexOf("Name");
        var other = s_rows.Take(2).Select(row => row with
        {
            Number = row.Number + 100,
            Cells = [.. row.Cells.Select((cell, i) => i == name ? new SourceCell("1001") : cell)],
        });
        var outcomes = SampleFileTests.Import(Table([.. s_rows, .. other]));
        Assert.Equal(2, outcomes.Count(outcome => outcome.Problems.Any(problem =>
            problem.Contains("nearly the same order number", StringComparison.Ordinal))));
        Assert.DoesNotContain(outcomes, outcome => outcome.Order is not null);
    }

    [Theory]
    [InlineData("Shipping City", "other values of Shipping City")]
    [InlineData("Lineitem sku", "other values of Lineitem sku")]
    [InlineData("", "another number of rows")]
    public void TwoVersionsOfAnOrderAreOneErrorThatNamesTheColumns(string column, string part)
    {
        var cells = s_rows[0].Cells.ToArray();
        SourceRow[] edited = [.. s_rows];
        if (column.Length > 0)
        {
            cells[s_table.Header.ToList().IndexOf(column)] = new SourceCell("2");
            edited[0] = edited[0] with { Cells = cells };
        }

        var import = new OrderImport(SampleFileTests.Options);
        import.Read(Table(s_rows));
        import.Read(new MemoryTable("later.csv", s_table.Header, column.Length > 0 ? edited : edited[..2]));
        _ = import.CountSendable();
        var outcomes = import.Outcomes().Where(outcome => outcome.Id == "M-#1001").ToList();
        Assert.Contains(part, Assert.Single(outcomes[0].Problems), StringComparison.Ordinal);
        Assert.Equal(SkipReason.Repeated, outcomes[1].Skipped?.SkipReason);
    }

    [Fact]
    public void TwoVersionsInOneFileAreRefusedWithTheRowsOfBoth()
    {
        var header = new SourceRow(50, [.. s_table.Header.Select(name => new SourceCell(name))]);
        var cells = s_rows[0].Cells.ToArray();
        cells[s_table.Header.ToList().IndexOf("Tags")] = new SourceCell("vip");
        SourceRow[] later =
            [.. s_rows.Skip(1).Prepend(s_rows[0] with { Cells = cells }).Select(row => row with { Number = row.Number + 100 })];
        var outcomes = SampleFileTests.Import(Table([.. s_rows, header, .. later])).Where(outcome => outcome.Id == "M-#1001").ToList();
        Assert.Equal([2L, 4, 5, 102, 104, 105], outcomes[0].Source.Rows);
        Assert.Null(outcomes[0].Order);
        Assert.Equal(SkipReason.Repeated, outcomes[1].Skipped?.SkipReason);
    }

    [Fact]
    public void AVersionThatAloneIsToBeSentIsTheError()
    {
        var cells = s_rows[0].Cells.ToArray();
        cells[s_table.Header.ToList().IndexOf("Cancelled at")] = new SourceCell("2026-11-21 10:00:00 -0500");
        var import = new OrderImport(SampleFileTests.Options);
        import.Read(Table([s_rows[0] with { Cells = cells }, .. s_rows.Skip(1)]));
        import.Read(Table(s_rows));
        var outcomes = import.Outcomes().Where(outcome => outcome.Id == "M-#1001").ToList();
        Assert.Equal(SkipReason.Cancelled, outcomes[0].Skipped?.SkipReason);
        Assert.Contains("other values of Cancelled at", Assert.Single(outcomes[1].Problems), StringComparison.Ordinal);
    }

    private static MemoryTable Table(IReadOnlyList<SourceRow> rows) => new(s_table.Path, s_table.Header, rows);
}
