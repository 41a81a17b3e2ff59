using System.Collections.Generic;
using System.IO;
using System.Linq;
using FbaOutbound.OrderFiles;

namespace FbaOutbound.Tracking;

/// <summary>Writes the file that a shop takes.</summary>
internal static class TrackingFile
{
    /// <summary>Writes rows as a workbook, or as text in UTF-8.</summary>
    /// <param name="files">What writes files of rows.</param>
    /// <param name="path">The file.</param>
    /// <param name="format">The shop's format; null for a table with commas.</param>
    /// <param name="header">The names of the columns.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="overwrite">Whether the file may take the place of one that is there with other rows.</param>
    /// <exception cref="TrackingException">The file is there with other rows, or cannot be written.</exception>
    public static void Write(
        ITableFiles files, string path, TrackingFormat? format, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows,
        bool overwrite)
    {
        var layout = format?.File == "xlsx"
            ? new TableLayout { Sheet = "Sheet1" }
            : new TableLayout { Encoding = "utf-8", Delimiter = format?.File == "tab" ? '\t' : ',' };
        if (!overwrite && File.Exists(path))
        {
            // A run that was killed before it saved its state has left the file: the run after it finds its own rows.
            if (Holds(files, path, layout, header, rows))
            {
                return;
            }

            throw new TrackingException(
                TrackingProblem.FileExists, $"The file '{path}' already exists. Nothing was written, because the file may contain "
                    + "parcels that the shop has not imported yet.");
        }

        try
        {
            files.Write(path, layout, header, rows, overwrite);
        }
        catch (OrderFileException exception)
        {
            throw new TrackingException(TrackingProblem.FileNotSaved, exception.Message, exception);
        }
    }

    private static bool Holds(
        ITableFiles files, string path, TableLayout layout, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var options = layout.Sheet is { } sheet
            ? new TableOptions { Sheet = sheet }
            : new TableOptions { Encoding = layout.Encoding, Delimiter = layout.Delimiter };
        try
        {
            using var table = files.Open(path, options);
            return table.Header.SequenceEqual(header) && table.ReadRows().Select(row => row.Cells.Select(cell => cell.Text))
                .SequenceEqual(rows, new SameCells());
        }
        catch (OrderFileException)
        {
            return false;
        }
    }

    // A reader leaves out blank cells at the end of a row.
    private sealed class SameCells : IEqualityComparer<IEnumerable<string>>
    {
        public bool Equals(IEnumerable<string>? left, IEnumerable<string>? right) => Text(left).SequenceEqual(Text(right));

        public int GetHashCode(IEnumerable<string> cells) => 0;

        private static IEnumerable<string> Text(IEnumerable<string>? cells) =>
            (cells ?? []).Reverse().SkipWhile(cell => cell.Length == 0).Reverse();
    }
}
