using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FbaOutbound.OrderFiles;

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
            table.Header.Select(HeaderNames.Trim).Concat(format.Fields.Values.SelectMany(names => names)), StringComparer.OrdinalIgnoreCase);
        _names.Remove("");
    }

    /// <summary>Returns whether a row repeats the header.</summary>
    /// <exception cref="OrderFileException">It is a header with other columns, so the rows below it would be read wrongly.</exception>
    public bool IsIn(SourceRow row)
    {
        // Most rows are told by a cell or two.
        var given = 0;
        var named = 0;
        for (var i = 0; i < row.Cells.Count; i++)
        {
            var text = row.Cells[i].Text;
            if (text.Length == 0)
            {
                continue;
            }

            given++;
            named += _names.Contains(HeaderNames.Trim(text)) ? 1 : 0;
            if (given - named > given / 2 && given > FewestNames)
            {
                return false;
            }
        }

        if (named < FewestNames || named * 2 <= given)
        {
            return false;
        }

        for (var i = 0; i < Math.Max(_header.Count, row.Cells.Count); i++)
        {
            if (!string.Equals(
                HeaderNames.Trim(i < _header.Count ? _header[i] : ""), HeaderNames.Trim(i < row.Cells.Count ? row.Cells[i].Text : ""),
                StringComparison.OrdinalIgnoreCase))
            {
                throw new OrderFileException(FormattableString.Invariant(
                    $"Nothing was read from {_file}: row {row.Number} is another header, with other columns, so two exports were put into one file. ")
                        + "Split the file, and import each part.");
            }
        }

        return true;
    }
}
