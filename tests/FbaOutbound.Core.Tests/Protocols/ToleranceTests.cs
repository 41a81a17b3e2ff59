using System;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.SpApi20200701;
using FbaOutbound.Services;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

public sealed class ToleranceTests
{
    [Fact]
    public async Task UnknownMembersAreIgnored()
    {
        var order = await GetAsync("""
            {"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":"a","primeUpgraded":"true","news":[{"deep":[1]}],
             "destinationAddress":{"name":"Ann","email":"ann@example.com","planet":"Earth"}},"fulfillmentOrderItems":[{"sellerSku":"S","colour":"red"}]},
             "more":{}}
            """);
        Assert.Equal("a", order.SellerFulfillmentOrderId);
        Assert.Equal("Ann", order.DestinationAddress!.Name);
        Assert.Equal("S", Assert.Single(order.Items).SellerSku);
        Assert.Equal(["ann@example.com"], order.NotificationEmails);
    }

    [Fact]
    public async Task AnAddressesEMailDoesNotReplaceThoseOfTheOrder()
    {
        var order = await GetAsync(
            """{"payload":{"fulfillmentOrder":{"notificationEmails":["b@example.com"],"destinationAddress":{"email":"a@example.com"}}}}""");
        Assert.Equal(["b@example.com"], order.NotificationEmails);
    }

    [Theory]
    [InlineData("RECEIVED", "Received")]
    [InlineData("COMPLETE_PARTIALLED", "CompletePartialled")]
    [InlineData("Teleporting", "Teleporting")]
    public async Task AStatusIsKeptAsItCame(string word, string status)
    {
        var order = await GetAsync($$$"""
            {"payload":{"fulfillmentOrder":{"fulfillmentOrderStatus":"{{{word}}}","fulfillmentAction":"Levitate","shippingSpeedCategory":"Warp"},
             "fulfillmentShipments":[{"fulfillmentShipmentStatus":"LOST_IN_SPACE"}],"returnItems":[{"status":"Odd","returnReceivedCondition":"Eaten"}]}}
            """);
        Assert.Equal((word, status), (order.ServiceStatus, order.Status));
        Assert.Equal(("Levitate", "Warp"), (order.Action, order.ShippingSpeedCategory));
        Assert.Equal("LOST_IN_SPACE", Assert.Single(order.Shipments).FulfillmentShipmentStatus);
        Assert.Equal(("Odd", "Eaten"), (order.ReturnItems[0].Status, order.ReturnItems[0].ReturnReceivedCondition));
    }

    [Fact]
    public async Task AnOrderWithoutAnythingIsReadAndNamesNoOrder()
    {
        var order = await GetAsync("""{"payload":{"fulfillmentOrder":{}}}""");
        Assert.Equal("", order.SellerFulfillmentOrderId);
        Assert.Null(order.Status);
        Assert.Null(order.DestinationAddress);
        Assert.Empty(order.Items);
        Assert.Empty(order.Shipments);
    }

    [Fact]
    public async Task NullsAreAsGoodAsNothing()
    {
        var order = await GetAsync("""
            {"errors":null,"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":null,"destinationAddress":null,"receivedDate":null,"notificationEmails":[null,"a@example.com"],
             "featureConstraints":null,"codSettings":{"isCodRequired":null,"codCharge":null},"deliveryWindow":{"startDate":null}},
             "fulfillmentOrderItems":[null,{"quantity":null,"perUnitPrice":null}],"fulfillmentShipments":null,"returnItems":[null]}}
            """);
        Assert.Equal(["a@example.com"], order.NotificationEmails);
        Assert.Null(Assert.Single(order.Items).Quantity);
        Assert.Null(order.CodSettings!.IsCodRequired);
        Assert.Empty(order.Unread);
        Assert.Empty(order.ReturnItems);
    }

