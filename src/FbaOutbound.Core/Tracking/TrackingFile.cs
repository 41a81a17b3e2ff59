using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.Texts;

namespace FbaOutbound.Tracking;

/// <summary>A parcel in the file that a shop takes.</summary>
/// <param name="Told">The parcel.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record FileParcel(ToldParcel Told, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>Writes the file that a shop takes.</summary>
internal static class TrackingFile
{
    private const int MostNames = 10;

    /// <summary>
    /// Writes parcels as a workbook, or as text in UTF-8. A run that was killed before it saved its state has left the file: the run
    /// after it finds the same rows in it, writes nothing, and is told which of its parcels are there.
    /// </summary>
    /// <param name="files">What writes files of rows.</param>
    /// <param name="path">The file.</param>
    /// <param name="format">The shop's format; null for a table with commas.</param>
    /// <param name="header">The names of the columns.</param>
    /// <param name="parcels">The parcels.</param>
    /// <param name="overwrite">Whether the file may take the place of one that is there.</param>
    /// <param name="takesPart">Whether a file that is there may have only some of the parcels.</param>
    /// <returns>The parcels that are in the file now.</returns>
    /// <exception cref="TrackingException">The file is there with other rows, or cannot be written.</exception>
    public static IReadOnlyList<FileParcel> Write(
        ITableFiles files, string path, TrackingFormat? format, IReadOnlyList<string> header, IReadOnlyList<FileParcel> parcels,
        bool overwrite, bool takesPart)
    {
        var layout = format?.File == "xlsx"
            ? new TableLayout { Sheet = "Sheet1" }
            : new TableLayout { Encoding = "utf-8", Delimiter = format?.File == "tab" ? '\t' : ',' };
        if (!overwrite && File.Exists(path))
        {
            return FindIn(new WrittenRows(files, path, layout, header), path, parcels, takesPart);
        }

        try
        {
            files.Write(path, layout, header, parcels.SelectMany(parcel => parcel.Rows), overwrite);
            return parcels;
        }
        catch (OrderFileException exception)
        {
            throw new TrackingException(TrackingProblem.FileNotSaved, exception.Message, exception);
        }
    }

    private static IReadOnlyList<FileParcel> FindIn(
        WrittenRows rows, string path, IReadOnlyList<FileParcel> parcels, bool takesPart)
    {
        var found = parcels.Where(parcel => rows.TakeAll(parcel.Rows)).ToList();
        var others = parcels.Except(found).ToList();
        if (found.Count > 0 && (takesPart || others.Count == 0) && !others.Exists(parcel => rows.Name(parcel.Told.Number)))
        {
            return found;
        }

        string[] named =
        [
            .. parcels.Where(parcel => rows.Name(parcel.Told.Number)).Select(parcel => parcel.Told.Entries[0].OrderId)
                .Distinct(StringComparer.Ordinal),
        ];
        throw new TrackingException(
            TrackingProblem.FileExists,
            $"The file '{path}' already exists. Nothing was written, because "
                + (named.Length == 0
                    ? "the file may contain parcels that the shop has not imported yet. Use another -Path, or -Force to overwrite the file."
                    : $"the file already contains parcels of this run: those of {NameList.Of(named, MostNames)}. If the shop has not imported the file, use "
                        + "-Force to replace it. If it has, use -Force and delete the rows of these orders from the new file."));
    }

    /// <summary>The rows of a file that is there.</summary>
    private sealed class WrittenRows
    {
        private readonly Dictionary<string, int> _rows = new(StringComparer.Ordinal);
        private readonly HashSet<string> _cells = new(StringComparer.Ordinal);

        public WrittenRows(ITableFiles files, string path, TableLayout layout, IReadOnlyList<string> header)
        {
            var options = layout.Sheet is { } sheet
                ? new TableOptions { Sheet = sheet }
                : new TableOptions { Encoding = layout.Encoding, Delimiter = layout.Delimiter };
            try
            {
                using var table = files.Open(path, options);
                if (!table.Header.SequenceEqual(header))
                {
                    return;
                }

                foreach (var row in table.ReadRows())
                {
                    Add(TextOf(row.Cells.Select(cell => cell.Text)), 1);
                    _cells.UnionWith(row.Cells.Select(cell => cell.Text));
                }
            }
            catch (OrderFileException)
            {
                _rows.Clear();
            }
        }

        /// <summary>Whether a cell is a tracking number.</summary>
        public bool Name(string number) => _cells.Contains(number);

        /// <summary>Takes all of some rows, or none if one is missing.</summary>
        public bool TakeAll(IReadOnlyList<IReadOnlyList<string>> rows)
        {
            var taken = new List<string>();
            foreach (var row in rows.Select(TextOf))
            {
                if (!_rows.TryGetValue(row, out var count) || count == 0)
                {
                    taken.ForEach(text => Add(text, 1));
                    return false;
                }

                Add(row, -1);
                taken.Add(row);
            }

            return true;
        }

        // A reader leaves out blank cells at the end of a row.
        private static string TextOf(IEnumerable<string> cells) =>
            string.Join("\0", cells.Reverse().SkipWhile(cell => cell.Length == 0).Reverse());

        private void Add(string row, int count) => _rows[row] = (_rows.TryGetValue(row, out var before) ? before : 0) + count;
    }
}
