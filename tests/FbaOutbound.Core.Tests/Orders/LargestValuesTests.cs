using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Protocols;
using FbaOutbound.Orders;
using FbaOutbound.Rules;
using FbaOutbound.Settlement;
using FbaOutbound.Tracking;
using Xunit;

namespace FbaOutbound.Core.Tests.Orders;

/// <summary>Each value of a response fits its type; their sum, or a date with a time span added, need not.</summary>
public sealed class LargestValuesTests
{
    private const string MostMoney = "70000000000000000000000000000";

    [Fact]
    public async Task APreviewWithMoreUnitsThanAnIntegerHoldsIsRead()
    {
        var preview = await PreviewAsync("2147483647", "2147483647");
        Assert.True(preview.IsFulfillable);
        Assert.Empty(preview.UnfulfillableItems);
        Assert.Equal([int.MaxValue, int.MaxValue], preview.Shipments.SelectMany(shipment => shipment.Items).Select(item => item.Quantity));
    }

    [Fact]
    public async Task FeesAndWeightsWhoseSumNoDecimalHoldsHaveNone()
    {
        var preview = await PreviewAsync("1", "1");
        Assert.Null(preview.TotalFee);
        Assert.Null(preview.EstimatedShippingWeight);
        Assert.Equal(2, preview.EstimatedFees.Count);
    }

    [Theory]
    [InlineData(0, "NotCancelled", 0)]
    [InlineData(int.MaxValue, "Cancelled", null)]
    public void UnitsOfACancelledOrderAreCountedWhateverTheirNumber(int cancelled, string outcome, int? shown)
    {
        var item = new FulfillmentOrderItem { Quantity = int.MaxValue, CancelledQuantity = cancelled };
        var receipt = CancelOutcome.Judge(
            new CancelReceipt(), new FulfillmentOrder { ServiceStatus = "Complete", Items = [item, item] });
        Assert.Equal((outcome, shown), (receipt.Outcome, receipt.CancelledQuantity));
    }

    [Fact]
    public void UnitsOfAnItemInManyPackagesDoNotBecomeNegative()
    {
        var item = new FulfillmentShipmentItem
        {
            SellerSku = "MUG", SellerFulfillmentOrderItemId = "i1", Quantity = int.MaxValue, PackageId = "1",
        };
        var order = new FulfillmentOrder
        {
            SellerFulfillmentOrderId = "O-1",
            Shipments =
            [
                new FulfillmentShipment
                {
                    AmazonShipmentId = "S1",
                    FulfillmentShipmentStatus = "SHIPPED",
                    Items = [item, item],
                    Packages = [new FulfillmentShipmentPackage { PackageId = "1", TrackingNumber = "T" }],
                },
            ],
        };
        Assert.Null(Assert.Single(Assert.Single(ShippedParcel.Of(order, out _)).Lines).Quantity);
        Assert.Null(ReturnPlan.Make(order, [new ReturnWish { SkuOrItemId = "MUG", ReturnReasonCode = "R" }], out var fault));
        Assert.Contains("an unknown number of units", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59Z", null)]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-15T00:00:00Z")]
    public async Task AHoldFromTheEndOfTimeHasNoEnd(string received, string? expires)
    {
        var pipeline = FakePipeline.Answering(
            $$$$"""{"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":"a","fulfillmentAction":"Hold","receivedDate":"{{{{received}}}}"}}}""");
        var order = (
            await new FbaOutbound.Protocols.SpApi20200701.FulfillmentService(pipeline).GetAsync("a", CancellationToken.None)).Order;
        Assert.True(order.IsHeld);
        Assert.Equal(expires is null ? null : DateTimeOffset.Parse(expires, CultureInfo.InvariantCulture), order.HoldExpires);
    }

    private static async Task<FulfillmentPreview> PreviewAsync(params string[] quantities)
    {
        var shipments = quantities.Select(quantity => $$$$"""
            {"estimatedShippingWeight":{"unit":"KG","value":"{{{{MostMoney}}}}"},
             "items":[{"productIdentifier":{"amazonSku":"SKU-1"},"amount":{"value":"{{{{quantity}}}}"}}],
             "offers":[{"estimatedPrice":{"totalPrice":{"currencyCode":"USD","amount":"{{{{MostMoney}}}}"},
              "rollupPrices":[{"type":"FEE","value":{"currencyCode":"USD","amount":"{{{{MostMoney}}}}"}}]},
              "fulfillmentConfiguration":{"serviceLevel":{"serviceTier":"STANDARD"}}}]}
            """);
        var pipeline = FakePipeline.Answering($$$"""{"plannedShipments":[{{{string.Join(",", shipments)}}}]}""");
        return Assert.Single(
            (await Version2026Tests.Service(pipeline).PreviewAsync(
                SampleOrders.RequiredOnly, new PreviewOptions(), CancellationToken.None)).Value);
    }
}
