using System;
using System.Collections.Generic;
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
        CashOnDelivery(problems, order, context, country);
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

        const string Type = "DeliveryPreferences.DropOffLocation.Type";
        problems.Required(location.Type, Type);
        problems.Word(location.Type, Type, context.Rules.DropOffTypes);
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

    /// <summary>
    /// Finds what a driver would collect by mistake or not at all. Amazon's model says that a price is collected "in a COD order": a price
    /// without payment on delivery asks for money that nobody collects, so it is refused like the other amounts.
    /// </summary>
    private static void CashOnDelivery(ProblemList problems, FulfillmentOrder order, OrderContext context, string? country)
    {
        var cod = order.CodSettings;
        if (cod is not null)
        {
            Amounts(problems, cod);
        }

        if (context.Rules.CashOnDeliveryCountries is not { } countries)
        {
            return;
        }

        if (countries.All(home => IsElsewhere(order, context, country, home.Code)))
        {
            // A price has no effect there.
            if (cod is { IsBlank: false })
            {
                var names = string.Join(" and ", countries.Select(home => home.Name));
                problems.Error(
                    ProblemCodes.NotInMarketplace, nameof(order.CodSettings),
                    $"are only allowed in {names}: leave IsCodRequired and the amounts out");
            }

            return;
        }

        if (ProblemList.Is(country, India) && cod?.Amounts.Any() == true)
        {
            problems.Error(
                ProblemCodes.CodInvalid,
                nameof(order.CodSettings),
                "have amounts, which are not allowed in India: include the charges in PerUnitDeclaredValue",
                IndiaPage);
        }

        if (cod is { IsCodRequired: true })
        {
            var isIndia = context.Rules.HasIndianPayments && ProblemList.Is(country ?? order.DestinationAddress?.CountryCode, India);
            Collected(problems, cod, order.Items, isIndia);
        }
        else
        {
            NotCollected(problems, order.Items);
        }
    }

    private static void Amounts(ProblemList problems, CodSettings cod)
    {
        const string Member = nameof(FulfillmentOrder.CodSettings);
        problems.Currency(cod.CodCharge, Member + ".CodCharge");
        problems.Currency(cod.CodChargeTax, Member + ".CodChargeTax");
        problems.Currency(cod.ShippingCharge, Member + ".ShippingCharge");
        problems.Currency(cod.ShippingChargeTax, Member + ".ShippingChargeTax");
        if (cod.IsCodRequired != true && cod.Amounts.Any(amount => amount.Value != 0))
        {
            problems.Error(
                ProblemCodes.CodInvalid,
                Member + ".IsCodRequired",
                "is not true, but there are amounts to collect: set it to true, or leave the amounts out");
        }
    }

    private static void NotCollected(ProblemList problems, IReadOnlyList<FulfillmentOrderItem> items)
    {
        for (var i = 0; i < items.Count; i++)
        {
            problems.Within = FormattableString.Invariant($"{nameof(FulfillmentOrder.Items)}[{i}].");
            NotCollected(problems, items[i].PerUnitPrice, nameof(FulfillmentOrderItem.PerUnitPrice));
            NotCollected(problems, items[i].PerUnitTax, nameof(FulfillmentOrderItem.PerUnitTax));
        }

        problems.Within = "";
    }

    private static void NotCollected(ProblemList problems, Money? amount, string member)
    {
        if (amount is { Value: not 0 })
        {
            problems.Error(
                ProblemCodes.CodInvalid,
                member,
                "is an amount to collect on delivery, but IsCodRequired is not true: set it to true, or leave the amount out");
        }
    }

    private static void Collected(ProblemList problems, CodSettings cod, IReadOnlyList<FulfillmentOrderItem> items, bool isIndia)
    {
        // In India, the declared values are collected; one that is missing is an error of its own.
        var amounts = items.SelectMany(item => new[] { item.PerUnitPrice, item.PerUnitTax }).OfType<Money>().Concat(cod.Amounts);
        var collectsNothing = amounts.All(amount => amount.Value == 0)
            && (!isIndia || (items.Count > 0 && items.All(item => item.PerUnitDeclaredValue is { Value: 0 })));
        if (collectsNothing)
        {
            problems.Error(
                ProblemCodes.CodInvalid,
                nameof(FulfillmentOrder.CodSettings),
                isIndia
                    ? "require payment on delivery, but all declared values are 0: give PerUnitDeclaredValue, or leave IsCodRequired out"
                    : "require payment on delivery, but there is no amount to collect: give PerUnitPrice for each item, or leave "
                        + "IsCodRequired out");
            return;
        }

        for (var i = 0; i < items.Count && !isIndia; i++)
        {
            if (items[i].PerUnitPrice is null)
            {
                problems.Warning(
                    ProblemCodes.CodInvalid,
                    FormattableString.Invariant($"Items[{i}].{nameof(FulfillmentOrderItem.PerUnitPrice)}"),
                    "is missing, so nothing is collected for this item on delivery: give its price, or 0 if it is free");
            }
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
        else if (!Rows.IsoDate.TryParse(date.Trim(), out _) || date.Trim().Length == Rows.IsoDate.DayLength)
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
