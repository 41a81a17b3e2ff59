using System;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Rules;

/// <summary>What a marketplace has, and a version of the service allows, of an order's ways to be paid and delivered.</summary>
internal static class MarketplaceRules
{
    private const string Japan = "JP";
    private const string India = "IN";
    private const string IndiaPage = "Multi-Channel Fulfillment, Create an order in India";
    private const string Scheduled = "ScheduledDelivery";

    public static void Check(ProblemList problems, FulfillmentOrder order, OrderContext context)
    {
        if (order.MarketplaceId is { Length: > 0 } id && context.ServesMarketplace?.Invoke(id) == false)
        {
            problems.Error(
                ProblemCodes.NotInMarketplace, nameof(order.MarketplaceId),
                "is in a different region than the session's marketplace: connect with that marketplace");
        }

        var country = context.MarketplaceCountry(order.MarketplaceId);
        Delivery(problems, order, context, country);
        if (order.CodSettings is { } cod)
        {
            CashOnDelivery(problems, cod, order, context, country);
        }

        if (context.Rules.HasIndianPayments && ProblemList.Is(country ?? order.DestinationAddress?.CountryCode, India))
        {
            IndianOrder(problems, order);
        }
    }

    /// <summary>India needs a declared value for each unit already in a preview.</summary>
    public static void DeclaredValues(ProblemList problems, FulfillmentOrder order, OrderContext context)
    {
        if (context.Rules.HasIndianPayments && ProblemList.Is(context.MarketplaceCountry(order.MarketplaceId), India))
        {
            DeclaredValues(problems, order);
        }
    }

    private static void Delivery(ProblemList problems, FulfillmentOrder order, OrderContext context, string? country)
    {
        var isScheduled = ProblemList.Is(order.ShippingSpeedCategory, Scheduled);
        var isElsewhere = IsElsewhere(order, context, country, Japan);
        if (order.DeliveryWindow is { } window)
        {
            WindowDate(problems, window.StartDate, "DeliveryWindow.StartDate");
            WindowDate(problems, window.EndDate, "DeliveryWindow.EndDate");
        }
        else if (isScheduled)
        {
            problems.Error(ProblemCodes.MemberMissing, nameof(order.DeliveryWindow),
                "is required by ScheduledDelivery: give DeliveryWindowStart and DeliveryWindowEnd as a preview returned them");
        }

        if (isElsewhere && isScheduled)
        {
            problems.Error(
                ProblemCodes.NotInMarketplace,
                nameof(order.ShippingSpeedCategory),
                "is ScheduledDelivery, which is only available in Japan: use another speed");
        }

        if (isElsewhere && order.DeliveryWindow is not null)
        {
            problems.Error(ProblemCodes.NotInMarketplace, nameof(order.DeliveryWindow), "is only allowed in Japan: leave it out");
        }

        if (isScheduled && !context.Rules.HoldsScheduledDeliveries && OrderStatus.IsAction(order.Action, OrderStatus.Hold))
        {
            problems.Error(
                ProblemCodes.HoldNotAllowed,
                nameof(order.Action),
                "is Hold, which cannot be combined with ScheduledDelivery: use Ship or another speed");
        }

        Preferences(problems, order, context, isElsewhere);
    }

    private static void Preferences(ProblemList problems, FulfillmentOrder order, OrderContext context, bool isElsewhere)
    {
        if (order.DeliveryPreferences is not { } preferences)
        {
            return;
        }

        problems.Optional(preferences.DeliveryInstructions, "DeliveryPreferences.DeliveryInstructions", 250);
        if (isElsewhere && context.Rules.HasPreferencesInJapanOnly)
        {
            problems.Warning(
                ProblemCodes.NotInMarketplace, nameof(order.DeliveryPreferences), "are used in Japan only and have no effect elsewhere");
        }

        if (preferences.DropOffLocation is not { } location)
        {
            return;
        }

        problems.Required(location.Type, "DeliveryPreferences.DropOffLocation.Type");
        if (ProblemList.Is(location.Type, "FALLBACK_NEIGHBOR_DELIVERY"))
        {
            foreach (var key in new[] { "neighborName", "houseNumber" })
            {
                problems.Required(
                    location.Attributes.TryGetValue(key, out var value) ? value : null,
                    "DeliveryPreferences.DropOffLocation.Attributes." + key);
            }
        }
    }

    private static void CashOnDelivery(ProblemList problems, CodSettings cod, FulfillmentOrder order, OrderContext context, string? country)
    {
        const string Member = nameof(order.CodSettings);
        Money?[] amounts = [cod.CodCharge, cod.CodChargeTax, cod.ShippingCharge, cod.ShippingChargeTax];
        problems.Currency(cod.CodCharge, Member + ".CodCharge");
        problems.Currency(cod.CodChargeTax, Member + ".CodChargeTax");
        problems.Currency(cod.ShippingCharge, Member + ".ShippingCharge");
        problems.Currency(cod.ShippingChargeTax, Member + ".ShippingChargeTax");
        if (cod.IsCodRequired != true && Array.Exists(amounts, amount => amount is { Value: not 0 }))
        {
            problems.Error(
                ProblemCodes.CodInvalid,
                Member + ".IsCodRequired",
                "is not true, but there are amounts to collect: set it to true, or leave the amounts out");
        }

        if (context.Rules.CashOnDeliveryCountries is not { } countries)
        {
            return;
        }

        if (countries.All(home => IsElsewhere(order, context, country, home.Code)))
        {
            var names = string.Join(" and ", countries.Select(home => home.Name));
            problems.Error(ProblemCodes.NotInMarketplace, Member, $"are only allowed in {names}: leave IsCodRequired and the amounts out");
        }
        else if (ProblemList.Is(country, India) && Array.Exists(amounts, amount => amount is not null))
        {
            problems.Error(
                ProblemCodes.CodInvalid,
                Member,
                "have amounts, which are not allowed in India: include the charges in PerUnitDeclaredValue",
                IndiaPage);
        }
    }

    private static void IndianOrder(ProblemList problems, FulfillmentOrder order)
    {
        if (order.PaymentInformation.Count == 0)
        {
            problems.Error(ProblemCodes.MemberMissing, nameof(order.PaymentInformation),
                "is required in India: give PaymentTransactionId, PaymentMode and PaymentDate");
        }

        DeclaredValues(problems, order);
    }

    private static void DeclaredValues(ProblemList problems, FulfillmentOrder order)
    {
        for (var i = 0; i < order.Items.Count; i++)
        {
            if (order.Items[i].PerUnitDeclaredValue is null)
            {
                problems.Error(
                    ProblemCodes.MemberMissing, FormattableString.Invariant($"Items[{i}].PerUnitDeclaredValue"), "is required in India");
            }
        }
    }

    private static void WindowDate(ProblemList problems, string date, string member)
    {
        if (string.IsNullOrWhiteSpace(date))
        {
            problems.Error(ProblemCodes.MemberMissing, member, "is required in a delivery window");
        }
        else if (!Rows.IsoDate.TryParse(date.Trim(), out _))
        {
            problems.Error(
                ProblemCodes.DeliveryWindowInvalid, member, "is not an ISO 8601 date and time: give it exactly as a preview returned it");
        }
    }

    /// <summary>Whether an order is known to have nothing to do with a country: by marketplace or endpoint, and by destination.</summary>
    private static bool IsElsewhere(FulfillmentOrder order, OrderContext context, string? country, string home) =>
        country is not null && !ProblemList.Is(country, home) && !ProblemList.Is(context.CountryCode, home)
        && !ProblemList.Is(order.DestinationAddress?.CountryCode, home);
}
