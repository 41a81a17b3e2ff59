using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Services;

namespace FbaOutbound.Rules;

/// <summary>Fills in what the service requires and nobody cares about.</summary>
internal static class OrderDefaults
{
    /// <summary>
    /// Returns the order with its address and its comments repaired, and a value for each of these members that has none: the displayable
    /// id (the order's id), its date (now, in whole seconds), its comment, the speed (Standard), the ids of items (their position: 1, 2,
    /// …), the currency of amounts (the marketplace's); and, except on MWS, which leaves out what the user left out, the marketplace (the
    /// session's), the action (Ship) and the policy (FillOrKill). On version 2026-07-04 the displayable members are filled in only if
    /// PACKING_SLIP is required: any of them makes Amazon print a slip.
    /// </summary>
    public static FulfillmentOrder Fill(FulfillmentOrder order, OrderContext context)
    {
        var filledIn = new List<string>(order.FilledIn);
        T Or<T>(T value, string member, T filler, bool fill = true)
        {
            if (!fill || (value is string text ? text.Trim().Length > 0 : value is not null) || filler is null)
            {
                return value;
            }

            filledIn.Add(member);
            return filler;
        }

        if (order.Items.Any(item => string.IsNullOrWhiteSpace(item.SellerFulfillmentOrderItemId)))
        {
            filledIn.Add(ItemComparison.Ids);
        }

        var marketplaceId = Or(order.MarketplaceId, nameof(order.MarketplaceId), context.MarketplaceId, context.Rules.SendsDefaults);
        var currency = Currencies.Of(context.MarketplaceCountry(marketplaceId));
        var hasSlip = context.Rules.PrintsSlip(order);
        var repairs = new List<TextRepair>(order.Repairs);
        var destination = order.DestinationAddress is { } address ? TextRepair.Of(address, repairs) : null;
        var comment = TextRepair.Of(order.DisplayableOrderComment, nameof(order.DisplayableOrderComment), repairs);
        var items = new FulfillmentOrderItem[order.Items.Count];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = WithCurrency(Fill(order.Items[i], i, repairs), currency);
        }

        return order with
        {
            DestinationAddress = destination,
            Repairs = repairs.Count == 0 ? order.Repairs : repairs,
            MarketplaceId = marketplaceId,
            DisplayableOrderId = Or(order.DisplayableOrderId, nameof(order.DisplayableOrderId), order.SellerFulfillmentOrderId, hasSlip),
            DisplayableOrderDate = Or(order.DisplayableOrderDate, nameof(order.DisplayableOrderDate), Now(context.Time), hasSlip),
            DisplayableOrderComment = Or(comment, nameof(order.DisplayableOrderComment), DefaultValues.Comment, hasSlip),
            ShippingSpeedCategory = Or(order.ShippingSpeedCategory, nameof(order.ShippingSpeedCategory), DefaultValues.Speed),
            Action = Or(order.Action, nameof(order.Action), DefaultValues.Action, context.Rules.SendsDefaults),
            Policy = Or(order.Policy, nameof(order.Policy), DefaultValues.Policy, context.Rules.SendsDefaults),
            CodSettings = Fill(order.CodSettings, currency),
            Items = items,
            FilledIn = filledIn,
        };
    }

    /// <summary>
    /// Returns the change with the marketplace's currency for each amount that has none. What else a change leaves out stays as it is.
    /// </summary>
    public static OrderUpdate FillCurrency(OrderUpdate update, OrderContext context)
    {
        var currency = Currencies.Of(context.MarketplaceCountry(update.MarketplaceId ?? context.MarketplaceId));
        return update.Items.Count == 0 ? update : update with { Items = [.. update.Items.Select(item => WithCurrency(item, currency))] };
    }

    private static FulfillmentOrderItem Fill(FulfillmentOrderItem item, int index, List<TextRepair> repairs)
    {
        var id = item.SellerFulfillmentOrderItemId;
        string? Repaired(string? text, string member) => text is null
            ? null
            : TextRepair.Of(text, FormattableString.Invariant($"{nameof(FulfillmentOrder.Items)}[{index}].{member}"), repairs);
        return item with
        {
            GiftMessage = Repaired(item.GiftMessage, nameof(item.GiftMessage)),
            DisplayableComment = Repaired(item.DisplayableComment, nameof(item.DisplayableComment)),
            SellerFulfillmentOrderItemId = string.IsNullOrWhiteSpace(id) ? (index + 1).ToString(CultureInfo.InvariantCulture) : id,
        };
    }

    private static FulfillmentOrderItem WithCurrency(FulfillmentOrderItem item, string? currency) => item with
    {
        PerUnitDeclaredValue = Fill(item.PerUnitDeclaredValue, currency),
        PerUnitPrice = Fill(item.PerUnitPrice, currency),
        PerUnitTax = Fill(item.PerUnitTax, currency),
    };

    private static CodSettings? Fill(CodSettings? settings, string? currency) => settings is null
        ? null
        : settings with
        {
            CodCharge = Fill(settings.CodCharge, currency),
            CodChargeTax = Fill(settings.CodChargeTax, currency),
            ShippingCharge = Fill(settings.ShippingCharge, currency),
            ShippingChargeTax = Fill(settings.ShippingChargeTax, currency),
        };

    private static Money? Fill(Money? money, string? currency) =>
        money is null || !string.IsNullOrWhiteSpace(money.CurrencyCode) ? money : money with { CurrencyCode = currency };

    private static DateTimeOffset? Now(TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }
}
