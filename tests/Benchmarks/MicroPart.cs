using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Protocols;
using FbaOutbound.Protocols.SpApi20200701;
using FbaOutbound.Quota;
using FbaOutbound.Rows;
using FbaOutbound.Rules;

namespace FbaOutbound.Benchmarks;

/// <summary>The steps of an order's way, each by itself, on one thread.</summary>
internal static class MicroPart
{
    private const int Rows = 20_000;
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(300);

    public static async Task<bool> RunAsync(int runs)
    {
        var rows = Enumerable.Range(1, Rows).Select(number => SampleOrders.Row(number, "M")).ToArray();
        var order = SampleOrders.Make(1, "M")[0];
        var bucket = new QuotaBucket(new UsagePlan(1_000_000_000, 1_000_000_000), TimeProvider.System, () => 0);
        var answer = new HttpAnswer(200, "application/json", "{}"u8.ToArray(), new CallInfo("benchmark", 1, TimeSpan.Zero));
        var read = ReadAnswer();
        var address = new Uri("http://127.0.0.1:9/");
        using var module = new ModuleClient(address, new UsagePlan(1_000_000_000, 1_000_000_000), static () => new InstantHandler());
        using var bare = new BareClient(address, new InstantHandler());
        var body = RequestWriter20200701.Create(order);
        await module.ConnectAsync();
        using var log = CallLog.Use(CallLog.None);
        List<string[]> table =
        [
            ["step", "per second", "µs", "bytes"],
            Row("row to order (assembler)", runs, () => Assemble(rows), Rows),
            Row("defaults", runs, () => OrderDefaults.Fill(order, SampleOrders.Context)),
            Row("validation", runs, () => OrderValidator.Validate(order, SampleOrders.Context)),
            Row("request body", runs, () => RequestWriter20200701.Create(order)),
            Row("token of a bucket, taken and answered", runs, () => Acquire(bucket)),
            Row("answer to a create, read", runs, () => SpApiAnswer.ReadEmpty(answer, SpApiErrorDialect.Default)),
            Row("answer to a read, to an order", runs, () => Deserialize(read)),
            Row("bare HttpClient, transport that answers at once", runs, () => bare.SendAsync(body).GetAwaiter().GetResult()),
            Row("the whole client, order to receipt, the same transport", runs, () => module.SendAsync(order, 1).GetAwaiter().GetResult()),
        ];
        await Report.WriteAsync($"The steps by themselves, one thread; medians of {runs}", [.. table]);
        return true;
    }

    private static void Assemble(OrderRow[] rows)
    {
        var assembler = new OrderAssembler();
        var orders = rows.Select(assembler.Add).OfType<OrderRows>().ToList().Count(order => order.Complete().Order is not null);
        if (orders != rows.Length)
        {
            throw new InvalidOperationException("An order was lost.");
        }
    }

    private static void Acquire(QuotaBucket bucket)
    {
        var acquired = bucket.AcquireAsync(CancellationToken.None);
        using var permit = acquired.IsCompletedSuccessfully
            ? acquired.Result
            : throw new InvalidOperationException("The bucket was to be full.");
        permit.Send();
        permit.Answered(null);
    }

    private static void Deserialize(byte[] body)
    {
        using var document = JsonDocument.Parse(body);
        _ = Protocols.SpApi20200701.AnswerReader20200701.Whole(JsonTree.Read(document.RootElement).Find("payload")!);
    }

    private static byte[] ReadAnswer() => JsonSerializer.SerializeToUtf8Bytes(new
    {
        payload = new
        {
            fulfillmentOrder = JsonSerializer.Deserialize<JsonElement>(RequestWriter20200701.Create(SampleOrders.Make(1, "M")[0])),
            fulfillmentOrderItems = new[]
            {
                new { sellerSku = "SKU-MUG-BLUE", sellerFulfillmentOrderItemId = "1", quantity = "1", cancelledQuantity = "0" }
            },
            fulfillmentShipments = Array.Empty<object>(),
            returnItems = Array.Empty<object>(),
            returnAuthorizations = Array.Empty<object>(),
        },
    });

    private static string[] Row(string name, int runs, Action action, int perCall = 1)
    {
        Measure(action);
        var samples = Enumerable.Range(0, runs).Select(_ => Measure(action)).ToList();
        var seconds = Report.Median(samples.Select(sample => sample.Seconds)) / perCall;
        return
        [
            name,
            Report.Number(1 / seconds, "#,0"),
            Report.Number(seconds * 1e6, "0.00"),
            Report.Number(Report.Median(samples.Select(sample => sample.Bytes)) / perCall, "#,0"),
        ];
    }

    private static (double Seconds, double Bytes) Measure(Action action)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        var calls = 0;
        do
        {
            action();
            calls++;
        }
        while (Stopwatch.GetElapsedTime(started) < s_shortest);

        var time = Stopwatch.GetElapsedTime(started);
        return (time.TotalSeconds / calls, (GC.GetAllocatedBytesForCurrentThread() - bytes) / (double)calls);
    }
}
