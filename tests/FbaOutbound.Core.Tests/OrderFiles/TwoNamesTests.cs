using System;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Rows;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>
/// A file that has one value under several of the names that its format knows, for each format and each of its fields: no name is read and
/// another one left out.
/// </summary>
public sealed class TwoNamesTests
{
    private const string Own = "SellerFulfillmentOrderId,Name,AddressLine1,City,PostalCode,CountryCode,SellerSku,Quantity\n"
        + "A-1,Ada Invented,1 Sample Street,Fableton,AB1 2CD,GB,MUG,2\n";

    private static readonly string[] s_stops = ["HOLD", "2026-12-24", "Yes", "Local pickup"];

    public static TheoryData<string, string, string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, string, string>();
            foreach (var format in OrderFormats.All)
            {
                foreach (var known in format.Fields.Where(known => !format.FirstOnly.Contains(known.Key)))
                {
                    foreach (var one in known.Value)
                    {
                        foreach (var other in known.Value.Where(other => other != one))
                        {
                            pairs.Add(format.Name, known.Key, one, other);
                        }
                    }
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void AValueUnderEitherNameIsRead(string format, string field, string one, string other)
    {
        var value = ValuesOf(format, field).First;
        var expected = Import(format, field, (one, value));
        Assert.Equal(expected, Import(format, field, (one, value), (other, "")));
        Assert.Equal(expected, Import(format, field, (one, ""), (other, value)));
        Assert.Equal(expected, Import(format, field, (one, value), (other, value)));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void DifferentValuesAreRefusedUnlessOneOfThemStopsTheOrder(string format, string field, string one, string other)
    {
        var (value, second) = ValuesOf(format, field);
        var rules = OrderFormats.Find(format).Rules.Where(rule => rule.Field == field).ToList();
        if (rules.Count == 0 || field == "ShippingMethod")
        {
            var refused = Assert.Single(Import(format, field, (one, value), (other, second)));
            Assert.Contains("refused", refused, StringComparison.Ordinal);
            Assert.Contains(one, refused, StringComparison.Ordinal);
            Assert.Contains(other, refused, StringComparison.Ordinal);
        }

        var stopped = 0;
        foreach (var stop in rules.Count == 0 ? [] : s_stops)
        {
            var alone = Assert.Single(Import(format, field, (one, stop)));
            if (alone.Contains("skipped", StringComparison.Ordinal))
            {
                stopped++;
                Assert.Equal([alone], Import(format, field, (one, "No"), (other, stop)));
                Assert.Equal([alone], Import(format, field, (one, stop), (other, "No")));
            }
        }

        Assert.Equal(rules.Count > 0, stopped > 0);
    }

    [Fact]
    public void AHoldUnderTheOtherNameHoldsAnOrderOfTheOwnColumns()
    {
        var order = Assert.Single(SampleFileTests.Import(MemoryTable.Of(
            Own.Replace("Quantity\n", "Quantity,Action,FulfillmentAction\n", StringComparison.Ordinal)
                .Replace(",2\n", ",2,,Hold\n", StringComparison.Ordinal)))).Order!;
        Assert.Equal("Hold", order.Action);
    }

    // New-FbaFulfillmentOrder reads the values, too.
    [Theory]
    [InlineData("Action,FulfillmentAction", "Hold,HOLD", true)]
    [InlineData("Action,FulfillmentAction", "Hold,Ship", false)]
    [InlineData("ShippingSpeed,ShippingSpeedCategory", "standard,Standard", true)]
    [InlineData("PerUnitDeclaredValue,Currency,CurrencyCode", "12.50,gbp,GBP", true)]
    [InlineData("DisplayableOrderDate,DisplayableOrderDateTime", "2026-11-20,2026-11-20T00:00:00Z", true)]
    [InlineData("DisplayableOrderDate,DisplayableOrderDateTime", "2026-11-20,2026-11-20T00:00:01Z", false)]
    [InlineData("Line2,AddressLine2", "Flat 1,FLAT 1", false)]
    public void ValuesThatAreReadAsTheSameAreOne(string names, string values, bool isOne)
    {
        var lines = Own.Split('\n');
        var (header, row) = ($"{lines[0]},{names}", $"{lines[1]},{values}");
        var outcome = Assert.Single(
            SampleFileTests.Import(MemoryTable.Of($"{header}\n{row}"), SampleFileTests.Options with { IdPrefix = null }));
        Assert.Equal(isOne, outcome.Order is not null);
        var cells = header.Split(',').Zip(row.Split(','), (name, cell) => (name, (object?)cell));
        var assembled = Assert.Single(Rows.SampleRows.Assemble([new OrderRow(1, [.. cells])]));
        Assert.Equal(isOne, assembled.Order is not null);
    }

    // Two rows of an order are compared in the same way.
    [Fact]
    public void RowsOfAnOrderCanWriteAWordInAnotherCase()
    {
        var lines = Own.Split('\n');
        var outcome = Assert.Single(SampleFileTests.Import(
            MemoryTable.Of($"{lines[0]},Action\n{lines[1]},Hold\n{lines[1].Replace("MUG", "TEA", StringComparison.Ordinal)},HOLD"),
            SampleFileTests.Options with { IdPrefix = null }));
        Assert.Equal("Hold", outcome.Order?.Action);
    }

    [Fact]
    public void ARowWithTwoIdsRefusesBothOrders()
    {
        const string Recipient = "Ada Invented,1 Sample Street,Fableton,AB1 2CD,GB,MUG,2";
        var outcomes = SampleFileTests.Import(
            MemoryTable.Of(
                $"OrderId,{Own[..Own.IndexOf('\n', StringComparison.Ordinal)]}\n"
                    + $",A-1,{Recipient}\nA-2,A-1,{Recipient}\n,A-2,{Recipient}\n,A-3,{Recipient}"),
            SampleFileTests.Options with { IdPrefix = null });
        Assert.Equal(["A-3"], outcomes.Where(outcome => outcome.Order is not null).Select(outcome => outcome.Id));
    }

    // Import every order as one line, without the names of its file.
    private static string[] Import(string format, string field, params (string Column, string Value)[] columns)
    {
        var (table, options) = FileOf(format);
        var known = OrderFormats.Find(format).Fields[field];
        var kept = Enumerable.Range(0, table.Header.Count)
            .Where(at => !known.Contains(table.Header[at], StringComparer.OrdinalIgnoreCase)).ToList();
        return
        [
            .. SampleFileTests.Import(
                new MemoryTable(
                    table.Path,
                    [.. kept.Select(at => table.Header[at]), .. columns.Select(column => column.Column)],
                    [
                        .. table.ReadRows().Take(1).Select(row => row with
                        {
                            Cells = [.. kept.Select(at => row.Cells[at]), .. columns.Select(column => new SourceCell(column.Value))],
                        }),
                    ]),
                options).Select(outcome => SampleFileTests.Text(outcome) + (outcome.Order is { } order ? $" {order.Action}" : "")),
        ];
    }

    // What stands in the file, or what it could be, and another value.
    private static (string First, string Second) ValuesOf(string format, string field)
    {
        var table = FileOf(format).Table;
        var names = OrderFormats.Find(format).Fields[field];
        var at = table.Header.ToList().FindIndex(name => names.Contains(name, StringComparer.OrdinalIgnoreCase));
        var value = at < 0 ? "" : table.ReadRows().First().Cells[at].Text;
        var (first, second) = OrderColumns.Find(field)?.Form is { } form ? ValuesOf(form) : field == "OrderDate"
            ? ("2026-11-20", "2026-11-21") : ("Text 1", "Text 2");
        return (value.Length > 0 && value != "--" ? value : first, second);
    }

    private static (string First, string Second) ValuesOf(CellForm form) => form.Kind switch
    {
        CellKind.Word => (form.Words[0], form.Words[1]),
        CellKind.Code => ("GB", "DE"),
        CellKind.Integer => ("2", "3"),
        CellKind.Amount => ("2.00", "3.00"),
        CellKind.Boolean => ("true", "false"),
        CellKind.Date or CellKind.OrderDate or CellKind.DateText => ("2026-11-20", "2026-11-21"),
        CellKind.Map => ("a=1", "a=2"),
        CellKind.Features => ("BLANK_BOX=Required", "BLOCK_AMZL=Required"),
        _ => ("Text 1", "Text 2"),
    };

    private static (MemoryTable Table, ImportOptions Options) FileOf(string format) => format switch
    {
        "FbaOutbound" => (MemoryTable.Of(Own), SampleFileTests.Options with { IdPrefix = null }),
        "ShipStation" => (MemoryTable.Sample("shipstation.csv"), SampleFileTests.Options),
        "Shopify" => (MemoryTable.Sample("shopify-orders.csv"), SampleFileTests.Options),
        "WooAlgolPlus" => (MemoryTable.Sample("woocommerce-advanced-order-export.csv"), SampleFileTests.Options),
        _ => (FormatRuleTests.Table(format, ""), FormatRuleTests.Options(format)),
    };
}
