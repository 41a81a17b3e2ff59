using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Rules;

/// <summary>What Amazon says against the features that an order requires: it refuses an order that cannot have one of them.</summary>
internal static class FeatureFindings
{
    /// <summary>Returns the features that an order requires.</summary>
    public static IReadOnlyList<string> RequiredBy(FulfillmentOrder order) =>
    [
        .. order.FeatureConstraints.Where(feature => ProblemList.Is(feature.FeatureFulfillmentPolicy, "Required"))
            .Select(feature => feature.FeatureName?.Trim().ToUpperInvariant() ?? "").Where(name => name.Length > 0).Distinct(),
    ];

    /// <summary>Whether the seller can use a feature in a marketplace.</summary>
    public static bool CanUse(IReadOnlyList<Feature> features, string name) =>
        features.Any(feature => ProblemList.Is(feature.FeatureName, name) && feature.SellerEligible != false);

    /// <summary>Returns which of the required features the order cannot have.</summary>
    /// <param name="order">The order.</param>
    /// <param name="features">The features of its marketplace.</param>
    /// <param name="skus">What Amazon says of its SKUs with the features that the seller can use.</param>
    /// <param name="page">The service page of features.</param>
    /// <param name="rowOf">Finds the row of a member.</param>
    public static IReadOnlyList<OrderProblem> Of(
        FulfillmentOrder order, IReadOnlyList<Feature> features, IReadOnlyList<FeatureSku> skus, string page, Func<string, long> rowOf)
    {
        // eBay asks for neutral packages, but not as a condition.
        var isEbay = order.Source?.Channel == "Ebay";
        OrderProblem Problem(string member, string what, string text) => new()
        {
            Code = ProblemCodes.FeatureUnavailable,
            Member = member,
            Message = $"{what} {text}. {(isEbay
                ? "Amazon may refuse the order: import it with -Feature if it may ship without this"
                : "Amazon refuses such an order: ship it another way")}.",
            Page = page,
            Row = rowOf(member),
            Severity = isEbay ? ProblemSeverity.Warning : ProblemSeverity.Error,
        };

        var found = new List<OrderProblem>();
        foreach (var name in RequiredBy(order))
        {
            if (!CanUse(features, name))
            {
                found.Add(Problem(
                    nameof(order.FeatureConstraints),
                    nameof(order.FeatureConstraints),
                    $"requires {name}, which this account cannot use in the marketplace"));
                continue;
            }

            for (var i = 0; i < order.Items.Count; i++)
            {
                if (skus.FirstOrDefault(one => one.SellerSku == order.Items[i].SellerSku && ProblemList.Is(one.FeatureName, name))
                    is { IsEligible: false } sku)
                {
                    var reasons = sku.IneligibleReasons.Count == 0 ? "" : $" ({string.Join(", ", sku.IneligibleReasons)})";
                    found.Add(Problem(
                        FormattableString.Invariant($"Items[{i}]"),
                        ProblemList.NameOf(order.Items[i]),
                        $"is {order.Items[i].SellerSku}, which cannot be sent with the required feature {name}{reasons}"));
                }
            }
        }

        return found;
    }
}
