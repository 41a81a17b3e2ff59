using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Http;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Testing;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;

namespace FbaOutbound.Core.Tests.Protocols;

/// <summary>A response counts only with a status that Amazon declares for its operation.</summary>
public sealed class DeclaredStatusTests
{
    public static TheoryData<string, string> Models => new()
    {
        { "SpApi20200701", "fulfillmentOutbound_2020-07-01.json" },
        { "SpApi20260704", "fulfillmentOutbound_2026-07-04.json" },
        { "SpApiMerchantV0", "merchantFulfillmentV0.json" },
        { "FbaInventoryV1", "fbaInventory.json" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void EveryOperationDeclaresWhatItsModelDoes(string protocol, string file)
    {
        if (AmazonModel.TryLoad(file) is not { } model)
        {
            return;
        }

        var operations = OperationsOf(protocol);
        Assert.NotEmpty(operations);
        Assert.All(operations, operation =>
        {
            var declared = model.StatusesOf(operation.Name);
            Assert.Equal(declared.Where(status => status < 300).Order(), operation.Statuses.Successes.Order());
            Assert.Equal(declared.Where(status => status >= 400).Order(), operation.Statuses.Errors.Order());
        });
    }

    [Theory]
    [InlineData(201)]
    [InlineData(202)]
    [InlineData(203)]
    [InlineData(206)]
    [InlineData(299)]
    public async Task ACreateThatIsAnsweredByNoOneIsReadBack(int status)
    {
        using var harness =
            new Harness(
                new StubService(
                    Answer(status),
                    Answer(
                        200,
                        """{"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":"E-1","fulfillmentOrderStatus":"Received"}}}""")));
        var receipt = await harness.Session.Orders.CreateAsync(new FulfillmentOrder { SellerFulfillmentOrderId = "E-1" }, 1, default);
        Assert.Equal(("Created", "ReadBack"), (receipt.Outcome, receipt.ConfirmedBy));
    }

    [Theory]
    [InlineData("""{"message":"OK"}""")]
    [InlineData("""{"status":"success","errors":null}""")]
    [InlineData("[]")]
    public async Task ABodyThatIsNotTheServicesIsNoSuccess(string body)
    {
        using var harness =
            new Harness(
                new StubService(
                    Answer(200, body),
                    Answer(
                        200,
                        """{"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":"E-1","fulfillmentOrderStatus":"Received"}}}""")));
        Assert.Equal(
            "ReadBack",
            (await harness.Session.Orders.CreateAsync(new FulfillmentOrder { SellerFulfillmentOrderId = "E-1" }, 1, default)).ConfirmedBy);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "{}")]
    [InlineData(204, "")]
    public async Task AnUpdateOfTheNewVersionIsAcceptedOnlyWith202(int status, string body)
    {
        using var harness = new Harness(new StubService(Answer(status, body)), options => options with { ApiVersion = "2026-07-04" });
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => harness.Session.Orders.UpdateAsync(new OrderUpdate { SellerFulfillmentOrderId = "E-1", Action = "Ship" }, default));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(499)]
    public async Task AGatewaysWordsRefuseNoPurchaseAndProveNoAbsence(int status)
    {
        using var harness =
            new Harness(new StubService((request, cancellationToken) =>
                request.RequestUri!.AbsolutePath.StartsWith("/tokens/", StringComparison.Ordinal)
            ? Answer(200, """{"restrictedDataToken":"Atz.sprdt|a","expiresIn":3600}""")(request, cancellationToken)
            : Answer(status, """{"message":"Requested order 'E-1' not found"}""")(request, cancellationToken)));
        await Assert.ThrowsAsync<FbaOutbound.Shipments.ShipmentOutcomeUnknownException>(
            () => harness.Session.Shipments.BuyAsync(SampleShipmentsOf("903-1"), default));
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => harness.Session.Orders.CreateAsync(new FulfillmentOrder { SellerFulfillmentOrderId = "E-1" }, 1, default));
        Assert.False((await Assert.ThrowsAsync<FbaServiceException>(() => harness.Session.Orders.GetAsync("E-1", default))).IsNotFound);
        Assert.Equal(
            2,
            harness.Service.Seen.Count(
                seen => seen.Message.Method.Method == "POST" && !seen.Uri.AbsolutePath.StartsWith("/tokens/", StringComparison.Ordinal)));
    }

    internal static IReadOnlyList<Operation> OperationsOf(string protocol) =>
    [
        .. typeof(Operation).Assembly.GetTypes().Where(type => type.Namespace == $"FbaOutbound.Protocols.{protocol}")
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(Operation)).Select(field => (Operation)field.GetValue(null)!),
    ];

    private static FbaOutbound.Shipments.ShipmentPurchase SampleShipmentsOf(string order) => new()
    {
        Request = new FbaOutbound.Shipments.ShipmentRequest
        {
            AmazonOrderId = order, ItemList = [new() { OrderItemId = "1", Quantity = 1 }]
        },
        ShippingServiceId = "S",
    };
}
