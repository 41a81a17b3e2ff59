using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using FbaOutbound.OrderFiles;

namespace FbaOutbound.Files;

/// <summary>A table in delimited text.</summary>
internal sealed class TextTable : ISourceTable
{
    private const string EncodingAdvice = "Use -Encoding, for example -Encoding utf-8, windows-1252 or shift_jis, or ibm850 or ibm437 for "
        + "a file that Excel saved as CSV (MS-DOS)";

    // People write fewer commas in a line than such a table has columns.
    private const int WideTable = 20;
    private const int NarrowTable = 3;

    // No shop's cell is as long: a quotation mark that nothing closes would take the rest of the file into memory.
    private const int LongestCell = 1_000_000;

    private static readonly char[] s_delimiters = [',', ';', '\t', '|'];
    private static readonly char[] s_breaks = ['\r', '\n'];
    private static readonly string[] s_lineBreaks = ["\r\n", "\n", "\r"];

    private readonly string _kind;
    private readonly FileStream _stream;
    private readonly Encoding _encoding;
    private readonly CsvParser? _parser;
    private readonly TabRows? _tabs;
    private readonly TextReader _text;
    private readonly long _length;
    private readonly DateTime _written;
    private readonly int _linesBefore;
    private long _linesRead;
    private string? _badField;

