using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
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

    private static readonly Assembly s_assembly = typeof(FbaException).Assembly;
    private static readonly string s_own = typeof(FbaException).Namespace + ".";

    // What no shop's file has. An order or a receipt that went through a file has lost its type, and kept its columns.
    private static readonly (Type Type, string[] Names)[] s_marks =
    [
        (typeof(OrderReceipt), [nameof(OrderReceipt.ConfirmedBy)]),
        (
            typeof(FulfillmentOrder),
            [nameof(FulfillmentOrder.ServiceStatus), nameof(FulfillmentOrder.StatusUpdatedDate), nameof(FulfillmentOrder.ApiVersion)]),
    ];

    /// <summary>Returns the cells of a row that has more to say than an id; null for anything else.</summary>
    public static IReadOnlyList<(string Name, object? Value)>? CellsOf(object? input) =>
        PipelineRecord.Properties(input) is { } properties && OwnTypeOf(input, properties) is null
        && properties.Any(property => IsColumn(property.Name) && !GivenText.IsBlank(property.Value))
            ? properties
            : null;

    /// <summary>Whether the input is a row that could say more than an id, and whose cells are blank.</summary>
    public static bool IsBlankRow(object? input) =>
        CellsOf(input) is null && PipelineRecord.Properties(input) is { } properties && OwnTypeOf(input, properties) is null
        && properties.Any(property => IsColumn(property.Name));

    /// <summary>Returns the filled columns of a row that are not known, and whose names are near those of columns that are.</summary>
    public static IReadOnlyList<UnknownColumn> MistypedIn(object? input) =>
        PipelineRecord.Properties(input) is { } properties && OwnTypeOf(input, properties) is null
            ?
            [
                .. properties.Where(property => OrderColumns.Find(property.Name) is null && !GivenText.IsBlank(property.Value))
                    .Select(property => new UnknownColumn(property.Name, OrderColumns.Suggest(property.Name)))
                    .Where(column => column.Suggestion is not null),
            ]
            : [];

    /// <summary>Whether the input is an order that an import has read from a file, also after it was saved.</summary>
    public static bool IsImported(object? input) => PipelineRecord.Unwrap(input) is FulfillmentOrder order ? order.Source is not null
        : PipelineRecord.Properties(input) is { } properties && OwnTypeOf(input, properties) is not null && properties.Any(property =>
            string.Equals(property.Name, nameof(FulfillmentOrder.Source), StringComparison.OrdinalIgnoreCase)
                && !GivenText.IsBlank(property.Value));

    private static bool IsColumn(string name) => OrderColumns.Find(name) is { } column && column != OrderColumns.SellerFulfillmentOrderId;

    /// <summary>
    /// Returns the type of an output of the module, also of one that was saved or copied with its columns; null for anything else.
    /// </summary>
    public static Type? OwnTypeOf(object? input, IReadOnlyList<(string Name, object? Value)> properties)
    {
        // A name may be that of a view, which has no type.
        string[] names = input is null ? [] :
            [.. PSObject.AsPSObject(input).TypeNames.Select(Bare).Where(name => name.StartsWith(s_own, StringComparison.Ordinal))];
        return names.Length > 0
            ? names.Select(name => s_assembly.GetType(name)).FirstOrDefault(type => type is not null) ?? typeof(object)
            : Array.Find(s_marks, mark => Array.TrueForAll(mark.Names, name =>
            properties.Any(property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase)))).Type;
    }

    private static string Bare(string type) =>
        type.StartsWith(Deserialized, StringComparison.Ordinal) ? type.Substring(Deserialized.Length) : type;
}
