using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Core.Tests.Shipments;
using FbaOutbound.Orders;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

/// <summary>What cannot be read keeps its text and is told once; it becomes no zero and no default.</summary>
public sealed class UnreadTests
{
    [Theory]
    [InlineData("1040.5")]
    [InlineData("99999999999")]
    [InlineData("1e-40")]
    [InlineData("1,5")]
    [InlineData("two")]
    public async Task AQuantityThatIsNoWholeNumberIsKeptAsText(string text)
    {
        var order = await Order2026(
            $$$"""{"order":{"orderId":"a","lineItems":[{"lineItemId":"1","amount":{"unit":"EACHES","value":"{{{text}}}"}}]}}""");
        Assert.Null(order.Items[0].Quantity);
        Assert.Equal(("lineItems[0].amount.value", text), (order.Unread[0].Path, order.Unread[0].Text));
    }

    [Theory]
    [InlineData("1040.0", 1040)]
    [InlineData("1.04E3", 1040)]
    [InlineData("0", 0)]
    public async Task AQuantityThatIsAWholeNumberIsRead(string text, int quantity)
    {
        var order = await Order2026($$$"""{"order":{"orderId":"a","lineItems":[{"lineItemId":"1","amount":{"value":"{{{text}}}"}}]}}""");
        Assert.Equal(quantity, order.Items[0].Quantity);
        Assert.Empty(order.Unread);
    }

    [Theory]
    [InlineData("1e99")]
    [InlineData("0.00000000000000000000000000001")]
    [InlineData("12345678901234567890.123456789")]
    [InlineData("free")]
    public async Task AnAmountThatNoDecimalHoldsExactlyIsKeptAsText(string text)
    {
        var pipeline = FakePipeline.Answering(
            $$$$$$"""{"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":"a","codSettings":{"isCodRequired":"maybe","codCharge":{"currencyCode":"USD","value":"{{{{{{text}}}}}}"}}}}}""");
        var order = (
            await new FbaOutbound.Protocols.SpApi20200701.FulfillmentService(pipeline).GetAsync("a", CancellationToken.None)).Order;
        Assert.Null(order.CodSettings!.CodCharge);
        Assert.Null(order.CodSettings.IsCodRequired);
        Assert.Equal(
            ["fulfillmentOrder.codSettings.isCodRequired = maybe", $"fulfillmentOrder.codSettings.codCharge.value = {text}"],
            order.Unread.Select(value => $"{value.Path} = {value.Text}"));
    }

