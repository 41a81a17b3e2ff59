using System;
using System.Collections.Generic;

namespace FbaOutbound.Rows;

/// <summary>A row unchanged in: its number in the input, from 1, and its cells in order.</summary>
/// <param name="Number">The number of the row, from 1.</param>
/// <param name="Cells">Names and values; a value is a text or what a script put there, without any wrapper.</param>
internal readonly record struct OrderRow(long Number, IReadOnlyList<(string Name, object? Value)> Cells);

/// <summary>What is wrong with one column of one row, or with one parameter or member where the row is 0.</summary>
/// <param name="Row">The number of the row; 0 if there is none.</param>
/// <param name="Column">The column, or the member of an object such as <c>Items[0].Quantity</c>.</param>
/// <param name="Message">What is wrong and what to do. It never holds the value of a column that can hold a recipient's data.</param>
internal sealed record RowProblem(long Row, string Column, string Message)
{
    /// <summary>Whether the text of the cell was damaged when the file was read, which usually is wrong with the whole file.</summary>
    public bool IsDamagedText { get; init; }

    /// <summary>Returns the place and the message.</summary>
    public override string ToString() => Row > 0
        ? FormattableString.Invariant($"row {Row}: {Column} {Message}")
        : $"{Column} {Message}";
}

/// <summary>A column that is unknown and therefore not read.</summary>
/// <param name="Name">The name unchanged, shortened and without control characters.</param>
/// <param name="Suggestion">The known name that was probably meant; null if none is near.</param>
internal sealed record UnknownColumn(string Name, string? Suggestion)
{
    /// <summary>Returns the name and the suggestion.</summary>
    public override string ToString() => Name + Spelling.Hint(Suggestion);
}
