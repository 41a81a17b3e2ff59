using System;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;

namespace FbaOutbound.Sandbox.Tests;

/// <summary>The calls of version 2026-07-04.</summary>
internal static class NewVersion
{
    public const string Base = "/fulfillment/outbound/2026-07-04";
    public const string Orders = Base + "/orders";

    public static JsonObject Order(string id = "order-1", int quantity = 1, string sku = "SKU-1", string? action = null)
    {
        var order = JsonNode.Parse($$"""
            {
              "orderId": {{JsonSerializer.Serialize(id)}},
              "destination": { "deliveryAddress": { "name": "Ada Canary", "addressLine1": "1 Test Way", "city": "Troy", "postalCode": "48084", "countryCode": "US" } },
              "lineItems": [ { "lineItemId": "item-1", "product": { "productIdentifier": { "amazonSku": {{JsonSerializer.Serialize(sku)}} } }, "amount": { "value": "{{quantity}}" } } ]
            }
            """)!.AsObject();
        if (action is not null)
        {
            order["fulfillmentConfiguration"] = new JsonObject { ["action"] = action };
        }

        return order;
    }

    /// <summary>An order with every member that a seller in the United States can give.</summary>
    public static JsonObject Everything(string id = "order-1") => JsonNode.Parse($$"""
        {
          "orderId": {{JsonSerializer.Serialize(id)}},
          "channel": "SHOPIFY",
          "fulfillmentConfiguration": {
            "serviceLevel": { "serviceTiers": ["EXPEDITED", "STANDARD"] },
            "action": "HOLD",
            "policy": "FILL_ALL_AVAILABLE",
            "services": {
              "packaging": {
                "packagingOption": "UNBRANDED",
                "overbox": "NOT_REQUIRED",
                "packingSlip": { "templateName": "plain", "templateAttributes": { "orderId": "D-1", "orderTime": "2026-05-14T09:00:00Z", "orderText": "Thank you" } }
              },
              "delivery": {},
              "additional": { "handling": "CAREFUL", "blockAMZL": "REQUIRED" }
            }
          },
          "origin": { "countryCode": "US" },
          "destination": {
            "deliveryAddress": {
              "name": "Ada Canary", "addressLine1": "1 Test Way", "addressLine2": "Floor 2", "addressLine3": "Door 3", "city": "Troy", "districtOrCounty": "Oakland",
              "stateOrRegion": "MI", "postalCode": "48084", "countryCode": "US", "phone": "555-0100", "email": "ada@example.com"
            },
            "deliveryNotes": "Ring twice",
            "dropOffLocation": { "type": "FALLBACK_NEIGHBOR_DELIVERY", "attributes": { "neighborName": "Bo", "houseNumber": 2 } }
          },
          "lineItems": [
            {
              "lineItemId": "item-1",
              "product": { "productIdentifier": { "amazonSku": "SKU-1" }, "perUnitDeclaredValue": { "currencyCode": "USD", "amount": "14.99" } },
              "amount": { "unit": "EACHES", "value": "2.0" },
              "fulfillmentConfiguration": { "services": { "packaging": { "packingSlip": { "templateName": "line", "templateAttributes": { "giftMessage": "Enjoy", "lineItemText": "1 of 1" } } } } }
            }
          ]
        }
        """)!.AsObject();

    public static Task<Reply> CreateNewAsync(this Client client, JsonObject order) =>
        client.SendAsync("POST", Orders, order.ToJsonString());

    public static Task<Reply> GetNewAsync(this Client client, string id = "order-1", string query = "") =>
        client.SendAsync("GET", $"{Orders}/{Uri.EscapeDataString(id)}{query}");

    public static Task<Reply> UpdateNewAsync(this Client client, string action, string id = "order-1") =>
        client.SendAsync("PUT", $"{Orders}/{Uri.EscapeDataString(id)}", $$$"""{"fulfillmentConfiguration":{"action":"{{{action}}}"}}""");

    public static Task<Reply> CancelNewAsync(this Client client, string id = "order-1") =>
        client.SendAsync("PUT", $"{Orders}/{Uri.EscapeDataString(id)}/cancel");

    public static Task<Reply> ListNewAsync(this Client client, string query = "") => client.SendAsync("GET", Orders + query);

    public static async Task<string> StatusNewAsync(this Client client, string id = "order-1") =>
        (await client.GetNewAsync(id)).Json["order"]!["status"]!.GetValue<string>();

    public static Reply Answered(this Reply reply, int status)
    {
        Xunit.Assert.True(reply.Status == status, $"{reply.Status}: {reply.Text}");
        return reply;
    }

    public static Reply RefusedNew(this Reply reply, string message, int status = 400, string code = "InvalidParameterValue")
    {
        Xunit.Assert.Equal((status, code, message), (reply.Status, reply.Code, reply.Message));
        return reply;
    }
}
