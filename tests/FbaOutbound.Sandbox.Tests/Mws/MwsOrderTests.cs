using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Fulfillment;
using Xunit;

namespace FbaOutbound.Sandbox.Tests.Mws;

public class MwsOrderTests
{
    private const string Namespace = "http://mws.amazonaws.com/FulfillmentOutboundShipment/2010-10-01/";

    [Theory]
    [InlineData("CreateFulfillmentOrder")]
    [InlineData("UpdateFulfillmentOrder")]
    [InlineData("CancelFulfillmentOrder")]
    public async Task AChangeIsAnsweredAsItsPageShows(string action)
    {
        using var client = new MwsClient();
        if (action != "CreateFulfillmentOrder")
        {
            await client.CreateAsync(MwsClient.With(MwsClient.Order(), ("FulfillmentAction", "Hold")));
        }

        var reply = (
            await client.CallAsync(
                action, action == "CreateFulfillmentOrder" ? MwsClient.Order() : new() { ["SellerFulfillmentOrderId"] = "order-1" })).Ok();
        Assert.StartsWith("<?xml version=\"1.0\"?>", reply.Text, StringComparison.Ordinal);
        Assert.Equal($"{{{Namespace}}}{action}Response", reply.Xml.Name.ToString());
        var metadata = Assert.Single(reply.Xml.Elements());
        Assert.Equal("ResponseMetadata", metadata.Name.LocalName);
        Assert.Equal("RequestId", Assert.Single(metadata.Elements()).Name.LocalName);
    }

    [Fact]
    public async Task ThePagesJapaneseOrderPassesWithItsWindowAndItsHold()
    {
        using var client = new MwsClient { Host = "mws.amazonservices.jp" };
        (await client.CreateAsync(JapaneseOrder())).Ok();
        var order = client.Sandbox.Find("mws-test-query-20100713023203751")!;
        Assert.True(order.IsHeld);
        var read = await client.GetAsync("mws-test-query-20100713023203751");
        Assert.Equal("2013-12-29T00:00:00Z", read.Value("GetFulfillmentOrderResult/FulfillmentOrder/DisplayableOrderDateTime"));
        Assert.Equal("2014-01-03T03:00:00Z", read.Value("GetFulfillmentOrderResult/FulfillmentOrder/DeliveryWindow/StartDateTime"));
        Assert.Equal("10.00", read.Value("GetFulfillmentOrderResult/FulfillmentOrder/CODSettings/CODCharge/Value"));
        var items = read.At("GetFulfillmentOrderResult/FulfillmentOrderItem").Elements().ToList();
        Assert.Equal(
            ["30", "20.00"],
            items.Select(item => item.Elements().Single(child => child.Name.LocalName == "PerUnitDeclaredValue").Elements().Last().Value));
        Assert.Equal(2, read.At("GetFulfillmentOrderResult/FulfillmentOrder/NotificationEmailList").Elements().Count());
    }

