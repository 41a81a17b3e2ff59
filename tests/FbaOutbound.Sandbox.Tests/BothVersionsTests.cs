using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

/// <summary>An order that was made under one version, as the other shows it.</summary>
public class BothVersionsTests
{
    private static readonly (string Old, string New)[] s_speeds = [("Standard", "STANDARD"), ("Expedited", "EXPEDITED")];
    private static readonly (string Old, string New)[] s_actions = [("Ship", "SHIP"), ("Hold", "HOLD")];
    private static readonly (string Old, string New)[] s_policies =
    [
        ("FillOrKill", "FILL_OR_KILL"), ("FillAll", "FILL_ALL"), ("FillAllAvailable", "FILL_ALL_AVAILABLE"),
    ];
    private static readonly (string Old, string New)[] s_statuses =
    [
        ("New", "PROCESSING"), ("Received", "PROCESSING"), ("Planning", "PROCESSING"), ("Processing", "PROCESSING"),
        ("Complete", "COMPLETE"),
        ("CompletePartialled", "COMPLETE_PARTIAL"), ("Cancelled", "CANCELLED"), ("Unfulfillable", "UNFULFILLABLE"), ("Invalid", "INVALID"),
    ];

    [Fact]
    public void WhatOneVersionMakesTheOtherShows() => Prop
        .ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => RunAsync(seed).GetAwaiter().GetResult())
        .Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Fact]
    public async Task AnOrderIsUpdatedAndCancelledUnderEitherVersion()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Held("old"));
        (await client.UpdateNewAsync("SHIP", "old")).Answered(202);
        Assert.False(client.Sandbox.Find("old")!.IsHeld);
        await client.CreateNewAsync(NewVersion.Order("new", action: "HOLD"));
        (await client.UpdateAsync("new", """{"fulfillmentAction":"Ship","displayableOrderComment":"Changed"}""")).Ok();
        Assert.Equal("Changed", Slip((await client.GetNewAsync("new")).Json)!["orderText"]!.GetValue<string>());
        (await client.CancelAsync("new")).Ok();
        Assert.Equal("CANCELLED", await client.StatusNewAsync("new"));
    }

    [Fact]
    public async Task AnOrderOfTheNewVersionWithoutAPackingSlipHasOneUnderTheOld()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Order());
        var head = (await client.GetAsync()).Ok().Payload["fulfillmentOrder"]!;
        Assert.Equal("order-1", head["displayableOrderId"]!.GetValue<string>());
        Assert.Equal("2026-05-14T10:00:00Z", head["displayableOrderDate"]!.GetValue<string>());
        Assert.Equal("", head["displayableOrderComment"]!.GetValue<string>());
        Assert.Null(Slip((await client.GetNewAsync()).Json));
    }

    [Fact]
    public async Task VersionsCanBeKeptApartAndStillShareIds()
    {
        using var client = new Client(options => options.SeparateVersions = true);
        await client.CreateAsync(Client.Held("old"));
        await client.CreateNewAsync(NewVersion.Order("new", action: "HOLD"));
        Assert.Equal(404, (await client.GetNewAsync("old")).Status);
        Assert.Equal(404, (await client.UpdateNewAsync("SHIP", "old")).Status);
        Assert.Equal(404, (await client.CancelNewAsync("old")).Status);
        (await client.GetAsync("new")).Refused("Requested order 'new' not found");
        (await client.CancelAsync("new")).Refused("Requested order 'new' not found");
        (await client.UpdateAsync("new", "{}")).Refused("Requested order 'new' not found");
        Assert.Equal(
            "old",
            Assert.Single(
                (await client.ListAsync()).Payload["fulfillmentOrders"]!.AsArray())!["sellerFulfillmentOrderId"]!.GetValue<string>());
        Assert.Equal("new", Assert.Single((await client.ListNewAsync()).Json["orders"]!.AsArray())!["orderId"]!.GetValue<string>());
        (await client.CreateNewAsync(NewVersion.Order("old"))).RefusedNew(
            "A create request already exists for MerchantFulfillmentOrderId : old");
    }

    private static async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        using var client = new Client();
        var draft = new Draft(random);
        if (random.Next(2) == 0)
        {
            (await client.CreateAsync(draft.ToOld())).Ok();
        }
        else
        {
            (await client.CreateNewAsync(draft.ToNew())).Answered(200);
        }

        client.Time.Advance(TimeSpan.FromMinutes(random.Next(600)));
        if (random.Next(3) == 0)
        {
            await client.CancelAsync(draft.Id);
        }

        var old = (await client.GetAsync(draft.Id)).Ok().Payload;
        var fresh = (await client.GetNewAsync(draft.Id)).Answered(200).Json["order"]!;
        Assert.Equal(
            "[]", NewVersionOrderTests.Differences(draft.ToOld()["destinationAddress"]!, old["fulfillmentOrder"]!["destinationAddress"]));
        Assert.Equal("[]", NewVersionOrderTests.Differences(draft.ToNew(), fresh));
        Assert.Equal("[]", NewVersionOrderTests.Differences(draft.ToOldShown(), old));
        var status = old["fulfillmentOrder"]!["fulfillmentOrderStatus"]!.GetValue<string>();
        Assert.Equal(s_statuses.Single(pair => pair.Old == status).New, fresh["status"]!.GetValue<string>());
        var items = old["fulfillmentOrderItems"]!.AsArray();
        Assert.Equal(
            items.Select(item => $"{item!["cancelledQuantity"]}.0 {item["unfulfillableQuantity"]}.0"),
            fresh["lineItems"]!.AsArray().Select(item => $"{item!["cancelledAmount"]!["value"]} {item["unfulfillableAmount"]!["value"]}"));
        Assert.Equal(
            (old["fulfillmentShipments"]?.AsArray() ?? []).Select(shipment => shipment!["amazonShipmentId"]!.GetValue<string>()),
            (fresh["shipments"]?.AsArray() ?? []).Select(shipment => shipment!["amazonShipmentId"]!.GetValue<string>()));
    }

    private static JsonNode? Slip(JsonNode answer) =>
        answer["order"]!["fulfillmentConfiguration"]!["services"]!["packaging"]?["packingSlip"]?["templateAttributes"];

    /// <summary>An order in neither version's words, with whatever members both can carry.</summary>
    private sealed class Draft
    {
        private readonly (string Old, string New) _speed;
        private readonly (string Old, string New) _action;
        private readonly (string Old, string New) _policy;
        private readonly Dictionary<string, string> _address = new()
        {
            ["name"] = "Ada Canary", ["addressLine1"] = "1 Test Way", ["city"] = "Troy", ["postalCode"] = "48084", ["countryCode"] = "US"
        };
        private readonly List<(string Id, string Sku, int Quantity, string? Value, string? Gift, string? Comment)> _items = [];
        private readonly string? _email;
        private readonly string? _channel;
        private readonly bool? _isBlank;
        private readonly bool? _isOverboxed;
        private readonly bool? _isBlocked;

        public Draft(Random random)
        {
            Id = $"order {random.Next(1000)}ä";
            _speed = s_speeds[random.Next(s_speeds.Length)];
            _action = s_actions[random.Next(s_actions.Length)];
            _policy = s_policies[random.Next(s_policies.Length)];
            foreach (var name in new[] { "addressLine2", "addressLine3", "districtOrCounty", "stateOrRegion", "phone" })
            {
                if (random.Next(2) == 0)
                {
                    _address[name] = $"{name} {random.Next(100)}";
                }
            }

            _email = random.Next(2) == 0 ? "ada@example.com" : null;
            _channel = random.Next(2) == 0 ? "SHOPIFY" : null;
            _isBlank = Maybe(random);
            _isOverboxed = Maybe(random);
            _isBlocked = Maybe(random);
            for (var i = random.Next(1, 5); i > 0; i--)
            {
                _items.Add((
                    $"item-{i}", $"SKU-{random.Next(6)}", random.Next(1, 40), random.Next(2) == 0 ? $"{random.Next(100)}.50" : null,
                    random.Next(2) == 0 ? "Enjoy" : null, random.Next(2) == 0 ? "1 of 2" : null));
            }
        }

        public string Id { get; }

        public JsonObject ToOld()
        {
            var order = new JsonObject
            {
                ["sellerFulfillmentOrderId"] = Id,
                ["displayableOrderId"] = "D-1",
                ["displayableOrderDate"] = "2026-05-14T09:00:00Z",
                ["displayableOrderComment"] = "Thank you",
                ["shippingSpeedCategory"] = _speed.Old,
                ["fulfillmentAction"] = _action.Old,
                ["fulfillmentPolicy"] = _policy.Old,
                ["marketplaceId"] = "ATVPDKIKX0DER",
                ["destinationAddress"] = Address(),
                ["items"] = new JsonArray([.. _items.Select(OldItem)]),
            };
            if (_email is not null)
            {
                order["notificationEmails"] = new JsonArray(_email);
            }

            var features = Features();
            if (features.Count > 0)
            {
                order["featureConstraints"] = features;
            }

            return order;
        }

        /// <summary>What getFulfillmentOrder shows of it.</summary>
        public JsonObject ToOldShown()
        {
            var order = ToOld();
            var items = order["items"]!.DeepClone();
            order.Remove("items");
            return new JsonObject { ["fulfillmentOrder"] = order, ["fulfillmentOrderItems"] = items };
        }

        public JsonObject ToNew()
        {
            var packaging = new JsonObject
            {
                ["packingSlip"] = JsonNode.Parse(
                    """{"templateAttributes":{"orderId":"D-1","orderTime":"2026-05-14T09:00:00Z","orderText":"Thank you"}}"""),
            };
            Set(packaging, "packagingOption", _isBlank, "UNBRANDED", "ANY");
            Set(packaging, "overbox", _isOverboxed, "REQUIRED", "NOT_REQUIRED");
            var services = new JsonObject { ["packaging"] = packaging };
            if (_isBlocked is not null)
            {
                var additional = new JsonObject();
                Set(additional, "blockAMZL", _isBlocked, "REQUIRED", "NOT_REQUIRED");
                services["additional"] = additional;
            }

            var address = Address();
            if (_email is not null)
            {
                address["email"] = _email;
            }

            var order = new JsonObject
            {
                ["orderId"] = Id,
                ["fulfillmentConfiguration"] = new JsonObject
                {
                    ["serviceLevel"] = new JsonObject { ["serviceTiers"] = new JsonArray(_speed.New) },
                    ["action"] = _action.New,
                    ["policy"] = _policy.New,
                    ["services"] = services,
                },
                ["origin"] = new JsonObject { ["countryCode"] = "US" },
                ["destination"] = new JsonObject { ["deliveryAddress"] = address },
                ["lineItems"] = new JsonArray([.. _items.Select(NewItem)]),
            };
            if (_channel is not null)
            {
                order["channel"] = _channel;
            }

            return order;
        }

        private static bool? Maybe(Random random) => random.Next(3) switch
        {
            0 => null,
            1 => true,
            _ => false,
        };

        private static void Set(JsonObject target, string name, bool? value, string yes, string no)
        {
            if (value is { } known)
            {
                target[name] = known ? yes : no;
            }
        }

        private static JsonNode OldItem((string Id, string Sku, int Quantity, string? Value, string? Gift, string? Comment) item)
        {
            var line = new JsonObject
            {
                ["sellerSku"] = item.Sku, ["sellerFulfillmentOrderItemId"] = item.Id, ["quantity"] = item.Quantity
            };
            if (item.Value is not null)
            {
                line["perUnitDeclaredValue"] = new JsonObject { ["currencyCode"] = "USD", ["value"] = item.Value };
            }

            if (item.Gift is not null)
            {
                line["giftMessage"] = item.Gift;
            }

            if (item.Comment is not null)
            {
                line["displayableComment"] = item.Comment;
            }

            return line;
        }

        private static JsonNode NewItem((string Id, string Sku, int Quantity, string? Value, string? Gift, string? Comment) item)
        {
            var product = new JsonObject { ["productIdentifier"] = new JsonObject { ["amazonSku"] = item.Sku } };
            if (item.Value is not null)
            {
                product["perUnitDeclaredValue"] = new JsonObject { ["currencyCode"] = "USD", ["amount"] = item.Value };
            }

            var line = new JsonObject
            {
                ["lineItemId"] = item.Id,
                ["product"] = product,
                ["amount"] = new JsonObject { ["unit"] = "EACHES", ["value"] = $"{item.Quantity}.0" },
            };
            var attributes = new JsonObject();
            if (item.Gift is not null)
            {
                attributes["giftMessage"] = item.Gift;
            }

            if (item.Comment is not null)
            {
                attributes["lineItemText"] = item.Comment;
            }

            if (attributes.Count > 0)
            {
                line["fulfillmentConfiguration"] = new JsonObject
                {
                    ["services"] = new JsonObject
                    {
                        ["packaging"] = new JsonObject { ["packingSlip"] = new JsonObject { ["templateAttributes"] = attributes } }
                    },
                };
            }

            return line;
        }

        private JsonObject Address() => new(_address.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

        private JsonArray Features()
        {
            var features = new JsonArray();
            Add("BLANK_BOX", _isBlank);
            Add("OVERBOX", _isOverboxed);
            Add("BLOCK_AMZL", _isBlocked);
            Add("CHANNEL.SHOPIFY", _channel is null ? null : true);
            return features;

            void Add(string name, bool? isRequired)
            {
                if (isRequired is { } required)
                {
                    features.Add(
                        (JsonNode)new JsonObject
                        {
                            ["featureName"] = name, ["featureFulfillmentPolicy"] = required ? "Required" : "NotRequired"
                        });
                }
            }
        }
    }
}
