using System;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>What a column that is not read may mean.</summary>
internal enum MistypedKind
{
    /// <summary>Its name is almost that of a column that the file lacks.</summary>
    Near,

    /// <summary>Its name is another word for a column that the file lacks.</summary>
    Probable,

    /// <summary>It has numbers of houses.</summary>
    HouseNumber,

    /// <summary>It has another part of the address.</summary>
    AddressPart,

    /// <summary>It has units that are not to be shipped, or amounts that were given back.</summary>
    Units,

    /// <summary>It has statuses.</summary>
    Status,

    /// <summary>It says that an order is not to be shipped, unless a cell is off.</summary>
    Switch,

    /// <summary>Something else, unless a cell says that an order is not to be shipped.</summary>
    Other,
}

/// <summary>A column that is not read, and whose cells may be missed.</summary>
/// <param name="Column">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Field">The field of the format that it probably has; null if there is none.</param>
/// <param name="Near">The name that the field's column has; null if it does not matter.</param>
/// <param name="Kind">What it may mean.</param>
internal sealed record MistypedColumn(int Column, string Name, string? Field, string? Near, MistypedKind Kind)
{
    private static readonly OrderColumn[] s_lines = [OrderColumns.AddressLine1, OrderColumns.AddressLine2, OrderColumns.AddressLine3];

    /// <summary>The name as text between single quotes of PowerShell.</summary>
    public string Quoted => Spelling.Showable(Name).Replace("'", "''");

    /// <summary>Whether the column is about orders that are not to be shipped.</summary>
    public bool IsOfAction => Field == nameof(OrderColumns.Action)
        || Kind is MistypedKind.Status or MistypedKind.Units or MistypedKind.Other;

    /// <summary>What to do about a column that is almost, or probably, one of the format.</summary>
    public string Advice => IsOfAction ? $"Correct the name, or give -Map @{{ {Field} = '{Quoted}' }}."
        : $"Correct the name, give -Map @{{ {Field} = '{Quoted}' }}, or remove the column."
            + (MistypedColumns.Words(Field) is { } words
                ? $" {Near} takes {string.Join(" or ", words)}, which a script of -Map can make of other words." : "");

    /// <summary>Says which column it is.</summary>
    public string Nearness(OrderFormat format) => $"the column '{Spelling.Showable(Name)}' is "
        + (Kind == MistypedKind.Near ? $"almost the same as '{Near}', which the format {format.Name} reads"
            : $"not read, but is probably '{Near}', which the file lacks");

    /// <summary>
    /// Whether a cell has a value that would be lost. An order that is said to have no hold is shipped as it is without, and so is one with
    /// a status that stops nothing, with what every order gets, or with an address that has the value.
    /// </summary>
    /// <param name="text">The cell.</param>
    /// <param name="valueOf">The values of the order's columns in the same row; empty where there are none.</param>
    public bool IsLost(string text, Func<OrderColumn, string> valueOf) =>
        text.Trim() is { Length: > 0 } given && !MissingValue.Is(given) && !IsDefault(given) && Kind switch
        {
            MistypedKind.Near or MistypedKind.Probable => true,
            MistypedKind.HouseNumber or MistypedKind.AddressPart => string.Concat(s_lines.Select(valueOf)) is { Length: > 0 } address
                && Spelling.Bare(address).IndexOf(Spelling.Bare(given), StringComparison.Ordinal) < 0,
            MistypedKind.Units or MistypedKind.Switch => !IsOff(given) && !IsHeld(valueOf),
            MistypedKind.Status => StatusWords.MayStop(given) && !IsHeld(valueOf),
            _ => StopWords.IsWhole(given) && !IsHeld(valueOf),
        };

    /// <summary>Returns the action that a text is; null if it is none.</summary>
    public static string? ReadAction(string text) =>
        text.Length == 0 ? null : Cell.Read(OrderColumns.Action.Form, text, out _) as string;

    private static bool IsHeld(Func<OrderColumn, string> valueOf) => ReadAction(valueOf(OrderColumns.Action)) == OrderColumns.Actions[1];

    private bool IsDefault(string text) => string.Equals(text, MistypedColumns.Words(Field)?[0], StringComparison.OrdinalIgnoreCase);

    private static bool IsOff(string text) => RuleBook.IsNo(text)
        || (text.IndexOf('0') >= 0 && text.All(letter => letter is '0' or '.' or ','));
}