    [Fact]
    public async Task NumbersMayBeTextAndTextNumbers()
    {
        var order = await GetAsync("""
            {"payload":{"fulfillmentOrder":{"marketplaceId":44571,"destinationAddress":{"postalCode":98101},"codSettings":{"isCodRequired":"true","codCharge":{"currencyCode":"USD","value":40.00}}},
             "fulfillmentOrderItems":[{"quantity":"2","cancelledQuantity":1.0,"unfulfillableQuantity":"1.0","perUnitPrice":{"currencyCode":"USD","value":"1.5E1"}}],
             "fulfillmentShipments":[{"fulfillmentShipmentPackage":[{"packageNumber":"123456"}]}]}}
            """);
        Assert.Equal("44571", order.MarketplaceId);
        Assert.Equal("98101", order.DestinationAddress!.PostalCode);
        Assert.True(order.CodSettings!.IsCodRequired);
        Assert.Equal("40.00 USD", order.CodSettings.CodCharge!.ToString());
        Assert.Equal((2, 1, 1), (order.Items[0].Quantity, order.Items[0].CancelledQuantity, order.Items[0].UnfulfillableQuantity));
        Assert.Equal(15m, order.Items[0].PerUnitPrice!.Value);
        Assert.Equal(123456, order.Shipments[0].Packages[0].PackageNumber);
    }

