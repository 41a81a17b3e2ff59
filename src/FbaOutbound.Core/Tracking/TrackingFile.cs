using System.Collections.Generic;
using System.IO;
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
    /// <param name="overwrite">Whether the file may take the place of one that is there.</param>
    /// <exception cref="TrackingException">The file is there, or cannot be written.</exception>
    public static void Write(
        ITableFiles files, string path, TrackingFormat? format, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows,
        bool overwrite)
    {
        if (!overwrite && File.Exists(path))
        {
            throw new TrackingException(
                TrackingProblem.FileExists, $"The file '{path}' already exists. Nothing was written, because the file may contain "
                    + "parcels that the shop has not imported yet.");
        }

        var layout = format?.File == "xlsx"
            ? new TableLayout { Sheet = "Sheet1" }
            : new TableLayout { Encoding = "utf-8", Delimiter = format?.File == "tab" ? '\t' : ',' };
        try
        {
            files.Write(path, layout, header, rows, overwrite);
        }
        catch (OrderFileException exception)
        {
            throw new TrackingException(TrackingProblem.FileNotSaved, exception.Message, exception);
        }
    }
}
