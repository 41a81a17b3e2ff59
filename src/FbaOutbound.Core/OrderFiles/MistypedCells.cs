using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles;

/// <summary>
/// Finds the values of rows that would be lost, because their column is probably one that the rows lack: by the rule for files in the same
/// columns.
/// </summary>
/// <param name="isSettled">Whether the lack of a column loses nothing, or is reported anyway.</param>
internal sealed class MistypedCells(Func<OrderColumn, bool> isSettled)
{
    private readonly OrderFormat _format = OrderFormats.All.First(format => format.Own);
    private readonly Dictionary<string, MistypedColumn?> _found = new(StringComparer.Ordinal);
    private string[] _header = [];

    /// <summary>Returns what is wrong with a cell whose column is not known, or null.</summary>
    public string? FlawOf(OrderRow row, int place)
    {
        var (name, value) = row.Cells[place];
        if (!IsHeaderOf(row))
        {
            _header = [.. row.Cells.Select(cell => cell.Name)];
            _found.Clear();
        }

        if (!_found.TryGetValue(name, out var column))
        {
            _found.Add(name, column = MistypedColumns.Of(name, place, _format, IsRead));
        }

        return column is not null && column.IsFilled(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")
            ? (column.IsNear ? "is almost the same as " : "is not read, but is probably ")
                + $"{column.Near}, which the row lacks: rename it"
                + (MistypedColumns.Words(column.Field) is { } words ? $" ({column.Near} takes {string.Join(" or ", words)})" : "")
                + $", or remove it with Select-Object * -ExcludeProperty '{Spelling.Showable(name).Replace("'", "''")}'"
            : null;
    }

    private bool IsRead(string field) => OrderColumns.Find(_format.Fields[field][0]) is { } column
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
