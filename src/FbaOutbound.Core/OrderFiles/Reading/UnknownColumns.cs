using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>
/// Finds the columns of a file that are not read, and that somebody may rely on. A file in columns that people type should have no other
/// column. A shop's export has many that nobody needs: only those count that are the module's own, or nearly one that the format reads.
/// </summary>
internal static class UnknownColumns
{
    /// <summary>Returns them in the order of the file.</summary>
    /// <param name="binding">The file.</param>
    /// <param name="map">The columns that the user names.</param>
    public static IReadOnlyList<UnknownColumn> Of(TableBinding binding, ColumnMap map)
    {
        var format = binding.Format;
        if (format.Cancels)
        {
            return [];
        }

        var read = new HashSet<int>(binding.ColumnsRead);
        var known = map.NamesWith(format);
        known.Add(HeaderMap.Reason);
        string[] missing =
        [
            .. format.Fields.Where(field => field.Key != TableBinding.NotesField && !binding.Has(field.Key))
                .SelectMany(field => field.Value),
        ];
        return
        [
            .. binding.Header.Select((name, column) => (Name: HeaderNames.Trim(name), Column: column))
                .Where(header => header.Name.Length > 0 && !read.Contains(header.Column) && !known.Contains(header.Name))
                .Select(header => format.AgesOrders ? OfExport(header.Name, missing) : OfTyped(header.Name, format))
                .OfType<UnknownColumn>(),
        ];
    }

    /// <summary>
    /// Returns the field of a format in columns that people type that a name probably stands for, and whether that is hardly in doubt; null
    /// if there is none.
    /// </summary>
    public static (string Field, bool IsSure)? Probable(string name, OrderFormat format)
    {
        // Amazon's file has the module's columns under names of its own.
        (string Field, bool IsSure)? own = OrderColumns.Probable(name) is var (column, isSure)
            && ColumnMap.FieldOf(column.Name) is var field && format.Fields.ContainsKey(field) ? (field, isSure) : null;
        if (own is (_, true) || format.Own
            || Spelling.Nearest(name, format.Fields.SelectMany(pair => pair.Value)) is not { } near)
        {
            return own;
        }

        var nearest = format.Fields.First(pair => pair.Value.Contains(near)).Key;
        return nearest == nameof(OrderColumns.PerUnitPrice) ? null : (nearest, Spelling.IsClose(name, near));
    }

    // A status or a switch under the name of the action would be refused.
    private static UnknownColumn OfTyped(string name, OrderFormat format) => new(
        Spelling.Showable(name), Probable(name, format) is var (field, _)
            && (field != nameof(OrderColumns.Action) || Spelling.Nearest(name, format.Fields[field]) is not null
                || name.IndexOf(field, StringComparison.OrdinalIgnoreCase) >= 0) ? format.Fields[field][0] : null);

    private static UnknownColumn? OfExport(string name, string[] missing) =>
        Spelling.Nearest(name, missing) is { } near && Spelling.IsClose(name, near)
        ? new UnknownColumn(Spelling.Showable(name), near)
        : OrderColumns.Find(name) is { } column && (column == OrderColumns.Action || name.Skip(1).Any(char.IsUpper))
            ? new UnknownColumn(Spelling.Showable(name), null)
        : null;
}
