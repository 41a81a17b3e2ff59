using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Core.Tests.Shipments;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

/// <summary>
/// Every value of every response in turn is something that the model does not say: it is in the output as it is, or there is a warning,
/// and every property of the output can be read.
/// </summary>
public sealed class ChangedAnswerTests
{
    private const string Merchant = "merchantFulfillmentV0.json";
    private const string Inventory = "fbaInventory.json";

    private static readonly (string Json, string[] Seen)[] s_changes =
    [
        ("null", []),
        ("\"SOMETHING_NEW\"", ["SOMETHING_NEW"]),
        ("99999999999999999999999999999999", ["99999999999999999999999999999999"]),
        ("\"2031-05-04T12:30:00.123456789+09:00\"", ["2031-05-04T03:30:00Z", "2031-05-04T12:30:00.123456789+09:00"]),
        ("\"9999-12-31T23:59:59Z\"", ["9999-12-31T23:59:59Z"]),
        ("""{"more":"inner-text"}""", ["inner-text"]),
    ];

    [ModelFact]
    public Task OfAnOrder() => ChangesAreSeenAsync(
        OutboundModel.File, "GetFulfillmentOrderResponse", async pipeline => (await Old(pipeline).GetAsync("x", default)).Order);

    [ModelFact]
    public Task OfAPageOfOrders() => ChangesAreSeenAsync(
        OutboundModel.File, "ListAllFulfillmentOrdersResponse",
        async pipeline => (await Old(pipeline).ListAsync(SampleOrders.Date, null, default)).Orders, "payload.nextToken");

    [ModelFact]
    public Task OfAPreview() => ChangesAreSeenAsync(
        OutboundModel.File, "GetFulfillmentPreviewResponse",
        async pipeline => (await Old(pipeline).PreviewAsync(SampleOrders.RequiredOnly, new PreviewOptions(), default)).Value);

    [ModelFact]
    public Task OfATracking() => ChangesAreSeenAsync(
        OutboundModel.File, "GetPackageTrackingDetailsResponse", async pipeline => (await Old(pipeline).TrackAsync(5, default)).Value);

    [ModelFact]
    public Task OfAReturn() => ChangesAreSeenAsync(
        OutboundModel.File, "CreateFulfillmentReturnResponse",
        async pipeline => (await Old(pipeline).CreateReturnAsync("x", [new ReturnRequestItem { SellerReturnItemId = "a" }], default)).Value);

    [ModelFact]
    public async Task OfTheOthersOfTheOldVersion()
    {
        await ChangesAreSeenAsync(
            OutboundModel.File, "GetDeliveryOffersResponse",
            async pipeline => (await Old(pipeline).GetOffersAsync(new OfferRequest { SellerSku = "S" }, default)).Value);
        await ChangesAreSeenAsync(
            OutboundModel.File, "ListReturnReasonCodesResponse",
            async pipeline => (await Old(pipeline).ListReturnReasonsAsync(new ReturnReasonQuery("S", null, null, null), default)).Value);
        await ChangesAreSeenAsync(
            OutboundModel.File, "GetFeaturesResponse", async pipeline => (await Old(pipeline).ListFeaturesAsync("M", default)).Value);
        await ChangesAreSeenAsync(
            OutboundModel.File, "GetFeatureInventoryResponse",
            async pipeline => (await Old(pipeline).ListFeatureSkusAsync("M", "F", null, null, default)).Value.Skus, "payload.nextToken");
        await ChangesAreSeenAsync(
            OutboundModel.File, "GetFeatureSkuResponse",
            async pipeline => (await Old(pipeline).GetFeatureSkuAsync("M", "F", "S", default)).Value);
    }

    [ModelFact(OutboundModel.File2026)]
    public Task OfAnOrderOfTheNewVersion() => ChangesAreSeenAsync(
        OutboundModel.File2026, "GetOrderResponse", async pipeline => (await Version2026Tests.Service(pipeline).GetAsync("x", default)).Order);

    [ModelFact(OutboundModel.File2026)]
    public Task OfAPreviewOfTheNewVersion() => ChangesAreSeenAsync(
        OutboundModel.File2026, "GetOrderPreviewResponse",
        async pipeline => (
            await Version2026Tests.Service(pipeline).PreviewAsync(SampleOrders.RequiredOnly, new PreviewOptions(), default)).Value);

