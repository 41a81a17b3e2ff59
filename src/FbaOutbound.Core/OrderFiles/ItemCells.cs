using System;
using System.Collections.Generic;

namespace FbaOutbound.OrderFiles;

/// <summary>
/// Reads items that stand in one cell as <c>name:Mug|sku:ABC|quantity:2</c>. A cell that cannot be read whole is a fault.
/// </summary>
internal static class ItemCells
{
    /// <summary>Returns the items of a cell; null where one cannot be read.</summary>
    public static IReadOnlyList<(string Sku, string Quantity, string Refunded, string Text)>? Read(string cell, ItemShape shape)
    {
        var items = new List<(string Sku, string Quantity, string Refunded, string Text)>();
        foreach (var text in shape.Separator is { } separator ? cell.Split(separator[0]) : [cell])
        {
            if (text.Trim().Length == 0)
            {
                continue;
            }

            if (Value(text, "sku", shape) is not { } sku || Value(text, "quantity", shape) is not { Length: > 0 } quantity)
            {
                return null;
            }

            items.Add((sku, quantity, Value(text, "refunded_qty", shape) ?? "", text));
        }

        return items;
    }

    /// <summary>Returns a value of an item; null where it has none of this name.</summary>
    // A name may hold what stands between two values: the last place counts.
    public static string? Value(string text, string what, ItemShape shape)
    {
        var name = (shape.Names.TryGetValue(what, out var other) ? other : what) + ":";
        var at = text.LastIndexOf(shape.Pairs.Trim() + name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            at = text.LastIndexOf(shape.Pairs + name, StringComparison.OrdinalIgnoreCase);
        }

        var start = at >= 0 ? text.IndexOf(':', at) + 1
            : text.TrimStart().StartsWith(name, StringComparison.OrdinalIgnoreCase) ? text.IndexOf(':') + 1
            : -1;
        if (start < 0)
        {
            return null;
        }

        var end = text.IndexOf(shape.Pairs, start, StringComparison.Ordinal);
        return (end < 0 ? text.Substring(start) : text.Substring(start, end - start)).Trim();
    }
}
