using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.Rows;
using FbaOutbound.Texts;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Orders that an import returned as skipped. A command that sends, changes or checks orders leaves them alone, and counts them at its end.
/// </summary>
internal sealed class SkippedInput
{
    private const int MostNames = 10;

    private readonly List<string> _left = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Why an import skipped a record; null if none did.</summary>
    /// <param name="input">The record.</param>
    /// <param name="properties">Its properties; null if it has none.</param>
    public static SkipReason? ReasonOf(object? input, IReadOnlyList<(string Name, object? Value)>? properties) =>
        PipelineRecord.Unwrap(input) is SkippedOrder skipped ? skipped.SkipReason
        : Enum.TryParse<SkipReason>(TextOf(properties), ignoreCase: true, out var reason) ? reason
        : null;

    /// <summary>The reason that a record has in words; null if it has none.</summary>
    public static string? TextOf(IReadOnlyList<(string Name, object? Value)>? properties)
    {
        var reason = properties?.FirstOrDefault(property =>
            string.Equals(property.Name, nameof(SkippedOrder.SkipReason), StringComparison.OrdinalIgnoreCase)).Value;
        return GivenText.IsBlank(reason) ? null : PipelineRecord.Unwrap(reason)?.ToString();
    }

    /// <summary>Leaves a record alone if an import skipped it. Returns whether it did.</summary>
    public bool Leave(object? input, IReadOnlyList<(string Name, object? Value)>? properties)
    {
        if (ReasonOf(input, properties) is not { } reason)
        {
            return false;
        }

        Leave(OrderInput.TargetOf(input), reason.ToString());
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