    [Fact]
    public async Task ThePagesJapaneseUpdateShipsThatOrder()
    {
        const string Id = "mws-test-query-20100713023203751";
        using var client = new MwsClient { Host = "mws.amazonservices.jp" };
        await client.CreateAsync(JapaneseOrder());
        (await client.CallAsync(
            "UpdateFulfillmentOrder",
            ("MarketplaceId", "ATVPDKIKX0DER"),
            ("SellerFulfillmentOrderId", Id),
            ("DisplayableOrderId", Id),
            ("ShippingSpeedCategory", "Standard"),
            ("DestinationAddress.Name", "Amazon Taro"),
            ("DestinationAddress.Line1", "Meguro-ku Shimomeguro 12-34-56"),
            ("DestinationAddress.CountryCode", "JP"),
            ("DestinationAddress.StateOrProvinceCode", "Tokyo"),
            ("DestinationAddress.PostalCode", "1500002"),
            ("DisplayableOrderComment", "Seller comment here"),
            ("DisplayableOrderDateTime", "2014-01-02"),
            ("FulfillmentAction", "Ship"),
            ("Items.member.1.GiftMessage", "Gift comment here"),
            ("Items.member.1.PerUnitDeclaredValue.CurrencyCode", "JPY"),
            ("Items.member.1.PerUnitDeclaredValue.Value", "30"),
            ("Items.member.1.Quantity", "1"),
            ("Items.member.1.SellerFulfillmentOrderItemId", "mws-test-1"),
            ("Items.member.2.Quantity", "2"),
            ("Items.member.2.SellerFulfillmentOrderItemId", "mws-test-2"),
            ("NotificationEmailList.member.1", "test1@example.com"))).Ok();
        var head = (await client.GetAsync(Id)).At("GetFulfillmentOrderResult/FulfillmentOrder").Elements()
            .ToDictionary(element => element.Name.LocalName);
        Assert.Equal(
            ("Ship", "2014-01-02T00:00:00Z", "Standard"),
            (head["FulfillmentAction"].Value, head["DisplayableOrderDateTime"].Value, head["ShippingSpeedCategory"].Value));
        Assert.DoesNotContain("XXX building", head["DestinationAddress"].Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CODSettings.IsCODRequired", "true", "CODSettings")]
    [InlineData("DeliveryWindow.StartDateTime", "2026-05-20T03:00:00Z", "DeliveryWindow")]
    public async Task CashOnDeliveryAndWindowsAreJapansAlone(string name, string value, string parameter)
    {
        using var client = new MwsClient();
        var order = MwsClient.With(
            MwsClient.Order(),
            (name, value),
            ("DeliveryWindow.EndDateTime", parameter == "DeliveryWindow" ? "2026-05-20T05:00:00Z" : null));
        (await client.CreateAsync(order)).Refused(
            "InvalidParameterValue", $"Value  for parameter {parameter} is invalid. Reason: InvalidValue.");
        client.Host = "mws.amazonservices.jp";
        (await client.CreateAsync(order)).Ok();
    }

    [Fact]
    public async Task AScheduledDeliveryNeedsItsWindow()
    {
        using var client = new MwsClient { Host = "mws.amazonservices.jp" };
        var order = MwsClient.With(MwsClient.Order(), ("ShippingSpeedCategory", "ScheduledDelivery"));
        (await client.CreateAsync(order)).Refused("MissingParameter", "The request must contain the parameter DeliveryWindow.");
    }

    [Fact]
    public async Task ThereIsNoOutboundInBrazil()
    {
        using var client = new MwsClient();
        Assert.Equal(
            "InvalidParameterValue",
            (await client.CreateAsync(MwsClient.With(MwsClient.Order(), ("MarketplaceId", "A2Q3Y263D00KWC")))).Code);
    }

    [Fact]
    public async Task ACreationShipsAndAnUpdateHoldsUnlessTheySayOtherwise()
    {
        using var client = new MwsClient();
        await client.CreateAsync();
        Assert.Equal(
            (OrderAction.Ship, OrderPolicy.FillOrKill), (client.Sandbox.Find("order-1")!.Action, client.Sandbox.Find("order-1")!.Policy));
        await client.CreateAsync(
            MwsClient.With(MwsClient.Order("order-2"), ("FulfillmentAction", "Hold"), ("FulfillmentPolicy", "FillAll")));
        (
            await client.CallAsync(
                "UpdateFulfillmentOrder", ("SellerFulfillmentOrderId", "order-2"), ("DisplayableOrderComment", "changed"))).Ok();
        var order = client.Sandbox.Find("order-2")!;
        Assert.Equal((true, OrderPolicy.FillAll), (order.IsHeld, order.Policy));
    }

    [Fact]
    public async Task AnUpdateLeavesTheItemsItDoesNotNameAlone()
    {
        using var client = new MwsClient();
        var order = MwsClient.With(
            MwsClient.Order(), ("FulfillmentAction", "Hold"), ("Items.member.2.SellerSKU", "SKU-2"),
            ("Items.member.2.SellerFulfillmentOrderItemId", "item-2"), ("Items.member.2.Quantity", "4"));
        await client.CreateAsync(order);
        (await client.CallAsync(
            "UpdateFulfillmentOrder",
            ("SellerFulfillmentOrderId", "order-1"),
            ("Items.member.1.SellerFulfillmentOrderItemId", "item-2"),
            ("Items.member.1.Quantity", "3"),
            ("FulfillmentAction", "Ship"))).Ok();
        Assert.Equal([1, 3], client.Sandbox.Find("order-1")!.Items.Select(item => item.Quantity));
        Assert.False(client.Sandbox.Find("order-1")!.IsHeld);
    }

    [Theory]
    [InlineData("ShippingSpeedCategory", "ScheduledDelivery")]
    [InlineData("CODSettings.IsCODRequired", "true")]
    [InlineData("DeliveryWindow.StartDateTime", "2026-05-20T03:00:00Z")]
    public async Task WhatAnUpdateCannotChangeIsRefused(string name, string value)
    {
        using var client = new MwsClient { Host = "mws.amazonservices.jp" };
        await client.CreateAsync(MwsClient.With(MwsClient.Order(), ("FulfillmentAction", "Hold")));
        Assert.Equal(
            "InvalidParameterValue",
            (await client.CallAsync("UpdateFulfillmentOrder", ("SellerFulfillmentOrderId", "order-1"), (name, value))).Code);
    }

    [Fact]
    public async Task BothProtocolsSeeTheSameOrders()
    {
        using var client = new MwsClient();
        await client.CreateAsync(MwsClient.Order("from-mws"));
        await client.SpApi.CreateAsync(Client.Order("from-spapi"));
        Assert.Equal("Received", await client.SpApi.StatusAsync("from-mws"));
        Assert.Equal(
            "RECEIVED", (await client.GetAsync("from-spapi")).Value("GetFulfillmentOrderResult/FulfillmentOrder/FulfillmentOrderStatus"));
        (await client.CancelAsync("from-spapi")).Ok();
        Assert.Equal("Cancelled", await client.SpApi.StatusAsync("from-spapi"));
        Assert.Equal(
            2,
            (await client.CallAsync("ListAllFulfillmentOrders")).At("ListAllFulfillmentOrdersResult/FulfillmentOrders").Elements().Count());
    }

    [Theory]
    [InlineData(0.1, "RECEIVED")]
    [InlineData(0.5, "PLANNING")]
    [InlineData(1, "PROCESSING")]
    [InlineData(10, "COMPLETE")]
    public async Task StatusesAreInUpperCase(double hours, string status)
    {
        using var client = new MwsClient();
        await client.CreateAsync();
        client.SpApi.Pass(hours);
        Assert.Equal(status, (await client.GetAsync()).Value("GetFulfillmentOrderResult/FulfillmentOrder/FulfillmentOrderStatus"));
    }

    [Fact]
    public async Task AShipmentShowsItsItemsAndPackages()
    {
        using var client = new MwsClient();
        await client.CreateAsync();
        client.SpApi.Pass(10);
        var shipment = Assert.Single((await client.GetAsync()).At("GetFulfillmentOrderResult/FulfillmentShipment").Elements());
        var members = shipment.Elements().ToDictionary(element => element.Name.LocalName);
        Assert.Equal("SHIPPED", members["FulfillmentShipmentStatus"].Value);
        Assert.Equal(
            ["SellerSKU", "SellerFulfillmentOrderItemId", "Quantity", "PackageNumber"],
            Assert.Single(members["FulfillmentShipmentItem"].Elements()).Elements().Select(element => element.Name.LocalName));
        Assert.Equal(
            ["PackageNumber", "CarrierCode", "TrackingNumber", "EstimatedArrivalDateTime"],
            Assert.Single(members["FulfillmentShipmentPackage"].Elements()).Elements().Select(element => element.Name.LocalName));
    }

    [Fact]
    public async Task AListHasFiftyOrdersOnAPageAndContinuesByItsToken()
    {
        using var client = new MwsClient();
        for (var i = 0; i < 60; i++)
        {
            await client.CreateAsync(MwsClient.Order($"order-{i}"));
        }

        var first = await client.CallAsync("ListAllFulfillmentOrders");
        Assert.Equal(50, first.At("ListAllFulfillmentOrdersResult/FulfillmentOrders").Elements().Count());
        var token = first.Value("ListAllFulfillmentOrdersResult/NextToken");
        var second = (await client.CallAsync("ListAllFulfillmentOrdersByNextToken", ("NextToken", token))).Ok();
        Assert.Equal(10, second.At("ListAllFulfillmentOrdersByNextTokenResult/FulfillmentOrders").Elements().Count());
        Assert.DoesNotContain("NextToken>", second.Text.Replace("ByNextToken", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AListBeginsADayAndAHalfAgoUnlessConfiguredOtherwise()
    {
        using var client = new MwsClient();
        await client.CreateAsync(MwsClient.With(MwsClient.Order(), ("FulfillmentAction", "Hold")));
        client.SpApi.Pass(37);
        Assert.Empty(
            (await client.CallAsync("ListAllFulfillmentOrders")).At("ListAllFulfillmentOrdersResult/FulfillmentOrders").Elements());
        Assert.Single(
            (await client.CallAsync("ListAllFulfillmentOrders", ("QueryStartDateTime", "2026-05-01T00:00:00Z")))
                .At("ListAllFulfillmentOrdersResult/FulfillmentOrders").Elements());
    }

    [Fact]
    public async Task RefusalsAreInTheWordsThatWereSeen()
    {
        using var client = new MwsClient();
        client.Sandbox.SetStock("SKU-1", 5);
        (await client.GetAsync("nobody")).Refused("InvalidRequestException", "Requested order 'nobody' not found");
        (await client.CreateAsync(MwsClient.Order(quantity: 6))).Refused(
            "InvalidRequestException", "No inventory available for Items.SellerFulfillmentOrderItemId: item-1.");
        (await client.CreateAsync(MwsClient.Order(quantity: 0))).Refused(
            "InvalidRequestException", "Value AllQuantityZero for parameter  is invalid.");
        (await client.CreateAsync()).Ok();
        (await client.CreateAsync()).Refused(
            "InvalidRequestException", "A create request already exists for MerchantFulfillmentOrderId : order-1");
        (await client.CancelAsync()).Ok();
        (await client.CancelAsync()).Refused(
            "InvalidRequestException", "Value order-1 for parameter SellerFulfillmentOrderId is invalid. Reason: DuplicateCancelRequest.");
    }

    [Theory]
    [InlineData("DisplayableOrderDateTime", "2026-05-14T09:00:00+02:00", "MalformedInput")]
    [InlineData("DisplayableOrderDateTime", "yesterday", "MalformedInput")]
    [InlineData("SellerFulfillmentOrderId", "01234567890123456789012345678901234567890", "InvalidParameterValue")]
    [InlineData("DisplayableOrderId", "two  spaces", "InvalidParameterValue")]
    [InlineData("DisplayableOrderId", "snow \u2603", "InvalidParameterValue")]
    [InlineData("ShippingSpeedCategory", "standard", "InvalidParameterValue")]
    [InlineData("Items.member.1.Quantity", "1.5", "InvalidParameterValue")]
    [InlineData("DestinationAddress.CountryCode", "", "MissingParameter")]
    [InlineData("Items.member.1.SellerSKU", "", "MissingParameter")]
    public async Task WhatThePagesSayAboutAParameterHolds(string name, string value, string code)
    {
        using var client = new MwsClient();
        var reply = await client.CreateAsync(MwsClient.With(MwsClient.Order(), (name, value.Length == 0 ? null : value)));
        Assert.Equal((400, code), (reply.Status, reply.Code));
        Assert.Equal(0, client.Sandbox.OrderCount);
    }

    [Fact]
    public async Task ACommentMayBeLongerThanOnTheSpApi()
    {
        using var client = new MwsClient();
        (await client.CreateAsync(MwsClient.With(MwsClient.Order(), ("DisplayableOrderComment", new string('x', 1000))))).Ok();
        Assert.Equal(
            400,
            (
                await client.CreateAsync(
                    MwsClient.With(MwsClient.Order("order-2"), ("DisplayableOrderComment", new string('x', 1001))))).Status);
        (await client.SpApi.GetAsync()).Ok();
    }

    private static Dictionary<string, string> JapaneseOrder() => MwsClient.With(
        [],
        ("MarketplaceId", "ATVPDKIKX0DER"),
        ("SellerFulfillmentOrderId", "mws-test-query-20100713023203751"),
        ("DisplayableOrderId", "mws-test-query-20100713023203751"),
        ("ShippingSpeedCategory", "ScheduledDelivery"),
        ("DeliveryWindow.StartDateTime", "2014-01-03T03:00:00Z"),
        ("DeliveryWindow.EndDateTime", "2014-01-03T05:00:00Z"),
        ("DestinationAddress.Name", "Amazon Taro"),
        ("DestinationAddress.Line1", "Meguro-ku Shimomeguro 12-34-56"),
        ("DestinationAddress.Line2", "XXX building 101"),
        ("DestinationAddress.CountryCode", "JP"),
        ("DestinationAddress.StateOrProvinceCode", "Tokyo"),
        ("DestinationAddress.PostalCode", "1500002"),
        ("DisplayableOrderComment", "Seller comment here"),
        ("DisplayableOrderDateTime", "2013-12-29"),
        ("FulfillmentAction", "Hold"),
        ("CODSettings.IsCODRequired", "true"),
        ("CODSettings.CODCharge.CurrencyCode", "JPY"),
        ("CODSettings.CODCharge.Value", "10.00"),
        ("CODSettings.CODChargeTax.CurrencyCode", "JPY"),
        ("CODSettings.CODChargeTax.Value", "2.00"),
        ("CODSettings.ShippingCharge.CurrencyCode", "JPY"),
        ("CODSettings.ShippingCharge.Value", "5.00"),
        ("CODSettings.ShippingChargeTax.CurrencyCode", "JPY"),
        ("CODSettings.ShippingChargeTax.Value", "3.00"),
        ("Items.member.1.DisplayableComment", "Seller comment here"),
        ("Items.member.1.GiftMessage", "Gift comment here"),
        ("Items.member.1.PerUnitDeclaredValue.CurrencyCode", "JPY"),
        ("Items.member.1.PerUnitDeclaredValue.Value", "30"),
        ("Items.member.1.PerUnitPrice.CurrencyCode", "JPY"),
        ("Items.member.1.PerUnitPrice.Value", "40.00"),
        ("Items.member.1.Quantity", "1"),
        ("Items.member.1.SellerFulfillmentOrderItemId", "mws-test-1"),
        ("Items.member.1.SellerSKU", "Sample_SKU_1"),
        ("Items.member.2.PerUnitDeclaredValue.CurrencyCode", "JPY"),
        ("Items.member.2.PerUnitDeclaredValue.Value", "20.00"),
        ("Items.member.2.Quantity", "2"),
        ("Items.member.2.SellerFulfillmentOrderItemId", "mws-test-2"),
        ("Items.member.2.SellerSKU", "Sample_SKU_2"),
        ("NotificationEmailList.member.1", "test1@example.com"),
        ("NotificationEmailList.member.2", "test2@example.com"));
}