    [ModelFact(OutboundModel.File2026)]
    public Task OfOffersOfTheNewVersion() => ChangesAreSeenAsync(
        OutboundModel.File2026, "GetOffersResponse",
        async pipeline => (await Version2026Tests.Service(pipeline).GetOffersAsync(new OfferRequest { SellerSku = "S" }, default)).Value);

    [ModelFact(Merchant)]
    public async Task OfShipments()
    {
        await ChangesAreSeenAsync(
            Merchant, "GetShipmentResponse", async pipeline => (await Shipments(pipeline).GetAsync("x", default)).Shipment,
            "payload.ShipmentId");
        await ChangesAreSeenAsync(
            Merchant, "GetEligibleShipmentServicesResponse",
            async pipeline => await Shipments(pipeline).GetServicesAsync(SampleShipments.RequiredOnly, null, default));
        await ChangesAreSeenAsync(
            Merchant, "GetAdditionalSellerInputsResponse",
            async pipeline => await Shipments(pipeline).GetSellerInputsAsync("903-1", "S", SampleShipments.From, default));
    }

    [ModelFact(Inventory)]
    public Task OfStock() => ChangesAreSeenAsync(
        Inventory, "GetInventorySummariesResponse",
        async pipeline => await new FbaOutbound.Protocols.FbaInventoryV1.InventoryService(pipeline)
            .ListAsync(new InventoryQuery("M"), null, default),
        "pagination.nextToken", "payload.granularity.granularityType");

    private static FbaOutbound.Protocols.SpApi20200701.FulfillmentService Old(FakePipeline pipeline) => new(pipeline);

    private static FbaOutbound.Protocols.SpApiMerchantV0.ShipmentService Shipments(FakePipeline pipeline) => new(pipeline);

    /// <param name="file">The model.</param>
    /// <param name="definition">The response.</param>
    /// <param name="call">Reads it.</param>
    /// <param name="except">What makes the whole response unreadable if it is wrong, or has no place of its own.</param>
    private static async Task ChangesAreSeenAsync(
        string file, string definition, Func<FakePipeline, Task<object?>> call, params string[] except)
    {
        var whole = new ModelSample(OutboundModel.Bytes(file), seed: 3).Create(definition, everything: true).AsObject();
        whole.Remove("errors");
        Shorten(whole);
        foreach (var path in PathsOf(whole).Except(except).ToList())
        {
            foreach (var (json, seen) in s_changes)
            {
                var log = new RecordingLog();
                var found = new HashSet<string>();
                using (CallLog.Use(log))
                {
                    Collect(await call(FakePipeline.Answering(With(whole, path, json))), found);
                }

                var isSeen = seen.Any(text => found.Any(one => one.Contains(text, StringComparison.Ordinal)));
                Assert.True(seen.Length == 0 || log.Warnings.Count > 0 || isSeen, $"{definition} {path} = {json}");
            }
        }
    }

    // Of a list, the first element stands for all.
    private static void Shorten(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            while (list.Count > 1)
            {
                list.RemoveAt(1);
            }
        }

        foreach (var child in node switch { JsonArray elements => elements, JsonObject members => members.Select(one => one.Value),
            _ => [] })
        {
            Shorten(child);
        }
    }

    private static IEnumerable<string> PathsOf(JsonNode? node, string path = "") => node switch
    {
        JsonObject members => members.SelectMany(member => PathsOf(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray { Count: > 0 } list => PathsOf(list[0], path + ".0"),
        _ => [path],
    };

    private static string With(JsonObject whole, string path, string json)
    {
        JsonNode copy = whole.DeepClone();
        var node = copy;
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
        {
            node = node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!;
        }

        if (node is JsonArray elements)
        {
            elements[int.Parse(steps[^1], CultureInfo.InvariantCulture)] = JsonNode.Parse(json);
        }
        else
        {
            node[steps[^1]] = JsonNode.Parse(json);
        }

        return copy.ToJsonString();
    }

    private static void Collect(object? value, HashSet<string> texts)
    {
        switch (value)
        {
            case null or FulfillmentOrder { SellerFulfillmentOrderId: "six-test-order" }:
                break;
            case DateTimeOffset date:
                texts.Add(date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                break;
            case string or bool or int or long or decimal or Enum:
                texts.Add(string.Format(CultureInfo.InvariantCulture, "{0}", value));
                break;
            case IEnumerable list:
                foreach (var one in list)
                {
                    Collect(one, texts);
                }

                break;
            default:
                texts.Add(value.ToString() ?? "");
                foreach (var property in value.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0))
                {
                    Collect(property.GetValue(value), texts);
                }

                break;
        }
    }
}
