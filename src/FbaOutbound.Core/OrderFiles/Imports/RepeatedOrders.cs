using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.Orders;

namespace FbaOutbound.OrderFiles.Imports;

/// <summary>
/// Orders that the files of a command have more than once: exports overlap, so the same order counts once. Which of two versions is the
/// newer one, no file says, and two spellings of a number are no two orders: neither is sent.
/// </summary>
internal sealed class RepeatedOrders
{
    private readonly HashSet<string> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<OrderGroup, string> _same = [];
    private readonly Dictionary<OrderGroup, string> _problems = [];
    private readonly Dictionary<OrderGroup, (OrderGroup Group, OrderSource Source)> _versions = [];
    private readonly HashSet<OrderGroup> _told = [];

    public RepeatedOrders(IReadOnlyList<FileOrders> files)
    {
        var first = new Dictionary<string, (FileOrders File, OrderGroup Group)>(StringComparer.Ordinal);
        var byId = new Dictionary<string, (FileOrders File, OrderGroup Group)>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var group in file.Groups.Where(group => group.Key.Length > 0))
            {
                _keys.Add(group.Key);
                var core = OrderNumbers.CoreOf(file.Binding.Format, group.Key);
                if (first.TryGetValue(core, out var earlier))
                {
                    Compare(earlier, (file, group));
                }
                else
                {
                    first.Add(core, (file, group));
                    AddShopId((file, group), byId);
                }
            }
        }
    }

    /// <summary>
    /// Returns what becomes of an order, as it was built, among the others. They are asked for in the order of the files.
    /// </summary>
    public ImportOutcome Judge(ImportOutcome outcome, OrderGroup group, string? suffix)
    {
        if (outcome.Order is null)
        {
            return outcome;
        }

        if (outcome.Suffix.Length > 0 && _keys.Contains(group.Key + suffix?.Trim()))
        {
            return outcome.AsRefused("with -IdSuffix, its id is the same as that of another order in the file: use another suffix");
        }

        if (_problems.TryGetValue(group, out var problem))
        {
            return Refuse(outcome, group, problem);
        }

        return _same.TryGetValue(group, out var earlier)
            ? outcome.AsSkipped(SkipReason.Repeated, $"The same order is in {earlier}.") : outcome;
    }

    // Two versions of one order are one error, which has the rows of both where they are in one file.
    private ImportOutcome Refuse(ImportOutcome outcome, OrderGroup group, string problem)
    {
        if (!_versions.TryGetValue(group, out var other))
        {
            return outcome.AsRefused(problem);
        }

        if (_told.Contains(other.Group))
        {
            return outcome.AsSkipped(SkipReason.Repeated, $"Another version of the order is in {other.Source}, and neither is sent.");
        }

        _told.Add(group);
        var refused = outcome.AsRefused(problem);
        return other.Source.File != outcome.Source.File ? refused : refused with
        {
            Source = refused.Source with { Rows = [.. refused.Source.Rows.Union(other.Source.Rows)] },
        };
    }

    private void Compare((FileOrders File, OrderGroup Group) earlier, (FileOrders File, OrderGroup Group) later)
    {
        if (earlier.Group.Key != later.Group.Key)
        {
            const string Why = "has nearly the same order number, so it is probably the same order: for both, use the number that the "
                + "shop shows";
            _problems[earlier.Group] = $"{Place(later)} {Why}";
            _problems[later.Group] = $"{Place(earlier)} {Why}";
        }
        else if (earlier.File.Binding.Format == later.File.Binding.Format && earlier.Group.HasSameRows(later.Group))
        {
            _same[later.Group] = Place(earlier).ToString();
        }
        else
        {
            var how = Differences(earlier, later);
            _problems[earlier.Group] = $"the same order is in {Place(later)}, with {how}: import the newest file alone";
            _problems[later.Group] = $"the same order is in {Place(earlier)}, with {how}: import the newest file alone";
            _versions[earlier.Group] = (later.Group, Place(later));
            _versions[later.Group] = (earlier.Group, Place(earlier));
        }
    }

    private void AddShopId(
        (FileOrders File, OrderGroup Group) later, Dictionary<string, (FileOrders File, OrderGroup Group)> orders)
    {
        if (later.File.Binding.ShopId(later.Group.Rows) is not { } id)
        {
            return;
        }

        id = $"{later.File.Binding.Format.Platform} {id}";
        if (!orders.TryGetValue(id, out var earlier))
        {
            orders.Add(id, later);
            return;
        }

        const string Why = "has the same id in the shop and another number, so it is probably the same order: import the newest file alone";
        _problems[earlier.Group] = $"{Place(later)} {Why}";
        _problems[later.Group] = $"{Place(earlier)} {Why}";
    }

    private static string Differences((FileOrders File, OrderGroup Group) earlier, (FileOrders File, OrderGroup Group) later)
    {
        if (earlier.File.Binding.Format.Name != later.File.Binding.Format.Name)
        {
            return "the columns of another format";
        }

        if (earlier.Group.Rows.Count != later.Group.Rows.Count)
        {
            return "another number of rows";
        }

        var columns = earlier.File.Binding.Differences(earlier.Group.Rows, later.File.Binding, later.Group.Rows);
        return columns.Count == 0 ? "other columns" : $"other values of {ImportCounts.List(columns)}";
    }

    private static OrderSource Place((FileOrders File, OrderGroup Group) order) =>
        new() { File = order.File.Binding.Path, Rows = [.. order.Group.Rows.Select(row => row.Number)] };
}
