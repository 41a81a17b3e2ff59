using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Tests.Mws;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

/// <summary>Limits and words that Amazon's models have in their texts.</summary>
public sealed class RequestLimitTests
{
    private const string Previews = Client.Orders + "/preview";

    [Theory]
    [
        InlineData(
            "marketplaceId", "\"A1NOBODYKNOWSIT\"", "Value A1NOBODYKNOWSIT for parameter MarketplaceId is invalid. Reason: InvalidValue.")]
    [InlineData("marketplaceId", "\"\"", "Value  for parameter MarketplaceId is invalid. Reason: InvalidValue.")]
    [InlineData("displayableOrderId", "\"\\u6ce8\\u6587\"", "Value  for parameter DisplayableOrderId is invalid. Reason: InvalidValue.")]
    [InlineData("displayableOrderId", "\"A\\u20acB\"", "Value  for parameter DisplayableOrderId is invalid. Reason: InvalidValue.")]
    [InlineData("shipFromCountryCode", "\"USA\"", "Value USA for parameter ShipFromCountryCode is invalid. Reason: InvalidValue.")]
    [
        InlineData(
            "featureConstraints",
            """[{"featureName":"GOLD_WRAP","featureFulfillmentPolicy":"Required"}]""",
            "Value GOLD_WRAP for parameter FeatureName is invalid. Reason: InvalidValue.")]
    [
        InlineData(
            "featureConstraints",
            """[{"featureFulfillmentPolicy":"Required"}]""",
            "Value  for parameter FeatureName is invalid. Reason: InvalidValue.")]
    [
        InlineData(
            "featureConstraints",
            """[{"featureName":"CHANNEL.","featureFulfillmentPolicy":"Required"}]""",
            "Value CHANNEL. for parameter FeatureName is invalid. Reason: InvalidValue.")]
    [
        InlineData(
            "featureConstraints",
            """[{"featureName":"OVERBOX","featureFulfillmentPolicy":"Required"}]""",
            "Value OVERBOX for parameter FeatureName is invalid. Reason: InvalidValue.")]
    public async Task ACreationAndAnUpdateAreHeldToIt(string member, string json, string message)
    {
        using var client = new Client(options => options.FeaturesNotEnrolled.Add("OVERBOX"));
        var order = Client.Order();
        order[member] = JsonNode.Parse(json);
        (await client.CreateAsync(order)).Refused(message);
        (await client.CreateAsync(Client.Held())).Ok();
        (await client.UpdateAsync("order-1", $$"""{"{{member}}":{{json}}}""")).Refused(message);
        Assert.Equal(1, client.Sandbox.OrderCount);
    }

    [Theory]
    [InlineData("marketplaceId", "\"31060\"")]
    [InlineData("displayableOrderId", "\"M\\u00fcller \\u00ff\"")]
    [
        InlineData(
            "featureConstraints", """[{"featureName":"GOLD_WRAP","featureFulfillmentPolicy":"NotRequired"},{"featureName":"GOLD_WRAP"}]""")]
    [
        InlineData(
            "featureConstraints",
            """[{"featureName":"CHANNEL.EBAY","featureFulfillmentPolicy":"Required"},{"featureName":"SIGNATURE_CONFIRMATION","featureFulfillmentPolicy":"Required"}]""")]
    public async Task WhatTheModelsAllowIsTaken(string member, string json)
    {
        using var client = new Client();
        var order = Client.Order();
        order[member] = JsonNode.Parse(json);
        (await client.CreateAsync(order)).Ok();
    }

    [Fact]
    public async Task ASignatureIsConfirmedInTheUnitedStatesAlone()
    {
        using var client = new Client();
        var order = Client.Order();
        order["marketplaceId"] = "A1PA6795UKMFR9";
        order["featureConstraints"] = JsonNode.Parse(
            """[{"featureName":"SIGNATURE_CONFIRMATION","featureFulfillmentPolicy":"Required"}]""");
        (await client.CreateAsync(order)).Refused(
            "Value SIGNATURE_CONFIRMATION for parameter FeatureName is invalid. Reason: InvalidValue.");
    }

    [Theory]
    [InlineData("countryCode", "USA")]
    [InlineData("countryCode", "U1")]
    public async Task ACountryIsTwoLetters(string member, string value)
    {
        using var client = new Client();
        var order = Client.Order();
        order["destinationAddress"]![member] = value;
        (await client.CreateAsync(order)).Refused($"Value {value} for parameter CountryCode is invalid. Reason: InvalidValue.");
    }

