using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rows;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Previews that were saved or copied, for example by Export-Clixml, ConvertTo-Json or Select-Object. They have lost the order that they
/// were requested for.
/// </summary>
internal static class SavedPreview
{
    /// <summary>What an error says of one, after its place.</summary>
    public const string Fault = "is a preview that was saved or copied, and no longer has its order. Run Get-FbaFulfillmentPreview again, "
        + "and pipe its output in directly.";

    /// <summary>Whether a record is one. A row of an order may have such a column, too, but it also has an item.</summary>
    public static bool Is(object? input, IReadOnlyList<(string Name, object? Value)> properties) =>
        properties.Any(property => ObjectMembers.IsNamed(property.Name, nameof(FulfillmentPreview.IsFulfillable)))
            && PipelineRecord.Unwrap(input) is not FulfillmentPreview
            && !properties.Any(property =>
                ObjectMembers.IsNamed(property.Name, nameof(FulfillmentOrder.Items))
                || (OrderColumns.Find(property.Name) is { Scope: ColumnScope.Item } && !GivenText.IsBlank(property.Value)));
}
