using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Fulfillment;
using FbaOutbound.Sandbox.Tests.Mws;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

/// <summary>Orders of a state file: what they say is read from the file when somebody asks for it.</summary>
public sealed partial class StateFileOrderTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"sandbox-{Guid.NewGuid():N}.jsonl");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnOrderOfAStateFileSaysAllThatOneInMemorySays(bool isOfAnEarlierVersion)
    {
        string inMemory;
        using (var client = Open(null))
        {
            await MakeOrdersAsync(client);
            inMemory = await DescribeAsync(client);
        }

        using (var client = Open(_path))
        {
            await MakeOrdersAsync(client);
            Assert.Equal(inMemory, await DescribeAsync(client));
        }

        if (isOfAnEarlierVersion)
        {
            var lines = await File.ReadAllLinesAsync(_path);
            Assert.Equal(5, lines.Count(line => Note().IsMatch(line)));
            await File.WriteAllLinesAsync(_path, lines.Select(line => Note().Replace(line, "")));
        }

        using var again = Open(_path);
        Assert.Equal(inMemory, await DescribeAsync(again));
    }

    [Fact]
    public async Task AnUpdateOfAnOpenedOrderLeavesWhatItDoesNotName()
    {
        var held = CreateTests.Everything();
        held["shippingSpeedCategory"] = "Standard";
        held["fulfillmentAction"] = "Hold";
        using (var client = Open(_path))
        {
            (await client.SpApi.CreateAsync(held)).Ok();
        }

        using (var client = Open(_path))
        {
            (await client.SpApi.UpdateAsync(
                "order-1",
                """{"displayableOrderComment":"New","items":[{"sellerFulfillmentOrderItemId":"item-1","quantity":3}]}""")).Ok();
            Check((await client.SpApi.GetAsync()).Ok().Payload);
        }

        using var again = Open(_path);
        Check((await again.SpApi.GetAsync()).Ok().Payload);

        void Check(JsonObject payload)
        {
            var head = payload["fulfillmentOrder"]!;
            Assert.Equal("New", head["displayableOrderComment"]!.GetValue<string>());
            Assert.Equal("Test Taro", head["destinationAddress"]!["name"]!.GetValue<string>());
            Assert.True(JsonNode.DeepEquals(held["codSettings"], head["codSettings"]));
            var item = payload["fulfillmentOrderItems"]![0]!;
            Assert.Equal(3, item["quantity"]!.GetValue<int>());
            Assert.Equal("Alles Gute — 愛", item["giftMessage"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("\"Ada Canary\"", "null")]
    [InlineData("\"Ada Canary\"", "7")]
    [InlineData("\"countryCode\":\"US\"", "\"country\":\"US\"")]
    [InlineData("\"Ada Canary\"", "\"Ada \\uD800\"")]
    [InlineData("\"Ada Canary\"", "\"Ada Canary")]
    [InlineData("\"quantity\":1", "\"quantity\":-1")]
    [InlineData("\"order\":[0,0,false,1", "\"order\":[0,0,false,2147483647", "\"Ada Canary\"", "null")]
    public async Task ALineThatWasDamagedIsNamedWhateverTheDamage(params string[] changes)
    {
        using (var client = Open(_path))
        {
            await client.SpApi.CreateAsync(Client.Order("first"));
            await client.SpApi.CreateAsync(Client.Order("second"));
        }

        await EditAsync(2, changes);
        var exception = Assert.Throws<InvalidDataException>(() => new SandboxService(new SandboxOptions { StateFile = _path }));
        Assert.Contains("Line 3 ", exception.Message, StringComparison.Ordinal);
    }

    // What the line notes for the engine counts only while the line is as it was written.
    [Theory]
    [InlineData(5, "\"quantity\":1", "\"quantity\":5")]
    [InlineData(1, "\"SKU-1\",1]", "\"SKU-1\",5]")]
    [InlineData(1, "\"order\":[0,0,false,1", "\"order\":[0,0,false,2147483647")]
    [InlineData(1, "\"order\":[0,", "\"order\":[1,")]
    [InlineData(1, "\"hash\":", "\"hash\":-")]
    [InlineData(1, "\"hash\":", "\"hashes\":")]
    public async Task ALineThatWasEditedIsReadAsItsBodySays(int quantity, string old, string changed)
    {
        using (var client = Open(_path))
        {
            await client.SpApi.CreateAsync(Client.Order());
        }

        await EditAsync(1, old, changed);
        using var again = Open(_path);
        var order = again.Sandbox.Find("order-1")!;
        Assert.Equal((quantity, OrderAction.Ship), (order.Items.Single().Quantity, order.Action));
        Assert.Equal(quantity, (await again.SpApi.GetAsync()).Payload["fulfillmentOrderItems"]![0]!["quantity"]!.GetValue<int>());
    }

    [Fact]
    public async Task AnOrderKeepsTheActionThatWasTheDefaultWhenItWasMade()
    {
        var order = Client.Order();
        order.Remove("fulfillmentAction");
        using (var client = new Client(options => (options.StateFile, options.ActionOfCreate) = (_path, OrderAction.Hold)))
        {
            (await client.CreateAsync(order)).Ok();
        }

        using var again = new Client(options => (options.StateFile, options.ActionOfCreate) = (_path, OrderAction.Ship));
        Assert.True(again.Sandbox.Find("order-1")!.IsHeld);
    }

    [Fact]
    public async Task AFileThatIsChangedWhileItIsUsedIsNamed()
    {
        if (OperatingSystem.IsWindows())
        {
            // There nobody can change it.
            return;
        }

        using var client = Open(_path);
        await client.SpApi.CreateAsync(Client.Order("first"));
        await client.SpApi.CreateAsync(Client.Order("second"));
        (await client.SpApi.GetAsync("second")).Ok();
        using (var shell = Process.Start("/bin/sh", ["-c", ": > \"$1\"", "sh", _path]))
        {
            await shell.WaitForExitAsync();
        }

        var exception = await Assert.ThrowsAsync<InvalidDataException>(() => client.SpApi.GetAsync("first"));
        Assert.Contains(_path, exception.Message, StringComparison.Ordinal);
    }

    private static MwsClient Open(string? path) =>
        new(options => (options.StateFile, options.TakesAnyDeliveryWindow, options.DefaultStock) = (path, true, 1000));

    /// <summary>Makes orders with all members through each protocol, and lets some of them ship.</summary>
    private static async Task MakeOrdersAsync(MwsClient client)
    {
        client.Host = "mws.amazonservices.jp";
        (await client.SpApi.CreateAsync(CreateTests.Everything())).Ok();
        var many = Client.WithItems(Client.Order("many"), ("1", "SKU-1", 1), ("\"2\"", "SKU-2", 30), ("3", "SKÜ-3", 1));
        many["fulfillmentPolicy"] = "FillAll";
        many["featureConstraints"] = JsonNode.Parse("""[{"featureName":"BLOCK_AMZL","featureFulfillmentPolicy":"Required"}]""");
        (await client.SpApi.CreateAsync(many)).Ok();
        (await client.SpApi.CreateNewAsync(NewVersion.Everything("new"))).Answered(200);
        (await client.SpApi.CreateNewAsync(NewVersion.Order("plain"))).Answered(200);
        (await client.CreateAsync(MwsClient.With(
            MwsClient.Order("mws"),
            ("FulfillmentPolicy", "FillAllAvailable"),
            ("DestinationAddress.Line2", "Floor 2"),
            ("NotificationEmailList.member.1", "ada@example.com"),
            ("CODSettings.IsCODRequired", "true"),
            ("CODSettings.CODCharge.CurrencyCode", "JPY"),
            ("CODSettings.CODCharge.Value", "10.00"),
            ("Items.member.1.GiftMessage", "Enjoy"),
            ("Items.member.1.PerUnitDeclaredValue.CurrencyCode", "JPY"),
            ("Items.member.1.PerUnitDeclaredValue.Value", "40.00")))).Ok();
        client.Sandbox.Advance(TimeSpan.FromDays(3));
    }

    private static async Task<string> DescribeAsync(MwsClient client)
    {
        List<string> all = [];
        foreach (var id in client.Sandbox.Engine.Received.Select(order => order.Id).ToList())
        {
            all.Add((await client.SpApi.GetAsync(id)).Ok().Text);
            all.Add((await client.SpApi.GetNewAsync(id)).Answered(200).Text);
            all.Add(WithoutId((await client.GetAsync(id)).Ok().Text));
        }

        all.Add((await client.SpApi.ListAsync("2026-05-14T00:00:00Z")).Ok().Text);
        foreach (var order in client.Sandbox.Engine.Received)
        {
            // Not all members are in a response.
            all.Add($"{order.Policy} {order.BlocksAmazonLogistics} {JsonSerializer.Serialize(order.Content)}");
        }

        return string.Join('\n', all);

        static string WithoutId(string answer) => RequestId().Replace(answer, "");
    }

    private async Task EditAsync(int index, params string[] changes)
    {
        var lines = await File.ReadAllLinesAsync(_path);
        for (var i = 0; i < changes.Length; i += 2)
        {
            Assert.Contains(changes[i], lines[index], StringComparison.Ordinal);
            lines[index] = lines[index].Replace(changes[i], changes[i + 1], StringComparison.Ordinal);
        }

        await File.WriteAllLinesAsync(_path, lines);
    }

    [GeneratedRegex("""(?<="id":"[^,]*",)"order":\[.*?\],"hash":[0-9]+,""")]
    private static partial Regex Note();

    [GeneratedRegex("<RequestId>.*?</RequestId>")]
    private static partial Regex RequestId();
}
