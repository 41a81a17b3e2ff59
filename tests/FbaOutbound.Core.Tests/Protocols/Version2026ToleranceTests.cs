using System;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

public sealed class Version2026ToleranceTests
{
    [Fact]
    public void AnOrderComesBackAsItWasSentOrTheVersionSaysWhatItCannotSay()
    {
        var (carried, refused) = (0, 0);
        Prop.ForAll(RoundTripTests.Orders().ToArbitrary(), ArbMap.Default.ArbFor<bool>(), (order, simplify) =>
        {
            order = (simplify ? Simplify(order) : order) with
            {
                DestinationAddress = order.DestinationAddress ?? SampleOrders.WholeAddress
            };
            var pipeline = FakePipeline.Answering("""{"order":{}}""");
            try
            {
                Version2026Tests.Service(pipeline).CreateAsync(order, CancellationToken.None).GetAwaiter().GetResult();
            }
            catch (OperationNotSupportedException)
            {
                refused++;
                Assert.Empty(pipeline.Sent);
                return;
            }

            carried++;
            var echo = FakePipeline.Answering("{\"order\":" + pipeline.Last.Body + "}");
            var read = Version2026Tests.Service(echo).GetAsync(order.SellerFulfillmentOrderId, CancellationToken.None).GetAwaiter()
                .GetResult().Order;
            Assert.Equal(Text(Carried(order)), Text(read));
        }).QuickCheckThrowOnFailure();
        Assert.True(carried > 10 && refused > 10, $"{carried} carried, {refused} refused");
    }

    [Fact]
    public async Task AHeldOrderThatReadsProcessingIsHeldAndCanBeCancelled()
    {
        var order = await GetAsync(
            """{"order":{"orderId":"a","receiveTime":"2026-05-04T10:00:00Z","status":"PROCESSING","fulfillmentConfiguration":{"action":"HOLD"},"lineItems":[]}}""");
        Assert.Equal((true, "Hold", "Processing", "PROCESSING"), (order.IsHeld, order.Action, order.Status, order.ServiceStatus));
        Assert.Equal(new DateTimeOffset(2026, 5, 18, 10, 0, 0, TimeSpan.Zero), order.HoldExpires);
        Assert.True(order.CanCancel);
    }

    [Fact]
    public async Task ProcessingTellsNothingAboutACancellation() =>
        Assert.Null(
            (
                await GetAsync(
                    """{"order":{"status":"PROCESSING","fulfillmentConfiguration":{"action":"SHIP"}}}""")
                        with { ApiVersion = "2026-07-04" }).CanCancel);

    [Theory]
    [InlineData("COMPLETE_PARTIAL", "CompletePartialled")]
    [InlineData("Levitating", "Levitating")]
    public async Task AStatusIsKeptAsItCame(string word, string status)
    {
        var order = await GetAsync(
            $$$$"""{"order":{"status":"{{{{word}}}}","shipments":[{"status":"LOST","packages":[{"status":"EATEN"}]}]}}""");
        Assert.Equal(
            (word, status, "LOST", "EATEN"),
            (order.ServiceStatus, order.Status, order.Shipments[0].FulfillmentShipmentStatus, order.Shipments[0].Packages[0].Status));
    }

    [Fact]
    public async Task AStatusMayBeMissing()
    {
        var order = await GetAsync("""{"order":{"orderId":"a","receiveTime":"2026-05-04T10:00:00Z","lineItems":[]}}""");
        Assert.Equal((null, false, null), (order.Status, order.IsHeld, order.CanCancel));
    }

