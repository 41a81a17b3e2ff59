using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Sandbox.Endpoints;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Control;

/// <summary>Which part of a sandbox is looked at.</summary>
/// <param name="Prefix">How the ids of the orders begin.</param>
/// <param name="Status">The orders' status; null for any.</param>
/// <param name="Before">Only orders older than the one at this place; null begins with the newest.</param>
/// <param name="OrderId">The order that is shown in full; empty for none.</param>
internal sealed record SandboxQuery(string Prefix = "", OrderStatus? Status = null, int? Before = null, string OrderId = "");

/// <summary>A part of a sandbox at one moment. It is as large for a million orders as for a thousand.</summary>
internal sealed class SandboxView
{
    /// <summary>The most rows of each kind.</summary>
    public const int Most = 100;

    public SandboxView(
        SandboxQuery query, DateTimeOffset now, Ledger ledger, RequestLog log, FaultPlan faults, TokenBuckets buckets)
    {
        var engine = ledger.Engine;
        Query = query;
        Now = now;
        OrderCount = engine.Count;
        ShipmentCount = ledger.Shipping.Shipments.Count;
        RequestCount = log.Count;
        Orders = ListOrders(engine.Received, query, out var older);
        Older = older;
        Stuck = [.. Orders.Select(order => order.SellerFulfillmentOrderId).Append(query.OrderId).Where(engine.IsStuck)];
        SkuCount = engine.Stock.Count();
        Stock = [.. engine.Stock.OrderBy(unit => unit.Sku, StringComparer.Ordinal).Take(Most).Select(unit => new SandboxStock(unit))];
        Shipments = [.. ledger.Shipping.Shipments.Skip(Math.Max(0, ShipmentCount - Most)).Reverse()
            .Select(shipment => new SandboxMerchantShipment(shipment, now))];
        FaultCount = faults.ToList().Count;
        Faults = [.. faults.ToList().Take(Most)];
        FaultOperations = [.. faults.OperationNames];
        Buckets = [.. buckets.ToList().Take(Most)];
        var requests = log.ToList();
        Requests = Newest(requests);
        if (query.OrderId.Length > 0 && engine.Inspect(query.OrderId, now) is { } shown)
        {
            Order = new SandboxOrder(shown);
            Address = shown.Content.Address;
            OrderRequests = Newest(requests.Where(request => request.OrderId == query.OrderId));
        }
    }

    public SandboxQuery Query { get; }

    public DateTimeOffset Now { get; }

    public int OrderCount { get; }

    public int ShipmentCount { get; }

    public long RequestCount { get; }

    public int SkuCount { get; }

    public int FaultCount { get; }

    /// <summary>The newest orders that were asked for, the newest first.</summary>
    public IReadOnlyList<SandboxOrder> Orders { get; }

    /// <summary>The place before which there are more orders; null if there are none.</summary>
    public int? Older { get; }

    /// <summary>Those of the orders that stay in Planning.</summary>
    public IReadOnlyCollection<string> Stuck { get; }

    public IReadOnlyList<SandboxStock> Stock { get; }

    public IReadOnlyList<SandboxMerchantShipment> Shipments { get; }

    public IReadOnlyList<SandboxFault> Faults { get; }

    public IReadOnlyList<string> FaultOperations { get; }

    public IReadOnlyList<BucketLevel> Buckets { get; }

    /// <summary>The newest requests, the newest first.</summary>
    public IReadOnlyList<SandboxRequest> Requests { get; }

    /// <summary>The order that is shown in full.</summary>
    public SandboxOrder? Order { get; }

    /// <summary>The recipient of the order that is shown in full.</summary>
    public PostalAddress? Address { get; }

    public IReadOnlyList<SandboxRequest> OrderRequests { get; } = [];

    private static List<SandboxOrder> ListOrders(IReadOnlyList<FulfillmentOrder> received, SandboxQuery query, out int? older)
    {
        List<SandboxOrder> orders = [];
        var at = Math.Max(0, Math.Min(query.Before ?? received.Count, received.Count));
        older = null;
        while (--at >= 0)
        {
            var order = received[at];
            if ((query.Status is { } status && order.Status != status) || !order.Id.StartsWith(query.Prefix, StringComparison.Ordinal))
            {
                continue;
            }

            if (orders.Count == Most)
            {
                older = at + 1;
                break;
            }

            orders.Add(new SandboxOrder(order));
        }

        return orders;
    }

    private static List<SandboxRequest> Newest(IEnumerable<SandboxRequest> requests)
    {
        var all = requests.ToList();
        return [.. all.Skip(Math.Max(0, all.Count - Most)).Reverse()];
    }
}