    [Theory]
    [InlineData("EURO")]
    [InlineData("E1R")]
    public async Task ACurrencyIsThreeLetters(string code)
    {
        using var client = new Client();
        var order = Client.Order();
        order["items"]![0]!["perUnitDeclaredValue"] = new JsonObject { ["currencyCode"] = code, ["value"] = "1.00" };
        (await client.CreateAsync(order)).Refused($"Value {code} for parameter CurrencyCode is invalid. Reason: InvalidValue.");
    }

    [Theory]
    [InlineData(100, 1, null)]
    [InlineData(101, 1, "Value 101 for parameter Items is invalid. Reason: An order has at most 100 line items.")]
    [InlineData(1, 250, null)]
    [InlineData(1, 251, "Value 251 for parameter Items is invalid. Reason: An order has at most 250 units.")]
    [InlineData(100, 3, "Value 300 for parameter Items is invalid. Reason: An order has at most 250 units.")]
    [InlineData(2, int.MaxValue, "Value 4294967294 for parameter Items is invalid. Reason: An order has at most 250 units.")]
    public async Task AnOrderHas100LinesAnd250UnitsAtMostUnderEveryProtocol(int lines, int units, string? message)
    {
        using var client = new MwsClient();
        var order = Lines(Client.Order(), lines, units);
        var preview = new JsonObject { ["address"] = order["destinationAddress"]!.DeepClone(), ["items"] = order["items"]!.DeepClone() };
        var newOrder = NewVersion.Order("order-2");
        var line = newOrder["lineItems"]![0]!;
        newOrder["lineItems"] = new JsonArray([.. Enumerable.Range(0, lines).Select(index =>
        {
            var copy = line.DeepClone();
            copy["lineItemId"] = $"line-{index}";
            copy["amount"]!["value"] = units.ToString(CultureInfo.InvariantCulture);
            return copy;
        })]);
        var mwsOrder = MwsClient.Order("order-3");
        for (var i = 1; i <= lines; i++)
        {
            mwsOrder[$"Items.member.{i}.SellerSKU"] = "SKU-1";
            mwsOrder[$"Items.member.{i}.SellerFulfillmentOrderItemId"] = $"item-{i}";
            mwsOrder[$"Items.member.{i}.Quantity"] = units.ToString(CultureInfo.InvariantCulture);
        }

        var created = await client.SpApi.CreateAsync(order);
        var previewed = await client.SpApi.SendAsync("POST", Previews, preview.ToJsonString());
        var createdNew = await client.SpApi.CreateNewAsync(newOrder);
        var createdMws = await client.CreateAsync(mwsOrder);
        var status = message is null ? 200 : 400;
        Assert.Equal((status, status, status, status), (created.Status, previewed.Status, createdNew.Status, createdMws.Status));
        if (message is not null)
        {
            created.Refused(message);
            previewed.Refused(message);
            Assert.Equal($"The value '{message.Split(' ')[1]}' is invalid for lineItems.", createdNew.Message);
            Assert.Contains(message, createdMws.Text, StringComparison.Ordinal);
            Assert.Equal(0, client.Sandbox.OrderCount);
        }
    }

    [Fact]
    public async Task AnUpdateMakesNoOrderLargerThanThat()
    {
        using var client = new Client();
        (await client.CreateAsync(Client.WithItems(Client.Held(), ("a", "SKU-1", 200), ("b", "SKU-1", 50)))).Ok();
        (
            await client.UpdateAsync(
                "order-1", """{"fulfillmentAction":"Hold","items":[{"sellerFulfillmentOrderItemId":"b","quantity":51}]}"""))
            .Refused("Value 251 for parameter Items is invalid. Reason: An order has at most 250 units.");
        (
            await client.UpdateAsync(
                "order-1", """{"fulfillmentAction":"Hold","items":[{"sellerFulfillmentOrderItemId":"b","quantity":49}]}""")).Ok();
    }

