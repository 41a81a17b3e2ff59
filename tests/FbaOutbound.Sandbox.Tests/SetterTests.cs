using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sandbox.Fulfillment;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

/// <summary>What a sandbox cannot be told: it is refused, and nothing has changed, in the sandbox or in its file.</summary>
public sealed class SetterTests : IDisposable
{
    private static readonly TimeSpan s_tenMillionDays = TimeSpan.FromDays(10_000_000);
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"sandbox-{Guid.NewGuid():N}.jsonl");

    public static TheoryData<string> Calls => [.. s_calls.Keys];

    public static TheoryData<string> Settings => [.. s_settings.Keys];

    private static readonly Dictionary<string, Action<SandboxService>> s_calls = new()
    {
        ["clock too far"] = sandbox => sandbox.Advance(s_tenMillionDays),
        ["clock as far as it can"] = sandbox => sandbox.Advance(TimeSpan.MaxValue),
        ["clock back"] = sandbox => sandbox.Advance(TimeSpan.FromTicks(-1)),
        ["clock far back"] = sandbox => sandbox.Advance(TimeSpan.MinValue),
        ["too much stock"] = sandbox => sandbox.SetStock("SKU-1", long.MaxValue),
        ["negative stock"] = sandbox => sandbox.SetStock("SKU-1", -1),
        ["stock of nothing"] = sandbox => sandbox.SetStock(" ", 1),
        ["stock of half a character"] = sandbox => sandbox.SetStock("\ud83c", 1),
        ["negative loss"] = sandbox => sandbox.LoseStock("SKU-1", -1),
        ["too much lost"] = sandbox => sandbox.LoseStock("SKU-1", long.MaxValue),
        ["removed half a character"] = sandbox => sandbox.RemoveSku("\udf81"),
        ["stuck half a character"] = sandbox => sandbox.StickInPlanning("\ud83c"),
        ["unknown status"] = sandbox => sandbox.SetStatus("order-1", (OrderStatus)77),
        ["scan of nothing"] = sandbox => sandbox.ScanShipment(""),
        ["unknown fault"] = sandbox => sandbox.Faults.Add((FaultKind)99),
        ["no fault"] = sandbox => sandbox.Faults.Add(FaultKind.None),
        ["fault before now"] = sandbox => sandbox.Faults.Add(FaultKind.Stall, delay: TimeSpan.FromSeconds(-1)),
        ["endless fault"] = sandbox => sandbox.Faults.Add(FaultKind.Stall, delay: s_tenMillionDays),
        ["fault never"] = sandbox => sandbox.Faults.Add(FaultKind.Stall, times: 0),
        ["chance above one"] = sandbox => sandbox.Faults.SetChance(FaultKind.DropAfter, 1.5),
        ["chance below zero"] = sandbox => sandbox.Faults.SetChance(FaultKind.DropAfter, -0.1),
        ["chance of nothing"] = sandbox => sandbox.Faults.SetChance(FaultKind.DropAfter, double.NaN),
        ["chance of an unknown fault"] = sandbox => sandbox.Faults.SetChance((FaultKind)99, 0.5),
        ["seed of no order"] = sandbox =>
            sandbox.SeedMerchantOrder(new SandboxMerchantOrder { AmazonOrderId = "x", Items = { ["1"] = 1 } }),
        ["seed without items"] = sandbox =>
            sandbox.SeedMerchantOrder(new SandboxMerchantOrder { AmazonOrderId = "903-5563053-5647845", Items = null! }),
    };

    private static readonly Dictionary<string, Action<SandboxOptions>> s_settings = new()
    {
        ["rate"] = options => options.Rate = -1,
        ["rate of nothing"] = options => options.Rate = double.NaN,
        ["announced rate"] = options => options.AnnouncedRate = double.PositiveInfinity,
        ["burst"] = options => options.Burst = 0,
        ["page size"] = options => options.PageSize = 0,
        ["log length"] = options => options.LogLength = -1,
        ["unknown order's status"] = options => options.UnknownOrderStatus = 99,
        ["unknown package's status"] = options => options.UnknownPackageStatus = 700,
        ["hourly quota"] = options => options.MwsHourlyQuota = -1,
        ["latency"] = options => options.Latency = TimeSpan.FromDays(100),
        ["jitter"] = options => options.LatencyJitter = TimeSpan.FromSeconds(-1),
        ["token life"] = options => options.TokenLifetime = TimeSpan.MaxValue,
        ["announced token life"] = options => options.AnnouncedTokenLifetime = TimeSpan.FromSeconds(-1),
        ["restricted token life"] = options => options.RestrictedTokenLifetime = s_tenMillionDays,
        ["list"] = options => options.ListReachesBack = TimeSpan.MaxValue,
        ["readable"] = options => options.ReadableAfter = TimeSpan.MaxValue,
        ["stock"] = options => options.DefaultStock = -1,
        ["hold"] = options => options.LifeCycle.HoldLasts = s_tenMillionDays,
        ["planning"] = options => options.LifeCycle.TimeInPlanning = TimeSpan.FromSeconds(-1),
        ["window"] = options => options.Shipping.CancellationWindow = TimeSpan.MaxValue,
        ["action"] = options => options.ActionOfCreate = (OrderAction)7,
        ["answer"] = options => options.CreateAnswer = (CreateAnswer)7,
        ["faults' delay"] = options => options.Faults.Delay = TimeSpan.MaxValue,
        ["faults per order"] = options => options.Faults.MostPerOrder = -1,
        ["chance"] = options => options.Faults.Chances[FaultKind.DropAfter] = 2,
    };

    public void Dispose() => File.Delete(_path);

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task WhatIsRefusedHasChangedNothing(string call)
    {
        DateTimeOffset before;
        using (var client = new Client(options => options.StateFile = _path))
        {
            await client.CreateAsync(Client.Order());
            before = client.Sandbox.Now;
            var stock = client.Sandbox.GetStock("SKU-1");
            var length = new FileInfo(_path).Length;
            Assert.IsType<ArgumentException>(Record.Exception(() => s_calls[call](client.Sandbox)));
            Assert.Equal((before, stock), (client.Sandbox.Now, client.Sandbox.GetStock("SKU-1")));
            Assert.Equal(length, new FileInfo(_path).Length);
            (await client.CreateAsync(Client.Order("order-2"))).Ok();
        }

        using var again = new Client(options => options.StateFile = _path);
        Assert.Equal(before, again.Sandbox.Now);
        Assert.Equal(["order-1", "order-2"], again.Sandbox.OrderIds.Order());
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void ASettingThatNoSandboxCanHaveIsRefused(string setting)
    {
        var options = new SandboxOptions();
        s_settings[setting](options);
        Assert.IsType<ArgumentException>(Record.Exception(() => new SandboxService(options)));
    }

    [Fact]
    public async Task AtTheEndOfItsClockASandboxStillWorks()
    {
        using var client = new Client();
        client.Sandbox.Advance(new DateTimeOffset(8999, 12, 31, 0, 0, 0, TimeSpan.Zero) - client.Sandbox.Now);
        (await client.CreateAsync(Client.Held())).Ok();
        Assert.Throws<ArgumentException>(() => client.Sandbox.Advance(TimeSpan.FromDays(2)));
        (await client.GetAsync()).Ok();
    }

    [Theory]
    [InlineData("""{"at":"2026-05-14T10:00:00Z","door":"sandbox","do":"advance","id":"","value":8640000000000000000}""")]
    [InlineData("""{"at":"2026-05-14T10:00:00Z","door":"sandbox","do":"advance","id":"","value":-1}""")]
    [InlineData("""{"at":"9999-05-14T10:00:00Z","door":"sandbox","do":"stock","id":"A","value":1}""")]
    [InlineData("""{"at":"2026-05-14T10:00:00Z","door":"sandbox","do":"stock","id":"A","value":-1}""")]
    [InlineData("""{"at":"2026-05-14T10:00:00Z","door":"sandbox","do":"lose","id":"A","value":9223372036854775807}""")]
    [InlineData("""{"at":"2026-05-14T10:00:00Z","door":"sandbox","do":"status","id":"A","value":77}""")]
    [InlineData("""{"at":"2026-05-14T10:00:00Z","door":"sandbox","do":"settings","id":"","values":[-1,0,0,0,0,0,0,0,0,0,0,0]}""")]
    [
        InlineData(
            """{"at":"2026-05-14T10:00:00Z","door":"sandbox","do":"settings","id":"","values":[0,0,0,0,0,0,9223372036854775807,0,0,0,0,0]}""")]
    [InlineData("""{"at":"2026-05-14T10:00:00Z","door":"sandbox","do":"nonsense","id":"","value":1}""")]
    [
        InlineData(
            """{"at":"2026-05-14T10:00:00Z","door":"2020-07-01","do":"create","id":"A","body":{"sellerFulfillmentOrderId":"\ud83c"}}""")]
    public void AStateFileCannotSayItEither(string line)
    {
        using (new SandboxService(new SandboxOptions { StateFile = _path }))
        {
        }

        File.AppendAllText(_path, line + "\n");
        var exception = Assert.Throws<InvalidDataException>(() => new SandboxService(new SandboxOptions { StateFile = _path }));
        Assert.Contains("Line 2", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileOfOneEndlessLineIsNotReadToItsEnd()
    {
        using (var file = File.Create(_path))
        {
            file.SetLength(8L << 30);
        }

        Assert.Contains(
            "line 1 is not terminated",
            Assert.Throws<InvalidDataException>(() => new SandboxService(new SandboxOptions { StateFile = _path })).Message,
            StringComparison.Ordinal);
    }
}
