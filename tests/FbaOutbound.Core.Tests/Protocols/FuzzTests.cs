using System;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Protocols;
using FbaOutbound.Protocols.SpApi20200701;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

public sealed class FuzzTests
{
    private static readonly int s_rounds = 2 * int.Parse(
        Environment.GetEnvironmentVariable("FBA_FUZZ") ?? "2000", System.Globalization.CultureInfo.InvariantCulture);

    private static readonly byte[] s_order = """
        {"payload":{"fulfillmentOrder":{"sellerFulfillmentOrderId":"a","displayableOrderDate":"2026-05-04T12:30:00.5Z","destinationAddress":{"name":"Zoë \ud83c\udf81","postalCode":"1"},
        "codSettings":{"isCodRequired":true,"codCharge":{"currencyCode":"USD","value":"1.50"}},"notificationEmails":["a@example.com"],"featureConstraints":[{"featureName":"X"}]},
        "fulfillmentOrderItems":[{"sellerSku":"S","quantity":2,"cancelledQuantity":0}],"fulfillmentShipments":[{"fulfillmentShipmentPackage":[{"packageNumber":7,"deliveryInformation":
        {"dropOffLocation":{"type":"GARAGE","attributes":{"x":"y"}}}}]}],"returnItems":[],"nextToken":"t","fulfillmentOrders":[{"sellerFulfillmentOrderId":"b"}]}}
        """u8.ToArray();

    private static readonly byte[] s_inventory = """
        {"payload":{"granularity":{"granularityType":"Marketplace","granularityId":"a"},"inventorySummaries":[{"asin":"B0","fnSku":"X0","sellerSku":"S",
        "condition":"NewItem","inventoryDetails":{"fulfillableQuantity":3,"reservedQuantity":{"totalReservedQuantity":1},"researchingQuantity":
        {"researchingQuantityBreakdown":[{"name":"n","quantity":1}]}},"lastUpdatedTime":"2026-05-04T12:30:00Z","totalQuantity":4,"stores":["a"]}]},
        "pagination":{"nextToken":"t"}}
        """u8.ToArray();

    private static readonly byte[] s_error =
        """{"errors":[{"code":"InvalidInput","message":"Value Ann for parameter DestinationAddress.Name is invalid. Reason: InvalidValue.","details":"\ud83c\udf81"}]}"""u8.ToArray();

    private static readonly string[] s_pieces =
    [
        "{", "}", "[", "]", "null", "1e400", "-", "\"", ",", ":", "\\ud800", "\\", "true", "<", "\"errors\":", "\0",
    ];

    [Fact]
    public async Task AnyBytesAreReadOrSaidToBeUnreadable()
    {
        var random = new Random(1);
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < s_rounds; round++)
        {
            var body = Mutate(random, round % 3 == 0 ? s_error : s_order);
            var service = new FulfillmentService(new FakePipeline { Body = body });
            await ReadOrNotAsync(() => service.GetAsync("a", CancellationToken.None), body);
            await ReadOrNotAsync(() => service.ListAsync(SampleOrders.Date, null, CancellationToken.None), body);
            await ReadOrNotAsync(() => service.CancelAsync("a", CancellationToken.None), body);
        }

        for (var round = 0; round < s_rounds; round++)
        {
            var body = Mutate(random, s_inventory);
            var service = new FbaOutbound.Protocols.FbaInventoryV1.InventoryService(new FakePipeline { Body = body });
            await ReadOrNotAsync(() => service.ListAsync(new("a"), null, CancellationToken.None), body);
        }

        // A reader whose time explodes with the body would never end. The bound leaves room for a busy machine.
        Assert.True(clock.Elapsed < TimeSpan.FromMilliseconds(Math.Max(60_000, 15 * s_rounds)), $"{clock.Elapsed} for {s_rounds} bodies");
    }

    [Fact]
    public void ErrorsAreReadFromAnyBytes()
    {
        var random = new Random(2);
        for (var round = 0; round < s_rounds; round++)
        {
            var body = Mutate(random, s_error);
            var error = SpApiErrorDialect.Default.Read(
                new HttpAnswer(400 + (round % 200), "application/json", body, new CallInfo(null, 1, TimeSpan.Zero)));
            Assert.True(error.Message is null || !error.Message.Any(char.IsControl));
        }
    }

    [Theory]
    [InlineData("token ")]
    [InlineData("Value ")]
    [InlineData("Value x for parameter ")]
    [InlineData(" ")]
    [InlineData("Unable to get order info Received error message:")]
    [InlineData("Requested order '")]
    public void AHugeMessageIsReadQuickly(string piece)
    {
        var message = string.Concat(Enumerable.Repeat(piece, 4_000_000 / piece.Length));
        var body = Encoding.UTF8.GetBytes($$"""{"errors":[{"code":"{{message}}","message":"{{message}}","details":"{{message}}"}]}""");
        var clock = Stopwatch.StartNew();
        var error = SpApiErrorDialect.Default.Read(new HttpAnswer(403, "application/json", body, new CallInfo(null, 1, TimeSpan.Zero)));
        // A pattern whose time grows with the square of the length would take hours.
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), clock.Elapsed.ToString());
        Assert.True(error.Message is null or { Length: < 2000 });
    }

    private static async Task ReadOrNotAsync(Func<Task> read, byte[] body)
    {
        try
        {
            await read();
        }
        catch (AnswerNotReadException)
        {
        }
        catch (Exception exception)
        {
            Assert.Fail($"{exception.GetType().Name} for {Encoding.UTF8.GetString(body)}: {exception}");
        }
    }

    private static byte[] Mutate(Random random, byte[] start)
    {
        if (random.Next(10) == 0)
        {
            var noise = new byte[random.Next(200)];
            random.NextBytes(noise);
            return noise;
        }

        var body = start.ToList();
        for (var changes = random.Next(1, 6); changes > 0 && body.Count > 1; changes--)
        {
            var at = random.Next(body.Count);
            switch (random.Next(5))
            {
                case 0:
                    body[at] = (byte)random.Next(256);
                    break;
                case 1:
                    body.RemoveRange(at, Math.Min(random.Next(1, 20), body.Count - at));
                    break;
                case 2:
                    body.InsertRange(at, Encoding.UTF8.GetBytes(s_pieces[random.Next(s_pieces.Length)]));
                    break;
                case 3:
                    body.InsertRange(at, body.GetRange(0, Math.Min(50, body.Count)));
                    break;
                default:
                    body.RemoveRange(at, body.Count - at);
                    break;
            }
        }

        return [.. body];
    }
}
