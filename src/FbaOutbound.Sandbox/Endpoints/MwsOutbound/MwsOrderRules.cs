using System;
using System.Collections.Generic;
using FbaOutbound.Sandbox.Endpoints.Mws;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.MwsOutbound;

/// <summary>
/// What the pages of the section say about an order beyond its parameters' types. It is in Japan if the host, the marketplace or the
/// destination says so: the pages' own example has a Japanese host and address with the marketplace of the United States.
/// </summary>
internal static class MwsOrderRules
{
    private const string Brazil = "A2Q3Y263D00KWC";
    private const string Japan = "A1VC38T7YXB528";
    private const int LongestName = 50;

    /// <summary>The limits that a request has, in MWS' words.</summary>
    public static OrderRequestRules ForRequests(SandboxOptions options) =>
        new(options, static (parameter, value, reason) => MwsMembers.Invalid(parameter, value, reason.TrimEnd('.')));

    public static void CheckRequest(
        OrderRequestRules rules, IReadOnlyList<ItemContent> items, string? marketplaceId, PostalAddress? address)
    {
        rules.CheckItems("Items", items);
        rules.CheckMarketplace(marketplaceId);
        rules.CheckCountry("DestinationAddress.CountryCode", address?.CountryCode);
        if (address?.Name.Length > LongestName)
        {
            throw MwsMembers.Invalid("DestinationAddress.Name");
        }
    }

    /// <summary>The marketplace of a host that has only one, or has one that is meant where none is named.</summary>
    public static string? MarketplaceOf(string? host)
    {
        var name = host is null ? "" : host.Split(':')[0].ToLowerInvariant();
        return name switch
        {
            "mws.amazonservices.jp" => Japan,
            "mws.amazonservices.ca" => "A2EUQ1WTGCTBG2",
            "mws.amazonservices.com.mx" => "A1AM78C64UM0Y8",
            "mws-eu.amazonservices.com" => "A1F83G8C2ARO7P",
            "mws.amazonservices.ae" => "A2VIGQ35RCS4UG",
            "mws.amazonservices.in" => "A21TJRUUN4KGV",
            "mws.amazonservices.com.au" => "A39IBJ37TRP1C6",
            "mws-fe.amazonservices.com" => "A19VAU5U5O7RUS",
            _ => null,
        };
    }

    public static bool IsInJapan(string? host, string marketplaceId, string countryCode) =>
        MarketplaceOf(host) == Japan || marketplaceId == Japan || string.Equals(countryCode, "JP", StringComparison.OrdinalIgnoreCase);

    public static void CheckCreate(OrderContent order, string? host)
    {
        if (order.MarketplaceId == Brazil)
        {
            throw MwsMembers.Invalid("MarketplaceId", Brazil);
        }

        var inJapan = IsInJapan(host, order.MarketplaceId, order.Address.CountryCode);
        if (!inJapan && string.IsNullOrWhiteSpace(order.Address.City))
        {
            throw MwsMembers.Missing("DestinationAddress.City");
        }

        if (!inJapan && order.Terms.CashOnDelivery is not null)
        {
            throw MwsMembers.Invalid("CODSettings");
        }

        if (!inJapan && order.Terms.DeliveryWindow is not null)
        {
            throw MwsMembers.Invalid("DeliveryWindow");
        }

        if (order.Speed == ShippingSpeed.ScheduledDelivery && order.Terms.DeliveryWindow is null)
        {
            throw MwsMembers.Missing("DeliveryWindow");
        }
    }

    public static void CheckUpdate(OrderChange change, MwsMembers order)
    {
        if (change.MarketplaceId == Brazil)
        {
            throw MwsMembers.Invalid("MarketplaceId", Brazil);
        }

        if (change.Speed == ShippingSpeed.ScheduledDelivery)
        {
            throw MwsMembers.Invalid("ShippingSpeedCategory", nameof(ShippingSpeed.ScheduledDelivery));
        }

        foreach (var name in (string[])["CODSettings", "DeliveryWindow"])
        {
            if (order.Below(name).IsGiven)
            {
                throw MwsMembers.Invalid(name);
            }
        }
    }
}
