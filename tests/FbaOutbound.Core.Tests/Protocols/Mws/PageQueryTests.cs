using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Http;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Services;
using FbaOutbound.Sessions;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols.Mws;

/// <summary>The pages' example queries, made of what a user gives for them and compared parameter by parameter.</summary>
public sealed class PageQueryTests
{
    private static readonly (string Name, object? Value)[] s_address =
    [
        ("Name", "Amazon Taro"),
        ("AddressLine1", "Meguro-ku Shimomeguro 12-34-56"),
        ("AddressLine2", "XXX building 101"),
        ("CountryCode", "JP"),
        ("StateOrRegion", "Tokyo"),
        ("PostalCode", "1500002"),
    ];

    [PageFact]
    public async Task CreateFulfillmentOrderIsSentAsOnItsPage()
    {
        var order = Order(
            [
                ("MarketplaceId", "ATVPDKIKX0DER"),
                ("DisplayableOrderId", "mws-test-query-20100713023203751"),
                ("ShippingSpeedCategory", "ScheduledDelivery"),
                ("DeliveryWindowStart", "2014-01-03T03:00:00Z"),
                ("DeliveryWindowEnd", "2014-01-03T05:00:00Z"),
                ("DisplayableOrderComment", "Seller comment here"),
                ("DisplayableOrderDate", "2013-12-29"),
                ("Action", "Hold"),
                ("IsCodRequired", "true"),
                ("CodCharge", "10.00"),
                ("CodChargeTax", "2.00"),
                ("ShippingCharge", "5.00"),
                ("ShippingChargeTax", "3.00"),
                ("Currency", "JPY"),
                ("NotificationEmail", "test1@amazon.com;test2@amazon.com"),
                .. s_address,
            ],
            Item("mws-test-1", "Sample_SKU_1", 1, ("PerUnitDeclaredValue", "30"), ("PerUnitPrice", "40.00"), ("PerUnitTax", "2.00")),
            Item("mws-test-2", "Sample_SKU_2", 2, ("PerUnitDeclaredValue", "20.00"), ("PerUnitPrice", "22.00"), ("PerUnitTax", "6.00")));
        using var bench = new Bench("CreateFulfillmentOrder");
        var filled = OrderDefaults.Fill(order, bench.Session.OrderContext);
        // The page sends the American marketplace to Japan, which a session refuses.
        Assert.Equal(
            [ProblemCodes.NotInMarketplace],
            OrderValidator.Validate(filled, bench.Session.OrderContext).Select(problem => problem.Code));

        await bench.Session.Orders.CreateAsync(filled, 0, default);
        bench.AssertSentAsOn("mws-CreateFulfillmentOrder", "/FulfillmentOutboundShipment/2010-10-01/");
    }

    [PageFact]
    public async Task UpdateFulfillmentOrderIsSentAsOnItsPage()
    {
        var change = Order(
            [
                ("MarketplaceId", "ATVPDKIKX0DER"),
                ("DisplayableOrderId", "mws-test-query-20100713023203751"),
                ("ShippingSpeedCategory", "Standard"),
                ("DisplayableOrderComment", "Seller comment here"),
                ("DisplayableOrderDate", "2014-01-02"),
                ("Currency", "JPY"),
                ("NotificationEmail", "test1@amazon.com;test2@amazon.com"),
                .. s_address,
            ],
            Item("mws-test-1", null, 1, ("PerUnitDeclaredValue", "30")),
            Item("mws-test-2", null, 2, ("PerUnitDeclaredValue", "20.00")));
        var update = new OrderUpdate
        {
            SellerFulfillmentOrderId = change.SellerFulfillmentOrderId,
            MarketplaceId = change.MarketplaceId,
            DisplayableOrderId = change.DisplayableOrderId,
            DisplayableOrderDate = change.DisplayableOrderDate,
            DisplayableOrderDateIsDay = change.DisplayableOrderDateIsDay,
            DisplayableOrderComment = change.DisplayableOrderComment,
            ShippingSpeedCategory = change.ShippingSpeedCategory,
            DestinationAddress = change.DestinationAddress,
            NotificationEmails = change.NotificationEmails,
            Items = change.Items,
            Action = "Ship",
        };
        using var bench = new Bench("UpdateFulfillmentOrder");
        Assert.Empty(OrderValidator.ValidateUpdate(update, bench.Session.OrderContext));

        await bench.Session.Orders.UpdateAsync(update, default);
        bench.AssertSentAsOn("mws-UpdateFulfillmentOrder", "/FulfillmentOutboundShipment/2010-10-01/");
    }

    [PageFact]
    public async Task CancelFulfillmentOrderIsSentAsOnItsPage()
    {
        using var bench = new Bench("CancelFulfillmentOrder");
        await bench.Session.Orders.CancelAsync("six-test-order", default);
        bench.AssertSentAsOn("mws-CancelFulfillmentOrder", "/FulfillmentOutboundShipment/2010-10-01/");
    }

    [PageFact]
    public async Task CancelShipmentIsSentAsOnItsPage()
    {
        using var bench = new Bench(
            "CancelShipment", "A09087172RPFTMV0PGAN2", authToken: null, marketplace: "US", Pages.Answer("mws-CancelShipment"));
        await bench.Session.Shipments.CancelAsync("6f77095e-9f75-47eb-aaab-a42d5428fa1a", default);
        bench.AssertSentAsOn("mws-CancelShipment", "/MerchantFulfillment/2015-06-01");
    }

