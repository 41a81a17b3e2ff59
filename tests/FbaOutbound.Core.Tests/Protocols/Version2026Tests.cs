using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.SpApi20260704;
using FbaOutbound.Services;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

/// <summary>All operations of version 2026-07-04, held to Amazon's model both ways.</summary>
public sealed class Version2026Tests
{
    private const string Base = "/fulfillment/outbound/2026-07-04/";
    private const int Samples = 30;

    private readonly FakePipeline _pipeline = FakePipeline.Answering("""{"order":{},"orders":[],"plannedShipments":[]}""");
    private readonly FulfillmentService _service;

    public Version2026Tests() => _service = Service(_pipeline);

    /// <summary>An order that says all that this version has a place for.</summary>
    internal static FulfillmentOrder WholeOrder => SampleOrders.Everything with
    {
        MarketplaceId = null,
        ShipFromCountryCode = "IN",
        NotificationEmails = ["a@example.com"],
        CodSettings = new CodSettings { IsCodRequired = true },
        FeatureConstraints =
        [
            Feature("BLANK_BOX"), Feature("OVERBOX"), Feature("BLOCK_AMZL"), Feature("PACKING_SLIP"), Feature("CHANNEL.SHOPIFY"),
            new FeatureConstraint { FeatureName = "SIGNATURE_CONFIRMATION", FeatureFulfillmentPolicy = "NotRequired" },
        ],
        FurtherSpeeds = ["Expedited"],
        PackingSlip = new PackingSlip { TemplateName = "plain", Attributes = new Dictionary<string, string> { ["colour"] = "blue" } },
        Items =
        [
            .. SampleOrders.Everything.Items.Select(item => item with
            {
                FulfillmentNetworkSku = null,
                PerUnitTax = null,
                PackingSlip = new PackingSlip { TemplateName = "item" },
            }),
        ],
    };

    [ModelFact(OutboundModel.File2026)]
    public async Task CreateRequestsAreValidAndWriteEveryMember()
    {
        await _service.CreateAsync(SampleOrders.RequiredOnly, CancellationToken.None);
        AssertValid("createOrder");
        await _service.CreateAsync(WholeOrder, CancellationToken.None);
        AssertValid("createOrder");
        AssertWritesEveryMemberOf("CreateOrderRequest", ".fulfillmentConfiguration.services.delivery");
    }

    [ModelFact(OutboundModel.File2026)]
    public async Task PreviewRequestsAreValidAndWriteEveryMember()
    {
        await _service.PreviewAsync(SampleOrders.RequiredOnly, new PreviewOptions(), CancellationToken.None);
        AssertValid("getOrderPreview");
        await _service.PreviewAsync(
            WholeOrder, new PreviewOptions { Speeds = ["Standard"], IncludeCod = true, ExcludeFees = true }, CancellationToken.None);
        AssertValid("getOrderPreview");
        AssertWritesEveryMemberOf("GetOrderPreviewRequest");
    }

    [ModelFact(OutboundModel.File2026)]
    public async Task OfferRequestsAreValidAndWriteEveryMember()
    {
        _pipeline.Body = """{"offerResults":[]}"""u8.ToArray();
        var offer = new OfferRequest
        {
            SellerSku = "S", OriginCountryCode = "US", DestinationAddress = new Address { PostalCode = "98101", CountryCode = "US" }
        };
        Assert.False(Assert.Single((await _service.GetOffersAsync(offer, CancellationToken.None)).Value).IsAvailable);
        AssertValid("getOffers");
        await _service.GetOffersAsync(
            offer with { DestinationAddress = SampleOrders.WholeAddress, IpAddress = "192.0.2.7", Speeds = ["Expedited"] },
            CancellationToken.None);
        AssertValid("getOffers");
        AssertWritesEveryMemberOf("GetOffersRequest");
    }

    [ModelFact(OutboundModel.File2026)]
    public async Task TheOtherRequestsAreValid()
    {
        await _service.GetAsync("six test/order", CancellationToken.None);
        AssertValid("getOrder");
        await _service.ListAsync(SampleOrders.Date, null, CancellationToken.None);
        AssertValid("listOrders");
        Assert.EndsWith("shipments=EXCLUDE", _pipeline.Last.Target, StringComparison.Ordinal);
        await _service.ListDetailedAsync(SampleOrders.Date, "a+b", CancellationToken.None);
        AssertValid("listOrders");
        Assert.EndsWith("pageToken=a%2Bb&shipments=INCLUDE", _pipeline.Last.Target, StringComparison.Ordinal);
        _pipeline.Body = "{}"u8.ToArray();
        await _service.CancelAsync("six test/order", CancellationToken.None);
        AssertValid("cancelOrder");
        await _service.UpdateAsync(new OrderUpdate { SellerFulfillmentOrderId = "x", Action = "Ship" }, CancellationToken.None);
        AssertValid("updateOrder");
        Assert.Equal("""{"fulfillmentConfiguration":{"action":"SHIP"}}""", _pipeline.Last.Body);
    }

