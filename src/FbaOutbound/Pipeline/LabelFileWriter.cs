using System;
using System.IO;
using FbaOutbound.Errors;
using FbaOutbound.Storage;

namespace FbaOutbound.Pipeline;

/// <summary>Writes a file whole or not at all: beside its place first, so that no half of a label is ever printed.</summary>
internal static class LabelFileWriter
{
    /// <exception cref="LabelNotSavedException">The file already exists, or cannot be written.</exception>
    public static FileInfo Write(string path, byte[] bytes, bool overwrite)
    {
        try
        {
            if (!overwrite && File.Exists(path))
            {
                throw new LabelNotSavedException($"The file '{path}' already exists. Use -Force to overwrite it.") { FileExists = true };
            }

            // A label shows an address.
            WholeFile.Write(path, file => file.Write(bytes, 0, bytes.Length), overwrite);
            return new FileInfo(path);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            // Another process may have made the file in between.
            throw new LabelNotSavedException(
                $"The file '{path}' could not be written: {exception.Message}", exception) { FileExists = !overwrite && File.Exists(path) };
        }
    }
}