    [Fact]
    public async Task WhatCannotBeReadKeepsItsTextAndTheOrderStays()
    {
        var order = await GetAsync("""
            {"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":"a","receivedDate":"yesterday","destinationAddress":"***","notificationEmails":"a@example.com","featureConstraints":{},
             "codSettings":[1],"displayableOrderComment":{"x":1},"displayableOrderId":"half \ud83c"},
             "fulfillmentOrderItems":[7,{"sellerFulfillmentOrderItemId":"1","quantity":99999999999999999999,"cancelledQuantity":1e999999999,"perUnitPrice":{"value":"1e99"},"perUnitTax":{"value":"much"}}],
             "fulfillmentShipments":"none"}}
            """);
        Assert.Equal("a", order.SellerFulfillmentOrderId);
        Assert.Null(order.ReceivedDate);
        Assert.Null(order.DestinationAddress);
        Assert.Null(order.CodSettings);
        Assert.Null(order.DisplayableOrderComment);
        Assert.Null(order.DisplayableOrderId);
        Assert.Empty(order.NotificationEmails);
        Assert.Empty(order.Shipments);
        var item = Assert.Single(order.Items);
        Assert.Equal((null, null), (item.Quantity, item.CancelledQuantity));
        Assert.Null(item.PerUnitPrice);
        Assert.Null(item.PerUnitTax);
        Assert.Equal(
            [
                """fulfillmentOrder.codSettings = [1]""", """fulfillmentOrder.destinationAddress = ***""",
                """fulfillmentOrder.displayableOrderComment = {"x":1}""",
                """fulfillmentOrder.displayableOrderId = half \ud83c""", """fulfillmentOrder.notificationEmails = a@example.com""",
                """fulfillmentOrder.receivedDate = yesterday""",
                """fulfillmentOrderItems[0] = 7""", """fulfillmentOrderItems[1].cancelledQuantity = 1e999999999""",
                """fulfillmentOrderItems[1].perUnitPrice.value = 1e99""",
                """fulfillmentOrderItems[1].perUnitTax.value = much""", """fulfillmentOrderItems[1].quantity = 99999999999999999999""",
                """fulfillmentShipments = none""",
            ],
            order.Unread.Select(value => $"{value.Path} = {value.Text}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task NamesMayBeInAnotherCaseAndABomMayStandInFront()
    {
        var order = await GetAsync("\uFEFF{\"Payload\":{\"FulfillmentOrder\":{\"SellerFulfillmentOrderId\":\"a\"}}}");
        Assert.Equal("a", order.SellerFulfillmentOrderId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"OK\"")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{}x")]
    [InlineData("<html><body>Welcome Ann</body></html>")]
    public async Task ASuccessThatIsNoJsonObjectIsNotRead(string body)
    {
        await AssertNotReadByAnyAsync(body);
        var error = await Assert.ThrowsAsync<AnswerNotReadException>(() => CreateAsync(body));
        Assert.Null(error.Error);
        Assert.Null(error.InnerException);
        Assert.DoesNotContain("Ann", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"errors":[{"code":"InternalFailure","message":"We encountered an internal error. Please try again.","details":""}]}""")]
    [InlineData("""{"payload":{"fulfillmentOrder":{},"fulfillmentOrders":[]},"errors":[{"code":"InternalFailure"}]}""")]
    [InlineData("""{"message":"Endpoint request timed out"}""")]
    public async Task ASuccessThatCarriesErrorsIsNotRead(string body)
    {
        await AssertNotReadByAnyAsync(body);
        Assert.NotNull((await Assert.ThrowsAsync<AnswerNotReadException>(() => CreateAsync(body))).Error);
    }

    [Fact]
    public async Task AnEmptyListOfErrorsIsNone() => Assert.False((await CreateAsync("""{"errors":[]}""")).Accepted);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"payload":null}""")]
    [InlineData("""{"payload":{}}""")]
    [InlineData("""{"payload":{"fulfillmentOrder":null}}""")]
    [InlineData("""{"payload":{"fulfillmentOrder":"a"}}""")]
    public async Task AGetWithoutAnOrderIsNotRead(string body) => await Assert.ThrowsAsync<AnswerNotReadException>(() => GetAsync(body));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"payload":null}""")]
    [InlineData("""{"payload":[]}""")]
    [InlineData("""{"payload":{"fulfillmentOrders":{}}}""")]
    [InlineData("""{"payload":{"fulfillmentOrders":["a"]}}""")]
    [InlineData("""{"payload":{"fulfillmentOrders":[],"nextToken":{}}}""")]
    [InlineData("""{"payload":{"fulfillmentOrders":[],"nextToken":1}}""")]
    public async Task AListThatMightHideAnOrderIsNotRead(string body) =>
        await Assert.ThrowsAsync<AnswerNotReadException>(() => ListAsync(body));

    [Theory]
    [InlineData("""{"payload":{}}""", 0, null)]
    [InlineData("""{"payload":{"fulfillmentOrders":null,"nextToken":null}}""", 0, null)]
    [InlineData("""{"payload":{"fulfillmentOrders":[{"sellerFulfillmentOrderId":"a"},{"receivedDate":"?"}],"nextToken":""}}""", 2, null)]
    [InlineData("""{"payload":{"fulfillmentOrders":[{}],"nextToken":"next"}}""", 1, "next")]
    public async Task APageHasItsOrdersAndItsToken(string body, int count, string? token)
    {
        var page = await ListAsync(body);
        Assert.Equal((count, token), (page.Orders.Count, page.NextToken));
    }

    [Fact]
    public async Task WhatIsNestedTooDeepIsNotRead() =>
        await AssertNotReadByAnyAsync("{\"payload\":" + string.Concat(Enumerable.Repeat("[", 100_000)));

    private static async Task AssertNotReadByAnyAsync(string body)
    {
        var service = new FulfillmentService(new FakePipeline { Body = Encoding.UTF8.GetBytes(body) });
        await Assert.ThrowsAsync<AnswerNotReadException>(() => service.CreateAsync(SampleOrders.RequiredOnly, CancellationToken.None));
        await Assert.ThrowsAsync<AnswerNotReadException>(() => service.UpdateAsync(SampleOrders.WholeUpdate, CancellationToken.None));
        await Assert.ThrowsAsync<AnswerNotReadException>(() => service.CancelAsync("a", CancellationToken.None));
        await Assert.ThrowsAsync<AnswerNotReadException>(() => service.GetAsync("a", CancellationToken.None));
        await Assert.ThrowsAsync<AnswerNotReadException>(() => service.ListAsync(SampleOrders.Date, null, CancellationToken.None));
    }

    private static Task<CreateAnswer> CreateAsync(string body) =>
        new FulfillmentService(FakePipeline.Answering(body)).CreateAsync(SampleOrders.RequiredOnly, CancellationToken.None);

    private static async Task<FulfillmentOrder> GetAsync(string body) =>
        (await new FulfillmentService(FakePipeline.Answering(body)).GetAsync("asked-for", CancellationToken.None)).Order;

    private static Task<OrderPage> ListAsync(string body) =>
        new FulfillmentService(FakePipeline.Answering(body)).ListAsync(SampleOrders.Date, null, CancellationToken.None);
}
