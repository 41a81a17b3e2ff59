using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Hostile;
using FbaOutbound.Core.Tests.Http;
using FbaOutbound.Core.Tests.Shipments;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Sessions;
using FbaOutbound.Shipments;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;

namespace FbaOutbound.Core.Tests.Protocols;

/// <summary>
/// A response about another order, shipment, item, SKU, package or return is not a response, whatever the operation and the protocol.
/// </summary>
public sealed class OtherAnswerTests
{
    // Answers that name nothing that was requested: empty ones, lists, and words about a marketplace.
    private static readonly string[] s_nameless =
    [
        "2020-07-01 cancelFulfillmentOrder", "2020-07-01 createFulfillmentOrder", "2020-07-01 deliveryOffers",
        "2020-07-01 getFeatureInventory", "2020-07-01 getFeatures",
        "2020-07-01 listAllFulfillmentOrders", "2020-07-01 listReturnReasonCodes", "2020-07-01 submitFulfillmentOrderStatusUpdate",
        "2020-07-01 updateFulfillmentOrder",
        "2026-07-04 cancelOrder", "2026-07-04 listOrders", "2026-07-04 updateOrder", "2026-07-04 updateOrderStatus",
        "2026-07-04 updatePackage",
        "v0 getAdditionalSellerInputs", "v0 getEligibleShipmentServices",
        "2010-10-01 CancelFulfillmentOrder", "2010-10-01 CreateFulfillmentOrder", "2010-10-01 ListAllFulfillmentOrders",
        "2010-10-01 ListAllFulfillmentOrdersByNextToken",
        "2010-10-01 ListReturnReasonCodes", "2010-10-01 UpdateFulfillmentOrder", "2015-06-01 GetAdditionalSellerInputs",
        "2015-06-01 GetEligibleShippingServices",
    ];