    private TextTable(string kind, string path, FileStream stream, DetectedEncoding encoding, char delimiter, string newLine,
        int linesBefore, TextReader text)
    {
        (_kind, Path, _encoding, _text) = (kind, path, encoding.Encoding, text);
        _stream = stream;
        _length = stream.Length;
        _written = File.GetLastWriteTimeUtc(path);
        _linesBefore = linesBefore;
        Layout = new TableLayout
        {
            Encoding = encoding.Encoding.WebName, HasByteOrderMark = encoding.MarkLength > 0, Delimiter = delimiter,
            NewLine = newLine, IsEncodingGuessed = encoding.IsGuess,
        };
        if (delimiter == '\t')
        {
            _tabs = new TabRows(text, LongestCell);
        }
        else
        {
            _parser = new CsvParser(
                text,
                new CsvConfiguration(CultureInfo.InvariantCulture)
                {
                    Delimiter = delimiter.ToString(), IgnoreBlankLines = false, Mode = CsvMode.RFC4180,
                    MaxFieldSize = LongestCell,

                    // A quote inside a cell that does not begin with one is a character, as in 5" nails.
                    BadDataFound = bad => _badField ??= bad.Field.StartsWith("\"", StringComparison.Ordinal) ? bad.Field : null,
                });
        }

        Header = ReadHeader();
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public TableLayout Layout { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Opens a file, whose stream it closes in the end.</summary>
    public static TextTable Open(string path, FileStream stream, TableOptions options)
    {
        DetectedEncoding encoding;
        if (options.Encoding is { } name)
        {
            var given = DetectedEncoding.Named(name)
                ?? throw new OrderFileException($"Unknown encoding '{name}'. {EncodingAdvice}.") { Path = path };
            encoding = DetectedEncoding.Given(given, stream)
                ?? throw TableFiles.Fault(
                    options.Kind, path, $"begins with the byte order mark of an encoding other than {name}. Leave -Encoding out");
            if (DetectedEncoding.IsUtf8In(given, stream))
            {
                throw TableFiles.Fault(
                    options.Kind, path, $"is UTF-8 and not {name}: all of its letters outside ASCII are valid UTF-8. Use -Encoding utf-8, or "
                        + $"change Encoding in the shop file. If the file really is {name}, save it as UTF-8 first");
            }
        }
        else
        {
            encoding = DetectedEncoding.Of(stream)
                ?? throw TableFiles.Fault(
                    options.Kind, path, $"is not text, or has an encoding that could not be detected. {EncodingAdvice}");
        }

        stream.Seek(encoding.MarkLength, SeekOrigin.Begin);
        var text = new PrefixedReader(new StreamReader(stream, encoding.Encoding, detectEncodingFromByteOrderMarks: false, 64 * 1024));
        try
        {
            var linesBefore = 0;
            var line = SkipBareLines(text, ref linesBefore);
            char? named = null;
            if (line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && line.Length == 5)
            {
                named = line[4];
                text.DropLine();
                linesBefore++;
                line = SkipBareLines(text, ref linesBefore);
            }

            if (line.TrimStart().StartsWith("<", StringComparison.Ordinal))
            {
                throw TableFiles.Fault(
                    options.Kind, path, "is a web page or XML, not a table. Open it in Excel, save it as .xlsx or CSV, and use that file");
            }

            if (IsJson(line))
            {
                throw TableFiles.Fault(
                    options.Kind, path, "is JSON, not a table. Export it as CSV or .xlsx, and use that file");
            }

            return new TextTable(options.Kind, path, stream, encoding, options.Delimiter ?? named ?? DelimiterOf(options.Kind, path, line),
                text.NewLine, linesBefore, text);
        }
        catch (DecoderFallbackException exception)
        {
            throw NotDecoded(options.Kind, path, encoding.Encoding, exception);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<SourceRow> ReadRows()
    {
        while (Read() is { } cells)
        {
            var number = _linesBefore + _linesRead + 1;
            _linesRead = LinesOfParser;
            if (!Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
            {
                Check(cells, number);
                yield return new SourceRow(number, Array.ConvertAll(cells, static cell => new SourceCell(cell)));
            }
        }

        if (_stream.Length != _length || File.GetLastWriteTimeUtc(Path) != _written)
        {
            throw TableFiles.Fault(_kind, Path, "was changed while it was being read. None of it was used; run the command again");
        }
    }

    /// <inheritdoc/>
    public IEnumerable<SourceRow> ReadLoosely()
    {
        while (true)
        {
            string[]? cells;
            var number = _linesBefore + _linesRead + 1;
            try
            {
                cells = Read();
                _linesRead = LinesOfParser;
            }
            catch (OrderFileException)
            {
                yield break;
            }

            if (cells is null)
            {
                yield break;
            }

            yield return new SourceRow(number, Array.ConvertAll(cells, static cell => new SourceCell(cell)));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _parser?.Dispose();
        _text.Dispose();
        _stream.Dispose();
    }

    private static string SkipBareLines(PrefixedReader text, ref int count)
    {
        var line = text.PeekLine();
        while (!text.IsAtEnd && IsBare(line))
        {
            text.DropLine();
            count++;
            line = text.PeekLine();
        }

        return line;
    }

    private static bool IsBare(string line) => line.All(static character =>
        character is ',' or ';' or '\t' or '|' or '"' or ' ' or '\r' or '\n');

    private static bool IsJson(string line)
    {
        var text = string.Concat(line.Where(static character => !char.IsWhiteSpace(character)));
        return text is "[" or "{" or "[]" or "{}" || (text.Length > 1 && text[0] is '[' or '{' && text[1] is '{' or '[' or '"');
    }

    private static char DelimiterOf(string kind, string path, string header)
    {
        var counts = new int[s_delimiters.Length];
        var isQuoted = false;
        foreach (var character in header)
        {
            isQuoted ^= character == '"';
            var at = isQuoted ? -1 : Array.IndexOf(s_delimiters, character);
            if (at >= 0)
            {
                counts[at]++;
            }
        }

        var most = counts.Max();
        return most == 0 || counts.Count(count => count == most) == 1
            ? s_delimiters[Array.IndexOf(counts, most)]
            : throw TableFiles.Fault(
                kind, path, "has a header that two delimiters split into the same number of columns. Use -Delimiter, for example "
                    + "-Delimiter ';'");
    }

    private static OrderFileException NotDecoded(string kind, string path, Encoding encoding, DecoderFallbackException exception) =>
        TableFiles.Fault(kind, path, $"is not in the encoding {encoding.WebName}. {EncodingAdvice}", exception);

    private List<string> ReadHeader()
    {
        while (Read() is { } cells)
        {
            _linesRead = LinesOfParser;
            if (!Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
            {
                return [.. cells.Select(static cell => cell.Trim())];
            }
        }

        throw TableFiles.Fault(_kind, Path, "has no header row");
    }

    private long LinesOfParser => _tabs?.Lines ?? _parser!.RawRow;

    private string[]? Read()
    {
        _badField = null;
        try
        {
            if (_tabs is not null)
            {
                return _tabs.Read(Header?.Count ?? 0);
            }

            if (!_parser!.Read())
            {
                return null;
            }
        }
        catch (MaxFieldSizeException)
        {
            throw AtLine(_linesBefore + _linesRead + 1, "begins a quoted cell that has no closing quotation mark");
        }
        catch (InvalidDataException)
        {
            throw AtLine(_linesBefore + _linesRead + 1, FormattableString.Invariant($"is longer than {LongestCell} characters"));
        }
        catch (DecoderFallbackException exception)
        {
            throw NotDecoded(_kind, Path, _encoding, exception);
        }

        // The parser unquotes, and so tells of bad quotes, only when the cells are asked for.
        var cells = _parser.Record!;
        if (_badField is not null || HasOpenQuote(_parser.RawRecord))
        {
            throw AtLine(
                _linesBefore + _linesRead + 1,
                "begins a quoted cell that has no closing quotation mark, or that has text after the closing quotation mark");
        }

        if (Header is not null && LinesOfParser - _linesRead > 1 && Array.FindIndex(cells, HasLines) is >= 0 and var at
            && TakesInRows(cells, at))
        {
            throw AtLine(
                _linesBefore + _linesRead + 1,
                FormattableString.Invariant($"begins a quoted cell that takes in whole rows, up to line {_linesBefore + LinesOfParser}, ")
                    + "so a quotation mark is missing or surplus");
        }

        return cells;
    }

    // Whether a cell with line breaks, or one behind it, ends one row and begins another: a quotation mark of each encloses it.
    private bool TakesInRows(string[] cells, int from)
    {
        var columns = Header.Count;
        for (var i = from; i < cells.Length && columns >= NarrowTable; i++)
        {
            if (!HasLines(cells[i]))
            {
                continue;
            }

            string[] lines = cells[i].Split(s_lineBreaks, StringSplitOptions.None);
            int[] counts = Array.ConvertAll(lines, line => line.Count(character => character == Layout.Delimiter) + 1);
            counts[0] += i;
            counts[counts.Length - 1] += cells.Length - 1 - i;
            for (var at = 1; at < lines.Length; at++)
            {
                if (counts[at] >= columns && (at < lines.Length - 1 || counts[0] >= columns)
                    && (columns >= WideTable || Shape(lines[at].Split(Layout.Delimiter)[0]) == Shape(cells[0])))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool HasLines(string cell) => cell.IndexOfAny(s_breaks) >= 0;

    // How a cell is written: the shape of #1001 is that of #1002.
    private static string Shape(string cell)
    {
        var shape = new StringBuilder();
        foreach (var character in cell.Trim())
        {
            var kind = char.IsDigit(character) ? '0' : char.IsLetter(character) ? 'a' : character;
            if (shape.Length == 0 || shape[shape.Length - 1] != kind)
            {
                shape.Append(kind);
            }
        }

        return shape.ToString();
    }

    // The parser takes ""x for a cell that ends. Where one cell is quoted, a mark inside another one would be doubled.
    private bool HasOpenQuote(string row)
    {
        var count = 0;
        var beginsCell = false;
        for (var i = row.IndexOf('"'); i >= 0; i = row.IndexOf('"', i + 1))
        {
            count++;
            beginsCell |= i == 0 || row[i - 1] == Layout.Delimiter;
        }

        return beginsCell && count % 2 == 1;
    }

    // A quotation mark that is missing makes one row of several.
    private void Check(string[] cells, long number)
    {
        for (var i = Header.Count; i < cells.Length; i++)
        {
            if (!string.IsNullOrWhiteSpace(cells[i]))
            {
                throw AtLine(
                    number,
                    FormattableString.Invariant($"has {cells.Length} cells, but the header has {Header.Count} (delimiter: {Layout.Delimiter})"));
            }
        }

        if (cells.Length < Header.Count && cells[cells.Length - 1].IndexOf('\n') >= 0)
        {
            throw AtLine(number, "ends inside a cell with line breaks, so a quotation mark is probably missing");
        }
    }

    private OrderFileException AtLine(long number, string flaw) => TableFiles.Fault(
        _kind, Path, FormattableString.Invariant($"has a damaged row: line {number} {flaw}. None of the file was used; export it again"));

    /// <summary>A reader whose next line can be looked at before it is read.</summary>
    private sealed class PrefixedReader(StreamReader source) : TextReader
    {
        // A header is shorter than this; a file without line breaks need not be held whole.
        private const int LongestLine = 64 * 1024;

        private string _line = "";
        private int _at;

        /// <summary>What ended the last line that was looked at.</summary>
        public string NewLine => _line.EndsWith("\r\n", StringComparison.Ordinal) || _line.Length == 0 ? "\r\n"
            : _line[_line.Length - 1] is '\n' or '\r' ? _line.Substring(_line.Length - 1)
            : "\r\n";

        /// <summary>Whether there was no line left to look at.</summary>
        public bool IsAtEnd => _line.Length == 0;

        public string PeekLine()
        {
            if (_at == _line.Length)
            {
                _line = ReadWholeLine();
                _at = 0;
            }

            return _line.TrimEnd('\r', '\n');
        }

        public void DropLine() => _at = _line.Length;

        public override int Peek() => _at < _line.Length ? _line[_at] : source.Peek();

        public override int Read() => _at < _line.Length ? _line[_at++] : source.Read();

        public override int Read(char[] buffer, int index, int count)
        {
            var held = Math.Min(count, _line.Length - _at);
            if (held > 0)
            {
                _line.CopyTo(_at, buffer, index, held);
                _at += held;
                return held;
            }

            return source.Read(buffer, index, count);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                source.Dispose();
            }

            base.Dispose(disposing);
        }

        // With its line break, unlike StreamReader's: where a quoted cell goes on, the break is part of it. Quotes keep a line together.
        private string ReadWholeLine()
        {
            var line = new StringBuilder();
            var isQuoted = false;
            int next;
            while (line.Length < LongestLine && (next = source.Read()) >= 0)
            {
                var character = (char)next;
                line.Append(character);
                isQuoted ^= character == '"';
                if (!isQuoted && (character == '\n' || (character == '\r' && source.Peek() != '\n')))
                {
                    break;
                }
            }

            return line.ToString();
        }
    }
}
