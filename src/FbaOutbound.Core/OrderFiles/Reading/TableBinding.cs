using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Rows;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>Where the fields of a format stand in one file.</summary>
internal sealed class TableBinding
{
    private const string RoundedAway = "000000";

    /// <summary>The field in which only the user's own words are looked for.</summary>
    public const string NotesField = "Notes";

    private readonly IReadOnlyList<string> _names;
    private readonly BoundColumns _bound;
    private readonly CellTexts _texts;
    private readonly IReadOnlyList<UnheededColumn> _unheeded;

    public TableBinding(OrderFormat format, ISourceTable table, ColumnMap map, bool readsNotes = false)
    {
        var header = HeaderNames.Of(table.Header);
        format = InRows(format, header, map);
        (Format, Path, _names) = (format, table.Path, table.Header);
        Layout = table.Layout;
        map.Check(format);
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
        Mistyped = MistypedColumns.Of(format, header, table, map);
        if (format.AgesOrders)
        {
            MistypedColumns.Refuse(format, Path, Mistyped.Count > 0 ? Mistyped[0] : null);
        }

        _texts = new CellTexts(format);
        _bound = new BoundColumns(format, table.Path, _names, header);
        _bound.Bind(map);
        Unknown = UnknownColumns.Of(this, map);
        _unheeded = UnheededColumns.Of(this, map);
    }

    public OrderFormat Format { get; }

    public string Path { get; }

    /// <summary>How the file is laid out.</summary>
    public TableLayout Layout { get; }

    /// <summary>How many items a row can have in columns.</summary>
    public int ItemsPerRow => _bound.Items.Count;

    public IReadOnlyList<int> CellSlots => _bound.Cells;

    /// <summary>The columns that are not read, although somebody may have meant them to be.</summary>
    public IReadOnlyList<UnknownColumn> Unknown { get; }

    /// <summary>The columns for which the file is refused if they have a value.</summary>
    public IReadOnlyList<MistypedColumn> Mistyped { get; }

    /// <summary>The numbers of the columns that are read.</summary>
    public IEnumerable<int> ColumnsRead => _bound.Slots.Select(slot => slot.Column).Where(column => column >= 0);

    /// <summary>The numbers of the columns of a field.</summary>
    public IEnumerable<int> ColumnsOf(string field) => _bound.Items.Prepend(_bound.Order)
        .SelectMany(fields => fields.TryGetValue(field, out var slots) ? slots : []).Select(slot => _bound.Slots[slot].Column);

    /// <summary>Whether a field has a column.</summary>
    public bool Has(string field) => _bound.Order.ContainsKey(field) || (_bound.Items.Count > 0 && _bound.Items[0].ContainsKey(field));

    /// <summary>Whether the user says what stands for a field.</summary>
    public bool IsMapped(string field) => _bound.Mapped.Contains(field);

    public bool IsOfLine(string field) => _bound.Items.Count > 0 && _bound.Items[0].ContainsKey(field);

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
        if (!_bound.Order.TryGetValue(field, out var slots))
        {
            return [];
        }

