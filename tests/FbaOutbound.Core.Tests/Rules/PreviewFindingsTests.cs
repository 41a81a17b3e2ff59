using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rules;
using Xunit;

namespace FbaOutbound.Core.Tests.Rules;

public sealed class PreviewFindingsTests
{
    private static readonly FulfillmentOrder s_order = new()
    {
        ShippingSpeedCategory = "Standard",
        Policy = "FillOrKill",
        Items =
        [
            new FulfillmentOrderItem { SellerSku = "A", SellerFulfillmentOrderItemId = "1", Quantity = 1 },
            new FulfillmentOrderItem { SellerSku = "B", SellerFulfillmentOrderItemId = "2", Quantity = 2 },
        ],
    };

    private static readonly FulfillmentPreview s_short = new()
    {
        ShippingSpeedCategory = "Standard",
        IsFulfillable = false,
        Shipments = [new PreviewShipment()],
        UnfulfillableItems =
        [
            new UnfulfillablePreviewItem
            {
                SellerSku = "B", SellerFulfillmentOrderItemId = "2", Quantity = 1, ItemUnfulfillableReasons = ["ItemQuantityNotAvailable"],
            },
        ],
    };

    [Fact]
    public void AnItemThatCannotBeFulfilledIsAProblemWithItsReason()
    {
        var problem = Assert.Single(PreviewFindings.Of(s_order, [s_short], "page", _ => 4));
        Assert.Equal(
            (ProblemSeverity.Error, "Items[1]", "Item '2' cannot be fulfilled with Standard: B × 1 (ItemQuantityNotAvailable).", 4L),
            (problem.Severity, problem.Member, problem.Message, problem.Row));
    }

    [Theory]
    [InlineData("FillOrKill", true, ProblemSeverity.Error)]
    [InlineData("FillAll", true, ProblemSeverity.Warning)]
    [InlineData("FillAllAvailable", true, ProblemSeverity.Warning)]
    [InlineData("FillAllAvailable", false, ProblemSeverity.Error)]
    public void APartThatShipsIsEnoughUnlessTheOrderIsFilledOrKilled(string policy, bool ships, ProblemSeverity severity) =>
        Assert.Equal(severity, PreviewFindings.Of(
            s_order with { Policy = policy }, [ships ? s_short : s_short with { Shipments = [] }], "page", _ => 0).Single().Severity);

    [Fact]
    public void TheReasonOfTheWholeOrderIsToldAndOtherSpeedsAreNoProblem()
    {
        var late = new FulfillmentPreview
        {
            ShippingSpeedCategory = "Standard", IsFulfillable = false, OrderUnfulfillableReasons = ["DeliverySLAUnavailable"],
        };
        Assert.Equal(
            "ShippingSpeedCategory is Standard, but Amazon cannot fulfill the order with this speed (DeliverySLAUnavailable).",
            PreviewFindings.Of(s_order, [late], "page", _ => 0).Single().Message);
        var good = new FulfillmentPreview { ShippingSpeedCategory = "Standard", IsFulfillable = true, Shipments = [new PreviewShipment()] };
        Assert.Empty(PreviewFindings.Of(s_order, [late with { ShippingSpeedCategory = "Priority" }, good], "page", _ => 0));
    }

    [Fact]
    public void ASpeedThatHasNoPreviewIsAWarning() =>
        Assert.Equal(ProblemSeverity.Warning, PreviewFindings.Of(s_order, [], "page", _ => 0).Single().Severity);
}
