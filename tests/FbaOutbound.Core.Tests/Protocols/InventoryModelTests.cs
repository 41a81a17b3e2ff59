using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Protocols.FbaInventoryV1;
using FbaOutbound.Services;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

/// <summary>FBA Inventory v1 held to Amazon's model, both ways.</summary>
public sealed class InventoryModelTests
{
    private const string File = "fbaInventory.json";
    private const string Usa = "ATVPDKIKX0DER";

    private readonly FakePipeline _pipeline = FakePipeline.Answering("""{"payload":{"inventorySummaries":[]}}""");
    private readonly InventoryService _service;

    public InventoryModelTests() => _service = new InventoryService(_pipeline);

    [ModelFact(File)]
    public async Task EveryRequestIsValid()
    {
        await _service.ListAsync(new InventoryQuery(Usa), null, default);
        AssertValid();
        await _service.ListAsync(new InventoryQuery(Usa) { ChangedAfter = SampleOrders.Date }, "a+/=b", default);
        AssertValid();
        await _service.ListAsync(new InventoryQuery(Usa) { SellerSkus = ["A", "B C", "Ü/%&"] }, null, default);
        AssertValid();
        await _service.ListAsync(new InventoryQuery(Usa) { SellerSkus = ["A,B"] }, null, default);
        AssertValid();
    }

    [Fact]
    public async Task ASkuWithACommaIsAskedForByItself()
    {
        await _service.ListAsync(new InventoryQuery(Usa) { SellerSkus = ["A,B"] }, null, default);
        Assert.Contains("&sellerSku=A%2CB", _pipeline.Last.Target, StringComparison.Ordinal);
        Assert.DoesNotContain("sellerSkus=", _pipeline.Last.Target, StringComparison.Ordinal);
        await _service.ListAsync(new InventoryQuery(Usa) { SellerSkus = ["A", "B+C"] }, null, default);
        Assert.Contains("&sellerSkus=A%2CB%2BC", _pipeline.Last.Target, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(49, 1)]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    [InlineData(120, 3)]
    public void ARequestAsksForFiftySkus(int skus, int requests)
    {
        string[] all = [.. Enumerable.Range(1, skus).Select(number => $"SKU-{number}")];
        var batches = _service.Limits.Batches(all).ToList();
        Assert.Equal(requests, batches.Count);
        Assert.All(batches, batch => Assert.InRange(batch.Count, 1, 50));
        Assert.Equal(all, batches.SelectMany(batch => batch));
    }

    [Fact]
    public void ACommaOrALongAddressEndsABatch()
    {
        Assert.Equal([["A"], ["B,C"], ["D", "E"]], _service.Limits.Batches(["A", "B,C", "D", "E"]));
        var batches = _service.Limits.Batches(Enumerable.Range(10, 40).Select(number => new string('漢', 38) + number)).ToList();
        Assert.Equal(40, batches.Sum(batch => batch.Count));
        Assert.All(batches, batch => Assert.InRange(batch.Sum(sku => Uri.EscapeDataString(sku).Length + 1), 1, 6_000));
    }

    [ModelFact(File)]
    public async Task EveryValueOfAnAnswerArrives()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var body = new ModelSample(OutboundModel.Bytes(File), seed)
                .Create("GetInventorySummariesResponse", everything: true).AsObject();
            body.Remove("errors");
            _pipeline.Body = Encoding.UTF8.GetBytes(body.ToJsonString());
            Leaves.AssertArrive(
                body.ToJsonString(),
                await _service.ListAsync(new InventoryQuery(Usa), null, default),
                path => path.EndsWith(".granularityType", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"payload":{}}""")]
    [InlineData("""{"payload":{"inventorySummaries":{}}}""")]
    [InlineData("""{"payload":{"inventorySummaries":["A"]}}""")]
    [InlineData("""{"payload":{"inventorySummaries":[]},"pagination":{"nextToken":7}}""")]
    [InlineData("""{"payload":{"inventorySummaries":[]},"errors":[{"code":"InvalidInput","message":"No."}]}""")]
    public async Task WhatIsNoListProvesNothing(string body)
    {
        _pipeline.Body = Encoding.UTF8.GetBytes(body);
        await Assert.ThrowsAsync<AnswerNotReadException>(() => _service.ListAsync(new InventoryQuery(Usa), null, default));
    }

    [Fact]
    public async Task AQuantityThatIsMissingOrCannotBeReadIsNotZero()
    {
        _pipeline.Body =
            """{"payload":{"inventorySummaries":[{"sellerSku":"A","totalQuantity":"two","inventoryDetails":{}},{"sellerSku":"B"}]}}"""u8.ToArray();
        var page = await _service.ListAsync(new InventoryQuery(Usa), null, default);
        Assert.All(page.Entries, entry => Assert.Equal((null, null), (entry.TotalQuantity, entry.FulfillableQuantity)));
        Assert.Equal(["totalQuantity = two"], page.Entries[0].Unread.Select(value => $"{value.Path} = {value.Text}"));
    }

    private void AssertValid()
    {
        var model = OutboundModel.Load(File);
        Assert.Equal("getInventorySummaries", model.FindOperation(_pipeline.Last.Method, _pipeline.Last.Target));
        Assert.Empty(model.ValidateRequest(_pipeline.Last.Method, _pipeline.Last.Target, _pipeline.Last.Body));
    }
}
