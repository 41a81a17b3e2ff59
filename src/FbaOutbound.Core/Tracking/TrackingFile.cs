using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using FbaOutbound.Storage;

namespace FbaOutbound.Tracking;

/// <summary>Writes tables as files that only their owner may read, whole or not at all.</summary>
internal static class TrackingFile
{
    /// <summary>Writes rows as the file that a shop takes: a workbook, or text in UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">The shop's format; null for a table with commas.</param>
    /// <param name="header">The names of the columns.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="overwrite">Whether the file may take the place of one that is there.</param>
    /// <param name="isMarked">Whether a text begins with a byte order mark, by which Windows PowerShell knows UTF-8.</param>
    /// <exception cref="TrackingException">The file is there, or cannot be written.</exception>
    public static void Write(
        string path, TrackingFormat? format, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows, bool overwrite,
        bool isMarked = false)
    {
        Save(path, overwrite, stream =>
        {
            if (format?.File == "xlsx")
            {
                Sheet.Write(stream, header, rows);
                return;
            }

            var separator = format?.File == "tab" ? '\t' : ',';
            using var writer = new StreamWriter(stream, new UTF8Encoding(isMarked), 4096, leaveOpen: true) { NewLine = "\r\n" };
            foreach (var row in new[] { header }.Concat(rows))
            {
                writer.WriteLine(string.Join(separator.ToString(), row.Select(cell => Quoted(cell, separator))));
            }
        });
    }

    private static void Save(string path, bool overwrite, Action<Stream> write)
    {
        if (!overwrite && File.Exists(path))
        {
            throw new TrackingException(
                TrackingProblem.FileExists, $"The file '{path}' already exists. Nothing was written: it may contain parcels that the shop "
                    + "was not told of.");
        }

        try
        {
            WholeFile.Write(path, write, overwrite);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new TrackingException(
                TrackingProblem.FileNotSaved, $"The file '{path}' could not be written: {exception.Message}", exception);
        }
    }

    private static string Quoted(string cell, char separator) =>
        cell.IndexOfAny([separator, '"', '\r', '\n']) >= 0 || (cell.Length > 0 && (cell[0] == ' ' || cell[cell.Length - 1] == ' '))
            ? "\"" + cell.Replace("\"", "\"\"") + "\""
            : cell;
}
