using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using System.Xml.Linq;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sandbox.Tests.Merchant;
using Xunit;

namespace FbaOutbound.Sandbox.Tests.Mws;

public class MwsShipmentTests
{
    private const string Namespace = "https://mws.amazonservices.com/MerchantFulfillment/2015-06-01";

    [Fact]
    public async Task AShipmentHasTheElementsOfThePageInThePagesOrder()
    {
        using var client = new MwsClient();
        var id = await BuyAsync(client);
        var reply = (await client.MerchantAsync("GetShipment", ("ShipmentId", id))).Ok();
        Assert.Equal($"{{{Namespace}}}GetShipmentResponse", reply.Xml.Name.ToString());
        Assert.Equal(
            [
                "Insurance", "ShipToAddress", "AmazonOrderId", "Weight", "Label", "ShippingService", "PackageDimensions", "CreatedDate",
                "ShipFromAddress", "ShipmentId",
                "ItemList", "Status", "TrackingId",
            ],
            Names(reply, "GetShipmentResult/Shipment"));
        Assert.Equal(
            [
                "CarrierName", "ShippingServiceOptions", "ShippingServiceId", "Rate", "LatestEstimatedDeliveryDate",
                "EarliestEstimatedDeliveryDate", "ShippingServiceOfferId", "ShipDate", "ShippingServiceName"],
            Names(reply, "GetShipmentResult/Shipment/ShippingService"));
        Assert.Equal(
            ["City", "Phone", "CountryCode", "PostalCode", "Name", "AddressLine1", "StateOrProvinceCode", "Email"],
            Names(reply, "GetShipmentResult/Shipment/ShipToAddress"));
        Assert.Equal(["Width", "Length", "Unit", "Height"], Names(reply, "GetShipmentResult/Shipment/PackageDimensions"));
        Assert.Equal(["Checksum", "Contents", "FileType"], Names(reply, "GetShipmentResult/Shipment/Label/FileContents"));
        Assert.Equal("8.50000", reply.Value("GetShipmentResult/Shipment/Label/Dimensions/Width"));
    }

    [Fact]
    public async Task TheRecipientsPhoneAndEmailAreEmpty()
    {
        using var client = new MwsClient();
        var reply = await client.MerchantAsync("CreateShipment", Purchase());
        Assert.True(reply.Ok().At("CreateShipmentResult/Shipment/ShipToAddress/Phone").IsEmpty);
        Assert.True(reply.At("CreateShipmentResult/Shipment/ShipToAddress/Email").IsEmpty);
        Assert.NotEmpty(reply.Value("CreateShipmentResult/Shipment/ShipFromAddress/Phone"));
    }

    [Fact]
    public async Task ACancellationIsPendingWithoutALabelAsItWasRecorded()
    {
        using var client = new MwsClient();
        var id = await BuyAsync(client);
        var reply = (await client.MerchantAsync("CancelShipment", ("ShipmentId", id))).Ok();
        Assert.Equal($"{{{Namespace}}}CancelShipmentResponse", reply.Xml.Name.ToString());
        Assert.Equal("RefundPending", reply.Value("CancelShipmentResult/Shipment/Status"));
        Assert.Equal("2026-05-14T10:00:00.000Z", reply.Value("CancelShipmentResult/Shipment/LastUpdatedDate"));
        Assert.DoesNotContain("Label", Names(reply, "CancelShipmentResult/Shipment"));
        (await client.MerchantAsync("CancelShipment", ("ShipmentId", id)))
            .Refused(
                "InvalidParameterValue",
                $"Value {id} for parameter ShipmentId is invalid. Reason: The shipment has previously been canceled.");
    }

    [Fact]
    public async Task BothProtocolsSeeTheSameShipments()
    {
        using var client = new MerchantClient();
        var ours = await BuyAsync(client.Mws);
        Assert.Equal("Purchased", (await client.GetAsync(ours)).Ok().Payload["Status"]!.GetValue<string>());
        var theirs = await client.BuyIdAsync("903-0000000-0000001");
        (await client.Mws.MerchantAsync("CancelShipment", ("ShipmentId", theirs))).Ok();
        Assert.Equal("RefundPending", (await client.GetAsync(theirs)).Payload["Status"]!.GetValue<string>());
        Assert.Equal(2, client.Sandbox.ShipmentIds.Count);
    }

