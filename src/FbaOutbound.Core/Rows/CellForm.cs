using System;
using System.Collections.Generic;
using FbaOutbound.Texts;

namespace FbaOutbound.Rows;

/// <summary>How a cell is read.</summary>
internal enum CellKind
{
    /// <summary>Text, trimmed.</summary>
    Text,

    /// <summary>A code that is written in capitals, such as a country's or a currency's.</summary>
    Code,

    /// <summary>One of the form's words, whatever its case, in Amazon's spelling.</summary>
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

/// <summary>
/// What a cell can hold, in a row as in a parameter: its kind, what its text is for, and whether an error may show it.
/// </summary>
internal sealed record CellForm(CellKind Kind)
{
    public static readonly CellForm Text = new(CellKind.Text);
    public static readonly CellForm Code = new(CellKind.Code);
    public static readonly CellForm Integer = new(CellKind.Integer);
    public static readonly CellForm Amount = new(CellKind.Amount);
    public static readonly CellForm Boolean = new(CellKind.Boolean);
    public static readonly CellForm Date = new(CellKind.Date);
    public static readonly CellForm OrderDate = new(CellKind.OrderDate);
    public static readonly CellForm DateText = new(CellKind.DateText);
    public static readonly CellForm List = new(CellKind.List);
    public static readonly CellForm Features = new(CellKind.Features);
    public static readonly CellForm Map = new(CellKind.Map);

    /// <summary>What its text is for.</summary>
    public TextUse Use { get; init; } = TextUse.Id;

    /// <summary>Whether it can hold what belongs to a recipient, which no message may quote.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>The words that it accepts; empty unless it is one of <see cref="CellKind.Word"/>.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>The same form for what can belong to a recipient.</summary>
    public CellForm Personal => this with { IsPersonal = true };

    /// <summary>Returns the form of a cell that holds one of these words.</summary>
    public static CellForm Word(IReadOnlyList<string> words) => new(CellKind.Word) { Words = words };
}
