using System;
using System.Collections.Generic;
using System.IO;
using System.Security;
using FbaOutbound.OrderFiles;

namespace FbaOutbound.Files;

/// <summary>Opens files of rows: the first bytes tell a workbook from text.</summary>
internal sealed class TableFiles : ITableFiles
{
    private static readonly byte[] s_zip = [0x50, 0x4B, 0x03, 0x04];
    private static readonly byte[] s_compound = [0xD0, 0xCF, 0x11, 0xE0];

    ISourceTable ITableFiles.Open(string path, TableOptions options)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            throw Fault(options.Kind, full, "is a folder, not a file. Use -Path with a wildcard to read the files in it");
        }

        FileStream? stream = null;
        try
        {
            // Excel keeps a file open that it shows.
            stream = new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 64 * 1024);
            if (stream.Length == 0)
            {
                throw Fault(options.Kind, full, "is empty");
            }

            ISourceTable table = IsWorkbook(stream) ? new WorkbookTable(full, stream, options) : TextTable.Open(full, stream, options);
            stream = null;
            return table;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException)
        {
            throw exception is FileNotFoundException or DirectoryNotFoundException
                ? new OrderFileException($"{options.Kind} not found: '{full}'.", exception) { Path = full }
                : Fault(options.Kind, full, $"cannot be read: {exception.Message.TrimEnd('.')}", exception);
        }
        finally
        {
            stream?.Dispose();
        }
    }

    void ITableFiles.Write(
        string path, TableLayout layout, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, bool overwrite) =>
        TableWriter.Write(Path.GetFullPath(path), layout, header, rows, overwrite);

    internal static OrderFileException Fault(string kind, string path, string flaw, Exception? cause = null) =>
        new($"{kind} '{path}' {flaw}.", cause) { Path = path };

    private static bool IsWorkbook(FileStream stream)
    {
        var head = new byte[4];
        var read = 0;
        while (read < head.Length && stream.Read(head, read, head.Length - read) is > 0 and var count)
        {
            read += count;
        }

        stream.Seek(0, SeekOrigin.Begin);
        return read == head.Length && (head.AsSpan().SequenceEqual(s_zip) || head.AsSpan().SequenceEqual(s_compound));
    }
}
