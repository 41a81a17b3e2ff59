using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles;

/// <summary>
/// Makes orders of files: each file is read to its end, because any row can belong to any order, and then each order is built when it is
/// asked for.
/// </summary>
internal sealed class OrderImport(ImportOptions options)
{
    private readonly List<FileOrders> _files = [];
    private readonly Dictionary<(string Id, string Suffix), HeldOrder> _held = [];
    private readonly Dictionary<(string Id, string Suffix), SentState> _sent = [];
    private readonly Dictionary<(string Id, string Suffix), string> _refused = [];
    private readonly KeyColumns _keys = new(new Dictionary<string, IReadOnlyList<string>>());
    private readonly Dictionary<(string Id, string Suffix), ImportOutcome> _again = [];
    private readonly Dictionary<(string Id, string Suffix), string> _late = [];
    private ImportOptions _options = options;
    private RepeatedOrders? _repeated;

    /// <summary>The files.</summary>
    public IReadOnlyList<FileOrders> Files => _files;

    /// <summary>The formats of the files.</summary>
    public IEnumerable<OrderFormat> Formats => _files.Select(file => file.Binding.Format).Distinct();

    /// <summary>Whether orders are returned whose quantities are uncertain.</summary>
    public bool IncludesUncertain => _options.IncludesUncertain;

    /// <summary>Whether orders are returned that an earlier import has seen as stopped.</summary>
    public bool IncludesStopped => _options.IncludesStopped;

    /// <summary>The time of the import.</summary>
    public DateTimeOffset Now => _options.Time.GetUtcNow();

    /// <summary>Reads a file to its end.</summary>
    /// <exception cref="OrderFileException">The file as a whole cannot be used.</exception>
    public FileOrders Read(ISourceTable table)
    {
        var format = _options.Format ?? OrderFormats.Detect(table, _options.Map);
        RequireOptions(format, table);
        var binding = new TableBinding(format, table, _options.Map, readsNotes: _options.HoldWords.Count > 0);
        if (_options.HoldWords.Count > 0 && !format.Cancels && !binding.HasHoldColumn)
        {
            throw new OrderFileException(
                $"Nothing was read from {Path.GetFileName(table.Path)}: it has no column of tags or notes in which the words of -HoldWord could "
                    + $"be found, or the format {format.Name} does not know it. Add the column to the export, or leave -HoldWord out.");
        }

        var file = new FileOrders(binding);
        file.Read(table);
        file.AddTo(_keys);
        _files.Add(file);
        _repeated = null;
        return file;
    }

    /// <summary>Sets the first day whose orders are sent, and what the orders are marked with.</summary>
    /// <exception cref="OrderFileException">None is given or known, and a format needs one.</exception>
    public void Start(DateTimeOffset? after, ImportMark mark)
    {
        _options = _options with { After = after, Import = mark with { Time = Now } };
        foreach (var file in _files)
        {
            RequireAfter(file.Binding.Format, Path.GetFileName(file.Binding.Path));
        }
    }

    /// <summary>Holds an order back that would be returned or refused otherwise.</summary>
    public void Hold(ImportOutcome outcome, SkipReason reason, string? detail, bool wasEdited = false, bool hasErrors = false) =>
        _held[KeyOf(outcome)] = new HeldOrder(reason, detail, wasEdited, hasErrors);

    /// <summary>Holds an order back that was stopped before, whether it was edited since or not.</summary>
    public void HoldStopped(ImportOutcome outcome, string detail)
    {
        _held.TryGetValue(KeyOf(outcome), out var held);
        _held[KeyOf(outcome)] = held with
        {
            Reason = SkipReason.StoppedBefore, Detail = held.WasEdited ? Sentences.Join(detail, held.Detail) : detail,
        };
    }

    /// <summary>Refuses an order that would be returned otherwise.</summary>
    public void Refuse(ImportOutcome outcome, string problem) => _refused[KeyOf(outcome)] = problem;

    /// <summary>Returns an order that would be held back otherwise, under an id under which it may have been sent.</summary>
    public void Return(ImportOutcome outcome, ImportOutcome again) => _again[KeyOf(outcome)] = again;

    /// <summary>Whether an order that the file has whole is held back or refused.</summary>
    public bool IsHeld(ImportOutcome outcome) => _held.ContainsKey(KeyOf(outcome)) || _refused.ContainsKey(KeyOf(outcome));

