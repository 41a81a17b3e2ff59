using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Rows;

/// <summary>Values that were given as parameters. Each replaces its column in every record, whatever the record says there.</summary>
internal sealed class RowOverrides
{
    public static readonly RowOverrides None = new();

    private RowOverrides()
    {
    }

    /// <summary>What is wrong with the parameters themselves; nothing should be read where this is not empty.</summary>
    public IReadOnlyList<RowProblem> Problems { get; private init; } = [];

    /// <summary>
    /// What was given without a value, or with a blank among its values: most often the name of a variable or a property was mistyped.
    /// </summary>
    public IReadOnlyList<OrderColumn> Blank { get; private init; } = [];

    public bool IsEmpty => !Has(Order) && !Has(Item);

    internal object?[] Order { get; } = new object?[OrderColumns.OfOrder.Count];

    internal object?[] Item { get; } = new object?[OrderColumns.OfItem.Count];

    private string? Currency => (string?)Item[OrderColumns.Currency.Index];

    internal static RowOverrides Parse(IReadOnlyList<(string Name, object? Value)> parameters)
    {
        var problems = new List<RowProblem>();
        var blank = new List<OrderColumn>();
        var overrides = new RowOverrides { Problems = problems, Blank = blank };
        foreach (var (name, value) in parameters)
        {
            if (OrderColumns.Find(name) is not { } column)
            {
                problems.Add(new RowProblem(0, Spelling.Showable(name), "is not a column of an order file"));
                continue;
            }

            var parsed = Cell.Read(column.Form, value, out var fault);
            overrides.ValuesOf(column)[column.Index] = parsed;
            if (fault is not null)
            {
                problems.Add(new RowProblem(0, column.Name, fault));
            }
            else if (parsed is null || HasBlank(value))
            {
                blank.Add(column);
            }
        }

        OrderMapper.SetCurrency(overrides.Order, overrides.Currency);
        OrderMapper.SetCurrency(overrides.Item, overrides.Currency);
        return overrides;
    }

    internal bool Replaces(OrderColumn column) => ValuesOf(column)[column.Index] is not null;

    /// <summary>Returns the order with these values in place of its own; an amount without a currency keeps the order's.</summary>
    public FulfillmentOrder ApplyTo(FulfillmentOrder order)
    {
        if (IsEmpty)
        {
            return order;
        }

        var items = !Has(Item)
            ? order.Items
            : [.. order.Items.Select(item => OrderMapper.ToItem(Merge(OrderMapper.ValuesOf(item), Item), item))];
        if (!Has(Order) && Currency is null)
        {
            return order with { Items = items };
        }

        var changed = OrderMapper.ToOrder(Merge(OrderMapper.ValuesOf(order), Order), items, order);
        return order.FilledIn.Count == 0
            ? changed
            : changed with
            {
                FilledIn = [.. order.FilledIn.Where(member => OrderColumns.Find(member) is not { } column || !Replaces(column))]
            };
    }

    private object?[] Merge(object?[] values, object?[] replacing)
    {
        var currency = values.OfType<Money>().FirstOrDefault(money => money.CurrencyCode is not null)?.CurrencyCode;
        for (var i = 0; i < replacing.Length; i++)
        {
            values[i] = replacing[i] ?? values[i];
        }

        OrderMapper.SetCurrency(values, Currency, overwrite: true);
        OrderMapper.SetCurrency(values, currency);
        return values;
    }

    private object?[] ValuesOf(OrderColumn column) => column.Scope == ColumnScope.Order ? Order : Item;

    private static bool HasBlank(object? value) =>
        value is IEnumerable list and not (string or IDictionary)
            && list.Cast<object?>().Any(GivenText.IsBlank);

    private static bool Has(object?[] values) => Array.Exists(values, value => value is not null);
}
