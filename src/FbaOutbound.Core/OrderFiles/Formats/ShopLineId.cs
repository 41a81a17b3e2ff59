using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FbaOutbound.OrderFiles.Formats;

/// <summary>
/// A line of a shop's order, as the SellerFulfillmentOrderItemId of an imported item names it, so that the tracking file can name the
/// shop's line again. It is written as <c>KEY</c>, <c>KEY:KEY</c>, <c>KEY/PART</c>, <c>KEY*UNITS</c> or <c>KEY/PART*UNITS</c>; a
/// character of a key that would be read as one of these stands as <c>%</c> and its two hexadecimal digits.
/// </summary>
/// <remarks>
/// The keys of each shop. eBay: item number, transaction id (or the item number alone). Walmart: line number (the PO is the order's id).
/// Amazon: order-item-id. Shopify, and shops whose files have no id of a line: the line's place in the order, from 1, then the shop's SKU.
/// WooCommerce, Etsy and others: the id of the line.
/// </remarks>
internal sealed class ShopLineId
{
    /// <summary>The most characters that Amazon takes.</summary>
    public const int MaxLength = 50;

    private const string Reserved = "%:/*";

    /// <param name="keys">What names the line in the shop, at least one.</param>
    /// <param name="part">Which part of a kit the item is, from 1; 0 where the line is no kit.</param>
    /// <param name="units">How many units of the item make one of the shop's line.</param>
    public ShopLineId(IReadOnlyList<string> keys, int part = 0, int units = 1)
    {
        Keys = keys;
        Part = part;
        Units = units;
    }

    /// <summary>What names the line in the shop.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Which part of a kit the item is, from 1; 0 where the line is no kit.</summary>
    public int Part { get; }

    /// <summary>How many units of the item make one of the shop's line.</summary>
    public int Units { get; }

    /// <summary>The keys as one text, the same for all parts of a line.</summary>
    public string Line => string.Join(":", Keys.Select(Escape));

    /// <summary>Reads an item id. One that was not written by an import is a single key, unchanged.</summary>
    public static ShopLineId Parse(string itemId)
    {
        var rest = itemId;
        var units = TakeNumber(ref rest, '*') ?? 1;
        var part = TakeNumber(ref rest, '/') ?? 0;
        var read = new ShopLineId([.. rest.Split(':').Select(Unescape)], part, units);
        return string.Equals(read.ToString(), itemId, StringComparison.Ordinal) ? read : new ShopLineId([itemId]);
    }

    /// <summary>Returns the item id.</summary>
    public override string ToString()
    {
        var text = Line;
        if (Part > 0)
        {
            text += FormattableString.Invariant($"/{Part}");
        }

        return Units > 1 ? text + FormattableString.Invariant($"*{Units}") : text;
    }

    private static int? TakeNumber(ref string text, char mark)
    {
        var at = text.LastIndexOf(mark);
        if (at < 0 || !int.TryParse(text.Substring(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        text = text.Substring(0, at);
        return number;
    }

    private static string Escape(string key) => string.Concat(key.Select(character => Reserved.IndexOf(character) < 0
        ? character.ToString()
        : "%" + ((int)character).ToString("X2", CultureInfo.InvariantCulture)));

    private static string Unescape(string key)
    {
        foreach (var character in Reserved.Reverse())
        {
            key = key.Replace("%" + ((int)character).ToString("X2", CultureInfo.InvariantCulture), character.ToString());
        }

        return key;
    }
}
