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
    /// <summary>Writes a text file with separated columns, in UTF-8.</summary>
    /// <exception cref="TrackingException">The file is there, or cannot be written.</exception>
    public static void Write(
        string path, char separator, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, bool overwrite)
    {
        Save(path, overwrite, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), 4096, leaveOpen: true) { NewLine = "\r\n" };
            foreach (var row in new[] { header }.Concat(rows))
            {
                writer.WriteLine(string.Join(separator.ToString(), row.Select(cell => Quoted(cell, separator))));
            }
        });
    }

    /// <summary>Writes a file.</summary>
    /// <exception cref="TrackingException">The file is there, or cannot be written.</exception>
    public static void Save(string path, bool overwrite, Action<Stream> write)
    {
        if (!overwrite && File.Exists(path))
        {
            throw new TrackingException(
                TrackingProblem.FileExists, $"The file '{path}' is there already. Nothing was written: it may hold parcels that the shop "
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
