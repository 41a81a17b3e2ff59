using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace FbaOutbound.Benchmarks;

/// <summary>Medians, and tables that a terminal and a Markdown page can show.</summary>
internal static class Report
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    public static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    public static async Task WriteAsync(string title, params string[][] rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        await Console.Out.WriteLineAsync($"{Environment.NewLine}{title}{Environment.NewLine}");
        for (var i = 0; i < rows.Length; i++)
        {
            await Console.Out.WriteLineAsync(
                "| "
                    + string.Join(
                        " | ", rows[i].Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))
                    + " |");
            if (i == 0)
            {
                await Console.Out.WriteLineAsync(
                    "|"
                        + string.Join(
                            "|",
                            widths.Select((width, column) => column == 0 ? new string('-', width + 2) : new string('-', width + 1) + ":"))
                        + "|");
            }
        }
    }
}