    [Fact]
    public async Task ANeighbourHasANameAndANumber()
    {
        using var client = new Client();
        var order = Client.Order();
        order["marketplaceId"] = "A1VC38T7YXB528";
        order["destinationAddress"]!.AsObject().Remove("city");
        order["deliveryPreferences"] = JsonNode.Parse(
            """{"dropOffLocation":{"type":"FALLBACK_NEIGHBOR_DELIVERY","attributes":{"neighborName":"Bo"}}}""");
        (await client.CreateAsync(order)).Refused(
            "The request must contain the parameter DeliveryPreferences.DropOffLocation.Attributes.houseNumber.");
        order["deliveryPreferences"]!["dropOffLocation"]!["attributes"]!["houseNumber"] = "2";
        (await client.CreateAsync(order)).Ok();
    }

    [Fact]
    public async Task MwsHasNamesOf50CharactersAndKnownMarketplaces()
    {
        using var client = new MwsClient();
        Assert.Equal(
            400, (await client.CreateAsync(MwsClient.With(MwsClient.Order(), ("DestinationAddress.Name", new string('n', 51))))).Status);
        Assert.Equal(400, (await client.CreateAsync(MwsClient.With(MwsClient.Order(), ("MarketplaceId", "A1NOBODYKNOWSIT")))).Status);
        Assert.Equal(
            200, (await client.CreateAsync(MwsClient.With(MwsClient.Order(), ("DestinationAddress.Name", new string('n', 50))))).Status);
    }

    [Theory]
    [InlineData("""{"sellerFulfillmentOrderId":"A\ud83c"}""")]
    [InlineData("""{"sellerFulfillmentOrderId":"\udf81\ud83c"}""")]
    [InlineData("""{"items":[{"sellerSku":"\ud83c"}]}""")]
    [InlineData("""{"notificationEmails":["\ud83c"]}""")]
    [InlineData("""{"\ud83c":1}""")]
    [InlineData("""{"deliveryPreferences":{"dropOffLocation":{"attributes":{"a":"\ud83c"}}}}""")]
    public async Task HalfACharacterIsRefusedAtEveryEndpoint(string body)
    {
        using var client = new Client { ChecksAnswers = false };
        foreach (var (method, path) in new[]
        {
            ("POST", Client.Orders), ("PUT", Client.Orders + "/order-1"), ("POST", Previews), ("PUT", Client.Orders + "/order-1/return"),
            ("PUT", Client.Orders + "/order-1/status"), ("POST", "/fba/outbound/2020-07-01/deliveryOffers"),
            ("POST", NewVersion.Orders), ("PUT", NewVersion.Orders + "/order-1"), ("POST", NewVersion.Base + "/previews"),
            ("POST", NewVersion.Base + "/offers"),
            ("PUT", NewVersion.Orders + "/order-1/status"), ("PUT", NewVersion.Orders + "/order-1/packages/PKG-1"),
            ("POST", "/mfn/v0/eligibleShippingServices"), ("POST", "/mfn/v0/additionalSellerInputs"),
            ("POST", "/tokens/2021-03-01/restrictedDataToken"),
        })
        {
            Assert.Equal((path, 400), (path, (await client.SendAsync(method, path, body)).Status));
        }
    }

    [Fact]
    public async Task AWholeCharacterIsKept()
    {
        using var client = new Client();
        var order = Client.Order("gift \ud83c\udf81");
        (await client.SendAsync("POST", Client.Orders, order.ToJsonString())).Ok();
        (
            await client.SendAsync("POST", Client.Orders, """{"sellerFulfillmentOrderId":"gift 🎁"}""")
        ).Refused("The request must contain the parameter DestinationAddress.");
        Assert.Equal(["gift \ud83c\udf81"], client.Sandbox.OrderIds);
    }

    [Fact]
    public async Task WhatWasTakenUnderOlderRulesIsReadFromAStateFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"sandbox-{Guid.NewGuid():N}.jsonl");
        try
        {
            using (var client = new Client(options => options.StateFile = path))
            {
                (await client.CreateAsync(Client.Order())).Ok();
            }

            await File.WriteAllTextAsync(
                path, (await File.ReadAllTextAsync(path)).Replace("\"quantity\":1", "\"quantity\":251", StringComparison.Ordinal));
            using var again = new Client(options => options.StateFile = path);
            Assert.Equal(251, Assert.Single(again.Sandbox.Find("order-1")!.Items).Quantity);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static JsonObject Lines(JsonObject order, int lines, int units) =>
        Client.WithItems(order, [.. Enumerable.Range(0, lines).Select(index => ($"item-{index}", "SKU-1", units))]);
}
