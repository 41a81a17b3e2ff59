using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Formats;

/// <summary>The formats of order files, read once from the data files in Formats.</summary>
internal static class OrderFormats
{
    private const string Folder = "FbaOutbound.OrderFiles.Formats.";
    private const int MostNearest = 3;

    private static readonly Lazy<IReadOnlyList<OrderFormat>> s_all = new(Load);

    /// <summary>All formats, by name.</summary>
    public static IReadOnlyList<OrderFormat> All => s_all.Value;

    /// <summary>The channels that the formats tell of.</summary>
    public static IReadOnlyList<string> Channels =>
    [
        .. All.SelectMany(format => format.Channels.SelectMany(rule => (rule.Words ?? rule.Contains)!.Values).Append(format.Channel))
            .OfType<string>().Distinct().OrderBy(name => name, StringComparer.Ordinal),
    ];

    /// <summary>Finds a format by its name; null if there is none.</summary>
    public static OrderFormat? TryFind(string name) =>
        All.FirstOrDefault(format => string.Equals(format.Name, name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>Finds the format of an imported order.</summary>
    public static OrderFormat Find(string name) =>
        TryFind(name) ?? throw new OrderFileException($"There is no format '{Spelling.Showable(name)}'.");

    /// <summary>Finds the one format that a header belongs to.</summary>
    public static OrderFormat Detect(ISourceTable table, ColumnMap map)
    {
        var header = HeaderNames.Of(table.Header);
        var fits = All.Where(format => Lacking(format, header, map).Count == 0 && IsTold(format, header)).ToList();
        if (fits.Count == 1)
        {
            return fits[0];
        }

        // A column that the user may do without is missed when the file is read.
        var nearly = All.Where(format => Lacking(format, header, map, isUncertainAllowed: true).Count == 0 && IsTold(format, header))
            .ToList();
        if (fits.Count == 0 && nearly.Count == 1)
        {
            return nearly[0];
        }

        var file = Path.GetFileName(table.Path);
        if (fits.Count > 1)
        {
            throw new OrderFileException(
                $"Nothing was read from {file}: its header matches {string.Join(" and ", fits.Select(format => format.Name))}. Use -Format to choose one.");
        }

        var nothing = $"Nothing was read from {file} ({table.Layout}): its header does not match any known format. ";
        if (UnknownHeader.Of(table, null, map) is { } seen)
        {
            throw new OrderFileException(nothing + seen);
        }

        // A file that has hardly a column of a format is not one of its files.
        var nearest = All.Select(format => (Format: format, Lacking: Missing(format, header, map)))
            .Where(pair => pair.Lacking.Count
                < pair.Format.Fields.Keys.Count(field => HeaderNames.Of(pair.Format, field, header) is not null))
            .OrderBy(pair => pair.Lacking.Count).Take(MostNearest)
            .Select(pair => $"{pair.Format.Name} (missing: {string.Join(", ", pair.Lacking)})").ToList();
        throw new OrderFileException(
            nothing + (nearest.Count == 0
                ? "Check that the file is an export of orders. If it is, give -Format and -Map, or name the columns as docs/orders.md "
                    + "lists them."
                : $"The nearest are {string.Join("; ", nearest)}. Add the columns to the export, or name them with -Map. "
                    + "If a column has no value in any order of the shop, say so with an empty name, such as -Map @{ Tags = '' }."));
    }

    /// <summary>Whether a sheet's header is one of a format, or of any where none is given.</summary>
    public static bool Fits(OrderFormat? format, IReadOnlyList<string> header, ColumnMap map)
    {
        var names = HeaderNames.Of(header);
        return (format is null ? All : [format]).Any(one =>
            Lacking(one, names, map, isUncertainAllowed: true).Count == 0 && (format is not null || IsTold(one, names)));
    }

    /// <summary>Returns the columns that a file needs and does not have, by the first of their names.</summary>
    public static IReadOnlyList<string> Lacking(
        OrderFormat format, HeaderNames header, ColumnMap map, bool isUncertainAllowed = false)
    {
        bool Has(string field) => map.Has(field) || format.Country is not null && field == "CountryCode"
            || HeaderNames.Of(format, field, header) is not null;
        var needed = format.Required.Concat(format.Rules.Where(rule => !rule.Optional).Select(rule => rule.Field)).Distinct()
            .Where(field => !(isUncertainAllowed && format.Tolerated.Contains(field)));
        return
        [
            .. needed.Where(field => !Has(field)).Select(field => NameOf(format, field)),
            .. format.OneOf.Where(group => !group.Any(Has)).Select(group => NameOf(format, group[0])),
        ];
    }

    private static List<string> Missing(OrderFormat format, HeaderNames header, ColumnMap map) =>
        [.. Lacking(format, header, map).Concat(format.Identify.Where(name => header.Find(name) is null)).Distinct()];

    private static bool IsTold(OrderFormat format, HeaderNames header) =>
        format.Identify.All(name => header.Find(name) is not null) && !format.Exclude.Any(name => header.Find(name) is not null);

    private static string NameOf(OrderFormat format, string field) =>
        format.Fields.TryGetValue(field, out var names) ? names[0] : field;

    private static IReadOnlyList<OrderFormat> Load()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNameCaseInsensitive = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            Converters = { new JsonStringEnumConverter() },
        };
        var assembly = typeof(OrderFormats).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .OrderBy(name => name, StringComparer.Ordinal)
                .Select(name =>
                {
                    using var stream = assembly.GetManifestResourceStream(name)!;
                    return Complete(JsonSerializer.Deserialize<OrderFormat>(stream, options)!);
                }),
        ];
    }

    // Our own format has every column of the one table of columns.
    private static OrderFormat Complete(OrderFormat format)
    {
        if (!format.Own)
        {
            return format;
        }

        var fields = format.Fields.ToDictionary(pair => pair.Key, pair => pair.Value);
        foreach (var column in OrderColumns.OfOrder.Concat<OrderColumn>(OrderColumns.OfItem))
        {
            if (!fields.Values.Any(names => names.Contains(column.Name)))
            {
                fields.Add(column.Name, [column.Name, .. column.Aliases]);
            }
        }

        return format with { Fields = fields };
    }
}
