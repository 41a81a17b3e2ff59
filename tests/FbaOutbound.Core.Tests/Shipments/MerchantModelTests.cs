using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Protocols;
using FbaOutbound.Core.Tests.Protocols.Mws;
using FbaOutbound.Protocols.SpApiMerchantV0;
using FbaOutbound.Shipments;
using Xunit;

namespace FbaOutbound.Core.Tests.Shipments;

/// <summary>Merchant fulfillment v0 held to Amazon's model, both ways.</summary>
public sealed class MerchantModelTests
{
    private const string File = "merchantFulfillmentV0.json";

    private readonly FakePipeline _pipeline = new();
    private readonly ShipmentService _service;

    public MerchantModelTests() => _service = new ShipmentService(_pipeline);

    [ModelFact(File)]
    public async Task EveryRequestIsValid()
    {
        _pipeline.Body = """{"payload":{"ShipmentId":"a","ShippingServiceList":[]}}"""u8.ToArray();
        await _service.GetAsync("6f77095e-9f75-47eb-aaab-a42d5428fa1a", default);
        AssertValid("getShipment", true);
        await _service.CancelAsync("6f77095e-9f75-47eb-aaab-a42d5428fa1a", default);
        AssertValid("cancelShipment", true);
        await _service.CreateAsync(new ShipmentPurchase { Request = SampleShipments.RequiredOnly, ShippingServiceId = "S" }, default);
        AssertValid("createShipment", true);
        await _service.CreateAsync(SampleShipments.Everything, default);
        AssertValid("createShipment", true);
        await _service.GetServicesAsync(
            SampleShipments.Everything.Request, new ShippingOfferingFilter { DeliveryExperience = "NoPreference" }, default);
        AssertValid("getEligibleShipmentServices", false);
        await _service.GetSellerInputsAsync("903-1", "S", SampleShipments.From, default);
        AssertValid("getAdditionalSellerInputs", false);
    }

    [ModelFact(File)]
    public async Task EveryMemberThatTheModelHasIsWritten()
    {
        _pipeline.Body = """{"payload":{"ShipmentId":"a","ShippingServiceList":[]}}"""u8.ToArray();
        await _service.CreateAsync(SampleShipments.Everything, default);
        AssertWritesEveryMemberOf("CreateShipmentRequest");
        var filter = new ShippingOfferingFilter
        {
            IncludePackingSlipWithLabel = true, IncludeComplexShippingOptions = false, CarrierWillPickUp = "NoPreference",
            DeliveryExperience = "NoPreference",
        };
        await _service.GetServicesAsync(SampleShipments.Everything.Request, filter, default);
        AssertWritesEveryMemberOf("GetEligibleShipmentServicesRequest");
        await _service.GetSellerInputsAsync("903-1", "S", SampleShipments.Everything.Request.ShipFromAddress!, default);
        AssertWritesEveryMemberOf("GetAdditionalSellerInputsRequest");
    }