    [Fact]
    public async Task AnOfferOfOneProtocolIsGoodInTheOther()
    {
        using var client = new MerchantClient();
        var offers = (await client.Mws.MerchantAsync("GetEligibleShippingServices", Details())).Ok()
            .At("GetEligibleShippingServicesResult/ShippingServiceList").Elements().ToList();
        var offer = offers.Single(one => Value(one, "ShippingServiceId") == "UPS_PTP_2ND_DAY_AIR");
        var purchase = MerchantClient.Purchase();
        purchase["ShippingServiceOfferId"] = Value(offer, "ShippingServiceOfferId");
        var shipment = (await client.BuyAsync(purchase)).Ok().Payload;
        Assert.Equal(Value(offer, "Amount"), shipment["ShippingService"]!["Rate"]!["Amount"]!.ToJsonString());
    }

    [Fact]
    public async Task OffersHaveTheElementsOfTheirPage()
    {
        using var client = new MwsClient();
        var reply = (await client.MerchantAsync("GetEligibleShippingServices", Details())).Ok();
        Assert.Equal(
            [
                "ShippingServiceList", "RejectedShippingServiceList", "TemporarilyUnavailableCarrierList",
                "TermsAndConditionsNotAcceptedCarrierList"],
            Names(reply, "GetEligibleShippingServicesResult"));
        Assert.All(reply.At("GetEligibleShippingServicesResult/ShippingServiceList").Elements(), offer => Assert.Equal(
            [
                "ShippingServiceName", "CarrierName", "ShippingServiceId", "ShippingServiceOfferId", "ShipDate",
                "EarliestEstimatedDeliveryDate", "LatestEstimatedDeliveryDate", "Rate",
                "ShippingServiceOptions", "AvailableLabelFormats", "AvailableFormatOptionsForLabel", "RequiresAdditionalSellerInputs",
            ],
            offer.Elements().Select(element => element.Name.LocalName)));
    }

    [Fact]
    public async Task InputsHaveTheElementsOfTheirPage()
    {
        using var client = new MwsClient();
        var question = Details("").Where(pair => pair.Key.StartsWith("ShipFromAddress", StringComparison.Ordinal)).ToDictionary();
        var reply = (await client.MerchantAsync(
            "GetAdditionalSellerInputs",
            MwsClient.With(question, ("OrderId", MerchantClient.OrderId), ("ShippingServiceId", "USPS_PTP_INTL")))).Ok();
        var first = reply.At("GetAdditionalSellerInputsResult/ShipmentLevelFields").Elements().First();
        Assert.Equal(("member", "NON_DELIVERABLE_INSTRUCTIONS"), (first.Name.LocalName, Value(first, "AdditionalInputFieldName")));
        Assert.Equal("Return", Value(first, "ValueAsString"));
        Assert.Equal(["Asin", "AdditionalInputs"], Names(reply, "GetAdditionalSellerInputsResult/ItemLevelFieldsList/member"));
    }

