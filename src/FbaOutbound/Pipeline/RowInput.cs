using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Orders;
using FbaOutbound.Rows;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Tells rows that say what is to be changed from what names an order alone. The module's own outputs show what an order is, and not what
/// it is to become.
/// </summary>
internal static class RowInput
{
    private const string Deserialized = "Deserialized.";

    private static readonly string s_own = typeof(FbaException).Namespace + ".";

    // What no shop's file has. An order or a receipt that went through a file has lost its type, and kept its columns.
    private static readonly string[][] s_marks =
    [
        [nameof(OrderReceipt.ConfirmedBy)],
        [nameof(FulfillmentOrder.ServiceStatus), nameof(FulfillmentOrder.StatusUpdatedDate), nameof(FulfillmentOrder.ApiVersion)],
    ];

    /// <summary>Returns the cells of a row that has more to say than an id; null for anything else.</summary>
    public static IReadOnlyList<(string Name, object? Value)>? CellsOf(object? input) =>
        PipelineRecord.Properties(input) is { } properties && !IsOwn(input, properties)
        && properties.Any(property => IsColumn(property.Name) && !GivenText.IsBlank(property.Value))
            ? properties
            : null;

    /// <summary>Whether the input is a row that could say more than an id, and whose cells are blank.</summary>
    public static bool IsBlankRow(object? input) =>
        CellsOf(input) is null && PipelineRecord.Properties(input) is { } properties && !IsOwn(input, properties)
        && properties.Any(property => IsColumn(property.Name));

    /// <summary>Returns the filled columns of a row that are not known, and whose names are near those of columns that are.</summary>
    public static IReadOnlyList<UnknownColumn> MistypedIn(object? input) =>
        PipelineRecord.Properties(input) is { } properties && !IsOwn(input, properties)
            ?
            [
                .. properties.Where(property => OrderColumns.Find(property.Name) is null && !GivenText.IsBlank(property.Value))
                    .Select(property => new UnknownColumn(property.Name, OrderColumns.Suggest(property.Name)))
                    .Where(column => column.Suggestion is not null),
            ]
            : [];

    /// <summary>Whether the input is an order that an import has read from a file, also after it was saved.</summary>
    public static bool IsImported(object? input) => PipelineRecord.Unwrap(input) is FulfillmentOrder order ? order.Source is not null
        : PipelineRecord.Properties(input) is { } properties && IsOwn(input, properties) && properties.Any(property =>
            string.Equals(property.Name, nameof(FulfillmentOrder.Source), StringComparison.OrdinalIgnoreCase)
                && !GivenText.IsBlank(property.Value));

    private static bool IsColumn(string name) => OrderColumns.Find(name) is { } column && column != OrderColumns.SellerFulfillmentOrderId;

    private static bool IsOwn(object? input, IReadOnlyList<(string Name, object? Value)> properties) =>
        (input is not null && PSObject.AsPSObject(input).TypeNames.Any(IsOwnType))
        || Array.Exists(s_marks, marks => marks.All(mark =>
            properties.Any(property => string.Equals(property.Name, mark, StringComparison.OrdinalIgnoreCase))));

    private static bool IsOwnType(string type) =>
        (
            type.StartsWith(Deserialized, StringComparison.Ordinal)
                ? type.Substring(Deserialized.Length)
                : type).StartsWith(s_own, StringComparison.Ordinal);
}