        List<(string Text, long Row)>? values = null;
        foreach (var row in rows)
        {
            foreach (var slot in slots)
            {
                var text = row.Cells[slot];
                if (text.Length > 0 && (values is null || !values.Exists(value => SayTheSame(field, value.Text, text))))
                {
                    (values ??= new(1)).Add((text, row.Number));
                }
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
    public string OfOrder(string field, FileRow row) => _bound.Order.TryGetValue(field, out var slots) ? TextIn(slots, row) : "";

    /// <summary>Returns the text of a field of an item.</summary>
    public string OfItem(string field, FileRow row, int item = 0) => SlotsOf(field, item) is { } slots ? TextIn(slots, row) : "";

    /// <summary>
    /// Returns the texts of a field of an item that are not blank: several if columns of several of its names differ.
    /// </summary>
    public IReadOnlyList<string> TextsOfItem(string field, FileRow row, int item = 0) =>
        SlotsOf(field, item) is not { } slots ? []
        : slots.Count > 1 ? [.. slots.Select(slot => row.Cells[slot]).Where(text => text.Length > 0).Distinct()]
        : row.Cells[slots[0]] is { Length: > 0 } text ? [text] : [];

    /// <summary>Returns the columns of a row that are names of one value and have different values, each time joined.</summary>
    public IEnumerable<string> TwofoldIn(FileRow row) => _bound.Twofold
        .Select(twofold => (twofold.Field, Slots: twofold.Slots.FindAll(slot => row.Cells[slot].Length > 0)))
        .Where(given => given.Slots.Exists(slot => !SayTheSame(given.Field, row.Cells[slot], row.Cells[given.Slots[0]])))
        .Select(given => string.Join(" and ", given.Slots.Select(ColumnOf)));

    /// <summary>Whether a row is certainly none of an order: a column of the order has another value there.</summary>
    public bool IsOfAnother(FileRow row, IReadOnlyList<FileRow> order) => _bound.Order.Keys.Any(field =>
        field is not ("Key" or "Currency") && !IsMade(field) && OfOrder(field, row) is { Length: > 0 } text
            && Values(field, order) is { Count: > 0 } values && values.All(value => !SayTheSame(field, value.Text, text)));

    /// <summary>Whether a row has sums and nothing that names goods, a recipient or an order.</summary>
    public bool IsSum(SourceRow source, FileRow row)
    {
        static bool IsDate(string field) =>
            field == "OrderDate" || OrderColumns.Find(field) is { Kind: CellKind.Date or CellKind.OrderDate };

        var uses = new Dictionary<int, SumRow.Use>();
        foreach (var fields in _bound.Items.Prepend(_bound.Order))
        {
            foreach (var (field, slot) in fields.SelectMany(pair => pair.Value.Select(slot => (pair.Key, _bound.Slots[slot]))))
            {
                uses[slot.Column] = field == nameof(OrderColumns.Currency) ? SumRow.Use.Currency
                    : slot.IsValue && !IsDate(field) ? SumRow.Use.Number : SumRow.Use.Value;
            }
        }

        foreach (var slot in _bound.Cells)
        {
            uses[_bound.Slots[slot].Column] = SumRow.Use.Value;
        }

        return !IsMade("Sku") && OfOrder("Key", row).Length == 0 && SumRow.Is(source.Cells
            .Select((cell, at) => (cell.Text, Use: uses.TryGetValue(at, out var use) ? use : SumRow.Use.None, Column: at))
            .Where(cell => cell.Column >= _names.Count || HeaderNames.Trim(_names[cell.Column]) != HeaderMap.Reason)
            .Select(cell => (cell.Text, cell.Use)));
    }

    // Two texts of one column can be read as the same value, such as Hold and HOLD.
    private static bool SayTheSame(string field, string one, string other) => one == other
        || ((field == "OrderDate" ? OrderColumns.DisplayableOrderDate : OrderColumns.Find(field)) is { } column
            && Cell.AreSame(column.Form, one, other));

    /// <summary>Returns the name of a field's column in messages.</summary>
    public string NameOf(string field) => _bound.Names.TryGetValue(field, out var name) ? name
        : Format.Fields.TryGetValue(field, out var names) ? names[0] : field;

    /// <summary>Returns the name of a field's column in messages about rows: of the columns that have a value there, if any has.</summary>
    public string NameOf(string field, IReadOnlyList<FileRow> rows, int item = 0)
    {
        var slots = SlotsOf(field, item)?.FindAll(slot => _bound.Slots[slot].Column >= 0) ?? [];
        var given = slots.FindAll(slot => rows.Any(row => row.Cells[slot].Length > 0));
        return slots.Count == 0 ? NameOf(field) : string.Join(" and ", (given.Count > 0 ? given : [slots[0]]).Select(ColumnOf));
    }

    /// <summary>Returns the name of the column of a slot.</summary>
    public string ColumnOf(int slot) => _names[_bound.Slots[slot].Column].Trim();

    /// <summary>Returns the columns in which the rows of two orders of this format differ, in the order of the format.</summary>
    public IReadOnlyList<string> Differences(IReadOnlyList<FileRow> rows, TableBinding otherBinding, IReadOnlyList<FileRow> others)
    {
        IEnumerable<string> Texts(TableBinding binding, IReadOnlyList<FileRow> of, string field) =>
            of.SelectMany(row => Enumerable.Range(0, Math.Max(1, binding.ItemsPerRow))
                .Select(item => string.Join("\n", binding.TextsOfItem(field, row, item))));

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
            if (!_bound.Order.TryGetValue("Key", out var slots) || _bound.Slots[slots[0]].Column < 0)
            {
                return [];
            }

            var read = _bound.Slots[slots[0]].Column;
            var header = HeaderNames.Of(_names);
            return
            [
                (_names[read].Trim(), read),
                .. (_bound.Mapped.Contains("Key") ? [] : Format.Fields["Key"]).Select(name => (Name: name, Column: header.Find(name)))
                    .Where(other => other.Column is { } column && column != read).Select(other => (other.Name, other.Column!.Value)),
            ];
        }
    }

    /// <summary>The names of all columns.</summary>
    public IReadOnlyList<string> Header => _names;

    /// <summary>Whether a script of -Map makes a field's values.</summary>
    public bool IsMade(string field) => _bound.Made.Contains(field);

    /// <summary>Returns the cell of a row that has an error of a spreadsheet in the place of its value; null where none has.</summary>
    public (string Column, string Text)? BrokenCell(FileRow row)
    {
        for (var i = 0; i < row.Cells.Length; i++)
        {
            if (SpreadsheetErrors.Contains(row.Cells[i]))
            {
                return (_bound.Slots[i].Column >= 0 ? _names[_bound.Slots[i].Column].Trim() : "a column of -Map", row.Cells[i]);
            }
        }

        return null;
    }

    /// <summary>Keeps of a row what the format reads.</summary>
    public FileRow Take(SourceRow row)
    {
        var cells = new string[_bound.Slots.Count];
        string? doubt = null;
        IReadOnlyList<(string Name, object? Value)>? view = null;
        for (var i = 0; i < cells.Length; i++)
        {
            var slot = _bound.Slots[i];
            if (slot.Make is { } make)
            {
                view ??= ViewOf(row);
                cells[i] = _texts.Of(make(view), slot.IsId);
            }
            else
            {
                cells[i] = slot.Column < row.Cells.Count ? _texts.Of(row.Cells[slot.Column], slot.IsValue, slot.IsId) : "";
                if (slot.Column < row.Cells.Count && !slot.IsValue && row.Cells[slot.Column].UnreadFormat is { } format)
                {
                    doubt = $"has in {ColumnOf(i)} a number with the number format '{Spelling.Showable(format)}', so the text that the "
                        + "workbook shows is not known: format the column as text, and enter the values as they are shown";
                }
            }
        }

        // A workbook has no delimiters that could shift cells.
        var surplus = Layout.Sheet is null ? Math.Max(row.Cells.Count - _names.Count, 0) : 0;
        return new FileRow(row.Number, cells, row.Cells.Count < _names.Count, surplus)
        {
            Doubt = doubt,
            Stops = _unheeded.Count == 0 ? [] : [
                .. _unheeded.Where(column => column.Column < row.Cells.Count)
                    .Select(column => column.StopIn(row.Cells[column.Column].Text.Trim())).OfType<UnheededStop>(),
            ],
        };
    }

    /// <summary>What to do about a row that has fewer cells than the header.</summary>
    public string AdviceForShort => _names.Count > 0 && string.IsNullOrWhiteSpace(_names[_names.Count - 1])
        ? "if the header ends with a delimiter and the rows do not, remove it there; otherwise export the file again"
        : "export the file again";

    /// <summary>Returns a column of amounts or units in which a row has words; null if there is none.</summary>
    public string? WordyColumn(FileRow row)
    {
        var at = Enumerable.Range(0, row.Cells.Length).Where(slot => _bound.Slots[slot] is { IsValue: true, Column: >= 0 })
            .Select(slot => (Slot: slot, Text: row.Cells[slot]))
            .Where(cell => cell.Text.Any(char.IsLetter) && !cell.Text.Any(char.IsDigit) && !MissingValue.Is(cell.Text))
            .Select(cell => (int?)cell.Slot).FirstOrDefault();
        return at is { } found ? ColumnOf(found) : null;
    }

    private List<int>? SlotsOf(string field, int item) =>
        _bound.Items.Count > item && _bound.Items[item].TryGetValue(field, out var slots) ? slots
        : _bound.Order.TryGetValue(field, out slots) ? slots : null;

    private static string TextIn(List<int> slots, FileRow row)
    {
        foreach (var slot in slots)
        {
            if (row.Cells[slot].Length > 0)
            {
                return row.Cells[slot];
            }
        }

        return "";
    }

    // The user can name columns of items in the place of cells that hold whole items, unless such cells also say what was refunded.
    private static OrderFormat InRows(OrderFormat format, HeaderNames header, ColumnMap map) =>
        format.Items is { Kind: ItemKind.Cells, Cells: { } cells } && map.Has("Sku") && map.Has("Quantity")
            && format.Items.LacksRefunds
            && header.Find(string.Format(System.Globalization.CultureInfo.InvariantCulture, cells, 1)) is null
            ? format with { Items = format.Items with { Kind = ItemKind.Rows, Cells = null } } : format;

    private IReadOnlyList<(string Name, object? Value)> ViewOf(SourceRow row)
    {
        var view = new (string Name, object? Value)[_names.Count];
        for (var i = 0; i < view.Length; i++)
        {
            view[i] = (HeaderNames.Trim(_names[i]), i < row.Cells.Count ? row.Cells[i].Text : "");
        }

        return view;
    }
}
