using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FbaOutbound.OrderFiles.Formats;

/// <summary>
/// Reads items that stand in one cell as <c>name:Mug|sku:ABC|quantity:2</c>, or as a list of JSON objects with the same names. A cell that
/// cannot be read whole is a fault.
/// </summary>
internal static class ItemCells
{
    private static readonly Regex s_name = new(@"^\s*[\w ]{1,40}:", RegexOptions.CultureInvariant);

    private static readonly string[] s_read = ["sku", "quantity", "refunded_qty"];

    /// <summary>Returns the items of a cell; null where <paramref name="fault"/> says which one cannot be read, and why.</summary>
    public static IReadOnlyList<(string Sku, string Quantity, string Refunded, string Text)>? Read(
        string cell, ItemShape shape, out string? fault)
    {
        fault = null;
        var items = new List<(string Sku, string Quantity, string Refunded, string Text)>();
        if (Texts(cell, shape) is not { } texts)
        {
            fault = "it is JSON, but not a list of items";
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
                fault = FormattableString.Invariant($"its item {items.Count + 1} has no ")
                    + $"'{NameOf(Value(text, "sku", shape) is null ? "sku" : "quantity", shape)}:'"
                    + (shape.Separator is { } end && !IsObject(text) ? $", or a name in it contains '{end}', which ends an item" : "");
                return null;
            }

            if (EndOfSku(text, sku, shape) is not { } whole)
            {
                fault = FormattableString.Invariant($"the SKU of its item {items.Count + 1} contains '{shape.Pairs.Trim()}', and no known ")
                    + "name follows, so it is unknown where it ends";
                return null;
            }

            if (TwofoldIn(text, shape) is { } twofold)
            {
                fault = FormattableString.Invariant($"its item {items.Count + 1} has '{twofold}:' twice, or after a text of the buyer, ")
                    + "so the shop's value cannot be identified";
                return null;
            }

            items.Add((whole, quantity, Value(text, "refunded_qty", shape) ?? "", text));
        }

        // The shop writes each item in the same way. The buyer's text can only make a part of one.
        var other = items.FindIndex(item => !IsObject(item.Text) && !KnownIn(item.Text, shape).SetEquals(KnownIn(items[0].Text, shape)));
        if (other >= 0)
        {
            fault = FormattableString.Invariant($"its item {other + 1} does not have the same values as its item 1, so a text of the ")
                + $"buyer may contain '{shape.Separator}', which ends an item";
            return null;
        }

        return items;
    }

    // The buyer can write the shop's names. Returns the first one that is read and stands there twice, or behind what the buyer wrote.
    private static string? TwofoldIn(string text, ItemShape shape)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var (above, isFree) = ("", false);
        foreach (var name in IsObject(text) ? [] : NamesIn(text, shape))
        {
            if (!IsKnown(name, shape))
            {
                // The shop's own name of a product, and a SKU, can have such a text in them.
                isFree |= above.Length > 0 && !Is(above, "name", shape) && !Is(above, "sku", shape);
                continue;
            }

            if (s_read.Concat(shape.Prices).Any(value => Is(name, value, shape)) && (isFree || !names.Add(name)))
            {
                return name;
            }

            above = name;
            isFree |= shape.FreeText.Contains(name, StringComparer.OrdinalIgnoreCase);
        }

        return null;
    }

    private static HashSet<string> KnownIn(string text, ItemShape shape) =>
        new(NamesIn(text, shape).Where(name => IsKnown(name, shape)), StringComparer.OrdinalIgnoreCase);

    // The names of an item's values, as far as they can be some, in their order.
    private static IEnumerable<string> NamesIn(string text, ItemShape shape) => text.Split([shape.Pairs.Trim()], StringSplitOptions.None)
        .Select(part => s_name.Match(part)).Where(match => match.Success).Select(match => match.Value.TrimEnd(':').Trim());

    private static bool Is(string name, string value, ItemShape shape) =>
        string.Equals(name, NameOf(value, shape), StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns a value of an item; null where it has none of this name.</summary>
    // A name may hold what stands between two values: the last place counts.
    public static string? Value(string text, string what, ItemShape shape)
    {
        if (IsObject(text))
        {
            return JsonValue(text, NameOf(what, shape));
        }

        var start = StartOf(text, what, shape);
        if (start < 0)
        {
            return null;
        }

        var end = text.IndexOf(shape.Pairs, start, StringComparison.Ordinal);
        return (end < 0 ? text.Substring(start) : text.Substring(start, end - start)).Trim();
    }

    private static int StartOf(string text, string what, ItemShape shape)
    {
        var name = NameOf(what, shape) + ":";
        var at = text.LastIndexOf(shape.Pairs.Trim() + name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            at = text.LastIndexOf(shape.Pairs + name, StringComparison.OrdinalIgnoreCase);
        }

        return at >= 0 ? text.IndexOf(':', at) + 1
            : text.TrimStart().StartsWith(name, StringComparison.OrdinalIgnoreCase) ? text.IndexOf(':') + 1
            : -1;
    }

    // A SKU may hold what stands between two values, too: it ends at the next value that the format knows. Returns null if it may have
    // ended at another one, or at one of which a part was cut off.
    private static string? EndOfSku(string text, string sku, ItemShape shape)
    {
        var start = IsObject(text) ? -1 : StartOf(text, "sku", shape);
        for (var end = start < 0 ? -1 : text.IndexOf(shape.Pairs, start, StringComparison.Ordinal); end >= 0;
            end = text.IndexOf(shape.Pairs, end + 1, StringComparison.Ordinal))
        {
            var behind = text.Substring(end + shape.Pairs.Length);
            if (s_name.Match(behind) is { Success: true } match)
            {
                return shape.Values.Count == 0 || IsKnown(match.Value.Trim().TrimEnd(':'), shape)
                    ? text.Substring(start, end - start).Trim() : null;
            }
        }

        return start < 0 || text.IndexOf(shape.Pairs, start, StringComparison.Ordinal) < 0 ? sku : null;
    }

    private static bool IsKnown(string name, ItemShape shape) =>
        shape.Values.Concat(s_read).Append("name").Any(value => Is(name, value, shape));

    /// <summary>Returns how a cell names a value.</summary>
    public static string NameOf(string what, ItemShape shape) => shape.Names.TryGetValue(what, out var other) ? other : what;

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
