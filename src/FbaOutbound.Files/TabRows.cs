using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace FbaOutbound.Files;

/// <summary>
/// Reads tab-separated rows. Amazon's files quote nothing, and spreadsheets quote what needs it: a quotation mark belongs to the text unless
/// it begins a cell that another one ends. A mark that nothing closes never takes in a tab of a later line, and so no later row.
/// </summary>
internal sealed class TabRows(TextReader text, int longestLine)
{
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

        // Tabs in quoted cells make more cells than there are columns.
        if (columns > 0 && literal.Length > columns && WithTabs(line.Text) is { } joined && joined.Count <= columns)
        {
            return [.. joined];
        }

        var (cells, used) = WithBreaks(line, 0);
        if (used > 0 && columns > 0 && cells.Count > columns)
        {
            return Array.ConvertAll(literal, Unquoted);
        }

        _ahead.RemoveRange(0, used);
        Lines += used;
        return [.. cells];
    }

    // Reads a line whose last cell may go on in the lines ahead of it, and returns how many of these it needs.
    private (List<string> Cells, int Used) WithBreaks(Line line, int ahead)
    {
        string[] pieces = line.Text.Split('\t');
        var cells = new List<string>(Array.ConvertAll(pieces, Unquoted));
        var last = pieces[pieces.Length - 1];
        if (last.Length == 0 || last[0] != '"' || CloserOf(last, 1) != -1)
        {
            return (cells, ahead);
        }

        var cell = new StringBuilder(last, 1, last.Length - 1, last.Length + 64).Append(line.Break);
        for (var at = ahead; cell.Length <= longestLine && Peek(at) is { } next; at++)
        {
            var end = CloserOf(next.Text, 0);
            var tab = next.Text.IndexOf('\t');
            if (end >= 0 && (tab < 0 || end < tab))
            {
                cells[cells.Count - 1] = Undoubled(cell.Append(next.Text, 0, end).ToString());
                if (end + 1 == next.Text.Length)
                {
                    return (cells, at + 1);
                }

                var (rest, used) = WithBreaks(new Line(next.Text.Substring(end + 2), next.Break), at + 1);
                cells.AddRange(rest);
                return (cells, used);
            }

            if (tab >= 0 || end == Malformed)
            {
                break;
            }

            cell.Append(next.Text).Append(next.Break);
        }

        return (cells, ahead);
    }

    private static List<string>? WithTabs(string line)
    {
        var cells = new List<string>();
        for (var at = 0; at <= line.Length;)
        {
            var isQuoted = at < line.Length && line[at] == '"';
            var end = isQuoted ? CloserOf(line, at + 1) : line.IndexOf('\t', at);
            if (isQuoted && end < 0)
            {
                return null;
            }

            end = end < 0 ? line.Length : end;
            cells.Add(isQuoted ? Undoubled(line.Substring(at + 1, end - at - 1)) : line.Substring(at, end - at));
            at = end + (isQuoted ? 2 : 1);
        }

        return cells;
    }

    private static string Unquoted(string cell) => cell.Length > 1 && cell[0] == '"' && CloserOf(cell, 1) == cell.Length - 1
        ? Undoubled(cell.Substring(1, cell.Length - 2))
        : cell;

    private static string Undoubled(string text) => text.Replace("\"\"", "\"");

    private const int Malformed = -2;

    // Where the mark is that ends a quoted cell; -1 if there is none, and Malformed if one stands before other text.
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

        return -1;
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
