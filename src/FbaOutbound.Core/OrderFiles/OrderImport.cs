using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FbaOutbound.OrderFiles;

/// <summary>
/// Makes orders of files: each file is read to its end, because any row can belong to any order, and then each order is built when it is
/// asked for.
/// </summary>
internal sealed class OrderImport(ImportOptions options)
{
    private readonly List<FileOrders> _files = [];
    private readonly Dictionary<string, (SkipReason Reason, string? Detail)> _held = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _sent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);
    private ImportOptions _options = options;
    private RepeatedOrders? _repeated;

    /// <summary>The formats of the files.</summary>
    public IEnumerable<OrderFormat> Formats => _files.Select(file => file.Binding.Format).Distinct();

    /// <summary>Whether orders are returned whose quantities are uncertain.</summary>
    public bool IncludesUncertain => _options.IncludesUncertain;

    /// <summary>Reads a file to its end.</summary>
    /// <exception cref="OrderFileException">The file as a whole cannot be used.</exception>
    public FileOrders Read(ISourceTable table)
    {
        var format = _options.Format ?? OrderFormats.Detect(table, _options.Map);
        RequireOptions(format, table);
        var file = new FileOrders(new TableBinding(format, table, _options.Map));
        file.Read(table);
        _files.Add(file);
        _repeated = null;
        return file;
    }

    /// <summary>Sets the first day whose orders are sent.</summary>
    /// <exception cref="OrderFileException">None is given or known, and a format needs one.</exception>
    public void StartAfter(DateTimeOffset? after)
    {
        _options = _options with { After = after };
        foreach (var file in _files)
        {
            RequireAfter(file.Binding.Format, Path.GetFileName(file.Binding.Path));
        }
    }

    /// <summary>Holds an order back that would be returned or refused otherwise.</summary>
    public void Hold(string id, SkipReason reason, string? detail) => _held[id] = (reason, detail);

    /// <summary>Refuses an order that would be returned otherwise.</summary>
    public void Refuse(string id, string problem) => _refused[id] = problem;

    /// <summary>Keeps the ids under which an order was sent that is skipped now.</summary>
    public void NoteSent(string id, IReadOnlyList<string> ids) => _sent[id] = ids;

    /// <summary>Returns how many orders would be sent, without letting go of any.</summary>
    public int CountSendable() => Preview().Count(outcome => outcome.Order is not null);

    /// <summary>Returns what becomes of each order, without letting go of any.</summary>
    public IEnumerable<ImportOutcome> Preview() => Outcomes(release: false);

    /// <summary>Returns what becomes of each order, in the order of the files, and lets go of its rows.</summary>
    public IEnumerable<ImportOutcome> Outcomes() => Outcomes(release: true);

    private IEnumerable<ImportOutcome> Outcomes(bool release)
    {
        var repeated = _repeated ??= new RepeatedOrders(_files);
        foreach (var file in _files)
        {
            var builder = new OrderBuilder(_options, file.Binding);
            for (var i = 0; i < file.Groups.Count; i++)
            {
                var outcome = Held(repeated.Judge(builder.Build(file.Groups[i]), file.Groups[i], _options.IdSuffix));
                if (release)
                {
                    file.Groups[i] = OrderGroup.Released;
                }

                yield return outcome;
            }
        }
    }

    private ImportOutcome Held(ImportOutcome outcome)
    {
        var held = Judge(outcome);
        return held.Skipped is not null && _sent.TryGetValue(held.Id, out var ids) ? held with { SentIds = ids } : held;
    }

    private ImportOutcome Judge(ImportOutcome outcome) => outcome.Skipped is not null || outcome.IsSeveralOrders ? outcome
        : _refused.TryGetValue(outcome.Id, out var problem) ? outcome.AsRefused(problem)
        : _held.TryGetValue(outcome.Id, out var held) ? outcome.AsSkipped(held.Reason, held.Detail)
        : outcome;

    private void RequireOptions(OrderFormat format, ISourceTable table)
    {
        var file = Path.GetFileName(table.Path);
        if (format.Name == "AmazonOrderReport" && !_options.AllowsAmazonOrders)
        {
            throw new OrderFileException(
                $"Nothing was read from {file}: it contains orders from Amazon's own stores, which not every seller is allowed to ship this way. "
                    + "Use -AllowAmazonOrders if you intend this.");
        }

        if (format.IdIsPerShop && string.IsNullOrWhiteSpace(_options.IdPrefix))
        {
            throw new OrderFileException(
                $"Nothing was read from {file}: order numbers of {format.Name} are unique only within one shop. Give -IdPrefix, such as "
                    + "'MAIN-', and never change it, because open orders would then ship twice.");
        }

        if (!_options.HasJournal)
        {
            RequireAfter(format, file);
        }
    }

    private void RequireAfter(OrderFormat format, string file)
    {
        if (format.AgesOrders && _options.After is null)
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

    public void Read(ISourceTable table)
    {
        var header = new RepeatedHeader(binding.Format, table);
        var groups = new Dictionary<string, OrderGroup>(StringComparer.Ordinal);
        OrderGroup? above = null;
        foreach (var source in table.ReadRows())
        {
            if (header.IsIn(source))
            {
                RepeatedHeaders.Add(source.Number);
                above = null;
                continue;
            }

            var row = binding.Take(source);
            if (Array.TrueForAll(row.Cells, cell => cell.Length == 0))
            {
                continue;
            }

            var key = binding.OfOrder("Key", row);
            if (binding.Format.Explains && Groups.Count == 0 && key.Length > 0 && !key.Any(char.IsDigit))
            {
                continue;
            }

            if (key.Length == 0 && binding.Format.Items.Continues && above is not null)
            {
                above.Rows.Add(row);
                continue;
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
    }
}
