using System;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.SpApi20200701;
using FbaOutbound.Services;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

/// <summary>The operations of version 2020-07-01 around orders, held to Amazon's model both ways.</summary>
public sealed class FurtherOperationTests
{
    private const string Base = "/fba/outbound/2020-07-01/";
    private const int Samples = 30;

    private static readonly OfferRequest s_wholeOffer = new()
    {
        SellerSku = "SKU-1",
        Quantity = 2,
        OriginCountryCode = "US",
        DestinationAddress = SampleOrders.WholeAddress with { CountryCode = "US" },
        IpAddress = "192.0.2.7",
    };

    private static readonly ReturnRequestItem s_wholeReturn = new()
    {
        SellerReturnItemId = "return-1",
        SellerFulfillmentOrderItemId = "1",
        AmazonShipmentId = "D1",
        ReturnReasonCode = "01",
        ReturnComment = "Zoë's — damaged",
    };

    private readonly FakePipeline _pipeline = FakePipeline.Answering("""{"payload":{}}""");
    private readonly FulfillmentService _service;

    public FurtherOperationTests() => _service = new FulfillmentService(_pipeline);

    [ModelFact]
    public async Task PreviewRequestsAreValidAndWriteEveryMember()
    {
        await _service.PreviewAsync(SampleOrders.RequiredOnly, new PreviewOptions(), CancellationToken.None);
        AssertValid("getFulfillmentPreview");
        await _service.PreviewAsync(
            SampleOrders.Everything,
            new PreviewOptions { Speeds = ["Standard", "ScheduledDelivery"], IncludeCod = true, IncludeDeliveryWindows = true },
            CancellationToken.None);
        AssertValid("getFulfillmentPreview");
        AssertWritesEveryMemberOf("GetFulfillmentPreviewRequest");
    }

    [ModelFact]
    public async Task OfferRequestsAreValidAndWriteEveryMember()
    {
        await _service.GetOffersAsync(
            new OfferRequest
            {
                SellerSku = "S", OriginCountryCode = "US", DestinationAddress = new Address { PostalCode = "98101", CountryCode = "US" }
            },
            CancellationToken.None);
        AssertValid("deliveryOffers");
        await _service.GetOffersAsync(s_wholeOffer, CancellationToken.None);
        AssertValid("deliveryOffers");
        AssertWritesEveryMemberOf("GetDeliveryOffersRequest");
        Assert.DoesNotContain("Example", _pipeline.Last.Body, StringComparison.Ordinal);
    }

    [ModelFact]
    public async Task ReturnRequestsAreValidAndWriteEveryMember()
    {
        await _service.CreateReturnAsync("six test/order", [s_wholeReturn with { ReturnComment = null }], CancellationToken.None);
        AssertValid("createFulfillmentReturn");
        await _service.CreateReturnAsync("six test/order", [s_wholeReturn], CancellationToken.None);
        AssertValid("createFulfillmentReturn");
        AssertWritesEveryMemberOf("CreateFulfillmentReturnRequest");
    }

    [ModelFact]
    public async Task TheRequestsWithoutABodyAreValid()
    {
        await _service.TrackAsync(int.MaxValue, CancellationToken.None);
        AssertValid("getPackageTrackingDetails");
        await _service.ListReturnReasonsAsync(new ReturnReasonQuery("SKU 1", null, null, null), CancellationToken.None);
        AssertValid("listReturnReasonCodes");
        await _service.ListReturnReasonsAsync(new ReturnReasonQuery("SKU+1/é", "ATVPDKIKX0DER", "a b", "fr_FR"), CancellationToken.None);
        AssertValid("listReturnReasonCodes");
        Assert.Contains("sellerSku=SKU%2B1%2F%C3%A9", _pipeline.Last.Target, StringComparison.Ordinal);
        await _service.ListFeaturesAsync("ATVPDKIKX0DER", CancellationToken.None);
        AssertValid("getFeatures");
        await _service.ListFeatureSkusAsync("ATVPDKIKX0DER", "BLANK_BOX", null, null, CancellationToken.None);
        AssertValid("getFeatureInventory");
        await _service.ListFeatureSkusAsync("ATVPDKIKX0DER", "BLANK_BOX", SampleOrders.Date, "t+1", CancellationToken.None);
        AssertValid("getFeatureInventory");
        Assert.Contains("queryStartDate=2026-05-04T12%3A30%3A00.000Z", _pipeline.Last.Target, StringComparison.Ordinal);
        await _service.GetFeatureSkuAsync("ATVPDKIKX0DER", "BLANK_BOX", "SKU 1/é", CancellationToken.None);
        AssertValid("getFeatureSKU");
    }

