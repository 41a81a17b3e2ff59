using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Fulfillment;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public sealed class StateFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"sandbox-{Guid.NewGuid():N}.jsonl");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void OnlyTheOwnerReadsTheAddressesInIt()
    {
        using var client = new Client(options => options.StateFile = _path);
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(_path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    // The keys of a line are what files of earlier versions have, whatever the code calls things today.
    [Fact]
    public void AFileOfAnEarlierVersionIsOpened()
    {
        using (new SandboxService(new SandboxOptions { StateFile = _path }))
        {
        }

        File.AppendAllText(
            _path, """{"at":"2026-05-14T10:00:00Z","door":"sandbox","do":"stock","id":"SKU-OLD","value":7}""" + "\n");
        using var again = new SandboxService(new SandboxOptions { StateFile = _path });
        Assert.Equal(7, again.GetStock("SKU-OLD"));
    }

    [Fact]
    public async Task OrdersAndStockOutliveTheSandbox()
    {
        string before;
        string token;
        using (var client = new Client(options => options.StateFile = _path))
        {
            client.Sandbox.SetStock("SKU-1", 100);
            await client.CreateAsync(Client.Order("shipped", 45));
            await client.CreateAsync(Client.Held("held", 5));
            await client.CreateAsync(Client.Order("cancelled", 7));
            await client.CancelAsync("cancelled");
            client.Sandbox.Advance(TimeSpan.FromDays(1));
            await client.UpdateAsync(
                "held",
                """{"destinationAddress":{"name":"B","addressLine1":"2","postalCode":"1","countryCode":"US"},"fulfillmentAction":"Hold"}""");
            before = await DescribeAsync(client);
            token = client.Token!;
        }

        using var again = new Client(options => options.StateFile = _path) { Token = token };
        Assert.Equal(before, await DescribeAsync(again));
        Assert.Equal(50, again.Sandbox.GetStock("SKU-1"));
        Assert.Equal(OrderStatus.Complete, again.Sandbox.Find("shipped")!.Status);
        again.Sandbox.Advance(TimeSpan.FromDays(13));
        Assert.Equal(OrderStatus.Cancelled, again.Sandbox.Find("held")!.Status);
    }

    [Fact]
    public async Task WhatIsDoneByTheClockIsDoneAgainUnderTheDurationsOfItsTime()
    {
        using (var client = new Client(options => (options.StateFile, options.LifeCycle.TimeInReceived) = (_path, TimeSpan.FromDays(2))))
        {
            await client.CreateAsync(Client.Order());
            client.Sandbox.Advance(TimeSpan.FromDays(1));
            (await client.CancelAsync()).Ok();
        }

        using var again = new Client(options => options.StateFile = _path);
        Assert.Equal(OrderStatus.Cancelled, again.Sandbox.Find("order-1")!.Status);
        await again.CreateAsync(Client.Order("new"));
        again.Pass(0.25);
        Assert.Equal(OrderStatus.Planning, again.Sandbox.Find("new")!.Status);
    }

    [Fact]
    public async Task WhatATesterDidToTheSandboxOutlivesItToo()
    {
        using (var client = new Client(options => options.StateFile = _path))
        {
            client.Sandbox.StickInPlanning("stuck");
            client.Sandbox.RemoveSku("gone");
            client.Sandbox.SetStock("few", 10);
            client.Sandbox.LoseStock("few", 4);
            client.Sandbox.Faults.Add(Faults.FaultKind.BurntId, orderId: "burnt");
            await client.CreateAsync(Client.Order("burnt"));
            await client.CreateAsync(Client.Order("stuck"));
        }

        using var again = new Client(options => options.StateFile = _path);
        again.Pass(48);
        Assert.Equal(OrderStatus.Planning, again.Sandbox.Find("stuck")!.Status);
        Assert.Equal(6, again.Sandbox.GetStock("few"));
        Assert.Equal(0, again.Sandbox.GetStock("gone"));
        Assert.Equal(400, (await again.CreateAsync(Client.Order("burnt"))).Status);
        Assert.Equal(400, (await again.CreateAsync(Client.Order("x", sku: "gone"))).Status);
    }

    [Fact]
    public async Task ALineThatWasCutOffIsDropped()
    {
        using (var client = new Client(options => options.StateFile = _path))
        {
            await client.CreateAsync(Client.Order("whole"));
            await client.CreateAsync(Client.Order("cut"));
        }

        var bytes = await File.ReadAllBytesAsync(_path);
        await File.WriteAllBytesAsync(_path, bytes[..^20]);
        using (var client = new Client(options => options.StateFile = _path))
        {
            Assert.Equal(["whole"], client.Sandbox.OrderIds);
            await client.CreateAsync(Client.Order("next"));
        }

        using var again = new Client(options => options.StateFile = _path);
        Assert.Equal(["next", "whole"], again.Sandbox.OrderIds.Order());
    }

    [Fact]
    public async Task ALineThatMakesNoSenseIsNamed()
    {
        using (var client = new Client(options => options.StateFile = _path))
        {
            await client.CreateAsync(Client.Order());
        }

        await File.AppendAllTextAsync(_path, "not JSON\n");
        var exception = Assert.Throws<InvalidDataException>(() => new SandboxService(new SandboxOptions { StateFile = _path }));
        Assert.Contains("Line 3", exception.Message, StringComparison.Ordinal);
        File.Move(_path, _path + ".moved");
        File.Delete(_path + ".moved");
    }

    // Lines are read in blocks, several at a time.
    [Fact]
    public async Task ALongFileIsDoneInItsOrder()
    {
        using (var client = new Client(options => options.StateFile = _path))
        {
            await client.CreateAsync(Client.Order("0"));
        }

        var lines = await File.ReadAllLinesAsync(_path);
        const int Many = 10_000;
        await File.AppendAllLinesAsync(
            _path, Enumerable.Range(1, Many).Select(number => lines[1].Replace("\"0\"", $"\"{number}\"", StringComparison.Ordinal)));
        Assert.True(new FileInfo(_path).Length > 3 << 20);
        using (var again = new Client(options => options.StateFile = _path))
        {
            Assert.Equal(
                Enumerable.Range(0, Many + 1).Select(number => $"{number}"), again.Sandbox.Engine.Received.Select(order => order.Id));
        }

        await File.AppendAllTextAsync(_path, "not JSON\n" + lines[1] + "\n");
        var exception = Assert.Throws<InvalidDataException>(() => new SandboxService(new SandboxOptions { StateFile = _path }));
        Assert.Contains($"Line {Many + 3} ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALineMayBeLongerThanABlock()
    {
        using (new SandboxService(new SandboxOptions { StateFile = _path }))
        {
        }

        var stock = """{"at":"2026-05-14T10:00:00Z","door":"sandbox","do":"stock","id":"SKU-OLD","value":7,"more":"LONG"}"""
            .Replace("LONG", new string('x', 3 << 20), StringComparison.Ordinal);
        await File.AppendAllTextAsync(_path, stock + "\n" + stock.Replace("OLD", "NEW", StringComparison.Ordinal) + "\n");
        using var again = new SandboxService(new SandboxOptions { StateFile = _path });
        Assert.Equal((7, 7), (again.GetStock("SKU-OLD"), again.GetStock("SKU-NEW")));
    }

    [Fact]
    public async Task ALineThatNeverEndsIsNoStateFile()
    {
        await File.WriteAllTextAsync(_path, "{}" + new string(' ', 17 << 20));
        var exception = Assert.Throws<InvalidDataException>(() => new SandboxService(new SandboxOptions { StateFile = _path }));
        Assert.Contains("line 1 is not terminated", exception.Message, StringComparison.Ordinal);
        Assert.Equal((17 << 20) + 2, new FileInfo(_path).Length);
    }

    [Theory]
    [InlineData("{\n\"Ünï\": 1,\r\n ")]
    [InlineData("{\"nested\":DEEP,")]
    public async Task ABodyIsKeptInOneLineHoweverItIsWritten(string start)
    {
        const int Levels = 63;
        var deep = new string('[', Levels) + new string(']', Levels);
        var body = start.Replace("DEEP", deep, StringComparison.Ordinal) + Client.Order("written").ToJsonString()[1..];
        using (var client = new Client(options => options.StateFile = _path))
        {
            (await client.SendAsync("POST", Client.Orders, body)).Ok();
        }

        Assert.Equal(2, (await File.ReadAllLinesAsync(_path)).Length);
        using var again = new Client(options => options.StateFile = _path);
        Assert.Equal(["written"], again.Sandbox.OrderIds);
    }

    [Fact]
    public void ASandboxKnowsItsFile()
    {
        using var sandbox = new SandboxService(new SandboxOptions { StateFile = _path });
        Assert.True(sandbox.KeepsStateIn(Path.GetFullPath(_path)));
        Assert.False(sandbox.KeepsStateIn(Path.GetFullPath(_path) + "2"));
        Assert.False(sandbox.KeepsStateIn(Path.GetTempPath()));
    }

    [Fact]
    public void TwoSandboxesCannotUseOneFile()
    {
        using var first = new SandboxService(new SandboxOptions { StateFile = _path });
        var exception = Assert.Throws<IOException>(() => new SandboxService(new SandboxOptions { StateFile = _path }));
        Assert.Contains(_path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AResetIsRememberedAsWell()
    {
        using (var client = new Client(options => options.StateFile = _path))
        {
            await client.CreateAsync(Client.Order());
            client.Sandbox.Reset();
        }

        using var again = new Client(options => options.StateFile = _path);
        Assert.Equal(0, again.Sandbox.OrderCount);
    }

    [Fact]
    public async Task NeitherTokensNorSecretsAreInTheFile()
    {
        using (var client = new Client(options => options.StateFile = _path))
        {
            await client.CreateAsync(Client.Order());
        }

        var text = await File.ReadAllTextAsync(_path);
        Assert.DoesNotContain("Atz", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ShipmentsAreCountedAsTheyArePlanned()
    {
        using (var client = new Client(options => options.StateFile = _path))
        {
            await client.CreateAsync(Client.WithItems(Client.Order("a"), ("1", "SKU-1", 1), ("2", "SKU-2", 1), ("3", "SKU-3", 1)));
            await client.CreateAsync(Client.Order("b"));
            await client.CreateAsync(Client.Held("c"));
            client.Sandbox.Advance(TimeSpan.FromDays(2));
            Assert.Equal(Count(client.Sandbox), client.Sandbox.GetStatus().ShipmentCount);
        }

        using var again = new Client(options => options.StateFile = _path);
        Assert.InRange(again.Sandbox.GetStatus().ShipmentCount, 3, 4);
        Assert.Equal(Count(again.Sandbox), again.Sandbox.GetStatus().ShipmentCount);
        again.Sandbox.Reset();
        Assert.Equal(0, again.Sandbox.GetStatus().ShipmentCount);

        static int Count(SandboxService sandbox) => sandbox.OrderIds.Sum(id => sandbox.Find(id)!.Shipments.Count);
    }

    private static async Task<string> DescribeAsync(Client client) =>
        string.Join('\n', (await client.GetAsync("shipped")).Text, (await client.GetAsync("held")).Text,
            (await client.GetAsync("cancelled")).Text,
            (await client.ListAsync("2026-05-14T00:00:00Z")).Text);
}