    [Theory]
    [InlineData("10/16/2018 07:41:12", "2018-10-16 07:41:12Z", false)]
    [InlineData("10/16/2018", "2018-10-16 00:00:00Z", true)]
    [InlineData("10/06/2018 07:41:12", null, false)]
    public async Task ADateOfMwsIsReadWhereItHasOneMeaning(string text, string? read, bool isDay)
    {
        var order = await OrderMws(
            $"<FulfillmentOrder><SellerFulfillmentOrderId>a</SellerFulfillmentOrderId><DisplayableOrderDateTime>{text}</DisplayableOrderDateTime></FulfillmentOrder>");
        Assert.Equal(read, order.DisplayableOrderDate?.ToString("u", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(isDay, order.DisplayableOrderDateIsDay);
        Assert.Equal(
            read is null ? [$"FulfillmentOrder.DisplayableOrderDateTime = {text}"] : [],
            order.Unread.Select(value => $"{value.Path} = {value.Text}"));
    }

    [Fact]
    public async Task AnOrderOfMwsKeepsWhatCannotBeReadAndItsPackagesHaveIds()
    {
        var order = await OrderMws("""
            <FulfillmentOrder><SellerFulfillmentOrderId>a</SellerFulfillmentOrderId></FulfillmentOrder>
            <FulfillmentOrderItem><member><Quantity>some</Quantity></member><member><Quantity>2</Quantity></member></FulfillmentOrderItem>
            <FulfillmentShipment><member><FulfillmentShipmentPackage><member><PackageNumber>12</PackageNumber></member><member><PackageNumber>P-1</PackageNumber></member></FulfillmentShipmentPackage></member></FulfillmentShipment>
            """);
        Assert.Equal([null, 2], order.Items.Select(item => item.Quantity));
        Assert.Equal(
            [(12, "12"), (null, "P-1")], order.Shipments[0].Packages.Select(package => (package.PackageNumber, package.PackageId)));
        Assert.Equal(
            [
                "FulfillmentOrderItem.member[0].Quantity = some",
                "FulfillmentShipment.member.FulfillmentShipmentPackage.member[1].PackageNumber = P-1"],
            order.Unread.Select(value => $"{value.Path} = {value.Text}"));
    }

    [Fact]
    public async Task AShipmentKeepsWhatCannotBeRead()
    {
        var pipeline = FakePipeline.Answering(
            """{"payload":{"ShipmentId":"a","Weight":{"Value":"heavy","Unit":"oz"},"CreatedDate":"10/06/2018","ShippingService":{"Rate":{"Amount":"?"},"RequiresAdditionalSellerInputs":"perhaps"}}}""");
        var shipment = (
            await new FbaOutbound.Protocols.SpApiMerchantV0.ShipmentService(pipeline).GetAsync("a", CancellationToken.None)).Shipment;
        Assert.Equal(
            [
                "CreatedDate = 10/06/2018", "ShippingService.Rate.Amount = ?", "ShippingService.RequiresAdditionalSellerInputs = perhaps",
                "Weight.Value = heavy"],
            shipment.Unread.Select(value => $"{value.Path} = {value.Text}").Order(StringComparer.Ordinal));
        Assert.Equal((null, null, null), (shipment.Weight, shipment.CreatedDate, shipment.ShippingService!.Rate));
    }

    [Fact]
    public async Task EachOfferHasItsOwn()
    {
        var pipeline = FakePipeline.Answering(
            """{"payload":{"ShippingServiceList":[{"ShippingServiceId":"A","Rate":{"Amount":1}},{"ShippingServiceId":"B","Rate":{"Amount":"?"}}]}}""");
        var offers = await new FbaOutbound.Protocols.SpApiMerchantV0.ShipmentService(pipeline).GetServicesAsync(
            SampleShipments.RequiredOnly, null, CancellationToken.None);
        Assert.Equal(["", "Rate.Amount"], offers.Services.Select(service => string.Join(", ", service.Unread)));
    }

    [Fact]
    public async Task AnAnswerIsReportedOnceByMembersAndNeverByValues()
    {
        var log = new RecordingLog();
        using (CallLog.Use(log))
        {
            await Order2026(
                """{"order":{"orderId":"a","receiveTime":"Jane Example","lineItems":[{"amount":{"value":"x"}},{"amount":{"value":"y"}}]}}""");
        }

        var warning = Assert.Single(log.Warnings);
        Assert.Contains("3 values", warning, StringComparison.Ordinal);
        Assert.Contains("receiveTime", warning, StringComparison.Ordinal);
        Assert.Contains("lineItems[1].amount.value", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("Jane", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHostileAnswerIsReportedInBoundedWords()
    {
        var body = "{\"order\":{\"orderId\":\"a\",\"lineItems\":["
            + string.Join(",", Enumerable.Repeat("{\"amount\":{\"value\":\"x\"}}", 20_000)) + "]}}";
        var log = new RecordingLog();
        using (CallLog.Use(log))
        {
            var order = await Order2026(body);
            Assert.InRange(order.Unread.Count, 1, 500);
        }

        Assert.True(Assert.Single(log.Warnings).Length < 600);
    }

    [Fact]
    public async Task ALongTextIsCut()
    {
        var order = await Order2026($$$"""{"order":{"orderId":"a","receiveTime":"{{{new string('x', 5000)}}}"}}""");
        Assert.InRange(order.Unread[0].Text.Length, 100, 250);
    }

    [Fact]
    public async Task AQuantityThatCannotBeReadIsNotCompared()
    {
        var found = await Order2026(
            """{"order":{"orderId":"a","lineItems":[{"lineItemId":"1","product":{"productIdentifier":{"amazonSku":"S"}},"amount":{"value":"2.5"}}]}}""");
        var wanted = new FulfillmentOrder
        {
            SellerFulfillmentOrderId = "a",
            Items = [new FulfillmentOrderItem { SellerFulfillmentOrderItemId = "1", SellerSku = "S", Quantity = 2 }]
        };
        Assert.Equal(
            [(DifferenceKind.NotComparable, "Items[1].Quantity")],
            OrderComparison.Compare(wanted, found).Select(difference => (difference.Kind, difference.Member)));
    }

    private static async Task<FulfillmentOrder> Order2026(string body) =>
        (await Version2026Tests.Service(FakePipeline.Answering(body)).GetAsync("a", CancellationToken.None)).Order;

    private static async Task<FulfillmentOrder> OrderMws(string result)
    {
        var body = $"<GetFulfillmentOrderResponse><GetFulfillmentOrderResult>{result}</GetFulfillmentOrderResult></GetFulfillmentOrderResponse>";
        var pipeline = new FakePipeline { Body = Encoding.UTF8.GetBytes(body), ContentType = "text/xml" };
        return (await new FbaOutbound.Protocols.Mws.FulfillmentService(pipeline, "US").GetAsync("a", CancellationToken.None)).Order;
    }
}
