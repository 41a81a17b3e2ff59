using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Shipments;
using FbaOutbound.Sandbox.Tests.Mws;
using Xunit;

namespace FbaOutbound.Sandbox.Tests.Merchant;

public sealed class ShipmentStateTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"sandbox-{Guid.NewGuid():N}.jsonl");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task ShipmentsOfBothProtocolsOutliveTheSandbox()
    {
        string[] before;
        string[] ids;
        using (var client = new MerchantClient(options => options.StateFile = _path))
        {
            client.Sandbox.SeedMerchantOrder(
                new SandboxMerchantOrder
                {
                    AmazonOrderId = MerchantClient.OrderId, Items = { ["52986411826454"] = 2 }, Name = "Ada Canary"
                });
            await client.BuyIdAsync();
            (
                await client.Mws.MerchantAsync(
                    "CreateShipment",
                    MwsClient.With(MwsShipmentTests.Purchase(), ("ShipmentRequestDetails.AmazonOrderId", "903-0000000-0000001")))).Ok();
            var third = await client.BuyIdAsync("903-0000000-0000002");
            ids = [.. client.Sandbox.ShipmentIds];
            (await client.CancelAsync(ids[0])).Ok();
            (await client.Mws.MerchantAsync("CancelShipment", ("ShipmentId", ids[1]))).Ok();
            client.Sandbox.ScanShipment(third);
            before = await DescribeAsync(client, ids);
        }

        using var again = new MerchantClient(options => options.StateFile = _path);
        Assert.Equal(ids, again.Sandbox.ShipmentIds);
        Assert.Equal(before, await DescribeAsync(again, ids));
        Assert.Contains("Ada Canary", (await again.GetAsync(ids[0])).Text, StringComparison.Ordinal);
        Assert.True(again.Sandbox.FindShipment(ids[2])!.IsScanned);
    }

    [Fact]
    public async Task AShipmentKeepsTheWindowThatItWasBoughtWith()
    {
        string id;
        using (var client = new MerchantClient(options =>
            (options.StateFile, options.Shipping.CancellationWindow) = (_path, TimeSpan.FromHours(1))))
        {
            id = await client.BuyIdAsync();
        }

        using var again = new MerchantClient(options => options.StateFile = _path);
        again.Sandbox.Advance(TimeSpan.FromHours(2));
        Assert.Equal(400, (await again.CancelAsync(id)).Status);
        Assert.Equal(MerchantShipmentStatus.Purchased, again.Sandbox.FindShipment(id)!.Status);
    }

    [Fact]
    public async Task OrdersAndReturnsThatCameOverMwsOutliveTheSandboxWithoutASignature()
    {
        using (var client = new MwsClient(options => options.StateFile = _path) { Host = "mws.amazonservices.jp" })
        {
            var order = MwsClient.With(MwsClient.Order(), ("CODSettings.IsCODRequired", "true"), ("DestinationAddress.City", null));
            (await client.CreateAsync(order)).Ok();
            (await client.CreateAsync(MwsClient.With(MwsClient.Order("held"), ("FulfillmentAction", "Hold")))).Ok();
            (
                await client.CallAsync(
                    "UpdateFulfillmentOrder", ("SellerFulfillmentOrderId", "held"), ("DisplayableOrderComment", "changed"))).Ok();
            (await client.CreateAsync(MwsClient.Order("cancelled"))).Ok();
            (await client.CancelAsync("cancelled")).Ok();
        }

        var text = await File.ReadAllTextAsync(_path);
        Assert.DoesNotContain("Signature", text, StringComparison.Ordinal);
        Assert.DoesNotContain(MwsClient.KeyId, text, StringComparison.Ordinal);
        using var again = new MwsClient(options => options.StateFile = _path);
        Assert.Equal(3, again.Sandbox.OrderCount);
        Assert.Equal("true", (await again.GetAsync()).Value("GetFulfillmentOrderResult/FulfillmentOrder/CODSettings/IsCODRequired"));
        Assert.Equal("changed", (await again.GetAsync("held")).Value("GetFulfillmentOrderResult/FulfillmentOrder/DisplayableOrderComment"));
        Assert.Equal(
            "CANCELLED", (await again.GetAsync("cancelled")).Value("GetFulfillmentOrderResult/FulfillmentOrder/FulfillmentOrderStatus"));
    }

    [Fact]
    public async Task AResetForgetsShipmentsToo()
    {
        using (var client = new MerchantClient(options => options.StateFile = _path))
        {
            await client.BuyIdAsync();
            client.Sandbox.Reset();
            Assert.Empty(client.Sandbox.ShipmentIds);
        }

        using var again = new MerchantClient(options => options.StateFile = _path);
        Assert.Empty(again.Sandbox.ShipmentIds);
    }

    [Fact]
    public async Task ManyPurchasesAtOnceAreAllTakenAndKept()
    {
        using (var client = new MerchantClient(options => options.StateFile = _path))
        {
            var token = await client.RestrictedTokenAsync();
            var replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Task.Run(() => client.SendAsync(
                "POST", MerchantClient.Shipments, MerchantClient.Purchase(orderId: $"903-0000000-{number:D7}"), token))));
            Assert.Equal(64, replies.Select(reply => reply.Ok().Payload["ShipmentId"]!.GetValue<string>()).Distinct().Count());
        }

        using var again = new MerchantClient(options => options.StateFile = _path);
        Assert.Equal(64, again.Sandbox.ShipmentIds.Count);
    }

    private static async Task<string[]> DescribeAsync(MerchantClient client, string[] ids)
    {
        var texts = new string[ids.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            texts[i] = (await client.GetAsync(ids[i])).Ok().Text;
        }

        return texts;
    }
}
