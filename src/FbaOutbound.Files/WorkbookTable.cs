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

    private readonly FileStream _stream;
    private readonly IExcelDataReader _reader;
    private readonly IReadOnlyDictionary<(long Row, int Column), string> _errors = new Dictionary<(long Row, int Column), string>();
    private long _row;

    public WorkbookTable(string path, FileStream stream, TableOptions options)
    {
        Path = path;
        _stream = stream;
        try
        {
            _reader = ExcelReaderFactory.CreateReader(stream, Configuration());
            (Layout, Header) = FindSheet(options);
            _errors = WorkbookErrors.Of(path, Layout.Sheet!);
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
                throw TableFiles.Fault(
                    Path,
                    FormattableString.Invariant(
                        $"has a cell without a column: row {_row} of sheet '{Layout.Sheet}' is longer than the header. Correct the sheet"));
            }

            yield return new SourceRow(_row, cells);
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

    // What a format such as 00000 shows of a number; every other format is for the eye.
    private static string Shown(double number, string? format)
    {
        if (number != Math.Floor(number) || Math.Abs(number) >= FirstInexact)
        {
            return Math.Abs(number) >= FirstInexact
                ? number.ToString("0.#####E+00", CultureInfo.InvariantCulture)
                : number.ToString("0.###############", CultureInfo.InvariantCulture);
        }

        // Digits with marks between them, as in 00000\-0000.
        var isPadded = format is { Length: > 1 } && number >= 0 && format[0] == '0'
            && format.All(static character => character is '0' or '-' or ' ' or '\\');
        return number.ToString(isPadded ? format : "0", CultureInfo.InvariantCulture);
    }

    private static string Shown(DateTime date) => date.ToString(
        date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private (TableLayout Layout, IReadOnlyList<string> Header) FindSheet(TableOptions options)
    {
        var sheets = new List<(string Name, IReadOnlyList<string> Header)>();
        do
        {
            sheets.Add((_reader.Name, ReadHeader()));
        }
        while (_reader.NextResult());

        var at = options.Sheet is { } name
            ? sheets.FindIndex(sheet => string.Equals(sheet.Name.Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase))
            : options.IsWanted is { } isWanted ? sheets.FindIndex(sheet => isWanted(sheet.Header)) : -1;
        if (at < 0 && options.Sheet is not null)
        {
            throw TableFiles.Fault(
                Path, $"has no sheet '{options.Sheet}'. Its sheets: {string.Join(", ", sheets.Select(static sheet => $"'{sheet.Name}'"))}");
        }

        at = at < 0 ? sheets.FindIndex(static sheet => sheet.Header.Count > 0) : at;
        if (at < 0 || sheets[at].Header.Count == 0)
        {
            throw TableFiles.Fault(Path, at < 0 ? "has no header row in any sheet" : $"has no header row in sheet '{sheets[at].Name}'");
        }

        _reader.Reset();
        for (var i = 0; i < at; i++)
        {
            _ = _reader.NextResult();
        }

        _row = 0;
        _ = ReadHeader();
        return (new TableLayout { Sheet = sheets[at].Name }, sheets[at].Header);
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
        double number => new SourceCell(Shown(number, _reader.GetNumberFormatString(at)), number),
        int number => new SourceCell(Shown(number, _reader.GetNumberFormatString(at)), (double)number),
        DateTime date => new SourceCell(Shown(date), date),
        bool truth => new SourceCell(truth ? "true" : "false", truth),
        TimeSpan time => new SourceCell(time.ToString("c", CultureInfo.InvariantCulture)),
        var other => new SourceCell(Convert.ToString(other, CultureInfo.InvariantCulture) ?? ""),
    };

    private OrderFileException Damaged(Exception exception)
    {
        _stream.Dispose();
        return TableFiles.Fault(
            Path, "is not a readable workbook: it is damaged, protected by a password, or a different kind of file. Open it in Excel "
                + "and save it as .xlsx", exception);
    }
}