    /// <summary>Whether an order is returned, or is skipped only because it was sent.</summary>
    public bool IsWanted(ImportOutcome outcome) => !_refused.ContainsKey(KeyOf(outcome))
        && (_held.TryGetValue(KeyOf(outcome), out var held) ? held.Reason is SkipReason.AlreadySent or SkipReason.ChangedSinceSent
            : outcome.Order is not null);

    /// <summary>Keeps what the journal knows of an order that is skipped now.</summary>
    public void NoteSent(ImportOutcome outcome, SentState sent) => _sent[KeyOf(outcome)] = sent;

    /// <summary>Notes that a person has to decide about an order that is too old by now.</summary>
    public void NoteLate(ImportOutcome outcome, string detail) => _late[KeyOf(outcome)] = detail;

    /// <summary>Returns how many orders would be sent, without letting go of any.</summary>
    public int CountSendable() => Preview().Count(outcome => outcome.Order is not null);

    /// <summary>
    /// Returns what the user has to know before any order is returned: columns that hold none back, although cells of them say so.
    /// </summary>
    public IReadOnlyList<string> Unheeded() => _files.Exists(file => file.HasStops) ? [.. UnheededColumns.Warnings(Preview())] : [];

    /// <summary>Returns what becomes of each order, without letting go of any.</summary>
    public IEnumerable<ImportOutcome> Preview() => Outcomes(release: false);

    /// <summary>Returns what becomes of each order, in the order of the files, and lets go of its rows.</summary>
    public IEnumerable<ImportOutcome> Outcomes() => Outcomes(release: true);

    private IEnumerable<ImportOutcome> Outcomes(bool release)
    {
        var repeated = _repeated ??= new RepeatedOrders(_files);
        var again = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in _files)
        {
            var builder = new OrderBuilder(_options, file.Binding, file.Groups);
            for (var i = 0; i < file.Groups.Count; i++)
            {
                var outcome = Held(repeated.Judge(builder.Build(file.Groups[i]), file.Groups[i], _options.IdSuffix), again);
                if (release)
                {
                    file.Groups[i] = OrderGroup.Released;
                }

                yield return outcome;
            }
        }
    }

    private readonly record struct HeldOrder(SkipReason Reason, string? Detail, bool WasEdited, bool HasErrors);

    // The rest of one order can have the id of another one.
    private static (string Id, string Suffix) KeyOf(ImportOutcome outcome) => (outcome.Id, outcome.Suffix);

    private ImportOutcome Held(ImportOutcome outcome, HashSet<string> returned)
    {
        // Two files may have it, and it is returned once.
        if ((outcome.Order ?? (object?)outcome.Whole) is not null && _again.TryGetValue(KeyOf(outcome), out var again)
            && returned.Add(again.Id))
        {
            return again;
        }

        var held = Judge(outcome);
        if (held.Skipped is { SkipReason: SkipReason.TooOld } skipped && _late.TryGetValue(KeyOf(held), out var detail))
        {
            held = held with
            {
                Skipped = skipped with
                {
                    Detail = Sentences.Join(skipped.Detail, detail), RecommendedAction = SkipReasons.ActionOfLate,
                },
            };
        }

        return held.Skipped is not null && _sent.TryGetValue(KeyOf(held), out var sent) ? held with { Sent = sent } : held;
    }

    private ImportOutcome Judge(ImportOutcome outcome) =>
        outcome.IsSeveralOrders || (outcome.Skipped is not null && outcome.Whole is null) ? outcome
        : outcome.Skipped is not null
            ? _held.TryGetValue(KeyOf(outcome), out var changed)
                ? outcome.AsSkipped(changed.Reason, changed.Detail, changed.WasEdited, changed.HasErrors)
                : outcome
        : _refused.TryGetValue(KeyOf(outcome), out var problem) ? outcome.AsRefused(problem)
        : _held.TryGetValue(KeyOf(outcome), out var held) ? outcome.AsSkipped(held.Reason, held.Detail, held.WasEdited, held.HasErrors)
        : outcome;

    private void RequireOptions(OrderFormat format, ISourceTable table)
    {
        var file = Path.GetFileName(table.Path);
        if (format.IsOfAmazon && !_options.AllowsAmazonOrders)
        {
            throw new OrderFileException(
                $"Nothing was read from {file}: it contains orders from Amazon's own stores, which not every seller is allowed to ship this way. "
                    + "Use -AllowAmazonOrders if you intend this.");
        }

        if (format.IdIsPerShop && string.IsNullOrWhiteSpace(_options.IdPrefix))
        {
            throw new OrderFileException(
                $"Nothing was read from {file}: order numbers of {format.Name} are unique only within one shop. Give -IdPrefix, such as "
                    + "'MAIN-', and never change it, because open orders would then ship twice."
                    + (!_options.HasJournal && NeedsAfter(format) ? " Give -After as well, the first day whose orders are to be sent." : ""));
        }

        if (!_options.HasJournal)
        {
            RequireAfter(format, file);
        }
    }

    private bool NeedsAfter(OrderFormat format) => format.AgesOrders && _options.After is null;

    private void RequireAfter(OrderFormat format, string file)
    {
        if (NeedsAfter(format))
        {
            throw new OrderFileException(
                $"Nothing was returned from {file}: an export can contain orders that were shipped another way before the first "
                    + "import. Give the first day whose orders are to be sent, with -After or as FirstImport in the shop file. With -Journal, "
                    + "later imports do not need it.");
        }
    }
}

