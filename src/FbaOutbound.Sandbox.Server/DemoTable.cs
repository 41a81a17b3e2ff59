using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace FbaOutbound.Sandbox.Server;

/// <summary>A table of text.</summary>
internal static class DemoTable
{
    public static async Task WriteAsync(TextWriter output, string[] headers, IReadOnlyList<string[]> rows)
    {
        var widths = headers.Select((header, column) => rows.Select(row => row[column].Length).Append(header.Length).Max()).ToArray();
        foreach (var row in rows.Prepend([.. widths.Select(width => new string('-', width))]).Prepend(headers))
        {
            await output.WriteLineAsync(string.Join(' ', row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
