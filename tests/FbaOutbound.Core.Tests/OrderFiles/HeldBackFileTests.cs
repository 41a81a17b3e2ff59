using System;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Imports;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Files that do not tell one order from another, or how many units are left.</summary>
public sealed class HeldBackFileTests
{
    [Theory]
    [InlineData("")]
    [InlineData("2026-11-20 10:00:00 -0500")]
    public void TwoOrdersWithOneNameAreRefusedWithBothRowsWhateverTheirState(string cancelledAt)
    {
        var table = MemoryTable.Sample("shopify-orders.csv");
        var names = table.Header.ToList();
        var rows = table.ReadRows().ToList();
        var cells = rows[0].Cells.ToArray();
        cells[names.IndexOf("Id")] = new SourceCell("5500000000999");
        cells[names.IndexOf("Cancelled at")] = new SourceCell(cancelledAt);
        rows.Add(new SourceRow(99, cells));

        var outcome = SampleFileTests.Import(new MemoryTable(table.Path, table.Header, rows))[0];
        Assert.Equal(
            $"rows {rows[0].Number} and 99 belong to two orders with the same Name but a different Id, so neither is sent. Send them with "
                + "New-FbaFulfillmentOrder, each with its own id",
            Assert.Single(outcome.Problems));
        Assert.Null(outcome.Order);
        Assert.Null(outcome.Skipped);
    }

    [Theory]
    [InlineData("woocommerce-webtoffee-items-in-columns.csv", "refund_items")]
    [InlineData("woocommerce-advanced-order-export.csv", "Quantity (- Refund)")]
    public void OrdersOfAFileWithoutItsRefundsAreHeldBack(string file, string column)
    {
        var table = Without(MemoryTable.Sample(file), column);
        var import = new OrderImport(SampleFileTests.Options);
        var binding = import.Read(table).Binding;
        Assert.Equal(column, binding.MissingUnits);
        Assert.Contains(column, binding.Format.ToleratedAdvice, StringComparison.Ordinal);

        var outcomes = import.Outcomes().ToList();
        var included = SampleFileTests.Import(table, SampleFileTests.Options with { IncludesUncertain = true });
        Assert.DoesNotContain(outcomes, outcome => outcome.Order is not null);
        Assert.Contains(included, outcome => outcome.Order is not null);
        Assert.Equal(
            included.Select(outcome => outcome.Order is not null ? SkipReason.QuantityUncertain : outcome.Skipped?.SkipReason),
            outcomes.Select(outcome => outcome.Skipped?.SkipReason));
    }

    [Theory]
    [InlineData("woocommerce-webtoffee-items-in-columns.csv", "status")]
    [InlineData("woocommerce-advanced-order-export.csv", "Order Status")]
    [InlineData("shopify-orders.csv", "Cancelled at")]
    [InlineData("shopify-orders.csv", "Refunded Amount")]
    public void AFileWithoutAColumnOfItsRulesIsRefused(string file, string column) =>
        Assert.Throws<OrderFileException>(() => SampleFileTests.Import(Without(MemoryTable.Sample(file), column)));

    private static MemoryTable Without(MemoryTable table, string column)
    {
        var at = table.Header.ToList().IndexOf(column);
        return new MemoryTable(
            table.Path,
            [.. table.Header.Where((_, index) => index != at)],
            [.. table.ReadRows().Select(row => new SourceRow(row.Number, [.. row.Cells.Where((_, index) => index != at)]))]);
    }
}