    public static TheoryData<string, string, string, string> Others => new()
    {
        { "2020-07-01", "get", "A-1", """{"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":"a-1"}}}""" },
        { "2020-07-01", "get", "A-1", """{"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":"A-1 "}}}""" },
        { "2020-07-01", "get", "A-1", """{"payload":{"fulfillmentOrder":{}}}""" },
        { "2020-07-01", "get", "A+1", """{"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":"A 1"}}}""" },
        { "2026-07-04", "get", "A-1", """{"order":{"orderId":"a-1","lineItems":[]}}""" },
        {
            "Mws", "get", "A-1",
            "<GetFulfillmentOrderResponse><GetFulfillmentOrderResult><FulfillmentOrder><SellerFulfillmentOrderId>a-1</SellerFulfillmentOrderId></FulfillmentOrder></GetFulfillmentOrderResult></GetFulfillmentOrderResponse>"
        },
        { "2020-07-01", "resolve", "A-1", """{"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":"a-1"}}}""" },
        {
            "2020-07-01", "mergeAddress", "A-1",
            """{"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":"a-1","destinationAddress":{"name":"Ann Example"}}}}"""
        },
        { "2020-07-01", "trackOrder", "A+1", """{"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":"A 1"}}}""" },
        { "2026-07-04", "trackOrder", "A-1", """{"order":{"orderId":"a-1","lineItems":[]}}""" },
        { "2020-07-01", "trackPackage", "7", """{"payload":{"packageNumber":8}}""" },
        { "2020-07-01", "trackPackage", "7", """{"payload":{"trackingNumber":"1Z"}}""" },
        {
            "Mws", "trackPackage", "7",
            "<GetPackageTrackingDetailsResponse><GetPackageTrackingDetailsResult><PackageNumber>8</PackageNumber></GetPackageTrackingDetailsResult></GetPackageTrackingDetailsResponse>"
        },
        {
            "2020-07-01", "featureSku", "SKU-1",
            """{"payload":{"marketplaceId":"SKU-1","featureName":"SKU-1","isEligible":true,"sellerSku":"sku-1"}}"""
        },
        { "2020-07-01", "inventory", "SKU-1", """{"payload":{"inventorySummaries":[{"sellerSku":"sku-1"}]}}""" },
        { "2026-07-04", "inventory", "SKU-1", """{"payload":{"inventorySummaries":[{"sellerSku":"SKU-1"},{"asin":"B0"}]}}""" },
        {
            "2020-07-01", "inventory", "SKU-1",
            """{"payload":{"granularity":{"granularityId":"elsewhere"},"inventorySummaries":[{"sellerSku":"SKU-1"}]}}"""
        },
        { "2026-07-04", "offers", "SKU-1", """{"offerResults":[{"item":{"productIdentifier":{"amazonSku":"sku-1"}},"offers":[]}]}""" },
        {
            "2020-07-01", "preview", "A-1",
            """{"payload":{"fulfillmentPreviews":[{"fulfillmentPreviewShipments":[{"fulfillmentPreviewItems":[{"sellerSku":"sku-1","quantity":2,"sellerFulfillmentOrderItemId":"1"}]}]}]}}"""
        },
        {
            "2020-07-01", "preview", "A-1",
            """{"payload":{"fulfillmentPreviews":[{"unfulfillablePreviewItems":[{"sellerSku":"SKU-1","quantity":2,"sellerFulfillmentOrderItemId":"9"}]}]}}"""
        },
        {
            "2020-07-01", "return", "A-1",
            """{"payload":{"returnItems":[{"sellerReturnItemId":"a-1","sellerFulfillmentOrderItemId":"1"}]}}"""
        },
        { "2020-07-01", "return", "A-1", """{"payload":{"returnItems":[]}}""" },
        { "2020-07-01", "return", "A+1", """{"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":"A 1"}}}""" },
        { "2020-07-01", "setStatus", "A+1", """{"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":"A 1"}}}""" },
        { "2026-07-04", "setPackage", "A+1", """{"order":{"orderId":"A 1","lineItems":[]}}""" },
        { "2026-07-04", "create", "A-1", """{"order":{"orderId":"a-1","lineItems":[]}}""" },
        { "2020-07-01", "shipment", "be7a0a53", """{"payload":{"ShipmentId":"BE7A0A53","Status":"Purchased"}}""" },
        { "2020-07-01", "shipmentCancel", "be7a0a53", """{"payload":{"ShipmentId":"other","Status":"RefundPending"}}""" },
        { "2020-07-01", "shipmentBuy", "903-1", """{"payload":{"ShipmentId":"s","AmazonOrderId":"903-2"}}""" },
        {
            "2020-07-01", "shipmentBuy", "903-1",
            """{"payload":{"ShipmentId":"s","AmazonOrderId":"903-1","ItemList":[{"OrderItemId":"of another","Quantity":1}]}}"""
        },
        {
            "Mws", "shipment", "be7a0a53",
            "<GetShipmentResponse><GetShipmentResult><Shipment><ShipmentId>other</ShipmentId></Shipment></GetShipmentResult></GetShipmentResponse>"
        },
        {
            "Mws", "shipmentBuy", "903-1",
            "<CreateShipmentResponse><CreateShipmentResult><Shipment><ShipmentId>s</ShipmentId><AmazonOrderId>903-2</AmazonOrderId></Shipment></CreateShipmentResult></CreateShipmentResponse>"
        },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public async Task AnAnswerAboutSomethingElseIsNone(string version, string operation, string asked, string body)
    {
        using var harness = Start(version, Answer(200, body));
        var run = EveryOperation.All.Single(one => one.Name == operation && one.Version == version);
        var error = await Assert.ThrowsAnyAsync<FbaException>(() => run.Run(harness.Session, asked, CancellationToken.None));
        Assert.True(
            error is FbaServiceException
            {
                Outcome: RequestOutcome.Unknown
            } or OrderOutcomeUnknownException or ShipmentOutcomeUnknownException,
            error.ToString());
        Assert.Equal(asked.Contains('+', StringComparison.Ordinal), error is OtherOrderException);
    }

    // Nothing changes another order.
    [Theory]
    [InlineData("2020-07-01", "return")]
    [InlineData("2020-07-01", "setStatus")]
    [InlineData("2020-07-01", "update")]
    [InlineData("2020-07-01", "cancel")]
    [InlineData("2026-07-04", "setPackage")]
    public async Task AChangeOfAnOrderThatTheServiceTakesForAnotherIsNotSent(string version, string operation)
    {
        var body = version == "2026-07-04"
            ? """{"order":{"orderId":"A 1"}}"""
            : """{"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":"A 1"}}}""";
        using var harness = Start(version, Answer(200, body));
        var error = await Assert.ThrowsAsync<OtherOrderException>(
            () => EveryOperation.All.Single(
                one => one.Name == operation && one.Version == version).Run(harness.Session, "A+1", CancellationToken.None));
        Assert.Equal("A+1", error.SellerFulfillmentOrderId);
        Assert.Contains("'A 1'", error.Message, StringComparison.Ordinal);
        Assert.All(harness.Service.Seen, seen => Assert.Equal("GET", seen.Message.Method.Method));
    }

    /// <summary>
    /// Every method of every protocol is called: an operation that is added has to say what its responses name, or stand in the list above.
    /// </summary>
    [Fact]
    public async Task EveryOperationIsCheckedOrKnownToNameNothing()
    {
        var pipeline = new FakePipeline();
        object[] services =
        [
            new FbaOutbound.Protocols.SpApi20200701.FulfillmentService(pipeline),
            new FbaOutbound.Protocols.SpApi20260704.FulfillmentService(pipeline, _ => "US"),
            new FbaOutbound.Protocols.SpApiMerchantV0.ShipmentService(pipeline),
            new FbaOutbound.Protocols.FbaInventoryV1.InventoryService(pipeline),
            new FbaOutbound.Protocols.Mws.FulfillmentService(pipeline, "US"),
            new FbaOutbound.Protocols.Mws.ShipmentService(pipeline, "US"),
        ];
        foreach (var service in services)
        {
            foreach (var method in service.GetType().GetInterfaces().Where(type => type.Namespace == "FbaOutbound.Services")
                .SelectMany(type => type.GetMethods()).Where(method => !method.IsSpecialName))
            {
                await CallAsync(service, method, token: null);
                await CallAsync(service, method, token: "token");
            }
        }

        var known = new[] { "SpApi20200701", "SpApi20260704", "SpApiMerchantV0", "FbaInventoryV1", "Mws" }.SelectMany(
            DeclaredStatusTests.OperationsOf).Select(Name);
        Assert.Equal(
            known.Order(StringComparer.Ordinal),
            pipeline.Sent.Select(sent => Name(sent.Operation)).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            s_nameless.Order(StringComparer.Ordinal),
            pipeline.Sent.Where(sent => sent.NamesNothing).Select(sent => Name(sent.Operation)).Distinct().Order(StringComparer.Ordinal));
    }

    private static string Name(Operation operation) => $"{operation.Version} {operation.Name}";

    private static async Task CallAsync(object service, MethodInfo method, string? token)
    {
        try
        {
            await (Task)method.Invoke(service, [.. method.GetParameters().Select(parameter => Argument(parameter, token))])!;
        }
        catch (AnswerNotReadException)
        {
            // The canned answer is nobody's; that it was requested is enough.
        }
    }

    private static object? Argument(ParameterInfo parameter, string? token) => parameter.ParameterType switch
    {
        _ when parameter.Name == "nextToken" => token,
        var type when type == typeof(string) => "a",
        var type when type == typeof(int) => 1,
        var type when type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?) => SampleOrders.Date,
        var type when type == typeof(CancellationToken) => CancellationToken.None,
        var type when type == typeof(FulfillmentOrder) => SampleOrders.RequiredOnly,
        var type when type == typeof(InventoryQuery) => new InventoryQuery("a") { SellerSkus = ["a"] },
        var type when type == typeof(OrderUpdate) => new OrderUpdate { SellerFulfillmentOrderId = "a", Action = "Ship" },
        var type when type == typeof(PreviewOptions) => new PreviewOptions(),
        var type when type == typeof(OfferRequest) =>
            new OfferRequest { SellerSku = "a", OriginCountryCode = "US", DestinationAddress = SampleOrders.WholeAddress },
        var type when type == typeof(ReturnReasonQuery) => new ReturnReasonQuery("a", null, null, null),
        var type when type == typeof(IReadOnlyList<ReturnRequestItem>) => new[] { new ReturnRequestItem { SellerReturnItemId = "a" } },
        var type when type == typeof(PackageUpdate) => new PackageUpdate { PackageId = "a", Status = "DELIVERED" },
        var type when type == typeof(ShipmentPurchase) =>
            new ShipmentPurchase { Request = SampleShipments.RequiredOnly, ShippingServiceId = "a" },
        var type when type == typeof(ShipmentRequest) => SampleShipments.RequiredOnly,
        var type when type == typeof(ShipmentAddress) => SampleShipments.From,
        var type when type == typeof(ShippingOfferingFilter) => null,
        var type => throw new NotSupportedException($"Add a {type} for {parameter.Member}."),
    };

    private static Harness Start(
        string version, Func<System.Net.Http.HttpRequestMessage, CancellationToken, Task<System.Net.Http.HttpResponseMessage>> answer) =>
        new(
        new StubService((request, cancellationToken) => request.RequestUri!.AbsolutePath.StartsWith("/tokens/", StringComparison.Ordinal)
            ? Answer(200, """{"restrictedDataToken":"Atz.sprdt|a","expiresIn":3600}""")(request, cancellationToken)
            : answer(request, cancellationToken)),
        options => options with
        {
            ApiVersion = version,
            IsSandbox = true,
            MwsCredential = new MwsCredential("key", "secret", "seller", null),
            Endpoint = new Uri("https://service.example/"),
            TokenEndpoint = new Uri("https://tokens.example/auth/o2/token"),
        });
}
