using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using FbaOutbound.OrderFiles;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>A table of a text, without a reader of files.</summary>
internal sealed class MemoryTable(string path, IReadOnlyList<string> header, IReadOnlyList<SourceRow> rows) : ISourceTable
{
    public string Path => path;

    public TableLayout Layout { get; init; } = new();

    public IReadOnlyList<string> Header => header;

    public IEnumerable<SourceRow> ReadRows() => rows;

    public IEnumerable<SourceRow> ReadLoosely() => rows;

    public void Dispose()
    {
    }

    public static MemoryTable Sample(string name, char delimiter = ',', string encoding = "utf-8")
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Of(File.ReadAllText(System.IO.Path.Combine(Folder(), name), Encoding.GetEncoding(encoding)), delimiter, name);
    }

    public static MemoryTable Of(string text, char delimiter = ',', string name = "orders.csv")
    {
        var table = Parse(text.TrimStart('\uFEFF'), delimiter).Where(row => row.Cells.Exists(cell => cell.Length > 0)).ToList();
        return new MemoryTable(
            name,
            [.. table[0].Cells.Select(cell => cell.Trim())],
            [.. table.Skip(1).Select(row => new SourceRow(row.Line, [.. row.Cells.Select(cell => new SourceCell(cell))]))]);
    }

    private static string Folder([CallerFilePath] string file = "") => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file)!, "Samples");

    private static IEnumerable<(long Line, List<string> Cells)> Parse(string text, char delimiter)
    {
        var (line, start, cells, cell, quoted) = (1L, 1L, new List<string>(), new StringBuilder(), false);
        for (var i = 0; i <= text.Length; i++)
        {
            var character = i < text.Length ? text[i] : '\n';
            line += character == '\n' ? 1 : 0;
            if (quoted && i < text.Length)
            {
                if (character != '"')
                {
                    cell.Append(character);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append('"');
                    i++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (character == '"')
            {
                quoted = true;
            }
            else if (character == delimiter || character == '\n')
            {
                cells.Add(cell.ToString());
                cell.Clear();
                if (character == '\n')
                {
                    yield return (start, cells);
                    (cells, start) = ([], line);
                }
            }
            else if (character != '\r')
            {
                cell.Append(character);
            }
        }
    }
}

/// <summary>A clock that stands still.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
