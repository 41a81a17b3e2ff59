using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>Recognizes a header below the first one, where files were appended to each other: it is no order.</summary>
internal sealed class RepeatedHeader
{
    private const int FewestNames = 3;

    private readonly string _file;
    private readonly IReadOnlyList<string> _header;
    private readonly HashSet<string> _names;

    public RepeatedHeader(OrderFormat format, ISourceTable table)
    {
        _file = Path.GetFileName(table.Path);
        _header = table.Header;
        _names = new HashSet<string>(
            table.Header.Select(HeaderNames.Trim).Concat(format.Fields.Values.SelectMany(names => names)),
            StringComparer.OrdinalIgnoreCase);
        _names.Remove("");
    }

    /// <summary>Returns whether a row repeats the header.</summary>
    /// <exception cref="OrderFileException">It is a header with other columns, so the rows below it would be read wrongly.</exception>
    public bool IsIn(SourceRow row)
    {
        if (IsSame(row))
        {
            return true;
        }

        // Most rows are told by a cell or two.
        var given = 0;
        var named = 0;
        foreach (var cell in row.Cells)
        {
            if (cell.Text.Length == 0)
            {
                continue;
            }

            given++;
            named += _names.Contains(HeaderNames.Trim(cell.Text)) ? 1 : 0;
            if (given > FewestNames && named * 2 <= given)
            {
                return false;
            }
        }

        return named < FewestNames || named * 2 <= given ? false : throw new OrderFileException(FormattableString.Invariant(
            $"Nothing was read from {_file}: row {row.Number} is another header, with different columns, so two exports were put into one file. ")
                + "Split the file, and import each part.");
    }

    private bool IsSame(SourceRow row)
    {
        for (var i = 0; i < Math.Max(_header.Count, row.Cells.Count); i++)
        {
            var (name, text) = (i < _header.Count ? _header[i] : "", i < row.Cells.Count ? row.Cells[i].Text : "");
            if (!string.Equals(name, text, StringComparison.OrdinalIgnoreCase)
                && !string.Equals(HeaderNames.Trim(name), HeaderNames.Trim(text), StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
