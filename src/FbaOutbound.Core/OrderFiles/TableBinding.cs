using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles;

/// <summary>A row of a file with the cells that its format reads, each in its slot; blank cells are empty.</summary>
/// <param name="Number">The line on which it begins.</param>
/// <param name="Cells">The cells.</param>
/// <param name="IsShort">Whether it ends before the last column: what its missing cells would say is unknown.</param>
/// <param name="Surplus">How many blank cells it has behind the last column.</param>
internal sealed record FileRow(long Number, string[] Cells, bool IsShort = false, int Surplus = 0)
{
    /// <summary>Why its cells may stand in the wrong columns; null if nothing says so.</summary>
    public string? Doubt { get; set; }
}

/// <summary>What a spreadsheet shows where a formula has no value.</summary>
internal static class SpreadsheetErrors
{
    private static readonly HashSet<string> s_texts = new(StringComparer.OrdinalIgnoreCase)
    {
        "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#GETTING_DATA",
        "#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#NOM?", "#VALEUR!", "#NOMBRE!", "#VALOR!", "#VALORE!",
    };

    public static bool Contains(string text) => text.Length > 2 && text[0] == '#' && s_texts.Contains(text);
}

/// <summary>Where the fields of a format stand in one file.</summary>
internal sealed class TableBinding
{
    private const int MostRecent = 4096;
    private const int LongestRecent = 40;
    private const string RoundedAway = "000000";

    // Only the user's own words are looked for in it.
    private const string NotesField = "Notes";

    // What every line has of its own, whatever the format calls it.
    private static readonly HashSet<string> s_lineFields = new(StringComparer.Ordinal)
    {
        "Sku", "Quantity", "RefundedQuantity", "RemainingQuantity", "ItemName", "ItemNumber", "ItemId",
    };

    private readonly List<Slot> _slots = [];
    private readonly Dictionary<string, int> _orderSlots = new(StringComparer.Ordinal);
    private readonly List<Dictionary<string, int>> _items = [];
    private readonly List<int> _cells = [];
    private readonly Dictionary<string, string> _recent = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> _names;
    private readonly Dictionary<string, string> _columnNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _mapped = new(StringComparer.Ordinal);
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    public TableBinding(OrderFormat format, ISourceTable table, ColumnMap map, bool readsNotes = false)
    {
        (Format, Path, _names) = (format, table.Path, table.Header);
        Layout = table.Layout;
        map.Check(format);
        var header = HeaderNames.Of(table.Header);
        var lacking = OrderFormats.Lacking(format, header, map, isUncertainAllowed: true);
        if (lacking.Count > 0)
        {
            var nothing = $"Nothing was read from {System.IO.Path.GetFileName(table.Path)} ({table.Layout}): the format {format.Name} "
                + $"needs the {(lacking.Count == 1 ? "column" : "columns")} {string.Join(", ", lacking)}. ";
            throw new OrderFileException(nothing + (UnknownHeader.Of(table, format, map)
                ?? $"Add {(lacking.Count == 1 ? "it" : "them")} to the export, or name {(lacking.Count == 1 ? "it" : "them")} with -Map. "
                    + "If a column has no value in any order of the shop, say so with an empty name, such as -Map @{ Tags = '' }."));
        }

        format = readsNotes ? format : format with
        {
            Fields = format.Fields.Where(field => field.Key != NotesField).ToDictionary(field => field.Key, field => field.Value),
        };
        RefuseMistyped(format, header, table);
        Bind(format, header, map);
    }

    public OrderFormat Format { get; }

    public string Path { get; }

    /// <summary>How the file is laid out.</summary>
    public TableLayout Layout { get; }

    /// <summary>How many items a row can have in columns.</summary>
    public int ItemsPerRow => _items.Count;

    public IReadOnlyList<int> CellSlots => _cells;

    /// <summary>Whether a field has a column.</summary>
    public bool Has(string field) => _orderSlots.ContainsKey(field) || (_items.Count > 0 && _items[0].ContainsKey(field));

    /// <summary>Whether the user says what stands for a field.</summary>
    public bool IsMapped(string field) => _mapped.Contains(field);

    public bool IsOfLine(string field) => _items.Count > 0 && _items[0].ContainsKey(field);

    /// <summary>The column that the file lacks, without which the units still to be shipped are not known; null if it has it.</summary>
    public string? MissingUnits => Format.Tolerated.Where(name => !Has(name)).Select(NameOf).FirstOrDefault();

    /// <summary>Whether the file has a column in which words are looked for that hold an order back.</summary>
    public bool HasHoldColumn => Format.Rules.Any(rule => rule.Contains is "Hold" or RuleBook.HoldWords && Has(rule.Field));

