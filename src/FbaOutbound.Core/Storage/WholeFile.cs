using System;
using System.IO;

namespace FbaOutbound.Storage;

/// <summary>
/// Writes a private file whole or not at all: beside its place first, so that nobody ever reads half of it. It is on the disk when the
/// method returns.
/// </summary>
internal static class WholeFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="overwrite">Whether it may take the place of a file that is there.</param>
    /// <exception cref="IOException">The file is there, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Write(string path, Action<Stream> write, bool overwrite)
    {
        var temporary = path + "." + Guid.NewGuid().ToString("N") + ".tmp";
        try
        {
            using (var file = PrivateFile.Open(temporary, FileMode.CreateNew, FileShare.None, bufferSize: 4096))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            if (overwrite && File.Exists(path))
            {
                File.Replace(temporary, path, destinationBackupFileName: null);
            }
            else
            {
                File.Move(temporary, path);
            }
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
