using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Rows;

/// <summary>Reads the columns that hold several things: texts with <c>;</c> between them, or a list that a script gave.</summary>
internal static class CellLists
{
    private static readonly string[] s_featurePolicies = ["Required", "NotRequired"];

    public static object? Read(CellKind kind, object? value, out string? fault)
    {
        fault = null;
        if (value is IDictionary named && kind is not CellKind.List)
        {
            return kind == CellKind.Map ? MapOf(named, out fault) : FeaturesOf(named, out fault);
        }

        var texts = new List<string>();
        if (value is IList { Count: > 1 } list && list.IndexOf(null) is >= 0 and var index)
        {
            fault = FormattableString.Invariant($"has a null at [{index}]: remove it, or correct the variable that it comes from");
            return null;
        }

        foreach (var part in value is IEnumerable parts and not string ? parts : new[] { value })
        {
            if (Cell.TextOf(part, out fault) is { } text)
            {
                foreach (var piece in text.Split(';'))
                {
                    if (piece.Trim() is { Length: > 0 } trimmed)
                    {
                        texts.Add(trimmed);
                    }
                }
            }
            else if (fault is not null)
            {
                return null;
            }
        }

        return texts.Count == 0 ? null
            : kind == CellKind.List ? texts.ToArray()
            : kind == CellKind.Map ? MapOf(texts, out fault)
            : FeaturesOf(texts, out fault);
    }

    /// <summary>Whether two parsed values say the same.</summary>
    public static bool AreSame(object left, object right)
    {
        switch (left, right)
        {
            case (Money one, Money other):
                return one.Value == other.Value
                    && (one.CurrencyCode is null || other.CurrencyCode is null || one.CurrencyCode == other.CurrencyCode);
            case (OrderDate one, OrderDate other):
                return one.Instant == other.Instant;
            case (Dictionary<string, string> one, Dictionary<string, string> other):
                return one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var same) && same == pair.Value);
            case (IList one, IList other):
                if (one.Count != other.Count)
                {
                    return false;
                }

                for (var i = 0; i < one.Count; i++)
                {
                    if (!Equals(one[i], other[i]))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return left.Equals(right);
        }
    }

    /// <summary>Returns a feature; a policy that is left out is Required, because naming a feature means requesting it.</summary>
    public static FeatureConstraint? FeatureOf(string name, string? policy, out string? fault)
    {
        fault = null;
        if (name.Length == 0)
        {
            fault = "names no feature before the '=': use NAME=Required or NAME=NotRequired, and separate several with ';'";
            return null;
        }

        var word = policy is null ? s_featurePolicies[0] : Cell.WordIn(policy, s_featurePolicies, out fault);
        if (fault is not null && name.All(character => character is (>= 'A' and <= 'Z') or '_'))
        {
            fault = $"for {name} {fault}";
        }

        return word is null ? null : new FeatureConstraint { FeatureName = name, FeatureFulfillmentPolicy = word };
    }

    private static Dictionary<string, string>? MapOf(List<string> texts, out string? fault)
    {
        fault = null;
        var map = new Dictionary<string, string>();
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=');
            var name = equals < 0 ? "" : text.Substring(0, equals).Trim();
            if (name.Length == 0 || map.ContainsKey(name))
            {
                fault = name.Length == 0
                    ? "has a part without a name: use name=value, and separate several with ';'"
                    : "names the same attribute twice";
                return null;
            }

            map[name] = text.Substring(equals + 1).Trim();
        }

        return map;
    }

    private static Dictionary<string, string>? MapOf(IDictionary named, out string? fault)
    {
        fault = null;
        var map = new Dictionary<string, string>();
        foreach (DictionaryEntry entry in named)
        {
            var name = Cell.TextOf(entry.Key, out fault);
            var text = fault is null ? GivenText.Of(entry.Value, FbaOutbound.Texts.TextUse.Lines, out fault) : null;
            if (fault is not null || name is null)
            {
                fault ??= "has a value without a name";
                return null;
            }

            if (text is not null)
            {
                map[name] = text;
            }
        }

        return map.Count == 0 ? null : map;
    }

    private static FeatureConstraint[]? FeaturesOf(List<string> texts, out string? fault)
    {
        var features = new List<FeatureConstraint>(texts.Count);
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=');
            var feature = equals < 0
                ? FeatureOf(text, null, out fault)
                : FeatureOf(text.Substring(0, equals).Trim(), text.Substring(equals + 1).Trim(), out fault);
            if (feature is null)
            {
                return null;
            }

            features.Add(feature);
        }

        return Distinct(features, out fault);
    }

    private static FeatureConstraint[]? FeaturesOf(IDictionary policies, out string? fault)
    {
        fault = null;
        var features = new List<FeatureConstraint>(policies.Count);
        foreach (DictionaryEntry entry in policies)
        {
            var name = Cell.TextOf(entry.Key, out fault);
            var policy = fault is null ? Cell.TextOf(entry.Value, out fault) : null;
            var feature = fault is null ? FeatureOf(name ?? "", policy, out fault) : null;
            if (feature is null)
            {
                return null;
            }

            features.Add(feature);
        }

        return features.Count == 0 ? null : Distinct(features, out fault);
    }

    private static FeatureConstraint[]? Distinct(List<FeatureConstraint> features, out string? fault)
    {
        fault = null;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var feature in features)
        {
            if (!names.Add(feature.FeatureName!))
            {
                fault = "names the same feature twice";
                return null;
            }
        }

        return features.ToArray();
    }
}
