using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.Serialization;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using FbaOutbound.OrderFiles;

namespace FbaOutbound.Files;

/// <summary>A sheet of a workbook, .xlsx or .xls.</summary>
internal sealed class WorkbookTable : ISourceTable
{
    // Excel keeps 15 digits of a number: the last ones of a longer id are zeros that nobody typed.
    private const double FirstInexact = 1e15;

    private readonly string _kind;
    private readonly FileStream _stream;
    private readonly IExcelDataReader _reader;
    private readonly NumberText _numbers = new();
    private readonly IReadOnlyDictionary<(long Row, int Column), string> _errors = new Dictionary<(long Row, int Column), string>();
    private readonly Lazy<bool> _has1904;
    private long _row;

    public WorkbookTable(string path, FileStream stream, TableOptions options)
    {
        Path = path;
        _stream = stream;
        _kind = options.Kind;
        _has1904 = new Lazy<bool>(() => WorkbookErrors.CountsFrom1904(path));
        try
        {
            _reader = ExcelReaderFactory.CreateReader(stream, Configuration());
            (Layout, Header) = FindSheet(options);
            _errors = WorkbookErrors.Of(path, Layout.Sheet!);
            RequireHeader();
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged(exception);
        }
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <inheritdoc/>
    public TableLayout Layout { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> Header { get; }

    /// <inheritdoc/>
    public IEnumerable<SourceRow> ReadRows()
    {
        while (Read())
        {
            var cells = ReadCells();
            if (cells.All(static cell => string.IsNullOrWhiteSpace(cell.Text)))
            {
                continue;
            }

            if (cells.Skip(Header.Count).Any(static cell => !string.IsNullOrWhiteSpace(cell.Text)))
            {
                throw Fault(
                    FormattableString.Invariant(
                        $"has a cell without a column: row {_row} of sheet '{Layout.Sheet}' is longer than the header. Correct the sheet"));
            }

            yield return new SourceRow(_row, cells);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<SourceRow> ReadLoosely()
    {
        while (Read())
        {
            yield return new SourceRow(_row, ReadCells());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _stream.Dispose();
    }

    // Its constructor asks for a code page that .NET does not have unless somebody registers the provider for the whole process.
    private static ExcelReaderConfiguration Configuration()
    {
        var configuration = (ExcelReaderConfiguration)FormatterServices.GetUninitializedObject(typeof(ExcelReaderConfiguration));
        configuration.FallbackEncoding = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
        return configuration;
    }

    private static bool IsDamage(Exception exception) => exception is ExcelReaderException or InvalidDataException or FormatException
        or System.Xml.XmlException or NotSupportedException or ArgumentException or InvalidOperationException or NullReferenceException
        or OverflowException or InvalidCastException or IndexOutOfRangeException or KeyNotFoundException or EndOfStreamException;

    private SourceCell Shown(double number, string? format)
    {
        if (Math.Abs(number) >= FirstInexact)
        {
            return new SourceCell(number.ToString("0.#####E+00", CultureInfo.InvariantCulture), number);
        }

        var text = _numbers.Of(number, format, out var isKnown);
        return new SourceCell(text, number, isKnown ? null : format);
    }

    private static string Shown(DateTime date) => date.ToString(
        date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private (TableLayout Layout, IReadOnlyList<string> Header) FindSheet(TableOptions options)
    {
        var sheets = new List<SheetHead>();
        do
        {
            var header = ReadHeader();
            sheets.Add(new SheetHead(_reader.Name, header, _reader.VisibleState == "visible", header.Length > 0 && HasRows()));
        }
        while (_reader.NextResult());

        var read = options.Sheet is { } name ? Named(sheets, name) : FirstOf(sheets, options);
        if (read.Header.Count == 0)
        {
            throw Fault($"has no header row in sheet '{read.Name}'");
        }

        _reader.Reset();
        for (var i = 0; i < sheets.IndexOf(read); i++)
        {
            _ = _reader.NextResult();
        }

        _row = 0;
        _ = ReadHeader();
        return (new TableLayout { Sheet = read.Name, OtherSheets = OthersOf(sheets, read, options) }, read.Header);
    }

    private SheetHead Named(List<SheetHead> sheets, string name) =>
        sheets.Find(sheet => string.Equals(sheet.Name.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw Fault($"has no sheet '{name}'. Its sheets: {string.Join(", ", sheets.Select(static sheet => $"'{sheet.Name}'"))}");

    // What somebody has hidden is not what is looked at when the file is checked.
    private SheetHead FirstOf(List<SheetHead> sheets, TableOptions options)
    {
        var visible = sheets.FindAll(static sheet => sheet.IsVisible);
        return visible.Find(sheet => options.IsWanted?.Invoke(sheet.Header) == true) ?? visible.Find(static sheet => sheet.Header.Count > 0)
            ?? throw Fault(sheets.Find(static sheet => sheet.Header.Count > 0) is { } hidden
                ? $"has cells only in hidden sheets, such as '{hidden.Name}'. Unhide the sheet, or name it with -Sheet"
                : "has no header row in any sheet");
    }

    private static string[] OthersOf(List<SheetHead> sheets, SheetHead read, TableOptions options) => options.Sheet is not null ? [] :
    [
        .. sheets.Where(sheet => sheet != read && sheet.IsVisible && sheet.HasRows
            && (options.IsWanted?.Invoke(sheet.Header) == true || sheet.Header.SequenceEqual(read.Header)))
            .Select(static sheet => sheet.Name),
    ];

    // A column without its name would not be read.
    private void RequireHeader()
    {
        if (_errors.Keys.Any(cell => cell.Row == _row))
        {
            throw Fault(FormattableString.Invariant(
                $"has a formula without a value or an error in its header: row {_row} of sheet '{Layout.Sheet}'. ")
                + "Open it in Excel, correct the header and save it");
        }
    }

    private bool HasRows()
    {
        while (Read())
        {
            if (ReadCells().Any(static cell => !string.IsNullOrWhiteSpace(cell.Text)))
            {
                return true;
            }
        }

        return false;
    }

    private string[] ReadHeader()
    {
        while (Read())
        {
            var names = ReadCells().Select(static cell => cell.Text.Trim()).ToList();
            if (names.Exists(static name => name.Length > 0))
            {
                return [.. names.Take(names.FindLastIndex(static name => name.Length > 0) + 1)];
            }
        }

        return [];
    }

    private bool Read()
    {
        try
        {
            _row++;
            return _reader.Read();
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw Damaged(exception);
        }
    }

    private SourceCell[] ReadCells()
    {
        var cells = new SourceCell[_reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = ReadCell(i);
        }

        return cells;
    }

    private SourceCell ReadCell(int at) =>
        _errors.TryGetValue((_row, at), out var error) ? new SourceCell(error) : CellOf(at, _reader.GetValue(at));

    private SourceCell CellOf(int at, object? value) => value switch
    {
        null => new SourceCell(""),
        string text => new SourceCell(text),
        double number => CellOf(at, number),
        int number => CellOf(at, (double)number),
        DateTime date => new SourceCell(Shown(date), date),
        bool truth => new SourceCell(truth ? "true" : "false", truth),
        TimeSpan time => new SourceCell(time.ToString("c", CultureInfo.InvariantCulture)),
        var other => new SourceCell(Convert.ToString(other, CultureInfo.InvariantCulture) ?? ""),
    };

    private SourceCell CellOf(int at, double number)
    {
        var format = _reader.GetNumberFormatString(at);
        return EastAsianDates.Are(_reader.GetNumberFormatIndex(at), format) && EastAsianDates.Of(number, _has1904.Value) is { } date
            ? new SourceCell(Shown(date), date) : Shown(number, format);
    }

    private OrderFileException Fault(string flaw, Exception? cause = null) => TableFiles.Fault(_kind, Path, flaw, cause);

    private OrderFileException Damaged(Exception exception)
    {
        _stream.Dispose();
        return Fault(
            "is not a readable workbook: it is damaged, protected by a password, or a different kind of file. Open it in Excel "
                + "and save it as .xlsx", exception);
    }

    private sealed record SheetHead(string Name, IReadOnlyList<string> Header, bool IsVisible, bool HasRows);
}