    [Theory]
    [InlineData("PDF", "%PDF")]
    [InlineData("ZPL203", "^XA")]
    public async Task ALabelIsADocument(string format, string start)
    {
        using var client = new MwsClient();
        var reply = await client.MerchantAsync(
            "CreateShipment", MwsClient.With(Purchase(), ("ShipmentRequestDetails.ShippingServiceOptions.LabelFormat", format)));
        using var packed = new GZipStream(new MemoryStream(Convert.FromBase64String(reply.Ok().Value("CreateShipmentResult/Shipment/Label/FileContents/Contents"))), CompressionMode.Decompress);
        using var text = new StreamReader(packed, Encoding.Latin1);
        Assert.StartsWith(start, await text.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APurchaseWhoseAnswerIsLostLeavesExactlyOneLabel()
    {
        using var client = new MwsClient();
        client.Sandbox.Faults.Add(FaultKind.DropAfter, "CreateShipment");
        await Assert.ThrowsAsync<HttpRequestException>(() => BuyAsync(client));
        Assert.Single(client.Sandbox.ShipmentIds);
    }

    [Fact]
    public async Task CancelShipmentHasTenAndFiveMoreEverySecond()
    {
        using var client = new MwsClient(options => options.Rate = null);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(400, (await client.MerchantAsync("CancelShipment", ("ShipmentId", Guid.Empty.ToString()))).Status);
        }

        (
            await client.MerchantAsync("CancelShipment", ("ShipmentId", Guid.Empty.ToString()))).Refused("RequestThrottled",
            "Request is throttled", 503);
        client.Time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(400, (await client.MerchantAsync("CancelShipment", ("ShipmentId", Guid.Empty.ToString()))).Status);
    }

    [Fact]
    public async Task TheSectionIsNotAvailableInJapan()
    {
        using var client = new MwsClient { Host = "mws.amazonservices.jp" };
        (await client.MerchantAsync("CancelShipment", ("ShipmentId", Guid.Empty.ToString())))
            .Refused("InvalidAddress", "Operation CancelShipment is not available for section MerchantFulfillment/2015-06-01", 404);
    }

    [Fact]
    public async Task TheServiceStatusHasItsOwnNamespace()
    {
        using var client = new MwsClient();
        var reply = (await client.MerchantAsync("GetServiceStatus")).Ok();
        Assert.Equal("http://mws.amazonservices.com/MerchantFulfillment/2015-06-01", reply.Xml.Name.NamespaceName);
        Assert.Equal("GREEN", reply.Value("GetServiceStatusResult/Status"));
    }

    [Theory]
    [InlineData("ShipmentRequestDetails.AmazonOrderId", "1", "InvalidParameterValue")]
    [InlineData("ShipmentRequestDetails.Weight.Value", null, "MissingParameter")]
    [InlineData("ShipmentRequestDetails.Weight.Unit", "stone", "InvalidParameterValue")]
    [InlineData("ShipmentRequestDetails.ShipFromAddress.CountryCode", "USA", "InvalidParameterValue")]
    [InlineData("ShipmentRequestDetails.ItemList.Item.1.OrderItemId", null, "MissingParameter")]
    [InlineData("ShippingServiceId", "NOBODY", "InvalidParameterValue")]
    public async Task WhatIsWrongWithAPurchaseIsRefused(string name, string? value, string code)
    {
        using var client = new MwsClient();
        var reply = await client.MerchantAsync("CreateShipment", MwsClient.With(Purchase(), (name, value)));
        Assert.Equal((400, code), (reply.Status, reply.Code));
        Assert.Empty(client.Sandbox.ShipmentIds);
    }

    internal static Dictionary<string, string> Purchase() =>
        MwsClient.With(Details(), ("ShippingServiceId", "FEDEX_PTP_PRIORITY_OVERNIGHT"));

    private static async Task<string> BuyAsync(MwsClient client) =>
        (await client.MerchantAsync("CreateShipment", Purchase())).Ok().Value("CreateShipmentResult/Shipment/ShipmentId");

    private static Dictionary<string, string> Details(string prefix = "ShipmentRequestDetails.") => MwsClient.With(
        [],
        (prefix + "AmazonOrderId", MerchantClient.OrderId),
        (prefix + "ItemList.Item.1.OrderItemId", "52986411826454"),
        (prefix + "ItemList.Item.1.Quantity", "1"),
        (prefix + "ShipFromAddress.Name", "Test Sender"),
        (prefix + "ShipFromAddress.AddressLine1", "300 Sample Ave"),
        (prefix + "ShipFromAddress.Email", "sender@example.com"),
        (prefix + "ShipFromAddress.City", "Detroit"),
        (prefix + "ShipFromAddress.StateOrProvinceCode", "MI"),
        (prefix + "ShipFromAddress.PostalCode", "48123"),
        (prefix + "ShipFromAddress.CountryCode", "US"),
        (prefix + "ShipFromAddress.Phone", "5550100"),
        (prefix + "PackageDimensions.Length", "10.25"),
        (prefix + "PackageDimensions.Width", "10.25"),
        (prefix + "PackageDimensions.Height", "10.25"),
        (prefix + "PackageDimensions.Unit", "inches"),
        (prefix + "Weight.Value", "10.25"),
        (prefix + "Weight.Unit", "oz"),
        (prefix + "ShippingServiceOptions.DeliveryExperience", "NoTracking"),
        (prefix + "ShippingServiceOptions.CarrierWillPickUp", "false"));

    private static IEnumerable<string> Names(MwsReply reply, string path) =>
        reply.At(path).Elements().Select(element => element.Name.LocalName);

    private static string Value(XElement element, string name) => element.Descendants().First(one => one.Name.LocalName == name).Value;
}
