using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rules;
using Xunit;

namespace FbaOutbound.Core.Tests.Rules;

public sealed class FeatureFindingsTests
{
    private static readonly Feature s_blank = new() { FeatureName = "BLANK_BOX", SellerEligible = true };

    private static readonly FeatureSku s_not = new()
    {
        SellerSku = "B", FeatureName = "BLANK_BOX", IsEligible = false, IneligibleReasons = ["SKU_NOT_ELIGIBLE"],
    };

    private static readonly FulfillmentOrder s_order = new()
    {
        FeatureConstraints =
        [
            new FeatureConstraint { FeatureName = "BLANK_BOX", FeatureFulfillmentPolicy = "Required" },
            new FeatureConstraint { FeatureName = "OVERBOX", FeatureFulfillmentPolicy = "NotRequired" },
        ],
        Items = [new FulfillmentOrderItem { SellerSku = "A" }, new FulfillmentOrderItem { SellerSku = "B" }],
    };

    [Theory]
    [InlineData(null, ProblemSeverity.Error)]
    [InlineData("Walmart", ProblemSeverity.Error)]
    [InlineData("Ebay", ProblemSeverity.Warning)]
    public void ASkuThatCannotHaveARequiredFeatureIsRefusedAndWarnedOfForEbay(string? channel, ProblemSeverity severity)
    {
        var order = s_order with { Source = new OrderSource { Channel = channel } };
        var problem = Assert.Single(FeatureFindings.Of(order, [s_blank], [s_not], "page", _ => 3));
        Assert.Equal(("Items[1]", severity, 3L), (problem.Member, problem.Severity, problem.Row));
        Assert.Contains(
            "B, which cannot be sent with the required feature BLANK_BOX (SKU_NOT_ELIGIBLE)", problem.Message,
            System.StringComparison.Ordinal);
    }

    [Fact]
    public void AFeatureThatTheMarketplaceOrTheAccountLacksIsToldOnce()
    {
        Assert.Equal("FeatureConstraints", Assert.Single(FeatureFindings.Of(s_order, [], [], "page", _ => 0)).Member);
        var notEnrolled = s_blank with { SellerEligible = false };
        Assert.Single(FeatureFindings.Of(s_order, [notEnrolled], [s_not], "page", _ => 0));
    }

    [Fact]
    public void NothingIsSaidAgainstSkusThatCanOrOfWhichTheServiceSaysNothing()
    {
        Assert.Empty(FeatureFindings.Of(s_order, [s_blank], [s_not with { IsEligible = true }], "page", _ => 0));
        Assert.Empty(FeatureFindings.Of(s_order, [s_blank], [s_not with { IsEligible = null }], "page", _ => 0));
        Assert.Empty(FeatureFindings.Of(
            s_order with { FeatureConstraints = [.. s_order.FeatureConstraints.Skip(1)] }, [], [], "page", _ => 0));
    }
}
