using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.Orders;
using Xunit;
using Xunit.Abstractions;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Every sample of a shop's file: which orders are made of it, and what is skipped or refused for which reason.</summary>
public sealed class SampleFileTests(ITestOutputHelper output)
{
    internal static ImportOptions Options { get; } = new()
    {
        IdPrefix = "M-",
        After = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero),
        Time = new FixedTime(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero)),
    };

    internal static List<ImportOutcome> Import(ISourceTable table, ImportOptions? options = null)
    {
        var import = new OrderImport(options ?? Options);
        import.Read(table);
        return [.. import.Outcomes()];
    }

    internal static string Text(ImportOutcome outcome) => outcome.Order is { } order
        ? $"{order.SellerFulfillmentOrderId}: {string.Join(", ", order.Items.Select(item => $"{item.SellerSku} x{item.Quantity} [{item.SellerFulfillmentOrderItemId}]"))} -> "
            + string.Join("|", AddressOf(order)) + $" {order.ShippingSpeedCategory} {order.DisplayableOrderId} {order.DisplayableOrderDate:yyyy-MM-dd HH:mm}"
            + $"{(order.FeatureConstraints.Count > 0 ? " " + string.Join(",", order.FeatureConstraints) : "")}"
            + string.Concat(outcome.Lines.Select(line => $" without {line.Sku} {line.SkipReason}"))
        : outcome.Skipped is { } skipped ? $"{skipped.SellerFulfillmentOrderId} skipped: {skipped.SkipReason} {skipped.Detail}".TrimEnd()
        : $"{outcome.Target} refused: {string.Join("; ", outcome.Problems)}";

    internal static IEnumerable<string> AddressOf(FulfillmentOrder order) => new[]
    {
        order.DestinationAddress!.Name, order.DestinationAddress.AddressLine1, order.DestinationAddress.AddressLine2,
        order.DestinationAddress.AddressLine3, order.DestinationAddress.City, order.DestinationAddress.StateOrRegion,
        order.DestinationAddress.PostalCode, order.DestinationAddress.CountryCode, order.DestinationAddress.Phone,
    }.Where(part => part is not null).Select(part => part!);

    [Theory]
    [InlineData("shopify-orders.csv", ',', "utf-8")]
    [InlineData("walmart-orders.csv", ',', "utf-8")]
    [InlineData("shipstation.csv", ',', "utf-8")]
    [InlineData("ebay-orders-report-us.csv", ',', "utf-8")]
    [InlineData("woocommerce-advanced-order-export.csv", ',', "utf-8")]
    [InlineData("woocommerce-webtoffee-items-in-columns.csv", ',', "utf-8")]
    [InlineData("amazon-mcf-template-eu.txt", '\t', "windows-1252")]
    [InlineData("amazon-mcf-template-jp-shiftjis.txt", '\t', "shift_jis")]
    [InlineData("excel-unicode-text-utf16.txt", '\t', "utf-16")]
    [InlineData("excel-german-semicolon-ansi.csv", ';', "windows-1252")]
    public void Show(string file, char delimiter, string encoding)
    {
        try
        {
            foreach (var outcome in Import(TextTable.Sample(file, delimiter, encoding)))
            {
                output.WriteLine(Text(outcome));
            }
        }
        catch (FbaException exception)
        {
            output.WriteLine(exception.Message);
        }
    }
}
