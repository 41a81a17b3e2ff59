using System;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class CreateTests
{
    [Fact]
    public async Task ACreatedOrderIsAnsweredWithAnEmptyObject()
    {
        using var client = new Client();
        Assert.Equal("{}", (await client.CreateAsync(Client.Order())).Ok().Text);
    }

    [Fact]
    public async Task AnOrderReadsBackAsItWasSentWithoutWhatAmazonNeverReturns()
    {
        using var client = new Client(options => options.TakesAnyDeliveryWindow = true);
        var order = Everything();
        Assert.Empty(
            AmazonModel.TryLoad("fulfillmentOutbound_2020-07-01.json")?.ValidateRequest("POST", Client.Orders, order.ToJsonString()) ?? []);
        (await client.CreateAsync(order)).Ok();
        var payload = (await client.GetAsync()).Ok().Payload;
        var head = payload["fulfillmentOrder"]!.AsObject();
        foreach (var name in new[] { "marketplaceId", "displayableOrderId", "displayableOrderDate", "displayableOrderComment",
            "deliveryWindow", "fulfillmentPolicy", "codSettings", "notificationEmails", "featureConstraints" })
        {
            Assert.True(JsonNode.DeepEquals(order[name], head[name]), $"{name}: {head[name]}");
        }

        foreach (var (name, value) in order["destinationAddress"]!.AsObject())
        {
            Assert.Equal(value!.GetValue<string>(), head["destinationAddress"]![name]!.GetValue<string>());
        }

        foreach (var (name, value) in order["items"]![0]!.AsObject())
        {
            Assert.True(JsonNode.DeepEquals(value, payload["fulfillmentOrderItems"]![0]![name]), name);
        }

        Assert.True(JsonNode.DeepEquals(order["paymentInformation"], payload["paymentInformation"]));
        Assert.DoesNotContain("shipFromCountryCode", payload.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("deliveryPreferences", payload.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AUsedIdIsRefused()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order("FBATestOrder-1"));
        (await client.CreateAsync(Client.Order("FBATestOrder-1"))).Refused(
            "A create request already exists for MerchantFulfillmentOrderId : FBATestOrder-1");
    }

    [Fact]
    public async Task AUsedIdStaysUsedWhenItsOrderIsCancelled()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        await client.CancelAsync();
        (await client.CreateAsync(Client.Order())).Refused("A create request already exists for MerchantFulfillmentOrderId : order-1");
    }

    [Fact]
    public async Task AUsedIdCanGetASilentSuccessThatChangesNothing()
    {
        using var client = new Client(options => options.SilentDuplicates = true);
        await client.CreateAsync(Client.Order(quantity: 1));
        (await client.CreateAsync(Client.Order(quantity: 9))).Ok();
        Assert.Equal(1, client.Sandbox.Find("order-1")!.Items[0].Quantity);
    }

    [Fact]
    public async Task AnEmptyCountryIsRefusedWithTwoSpacesInTheText()
    {
        using var client = new Client();
        var order = Client.Order();
        order["destinationAddress"]!["countryCode"] = "";
        (await client.CreateAsync(order)).Refused("Value  for parameter CountryCode is invalid. Reason: InvalidValue.");
    }

    [Theory]
    [InlineData("SKU\"1")]
    [InlineData("gone")]
    public async Task AnUnknownSkuIsRefusedByItsItem(string sku)
    {
        using var client = new Client();
        client.Sandbox.RemoveSku("gone");
        (await client.CreateAsync(Client.Order(sku: sku))).Refused("the SellerSKU for Item Id: item-1 is invalid.");
        Assert.Equal(0, client.Sandbox.OrderCount);
    }

    [Fact]
    public async Task ASellerIdInTheBodyIsRefused()
    {
        using var client = new Client();
        var order = Client.Order();
        order["sellerId"] = "A2NKEXAMPLEF53";
        (await client.CreateAsync(order)).Refused("Value  for parameter SellerId is invalid. Reason: InvalidValue.");
    }

    [Theory]
    [InlineData("sellerFulfillmentOrderId", "SellerFulfillmentOrderId")]
    [InlineData("displayableOrderId", "DisplayableOrderId")]
    [InlineData("displayableOrderDate", "DisplayableOrderDate")]
    [InlineData("displayableOrderComment", "DisplayableOrderComment")]
    [InlineData("shippingSpeedCategory", "ShippingSpeedCategory")]
    [InlineData("destinationAddress", "DestinationAddress")]
    [InlineData("destinationAddress.name", "DestinationAddress.Name")]
    [InlineData("destinationAddress.addressLine1", "DestinationAddress.AddressLine1")]
    [InlineData("destinationAddress.postalCode", "DestinationAddress.PostalCode")]
    [InlineData("destinationAddress.countryCode", "DestinationAddress.CountryCode")]
    [InlineData("destinationAddress.city", "DestinationAddress.City")]
    [InlineData("items", "Items")]
    [InlineData("items.sellerSku", "Items.SellerSku")]
    [InlineData("items.sellerFulfillmentOrderItemId", "Items.SellerFulfillmentOrderItemId")]
    [InlineData("items.quantity", "Items.Quantity")]
    public async Task AMissingMemberIsNamed(string member, string parameter)
    {
        using var client = new Client();
        var order = Client.Order();
        var parts = member.Split('.');
        var owner = parts.Length == 1 ? order : parts[0] == "items" ? order["items"]![0]!.AsObject() : order[parts[0]]!.AsObject();
        owner.Remove(parts[^1]);
        (await client.CreateAsync(order)).Refused($"The request must contain the parameter {parameter}.");
    }

    [Theory]
    [InlineData("2026-05-14T09:00:00+00:00")]
    [InlineData("2026-05-14T09:00:00")]
    [InlineData("2026-05-14")]
    [InlineData("20230523T000000+0900")]
    [InlineData("yesterday")]
    public async Task ADateThatIsNotUtcWithAZIsRefused(string date)
    {
        using var client = new Client();
        var order = Client.Order();
        order["displayableOrderDate"] = date;
        (await client.CreateAsync(order)).Refused("timestamp must follow ISO8601");
    }

    [Theory]
    [InlineData("sellerFulfillmentOrderId", 41)]
    [InlineData("displayableOrderId", 41)]
    [InlineData("displayableOrderComment", 751)]
    public async Task ATextThatIsTooLongIsRefused(string member, int length)
    {
        using var client = new Client();
        var order = Client.Order();
        order[member] = new string('x', length);
        Assert.Equal("InvalidInput", (await client.CreateAsync(order)).Code);
        Assert.Equal(0, client.Sandbox.OrderCount);
    }

    [Theory]
    [InlineData("""{"quantity":0}""")]
    [InlineData("""{"quantity":"1"}""")]
    [InlineData("""{"quantity":1.5}""")]
    [InlineData("""{"sellerSku":5}""")]
    [InlineData("""{"perUnitDeclaredValue":{"currencyCode":"USD","value":1}}""")]
    [InlineData("""{"perUnitDeclaredValue":{"currencyCode":"USD","value":"1,5"}}""")]
    [InlineData("""{"giftMessage":["x"]}""")]
    public async Task AnItemThatTheModelWouldRefuseIsRefused(string change)
    {
        using var client = new Client();
        var order = Client.Order();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            order["items"]![0]![name] = value!.DeepClone();
        }

        Assert.Equal("InvalidInput", (await client.CreateAsync(order)).Code);
        Assert.Equal(0, client.Sandbox.OrderCount);
    }

    [Theory]
    [InlineData("fulfillmentAction", "ship")]
    [InlineData("fulfillmentPolicy", "FillSome")]
    [InlineData("shippingSpeedCategory", "1")]
    public async Task AWordThatTheModelDoesNotKnowIsRefused(string member, string word)
    {
        using var client = new Client();
        var order = Client.Order();
        order[member] = word;
        Assert.EndsWith("is invalid. Reason: InvalidValue.", (await client.CreateAsync(order)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAmountWithoutDigitsIsRefusedInAmazonsWords()
    {
        using var client = new Client();
        var order = Client.Order();
        order["items"]![0]!["perUnitDeclaredValue"] = new JsonObject { ["currencyCode"] = "USD", ["value"] = "" };
        (await client.CreateAsync(order)).Refused("Missing value for decimal type");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("<order/>")]
    public async Task ABodyThatIsNoObjectIsInvalidInput(string body)
    {
        using var client = new Client();
        (await client.SendAsync("POST", Client.Orders, body)).Refused("Invalid Input");
    }

    [Fact]
    public async Task ItemIdsAreUniqueInAnOrder()
    {
        using var client = new Client();
        var order = Client.WithItems(Client.Order(), ("a", "SKU-1", 1), ("a", "SKU-2", 1));
        (await client.CreateAsync(order)).Refused("Value a for parameter SellerFulfillmentOrderItemId is invalid. Reason: InvalidValue.");
    }

    [Fact]
    public async Task ARefusalNeverRepeatsTheRecipient()
    {
        using var client = new Client();
        var order = Client.Order();
        order["destinationAddress"]!["phone"] = new JsonObject { ["canary"] = "555" };
        Assert.DoesNotContain("canary", (await client.CreateAsync(order)).Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task WhatIsNotSaidHasTheDefaultsOfTheOptions()
    {
        using var client = new Client();
        var order = Client.Order();
        order.Remove("fulfillmentAction");
        await client.CreateAsync(order);
        var head = (await client.GetAsync()).Payload["fulfillmentOrder"]!;
        Assert.Equal("Ship", head["fulfillmentAction"]!.GetValue<string>());
        Assert.Equal("FillOrKill", head["fulfillmentPolicy"]!.GetValue<string>());
        Assert.Equal("ATVPDKIKX0DER", head["marketplaceId"]!.GetValue<string>());
    }

    [Theory]
    [
        InlineData(
            "codSettings",
            """{"isCodRequired":true}""",
            "Value true for parameter CODSettings.IsCODRequired is invalid. Reason: InvalidValue.")]
    [InlineData("shippingSpeedCategory", "\"ScheduledDelivery\"", "The request must contain the parameter DeliveryWindow.")]
    [
        InlineData(
            "deliveryWindow",
            """{"startDate":"2026-05-20T00:00:00Z","endDate":"2026-05-20T02:00:00Z"}""",
            "Value  for parameter DeliveryWindow is invalid. Reason: InvalidValue.")]
    [
        InlineData(
            "deliveryPreferences",
            """{"deliveryInstructions":"ring"}""",
            "Value  for parameter DeliveryPreferences is invalid. Reason: InvalidValue.")]
    public async Task WhatBelongsToJapanIsRefusedElsewhere(string member, string value, string message)
    {
        using var client = new Client();
        var order = Client.Order();
        order[member] = JsonNode.Parse(value);
        (await client.CreateAsync(order)).Refused(message);
    }

    [Fact]
    public async Task ScheduledDeliveryCannotBeHeld()
    {
        using var client = new Client();
        var order = Everything();
        order["fulfillmentAction"] = "Hold";
        (await client.CreateAsync(order)).Refused("Value Hold for parameter FulfillmentAction is invalid. Reason: InvalidValue.");
    }

    [Fact]
    public async Task AnIndianOrderNeedsPaymentInformation()
    {
        using var client = new Client();
        var order = Client.Order();
        order["destinationAddress"]!["countryCode"] = "IN";
        (await client.CreateAsync(order)).Refused("The request must contain the parameter PaymentInformation.");
    }

    [Fact]
    public async Task TwoSpacesInARowAreNoDisplayableId()
    {
        using var client = new Client();
        var order = Client.Order();
        order["displayableOrderId"] = "A  B";
        Assert.Equal(400, (await client.CreateAsync(order)).Status);
    }

    internal static JsonObject Everything()
    {
        var order = Client.Order();
        order["marketplaceId"] = "A1VC38T7YXB528";
        order["shippingSpeedCategory"] = "ScheduledDelivery";
        order["fulfillmentPolicy"] = "FillAllAvailable";
        order["shipFromCountryCode"] = "JP";
        order["deliveryWindow"] = JsonNode.Parse("""{"startDate":"2026-05-20T00:00:00Z","endDate":"2026-05-20T02:00:00Z"}""");
        order["destinationAddress"] = JsonNode.Parse("""
            {"name":"Test Taro","addressLine1":"1-2-3","addressLine2":"Building","addressLine3":"Room","districtOrCounty":"Meguro",
             "stateOrRegion":"Tokyo","postalCode":"1500002","countryCode":"JP","phone":"000"}
            """);
        order["deliveryPreferences"] = JsonNode.Parse(
            """{"deliveryInstructions":"ring","dropOffLocation":{"type":"GARAGE","attributes":{"a":"b"}}}""");
        order["codSettings"] = JsonNode.Parse("""
            {"isCodRequired":true,"codCharge":{"currencyCode":"JPY","value":"10.00"},"codChargeTax":{"currencyCode":"JPY","value":"2.00"},
             "shippingCharge":{"currencyCode":"JPY","value":"5"},"shippingChargeTax":{"currencyCode":"JPY","value":"3.00"}}
            """);
        order["notificationEmails"] = new JsonArray("a@example.com", "b@example.com");
        order["featureConstraints"] = JsonNode.Parse("""[{"featureName":"BLANK_BOX","featureFulfillmentPolicy":"Required"}]""");
        order["paymentInformation"] = JsonNode.Parse(
            """[{"paymentTransactionId":"t","paymentMode":"CreditCard","paymentDate":"2026-05-01T00:00:00Z"}]""");
        order["items"] = JsonNode.Parse("""
            [{"sellerSku":"SKU-1","sellerFulfillmentOrderItemId":"item-1","quantity":2,"giftMessage":"Alles Gute — 愛","displayableComment":"c",
              "fulfillmentNetworkSku":"X001","perUnitDeclaredValue":{"currencyCode":"JPY","value":"30"},
              "perUnitPrice":{"currencyCode":"JPY","value":"40.00"},"perUnitTax":{"currencyCode":"JPY","value":"2.00"}}]
            """);
        return order;
    }
}
