using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;
using Columns = FbaOutbound.Rows.OrderColumns;

namespace FbaOutbound.Rows;

/// <summary>
/// Writes an order as rows, one for each item, with all columns on each: what <see cref="OrderAssembler"/> makes of the rows is the order
/// again. What a column would be read otherwise is a fault, and no rows come out.
/// </summary>
internal static class OrderRowWriter
{
    /// <summary>Returns the rows; empty if there are faults.</summary>
    /// <param name="order">The order.</param>
    /// <param name="faults">What no row can say, each with its column.</param>
    public static IReadOnlyList<IReadOnlyList<(string Name, string? Value)>> Write(FulfillmentOrder order,
        out IReadOnlyList<RowProblem> faults)
    {
        var problems = new List<RowProblem>();
        faults = problems;
        var orderValues = OrderMapper.ValuesOf(order);
        var orderCells = Columns.OfOrder.Select(column => (column.Name, TextOf(column, orderValues[column.Index], "", problems))).ToList();
        RequirePayments(order, problems);

        var orderCurrency = CurrencyOf(orderValues, Columns.CodCharge.Name, problems);
        var items = order.Items.Select((item, index) => (Place: FormattableString.Invariant($"Items[{index}]."), Values: OrderMapper.ValuesOf(item)))
            .ToList();
        var currencies = items.ConvertAll(item => CurrencyOf(item.Values, item.Place + Columns.Currency.Name, problems));

        // An amount of the order is read in the first currency that a row gives; a row without amounts may give any.
        var first = currencies.Find(currency => currency is not null);
        if (orderCurrency is not null && first is not null && first != orderCurrency)
        {
            problems.Add(new RowProblem(0, Columns.Currency.Name, "differs between the order's amounts and those of its first item"));
        }

        if (first is null && items.Count > 0)
        {
            currencies = currencies.ConvertAll(_ => orderCurrency);
        }

        var rows = new List<IReadOnlyList<(string, string?)>>();
        for (var i = 0; i < items.Count; i++)
        {
            var (place, values) = items[i];
            values[Columns.Currency.Index] = currencies[i];
            rows.Add([.. orderCells, .. Columns.OfItem.Select(column =>
                (column.Name, TextOf(column, values[column.Index], place, problems)))]);
        }

        return problems.Count == 0 ? rows : [];
    }

    private static string? TextOf(OrderColumn column, object? value, string place, List<RowProblem> problems)
    {
        var text = value switch
        {
            null => null,
            string given => given,
            int number => number.ToString(CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            Money money => money.ValueText,
            OrderDate { IsDay: true } day => day.Instant.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            OrderDate date => Cell.IsoText(date.Instant),
            DateTimeOffset instant => Cell.IsoText(instant),
            IEnumerable<string> texts => string.Join(";", texts),
            IEnumerable<FeatureConstraint> features => string.Join(";", features),
            IEnumerable<KeyValuePair<string, string>> map => string.Join(";", map.Select(pair => $"{pair.Key}={pair.Value}")),
            _ => throw new InvalidOperationException($"The column {column} has no text form."),
        };
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // What New- refuses is said there. Here counts what it would read otherwise without a word.
        var read = Cell.Read(column.Form, text, out var fault);
        if (fault is null && !Says(column, read, value!))
        {
            problems.Add(new RowProblem(
                0,
                place + column.Name,
                column.Form.Kind is CellKind.List or CellKind.Map or CellKind.Features
                    ? "contains a ';', an '=' or a blank entry, which a row cannot express"
                    : "would be read back from a row as a different value"));
        }

        return text;
    }

    private static bool Says(OrderColumn column, object? read, object value) => column.Form.Kind switch
    {
        CellKind.Text or CellKind.DateText => string.Equals((string?)read, ((string)value).Trim(), StringComparison.Ordinal),
        CellKind.Code or CellKind.Word => string.Equals((string?)read, ((string)value).Trim(), StringComparison.OrdinalIgnoreCase),
        CellKind.Amount => read is Money money && money.Value == ((Money)value).Value,
        CellKind.OrderDate => read is OrderDate date && date == (OrderDate)value,
        CellKind.List => read is IEnumerable<string> texts && texts.SequenceEqual((IEnumerable<string>)value),
        CellKind.Features =>
            read is IEnumerable<FeatureConstraint> features && features.SequenceEqual((IEnumerable<FeatureConstraint>)value),
        _ => read is not null && CellLists.AreSame(read, value),
    };

    // A row has one currency, and one that is left out is taken from another row.
    private static string? CurrencyOf(object?[] values, string place, List<RowProblem> problems)
    {
        var currencies = values.OfType<Money>().Select(money => money.CurrencyCode).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (currencies.Count > 1)
        {
            problems.Add(new RowProblem(0, place, "is not the same for all amounts of the row"));
        }

        return currencies.Count == 1 ? currencies[0] : null;
    }

    private static void RequirePayments(FulfillmentOrder order, List<RowProblem> problems)
    {
        if (order.PaymentInformation.Count > 1)
        {
            problems.Add(new RowProblem(0, nameof(order.PaymentInformation), "has several payments, but a row can contain only one"));
        }
    }
}
