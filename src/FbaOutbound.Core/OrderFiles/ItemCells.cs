using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace FbaOutbound.OrderFiles;

/// <summary>
/// Reads items that stand in one cell as <c>name:Mug|sku:ABC|quantity:2</c>, or as a list of JSON objects with the same names. A cell that
/// cannot be read whole is a fault.
/// </summary>
internal static class ItemCells
{
    /// <summary>Returns the items of a cell; null where one cannot be read.</summary>
    public static IReadOnlyList<(string Sku, string Quantity, string Refunded, string Text)>? Read(string cell, ItemShape shape)
    {
        var items = new List<(string Sku, string Quantity, string Refunded, string Text)>();
        if (Texts(cell, shape) is not { } texts)
        {
            return null;
        }

        foreach (var text in texts)
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
        if (IsObject(text))
        {
            return JsonValue(text, shape.Names.TryGetValue(what, out var given) ? given : what);
        }

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

    private static IEnumerable<string>? Texts(string cell, ItemShape shape)
    {
        if (!cell.TrimStart().StartsWith("[", StringComparison.Ordinal))
        {
            string[] texts = shape.Separator is { } separator ? cell.Split(separator[0]) : [cell];
            return Array.Exists(texts, IsObject) ? null : texts;
        }

        try
        {
            using var document = JsonDocument.Parse(cell);
            return document.RootElement.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object)
                ? [.. document.RootElement.EnumerateArray().Select(item => item.GetRawText())]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsObject(string text) => text.TrimStart().StartsWith("{", StringComparison.Ordinal);

    private static string? JsonValue(string text, string name)
    {
        using var document = JsonDocument.Parse(text);
        return !document.RootElement.TryGetProperty(name, out var value) ? null : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Null => "",
            _ => null,
        };
    }
}
