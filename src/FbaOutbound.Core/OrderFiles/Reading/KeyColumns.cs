using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>
/// By which columns the orders of a shop are numbered, for formats that have several of them: an export that loses one of them numbers
/// the same orders in another way.
/// </summary>
/// <param name="noted">The columns that earlier imports have noted for each format: all of one format have the same numbers.</param>
internal sealed class KeyColumns(IReadOnlyDictionary<string, IReadOnlyList<string>> noted)
{
    private readonly Dictionary<string, (IReadOnlyList<string> Columns, string? File)> _known =
        noted.ToDictionary(pair => pair.Key, pair => (pair.Value, (string?)null));

    /// <summary>The columns of each format.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> All => _known.ToDictionary(pair => pair.Key, pair => pair.Value.Columns);

    /// <summary>Whether orders of a format may be numbered in another way by another file of the shop.</summary>
    public static bool Matters(OrderFormat format) =>
        NamesOf(format).Count > 1 || OrderFormats.All.Any(other => IsAlternative(other, format));

    /// <summary>Adds the columns of a file, or refuses it.</summary>
    /// <param name="format">Its format.</param>
    /// <param name="path">Its path.</param>
    /// <param name="columns">The columns that have its numbers, the one that is read first; none if that is not known.</param>
    /// <param name="header">The names of all of its columns.</param>
    /// <exception cref="OrderFileException">Its orders are numbered by another column than those of earlier files.</exception>
    public void Add(OrderFormat format, string path, IReadOnlyList<string> columns, IReadOnlyList<string> header)
    {
        if (columns.Count == 0 || !Matters(format))
        {
            return;
        }

        foreach (var (name, (earlier, file)) in _known.Select(pair => (pair.Key, pair.Value)))
        {
            if (OrderFormats.TryFind(name) is { } other && !columns.Any(column => earlier.Any(known => IsSame(column, known)))
                && (other == format || IsAlternative(other, format) || IsAlternative(format, other)))
            {
                throw Refusal(path, columns[0], earlier[0], file, header);
            }
        }

        _known[format.Name] = _known.TryGetValue(format.Name, out var before)
            ? ([.. before.Columns.Where(known => columns.Any(column => IsSame(column, known)))], path)
            : (columns, path);
    }

    // All exports of WooCommerce have the same two numbers. An Order ID of another shop is another number.
    private static bool IsAlternative(OrderFormat format, OrderFormat other) => format != other && format.Platform == other.Platform
        && NamesOf(format).Count > 1 && NamesOf(format).Any(name => NamesOf(other).Any(another => IsSame(name, another)));

    private static IReadOnlyList<string> NamesOf(OrderFormat format) =>
        format.Own || !format.Fields.TryGetValue("Key", out var names) ? [] : names;

    private static bool IsSame(string column, string other) =>
        string.Equals(column.Replace('_', ' '), other.Replace('_', ' '), StringComparison.OrdinalIgnoreCase);

    private static OrderFileException Refusal(string path, string now, string then, string? file, IReadOnlyList<string> header)
    {
        var has = header.Select(HeaderNames.Trim).FirstOrDefault(name => IsSame(name, then));
        var who = file is null ? "earlier imports with this journal" : Path.GetFileName(file);
        return new OrderFileException(
            $"Nothing was returned from {Path.GetFileName(path)}: its orders are numbered by the column '{Spelling.Showable(now)}', and "
                + $"those of {who} by '{Spelling.Showable(then)}', so that orders that were sent would ship again with other ids. "
                + (has is not null ? $"Keep these numbers with -Map @{{ Key = '{has}' }}. "
                    : $"Add the column '{Spelling.Showable(then)}' to the export. ")
                + $"If both columns have the same numbers, say so with -Map @{{ Key = {{ $_.'{Spelling.Showable(now)}' }} }}.");
    }
}
