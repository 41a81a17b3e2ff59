using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

/// <summary>Every operation of both models succeeds once in the sandbox, with a request and a response that the model allows.</summary>
public class ContractTests
{
    [Fact]
    public async Task EveryOperationOfVersion20200701Answers()
    {
        using var client = new Client();
        await client.CreateAsync(Client.Order());
        client.Pass(24);
        var shipment = (await client.GetAsync()).Payload["fulfillmentShipments"]![0]!;
        var package = shipment["fulfillmentShipmentPackage"]![0]!["packageNumber"]!;
        const string Base = "/fba/outbound/2020-07-01";
        const string Usa = "marketplaceId=ATVPDKIKX0DER";
        await CheckAsync(client, "fulfillmentOutbound_2020-07-01.json",
        [
            ("POST", Client.Orders + "/preview", PreviewTests.Request().ToJsonString()),
            (
                "POST",
                Base + "/deliveryOffers",
                """{"product":{"productIdentifier":{"merchantSku":"SKU-1"}},"terms":{"origin":{"countryCode":"US"},"destination":{"deliveryAddress":{"countryCode":"US","postalCode":"48084"}}}}"""),
            ("GET", Client.Orders + "?queryStartDate=2026-05-14T10%3A00%3A00Z", null),
            ("POST", Client.Orders, Client.Held("held").ToJsonString()),
            ("GET", $"{Base}/tracking?packageNumber={package}", null),
            ("GET", $"{Base}/returnReasonCodes?sellerSku=SKU-1&{Usa}&sellerFulfillmentOrderId=order-1&language=fr_FR", null),
            (
                "PUT",
                Client.Orders + "/order-1/return",
                $$"""{"items":[{"sellerReturnItemId":"r-1","sellerFulfillmentOrderItemId":"item-1","amazonShipmentId":"{{shipment["amazonShipmentId"]}}","returnReasonCode":"CR-DEFECTIVE"}]}"""),
            ("GET", Client.Orders + "/order-1", null),
            ("PUT", Client.Orders + "/held", """{"fulfillmentAction":"Ship"}"""),
            ("PUT", Client.Orders + "/held/cancel", null),
            ("PUT", Client.Orders + "/order-1/status", """{"fulfillmentOrderStatus":"Complete"}"""),
            ("GET", $"{Base}/features?{Usa}", null),
            ("GET", $"{Base}/features/inventory/BLANK_BOX?{Usa}&queryStartDate=2026-05-14T09%3A00%3A00.000Z", null),
            ("GET", $"{Base}/features/inventory/BLANK_BOX/SKU-1?{Usa}", null),
        ]);
    }

    [Fact]
    public async Task EveryOperationOfVersion20260704Answers()
    {
        using var client = new Client();
        await client.CreateNewAsync(NewVersion.Order());
        client.Pass(24);
        var package = (await client.GetNewAsync()).Json["order"]!["shipments"]![0]!["packages"]![0]!["packageId"]!.GetValue<string>();
        await CheckAsync(client, "fulfillmentOutbound_2026-07-04.json",
        [
            ("POST", NewVersion.Base + "/previews", NewVersionPreviewTests.Request().ToJsonString()),
            (
                "POST",
                NewVersion.Base + "/offers",
                """{"origin":{"countryCode":"US"},"items":[{"productIdentifier":{"amazonSku":"SKU-1"}}]}"""),
            ("POST", NewVersion.Orders, NewVersion.Everything("held").ToJsonString()),
            ("GET", NewVersion.Orders + "?updatedAfter=2026-05-14T09%3A00%3A00Z&shipments=INCLUDE", null),
            ("GET", NewVersion.Orders + "/order-1?shipments=INCLUDE", null),
            ("PUT", NewVersion.Orders + "/held", """{"fulfillmentConfiguration":{"action":"HOLD"}}"""),
            ("PUT", NewVersion.Orders + "/held/cancel", null),
            ("PUT", NewVersion.Orders + "/order-1/status", """{"status":"COMPLETE"}"""),
            (
                "PUT",
                $"{NewVersion.Orders}/order-1/packages/{package}",
                """{"status":"DELIVERED","tracking":{"carrier":{"carrierCode":"UPS"}}}"""),
        ]);
    }

    private static async Task CheckAsync(Client client, string file, (string Method, string Path, string? Body)[] calls)
    {
        var model = AmazonModel.TryLoad(file);
        HashSet<string> answered = [];
        foreach (var (method, path, body) in calls)
        {
            Assert.Empty(model?.ValidateRequest(method, path, body) ?? []);
            var reply = await client.SendAsync(method, path, body);
            Assert.True(reply.Status is 200 or 202 or 204, $"{method} {path}: {reply.Status} {reply.Text}");
            var operation = client.Sandbox.Requests[^1].Operation!;
            Assert.Equal(model?.FindOperation(method, path) ?? operation, operation);
            answered.Add(operation);
        }

        Assert.Empty(model?.OperationIds.Where(operation => !answered.Contains(operation)) ?? []);
    }
}
