using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using FbaOutbound.Files;
using FbaOutbound.OrderFiles;

namespace FbaOutbound.Tests.OrderFiles;

/// <summary>A folder of files that a test makes and reads.</summary>
internal sealed class TableFolder : IDisposable
{
    public static readonly ITableFiles Files = new TableFiles();

    private readonly string _folder = Directory.CreateTempSubdirectory("fba-table-").FullName;

    public string this[string name] => Path.Combine(_folder, name);

    public static Encoding EncodingOf(string name) => CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);

    public string Put(string name, byte[] content)
    {
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    public string Put(string name, string text, Encoding? encoding = null)
    {
        var used = encoding ?? new UTF8Encoding(false);
        return Put(name, [.. used.GetPreamble(), .. used.GetBytes(text)]);
    }

    public static ISourceTable Open(string path, TableOptions? options = null) => Files.Open(path, options ?? new TableOptions());

    public static Table Read(string path, TableOptions? options = null)
    {
        using var table = Open(path, options);
        var rows = table.ReadRows().ToList();
        return new Table(
            table.Layout.ToString(), table.Header, [.. rows.Select(row => row.Number)],
            [.. rows.Select(row => row.Cells.Select(cell => cell.Text).ToArray())], [.. rows]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    internal sealed record Table(
        string Reading, IReadOnlyList<string> Header, long[] Numbers, string[][] Cells, IReadOnlyList<SourceRow> Rows);
}
