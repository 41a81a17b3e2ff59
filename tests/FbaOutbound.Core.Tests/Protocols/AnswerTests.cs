using System;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
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
            Leaves.AssertArrive(body, answer.Order);
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
            Leaves.AssertArrive(body, answer.Order);
        }
    }

    [ModelFact]
    public async Task EveryValueOfAPageArrivesInTheDomain()
    {
        for (var seed = 0; seed < Samples; seed++)
        {
            var body = Answer("ListAllFulfillmentOrdersResponse", everything: true, seed);
            AssertValid(OrdersPath, body);
            var page = await new FulfillmentService(FakePipeline.Answering(body)).ListAsync(
                SampleOrders.Date, null, CancellationToken.None);
            Leaves.AssertArrive(body, (page.Orders, page.NextToken));
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
}
