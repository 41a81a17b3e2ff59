using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.OrderFiles.Formats;

/// <summary>Says what a file probably is whose header does not fit.</summary>
internal static class UnknownHeader
{
    private const int MostRows = 20;
    private const string Delimiters = ",;\t|";

    private static readonly (string[] Columns, string What)[] s_others =
    [
        (["Order ID", "Order Value", "Order Net"],
            "Etsy's orders file (EtsySoldOrders), which does not say how many units of each SKU were sold. Download \"Order Items\" "
                + "(EtsySoldOrderItems) instead"),
        (["Handle", "Variant SKU"], "Shopify's products file. Export orders instead"),
        (["Total Spent", "Total Orders", "Email"], "Shopify's customers file. Export orders instead"),
        (["Order ID", "Ship To - Name", "Order Value"],
            "a batch file for postage (Stamps.com or ShipStation), which has no items. Export the orders with their items instead"),
    ];

    /// <summary>Describes what the file is, and what to do; null if nothing is seen.</summary>
    /// <param name="table">The file, whose rows are used up.</param>
    /// <param name="format">The format; null if it is to be detected.</param>
    /// <param name="map">The columns that the user names.</param>
    public static string? Of(ISourceTable table, OrderFormat? format, ColumnMap map)
    {
        var names = HeaderNames.Of(table.Header);
        if (s_others.FirstOrDefault(other => Array.TrueForAll(other.Columns, column => names.Find(column) is not null)).What is { } what)
        {
            return $"It is {what}.";
        }

        if (IsHeader(table.Header, format, map) is { } split)
        {
            return $"The whole header is one cell, because the delimiter is not '{Shown(table.Layout.Delimiter)}'. "
                + $"Use -Delimiter {Quoted(split)}.";
        }

        foreach (var row in table.ReadLoosely().Take(MostRows))
        {
            string[] cells = [.. row.Cells.Select(cell => cell.Text.Trim())];
            if (OrderFormats.Fits(format, cells, map)
                || IsHeader([string.Join(table.Layout.Delimiter.ToString(), cells)], format, map) is not null)
            {
                return FormattableString.Invariant(
                    $"The header seems to be in row {row.Number}. Delete the rows above it, so that the file begins with the header.");
            }
        }

        return null;
    }

    // Returns the delimiter that makes a header of a single cell.
    private static char? IsHeader(IReadOnlyList<string> header, OrderFormat? format, ColumnMap map)
    {
        if (header.Count == 1)
        {
            foreach (var delimiter in Delimiters.Where(delimiter => header[0].IndexOf(delimiter) >= 0))
            {
                if (OrderFormats.Fits(format, [.. header[0].Split(delimiter).Select(name => name.Trim().Trim('"'))], map))
                {
                    return delimiter;
                }
            }
        }

        return null;
    }

    private static string Shown(char delimiter) => delimiter == '\t' ? "tab" : delimiter.ToString();

    private static string Quoted(char delimiter) => delimiter == '\t' ? "\"`t\"" : $"'{delimiter}'";
}