/// <summary>The rows of one order.</summary>
internal sealed class OrderGroup(string key)
{
    public static readonly OrderGroup Released = new("");

    public string Key => key;

    public List<FileRow> Rows { get; } = new(1);

    /// <summary>Whether it has rows without a key, which belong to it only because they stand below it.</summary>
    public bool IsContinued { get; set; }

    /// <summary>Whether it is a row of sums, and no order.</summary>
    public bool IsSum { get; init; }

    /// <summary>The first row below it that names no order: it may be one of its lines.</summary>
    public long? StrayRow { get; set; }

    /// <summary>The first row of another order that has the id of this one, too, under another name of the column.</summary>
    public long? ClaimingRow { get; set; }

    /// <summary>Whether another group says the same, cell by cell.</summary>
    public bool HasSameRows(OrderGroup other) => Rows.Count == other.Rows.Count
        && Rows.Zip(other.Rows, (row, second) => row.Cells.SequenceEqual(second.Cells)).All(isSame => isSame);
}

/// <summary>The orders of one file, as rows.</summary>
internal sealed class FileOrders(TableBinding binding)
{
    public TableBinding Binding => binding;

    /// <summary>The orders by their first rows.</summary>
    public List<OrderGroup> Groups { get; } = [];

    /// <summary>The lines that repeat the header, where files were appended to each other.</summary>
    public List<long> RepeatedHeaders { get; } = [];

    /// <summary>Where the file says that it has another number of records than there are.</summary>
    public List<FooterDifference> Differences { get; } = [];

    /// <summary>The columns that have the orders' numbers, the one that is read first.</summary>
    public IReadOnlyList<string> KeyColumns { get; private set; } = [];

    /// <summary>Notes by which columns the orders are numbered.</summary>
    /// <exception cref="OrderFileException">They are numbered by another column than those of earlier files.</exception>
    public void AddTo(KeyColumns keys) => keys.Add(binding.Format, binding.Path, KeyColumns, binding.Header);

    /// <summary>Whether a spreadsheet has changed the shop's own ids of all orders that have one.</summary>
    public bool HasDamagedIds => Groups.Select(group => binding.HasDamagedId(group.Rows)).OfType<bool>().ToList() is { Count: > 0 } ids
        && ids.TrueForAll(isDamaged => isDamaged);

    /// <summary>Whether cells that hold no order back say that one is not to be shipped.</summary>
    public bool HasStops { get; private set; }

    /// <summary>How many orders have rows that belong to them only because they stand below them.</summary>
    public int Continued { get; private set; }