    [ModelFact(File)]
    public async Task EveryValueOfAnAnswerArrives()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            Leaves.AssertArrive(Answer("GetShipmentResponse", seed), (await _service.GetAsync("a", default)).Shipment);
            var offers = Answer("GetEligibleShipmentServicesResponse", seed);
            Leaves.AssertArrive(offers, await _service.GetServicesAsync(SampleShipments.RequiredOnly, null, default));
            var inputs = Answer("GetAdditionalSellerInputsResponse", seed);
            Leaves.AssertArrive(
                inputs,
                await _service.GetSellerInputsAsync("903-1", "S", SampleShipments.From, default),
                path => path.EndsWith(".Asin", StringComparison.Ordinal));
        }
    }

    [ModelFact(File)]
    public async Task WhatOneProtocolSendsTheOtherSendsToo()
    {
        _pipeline.Body = """{"payload":{"ShipmentId":"a"}}"""u8.ToArray();
        var purchase = SampleShipments.Everything;
        purchase = purchase with
        {
            Request = purchase.Request with
            {
                ItemList =
                [
                    .. purchase.Request.ItemList.Select(
                        item => item with { LiquidVolume = null, IsHazmat = null, DangerousGoodsDetails = null }),
                ]
            },
        };
        await _service.CreateAsync(purchase, default);
        var json = new List<string>();
        Collect(JsonNode.Parse(_pipeline.Last.Body!)!, json);

        var mws = new FakePipeline
        {
            Body = "<CreateShipmentResponse><CreateShipmentResult><Shipment><ShipmentId>a</ShipmentId></Shipment></CreateShipmentResult></CreateShipmentResponse>"u8.ToArray()
        };
        await new FbaOutbound.Protocols.Mws.ShipmentService(mws, "US").CreateAsync(purchase, default);
        var form = Forms.Parse(mws.Last.Body!);
        Assert.Equal("Poster", form["ShipmentRequestDetails.ItemList.Item.1.ItemDescription"]);
        Assert.Equal("AZ:CODE2", form["ShipmentRequestDetails.ItemList.Item.1.TransparencyCodeList.TransparencyCode.2"]);
        Assert.Equal(
            "NON_DELIVERABLE_INSTRUCTIONS", form["ShipmentLevelSellerInputsList.AdditionalSellerInputs.1.AdditionalInputFieldName"]);
        Assert.Equal("0.70", form["ShipmentLevelSellerInputsList.AdditionalSellerInputs.1.AdditionalSellerInput.ValueAsCurrency.Amount"]);
        Assert.Equal("2", form["ShipmentLevelSellerInputsList.AdditionalSellerInputs.1.AdditionalSellerInput.ValueAsDimension.Value"]);
        Assert.Equal("10.00", form["ShipmentRequestDetails.ShippingServiceOptions.DeclaredValue.Amount"]);
        Assert.Equal("false", form["LabelFormatOption.IncludePackingSlipWithLabel"]);
        Assert.Equal(
            json.Order(StringComparer.Ordinal),
            form.Where(pair => pair.Key is not ("Action" or "Version")).Select(pair => pair.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task MwsRefusesWhatItHasNoPlaceForBeforeItIsSent()
    {
        var mws = new FakePipeline();
        var error = await Assert.ThrowsAsync<FbaOutbound.Orders.OperationNotSupportedException>(
            () => new FbaOutbound.Protocols.Mws.ShipmentService(mws, "US").CreateAsync(SampleShipments.Everything, default));
        Assert.Contains("DangerousGoodsDetails", error.Message, StringComparison.Ordinal);
        Assert.Empty(mws.Sent);
    }

    [Fact]
    public async Task AnAnswerWithoutAShipmentIsNoSuccess()
    {
        _pipeline.Body = """{"payload":{}}"""u8.ToArray();
        await Assert.ThrowsAsync<FbaOutbound.Http.AnswerNotReadException>(() => _service.CreateAsync(SampleShipments.Everything, default));
        _pipeline.Body = """{"payload":{"ShipmentId":"a"},"errors":[{"code":"InvalidInput","message":"No."}]}"""u8.ToArray();
        await Assert.ThrowsAsync<FbaOutbound.Http.AnswerNotReadException>(() => _service.GetAsync("a", default));
    }

    private static void Collect(JsonNode node, List<string> leaves)
    {
        foreach (var child in node switch { JsonObject members => members.Select(member => member.Value!), JsonArray elements =>
            elements.Select(element => element!), _ => [] })
        {
            if (child is JsonValue value)
            {
                leaves.Add(value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? value.ToJsonString() : value.ToString());
            }
            else
            {
                Collect(child, leaves);
            }
        }
    }

    private string Answer(string definition, int seed)
    {
        var body = new ModelSample(OutboundModel.Bytes(File), seed).Create(definition, everything: true).AsObject();
        body.Remove("errors");
        _pipeline.Body = System.Text.Encoding.UTF8.GetBytes(body.ToJsonString());
        return body.ToJsonString();
    }

    private void AssertValid(string operation, bool isRestricted)
    {
        var model = OutboundModel.Load(File);
        Assert.Equal(operation, model.FindOperation(_pipeline.Last.Method, _pipeline.Last.Target));
        Assert.Equal((operation, isRestricted), (_pipeline.Last.Operation.Name, _pipeline.Last.Operation.IsRestricted));
        Assert.Empty(model.ValidateRequest(_pipeline.Last.Method, _pipeline.Last.Target, _pipeline.Last.Body));
    }

    private void AssertWritesEveryMemberOf(string definition) =>
        Assert.Empty(
            new ModelSample(OutboundModel.Bytes(File), seed: 0).MembersMissingIn(
                definition, JsonDocument.Parse(_pipeline.Last.Body!).RootElement));
}
