using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using System.Xml.Linq;
using Xunit;

namespace FbaOutbound.Sandbox.Tests.Mws;

public class MwsServiceTests
{
    [Fact]
    public async Task APreviewHasTheElementsOfItsPage()
    {
        using var client = new MwsClient();
        var reply = (await client.CallAsync("GetFulfillmentPreview", Question())).Ok();
        var previews = reply.At("GetFulfillmentPreviewResult/FulfillmentPreviews").Elements().ToList();
        Assert.Equal(["Standard", "Expedited", "Priority"], previews.Select(preview => Value(preview, "ShippingSpeedCategory")));
        Assert.Equal(
            [
                "EstimatedShippingWeight", "ShippingSpeedCategory", "FulfillmentPreviewShipments", "EstimatedFees",
                "UnfulfillablePreviewItems", "IsFulfillable", "IsCODCapable",
                "MarketplaceId",
            ],
            previews[0].Elements().Select(element => element.Name.LocalName));
        Assert.Equal("true", Value(previews[0], "IsFulfillable"));
    }

    [Fact]
    public async Task ThePagesJapanesePreviewOffersWindowsAndCashOnDelivery()
    {
        using var client = new MwsClient { Host = "mws.amazonservices.jp" };
        var question = MwsClient.With(
            Question(),
            ("MarketplaceId", "ATVPDKIKX0DER"),
            ("Address.City", null),
            ("Address.CountryCode", "JP"),
            ("Address.PostalCode", "1500002"),
            ("ShippingSpeedCategories.1", "Expedited"),
            ("ShippingSpeedCategories.2", "Standard"),
            ("ShippingSpeedCategories.3", "ScheduledDelivery"),
            ("IncludeCODFulfillmentPreview", "true"),
            ("IncludeDeliveryWindows", "true"));
        var previews = (await client.CallAsync("GetFulfillmentPreview", question)).Ok()
            .At("GetFulfillmentPreviewResult/FulfillmentPreviews").Elements().ToList();
        Assert.Equal(6, previews.Count);
        var window = previews[4].Descendants().First(element => element.Name.LocalName == "DeliveryWindow");
        Assert.Equal("member", window.Parent!.Name.LocalName);
        var order = MwsClient.With(
            MwsClient.Order(),
            ("ShippingSpeedCategory", "ScheduledDelivery"),
            ("DeliveryWindow.StartDateTime", Value(window, "StartDateTime")),
            ("DeliveryWindow.EndDateTime", Value(window, "EndDateTime")));
        (await client.CreateAsync(order)).Ok();
    }

    [Fact]
    public async Task AnOrderThatCannotBeFilledSaysSo()
    {
        using var client = new MwsClient();
        client.Sandbox.SetStock("SKU-1", 0);
        var preview = (await client.CallAsync("GetFulfillmentPreview", Question())).Ok()
            .At("GetFulfillmentPreviewResult/FulfillmentPreviews").Elements().First();
        Assert.Equal("false", Value(preview, "IsFulfillable"));
        Assert.Equal(
            "ItemQuantityNotAvailable",
            preview.Descendants().Single(element => element.Name.LocalName == "ItemUnfulfillableReasons").Value.Trim());
    }

    [Fact]
    public async Task APackageIsTracked()
    {
        using var client = new MwsClient();
        await client.CreateAsync();
        client.SpApi.Pass(10);
        var number = Value((await client.GetAsync()).At("GetFulfillmentOrderResult/FulfillmentShipment"), "PackageNumber");
        var reply = (await client.CallAsync("GetPackageTrackingDetails", ("PackageNumber", number))).Ok();
        Assert.Equal("IN_TRANSIT", reply.Value("GetPackageTrackingDetailsResult/CurrentStatus"));
        Assert.Equal("Troy", reply.Value("GetPackageTrackingDetailsResult/ShipToAddress/City"));
        Assert.NotEmpty(reply.At("GetPackageTrackingDetailsResult/TrackingEvents").Elements());
        Assert.DoesNotContain("Canary", reply.Text, StringComparison.Ordinal);
        (await client.CallAsync("GetPackageTrackingDetails", ("PackageNumber", "1")))
            .Refused("InvalidParameterValue", "Value 1 for parameter PackageNumber is invalid. Reason: InvalidValue.");
    }

