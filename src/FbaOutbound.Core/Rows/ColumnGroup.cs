using System;
using System.Collections.Generic;
using FbaOutbound.Texts;

namespace FbaOutbound.Rows;

/// <summary>
/// Makes the columns whose members stand in one part of an order or an item, such as its address. The part is made with its first value.
/// </summary>
/// <param name="table">Takes the columns and the group.</param>
/// <param name="scope">The scope of the columns.</param>
/// <param name="part">The part's name where an object can hold it; else null.</param>
/// <param name="get">Gets the part.</param>
/// <param name="set">Returns an order or an item with another part.</param>
internal sealed class ColumnGroup<TOwner, TPart>(
    ColumnTable<TOwner> table, ColumnScope scope, string? part, Func<TOwner, TPart?> get, Func<TOwner, TPart, TOwner> set)
    : IColumnGroup<TOwner>
    where TPart : class, new()
{
    private static readonly TPart s_empty = new();

    private readonly List<(int Index, Func<TPart, object, TPart> Set, Action<TPart, object>? SetInPlace)> _members = [];

    TOwner IColumnGroup<TOwner>.Write(TOwner owner, object?[] values)
    {
        TPart? part = null;
        var isCopy = false;
        foreach (var (index, setMember, setInPlace) in _members)
        {
            if (values[index] is not { } value)
            {
                continue;
            }

            // The first value makes a copy, which nobody else has seen yet.
            if (isCopy && setInPlace is not null)
            {
                setInPlace(part!, value);
                continue;
            }

            var before = part ?? get(owner) ?? s_empty;
            part = setMember(before, value);
            isCopy |= !ReferenceEquals(part, before);
        }

        return part is null ? owner : set(owner, part);
    }

    /// <summary>Makes a column that is named like its member.</summary>
    public OrderColumn Add<T>(
        string name, CellForm form, Func<TPart, T?> getMember, Func<TPart, T, TPart> setMember, params string[] aliases) =>
        Add(name, name, form, getMember, setMember, aliases);

    /// <summary>Makes a column.</summary>
    public OrderColumn Add<T>(
        string name, string member, CellForm form, Func<TPart, T?> getMember, Func<TPart, T, TPart> setMember, params string[] aliases)
    {
        var column = new OrderColumn<TOwner>(
            name,
            scope,
            table.Columns.Count,
            form with { Use = TextUses.OfMember(member) },
            part is null ? member : $"{part}.{member}",
            aliases,
            owner => get(owner) is { } there ? getMember(there) : null,
            (owner, value) => set(owner, setMember(get(owner) ?? s_empty, (T)value)));
        if (_members.Count == 0)
        {
            table.Groups.Add(this);
        }

        _members.Add((column.Index, (whole, value) => setMember(whole, (T)value), InPlace<T>(member)));
        table.Columns.Add(column);
        return column;
    }

    // A member whose property has another name or type is written by a copy.
    private static Action<TPart, object>? InPlace<T>(string member)
    {
        if (typeof(TPart).GetProperty(member) is not { SetMethod: { } setter } property || property.PropertyType != typeof(T))
        {
            return null;
        }

        var write = (Action<TPart, T>)Delegate.CreateDelegate(typeof(Action<TPart, T>), setter);
        return (part, value) => write(part, (T)value);
    }

    /// <summary>Returns the group of a part within this one.</summary>
    public ColumnGroup<TOwner, TInner> Part<TInner>(
        string? name, Func<TPart, TInner?> getInner, Func<TPart, TInner, TPart> setInner)
        where TInner : class, new() =>
        new(
            table,
            scope,
            name,
            owner => get(owner) is { } there ? getInner(there) : null,
            (owner, inner) => set(owner, setInner(get(owner) ?? s_empty, inner)));
}
