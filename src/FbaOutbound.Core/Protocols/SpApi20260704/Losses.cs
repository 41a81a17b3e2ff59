using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>Something that this version cannot say.</summary>
/// <param name="Member">The member of the domain.</param>
/// <param name="Reason">Why, and what to do instead, as the end of a sentence about the member.</param>
internal sealed record Loss(string Member, string Reason);

/// <summary>What orders and updates hold that this version has no place for. The validator tells it, and the service refuses it.</summary>
internal static class Losses
{
    public static IReadOnlyList<Loss> Of(FulfillmentOrder order)
    {
        var losses = new List<Loss>(OfFeatures(order));
        if (order.NotificationEmails.Count(email => !string.IsNullOrWhiteSpace(email)) > 1)
        {
            losses.Add(new(nameof(order.NotificationEmails), "has more than one address, but this version notifies only one: give one"));
        }

        if (order.CodSettings is { } cod)
        {
            if (cod.CodCharge is not null
                || cod.CodChargeTax is not null || cod.ShippingCharge is not null || cod.ShippingChargeTax is not null)
            {
                losses.Add(
                    new(
                        nameof(order.CodSettings),
                        "has amounts to collect, but this version collects a price per unit: give PerUnitPrice"));
            }
            else if (cod.IsCodRequired == true && order.Items.All(item => item.PerUnitPrice is null or { Value: 0 }))
            {
                losses.Add(new(nameof(order.CodSettings), "requires payment on delivery, but no item has a price: give PerUnitPrice"));
            }
        }

        for (var i = 0; i < order.Items.Count; i++)
        {
            var item = order.Items[i];
            var member = System.FormattableString.Invariant($"{nameof(order.Items)}[{i}].");
            if (!string.IsNullOrWhiteSpace(item.FulfillmentNetworkSku))
            {
                losses.Add(
                    new(
                        member + nameof(item.FulfillmentNetworkSku),
                        "is not supported by this version: leave it out; SellerSku identifies the product"));
            }

            if (item.PerUnitTax is not null)
            {
                losses.Add(new(member + nameof(item.PerUnitTax), "is not supported by this version: include it in PerUnitPrice"));
            }

            if (item.PerUnitPrice is not null && order.CodSettings is not { IsCodRequired: true })
            {
                losses.Add(
                    new(
                        member + nameof(item.PerUnitPrice),
                        "makes this version collect payment on delivery, which the order does not require: set IsCodRequired, or leave the "
                            + "price out"));
            }
        }

        return losses;
    }

    /// <summary>What a preview loses: only what would change it.</summary>
    public static IReadOnlyList<Loss> OfPreview(FulfillmentOrder order) => [.. OfFeatures(order)];

    /// <summary>An update says only whether to ship or to hold.</summary>
    public static IReadOnlyList<Loss> Of(OrderUpdate update)
    {
        (string Member, bool IsGiven)[] members =
        [
            (nameof(update.DisplayableOrderId), update.DisplayableOrderId is not null),
            (nameof(update.DisplayableOrderDate), update.DisplayableOrderDate is not null),
            (nameof(update.DisplayableOrderComment), update.DisplayableOrderComment is not null),
            (nameof(update.ShippingSpeedCategory), update.ShippingSpeedCategory is not null),
            (nameof(update.DestinationAddress), update.DestinationAddress is not null),
            (nameof(update.Policy), update.Policy is not null),
            (nameof(update.MarketplaceId), update.MarketplaceId is not null),
            (nameof(update.ShipFromCountryCode), update.ShipFromCountryCode is not null),
            (nameof(update.NotificationEmails), update.NotificationEmails.Count > 0),
            (nameof(update.FeatureConstraints), update.FeatureConstraints.Count > 0),
            (nameof(update.Items), update.Items.Count > 0),
        ];
        return
        [
            .. members.Where(member => member.IsGiven).Select(member => new Loss(
                member.Member,
                "cannot be updated in this version, which can change only the action: cancel the order and create a new one, or use "
                    + "version 2020-07-01")),
        ];
    }

    private static IEnumerable<Loss> OfFeatures(FulfillmentOrder order)
    {
        var features = order.FeatureConstraints;
        for (var i = 0; i < features.Count; i++)
        {
            var feature = features[i];
            var reason = features.Take(i).Any(other => FeatureWords.AreSame(other, feature)) ? "is given twice: give it once"
                : !FeatureWords.IsKnown(feature) ? "is not a feature of this version: leave it out, or use version 2020-07-01"
                : string.IsNullOrWhiteSpace(feature.FeatureFulfillmentPolicy) ? "has no policy: give Required or NotRequired"
                : FeatureWords.IsChannel(feature) && !FeatureWords.IsRequired(feature)
                ? "is a channel, which must be Required in this version"
                : FeatureWords.Is(feature, FeatureWords.PackingSlip)
                    && !FeatureWords.IsRequired(feature) && PackingSlips.Of(order) is not null
                    ? "cannot be NotRequired if there are displayable values, because this version prints a packing slip for any of them"
                    : null;

            // What is not required and not there is not missed.
            if (reason is not null && (FeatureWords.IsKnown(feature) || !FeatureWords.IsNotRequired(feature)))
            {
                yield return new(System.FormattableString.Invariant($"{nameof(order.FeatureConstraints)}[{i}]"), reason);
            }
        }
    }
}
