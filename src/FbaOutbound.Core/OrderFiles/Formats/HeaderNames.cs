using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.OrderFiles.Formats;

/// <summary>The columns of a file by their names: whole, whatever their case and the blanks around them.</summary>
internal sealed class HeaderNames
{
    private readonly Dictionary<string, List<int>> _columns = new(StringComparer.OrdinalIgnoreCase);

    private HeaderNames(IReadOnlyList<string> header)
    {
        for (var i = 0; i < header.Count; i++)
        {
            var name = Trim(header[i]);
            if (name.Length == 0)
            {
                continue;
            }

            if (!_columns.TryGetValue(name, out var columns))
            {
                _columns.Add(name, columns = []);
            }

            columns.Add(i);
        }
    }

    public IEnumerable<string> Names => _columns.Keys;

    public static HeaderNames Of(IReadOnlyList<string> header) => new(header);

    /// <summary>Returns the name of the column that a field of a format has in this file; null where there is none.</summary>
    public static string? Of(OrderFormat format, string field, HeaderNames header)
    {
        if (!format.Fields.TryGetValue(field, out var names))
        {
            return null;
        }

        return names.FirstOrDefault(name => header.Find(name) is not null)
            ?? (format.Items.Columns is { } pattern
                ? names.FirstOrDefault(name => header.Find(string.Format(System.Globalization.CultureInfo.InvariantCulture, pattern,
                    name, 1))
                    is not null)
                : null);
    }

    /// <summary>Returns the number of a column; null where there is none.</summary>
    /// <exception cref="OrderFileException">Two columns have this name.</exception>
    public int? Find(string name) => !_columns.TryGetValue(Trim(name), out var columns) ? null
        : columns.Count == 1 ? columns[0]
        : throw new OrderFileException(
            $"Nothing was read: the file has {columns.Count} columns named '{name}'. Remove or rename all but one.");

    /// <summary>Returns a name without the blanks and marks around it.</summary>
    public static string Trim(string name) => name.Trim().Trim('\uFEFF', '\u200B').Trim();
}