    [Fact]
    public async Task ReasonsAreListedInTheLanguageThatWasRequested()
    {
        using var client = new MwsClient();
        var reply = (await client.CallAsync("ListReturnReasonCodes", ("SellerSKU", "SKU-1"), ("Language", "fr_FR"))).Ok();
        var details = reply.At("ListReturnReasonCodesResult/ReasonCodeDetailsList").Elements().First();
        Assert.Equal(
            ["ReturnReasonCode", "Description", "TranslatedDescription"], details.Elements().Select(element => element.Name.LocalName));
        Assert.Equal("MissingParameter", (await client.CallAsync("ListReturnReasonCodes")).Code);
    }

    [Fact]
    public async Task AReturnIsAcceptedOnceAndSeenByBothProtocols()
    {
        using var client = new MwsClient();
        await client.CreateAsync();
        client.SpApi.Pass(10);
        var shipmentId = Value((await client.GetAsync()).At("GetFulfillmentOrderResult/FulfillmentShipment"), "AmazonShipmentId");
        var request = MwsClient.With(
            [],
            ("SellerFulfillmentOrderId", "order-1"),
            ("Items.member.1.SellerReturnItemId", "return-1"),
            ("Items.member.1.SellerFulfillmentOrderItemId", "item-1"),
            ("Items.member.1.AmazonShipmentId", " " + shipmentId),
            ("Items.member.1.ReturnReasonCode", "CR-DEFECTIVE"));
        var reply = (await client.CallAsync("CreateFulfillmentReturn", request)).Ok();
        Assert.Equal("New", reply.Value("CreateFulfillmentReturnResult/ReturnItemList/ReturnItem/Status"));
        Assert.NotEmpty(reply.Value("CreateFulfillmentReturnResult/ReturnAuthorizationList/ReturnAuthorization/ReturnToAddress/Line1"));
        var again = (await client.CallAsync("CreateFulfillmentReturn", request)).Ok();
        Assert.Equal(
            "DuplicateRequest",
            again.Value("CreateFulfillmentReturnResult/InvalidReturnItemList/InvalidReturnItem/InvalidItemReason/InvalidItemReasonCode"));
        Assert.Single((await client.SpApi.GetAsync()).Payload["returnItems"]!.AsArray());
        Assert.Equal("return-1", (await client.GetAsync()).Value("GetFulfillmentOrderResult/ReturnItemList/ReturnItem/SellerReturnItemId"));
    }

    [Fact]
    public async Task WhatWasNotShippedCannotBeReturned()
    {
        using var client = new MwsClient();
        await client.CreateAsync();
        var reply = await client.CallAsync(
            "CreateFulfillmentReturn",
            ("SellerFulfillmentOrderId", "order-1"),
            ("Items.member.1.SellerReturnItemId", "return-1"),
            ("Items.member.1.SellerFulfillmentOrderItemId", "item-1"),
            ("Items.member.1.AmazonShipmentId", "x"),
            ("Items.member.1.ReturnReasonCode", "CR-DEFECTIVE"));
        reply.Refused("InvalidRequestException", "No inventory available for Items.SellerFulfillmentOrderItemId: item-1.");
    }

    private static Dictionary<string, string> Question() => MwsClient.With(
        [],
        ("Address.Name", "Ada Canary"),
        ("Address.Line1", "1 Test Way"),
        ("Address.City", "Troy"),
        ("Address.PostalCode", "48084"),
        ("Address.CountryCode", "US"),
        ("Items.member.1.SellerSKU", "SKU-1"),
        ("Items.member.1.SellerFulfillmentOrderItemId", "item-1"),
        ("Items.member.1.Quantity", "1"));

    private static string Value(XElement element, string name) => element.Descendants().First(one => one.Name.LocalName == name).Value;
}