    [ModelFact(OutboundModel.File2026)]
    public async Task TheSandboxRequestsAreValidAndTheirAnswersHaveNoBody()
    {
        (_pipeline.Status, _pipeline.Body) = (204, []);
        await _service.SetStatusAsync("six test/order", "CompletePartialled", CancellationToken.None);
        AssertValid("updateOrderStatus");
        Assert.Equal("""{"status":"COMPLETE_PARTIAL"}""", _pipeline.Last.Body);
        await _service.SetPackageAsync(
            "six test/order", new PackageUpdate { PackageId = "PKG 1/a", Status = "DELIVERED" }, CancellationToken.None);
        AssertValid("updatePackage");
        await _service.SetPackageAsync(
            "x",
            new PackageUpdate
            {
                PackageId = "p",
                Status = "IN_TRANSIT",
                EstimatedArrivalDate = SampleOrders.Date,
                CarrierCode = "C",
                TrackingNumber = "1",
                CarrierTrackingUrl = "https://carrier.example/1",
                AmazonTrackingNumber = "2",
                AmazonTrackingUrl = "https://tracking.example/2",
                DropOffLocation = new DropOffLocation
                {
                    Type = "GARAGE", Attributes = new Dictionary<string, string> { ["side"] = "left" }
                },
                DeliveryPhotoUrl = "https://photo.example/3",
                ReceivedBy = "Ann Example",
            },
            CancellationToken.None);
        AssertValid("updatePackage");
        AssertWritesEveryMemberOf("UpdatePackageRequest");
    }

    [ModelFact(OutboundModel.File2026)]
    public Task EveryValueOfAnOrderArrives() => EveryValueArrives(
        "GET", "orders/x", "GetOrderResponse", async service => (await service.GetAsync("x", CancellationToken.None)).Order);

    [ModelFact(OutboundModel.File2026)]
    public Task EveryValueOfAPageArrives() => EveryValueArrives("GET", "orders", "ListOrdersResponse", async service =>
    {
        var page = await service.ListDetailedAsync(SampleOrders.Date, null, CancellationToken.None);
        return (page.Orders, page.NextToken);
    });

    [ModelFact(OutboundModel.File2026)]
    public Task EveryValueOfAPreviewArrives() => EveryValueArrives(
        "POST", "previews", "GetOrderPreviewResponse", async service =>
            (await service.PreviewAsync(SampleOrders.RequiredOnly, new PreviewOptions(), CancellationToken.None)).Value);

    [ModelFact(OutboundModel.File2026)]
    public Task EveryValueOfOffersArrives() => EveryValueArrives(
        "POST", "offers", "GetOffersResponse", async service =>
            (await service.GetOffersAsync(new OfferRequest { SellerSku = "S" }, CancellationToken.None)).Value);

    [ModelFact(OutboundModel.File2026)]
    public async Task TheAnswersOfCreateUpdateAndCancelAreReadAsTheModelHasThem()
    {
        var sample = new ModelSample(OutboundModel.Bytes(OutboundModel.File2026), seed: 1);
        foreach (var everything in new[] { true, false })
        {
            _pipeline.Body = Encoding.UTF8.GetBytes(sample.Create("CreateOrderResponse", everything).ToJsonString());
            Assert.False((await _service.CreateAsync(SampleOrders.RequiredOnly, CancellationToken.None)).Accepted);
        }

        _pipeline.Status = 202;
        _pipeline.Body = Encoding.UTF8.GetBytes(sample.Create("CreateOrderAcceptedResponse", everything: true).ToJsonString());
        Assert.True((await _service.CreateAsync(SampleOrders.RequiredOnly, CancellationToken.None)).Accepted);
        _pipeline.Body = "{}"u8.ToArray();
        Assert.True((await _service.UpdateAsync(new OrderUpdate { SellerFulfillmentOrderId = "x" }, CancellationToken.None)).Accepted);
        Assert.True((await _service.CancelAsync("x", CancellationToken.None)).Accepted);
    }

    [Fact]
    public async Task OperationsSayWhetherTheyReadAndWhatTheyAreAllowed()
    {
        await _service.CreateAsync(SampleOrders.RequiredOnly, CancellationToken.None);
        await _service.GetAsync("a", CancellationToken.None);
        await _service.ListAsync(SampleOrders.Date, null, CancellationToken.None);
        var body = _pipeline.Body;
        _pipeline.Body = "{}"u8.ToArray();
        await _service.UpdateAsync(new OrderUpdate { SellerFulfillmentOrderId = "a" }, CancellationToken.None);
        await _service.CancelAsync("a", CancellationToken.None);
        _pipeline.Body = body;
        await _service.PreviewAsync(SampleOrders.RequiredOnly, new PreviewOptions(), CancellationToken.None);
        Assert.Equal(
            [
                "POST createOrder False 2", "GET getOrder True 2", "GET listOrders True 2", "PUT updateOrder False 2",
                "PUT cancelOrder False 2", "POST getOrderPreview True 2"],
            _pipeline.Sent.Select(sent => $"{sent.Method} {sent.Operation.Name} {sent.Operation.IsRead} {sent.Operation.Plan.Rate}"));
        Assert.All(_pipeline.Sent, sent => Assert.Equal("2026-07-04", sent.Operation.Version));
    }

