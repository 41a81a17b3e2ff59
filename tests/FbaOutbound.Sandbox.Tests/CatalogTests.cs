using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public sealed class CatalogTests : IDisposable
{
    private const string Invalid = "the SellerSKU for Item Id: item-1 is invalid.";

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"sandbox-{Guid.NewGuid():N}.jsonl");

    public void Dispose() => File.Delete(_path);

    private static void Fill(SandboxOptions options)
    {
        options.Stock["MUG"] = 5;
        options.Stock["PLATE"] = 0;
    }

    private static async Task<string[]> ListAsync(Client client) =>
    [
        .. (await client.SendAsync(
            "GET",
            "/fba/inventory/v1/summaries?granularityType=Marketplace&granularityId=ATVPDKIKX0DER&marketplaceIds=ATVPDKIKX0DER")).Ok()
            .Payload["inventorySummaries"]!.AsArray().Select(sku => sku!["sellerSku"]!.GetValue<string>()),
    ];

    [Fact]
    public async Task WithoutACatalogEverySkuIsKnown()
    {
        using var client = new Client();
        client.Sandbox.SetStock("MUG", 5);
        (await client.CreateAsync(Client.Order("1", sku: "ANYTHING"))).Ok();
    }

    [Fact]
    public async Task WithACatalogOtherSkusAreUnknown()
    {
        using var client = new Client(Fill);
        (await client.CreateAsync(Client.Order("1", sku: "MUG"))).Ok();
        (await client.CreateAsync(Client.Order("2", sku: "ANYTHING"))).Refused(Invalid);
        Assert.Equal(0, client.Sandbox.GetStock("ANYTHING"));
        Assert.Equal(["MUG", "PLATE"], await ListAsync(client));
        client.Sandbox.SetStock("ANYTHING", 1);
        (await client.CreateAsync(Client.Order("3", sku: "ANYTHING"))).Ok();
    }

    [Fact]
    public async Task ACatalogThatIsSetLaterEndsWhatWasKnown()
    {
        using var client = new Client();
        (await client.CreateAsync(Client.Order("1", sku: "OLD"))).Ok();
        client.Sandbox.SetStock(new Hashtable { ["MUG"] = 2, ["PLATE"] = 3L });
        (await client.CreateAsync(Client.Order("2", sku: "OLD"))).Refused(Invalid);
        Assert.Equal((2, 3), (client.Sandbox.GetStock("MUG"), client.Sandbox.GetStock("PLATE")));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("MUG", -1)]
    [InlineData("MUG", "two")]
    public void ACatalogThatCannotBeOneChangesNothing(string sku, object units)
    {
        using var client = new Client(Fill);
        Assert.Throws<ArgumentException>(() => client.Sandbox.SetStock(new Hashtable { ["NEW"] = 1, [sku] = units }));
        Assert.Equal((5, 0), (client.Sandbox.GetStock("MUG"), client.Sandbox.GetStock("NEW")));
    }

    [Fact]
    public async Task ACatalogOutlivesTheSandboxAndAReset()
    {
        using (var client = new Client(options =>
        {
            options.StateFile = _path;
            Fill(options);
        }))
        {
            (await client.CreateAsync(Client.Order("1", 2, "MUG"))).Ok();
        }

        using var again = new Client(options =>
        {
            options.StateFile = _path;
            Fill(options);
        });
        Assert.Equal(3, again.Sandbox.GetStock("MUG"));
        (await again.CreateAsync(Client.Order("2", sku: "ANYTHING"))).Refused(Invalid);
        again.Sandbox.Reset();
        Assert.Equal(5, again.Sandbox.GetStock("MUG"));
        (await again.CreateAsync(Client.Order("2", sku: "ANYTHING"))).Refused(Invalid);
    }

    [Theory]
    [InlineData("Required", false)]
    [InlineData("NotRequired", true)]
    public async Task AmazonsOwnCarrierGetsNoOrderThatBlocksIt(string policy, bool isUsed)
    {
        using var client = new Client();
        for (var i = 0; i < 40; i++)
        {
            var order = Client.Order($"order-{i}");
            order["featureConstraints"] = JsonNode.Parse(
                $$"""[{"featureName":"BLOCK_AMZL","featureFulfillmentPolicy":"{{policy}}"}]""");
            (await client.CreateAsync(order)).Ok();
            client.Sandbox.SetStatus($"order-{i}", Fulfillment.OrderStatus.Complete);
        }

        var carriers = new HashSet<string>();
        for (var i = 0; i < 40; i++)
        {
            var read = (await client.SendAsync("GET", $"{Client.Orders}/order-{i}")).Ok();
            carriers.Add(read.Payload["fulfillmentShipments"]![0]!["fulfillmentShipmentPackage"]![0]!["carrierCode"]!.GetValue<string>());
        }

        Assert.Equal(isUsed, carriers.Contains("AMZN_US"));
        Assert.Superset(new HashSet<string> { "UPS", "USPS", "FEDEX" }, carriers);
    }
}
