using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Orders;

/// <summary>Names items with their units, as the question before a change does.</summary>
internal static class ItemUnits
{
    /// <summary>Returns <c>A × 200</c> for items of one name, and <c>3 items, 7 units</c> for others.</summary>
    /// <param name="items">The name of each item, and its units; null if they are not given.</param>
    public static string Of(IEnumerable<(string? Name, int? Units)> items)
    {
        var all = items.ToList();
        var units = Totals.Units(all.Select(item => item.Units));
        var names = all.Select(item => ServiceText.Clean(item.Name)).Distinct(StringComparer.Ordinal).ToList();
        return names.Count == 1 && names[0] is { Length: > 0 } name
            ? units is { } count ? FormattableString.Invariant($"{name} × {count}") : name
            : Count(all.Count, "item") + (units is { } sum ? $", {Count(sum, "unit")}" : "");
    }

    private static string Count(long count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
}
