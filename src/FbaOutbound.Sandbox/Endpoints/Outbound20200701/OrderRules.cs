using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20200701;

/// <summary>
/// What the model's texts say about an order beyond its members' types. Amazon's words for a breach are not known, so these are ours.
/// </summary>
internal static class OrderRules
{
    /// <summary>Holds a new order to the limits that a request has.</summary>
    public static void CheckRequest(OrderRequestRules rules, OrderContent order)
    {
        rules.CheckItems("Items", order.Items);
        rules.CheckMarketplace(order.MarketplaceId);
        rules.CheckDisplayableId(order.DisplayableId);
        rules.CheckCountry("CountryCode", order.Address.CountryCode);
        rules.CheckCountry("ShipFromCountryCode", order.ShipFromCountryCode);
        CheckCurrencies(rules, order.Items);
        rules.CheckCurrency(order.Terms.CashOnDelivery?.Charge);
        rules.CheckCurrency(order.Terms.CashOnDelivery?.ChargeTax);
        rules.CheckCurrency(order.Terms.CashOnDelivery?.ShippingCharge);
        rules.CheckCurrency(order.Terms.CashOnDelivery?.ShippingChargeTax);
        rules.CheckFeatures("FeatureName", order.Features, order.MarketplaceId, order.Address.CountryCode);
        if (order.Terms.DropOff is { Type: "FALLBACK_NEIGHBOR_DELIVERY" } place)
        {
            foreach (var name in new[] { "neighborName", "houseNumber" })
            {
                if (place.Attributes?.Any(pair => pair.Key == name) != true)
                {
                    throw Members.Missing("DeliveryPreferences.DropOffLocation.Attributes." + name);
                }
            }
        }
    }

    /// <summary>Holds a change to the limits that a request has.</summary>
    public static void CheckRequest(OrderRequestRules rules, OrderChange change)
    {
        rules.CheckItems("Items", change.Items ?? []);
        rules.CheckMarketplace(change.MarketplaceId);
        rules.CheckDisplayableId(change.DisplayableId);
        rules.CheckCountry("CountryCode", change.Address?.CountryCode);
        rules.CheckCountry("ShipFromCountryCode", change.ShipFromCountryCode);
        CheckCurrencies(rules, change.Items ?? []);
        rules.CheckFeatures("FeatureName", change.Features, change.MarketplaceId, change.Address?.CountryCode);
    }

    private const string Japan = "A1VC38T7YXB528";
    private const string India = "A21TJRUUN4KGV";

    public static bool IsDropOff(string type) => type is "FRONT_DOOR" or "DELIVERY_BOX" or "GAS_METER_BOX" or "BICYCLE_BASKET" or "GARAGE"
        or "RECEPTIONIST" or "FALLBACK_NEIGHBOR_DELIVERY" or "DO_NOT_LEAVE_UNATTENDED";

    public static void Check(OrderContent order, OrderAction action)
    {
        var inJapan = Is(order, "JP", Japan);
        var inIndia = Is(order, "IN", India);
        if (!inJapan && string.IsNullOrWhiteSpace(order.Address.City))
        {
            throw Members.Missing("DestinationAddress.City");
        }

        if (order.Speed == ShippingSpeed.ScheduledDelivery)
        {
            if (order.Terms.DeliveryWindow is null)
            {
                throw Members.Missing("DeliveryWindow");
            }

            if (action == OrderAction.Hold)
            {
                throw Members.Invalid("FulfillmentAction", "Hold");
            }
        }

        if (!inJapan && (order.Terms.DeliveryWindow is not null || order.Speed == ShippingSpeed.ScheduledDelivery))
        {
            throw Members.Invalid("DeliveryWindow");
        }

        if (!inJapan && (order.Terms.DeliveryInstructions is not null || order.Terms.DropOff is not null))
        {
            throw Members.Invalid("DeliveryPreferences");
        }

        if (order.Terms.CashOnDelivery is { IsRequired: true } && !inJapan && !inIndia)
        {
            throw Members.Invalid("CODSettings.IsCODRequired", "true");
        }

        if (inIndia)
        {
            CheckIndia(order);
        }
    }

    /// <summary>In India charges go into the declared values, and none of the four amounts of cash on delivery may be set.</summary>
    private static void CheckIndia(OrderContent order)
    {
        if (order.Terms.Payments is not { Count: > 0 })
        {
            throw Members.Missing("PaymentInformation");
        }

        if (order.Items.Any(item => item.DeclaredValue is null))
        {
            throw Members.Missing("Items.PerUnitDeclaredValue");
        }

        if (order.Terms.CashOnDelivery is { } cash
            && (cash.Charge ?? cash.ChargeTax ?? cash.ShippingCharge ?? cash.ShippingChargeTax) is not null)
        {
            throw Members.Invalid("CODSettings");
        }
    }

    private static void CheckCurrencies(OrderRequestRules rules, IReadOnlyList<ItemContent> items)
    {
        foreach (var item in items)
        {
            rules.CheckCurrency(item.DeclaredValue);
            rules.CheckCurrency(item.Price);
            rules.CheckCurrency(item.Tax);
        }
    }

    private static bool Is(OrderContent order, string country, string marketplace) =>
        string.Equals(order.Address.CountryCode, country, StringComparison.OrdinalIgnoreCase)
        || string.Equals(order.MarketplaceId, marketplace, StringComparison.Ordinal);
}
