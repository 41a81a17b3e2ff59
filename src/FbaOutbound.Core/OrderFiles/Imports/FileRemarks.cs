using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Reading;

namespace FbaOutbound.OrderFiles.Imports;

/// <summary>What the user is told of an order file as a whole.</summary>
internal static class FileRemarks
{
    /// <summary>Returns what the summary says.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">How it was read.</param>
    public static IEnumerable<string> Notes(FileOrders file, ImportOptions options)
    {
        var (name, binding) = (Path.GetFileName(file.Binding.Path), file.Binding);
        foreach (var note in binding.Format.Notes)
        {
            yield return note;
        }

        if (file.RepeatedHeaders.Count > 0)
        {
            var (rows, were, orders) = file.RepeatedHeaders.Count == 1 ? ("row", "was", "an order") : ("rows", "were", "orders");
            yield return $"{name} repeats its header in {rows} {string.Join(", ", file.RepeatedHeaders)}, which {were} not read as {orders}.";
        }

        foreach (var missing in binding.Unchecked().GroupBy(missing => missing.Column))
        {
            yield return $"{name} has no column '{missing.Key}', which would show "
                + $"{string.Join(" or ", missing.Select(column => column.Reason))}.";
        }

        if (options.Ages(binding.Format) && !binding.Has("OrderDate"))
        {
            yield return $"{name} has no column '{binding.NameOf("OrderDate")}', which would show {nameof(SkipReason.TooOld)} or "
                + $"{nameof(SkipReason.BeforeFirstImport)}.";
        }

        if (OrderTotals.Missing(binding) is { } total)
        {
            yield return $"{name} has no column '{total}', so missing lines of an order cannot be recognized.";
        }
    }

    /// <summary>Returns what the user has to check.</summary>
    /// <param name="file">The file.</param>
    /// <param name="layout">How it was read.</param>
    /// <param name="includesUncertain">Whether orders are returned whose quantities are uncertain.</param>
    public static IEnumerable<string> Warnings(FileOrders file, TableLayout layout, bool includesUncertain)
    {
        var (name, binding) = (Path.GetFileName(file.Binding.Path), file.Binding);
        if (layout.OtherSheets.Count > 0)
        {
            yield return $"{name} has orders in other sheets, too, which were not read: "
                + $"{ImportCounts.List([.. layout.OtherSheets.Select(sheet => $"'{sheet}'")])}. Only sheet '{layout.Sheet}' was read. "
                + "Import each of the others with -Sheet, or save it as a file of its own.";
        }

        if (binding.MissingUnits is { } column)
        {
            yield return $"{name} has no column '{column}', so it is unknown how many units were refunded. "
                + (includesUncertain
                    ? "Its orders are returned because of -Include QuantityUncertain. "
                    : "Its orders are held back as QuantityUncertain; -Include QuantityUncertain returns them. ")
                + $"To get the column, {binding.Format.ToleratedAdvice}.";
        }

        if (file.Continued > 0)
        {
            yield return $"{name} has {Count(file.Continued, "order")} with rows that have no order number and belong to the order above "
                + "them. If a program has sorted or filtered the file, they may be lines of other orders. Have the export fill the order's "
                + "columns in all rows, so that the order of the rows does not matter.";
        }

        foreach (var difference in file.Differences)
        {
            yield return $"{name} may be incomplete: row {difference.Row} says that it has {Count(difference.Said, "record")}, but "
                + $"{Count(difference.Found, "order")} {(difference.Found == 1 ? "was" : "were")} found. Download it again, or check which "
                + "orders are missing.";
        }
    }

    private static string Count(long count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
}
