using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.OrderFiles;

/// <summary>
/// Makes orders of files: each file is read to its end, because any row can belong to any order, and then each order is built when it is
/// asked for.
/// </summary>
internal sealed class OrderImport(ImportOptions options)
{
    private readonly List<FileOrders> _files = [];
    private readonly Dictionary<string, (SkipReason Reason, string? Detail)> _held = new(StringComparer.Ordinal);
    private ImportOptions _options = options;

    /// <summary>The formats of the files.</summary>
    public IEnumerable<OrderFormat> Formats => _files.Select(file => file.Binding.Format).Distinct();

    /// <summary>Reads a file to its end.</summary>
    /// <exception cref="OrderFileException">The file as a whole cannot be used.</exception>
    public TableBinding Read(ISourceTable table)
    {
        var format = _options.Format ?? OrderFormats.Detect(table, _options.Map);
        RequireOptions(format, table);
        var file = new FileOrders(new TableBinding(format, table, _options.Map));
        file.Read(table);
        _files.Add(file);
        return file.Binding;
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

    /// <summary>Returns how many orders would be sent, without letting go of any.</summary>
    public int CountSendable() => Preview().Count(outcome => outcome.Order is not null);

    /// <summary>Returns what becomes of each order, without letting go of any.</summary>
    public IEnumerable<ImportOutcome> Preview() => Outcomes(release: false);

    /// <summary>Returns what becomes of each order, in the order of the files, and lets go of its rows.</summary>
    public IEnumerable<ImportOutcome> Outcomes() => Outcomes(release: true);

    private IEnumerable<ImportOutcome> Outcomes(bool release)
    {
        var seen = new Dictionary<string, ImportOutcome>(StringComparer.Ordinal);
        var differing = _files.Count > 1 ? KeysThatDiffer() : [];
        foreach (var file in _files)
        {
            var builder = new OrderBuilder(_options, file.Binding);
            for (var i = 0; i < file.Groups.Count; i++)
            {
                var key = file.Groups[i].Key;
                var outcome = Held(Once(builder.Build(file.Groups[i]), seen));
                if (outcome.Order is not null && differing.Contains(key))
                {
                    outcome = outcome with
                    {
                        Order = null, Problems = ["the order is in several of the files, with other content: import the newest file alone"],
                    };
                }

                if (release)
                {
                    file.Groups[i] = OrderGroup.Released;
                }

                yield return outcome;
            }
        }
    }

    private ImportOutcome Held(ImportOutcome outcome) =>
        outcome.Skipped is null && !outcome.IsSeveralOrders && _held.TryGetValue(outcome.Id, out var held)
            ? outcome.AsSkipped(held.Reason, held.Detail)
            : outcome;

    // Which of two versions is the newer one, no file says: an order may have been cancelled or shipped in either.
    private HashSet<string> KeysThatDiffer()
    {
        var seen = new Dictionary<string, OrderGroup>(StringComparer.Ordinal);
        var differing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in _files.SelectMany(file => file.Groups).Where(group => group.Key.Length > 0))
        {
            if (!seen.TryGetValue(group.Key, out var earlier))
            {
                seen.Add(group.Key, group);
            }
            else if (group.Rows.Count != earlier.Rows.Count
                || group.Rows.Where((row, i) => !row.Cells.SequenceEqual(earlier.Rows[i].Cells)).Any())
            {
                differing.Add(group.Key);
            }
        }

        return differing;
    }

    // Exports overlap: an order that another file has, too, is one order, and one that differs there is none.
    private ImportOutcome Once(ImportOutcome outcome, Dictionary<string, ImportOutcome> seen)
    {
        if (_files.Count < 2 || outcome.Order is not { } order)
        {
            return outcome;
        }

        if (!seen.TryGetValue(outcome.Id, out var earlier))
        {
            seen.Add(outcome.Id, outcome);
            return outcome;
        }

        var isSame = OrderComparison.Compare(order, earlier.Order!).Count == 0
            && OrderComparison.Compare(earlier.Order!, order).Count == 0;
        return isSame
            ? outcome with
            {
                Order = null,
                Skipped = new SkippedOrder
                {
                    SellerFulfillmentOrderId = outcome.Id, SkipReason = SkipReason.Repeated, Source = outcome.Source,
                    Detail = $"The same order is in {earlier.Source}.",
                },
            }
            : outcome with { Order = null, Problems = [$"the order differs from the one in {earlier.Source}: import the newer file alone"] };
    }

    private void RequireOptions(OrderFormat format, ISourceTable table)
    {
        var file = Path.GetFileName(table.Path);
        if (format.Name == "AmazonOrderReport" && !_options.AllowsAmazonOrders)
        {
            throw new OrderFileException(
                $"Nothing was read from {file}: it contains orders from Amazon's own stores, which not every seller may ship this way. "
                    + "Use -AllowAmazonOrders if you intend this.");
        }

        if (format.IdIsPerShop && string.IsNullOrWhiteSpace(_options.IdPrefix))
        {
            throw new OrderFileException(
                $"Nothing was read from {file}: order numbers of {format.Name} are unique within one shop only. Give -IdPrefix, such as "
                    + "'MAIN-', and never change it, because open orders would ship twice.");
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
}

/// <summary>The orders of one file, as rows.</summary>
internal sealed class FileOrders(TableBinding binding)
{
    public TableBinding Binding => binding;

    /// <summary>The orders by their first rows.</summary>
    public List<OrderGroup> Groups { get; } = [];

    public void Read(ISourceTable table)
    {
        var groups = new Dictionary<string, OrderGroup>(StringComparer.Ordinal);
        OrderGroup? above = null;
        foreach (var source in table.ReadRows())
        {
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