    [Fact]
    public async Task WhatTheUserLeftOutIsLeftOut()
    {
        using var bench = new Bench("CreateFulfillmentOrder");
        var order = OrderDefaults.Fill(Order(s_address, Item("1", "SKU", 1)), bench.Session.OrderContext);
        await bench.Session.Orders.CreateAsync(order, 0, default);

        Assert.DoesNotContain("MarketplaceId", bench.Sent.Keys);
        Assert.DoesNotContain("FulfillmentAction", bench.Sent.Keys);
        Assert.DoesNotContain("FulfillmentPolicy", bench.Sent.Keys);
        Assert.DoesNotContain(bench.Sent.Values, string.IsNullOrEmpty);
    }

    [Fact]
    public async Task AnUpdateWithoutAWordAboutTheActionKeepsTheHold()
    {
        using var bench = new Bench("UpdateFulfillmentOrder");
        await bench.Session.Orders.UpdateAsync(new OrderUpdate { SellerFulfillmentOrderId = "a", DisplayableOrderComment = "b" }, default);
        Assert.Equal("Hold", bench.Sent["FulfillmentAction"]);
        Assert.DoesNotContain("FulfillmentPolicy", bench.Sent.Keys);
    }

    private static FulfillmentOrder Order((string Name, object? Value)[] columns, params Dictionary<string, object?>[] items)
    {
        var read = OrderObjectReader.ReadItems(items, Dictionaries.View);
        Assert.Empty(read.Problems);
        var overrides = OrderColumns.ParseOverrides(columns);
        Assert.Empty(overrides.Problems);
        return overrides.ApplyTo(
            new FulfillmentOrder { SellerFulfillmentOrderId = "mws-test-query-20100713023203751", Items = read.Value! });
    }

    private static Dictionary<string, object?> Item(string id, string? sku, int quantity, params (string Name, string Value)[] amounts)
    {
        var item = new Dictionary<string, object?>
        {
            ["SellerFulfillmentOrderItemId"] = id,
            ["SellerSku"] = sku,
            ["Quantity"] = quantity,
            ["DisplayableComment"] = "Seller comment here",
            ["GiftMessage"] = "Gift comment here",
        };
        foreach (var (name, value) in amounts)
        {
            item[name] = value;
        }

        return item;
    }

    private sealed class Dictionaries : IObjectView
    {
        public static readonly Dictionaries View = new();

        public object? Unwrap(object? value) => value;

        public IReadOnlyList<(string Name, object? Value)>? PropertiesOf(object value) =>
            value is Dictionary<string, object?> entries ? [.. entries.Select(entry => (entry.Key, entry.Value))] : null;
    }

    private sealed class Bench : IDisposable
    {
        private readonly StubService _service;

        public Bench(
            string action,
            string sellerId = "A2NKEXAMPLEF53",
            string? authToken = "amzn.mws.4ea38b7b-f563-7709-4bae-87aeaEXAMPLE",
            string marketplace = "JP",
            byte[]? answer = null)
        {
            _service = new StubService((_, _) => Task.FromResult(new HttpResponseMessage
            {
                Content = new ByteArrayContent(
                    answer
                        ?? System.Text.Encoding.UTF8.GetBytes(
                            $"<?xml version=\"1.0\"?><{action}Response><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></{action}Response>")),
            }));
            Session = new FbaSession(new SessionOptions
            {
                ApiVersion = "Mws",
                Marketplace = marketplace,
                Endpoint = new Uri(marketplace == "JP" ? "https://mws.amazonservices.jp/" : "https://mws.amazonservices.com/"),
                MwsCredential = new MwsCredential("AKIAJGUEXAMPLEE2NVUA", "secret", sellerId, authToken),
                Transport = () => _service,
                Quotas = new(),
            });
        }

        public FbaSession Session { get; }

        public Dictionary<string, string> Sent => Forms.Parse(_service.Seen[0].Body);

        public void AssertSentAsOn(string page, string path)
        {
            var sent = _service.Seen[0];
            Assert.Equal("POST", sent.Message.Method.Method);
            Assert.Equal(path, sent.Uri.PathAndQuery);
            Assert.Equal("application/x-www-form-urlencoded", sent.Message.Content!.Headers.ContentType!.MediaType);

            // The page leaves the key out in one place and some colons unencoded.
            var expected = Pages.Query(page);
            var encoded = sent.Body.Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
            string[] own = ["Signature", "Timestamp", "AWSAccessKeyId"];
            Assert.Equal(expected.Keys.Except(own).Order(StringComparer.Ordinal), encoded.Keys.Except(own).Order(StringComparer.Ordinal));
            foreach (var (name, value) in expected.Where(pair => !own.Contains(pair.Key)))
            {
                Assert.Equal(Uri.UnescapeDataString(value), Uri.UnescapeDataString(encoded[name]));
                Assert.True(value == encoded[name] || value.Contains(':', StringComparison.Ordinal), name);
            }

            Assert.Matches("^20[0-9-]{8}T[0-9:]{8}Z$", Sent["Timestamp"]);
            Assert.Equal("AKIAJGUEXAMPLEE2NVUA", Sent["AWSAccessKeyId"]);
        }

        public void Dispose() => Session.Dispose();
    }
}
