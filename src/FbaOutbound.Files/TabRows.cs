using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace FbaOutbound.Files;

/// <summary>
/// Reads tab-separated rows. Amazon's files quote nothing, and spreadsheets quote what needs it: a quotation mark belongs to the text
/// unless it begins a cell that another one ends. A mark that nothing closes never takes in a tab of a later line, and so no later row.
/// </summary>
internal sealed class TabRows(TextReader text, int longestLine)
{
    private const int None = -1;
    private const int Malformed = -2;

    private readonly char[] _buffer = new char[64 * 1024];
    private readonly List<Line> _ahead = [];
    private int _at;
    private int _count;

    /// <summary>How many lines were read.</summary>
    public long Lines { get; private set; }

    /// <summary>Reads a row; null at the end.</summary>
    /// <param name="columns">How many columns the header has; 0 for the header itself.</param>
    /// <exception cref="InvalidDataException">A line is too long.</exception>
    public string[]? Read(int columns)
    {
        if (Peek(0) is not { } line)
        {
            return null;
        }

        _ahead.RemoveAt(0);
        Lines++;
        var literal = line.Text.Split('\t');
        if (!Array.Exists(literal, static cell => cell.Length > 0 && cell[0] == '"'))
        {
            return literal;
        }

        // A complete row needs no other reading of its marks.
        var isComplete = columns > 0 && literal.Length == columns && !IsOpen(literal[literal.Length - 1]);
        if (!isComplete && Quoted(line) is var (quoted, lines) && (columns == 0 || quoted.Count == columns))
        {
            return Take(quoted, lines);
        }

        var (cells, used) = WithBreaks(line, 0);
        if (used > 0 && columns > 0 && cells.Count > columns)
        {
            return Array.ConvertAll(literal, Unquoted);
        }

        return Take(cells, used);
    }

    private string[] Take(List<string> cells, int lines)
    {
        _ahead.RemoveRange(0, lines);
        Lines += lines;
        return [.. cells];
    }

    // Reads a line as one in which every mark that begins a cell encloses it; null if one does not.
    private (List<string> Cells, int Used)? Quoted(Line line)
    {
        var cells = new List<string>();
        var used = 0;
        for (var at = 0; at <= line.Text.Length;)
        {
            if (at == line.Text.Length || line.Text[at] != '"')
            {
                var tab = line.Text.IndexOf('\t', at);
                cells.Add(tab < 0 ? line.Text.Substring(at) : line.Text.Substring(at, tab - at));
                at = tab < 0 ? line.Text.Length + 1 : tab + 1;
                continue;
            }

            var end = CloserOf(line.Text, at + 1);
            if (end >= 0)
            {
                cells.Add(Undoubled(line.Text.Substring(at + 1, end - at - 1)));
                at = end + 2;
            }
            else if (end == None && GoOn(line, at + 1, used) is { } open)
            {
                cells.Add(open.Cell);
                (line, at, used) = (open.Line, open.End + 2, open.Used);
            }
            else
            {
                return null;
            }
        }

        return (cells, used);
    }

    // Reads a line whose last cell may go on in the lines ahead of it, and whose other marks may be text.
    private (List<string> Cells, int Used) WithBreaks(Line line, int ahead)
    {
        string[] pieces = line.Text.Split('\t');
        var cells = new List<string>(Array.ConvertAll(pieces, Unquoted));
        var last = pieces[pieces.Length - 1];
        if (!IsOpen(last) || GoOn(line, line.Text.Length - last.Length + 1, ahead) is not { } open)
        {
            return (cells, ahead);
        }

        cells[cells.Count - 1] = open.Cell;
        if (open.End + 1 == open.Line.Text.Length)
        {
            return (cells, open.Used);
        }

        var (rest, used) = WithBreaks(new Line(open.Line.Text.Substring(open.End + 2), open.Line.Break), open.Used);
        cells.AddRange(rest);
        return (cells, used);
    }

    // Finds the end of a quoted cell in the lines ahead; null if a tab comes first, which may be the next row's.
    private (string Cell, Line Line, int End, int Used)? GoOn(Line line, int start, int ahead)
    {
        var cell = new StringBuilder(line.Text, start, line.Text.Length - start, 256).Append(line.Break);
        for (var at = ahead; cell.Length <= longestLine && Peek(at) is { } next; at++)
        {
            var end = CloserOf(next.Text, 0);
            var tab = next.Text.IndexOf('\t');
            if (end >= 0 && (tab < 0 || end < tab))
            {
                return (Undoubled(cell.Append(next.Text, 0, end).ToString()), next, end, at + 1);
            }

            if (tab >= 0 || end == Malformed)
            {
                return null;
            }

            cell.Append(next.Text).Append(next.Break);
        }

        return null;
    }

    private static bool IsOpen(string cell) => cell.Length > 0 && cell[0] == '"' && CloserOf(cell, 1) == None;

    private static string Unquoted(string cell) => cell.Length > 1 && cell[0] == '"' && CloserOf(cell, 1) == cell.Length - 1
        ? Undoubled(cell.Substring(1, cell.Length - 2))
        : cell;

    private static string Undoubled(string text) => text.Replace("\"\"", "\"");

    // Where the mark is that ends a quoted cell; None if there is none, and Malformed if one stands before other text.
    private static int CloserOf(string line, int start)
    {
        for (var at = line.IndexOf('"', start); at >= 0; at = line.IndexOf('"', at + 2))
        {
            if (at + 1 == line.Length || line[at + 1] == '\t')
            {
                return at;
            }

            if (line[at + 1] != '"')
            {
                return Malformed;
            }
        }

        return None;
    }

    private Line? Peek(int at)
    {
        while (_ahead.Count <= at && ReadLine() is { } line)
        {
            _ahead.Add(line);
        }

        return at < _ahead.Count ? _ahead[at] : null;
    }

    private Line? ReadLine()
    {
        if (PeekCharacter() < 0)
        {
            return null;
        }

        var line = new StringBuilder();
        int next;
        while ((next = PeekCharacter()) >= 0)
        {
            _at++;
            if (next == '\n')
            {
                return new Line(line.ToString(), "\n");
            }

            if (next == '\r')
            {
                if (PeekCharacter() != '\n')
                {
                    return new Line(line.ToString(), "\r");
                }

                _at++;
                return new Line(line.ToString(), "\r\n");
            }

            line.Append((char)next);
            if (line.Length > longestLine)
            {
                throw new InvalidDataException("A line is too long.");
            }
        }

        return new Line(line.ToString(), "");
    }

    private int PeekCharacter()
    {
        if (_at == _count)
        {
            (_at, _count) = (0, text.Read(_buffer, 0, _buffer.Length));
        }

        return _count == 0 ? -1 : _buffer[_at];
    }

    private sealed record Line(string Text, string Break);
}
