using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>Puts the rows of one file into orders: by their keys, or by where they stand.</summary>
/// <param name="binding">The columns of the file.</param>
internal sealed class RowGroups(TableBinding binding)
{
    private readonly Dictionary<string, OrderGroup> _byKey = new(StringComparer.Ordinal);
    private readonly List<(string Key, long Row)> _claimed = [];
    private OrderGroup? _above;

    /// <summary>The orders by their first rows.</summary>
    public List<OrderGroup> All { get; } = [];

    /// <summary>The columns of keys that have had the same key in every row, the one that is read first.</summary>
    public List<(string Name, int Column)> KeyColumns { get; } = [.. binding.KeyColumns];

    /// <summary>How many orders have a key.</summary>
    public int Count => _byKey.Count;

    /// <summary>Begins another export in the same file: an order that is in both is an order of two files.</summary>
    public void BeginNext()
    {
        _byKey.Clear();
        _above = null;
    }

    /// <summary>Adds a row to the order that it belongs to.</summary>
    public void Add(SourceRow source, FileRow row, string key)
    {
        if (key.Length > 0)
        {
            AddToOrder(source, row, key);
        }
        else if (binding.Format.Items.Continues && _above is not null)
        {
            _above.Rows.Add(row);
            _above.IsContinued = true;
        }
        else if (binding.IsSum(source, row))
        {
            All.Add(new OrderGroup(key) { IsSum = true, Rows = { row } });
        }
        else
        {
            NoteStray(row);
            AddToOrder(source, row, key);
        }
    }

    /// <summary>
    /// Notes at each order the first row of another order that has its key, too, and keeps the orders in <see cref="All"/> alone, from which
    /// they are let go.
    /// </summary>
    public void End()
    {
        foreach (var (key, row) in _claimed)
        {
            if (_byKey.TryGetValue(key, out var group))
            {
                group.ClaimingRow ??= row;
            }
        }

        BeginNext();
        _claimed.Clear();
    }

    // People who type orders may have forgotten the id of another one.
    private void NoteStray(FileRow row)
    {
        if (_above is not null && !(binding.Format.Own && binding.IsOfAnother(row, _above.Rows)))
        {
            _above.StrayRow ??= row.Number;
        }
    }

    private void AddToOrder(SourceRow source, FileRow row, string key)
    {
        _claimed.AddRange(binding.TextsOfItem("Key", row).Skip(1).Select(other => (other, row.Number)));
        DropOtherKeys(source, key);
        if (key.Length == 0 || !_byKey.TryGetValue(key, out var group))
        {
            group = new OrderGroup(key);
            All.Add(group);
            if (key.Length > 0)
            {
                _byKey.Add(key, group);
            }
        }

        group.Rows.Add(row);
        _above = group;
    }

    private void DropOtherKeys(SourceRow source, string key)
    {
        for (var i = KeyColumns.Count - 1; i > 0; i--)
        {
            if (KeyColumns[i].Column >= source.Cells.Count || source.Cells[KeyColumns[i].Column].Text.Trim() != key)
            {
                KeyColumns.RemoveAt(i);
            }
        }
    }
}