    [Fact]
    public async Task WhatIsOddIsReadAsFarAsItGoes()
    {
        var order = await GetAsync("""
            {"errors":null,"news":[1],"order":{"orderId":7,"status":null,"channel":null,"destination":{"deliveryAddress":{"name":null,"email":"a@example.com","planet":"Earth"},"dropOffLocation":{"type":"LOCKER","attributes":{"level":3,"deep":{}}}},
             "fulfillmentConfiguration":{"serviceLevel":{"serviceTiers":["WARP","STANDARD"]},"action":"LEVITATE","services":{"packaging":{"packagingOption":"GIFT","packingSlip":{"templateAttributes":{"orderTime":"soon","orderText":5}}},"additional":{"blockAMZL":"REQUIRED","newThing":"SURE"}}},
             "lineItems":[null,{"amount":{"value":"1.0","unit":"EACHES"},"cancelledAmount":{"value":0},"unfulfillableAmount":{"value":"some"},"product":{"perUnitDeclaredValue":{"currencyCode":"USD","amount":14.99}}},{"amount":{"value":"2.5","unit":"KILOGRAMS"}}],
             "shipments":[{"items":[{"amount":{"value":1},"unitIdentifiers":{"SERIAL":["a",2,null],"odd":"x"}}],"packages":"none"}],"paymentInformation":[]}}
            """);
        Assert.Equal(("7", "WARP", "LEVITATE"), (order.SellerFulfillmentOrderId, order.ShippingSpeedCategory, order.Action));
        Assert.Equal(
            ["BLANK_BOX=GIFT", "PACKING_SLIP=Required", "BLOCK_AMZL=Required", "newThing=SURE"],
            order.FeatureConstraints.Select(feature => feature.ToString()));
        Assert.Equal(
            ("5", null, "soon"), (order.DisplayableOrderComment, order.DisplayableOrderDate, order.PackingSlip!.Attributes["orderTime"]));
        Assert.Equal(
            (1, 0, null, "14.99 USD"),
            (
                order.Items[0].Quantity,
                order.Items[0].CancelledQuantity,
                order.Items[0].UnfulfillableQuantity,
                order.Items[0].PerUnitDeclaredValue!.ToString()));
        Assert.Equal((null, "KILOGRAMS", "EACHES"), (order.Items[1].Quantity, order.Items[1].Unit, order.Items[0].Unit));
        Assert.Equal(["STANDARD"], order.FurtherSpeeds.Select(speed => speed.ToUpperInvariant()));
        Assert.Contains(order.Unread, value => (value.Path, value.Text) == ("lineItems[2].amount.value", "2.5"));
        Assert.Contains(order.Unread, value => (value.Path, value.Text) == ("lineItems[1].unfulfillableAmount.value", "some"));
        Assert.Contains(
            order.Unread,
            value => (value.Path, value.Text) == (
                "fulfillmentConfiguration.services.packaging.packingSlip.templateAttributes.orderTime", "soon"));
        Assert.Equal(["a", "2"], order.Shipments[0].Items[0].UnitIdentifiers["SERIAL"]);
        Assert.Equal("3", order.DeliveryPreferences!.DropOffLocation!.Attributes["level"]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"orders":null}""")]
    [InlineData("""{"orders":{}}""")]
    [InlineData("""{"orders":["a"]}""")]
    [InlineData("""{"orders":[],"pagination":"next"}""")]
    [InlineData("""{"orders":[],"pagination":{"nextToken":1}}""")]
    public async Task AListThatMightHideAnOrderIsNotRead(string body) => await Assert.ThrowsAsync<AnswerNotReadException>(
        () => Version2026Tests.Service(FakePipeline.Answering(body)).ListAsync(SampleOrders.Date, null, CancellationToken.None));

    [Theory]
    [InlineData("""{"errors":[{"code":"InternalFailure","message":"No."}]}""")]
    [InlineData("<html>")]
    [InlineData("")]
    public async Task ASuccessThatCannotBeReadIsNone(string body)
    {
        var service = Version2026Tests.Service(new FakePipeline { Body = Encoding.UTF8.GetBytes(body) });
        await Assert.ThrowsAsync<AnswerNotReadException>(() => service.CreateAsync(SampleOrders.RequiredOnly, CancellationToken.None));
        await Assert.ThrowsAsync<AnswerNotReadException>(() => service.GetAsync("a", CancellationToken.None));
    }

    [Fact]
    public async Task ASpeedIsFulfillableWhereItsShipmentsHoldEverything()
    {
        var order = new FulfillmentOrder { Items = [Item("1", "MUG", 3), Item("2", "TEA", 1)] };
        var pipeline = FakePipeline.Answering("""
            {"plannedShipments":[
              {"items":[{"productIdentifier":{"amazonSku":"MUG"},"amount":{"value":"2.0"}}],"offers":[
                {"estimatedPrice":{"rollupPrices":[{"type":"Fee","value":{"currencyCode":"USD","amount":"4.25"}}],"totalPrice":{"currencyCode":"USD","amount":"4.25"}},"fulfillmentConfiguration":{"serviceLevel":{"serviceTier":"STANDARD"}}},
                {"fulfillmentConfiguration":{"serviceLevel":{"serviceTier":"EXPEDITED"}}}]},
              {"items":[{"productIdentifier":{"amazonSku":"MUG"},"amount":{"value":"1"}},{"productIdentifier":{"amazonSku":"TEA"},"amount":{"value":"1"}}],"offers":[
                {"estimatedPrice":{"rollupPrices":[{"type":"Fee","value":{"currencyCode":"USD","amount":"1.75"}}],"totalPrice":{"currencyCode":"USD","amount":"1.75"}},"fulfillmentConfiguration":{"serviceLevel":{"serviceTier":"STANDARD"}}}]}],
             "constraints":[{"message":"No.","type":"ValidationError","code":"ItemQuantityNotAvailable","details":[{"type":"amazonSku","value":"TEA"}]}]}
            """);
        var previews = (
            await Version2026Tests.Service(pipeline).PreviewAsync(
                order, new PreviewOptions { Speeds = ["Standard", "Expedited", "Priority"] }, CancellationToken.None)).Value;
        Assert.Equal(["Standard True 6.00 USD 2", "Expedited False  1", "Priority False  0"],
            previews.Select(
                preview => $"{preview.ShippingSpeedCategory} {preview.IsFulfillable} {preview.TotalFee} {preview.Shipments.Count}"));
        Assert.Equal(["MUG × 1", "TEA × 1"], previews[1].UnfulfillableItems.Select(item => item.ToString()));
        Assert.Equal(["ItemQuantityNotAvailable"], previews[1].UnfulfillableItems[1].ItemUnfulfillableReasons);
        Assert.Empty(previews[0].OrderUnfulfillableReasons);
        Assert.Equal(["ItemQuantityNotAvailable"], previews[2].OrderUnfulfillableReasons);
    }

    [Fact]
    public async Task OfAQuantityThatCannotBeReadNothingIsSaid()
    {
        var order = new FulfillmentOrder { Items = [Item("1", "MUG", 2), Item("2", "TEA", 1)] };
        const string Planned = """{"items":[{"productIdentifier":{"amazonSku":"MUG"},"amount":{"value":"two"}},OTHER],"offers":[{"fulfillmentConfiguration":{"serviceLevel":{"serviceTier":"STANDARD"}}}]}""";
        async Task<FulfillmentPreview> Preview(string other) => Assert.Single(
            (await Version2026Tests.Service(FakePipeline.Answering(
                $$"""{"plannedShipments":[{{Planned.Replace("OTHER", other, StringComparison.Ordinal)}}]}"""))
                .PreviewAsync(order, new PreviewOptions(), CancellationToken.None)).Value);

        var unknown = await Preview("""{"productIdentifier":{"amazonSku":"TEA"},"amount":{"value":"1"}}""");
        Assert.Null(unknown.IsFulfillable);
        Assert.Empty(unknown.UnfulfillableItems);
        Assert.Equal("two", Assert.Single(unknown.Unread).Text);

        var missing = await Preview("null");
        Assert.False(missing.IsFulfillable);
        Assert.Equal("TEA × 1", Assert.Single(missing.UnfulfillableItems).ToString());
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("ENABLED", true)]
    [InlineData("DISABLED", false)]
    [InlineData("SOMETIMES", null)]
    public async Task WhetherPaymentOnDeliveryCanBeCollectedIsKnownOnlyIfTheServiceSaysSo(string? word, bool? isCapable)
    {
        var delivery = word is null ? "{}" : $$$"""{"delivery":{"paymentOnDelivery":"{{{word}}}"}}""";
        var pipeline = FakePipeline.Answering(
            $$$"""{"plannedShipments":[{"items":[],"offers":[{"fulfillmentConfiguration":{"serviceLevel":{"serviceTier":"STANDARD"},"services":{{{delivery}}}}}]}]}""");
        var preview = Assert.Single(
            (await Version2026Tests.Service(pipeline).PreviewAsync(
                new FulfillmentOrder(), new PreviewOptions(), CancellationToken.None)).Value);
        Assert.Equal(isCapable, preview.IsCodCapable);
    }

    [Fact]
    public async Task TheIntervalsOfAScheduledOfferAreItsWindows()
    {
        var pipeline = FakePipeline.Answering("""
            {"plannedShipments":[{"items":[],"offers":[
              {"fulfillmentConfiguration":{"serviceLevel":{"serviceTier":"SCHEDULED","deliveryInterval":{"startTime":"2026-05-10T09:00:00+09:00","endTime":"2026-05-10T12:00:00+09:00"}}}},
              {"fulfillmentConfiguration":{"serviceLevel":{"serviceTier":"SCHEDULED","deliveryInterval":{"startTime":"2026-05-11T09:00:00+09:00","endTime":"2026-05-11T12:00:00+09:00"}}}}]}]}
            """);
        var service = Version2026Tests.Service(pipeline);
        var preview = Assert.Single(
            (await service.PreviewAsync(new FulfillmentOrder(), new PreviewOptions(), CancellationToken.None)).Value);
        Assert.Equal(2, preview.DeliveryWindows.Count);
        pipeline.Body = """{"order":{}}"""u8.ToArray();
        await service.CreateAsync(preview.ToOrder()!, CancellationToken.None);
        Assert.Contains(
            "\"serviceTiers\":[\"SCHEDULED\"],\"deliveryInterval\":{\"startTime\":\"2026-05-10T09:00:00+09:00\",\"endTime\":\"2026-05-10T12:00:00+09:00\"}",
            pipeline.Last.Body,
            StringComparison.Ordinal);
    }

    private static FulfillmentOrderItem Item(string id, string sku, int quantity) =>
        new() { SellerFulfillmentOrderItemId = id, SellerSku = sku, Quantity = quantity };

    // What an order is once it has gone through this version: it knows no marketplaces, and a printed slip is a feature.
    private static FulfillmentOrder Carried(FulfillmentOrder order) => order with
    {
        MarketplaceId = null,
        ShipFromCountryCode = Given(order.ShipFromCountryCode) ?? (Given(order.MarketplaceId) is null ? "DE" : null),
        ShippingSpeedCategory = Given(order.ShippingSpeedCategory),
        Action = Given(order.Action) ?? "Ship",
        Policy = Given(order.Policy) ?? "FillOrKill",
        CodSettings = order.Items.Any(item => item.PerUnitPrice is not null) ? new CodSettings { IsCodRequired = true } : null,
        Items = [.. order.Items.Select(item => item with { Unit = "EACHES" })],
        FeatureConstraints =
        [
            .. order.FeatureConstraints.Where(
                feature => feature.FeatureFulfillmentPolicy != "NotRequired" || feature.FeatureName == "BLANK_BOX"),
            .. order is { DisplayableOrderId: null, DisplayableOrderDate: null, DisplayableOrderComment: null }
                ? Array.Empty<FeatureConstraint>()
                : [new FeatureConstraint { FeatureName = "PACKING_SLIP", FeatureFulfillmentPolicy = "Required" }],
        ],
    };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static string Text(FulfillmentOrder order) => JsonSerializer.Serialize(order with
    {
        FeatureConstraints =
        [
            .. order.FeatureConstraints.Select(
                feature => feature with { FeatureName = feature.FeatureName?.Trim() }
            ).OrderBy(feature => feature.FeatureName, StringComparer.Ordinal),
        ],
    });

    private static FulfillmentOrder Simplify(FulfillmentOrder order) => order with
    {
        NotificationEmails = [.. order.NotificationEmails.Take(1)],
        CodSettings = order.CodSettings is { IsCodRequired: true } && order.Items.Any(item => item.PerUnitPrice is not null)
            ? new CodSettings { IsCodRequired = true }
            : null,
        FeatureConstraints =
        [
            .. order.FeatureConstraints.Take(1).Select(
                feature =>
                    feature with
                    {
                        FeatureName = "BLANK_BOX",
                        FeatureFulfillmentPolicy = feature.FeatureFulfillmentPolicy is null ? "NotRequired" : "Required"
                    }),
        ],
        Items =
        [
            .. order.Items.Select(item => item with
            {
                FulfillmentNetworkSku = null,
                PerUnitTax = null,
                PerUnitPrice = order.CodSettings is { IsCodRequired: true } ? item.PerUnitPrice : null,
            }),
        ],
    };

    private static async Task<FulfillmentOrder> GetAsync(string body) =>
        (await Version2026Tests.Service(FakePipeline.Answering(body)).GetAsync("asked-for", CancellationToken.None)).Order;
}
