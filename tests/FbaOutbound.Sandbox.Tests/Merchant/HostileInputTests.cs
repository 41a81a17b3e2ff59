using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Tests.Mws;
using Xunit;

namespace FbaOutbound.Sandbox.Tests.Merchant;

/// <summary>Whatever is sent is answered: every member and parameter in turn is replaced by what does not belong there.</summary>
public class HostileInputTests
{
    private static readonly string[] s_junk =
        [
            "null", "true", "[]", "{}", "[null]", "[[]]", "\"\"", "\"x\"", "\"SURROGATE\"", "-1", "0", "1e28",
            "79228162514264337593543950335", "1e400", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00Z\""];

    [Theory]
    [InlineData("/mfn/v0/shipments")]
    [InlineData("/mfn/v0/eligibleShippingServices")]
    [InlineData("/mfn/v0/additionalSellerInputs")]
    public async Task NoBodyBreaksMerchantFulfillment(string path)
    {
        using var client = new MerchantClient();
        var token = await client.RestrictedTokenAsync();
        foreach (var body in Spoilt().Select(body => body.ToJsonString().Replace("SURROGATE", "\\ud800", StringComparison.Ordinal)))
        {
            var reply = await client.SendTextAsync("POST", path, body, path.EndsWith("shipments", StringComparison.Ordinal) ? token : null);
            Assert.True(reply.Status is 200 or 400, $"{reply.Status} to {body}");
        }
    }

    [Fact]
    public async Task NoParameterBreaksMws()
    {
        using var client = new MwsClient();
        string[] junk =
        [
            "", " ", "x", "-1", "0", "1e28", "79228162514264337593543950335", "9999-12-31T23:59:59Z", "0001-01-01", new('x', 5000),
            "\u0007", "%00", "member.1",
        ];
        foreach (var (action, parameters)
            in new[]
            {
                ("CreateShipment", MwsShipmentTests.Purchase()), ("GetEligibleShippingServices", MwsShipmentTests.Purchase()),
                ("CreateFulfillmentOrder", MwsClient.Order())
            })
        {
            foreach (var name in parameters.Keys.Append("ShipmentRequestDetails.ShipDate")
                .Append("ShipmentRequestDetails.ShippingServiceOptions.DeclaredValue.Amount").ToList())
            {
                foreach (var value in junk)
                {
                    var spoilt = MwsClient.With(new Dictionary<string, string>(parameters), (name, value));
                    var reply = action == "CreateFulfillmentOrder"
                        ? await client.CallAsync(action, spoilt)
                        : await client.MerchantAsync(action, spoilt);
                    Assert.True(reply.Status is 200 or 400, $"{reply.Status} to {name}={value}");
                    Assert.NotNull(reply.Xml);
                }
            }
        }
    }

    private static IEnumerable<JsonNode> Spoilt()
    {
        var whole = Whole();
        foreach (var path in Paths(whole, []))
        {
            foreach (var junk in s_junk)
            {
                var body = Whole();
                JsonNode parent = body;
                foreach (var step in path.Take(path.Length - 1))
                {
                    parent = step is int index ? parent[index]! : parent[(string)step]!;
                }

                var value = JsonNode.Parse(junk);
                if (path[^1] is int last)
                {
                    parent[last] = value;
                }
                else
                {
                    parent[(string)path[^1]] = value;
                }

                yield return body;
            }
        }
    }

    private static JsonObject Whole()
    {
        var body = MerchantClient.Purchase();
        body["OrderId"] = MerchantClient.OrderId;
        body["ShipFromAddress"] = MerchantClient.Details()["ShipFromAddress"]!.DeepClone();
        var details = body["ShipmentRequestDetails"]!;
        details["ShipDate"] = "2026-05-15T10:00:00Z";
        details["ShippingServiceOptions"]!["DeclaredValue"] = new JsonObject { ["CurrencyCode"] = "USD", ["Amount"] = 10 };
        details["ItemList"]![0]!["ItemWeight"] = new JsonObject { ["Value"] = 1, ["Unit"] = "oz" };
        return body;
    }

    private static IEnumerable<object[]> Paths(JsonNode node, object[] path)
    {
        var children = node switch
        {
            JsonObject members => members.Select(member => ((object)member.Key, member.Value)),
            JsonArray items => items.Select((item, index) => ((object)index, item)),
            _ => [],
        };
        foreach (var (step, child) in children)
        {
            object[] below = [.. path, step];
            yield return below;
            foreach (var deeper in child is null ? [] : Paths(child, below))
            {
                yield return deeper;
            }
        }
    }
}
