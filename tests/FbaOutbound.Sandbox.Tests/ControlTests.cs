using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Control;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sandbox.Server;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

/// <summary>What a tester changes in a sandbox in the process, and in the same way in a server's.</summary>
public sealed class ControlTests : IAsyncLifetime, IDisposable
{
    private const string MerchantOrderId = "903-1713775-3598253";

    private readonly SandboxService _sandbox = new(new SandboxOptions { TimeProvider = new ManualTimeProvider() });
    private readonly HttpClient _http = new();
    private SandboxServer _server = null!;

    public static TheoryData<bool> Forms => [false, true];

    public async Task InitializeAsync() => _server = await SandboxServer.StartAsync(_sandbox, ["http://127.0.0.1:0"]);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _http.Dispose();
        _sandbox.Dispose();
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task AllChangesAreMadeAndShown(bool isRemote)
    {
        var control = Control(isRemote);
        var before = _sandbox.Now;
        await control.ApplyAsync(
            new SandboxChange
            {
                MerchantOrders = [new SandboxMerchantOrder { AmazonOrderId = MerchantOrderId, Items = { ["1"] = 2 } }],
                Faults =
                [
                    new FaultChange(FaultKind.DropAfter, "createFulfillmentOrder", "a/b ..%2F\"", TimeSpan.FromSeconds(7), Times: 2),
                    new FaultChange(FaultKind.Throttled, Chance: 0.25),
                ],
                Stock = { ["A"] = 5, [".."] = 4, ["a/b %2F"] = 3 },
                LostStock = { ["A"] = 2 },
                UnknownSkus = ["B"],
                Advance = TimeSpan.FromDays(3),
            },
            CancellationToken.None);

        var status = await control.GetStatusAsync(CancellationToken.None);
        Assert.Equal(before + TimeSpan.FromDays(3), status.Now);
        Assert.Equal(["..: 4", "A: 3", "B: unknown", "a/b %2F: 3"], status.Stock.Select(stock => stock.ToString()));
        Assert.Equal(["DropAfter × 2", "Throttled 0.25"], status.Faults.Select(fault => fault.ToString()));
        Assert.Equal(
            ("createFulfillmentOrder", "a/b ..%2F\"", TimeSpan.FromSeconds(7)),
            (status.Faults[0].Operation, status.Faults[0].OrderId, status.Faults[0].Delay));
        Assert.Equal((0, 0, 0, 0L), (status.OrderCount, status.ShipmentCount, status.LabelCount, status.RequestCount));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task IfOneChangeCannotBeMadeNoneIs(bool isRemote)
    {
        var control = Control(isRemote);
        _sandbox.Faults.Add(FaultKind.Throttled);
        (string Fault, Action<SandboxChange> Add)[] wrong =
        [
            ("cannot go beyond the year 9000", change => change.Advance = TimeSpan.FromDays(36_000_00)),
            ("cannot be set back", change => change.Advance = TimeSpan.FromDays(-1)),
            ("Unknown operation 'nonsense'", change => change.Faults = [new FaultChange(FaultKind.Stall, "nonsense")]),
            ("cannot affect getFulfillmentOrder", change => change.Faults = [new FaultChange(FaultKind.BurntId, "getFulfillmentOrder")]),
            ("from 0 to 30 days", change => change.Faults = [new FaultChange(FaultKind.Stall, Delay: TimeSpan.FromDays(31))]),
            ("A chance applies to every request", change => change.Faults = [new FaultChange(FaultKind.Stall, Chance: 0.1, Times: 2)]),
            ("The stock of 'B' must be", change => change.Stock["B"] = -1),
            ("The lost stock of 'B' must be", change => change.LostStock["B"] = -1),
            ("The SKU is blank", change => change.UnknownSkus = [" "]),
            ("The order id is blank", change => change.StuckOrders = [""]),
            ("The shipment id is blank", change => change.ScannedShipments = [""]),
            ("is not an order id", change => change.MerchantOrders = [new SandboxMerchantOrder { AmazonOrderId = "1" }]),
        ];
        foreach (var (fault, add) in wrong)
        {
            var change = new SandboxChange { ClearFaults = true, Stock = { ["A"] = 5 } };
            add(change);
            var refused = await Assert.ThrowsAsync<ArgumentException>(() => control.ApplyAsync(change, CancellationToken.None));
            Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
            var status = _sandbox.GetStatus();
            Assert.Empty(status.Stock);
            Assert.Equal(FaultKind.Throttled, Assert.Single(status.Faults).Kind);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task OrdersAreHeldInPlanningAndReleased(bool isRemote)
    {
        var control = Control(isRemote);
        await CreateAsync("order-1");
        await control.ApplyAsync(
            new SandboxChange { StuckOrders = ["order-1"], Advance = TimeSpan.FromDays(2) }, CancellationToken.None);
        Assert.Equal("Planning", _sandbox.Find("order-1")!.Status.ToString());
        await control.ApplyAsync(
            new SandboxChange { UnstuckOrders = ["order-1"], Advance = TimeSpan.FromDays(2) }, CancellationToken.None);
        Assert.Equal("Complete", _sandbox.Find("order-1")!.Status.ToString());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task TheRequestsAreShownAsTheLogHasThem(bool isRemote)
    {
        _sandbox.Faults.Add(FaultKind.ErrorAfter, "createFulfillmentOrder");
        await CreateAsync("order-1");
        var shown = await Control(isRemote).GetRequestsAsync(CancellationToken.None);
        static string Of(SandboxRequest request) => string.Join(
            " | ",
            request.Number, request.Time, request.Method, request.Path, request.Operation, request.OrderId, request.Status, request.Fault,
            request.Taken, request.RequestId, request.Outcome);
        Assert.Equal(_sandbox.Requests.Select(Of), shown.Select(Of));
        Assert.Equal("taken, ErrorAfter", shown[^1].Outcome);

        await Control(isRemote).ApplyAsync(new SandboxChange { ClearRequests = true }, CancellationToken.None);
        Assert.Empty(_sandbox.Requests);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task TokensExpireAndAreRevoked(bool isRemote)
    {
        foreach (var change in (SandboxChange[])[new() { ExpireTokens = true }, new() { RevokeTokens = true }])
        {
            var token = _sandbox.IssueToken("a", "b");
            Assert.Equal(400, await ReadAsync(token));
            await Control(isRemote).ApplyAsync(change, CancellationToken.None);
            Assert.Equal(403, await ReadAsync(token));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task AResetForgetsEverythingButTheClock(bool isRemote)
    {
        var control = Control(isRemote);
        await control.ApplyAsync(
            new SandboxChange { Stock = { ["A"] = 1 }, Faults = [new FaultChange(FaultKind.Stall)], Advance = TimeSpan.FromDays(1) },
            CancellationToken.None);
        var now = _sandbox.Now;
        await control.ResetAsync(CancellationToken.None);
        var status = await control.GetStatusAsync(CancellationToken.None);
        Assert.Equal(now, status.Now);
        Assert.Empty(status.Stock);
        Assert.Empty(status.Faults);
    }

    [Theory]
    [InlineData(404, "{\"error\":\"Unknown path.\"}")]
    [InlineData(200, "<html></html>")]
    [InlineData(200, "[]")]
    [InlineData(200, "null")]
    [InlineData(400, "no")]
    [InlineData(405, "")]
    public async Task WhatIsNotASandboxIsToldToChangeNothing(int status, string body)
    {
        List<bool> reads = [];
        var control = new RemoteSandbox((isRead, _, _, _) =>
        {
            reads.Add(isRead);
            return Task.FromResult((status, Encoding.UTF8.GetBytes(body)));
        });
        await Assert.ThrowsAsync<NoSandboxException>(() => control.GetStatusAsync(CancellationToken.None));
        await Assert.ThrowsAsync<NoSandboxException>(() => control.ResetAsync(CancellationToken.None));
        await Assert.ThrowsAsync<NoSandboxException>(() => control.ApplyAsync(new SandboxChange(), CancellationToken.None));
        Assert.Equal([true, true, true], reads);
    }

    [Theory]
    [InlineData("""{"stock":{"A":"x"}}""", "The member 'stock' must be an object with a whole number for each name.")]
    [InlineData("""{"clearFaults":1}""", "The member 'clearFaults' must be true or false.")]
    [InlineData("""{"unknownSkus":"A"}""", "The member 'unknownSkus' must be a list of strings.")]
    [InlineData("""{"faults":{}}""", "The member 'faults' must be a list of objects.")]
    [InlineData("""{"faults":[1]}""", "The member 'faults' must be a list of objects.")]
    [InlineData("""{"faults":[{"kind":"DropAfter"},{"kind":"DropAfter","times":"x"}]}""", "The member 'faults[1].times' must be a whole number.")]
    [InlineData("""{"faults":[{"times":1}]}""", "The member 'faults[0].kind' is missing.")]
    [InlineData("""{"faults":[{"kind":"DropAfter","delay":"x"}]}""", "The member 'faults[0].delay' ")]
    [InlineData("""{"faults":[{"kind":"Nope"}]}""", "The member 'faults[0].kind' must be one of None, ConnectionRefused, ")]
    [InlineData("""{"faults":[{"what":1}]}""", "Unknown member 'faults[0].what'. Its members are: kind, ")]
    [InlineData("""{"advance":3}""", "The member 'advance' 3 has no unit")]
    public async Task AWrongMemberIsNamed(string body, string fault)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri(_server.Address, "sandbox"), content);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(fault, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private ISandboxControl Control(bool isRemote) => isRemote ? new RemoteSandbox(SendAsync) : new LocalSandbox(_sandbox);

    private async Task<(int Status, byte[] Body)> SendAsync(bool isRead, string path, byte[]? body, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(isRead ? HttpMethod.Get : HttpMethod.Post, new Uri(_server.Address, path));
        message.Content = body is null ? null : new ByteArrayContent(body);
        using var response = await _http.SendAsync(message, cancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    private async Task<int> ReadAsync(string token)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(_server.Address, Client.Orders + "/none"));
        message.Headers.Add("x-amz-access-token", token);
        using var response = await _http.SendAsync(message);
        return (int)response.StatusCode;
    }

    private async Task CreateAsync(string id)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Address, Client.Orders));
        message.Headers.Add("x-amz-access-token", _sandbox.IssueToken("a", "b"));
        message.Content = new StringContent(Client.Order(id).ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await _http.SendAsync(message);
    }
}
