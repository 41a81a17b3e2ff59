using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.OrderFiles;

/// <summary>
/// Orders that the files of a command have more than once: exports overlap, so the same order counts once. Which of two versions is the
/// newer one, no file says, and two spellings of a number are no two orders: neither is sent.
/// </summary>
internal sealed class RepeatedOrders
{
    private readonly HashSet<string> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<OrderGroup, string> _same = [];
    private readonly Dictionary<OrderGroup, string> _problems = [];

    public RepeatedOrders(IReadOnlyList<FileOrders> files)
    {
        var first = new Dictionary<string, (FileOrders File, OrderGroup Group)>(StringComparer.Ordinal);
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
                }
            }
        }
    }

    /// <summary>Returns what becomes of an order, as it was built, among the others.</summary>
    public ImportOutcome Judge(ImportOutcome outcome, OrderGroup group, string? suffix) => outcome.Order is null ? outcome
        : outcome.Suffix.Length > 0 && _keys.Contains(group.Key + suffix?.Trim())
            ? outcome.AsRefused("with -IdSuffix, its id is the same as that of another order in the file: use another suffix")
        : _problems.TryGetValue(group, out var problem) ? outcome.AsRefused(problem)
        : _same.TryGetValue(group, out var earlier) ? outcome.AsSkipped(SkipReason.Repeated, $"The same order is in {earlier}.")
        : outcome;

    private void Compare((FileOrders File, OrderGroup Group) earlier, (FileOrders File, OrderGroup Group) later)
    {
        if (earlier.Group.Key != later.Group.Key)
        {
            Refuse("has nearly the same order number, so it is probably the same order: for both, use the number that the shop shows");
        }
        else if (earlier.File.Binding.Format == later.File.Binding.Format && earlier.Group.HasSameRows(later.Group))
        {
            _same[later.Group] = Place(earlier);
        }
        else
        {
            Refuse("has different content for the same order: import the newest file alone");
        }

        void Refuse(string why)
        {
            _problems[earlier.Group] = $"{Place(later)} {why}";
            _problems[later.Group] = $"{Place(earlier)} {why}";
        }
    }

    private static string Place((FileOrders File, OrderGroup Group) order) =>
        new OrderSource { File = order.File.Binding.Path, Rows = [.. order.Group.Rows.Select(row => row.Number)] }.ToString();
}
