using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>
/// Finds the values of the pipeline's rows that would be lost, because their column is probably one that the rows lack.
/// <see cref="LostFileCells"/> does the same for files.
/// </summary>
/// <param name="isSettled">Whether the lack of a column loses nothing, or is reported anyway.</param>
internal sealed class LostInputCells(Func<OrderColumn, bool> isSettled)
{
    private readonly Dictionary<string, MistypedColumn?> _found = new(StringComparer.Ordinal);
    private string[] _header = [];

    // Formats are read from a resource, and most rows have no unknown column.
    private OrderFormat Format => field ??= OrderFormats.All.First(format => format.Own);

    /// <summary>Returns what is wrong with a cell whose column is not known, or null.</summary>
    public string? FlawOf(OrderRow row, int place) => FlawOf(row, place, isPart: false);

    /// <summary>Returns what is wrong with a cell whose column is not known, or null.</summary>
    /// <param name="row">The row, or the members of a part of an object, such as an address or an item.</param>
    /// <param name="place">The place of the cell.</param>
    /// <param name="isPart">Whether it is a part of an object.</param>
    public string? FlawOf(OrderRow row, int place, bool isPart)
    {
        var (name, value) = row.Cells[place];
        if (!IsHeaderOf(row))
        {
            _header = [.. row.Cells.Select(cell => cell.Name)];
            _found.Clear();
        }

        if (!_found.TryGetValue(name, out var column))
        {
            _found.Add(name, column = Find(name, place));
        }

        return column is not null && column.IsLost(TextOf(value), order => ValueOf(row, order))
            ? FlawOf(column, isPart) + (isPart ? ", or remove it" : Removal(name))
            : null;
    }

    /// <summary>Says how a column is removed.</summary>
    public static string Removal(string name) =>
        $", or remove it with Select-Object * -ExcludeProperty '{Spelling.Showable(name.Trim()).Replace("'", "''")}'";

    private MistypedColumn? Find(string name, int place) =>
        name == HeaderMap.Reason || MistypedColumns.Of(name, place, Format, IsRead) is not { } column
            || (column.Kind > MistypedKind.AddressPart && isSettled(OrderColumns.Action))
            ? null
            : column;

    private static string FlawOf(MistypedColumn column, bool isPart) => column.Kind switch
    {
        MistypedKind.Near or MistypedKind.Probable =>
            (column.Kind == MistypedKind.Near ? "is almost the same as " : "is not read, but is probably ")
                + $"{column.Near}, which {(isPart ? "the object" : "the row")} lacks: rename it"
                + (MistypedColumns.Words(column.Field) is { } words ? $" ({column.Near} takes {string.Join(" or ", words)})" : ""),
        MistypedKind.HouseNumber => "is not read, and has a part of the address: add it to AddressLine1",
        MistypedKind.AddressPart => "is not read, and has a part of the address: "
            + (column.Near is { } near ? $"rename it to {near}" : "add it to a line of the address"),
        MistypedKind.Units => "is not read, and has a number: correct Quantity"
            + (isPart ? ", or leave the item out" : " in such rows, or leave them out"),
        _ => "is not read, and says that the order is not to be shipped: leave such "
            + $"{(isPart ? "items" : "rows")} out, give {(isPart ? "the order" : "them")} the Action {OrderColumns.Actions[1]}",
    };

    private static string ValueOf(OrderRow row, OrderColumn column) =>
        TextOf(row.Cells.FirstOrDefault(cell => OrderColumns.Find(cell.Name) == column).Value);

    private static string TextOf(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private bool IsRead(string field) => OrderColumns.Find(Format.Fields[field][0]) is { } column
        && (isSettled(column) || _header.Any(name => OrderColumns.Find(name) == column));

    private bool IsHeaderOf(OrderRow row)
    {
        if (row.Cells.Count != _header.Length)
        {
            return false;
        }

        for (var i = 0; i < _header.Length; i++)
        {
            if (row.Cells[i].Name != _header[i])
            {
                return false;
            }
        }

        return true;
    }
}
