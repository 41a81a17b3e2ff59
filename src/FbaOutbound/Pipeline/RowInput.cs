using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Rows;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Refuses rows whose columns a change would leave unread: who pipes in a new address believes that it is used. The module's own outputs
/// show what an order is, and not what it is to become.
/// </summary>
internal static class RowInput
{
    private const string Deserialized = "Deserialized.";

    private static readonly string s_own = typeof(FbaException).Namespace + ".";

    /// <summary>Refuses a row that has more to say than an id.</summary>
    /// <param name="id">The id of the order.</param>
    /// <param name="input">What came down the pipeline.</param>
    /// <exception cref="OrderInputException">The row has columns with values that are not read.</exception>
    public static void RequireUnread(string id, object? input)
    {
        if (PipelineRecord.Properties(input) is not { } properties || IsOwn(input, properties))
        {
            return;
        }

        string[] unread =
        [
            .. properties.Where(property => IsColumn(property.Name) && !GivenText.IsBlank(property.Value))
                .Select(property => OrderColumns.Find(property.Name)!.Name).Distinct(),
        ];
        if (unread.Length > 0)
        {
            throw new OrderInputException(
                $"Nothing was changed for order '{id}': Set-FbaFulfillmentOrder takes only the id from the pipeline, but the row also "
                    + $"has {string.Join(", ", unread)}. "
                + "Give the changes as parameters, and pipe in only the ids (Select-Object SellerFulfillmentOrderId).");
        }
    }

    private static bool IsColumn(string name) => OrderColumns.Find(name) is { } column && column != OrderColumns.SellerFulfillmentOrderId;

    // A receipt that went through a file has lost its type, and kept its columns.
    private static bool IsOwn(object? input, IReadOnlyList<(string Name, object? Value)> properties) =>
        (input is not null && PSObject.AsPSObject(input).TypeNames.Any(IsOwnType))
        || properties.Any(property => string.Equals(property.Name, nameof(OrderReceipt.ConfirmedBy), StringComparison.OrdinalIgnoreCase));

    private static bool IsOwnType(string type) =>
        (
            type.StartsWith(Deserialized, StringComparison.Ordinal)
                ? type.Substring(Deserialized.Length)
                : type).StartsWith(s_own, StringComparison.Ordinal);
}
