using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Xunit;

namespace FbaOutbound.Tests.OrderFiles;

/// <summary>Random tables come back as they were; damaged ones are refused or read the same, but never as other rows.</summary>
public sealed class TableMutationTests : IDisposable
{
    private static readonly string[] s_pieces = ["a", "00801", "x y", ",", ";", "\t", "\"", "\"\"", "\n", "\r\n", "ü", "é", "5\"", " "];
    private static readonly string[] s_encodings = ["utf-8", "utf-16", "utf-16BE", "windows-1252"];

    private readonly TableFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryDelimiterLineEndAndEncodingIsReadBack()
    {
        var random = new Random(20260704);
        foreach (var encoding in s_encodings)
        {
            foreach (var delimiter in ",;\t")
            {
                foreach (var newLine in (string[])["\r\n", "\n", "\r"])
                {
                    for (var times = 0; times < 10; times++)
                    {
                        var rows = delimiter == '\t' ? WithoutTabsAmongBreaks(Rows(random)) : Rows(random);
                        var text = Text(rows, delimiter, newLine, random);
                        var table = TableFolder.Read(_folder.Put("a.csv", text, TableFolder.EncodingOf(encoding)));
                        Assert.Equal(rows, table.Cells);
                    }
                }
            }
        }
    }

    [Fact]
    public void ATruncatedFileGivesAnErrorOrItsFirstRows()
    {
        var random = new Random(7);
        for (var times = 0; times < 40; times++)
        {
            var rows = Rows(random);
            var bytes = Encoding.UTF8.GetBytes(Text(rows, ',', "\r\n", random));
            for (var length = 20; length < bytes.Length; length += 3)
            {
                try
                {
                    var read = TableFolder.Read(_folder.Put("a.csv", bytes[..length])).Cells;
                    Assert.Equal(rows.Take(Math.Max(read.Length - 1, 0)), read.Take(Math.Max(read.Length - 1, 0)));
                }
                catch (OrderFileException)
                {
                }
            }
        }
    }

    [Fact]
    public void AQuotationMarkThatIsLostNeverJoinsRowsSilently()
    {
        var random = new Random(11);
        for (var times = 0; times < 200; times++)
        {
            var rows = Enumerable.Range(0, 6).Select(at => new[] { $"{at}", $"n{at}", $"s{at}" }).ToArray();
            var text = "A,B,C\r\n" + string.Concat(rows.Select(row => string.Join(",", row.Select(cell => $"\"{cell}\"")) + "\r\n"));
            var marks = text.Select((character, at) => (character, at)).Where(pair => pair.character == '"').ToArray();
            var damaged = text.Remove(marks[random.Next(marks.Length)].at, 1);
            try
            {
                var read = TableFolder.Read(_folder.Put("a.csv", damaged)).Cells;
                Assert.Equal(rows.Length, read.Length);
                Assert.All(read, (cells, at) => Assert.Equal(rows[at], cells.Select(cell => cell.Trim('"'))));
            }
            catch (OrderFileException)
            {
            }
        }
    }

    private static string[][] Rows(Random random) =>
        [
            .. Enumerable.Range(0, random.Next(1, 8)).Select(row => Enumerable.Range(0, 4).Select(column => column == 0
                ? $"id{row}"
                : string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => s_pieces[random.Next(s_pieces.Length)]))).ToArray()),
        ];

    // In tab-separated text, a tab of a later line may belong to the next row.
    private static string[][] WithoutTabsAmongBreaks(string[][] rows) =>
        [.. rows.Select(row => row.Select(cell => cell.IndexOfAny(['\r', '\n']) < 0 ? cell : cell.Replace('\t', ' ')).ToArray())];

    private static readonly HashSet<char> s_quoted = [.. "\"\r\n,;\t "];

    private static string Text(string[][] rows, char delimiter, string newLine, Random random) => string.Concat(
        rows.Prepend(["Id", "Name", "Sku", "Note"]).Select(row => string.Join(
            delimiter, row.Select(cell => random.Next(4) == 0 || cell.Any(s_quoted.Contains)
                ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                : cell)) + newLine));
}
