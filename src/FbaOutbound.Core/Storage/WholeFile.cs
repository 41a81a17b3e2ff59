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
        var temporary = Beside(path);
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
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && exception.Message.Contains(temporary))
        {
            // Nobody knows the temporary name.
            var message = exception.Message.Replace(temporary, path);
            throw exception is IOException ? new IOException(message, exception) : new UnauthorizedAccessException(message, exception);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Returns why no new file can be written to a path, as the end of a sentence; null if one can.</summary>
    public static string? FlawOf(string path)
    {
        if (File.Exists(path) || Directory.Exists(path))
        {
            return "already exists";
        }

        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            return "cannot be written, because its folder does not exist";
        }

        try
        {
            var temporary = Beside(path);
            PrivateFile.Open(temporary, FileMode.CreateNew, FileShare.None, bufferSize: 1).Dispose();
            File.Delete(temporary);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return "cannot be written, because no file can be made in its folder";
        }
    }

    private static string Beside(string path) => path + "." + Guid.NewGuid().ToString("N") + ".tmp";
}
