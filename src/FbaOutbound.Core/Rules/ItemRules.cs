using System;
using System.Collections.Generic;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Rules;

/// <summary>The rules of the items of an order and of an update.</summary>
internal static class ItemRules
{
    private const int LongestId = 50;
    private const int LongestGiftMessage = 512;
    private const int LongestComment = 250;
    private const int UsualLines = 100;
    private const int UsualUnits = 250;

    public static void Items(ProblemList problems, IReadOnlyList<FulfillmentOrderItem> items, bool needsSku)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var units = 0L;
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            problems.Within = FormattableString.Invariant($"{nameof(FulfillmentOrder.Items)}[{i}].");
            if (needsSku)
            {
                problems.Required(item.SellerSku, nameof(item.SellerSku), LongestId);
            }
            else
            {
                problems.Optional(item.SellerSku, nameof(item.SellerSku));
            }

            problems.Required(item.SellerFulfillmentOrderItemId, nameof(item.SellerFulfillmentOrderItemId), LongestId);
            if (item.SellerFulfillmentOrderItemId?.Trim() is { Length: > 0 } id && !ids.Add(id))
            {
                problems.Error(ProblemCodes.ItemIdRepeated, nameof(item.SellerFulfillmentOrderItemId),
                    "is also the id of another item in the order: give each item a different id (an item without one gets its position in the "
                        + "order)");
            }

            if (item.Quantity is null or < 1)
            {
                problems.Error(ProblemCodes.QuantityInvalid, nameof(item.Quantity), item.Quantity is { } quantity
                    ? FormattableString.Invariant($"is {quantity}: give a whole number of 1 or more")
                    : "is blank or missing: give a whole number of 1 or more");
            }

            units += item.Quantity ?? 0;
            problems.Optional(item.GiftMessage, nameof(item.GiftMessage), LongestGiftMessage);
            problems.Optional(item.DisplayableComment, nameof(item.DisplayableComment), LongestComment);
            problems.Optional(item.FulfillmentNetworkSku, nameof(item.FulfillmentNetworkSku));
            problems.Currency(item.PerUnitDeclaredValue, nameof(item.PerUnitDeclaredValue));
            problems.Currency(item.PerUnitPrice, nameof(item.PerUnitPrice));
            problems.Currency(item.PerUnitTax, nameof(item.PerUnitTax));
        }

        problems.Within = "";

        // The pages disagree on these limits (100 lines and 250 units; 150 or 999 units), so they do not refuse an order.
        if (items.Count > UsualLines || units > UsualUnits)
        {
            problems.Warning(ProblemCodes.OrderLarge, nameof(FulfillmentOrder.Items), FormattableString.Invariant(
                $"has {items.Count} {(items.Count == 1 ? "line" : "lines")} and {units} units: Amazon documents a limit of {UsualLines} lines and {UsualUnits} units per order and may refuse this order"));
        }
    }
}
