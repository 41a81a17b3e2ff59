using System;
using System.Collections.Generic;

namespace FbaOutbound.OrderFiles;

/// <summary>
/// An order file that is open for reading: its header, and its rows in file order. What surrounds the table in the file (a byte order mark,
/// a <c>sep=</c> line, blank lines) is not part of it. Rows are read once, as they are asked for.
/// </summary>
internal interface ISourceTable : IDisposable
{
    /// <summary>The file's full path.</summary>
    string Path { get; }

    /// <summary>How the file is laid out, so that rows can be written back as they were.</summary>
    TableLayout Layout { get; }

    /// <summary>The names of the columns, trimmed, in file order. An unnamed column has an empty name.</summary>
    IReadOnlyList<string> Header { get; }

    /// <summary>Reads the rows below the header. Blank rows are left out.</summary>
    /// <exception cref="OrderFileException">A row cannot be read; the message names its line.</exception>
    IEnumerable<SourceRow> ReadRows();

    /// <summary>
    /// Reads the rows below the header as far as they can be read, whatever their length, to say what a file is that has no known header.
    /// </summary>
    IEnumerable<SourceRow> ReadLoosely();
}

/// <summary>A row of an order file.</summary>
/// <param name="Number">The line on which the row begins, counted from 1 as an editor or Excel counts.</param>
/// <param name="Cells">The cells; a short row has fewer than the header has names.</param>
internal sealed record SourceRow(long Number, IReadOnlyList<SourceCell> Cells);

/// <summary>A cell of an order file.</summary>
/// <param name="Text">The text as it is in the file, or as a workbook shows it. Never null.</param>
/// <param name="Value">What a workbook knows the cell to be (a DateTime, double or bool); null in a text file.</param>
/// <param name="UnreadFormat">The number format by which a workbook shows a text that is not known; null if the text is known.</param>
internal readonly record struct SourceCell(string Text, object? Value = null, string? UnreadFormat = null);

/// <summary>How a file of rows is laid out.</summary>
internal sealed record TableLayout
{
    /// <summary>The name of the encoding, such as <c>utf-8</c> or <c>windows-1252</c>; null in a workbook.</summary>
    public string? Encoding { get; init; }

    /// <summary>Whether the encoding is a guess, which nothing in the file confirms.</summary>
    public bool IsEncodingGuessed { get; init; }

    /// <summary>Whether the file begins with a byte order mark.</summary>
    public bool HasByteOrderMark { get; init; }

    /// <summary>The character between two cells.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>What ends a line.</summary>
    public string NewLine { get; init; } = "\r\n";

    /// <summary>The sheet of a workbook; null in a text file.</summary>
    public string? Sheet { get; init; }

    /// <summary>The other visible sheets that have rows under a header of the same kind, and are not read.</summary>
    public IReadOnlyList<string> OtherSheets { get; init; } = [];

    /// <summary>How the file was read, for messages: <c>utf-8, comma</c> or <c>workbook, sheet 'Orders'</c>.</summary>
    public override string ToString() => Sheet is { } sheet
        ? $"workbook, sheet '{sheet}'"
        : $"{Encoding}, {Delimiter switch { ',' => "comma", ';' => "semicolon", '\t' => "tab", '|' => "pipe", var other => $"'{other}'" }}";
}

/// <summary>What the user says about a file instead of leaving it to be detected.</summary>
internal sealed record TableOptions
{
    /// <summary>What kind of file it is, for messages.</summary>
    public string Kind { get; init; } = "Order file";

    /// <summary>The name of the encoding; null to detect it.</summary>
    public string? Encoding { get; init; }

    /// <summary>The character between two cells; null to detect it.</summary>
    public char? Delimiter { get; init; }

    /// <summary>
    /// The sheet of a workbook; null for the first visible sheet whose header is wanted, or else the first visible one with a header.
    /// </summary>
    public string? Sheet { get; init; }

    /// <summary>Returns whether a header is one that the caller looks for; null to take any.</summary>
    public Func<IReadOnlyList<string>, bool>? IsWanted { get; init; }
}

/// <summary>
/// Reads and writes files of rows. What does it brings libraries that only order files need, so it is loaded when one is first opened.
/// </summary>
internal interface ITableFiles
{
    /// <summary>Opens delimited text or a workbook; the content decides which.</summary>
    /// <exception cref="OrderFileException">The file cannot be read, or is no table.</exception>
    ISourceTable Open(string path, TableOptions options);

    /// <summary>
    /// Writes rows of text, in the encoding, with the delimiter and the byte order mark of a layout, or as a workbook if the layout names
    /// a sheet. The file is private, and complete or not there.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">How it is laid out.</param>
    /// <param name="header">The names of the columns.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="overwrite">Whether it may take the place of a file that is there.</param>
    /// <exception cref="OrderFileException">The file cannot be written.</exception>
    void Write(
        string path, TableLayout layout, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, bool overwrite = true);
}
