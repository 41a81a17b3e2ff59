using System;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.SpApi20260704;
using FbaOutbound.Rows;
using FbaOutbound.Services;

namespace FbaOutbound.Rules;

/// <summary>What a version of the service has no place for, and what only it limits.</summary>
internal static class VersionRules
{
    private const int LongestChannel = 40;

    private static readonly string[] s_priorityCountries = ["CA", "IN", "MX"];

    public static void Check(ProblemList problems, FulfillmentOrder order, OrderContext context)
    {
        if (context.Is2026)
        {
            foreach (var loss in Losses.Of(order))
            {
                NotInVersion(problems, loss, context);
            }

            Limits(problems, order, context);
        }
        else
        {
            NotInOlder(problems, order, context);
        }

        if (context.IsMws)
        {
            MwsRules.Check(problems, order, context);
        }
    }

    public static void CheckPreview(ProblemList problems, FulfillmentOrder order, OrderContext context)
    {
        if (context.Is2026)
        {
            foreach (var loss in Losses.OfPreview(order))
            {
                NotInVersion(problems, loss, context);
            }
        }
    }

    public static void CheckUpdate(ProblemList problems, OrderUpdate update, OrderContext context)
    {
        if (context.IsMws)
        {
            MwsRules.CheckUpdate(problems, update, context);
        }

        if (context.Is2026)
        {
            foreach (var loss in Losses.Of(update))
            {
                NotInVersion(problems, loss, context);
            }
        }
    }

    private static void NotInVersion(ProblemList problems, Loss loss, OrderContext context) =>
        problems.Error(ProblemCodes.NotInVersion, loss.Member, $"{loss.Reason} (version {context.ApiVersion})");

    private static void Limits(ProblemList problems, FulfillmentOrder order, OrderContext context)
    {
        if (FeatureWords.Channel(order.FeatureConstraints) is { Length: > LongestChannel } channel)
        {
            problems.Error(ProblemCodes.TextTooLong, nameof(order.FeatureConstraints), FormattableString.Invariant(
                $"has a channel of {channel.Length} characters; at most {LongestChannel} are allowed: shorten it"));
        }

        if (order.FurtherSpeeds.Count > 0 && string.IsNullOrWhiteSpace(order.ShippingSpeedCategory))
        {
            problems.Error(ProblemCodes.MemberMissing, nameof(order.ShippingSpeedCategory), "is required where there are further speeds: it is the preferred one");
        }

        foreach (var speed in order.FurtherSpeeds)
        {
            if (!OrderColumns.Speeds.Any(known => ProblemList.Is(known, speed)))
            {
                problems.Error(ProblemCodes.WordUnknown, nameof(order.FurtherSpeeds), $"holds a word that is not one of {string.Join(", ", OrderColumns.Speeds)}");
            }
        }

        var country = context.MarketplaceCountry(order.MarketplaceId);
        if (ProblemList.Is(order.ShippingSpeedCategory, "Priority") && country is not null && !Array.Exists(s_priorityCountries, code => ProblemList.Is(country, code)))
        {
            problems.Error(ProblemCodes.NotInMarketplace, nameof(order.ShippingSpeedCategory),
                "is Priority, which version 2026-07-04 has in Canada, India and Mexico only: use another speed");
        }

        if (country is null && string.IsNullOrWhiteSpace(order.ShipFromCountryCode))
        {
            problems.Error(ProblemCodes.MemberMissing, nameof(order.ShipFromCountryCode),
                "is required where the marketplace's country is not known, because version 2026-07-04 knows no marketplaces");
        }

        if (country is not null && !ProblemList.Is(country, "IN"))
        {
            if (order.PaymentInformation.Count > 0)
            {
                problems.Error(ProblemCodes.NotInMarketplace, nameof(order.PaymentInformation), "is only allowed in India on version 2026-07-04: leave it out");
            }

            if (order.CodSettings is { IsCodRequired: true })
            {
                problems.Error(ProblemCodes.NotInMarketplace, nameof(order.CodSettings), "are only allowed in India on version 2026-07-04: leave them out");
            }
        }
    }

    private static void NotInOlder(ProblemList problems, FulfillmentOrder order, OrderContext context)
    {
        const string Reason = "is a packing slip's template, which only version 2026-07-04 has: leave it out";
        if (order.PackingSlip is not null)
        {
            NotInVersion(problems, new Loss(nameof(order.PackingSlip), Reason), context);
        }

        if (order.FurtherSpeeds.Count > 0)
        {
            NotInVersion(problems, new Loss(nameof(order.FurtherSpeeds), "are further speeds, and this version takes one: leave them out"), context);
        }

        for (var i = 0; i < order.Items.Count; i++)
        {
            if (order.Items[i].PackingSlip is not null)
            {
                NotInVersion(problems, new Loss(FormattableString.Invariant($"Items[{i}].PackingSlip"), Reason), context);
            }

            if (order.Items[i].Unit is { } unit && !ProblemList.Is(unit, "EACHES"))
            {
                NotInVersion(problems, new Loss(FormattableString.Invariant($"Items[{i}].Unit"), "is a unit of measure, and this version counts pieces: leave it out"), context);
            }
        }
    }
}
