using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>The features of the domain as this version's channel, packaging and additional services, and back.</summary>
internal static class FeatureWords
{
    public const string PackingSlip = "PACKING_SLIP";

    private const string BlankBox = "BLANK_BOX";
    private const string Overbox = "OVERBOX";
    private const string ChannelPrefix = "CHANNEL.";

    // From Amazon's recipe; the model has only a free map.
    private const string BlockAmzl = "BLOCK_AMZL";
    private const string WireBlockAmzl = "blockAMZL";

    public static bool IsRequired(FeatureConstraint feature) =>
        string.Equals(feature.FeatureFulfillmentPolicy?.Trim(), "Required", StringComparison.OrdinalIgnoreCase);

    public static bool IsNotRequired(FeatureConstraint feature) =>
        string.Equals(feature.FeatureFulfillmentPolicy?.Trim(), "NotRequired", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether two features take the same place here.</summary>
    public static bool AreSame(FeatureConstraint left, FeatureConstraint right) =>
        (IsChannel(left) && IsChannel(right)) || DifferenceList.Same(left.FeatureName ?? "", right.FeatureName ?? "");

    public static bool Is(FeatureConstraint feature, string name) =>
        string.Equals(feature.FeatureName?.Trim(), name, StringComparison.OrdinalIgnoreCase);

    public static bool IsChannel(FeatureConstraint feature) =>
        feature.FeatureName is { } name
            && name.StartsWith(ChannelPrefix, StringComparison.OrdinalIgnoreCase) && name.Length > ChannelPrefix.Length;

    /// <summary>
    /// Whether a feature has a place here. Names in capitals are those of version 2020-07-01; others are additional services of this one.
    /// </summary>
    public static bool IsKnown(FeatureConstraint feature) =>
        IsChannel(feature)
            || Is(feature, BlankBox) || Is(feature, Overbox) || Is(feature, BlockAmzl) || Is(feature, PackingSlip) || IsAdditional(feature);

    public static string? Channel(IEnumerable<FeatureConstraint> features) =>
        features.FirstOrDefault(IsChannel)?.FeatureName!.Substring(ChannelPrefix.Length);

    /// <summary>Writes the packaging and additional services; null if there are none.</summary>
    public static WireNode? Write(IReadOnlyList<FeatureConstraint> features, WireNode? slip)
    {
        slip ??= features.Any(feature => Is(feature, PackingSlip) && IsRequired(feature)) ? WireNode.Object(PackingSlips.Member) : null;
        var box = features.FirstOrDefault(feature => Is(feature, BlankBox));
        var overbox = features.FirstOrDefault(feature => Is(feature, Overbox));
        var packaging = box is null && overbox is null && slip is null ? null : WireNode.Object(
            "packaging",
            WireNode.Of("packagingOption", Words.PackagingOption(box?.FeatureFulfillmentPolicy)),
            WireNode.Of("overbox", Words.WireRequired(overbox?.FeatureFulfillmentPolicy)),
            slip);
        var additional = features.Where(feature => Is(feature, BlockAmzl) || IsAdditional(feature))
            .GroupBy(feature => Is(feature, BlockAmzl) ? WireBlockAmzl : feature.FeatureName!.Trim(), StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => Words.WireRequired(same.First().FeatureFulfillmentPolicy)!);
        return WireNode.ObjectOrNone("services", packaging, WireNode.Map("additional", additional));
    }

    public static FeatureConstraint[] Read(string? channel, WireNode? services)
    {
        List<FeatureConstraint> features = [];
        void Add(string name, string? policy)
        {
            if (policy is not null)
            {
                features.Add(new FeatureConstraint { FeatureName = name, FeatureFulfillmentPolicy = policy });
            }
        }

        var packaging = services?.Find("packaging");
        Add(BlankBox, Words.BlankBox(packaging?.Text("packagingOption")));
        Add(Overbox, Words.Required(packaging?.Text("overbox")));

        // "Applying any settings requires that the order has a printed slip."
        Add(PackingSlip, packaging?.Find("packingSlip") is { Kind: WireKind.Object } ? "Required" : null);
        foreach (var pair in services?.TextsByName("additional") ?? [])
        {
            Add(
                string.Equals(pair.Key, WireBlockAmzl, StringComparison.OrdinalIgnoreCase) ? BlockAmzl : pair.Key,
                Words.Required(pair.Value));
        }

        Add(ChannelPrefix + channel, string.IsNullOrEmpty(channel) ? null : "Required");
        return [.. features];
    }

    private static bool IsAdditional(FeatureConstraint feature) =>
        feature.FeatureName is { } name && !string.IsNullOrWhiteSpace(name) && name.Any(char.IsLower) && !IsChannel(feature)
        && !Is(feature, BlankBox) && !Is(feature, Overbox) && !Is(feature, BlockAmzl) && !Is(feature, PackingSlip);
}