    [Theory]
    [InlineData(null, null, "DE")]
    [InlineData("A1F83G8C2ARO7P", null, "GB")]
    [InlineData("A1F83G8C2ARO7P", "PL", "PL")]
    [InlineData("31060", null, null)]
    public async Task TheOriginIsTheCountryThatTheGoodsShipFromOrElseTheMarketplaces(string? marketplace, string? shipFrom, string? origin)
    {
        await _service.CreateAsync(
            SampleOrders.RequiredOnly with { MarketplaceId = marketplace, ShipFromCountryCode = shipFrom }, CancellationToken.None);
        Assert.Equal(origin, JsonNode.Parse(_pipeline.Last.Body!)!["origin"]?["countryCode"]?.GetValue<string>());
    }

    [Fact]
    public async Task NoPackingSlipGoesOutUnlessSomethingIsToStandOnIt()
    {
        await _service.CreateAsync(
            SampleOrders.RequiredOnly with { DisplayableOrderId = null, DisplayableOrderDate = null, DisplayableOrderComment = null },
            CancellationToken.None);
        Assert.DoesNotContain("packingSlip", _pipeline.Last.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpdatesOfMoreThanTheActionAreRefusedBeforeARequest()
    {
        var error = await Assert.ThrowsAsync<OperationNotSupportedException>(
            () => _service.UpdateAsync(SampleOrders.WholeUpdate, CancellationToken.None));
        Assert.Contains("2026-07-04", error.Message, StringComparison.Ordinal);
        Assert.Contains("2020-07-01", error.Message, StringComparison.Ordinal);
        Assert.Contains("DestinationAddress", error.Message, StringComparison.Ordinal);
        Assert.Empty(_pipeline.Sent);
    }

    [Fact]
    public async Task WhatAnOrderCannotSayIsNamedBeforeARequest()
    {
        var error = await Assert.ThrowsAsync<OperationNotSupportedException>(
            () => _service.CreateAsync(SampleOrders.Everything, CancellationToken.None));
        foreach (var member in new[] { "NotificationEmails", "CodSettings", "Items[0].FulfillmentNetworkSku", "Items[1].PerUnitTax" })
        {
            Assert.Contains(member, error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(_pipeline.Sent);
    }

    internal static FulfillmentService Service(FakePipeline pipeline) =>
        new(pipeline, id => id is null ? "DE" : FbaOutbound.Sessions.Marketplace.IsoCountryOf(id));

    private static FeatureConstraint Feature(string name) => new() { FeatureName = name, FeatureFulfillmentPolicy = "Required" };

    private static async Task EveryValueArrives(string method, string path, string response, Func<FulfillmentService, Task<object>> call)
    {
        for (var seed = 0; seed < Samples; seed++)
        {
            foreach (var everything in new[] { true, false })
            {
                var answer = new ModelSample(OutboundModel.Bytes(OutboundModel.File2026), seed).Create(response, everything);
                MakePlausible(answer);
                var body = answer.ToJsonString();
                Assert.Empty(OutboundModel.Load(OutboundModel.File2026).ValidateResponse(method, Base + path, 200, body));
                Leaves.AssertArrive(body, await call(Service(FakePipeline.Answering(body))), IsKnownLoss);
            }
        }
    }

    // Pieces are counted: units are whole numbers.
    private static void MakePlausible(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var element in array)
            {
                MakePlausible(element);
            }
        }
        else if (node is JsonObject members)
        {
            foreach (var name in members.Select(member => member.Key).ToList())
            {
                if (name is "amount" or "cancelledAmount" or "unfulfillableAmount" && members[name] is JsonObject amount)
                {
                    amount["value"] = amount["value"]!.GetValue<string>().Split('.')[0];
                }

                MakePlausible(members[name]);
            }
        }
    }

    // A channel arrives as the feature CHANNEL.x, and details as type=value.
    private static bool IsKnownLoss(string path) =>
        path.EndsWith("channel", StringComparison.Ordinal) || path.Contains("constraints.details.", StringComparison.Ordinal);

    private void AssertValid(string operation)
    {
        var model = OutboundModel.Load(OutboundModel.File2026);
        Assert.Equal(operation, model.FindOperation(_pipeline.Last.Method, _pipeline.Last.Target));
        Assert.Equal(operation, _pipeline.Last.Operation.Name);
        Assert.Empty(model.ValidateRequest(_pipeline.Last.Method, _pipeline.Last.Target, _pipeline.Last.Body));
    }

    private void AssertWritesEveryMemberOf(string definition, params string[] except) => Assert.Equal(
        except,
        new ModelSample(OutboundModel.Bytes(OutboundModel.File2026), seed: 0).MembersMissingIn(
            definition, JsonDocument.Parse(_pipeline.Last.Body!).RootElement));
}
