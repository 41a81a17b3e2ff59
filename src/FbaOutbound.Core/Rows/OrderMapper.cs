using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Rows;

/// <summary>
/// Carries the values of the columns into orders and items, and back. Values stand in an array at their column's index, null if not
/// given; what is not given is taken over from the order that is changed.
/// </summary>
internal static class OrderMapper
{
    public static FulfillmentOrder ToOrder(object?[] values, IReadOnlyList<FulfillmentOrderItem> items, FulfillmentOrder unchanged) =>
        OrderColumns.WriteTo(unchanged with { Items = items }, values);

    public static FulfillmentOrderItem ToItem(object?[] values, FulfillmentOrderItem unchanged) =>
        OrderColumns.WriteTo(unchanged, values);

    public static object?[] ValuesOf(FulfillmentOrder order) => Read(OrderColumns.OfOrder, order);

    public static object?[] ValuesOf(FulfillmentOrderItem item) => Read(OrderColumns.OfItem, item);

    /// <summary>Gives every amount that has no currency this one.</summary>
    public static void SetCurrency(object?[] values, string? currency, bool overwrite = false)
    {
        if (currency is null)
        {
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is Money money && (overwrite || money.CurrencyCode is null))
            {
                values[i] = money with { CurrencyCode = currency };
            }
        }
    }

    private static object?[] Read<TOwner>(IReadOnlyList<OrderColumn<TOwner>> columns, TOwner owner)
    {
        var values = new object?[columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = columns[i].Get(owner);
        }

        return values;
    }
}
