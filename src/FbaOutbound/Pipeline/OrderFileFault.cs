using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.Errors;
using FbaOutbound.Rows;
using FbaOutbound.Rules;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Finds what is wrong with the rows as a whole, such as a file that was read with another delimiter: it is one error, and not one for each
/// row.
/// </summary>
internal static class OrderFileFault
{
    // Two orders without a postal code mean a column that is missing. Two quantities that cannot be read mean two rows.
    private const int FewestForColumn = 2;
    private const int FewestForValue = 3;
    private const int MostNames = 20;
    private const int MostReasons = 5;

    private static readonly (char Sign, string Text)[] s_delimiters = [(';', "';'"), ('\t', "\"`t\""), ('|', "'|'"), (',', "','")];

    private static readonly Regex s_varying = new("'[^']*'|[0-9]+", RegexOptions.CultureInvariant);

    /// <summary>The columns whose lack is reported in any case.</summary>
    public static IReadOnlyList<OrderColumn> Required { get; } =
    [
        OrderColumns.SellerFulfillmentOrderId, OrderColumns.Name, OrderColumns.AddressLine1, OrderColumns.City, OrderColumns.PostalCode,
        OrderColumns.CountryCode, OrderColumns.SellerSku, OrderColumns.Quantity,
    ];

    /// <summary>Reports that none of the columns is known; null if one is.</summary>
    /// <param name="header">The names of the columns.</param>
    /// <param name="rows">How many rows there are.</param>
    public static string? OfHeader(HeaderMap header, long rows)
    {
        if (header.KnowsAny)
        {
            return null;
        }

        var nothing = $"The input has no known column, so nothing was sent for its {Count(rows, "row")}.";
        return header.OnlyName is { } name
            && s_delimiters.FirstOrDefault(delimiter => name.IndexOf(delimiter.Sign) >= 0) is { Text: { } delimiter }
            ? $"{nothing} The rows have a single column whose name contains the delimiter {delimiter}. Read the file with Import-Csv "
                + $"-Delimiter {delimiter}."
            : $"{nothing} Check that the first line of the file is the header, that the delimiter and the encoding are right, and that the columns "
                + "have the names listed in docs/orders.md.";
    }

    /// <summary>Reports that the file was read with the wrong encoding; null if only some cells of it are damaged.</summary>
    /// <param name="assembler">What has read the rows.</param>
    /// <param name="damaged">The orders with damaged text.</param>
    /// <param name="orders">How many orders there are.</param>
    public static string? OfEncoding(OrderAssembler assembler, IReadOnlyList<OrderRows> damaged, int orders)
    {
        if (damaged.Count < FewestForValue || assembler.DamagedTexts <= assembler.IntactTexts)
        {
            return null;
        }

        var ids = damaged.Take(MostNames).Select(order => order.Id ?? FormattableString.Invariant($"row {order.FirstRow}"));
        return $"The file was read with the wrong encoding, which damaged text in {Number(damaged.Count)} of its {Count(orders, "order")}: {string.Join(", ", ids)}"
            + $"{(damaged.Count > MostNames ? $" and {Number(damaged.Count - MostNames)} more" : "")}. Nothing was sent for these. "
            + "Read the file with the encoding it was written in, such as Import-Csv -Encoding utf8 (or ansi), and run the command again.";
    }

    /// <summary>
    /// Describes what all orders are refused for; null if one of them can be sent, or where they are refused for different reasons.
    /// </summary>
    /// <param name="results">The orders, read as far as is needed.</param>
    /// <param name="assembler">What has read the rows.</param>
    public static string? OfValues(IEnumerable<OrderIntakeResult> results, OrderAssembler assembler)
    {
        Dictionary<string, OrderProblem>? common = null;
        var orders = 0;
        foreach (var result in results)
        {
            if (result.Order is not null)
            {
                return null;
            }

            orders++;
            var reasons = result.Problems.Where(problem => problem.Severity == ProblemSeverity.Error).ToLookup(Reason);
            common = common is null
                ? reasons.ToDictionary(reason => reason.Key, reason => reason.First())
                : common.Where(reason => reasons.Contains(reason.Key)).ToDictionary(reason => reason.Key, reason => reason.Value);
            if (common.Count == 0)
            {
                return null;
            }
        }

        if (common is null || orders < FewestForColumn)
        {
            return null;
        }

        var missing = Required.Where(
            column => !assembler.IsGiven(column) && common.Values.Any(problem => IsAbout(problem, column))).ToList();
        if (missing.Count > 0)
        {
            var unknown = assembler.Header.Unknown;
            return $"No row has a value for {string.Join(", ", missing)}, so nothing was sent for the {Count(orders, "order")}. "
                + (unknown.Count == 0
                    ? "Add the missing values to the file, or give them as parameters where possible."
                    : $"Unknown columns: {ShownNames.Join(unknown, MostNames)}. The column names are listed in docs/orders.md.");
        }

        return orders < FewestForValue
            ? null
            : $"Nothing was sent for the {Count(orders, "order")}, because all have the same problem: {Sentence.Of(common.Values.Take(MostReasons).Select(Place))}";
    }

    private static bool IsAbout(OrderProblem problem, OrderColumn column)
    {
        // Where an order gives no part of an address it has none.
        return problem.Member == nameof(Orders.FulfillmentOrder.DestinationAddress)
            ? column != OrderColumns.SellerFulfillmentOrderId && column.Scope == ColumnScope.Order && column != OrderColumns.City
            : problem.Member.Substring(problem.Member.LastIndexOf('.') + 1) == column.Name;
    }

    private static string Place(OrderProblem problem) =>
        problem.Row > 0 ? FormattableString.Invariant($"row {problem.Row}: {problem.Message}") : problem.Message;

    // What differs from row to row, such as a value or the number of an item, is no other reason.
    private static string Reason(OrderProblem problem) =>
        $"{s_varying.Replace(problem.Member, "")}|{s_varying.Replace(problem.Message, "")}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Count(long number, string what) => $"{Number(number)} {what}{(number == 1 ? "" : "s")}";
}
