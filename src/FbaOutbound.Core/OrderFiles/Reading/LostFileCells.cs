using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>
/// Finds the cells of a file that would be lost, because their columns are not read. <see cref="LostInputCells"/> does the same for rows
/// of the pipeline.
/// </summary>
/// <param name="binding">The file.</param>
internal sealed class LostFileCells(TableBinding binding)
{
    private readonly Dictionary<MistypedColumn, (long Row, bool AreActions)> _found = [];

    /// <summary>Looks at the cells of a row.</summary>
    public void Add(SourceRow source, FileRow row)
    {
        foreach (var column in binding.Mistyped)
        {
            if (column.Column < source.Cells.Count && source.Cells[column.Column].Text is var text
                && column.IsLost(text, order => binding.OfOrder(order.Name, row)))
            {
                var isAction = MistypedColumn.ReadAction(text) is not null;
                _found[column] = _found.TryGetValue(column, out var first)
                    ? (first.Row, first.AreActions && isAction) : (source.Number, isAction);
            }
        }
    }

    /// <summary>Refuses the file if there are any.</summary>
    /// <exception cref="OrderFileException">There are.</exception>
    public void Refuse()
    {
        if (binding.Mistyped.FirstOrDefault(_found.ContainsKey) is not { } column)
        {
            return;
        }

        // People write remarks beside a table, too.
        var (row, areActions) = _found[column];
        var name = column.Name.Length > 0 ? $"the column '{Spelling.Showable(column.Name)}'"
            : FormattableString.Invariant($"column {column.Column + 1}, which has no heading,");
        var nothing = $"Nothing was read from {Path.GetFileName(binding.Path)}: ";
        throw new OrderFileException(nothing + (column.Kind switch
        {
            MistypedKind.Near or MistypedKind.Probable when !column.IsOfAction || areActions =>
                $"{column.Nearness(binding.Format)}. {column.Advice}",
            MistypedKind.Near => $"{column.Nearness(binding.Format)}. {Removal}",
            MistypedKind.HouseNumber or MistypedKind.AddressPart => FormattableString.Invariant(
                $"{name} is not read, and row {row} has a part of the address there. ") + AddressAdvice(column),
            MistypedKind.Units => FormattableString.Invariant($"{name} is not read, and row {row} has a number there. ")
                + $"Correct {binding.NameOf(nameof(OrderColumns.Quantity))} in such rows, or remove them, and then remove the column.",
            _ => FormattableString.Invariant($"{name} is not read, and says in row {row} that the order is not to be ")
                + "shipped. " + (areActions && column.Field is not null ? column.Advice : Removal),
        }));
    }

    private string Removal => "Remove the rows of the orders that are not to be shipped, and then the column. To create them on hold "
        + $"instead, write {OrderColumns.Actions[1]} for them in a column '{binding.NameOf(nameof(OrderColumns.Action))}'.";

    private string AddressAdvice(MistypedColumn column)
    {
        var quoted = column.Quoted;
        var line = binding.NameOf(nameof(OrderColumns.AddressLine1));
        return (column.Kind == MistypedKind.HouseNumber
                ? $"Add it to {line}, such as with -Map @{{ AddressLine1 = {{ $_.'{line}' + ' ' + $_.'{quoted}' }} }}"
                : column.Field is { } field ? $"Rename the column to {column.Near}, or give -Map @{{ {field} = '{quoted}' }}"
                : "Add it to a line of the address")
            + ". Remove the column if the address is complete without it.";
    }
}
