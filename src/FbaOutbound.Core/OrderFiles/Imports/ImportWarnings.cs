using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Imports;

/// <summary>What the user has to know of orders that are returned, before any of them is.</summary>
internal static class ImportWarnings
{
    private const string InShop = "put such orders on hold or cancel them in the shop, and export them again";

    /// <summary>Returns a warning for each column with which orders are returned that their cells may not want shipped.</summary>
    public static IEnumerable<string> OfColumns(IEnumerable<ImportOutcome> outcomes) =>
        ByColumn(outcomes.Where(outcome => outcome.Order is { } order && order.Action != OrderColumns.Actions[1]))
            .Select(orders => OfColumn(orders.Key, [.. orders]));

    /// <summary>
    /// Returns a warning for each column by which orders that were sent may not be wanted any more: some may still be on hold at Amazon.
    /// The risk of an order was known before.
    /// </summary>
    public static IEnumerable<string> OfSent(IEnumerable<ImportOutcome> outcomes) =>
        ByColumn(outcomes.Where(outcome =>
            outcome is { Skipped.SkipReason: SkipReason.AlreadySent } && outcome.Action != OrderColumns.Actions[1]))
        .Where(orders => orders.Key.Kind != UnheededKind.Risk)
        .Select(orders => $"The column '{orders.Key.Name}' of {Path.GetFileName(orders.Key.Binding.Path)} {Says(orders.Key, [.. orders])} for "
            + $"{(orders.Count() == 1 ? "1 order that was" : $"{orders.Count()} orders that were")} sent: "
            + $"{ImportCounts.List([.. orders.Select(order => order.Id)])}. If one of them is still on hold at Amazon and is not to be "
            + "shipped, cancel it with Stop-FbaFulfillmentOrder.");

    /// <summary>Returns a warning for each file with orders that are returned although characters of them were only guessed.</summary>
    public static IEnumerable<string> OfEncodings(IEnumerable<ImportOutcome> outcomes) => outcomes
        .Where(outcome => outcome is { Order: not null, IsGuessed: true }).GroupBy(outcome => outcome.Source.File, outcome => outcome.Id)
        .Select(file => $"{Path.GetFileName(file.Key)} does not record its encoding, and windows-1252 is a guess. If it is wrong, so are "
            + $"characters outside ASCII in the names or addresses of {(file.Count() == 1 ? "1 order" : $"{file.Count()} orders")}: "
            + $"{ImportCounts.List([.. file])}. Compare them with the shop. Confirm the guess with -Encoding windows-1252 or Encoding in "
            + "the shop file, or give the right encoding.");

    private static IEnumerable<IGrouping<UnheededColumn, (string Id, UnheededStop Stop)>> ByColumn(
        IEnumerable<ImportOutcome> outcomes) => outcomes
            .SelectMany(outcome => outcome.Stops.GroupBy(stop => stop.Column).Select(same => (outcome.Id, Stop: same.First())))
            .GroupBy(order => order.Stop.Column);

    // Tells the orders that are returned all the same, and what would hold them.
    private static string OfColumn(UnheededColumn column, IReadOnlyList<(string Id, UnheededStop Stop)> orders)
    {
        return $"{(orders.Count == 1 ? "1 order is" : $"{orders.Count} orders are")} returned although the column '{column.Name}' of "
            + $"{Path.GetFileName(column.Binding.Path)} {Says(column, orders)}: {ImportCounts.List([.. orders.Select(order => order.Id)])}. "
            + $"{Advice(column, orders)}.";
    }

    private static string Says(UnheededColumn column, IReadOnlyList<(string Id, UnheededStop Stop)> orders)
    {
        var phrase = orders[0].Stop.Phrase;
        return column.Kind switch
        {
            UnheededKind.Notes or UnheededKind.SellerNotes =>
                $"says '{phrase}'" + (orders.All(order => order.Stop.Phrase == phrase) ? "" : " or the like"),
            UnheededKind.Risk => "says that the risk is high",
            UnheededKind.Status => "may say that nothing is to be shipped",
            _ => "has a value",
        };
    }

    private static string Advice(UnheededColumn column, IReadOnlyList<(string Id, UnheededStop Stop)> orders)
    {
        var file = column.Binding;
        var format = file.Format;
        if (!format.AgesOrders)
        {
            return $"In this format, only the action holds an order: enter {OrderColumns.Actions[1]} in the column "
                + file.NameOf(nameof(OrderColumns.Action));
        }

        var quoted = column.Name.Replace("'", "''");
        var words = "-HoldWord " + string.Join(", ", orders.Select(order => order.Stop.Phrase).OfType<string>().Distinct()
            .Select(phrase => $"'{phrase.Replace("'", "''")}'"));
        format.Fields.TryGetValue(TableBinding.NotesField, out var notes);
        return orders.All(order => order.Stop.IsAction)
                ? $"The column is not read: use -Map @{{ {nameof(OrderColumns.Action)} = '{quoted}' }} to create such orders on hold, "
                    + $"or {InShop}"
            : column.IsOfNotes && (file.ColumnsOf(TableBinding.NotesField).Contains(column.Column)
                || notes?.Contains(column.Name, StringComparer.OrdinalIgnoreCase) == true)
                ? $"A note holds an order only if it has a word of -HoldWord: use {words}, or {InShop}"

            // One column of notes is read: another one would replace it.
            : column.IsOfNotes && format.Rules.Any(rule => rule.Contains == RuleBook.HoldWords) && !file.Has(TableBinding.NotesField)
                && HeaderNames.Of(format, TableBinding.NotesField, HeaderNames.Of(file.Header)) is null
                ? $"The column is not read: use -Map @{{ {TableBinding.NotesField} = '{quoted}' }} {words}, or {InShop}"
            : $"The column is not read: {InShop}";
    }
}
