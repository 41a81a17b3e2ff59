using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.OrderFiles;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Texts;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Orders that an import returned as skipped. A command that sends, changes or checks orders leaves them alone, and counts them at its end.
/// </summary>
internal sealed class SkippedInput
{
    private const int MostNames = 10;

    // The text form of a source.
    private static readonly Regex s_rows = new(@", rows? \d", RegexOptions.CultureInvariant);

    private readonly List<string> _left = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Why an import skipped a record; null if none did.</summary>
    /// <param name="input">The record.</param>
    /// <param name="properties">Its properties; null if it has none.</param>
    public static string? ReasonOf(object? input, IReadOnlyList<(string Name, object? Value)>? properties) =>
        PipelineRecord.Unwrap(input) is SkippedOrder skipped ? skipped.SkipReason.ToString()
        : ReasonIn(properties) ?? (IsToCancel(properties) == false ? null : nameof(SkippedOrder.ToCancel));

    /// <summary>
    /// Why an order of an import is not to be cancelled; null if it is. The shop has cancelled it only where a value says so: that of an
    /// order that is to be sent is blank.
    /// </summary>
    public static string? LeftBecause(IReadOnlyList<(string Name, object? Value)> properties)
    {
        var reason = ReasonIn(properties);
        return reason is null && Find(properties, nameof(SkippedOrder.SkipReason)) is null && IsToCancel(properties) == true ? null
            : reason is null ? Find(properties, nameof(SkippedOrder.SkipReason)) is not null
                || (Find(properties, nameof(FulfillmentOrder.Items))?.Value is { } items && PipelineRecord.Unwrap(items) is not string)
                ? "to be sent" : "without a SkipReason"
            : !Enum.TryParse<SkipReason>(reason, ignoreCase: true, out var known) || !known.IsOfCancelling() ? reason
            : properties.Any(property =>
                OrderColumns.Find(property.Name) is { Scope: ColumnScope.Item } && !GivenText.IsBlank(property.Value))
                ? "only a line of it is " + reason
            : null;
    }

    /// <summary>
    /// Whether a record is of an import, also after it was saved or copied: it has a column that only imports have, whether it is filled
    /// in or not, or says from which rows of which file it is.
    /// </summary>
    public static bool IsOfImport(object? input, IReadOnlyList<(string Name, object? Value)>? properties) =>
        properties is not null
            && (Find(properties, nameof(SkippedOrder.SkipReason)) is not null || Find(properties, nameof(SkippedOrder.ToCancel)) is not null
                || RowInput.IsImported(input)
                || (Find(properties, nameof(SkippedOrder.Source))?.Value is { } source && IsSource(source)));

    private static string? ReasonIn(IReadOnlyList<(string Name, object? Value)>? properties)
    {
        var reason = Find(properties, nameof(SkippedOrder.SkipReason))?.Value;
        return GivenText.IsBlank(reason) || PipelineRecord.Unwrap(reason)?.ToString() is not { } text ? null
            : Enum.TryParse<SkipReason>(text, ignoreCase: true, out var known) ? known.ToString()
            : Spelling.Showable(text);
    }

    // What is not read as a yes or a no is neither.
    private static bool? IsToCancel(IReadOnlyList<(string Name, object? Value)>? properties)
    {
        var value = Find(properties, nameof(SkippedOrder.ToCancel))?.Value;
        return GivenText.IsBlank(value) ? false : (bool?)Cell.Read(CellForm.Boolean, PipelineRecord.Unwrap(value), out _);
    }

    private static (string Name, object? Value)? Find(IReadOnlyList<(string Name, object? Value)>? properties, string name)
    {
        foreach (var property in properties ?? [])
        {
            if (ObjectMembers.IsNamed(property.Name, name))
            {
                return property;
            }
        }

        return null;
    }

    // A shop's own column Source says another thing, such as web.
    private static bool IsSource(object source) => PipelineRecord.Unwrap(source) switch
    {
        OrderSource => true,
        string text => s_rows.IsMatch(text),
        var other => PipelineRecord.Properties(other) is { } members
            && Find(members, nameof(OrderSource.File)) is not null && Find(members, nameof(OrderSource.Rows)) is not null,
    };

    /// <summary>Leaves a record alone if an import skipped it. Returns whether it did.</summary>
    public bool Leave(object? input, IReadOnlyList<(string Name, object? Value)>? properties)
    {
        if (ReasonOf(input, properties) is not { } reason)
        {
            return false;
        }

        Leave(OrderInput.TargetOf(input), reason);
        return true;
    }

    /// <summary>Leaves an order alone.</summary>
    /// <param name="id">The order's id, if it has one.</param>
    /// <param name="why">Why.</param>
    public void Leave(string? id, string why)
    {
        var name = $"{(string.IsNullOrEmpty(id) ? "one without an id" : id)} ({why})";
        if (string.IsNullOrEmpty(id) || _names.Add(name))
        {
            _left.Add(name);
        }
    }

    /// <summary>Counts the orders that were left alone, and names the first of them; null if there are none.</summary>
    /// <param name="why">Why they were, with <c>{0}</c> for it or them.</param>
    public string? Summary(string why) =>
        Count(_left, "left alone, " + string.Format(CultureInfo.InvariantCulture, why, _left.Count == 1 ? "it" : "them"));

    /// <summary>Counts orders, and names the first of them; null if there are none.</summary>
    public static string? Count(IReadOnlyList<string> names, string what) => names.Count == 0 ? null
        : FormattableString.Invariant($"{names.Count} {(names.Count == 1 ? "order was" : "orders were")} {what}: ")
            + NameList.Of(names, MostNames) + ".";
}
