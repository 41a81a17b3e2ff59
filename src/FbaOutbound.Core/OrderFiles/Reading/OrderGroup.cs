using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.OrderFiles.Reading;

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
