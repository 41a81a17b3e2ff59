using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Sessions;

namespace FbaOutbound.Sandbox.Server;

/// <summary>The lines of the README, each done by the client and shown with the command that does it in PowerShell.</summary>
internal sealed class DemoJob(FbaSession session, TextWriter output)
{
    private const int InFlight = 8;
    private const string Example = "six-test-order";
    private static readonly TimeSpan s_listed = TimeSpan.FromHours(36);

    /// <summary>Does the whole job.</summary>
    /// <returns>Whether all of it worked.</returns>
    public async Task<bool> RunAsync(string path, CancellationToken cancellationToken)
    {
        await StepAsync("Connect-FbaSession -Sandbox");
        await session.AuthorizeAsync(cancellationToken);
        await DemoTable.WriteAsync(output, ["Name", "Marketplace", "ApiVersion", "State", "Endpoint"],
            [[session.Name, session.Marketplace, session.ApiVersion, session.State, session.Endpoint.ToString()]]);

        await StepAsync($"Import-Csv {path} | New-FbaFulfillmentOrder -Action Hold");
        var created = await CreateAsync(path, cancellationToken);
        if (created.Count == 0)
        {
            await output.WriteLineAsync("The file holds no orders.");
            return false;
        }

        await StepAsync("Get-FbaFulfillmentOrder");
        var listed = await ListAsync(cancellationToken);
        await WriteOrdersAsync(listed);
        var ids = created.Where(order => order.IsCreated).Select(order => order.Id).ToList();
        var isGood = ids.Count == created.Count && ids.Order(StringComparer.Ordinal).SequenceEqual(listed.Select(order => order.SellerFulfillmentOrderId).Order(StringComparer.Ordinal));
        if (ids.Count == 0)
        {
            return false;
        }

        var example = ids.Contains(Example) ? Example : ids[0];
        await StepAsync($"Get-FbaFulfillmentOrder {example} | Format-List");
        var order = await session.Orders.GetAsync(example, cancellationToken);
        await WriteOrderAsync(order);
        isGood &= order.IsHeld;

        await StepAsync($"'{example}' | Set-FbaFulfillmentOrder -Action Ship");
        var updated = await session.Orders.UpdateAsync(new OrderUpdate { SellerFulfillmentOrderId = example, Action = OrderStatus.Ship }, cancellationToken);
        await DemoTable.WriteAsync(output, ["SellerFulfillmentOrderId", "Outcome", "ConfirmedBy", "Action"],
            [[updated.SellerFulfillmentOrderId, updated.Outcome, updated.ConfirmedBy, updated.Action ?? ""]]);
        isGood &= !(await session.Orders.GetAsync(example, cancellationToken)).IsHeld;

        await StepAsync("Get-FbaFulfillmentOrder | Where-Object CanCancel -ne $false | Stop-FbaFulfillmentOrder -WhatIf");
        foreach (var open in (await ListAsync(cancellationToken)).Where(open => open.CanCancel != false))
        {
            await output.WriteLineAsync($"What if: Performing the operation \"Cancel fulfillment order (session {session.Name})\" on target \"{open.SellerFulfillmentOrderId}\".");
        }

        await StepAsync("Get-FbaQuota");
        await WriteQuotaAsync();
        return isGood;
    }

    private async Task<List<DemoOrder>> CreateAsync(string path, CancellationToken cancellationToken)
    {
        using var slots = new SemaphoreSlim(InFlight);
        List<Task<DemoOrder>> tasks = [];
        foreach (var intake in DemoOrderFile.Read(path, session.OrderContext))
        {
            await slots.WaitAsync(cancellationToken);
            tasks.Add(CreateAsync(intake, slots, cancellationToken));
        }

        List<DemoOrder> orders = [.. await Task.WhenAll(tasks)];
        await DemoTable.WriteAsync(output, ["SellerFulfillmentOrderId", "Outcome", "ConfirmedBy", "Action", "Row"],
            [.. orders.Where(order => order.IsCreated).Select(order => order.Cells)]);
        foreach (var order in orders.Where(order => !order.IsCreated))
        {
            await output.WriteLineAsync($"{order.Id}: {order.Problem}");
        }

        return orders;
    }

    private async Task<DemoOrder> CreateAsync(DemoIntake intake, SemaphoreSlim slots, CancellationToken cancellationToken)
    {
        try
        {
            if (intake.Order is null)
            {
                return new DemoOrder(intake.Target, [], intake.Problem);
            }

            var receipt = await session.Orders.CreateAsync(intake.Order, intake.Row, cancellationToken);
            return new DemoOrder(
                receipt.SellerFulfillmentOrderId,
                [receipt.SellerFulfillmentOrderId, receipt.Outcome, receipt.ConfirmedBy, receipt.Action ?? "", receipt.Row.ToString(CultureInfo.InvariantCulture)],
                null);
        }
        catch (FbaException exception)
        {
            return new DemoOrder(intake.Target, [], exception.Message);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task<List<FulfillmentOrder>> ListAsync(CancellationToken cancellationToken)
    {
        List<FulfillmentOrder> orders = [];
        var since = session.UtcNow - s_listed;
        string? token = null;
        do
        {
            var page = await session.Orders.ListPageAsync(since, token, detailed: false, cancellationToken);
            orders.AddRange(page.Orders);
            token = page.NextToken;
        }
        while (token is not null);
        return orders;
    }

    private Task WriteOrdersAsync(List<FulfillmentOrder> orders) => DemoTable.WriteAsync(
        output,
        ["SellerFulfillmentOrderId", "Status", "Held", "Speed", "Received (UTC)"],
        [.. orders.Select(order => new[]
        {
            order.SellerFulfillmentOrderId, order.Status ?? "", order.IsHeld ? "yes" : "no", order.ShippingSpeedCategory ?? "", Time(order.ReceivedDate),
        })]);

    private async Task WriteOrderAsync(FulfillmentOrder order)
    {
        (string Name, string Value)[] members =
        [
            ("SellerFulfillmentOrderId", order.SellerFulfillmentOrderId),
            ("Status", order.Status ?? ""),
            ("IsHeld", order.IsHeld.ToString()),
            ("HoldExpires", Time(order.HoldExpires)),
            ("CanCancel", order.CanCancel.ToString() ?? ""),
            ("Action", order.Action ?? ""),
            ("Policy", order.Policy ?? ""),
            ("ShippingSpeedCategory", order.ShippingSpeedCategory ?? ""),
            ("Destination", order.DestinationAddress?.CountryCode ?? ""),
            ("Items", string.Join(", ", order.Items)),
        ];
        foreach (var (name, value) in members)
        {
            await output.WriteLineAsync($"{name,-24} : {value}");
        }
    }

    private Task WriteQuotaAsync() => DemoTable.WriteAsync(
        output,
        ["Operation", "Rate", "Burst", "Available", "Throttled", "LearnedFrom"],
        [.. session.GetQuota().Select(quota => new[]
        {
            quota.Operation,
            quota.Rate.ToString("0.##", CultureInfo.InvariantCulture),
            quota.Burst.ToString(CultureInfo.InvariantCulture),
            quota.Available.ToString(CultureInfo.InvariantCulture),
            quota.Throttled.ToString(CultureInfo.InvariantCulture),
            quota.LearnedFrom.ToString(),
        })]);

    private Task StepAsync(string line) => output.WriteLineAsync($"{Environment.NewLine}> {line}{Environment.NewLine}");

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    private sealed record DemoOrder(string Id, string[] Cells, string? Problem)
    {
        public bool IsCreated => Problem is null;
    }
}
