using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>
/// What Amazon's models and pages say in their texts about the size of an order and about words that have to be known. Requests are held to
/// it when they come in; a state file keeps what was taken under the rules of its time.
/// </summary>
/// <param name="options">The sandbox's settings.</param>
/// <param name="refuse">Makes the refusal of a parameter's value, for a reason.</param>
internal sealed class OrderRequestRules(SandboxOptions options, Func<string, string, string, Exception> refuse)
{
    public const string TooManyUnits = "An order has at most 250 units.";
    private const string TooManyLines = "An order has at most 100 line items.";
    private const string InvalidValue = "InvalidValue.";
    private const string ChannelPrefix = "CHANNEL.";

    // Seen in responses of Amazon's, and not in its list.
    private static readonly string[] s_unlisted = ["PSLIP", "PRIME_ELIGIBILITY"];

    public void CheckItems(string parameter, IReadOnlyList<ItemContent> items)
    {
        if (items.Count > OrderLimits.MostLines)
        {
            throw refuse(parameter, items.Count.ToString(CultureInfo.InvariantCulture), TooManyLines);
        }

        var units = items.Sum(item => (long)item.Quantity);
        if (units > OrderLimits.MostUnits)
        {
            throw refuse(parameter, units.ToString(CultureInfo.InvariantCulture), TooManyUnits);
        }
    }

    /// <summary>
    /// A marketplace must be one of Amazon's. Ids of digits were seen in orders of Amazon's own, and nobody knows which there are.
    /// </summary>
    public void CheckMarketplace(string? id)
    {
        if (id is not null
            && id != options.MarketplaceId && Marketplace.Find(id) is null
            && (id.Length == 0 || !id.All(character => character is >= '0' and <= '9')))
        {
            throw refuse("MarketplaceId", Short(id), InvalidValue);
        }
    }

    public void CheckCountry(string parameter, string? code)
    {
        if (code is not null && !(code.Length == 2 && code.All(IsLetter)))
        {
            throw refuse(parameter, Short(code), InvalidValue);
        }
    }

    public void CheckCurrency(Money? amount)
    {
        if (amount is not null && !(amount.Currency.Length == 3 && amount.Currency.All(IsLetter)))
        {
            throw refuse("CurrencyCode", Short(amount.Currency), InvalidValue);
        }
    }

    public void CheckDisplayableId(string? id)
    {
        if (id is not null && id.Any(character => character > '\u00FF'))
        {
            throw refuse("DisplayableOrderId", "", InvalidValue);
        }
    }

    /// <summary>An order that needs a feature that it cannot have is refused, as the model says of Required.</summary>
    public void CheckFeatures(string parameter, IReadOnlyList<Feature>? features, string? marketplaceId, string? country)
    {
        var marketplace = Marketplace.Find(marketplaceId) ?? Marketplace.OfCountry(country) ?? Marketplace.OfCountry("US")!;
        foreach (var feature in features ?? [])
        {
            if (feature.Policy == "Required" && !CanHave(feature.Name ?? "", marketplace))
            {
                throw refuse(parameter, Short(feature.Name ?? ""), InvalidValue);
            }
        }
    }

    private static bool IsLetter(char character) => character is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z');

    private static string Short(string text) => text.Length <= 40 ? text : "";

    private bool CanHave(string name, Marketplace marketplace) => !options.FeaturesNotEnrolled.Contains(name)
        && (MarketplaceFeature.Find(name, marketplace) is not null
            || Array.IndexOf(s_unlisted, name) >= 0
            || (name.StartsWith(ChannelPrefix, StringComparison.Ordinal) && name.Length > ChannelPrefix.Length));
}