    [ModelFact]
    public async Task TheStatusUpdateIsValid()
    {
        await _service.SetStatusAsync("six-test-order", "Processing", CancellationToken.None);
        AssertValid("submitFulfillmentOrderStatusUpdate");
        AssertWritesEveryMemberOf("SubmitFulfillmentOrderStatusUpdateRequest");
    }

    [ModelFact]
    public Task EveryValueOfAPreviewArrives() => EveryValueArrives(
        "POST", "fulfillmentOrders/preview", "GetFulfillmentPreviewResponse", "GetFulfillmentPreviewResult",
        async service => (await service.PreviewAsync(SampleOrders.RequiredOnly, new PreviewOptions(), CancellationToken.None)).Value);

    [ModelFact]
    public Task EveryValueOfOffersArrives() => EveryValueArrives(
        "POST", "deliveryOffers", "GetDeliveryOffersResponse", "GetDeliveryOffersResult",
        async service => (await service.GetOffersAsync(s_wholeOffer, CancellationToken.None)).Value);

    [ModelFact]
    public Task EveryValueOfATrackingArrives() => EveryValueArrives(
        "GET", "tracking?packageNumber=1", "GetPackageTrackingDetailsResponse", "PackageTrackingDetails",
        async service => (await service.TrackAsync(1, CancellationToken.None)).Value);

    [ModelFact]
    public Task EveryValueOfReturnReasonsArrives() => EveryValueArrives(
        "GET", "returnReasonCodes?sellerSku=S", "ListReturnReasonCodesResponse", "ListReturnReasonCodesResult",
        async service =>
            (await service.ListReturnReasonsAsync(new ReturnReasonQuery("S", null, null, null), CancellationToken.None)).Value);

    [ModelFact]
    public Task EveryValueOfAReturnArrives() => EveryValueArrives(
        "PUT", "fulfillmentOrders/x/return", "CreateFulfillmentReturnResponse", "CreateFulfillmentReturnResult",
        async service => (await service.CreateReturnAsync("x", [s_wholeReturn], CancellationToken.None)).Value);

    [ModelFact]
    public Task EveryValueOfFeaturesArrives() => EveryValueArrives(
        "GET", "features?marketplaceId=M", "GetFeaturesResponse", "GetFeaturesResult",
        async service => (await service.ListFeaturesAsync("M", CancellationToken.None)).Value);

    [ModelFact]
    public Task EveryValueOfAFeaturesInventoryArrives() => EveryValueArrives(
        "GET", "features/inventory/F?marketplaceId=M", "GetFeatureInventoryResponse", null,
        async service => (await service.ListFeatureSkusAsync("M", "F", null, null, CancellationToken.None)).Value);

    [ModelFact]
    public Task EveryValueOfAFeaturesSkuArrives() => EveryValueArrives(
        "GET", "features/inventory/F/S?marketplaceId=M", "GetFeatureSkuResponse", "GetFeatureSkuResult",
        async service => (await service.GetFeatureSkuAsync("M", "F", "S", CancellationToken.None)).Value);

