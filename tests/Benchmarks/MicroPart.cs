using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Protocols;
using FbaOutbound.Protocols.SpApi20200701;
using FbaOutbound.Quota;
using FbaOutbound.Rows;
using FbaOutbound.Rules;

namespace FbaOutbound.Benchmarks;

/// <summary>The steps of an order's way, each by itself, on one thread, measured by BenchmarkDotNet.</summary>
internal static class MicroPart
{
    public static async Task<bool> RunAsync(int runs)
    {
        // In this process: one that BenchmarkDotNet builds would not see the internal classes.
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(Math.Max(5, runs)))
            .AddColumn(
                TargetMethodColumn.Method, StatisticColumn.Mean, StatisticColumn.Median, StatisticColumn.StdDev, StatisticColumn.Min)
            .AddColumnProvider(DefaultColumnProviders.Metrics)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), $"fba-benchmarks-{Environment.ProcessId}"));
        var summary = BenchmarkRunner.Run<OrderSteps>(config);
        MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Unicode);
        Directory.Delete(config.ArtifactsPath, recursive: true);
        await Console.Out.FlushAsync();
        return !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success);
    }
}

/// <summary>The steps of an order's way.</summary>
public class OrderSteps : IDisposable
{
    private const int Rows = 1000;

    private OrderRow[] _rows = [];
    private FulfillmentOrder _order = new();
    private QuotaBucket? _bucket;
    private HttpAnswer? _answer;
    private ModuleClient? _module;
    private BareClient? _bare;
    private IDisposable? _log;
    private byte[] _read = [];
    private byte[] _body = [];

    [GlobalSetup]
    public async Task PrepareAsync()
    {
        _rows = [.. Enumerable.Range(1, Rows).Select(number => SampleOrders.Row(number, "M"))];
        _order = SampleOrders.Make(1, "M")[0];
        _bucket = new QuotaBucket(new UsagePlan(1_000_000_000, 1_000_000_000), TimeProvider.System, () => 0);
        _answer = new HttpAnswer(200, "application/json", "{}"u8.ToArray(), new CallInfo("benchmark", 1, TimeSpan.Zero));
        _read = ReadAnswer();
        _body = RequestWriter20200701.Create(_order);
        var address = new Uri("http://127.0.0.1:9/");
        _module = new ModuleClient(
            address, new UsagePlan(1_000_000_000, 1_000_000_000), static () => new InstantHandler());
        _bare = new BareClient(address, new InstantHandler());
        await _module.ConnectAsync();
        _log = CallLog.Use(CallLog.None);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _log?.Dispose();
        _module?.Dispose();
        _bare?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = Rows)]
    public int RowToOrder()
    {
        var assembler = new OrderAssembler();
        var orders = _rows.Select(assembler.Add).OfType<OrderRows>().ToList().Count(order => order.Complete().Order is not null);
        return orders == Rows ? orders : throw new InvalidOperationException("An order was lost.");
    }

    [Benchmark]
    public object Defaults() => OrderDefaults.Fill(_order, SampleOrders.Context);

    [Benchmark]
    public object Validation() => OrderValidator.Validate(_order, SampleOrders.Context);

    [Benchmark]
    public object RequestBody() => RequestWriter20200701.Create(_order);

    [Benchmark]
    public void Permit()
    {
        var acquired = _bucket!.AcquireAsync(CancellationToken.None);
        using var permit = acquired.IsCompletedSuccessfully
            ? acquired.Result
            : throw new InvalidOperationException("The bucket was to be full.");
        permit.Send();
        permit.Answered(null);
    }

    [Benchmark]
    public object? ResponseToCreate() => SpApiAnswer.ReadEmpty(_answer!, SpApiErrorDialect.Default);

    [Benchmark]
    public object? ResponseToRead()
    {
        using var document = JsonDocument.Parse(_read);
        return AnswerReader20200701.Whole(JsonTree.Read(document.RootElement).Find("payload")!);
    }

    [Benchmark]
    public Task BareHttpClient() => _bare!.SendAsync(_body);

    [Benchmark]
    public Task WholeClient() => _module!.SendAsync(_order, 1);

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
}
