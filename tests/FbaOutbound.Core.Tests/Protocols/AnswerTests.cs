using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.SpApi20200701;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

public sealed class AnswerTests
{
    private const string OrdersPath = "/fba/outbound/2020-07-01/fulfillmentOrders";
    private const int Samples = 50;

    [ModelFact]
    public async Task EveryValueOfAWholeOrderArrivesInTheDomain()
    {
        for (var seed = 0; seed < Samples; seed++)
        {
            var body = Answer("GetFulfillmentOrderResponse", everything: true, seed);
            AssertValid($"{OrdersPath}/x", body);
            var answer = await new FulfillmentService(FakePipeline.Answering(body)).GetAsync("x", CancellationToken.None);
            AssertHoldsEveryLeaf(body, answer.Order);
        }
    }

    [ModelFact]
    public async Task AnOrderWithOnlyWhatIsRequiredIsRead()
    {
        for (var seed = 0; seed < Samples; seed++)
        {
            var body = Answer("GetFulfillmentOrderResponse", everything: false, seed, PayloadOf("GetFulfillmentOrderResult"));
            AssertValid($"{OrdersPath}/x", body);
            var answer = await new FulfillmentService(FakePipeline.Answering(body)).GetAsync("x", CancellationToken.None);
            AssertHoldsEveryLeaf(body, answer.Order);
        }
    }

    [ModelFact]
    public async Task EveryValueOfAPageArrivesInTheDomain()
    {
        for (var seed = 0; seed < Samples; seed++)
        {
            var body = Answer("ListAllFulfillmentOrdersResponse", everything: true, seed);
            AssertValid(OrdersPath, body);
            var page = await new FulfillmentService(FakePipeline.Answering(body)).ListAsync(SampleOrders.Date, null, CancellationToken.None);
            AssertHoldsEveryLeaf(body, (page.Orders, page.NextToken));
        }
    }

    [ModelFact]
    public async Task APageWithOnlyWhatIsRequiredIsRead()
    {
        var body = Answer("ListAllFulfillmentOrdersResponse", everything: false, seed: 1, PayloadOf("ListAllFulfillmentOrdersResult"));
        AssertValid(OrdersPath, body);
        var page = await new FulfillmentService(FakePipeline.Answering(body)).ListAsync(SampleOrders.Date, null, CancellationToken.None);
        Assert.Empty(page.Orders);
        Assert.Null(page.NextToken);
    }

    private static Func<ModelSample, JsonNode> PayloadOf(string definition) => sample => sample.Create(definition, everything: false);

    private static string Answer(string definition, bool everything, int seed, Func<ModelSample, JsonNode>? payload = null)
    {
        var sample = new ModelSample(OutboundModel.Bytes(), seed);
        var answer = (JsonObject)sample.Create(definition, everything);
        answer.Remove("errors");
        if (payload is not null)
        {
            answer["payload"] = payload(sample);
        }

        return answer.ToJsonString();
    }

    private static void AssertValid(string path, string body) =>
        Assert.Empty(OutboundModel.Load().ValidateResponse("GET", path, 200, body));

    private static void AssertHoldsEveryLeaf(string body, object domain)
    {
        var expected = new List<string>();
        using var document = JsonDocument.Parse(body);
        CollectJson(document.RootElement, expected);
        var found = new List<string>();
        CollectDomain(domain, found);
        foreach (var leaf in found)
        {
            expected.Remove(leaf);
        }

        Assert.Empty(expected);
    }

    private static void CollectJson(JsonElement element, List<string> leaves)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    CollectJson(member.Value, leaves);
                }

                break;
            case JsonValueKind.Array:
                foreach (var one in element.EnumerateArray())
                {
                    CollectJson(one, leaves);
                }

                break;
            default:
                leaves.Add(element.ToString());
                break;
        }
    }

    private static void CollectDomain(object? value, List<string> leaves)
    {
        switch (value)
        {
            case null:
                break;
            case string or bool or int:
                leaves.Add(string.Format(CultureInfo.InvariantCulture, "{0}", value));
                break;
            case DateTimeOffset date:
                leaves.Add(date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                break;
            case decimal number:
                leaves.Add(number.ToString(CultureInfo.InvariantCulture));
                break;
            case IReadOnlyDictionary<string, string> map:
                leaves.AddRange(map.Values);
                break;
            case IEnumerable list:
                foreach (var one in list)
                {
                    CollectDomain(one, leaves);
                }

                break;
            case ValueTuple<IReadOnlyList<FulfillmentOrder>, string> page:
                CollectDomain(page.Item1, leaves);
                CollectDomain(page.Item2, leaves);
                break;
            default:
                // What follows from other members would hide a member that was not read.
                foreach (var property in value.GetType().GetProperties().Where(property => property.CanWrite))
                {
                    CollectDomain(property.GetValue(value), leaves);
                }

                break;
        }
    }
}
