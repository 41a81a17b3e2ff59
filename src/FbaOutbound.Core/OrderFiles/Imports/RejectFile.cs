using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Storage;

namespace FbaOutbound.OrderFiles.Imports;

/// <summary>
/// The rows of orders that were refused, to be corrected and imported again: as they stand in their file, in its layout, with a column that
/// says why.
/// </summary>
internal sealed class RejectFile
{
    private const string OtherWorkbook = "cannot be written, because a workbook can be written only as .xlsx. Choose that extension, or .csv";

    // Windows PowerShell and Excel know UTF-8 by its mark.
    private static readonly TableLayout s_own = new() { Encoding = "utf-8", HasByteOrderMark = true };

    private readonly ITableFiles _files;
    private readonly string _path;
    private readonly TableLayout _layout;
    private readonly IReadOnlyList<string> _columns;
    private readonly SortedDictionary<long, (SourceRow Row, string Reason)> _rows = [];
    private readonly HashSet<long> _doubtful = [];

    /// <summary>Prepares a file; nothing is written yet.</summary>
    /// <param name="files">What writes it.</param>
    /// <param name="path">The file to write.</param>
    /// <param name="source">The file that the rows come from.</param>
    /// <exception cref="OrderFileException">It would take the place of its source, or its extension is that of another kind.</exception>
    public RejectFile(ITableFiles files, string path, ISourceTable source)
    {
        _files = files;
        _path = Path.GetFullPath(path);
        if (string.Equals(_path, source.Path, StringComparison.OrdinalIgnoreCase))
        {
            throw new OrderFileException(
                $"Rejected rows cannot be written to '{_path}', because it is the order file itself. Choose another -RejectPath.")
            {
                Path = _path,
            };
        }

        _layout = LayoutOf(_path, source.Layout);

        // A file of rejected rows that is imported again has the column already.
        var count = source.Header.Count;
        _columns = count > 0 && source.Header[count - 1] == HeaderMap.Reason ? [.. source.Header.Take(count - 1)] : source.Header;
    }

    /// <summary>Returns why no file can be written to a path, as the end of a sentence with what to do; null if one can.</summary>
    public static string? FlawOf(string path)
    {
        var flaw = WholeFile.FlawOf(path);
        return flaw is not null ? $"{flaw}. Give another path"
            : IsOtherWorkbook(path) ? OtherWorkbook
            : null;
    }

    /// <summary>Adds the rows of an order. A row that is there already keeps its other reasons, too.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="reason">Why the order was refused.</param>
    /// <param name="isDoubtful">Whether their cells may stand in the wrong columns.</param>
    public void Add(IEnumerable<SourceRow> rows, string reason, bool isDoubtful = false)
    {
        foreach (var row in rows)
        {
            if (isDoubtful)
            {
                _doubtful.Add(row.Number);
            }

            _rows[row.Number] = _rows.TryGetValue(row.Number, out var earlier) && earlier.Reason != reason
                ? (row, $"{earlier.Reason} {reason}")
                : (row, reason);
        }
    }

    /// <summary>Adds the rows of orders that an import has refused.</summary>
    /// <param name="refused">The orders.</param>
    /// <param name="source">Their file, opened once more.</param>
    /// <param name="reasonOf">Says why an order was refused.</param>
    public void Add(IEnumerable<ImportOutcome> refused, ISourceTable source, Func<ImportOutcome, string> reasonOf)
    {
        var outcomes = refused.SelectMany(outcome => outcome.Source.Rows.Select(row => (Row: row, Outcome: outcome)))
            .GroupBy(one => one.Row).ToDictionary(same => same.Key, same => same.Last().Outcome);
        foreach (var row in source.ReadRows())
        {
            if (outcomes.TryGetValue(row.Number, out var outcome))
            {
                Add([row], reasonOf(outcome), outcome.IsDoubtful);
            }
        }
    }

