using System.Collections;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Rows;
using Xunit;

namespace FbaOutbound.Core.Tests.Rows;

/// <summary>Rows, and what is made of them, as short as tests want to write them.</summary>
internal static class SampleRows
{
    public static readonly (string Name, object? Value)[] Recipient =
    [
        ("Name", "Ada Example"), ("AddressLine1", "100 Invented Avenue"), ("City", "Fableville"), ("StateOrRegion", "OR"),
        ("PostalCode", "97000"), ("CountryCode", "US"),
    ];

    public static OrderRow Row(long number, params (string Name, object? Value)[] cells) => new(number, cells);

    public static OrderRow Full(long number, string id, params (string Name, object? Value)[] cells) =>
        new(number, [("SellerFulfillmentOrderId", id), .. Recipient, ("SellerSku", "SKU-1"), ("Quantity", "1"), .. cells]);

    public static List<AssembledOrder> Assemble(params OrderRow[] rows) => Assemble(new OrderAssembler(), rows);

    public static List<AssembledOrder> Assemble(OrderAssembler assembler, IEnumerable<OrderRow> rows) =>
        [.. rows.Select(assembler.Add).OfType<OrderRows>().ToList().Select(order => order.Complete())];

    /// <summary>Assembles rows of a stream, where an order ends when another one begins.</summary>
    public static List<AssembledOrder> Stream(params OrderRow[] rows) => Assemble(new OrderAssembler(isStream: true), rows);

    /// <summary>Reads one cell in an otherwise good row.</summary>
    public static AssembledOrder Cell(string column, object? value) => Assert.Single(Assemble(Full(1, "FBA-1", (column, value))));

    public static string Fault(string column, object? value)
    {
        var order = Assert.Single(Assemble(Row(7, [("SellerFulfillmentOrderId", "FBA-1"), (column, value)])));
        Assert.Null(order.Order);
        Assert.Equal(AssembledOrder.RowInvalid, order.ProblemCode);
        var problem = Assert.Single(order.Problems);
        Assert.Equal((7L, column), (problem.Row, problem.Column));
        return problem.Message;
    }

    /// <summary>Sees dictionaries as objects; nothing is wrapped.</summary>
    internal sealed class View : IObjectView
    {
        public object? Unwrap(object? value) => value;

        public IReadOnlyList<(string Name, object? Value)>? PropertiesOf(object value) => value is IDictionary members
            ? [.. members.Cast<DictionaryEntry>().Select(entry => ((string)entry.Key, entry.Value))]
            : null;
    }
}
