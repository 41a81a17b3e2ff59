using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.Mws;
using FbaOutbound.Services;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols.Mws;

/// <summary>
/// Previews, tracking, reasons and returns: what is sent, and what is read. The responses are invented in the form of the pages.
/// </summary>
public sealed class FurtherOperationTests
{
    [Fact]
    public async Task APreviewIsRequestedAndReadWhole()
    {
        var pipeline = Answering("GetFulfillmentPreview", """
            <FulfillmentPreviews><member><EstimatedShippingWeight><Unit>kilograms</Unit><Value>12</Value></EstimatedShippingWeight><ShippingSpeedCategory>ScheduledDelivery</ShippingSpeedCategory>
            <ScheduledDeliveryInfo><DeliveryTimeZone>Asia/Tokyo</DeliveryTimeZone><DeliveryWindows>
            <member><DeliveryWindow><StartDateTime>2014-01-04T23:00:00Z</StartDateTime><EndDateTime>2014-01-05T03:00:00Z</EndDateTime></DeliveryWindow></member></DeliveryWindows></ScheduledDeliveryInfo>
            <FulfillmentPreviewShipments><member><LatestShipDate>2014-01-04T00:30:00Z</LatestShipDate><FulfillmentPreviewItems><member><SellerSKU>SKU</SellerSKU>
            <SellerFulfillmentOrderItemId>
            item-1
            </SellerFulfillmentOrderItemId><Quantity>2</Quantity></member></FulfillmentPreviewItems></member></FulfillmentPreviewShipments>
            <EstimatedFees><member><Amount><CurrencyCode>JPY</CurrencyCode><Value>225</Value></Amount><Name>FBAPerUnitFulfillmentFee</Name></member>
            <member><Amount><CurrencyCode>JPY</CurrencyCode><Value>475.50</Value></Amount><Name>FBAPerOrderFulfillmentFee</Name></member></EstimatedFees>
            <UnfulfillablePreviewItems/><IsFulfillable>true</IsFulfillable><IsCODCapable>true</IsCODCapable><MarketplaceId>A1VC38T7YXB528</MarketplaceId></member></FulfillmentPreviews>
            """);
        var options = new PreviewOptions { Speeds = ["Standard", "Expedited"], IncludeCod = true, IncludeDeliveryWindows = true };
        var preview = Assert.Single(
            (await new FulfillmentService(pipeline, "JP").PreviewAsync(SampleOrders.RequiredOnly, options, default)).Value);

        Assert.Equal("700.50 JPY", preview.TotalFee!.ToString());
        Assert.Equal("12 kilograms", preview.EstimatedShippingWeight!.ToString());
        Assert.Equal(
            ("ScheduledDelivery", "Asia/Tokyo", true, true),
            (preview.ShippingSpeedCategory, preview.DeliveryTimeZone, preview.IsFulfillable, preview.IsCodCapable));
        Assert.Equal(
            new DeliveryWindow { StartDate = "2014-01-04T23:00:00Z", EndDate = "2014-01-05T03:00:00Z" },
            Assert.Single(preview.DeliveryWindows));
        Assert.Equal("item-1", preview.Shipments[0].Items[0].SellerFulfillmentOrderItemId);
        var sent = Forms.Parse(pipeline.Last.Body!);
        Assert.Equal(
            ("Ann Example", "SKU-1", "Expedited"),
            (sent["Address.Name"], sent["Items.member.1.SellerSKU"], sent["ShippingSpeedCategories.member.2"]));
        Assert.Equal(("true", "true"), (sent["IncludeCODFulfillmentPreview"], sent["IncludeDeliveryWindows"]));
    }

    [Fact]
    public async Task APackageIsTracked()
    {
        var pipeline = Answering("GetPackageTrackingDetails", """
            <PackageNumber>42343</PackageNumber><TrackingNumber>9A577</TrackingNumber><CarrierCode>UPS</CarrierCode><CurrentStatus>DELIVERED</CurrentStatus><ShipDate>2012-03-09T10:27:10Z</ShipDate>
            <TrackingEvents><member><EventDate>2012-03-09T08:48:53Z</EventDate><EventCode>EVENT_301</EventCode><EventAddress><City>Reno</City><State>NV</State><Country>US</Country></EventAddress></member></TrackingEvents>
            """);
        var tracking = (await new FulfillmentService(pipeline, "US").TrackAsync(42343, default)).Value;
        Assert.Equal(
            ("42343", "DELIVERED", "EVENT_301", "Reno"),
            (tracking.PackageId, tracking.CurrentStatus, tracking.Events[0].EventCode, tracking.Events[0].EventAddress!.City));
        Assert.Equal("42343", Forms.Parse(pipeline.Last.Body!)["PackageNumber"]);
    }