    /// <summary>Returns the columns that the file lacks, by which some orders that must not be shipped are told.</summary>
    public IReadOnlyList<(string Column, SkipReason Reason)> Unchecked() =>
    [
        .. Format.Rules.Where(rule => rule.Optional && rule.Contains != RuleBook.HoldWords && !Has(rule.Field) && !IsToldByAnother(rule))
            .SelectMany(rule => RuleBook.ReasonsOf(rule).Select(reason => (NameOf(rule.Field), reason))).Distinct(),
    ];

    // The same words stand in another column, too.
    private bool IsToldByAnother(SendRule rule) => rule.Contains is { } phrases && Format.Rules.Any(other =>
        other.Contains == phrases && other.Reason == rule.Reason && Has(other.Field));

    /// <summary>Returns the values of a field of the order in its rows: the distinct ones that are not blank, each with its row.</summary>
    public IReadOnlyList<(string Text, long Row)> Values(string field, IReadOnlyList<FileRow> rows)
    {
        if (!_orderSlots.TryGetValue(field, out var slot))
        {
            return [];
        }

        List<(string Text, long Row)>? values = null;
        foreach (var row in rows)
        {
            var text = row.Cells[slot];
            if (text.Length > 0 && (values is null || !values.Exists(value => value.Text == text)))
            {
                (values ??= new(1)).Add((text, row.Number));
            }
        }

        return values ?? (IReadOnlyList<(string Text, long Row)>)[];
    }

    /// <summary>Returns the shop's own id of an order; null if the file has none, or a spreadsheet has written it another way.</summary>
    public string? ShopId(IReadOnlyList<FileRow> rows)
    {
        return Values("ShopId", rows) is { Count: 1 } values && values[0].Text is var id && id.All(char.IsDigit)
            && id.Trim('0').Length > 0 && !IsRounded(id) ? id : null;
    }

    /// <summary>Whether a spreadsheet has changed the shop's own id of an order; null if the file has none.</summary>
    public bool? HasDamagedId(IReadOnlyList<FileRow> rows) => Values("ShopId", rows) is { Count: > 0 } values
        ? values.Any(value => IsRounded(value.Text) || SpreadsheetForms.OfNumber(value.Text, mayBeDate: false) is not null) : null;

    // A spreadsheet makes 5500000000000 of all ids that begin in the same way.
    private static bool IsRounded(string id) => id.EndsWith(RoundedAway, StringComparison.Ordinal);

    /// <summary>Returns the text of a field of the order in one row.</summary>
    public string OfOrder(string field, FileRow row) => _orderSlots.TryGetValue(field, out var slot) ? row.Cells[slot] : "";

    /// <summary>Returns the text of a field of an item.</summary>
    public string OfItem(string field, FileRow row, int item = 0) =>
        _items.Count > item && _items[item].TryGetValue(field, out var slot) ? row.Cells[slot] : OfOrder(field, row);

    /// <summary>Returns the name of a field's column in messages.</summary>
    public string NameOf(string field) => _columnNames.TryGetValue(field, out var name) ? name
        : Format.Fields.TryGetValue(field, out var names) ? names[0] : field;

    /// <summary>Returns the name of the column that a field of an item has in messages.</summary>
    public string NameOfItem(string field, int item) =>
        _items.Count > item && _items[item].TryGetValue(field, out var slot) && _slots[slot].Column >= 0 ? ColumnOf(slot) : NameOf(field);

    /// <summary>Returns the name of the column of a slot.</summary>
    public string ColumnOf(int slot) => _names[_slots[slot].Column].Trim();

    /// <summary>Returns the columns in which the rows of two orders of this format differ, in the order of the format.</summary>
    public IReadOnlyList<string> Differences(IReadOnlyList<FileRow> rows, TableBinding otherBinding, IReadOnlyList<FileRow> others)
    {
        IEnumerable<string> Texts(TableBinding binding, IReadOnlyList<FileRow> of, string field) =>
            of.SelectMany(row => Enumerable.Range(0, Math.Max(1, binding.ItemsPerRow)).Select(item => binding.OfItem(field, row, item)));

        IEnumerable<string> Cells(TableBinding binding, IReadOnlyList<FileRow> of) =>
            of.SelectMany(row => binding.CellSlots.Select(slot => row.Cells[slot]));

        return
        [
            .. Format.Fields.Keys.Where(field => !Texts(this, rows, field).SequenceEqual(Texts(otherBinding, others, field))).Select(NameOf)
                .Distinct(),
            .. Cells(this, rows).SequenceEqual(Cells(otherBinding, others)) ? (string[])[] : ["the items"],
        ];
    }

