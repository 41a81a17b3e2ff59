using System;
using System.Collections.Generic;

namespace FbaOutbound.OrderFiles;

/// <summary>
/// An order file that is open for reading: its header, and its rows in file order. What surrounds the table in the file (a byte order mark,
/// a <c>sep=</c> line, blank lines, a footer) is not part of it. Rows are read once, as they are asked for.
/// </summary>
internal interface ISourceTable : IDisposable
{
    /// <summary>The file's full path.</summary>
    string Path { get; }

    /// <summary>
    /// How the file was read, for messages: <c>UTF-8, comma</c>, <c>Windows-1252, semicolon</c> or <c>workbook, sheet 'Orders'</c>.
    /// </summary>
    string Reading { get; }

    /// <summary>The names of the columns, trimmed, in file order. An unnamed column has an empty name.</summary>
    IReadOnlyList<string> Header { get; }

    /// <summary>Reads the rows below the header.</summary>
    IEnumerable<SourceRow> ReadRows();
}

/// <summary>A row of an order file.</summary>
/// <param name="Number">The line on which the row begins, counted from 1 as an editor or Excel counts.</param>
/// <param name="Cells">The cells; a short row has fewer than the header has names.</param>
internal sealed record SourceRow(long Number, IReadOnlyList<SourceCell> Cells);

/// <summary>A cell of an order file.</summary>
/// <param name="Text">The text unchanged in the file, or as a workbook shows it. Never null.</param>
/// <param name="Value">What a workbook knows the cell to be (a DateTime, double or bool); null in a text file.</param>
internal readonly record struct SourceCell(string Text, object? Value = null);