    [Fact]
    public async Task ReasonsAreListed()
    {
        var pipeline = Answering(
            "ListReturnReasonCodes",
            "<ReasonCodeDetailsList><member><ReturnReasonCode>CR-DEFECTIVE</ReturnReasonCode><Description>Defective</Description><TranslatedDescription>Défectueux</TranslatedDescription></member></ReasonCodeDetailsList>");
        var reason = Assert.Single(
            (
                await new FulfillmentService(pipeline, "FR").ListReturnReasonsAsync(
                    new ReturnReasonQuery("DV-001", "A13V1IB3VIYZZH", null, "fr_FR"), default)).Value);
        Assert.Equal(("CR-DEFECTIVE", "Défectueux", "DV-001"), (reason.ReturnReasonCode, reason.TranslatedDescription, reason.SellerSku));
        var sent = Forms.Parse(pipeline.Last.Body!);
        Assert.Equal(["Action", "Language", "MarketplaceId", "SellerSKU", "Version"], sent.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AReturnIsCreatedAndItsRefusedItemsAreTold()
    {
        var pipeline = Answering("CreateFulfillmentReturn", """
            <ReturnItemList><ReturnItem><SellerReturnItemId>r1</SellerReturnItemId><ReturnReasonCode>REASON</ReturnReasonCode><Status>New</Status></ReturnItem></ReturnItemList>
            <InvalidReturnItemList><InvalidReturnItem><SellerReturnItemId>r2</SellerReturnItemId><InvalidItemReason><InvalidItemReasonCode>DuplicateRequest</InvalidItemReasonCode><Description>Twice.</Description></InvalidItemReason></InvalidReturnItem></InvalidReturnItemList>
            <ReturnAuthorizationList><ReturnAuthorization><ReturnAuthorizationId>rma</ReturnAuthorizationId><ReturnToAddress><Line1>1 Main Street</Line1><StateOrRegionCode>WA</StateOrRegionCode></ReturnToAddress></ReturnAuthorization></ReturnAuthorizationList>
            """);
        var items = new[]
        {
            new ReturnRequestItem
            {
                SellerReturnItemId = "r1", SellerFulfillmentOrderItemId = "i1", AmazonShipmentId = "s1", ReturnReasonCode = "REASON",
                ReturnComment = "Did not like color"
            }
        };
        var created = (await new FulfillmentService(pipeline, "US").CreateReturnAsync("order-1", items, default)).Value;

        Assert.Equal(
            ("r1", "REASON", "New"),
            (created.ReturnItems[0].SellerReturnItemId, created.ReturnItems[0].SellerReturnReasonCode, created.ReturnItems[0].Status));
        Assert.Equal(
            ("r2", "DuplicateRequest"),
            (created.InvalidReturnItems[0].SellerReturnItemId, created.InvalidReturnItems[0].InvalidItemReasonCode));
        Assert.Equal(
            ("rma", "WA"),
            (created.ReturnAuthorizations[0].ReturnAuthorizationId, created.ReturnAuthorizations[0].ReturnToAddress!.StateOrRegion));
        Assert.Equal("Did not like color", Forms.Parse(pipeline.Last.Body!)["Items.member.1.ReturnComment"]);
        Assert.False(pipeline.Last.Operation.IsRead);
    }

    private static FakePipeline Answering(string action, string result) => new()
    {
        ContentType = "text/xml",
        Body = Encoding.UTF8.GetBytes(
            $"<?xml version=\"1.0\"?><{action}Response xmlns=\"http://mws.amazonaws.com/FulfillmentOutboundShipment/2010-10-01/\"><{action}Result>{result}</{action}Result></{action}Response>"),
    };
}