    /// <summary>
    /// The columns of the file by which its format can number orders, with their places, the one that is read first; none where the user
    /// makes the numbers.
    /// </summary>
    public IReadOnlyList<(string Name, int Column)> KeyColumns
    {
        get
        {
            if (!_orderSlots.TryGetValue("Key", out var slot) || _slots[slot].Column < 0)
            {
                return [];
            }

            var read = _slots[slot].Column;
            var header = HeaderNames.Of(_names);
            return
            [
                (_names[read].Trim(), read),
                .. (_mapped.Contains("Key") ? [] : Format.Fields["Key"]).Select(name => (Name: name, Column: header.Find(name)))
                    .Where(other => other.Column is { } column && column != read).Select(other => (other.Name, other.Column!.Value)),
            ];
        }
    }

    /// <summary>The names of all columns.</summary>
    public IReadOnlyList<string> Header => _names;

    /// <summary>Whether a script of -Map makes a field's values.</summary>
    public bool IsMade(string field) => _made.Contains(field);

    /// <summary>Returns the column of a row that has an error of a spreadsheet in the place of its value; null where none has.</summary>
    public string? BrokenColumn(FileRow row)
    {
        for (var i = 0; i < row.Cells.Length; i++)
        {
            if (SpreadsheetErrors.Contains(row.Cells[i]))
            {
                return _slots[i].Column >= 0 ? _names[_slots[i].Column].Trim() : "a column of -Map";
            }
        }

        return null;
    }

    /// <summary>Keeps of a row what the format reads.</summary>
    public FileRow Take(SourceRow row)
    {
        var cells = new string[_slots.Count];
        IReadOnlyList<(string Name, object? Value)>? view = null;
        for (var i = 0; i < cells.Length; i++)
        {
            var slot = _slots[i];
            if (slot.Make is { } make)
            {
                view ??= ViewOf(row);
                cells[i] = Clean(TextOf(make(view)));
            }
            else
            {
                cells[i] = slot.Column < row.Cells.Count ? Clean(TextOf(row.Cells[slot.Column], slot.IsValue)) : "";
            }
        }

        // A workbook has no delimiters that could shift cells.
        var surplus = Layout.Sheet is null ? Math.Max(row.Cells.Count - _names.Count, 0) : 0;
        return new FileRow(row.Number, cells, row.Cells.Count < _names.Count, surplus);
    }

    /// <summary>What to do about a row that has fewer cells than the header.</summary>
    public string AdviceForShort => _names.Count > 0 && string.IsNullOrWhiteSpace(_names[_names.Count - 1])
        ? "if the header ends with a delimiter and the rows do not, remove it there; otherwise export the file again"
        : "export the file again";

    /// <summary>Returns a column of amounts or units in which a row has words; null if there is none.</summary>
    public string? WordyColumn(FileRow row)
    {
        var at = Enumerable.Range(0, row.Cells.Length).Where(slot => _slots[slot] is { IsValue: true, Column: >= 0 })
            .Select(slot => (Slot: slot, Text: row.Cells[slot]))
            .Where(cell => cell.Text.Any(char.IsLetter) && !cell.Text.Any(char.IsDigit) && !MissingValue.Is(cell.Text))
            .Select(cell => (int?)cell.Slot).FirstOrDefault();
        return at is { } found ? ColumnOf(found) : null;
    }

    private static string TextOf(SourceCell cell, bool isValue) => cell.Value switch
    {
        DateTime date when isValue => TextOf(date),
        double number when isValue => TextOf(number),
        _ => cell.Text,
    };

