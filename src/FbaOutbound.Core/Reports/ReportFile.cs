using System;
using System.IO;
using FbaOutbound.Storage;

namespace FbaOutbound.Reports;

/// <summary>Writes a report to a file that only its owner may read, whole or not at all.</summary>
internal static class ReportFile
{
    /// <summary>Finds out, before a run, what would keep its report from being written.</summary>
    /// <exception cref="ReportException">The file exists, or its folder does not.</exception>
    public static void Require(string path, bool overwrite)
    {
        if (Directory.Exists(path))
        {
            throw new ReportException(ReportFault.FileNotSaved, $"'{path}' is a folder. Give -Path the name of a file. Nothing was written.");
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            throw new ReportException(ReportFault.FileNotSaved, $"Folder not found: '{folder}'. Nothing was written.");
        }

        if (!overwrite && File.Exists(path))
        {
            throw Exists(path);
        }
    }

    /// <summary>Writes a report.</summary>
    /// <exception cref="ReportException">The file exists, or cannot be written.</exception>
    public static void Write(string path, ReportPage page, bool overwrite)
    {
        try
        {
            WholeFile.Write(path, page.Write, overwrite);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            // Another program may have made the file in between.
            throw !overwrite && File.Exists(path)
                ? Exists(path)
                : new ReportException(
                    ReportFault.FileNotSaved, $"The report '{path}' could not be written: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    private static ReportException Exists(string path) => new(
        ReportFault.FileExists, $"The file '{path}' already exists. Use -Force to overwrite it, or another -Path. Nothing was written.");
}