    /// <exception cref="OrderFileException">
    /// The file was sorted, so it is unknown which rows belong to which order, or a column with a wrong name has values.
    /// </exception>
    public void Read(ISourceTable table)
    {
        var header = new RepeatedHeader(binding.Format, table);
        var groups = new Dictionary<string, OrderGroup>(StringComparer.Ordinal);
        var footer = new FileFooter(binding.Format.Footer);
        var widths = new RowWidths(binding);
        var claimed = new List<(string Key, long Row)>();
        OrderGroup? above = null;
        var first = 0;
        var missed = new MissedCells(binding);
        var keys = binding.KeyColumns.ToList();
        foreach (var source in table.ReadRows())
        {
            if (footer.IsIn(source, out var records))
            {
                Compare(first, source.Number, records);
                continue;
            }

            if (header.IsIn(source))
            {
                first = Groups.Count;
                // What follows is another export: an order that is in both is an order of two files.
                RepeatedHeaders.Add(source.Number);
                widths.End(groups.Count);
                groups.Clear();
                above = null;
                continue;
            }

            var row = binding.Take(source);
            if (Array.TrueForAll(row.Cells, cell => cell.Length == 0))
            {
                continue;
            }

            missed.Add(source, row);
            HasStops |= row.Stops.Count > 0;
            var key = binding.OfOrder("Key", row);
            if (binding.Format.Explains && Groups.Count == 0 && key.Length > 0 && !key.Any(char.IsDigit))
            {
                continue;
            }

            widths.Add(row);

            if (key.Length == 0 && binding.Format.Items.Continues && above is not null)
            {
                above.Rows.Add(row);
                above.IsContinued = true;
                continue;
            }

            if (key.Length == 0 && binding.IsSum(source, row))
            {
                var sum = new OrderGroup(key) { IsSum = true };
                sum.Rows.Add(row);
                Groups.Add(sum);
                continue;
            }

            // People who type orders may have forgotten the id of another one.
            if (key.Length == 0 && above is not null && !(binding.Format.Own && binding.IsOfAnother(row, above.Rows)))
            {
                above.StrayRow ??= row.Number;
            }

            foreach (var other in binding.TextsOfItem("Key", row).Skip(1))
            {
                claimed.Add((other, row.Number));
            }

            for (var i = keys.Count - 1; i > 0; i--)
            {
                if (keys[i].Column >= source.Cells.Count || source.Cells[keys[i].Column].Text.Trim() != key)
                {
                    keys.RemoveAt(i);
                }
            }

            OrderGroup? group = null;
            if (key.Length == 0 || !groups.TryGetValue(key, out group))
            {
                group = new OrderGroup(key);
                Groups.Add(group);
                if (key.Length > 0)
                {
                    groups.Add(key, group);
                }
            }

            group.Rows.Add(row);
            above = group;
        }

        foreach (var (other, row) in claimed)
        {
            if (groups.TryGetValue(other, out var group))
            {
                group.ClaimingRow ??= row;
            }
        }

        missed.Refuse();
        widths.End(groups.Count);
        KeyColumns = [.. keys.Select(column => column.Name)];
        Continued = Groups.Count(group => group.IsContinued);
        if (Continued > 0 && IsSorted())
        {
            throw new OrderFileException(
                $"Nothing was read from {Path.GetFileName(binding.Path)}: rows without an order number belong to the order above them, but the orders are in sequence neither by number nor by date, so the file was probably sorted. Import the export as "
                    + "the shop wrote it, or have it fill the order's columns in all rows.");
        }
    }

    // Whether a record is an order, a row or a line differs with what was sold.
    private void Compare(int first, long row, long? records)
    {
        if (records is { } said)
        {
            var groups = Groups.Skip(first).ToList();
            var rows = groups.Sum(group => group.Rows.Count);
            var lines = groups.Sum(group => group.Rows.Count(one =>
                binding.Format.Items.When.Any(field => binding.OfItem(field, one).Length > 0)));
            if (said != groups.Count && said != rows && said != lines)
            {
                Differences.Add(new FooterDifference(row, said, groups.Count));
            }
        }
    }

    // An export has its orders by number or date. A spreadsheet that sorts it by something else moves rows to other orders.
    private bool IsSorted()
    {
        var keys = Groups.Select(group => long.TryParse(group.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : (long?)null).ToList();
        var dates = Groups.Select(group => IsoDate.TryParse(binding.OfOrder("OrderDate", group.Rows[0]), out var date)
            ? date.UtcTicks : (long?)null).ToList();
        var known = new[] { keys, dates }.Where(values => values.TrueForAll(value => value is not null)).ToList();
        return known.Count > 0 && !known.Exists(values => IsMonotonic(values, 1) || IsMonotonic(values, -1));
    }

    private static bool IsMonotonic(List<long?> values, int sign) =>
        values.Zip(values.Skip(1), (value, next) => sign * value!.Value.CompareTo(next!.Value) <= 0).All(isInOrder => isInOrder);
}