    private static string TextOf(object? value) => value switch
    {
        null => "",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime date => date.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        DateTimeOffset date => date.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        double number => number.ToString("0.############", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    // A shop or a program puts an apostrophe before what a spreadsheet would calculate or shorten.
    private string Clean(string text)
    {
        var clean = text.Trim();
        if (clean.Length > 1 && clean[0] == '\'' && (char.IsDigit(clean[1]) || "=+-@".IndexOf(clean[1]) >= 0))
        {
            clean = clean.Substring(1).Trim();
        }

        if (clean.Length == 0 || Format.Blanks.Contains(clean))
        {
            return "";
        }

        // Most cells of a file say what others say: a status, a country, a SKU.
        if (clean.Length > LongestRecent)
        {
            return clean;
        }

        if (_recent.TryGetValue(clean, out var known))
        {
            return known;
        }

        if (_recent.Count < MostRecent)
        {
            _recent.Add(clean, clean);
        }

        return clean;
    }

    private IReadOnlyList<(string Name, object? Value)> ViewOf(SourceRow row)
    {
        var view = new (string Name, object? Value)[_names.Count];
        for (var i = 0; i < view.Length; i++)
        {
            view[i] = (HeaderNames.Trim(_names[i]), i < row.Cells.Count ? row.Cells[i].Text : "");
        }

        return view;
    }

    private void Bind(OrderFormat format, HeaderNames header, ColumnMap map)
    {
        var perLine = new HashSet<string>(s_lineFields, StringComparer.Ordinal);
        perLine.UnionWith(format.Items.LineId);
        perLine.UnionWith(format.Rules.Where(rule => rule.Line).Select(rule => rule.Field));
        perLine.UnionWith(format.Items.Prices);
        perLine.UnionWith(format.Totals.SelectMany(rule => rule.LineFields));
        perLine.UnionWith(OrderColumns.OfItem.Select(column => column.Name).Where(name => name != "Currency"));

        var inColumns = format.Items.Columns is not null && map.Find("Quantity") is null
            && format.Fields.TryGetValue("Quantity", out var quantity) && !quantity.Any(name => header.Find(name) is not null);
        if (format.Items.Kind == ItemKind.Rows)
        {
            _items.Add(new(StringComparer.Ordinal));
        }

        foreach (var field in format.Fields.Keys.Concat(map.Fields).Distinct())
        {
            var isLine = format.Items.Kind == ItemKind.Rows && perLine.Contains(field);
            var isValue = field is "OrderDate" or "Quantity" or "RefundedQuantity" or "RemainingQuantity" or "RefundedAmount" or "RefundedLineAmount"
                or "OutstandingBalance" or "UpdateQuantity"
                || format.Totals.Any(rule => rule.Has(field)) || format.Items.Prices.Contains(field)
                || OrderColumns.Find(field) is { Kind: CellKind.Amount or CellKind.Integer or CellKind.Date or CellKind.OrderDate };
            if (map.Find(field) is { } entry && !(entry.IsBlank && HeaderNames.Of(format, field, header) is not null))
            {
                _mapped.Add(field);
                if (entry is { Make: not null, IsBlank: false })
                {
                    _made.Add(field);
                }

                Add(isLine ? _items[0] : _orderSlots, field, ColumnOf(entry, header), entry.Make, isValue);
            }
            else if (format.Fields.TryGetValue(field, out var names))
            {
                if (isLine && inColumns)
                {
                    BindNumbered(format.Items.Columns!, field, names, header, isValue);
                }
                else if (names.Select(header.Find).FirstOrDefault(column => column is not null) is { } column)
                {
                    Add(isLine ? _items[0] : _orderSlots, field, column, null, isValue);
                }
            }
        }

        if (format.Items is { Kind: ItemKind.Cells, Cells: { } cells })
        {
            BindCells(cells, header);
        }
    }

    private void BindNumbered(string pattern, string field, string[] names, HeaderNames header, bool isValue)
    {
        for (var number = 1; ; number++)
        {
            var column = names.Select(name => header.Find(string.Format(CultureInfo.InvariantCulture, pattern, name, number)))
                .FirstOrDefault(found => found is not null);
            if (column is null)
            {
                RefuseGap(pattern, names, number, header);
                return;
            }

            while (_items.Count < number)
            {
                _items.Add(new(StringComparer.Ordinal));
            }

            Add(_items[number - 1], field, column.Value, null, isValue);
        }
    }

    private void BindCells(string pattern, HeaderNames header)
    {
        for (var number = 1; header.Find(string.Format(CultureInfo.InvariantCulture, pattern, number)) is { } column; number++)
        {
            _cells.Add(_slots.Count);
            _slots.Add(new Slot(column, null, false));
            if (pattern.IndexOf('{') < 0)
            {
                break;
            }
        }

        RefuseUnread(pattern, header);
        if (_cells.Count == 0)
        {
            throw new OrderFileException(
                $"Nothing was read from {System.IO.Path.GetFileName(Path)}: the format {Format.Name} needs the column "
                    + $"{string.Format(CultureInfo.InvariantCulture, pattern, 1)}.");
        }
    }

    // What stands behind a missing column would be lost.
    private void RefuseGap(string pattern, string[] names, int missing, HeaderNames header)
    {
        string NameOf(string name, int number) => string.Format(CultureInfo.InvariantCulture, pattern, name, number);
        if (names.FirstOrDefault(name => Enumerable.Range(missing + 1, header.Names.Count())
                .Any(number => header.Find(NameOf(name, number)) is not null)) is { } lost)
        {
            throw new OrderFileException(
                $"Nothing was read from {System.IO.Path.GetFileName(Path)}: it has no column '{NameOf(lost, missing)}', but columns with higher "
                    + "numbers, whose items would be lost. Export the file again with all columns.");
        }
    }

    // A column of items with a wrong name, or behind a missing one, holds items that would be lost.
    private void RefuseUnread(string pattern, HeaderNames header)
    {
        if (pattern.IndexOf('{') < 0)
        {
            return;
        }

        var stem = LettersOf(pattern);
        foreach (var name in header.Names)
        {
            if (Differences(LettersOf(name), stem) <= 1
                && !_cells.Exists(slot => _slots[slot].Column == header.Find(name)))
            {
                throw new OrderFileException(
                    $"Nothing was read from {System.IO.Path.GetFileName(Path)}: the column '{Spelling.Showable(name)}' is not one of "
                        + $"{string.Format(CultureInfo.InvariantCulture, pattern, 1)} to "
                        + $"{string.Format(CultureInfo.InvariantCulture, pattern, _cells.Count)}, so its items would be lost. Number the item "
                        + "columns without gaps.");
            }
        }
    }

    private static string LettersOf(string name) => new([.. name.Where(char.IsLetter)]);

    private void Add(
        Dictionary<string, int> slots, string field, int column, Func<IReadOnlyList<(string Name, object? Value)>, object?>? make,
        bool isValue)
    {
        slots[field] = _slots.Count;
        if (column >= 0)
        {
            _columnNames[field] = _names[column].Trim();
        }

        _slots.Add(new Slot(column, make, isValue));
    }

    // What is not there would be blank, as if the file said so.
    private int ColumnOf(ColumnMap.Entry entry, HeaderNames header)
    {
        foreach (var name in entry.Make is null ? [entry.Column!] : entry.Reads)
        {
            if (header.Find(name) is null)
            {
                throw new OrderFileException(
                    $"Nothing was read from {System.IO.Path.GetFileName(Path)}: it has no column '{Spelling.Showable(name)}', which "
                        + $"{(entry.Make is null ? "-Map names" : "the -Map script reads")} for {entry.Name}"
                        + $"{(NearestTo(name, header) is { } near ? $" (did you mean {near}?)" : "")}.");
            }
        }

        return entry.Make is null ? header.Find(entry.Column!)!.Value : -1;
    }

    private static string? NearestTo(string name, HeaderNames header) => Spelling.Nearest(name, header.Names)
        ?? header.Names.FirstOrDefault(column => name.Length > 2 && column.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0);

    // A column that is nearly one that the format reads holds a part of an address, or a refund, that would be lost.
    private static void RefuseMistyped(OrderFormat format, HeaderNames header, ISourceTable table)
    {
        var missing = format.Fields.Where(field => HeaderNames.Of(format, field.Key, header) is null)
            .SelectMany(field => field.Value).ToList();
        var known = new HashSet<string>(
            format.Fields.Values.SelectMany(names => names).Concat(format.Identify), StringComparer.OrdinalIgnoreCase);
        foreach (var name in header.Names.Where(name => name != RejectFile.ReasonColumn))
        {
            if (!known.Contains(name) && missing.Find(other => IsMistyped(name, other)) is { } near)
            {
                throw new OrderFileException(
                    $"Nothing was read from {System.IO.Path.GetFileName(table.Path)}: the column '{Spelling.Showable(name)}' is almost the same as "
                        + $"'{near}', which the format {format.Name} reads. Correct the name, or remove the column.");
            }
        }
    }

    private static bool IsMistyped(string name, string known) =>
        known.Length > 3 && Math.Abs(name.Length - known.Length) <= 1
            && name.Any(char.IsLetter) && Differences(name, known) <= 1;

    // One letter that is another, too many or missing; digits tell columns apart.
    private static int Differences(string name, string known)
    {
        var (left, right) = (name.ToUpperInvariant(), known.ToUpperInvariant());
        if (new string([.. left.Where(char.IsDigit)]) != new string([.. right.Where(char.IsDigit)]))
        {
            return int.MaxValue;
        }

        var start = 0;
        while (start < Math.Min(left.Length, right.Length) && left[start] == right[start])
        {
            start++;
        }

        var end = 0;
        while (end < Math.Min(left.Length, right.Length) - start && left[left.Length - 1 - end] == right[right.Length - 1 - end])
        {
            end++;
        }

        return Math.Max(left.Length, right.Length) - start - end;
    }

    private sealed record Slot(int Column, Func<IReadOnlyList<(string Name, object? Value)>, object?>? Make, bool IsValue);
}
