using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Orders;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Building;

/// <summary>The channel that an order was sold on, and the features that it asks for.</summary>
internal static class ChannelFeatures
{
    // Neutral packaging, and no carrier of Amazon's.
    private static readonly IReadOnlyList<FeatureConstraint> s_neutral =
    [
        new FeatureConstraint { FeatureName = "BLANK_BOX", FeatureFulfillmentPolicy = "Required" },
        new FeatureConstraint { FeatureName = "BLOCK_AMZL", FeatureFulfillmentPolicy = "Required" },
    ];

    /// <summary>Returns the channel of an order; null where the file tells none.</summary>
    public static string? ChannelOf(OrderCells cells) => cells.Format.Channel ?? cells.Format.Channels
        .Where(rule => !rule.Unless.Any(other => cells.Values(other.Key).Any(value => RuleBook.IsWord(value.Text, other.Value))))
        .SelectMany(rule => cells.Values(rule.Field).Select(value => RuleBook.ChannelOf(rule, value.Text)))
        .FirstOrDefault(found => found is not null);

    /// <summary>Sets the features of an order, and returns the channel if its policy decides them.</summary>
    public static string? Set(object?[] values, string? channel, string? marketplaceCountry, ImportOptions options)
    {
        ref var features = ref values[OrderColumns.Feature.Index];
        if (features is not null || options.Features is not null)
        {
            features = options.Features ?? features;
            return null;
        }

        if (channel is not null && options.FeatureMap?.TryGetValue(channel, out var mapped) == true)
        {
            features = mapped;
            return channel;
        }

        var country = marketplaceCountry ?? values[OrderColumns.CountryCode.Index] as string;
        if (channel == "Walmart" || (channel == "Ebay" && country is "US" or "CA"))
        {
            features = s_neutral;
            return channel;
        }

        return null;
    }
}
