using System;
using System.IO;
using FbaOutbound.Errors;
using FbaOutbound.Storage;

namespace FbaOutbound.Pipeline;

/// <summary>Writes a file whole or not at all: beside its place first, so that no half of a label is ever printed.</summary>
internal static class LabelFileWriter
{
    /// <exception cref="LabelNotSavedException">The file is there, or cannot be written.</exception>
    public static FileInfo Write(string path, byte[] bytes, bool overwrite)
    {
        var temporary = path + "." + Guid.NewGuid().ToString("N") + ".tmp";
        try
        {
            if (!overwrite && File.Exists(path))
            {
                throw new LabelNotSavedException($"The file '{path}' already exists. Use -Force to overwrite it.") { FileExists = true };
            }

            // A label shows an address.
            using (var file = PrivateFile.Open(temporary, FileMode.CreateNew, FileShare.None, bufferSize: 1))
            {
                file.Write(bytes, 0, bytes.Length);
            }

            if (overwrite && File.Exists(path))
            {
                File.Replace(temporary, path, destinationBackupFileName: null);
            }
            else
            {
                File.Move(temporary, path);
            }

            return new FileInfo(path);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            // Another process may have made the file in between.
            throw new LabelNotSavedException(
                $"The file '{path}' could not be written: {exception.Message}", exception) { FileExists = !overwrite && File.Exists(path) };
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
