using System;
using System.Collections.Generic;
using FbaOutbound.Texts;

namespace FbaOutbound.Rows;

/// <summary>Whether a column belongs to the order, and may be blank on its later rows, or to the item of the row.</summary>
internal enum ColumnScope
{
    Order,
    Item,
}

/// <summary>How a cell is read.</summary>
internal enum CellKind
{
    /// <summary>Text, trimmed.</summary>
    Text,

    /// <summary>A code that is written in capitals, such as a country's or a currency's.</summary>
    Code,

    /// <summary>One of the column's words, whatever its case, in Amazon's spelling.</summary>
    Word,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>
    /// An amount, whose currency another column names. It is kept as <see cref="Orders.Money"/> with the scale it was given.
    /// </summary>
    Amount,

    /// <summary>Yes or no.</summary>
    Boolean,

    /// <summary>An ISO 8601 date or time.</summary>
    Date,

    /// <summary>An ISO 8601 date or time that is kept as <see cref="OrderDate"/>.</summary>
    OrderDate,

    /// <summary>An ISO 8601 date or time that is kept byte for byte.</summary>
    DateText,

    /// <summary>Several texts.</summary>
    List,

    /// <summary>Several features, each with its policy.</summary>
    Features,

    /// <summary>Texts by their names.</summary>
    Map,
}

/// <summary>A date that is printed on a packing slip.</summary>
/// <param name="Instant">The instant; of a day, its midnight in UTC.</param>
/// <param name="IsDay">Whether it was given without a time.</param>
internal sealed record OrderDate(DateTimeOffset Instant, bool IsDay);

/// <summary>A column that is known by its name and its aliases.</summary>
internal sealed class OrderColumn(
    string name, ColumnScope scope, int index, CellKind kind, bool isPersonal, IReadOnlyList<string> words, IReadOnlyList<string> aliases)
{
    public string Name { get; } = name;

    public ColumnScope Scope { get; } = scope;

    /// <summary>The column's place among those of its scope.</summary>
    public int Index { get; } = index;

    public CellKind Kind { get; } = kind;

    /// <summary>Whether the column can hold what belongs to a recipient, which no message may quote.</summary>
    public bool IsPersonal { get; } = isPersonal;

    /// <summary>The words that the column accepts; empty unless it is one of <see cref="CellKind.Word"/>.</summary>
    public IReadOnlyList<string> Words { get; } = words;

    public IReadOnlyList<string> Aliases { get; } = aliases;

    /// <summary>What its text is for.</summary>
    public TextUse Use { get; } = TextUses.OfMember(name);

    public override string ToString() => Name;
}
