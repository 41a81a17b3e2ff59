using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Orders;

/// <summary>Hashes of the parts of an order, which are equal where nothing is known in which two orders differ.</summary>
internal readonly record struct OrderContent(int Id, int Items, int Recipient, int Delivery, int Rest)
{
    private static readonly string[] s_delivery = [nameof(FulfillmentOrder.ShippingSpeedCategory), nameof(FulfillmentOrder.DeliveryWindow)];

    /// <summary>Returns the content of an order. Of what was filled in only the date is left out: it is another one each time.</summary>
    public static OrderContent Of(FulfillmentOrder order)
    {
        var (items, recipient, delivery, rest) = (0, 0, 0, 0);
        var compared = order with
        {
            Items = order.Items ?? [],
            FilledIn = [.. order.FilledIn.Where(member => member == nameof(FulfillmentOrder.DisplayableOrderDate))],
        };
        OrderComparison.TellGiven(compared, (member, _, text) =>
        {
            ref var part = ref rest;
            if (IsOf(nameof(FulfillmentOrder.Items), member))
            {
                part = ref items;
            }
            else if (IsOf(nameof(FulfillmentOrder.DestinationAddress), member))
            {
                part = ref recipient;
            }
            else if (Array.Exists(s_delivery, name => IsOf(name, member)))
            {
                part = ref delivery;
            }

            // Hashes of texts are the same in one process, and no content leaves it.
            part = unchecked((((part * 31) + member.GetHashCode()) * 31) + text.GetHashCode());
        });
        return new OrderContent(HashOfId(order), items, recipient, delivery, rest);
    }

    /// <summary>Whether an order that was read has another id now. That of an imported order is not yet one of Amazon's.</summary>
    public static bool HasOtherId(FulfillmentOrder order) => order is { Content: { } content, Source: null }
        && content.Id != HashOfId(order);

    /// <summary>Returns an order that knows its content.</summary>
    public static FulfillmentOrder Mark(FulfillmentOrder order) => order with { Content = Of(order) };

    /// <summary>Names the parts that differ, without the id.</summary>
    public IReadOnlyList<string> DifferencesFrom(OrderContent other)
    {
        var parts = new List<string>();
        if (Items != other.Items)
        {
            parts.Add("items");
        }

        if (Recipient != other.Recipient)
        {
            parts.Add("recipient");
        }

        if (Delivery != other.Delivery)
        {
            parts.Add("shipping speed or delivery window");
        }

        if (Rest != other.Rest)
        {
            parts.Add("other values");
        }

        return parts;
    }

    private static int HashOfId(FulfillmentOrder order) => (order.SellerFulfillmentOrderId ?? "").GetHashCode();

    private static bool IsOf(string name, string member) => member.StartsWith(name, StringComparison.Ordinal);
}
