using System.Collections.Generic;

namespace FbaOutbound.Rows;

/// <summary>The columns of an order or of an item, and the groups that they are written by.</summary>
internal sealed class ColumnTable<TOwner>
{
    /// <summary>The columns, each at its index.</summary>
    public List<OrderColumn<TOwner>> Columns { get; } = [];

    /// <summary>The groups, in the order of their first columns.</summary>
    public List<IColumnGroup<TOwner>> Groups { get; } = [];

    /// <summary>Returns the order or the item with the values that are given, each at its column's index.</summary>
    public TOwner Write(TOwner owner, object?[] values)
    {
        foreach (var group in Groups)
        {
            owner = group.Write(owner, values);
        }

        return owner;
    }
}

/// <summary>Columns whose members stand in one part. The part is copied once for all of them.</summary>
internal interface IColumnGroup<TOwner>
{
    /// <summary>Returns the order or the item with the values of this group's columns, each at its column's index.</summary>
    TOwner Write(TOwner owner, object?[] values);
}