    /// <summary>Writes orders as the rows of the file that all of them come from.</summary>
    /// <param name="files">What reads and writes files.</param>
    /// <param name="path">The file to write; none may be there.</param>
    /// <param name="orders">The orders, all of one file and format, each with why it was refused.</param>
    /// <returns>False, and no file, if the source cannot be read or no longer has these rows.</returns>
    /// <exception cref="OrderFileException">The file cannot be written.</exception>
    public static bool TrySave(ITableFiles files, string path, IReadOnlyList<(OrderSource Source, string Reason)> orders)
    {
        var format = OrderFormats.Find(orders[0].Source.Format);
        RejectFile file;
        try
        {
            using var table = files.Open(
                orders[0].Source.File, new TableOptions { IsWanted = header => OrderFormats.Fits(format, header, ColumnMap.None) });
            file = new RejectFile(files, path, table);
            var binding = new TableBinding(format, table, ColumnMap.None);
            var rows = orders.SelectMany(order => order.Source.Rows).Distinct().ToDictionary(row => row, _ => (SourceRow?)null);
            foreach (var row in table.ReadRows().Where(row => rows.ContainsKey(row.Number)))
            {
                rows[row.Number] = row;
            }

            // The file may have been changed since it was imported, or is read in another way now.
            if (!orders.All(order => order.Source.Rows.All(row => rows[row] is not null)
                && binding.OfOrder("Key", binding.Take(rows[order.Source.Rows[0]]!)) == order.Source.ShopOrderId))
            {
                return false;
            }

            foreach (var (source, reason) in orders)
            {
                file.Add(source.Rows.Select(row => rows[row]!), reason);
            }
        }
        catch (OrderFileException)
        {
            return false;
        }

        file.Save(overwrite: false);
        return true;
    }

    /// <summary>Writes rows in columns of the module's own.</summary>
    /// <exception cref="OrderFileException">The file cannot be written.</exception>
    public static void SaveOwn(ITableFiles files, string path, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows) =>
        files.Write(path, LayoutOf(path, s_own), [.. columns, HeaderMap.Reason], rows, overwrite: false);

    /// <summary>Writes the rows in the order of their file. Without rows no file is made, and one that is there stays.</summary>
    /// <exception cref="OrderFileException">The file cannot be written.</exception>
    public void Save(bool overwrite = true)
    {
        if (_rows.Count > 0)
        {
            _files.Write(
                _path, _layout, [.. _columns, HeaderMap.Reason],
                _rows.Values.Select(row => (IReadOnlyList<string>)[.. Cells(row.Row), Writable(row.Reason), .. Surplus(row.Row)]),
                overwrite);
        }
    }

    private static bool IsOtherWorkbook(string path) => Path.GetExtension(path).ToUpperInvariant() is ".XLS" or ".XLSM" or ".XLSB";

    private static TableLayout LayoutOf(string path, TableLayout source) =>
        IsOtherWorkbook(path) ? throw new OrderFileException($"Rejected rows: '{path}' {OtherWorkbook}.") { Path = path }
        : string.Equals(Path.GetExtension(path), ".xlsx", StringComparison.OrdinalIgnoreCase)
            ? source with { Sheet = source.Sheet ?? "Rejected" }
        : source.Sheet is null ? source
        : s_own;

    private IEnumerable<string> Cells(SourceRow row) =>
        Enumerable.Range(0, _columns.Count).Select(at => at < row.Cells.Count ? row.Cells[at].Text : "");

    // A blank cell behind the last column says so again when the file is imported before somebody has corrected the row.
    private string[] Surplus(SourceRow row) => _layout.Sheet is null && _doubtful.Contains(row.Number) ? [""] : [];

    // The cells came out of the encoding and go into it again; a reason may have letters that it does not know.
    private string Writable(string reason) =>
        _layout.Sheet is not null || _layout.Encoding?.StartsWith("utf", StringComparison.OrdinalIgnoreCase) == true
            ? reason
            : string.Concat(reason.Select(character => character < '\u0080' ? character : '?'));
}