    [Fact]
    public async Task WhatThisVersionHasNotIsRefusedBeforeARequest()
    {
        var fees = await Assert.ThrowsAsync<OperationNotSupportedException>(
            () => _service.PreviewAsync(SampleOrders.RequiredOnly, new PreviewOptions { ExcludeFees = true }, CancellationToken.None));
        Assert.Contains("2020-07-01", fees.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<OperationNotSupportedException>(
            () => _service.GetOffersAsync(s_wholeOffer with { Speeds = ["Standard"] }, CancellationToken.None));
        Assert.Empty(_pipeline.Sent);
    }

    [Fact]
    public async Task UnknownCodesNumbersAsTextNullsAndMissingMembersAreRead()
    {
        _pipeline.Body = """
            {"payload":{"packageNumber":"1133","currentStatus":"UNDISPLAYED","additionalLocationInfo":"TO ORIGINAL SENDER","deliveryWindow":null,"shipToAddress":"***",
             "trackingEvents":[null,{"eventCode":"EVENT_637","eventDate":"soon"},{"eventAddress":{"city":null}}],"news":[1]}}
            """u8.ToArray();
        var tracking = (await _service.TrackAsync(1133, CancellationToken.None)).Value;
        Assert.Equal(
            ("1133", "UNDISPLAYED", "TO ORIGINAL SENDER"), (tracking.PackageId, tracking.CurrentStatus, tracking.AdditionalLocationInfo));
        Assert.Equal((2, "EVENT_637", null), (tracking.Events.Count, tracking.Events[0].EventCode, tracking.Events[0].EventDate));
        Assert.Null(tracking.ShipToAddress);
        Assert.Equal(
            ["shipToAddress = ***", "trackingEvents[1].eventDate = soon"],
            tracking.Unread.Select(value => $"{value.Path} = {value.Text}").Order(StringComparer.Ordinal));

        _pipeline.Body = """
            {"payload":{"fulfillmentPreviews":[{"shippingSpeedCategory":"Warp","isFulfillable":"true","isCODCapable":null,"estimatedShippingWeight":{"unit":"STONE","value":1.5},
             "estimatedFees":[{"name":"NewFee","amount":{"currencyCode":"USD","value":4.20}},null],"fulfillmentPreviewShipments":null}]}}
            """u8.ToArray();
        var preview = Assert.Single(
            (await _service.PreviewAsync(SampleOrders.RequiredOnly, new PreviewOptions(), CancellationToken.None)).Value);
        Assert.Equal(("Warp", true, null, "1.5 STONE", "4.20 USD"),
            (
                preview.ShippingSpeedCategory,
                preview.IsFulfillable,
                preview.IsCodCapable,
                preview.EstimatedShippingWeight?.ToString(),
                preview.TotalFee?.ToString()));
    }

    [Fact]
    public async Task ADeliveryWindowGoesBackByteForByte()
    {
        const string Start = "2026-05-10T09:00:00.0+09:00";
        _pipeline.Body = System.Text.Encoding.UTF8.GetBytes($$$"""
            {"payload":{"fulfillmentPreviews":[{"shippingSpeedCategory":"ScheduledDelivery","isFulfillable":true,"isCODCapable":false,"marketplaceId":"A1VC38T7YXB528",
             "scheduledDeliveryInfo":{"deliveryTimeZone":"Asia/Tokyo","deliveryWindows":[{"startDate":"{{{Start}}}","endDate":"20260510T120000+0900"}]}}]}}
            """);
        var preview = Assert.Single(
            (await _service.PreviewAsync(SampleOrders.RequiredOnly, new PreviewOptions(), CancellationToken.None)).Value);
        await _service.CreateAsync(preview.ToOrder()!, CancellationToken.None);
        Assert.Contains($$$"""
            "shippingSpeedCategory":"ScheduledDelivery","deliveryWindow":{"startDate":"{{{Start}}}","endDate":"20260510T120000+0900"}
            """.Trim(), _pipeline.Last.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Jane Example")]
    [InlineData("192.0.2.7")]
    public async Task AnErrorShowsNothingOfARecipient(string secret)
    {
        _pipeline.Status = 400;
        _pipeline.Body = System.Text.Encoding.UTF8.GetBytes(
            $$$"""{"errors":[{"code":"InvalidInput","message":"Value {{{secret}}} for parameter X.Y is invalid. Reason: {{{secret}}}."}]}""");
        var order = SampleOrders.RequiredOnly with
        {
            DestinationAddress = SampleOrders.WholeAddress with { Name = "Jane Example", AddressLine1 = "192.0.2.7" }
        };
        var preview = await Assert.ThrowsAsync<RefusedException>(
            () => _service.PreviewAsync(order, new PreviewOptions(), CancellationToken.None));
        Assert.DoesNotContain(secret, preview.Message, StringComparison.Ordinal);
        var offers = await Assert.ThrowsAsync<RefusedException>(() => _service.GetOffersAsync(
            s_wholeOffer with { DestinationAddress = order.DestinationAddress, IpAddress = secret }, CancellationToken.None));
        Assert.DoesNotContain(secret, offers.Message, StringComparison.Ordinal);
    }

    private static async Task EveryValueArrives(
        string method, string path, string response, string? payload, Func<FulfillmentService, Task<object>> call)
    {
        for (var seed = 0; seed < Samples; seed++)
        {
            foreach (var everything in new[] { true, false })
            {
                var sample = new ModelSample(OutboundModel.Bytes(), seed);
                var answer = (JsonObject)sample.Create(response, everything);
                answer.Remove("errors");
                if (!everything)
                {
                    answer["payload"] = payload is null
                        ? new JsonObject { ["marketplaceId"] = "M", ["featureName"] = "F" }
                        : sample.Create(payload, everything: false);
                }

                var body = answer.ToJsonString();
                Assert.Empty(OutboundModel.Load().ValidateResponse(method, Base + path, 200, body));
                var read = await call(new FulfillmentService(FakePipeline.Answering(body)));
                Leaves.AssertArrive(body, read, _ => payload is null && !everything);
            }
        }
    }

    private void AssertValid(string operation)
    {
        var model = OutboundModel.Load();
        Assert.Equal(operation, model.FindOperation(_pipeline.Last.Method, _pipeline.Last.Target));
        Assert.Equal(operation, _pipeline.Last.Operation.Name);
        Assert.Empty(model.ValidateRequest(_pipeline.Last.Method, _pipeline.Last.Target, _pipeline.Last.Body));
    }

    private void AssertWritesEveryMemberOf(string definition) =>
        Assert.Empty(
            new ModelSample(OutboundModel.Bytes(), seed: 0).MembersMissingIn(
                definition, JsonDocument.Parse(_pipeline.Last.Body!).RootElement));
}
