using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.SpApi20200701;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Services;

namespace FbaOutbound.Benchmarks;

/// <summary>Invented orders, as rows of a file and as what happens to them.</summary>
internal static class SampleOrders
{
    private static readonly string[] s_columns =
    [
        "SellerFulfillmentOrderId", "DisplayableOrderDate", "ShippingSpeedCategory", "Action", "NotificationEmail", "Name", "AddressLine1",
        "City",
        "StateOrRegion", "PostalCode", "CountryCode", "Phone", "SellerSku", "Quantity", "PerUnitDeclaredValue", "Currency",
    ];

    public static OrderContext Context { get; } = new(Rules20200701.Protocol.Rules)
    {
        MarketplaceId = "ATVPDKIKX0DER",
        CountryCode = "US",
        CountryOf = static _ => "US",
        Time = TimeProvider.System,
    };

    public static OrderRow Row(int number, string prefix) =>
        new(number, (IReadOnlyList<(string, object?)>)[.. s_columns.Zip(Values(number, prefix))]);

    /// <summary>The way of a row to an order that can be sent.</summary>
    public static IEnumerable<FulfillmentOrder> FromRows(IEnumerable<OrderRow> rows)
    {
        var assembler = new OrderAssembler();
        return rows.Select(assembler.Add).OfType<OrderRows>().ToList().Select(order => Finish(order.Complete()));
    }

    public static FulfillmentOrder[] Make(int count, string prefix) =>
        [.. FromRows(Enumerable.Range(1, count).Select(number => Row(number, prefix)))];

    private static FulfillmentOrder Finish(AssembledOrder assembled)
    {
        var order = OrderDefaults.Fill(
            assembled.Order ?? throw new InvalidOperationException(string.Join("; ", assembled.Problems)), Context);
        return OrderValidator.Validate(order, Context).Any(problem => problem.Severity == ProblemSeverity.Error)
            ? throw new InvalidOperationException("A sample order is not valid.")
            : order;
    }

    private static object?[] Values(int number, string prefix) =>
    [
        FormattableString.Invariant($"{prefix}-{number:00000}"), "2026-05-12", "Standard", "Ship", "ada@example.com", "Ada Example",
        FormattableString.Invariant($"{number} Invented Avenue"), "Fableville", "OR", "97000", "US", "503-555-0101", "SKU-MUG-BLUE",
        (1 + (number % 5)).ToString(CultureInfo.InvariantCulture), "12.50", "USD",
    ];
}
