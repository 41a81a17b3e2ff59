using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Journal;

/// <summary>
/// An order as another run may have given it: a default that was filled in for one run may have been written out for the other. A journal
/// has only hashes of what was given, so each way to say the same is tried.
/// </summary>
/// <param name="order">The order, with its defaults filled in.</param>
/// <param name="marketplaceId">The marketplace of the session, which is the default.</param>
internal sealed class SameOrders(FulfillmentOrder order, string? marketplaceId)
{
    private static readonly string[] s_members =
    [
        nameof(FulfillmentOrder.MarketplaceId), nameof(FulfillmentOrder.DisplayableOrderId), nameof(FulfillmentOrder.DisplayableOrderDate),
        nameof(FulfillmentOrder.DisplayableOrderComment), nameof(FulfillmentOrder.ShippingSpeedCategory), nameof(FulfillmentOrder.Action),
        nameof(FulfillmentOrder.Policy),
    ];

    /// <summary>The order with the default of each member that has one.</summary>
    public FulfillmentOrder AllDefault => order with
    {
        MarketplaceId = marketplaceId,
        DisplayableOrderId = order.SellerFulfillmentOrderId,
        DisplayableOrderComment = DefaultValues.Comment,
        ShippingSpeedCategory = DefaultValues.Speed,
        Action = DefaultValues.Action,
        Policy = DefaultValues.Policy,
        FilledIn = [],
    };

    /// <summary>Whether a member has a default.</summary>
    public static bool HasDefault(string member) => Array.IndexOf(s_members, member) >= 0;

    /// <summary>
    /// Returns the content of the order as an earlier run gave it: the earlier content itself if the order says the same, otherwise the
    /// one that has the same essentials, or the order's own.
    /// </summary>
    /// <param name="own">The order's own content.</param>
    /// <param name="earlier">The content of the earlier run.</param>
    /// <param name="account">Makes the content.</param>
    public JournalContent ContentAsIn(JournalContent own, JournalContent earlier, JournalAccount account)
    {
        if (own == earlier)
        {
            return own;
        }

        var near = own;
        foreach (var same in WithOtherIds().SelectMany(WithOtherUnits).SelectMany(WithOtherDefaults))
        {
            var content = account.Of(same);
            if (content == earlier)
            {
                return content;
            }

            near = near.Essentials != earlier.Essentials && content.Essentials == earlier.Essentials ? content : near;
        }

        return near;
    }

    private IEnumerable<FulfillmentOrder> WithOtherIds()
    {
        yield return order;
        if (order.FilledIn.Contains(ItemComparison.Ids))
        {
            yield return order with { FilledIn = [.. order.FilledIn.Where(member => member != ItemComparison.Ids)] };
        }
        else if (order.Items.Select((item, index) => (item, Default: (index + 1).ToString(CultureInfo.InvariantCulture)))
            .All(pair => pair.item.SellerFulfillmentOrderItemId == pair.Default))
        {
            yield return order with { FilledIn = [.. order.FilledIn, ItemComparison.Ids] };
        }
    }

    private static IEnumerable<FulfillmentOrder> WithOtherUnits(FulfillmentOrder same)
    {
        yield return same;
        var areBlank = same.Items.All(item => string.IsNullOrWhiteSpace(item.Unit));
        if (areBlank || same.Items.All(item => IsBlankOr(item.Unit, DefaultValues.Unit)))
        {
            yield return same with
            {
                Items = [.. same.Items.Select(item => item with { Unit = areBlank ? DefaultValues.Unit : null })],
            };
        }
    }

    // Each member that has its default doubles the number.
    private IEnumerable<FulfillmentOrder> WithOtherDefaults(FulfillmentOrder same)
    {
        var free = s_members.Where(member => IsDefault(member, same)).ToList();
        var defaults = AllDefault;
        for (var chosen = 0; chosen < 1 << free.Count; chosen++)
        {
            var given = free.Where((_, index) => (chosen & (1 << index)) != 0).ToList();
            bool IsGiven(string member) => given.Contains(member);
            yield return same with
            {
                MarketplaceId = IsGiven(nameof(same.MarketplaceId)) ? defaults.MarketplaceId : same.MarketplaceId,
                Action = IsGiven(nameof(same.Action)) ? defaults.Action : same.Action,
                Policy = IsGiven(nameof(same.Policy)) ? defaults.Policy : same.Policy,
                DisplayableOrderId = IsGiven(nameof(same.DisplayableOrderId)) ? defaults.DisplayableOrderId : same.DisplayableOrderId,
                DisplayableOrderComment = IsGiven(nameof(same.DisplayableOrderComment))
                    ? defaults.DisplayableOrderComment : same.DisplayableOrderComment,
                FilledIn = [.. same.FilledIn.Except(free), .. free.Except(given)],
            };
        }
    }

    // The default of the date is the time of the run: it may have been left out then.
    private bool IsDefault(string member, FulfillmentOrder same) => same.FilledIn.Contains(member) || member switch
    {
        nameof(FulfillmentOrder.MarketplaceId) => IsBlankOr(same.MarketplaceId, marketplaceId),
        nameof(FulfillmentOrder.DisplayableOrderId) => IsBlankOr(same.DisplayableOrderId, same.SellerFulfillmentOrderId),
        nameof(FulfillmentOrder.DisplayableOrderDate) => true,
        nameof(FulfillmentOrder.DisplayableOrderComment) => IsBlankOr(same.DisplayableOrderComment, DefaultValues.Comment),
        nameof(FulfillmentOrder.ShippingSpeedCategory) => IsBlankOr(same.ShippingSpeedCategory, DefaultValues.Speed),
        nameof(FulfillmentOrder.Action) => IsBlankOr(same.Action, DefaultValues.Action),
        _ => IsBlankOr(same.Policy, DefaultValues.Policy),
    };

    private static bool IsBlankOr(string? text, string? filler) => string.IsNullOrWhiteSpace(text)
        || (filler is not null && DifferenceList.Same(text!, filler));
}
