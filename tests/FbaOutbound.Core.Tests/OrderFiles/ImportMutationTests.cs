using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Tests.OrderFiles;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>
/// Files that were damaged: rows shuffled or lost, letters of the header changed, cells of the rules emptied. No order goes out that the
/// sound file would not have sent, or with another address or quantity. <c>./build.sh fuzz COUNT</c> damages each file COUNT times.
/// </summary>
public sealed class ImportMutationTests
{
    private static readonly int s_variants = int.Parse(
        Environment.GetEnvironmentVariable("FBA_FUZZ") ?? "100", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("shopify-orders.csv")]
    [InlineData("walmart-orders.csv")]
    [InlineData("ebay-orders-report-us.csv")]
    [InlineData("shipstation.csv")]
    [InlineData("woocommerce-advanced-order-export.csv")]
    [InlineData("woocommerce-webtoffee-items-in-columns.csv")]
    public void ADamagedFileSendsNothingElse(string file)
    {
        var options = SampleFileTests.Options with
        {
            SpeedMap = new SpeedMap([new("2-Day", "Expedited")]), IncludesUncertain = file.Contains("webtoffee", StringComparison.Ordinal),
        };
        var table = MemoryTable.Sample(file);
        var rows = table.ReadRows().ToList();
        var sound = SampleFileTests.Import(table, options).Where(outcome => outcome.Order is not null)
            .ToDictionary(outcome => outcome.Id, Content);
        var random = new Random(7);
        for (var i = 0; i < s_variants; i++)
        {
            var header = table.Header.ToList();
            var shuffled = rows.ToList();
            var what = random.Next(3);
            if (what == 0)
            {
                Shuffle(shuffled, random);
            }
            else if (what == 1)
            {
                var column = random.Next(header.Count);
                header[column] = Change(header[column], random);
            }
            else
            {
                Shuffle(shuffled, random);
                var column = random.Next(header.Count);
                header[column] = random.Next(2) == 0 ? header[column].ToUpperInvariant() : " " + header[column].ToLowerInvariant() + " ";
            }

            foreach (var outcome in Import(new MemoryTable(file, header, shuffled), options).Where(outcome => outcome.Order is not null))
            {
                Assert.True(sound.TryGetValue(outcome.Id, out var content), $"variant {i}: {outcome.Id} was not to be sent");
                Assert.Equal(content, Content(outcome));
            }
        }
    }

    [Theory]
    [InlineData("shopify-orders.csv")]
    [InlineData("walmart-orders.csv")]
    [InlineData("shipstation.csv")]
    [InlineData("woocommerce-advanced-order-export.csv")]
    [InlineData("woocommerce-webtoffee-items-in-columns.csv")]
    public void SwappedCellsOfARowChangeOnlyThatOrder(string file)
    {
        var options = SampleFileTests.Options with
        {
            SpeedMap = new SpeedMap([new("2-Day", "Expedited")]), IncludesUncertain = file.Contains("webtoffee", StringComparison.Ordinal),
        };
        var table = MemoryTable.Sample(file);
        var rows = table.ReadRows().ToList();
        var sound = SampleFileTests.Import(table, options).ToDictionary(outcome => outcome.Id, outcome => outcome);
        var key = table.Header.ToList().FindIndex(name => name is "Name" or "PO#" or "Order - Number" or "Order Number" or "order_number");
        var random = new Random(11);
        for (var i = 0; i < s_variants; i++)
        {
            var changed = rows.ToList();
            var row = random.Next(changed.Count);
            var cells = changed[row].Cells.ToArray();
            var (left, right) = (random.Next(cells.Length), random.Next(cells.Length));
            (cells[left], cells[right]) = (cells[right], cells[left]);
            changed[row] = changed[row] with { Cells = cells };
            var number = "M-" + rows[row].Cells[key].Text;
            foreach (var outcome in Import(new MemoryTable(file, table.Header, changed), options)
                .Where(outcome => outcome.Order is not null))
            {
                if (outcome.Id == number || !sound.TryGetValue(outcome.Id, out var before))
                {
                    continue;
                }

                Assert.NotNull(before.Order);
                Assert.Equal(Content(before), Content(outcome));
            }
        }
    }

    [Theory]
    [InlineData("shopify-orders.csv")]
    [InlineData("walmart-orders.csv")]
    [InlineData("ebay-orders-report-us.csv")]
    [InlineData("shipstation.csv")]
    [InlineData("woocommerce-advanced-order-export.csv")]
    public void EncodingAndDelimiterChangeNothing(string file)
    {
        using var folder = new TableFolder();
        var options = SampleFileTests.Options with { SpeedMap = new SpeedMap([new("2-Day", "Expedited")]) };
        var sample = MemoryTable.Sample(file);
        IEnumerable<string> Outcomes(ISourceTable table) =>
            Import(table, options).Select(outcome => outcome.Order is null ? $"{outcome.Id} {outcome.Skipped?.SkipReason}" : Content(outcome));
        var expected = Outcomes(sample).ToList();
        // One sample has a letter that Shift-JIS does not.
        string[] encodings = ["utf-8", "utf-16", "utf-16BE", "windows-1252", .. file.StartsWith("ebay", StringComparison.Ordinal) ? (string[])[] : ["shift_jis"]];
        foreach (var encoding in encodings)
        {
            foreach (var delimiter in ",;\t")
            {
                foreach (var hasMark in (bool[])[true, false])
                {
                    var path = folder[$"{encoding}{(int)delimiter}{hasMark}.csv"];
                    var layout = new TableLayout { Encoding = encoding, Delimiter = delimiter, HasByteOrderMark = hasMark };
                    TableFolder.Files.Write(
                        path, layout, sample.Header, sample.ReadRows().Select(row => row.Cells.Select(cell => cell.Text).ToArray()));
                    using var table = TableFolder.Open(path);
                    Assert.Equal(expected, Outcomes(table));
                }
            }
        }
    }

    private static List<ImportOutcome> Import(ISourceTable table, ImportOptions options)
    {
        try
        {
            return SampleFileTests.Import(table, options);
        }
        catch (OrderFileException)
        {
            return [];
        }
    }

    private static string Content(ImportOutcome outcome) =>
        $"{string.Join('|', SampleFileTests.AddressOf(outcome.Order!))}: "
            + string.Join(
                ',', outcome.Order!.Items.Select(item => $"{item.SellerSku} x{item.Quantity}").Order(StringComparer.Ordinal))
            + $" {outcome.Order.ShippingSpeedCategory} {string.Join(',', outcome.Order.FeatureConstraints)}";

    private static void Shuffle(List<SourceRow> rows, Random random)
    {
        for (var i = rows.Count - 1; i > 0; i--)
        {
            var other = random.Next(i + 1);
            (rows[i], rows[other]) = (rows[other], rows[i]);
        }
    }

    private static string Change(string name, Random random)
    {
        if (name.Length == 0)
        {
            return "x";
        }

        var at = random.Next(name.Length);
        return random.Next(3) switch
        {
            0 => name.Remove(at, 1),
            1 => name.Insert(at, "x"),
            _ => name.Remove(at, 1).Insert(at, "~"),
        };
    }
}
