using System;
using System.Collections.Generic;

namespace FbaOutbound.Rows;

/// <summary>Whether a column belongs to the order, and may be blank on its later rows, or to the item of the row.</summary>
internal enum ColumnScope
{
    Order,
    Item,
}

/// <summary>A column that is known by its name and its aliases.</summary>
internal abstract class OrderColumn(
    string name, ColumnScope scope, int index, CellForm form, string member, IReadOnlyList<string> aliases)
{
    public string Name { get; } = name;

    public ColumnScope Scope { get; } = scope;

    /// <summary>The column's place among those of its scope.</summary>
    public int Index { get; } = index;

    /// <summary>What its cells hold.</summary>
    public CellForm Form { get; } = form;

    /// <summary>The name under which an object holds the value, with its part, such as <c>DeliveryWindow.StartDate</c>.</summary>
    public string Member { get; } = member;

    public IReadOnlyList<string> Aliases { get; } = aliases;

    public CellKind Kind => Form.Kind;

    /// <summary>Whether the column can hold what belongs to a recipient, which no message may quote.</summary>
    public bool IsPersonal => Form.IsPersonal;

    /// <summary>The words that the column accepts; empty unless it is one of <see cref="CellKind.Word"/>.</summary>
    public IReadOnlyList<string> Words => Form.Words;

    public override string ToString() => Name;
}

/// <summary>A column of an order, or of an item, whose member it reads and writes.</summary>
internal sealed class OrderColumn<TOwner>(
    string name, ColumnScope scope, int index, CellForm form, string member, IReadOnlyList<string> aliases, Func<TOwner, object?> get,
    Func<TOwner, object, TOwner> set)
    : OrderColumn(name, scope, index, form, member, aliases)
{
    /// <summary>Returns the value of the member; null if it has none.</summary>
    public object? Get(TOwner owner) => get(owner);

    /// <summary>Returns the order or the item with this value.</summary>
    public TOwner Set(TOwner owner, object value) => set(owner, value);
}
