using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Tests.Merchant;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

/// <summary>
/// Every member of every body in turn is something that Amazon's model may refuse: the sandbox refuses it, too, so that no mistake of a
/// client passes here and fails at Amazon. Null is the same as missing. The clients check every response.
/// </summary>
public class ModelLimitsTests
{
    private static readonly string[] s_values =
        ["\"x\"", "1.5", "2147483648", "true", "[]", "{}", "\"2026-05-14\"", $"\"{new string('x', 2000)}\""];

    [Fact]
    public async Task BodiesOfVersion20200701()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        client.Pass(24);
        await client.CreateAsync(Client.Held("held"));
        var shipment = (await client.GetAsync()).Payload["fulfillmentShipments"]![0]!["amazonShipmentId"];
        const string Base = "/fba/outbound/2020-07-01";
        await CheckAsync(
            "fulfillmentOutbound_2020-07-01.json",
            (method, path, body) => client.SendAsync(method, path, body),
            ("POST", Client.Orders + "/preview", PreviewTests.Request()),
            ("POST", Base + "/deliveryOffers", Parse("""
                {"product":{"productIdentifier":{"merchantSku":"SKU-1"},"amount":{"unitOfMeasure":"Eaches","value":"2"}},
                 "terms":{"origin":{"countryCode":"US"},"destination":{"ipAddress":"192.0.2.7",
                  "deliveryAddress":{"addressLine1":"1 Test Way","city":"Troy","countryCode":"US","postalCode":"48084"}}}}
                """)),
            ("POST", Client.Orders, Whole()),
            ("PUT", Client.Orders + "/order-1/return", Parse($$"""
                {"items":[{"sellerReturnItemId":"r","sellerFulfillmentOrderItemId":"item-1","amazonShipmentId":"{{shipment}}",
                 "returnReasonCode":"CR-DEFECTIVE","returnComment":"Torn"}]}
                """)),
            ("PUT", Client.Orders + "/held", Parse("""
                {"marketplaceId":"ATVPDKIKX0DER","displayableOrderId":"D","displayableOrderDate":"2026-05-14T09:00:00Z",
                 "displayableOrderComment":"Thank you","shippingSpeedCategory":"Expedited","fulfillmentAction":"Hold",
                 "fulfillmentPolicy":"FillAll","shipFromCountryCode":"US","notificationEmails":["a@example.com"],
                 "destinationAddress":{"name":"Ada Canary","addressLine1":"1 Test Way","city":"Troy","postalCode":"48084","countryCode":"US"},
                 "featureConstraints":[{"featureName":"BLANK_BOX","featureFulfillmentPolicy":"Required"}],
                 "items":[{"sellerSku":"SKU-1","sellerFulfillmentOrderItemId":"item-1","quantity":1,
                  "perUnitDeclaredValue":{"currencyCode":"USD","value":"1.00"}}]}
                """)),
            ("PUT", Client.Orders + "/order-1/status", Parse("""{"fulfillmentOrderStatus":"Complete"}""")));
    }

    [Fact]
    public async Task BodiesOfVersion20260704()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Order());
        client.Pass(24);
        await client.CreateNewAsync(NewVersion.Order("held", action: "HOLD"));
        var package = (await client.GetNewAsync()).Json["order"]!["shipments"]![0]!["packages"]![0]!["packageId"];
        await CheckAsync(
            "fulfillmentOutbound_2026-07-04.json",
            (method, path, body) => client.SendAsync(method, path, body),
            ("POST", NewVersion.Base + "/previews", NewVersionPreviewTests.Request()),
            ("POST", NewVersion.Base + "/offers", Parse("""
                {"origin":{"countryCode":"US"},"fulfillmentConfiguration":{"serviceLevel":{"serviceTiers":["STANDARD"]}},
                 "destination":{"ipAddress":"192.0.2.7","deliveryAddress":{"addressLine1":"1 Test Way","countryCode":"US","postalCode":"48084"}},
                 "items":[{"productIdentifier":{"amazonSku":"SKU-1"}}]}
                """)),
            ("POST", NewVersion.Orders, NewVersion.Everything("whole")),
            ("PUT", NewVersion.Orders + "/held", Parse("""{"fulfillmentConfiguration":{"action":"HOLD"}}""")),
            ("PUT", NewVersion.Orders + "/order-1/status", Parse("""{"status":"COMPLETE"}""")),
            ("PUT", $"{NewVersion.Orders}/order-1/packages/{package}", Parse("""
                {"status":"DELIVERED","deliveryTime":"2026-05-14T09:00:00Z","tracking":{
                 "carrier":{"carrierCode":"UPS","trackingNumber":"1","trackingUrl":"https://carrier.example/1"},
                 "amazon":{"trackingNumber":"1","trackingUrl":"https://tracking.example/1"},
                 "dropOffLocation":{"type":"GARAGE","attributes":{"side":"left"}},
                 "proofOfDelivery":{"deliveryPhotoUrl":"https://photo.example/1","receivedBy":"Ada Canary"}}}
                """)));
    }

    [Fact]
    public async Task BodiesOfMerchantFulfillment()
    {
        using var client = new MerchantClient();
        var token = await client.RestrictedTokenAsync();
        var details = MerchantClient.Details();
        details["SellerOrderId"] = "S-1";
        details["MustArriveByDate"] = "2026-06-20T09:00:00Z";
        details["ShippingServiceOptions"]!["DeclaredValue"] = Parse("""{"CurrencyCode":"USD","Amount":1}""");
        details["ShippingServiceOptions"]!["LabelFormat"] = "PNG";
        details["LabelCustomization"] = Parse("""{"CustomTextForLabel":"text","StandardIdForLabel":"AmazonOrderId"}""");
        details["ItemList"]![0] = Parse("""
            {"OrderItemId":"52986411826454","Quantity":1,"ItemWeight":{"Value":1,"Unit":"oz"},"ItemDescription":"Mug",
             "TransparencyCodeList":["AZ:1"],"LiquidVolume":{"Unit":"ML","Value":1},"IsHazmat":false,
             "DangerousGoodsDetails":{"UnitedNationsRegulatoryId":"UN3481","TransportationRegulatoryClass":"9","PackingGroup":"II",
              "PackingInstruction":"PI965_SECTION_II"},
             "ItemLevelSellerInputsList":[{"AdditionalInputFieldName":"F","AdditionalSellerInput":{"DataType":"String","ValueAsString":"x",
              "ValueAsBoolean":true,"ValueAsInteger":1,"ValueAsTimestamp":"2026-05-20T09:00:00Z",
              "ValueAsWeight":{"Value":1,"Unit":"oz"},"ValueAsDimension":{"value":1,"unit":"inches"},
              "ValueAsCurrency":{"CurrencyCode":"USD","Amount":1}}}]}
            """);

        // Labels of this format are made fastest.
        var purchase = MerchantClient.Purchase(change: simple => simple["ShippingServiceOptions"]!["LabelFormat"] = "ZPL203");
        purchase["HazmatType"] = "None";
        purchase["LabelFormatOption"] = Parse("""{"IncludePackingSlipWithLabel":false}""");
        purchase["ShipmentLevelSellerInputsList"] = details["ItemList"]![0]!["ItemLevelSellerInputsList"]!.DeepClone();
        await CheckAsync(
            "merchantFulfillmentV0.json",
            (method, path, body) => client.SendTextAsync(
                method, path, body, path == MerchantClient.Shipments ? token : null),
            ("POST", "/mfn/v0/eligibleShippingServices", new JsonObject
            {
                ["ShipmentRequestDetails"] = details.DeepClone(),
                ["ShippingOfferingFilter"] = Parse("""
                    {"IncludePackingSlipWithLabel":false,"IncludeComplexShippingOptions":true,"CarrierWillPickUp":"NoPreference",
                     "DeliveryExperience":"NoPreference"}
                    """),
            }),
            ("POST", MerchantClient.Shipments, purchase),
            ("POST", "/mfn/v0/additionalSellerInputs", new JsonObject
            {
                ["ShippingServiceId"] = purchase["ShippingServiceId"]!.DeepClone(),
                ["OrderId"] = MerchantClient.OrderId,
                ["ShipFromAddress"] = details["ShipFromAddress"]!.DeepClone(),
            }));
        await CheckAsync(
            "tokens_2021-03-01.json",
            (method, path, body) => client.SendTextAsync(method, path, body),
            ("POST", "/tokens/2021-03-01/restrictedDataToken", Parse("""
                {"targetApplication":"app","restrictedResources":[
                 {"method":"GET","path":"/mfn/v0/shipments/{shipmentId}","dataElements":["buyerInfo"]}]}
                """)));
    }

    private static async Task CheckAsync(
        string file, Func<string, string, string, Task<Reply>> send, params (string Method, string Path, JsonObject Body)[] calls)
    {
        if (AmazonModel.TryLoad(file) is not { } model)
        {
            return;
        }

        var lenient = new List<string>();
        var serial = 0;
        foreach (var (method, path, body) in calls)
        {
            var taken = await send(method, path, body.ToJsonString());
            Assert.True(taken.Status < 300, $"{method} {path}: {taken.Text}");
            foreach (var member in PathsOf(body))
            {
                foreach (var value in s_values)
                {
                    var changed = With(body, member, value, ++serial);
                    var reply = await send(method, path, changed);
                    Assert.True(reply.Status < 500, $"{method} {path}: {reply.Text}");
                    if (reply.Status < 300 && model.ValidateRequest(method, path, changed) is [var problem, ..])
                    {
                        lenient.Add($"{method} {path}: {problem}");
                    }
                }
            }
        }

        Assert.Empty(lenient);
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static JsonObject Whole()
    {
        var order = Client.Order("whole");
        foreach (var (name, value) in Parse("""
            {"marketplaceId":"A1VC38T7YXB528","fulfillmentPolicy":"FillAll","shipFromCountryCode":"JP","notificationEmails":["a@example.com"],
             "destinationAddress":{"name":"Ada Canary","addressLine1":"1-2-3","addressLine2":"2F","addressLine3":"3","districtOrCounty":"Meguro",
              "stateOrRegion":"Tokyo","postalCode":"1500002","countryCode":"JP","phone":"5550100"},
             "featureConstraints":[{"featureName":"BLANK_BOX","featureFulfillmentPolicy":"NotRequired"}],
             "codSettings":{"isCodRequired":true,"codCharge":{"currencyCode":"JPY","value":"1"},
              "codChargeTax":{"currencyCode":"JPY","value":"1"},"shippingCharge":{"currencyCode":"JPY","value":"1"},
              "shippingChargeTax":{"currencyCode":"JPY","value":"1"}},
             "deliveryPreferences":{"deliveryInstructions":"Ring","dropOffLocation":{"type":"RECEPTIONIST","attributes":{"recipientName":"Bo"}}},
             "paymentInformation":[{"paymentTransactionId":"P","paymentMode":"CARD","paymentDate":"2026-05-14T09:00:00Z"}],
             "items":[{"sellerSku":"SKU-1","sellerFulfillmentOrderItemId":"item-1","quantity":1,"giftMessage":"Enjoy",
              "displayableComment":"Blue","fulfillmentNetworkSku":"X1","perUnitDeclaredValue":{"currencyCode":"JPY","value":"1"},
              "perUnitPrice":{"currencyCode":"JPY","value":"1"},"perUnitTax":{"currencyCode":"JPY","value":"1"}}]}
            """))
        {
            order[name] = value!.DeepClone();
        }

        return order;
    }

    // Of a list, the first element stands for all.
    private static IEnumerable<string> PathsOf(JsonNode? node, string path = "")
    {
        IEnumerable<(string Name, JsonNode? Node)> children = node switch
        {
            JsonObject members => members.Select(member => (member.Key, member.Value)),
            JsonArray { Count: > 0 } list => [("0", list[0])],
            _ => [],
        };
        return children.SelectMany(child => PathsOf(child.Node, path.Length == 0 ? child.Name : $"{path}/{child.Name}"))
            .Concat(path.Length == 0 ? [] : [path]);
    }

    // Each body has an id of its own, unless the id is what was changed.
    private static string With(JsonObject body, string path, string value, int serial)
    {
        var copy = body.DeepClone();
        foreach (var name in new[] { "sellerFulfillmentOrderId", "orderId" })
        {
            if (copy[name] is not null)
            {
                copy[name] = $"order {serial}";
            }
        }

        if (copy["items"] is JsonArray and [JsonObject item, ..] && item.ContainsKey("sellerReturnItemId"))
        {
            item["sellerReturnItemId"] = $"return {serial}";
        }

        var node = copy;
        var steps = path.Split('/');
        foreach (var step in steps[..^1])
        {
            node = node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!;
        }

        if (node is JsonArray elements)
        {
            elements[0] = JsonNode.Parse(value);
        }
        else
        {
            node[steps[^1]] = JsonNode.Parse(value);
        }

        return copy.ToJsonString();
    }
}
